// Arrows move in time between the marks of a chart, Home and End to the first and the last. Tab still reaches each.

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function move(event) {
  const marks = [...event.currentTarget.querySelectorAll("a")];
  const at = marks.indexOf(event.target.closest("a"));
  if (at < 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const to = { Home: 0, End: marks.length - 1 }[event.key] ?? at + STEPS[event.key];
  if (!marks[to]) return;
  event.preventDefault();
  marks[to].focus();
}

for (const chart of document.querySelectorAll("[data-river]")) chart.addEventListener("keydown", move);
