"""Tests that were done: their names, what stands between a name and a result, and how a result is told."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.summary import read
from structurer.kinds.medical.summary.study_names import is_study
from structurer.letter import Letter
from structurer.sections import Section

Study = tuple[str, str | None, str | None]


def told(text: str) -> list[Study]:
    letter = Letter.from_text(text)
    found = read(letter, Section("summary", 0, len(letter.text))).studies
    return [(one.study.text, one.date and one.date.text, one.finding and one.finding.text) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("US heel 3/4/16 fascia thickened.", [("US heel", "3/4/16", "fascia thickened")]),
        ("MRI R wrist 5/6/2016 radial ganglion, 4 mm.", [("MRI R wrist", "5/6/2016", "radial ganglion, 4 mm")]),
        ("MR angiogram of the thoracic inlet (1-2-2016): patent vessels.",
         [("MR angiogram of the thoracic inlet", "1-2-2016", "patent vessels")]),
        ("Elbow films with oblique views (undated) were reported to show a loose body.",
         [("Elbow films with oblique views", None, "loose body")]),
        ("X-rays of the hip from the same visit reveal an intact stem.", [("X-rays of the hip", None, "intact stem")]),
        ("X-rays taken in the office today showed healing.", [("X-rays", None, "healing")]),
        ("Spirometry in 2014 had shown obstruction.", [("Spirometry", None, "obstruction")]),
        ("Bone scan on 2-3-2016 was consistent with a stress fracture.",
         [("Bone scan", "2-3-2016", "consistent with a stress fracture")]),
        ("Sputum culture of 7-8-2015 grew normal flora.", [("Sputum culture", "7-8-2015", "normal flora")]),
        ("X-rays of the foot were without erosions.", [("X-rays of the foot", None, "without erosions")]),
        ("Ferritin level was low (6-7-16).", [("Ferritin level", "6-7-16", "low")]),
        ("Creatinine, which peaked at 3.8, was 1.2 on 4-5-2016; CK had fallen from 9,000 to 300.",
         [("Creatinine", "4-5-2016", "1.2"), ("CK", None, "fallen from 9,000 to 300")]),
        ("By 4-5-2016 the ESR was 12 and the CRP was 3.", [("ESR", "4-5-2016", "12"), ("CRP", "4-5-2016", "3")]),
        ("Labs: baseline HBV antibody nonreactive; HIV nonreactive.",
         [("baseline HBV antibody", None, "nonreactive"), ("HIV", None, "nonreactive")]),
        ("Diagnostics: barium swallow 5-3-2016 with a small hernia; EKG was normal.",
         [("barium swallow", "5-3-2016", "small hernia"), ("EKG", None, "normal")]),
        ('MRI of the hip dated 5-6-2016 revealed "an old labral tear; loose bodies. Small joint effusion with synovitis."',
         [("MRI of the hip", "5-6-2016", "an old labral tear; loose bodies. Small joint effusion with synovitis")]),
        ('Knee films of 5-6-2016 showed "moderate" narrowing.', [("Knee films", "5-6-2016", '"moderate" narrowing')]),
        ("An audiogram and a head CT had been obtained, both reportedly normal.",
         [("audiogram", None, "normal"), ("head CT", None, "normal")]),
        ("X-rays of the neck were read as normal and the exam found spasm.", [("X-rays of the neck", None, "normal")]),
        ("Hip x-rays were negative, while the MRI of 5/5/16 showed a labral tear.",
         [("Hip x-rays", None, "negative"), ("MRI", "5/5/16", "labral tear")]),
        ("She had a normal EKG and a chest x-ray that was clear.",
         [("EKG", None, "normal"), ("chest x-ray", None, "clear")]),
        ("He has had x-rays, an MRI and an EMG.", [("x-rays", None, None), ("MRI", None, None), ("EMG", None, None)]),
        ("A cervical MRI is mentioned without date or result.", [("cervical MRI", None, None)]),
        ("The diagnostic studies were noncontributory.", [("diagnostic studies", None, None)]),
    ],
)  # fmt: skip
def test_studies(text: str, expected: list[Study]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "No x-rays were taken.",
        "A CT is planned at six months.",
        "An MRI of the neck and an EMG were requested.",
        "Testosterone 200 mg is injected monthly.",
        "Treatment has included massage, ultrasound and ice.",
    ],
)
def test_what_was_not_done_or_is_no_test(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "phrase",
    ["third urine sample", "MRI of the left knee", "needle conduction tests", "a sweat test of both hands", "ophthalmoscopy",
     "HLA typing", "VO2 max test", "capillaroscopy of the nail folds"],
)  # fmt: skip
def test_what_a_model_may_take_for_a_test(phrase: str) -> None:
    assert is_study(phrase)


@pytest.mark.parametrize(
    "phrase",
    ["No heavy lifting above the waist", "he is off", "the foreman has no light work", "an MRI was asked for by the surgeon",
     "a chair with arm rests", "Traction", "Sunburn"],
)  # fmt: skip
def test_what_is_no_test_whatever_a_model_says(phrase: str) -> None:
    assert not is_study(phrase)
