"use strict";
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const numeric = head.classList.contains("n");
      const was = head.getAttribute("aria-sort");
      const down = was ? was === "ascending" : numeric;
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const value = (row) => {
        const cell = row.cells[column];
        return cell.dataset.value ?? cell.textContent.trim();
      };
      const number = (text) => (text === "–" ? -1 : parseFloat(text.replaceAll(",", "")));
      const rows = [...table.tBodies[0].rows];
      rows.sort((a, b) => (numeric ? number(value(a)) - number(value(b)) : value(a).localeCompare(value(b))) * (down ? -1 : 1));
      table.tBodies[0].append(...rows);
    });
  });
}

const search = document.getElementById("search");
const onlyErrors = document.getElementById("only-errors");
const onlyFlagged = document.getElementById("only-flagged");
const shown = document.getElementById("shown");
const rows = [...document.querySelectorAll("#letter-table tbody tr")];
function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    const keep = words.every((word) => text.includes(word))
      && (!onlyErrors.checked || row.dataset.errors !== "0") && (!onlyFlagged.checked || row.dataset.flagged === "1");
    row.hidden = !keep;
    count += keep ? 1 : 0;
  }
  shown.textContent = `${count} of ${rows.length}`;
}
for (const input of [search, onlyErrors, onlyFlagged]) input.addEventListener("input", filter);
filter();

function decoded(text) {
  try { return decodeURIComponent(text); } catch { return text; } // "50%" is a letter's name, and no escape
}
function openTarget() {
  const target = location.hash && document.getElementById(decoded(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) {
    target.open = true;
    target.querySelector("summary").focus({ preventScroll: true });
    target.scrollIntoView();
  }
}
addEventListener("hashchange", openTarget);
openTarget();

function scrollWithin(box, element) {
  const top = element.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (top < 0 || top > box.clientHeight - 40) box.scrollTop += top - box.clientHeight / 3;
}
const ownersOf = (mark) => JSON.parse(mark.dataset.owners);
for (const letter of document.querySelectorAll(".letter")) {
  const text = letter.querySelector(".text");
  const side = letter.querySelector(".cells");
  const cells = [...letter.querySelectorAll(".cell")];
  const marks = [...letter.querySelectorAll("mark")];
  const light = (owners, from) => {
    for (const mark of marks) mark.classList.toggle("lit", ownersOf(mark).some((owner) => owners.includes(owner)));
    for (const cell of cells) cell.classList.toggle("lit", owners.includes(cell.dataset.owner));
    const mark = marks.find((one) => one.classList.contains("lit"));
    const cell = cells.find((one) => one.classList.contains("lit"));
    if (from === "cell" && mark) scrollWithin(text, mark);
    if (from === "mark" && cell) scrollWithin(side, cell);
  };
  for (const cell of cells) {
    for (const kind of ["mouseenter", "focus"]) cell.addEventListener(kind, () => light([cell.dataset.owner], "cell"));
    cell.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const there = cells.filter((one) => one.offsetParent !== null);
      there[there.indexOf(cell) + step]?.focus();
    });
  }
  for (const mark of marks) mark.addEventListener("click", () => light(ownersOf(mark), "mark"));
  letter.querySelector(".only-wrong").addEventListener("input", (event) => side.classList.toggle("wrong-only", event.target.checked));
}
