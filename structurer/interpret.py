"""From printed words to dates and numbers. Code does this, not the model."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

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


_FIGURES = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+"
"""A number in figures: 12, 1,000, 7.5, .5. A comma is of it only where groups of three follow."""


def read_number(text: str) -> int | float | None:
    """The number that the text is: digits (1,000 and 7.5 too) or words up to ninety-nine; None for anything else."""
    number = _worth(text.strip())
    return None if number is None else _plain(number)


_LONGEST = 300
"""Figures of a number at most: there is no float for a longer one."""


def _worth(text: str) -> Decimal | None:
    text = text.lower()
    if len(text) <= _LONGEST and re.fullmatch(_FIGURES, text):
        return Decimal(text.replace(",", ""))
    if text in _UNITS:
        return Decimal(_UNITS[text])
    tens, _, unit = text.replace("-", " ").partition(" ")
    if tens in _TENS and (not unit or unit in _UNITS):
        return Decimal(_TENS[tens] + _UNITS.get(unit, 0))
    return None


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


FRACTION = r"(?:1/[2348]|2/3|3/[48]|[57]/8)(?![\d/])"
"""Pattern of a part of one in figures; the 6/10 of a rating and the 4/5 of a grade are none."""
_VULGAR = r"[\u00bc-\u00be\u2150-\u215e]"
_SHARES = r"(?:thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)\b"
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)s?\b"
# No figure of a code: the 1 of A1c, the 12 of B12, the 4 and the 5 of L4-5. "x12" and "q8" are numbers.
_BEGINS = r"(?:(?<![^\W_])(?<![^\W\d_]\d[-/])(?<![^\W\d_]\d\d[-/])|(?<=\b[xXqQ]))"
_NUMBER = re.compile(rf"{_BEGINS}(?P<figures>{_FIGURES})|\b{NUMBER_WORD}\b(?![ -]{_ORDINAL})", re.IGNORECASE)
_AMOUNT = re.compile(
    r"[ -]{0,3}(?:\b(?:hundred|thousand|million|billion|trillion|dozen|halve)s?\b|\bhalf\b"
    rf"|(?:\b(?:an?|{NUMBER_WORD})[ -]|(?<=\d[ -])){_SHARES}|\b{_SHARES}(?= of\b)|(?<![\d/.,]){FRACTION}|{_VULGAR})",
    re.IGNORECASE,
)
"""What makes an amount that is not read, of the number before it or by itself: 2 dozen, half a tablet, two thirds, 1 1/2."""
_IN_BRACKETS = re.compile(rf"\([$€£]?(?P<figures>{_FIGURES})\)")

_GOES_ON = re.compile(
    r"[.,:'\u2019_^*\u00b7\u2219\u22c5\u2044\u2215\u066b\u066c\uff0e\uff0c\uff0f]\d"  # 2,5 ml; 7·5; 9:30; 10'000
    r"|\ufffd|[\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089]|e[+-]\d|[^\W\d_]+\d"  # 10³; 5e3; 4x6
    r"| \d{3}| ?[x\u00d7] ?\d|/\d+/\d|/(?:19|20)\d\d(?!\d)"  # 10 000; 4 × 6; 10/2016
    r"|(?: ?(?:k|bn|mn|mio|mrd|mil)|(?-i:MM?))(?![^\W_])",  # $5k
    re.IGNORECASE,
)
"""What makes figures before it the beginning of something else. In 6/10 they are the number by themselves."""
_AND_A_PART = re.compile(
    rf"(?: [a-z]+)? (?:and|&|plus|\+) (?:{FRACTION}|\d\d/100\b|{_VULGAR}|(?:an?|{NUMBER_WORD})[ -](?:half\b|{_SHARES}))"
    rf"|[ -]point[ -]{NUMBER_WORD}\b",
    re.IGNORECASE,
)
"""Two and a half, 6 weeks and a half, thirty-two and 50/100 dollars, two point five."""
_DECIMAL_COMMA = re.compile(r",\d{1,2} ?(?:mg|mcg|ml|gm?|kg|mm|cm|oz|cc|%)(?![^\W_])", re.IGNORECASE)
_MONEY = re.compile(r"[$€£] ?$")
_MILLIONS = re.compile(r" ?[mbt](?![^\W_])", re.IGNORECASE)
_DASHED = re.compile(rf"[-\u2010-\u2013\u2212](?P<next>{_FIGURES})(?P<more>[-\u2010-\u2013\u2212]\d)?")
_BEGUN = re.compile(r"\d(?:[.,:'\u2019_^*\u00b7\u2219\u22c5\u066b\u066c\uff0e\uff0c\ufffd]?| ?[x\u00d7] ?|[^\W\d_]+)$")
_MINUS = re.compile(r"(?:(?<!\S)\(?[-\u2212]|(?i:\bminus) )[$\u20ac\u00a3]?$")
"""A minus before a number: close to it, behind a blank or a bracket, or in words. In "5-10", "L4-5" and "- 5" is none."""

_COMPARED = re.compile(r"(?:[≤≥±]|\+ ?/ ?-|(?P<less>(?<![-<])<=?)|(?P<more>(?<![-=>])>=?)) ?[$€£]?$")
"""A sign without which the number after it is another value: <0.5, ≥ 7.5, ±10, +/- 10. In `->10` and `=>10` is none."""
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*(?<!\s)$")
_BRACKETED = re.compile(r"<[^<>]*[^\s<>]>(?! ?\d)")
"""Where angle brackets compare nothing: <td>10 mg, <10/13/2016>."""


def is_compared(text: str, start: int) -> bool:
    """Whether a sign says that the value is another than the number at `start`; brackets and the ends of tags do not."""
    sign = _COMPARED.search(text, max(0, start - 8), start)
    if sign is None:
        return False
    if sign["less"]:
        return _BRACKETED.match(text, sign.start(), start + 80) is None
    return not sign["more"] or _TAG.search(text, max(0, start - 80), sign.start()) is None


def find_number(text: str, after: str = "") -> int | float | None:
    """The first number in the text, with words around it: `thirty days`, `sixty (60)`, `$1,250.50`. Of a range or a rating
    it is the first figure: 5 of `5-10`, 6 of `6/10`. `-5` is negative; what stands behind a dash and a blank is not.

    None where there is none, and where the value is another than these figures or words: it goes on (`1 1/2`, `2½`,
    `10 000`, `2,5 ml`, `$5k`, `9:30`, a date, `555-0100`), a sign compares it (`<0.5`), or it is counted in hundreds,
    dozens or halves: `one hundred` is not 1, nor `1.2` where the letter goes on `after` it with `million`."""
    number = find_decimal(text, after)
    return None if number is None else _plain(number)


def find_decimal(text: str, after: str = "") -> Decimal | None:
    """The number that find_number finds, to the last of its figures."""
    text, after = _collapsed(text), _collapsed(after)
    found, amount = _NUMBER.search(text), _AMOUNT.search(text)
    if amount and (not found or amount.start() <= found.end()):
        found = _IN_BRACKETS.search(text, amount.end())  # five hundred (500)
    elif found and any(date_of(day) for day in DATE.finditer(text) if day.start() <= found.start() < day.end()):
        return None
    if found and found.end() == len(text) and any(more.match(after) for more in (_AMOUNT, _AND_A_PART, _DECIMAL_COMMA)):
        return None
    return _read(text, found) if found else None


def printed_numbers(text: str) -> set[Decimal]:
    """Every number that the text prints in a form that is read, those of dates and the second ones of ranges too."""
    text = _collapsed(text)
    unread = {at for amount in _AMOUNT.finditer(text) for at in range(*amount.span())}
    found = (match for match in _NUMBER.finditer(text) if match.start() not in unread and match.end() not in unread)
    return {
        number
        for match in found
        if not _BEGUN.search(text, max(0, match.start() - 12), match.start())
        and (number := _read(text, match)) is not None
    }


def holds_figures(text: str) -> bool:
    """Whether something in the text may be a date or a number, be it in a form that is not read: `Easter 2026`, `a dozen`."""
    return re.search(r"\d", text) is not None or any(pattern.search(text) for pattern in (_NUMBER, _AMOUNT))


def _collapsed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _read(text: str, match: re.Match[str]) -> Decimal | None:
    """What the match of a number is worth, with its sign; None where the value is another."""
    figures = match["figures"]
    start = match.start("figures") if figures else match.start()
    end = match.end("figures") if figures else match.end()
    number = _worth(text[start:end])
    if number is None or is_compared(text, start) or _AND_A_PART.match(text, end):
        return None
    if figures and (_GOES_ON.match(text, end) or _is_a_code(text, end, number)):
        return None
    near = max(0, start - 8)
    if figures and _MONEY.search(text, near, start) and _MILLIONS.match(text, end):
        return None
    return -number if _MINUS.search(text, near, start) else number


def _is_a_code(text: str, end: int, number: Decimal) -> bool:
    """Whether a dash joins the number with more figures and they are no range: 555-0100, 2-0 silk, 123-45-6789, 10-2016."""
    dashed = _DASHED.match(text, end)
    if dashed is None:
        return False
    following = _worth(dashed["next"])
    return (
        dashed["more"] is not None
        or re.match(r"0\d", dashed["next"]) is not None
        or (number <= 12 and re.fullmatch(r"(?:19|20)\d\d", dashed["next"]) is not None)
        or not following
        or following <= number
    )
