"""The worker: age, sex and date of injury, from the first sentences of the case summary."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.interpret import DATE, NUMBER_WORD, date_of, read_number
from structurer.kind import Reading
from structurer.letter import Letter
from structurer.result import Span
from structurer.sections import Outline, Section

_N = rf"(?:\d{{1,3}}|{NUMBER_WORD})"
_FIRST = r"(?<![\d./-])"
_YEARS = r"(?:years?|yrs?|y)\.?"
_SEXED = r"(?:males?|man|gentleman|females?|woman|lady|(?-i:[MF]))"
_WORKER = r"(?:he|she|worker|patient|claimant|applicant|employee)"
_TOLD_AS_AGE = (
    rf"{_FIRST}\b{_N}[\s-]*{_YEARS}[\s-]*(?:olds?|of\s+age|o)\b",  # "63-year-old", "59 years of age"
    rf"{_FIRST}\d{{1,3}}[\s-]*y\.?\s?/?\s?o\b",  # "61 y.o.", "44 y/o"
    rf"\b{_WORKER}\s+is\s+(?:now\s+)?[1-9]\d(?=\s*(?:[.,;]|$|(?:now|and|years)\b))",  # "he is 52 now"
    rf"\b(?:aged?|age\s+of)\s*:?\s+{_N}\b(?!\s*(?:weeks|months|days))",
)
_BESIDE_SEX = (
    rf"{_FIRST}[1-9]\d\s*-?\s*(?:{_YEARS})?\s*,?\s*{_SEXED}(?=[\s.,;)])",  # "64 yr F", "a cook, 44, female"
    rf"\b{_SEXED}\s*[,;]?\s*\(?(?:now\s+)?[1-9]\d(?=\s*(?:[.,;)]|$))",  # "welder, male, 33"
    r"\b(?:female|woman|male|man)\s+(?:[\w-]+\s+){1,4}?now\s+[1-9]\d(?=\s*[.,;)])",  # "a female guard now 58"
)
_AGES = tuple(re.compile("|".join(turns), re.IGNORECASE) for turns in (_TOLD_AS_AGE, _BESIDE_SEX))
_NUMBER = re.compile(_N, re.IGNORECASE)
_ONCE = re.compile(r"\b(?:then|at|since|from|until|by|when\s+(?:he|she)\s+was)\s+(?:the\s+|an?\s+)?$", re.IGNORECASE)
"""Before an age that is not today's: "then aged 48", "since the age of 13"."""
_OLDEST = 110
_SEX = re.compile(r"\b(?:(?P<male>male|man|gentleman)|(?P<female>female|woman|lady))\b", re.IGNORECASE)
_SEX_LETTER = re.compile(r"(?<![A-Za-z/.-])(?:(?P<male>M)|(?P<female>F))(?![\w/-])")
_TITLE = re.compile(r"\b(?:(?P<male>Mr)|(?P<female>Mrs|Ms|Miss))\b(?=\.?\s+\S)")
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
    age = next(_ages(letter, summary), None)
    if age and age[0] <= _OLDEST:
        yield Reading("/worker/age", *age)
    yield from _sex(letter, summary, age[1] if age else None)


def injury_date(letter: Letter, summary: Section, path: str) -> Reading | None:
    """The date of injury as the summary tells it, as the value at `path`."""
    for lead in _INJURY_DATE.finditer(letter.text, summary.start, summary.end):
        match = DATE.match(letter.text, lead.end(), summary.end)
        day = date_of(match) if match else None
        if match and day:
            return Reading(path, day.isoformat(), letter.span(*match.span()))
    return None


def _ages(letter: Letter, summary: Section) -> Iterator[tuple[int, Span]]:
    """The ages told, in years, each with its passage, those in so many words first; not those of an earlier day."""
    for match in (found for turns in _AGES for found in turns.finditer(letter.text, summary.start, summary.end)):
        number = _NUMBER.search(match[0])
        years = read_number(re.sub(r"\s+", " ", number[0])) if number else None
        if years is not None and not _ONCE.search(letter.text[max(summary.start, match.start() - 30) : match.start()]):
            yield int(years), letter.span(*match.span())


def _sex(letter: Letter, summary: Section, age: Span | None) -> Iterator[Reading]:
    """The word in or beside the age; else the only one there is; else the only letter, title or pronoun."""
    text = letter.text
    words = list(_SEX.finditer(text, summary.start, summary.end))
    beside = [match for match in words if age and age.start <= match.start() <= age.end + 40]
    letters = list(_SEX_LETTER.finditer(text, max(summary.start, age.start - 4), age.end + 12)) if age else []
    titles = list(_TITLE.finditer(text, summary.start, summary.end))
    for matches in (beside, words, letters, titles, list(_PRONOUN.finditer(text, summary.start, summary.end))):
        said = {"male" if match["male"] else "female" for match in matches}
        if len(said) == 1 or (matches is beside and beside):
            first = matches[0]
            yield Reading("/worker/sex", "male" if first["male"] else "female", letter.span(*first.span()))
            return
        if said:
            return
