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
        ("Industrial injury on 9/1/10 from pulling a cable.", []),
        ("The listed diagnoses per Dr. Vale are: 1. Ankle sprain. 2. Peroneal tendinitis. 3. Gait abnormality. On 3/4/14 "
         "the patient reports ankle pain.", ["Ankle sprain", "Peroneal tendinitis", "Gait abnormality"]),
        ("Records show a prior industrial injury in 2001 to the low back.", []),
        ("His mother died of breast cancer.", []),
        ("The applicant had comorbidities including diabetes and hypertension.", ["diabetes", "hypertension"]),
        ("Diagnoses: (1) Neck strain. (2) Status post left carpal tunnel release, 2012. (3) Gout.",
         ["Neck strain", "Status post left carpal tunnel release, 2012", "Gout"]),
        ("She reports sleep problems including difficulty falling asleep and nightmares.", []),
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
        ("Pt presents with LBP radiating to both legs, L > R, w/ N/T.", ["LBP radiating to both legs, L > R, w/ N/T"]),
        ("The patient is a 41-year-old female with chronic neck pain, headaches, and left arm radicular symptoms "
         "following an injury on 5/5/12.", ["chronic neck pain", "headaches", "left arm radicular symptoms"]),
        ("She continues to see a psychologist monthly.", []),
        ("He has back pain with a severity rated between 7-8/10 and neck pain with a pain level of 5/10.",
         ["back pain", "neck pain"]),
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
        ("There is documentation of subjective complaints of back pain, objective findings of spasm and guarding.",
         ["spasm and guarding"]),
        ("There were no objective findings of radiculopathy.", []),
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
        ("Previous treatment included radiofrequency ablation (RFA) at L4-5 on 1-5-15.",
         ["radiofrequency ablation (RFA) at L4-5 on 1-5-15"]),
        ("The worker received the following treatments: a cervical MRI on 6/6/14 that showed mild changes, physical "
         "therapy and home exercise.", ["physical therapy", "home exercise"]),
        ("Patient has undergone 3 ESIs, most recently on 8/8/14, medial branch blocks and RFA.",
         ["3 ESIs", "medial branch blocks", "RFA"]),
        ("He has failed back surgery syndrome with a spinal cord stimulator implanted in 2006.",
         ["spinal cord stimulator implanted in 2006"]),
        ("Treatment has included physical therapy for myofascial pain syndrome with home exercise.",
         ["physical therapy for myofascial pain syndrome with home exercise"]),
        ("This 45-year-old female was treated with pain medications, physical therapy and a lumbar ESI.",
         ["pain medications", "physical therapy", "lumbar ESI"]),
    ],
)  # fmt: skip
def test_treatments(text: str, expected: list[str]) -> None:
    assert [span.text for span in told(text).treatments] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She complains of heel pain with a VAS of 6-7.", [(6, 7, "heel pain")]),
        ("He has neck pain with intensity of 6/10.", [(6, 6, "neck pain")]),
        ("She takes Norco, which helps bring pain down to 4 out of 10.", [(4, 4, None)]),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He takes Norco 10/325 q6h, which gives 50% relief.", [("Norco", "10/325", "q6h")]),
        ("Pain without meds: 9/10; with meds: 6/10.", []),
        ("Pain after medications is 4/10. Current meds: Norco.", [("Norco", None, None)]),
    ],
)
def test_drugs(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert [
        (drug.name.text, drug.strength and drug.strength.text, drug.frequency and drug.frequency.text)
        for drug in told(text).medications
    ] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Documentation dated 7-15-15 noted the work status as temporary totally disabled.", None),
        ("Chief complaint: right ankle pain. Giving way x 3 in past month.", None),
        ("How injury occurred: a pallet fell on his foot.", "pallet fell on his foot"),
        ("How the injury occurred was not documented in the records.", None),
        ("How the injury occurred is unclear.", None),
        ("The cause of the injury was not stated.", None),
    ],
)
def test_mechanisms(text: str, expected: str | None) -> None:
    mechanism = told(text).mechanism
    assert (mechanism and mechanism.text) == expected


def test_an_endoscopy_is_named_whole() -> None:
    (study,) = told("Upper GI endoscopy on 3/3/14 showed gastritis.").studies
    assert study.study.text == "Upper GI endoscopy"


def test_who_is_ready_to_work_does_not_yet() -> None:
    assert told("She is ready to return to work.").work_status is None
