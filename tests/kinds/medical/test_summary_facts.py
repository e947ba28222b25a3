"""The facts of a case summary beside its lists: tests, drugs, work, the injury, ratings of pain."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.summary import Told, read, read_summary
from structurer.letter import Letter
from structurer.result import Span
from structurer.sections import Outline, Section


def told(text: str) -> Told:
    letter = Letter.from_text(text)
    return read(letter, Section("summary", 0, len(letter.text)))


def word(span: Span | None) -> str | None:
    return span.text if span else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EMG of the left arm performed on 2-3-2016 demonstrated a mild ulnar neuropathy.",
         [("EMG of the left arm", "2-3-2016", "mild ulnar neuropathy")]),
        ("X-rays were taken and were negative for fracture.", [("X-rays", None, "negative for fracture")]),
        ("The EMG was abnormal.", [("EMG", None, "abnormal")]),
        ("Urine drug screen dated 7-8-2016 was consistent with what is prescribed.",
         [("Urine drug screen", "7-8-2016", "consistent with what is prescribed")]),
        ("Per the MRI report dated 6-6-2015, there is a labral tear.", [("MRI", "6-6-2015", "labral tear")]),
        ("MRI of the wrist was performed on 1-2-2016, read by Dr. Lee, which revealed a ganglion.",
         [("MRI of the wrist", "1-2-2016", "ganglion")]),
        ("Electromyography and nerve conduction velocity studies dated 5-1-2015 revealed radiculopathy.",
         [("Electromyography and nerve conduction velocity studies", "5-1-2015", "radiculopathy")]),
        ("Prior diagnostic testing included MRI lumbar spine, EMG, and nerve conduction study.",
         [("MRI lumbar spine", None, None), ("EMG", None, None), ("nerve conduction study", None, None)]),
        ("The hemoglobin A1c on 9-20-2016 was 7.4%.", [("hemoglobin A1c", "9-20-2016", "7.4%")]),
        ("She underwent a bone density scan.", [("bone density scan", None, None)]),
        ("The physician described the films as degenerative.", [("films", None, "degenerative")]),
        ("The physician is requesting an MRI of the neck.", []),
    ],
)  # fmt: skip
def test_studies(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert [(one.study.text, word(one.date), word(one.finding)) for one in told(text).studies] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Medications include Tylenol with codeine #3 and Lisinopril-HCTZ.",
         [("Tylenol with codeine #3", None, None), ("Lisinopril-HCTZ", None, None)]),
        ("He was prescribed Protonix and LidoPro cream.", [("Protonix", None, None), ("LidoPro cream", None, None)]),
        ("Medications include Norflex, Qwertol 5 mg at bedtime.",
         [("Norflex", None, None), ("Qwertol", "5 mg", "at bedtime")]),
        ("Medications: Lyrica 75mg TID.", [("Lyrica", "75mg", "TID")]),
        ("Medications include Tramadol HCL/Acetaminophen 37.5-325 mg.",
         [("Tramadol HCL/Acetaminophen", "37.5-325 mg", None)]),
        ("She is taking Eliquis and Depo-Medrol.", [("Eliquis", None, None), ("Depo-Medrol", None, None)]),
        ("He is allergic to penicillin and takes metformin for diabetes.", [("metformin", None, None)]),
    ],
)  # fmt: skip
def test_medications(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert [(one.name.text, word(one.strength), word(one.frequency)) for one in told(text).medications] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The welder is temporarily totally disabled for two months.", "temporarily totally disabled for two months"),
        ("Work status included total temporary disability.", "total temporary disability"),
        ("She is not working but able to return to modified work.", "not working but able to return to modified work"),
        ("He continues to work full duty.", "continues to work full duty"),
        ("He is working with restrictions of no lifting over 20 pounds.",
         "working with restrictions of no lifting over 20 pounds"),
        ("She is on modified work duty.", "modified work duty"),
        ("He has been off work since 10-20-2016.", "off work since 10-20-2016"),
        ("It is not stated whether the applicant is working with restrictions.", None),
        ("She reports pain when performing her regular duties.", None),
        ("The goal is to return to full duty.", None),
        ("The injury is repetitive trauma from regular job duties.", None),
    ],
)  # fmt: skip
def test_work_status(text: str, expected: str | None) -> None:
    assert word(told(text).work_status) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mechanism of injury is detailed as a 12 foot fall off a roof.", "12 foot fall off a roof"),
        ("Mechanism of injury: heavy pushing.", "heavy pushing"),
        ("The mechanism of injury occurred when the injured worker slid down a ramp.", "slid down a ramp"),
        ("She was involved in a motor vehicle accident on 3-3-2016.", "motor vehicle accident"),
        ("He was bitten by a dog on 10-2-2016.", "bitten by a dog"),
        ("The baker fell. He was pushing a rack when he felt a pop.", "pushing a rack"),
        ("A steel beam fell on his right hand.", "A steel beam fell on his right hand"),
        ("While lifting a tray on 1-2-2016, the injured worker felt pain.", "lifting a tray"),
        ("He is treated for injury of unknown kind due to fall from a stair.", "fall from a stair"),
    ],
)  # fmt: skip
def test_mechanism(text: str, expected: str | None) -> None:
    assert word(told(text).mechanism) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Average pain was 5 out of 10 and worst pain 9 out of 10.", [(5, 5, "Average pain"), (9, 9, "worst pain")]),
        ("Pain without medications was 10/10 and with medications 6/10.",
         [(10, 10, "without medications"), (6, 6, "with medications")]),
        ("Pain scale is 3 of 10 at rest and 7 of 10 with activity.", [(3, 3, "at rest"), (7, 7, "with activity")]),
        ("The pain was decreased from 8/10 to 4/10.", [(8, 8, None), (4, 4, None)]),
        ("The pain ranges from 4/10 to 8/10.", [(4, 8, None)]),
        ("Right-sided rib pain is rated 5/10.", [(5, 5, "Right-sided rib pain")]),
        ("Left hip, low back and heel pain is rated 6/10.", [(6, 6, "Left hip, low back and heel pain")]),
    ],
)  # fmt: skip
def test_pain(text: str, expected: list[tuple[int, int, str | None]]) -> None:
    assert [(one.low, one.high, word(one.context)) for one in told(text).pain_scores] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Diagnoses: 1. Heel spur 2. Knee contusion.", ["Heel spur", "Knee contusion"]),
        ("The listed diagnoses are: hip bursitis; anxiety.", ["hip bursitis", "anxiety"]),
        ("He presented for a follow up for a fracture of the left thumb.", ["fracture of the left thumb"]),
        ("He was referred for evaluation for possible carpal tunnel syndrome.", []),
        ("She was diagnosed on 1-2-2016 with a right inguinal hernia.", ["right inguinal hernia"]),
        ("She carries a diagnosis of chronic regional pain syndrome.", ["chronic regional pain syndrome"]),
        ("Diagnoses include cervicalgia and right wrist sprain.", ["cervicalgia", "right wrist sprain"]),
    ],
)  # fmt: skip
def test_diagnoses(text: str, expected: list[str]) -> None:
    assert [one.text for one in told(text).diagnoses] == expected


def test_work_status_among_what_was_requested() -> None:
    text = "He has neck pain. The plan consists of therapy. The treatment plan includes rest. She was not working. Utilization review denied the request."
    letter = Letter.from_text(text)
    outline = Outline("letter", 0, len(letter.text), parts=(Section("summary", 0, len(letter.text)),))
    values = {reading.path: reading.value for reading in read_summary(letter, outline)}
    assert values["/clinical/work_status"] == "not working"


@pytest.mark.parametrize(
    ("plan", "treatments"),
    [("The plan includes rest.", ["therapy", "medications"]), ("Utilization review denied naproxen.", ["therapy"])],
)
def test_medications_are_a_treatment_only_where_the_whole_section_names_no_drug(
    plan: str, treatments: list[str]
) -> None:
    letter = Letter.from_text(f"Treatment to date has included therapy and medications. He limps. {plan}")
    outline = Outline("letter", 0, len(letter.text), parts=(Section("summary", 0, len(letter.text)),))
    read_ = [reading.value for reading in read_summary(letter, outline) if "/treatments/" in reading.path]
    assert read_ == treatments
