"""How much a heading asks for, as it prints it: strengths, counts of units, rates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from structurer.interpret import read_number
from structurer.kinds.medical.heading.body import TEETH
from structurer.kinds.medical.heading.rates import AMOUNT, NUMBER, rates
from structurer.letter import Letter
from structurer.regex import regex
from structurer.result import Span
from structurer.sections import Section

_STRENGTH = regex(
    rf"(?<![\w.#/-])(?:{AMOUNT})(?:%?\s?[/-]\s?(?:{AMOUNT}))*\s?(?:mg|mcg|µg|meq|units?|iu|%)(?![\w])"
    r"(?:\s?(?:/|per)\s?(?:\d+(?:\.\d+)?\s?)?(?:ml|mg|hr|hour|g|gm|day)\b)?"
    r"|(?<![\w.#/-])(?:2\.5|5|7\.5|10|15|30|37\.5)\s?[/-]\s?(?:200|300|325|500|650|750)(?![\w./-])"  # the unit understood
    rf"|(?<![\w.#/-])(?:{AMOUNT})\s?gm?\s?/\s?\d+(?:\.\d+)?\s?ml\b"
    r"|(?<![\w.#/-])(?:(?:100|250|500)\s?/\s?50|(?:50|75)\s?/\s?200|(?:80|160)\s?/\s?4\.5)(?![\w./-])",
    re.IGNORECASE,
)
# Of other services a unit is so many minutes, and counted: "testing, 4 units".
_DOSED_IN_UNITS = regex(
    r"botox|botulin|dysport|xeomin|myobloc|insulin|lantus|levemir|humalog|novolog|vitamin|heparin|hyaluronidase|penicillin|bacitracin|spray",
    re.IGNORECASE,
)
_WEIGHT = regex(
    rf"(?<![\w.#/])(?<!apply\s)(?<!use\s)(?P<count>{AMOUNT})\s?(?:gm|gms|grams?|g|ml|oz|cc)\b", re.IGNORECASE
)
_HASH = regex(
    rf"(?:(?<!codeine\s)(?<!tylenol\s)#|\bQTY[.:]?\s*|\bquantity:?\s*(?:of\s*)?|\bcount:?\s+(?:of\s+)?|\bdisp(?:ense)?:?\s*|\bseries\s+of\s+)\s?(?P<count>{NUMBER})(?![\w/-])|(?<![\w.,#/-])(?P<before>{NUMBER})[\s-]count\b",
    re.IGNORECASE,
)
_WORDS = (
    r"(?:sessions?|visits?|treatments?|units?|tablets?|tabs?|capsules?|caps?|pills?|patch(?:es)?|injections?"
    r"|(?:hours?|hrs?)(?!\s+(?:holter|ambulatory|urine|EEG|observation|stay|inpatient|hospital|fitness|home|care|nurs))"
    r"|bottles?|box(?:es)?|tubes?|containers?|jars?|pairs?|sets?|vials?|syringes?|pens?|ampules?|packets?|packs?|suppositories"
    r"|trips?|rides?|procedures?|sheets?|pads?|electrodes)"
)
# "with one follow-up visit": what goes with it is not what is counted. "Synvisc One": a name.
_NO_COUNT = r"(?<!\bwith\s)(?<!synvisc\s)(?<!gel\s)(?<!level\s)(?<!\bto\s)"
_COUNTED = regex(
    rf"(?<![\w.,#/-]){_NO_COUNT}(?P<count>{NUMBER})(?:\s*\(\s*(?P<again>\d+)\s*\))?[\s-]+"
    rf"(?:(?!(?:ml|cc|mg|mcg|gm?|tesla|view|panel|level)s?\b|times\b|to\b|per\b|a\b|week|month|day|hour|minute)[a-z-]+\s+){{0,4}}?(?P<unit>{_WORDS})\b(?!\s+(?:a|per|each|po|p\.o|by\s+mouth|orally|every|once|twice|daily|nightly|at\s+(?:bed|night)|q|[btq]\.?i\.?d|(?:two|three|four|\d)\s+times)\b)",
    re.IGNORECASE,
)
_TIMES = regex(
    rf"(?:\btimes|\bx)\s*(?P<count>{NUMBER})\b(?!\s*(?:/|weeks?|months?|days?|years?|wks?|mg|%|a\b|per\b|times|[-–]\s?\d))"
    r"|(?<![\w.,#/-])(?P<before>\d+)x(?=\s*(?:,|$))",
    re.IGNORECASE,
)
_EACH = regex(rf"(?:^|,)\s*(?P<count>{NUMBER})\s+each\b", re.IGNORECASE)
_IN_ALL = regex(
    rf"(?<![\w.,#/-])(?P<count>{NUMBER})\s+(?:{_WORDS}\s+)?(?:in\s+)?total\b|\btotal\s+(?:of\s+)?:?\s*(?P<before>{NUMBER})\b(?!\s*(?:knee|hip))",
    re.IGNORECASE,
)
_REFILLS = regex(rf"(?<![\w.,#/-])(?<!\bwith\s)(?P<count>{NUMBER})\s+refills?\b", re.IGNORECASE)
_TRAILING = regex(rf",\s*(?P<count>{AMOUNT})\s*(?:{_WORDS})?\s*$", re.IGNORECASE)
_BRACKETED = regex(r"\(\s*(?P<count>\d{1,3})\s*\)")
# "3 phase bone scan", "4 wheel walker": what the thing is, not how many.
_LEADING = regex(
    rf"^\s*(?P<count>{NUMBER})(?:\s*\(\s*(?P<again>\d+)\s*\))?\s+(?=[a-z])"
    r"(?!(?:to|or|in(?=\s+\d)|phase|panel|view|channel|wheel|lead|point|level|tesla|step|part|way|prong|layer|quadrant|hour|T)s?(?:ed)?\b)",
    re.IGNORECASE,
)
_OF_ELSE = r"(?:body|parts?\b|dos(?:e|age)|strength|frequency|duration|areas?|regions?|sides?|levels?)"
_VAGUE = regex(
    rf"(?<!part\s)(?<!parts\s)(?<!dose\s)(?<!dosage\s)(?<!strength\s)(?<!frequency\s)(?<!duration\s)\b(?:unknown|unspecified)\b(?!\s+{_OF_ELSE})",
    re.IGNORECASE,
)


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
    def rate(self) -> Span | None:
        """The rate, where it is one phrase."""
        return self.rates[0] if len(self.rates) == 1 else None

    @property
    def count(self) -> tuple[float, Span] | None:
        """The count, where every place that states one states the same."""
        return self.counts[0] if len({number for number, _ in self.counts}) == 1 else None


@lru_cache(maxsize=24)  # the readers, the asks and several rules want the same one
def plain_reading(letter: Letter, disputed: Section) -> Plain:
    """Every strength, count and rate in the portion of a heading that is in dispute, in the letter's order."""
    text = letter.text
    dosed = _DOSED_IN_UNITS.search(text, disputed.start, disputed.end) is not None
    strengths = [
        letter.span(match.start(), match.end())
        for match in _STRENGTH.finditer(text, disputed.start, disputed.end)
        if dosed or not re.search(r"\d\s?units?\Z", match.group(), re.IGNORECASE)
    ]
    told = rates(letter, disputed)
    named = [letter.span(*match.span()) for match in TEETH.finditer(text, disputed.start, disputed.end)]
    return Plain(tuple(strengths), tuple(_counts(letter, disputed, [*strengths, *told, *named])), told)


def _counts(letter: Letter, disputed: Section, taken: list[Span]) -> list[tuple[float, Span]]:
    """The counts of units. The most certain form that occurs is taken: `6 in all`, `#60`, then `12 visits`, then `times 12`."""
    text = letter.text
    heading = text[disputed.start : disputed.end]
    if _VAGUE.search(heading):
        return []
    refills = re.match(rf"\s*(?P<count>{NUMBER})\s+refills?\s+of\b", heading, re.IGNORECASE)
    if refills:
        return _numbers(letter, disputed.start, [refills], taken)
    for form in (_IN_ALL, _HASH, _BRACKETED, _COUNTED, _EACH, _TIMES, _TRAILING, _LEADING, _WEIGHT, _REFILLS):
        found = _numbers(letter, disputed.start, list(form.finditer(heading)), taken)
        if found:
            return found
    return []


def _numbers(letter: Letter, base: int, matches: list[re.Match[str]], taken: list[Span]) -> list[tuple[float, Span]]:
    """The numbers of the matches, but for those that belong to a strength or a rate already."""
    found: list[tuple[float, Span]] = []
    for match in matches:
        group = "count" if match.groupdict().get("count") else "before"
        start, end = base + match.start(group), base + match.end(group)
        number = read_number(match[group])
        overlaps = any(span.start < end and start < span.end for span in taken)
        if number is not None and not overlaps:
            found.append((number, letter.span(start, end)))
    return found
