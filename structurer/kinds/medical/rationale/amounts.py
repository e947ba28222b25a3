"""What a clause of a rationale counts: days, visits, injections, milligrams, and how often a year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.interpret import NUMBER_WORD, read_number
from structurer.regex import regex

_FEW_DAYS = {"day": 7, "week": 28, "month": 90}
_DAYS = {"day": 1, "night": 1, "week": 7, "month": 30, "year": 365}
_VISITS = r"visits?|sessions?|treatments?|appointments?"
_SHOTS = r"injections?|blocks?|epidurals?|ESIs?"
COUNT = rf"(?:\d{{1,3}}(?:\.\d)?|{NUMBER_WORD}|an?)"
_AMOUNT = regex(
    rf"\b(?P<many>{COUNT})(?:\s*\(\d+\))?(?:\s*(?:-|–|to|or)\s*(?P<most>{COUNT}))?[\s-]+(?:(?:more|additional|further|extra|full|consecutive|urine|spinal|physical|therapy|postoperative|acupuncture|chiropractic|(?:medial|facet)\s+branch|PT)\s+){{0,3}}?"
    rf"(?:(?P<time>day|night|week|month|year)s?|(?P<visits>{_VISITS})|(?P<shots>{_SHOTS})|(?P<levels>levels)|(?P<hours>hours))\b(?![’'](?!s\s+supply))(?!\s+(?:ago|old|post|after\s+(?:the\s+)?(?:injury|surgery|operation)|prior|earlier|(?:a|per|each|every)\s+(?:day|week|month)))",
    re.IGNORECASE,
)
_FEW = regex(r"\b(?:few|couple\s+of|handful\s+of)\s+(?P<time>day|week|month)s\b(?!\s+ago)", re.IGNORECASE)
_PART_YEAR = regex(r"\b(?P<half>half\s+a|a\s+quarter\s+of\s+a)\s+year\b", re.IGNORECASE)
_NTHS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
_NTH = regex(rf"\b(?P<order>{'|'.join(_NTHS)})\s+(?P<time>week|month|year)\b", re.IGNORECASE)
_MILLIGRAMS = regex(r"\b(?P<many>\d{1,4})\s?(?:mg|milligrams?|MED|MME)\b", re.IGNORECASE)
_TESTS = r"times?|tests?|screens?|screenings?|visits?|sessions?|injections?|blocks?|panels?"
_RATE = regex(
    rf"\b(?P<many>{COUNT}|once|twice)(?:\s*(?:-|–|to|or)\s*{COUNT})?\s+(?:(?:urine|drug|therapy)\s+){{0,2}}?(?:(?:{_TESTS})\s+)?(?:a|per|each|every)\s+(?P<per>day|week|month|year)\b|\b(?P<once>once\s+)?(?P<adverb>daily|weekly|monthly|quarterly|yearly|annual(?:ly)?)\b",
    re.IGNORECASE,
)
_A_YEAR = {"day": 365, "daily": 365, "week": 52, "weekly": 52, "month": 12, "monthly": 12, "quarterly": 4, "year": 1, "yearly": 1, "annual": 1, "annually": 1}  # fmt: skip


def amounts(text: str) -> Iterator[tuple[str, float]]:
    """What a clause counts: of time in days, and of visits, injections, levels, milligrams."""
    for match in _AMOUNT.finditer(text):
        many = max(number(match["many"]), number(match["most"] or ""))
        if match["time"]:
            yield "time", many * _DAYS[match["time"].lower()]
        else:
            yield match.lastgroup or "", many
    for match in _FEW.finditer(text):
        yield "time", float(_FEW_DAYS[match["time"].lower()])
    for match in _PART_YEAR.finditer(text):
        yield "time", 182.0 if match["half"].lower().startswith("half") else 91.0
    for match in _NTH.finditer(text):
        yield "time", float((_NTHS.index(match["order"].lower()) + 1) * _DAYS[match["time"].lower()])
    for match in _RATE.finditer(text):
        times = number(match["many"] or match["once"] or "1")
        yield "rate", times * _A_YEAR[(match["per"] or match["adverb"]).lower()]
    for match in _MILLIGRAMS.finditer(text):
        if re.search(r"morphine|opioid|MED\b|MME|per\s+day|a\s+day|daily|regimen|equivalent", text, re.IGNORECASE):
            yield "milligrams", float(match["many"])


def number(text: str) -> float:
    return _WORDS.get(text.lower().strip(), 0.0) or read_number(text) or 0.0


_WORDS = {"a": 1.0, "an": 1.0, "once": 1.0, "twice": 2.0}
