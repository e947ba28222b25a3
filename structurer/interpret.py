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

DATE = re.compile(
    r"(?<![\d/.-])(?:"
    r"(?P<month>\d{1,2})\s?(?P<sign>[/.-])\s?(?P<day>\d{1,2})\s?(?P=sign)\s?(?P<year>\d{4}|\d{2})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<name>[A-Za-z]{3,9})\.?\s+(?P<nday>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<nyear>\d{4})"
    r")(?![\d/])"
)
"""A date as letters print it, month first: 10/13/2016, 10-13-16, 10.13.16, October 13, 2016, 2016-10-13."""


def read_date(text: str) -> date | None:
    """The first date in the text, or None. US order: month first. Two-digit years: 50 and later mean 19xx."""
    return next((found for found in map(date_of, DATE.finditer(text)) if found), None)


def date_of(match: re.Match[str]) -> date | None:
    """The date that a match of DATE prints, or None where there is no such day."""
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        if match["name"]:
            month = _MONTHS.get(match["name"].lower())
            return date(int(match["nyear"]), month, int(match["nday"])) if month else None
        year = int(match["year"])
        if year < 100:
            year += 1900 if year >= 50 else 2000
        return date(year, int(match["month"]), int(match["day"]))
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
