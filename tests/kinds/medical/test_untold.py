"""What a summary says to be missing, unknown, wanted or no worker's is no value of the record."""

from __future__ import annotations

import pytest

from tests.kinds.medical.test_summary import told, word, words


@pytest.mark.parametrize(
    "untold",
    ["Work status was not addressed.", "Work status was not clearly indicated.", "Work status is unavailable.",
     "Work status: not mentioned.", "Work status was not furnished.", "Work status is not clearly outlined.",
     "Work status was not detailed.", "Work status: N/A.", "Work status is currently unknown."],
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
        ("Work status: not currently working.", "not currently working"),
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


@pytest.mark.parametrize(
    "text",
    [
        "He reports good pain relief with Norco.", "She states that her medications help with pain.",
        "She reports that Norco helps with her pain and allows her to work.",
    ],
)  # fmt: skip
def test_what_helps_is_no_complaint(text: str) -> None:
    assert told(text).complaints == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 11/3/2016, the patient presented for follow-up of low back pain.", ["low back pain"]),
        ("He complains of constant, aching, burning low back pain.", ["constant, aching, burning low back pain"]),
        ("The patient has radicular pain into the left leg.", ["radicular pain into the left leg"]),
        ("She reports GI upset with her pills.", ["GI upset with her pills"]),
        ("The report concerns stomach upset in a 44-year-old man who loads trucks.", ["stomach upset"]),
    ],
)
def test_a_complaint_is_what_is_felt(text: str, expected: list[str]) -> None:
    assert words(told(text).complaints) == expected


def test_what_is_complained_of_is_no_finding() -> None:
    found = told("The injured worker complained of right ankle pain, tenderness and swelling.")
    assert (words(found.complaints), words(found.exam_findings)) == (["right ankle pain, tenderness and swelling"], [])


@pytest.mark.parametrize(
    ("text", "study", "finding"),
    [
        ("A urine drug screen (UDS) dated 3-4-16 was consistent.", "urine drug screen (UDS)", "consistent"),
        ("MRI (magnetic resonance imaging) of the left knee dated 3-4-16 showed a tear.",
         "MRI (magnetic resonance imaging) of the left knee", "tear"),
        ("Electrodiagnostic studies (EMG/NCS) of 3-4-16 showed radiculopathy.", "Electrodiagnostic studies (EMG/NCS)",
         "radiculopathy"),
        ("On 3/4/16, the injured worker underwent an MRI of the left knee which revealed a tear.", "MRI of the left knee",
         "tear"),
    ],
)  # fmt: skip
def test_a_test_with_its_other_name(text: str, study: str, finding: str) -> None:
    [found] = told(text).studies
    assert (found.study.text, word(found.finding)) == (study, finding)
    assert found.date is not None


def test_a_test_s_result_ends_where_a_list_of_care_goes_on() -> None:
    found = told("Treatment to date has included x-rays which were negative, physical therapy, and ibuprofen.")
    assert words(found.treatments) == ["physical therapy"]
    assert [(one.study.text, word(one.finding)) for one in found.studies] == [("x-rays", "negative")]
    assert [one.name.text for one in found.medications] == ["ibuprofen"]


def test_a_report_that_goes_on_is_no_examination() -> None:
    report = "MRI of the knee dated 11/3/16 revealed a meniscal tear. There was a moderate joint effusion."
    assert told(report).exam_findings == []
    assert words(told(f"{report} There was tenderness of the knee.").exam_findings) == ["tenderness of the knee"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "He remains temporarily totally disabled (TTD) for six weeks.",
            "temporarily totally disabled (TTD) for six weeks",
        ),
        ("He is on modified duty. Work status remains unchanged.", "modified duty"),
        ("He is on modified duty. Work status: per PTP.", "modified duty"),
        ("Treatment has consisted of physical therapy, medications, and modified duty.", None),
    ],
)
def test_a_work_status_is_said_of_the_worker(text: str, expected: str | None) -> None:
    assert word(told(text).work_status) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The patient has had 12 physical therapy visits for this injury.", ["12 physical therapy visits"]),
        ("She has attended six chiropractic sessions to date.", ["six chiropractic sessions"]),
        ("He has had significant improvement with physical therapy.", ["physical therapy"]),
        ("Surgical history was noted to include lumbar fusion in 2010.", ["lumbar fusion in 2010"]),
        ("He is six weeks post-op left knee arthroscopy.", ["left knee arthroscopy"]),
    ],
)
def test_care_ends_with_its_name_and_number(text: str, expected: list[str]) -> None:
    assert words(told(text).treatments) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Past medical history was noncontributory.", "A functional assessment was completed on 11-2-16.",
        "The diagnosis was discussed with the patient.", "He has a positive impingement sign.",
        "She has myofascial tenderness.",
    ],
)  # fmt: skip
def test_what_is_said_of_a_history_is_no_diagnosis(text: str) -> None:
    assert told(text).diagnoses == []


@pytest.mark.parametrize(
    "text",
    [
        "She has never taken Lyrica.", "He has not tried gabapentin.", "She denies taking Norco.",
        "Approximately 50% improvement was noted with therapy.",
    ],
)  # fmt: skip
def test_a_drug_that_was_never_taken_is_none(text: str) -> None:
    assert told(text).medications == []


@pytest.mark.parametrize(
    "text", ["He is precluded from repetitive bending.", "The pain is associated with repetitive gripping."]
)
def test_what_is_forbidden_or_hurts_is_no_accident(text: str) -> None:
    assert told(text).mechanism is None


def test_whom_an_examination_is_of_is_no_part_of_a_finding() -> None:
    found = told("Physical examination revealed the patient to have decreased range of motion.")
    assert words(found.exam_findings) == ["decreased range of motion"]
    assert words(told("On assessment there was tenderness of the heel.").exam_findings) == ["tenderness of the heel"]
