// Adds the week up while one types. The server reads the boxes by the same rules (time_audit/hours.py) and
// its totals stand in the page already, so that nothing is lost without this file.

const MOST = { day: 37 * 60, late: 20 * 60, both: 100 * 60 };

const minutes = (text) => {
  const typed = text.trim().toLowerCase().replace(/\s+/g, " ");
  const clock = typed.match(/^(\d{1,3})(?::|\s?h\s?)([0-5]?\d)\s?(?:m|min)?$/);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
  const alone = typed.match(/^(\d{1,4})\s?(?:m|min|mins|minutes?)$/);
  if (alone) return Number(alone[1]);
  const number = typed.match(/^(\d{0,3}(?:[.,]\d{1,4})?)\s?(?:h|hr|hrs|hours?)?$/);
  const value = number ? Number.parseFloat(number[1].replace(",", ".")) : Number.NaN;
  return Number.isFinite(value) ? Math.round(value * 60) : 0;
};

const inWords = (amount) => {
  const words = [];
  if (amount >= 60) words.push(`${Math.floor(amount / 60)} h`);
  if (amount % 60) words.push(`${amount % 60} min`);
  return words.join(" ") || "0 h";
};

const addUp = (grid) => {
  const sum = { day: 0, late: 0 };
  for (const cell of grid.querySelectorAll("[data-time]")) {
    sum[cell.dataset.time] += minutes(cell.querySelector("input").value);
  }
  sum.both = sum.day + sum.late;
  for (const total of grid.querySelectorAll("[data-time-total]")) {
    total.textContent = inWords(sum[total.dataset.timeTotal]);
  }
  for (const warning of grid.parentElement.querySelectorAll("[data-time-warning]")) {
    warning.hidden = sum[warning.dataset.timeWarning] <= MOST[warning.dataset.timeWarning];
  }
};

for (const grid of document.querySelectorAll("[data-time-grid]")) {
  grid.addEventListener("input", () => addUp(grid));
  addUp(grid);
}
