"""The head of a utilization review letter, the reviewer's credentials, and the words of its decisions, each in small."""

from __future__ import annotations

from typing import Any

import pytest

from structurer.kinds.ur.credentials import read_credentials
from structurer.kinds.ur.decisions import decision_of
from structurer.kinds.ur.head import read_imr_application
from structurer.letter import Letter
from structurer.sections import Outline, Section


def under(name: str, text: str) -> Outline:
    return Outline("letter", 0, len(text), parts=(Section(name, 0, len(text)),))


@pytest.mark.parametrize(
    ("words", "decision"),
    [
        ("partially denied", "modified"), ("Partial denial", "modified"), ("Denied in part", "modified"),
        ("approved in part", "modified"), ("certified with modification", "modified"), ("Non-certified", "denied"),
        ("non - certified", "denied"), ("NON\u2011\nCERTIFIED", "denied"), ("cannot be certified", "denied"), ("not been approved", "denied"),
        ("not authorized", "denied"), ("certified", "approved"), ("Delayed", "deferred"), ("pending", None),
    ],
)  # fmt: skip
def test_decision_words(words: str, decision: str | None) -> None:
    assert decision_of(words) == decision


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Jane Roe, MD\nLicense No. A12345\nOrthopedic Surgery\n", []),
        ("Jane Roe, MD License No. A12345, Orthopedic Surgery\n", []),
        ("John Doe, DC License: 12345, Chiropractic", []),
        ("John Doe, M.D., MD License 12345", ["MD"]),
        ("Ann Poe, M.D., CA Lic. G54321, Pain Medicine", ["CA"]),
        ("Ann Poe, MD License G54321, TX License H1234", ["TX"]),
    ],
)
def test_a_title_is_no_state(text: str, states: list[str]) -> None:
    readings = read_credentials(Letter.from_text(text), under("reviewer", text))
    assert [reading.value for reading in readings if "states" in reading.path] == states


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Jane Roe, MD\nLicense No. A12345\n", "A12345"), ("Jane Roe, MD, License No 12345\n", None),
        ("Jane Roe, MD, licensed; license in 1998\n", None), ("Jane Roe, MD, Lic: G 54321\n", "G 54321"),
    ],
)  # fmt: skip
def test_a_word_before_a_number_is_no_part_of_a_license(text: str, number: str | None) -> None:
    readings = read_credentials(Letter.from_text(text), under("reviewer", text))
    assert next((one.value for one in readings if one.path == "/reviewer/license_number"), None) == number


INTERNAL = "You may ask us for a voluntary internal appeal within 10 days of this letter."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{INTERNAL} To dispute it, send the Application for Independent Medical Review within 30 days of service.",
            30,
        ),
        ("Within 10 days you may ask for reconsideration. An application for IMR is due within 30 days.", 30),
        ("If you ask for an internal appeal, you must still apply for IMR within 30 days.", 30),
        ("You must send the form within ten (10) days.", 10),
        (INTERNAL, None),
    ],
)
def test_time_to_apply_is_not_that_of_an_internal_appeal(text: str, expected: Any) -> None:
    readings = read_imr_application(Letter.from_text(text), under("rights", text))
    assert {reading.path: reading.value for reading in readings}.get("/imr_application/within_days") == expected
