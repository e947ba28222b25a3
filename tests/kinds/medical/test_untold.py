"""What a summary says to be missing, unknown, wanted or no worker's is no value of the record."""

from __future__ import annotations

import pytest

from tests.kinds.medical.test_summary import told, word, words


@pytest.mark.parametrize(
    "untold",
    ["Work status was not addressed.", "Work status was not clearly indicated.", "Work status is unavailable.",
     "Work status: not mentioned."],
)  # fmt: skip
def test_a_work_status_that_is_not_told_takes_no_other_ones_place(untold: str) -> None:
    assert word(told(untold).work_status) is None
    assert word(told(f"He is temporarily totally disabled. {untold}").work_status) == "temporarily totally disabled"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The work status of the injured worker is modified duty.", "modified duty"),
        ("Work status for the patient: regular duty.", "regular duty"),
        ("Work status report dated 3-4-16 has him on modified duty.", "modified duty"),
    ],
)
def test_whose_the_work_status_is_and_where_it_is_written_is_no_part_of_it(text: str, expected: str) -> None:
    assert word(told(text).work_status) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Medications are helpful.", "Pain medications were prescribed.", "Medications were dispensed on 1/2/16.",
        "Current medications: unknown.", "Medications are working well.", "Current medications are well tolerated.",
        "Allergies include penicillin and codeine.", "The morphine equivalent dose was 60 mg.",
    ],
)  # fmt: skip
def test_what_is_said_of_drugs_is_no_drug(text: str) -> None:
    assert told(text).medications == []


def test_a_drug_whose_name_is_not_known_is_one_in_a_list_of_drugs() -> None:
    names = [one.name.text for one in told("Current medications are Norco and Zorvexil.").medications]
    assert names == ["Norco", "Zorvexil"]


@pytest.mark.parametrize(
    "text",
    [
        "Physical examination findings were not provided.", "A physical exam was not documented in the progress note.",
        "No objective findings were documented in the report.", "Objective findings were not clearly described.",
    ],
)  # fmt: skip
def test_an_examination_that_is_not_told_is_no_finding(text: str) -> None:
    assert told(text).exam_findings == []


@pytest.mark.parametrize(
    "text",
    [
        "Diagnostic studies: none.", "Imaging: none provided.", "Diagnostic studies: not available.",
        "On 11/3/16, an MRI of the left knee was ordered.", "On 11/3/16 an EMG of both arms was requested.",
    ],
)  # fmt: skip
def test_a_test_that_was_not_done_is_none(text: str) -> None:
    assert told(text).studies == []


def test_a_test_that_was_wanted_and_shows_something_was_done() -> None:
    [study] = told("On 11/3/16, an MRI of the left knee was ordered and showed a meniscal tear.").studies
    assert (study.study.text, word(study.date)) == ("MRI of the left knee", "11/3/16")


@pytest.mark.parametrize("how", ["is unknown", "is unclear from the records", ": unspecified", "was not stated"])
def test_a_mechanism_that_is_not_known_is_none(how: str) -> None:
    assert word(told(f"The mechanism of injury {how}.").mechanism) is None


@pytest.mark.parametrize("wanted", ["Recommended", "Proposed", "Requested"])
def test_care_that_is_wanted_was_not_given(wanted: str) -> None:
    assert words(told(f"{wanted} treatment included acupuncture and a brace.").treatments) == []


def test_what_a_review_was_applied_for_is_no_history() -> None:
    text = (
        "He has neck pain. The injured worker submitted an application for IMR for review of Tramadol 50mg #60 and 12 "
        "sessions of physical therapy."
    )
    found = told(text)
    assert (found.medications, words(found.treatments)) == ([], [])
