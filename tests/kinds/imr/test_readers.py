"""What code reads of the invented letters, against their labels: right, or not read at all."""

from __future__ import annotations

from typing import Any

import pytest

from structurer import reading
from structurer.draft import Draft
from structurer.kinds.imr import KIND
from structurer.kinds.imr.credentials import read_credentials
from structurer.kinds.imr.readers import decision_of, read_header
from structurer.letter import Letter
from structurer.pointer import lookup
from structurer.result import Source
from structurer.sections import Outline, Section
from tests import letters


def read(letter: Letter) -> Draft:
    return reading.read(KIND, letter, KIND.outline(letter))


# What every letter must give without a model, where it prints it.
ALWAYS = (
    "/case/case_number", "/case/date_assigned", "/case/date_of_injury", "/case/decision_date", "/case/ur_denial_date",
    "/case/application_received", "/case/priority", "/reviewer/licensed_states", "/reviewer/specialties", "/worker/age",
    "/worker/sex", "/documents_reviewed",
)  # fmt: skip
ALWAYS_OF_ITEMS = (
    "request", "decision", "medically_necessary", "rationale", "claims_administrator_guidelines",
    "reviewer_guidelines", "authorized", "retrospective", "date_of_service", "strength", "quantity",
)  # fmt: skip
# Read only where the heading prints it as one plain phrase.
SOMETIMES_OF_ITEMS = ("frequency",)


@pytest.mark.parametrize("name", letters.NAMES)
def test_header_credentials_and_items_are_read_right(name: str) -> None:
    draft, label = read(letters.letter(name)), letters.label(name).model_dump(mode="json")
    items = [f"/determinations/{index}" for index in range(len(label["determinations"]))]
    paths = [*ALWAYS, *(f"{item}/{field}" for item in items for field in ALWAYS_OF_ITEMS)]
    wrong = {
        path: (draft.get(path), value(label, path)) for path in paths if not same(draft.get(path), value(label, path))
    }
    assert wrong == {}


@pytest.mark.parametrize("name", letters.NAMES)
def test_what_is_not_always_read_is_never_read_wrong(name: str) -> None:
    draft, label = read(letters.letter(name)), letters.label(name).model_dump(mode="json")
    for index in range(len(label["determinations"])):
        for field in SOMETIMES_OF_ITEMS:
            path = f"/determinations/{index}/{field}"
            if draft.filled(path):
                assert draft.get(path) == value(label, path)


@pytest.mark.parametrize("name", letters.NAMES)
def test_every_value_read_has_its_passage(name: str) -> None:
    draft = read(letters.letter(name))
    for path, source in draft.sources.items():
        judged = path.startswith("/clinical") or "/basis" in path
        assert source is (Source.PARSED if judged else Source.READ)
        if draft.get(path) not in (None, False, []) and not isinstance(draft.get(path), list):
            assert draft.evidence[path], path
        for span in draft.evidence.get(path, ()):
            assert draft.letter.text[span.start : span.end] == span.text
            assert span.page == draft.letter.page_of(span.start)


def value(label: dict[str, Any], path: str) -> Any:
    return lookup(label, path)


def same(one: Any, other: Any) -> bool:
    """Nothing read and nothing there are the same: an empty list, null, or a value that was never put."""
    return one == other or (one in (None, []) and other in (None, []))


@pytest.mark.parametrize("name", letters.NAMES)
def test_items_survive_line_ends_of_every_kind(name: str) -> None:
    plain = letters.letter(name)
    for end in ("\r\n", "\r\n\r\n"):
        other = Letter.from_text(plain.text.replace("\r\n", "\n").replace("\n", end))
        again = read(other)
        first = read(plain)
        for field in ("request", "decision", "rationale"):
            assert [item.get(field) for item in again.get("/determinations")] == [
                item.get(field) for item in first.get("/determinations")
            ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UR Decision Date: 03/01/2014\nDecision Date: 05/04/2014\n",
         {"ur_denial_date": "2014-03-01", "decision_date": "2014-05-04"}),
        ("Date of Utilization Review Determination: 03/01/2014\n", {"ur_denial_date": "2014-03-01"}),
        ("Request Received Date: 02/01/2014\nApplication Received:\n05/04/2014\n", {"application_received": "2014-05-04"}),
        ("Date of Injury: Unknown\nEmployed since 03/04/2010\n", {}),
        ("Date of Injury: not stated, first seen 03/04/2010\n", {}),
        ("Date of Injury:\n\nUR Denial Date: 03/01/2014\n", {"ur_denial_date": "2014-03-01"}),
        ("Date of Injury: CT 3/1/2013 to 3/1/2014\n", {"date_of_injury": "2013-03-01"}),
    ],
)  # fmt: skip
def test_a_date_of_the_header_belongs_to_its_own_label(text: str, expected: dict[str, str]) -> None:
    outline = Outline("letter", 0, len(text), parts=(Section("header", 0, len(text)),))
    readings = read_header(Letter.from_text(text), outline)
    assert {reading.path.removeprefix("/case/"): reading.value for reading in readings} == expected


@pytest.mark.parametrize(
    "told",
    [
        "The Notice of Assignment was mailed to all parties on 4/2/2014.",
        "On 4/2/2014 a Notice of Assignment was mailed to all parties.",
        "On April 2, 2014, the Notice of Assignment and Request for Information went out.",
        "The case was assigned to a physician on 4/2/2014.",
    ],
)
def test_the_date_of_assignment_may_be_told_in_a_sentence(told: str) -> None:
    letter = Letter.from_text(f"On 3/1/2014 the file was opened. {told} On 5/1/2014 it was decided.\n")
    end = len(letter.text)
    outline = Outline("letter", 0, end, parts=(Section("header", 0, end), Section("summary", end, end)))
    assert {reading.path: reading.value for reading in read_header(letter, outline)} == {
        "/case/date_assigned": "2014-04-02"
    }


def test_text_that_follows_a_list_of_specialties_is_none() -> None:
    text = "State(s) of Licensure: Texas\nCertification(s)/Specialty: Pain\nManagement\nThe reviewer has no conflict of interest."
    outline = Outline("letter", 0, len(text), parts=(Section("reviewer", 0, len(text)),))
    assert [reading.value for reading in read_credentials(Letter.from_text(text), outline)] == [
        "Texas",
        "Pain Management",
    ]


@pytest.mark.parametrize(
    ("said", "decision"),
    [
        ("is medically necessary", "overturned"), ("is notmedically necessary and appropriate", "upheld"),
        ("cannot be considered medically necessary", "upheld"), ("is no longer medically necessary", "upheld"),
        ("is medically unnecessary", "upheld"), ("medical necessity has not been established", "upheld"),
        ("medical necessity is established", "overturned"), ("Upheld", "upheld"), ("pending", None),
    ],
)  # fmt: skip
def test_decision_words_and_sentences(said: str, decision: str | None) -> None:
    item = Section("item", 0, len(said), parts=(Section("decision", 0, len(said)),))
    assert decision_of(Letter.from_text(said), item) == decision
