// The desk: a queue of letters, a letter beside its record, and everything that a reader does to it.

const ABOUT = JSON.parse(document.getElementById("data").textContent);
const TOKEN = new URLSearchParams(location.search).get("token") ?? "";
const byId = (id) => document.getElementById(id);

// Calls

class Refused extends Error {
  constructor(status, told) {
    super(told.hint ? `${told.message} (${told.hint})` : told.message);
    this.status = status;
  }
}

async function call(path, { method = "GET", body, keepalive = false } = {}) {
  const answer = await fetch(path, { method, keepalive, headers: { "x-token": TOKEN, ...(body ? { "content-type": "application/json" } : {}) }, body: body && JSON.stringify(body) });
  if (answer.ok) return answer;
  let told = { message: `the server answered ${answer.status}`, hint: "" };
  try { told = await answer.json(); } catch { /* not JSON: the number says enough */ }
  throw new Refused(answer.status, told);
}
const asked = async (path, options) => (await call(path, options)).json();
// The letter that the address names.
function named() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}
const letterAt = (id, rest = "") => `/api/letters/${encodeURIComponent(id)}${rest}`;

// State

const state = { queue: [], of: 0, id: null, letter: null, version: "", settles: [], status: "open", seconds: 0, current: null, list: null, findings: [], dirty: false, saving: null, conflict: false };

const editor = new Editor(ABOUT.form, () => { reshow(); touched(); });
editor.adder = (path, field) => el("button", { type: "button", class: "adder", data: { list: path }, "aria-label": `add to ${field.label}`, onclick: async () => { if (await takeEdit()) addTo(path); } }, "+ add");
editor.remover = (path, field) => el("button", { type: "button", class: "remover", tabindex: "-1", "aria-label": `remove this entry of ${field.label}`, title: "remove this entry", onclick: (event) => { event.preventDefault(); removeEntry(path); } }, "×");

const letterPane = new LetterPane(byId("letter"), (paths, how) => {
  letterPane.light(paths, false);
  recordPane.light(paths, true, how === "click" && !editing());
});
const recordPane = new RecordPane(byId("record"), ABOUT.form, { editor, pointed: (path, how) => {
  if (how === "over") { if (!editing()) letterPane.light([path], false); return; }
  Object.assign(state, { current: path, list: null });
  letterPane.light([path], true);
  recordPane.light([path]);
} });

// Queue

// A long queue comes in parts; until it is all there it is put in order anew with each, then it holds.
async function loadQueue(ready) {
  let of = 1;
  while (state.queue.length < of) {
    const part = await asked(`/api/queue?start=${state.queue.length}`);
    of = part.letters;
    state.queue.push(...part.entries);
    if (!part.entries.length) break;
    state.order = null;
    state.of = of;
    drawQueue();
    await ready();
  }
}

const TODO = { new: "new", open: "begun", done: "done" };
function orderOf(entry) {
  return [entry.error ? 2 : entry.state === "done" ? 1 : 0, entry.flagged ? 0 : 1];
}

function inOrder() {
  return [...state.queue].sort((one, other) => orderOf(one)[0] - orderOf(other)[0] || orderOf(one)[1] - orderOf(other)[1] || one.id.localeCompare(other.id));
}

function shownQueue() {
  const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const which = byId("which").value;
  return state.order.map((id) => state.queue.find((entry) => entry.id === id)).filter((entry) => words.every((word) => entry.id.toLowerCase().includes(word))
    && (which === "all" || (which === "todo" && entry.state !== "done") || (which === "flagged" && entry.flagged) || (which === "differ" && entry.agree === false)));
}

function drawQueue() {
  // The order holds for the visit: a letter that is finished does not jump away from under the hand.
  state.order ??= inOrder().map((entry) => entry.id);
  const shown = shownQueue();
  byId("list").replaceChildren(...shown.map((entry) => {
    const badges = [[TODO[entry.state], `state-${entry.state}`], entry.flagged && !entry.error ? [plural(entry.findings, "finding", "findings"), "s-warning"] : null,
      entry.labelled && entry.state !== "done" ? ["has a label", ""] : null, entry.others.length ? [`also read by ${entry.others.join(", ")}`, ""] : null,
      entry.settled ? ["settled", "by-accepted"] : entry.agree === false ? ["readers differ", "s-error"] : entry.agree ? ["readers agree", "by-accepted"] : null, entry.error ? ["cannot be read", "s-error"] : null];
    return el("li", {}, el("button", { type: "button", "aria-current": String(entry.id === state.id), data: { id: entry.id }, onclick: () => open(entry.id) },
      el("span", { class: "item-name" }, entry.id), el("span", { class: "item-about" }, ...badges.filter(Boolean).flatMap(([words, tone]) => [el("span", { class: `badge ${tone}` }, words), " "]), entry.error)));
  }));
  const done = state.queue.filter((entry) => entry.state === "done").length;
  const loading = state.queue.length < state.of ? `, ${state.of - state.queue.length} being read` : "";
  byId("shown").textContent = `${done} of ${state.of} done${shown.length < state.queue.length ? `, ${shown.length} shown` : ""}${loading}`;
}

function neighbour(by) {
  const shown = shownQueue();
  const at = shown.findIndex((entry) => entry.id === state.id);
  return shown[at + by]?.id ?? null;
}

// A letter

let opens = 0;
async function open(id, settle = false, anew = false) {
  // What is open stays as it is in hand: fetched again it would be older than what was done meanwhile.
  if (!anew && id === state.id && state.letter && settle === state.settles.length > 0) { showList(false); return; }
  const turn = ++opens;
  if (!(await leave())) return;
  let letter;
  try {
    letter = await asked(letterAt(id, settle ? "?settle" : ""));
  } catch (error) {
    if (turn !== opens || !(await leave())) return;
    editor.take({ record: {}, evidence: {}, marks: {} });
    Object.assign(state, { id, letter: null, findings: [], dirty: false, conflict: false, current: null, list: null });
    banner();
    drawQueue();
    fail(error.message);
    return;
  }
  // What was done to the letter before while this one was on its way belongs to that one.
  if (turn !== opens || !(await leave())) return;
  for (const page of state.letter?.pages ?? []) if (page.picture) page.picture.then((address) => URL.revokeObjectURL(address));
  state.id = id;
  if (named() !== id) history.replaceState(null, "", `#${encodeURIComponent(id)}`);
  document.body.classList.remove("list-open");
  byId("toggle-list").setAttribute("aria-expanded", "false");
  byId("failure").hidden = true;
  byId("panes").hidden = false;
  byId("name").textContent = id;
  document.title = `${id} · ${ABOUT.folder}`;
  byId("as-text").closest("label").hidden = letter.medium !== "pdf";
  if (letter.medium === "pdf") for (const page of letter.pages) page.picture = picture(id, page.number);
  take(letter);
  drawQueue();
  byId("list").querySelector('[aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  recordPane.rows()[0]?.focus({ preventScroll: true });
}

async function picture(id, number) {
  const answer = await call(letterAt(id, `/pages/${number}`));
  return URL.createObjectURL(await answer.blob());
}

// Show a reading of the letter that is open.
function take(reading) {
  clearTimeout(saveTimer);
  clearTimeout(checkTimer);
  Object.assign(state, { letter: { ...(state.letter?.name === state.id ? state.letter : {}), ...reading }, version: reading.version, settles: reading.settles, status: reading.state, seconds: reading.seconds, findings: reading.findings, dirty: false, conflict: false, current: null, list: null });
  editor.take(reading);
  settling(false);
  letterPane.show(state.letter, byId("as-text").checked);
  recordPane.show(shownLetter());
  remark();
  banner();
  told();
}

const shownLetter = () => ({ ...state.letter, record: editor.record, evidence: editor.evidence, sources: editor.marks, findings: state.findings });

function reshow() {
  recordPane.letter = shownLetter();
  recordPane.build();
  if (state.current && !editor.has(state.current)) {
    const gone = state.current;
    state.current = null;
    focusRow(parentOf(gone));
  }
  remark();
  if (state.current) recordPane.light([state.current]);
}

function remark() {
  const marks = [];
  for (const [path, spans] of Object.entries(editor.evidence)) {
    for (const span of spans) marks.push({ path, start: span.start, end: span.end, boxes: span.boxes ?? [], tone: (editor.marks[path] ?? "read").split(",")[0] });
  }
  for (const finding of state.findings) {
    if (finding.span) marks.push({ path: finding.path || "/", start: finding.span.start, end: finding.span.end, boxes: finding.span.boxes, tone: finding.severity });
  }
  letterPane.mark(marks);
}

function told() {
  const paths = leafPaths();
  const checked = paths.filter((path) => CHECKED.has(editor.marks[path])).length;
  const errors = state.findings.filter((one) => one.severity === "error").length;
  const warnings = state.findings.filter((one) => one.severity === "warning").length;
  byId("state").textContent = [state.settles.length ? `settles ${state.settles.join(" and ")}` : "", `${checked} of ${paths.length} looked at`, errors ? plural(errors, "error", "errors") : "", warnings ? plural(warnings, "warning", "warnings") : ""].filter(Boolean).join(" · ");
  byId("state").className = errors || warnings ? "flagged" : "";
  byId("done").textContent = state.status === "done" ? "done ✓" : "done";
  byId("done").setAttribute("aria-pressed", String(state.status === "done"));
  byId("undo").disabled = editor.done.length === 0;
  byId("redo").disabled = editor.undone.length === 0;
  const entry = state.queue.find((one) => one.id === state.id);
  byId("settle").hidden = !entry || entry.agree !== false;
}

// Every value that the form shows, in its order.
function leafPaths(fields = ABOUT.form, value = editor.record, top = "") {
  return fields.flatMap((field) => {
    const path = `${top}/${field.name}`;
    const held = value?.[field.name];
    if (field.shape === "part") return leafPaths(field.fields, held, path);
    if (field.shape === "value") return [path];
    return (held ?? []).flatMap((entry, index) => (field.shape === "parts" ? leafPaths(field.fields, entry, `${path}/${index}`) : [`${path}/${index}`]));
  });
}

// Saving and checking

let saveTimer = null;
let checkTimer = null;
function touched() {
  state.dirty = true;
  told();
  clearTimeout(saveTimer);
  // An entry that is only begun breaks the record's schema; what becomes of it is saved.
  saveTimer = setTimeout(() => { if (!edit?.fresh) save(); }, 150);
  check(editor.record, editor.evidence);
}

let checks = 0;
function check(record, evidence, wait = 120) {
  clearTimeout(checkTimer);
  checkTimer = setTimeout(async () => {
    const number = ++checks;
    const id = state.id;
    try {
      const findings = await asked(letterAt(id, "/check"), { method: "POST", body: { record, evidence: bare(evidence) } });
      if (number !== checks || id !== state.id) return;
      state.findings = findings;
      recordPane.letter = shownLetter();
      recordPane.refresh(findings);
      if (!editing()) remark();
      told();
    } catch (error) {
      banner(`not checked: ${error.message}`);
    }
  }, wait);
}

// Without a `status` the letter stays what it is once what is under way is saved: done, where that makes it so.
async function save({ over = false, status = null, keepalive = false } = {}) {
  clearTimeout(saveTimer);
  if (!state.letter || (state.conflict && !over)) return false;
  while (state.saving) await state.saving;
  const id = state.id;
  // A browser sends little (64 KiB) when a page is closing: then what can be undone stays as it was last saved.
  const lean = keepalive && JSON.stringify(editor.kept).length > 50000;
  const body = { ...editor.kept, ...(lean ? { undo: null, redo: null } : {}), version: state.version, over, state: status ?? state.status, start: state.letter.start, settles: state.settles, seconds: Math.round(state.seconds) };
  state.dirty = false;
  state.saving = (async () => {
    try {
      const saved = await asked(letterAt(id), { method: "PUT", body, keepalive });
      if (id !== state.id) return true;
      Object.assign(state, { version: saved.version, status: saved.state, conflict: false });
      state.queue = state.queue.map((entry) => (entry.id === id ? saved.entry : entry));
      byId("saved").textContent = `saved ${new Date(saved.saved).toLocaleTimeString()}`;
      banner();
      drawQueue();
      told();
      return true;
    } catch (error) {
      if (id !== state.id) return false;
      state.dirty = true;
      if (error instanceof Refused && error.status === 409) {
        state.conflict = true;
        banner(error.message, [["load what was saved", () => { edit = null; Object.assign(state, { dirty: false, conflict: false }); open(id, state.settles.length > 0, true); }], ["save mine over it", () => save({ over: true })]]);
      } else if (error instanceof Refused) {
        banner(`not saved: ${error.message}`);
      } else {
        banner("not saved: the server does not answer; what you do is kept here and saved as soon as it does");
        saveTimer = setTimeout(() => save(), 3000);
      }
      return false;
    } finally {
      state.saving = null;
    }
  })();
  return state.saving;
}

// Make ready to go to another letter: what is being typed is taken, and everything is saved. False where it cannot be.
async function leave() {
  if (editing()) await commit(false);
  if (editing()) {
    say("correct the value first, or leave it with Escape");
    return false;
  }
  while (state.saving) await state.saving;
  if (state.conflict) {
    say("choose first which of the two stays");
    return false;
  }
  return state.dirty && state.letter ? save() : true;
}

async function finish() {
  if (settle) { say("choose between the readers first, or go back"); return; }
  if (state.status === "done") { say("it is done; what you change is saved into its label"); return; }
  if (editing()) await commit(false);
  if (editing()) return;
  if (await save({ status: "done" }) && state.status === "done") {
    const next = neighbour(1);
    say(next ? `${state.id} is done; ] goes on to ${next}` : `${state.id} is done`);
  }
}

function banner(words = "", actions = []) {
  byId("banner").hidden = !words;
  byId("banner").replaceChildren(words, " ", ...actions.flatMap(([name, does]) => [el("button", { type: "button", onclick: does }, name), " "]));
}

function fail(words) {
  byId("panes").hidden = true;
  byId("failure").hidden = false;
  byId("failure").replaceChildren(el("p", { class: "alarm" }, words));
  byId("name").textContent = state.id;
}

let sayTimer = null;
function say(words) {
  byId("toast").textContent = words;
  byId("toast").hidden = false;
  clearTimeout(sayTimer);
  sayTimer = setTimeout(() => { byId("toast").hidden = true; }, 5000);
}

// Editing a value in its place

let edit = null;
const editing = () => edit !== null;

// `fresh`: the entry was just added for this; without a value it goes again. `spans`: the passage that was selected for it.
function begin(path, { fresh = false, spans = null } = {}) {
  const row = recordPane.row(path);
  const field = editor.fieldAt(path);
  if (!row || !field || editing()) return;
  const value = valueAt(editor.record, path);
  const options = field.type === "code" ? field.options : field.type === "yes or no" ? ["yes", "no"] : null;
  const label = `${field.label}${field.about ? `: ${field.about}` : ""}`;
  let input;
  if (options) {
    input = el("select", { "aria-label": label }, ...(isEmpty(value) ? [el("option", { value: "" }, field.required || field.shape === "codes" ? "choose …" : "not stated")] : field.required || field.shape === "codes" || field.blank === false ? [] : [el("option", { value: "" }, "not stated")]), ...options.map((option) => el("option", { value: option, selected: said(value) === option }, option)));
  } else {
    input = el("textarea", { "aria-label": label, rows: "1", spellcheck: "false", placeholder: field.type === "date" ? "2016-10-13 or 10/13/2016" : field.type === "number" ? "a number" : "words as the letter prints them" });
    input.value = said(value);
  }
  Object.assign(state, { current: path, list: null });
  edit = { path, field, input, entered: null, number: 0, before: said(value), fresh, spans };
  const about = el("div", { class: "editing" }, input, field.about ? el("p", { class: "about" }, field.about) : null, el("p", { class: "problem", role: "alert" }));
  row.querySelector(".value").replaceChildren(about);
  row.classList.add("edited");
  const grow = () => { if (input.tagName === "TEXTAREA") { input.style.height = "auto"; input.style.height = `${Math.min(input.scrollHeight + 2, 320)}px`; } };
  input.addEventListener("input", () => { grow(); typed(); });
  input.addEventListener("keydown", keyInEdit);
  input.addEventListener("blur", () => setTimeout(() => { if (edit?.input === input && document.hasFocus() && !byId("pick").contains(document.activeElement) && document.getSelection().isCollapsed) commit(false); }, 150));
  input.focus();
  grow();
  input.select?.();
}

let typeTimer = null;
function typed() {
  clearTimeout(typeTimer);
  typeTimer = setTimeout(() => read().catch((error) => banner(`not checked: ${error.message}`)), 150);
}

// What the words in the input come to, and what the rules would say of it.
async function read() {
  if (!edit) return null;
  clearTimeout(typeTimer);
  const now = edit;
  const number = ++now.number;
  const entered = await asked(letterAt(state.id, "/value"), { method: "POST", body: { path: now.path, text: now.input.value } });
  if (edit !== now || number !== now.number) return null;
  now.entered = entered;
  recordPane.row(now.path)?.querySelector(".problem")?.replaceChildren(entered.problem);
  const supposed = editor.supposing(now.path, entered.problem ? now.input.value : entered.value ?? structuredClone(now.field.blank ?? null), entered.spans);
  check(supposed.record, supposed.evidence, 0);
  letterPane.marks = letterPane.marks.filter((mark) => mark.path !== now.path).concat(entered.spans.map((span) => ({ path: now.path, start: span.start, end: span.end, boxes: span.boxes, tone: "corrected" })));
  letterPane.mark(letterPane.marks);
  letterPane.light([now.path], true);
  return entered;
}

// Take what is being edited; however often that is asked for, once.
function commit(onward = true) {
  const now = edit;
  if (!now) return Promise.resolve();
  now.taking ??= takeIn(now, onward).finally(() => { now.taking = null; });
  return now.taking;
}

async function takeIn(now, onward) {
  if (now.input.value.trim() === "" && (now.fresh || (now.before === "" && editor.isEntry(now.path)))) {
    cancel();
    return;
  }
  if (now.input.value === now.before) {
    close(now.path);
    editor.accept([now.path]);
    if (onward) stepFrom(now.path, 1);
    return;
  }
  let entered;
  try {
    entered = await read();
  } catch (error) {
    banner(`not taken: ${error.message}`);
    return;
  }
  if (edit !== now || !entered) return;
  if (entered.problem) {
    now.input.focus();
    return;
  }
  close(now.path);
  const value = entered.value ?? structuredClone(now.field.blank ?? null);
  if (isEmpty(value) && editor.isEntry(now.path)) editor.clear(now.path);
  // A code's passage is not in its words: the one it had stays.
  else editor.set(now.path, value, now.spans ?? (entered.spans.length || isEmpty(value) || !["code", "yes or no"].includes(now.field.type) ? entered.spans : undefined));
  if (onward) stepFrom(now.path, 1);
  else focusRow(now.path);
}

function close(path) {
  edit = null;
  clearTimeout(typeTimer);
  reshow();
  focusRow(path);
}

// What is being edited is taken before something else is begun; what cannot be taken stays open.
async function takeEdit() {
  await commit(false);
  return !editing();
}

async function removeEntry(path) {
  const own = editing() && isUnder(edit.path, path);
  const gone = own && edit.fresh;
  const list = parentOf(path);
  const entries = valueAt(editor.record, list)?.length;
  if (own) cancel();
  else if (!(await takeEdit())) return;
  // An entry that was only begun is gone with its edit; where another one went, this place is not what was meant.
  if (!gone && valueAt(editor.record, list)?.length === entries) editor.clear(path);
}

function cancel() {
  const { path, fresh } = edit;
  edit = null;
  // An entry that was added for a value that never came was never there.
  if (fresh) editor.forget();
  close(path);
  check(editor.record, editor.evidence, 0);
}

function keyInEdit(event) {
  event.stopPropagation();
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    commit();
  } else if (event.key === "Escape") {
    event.preventDefault();
    cancel();
  } else if (event.key === "Tab") {
    event.preventDefault();
    commit(false).then(() => stepFrom(state.current, event.shiftKey ? -1 : 1));
  }
}

const focusRow = (path) => recordPane.nearest(path)?.focus({ preventScroll: true });

function stepFrom(path, by) {
  const row = recordPane.nearest(path);
  if (row) recordPane.step(row, by);
}

// Selecting in the letter

async function pick(asEntry = false) {
  const stretch = letterPane.selected();
  if (!stretch) { say("select words in the letter first"); return; }
  const path = editing() ? edit.path : state.current;
  // An entry that was added for this goes with its empty input, and comes anew with the words.
  const list = asEntry || !path || edit?.fresh ? listOf(path) : null;
  if (!path && !list || (asEntry && !list)) { say("choose a value first: its passage is what you select"); return; }
  const field = editor.fieldAt(list ?? path);
  const target = list ? (field.shape === "parts" ? `${list}/0/${firstText(field).name}` : `${list}/0`) : path;
  const id = state.id;
  let entered;
  try {
    entered = await asked(letterAt(id, "/value"), { method: "POST", body: { path: target, ...stretch } });
  } catch (error) {
    banner(`not taken: ${error.message}`);
    return;
  }
  if (id !== state.id) return;
  document.getSelection().removeAllRanges();
  offer();
  if (editing()) cancel();
  if (list) {
    const first = editor.add(list, entered.value, entered.value === null ? [] : entered.spans);
    focusRow(first);
    if (entered.value === null) begin(first, { fresh: true, spans: entered.spans });
    return;
  }
  const kept = valueAt(editor.record, path);
  if (entered.problem && entered.value === null) {
    say(entered.problem);
    if (["code", "yes or no"].includes(field.type) && !isEmpty(kept)) editor.set(path, kept, entered.spans);
    else if (["code", "yes or no"].includes(field.type)) { begin(path, { spans: entered.spans }); return; }
  } else {
    editor.set(path, entered.value, entered.spans);
  }
  focusRow(path);
}

// The list that a value belongs to: its own, or that of the entry it is part of.
function listOf(path) {
  if (path === null) return state.list;
  for (let at = path; at; at = parentOf(at)) if (Array.isArray(valueAt(editor.record, at))) return at;
  return null;
}

// Offer what can be done with the words selected.
function offer() {
  const stretch = state.letter && !byId("panes").hidden ? letterPane.selected() : null;
  const path = editing() ? edit.path : state.current;
  const list = listOf(path);
  if (!stretch || (!path && !list)) { byId("pick").hidden = true; return; }
  byId("pick-set").textContent = path ? `set ${recordPane.naming(path)} (s)` : "";
  byId("pick-set").hidden = !path;
  byId("pick-add").textContent = list ? `add to ${recordPane.naming(list)} (+)` : "";
  byId("pick-add").hidden = !list;
  byId("pick").hidden = false;
  const range = document.getSelection().getRangeAt(0).getBoundingClientRect();
  const { offsetWidth, offsetHeight } = byId("pick");
  byId("pick").style.left = `${Math.max(4, Math.min(range.left, innerWidth - offsetWidth - 4))}px`;
  byId("pick").style.top = `${range.top > offsetHeight + 12 ? range.top - offsetHeight - 6 : range.bottom + 6}px`;
}

// Begin a new entry of a list by hand.
function addTo(list) {
  const field = editor.fieldAt(list);
  if (letterPane.selected()) { Object.assign(state, { current: null, list }); pick(true); return; }
  const first = editor.add(list, field.shape === "values" ? "" : null, []);
  begin(first, { fresh: true });
}

function accept(path) {
  editor.accept([path]);
  stepFrom(path, 1);
}

// Accept everything that stands in the same part of the form.
function acceptPart(path) {
  const part = recordPane.row(path)?.closest(".entry, .part") ?? recordPane.row(path)?.closest(".listed");
  if (!part) { accept(path); return; }
  const paths = [...part.querySelectorAll(".value-row")].map((row) => row.dataset.path);
  editor.accept(paths);
  stepFrom(paths.at(-1), 1);
}

function back(again) {
  if (settle) { say("choose between the readers first, or go back"); return; }
  if (editing()) {
    const { fresh } = edit;
    cancel();
    if (fresh) return;
  }
  const kept = editor.back(again);
  if (!kept) { say(again ? "nothing to do again" : "nothing to undo"); return; }
  focusRow(kept.at);
  letterPane.light([kept.at], true);
  say(`${again ? "done again" : "undone"}: ${kept.does} ${recordPane.naming(kept.at) || "record"}`);
}

// Settling

let settle = null;
function settling(on) {
  byId("differences").hidden = !on;
  byId("record").hidden = on;
  if (!on) settle = null;
}

// What was chosen of these differences before; it goes with other differences, and with the tab. Of the letter nothing is
// kept there but a number that its differences come to.
const placeOfChoices = () => `settling ${state.id}`;
const numberOf = (differences) => [...JSON.stringify(differences)].reduce((number, sign) => Math.imul(number ^ sign.codePointAt(0), 16777619) >>> 0, 2166136261);
function chosen(differences) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(placeOfChoices()));
    return kept?.of === numberOf(differences) ? kept.taken : {};
  } catch {
    return {};
  }
}
function keepChoices() {
  try {
    sessionStorage.setItem(placeOfChoices(), JSON.stringify({ of: numberOf(settle.differences), taken: settle.taken }));
  } catch { /* a browser that keeps nothing keeps no choices */ }
}

async function openSettling(anew = false) {
  if (!(await leave())) return;
  const entry = state.queue.find((one) => one.id === state.id);
  if (entry?.settled && anew !== true) {
    await open(state.id, true);
    banner("this goes on with what was settled", [["choose anew", () => openSettling(true)]]);
    return;
  }
  const id = state.id;
  try {
    const found = await asked(letterAt(id, "/differences"));
    if (id !== state.id) return;
    settle = { ...found, taken: chosen(found.differences) };
  } catch (error) {
    banner(error.message);
    return;
  }
  for (const one of settle.differences) if (one.same) settle.taken[one.number] ??= 1;
  settling(true);
  drawDifferences();
  byId("differences").querySelector("fieldset input")?.focus();
}

function drawDifferences() {
  const { first, second, differences, taken } = settle;
  const open = differences.filter((one) => !taken[one.number]).length;
  const choice = (one, side, reader, value) => el("label", { class: "choice" }, el("input", { type: "radio", name: `d${one.number}`, value: String(side), checked: taken[one.number] === side, onchange: () => { taken[one.number] = side; keepChoices(); settleTold(); },
    onfocus: () => lightDifference(one, side) }), el("span", { class: "badge" }, reader), ` ${isEmpty(value) ? "nothing" : said(value)}`);
  byId("differences").replaceChildren(el("h2", {}, `${first} and ${second}: ${plural(differences.length, "difference", "differences")}`),
    ...differences.map((one) => el("fieldset", { data: { number: one.number } }, el("legend", {}, recordPane.naming(one.path) || one.field, one.same ? el("span", { class: "small" }, " (evals count them as the same)") : null), choice(one, 1, first, one.first), choice(one, 2, second, one.second))),
    el("p", {}, el("button", { type: "button", id: "merge", onclick: merge }, "make the record"), " ", el("button", { type: "button", onclick: () => { settling(false); reshow(); } }, "back"), " ", el("span", { id: "open-differences", role: "status" })));
  settleTold(open);
}

function settleTold() {
  const open = settle.differences.filter((one) => !settle.taken[one.number]).length;
  byId("merge").disabled = open > 0;
  byId("open-differences").textContent = open ? `${open} still to choose` : "";
}

function lightDifference(one, side) {
  const path = side === 1 ? one.path : one.second_path || one.path;
  const spans = Object.entries(settle.evidence[side - 1]).filter(([at]) => isUnder(at, path)).flatMap(([at, several]) => several.map((span) => ({ path: at, start: span.start, end: span.end, boxes: span.boxes, tone: side === 1 ? "read" : "asked" })));
  letterPane.mark(spans);
  letterPane.light([path], true);
}

async function merge() {
  const { first, second, taken, of } = settle;
  const id = state.id;
  let reading;
  try {
    reading = await asked(letterAt(state.id, "/merged"), { method: "POST", body: { first, second, of, taken: Object.keys(taken).filter((number) => taken[number] === 2).map(Number) } });
  } catch (error) {
    banner(error.message);
    return;
  }
  if (id !== state.id) return;
  take(reading);
  state.dirty = true;
  await save();
  say("look it over, then press done: it becomes the label");
}

async function openAgreement() {
  let found;
  try {
    found = await asked("/api/agreement");
  } catch (error) {
    banner(error.message);
    return;
  }
  const dialog = byId("agreement");
  const number = (value) => (value === null || value === undefined ? "–" : value.toFixed(3));
  byId("agreement-body").replaceChildren(...(found.fields.length
    ? [el("p", {}, `${found.readers.join(" and ")}: ${plural(found.letters, "letter", "letters")} read by both, F1 ${number(found.f1)}`),
      el("table", {}, el("thead", {}, el("tr", {}, ...["field", "cells", "differ", "F1"].map((name, at) => el("th", { scope: "col", class: at ? "n" : null }, name)))),
        el("tbody", {}, ...found.fields.map((row) => el("tr", {}, el("th", { scope: "row" }, row.field), el("td", { class: "n" }, String(row.cells)), el("td", { class: "n" }, String(row.differ)), el("td", { class: "n" }, number(row.f1))))))]
    : [el("p", {}, found.readers.length < 2 ? "Fewer than two readers have finished a letter here." : "No letter was finished by both.")]));
  dialog.showModal();
}

// Keys

const KEYS = [
  ["↓ or j, ↑ or k", "next value, value before"], ["Enter or e", "correct the value; Enter again takes it, Escape leaves it"], ["a", "accept the value and go on"],
  ["A", "accept all in this part"], ["s", "set the value from the words selected in the letter"], ["+", "add an entry from the words selected"], ["n", "add an entry by hand"],
  ["x or Delete", "take the value out: the letter does not state it"], ["X", "take the whole entry out: a medication, a guideline, an item"], ["u or Ctrl+Z", "undo"], ["r or Ctrl+Shift+Z", "redo"], ["d", "done: the record becomes your label"],
  ["] and [", "next letter, letter before"], ["v", "pages or text"], ["/", "search the queue"], ["?", "these keys"],
];

document.addEventListener("keydown", (event) => {
  const inField = event.target.closest("input[type=search], input[type=text], textarea, select, dialog");
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !inField) {
    event.preventDefault();
    back(event.shiftKey);
    return;
  }
  if (state.current && !editor.has(state.current)) state.current = null;
  if (inField || event.ctrlKey || event.metaKey || event.altKey || byId("panes").hidden && !"][/?".includes(event.key)) return;
  const path = state.current;
  const does = {
    Enter: () => begin(path), e: () => begin(path), a: () => accept(path), A: () => acceptPart(path), s: () => pick(), "+": () => pick(true),
    n: () => { const list = listOf(path); if (list) addTo(list); else say("this value is in no list"); }, x: () => clear(path), Delete: () => clear(path), X: () => clearEntry(path),
    u: () => back(false), r: () => back(true), d: finish, "]": () => go(1), "[": () => go(-1), v: () => byId("as-text").click(), "/": () => { showList(true); byId("search").focus(); }, "?": () => byId("keys").showModal(),
  }[event.key];
  if (!does || (event.key === "Enter" && event.target.closest("button, summary, a, input"))) return;
  if (settle && !"][/?v".includes(event.key)) return;
  if (["Enter", "e", "a", "A", "x", "X", "Delete"].includes(event.key) && !path) return;
  event.preventDefault();
  does();
});

function clear(path) {
  editor.clear(path);
  focusRow(path);
}

function clearEntry(path) {
  for (let at = path; at; at = parentOf(at)) {
    if (!editor.isEntry(at)) continue;
    editor.clear(at);
    focusRow(at);
    return;
  }
  say("this value is in no entry");
}

function go(by) {
  const next = neighbour(by);
  if (next) open(next);
  else say(by > 0 ? "this is the last letter" : "this is the first letter");
}

function showList(on) {
  document.body.classList.toggle("list-open", on);
  byId("toggle-list").setAttribute("aria-expanded", String(on));
}

// Time that was spent on the letter: while somebody is there.
let active = performance.now();
for (const kind of ["pointermove", "keydown", "pointerdown"]) addEventListener(kind, () => { active = performance.now(); }, { passive: true });
setInterval(() => { if (state.letter && document.visibilityState === "visible" && performance.now() - active < 60000) state.seconds += 1; }, 1000);

// Bindings

byId("record").addEventListener("dblclick", (event) => {
  const row = event.target.closest(".value-row");
  if (row && !editing()) begin(row.dataset.path);
});
byId("record").addEventListener("focusin", (event) => {
  const adder = event.target.closest(".adder");
  if (adder) Object.assign(state, { current: null, list: adder.dataset.list });
});
document.addEventListener("selectionchange", offer);
for (const [id, does] of [["pick-set", () => pick()], ["pick-add", () => pick(true)]]) {
  byId(id).addEventListener("pointerdown", (event) => event.preventDefault());
  byId(id).addEventListener("click", does);
}
byId("done").addEventListener("click", finish);
byId("undo").addEventListener("click", () => back(false));
byId("redo").addEventListener("click", () => back(true));
byId("settle").addEventListener("click", () => openSettling());
// The address names the letter: this link must not change it.
document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); (recordPane.rows()[0] ?? byId("list").querySelector("button"))?.focus(); });
byId("open-agreement").addEventListener("click", openAgreement);
byId("open-keys").addEventListener("click", () => byId("keys").showModal());
byId("toggle-list").addEventListener("click", () => showList(!document.body.classList.contains("list-open")));
byId("search").addEventListener("input", drawQueue);
byId("which").addEventListener("input", () => { state.order = null; drawQueue(); });
byId("as-text").addEventListener("input", (event) => { letterPane.show(state.letter, event.target.checked); remark(); });
byId("list").addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const there = [...byId("list").querySelectorAll("button")];
  there[there.indexOf(document.activeElement) + step]?.focus();
});
byId("keys-body").replaceChildren(...KEYS.map(([key, does]) => el("tr", {}, el("th", { scope: "row" }, key), el("td", {}, does))));
addEventListener("pagehide", () => { if (state.dirty) save({ keepalive: true }); });
addEventListener("beforeunload", (event) => { if (state.dirty) { save({ keepalive: true }); event.preventDefault(); } });
addEventListener("hashchange", async () => {
  const id = named();
  if (!id || id === state.id) return;
  await open(id);
  if (state.id !== id) history.replaceState(null, "", `#${encodeURIComponent(state.id)}`);
});

(async () => {
  const wanted = named();
  try {
    // The letter of the address as soon as it is there; without one the first of the first part.
    await loadQueue(async () => {
      const there = state.queue.some((entry) => entry.id === wanted);
      if (state.id === null && (there || !wanted || state.queue.length === state.of)) await open(there ? wanted : state.order[0]);
    });
  } catch (error) {
    fail(error.message);
  }
})();
