"""What an item's heading prints for certain: the portion in dispute, strengths, counts, rates, dates of service."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from structurer.interpret import DATE, NUMBER_WORD, date_of, read_number
from structurer.letter import Letter
from structurer.result import Span
from structurer.sections import Section

# "X was the original request. Y was authorized by the Claims Administrator. The remaining IMR eligible portion of the
#  original request, Z", or "X was the original request. The Claims Administrator authorized Y, leaving the original
#  request IMR eligible. The original request, X".
_ORIGINAL = re.compile(r"\bwas\s+the\s+original\s+request\s*\.\s*", re.IGNORECASE)
_AUTHORIZED = re.compile(
    r"(?:^|\.\s+)(?P<first>[^.].*?)\s+(?:was|were)\s+(?:authorized|approved|certified)\s+by\s+the\s+Claims\s+Administrator"
    r"|Claims\s+Administrator\s+(?:authorized|approved|certified)\s+(?:an?\s+|the\s+)?(?P<second>.+?)(?=,?\s+leaving\s+the\s+original)",
    re.IGNORECASE | re.DOTALL,
)
_REMAINING = re.compile(
    r"(?:The\s+)?remaining\s+(?:IMR[\s-]+eligible\s+)?portion\s+of\s+the\s+original\s+request\s*,?\s*"
    r"|IMR\s+eligible\s*\.\s*The\s+original\s+request\s*,?\s*",
    re.IGNORECASE,
)
_RETROSPECTIVE = re.compile(r"\bretro(?:spective(?:ly)?)?\b", re.IGNORECASE)
_SERVICE_DATE = re.compile(r"\b(?:DOS|dates?\s+of\s+service)\b\s*[:(]?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Portions:
    """A heading's portions: what is in dispute, and what was authorized where part was."""

    disputed: Section
    authorized: Span | None


def portions(letter: Letter, request: Section) -> Portions:
    """The portion of a heading that is still in dispute, and the authorized one. Most headings are all dispute."""
    text = letter.text[request.start : request.end]
    remaining = next(reversed(list(_REMAINING.finditer(text))), None)
    original = _ORIGINAL.search(text)
    if remaining is None or original is None:
        return Portions(request, None)
    disputed = letter.span(request.start + remaining.end(), request.end)
    authorized = None
    match = _AUTHORIZED.search(text, original.end() - 2, remaining.start() + 1) or _AUTHORIZED.search(
        text, original.end()
    )
    if match:
        group = "first" if match["first"] else "second"
        start = max(match.start(group), original.end() if group == "first" else 0)
        authorized = letter.span(request.start + start, request.start + match.end(group))
    return Portions(Section("disputed", disputed.start, disputed.end), authorized)


def retrospective(letter: Letter, request: Section) -> Span | None:
    """The word by which the heading says that the treatment has already been given, or None."""
    match = _RETROSPECTIVE.search(letter.text, request.start, request.end)
    return letter.span(match.start(), match.end()) if match else None


def service_dates(letter: Letter, request: Section) -> list[tuple[str, Span]]:
    """The dates of service that the heading gives, as (ISO date, passage)."""
    text = letter.text
    found: list[tuple[str, Span]] = []
    for label in _SERVICE_DATE.finditer(text, request.start, request.end):
        match = DATE.match(text, label.end(), request.end)
        day = date_of(match) if match else None
        if match and day:
            found.append((day.isoformat(), letter.span(match.start(), match.end())))
    return found


# Strengths, counts, rates

_AMOUNT = r"\d+(?:,\d{3})*(?:\.\d+)?|\.\d+"
_STRENGTH = re.compile(
    rf"(?<![\w.#/-])(?:{_AMOUNT})(?:\s?[/-]\s?(?:{_AMOUNT}))*\s?(?:mg|mcg|µg|meq|units?|iu|%)(?![\w])"
    r"(?:\s?/\s?(?:\d+(?:\.\d+)?\s?)?(?:ml|mg|hr|hour|g|gm|day)\b)?",
    re.IGNORECASE,
)
_WEIGHT = re.compile(rf"(?<![\w.#/])(?P<count>{_AMOUNT})\s?(?:gm|gms|grams?|g|ml|oz|cc)\b", re.IGNORECASE)
_NUMBER = rf"(?:{_AMOUNT}|{NUMBER_WORD})"
_HASH = re.compile(
    rf"(?:(?<!codeine\s)(?<!tylenol\s)#|\bQTY:?\s*|\bquantity:?\s*(?:of\s*)?|\bcount:?\s+(?:of\s+)?|\bseries\s+of\s+)\s?(?P<count>{_NUMBER})(?![\w/-])|(?<![\w.,#/-])(?P<before>{_NUMBER})[\s-]count\b",
    re.IGNORECASE,
)
_WORDS = r"(?:sessions?|visits?|treatments?|units?|refills?|tablets?|capsules?|pills?|patch(?:es)?|injections?|hours?|" \
         r"bottles?|boxes|tubes?|containers?|pairs?|vials?|days?)"  # fmt: skip
_COUNTED = re.compile(
    rf"(?<![\w.,#/-])(?P<count>{_NUMBER})(?:\s*\(\s*(?P<again>\d+)\s*\))?[\s-]+"
    rf"(?:(?!times\b|per\b|a\b|week|month|day|hour)[a-z-]+\s+){{0,4}}?(?P<unit>{_WORDS})\b(?!\s+(?:a|per|each)\b)",
    re.IGNORECASE,
)
_TIMES = re.compile(
    rf"(?:\btimes|\bx)\s*(?P<count>{_NUMBER})\b(?!\s*(?:/|weeks?|months?|days?|years?|wks?|mg|%|a\b|per\b|times))",
    re.IGNORECASE,
)
_TRAILING = re.compile(rf",\s*(?P<count>{_AMOUNT})\s*(?:{_WORDS})?\s*$", re.IGNORECASE)
_BRACKETED = re.compile(r"\(\s*(?P<count>\d{1,3})\s*\)")
_LEADING = re.compile(rf"^\s*(?P<count>{_NUMBER})(?:\s*\(\s*(?P<again>\d+)\s*\))?\s+(?=[a-z])", re.IGNORECASE)
_VAGUE = re.compile(r"\b(?:unknown|unspecified)\b", re.IGNORECASE)

_PERIOD = r"(?:days?|weeks?|months?|years?|hours?|hrs?|wks?|minutes?)"
_SPAN = rf"{_NUMBER}(?:\s?(?:-|to)\s?{_NUMBER})?"
_FEW = r"(?:[1-7]|one|two|three|four|five|six|seven)"
_GIVEN = (
    r"(?:times?|x|hours?|hrs?|days?|nights?|sessions?|visits?|treatments?|(?:round\s+)?trips?|pairs?|doses?"
    r"|tabs?|tablets?|caps?|capsules?|pills?|puffs?|drops?|sprays?|patch(?:es)?)"
)
_RATES = (
    # "two times four": how often a week, and for how many weeks
    rf"(?<![\w/.#-]){_FEW}\s?(?:x|times)\s?{_NUMBER}(?:\s*{_PERIOD})?\b(?!\s*(?:/|x\b|a\b|per\b|each\b|gauze|inch|daily|weekly|monthly))",
    rf"(?<![\w/.#-])(?:once|twice|{_SPAN}\s*(?:times?|x|hours?|hrs?|sessions?|visits?|treatments?))\s+(?:daily|weekly|monthly|nightly)\b",
    rf"(?<![\w/.-])(?:{_SPAN}|once|twice)(?:\s*\(\d+\))?\s*{_GIVEN}?\s*(?:a|per|/|each|every|by\s+mouth)\s*(?:day|week|month|year|wk)",
    rf"\bevery\s+(?:{_SPAN}\s+)?{_PERIOD}",
    r"\b(?:daily|weekly|monthly)\b",
    rf"\b(?:for|x|times)\s+(?:a\s+)?{_SPAN}[\s-]+{_PERIOD}",
    rf"(?<![\w#])\d+\s?-\s?\d+\s+{_PERIOD}",
    r"\bas\s+needed\b",
    r"\bprn\b",
    r"\b(?:at|every|each)\s+(?:bedtime|night|morning)\b",
    r"\bnightly\b",
    r"\b(?:b\.i\.d|t\.i\.d|q\.i\.d|q\.d|q\.h\.s|h\.s|p\.r\.n)\.",
    r"\b(?:q\.?d|q\.?o\.?d|b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|q\.?h\.?s|h\.?s|q\.?[ap]\.?m)\b",
    r"\bq\.?\s?\d+(?:\s?-\s?\d+)?\s?(?:h|hrs?|hours?)\b",
    rf"\b{_NUMBER}[\s-]+{_PERIOD}\b",
)
_RATE = re.compile(rf"(?:{'|'.join(_RATES)})(?:\s+(?:rental|use)\b)?", re.IGNORECASE)


@dataclass(frozen=True)
class Plain:
    """What a plain reading of a heading finds: every strength, count and rate that is printed in it."""

    strengths: tuple[Span, ...]
    counts: tuple[tuple[float, Span], ...]
    rates: tuple[Span, ...]

    @property
    def strength(self) -> Span | None:
        """The strength, where there is exactly one."""
        return self.strengths[0] if len(self.strengths) == 1 else None

    @property
    def rate(self) -> tuple[Span, Span] | None:
        """First and last passage of the rate, where it is one phrase."""
        if not self.rates:
            return None
        for left, right in zip(self.rates, self.rates[1:], strict=False):
            if right.start - left.end > 2:
                return None
        return self.rates[0], self.rates[-1]

    @property
    def count(self) -> tuple[float, Span] | None:
        """The count, where every place that states one states the same."""
        return self.counts[0] if len({number for number, _ in self.counts}) == 1 else None


@lru_cache(maxsize=24)  # the readers, the asks and several rules want the same one
def plain_reading(letter: Letter, disputed: Section) -> Plain:
    """Every strength, count and rate in the portion of a heading that is in dispute, in the letter's order."""
    text = letter.text
    strengths = [letter.span(m.start(), m.end()) for m in _STRENGTH.finditer(text, disputed.start, disputed.end)]
    rates = [letter.span(m.start(), m.end()) for m in _RATE.finditer(text, disputed.start, disputed.end)]
    # "2 times a week for 4 weeks (2x4)": in brackets stands the same again.
    rates = [rate for rate in rates if rate is rates[0] or text[rate.start - 1] != "(" or text[rate.end] != ")"]
    return Plain(tuple(strengths), tuple(_counts(letter, disputed, [*strengths, *rates])), tuple(rates))


def _counts(letter: Letter, disputed: Section, taken: list[Span]) -> list[tuple[float, Span]]:
    """The counts of units. The most certain form that occurs is taken: `#60`, then `12 visits`, then `times 12`."""
    text = letter.text
    heading = text[disputed.start : disputed.end]
    if _VAGUE.search(heading):
        return []
    refills = re.match(rf"\s*(?P<count>{_NUMBER})\s+refills?\s+of\b", heading, re.IGNORECASE)
    if refills:
        return _numbers(letter, disputed.start, [refills], taken)
    for form in (_HASH, _BRACKETED, _COUNTED, _TIMES, _TRAILING, _LEADING, _WEIGHT):
        matches = list(form.finditer(heading))
        found = _numbers(letter, disputed.start, matches, taken)
        if form is _COUNTED and (total := _total(letter, heading, matches, found)):
            return [total]
        if found:
            return found
    return []


def _total(
    letter: Letter, heading: str, matches: list[re.Match[str]], found: list[tuple[float, Span]]
) -> tuple[float, Span] | None:
    """The sum of the counts, where "and" joins several of the same: "two sessions for the hip and six sessions for the knee"."""
    units = {match["unit"].lower().rstrip("s") for match in matches}
    if len(found) < 2 or len(found) != len(matches) or len(units) > 1:
        return None
    if not all(
        re.search(r"\band\s+\Z", heading[before.end() : after.start()], re.IGNORECASE)
        for before, after in zip(matches, matches[1:], strict=False)
    ):
        return None
    return sum(number for number, _ in found), letter.span(found[0][1].start, found[-1][1].end)


def _numbers(letter: Letter, base: int, matches: list[re.Match[str]], taken: list[Span]) -> list[tuple[float, Span]]:
    """The numbers of the matches, but for those that belong to a strength or a rate already."""
    found: list[tuple[float, Span]] = []
    for match in matches:
        group = "count" if match["count"] else "before"
        start, end = base + match.start(group), base + match.end(group)
        number = read_number(match[group])
        overlaps = any(span.start < end and start < span.end for span in taken)
        if number is not None and not overlaps:
            found.append((number, letter.span(start, end)))
    return found
