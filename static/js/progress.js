// Moves the progress bar while a report is built, and opens the report when it is done.
const place = document.getElementById("progress");

async function look() {
  const answer = await fetch(place.dataset.url, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { progress, step, done } = await answer.json();
  document.getElementById("progress-bar").value = progress;
  const words = document.getElementById("progress-step");
  if (words.textContent !== step) words.textContent = step;
  if (done) window.location.reload();
}

if (place) setInterval(look, 1000);
