// Letters beside their records: a list, a letter, and what its values rest on.

const DATA = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const letterPane = new LetterPane(byId("letter"), (paths, how) => {
  letterPane.light(paths, false);
  recordPane.light(paths, true, how === "click");
});
const recordPane = new RecordPane(byId("record"), DATA.form, { pointed: (path, how) => {
  letterPane.light([path], how !== "over" || settled());
  recordPane.light([path]);
} });
let current = -1;

// Passing over values on the way to another must not drag the letter along.
let moved = 0;
function settled() {
  const before = moved;
  moved = performance.now();
  return moved - before > 60;
}

function marksOf(letter) {
  const marks = [];
  for (const [path, spans] of Object.entries(letter.evidence ?? {})) {
    for (const span of spans) marks.push({ path, start: span.start, end: span.end, boxes: span.boxes, tone: (letter.sources[path] ?? "read").split(",")[0] });
  }
  for (const finding of letter.findings ?? []) {
    if (finding.span) marks.push({ path: finding.path || "/", start: finding.span.start, end: finding.span.end, boxes: finding.span.boxes, tone: finding.severity });
  }
  return marks;
}

function show(index) {
  const letter = DATA.letters[index];
  if (!letter || index === current) return;
  current = index;
  for (const item of document.querySelectorAll("#list button")) item.setAttribute("aria-current", String(Number(item.dataset.index) === index));
  byId("name").textContent = shortName(letter.name);
  byId("name").title = letter.name;
  document.body.classList.remove("list-open");
  byId("toggle-list").setAttribute("aria-expanded", "false");
  document.title = `${letter.name} · structurer`;
  const failed = Boolean(letter.error);
  byId("failure").hidden = !failed;
  byId("panes").hidden = failed;
  byId("below").hidden = failed;
  if (failed) {
    byId("failure").replaceChildren(el("p", { class: "alarm" }, `This letter could not be structured: ${letter.error.message}`), el("p", {}, letter.error.hint));
    byId("state").textContent = "failed";
    return;
  }
  byId("state").textContent = [letter.outcome && `outcome: ${letter.outcome}`, letter.flagged ? "needs review" : "no findings that need review"].filter(Boolean).join(" · ");
  byId("state").className = letter.flagged ? "flagged" : "";
  byId("as-text").closest("label").hidden = letter.medium !== "pdf";
  letterPane.show(letter, byId("as-text").checked);
  recordPane.show(letter);
  letterPane.mark(marksOf(letter));
  legend(letter);
  provenance(letter.provenance);
}

function legend(letter) {
  const count = (test) => Object.entries(letter.sources).filter(([path, source]) => test(source) && !isEmpty(valueAt(letter.record, path)) && typeof valueAt(letter.record, path) !== "object").length;
  const kinds = ["read", "parsed", "asked", "asked, cached", "repaired", "repaired, cached"].map((source) => [source, count((one) => one === source)]).filter(([, number]) => number);
  const findings = ["error", "warning", "note"].map((severity) => [severity, letter.findings.filter((one) => one.severity === severity).length]).filter(([, number]) => number);
  byId("legend").replaceChildren(...kinds.map(([source, number]) => el("span", { class: `badge by-${source.split(",")[0]}`, title: BY[source] }, `${number} ${source}`)),
    ...findings.map(([severity, number]) => el("span", { class: `badge s-${severity}` }, plural(number, severity, `${severity}s`))));
}

function provenance({ facts, calls }) {
  byId("facts").replaceChildren(...Object.entries(facts).filter(([, fact]) => fact).flatMap(([name, fact]) => [el("dt", {}, name), el("dd", {}, fact)]));
  byId("calls").hidden = calls.length === 0;
  byId("calls").tBodies[0].replaceChildren(...calls.map((call) => el("tr", {}, el("th", { scope: "row" }, call.ask), el("td", {}, call.section), el("td", { title: call.hash }, call.prompt),
    el("td", {}, call.cached ? "cached" : "fresh"), ...[call.read, call.written, call.attempts, call.seconds.toFixed(1)].map((number) => el("td", { class: "n" }, number.toLocaleString("en"))))));
  const sum = (name, cached) => calls.filter((call) => call.cached === cached).reduce((total, call) => total + call[name], 0).toLocaleString("en");
  byId("usage").textContent = calls.length
    ? `${plural(calls.length, "call", "calls")}: ${sum("read", false)} tokens read and ${sum("written", false)} written fresh, ${sum("read", true)} and ${sum("written", true)} spared by the cache.`
    : "No model was asked: everything was read by code.";
}

function list() {
  const items = DATA.letters.map((letter, index) => {
    const states = [letter.error ? el("span", { class: "badge s-error" }, "failed") : null, letter.flagged ? el("span", { class: "badge s-warning" }, "needs review") : null];
    const about = letter.error ? letter.error.message : [letter.outcome, plural(letter.findings.length, "finding", "findings")].filter(Boolean).join(" · ");
    return el("li", {}, el("button", { type: "button", data: { index }, onclick: () => { location.hash = `#${index + 1}`; show(index); } },
      el("span", { class: "item-name", title: letter.name }, shortName(letter.name)), el("span", { class: "item-about" }, about, " ", ...states.filter(Boolean))));
  });
  byId("list").replaceChildren(...items);
  byId("aside").hidden = byId("toggle-list").hidden = DATA.letters.length < 2;
  const texts = DATA.letters.map((letter) => [letter.name, letter.text ?? "", letter.record ? said(letter.record) : ""].join("\n").toLowerCase());
  const filter = () => {
    const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    DATA.letters.forEach((letter, index) => {
      const keep = words.every((word) => texts[index].includes(word)) && (!byId("flagged").checked || letter.flagged || letter.error);
      items[index].hidden = !keep;
      count += keep ? 1 : 0;
    });
    byId("shown").textContent = `${count} of ${DATA.letters.length}`;
  };
  byId("search").addEventListener("input", filter);
  byId("flagged").addEventListener("input", filter);
  filter();
  byId("list").addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const there = [...byId("list").querySelectorAll("li:not([hidden]) button")];
    there[there.indexOf(document.activeElement) + step]?.focus();
  });
}

byId("toggle-list").addEventListener("click", () => {
  const open = document.body.classList.toggle("list-open");
  byId("toggle-list").setAttribute("aria-expanded", String(open));
  if (open) byId("search").focus();
});
byId("with-empty").addEventListener("input", (event) => {
  recordPane.withEmpty = event.target.checked;
  recordPane.build();
});
byId("as-text").addEventListener("input", (event) => {
  const marks = letterPane.marks;
  letterPane.show(DATA.letters[current], event.target.checked);
  letterPane.mark(marks);
});
addEventListener("hashchange", () => show(Number(location.hash.slice(1) || 1) - 1));
list();
show(Math.min(Math.max(Number(location.hash.slice(1) || 1) - 1, 0), DATA.letters.length - 1) || 0);
