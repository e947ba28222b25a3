"""A letter: its source text exactly as loaded, its pages, and what identifies it."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from structurer.errors import LetterEmpty
from structurer.folding import Folded, fold
from structurer.printable import mended, printable
from structurer.result import Span

UNNAMED = "text"
"""What a letter at hand is called that was given no name."""
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Page:
    """A page: its number from 1, and where its text stands, as character offsets [start, end) into the letter."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Letter:
    """A letter. `text` is never changed after loading: every offset anywhere counts its characters. Only half a character,
    which can be neither sent nor stored, is U+FFFD from the first, with a note.

    `name` is what messages call the letter (a path, or what the caller gave); `medium` says what it was loaded
    from (`pdf` or `text`); `notes` are remarks of the loading that a reader of the record should know.
    """

    name: str
    text: str
    pages: tuple[Page, ...] = ()
    medium: str = "text"
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", printable(self.name))
        text, halves = mended(self.text)
        if halves:
            object.__setattr__(self, "text", text)
            told = f"its text has halves of characters: {halves:,} × \ufffd in their place"
            object.__setattr__(self, "notes", (*self.notes, told))
        if not self.text.strip():
            raise LetterEmpty("the letter holds no text", letter=self.name)
        if not self.pages:
            object.__setattr__(self, "pages", pages_at_form_feeds(self.text))

    @classmethod
    def from_text(cls, text: str, name: str = UNNAMED) -> Letter:
        """A letter from text at hand; form feeds divide its pages. Raises LetterEmpty where there is none."""
        return cls(name=name, text=text)

    @cached_property
    def digest(self) -> str:
        """What identifies the letter's content: `sha256:` and the hash of its text in UTF-8."""
        return "sha256:" + hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def folded(self) -> Folded:
        """The view of the text in which quotes are looked for."""
        return fold(self.text)

    def page_of(self, offset: int) -> int:
        """The number of the page on which the character at `offset` stands."""
        index = bisect_right([page.start for page in self.pages], offset) - 1
        return self.pages[max(index, 0)].number

    def span(self, start: int, end: int) -> Span:
        """The evidence for text[start:end], without the blanks around it."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Span(start=start, end=end, page=self.page_of(start), text=self.text[start:end])

    def verbatim(self, start: int, end: int) -> str:
        """text[start:end] with line breaks and runs of blanks collapsed to one blank, nothing else changed."""
        return verbatim(self.text[start:end])


def verbatim(text: str) -> str:
    """The text with line breaks and runs of blanks collapsed to one blank, nothing else changed."""
    return _BLANKS.sub(" ", text).strip()


def pages_at_form_feeds(text: str) -> tuple[Page, ...]:
    """The pages of a text whose pages end in form feeds, as many programs print them."""
    pages: list[Page] = []
    start = 0
    for piece in text.split("\f"):
        pages.append(Page(len(pages) + 1, start, start + len(piece)))
        start += len(piece) + 1
    if len(pages) > 1 and pages[-1].start >= len(text):
        pages.pop()
    return tuple(pages)
