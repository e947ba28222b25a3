"""The worker: age, sex and date of injury, from the first sentences of the case summary."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.interpret import DATE, date_of
from structurer.kind import Reading
from structurer.letter import Letter
from structurer.result import Span
from structurer.sections import Outline, Section

_AGE = re.compile(
    r"(?<![\d.-])(?P<age>\d{1,3})[\s-]*(?:years?|yrs?|y)[\s-]*(?:olds?|o)\b"
    r"|(?<![\d.-])(?P<yo>\d{1,3})[\s-]*y/?o\b|\b(?:aged?|age\s+of)\s+(?P<aged>\d{1,3})\b(?!\s*(?:weeks|months|days))",
    re.IGNORECASE,
)
_SEX = re.compile(r"\b(?:(?P<male>male|man|gentleman)|(?P<female>female|woman|lady))\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:(?P<male>he|his|him|himself)|(?P<female>she|hers?|herself))\b", re.IGNORECASE)
_INJURY_DATE = re.compile(
    r"\b(?:date\s+of\s+(?:the\s+)?injury|DOI|date\s+of\s+loss)\b[^.\d]{0,25}|\b(?:injur(?:y|ies|ed)|claim|accident|incident)"
    r"\s+(?:\w+\s+){0,4}?(?:on|of|from|dated)\s+",
    re.IGNORECASE,
)


def read_worker(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """Age and sex, where the summary says one thing."""
    summary = outline.part("summary")
    if summary is None:
        return
    ages = [
        (int(match["age"] or match["yo"] or match["aged"]), letter.span(*match.span()))
        for match in _AGE.finditer(letter.text, summary.start, summary.end)
    ]
    if ages and ages[0][0] <= 110:
        yield Reading("/worker/age", ages[0][0], ages[0][1])
    yield from _sex(letter, summary, ages[0][1] if ages else None)


def injury_date(letter: Letter, summary: Section, path: str) -> Reading | None:
    """The date of injury as the summary tells it, as the value at `path`."""
    for lead in _INJURY_DATE.finditer(letter.text, summary.start, summary.end):
        match = DATE.match(letter.text, lead.end(), summary.end)
        day = date_of(match) if match else None
        if match and day:
            return Reading(path, day.isoformat(), letter.span(*match.span()))
    return None


def _sex(letter: Letter, summary: Section, age: Span | None) -> Iterator[Reading]:
    """The word beside the age; else the only one there is; else the only pronoun there is."""
    words = list(_SEX.finditer(letter.text, summary.start, summary.end))
    beside = [match for match in words if age and 0 <= match.start() - age.end <= 40]
    for matches in (beside, words, list(_PRONOUN.finditer(letter.text, summary.start, summary.end))):
        said = {"male" if match["male"] else "female" for match in matches}
        if len(said) == 1 or (matches is beside and beside):
            first = matches[0]
            yield Reading("/worker/sex", "male" if first["male"] else "female", letter.span(*first.span()))
            return
        if said:
            return
