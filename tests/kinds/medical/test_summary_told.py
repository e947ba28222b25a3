"""Turns of case summaries that name complaints, findings and care in less usual ways."""

from __future__ import annotations

import pytest

from tests.kinds.medical.test_summary import told, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She reports great improvement in pain with acupuncture.", ["great improvement in pain with acupuncture"]),
        ("The worker reported that his wrist is 40% better and complained of headaches.",
         ["wrist is 40% better", "headaches"]),
        ("He reported being a little better since the last visit.", ["a little better since the last visit"]),
        ("The worker reports better sleep habits at home with reported overall improvement.", []),
        ("He reported ongoing issues with elbow pain, reportedly improved.", ["elbow pain, reportedly improved"]),
    ],
)  # fmt: skip
def test_that_it_goes_better_is_a_complaint(text: str, expected: list[str]) -> None:
    assert words(told(text).complaints) == expected


def test_two_adjectives_of_one_thing_are_not_parted() -> None:
    text = "He complained of neck pain with limited, painful range of motion, and headaches."
    assert words(told(text).complaints) == ["neck pain with limited, painful range of motion", "headaches"]


def test_vital_signs_and_jerks_are_findings() -> None:
    text = "Blood pressure was 128/80, pulse 72, and respirations were 14. The left knee jerk was 1+ and pinprick was dull."
    assert words(told(text).exam_findings) == [
        "Blood pressure was 128/80",
        "pulse 72",
        "respirations were 14",
        "left knee jerk was 1+",
        "pinprick was dull",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Arthroscopy of the right ankle was done in 2012.", ["Arthroscopy of the right ankle was done in 2012"]),
        ("Lumbar fusion was performed without delay.", ["Lumbar fusion"]),
        ("Two injections were put into the left hip in May 2014.", ["Two injections were put into the left hip"]),
        ("A nerve block was given on 1/2/2018.", ["nerve block"]),
    ],
)
def test_care_that_was_given_keeps_its_date_or_place(text: str, expected: list[str]) -> None:
    assert words(told(text).treatments) == expected


def test_what_a_test_showed_and_what_drugs_do_are_no_findings() -> None:
    text = "On exam, there was knee effusion. Ultrasound of the knee found a small effusion. His medications reduce the pain."
    assert words(told(text).exam_findings) == ["knee effusion"]


def test_symptoms_of_two_clauses_are_two_complaints() -> None:
    text = (
        "She reported numbness of the left hand and radiating pain about the right arm. "
        "Pins and needles sensation was felt in both feet. He reported stiffness in the knee and it feels like a rusty hinge."
    )
    assert words(told(text).complaints) == [
        "numbness of the left hand",
        "radiating pain about the right arm",
        "Pins and needles sensation was felt in both feet",
        "stiffness in the knee",
        "feels like a rusty hinge",
    ]


def test_what_is_hard_for_others_and_what_is_suspected_is_no_complaint() -> None:
    text = (
        "The worker complained of hip pain. His sons had been helping him, but were finding it increasingly difficult."
    )
    assert words(told(text).complaints) == ["hip pain"]
    assert words(told("He complained of hip pain. The therapist reported suspect meniscal damage.").complaints) == [
        "hip pain"
    ]
