// The letter: for a PDF its pages with their lines laid over them, else its text; passages of values are marked.

class LetterPane {
  // `pointed(paths, how)` is told when somebody points at marked passages: how is "over" or "click".
  constructor(root, pointed = () => {}) {
    this.root = root;
    this.pointed = pointed;
    this.marks = [];
    this.lit = new Set();
    this.asText = false;
    root.addEventListener("click", (event) => this.point(event, "click"));
    root.addEventListener("pointermove", (event) => this.over(event));
    root.addEventListener("pointerleave", () => { this.last = ""; });
    root.addEventListener("mousedown", (event) => this.press(event));
  }

  // Selecting on a picture of a page. Left to itself a browser selects up to the page's start wherever the pointer is
  // between two lines; here the nearest line counts.
  press(event) {
    const sheet = event.target.closest(".pdf-sheet");
    if (!sheet || event.button !== 0 || event.shiftKey) return;
    const from = this.place(sheet, event.clientX, event.clientY);
    if (!from) return;
    event.preventDefault();
    const selection = document.getSelection();
    selection.collapse(...from);
    if (event.detail === 2) {
      selection.modify("move", "backward", "word");
      selection.modify("extend", "forward", "word");
      return;
    }
    const move = (moved) => {
      const over = document.elementFromPoint(moved.clientX, moved.clientY)?.closest(".pdf-sheet") ?? sheet;
      const to = this.place(over, moved.clientX, moved.clientY);
      if (to) selection.setBaseAndExtent(...from, ...to);
    };
    const done = () => { removeEventListener("mousemove", move); removeEventListener("mouseup", done); };
    addEventListener("mousemove", move);
    addEventListener("mouseup", done);
  }

  // The character of a page's lines that is nearest to a point, as a text node and an offset in it.
  place(sheet, x, y) {
    let nearest = null;
    for (const line of sheet.querySelectorAll(".line")) {
      const { left, right, top, bottom } = line.getBoundingClientRect();
      const away = Math.max(top - y, y - bottom, 0) * 1000 + Math.max(left - x, x - right, 0);
      if (!nearest || away < nearest.away) nearest = { line, away, left, right, middle: (top + bottom) / 2 };
    }
    if (!nearest) return null;
    const text = nearest.line.firstChild;
    if (x <= nearest.left) return [text, 0];
    if (x >= nearest.right) return [text, text.length];
    // Where the middle of a character is left of the point, the point is behind it.
    const range = document.createRange();
    let [low, high] = [0, text.length];
    while (low < high) {
      const at = (low + high) >> 1;
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      const box = range.getBoundingClientRect();
      if ((box.left + box.right) / 2 < x) low = at + 1;
      else high = at;
    }
    return [text, low];
  }

  show(letter, asText = this.asText) {
    this.letter = letter;
    // Offsets count characters as the letter does; a string here counts some of them twice.
    this.characters = points(letter.text) === letter.text.length ? letter.text : Array.from(letter.text);
    this.asText = asText;
    this.marks = [];
    this.lit.clear();
    this.root.scrollTop = 0;
    this.build();
  }

  get hasPages() {
    return Boolean(this.letter) && this.letter.medium === "pdf";
  }

  // Marks are {path, start, end, boxes, tone}; they may overlap.
  mark(marks) {
    this.marks = marks;
    const top = this.root.scrollTop;
    this.build();
    this.root.scrollTop = top;
  }

  build() {
    const letter = this.letter;
    this.root.classList.toggle("as-pages", this.hasPages && !this.asText);
    this.root.replaceChildren(...letter.notes.map((note) => el("p", { class: "notice" }, note)),
      ...letter.pages.map((page) => (this.hasPages && !this.asText ? this.picture(page) : this.text(page))));
    this.draw();
  }

  text(page) {
    const sheet = el("section", { class: "sheet text-sheet", "aria-label": `page ${page.number}` });
    if (this.letter.pages.length > 1) sheet.append(el("p", { class: "page-number" }, `page ${page.number}`));
    const lines = el("pre");
    const here = this.marks.filter((mark) => mark.start < page.end && mark.end > page.start);
    const edges = new Set([page.start, page.end]);
    for (const mark of here) edges.add(Math.max(mark.start, page.start)).add(Math.min(mark.end, page.end));
    const cuts = [...edges].sort((one, other) => one - other);
    let from = 0;
    here.sort((one, other) => one.start - other.start);
    let open = [];
    cuts.slice(0, -1).forEach((start, index) => {
      open = open.filter((mark) => mark.end > start);
      while (from < here.length && here[from].start <= start) open.push(here[from++]);
      const words = this.words(start, cuts[index + 1]);
      const paths = [...new Set(open.map((mark) => mark.path))];
      const piece = open.length
        ? el("mark", { class: [...new Set(open.map((mark) => `t-${mark.tone}`))].join(" "), data: { at: start, paths: paths.join(" ") } }, words)
        : el("span", { data: { at: start } }, words);
      lines.append(piece);
    });
    sheet.append(lines);
    return sheet;
  }

  picture(page) {
    const sheet = el("section", { class: "sheet pdf-sheet", "aria-label": `page ${page.number}`, data: { page: page.number } });
    sheet.style.aspectRatio = String(page.proportion);
    if (page.picture) {
      const image = el("img", { alt: "" });
      // A picture that is there, or one that is still being fetched.
      if (typeof page.picture === "string") image.src = page.picture;
      else page.picture.then((address) => { image.src = address; });
      sheet.append(image);
    }
    sheet.append(el("div", { class: "boxes", "aria-hidden": "true" }));
    const words = el("div", { class: "words" });
    for (const [start, end, left, top, width, height] of page.lines) {
      const line = el("span", { class: "line", data: { at: start } }, this.words(start, end));
      Object.assign(line.style, { left: `${left * 100}%`, top: `${top * 100}%`, fontSize: `${height * 100}cqh` });
      const natural = LetterPane.width(this.words(start, end));
      if (natural) line.style.transform = `scaleX(${(width * page.proportion) / (natural * height)})`;
      words.append(line, "\n");
    }
    sheet.append(words);
    return sheet;
  }

  words(start, end) {
    const part = this.characters.slice(start, end);
    return typeof part === "string" ? part : part.join("");
  }

  // How wide a line of text is, in heights of its letters.
  static width(text) {
    LetterPane.pen ??= document.createElement("canvas").getContext("2d");
    LetterPane.pen.font = "100px serif";
    return LetterPane.pen.measureText(text).width / 100;
  }

  // Colours of what is marked and what is lit, without building anew.
  draw() {
    for (const piece of this.root.querySelectorAll("mark")) {
      piece.classList.toggle("lit", piece.dataset.paths.split(" ").some((path) => this.isLit(path)));
    }
    for (const sheet of this.root.querySelectorAll(".pdf-sheet")) {
      const number = Number(sheet.dataset.page);
      const drawn = [];
      for (const mark of this.marks) {
        for (const [page, left, top, width, height] of mark.boxes) {
          if (page !== number) continue;
          const box = el("div", { class: `box t-${mark.tone}${this.isLit(mark.path) ? " lit" : ""}`, data: { paths: mark.path } });
          Object.assign(box.style, { left: `${left * 100}%`, top: `${top * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` });
          drawn.push(box);
        }
      }
      sheet.querySelector(".boxes").replaceChildren(...drawn);
    }
  }

  isLit(path) {
    for (const top of this.lit) if (isUnder(path, top)) return true;
    return false;
  }

  // Show the passages of these values, and with `scroll` bring the first into view.
  light(paths, scroll = true) {
    this.lit = new Set(paths);
    this.draw();
    if (scroll) reveal(this.root, this.root.querySelector("mark.lit, .box.lit"));
  }

  point(event, how) {
    if (how === "click" && !document.getSelection().isCollapsed) return;
    const paths = this.pathsAt(event);
    if (paths.length) this.pointed(paths, how);
  }

  over(event) {
    const paths = this.pathsAt(event);
    const key = paths.join(" ");
    if (key === this.last || event.buttons) return;
    this.last = key;
    if (paths.length) this.pointed(paths, "over");
  }

  pathsAt(event) {
    const piece = event.target.closest?.("mark");
    if (piece) return piece.dataset.paths.split(" ");
    const sheet = event.target.closest?.(".pdf-sheet");
    if (!sheet) return [];
    const hit = [...sheet.querySelectorAll(".box")].filter((box) => {
      const { left, right, top, bottom } = box.getBoundingClientRect();
      return event.clientX >= left && event.clientX <= right && event.clientY >= top && event.clientY <= bottom;
    });
    // The smallest passage first: it is what somebody means who points at a word within a long one.
    hit.sort((one, other) => one.offsetWidth - other.offsetWidth);
    return [...new Set(hit.map((box) => box.dataset.paths))];
  }

  // The stretch of the letter that is selected, as {start, end}, or null.
  selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!this.root.contains(range.commonAncestorContainer)) return null;
    const start = this.offset(range.startContainer, range.startOffset, false);
    const end = this.offset(range.endContainer, range.endOffset, true);
    return start !== null && end !== null && start < end ? { start, end } : null;
  }

  // The letter's offset of a place in the page; outside of its lines that of the line after, or before where it ends.
  offset(node, within, isEnd) {
    const line = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.("[data-at]");
    if (line && node.nodeType === Node.TEXT_NODE) return Number(line.dataset.at) + points(node.data.slice(0, within));
    if (line) return Number(line.dataset.at) + (within ? points(line.textContent) : 0);
    const lines = [...this.root.querySelectorAll("[data-at]")];
    const place = document.createRange();
    place.setStart(node, within);
    const isBefore = (one) => place.comparePoint(one, 0) < 0;
    const behind = (one) => Number(one.dataset.at) + points(one.textContent);
    if (isEnd) {
      const before = lines.filter(isBefore).pop();
      return before ? behind(before) : null;
    }
    const after = lines.find((one) => !isBefore(one));
    return after ? Number(after.dataset.at) : null;
  }
}

// How many characters a text has, those counted once that a string counts as two.
const points = (text) => (/[\ud800-\udfff]/.test(text) ? Array.from(text).length : text.length);
