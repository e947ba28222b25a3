"""From printed words to dates and numbers. Code does this, not the model."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip

_MONTH = rf"(?i:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"

DATE = re.compile(
    r"(?<![\d/.-])(?:"
    r"(?P<month>\d{1,2})\s?(?P<sign>[/.-])\s?(?P<day>\d{1,2})\s?(?P=sign)\s?(?P<year>\d{4}|\d{2})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<name>[A-Za-z]{3,9})\.?\s+(?P<nday>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<nyear>\d{4})"
    r"|(?P<dday>\d{1,2})(?:st|nd|rd|th)?(?:\s+day)?(?:\s+of)?[\s-]\s*"
    rf"(?P<dname>{_MONTH})(?:\.?,?\s+|-)(?P<dyear>\d{{4}})"
    r")(?![\d/])"
)
"""A date as letters print it: 10/13/2016, 10-13-16, 10.13.16, October 13, 2016, 13 October 2016, 13th of Oct. 2016,
13-Oct-2016, 2016-10-13. Of figures alone the month is first, but where it can be none: 31/12/2016."""


def read_date(text: str) -> date | None:
    """The first date in the text, or None. US order: month first, but where the first figure can be no month and the
    second can. Two-digit years: 50 and later mean 19xx."""
    return next((found for found in map(date_of, DATE.finditer(text)) if found), None)


def date_of(match: re.Match[str]) -> date | None:
    """The date that a match of DATE prints, or None where there is no such day."""
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        if match["name"]:
            month = _MONTHS.get(match["name"].lower())
            return date(int(match["nyear"]), month, int(match["nday"])) if month else None
        if match["dname"]:
            return date(int(match["dyear"]), _MONTHS[match["dname"].lower()], int(match["dday"]))
        year = int(match["year"])
        if year < 100:
            year += 1900 if year >= 50 else 2000
        first, second = int(match["month"]), int(match["day"])
        return date(year, second, first) if first > 12 >= second else date(year, first, second)
    except ValueError:
        return None


_UNITS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: number * 10 for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}

NUMBER_WORD = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|{'|'.join(_UNITS)})"
"""Pattern of a number in words up to ninety-nine, in lower case; use with re.IGNORECASE."""


def read_number(text: str) -> float | None:
    """The number that the text is: digits (1,000 and 7.5 too) or words up to ninety-nine; None for anything else."""
    cleaned = text.strip().lower().replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?|\.\d+", cleaned):
        return float(cleaned)
    if cleaned in _UNITS:
        return float(_UNITS[cleaned])
    tens, _, unit = cleaned.replace("-", " ").partition(" ")
    if tens in _TENS and (not unit or unit in _UNITS):
        return float(_TENS[tens] + _UNITS.get(unit, 0))
    return None


_FIGURES = r"\d[\d,]*(?:\.\d+)?|\.\d+"
_SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen|half|halves|thirds?|quarters?|fourths?|fifths?)\b"
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b"
_IN_FIGURES = re.compile(_FIGURES)
_IN_EITHER = re.compile(rf"{_FIGURES}|\b{NUMBER_WORD}\b(?![ -]{_ORDINAL})", re.IGNORECASE)
_SCALED = re.compile(rf"\b{_SCALE}", re.IGNORECASE)
_FIGURES_SCALED = re.compile(rf"\d[\s-]*{_SCALE}", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"\d\s?[\u00bc-\u00be\u2150-\u215e]|\d[\u00b7\u2219\u22c5\u2044\u2215\uff0e\uff0f\uff0c\ufffd]\d"
)
"""Figures that go on in a sign that is not read: 2\u00bd, 7\u00b75, 1\u20442."""
_MINUS = re.compile(r"(?:(?<!\S)\(?[-\u2212]|(?i:\bminus) )[$\u20ac\u00a3]?$")
"""A minus before a number: close to it, behind a blank or a bracket, or in words. In "5-10", "L4-5" and "- 5" is none."""


def find_number(text: str) -> float | None:
    """The first number in the text, with words around it: `thirty days`, `sixty (60)`, `$1,250.50`. None where there is
    none, and where it is counted in hundreds, dozens or halves, or printed in signs that are not read: `one hundred` is not
    1, nor `2½` 2. `-5` is negative; what stands behind a dash and a blank is not."""
    text = re.sub(r"\s+", " ", text)
    if _FIGURES_SCALED.search(text) or _OTHERWISE.search(text):
        return None
    printed = _IN_FIGURES if _SCALED.search(text) else _IN_EITHER
    for match in printed.finditer(text):
        number = read_number(match.group())
        if number is not None:
            return -number if _MINUS.search(text[: match.start()]) else number
    return None
