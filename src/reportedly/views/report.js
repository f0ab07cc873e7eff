"use strict";
// The page can be read without this script. It sorts the tables of registers, events and figures, opens the entry that a link leads to, and shows which words a note is about.

for (const table of document.querySelectorAll("table.events, table.figures, table.register")) {
  const heads = [...table.tHead.rows[0].cells].filter((head) => !head.matches(".still"));
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => row.cells[column].dataset.key ?? row.cells[column].textContent;
      const words = new Intl.Collator("en", { numeric: true });
      const order = (a, b) => (isNaN(a) || isNaN(b) ? words.compare(a, b) : a - b);
      const sorted = [...table.tBodies[0].rows].map((row) => [key(row), row]).sort((a, b) => order(a[0], b[0]));
      if (down) sorted.reverse();
      table.tBodies[0].append(...sorted.map(([, row]) => row));
    });
  });
}

let shown = [];
function show(element) {
  for (const mark of shown) mark.classList.remove("on");
  shown = [];
  const link = element && element.closest && element.closest(".ref, .notes li");
  const report = link && link.closest(".report");
  if (!report) return;
  const label = (link.matches("li") ? link.querySelector(".n") : link).textContent;
  shown = [...report.querySelectorAll(`mark[data-f~="${label}"]`)];
  for (const mark of shown) mark.classList.add("on");
}
document.addEventListener("pointerover", (event) => show(event.target));
document.addEventListener("focusin", (event) => show(event.target));
function arrive() {
  const target = document.getElementById(location.hash.slice(1));
  if (target && target.matches("details")) target.open = true;
  show(target);
  if (target) hold(target);
}
// What stands before a target is laid out only when it comes into view, and moves the target: go there again until it
// has stayed for some frames, or the reader scrolls.
let held = 0;
function hold(target) {
  const mine = ++held;
  let place = null, still = 0, frames = 0;
  function settle() {
    if (mine !== held || still > 20 || frames++ > 600) return;
    const top = target.getBoundingClientRect().top;
    still = place !== null && Math.abs(top - place) < 1 ? still + 1 : 0;
    if (!still) {
      target.scrollIntoView();
      place = target.getBoundingClientRect().top;
    }
    requestAnimationFrame(settle);
  }
  requestAnimationFrame(settle);
}
for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"]) addEventListener(kind, () => held++, {passive: true});
addEventListener("hashchange", arrive);
addEventListener("load", arrive);  // before, the end of a long page is not there yet
arrive();
