"""What code reads of case summaries: each thing by the turn of phrase that tells it, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from structurer.kinds.medical.summary import Told, read
from structurer.letter import Letter
from structurer.result import Span
from structurer.sections import Section


def told(text: str) -> Told:
    letter = Letter.from_text(text)
    return read(letter, Section("summary", 0, len(letter.text)))


def words(spans: list[Span]) -> list[str]:
    return [" ".join(span.text.split()) for span in spans]


def word(span: Span | None) -> str | None:
    return span.text if span else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The welder is undergoing treatment for a left wrist sprain, neck pain and insomnia.",
         ["left wrist sprain", "neck pain", "insomnia"]),
        ("Diagnoses include: 1) lumbar strain 2) right hip bursitis 3) depression.",
         ["lumbar strain", "right hip bursitis", "depression"]),
        ("She was diagnosed with carpal tunnel syndrome; right elbow contusion.",
         ["carpal tunnel syndrome", "right elbow contusion"]),
        ("The current diagnosis is documented as cervical sprain and strain.", ["cervical sprain and strain"]),
        ("Diagnoses: right hip pain, rule out labral tear.", ["right hip pain, rule out labral tear"]),
        ("The assessment was also noted.", []),
        ("Diagnoses include right hip bursitis, status post left hip fusion and status post ankle repair.",
         ["right hip bursitis", "status post left hip fusion", "status post ankle repair"]),
        ("She is being treated for left and right elbow sprain and right and left wrist sprain.",
         ["left and right elbow sprain", "right and left wrist sprain"]),
        ("Diagnoses: 1. Heel spur. 2. Ankle sprain. 3. Insomnia.", ["Heel spur", "Ankle sprain", "Insomnia"]),
        ("Heel spur and right ankle sprain are the working diagnoses.", ["Heel spur", "right ankle sprain"]),
        ("The presentation was consistent with plantar fasciitis.", ["plantar fasciitis"]),
    ],
)  # fmt: skip
def test_diagnoses(text: str, expected: list[str]) -> None:
    assert words(told(text).diagnoses) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The worker complained of left knee pain, swelling and stiffness.", ["left knee pain, swelling and stiffness"]),
        ("He complains of numbness and tingling of the right hand.", ["numbness and tingling of the right hand"]),
        ("She presented with pain in the neck, back and right hip.", ["pain in the neck, back and right hip"]),
        ("She presented with neck, left arm, and left hand complaints.", ["neck, left arm, and left hand complaints"]),
        ("He complained of left wrist pain with associated tingling.", ["left wrist pain", "tingling"]),
        ("The worker reported heel pain rated 6 out of 10.", ["heel pain"]),
        ("The worker reported that the claim was filed late.", []),
        ("He reports his pain as 7/10.", []),
        ("He filed a claim for elbow pain reportedly associated with a fall.", ["elbow pain"]),
        ("Subjective data (3-4-2016) included right heel pain.", ["right heel pain"]),
        ("Progress note 3-4-2016: aching of the left heel.", ["aching of the left heel"]),
        ("She complained of left elbow pain and left and right knee pain.", ["left elbow pain", "left and right knee pain"]),
        ("He reported dizziness with nausea and vomiting.", ["dizziness", "nausea and vomiting"]),
        ("She presented with dull 6/10 pain of the heel.", ["dull 6/10 pain of the heel"]),
        ("He complained of heel pain. The toes go numb at night.", ["heel pain", "toes go numb at night"]),
        ("He feels tired and sad. She is unable to concentrate.", ["feels tired and sad", "unable to concentrate"]),
        ("The worker reported back pain for about two years.", ["back pain"]),
    ],
)  # fmt: skip
def test_complaints(text: str, expected: list[str]) -> None:
    assert words(told(text).complaints) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Examination of the left knee revealed tenderness of the joint line, mild effusion, and flexion to 110 degrees.",
         ["tenderness of the joint line", "mild effusion", "flexion to 110 degrees"]),
        ("On examination, the gait was slow. There was no swelling. Sensation was intact.",
         ["gait was slow", "no swelling", "Sensation was intact"]),
        ("Objective findings: flexion 40 degrees, extension 10 degrees; positive Tinel's.",
         ["flexion 40 degrees, extension 10 degrees", "positive Tinel's"]),
        ("Exam noted tenderness over the neck, left shoulder and left elbow.",
         ["tenderness over the neck, left shoulder and left elbow"]),
        ("The patient had medial heel tenderness to palpation and a positive Thompson test.",
         ["medial heel tenderness to palpation", "positive Thompson test"]),
        ("The applicant exhibited 4/5 strength of the left leg.", ["4/5 strength of the left leg"]),
        ("Examination showed no tenderness of the heel and no swelling of the toes.",
         ["no tenderness of the heel", "no swelling of the toes"]),
        ("Exam noted pain and tenderness, slow gait, and a limp.", ["pain and tenderness", "slow gait", "limp"]),
        ("Exam noted limited flexion and extension of all toes.", ["limited flexion and extension of all toes"]),
        ("On examination, the gait was slow. She was unable to stand and was pale with pain.",
         ["gait was slow", "unable to stand", "pale with pain"]),
    ],
)  # fmt: skip
def test_exam_findings(text: str, expected: list[str]) -> None:
    assert words(told(text).exam_findings) == expected


def test_a_negation_stays_with_its_finding() -> None:
    text = "Examination showed no tenderness of the elbow and no effusion."
    assert all(finding.startswith("no ") for finding in words(told(text).exam_findings))


def test_care_drugs_and_tests_of_one_list_go_to_their_fields() -> None:
    given = told("Treatment to date has included physical therapy, Zorvolex, knee x-rays (2-3-16), and a brace. "
                 "Current medications include Norco 5/325 mg twice a day and Flexeril 10 mg at bedtime.")  # fmt: skip
    assert words(given.treatments) == ["physical therapy", "brace"]
    assert [(word(drug.name), word(drug.strength), word(drug.frequency)) for drug in given.medications] == [
        ("Zorvolex", None, None),
        ("Norco", "5/325 mg", "twice a day"),
        ("Flexeril", "10 mg", "at bedtime"),
    ]
    assert [(word(study.study), word(study.date)) for study in given.studies] == [("knee x-rays", "2-3-16")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Treatment included medications and rest.", ["medications", "rest"]),
        ("Treatment included medications, Norco and rest.", ["rest"]),
    ],
)
def test_the_word_medications_is_a_treatment_only_where_no_drug_is_named(text: str, expected: list[str]) -> None:
    assert words(told(text).treatments) == expected


def test_a_study_has_its_date_and_what_it_showed() -> None:
    (study,) = told("An MRI of the left knee dated 4-5-2016 showed a tear of the medial meniscus.").studies
    assert (word(study.study), word(study.date), word(study.finding)) == (
        "MRI of the left knee",
        "4-5-2016",
        "tear of the medial meniscus",
    )


def test_tests_of_one_sentence_have_each_their_own_finding() -> None:
    given = told("Studies included an MRI of the left hip on 2-3-2016 which showed a cyst; and an MRI of the right hip on 2-4-2016 which showed a tear.")  # fmt: skip
    assert [(word(study.study), word(study.finding)) for study in given.studies] == [
        ("MRI of the left hip", "cyst"),
        ("MRI of the right hip", "tear"),
    ]


def test_a_study_told_again_with_what_it_showed_is_one() -> None:
    (study,) = told("Diagnostic studies include a CT scan of the heel. The CT showed a spur.").studies
    assert (word(study.study), word(study.finding)) == ("CT scan of the heel", "spur")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Surgical history included a heel spur resection on 2-3-2016.", ["heel spur resection on 2-3-2016"]),
        ("Acupuncture received was noted to improve sleep.", ["Acupuncture"]),
        ("A cortisone injection of the heel was given.", ["cortisone injection of the heel"]),
        ("She is using a night splint.", ["night splint"]),
        ("Treatment included six visits of massage with good effect, ice, and a brace.",
         ["six visits of massage", "ice", "brace"]),
        ("Treatment to date has included medications including Norco; six massage visits and a brace.",
         ["six massage visits", "brace"]),
        ("The surgery was denied as the patient had not completed a course of therapy.", []),
    ],
)  # fmt: skip
def test_treatments(text: str, expected: list[str]) -> None:
    assert words(told(text).treatments) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He was advised to avoid heavy meals.",
        "The applicant subsequently appealed.",
        "Overall commentary was sparse.",
        "The pain was aggravated by kneeling.",
        "The patient would benefit from aquatic therapy.",
        "A wrist splint and massage were ordered.",
        "The patient had subjective complaints of pain.",
    ],
)
def test_sentences_that_tell_nothing_are_not_left_to_be_asked_about(text: str) -> None:
    given = told(f"He complained of knee pain. {text}")
    assert (given.unread, words(given.complaints), given.treatments) == ([], ["knee pain"], [])


@pytest.mark.parametrize("text", ["An MRI of the knee was requested.", "The plan is an EMG of the left arm.", "He awaits x-rays."])  # fmt: skip
def test_a_test_that_is_only_asked_for_is_no_study(text: str) -> None:
    assert told(text).studies == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pain was rated 2-5 out of 10 on a visual analog scale.", [(2, 5, None)]),
        ("He rates the pain 8/10 without medications and 4/10 with medications.",
         [(8, 8, "without medications"), (4, 4, "with medications")]),
        ("She complained of stabbing left hip pain, which was rated 8 out of 10.", [(8, 8, "left hip pain")]),
        ("Muscle strength was 4 out of 5 and 8/10 tender points were found.", []),
        ("The pain was at level 12/10.", []),
    ],
)  # fmt: skip
def test_pain_scores(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert [(one.low, one.high, word(one.context)) for one in told(text).pain_scores] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mechanism of injury is detailed as lifting a crate of tiles.", "lifting a crate of tiles"),
        ("He was injured when a shelf fell on his foot.", "a shelf fell on his foot"),
        ("She sustained an industrial injury on 10-16-16.", None),
        ("Diagnoses include a heel contusion secondary to a fall.", "fall"),
        ("Her stress is reportedly associated with cumulative trauma at the mill.", "cumulative trauma at the mill"),
        ("Her injuries were noted while she was being treated.", None),
    ],
)
def test_mechanism_of_injury(text: str, expected: str | None) -> None:
    assert word(told(text).mechanism) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He has not returned to work.", "has not returned to work"),
        ("Work status was noted as modified duty, no lifting.", "modified duty, no lifting"),
        ("She is temporarily totally disabled through 1-2-17.", "temporarily totally disabled through 1-2-17"),
        ("She is on modified duty. By June she was not working.", "not working"),
        ("Treatment included physical therapy and modified work.", None),
        ("Disability status was deferred.", None),
    ],
)
def test_work_status(text: str, expected: str | None) -> None:
    assert word(told(text).work_status) == expected


def test_sentences_told_in_no_known_way_are_left() -> None:
    text = "He complained of knee pain. A thing happened on the stairs that nobody saw. Exam noted a limp."
    assert words(told(text).unread) == ["A thing happened on the stairs that nobody saw."]


def test_what_is_planned_is_not_what_was_done() -> None:
    given = told("The provider recommended physical therapy and Norco. The treatment plan included an MRI of the knee.")
    assert (given.treatments, given.medications, given.studies) == ([], [], [])


def test_lines_broken_anywhere_are_read_alike() -> None:
    text = "The worker complained of left knee pain and of a burning heel. Exam noted tenderness of the heel."
    broken = text.replace(" ", "\n")
    assert words(told(broken).complaints) == words(told(text).complaints) != []
    assert words(told(broken).exam_findings) == words(told(text).exam_findings) != []


@pytest.mark.parametrize(
    "text", ["", ".", "complained of", "Diagnoses:", "Exam: ; ; ,", "(" * 50, "Treatment included and and, and."]
)
def test_scraps_are_no_facts(text: str) -> None:
    given = told(text or "x")
    assert (given.diagnoses, given.complaints, given.medications, given.studies) == ([], [], [], [])


def test_a_long_summary_is_read_in_time_that_grows_with_it() -> None:
    once = "He complained of pain in the neck, back, arms, legs, and hips, and of numbness. "
    given = told(once * 300)
    assert len(given.complaints) >= 300


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The worker reported left hip pain, no numbness of the foot and no swelling.", ["left hip pain"]),
        ("He reported aching pain in the elbow and numbness and tingling in the fingers.",
         ["aching pain in the elbow", "numbness and tingling in the fingers"]),
    ],
)  # fmt: skip
def test_what_is_denied_is_no_complaint_and_what_is_told_in_one_breath_is_one(text: str, expected: list[str]) -> None:
    assert words(told(text).complaints) == expected


def test_a_treatment_told_again_is_one_and_a_consultation_held_is_one_too() -> None:
    text = "She has started massage. Treatment to date has included acupuncture, massage, consultation and follow up."
    assert words(told(text).treatments) == ["massage", "acupuncture", "consultation", "follow up"]
