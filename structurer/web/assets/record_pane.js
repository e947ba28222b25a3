// The record as a form of sections. Without an editor it is read; with one, values are accepted and corrected.

class RecordPane {
  // `pointed(path, how)` is told which value somebody points at: "over", "focus" or "click".
  constructor(root, form, { pointed = () => {}, editor = null } = {}) {
    this.root = root;
    this.form = form;
    this.pointed = pointed;
    this.editor = editor;
    this.withEmpty = Boolean(editor);
    this.open = new Set();
    this.closed = new Set();
    root.addEventListener("pointerover", (event) => this.told(event, "over"));
    root.addEventListener("focusin", (event) => this.told(event, "focus"));
    root.addEventListener("click", (event) => this.told(event, "click"));
    root.addEventListener("keydown", (event) => this.key(event));
  }

  told(event, how) {
    const row = event.target.closest(".value-row");
    if (row && (how !== "over" || row !== this.over)) this.pointed(row.dataset.path, how);
    this.over = how === "over" ? row : this.over;
  }

  show(letter) {
    this.letter = letter;
    this.closed.clear();
    this.root.scrollTop = 0;
    this.build();
  }

  // Build anew what is shown, with focus and scroll where they were.
  build() {
    const focused = this.root.contains(document.activeElement) ? document.activeElement.closest(".value-row")?.dataset.path : null;
    const top = this.root.scrollTop;
    const { record } = this.letter;
    const parts = this.form.map((field) => this.field(field, record?.[field.name], `/${field.name}`, 3));
    this.root.replaceChildren(this.remarks(), ...parts.filter(Boolean));
    this.refresh(this.letter.findings);
    this.root.scrollTop = top;
    if (focused) this.row(focused)?.focus({ preventScroll: true });
  }

  remarks() {
    return el("div", { class: "remarks" });
  }

  field(field, value, path, level) {
    if (!this.withEmpty && isEmpty(value) && !this.letter.findings.some((one) => one.path === path)) return null;
    if (field.shape === "part") return this.part(field, value, path, level);
    if (field.shape === "parts") return this.parts(field, value ?? [], path, level);
    if (field.shape === "values" || field.shape === "codes") return this.values(field, value ?? [], path);
    return this.value(field, value, path, field.label);
  }

  part(field, value, path, level) {
    const rows = field.fields.map((one) => this.field(one, value?.[one.name], `${path}/${one.name}`, level + 1)).filter(Boolean);
    if (!rows.length) return null;
    return el("section", { class: "part", data: { path }, "aria-label": field.label },
      el("h3", { title: field.about || null }, field.label), el("div", { class: "rows" }, ...rows));
  }

  // A list of records: large ones fold, small ones stand side by side in a line.
  parts(field, entries, path, level) {
    const isLarge = field.fields.length > 4;
    const made = entries.map((entry, index) => (isLarge ? this.large : this.small).call(this, field, entry, `${path}/${index}`, index, entries.length, level));
    const add = this.editor?.adder(path, field);
    if (isLarge) return el("section", { class: "part", data: { path }, "aria-label": field.label }, el("h3", { title: field.about || null }, field.label, " ", el("span", { class: "count" }, String(entries.length))), ...made, add);
    return el("div", { class: "listed", data: { path } }, this.label(field, path), el("div", { class: "entries" }, ...made, add, el("ul", { class: "said" })));
  }

  large(field, entry, path, index, count, level) {
    const rows = field.fields.map((one) => this.field(one, entry?.[one.name], `${path}/${one.name}`, level + 1)).filter(Boolean);
    const folded = el("details", { class: "entry", data: { path }, open: !this.closed.has(path) },
      el("summary", {}, el("span", { class: "entry-title" }, `${index + 1} of ${count}`), " ", el("span", { class: "entry-about" }, this.title(field, entry)), this.editor?.remover(path, field)),
      el("div", { class: "rows" }, ...rows));
    folded.addEventListener("toggle", () => (folded.open ? this.closed.delete(path) : this.closed.add(path)));
    return folded;
  }

  // What an entry is about, in a line: its first words and its codes.
  title(field, entry) {
    const words = field.fields.filter((one) => one.shape === "value" && one.type === "text").map((one) => entry?.[one.name]).find(Boolean) ?? "";
    const code = entry?.decision ?? "";
    const short = words.length > 90 ? `${words.slice(0, 88)}…` : words;
    return [short, code].filter(Boolean).join(" — ");
  }

  small(field, entry, path, index, count, level) {
    const rows = field.fields.map((one) => this.field(one, entry?.[one.name], `${path}/${one.name}`, level + 1)).filter(Boolean);
    return el("div", { class: "small-entry", role: "group", "aria-label": `${field.label} ${index + 1} of ${count}`, data: { path } }, ...rows, this.editor?.remover(path, field));
  }

  values(field, entries, path) {
    const rows = entries.map((entry, index) => this.value(field, entry, `${path}/${index}`, `${field.label} ${index + 1} of ${entries.length}`, true));
    return el("div", { class: "listed", data: { path } }, this.label(field, path), el("div", { class: "entries" }, ...rows, this.editor?.adder(path, field), el("ul", { class: "said" })));
  }

  label(field, path) {
    return el("div", { class: "label", title: field.about || null, data: { label: path } }, field.label);
  }

  value(field, value, path, name, isListed = false) {
    const source = this.letter.sources?.[path] ?? "";
    const tone = source.split(",")[0] || "none";
    const isChecked = tone === "accepted" || tone === "corrected";
    const evidence = this.letter.evidence?.[path] ?? [];
    const pages = [...new Set(evidence.map((span) => span.page))];
    const shown = el("div", { class: `value${isEmpty(value) ? " empty" : ""}${said(value).length > 320 ? " long" : ""}` }, isEmpty(value) ? "not stated" : said(value));
    const asides = el("div", { class: "asides" },
      source && (!isEmpty(value) || isChecked) ? el("span", { class: `badge by-${tone}`, title: BY[source] ?? "" }, source) : null,
      pages.length ? el("span", { class: "where" }, `p. ${pages.join(", ")}`) : !isEmpty(value) && value !== false ? el("span", { class: "where", title: "no passage is given for this value" }, "no passage") : null);
    return el("div", {
      class: `value-row tone-${tone}${isListed ? " in-list" : ""}`, tabindex: "0", role: "group", "aria-roledescription": "value",
      "aria-label": `${name}: ${isEmpty(value) ? "not stated" : said(value).slice(0, 300)}${source ? `, ${source}` : ""}`, data: { path },
    }, isListed ? null : el("div", { class: "label", title: field.about || null }, field.label), el("div", { class: "held" }, shown, asides, el("ul", { class: "said" })));
  }

  row(path) {
    return this.root.querySelector(`.value-row[data-path="${CSS.escape(path)}"]`);
  }

  list(path) {
    return this.root.querySelector(`.listed[data-path="${CSS.escape(path)}"]`);
  }

  rows() {
    return [...this.root.querySelectorAll(".value-row, .adder")].filter((row) => row.offsetParent !== null);
  }

  // The first row below a place that is an entry of a list.
  below(path) {
    return /\/\d+$/.test(path) ? [...this.root.querySelectorAll(".value-row")].find((row) => isUnder(row.dataset.path, path)) ?? null : null;
  }

  // The row that stands for a place: itself, else the first below it, else the list it is in.
  nearest(path) {
    return this.row(path) ?? [...this.root.querySelectorAll(".value-row")].find((row) => isUnder(row.dataset.path, path)) ?? this.list(path)?.querySelector(".adder") ?? null;
  }

  light(paths, scroll = false, focus = false) {
    for (const row of this.root.querySelectorAll(".value-row")) row.classList.toggle("lit", paths.some((path) => isUnder(row.dataset.path, path) || isUnder(path, row.dataset.path)));
    const first = paths.map((path) => this.nearest(path)).find(Boolean);
    if (!first) return;
    first.closest("details:not([open])")?.setAttribute("open", "");
    if (scroll) reveal(this.root, first);
    if (focus) first.focus({ preventScroll: true });
  }

  // Findings at their values; what has no value of its own at the top.
  refresh(findings) {
    for (const list of this.root.querySelectorAll(".said")) list.replaceChildren();
    for (const row of this.root.querySelectorAll(".value-row")) row.classList.remove("s-error", "s-warning", "s-note");
    const loose = [];
    for (const finding of findings) {
      const row = finding.path ? this.row(finding.path) ?? this.list(finding.path) ?? this.below(finding.path) ?? this.row(parentOf(finding.path)) : null;
      const told = el("li", { class: `finding s-${finding.severity}` }, el("span", { class: "severity" }, finding.severity), ` ${finding.message} `, el("span", { class: "rule" }, finding.rule));
      if (row) {
        (row.querySelector(":scope > .held > .said") ?? row.querySelector(":scope > .entries > .said")).append(told);
        if (row.matches(".value-row")) row.classList.add(`s-${finding.severity}`);
      } else {
        if (finding.path) told.prepend(el("span", { class: "at" }, `${this.naming(finding.path)}: `));
        told.dataset.path = finding.path;
        loose.push(told);
      }
    }
    this.root.querySelector(".remarks").replaceChildren(...(loose.length ? [el("ul", { class: "said loose" }, ...loose)] : []));
  }

  // A pointer in words: /determinations/2/service gives "determinations 3, service".
  naming(path) {
    return keysOf(path).reduce((named, key) => (/^\d+$/.test(key) ? `${named} ${Number(key) + 1}` : named ? `${named}, ${key.replaceAll("_", " ")}` : key.replaceAll("_", " ")), "");
  }

  key(event) {
    if (!event.target.matches(".value-row, .adder") || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.step(event.target, step);
    }
  }

  step(row, by) {
    const rows = this.rows();
    const next = rows[rows.indexOf(row) + by];
    if (!next) return;
    next.focus({ preventScroll: true });
    reveal(this.root, next);
  }
}

const BY = {
  accepted: "looked at and found right",
  corrected: "set by hand",
  read: "read by code from what the letter prints",
  parsed: "read by code from prose, by its turns of phrase",
  asked: "the model's answer, found again in the letter",
  "asked, cached": "the model's answer, from the cache, found again in the letter",
  repaired: "the model's second answer, after the first did not hold",
  "repaired, cached": "the model's second answer, from the cache",
};
