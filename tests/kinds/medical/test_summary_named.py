"""Diagnoses, drugs, tests and findings as summaries name them, from lists, notes and asides."""

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
        ("The patient is a 51-year-old male roofer with left elbow bursitis, gout and pruritus.",
         ["left elbow bursitis", "gout", "pruritus"]),
        ("Presently she has bilateral carpal tunnel syndrome and trigger thumb.",
         ["bilateral carpal tunnel syndrome", "trigger thumb"]),
        ("The orthopedist adds cervical stenosis and COPD.", ["cervical stenosis", "COPD"]),
        ("Axis I: panic disorder; insomnia.", ["panic disorder", "insomnia"]),
        ("Diagnoses: ankle fracture, healed; knee sprain.", ["ankle fracture, healed", "knee sprain"]),
        ("ICD-10 codes were M54.16 lumbar radiculopathy and G89.4 chronic pain syndrome.",
         ["lumbar radiculopathy", "chronic pain syndrome"]),
        ("A diagnosis of plantar fasciitis was made.", ["plantar fasciitis"]),
        ("Assessment was cervical sprain, migraine and rule out ulnar neuropathy.",
         ["cervical sprain", "migraine", "rule out ulnar neuropathy"]),
        ("The mechanism of injury was noted to be a fall.", []),
    ],
)  # fmt: skip
def test_diagnoses(text: str, expected: list[str]) -> None:
    assert [span.text for span in told(text).diagnoses] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She takes Norco 10-325mg 1-2 every 4 to 6 hours.", ("Norco", "10-325mg", "1-2 every 4 to 6 hours")),
        ("She takes Ultram one tablet three times daily.", ("Ultram", None, "three times daily")),
        ("She takes Lidoderm 5% 12 hours on and 12 hours off.", ("Lidoderm", "5%", "12 hours on and 12 hours off")),
        ("She takes Naprosyn 550 mg b.i.d. with food.", ("Naprosyn", "550 mg", "b.i.d. with food")),
        ("She takes Celebrex 200 QD.", ("Celebrex", "200", "QD")),
        ("She takes Advair 250/50 twice a day.", ("Advair", "250/50", "twice a day")),
        ("She takes occasional Motrin.", ("Motrin", None, "occasional")),
        ("She takes Lyrica 75 mg one in the AM and two in the PM.",
         ("Lyrica", "75 mg", "one in the AM and two in the PM")),
        ("She takes Flovent 110 mcg two puffs twice daily.", ("Flovent", "110 mcg", "two puffs twice daily")),
        ("She takes Norco 5/325 one po q6h prn breakthrough pain.",
         ("Norco", "5/325", "one po q6h prn breakthrough pain")),
        ("She takes Motrin 800.", ("Motrin", "800", None)),
        ("She takes ibuprofen 600 mg with food twice a day.", ("ibuprofen", "600 mg", "twice a day")),
        ("Zoloft was increased from 50 mg to 100 mg every morning.", ("Zoloft", "100 mg", "every morning")),
        ("She takes Xanax 0.25 mg a few times a month.", ("Xanax", "0.25 mg", "a few times a month")),
        ("She takes Maxalt at most 2 per day.", ("Maxalt", None, "at most 2 per day")),
        ("She takes Tylenol when required.", ("Tylenol", None, "when required")),
        ("She takes gabapentin 300 mg at bed time.", ("gabapentin", "300 mg", "at bed time")),
        ("She takes clonazepam 0.5 mg 1/2 to 1 tab daily.", ("clonazepam", "0.5 mg", "1/2 to 1 tab daily")),
        ("She takes trazodone 50 to 100 mg nightly.", ("trazodone", "50 to 100 mg", "nightly")),
        ("She takes Soma 350 #60.", ("Soma", "350", None)),
        ("Norco is taken up to 3/day.", ("Norco", None, "up to 3/day")),
        ("The medication list is unchanged and includes Wellbutrin daily.", ("Wellbutrin", None, "daily")),
        ("She takes gabapentin 300 mg 3x/day.", ("gabapentin", "300 mg", "3x/day")),
        ("She takes Norco 10/325 of which he takes up to 3 a day.", ("Norco", "10/325", "up to 3 a day")),
        ("She takes Ultram 50 at nite prn.", ("Ultram", "50", "at nite prn")),
        ("She takes Motrin 800 which upsets her.", ("Motrin", "800", None)),
        ("She takes Motrin, had hives once in May.", ("Motrin", None, None)),
        ("She takes Soma up to twice a day.", ("Soma", None, "up to twice a day")),
        ("She takes Soma 350 #60 bid.", ("Soma", "350", "bid")),
        ("Vigamox gtt hourly.", ("Vigamox gtt", None, "hourly")),
        ("Takes naproxen. Naproxen sodium 550 mg bid.", ("Naproxen sodium", "550 mg", "bid")),
        ("She uses topical Flector daily.", ("Flector", None, "daily")),
        ("She uses topical ketamine cream daily.", ("topical ketamine cream", None, "daily")),
        ("She uses artificial tears every two hours.", ("artificial tears", None, "every two hours")),
    ],
)  # fmt: skip
def test_how_often_a_drug_is_taken(text: str, expected: tuple[str, str | None, str | None]) -> None:
    (drug,) = told(text).medications
    parts = (drug.name, drug.strength, drug.frequency)
    assert tuple(part.text if part else None for part in parts) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A second epidural and Norco were endorsed.",
        "The MRI, along with a Soma refill, was the subject of the denial.",
        "Topamax 25 mg to be started.",
        "She will be started on Lyrica 75 mg bid.",
        "The surgeon plans a hernia repair, preoperative labs and Percocet 5/325.",
        "Norco was denied.",
        "Allergies: penicillin.",
        "Lyrica was not tried yet.",
        "Graft 95% take.",
    ],
)
def test_a_drug_that_is_only_planned_is_none(text: str) -> None:
    assert told(text).medications == []


def test_drugs_that_a_sentence_goes_on_with_after_its_care_are_drugs() -> None:
    read_of = told("She has had counseling (3 visits) and was begun on Zoloft 50 mg daily, with prazosin at bedtime.")
    assert [drug.name.text for drug in read_of.medications] == ["Zoloft", "prazosin"]
    read_of = told("Treated with massage, ten chiropractic visits that helped briefly and Tramadol 50 mg.")
    assert [drug.name.text for drug in read_of.medications] == ["Tramadol"]


def test_a_drug_counts_by_the_mention_that_says_how_often_it_is_taken() -> None:
    (drug,) = told("The headache is 5/10 after Fioricet. Medications: Fioricet twice daily.").medications
    assert drug.frequency is not None


def test_a_drug_that_is_injected_is_care_and_one_that_is_not_borne_is_none() -> None:
    read_of = told("Treatment to date has included a Toradol injection, ice and Norco.")
    assert [drug.name.text for drug in read_of.medications] == ["Norco"]
    assert "Toradol injection" in [span.text for span in read_of.treatments]
    assert told("She had an allergic reaction to codeine.").medications == []
    assert told("A urine screen of 3/3/2015 was positive for codeine, and negative for Soma.").medications == []


def test_drugs_behind_a_remark_in_a_list_of_care_are_drugs() -> None:
    read_of = told("Treatment to date has included a knee injection which gave relief, a cane, Motrin and Norco.")
    assert [drug.name.text for drug in read_of.medications] == ["Motrin", "Norco"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CT chest 6-1-2016 malunited ribs, no nodule.", ("CT chest", "6-1-2016", "malunited ribs, no nodule")),
        ("X-rays obtained at the time of injury were negative.", ("X-rays", None, "negative")),
        ("An EMG in 2013 had shown slowing.", ("EMG", None, "slowing")),
        ("The patient had a normal EMG in 2013.", ("EMG", None, "normal")),
        ("Per the 5/2/15 MRI report, there is a bulge.", ("MRI", "5/2/15", "bulge")),
        ("An ultrasound of the calf ruled out a clot.", ("ultrasound of the calf", None, "ruled out a clot")),
        ("Diagnostics: barium swallow 5-3-2016.", ("barium swallow", "5-3-2016", None)),
        ("X-ray of the foot: healed fracture.", ("X-ray of the foot", None, "healed fracture")),
        ("MRI L-spine w/o contrast 3/3/16: mild stenosis.", ("MRI L-spine w/o contrast", "3/3/16", "mild stenosis")),
    ],
)
def test_tests(text: str, expected: tuple[str, str | None, str | None]) -> None:
    (test,) = told(text).studies
    assert tuple(part.text if part else None for part in (test.study, test.date, test.finding)) == expected


def test_tests_that_were_done_together() -> None:
    assert [test.study.text for test in told("He underwent an MRI, CT scan and electrodiagnostic testing.").studies] == ["MRI", "CT scan", "electrodiagnostic testing"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Exam showed acuity of 20/20 OD and 20/100 OS.", ["acuity of 20/20 OD and 20/100 OS"]),
        ("Exam showed elbow ROM 12-130, sup 60, pro 75.", ["elbow ROM 12-130, sup 60, pro 75"]),
        ("Exam showed positive Hawkins and Neer impingement.", ["positive Hawkins and Neer impingement"]),
        ("Exam showed a tearful and anxious mood.", ["tearful and anxious mood"]),
        ("Exam showed full grip; on 10-2-2015 Thompson test normal.", ["full grip", "Thompson test normal"]),
        ("Vital signs were blood pressure 146/92 and pulse 88.", ["blood pressure 146/92", "pulse 88"]),
        ("Lumbar extension limited by pain; motor 5/5.", ["Lumbar extension limited by pain", "motor 5/5"]),
        ("Hip internal rotation reproduces groin pain.", ["Hip internal rotation reproduces groin pain"]),
        ("The worker is a 56 year old female who on 11-7-2014 fell over an extension cord.", []),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    assert [span.text for span in told(text).exam_findings] == expected
