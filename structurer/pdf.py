"""The text of a PDF, and where on its pages each stretch of it is printed."""

from __future__ import annotations

import importlib
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from structurer.errors import LetterDamaged, LetterNeedsOcr, LetterNeedsPassword
from structurer.letter import Letter, Page
from structurer.unread import is_drawn_anew, is_typed_on, pictured

if TYPE_CHECKING:
    import pypdfium2

_pdfium = threading.Lock()  # PDFium is not thread-safe

_SOFT_HYPHEN = "\ufffe"
"""PDFium's mark for a hyphen at the end of a line."""


_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")


def is_pdf(data: bytes) -> bool:
    """Whether a file's content is a PDF: its mark may stand a little way in, but in a letter that speaks of PDFs too.

    Acrobat takes the mark anywhere in the first 1,024 bytes (PDF Reference 1.7, appendix H, note 13).
    """
    head = data[:1024]
    return head.lstrip(b"\xef\xbb\xbf \t\r\n\f\x00").startswith(b"%PDF-") or (
        b"%PDF-" in head and _OBJECT.search(data) is not None
    )


@contextmanager
def opened(data: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """The document in a PDF, for as long as it takes; nobody else uses PDFium meanwhile.

    Raises LetterNeedsPassword or LetterDamaged, naming the letter by `name`.
    """
    import pypdfium2

    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(data)  # type: ignore[no-untyped-call]
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise LetterNeedsPassword("this PDF opens only with a password", letter=name) from None
            raise LetterDamaged("this PDF cannot be opened", letter=name) from None
        try:
            yield document
        except pypdfium2.PdfiumError:
            raise LetterDamaged("a page of this PDF cannot be read", letter=name) from None
        finally:
            document.close()  # type: ignore[no-untyped-call]


OCR_PICTURES = "run OCR over its pictures, for example: ocrmypdf --redo-ocr in.pdf out.pdf"

DRAWN_ANEW = "open it in a viewer that shows the form, print it to PDF, and take that"

_EMPTY = "has no text: if it is a scan, run OCR over the file"
_PICTURE = f"is a picture with a few words beside it: if it is a scan, {OCR_PICTURES}"
_TYPED_ON = "has filled-in fields, typed notes or stamps that are not read: print the file to PDF, and take that"


def read_pdf(data: bytes, name: str) -> Letter:
    """The letter in a PDF: its text, its pages, and a note for each page on which there is more than that.

    Raises LetterNeedsOcr where there is no text at all, or a few words beside pictures alone, LetterDamaged where its pages
    only wait for a form that draws them (dynamic XFA), and as `opened` does.
    """
    with opened(data, name) as document:
        if is_drawn_anew(document):
            raise LetterDamaged("this PDF is a form that only some viewers draw (XFA)", letter=name, hint=DRAWN_ANEW)
        texts: list[str] = []
        typed_on: set[int] = set()
        for index in range(len(document)):
            page = document[index]
            texts.append(_page_text(page))
            if is_typed_on(page):
                typed_on.add(index)
            page.close()
        pictures = pictured(document, texts)
    if sum(len(re.findall(r"\w", text[:500])) for text in texts) < 20:
        raise LetterNeedsOcr("this PDF has no text layer: its pages are pictures", letter=name)
    empty = {index for index, text in enumerate(texts) if not text.strip()}
    if len(empty | pictures) == len(texts):
        raise LetterNeedsOcr("its pages are pictures with a few words beside them", letter=name, hint=OCR_PICTURES)
    pages: list[Page] = []
    start = 0
    for number, text in enumerate(texts, 1):
        pages.append(Page(number, start, start + len(text)))
        start += len(text) + 1
    notes = tuple(
        f"page {index + 1} of {len(texts)} {told}"
        for index in range(len(texts))
        for pages, told in ((empty, _EMPTY), (pictures, _PICTURE), (typed_on, _TYPED_ON))
        if index in pages
    )
    return Letter(name=name, text="\f".join(texts), pages=tuple(pages), medium="pdf", notes=notes)


def _page_text(page: pypdfium2.PdfPage) -> str:
    """A page's text, one line a line, an empty line where the page leaves a gap between paragraphs.

    PDFium gives the lines without the gaps; the gaps are what sets an item's heading off from the text before it.
    """
    textpage = page.get_textpage()  # type: ignore[no-untyped-call]
    try:
        lines: list[tuple[str, float | None]] = []
        at = 0
        for line in textpage.get_text_range().split("\r\n"):
            first = len(line) - len(line.lstrip())
            number = _number_of(textpage, at + _units(line[:first])) if line.strip() else -1
            lines.append((line, textpage.get_charbox(number)[1] if number >= 0 else None))
            at += _units(line) + 2
    finally:
        textpage.close()
    return _with_gaps(lines).replace(_SOFT_HYPHEN, "-\n")


def _units(text: str) -> int:
    """How long PDFium takes the text for: what is beyond U+FFFF, such as a ticked box, counts as two."""
    return len(text) + sum(character > "\uffff" for character in text)


def _number_of(textpage: pypdfium2.PdfTextPage, unit: int) -> int:
    """The number of the printed character at that place of PDFium's text; -1 where there is none. It numbers control codes
    too, such as the bullets of some fonts, which are left out of its text."""
    raw: Any = importlib.import_module("pypdfium2.raw")
    return int(raw.FPDFText_GetCharIndexFromTextIndex(textpage, unit))


def _with_gaps(lines: list[tuple[str, float | None]]) -> str:
    steps = [above - below for (_, above), (_, below) in zip(lines, lines[1:], strict=False) if above and below]
    usual = median(step for step in steps if step > 0) if any(step > 0 for step in steps) else 0.0
    text = ""
    last: float | None = None
    for line, bottom in lines:
        if text:
            gap = last is not None and bottom is not None and usual > 0 and last - bottom > 1.5 * usual
            text += "\n\n" if gap else "\n"
        text += line
        last = bottom if bottom is not None else last
    return text


# Where on the page


@dataclass(frozen=True)
class Box:
    """A rectangle on a page (numbered from 1), as shares of its width and height, from its upper left corner."""

    page: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class PrintedLine:
    """A line of a page: letter.text[start:end], and where it is printed."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True)
class PrintedPage:
    """A page: its number, its width by its height, and its lines; without lines where it is turned."""

    number: int
    proportion: float
    lines: tuple[PrintedLine, ...]


def printed_pages(data: bytes, letter: Letter) -> list[PrintedPage]:
    """The pages of the letter that was read from this PDF, with where their lines stand."""
    with opened(data, letter.name) as document:
        return [_printed_page(document, letter, page) for page in letter.pages]


def boxes(data: bytes, letter: Letter, stretches: Sequence[tuple[int, int]]) -> list[list[Box]]:
    """Where each stretch [start, end) of the letter's text is printed, a box for each line of it, in order."""
    found: list[list[Box]] = [[] for _ in stretches]
    with opened(data, letter.name) as document:
        for page in letter.pages:
            here = [
                (index, max(start, page.start), min(end, page.end))
                for index, (start, end) in enumerate(stretches)
                if start < page.end and end > page.start
            ]
            if here:
                with _Sheet(document, letter, page) as sheet:
                    for index, start, end in here:
                        found[index] += sheet.boxes(start, end)
    return found


def _printed_page(document: pypdfium2.PdfDocument, letter: Letter, page: Page) -> PrintedPage:
    with _Sheet(document, letter, page) as sheet:
        lines: list[PrintedLine] = []
        at = page.start
        for line in letter.text[page.start : page.end].split("\n"):
            rectangles = sheet.boxes(at, at + len(line)) if line.strip() else []
            if rectangles:
                lines.append(PrintedLine(at, at + len(line), _around(rectangles)))
            at += len(line) + 1
        return PrintedPage(page.number, sheet.width / sheet.height, tuple(lines))


class _Sheet:
    """One page of an open document, looked at for where the letter's characters are printed."""

    def __init__(self, document: pypdfium2.PdfDocument, letter: Letter, page: Page) -> None:
        self._start = page.start
        self._number = page.number
        self._page = document[page.number - 1]
        self._text = self._page.get_textpage()
        self._turned = bool(self._page.get_rotation())
        self._left, bottom, right, self._top = self._page.get_bbox()  # as drawn, whatever boxes the file gives
        self.width, self.height = right - self._left, self._top - bottom
        self._indices = indices(self._text.get_text_range(), letter.text[page.start : page.end])

    def __enter__(self) -> _Sheet:
        return self

    def __exit__(self, *exc: object) -> None:
        self._text.close()
        self._page.close()

    def boxes(self, start: int, end: int) -> list[Box]:
        """Where letter.text[start:end] is printed; nothing on a page that is turned, where it cannot be told."""
        units = [index for index in self._indices[start - self._start : end - self._start] if index is not None]
        if not units or self._turned:
            return []
        first, last = _number_of(self._text, units[0]), _number_of(self._text, units[-1])
        if not 0 <= first <= last:
            return []
        count = self._text.count_rects(first, last - first + 1)
        return [self._box(*self._text.get_rect(index)) for index in range(count)]

    def _box(self, left: float, bottom: float, right: float, top: float) -> Box:
        return Box(
            self._number,
            (left - self._left) / self.width,
            (self._top - top) / self.height,
            (right - left) / self.width,
            (top - bottom) / self.height,
        )


def indices(raw: str, text: str) -> list[int | None]:
    """For each character of a page's text the place in PDFium's text, in UTF-16 units, that it was made of; None where it
    was put in: a gap between paragraphs, the line break after a hyphen."""
    found: list[int | None] = []
    at = unit = 0
    for character in text:
        if raw[at : at + 1] == "\r":
            at, unit = at + 1, unit + 1
        here = raw[at : at + 1]
        if here == character or (here == _SOFT_HYPHEN and character == "-"):
            found.append(unit)
            at, unit = at + 1, unit + _units(here)
        else:
            found.append(None)
    return found


def _around(parts: Sequence[Box]) -> Box:
    left, top = min(part.left for part in parts), min(part.top for part in parts)
    right, bottom = max(part.left + part.width for part in parts), max(part.top + part.height for part in parts)
    return Box(parts[0].page, left, top, right - left, bottom - top)
