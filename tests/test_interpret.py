"""Dates, numbers, ratings: from printed words."""

from __future__ import annotations

import datetime as dt

import pytest

from structurer.interpret import find_number, printed_numbers, read_date, read_number
from structurer.kinds.medical.pain import read_rating
from structurer.kinds.medical.sentences import sentences
from structurer.letter import Letter
from structurer.sections import Section


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10/13/2016", dt.date(2016, 10, 13)),
        ("10-13-16", dt.date(2016, 10, 13)),
        ("10-13-\n2016", dt.date(2016, 10, 13)),
        ("10/14/ 2016", dt.date(2016, 10, 14)),
        ("on October 3, 2016.", dt.date(2016, 10, 3)),
        ("Sept. 3rd, 2016", dt.date(2016, 9, 3)),
        ("2016-10-13", dt.date(2016, 10, 13)),
        ("7/8/02", dt.date(2002, 7, 8)),
        ("7/8/63", dt.date(1963, 7, 8)),
        ("3 March 2026", dt.date(2026, 3, 3)),
        ("14 October 2026", dt.date(2026, 10, 14)),
        ("on 3 Mar 2026.", dt.date(2026, 3, 3)),
        ("3rd of March 2026", dt.date(2026, 3, 3)),
        ("the 3rd day of March, 2026", dt.date(2026, 3, 3)),
        ("14 Sept. 2026", dt.date(2026, 9, 14)),
        ("14-OCT-2026", dt.date(2026, 10, 14)),
        ("14\nOctober\n2026", dt.date(2026, 10, 14)),
        ("31/12/2026", dt.date(2026, 12, 31)),
        ("31.12.26", dt.date(2026, 12, 31)),
        ("3/4/2026", dt.date(2026, 3, 4)),
        ("3 visits 2016-10-13", dt.date(2016, 10, 13)),
        ("March 5 May 2016", dt.date(2016, 5, 5)),
        ("31 February 2026", None),
        ("3 marches 2026", None),
        ("14 October", None),
        ("13/13/2016", None),
        ("2/30/2016", None),
        ("08-2015", None),
        ("10/325 mg", None),
        ("7/10", None),
        ("110/13/2016", None),
    ],
)
def test_dates(text: str, expected: dt.date | None) -> None:
    assert read_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("12", 12), ("1,000", 1000), ("7.5", 7.5), (".5", 0.5), ("Twelve", 12), ("twenty-four", 24), ("ninety nine", 99),
     ("zero", 0), ("a dozen", None), ("", None), ("12 weeks", None), ("1/2", None), ("2,5", None), ("1,00", None),
     ("12,345,67", None), ("1,250,000.5", 1250000.5), ("9405511899223197428490", 9405511899223197428490), ("9" * 400, None)],
)  # fmt: skip
def test_numbers(text: str, expected: float | None) -> None:
    assert read_number(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("thirty days", 30), ("sixty (60)", 60), ("within\nforty\nfive days", 45), ("thirty-day", 30), ("$1,250.50 now", 1250.5),
     ("two visits in 2026", 2), ("five hundred (500)", 500), ("one hundred", None), ("a hundred and five", None),
     ("1.5 million", None), ("2 dozen", None), ("twenty-first", None), ("two thirds", None), ("someone", None), ("", None),
     ("a balance of -5.50", -5.5), ("-$1,200", -1200), ("(\u22125)", -5), ("5-10 visits", 5), ("L4-5", None), ("A1c 7.2", 7.2), ("B12 1000 mcg", 1000),
     ("T11-12", None), ("x12", 12), ("q8h", 8), ("#60", 60), ("- 5 visits", 5),
     ("minus 10 degrees", -10), ("2\u00bd tablets", None), ("7\u00b75 mg", None), ("1\u20442 tablet", None)],
)  # fmt: skip
def test_numbers_with_words_around_them(text: str, expected: float | None) -> None:
    assert find_number(text) == expected


# Each has figures in it that are not its value.
@pytest.mark.parametrize(
    "text",
    ["2,5 ml", "weeks 3,4 and 9", "1,00", "1234,567", "12,345,67", "1.250,50", "10.13.16", "1/2 tablet", "3/4 of it", "1 1/2 tablets",
     "1-1/2 tablets", "2 and 1/2 tablets", "two and a half", "6 weeks and a half", "2 \u00bd", "\u00bd to 2 tablets", "2\ufffd tablets",
     "half a tablet of 30 mg", "one third of 30", "dozens of 5 mg tablets", "one hundred 5 mg tablets", "three quarters",
     "10 000 dollars", "10\u00a0000", "10 500 dollars", "10'000", "4111 1111 1111 1111", "$5k", "$1.2 M", "$5 m", "5M", "2bn", "1.5 million",
     "<0.5", "\u2265 7.5", "\u00b110", "+/- 10", "10\u00b3", "10^5", "5e3", "4x6 cm", "4 \u00d7 6 cm", "2 x 30", "9:30 am", "5'10\"",
     "555-0100", "123-45-6789", "CM16-0230548", "2-0 silk", "10/13/2016", "October 3, 2016", "10/2016", "10-2016", "two point five",
     "thirty-two and 50/100 dollars", "9" * 400],
)  # fmt: skip
def test_a_number_that_goes_on_is_not_read(text: str) -> None:
    assert find_number(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("6/10", 6), ("4/5 strength", 4), ("10/325 mg", 10), ("7-8/10", 7), ("5-10,000", 5), ("1,250,000.50", 1250000.5), ("1,000, or so", 1000),
     ("30th", 30), ("5mm", 5), ("5 m", 5), ("5 kg", 5), ("2x/week", 2), ("60%", 60), ("#60", 60), ("two 500 mg tablets", 2),
     ("5 10 mg tablets", 5), ("30 mg half an hour before", 30), ("the third-party payment of $500", 500), ("five thousand (5,000)", 5000),
     ("one hundred dollars ($100)", 100), ("3, 4 and 9", 3), ("11/2", 11), ("from 5->10 mg", 5), ("->10 mg", 10), ("<td>10 mg</td>", 10),
     ("7.0", 7), ("account 12345678901234567", 12345678901234567)],
)  # fmt: skip
def test_a_number_by_itself_is_read_to_its_last_figure(text: str, expected: float) -> None:
    found = find_number(text)
    assert found == expected
    assert isinstance(found, type(expected))


@pytest.mark.parametrize(
    ("text", "after", "expected"),
    [("$1.2", " million a year", None), ("one", " hundred visits", None), ("two", " and a half tablets", None),
     ("2", "\ndozen", None), ("2", ",5 ml", None), ("3", ",4 and 9", 3), ("two", " visits", 2), ("5", " third-party payments", 5)],
)  # fmt: skip
def test_a_number_that_goes_on_behind_the_words_is_not_read(text: str, after: str, expected: int | None) -> None:
    assert find_number(text, after) == expected


def test_every_number_that_a_text_prints() -> None:
    text = "Take 1/2 tablet of 7.5 mg, 3-4 times; 2,5 ml and 10 000 IU. On 10/13/2016 it cost $1,250.50, ten visits."
    assert {float(number) for number in printed_numbers(text)} == {7.5, 3, 4, 0, 2016, 1250.5, 10}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7/10", (7, 7)),
        ("7-8/10", (7, 8)),
        ("2-5 out of 10", (2, 5)),
        ("7/10 to 8/10", (7, 8)),
        ("8 out of 10", (8, 8)),
        ("10/10", (10, 10)),
        ("1 on a 10-point scale", (1, 1)),
        ("6.5/10", (6.5, 6.5)),
        ("between 8 and 6", (6, 8)),
        ("pain level of 10", (10, 10)),
        ("7 of 10", (7, 7)),
        ("6 on a scale of 0 to 10", (6, 6)),
        ("seven of 10", (7, 7)),
        ("severe", None),
        ("45 degrees", None),
    ],
)
def test_ratings(text: str, expected: tuple[float, float] | None) -> None:
    assert read_rating(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One here. Two there.", ["One here.", "Two there."]),
        ("After 6 sessions.The next came.", ["After 6 sessions.", "The next came."]),
        ("Dr. Ames saw 0.5 cm. Then left.", ["Dr. Ames saw 0.5 cm.", "Then left."]),
        ("See vs. that, e.g. this one.", ["See vs. that, e.g. this one."]),
        ("No end", ["No end"]),
        ('He said "no." Then yes.', ['He said "no."', "Then yes."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    letter = Letter.from_text(text)
    assert [span.text for span in sentences(letter, Section("s", 0, len(text)))] == expected
