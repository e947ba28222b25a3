"""Quotes: strings that must come from the letter, and where in it they stand. Found, or not found: never "similar"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any

from structurer.folding import Folded, fold, is_word
from structurer.interpret import FRACTION, is_compared
from structurer.letter import Letter
from structurer.result import Span


@dataclass(frozen=True)
class QuoteMark:
    """Marks a string field of an answer model as a quote: grounded in the letter, or refused."""


Quote = Annotated[str, QuoteMark()]
"""A string in an answer that must be copied from the letter."""

_EMPTY = frozenset({"", "null", "none", "n/a", "na", "unknown", "not stated", "not mentioned", "not provided"})


def said(value: Any) -> str | None:
    """A string of an answer, or None where it says in words that there is nothing ("null", "none", "N/A")."""
    if not isinstance(value, str) or value.strip().strip(".").lower() in _EMPTY:
        return None
    return value


_TRIM = " \t\r\n\"'.,;:"
_LEADING = re.compile(rf"(?:(?!\.\d)[{re.escape(_TRIM)}])*")
"""What may stand before a quote without being of it; not the point of `.5 mg`, which is another number without it."""


def _bare(quote: str) -> str:
    """The quote without the blanks and the punctuation around it."""
    return _LEADING.sub("", quote, count=1).rstrip(_TRIM)


@dataclass(frozen=True)
class Occurrence:
    """A place where a quote stands, as offsets [start, end) into the letter's source."""

    start: int
    end: int


def find(letter: Letter, quote: str, start: int = 0, end: int | None = None) -> list[Occurrence]:
    """Every place in letter.text[start:end] where the quote stands, in order; an empty list if it stands nowhere.

    Blanks, line breaks, hyphens inside words, curly quotes, ligatures and case may differ, and punctuation around the
    quote. Words, digits and signs may not. A quote is whole words and whole numbers: `5 mg` does not stand in
    `7.5 mg`, nor `tender` in `non-tender`, nor `10 days` in `7-10 days` or `7 - 10 days`, nor `10 degrees` in
    `-10 degrees` or `±10 degrees`, nor `1/2 tablets` in `1 1/2 tablets`, nor `0.5` in `<0.5`.
    """
    wanted = _wanted(quote)
    if not wanted:
        return []
    folded = letter.folded
    low, high = folded.window(start, len(letter.text) if end is None else end)
    return [
        Occurrence(folded.starts[at], folded.ends[at + len(wanted) - 1])
        for at in _places(folded.text, wanted, low, high)
        if _is_whole(folded, at, at + len(wanted))
    ]


@lru_cache(maxsize=128)  # the same few quotes are looked for again and again, by one rule after the other
def _wanted(quote: str) -> str:
    """The quote as the folded letter would print it; empty where it holds no word."""
    wanted = fold(_bare(quote)).text.strip(" ")
    return wanted if any(is_word(character) for character in wanted) else ""


def _places(text: str, wanted: str, low: int, high: int) -> Iterator[int]:
    at = text.find(wanted, low, high)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1, high)


def _is_whole(folded: Folded, start: int, end: int) -> bool:
    """Whether the stretch [start, end) neither begins nor ends inside a word or a number."""
    text = folded.text
    before, first = text[start - 1] if start else " ", text[start]
    last, after = text[end - 1], text[end] if end < len(text) else " "
    if is_word(first) and is_word(before) and start not in folded.parted:
        return False
    if is_word(last) and is_word(after) and end not in folded.parted:
        return False
    if _NUMBER.match(text, start) and _continues_number_before(text, start):
        return False
    return not (last.isdigit() and _continues_number_after(text, end))


_NUMBER = re.compile(r"[$€£]?[.-]?[\d¼½¾⅓⅔⅛]")
_BETWEEN = "/-:,·×\ufffd"
"""What is part of a number where it stands between two digits: 10/325, 7-10, 9:30, 1,000, 7·5, 4×6; and what is damaged."""
_MINUS = re.compile(r"(?:(?:^|[ (\[\"':=<>≤≥])[-\ufffd]|\bminus )[$€£]?$")
"""A minus that belongs to the number after it. In `L4-5` and `- 5` is none."""
_PLAIN = r"(?<![\w.,/:$€£#-])\d{1,3}(?:\.\d+)?"
"""A number by itself: no level as in `L4`, no part of a date, a code or a price."""
_REST = re.compile(rf"{FRACTION}|[¼½¾⅓⅔⅛]|0\d\d(?!\d)")
"""What goes on with a number after a blank: `1 1/2`, `10 000`. In `2 500 mg` it may be tablets of 500 mg."""
_FIRST = re.compile(rf"{_PLAIN}(?P<joint> - | )$")
_LAST = re.compile(rf"{_PLAIN}$")
_SECOND = re.compile(rf" - {_PLAIN}(?![\w/:])| (?:{_REST.pattern})")


def _continues_number_before(text: str, start: int) -> bool:
    """Whether the number that begins at `start` is the rest of one such as 7.5, 10/325, 1,000, 7-10, -10, <10 or .5"""
    sign = text[start - 1] if start else " "
    before = text[start - 2] if start > 1 else " "
    if text[start] in ".-" and (is_word(sign) or sign in ".)]%"):
        return True  # of 0.5 the quote has .5, of 7-10 it has -10
    if sign in _BETWEEN and before.isdigit():
        return True
    if sign == ".":
        return not before.isalpha() and before not in ")]\"'%"
    if _MINUS.search(text, max(0, start - 8), start) or is_compared(text, start):
        return True
    first = _FIRST.search(text, max(0, start - 12), start)  # the 7 of `7 - 10`, the 1 of `1 1/2`
    return first is not None and (first["joint"] != " " or _REST.match(text, start) is not None)


def _continues_number_after(text: str, end: int) -> bool:
    """Whether a number that ends at `end` goes on: 7 of 7.5, 10 of 10/325, 1 of 1,000, 7 of `7 - 10`, 1 of `1 1/2`"""
    sign = text[end] if end < len(text) else " "
    after = text[end + 1] if end + 1 < len(text) else " "
    if sign == ",":
        digits = text[end + 1 : end + 5]
        return digits[:3].isdigit() and len(digits[:3]) == 3 and not digits[3:].isdigit()
    if sign == " ":
        return _LAST.search(text, max(0, end - 8), end) is not None and _SECOND.match(text, end) is not None
    return sign in "./-:·×\ufffd" and after.isdigit()


_NEGATORS = frozenset(
    {"no", "not", "non", "without", "denies", "denied", "denying", "never", "negative for", "nor", "cannot"}
)
_CONTRACTED = "n't"

_WORD = r"(?<![^\W_])[^\W_]+(?:'t(?![^\W_]))?"
_BEFORE = re.compile(rf"(?P<two>(?P<one>{_WORD})(?: (?P<last>{_WORD}))?)[\"'*_]* ?[\"'*_]*$")
"""The last two words before a quote. Marks may close the last of them and open the quote: `*no* "tenderness"`."""


_DEGREE = r"(?:any|acute|significant|obvious|clear|definite|frank|gross|focal|further|current|new|objective)"
_REACHES = re.compile(
    rf"(?<= )(?:{_DEGREE} )*(?:(?:evidence|signs?|symptoms?|history|complaints?|indications?|findings?|presence) of (?:an? )?)?(?:{_DEGREE} )*[\"'*_]*$"
)
"""Words over which a negation reaches: "no evidence of a fracture", "denies any significant numbness"."""


def negation_before(letter: Letter, start: int) -> str | None:
    """The negating word before the character at `start` ("no", "not", "denied", "isn't", …), directly or over words such
    as "evidence of"; or None.

    The "No" of a number is none: Claim No 12345, No 5 screws. Nor is an answer on the line above: `Interpreter: No`.
    """
    before = letter.folded.before(start, 80)
    reaching = _REACHES.search(before)
    words = _BEFORE.search(before[: reaching.start()] if reaching else before)
    if words is None or _is_number_sign(letter.text, start) or _is_answered_above(letter.text, start):
        return None
    last = words["last"] or words["one"]
    if last.endswith(_CONTRACTED):
        return last
    return next((word for word in (words["two"], last) if word in _NEGATORS), None)


_NO = re.compile(r"[^\W_][ \t]+(?P<no>[Nn][Oo])[ \t]+$")
_DIGITS = re.compile(r"\d+")


def _is_number_sign(text: str, start: int) -> bool:
    """Whether what stands before the number at `start` is "No" for number: written so within a sentence, or before so
    many digits that it is somebody's or something's."""
    no, digits = _NO.search(text, max(0, start - 12), start), _DIGITS.match(text, start)
    return no is not None and digits is not None and (no["no"] == "No" or len(digits.group()) >= 5)


_ANSWERED = re.compile(
    r"(?:^|[\n\r\f])[ \t]*[^\n\r\f:?.;]{1,60}[:?][ \t]*(?:no|never|denied|denies)[ \t]*[\n\r\f]\s*[\"'*_“]*$",
    re.IGNORECASE,
)


_CELL = re.compile(
    r"(?:(?:^|[\n\r\f])[ \t]*(?i:denied)|(?: {2,}|\t[ \t]*)(?:Denied|DENIED))[ \t]*[\n\r\f]\s*[\"'*_“]*$"
)
"""The decision of the row above, in a cell of its own."""


def _is_answered_above(text: str, start: int) -> bool:
    """Whether the word before is the answer on a form's line or fills a cell above, and something else begins at `start`.
    A sentence that is broken there goes on in small letters: `Extremities: no` + `edema`."""
    begins, near = text[start : start + 1], max(0, start - 120)
    answered = _ANSWERED.search(text, near, start) or _CELL.search(text, near, start)
    return answered is not None and (begins.isupper() or begins.isdigit())


@dataclass(frozen=True)
class Located:
    """A quote found: its span, and in how many places it might also have been."""

    span: Span
    places: int

    @property
    def ambiguous(self) -> bool:
        """Whether the same words stand in more than one place, so that the one chosen is only the likely one."""
        return self.places > 1


def locate(letter: Letter, quote: str, start: int = 0, end: int | None = None, after: int = 0) -> Located | None:
    """Where in letter.text[start:end] the quote stands, or None.

    Of several places the first one that no negation precedes, is set letter for letter as quoted, and begins at or
    after `after` (where the value before it in the same list was found).
    """
    places = find(letter, quote, start, end)
    if not places:
        return None
    stripped = _bare(quote)

    def unlikeliness(place: Occurrence) -> tuple[bool, bool, bool, int]:
        return (
            negation_before(letter, place.start) is not None,
            place.start < after,
            letter.verbatim(place.start, place.end) != stripped,
            place.start,
        )

    best = min(places, key=unlikeliness)
    return Located(letter.span(best.start, best.end), len(places))
