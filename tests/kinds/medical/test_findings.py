"""How lists of findings come apart, and which sentences tell an examination: invented sentences, as reports have them."""

from __future__ import annotations

import pytest

from structurer import Letter
from structurer.kinds.medical.summary import Told, read
from structurer.kinds.medical.summary.objective import is_objective
from structurer.sections import Section


def told(summary: str) -> Told:
    letter = Letter.from_text(summary)
    return read(letter, Section("summary", 0, len(letter.text)))


@pytest.mark.parametrize(
    ("sentence", "findings"),
    [
        (
            "Examination revealed tenderness over the lateral epicondyle, grip of 40 pounds on the right and 22 on the left, and no swelling.",
            ["tenderness over the lateral epicondyle", "grip of 40 pounds on the right and 22 on the left", "no swelling"],
        ),
        (
            "PE: flexion 40, extension 10, right rotation 55; positive Hawkins, Neer and Speed's tests.",
            ["flexion 40, extension 10, right rotation 55", "positive Hawkins, Neer and Speed's tests"],
        ),
        (
            "Exam: abdomen soft, no masses, rebound or guarding, and a 3 cm scar, 4 cm in length.",
            ["abdomen soft", "no masses, rebound or guarding", "3 cm scar, 4 cm in length"],
        ),
        (
            "Physical examination showed limited, painful range of motion and 4/5 strength of the right biceps and wrist extensors.",
            ["limited, painful range of motion", "4/5 strength of the right biceps and wrist extensors"],
        ),
        (
            "On exam, reflexes, motor strength, and sensation were intact, but there was a slow, guarded gait.",
            ["reflexes, motor strength, and sensation were intact", "slow, guarded gait"],
        ),
        (
            "Objective: Finkelstein's positive on the right, negative on the left, wound clean and dry with no drainage.",
            ["Finkelstein's positive on the right, negative on the left", "wound clean and dry with no drainage"],
        ),
        (
            "Exam: she is unable to heel walk, toe walk or squat.",
            ["unable to heel walk, toe walk or squat"],
        ),
        (
            "The surgeon noted an antalgic gait, spasm of the trapezius and knee and ankle reflexes 2+.",
            ["antalgic gait", "spasm of the trapezius", "knee and ankle reflexes 2+"],
        ),
        (
            "Jamar right 60, 58, 62; left 40, 38, 41.",
            ["Jamar right 60, 58, 62; left 40, 38, 41"],
        ),
        (
            "Otoscopy: canals clear, tympanic membranes intact and mobile.",
            ["canals clear", "tympanic membranes intact and mobile"],
        ),
    ],
)  # fmt: skip
def test_findings_come_apart(sentence: str, findings: list[str]) -> None:
    assert [span.text for span in told(sentence).exam_findings] == findings


@pytest.mark.parametrize(
    "text",
    [
        "Spurling's was positive to the left",
        "Visual acuity was 20/40 on the right",
        "The hand was mottled and cool",
        "full trunk motion",
        "trace left ankle edema",
        "thought processes were linear",
        "calf 2 cm smaller",
        "Mallampati II",
        "neck circumference 16 inches",
        "+ facet load left",
        "L/S flex 45",
        "OS quiet",
        "slumped posture",
        "First dorsal interosseous wasted",
    ],
)
def test_what_only_an_examiner_tells(text: str) -> None:
    assert is_objective(text)


@pytest.mark.parametrize(
    "text",
    [
        "The knee is painful",
        "His back is worse",
        "The right shoulder was injured",
        "Strength is improving with therapy",
        "her sleep is poor",
        "Percocet 10 mg twice a day",
    ],
)
def test_what_anyone_may_tell_is_no_finding(text: str) -> None:
    assert not is_objective(text)


def test_an_examination_ends_with_the_next_thing_told() -> None:
    read_of = told(
        "Exam: left knee effusion. He takes naproxen daily. There is a plan for therapy. No new accident is known."
    )
    assert [span.text for span in read_of.exam_findings] == ["left knee effusion"]


def test_findings_of_an_operation_are_no_findings_of_an_examination() -> None:
    assert told("Operative findings included a torn labrum and synovitis.").exam_findings == []


@pytest.mark.parametrize(
    ("sentence", "diagnoses"),
    [
        ("Problem list: knee osteoarthritis, obesity, sleep apnea.", ["knee osteoarthritis", "obesity", "sleep apnea"]),
        ("Assessment-cervicalgia; tension headache.", ["cervicalgia", "tension headache"]),
        ("Left frozen shoulder and left biceps tendinosis.", ["Left frozen shoulder", "left biceps tendinosis"]),
        (
            "The working diagnoses on the last note are rotator cuff tear, partial; and bursitis.",
            ["rotator cuff tear, partial", "bursitis"],
        ),
        ("The chart indicates treatment for depression and anxiety.", ["depression", "anxiety"]),
        ("Trigger thumb and wrist ganglion were given as diagnoses.", ["Trigger thumb", "wrist ganglion"]),
        ("The claim has been accepted for lumbar strain and hip contusion.", ["lumbar strain", "hip contusion"]),
    ],
)
def test_diagnoses_by_their_turns(sentence: str, diagnoses: list[str]) -> None:
    assert [span.text for span in told(sentence).diagnoses] == diagnoses


@pytest.mark.parametrize(
    ("sentence", "studies"),
    [
        ("UDS 8/24/2016 consistent.", [("UDS", "8/24/2016", "consistent")]),
        ("Hemoglobin A1c 7.4.", [("Hemoglobin A1c", None, "7.4")]),
        (
            "CBC and metabolic panel were unremarkable.",
            [("CBC", None, "unremarkable"), ("metabolic panel", None, "unremarkable")],
        ),
        (
            "Standing x-rays, the provider reported, demonstrated narrowing; MRI of the knee on 3/1/2016 showed a tear.",
            [("Standing x-rays", None, "narrowing"), ("MRI of the knee", "3/1/2016", "tear")],
        ),
        ("CBCT of TMJs (7-14-2016) - flattening of the condyle.", [("CBCT of TMJs", "7-14-2016", "flattening of the condyle")]),
        ("Valgus stress test was negative.", []),
    ],
)  # fmt: skip
def test_studies(sentence: str, studies: list[tuple[str, str | None, str | None]]) -> None:
    found = told(sentence).studies
    assert [(one.study.text, one.date and one.date.text, one.finding and one.finding.text) for one in found] == studies


def test_what_a_quoted_report_shows_is_no_finding_of_the_examination() -> None:
    text = 'X-rays on 5-6-2016 showed "spurs. Joint effusion of the knee." On exam, the knee was warm.'
    assert [one.text for one in told(text).exam_findings] == ["knee was warm"]


def test_a_quotation_or_bracket_that_is_never_closed_keeps_no_list_together() -> None:
    text = 'On examination, the surgeon notes "left elbow with mild swelling, full motion, and tenderness of the olecranon. Exam: flexion 90 (right side worse, no effusion, and a limp.'
    assert [one.text for one in told(text).exam_findings] == [
        "left elbow with mild swelling", "full motion", "tenderness of the olecranon",
        "flexion 90 (right side worse", "no effusion", "limp",
    ]  # fmt: skip
