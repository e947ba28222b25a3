"""How often and how long, as headings print it: a small grammar of rates, whose phrases join into one."""

from __future__ import annotations

import re

from structurer.interpret import NUMBER_WORD
from structurer.letter import Letter
from structurer.regex import regex
from structurer.result import Span
from structurer.sections import Section

AMOUNT = r"\d+(?:,\d{3})*(?:\.\d+)?|\.\d+"
"""A number in figures."""
NUMBER = rf"(?:{AMOUNT}|{NUMBER_WORD})"
"""A number in figures or words; use with re.IGNORECASE."""

# "two (2)", "4-6", "one to two"
_N = rf"{NUMBER}(?:\s*\(\s*{NUMBER}\s*\))?"
_SPAN = rf"{_N}(?:\s?(?:-|–|to|or)\s?{_N})?"
_FEW = r"(?:[1-7]|one|two|three|four|five|six|seven)(?:\s?-\s?[1-7])?"
_PERIOD = r"(?:days?|weeks?|wks?|months?|mos|years?|yrs?|hours?|hrs?|minutes?|mins?)"
_LONG = r"(?:days?|weeks?|wks?|months?|mos|years?|yrs?)"
_UNIT_OF_TIME = r"(?:day|week|wk|month|mo|year|yr|night|morning|evening|hour|hr|visit)s?"
_ADVERB = r"(?:daily|nightly|weekly|bi-?weekly|monthly|quarterly|yearly|annually)"
_DONE = (
    r"(?:times?|x|hours?|hrs?|minutes?|days?|nights?|sessions?|visits?|treatments?|tests?|screens?|(?:round\s+)?trips?|rides?|pairs?"
    r"|packs?|packages?|sets?|pads?|sheets?|boxes|bottles?|units?|applications?|injections?)"
)
# What is taken belongs to the rate where it has no other word: "2 tablets a day", but "one tablet every six hours".
_TAKEN = r"(?:doses?|tabs?|tablets?|caps?|capsules?|pills?|puffs?|inhalations?|drops?|sprays?|patch(?:es)?)"
_PER = r"(?:\s*/\s*|\s+(?:a|an|per|each|every|by\s+mouth(?:\s+(?:a|per|each|every))?)\s+|\s*x\s*(?=(?:day|week|wk|month)s?\b))"
_START = r"(?<![\w/.#-])"
_NO_RATE = r"(?!\s*(?:/|x\b|a\b|per\b|each\b|gauze|inch|cm\b|\"|'|tesla|daily|weekly|monthly))"

_RATES = (
    # "two times four", "2x6 weeks": how often a week, and for how many weeks
    rf"{_START}{_FEW}\s?(?:x|times)\s?{_N}(?:\s*{_LONG})?\b{_NO_RATE}",
    # "twice a week", "3 hours per day", "2x/week"
    rf"{_START}(?:{_SPAN}|once|twice|thrice)\s*(?:{_DONE}|{_TAKEN}(?!\s+every))?{_PER}{_UNIT_OF_TIME}\b",
    rf"{_START}(?:once|twice|{_SPAN}\s*{_DONE})\s+every\s+(?:other\s+|{_SPAN}\s+)?{_UNIT_OF_TIME}\b",
    # "12 hours on/12 hours off"
    rf"{_START}{_SPAN}\s*(?:hours?|hrs?)\s+on\s*(?:/|,|and\b|&)?\s*{_SPAN}\s*(?:hours?|hrs?)\s+off(?:{_PER}{_UNIT_OF_TIME}\b)?",
    # "once weekly", "two visits weekly"
    rf"(?<!series of ){_START}(?<!,\d\d\d )(?:once|twice|thrice|{_SPAN}\s*(?!units?){_DONE}|{_SPAN})\s+{_ADVERB}\b",
    rf"\bevery\s+(?:other\s+|{_SPAN}\s+)?{_PERIOD}\b",
    r"\bevery\s+(?:night|morning|evening|bedtime)\b",
    rf"\b{_ADVERB}\b(?!\s+(?:living|activit))",
    # "for 4 weeks", "x 30-day rental", "21 additional days"
    rf"(?:\b(?:for|over|within|in|at|times)\s+(?:an?\s+|the\s+(?:next\s+)?)?|\bx\s*)?(?:(?<![\w#/.])|(?<=\bx))(?:{_SPAN}|half\s+an?)(?:[\s-]+|(?<=\d))"
    rf"(?:(?:additional|more|further|extra|consecutive|full)\s+)?{_LONG}(?:\s+(?:home(?:-based)?\s+)?(?:rental|use|trial|supply|course)\b)?(?![\w/])",
    # "for 6 hours", but a program "for 160 hours" is counted in hours
    rf"\b(?:for|over|within)\s+(?!\d\d\d|[3-9]\d\s?-?\s?h){_SPAN}[\s-]+(?:hours?|hrs?|minutes?|mins?)\b",
    rf"{_START}{_SPAN}\s*(?:hours?|hrs?)(?=\s*(?:x|times)\s*{_SPAN}\s*days?\b)",
    r"\bas\s+(?:needed|directed)\b",
    r"\bprn\b",
    r"\b(?:at|before|every|each)\s+(?:bedtime|night|morning|meals?)\b",
    r"\bin\s+the\s+(?:morning|evening)\b",
    r"\bwith\s+(?:(?:the\s+|each\s+)?(?:morning|evening)\s+meal|meals|food)\b",
    r"\bq\s[ap]\.?m\b",
    r"\b(?:b\.\s?i\.\s?d|t\.\s?i\.\s?d|q\.\s?i\.\s?d|q\.\s?d|q\.\s?h\.\s?s|h\.\s?s|p\.\s?r\.\s?n)\.",
    r"\b(?:q\.?d|q\.?o\.?d|b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|q\.?h\.?s|h\.?s|q\.?[ap]\.?m|q\s?(?:day|daily|week|month|night|bedtime))\b",
    r"\bq\.?\s?\d+(?:\s?-\s?\d+)?\s?(?:h|hrs?|hours?|d|days?|wks?|weeks?|months?)\b",
)
_RATE = regex("|".join(_RATES), re.IGNORECASE)
# What may stand between two phrases of one rate: "6 hours per day, 5 times a week for 4 weeks".
_JOINS = regex(
    r"[\s,;&/]*(?:and|or|then|for|x|times|and\s+then)?(?:\s+an?\s+(?:period|total|duration)\s+of)?[\s,]*", re.IGNORECASE
)
# "once weekly times six": the weeks are understood.
_WEEKLY = regex(r"(?:weekly|week|wk)\Z", re.IGNORECASE)
_SO_MANY = regex(rf"\s*,?\s*(?:x|times|for)\s*{_N}\b(?!\s*(?:{_PERIOD}|{_DONE}|refills?|tubes?|mg|%|-)\b)", re.IGNORECASE)  # fmt: skip


def rates(letter: Letter, section: Section) -> tuple[Span, ...]:
    """The rates of a heading, in order, each as one phrase: "2 times a week for 4 weeks".

    What stands in brackets behind a rate is the same again ("2 times a week for 4 weeks (2x4)") and is left out.
    """
    text = letter.text
    found: list[tuple[int, int]] = []
    for match in _RATE.finditer(text, section.start, section.end):
        start, end = match.span()
        if found and _JOINS.fullmatch(text, found[-1][1], start):
            found[-1] = (found[-1][0], end)
        elif found and text[start - 1] == "(" and text[end : end + 1] == ")":
            continue
        else:
            found.append((start, end))
    return tuple(letter.span(start, _with_weeks(text, start, end, section.end)) for start, end in found)


def _with_weeks(text: str, start: int, end: int, stop: int) -> int:
    many = _SO_MANY.match(text, end, stop) if _WEEKLY.search(text[start:end]) else None
    return many.end() if many else end
