"""Turns of phrase by which clinics and reviewers lead up to what a summary tells, and what they do not lead up to."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.summary.gathered import Told
from structurer.kinds.medical.summary.told import read
from structurer.letter import Letter
from structurer.sections import Section


def told(text: str) -> Told:
    letter = Letter.from_text(text)
    return read(letter, Section("summary", 0, len(letter.text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The diagnoses consist of lumbar sprain and gout.", ["lumbar sprain", "gout"]),
        ("His diagnoses, and/or impressions, were noted to include: hip bursitis; and sciatica.",
         ["hip bursitis", "sciatica"]),
        ("The claimant is under the care of Dr. Moss for lumbar radiculopathy.", ["lumbar radiculopathy"]),
        ("The patient has failed back surgery syndrome and opioid dependence.",
         ["failed back surgery syndrome", "opioid dependence"]),
        ("The mechanism of injury occurred when a crate slid off a shelf.", []),
        ("Mechanism of injury: laceration of the left thumb with a knife.", []),
        ("Patient has been treated for ongoing symptoms in his neck and left knee.", []),
        ("Injury occurred while restraining a resident.", []),
    ],
)  # fmt: skip
def test_diagnoses(text: str, expected: list[str]) -> None:
    assert [span.text for span in told(text).diagnoses] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The 6/5/18 treating physician report cited persistent hip pain, worse on stairs, and night pain.",
         ["persistent hip pain, worse on stairs", "night pain"]),
        ("The 3/9/16 orthopedic report cited grade 6/10 left knee pain with popping.", ["left knee pain with popping"]),
        ("Subjective complaints are of 7/10 neck pain and hand numbness.", ["neck pain", "hand numbness"]),
        ("The patient presented with neck pain with radiculopathy into the left arm.",
         ["neck pain with radiculopathy into the left arm"]),
        ("He has low back pain that is described as achy, dull, throbbing with radiation to the left hip.",
         ["low back pain that is described as achy, dull, throbbing with radiation to the left hip"]),
        ("She complains of heel pain with a VAS of 6-7.", ["heel pain"]),
        ("Reports burning pain. She reports 40% reduction in pain with medications.", ["burning pain"]),
        ("She has aching pain in both thumbs, 4/10, increased with pinching.", ["aching pain in both thumbs"]),
    ],
)  # fmt: skip
def test_complaints(text: str, expected: list[str]) -> None:
    assert [span.text for span in told(text).complaints] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On examination of the lumbar spine there is tenderness and spasm.", ["tenderness and spasm"]),
        ("On examination of the left knee the patient has an effusion.", ["effusion"]),
        ("Upon physical examination, it was noted she had decreased range of motion of the neck.",
         ["decreased range of motion of the neck"]),
        ("Per the treating physician, blood pressure was 150/92.", ["blood pressure was 150/92"]),
        ("The neurological exam was nonfocal.", ["neurological exam was nonfocal"]),
        ("The worker is a 62 year old female who sustained an injury on 1-21-2005 resulting in pain and limited range "
         "of motion in the right shoulder.", []),
    ],
)  # fmt: skip
def test_findings(text: str, expected: list[str]) -> None:
    assert [span.text for span in told(text).exam_findings] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Has had 6 PT visits, no chiropractic or injections to date.", ["6 PT visits"]),
        ("Conservative measures of medications, ice, and PT were provided.", ["medications", "ice", "PT"]),
        ("Treatment has included: an agreed medical evaluation on 3-3-2015; sacroiliac injection on 5-5-2015, 60% "
         "effective; and aquatic therapy.", ["sacroiliac injection on 5-5-2015", "aquatic therapy"]),
        ("He has failed back surgery syndrome with a spinal cord stimulator implanted in 2006.",
         ["spinal cord stimulator implanted in 2006"]),
    ],
)  # fmt: skip
def test_treatments(text: str, expected: list[str]) -> None:
    assert [span.text for span in told(text).treatments] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She complains of heel pain with a VAS of 6-7.", [(6, 7, "heel pain")]),
        ("The 3/9/16 report cited grade 6/10 left knee pain with popping.", [(6, 6, "left knee pain")]),
    ],
)
def test_ratings(text: str, expected: list[tuple[int, int, str | None]]) -> None:
    assert [(one.low, one.high, one.context and one.context.text) for one in told(text).pain_scores] == expected


def test_what_is_disputed_is_not_taken() -> None:
    assert not told("The disputed issues are Norco and a cervical MRI.").medications


def test_an_echo_is_a_test() -> None:
    (study,) = told("2D echo on 1/10/15 revealed mild hypertrophy.").studies
    assert (study.study.text, study.finding and study.finding.text) == ("2D echo", "mild hypertrophy")
