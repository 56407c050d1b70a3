// Improves pages that already work without it: GOV.UK components, totals that add up as one types,
// and a part of a page that refreshes itself until its work is done.

// The page names the module's address, so that the hashed file is the one that is loaded.
const govuk = document.getElementById("govuk-frontend");
if (govuk) {
  const { initAll } = await import(govuk.href);
  initAll();
}

// <output data-total-of="day"> shows the sum of the inputs marked data-adds-to="day" around it.
// An input may add to several totals: data-adds-to="row-1 day all".
const number = (input) => {
  const value = Number.parseFloat(input.value.trim().replace(",", "."));
  return Number.isFinite(value) ? value : 0;
};

const addUp = (grid) => {
  for (const output of grid.querySelectorAll("[data-total-of]")) {
    const inputs = grid.querySelectorAll(`[data-adds-to~="${CSS.escape(output.dataset.totalOf)}"]`);
    const total = [...inputs].reduce((sum, input) => sum + number(input), 0);
    output.textContent = String(Math.round(total * 100) / 100);
  }
};

for (const grid of document.querySelectorAll("[data-module='kmtp-totals']")) {
  grid.addEventListener("input", () => addUp(grid));
  addUp(grid);
}

// <div id="progress" data-refresh="2"> is fetched again every two seconds, for as long as the server
// sends it with that attribute. When it comes without, the whole page loads, to show the result.
const refresh = async (part) => {
  const response = await fetch(location.href, { headers: { "X-Refresh": part.id } }).catch(() => null);
  const text = response && response.ok ? await response.text() : "";
  const fresh = new DOMParser().parseFromString(text, "text/html").getElementById(part.id);
  if (fresh && !fresh.dataset.refresh) {
    location.reload();
    return;
  }
  if (fresh) part.replaceChildren(...fresh.childNodes);
  later(part);
};

const later = (part) => setTimeout(refresh, 1000 * Number(part.dataset.refresh), part);

document.querySelectorAll("[data-refresh][id]").forEach(later);

// An open account menu closes on Escape and on a click elsewhere.
const menu = document.querySelector(".kmtp-account");
if (menu) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
