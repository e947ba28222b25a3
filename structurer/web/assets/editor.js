// A record in hand: every change is one step that can be taken back, evidence and marks go with their values.

class Editor {
  // `changed()` is told after every step.
  constructor(form, changed) {
    this.form = form;
    this.changed = changed;
    this.take({ record: {}, evidence: {}, marks: {}, undo: [], redo: [] });
  }

  take({ record, evidence, marks, undo, redo }) {
    Object.assign(this, { record, evidence, marks, done: undo ?? [], undone: redo ?? [] });
  }

  get kept() {
    return { record: this.record, evidence: bare(this.evidence), marks: this.marks, undo: this.done, redo: this.undone };
  }

  // What the form says of the field at a pointer.
  fieldAt(path) {
    let fields = this.form;
    let found = null;
    for (const key of keysOf(path)) {
      if (/^\d+$/.test(key)) continue;
      found = fields.find((one) => one.name === key);
      fields = found.fields ?? [];
    }
    return found;
  }

  isEntry(path) {
    return /\/\d+$/.test(path);
  }

  // Whether a value can stand there: an entry that was taken out has no values any more, a part that is null has.
  has(path) {
    for (let at = path; at; at = parentOf(at)) if (this.isEntry(at) && valueAt(this.record, at) === undefined) return false;
    return true;
  }

  // The uppermost part or list on the way to a value that is null, or the value itself.
  topOf(path) {
    let at = path;
    while (parentOf(at) && (valueAt(this.record, parentOf(at)) ?? null) === null) at = parentOf(at);
    return at;
  }

  // Steps

  step(at, does, work) {
    const before = { ...this.snapshot(this.topOf(at)), does };
    work();
    this.done.push(before);
    if (this.done.length > 100) this.done.shift();
    this.forgotten = this.undone;
    this.undone = [];
    this.changed();
  }

  snapshot(at) {
    const within = (table) => structuredClone(Object.fromEntries(Object.entries(table).filter(([path]) => isUnder(path, at))));
    return { at, value: structuredClone(valueAt(this.record, at) ?? null), evidence: within(this.evidence), marks: within(this.marks) };
  }

  restore(kept) {
    if (kept.at === "") this.record = kept.value;
    else putAt(this.record, kept.at, kept.value);
    for (const [table, old] of [[this.evidence, kept.evidence], [this.marks, kept.marks]]) {
      for (const path of Object.keys(table)) if (isUnder(path, kept.at)) delete table[path];
      Object.assign(table, structuredClone(old));
    }
  }

  // Take back the last step as if it had never been made.
  forget() {
    this.restore(this.done.pop());
    this.undone = this.forgotten ?? [];
    this.changed();
  }

  // Take back the last step, or with `again` do the last one that was taken back; gives what it was about, or null.
  back(again = false) {
    const [from, to] = again ? [this.undone, this.done] : [this.done, this.undone];
    const kept = from.pop();
    if (!kept) return null;
    to.push({ ...this.snapshot(kept.at), does: kept.does });
    this.restore(kept);
    this.changed();
    return kept;
  }

  // Values

  set(path, value, spans) {
    this.step(path, "set", () => {
      putAt(this.record, path, value);
      this.marks[path] = "corrected";
      if (spans?.length) this.evidence[path] = spans;
      else if (spans) delete this.evidence[path];
    });
  }

  accept(paths) {
    const open = paths.filter((path) => !CHECKED.has(this.marks[path]));
    if (!open.length) return;
    const at = open.length === 1 ? open[0] : above(open);
    this.step(at, "accepted", () => { for (const path of open) this.marks[path] = "accepted"; });
  }

  // Take out the entry at a pointer, or make a value say nothing.
  clear(path) {
    if (!this.isEntry(path)) {
      const field = this.fieldAt(path);
      this.set(path, structuredClone(field.blank ?? null), []);
      return;
    }
    const list = parentOf(path);
    const index = Number(lastOf(path));
    this.step(list, "removed", () => {
      valueAt(this.record, list).splice(index, 1);
      for (const table of [this.evidence, this.marks]) shift(table, list, index);
    });
  }

  // Put a new entry at the end of a list, or where its passage comes in the letter; gives its pointer.
  add(list, value, spans) {
    const field = this.fieldAt(list);
    const entries = valueAt(this.record, list) ?? [];
    let index = entries.length;
    if (spans?.length) {
      const start = spans[0].start;
      while (index > 0 && this.startOf(`${list}/${index - 1}`) > start) index -= 1;
    }
    const path = `${list}/${index}`;
    const first = field.shape === "parts" ? `${path}/${firstText(field).name}` : path;
    this.step(list, "added", () => {
      for (const table of [this.evidence, this.marks]) shift(table, list, index, 1);
      putAt(this.record, list, entries);
      entries.splice(index, 0, field.shape === "parts" ? blankOf(field) : value);
      if (field.shape === "parts" && value !== null) putAt(this.record, first, value);
      if (value !== null) this.marks[first] = "corrected";
      if (spans?.length) this.evidence[first] = spans;
    });
    return first;
  }

  // Where an entry begins in the letter.
  startOf(path) {
    const starts = Object.entries(this.evidence).filter(([at]) => isUnder(at, path)).flatMap(([, spans]) => spans.map((span) => span.start));
    return starts.length ? Math.min(...starts) : -1;
  }

  // The record as it would be with one value changed, for the rules to look at.
  supposing(path, value, spans) {
    const record = structuredClone(this.record);
    putAt(record, path, value);
    return { record, evidence: bare({ ...this.evidence, ...(spans?.length ? { [path]: spans } : {}) }) };
  }
}

const CHECKED = new Set(["accepted", "corrected"]);

// Evidence without what only the page knows of it.
function bare(evidence) {
  return Object.fromEntries(Object.entries(evidence).map(([path, spans]) => [path, spans.map(({ start, end, page, text }) => ({ start, end, page, text }))]));
}

function above(paths) {
  const parts = paths.map(keysOf);
  let count = 0;
  while (parts.every((keys) => keys.length > count + 1 && keys[count] === parts[0][count])) count += 1;
  return parts[0].slice(0, count).map((key) => `/${key}`).join("");
}

// Move what stands at and behind an entry of a list: one down after it was taken out, one up before another comes in.
function shift(table, list, index, by = -1) {
  const moved = {};
  for (const [path, held] of Object.entries(table)) {
    if (!isUnder(path, list) || path === list) continue;
    const [key, ...rest] = path.slice(list.length + 1).split("/");
    const number = Number(key);
    if (number < index) continue;
    delete table[path];
    if (by < 0 && number === index) continue;
    moved[[list, String(number + by), ...rest].join("/")] = held;
  }
  Object.assign(table, moved);
}

const firstText = (field) => field.fields.find((one) => one.shape === "value" && one.type === "text" && one.required) ?? field.fields.find((one) => one.shape === "value" && one.type === "text") ?? field.fields.find((one) => one.shape === "value");

function blankOf(field) {
  return Object.fromEntries(field.fields.map((one) => [one.name, one.shape === "part" ? blankOf(one) : one.shape === "value" ? structuredClone(one.blank ?? null) : []]));
}
