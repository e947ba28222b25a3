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
        ("Repeat film 3/4/16 delayed union.", [("Repeat film", "3/4/16", "delayed union")]),
        ("Three x-ray views showed no erosion.", [("Three x-ray views", None, "no erosion")]),
        ("Weightbearing films of 5-6-2016 read as pes planus.", [("Weightbearing films", "5-6-2016", "pes planus")]),
        ("Hip and pelvis x-rays 3/4/16, no lysis.", [("Hip and pelvis x-rays", "3/4/16", "no lysis")]),
        ("X-ray left foot 2 views 3/4/16 revealed a bunion.", [("X-ray left foot 2 views", "3/4/16", "bunion")]),
        ("X rays of thoracic, lumbar spine: scoliosis.", [("X rays of thoracic, lumbar spine", None, "scoliosis")]),
        ("An MRI (left hip, 3-4-2016) noted a labral tear.", [("MRI", "3-4-2016", "labral tear")]),
        ("MRI arthrogram of 3/4/16 had a small bankart lesion.", [("MRI arthrogram", "3/4/16", "small bankart lesion")]),
        ("An ultrasound of the calf had uncovered a hematoma.", [("ultrasound of the calf", None, "hematoma")]),
        ("EMG/NCS of both arms by Dr. , 3/4/16 - no neuropathy.", [("EMG/NCS of both arms", "3/4/16", "no neuropathy")]),
        ("CT chest 3/4/16 -> old granuloma.", [("CT chest", "3/4/16", "old granuloma")]),
        ("Thumb films with callus.", [("Thumb films", None, "callus")]),
        ("A bone scan of 2012 was c/w infection.", [("bone scan", None, "c/w infection")]),
        ("Nerve studies 3/4/16 mild ulnar slowing; no radiculopathy.",
         [("Nerve studies", "3/4/16", "mild ulnar slowing; no radiculopathy")]),
        ("EGD 3/4/16 mild gastritis, H. pylori stain negative.",
         [("EGD", "3/4/16", "mild gastritis, H. pylori stain negative")]),
        ("TSH and ferritin within normal limits.",
         [("TSH", None, "within normal limits"), ("ferritin", None, "within normal limits")]),
        ("UDS neg 3-4-16, CBC hemoglobin 12.1, lipid panel normal.",
         [("UDS", "3-4-16", "neg"), ("CBC", None, "hemoglobin 12.1"), ("lipid panel", None, "normal")]),
        ("Labs 3/4/2016: CRP 9, ESR 31.", [("Labs", "3/4/2016", "CRP 9, ESR 31")]),
        ("Laboratory tests of 3/4/2016: total IgE 300 IU/mL (normal below 100), eosinophils 6%; EKG normal.",
         [("Laboratory tests", "3/4/2016", "total IgE 300 IU/mL (normal below 100), eosinophils 6%"),
          ("EKG", "3/4/2016", "normal")]),
        ("Blood work was unremarkable, and TSH 2.4.", [("Blood work", None, "unremarkable"), ("TSH", None, "2.4")]),
        ("Tests done on 3/4/16: audiogram normal; ABI 0.9.", [("audiogram", "3/4/16", "normal"), ("ABI", "3/4/16", "0.9")]),
        ("Studies have included x-rays (negative) and an MRI on 3/4/16 (labral fraying and a small tear).",
         [("x-rays", None, "negative"), ("MRI", "3/4/16", "labral fraying and a small tear")]),
        ("MRI 3/4/16 (right hip) labral tear.", [("MRI", "3/4/16", "labral tear")]),
        ("The CT scan, which was done at a hospital on 3/4/16, was notable for a burst fracture.",
         [("CT scan", "3/4/16", "burst fracture")]),
        ("EMG by a neurologist on 3/4/16 showed neuropathy.", [("EMG", "3/4/16", "neuropathy")]),
        ("Studies: 3/4/16 MRI hip: effusion; 4/5/16 EMG: sciatic neuropathy.",
         [("MRI hip", "3/4/16", "effusion"), ("EMG", "4/5/16", "sciatic neuropathy")]),
        ("Imaging 3/4/16 MRI of the foot shows a neuroma.", [("MRI of the foot", "3/4/16", "neuroma")]),
        ("X-rays of the neck were normal, and those of the hip showed arthritis.", [("X-rays of the neck", None, "normal")]),
        ("ALT was 50 and LDL was 120 (3/4/16).", [("ALT", "3/4/16", "50"), ("LDL", "3/4/16", "120")]),
        ("PHQ-9 was 17 (moderate).", [("PHQ-9", None, "17 (moderate)")]),
        ("Sleep study performed, no report.", [("Sleep study", None, None)]),
        ("Knee films were clear (date not given).", [("Knee films", None, "clear")]),
        ("The x-rays were negative, and a walking boot and cane were dispensed.", [("x-rays", None, "negative")]),
        ("An MRI of 3/4/16 showed a ganglion and an orthosis was provided.", [("MRI", "3/4/16", "ganglion")]),
        ("UDS 3/4/16 consistent, CURES reviewed.", [("UDS", "3/4/16", "consistent")]),
        ("Diagnostic studies: MRI of the hip and EMG of the right leg.",
         [("MRI of the hip", None, None), ("EMG of the right leg", None, None)]),
        ("Films two views left hip 3/4/16 show spurs.", [("Films two views left hip", "3/4/16", "spurs")]),
        ("MRI ankle 3/4/16, report reads inf. retinaculum thickened.",
         [("MRI ankle", "3/4/16", "inf. retinaculum thickened")]),
        ("EGD 3/4/16 (GI): ulcer.", [("EGD", "3/4/16", "ulcer")]),
        ("Urine cx 3/4/16 no growth.", [("Urine cx", "3/4/16", "no growth")]),
        ("BDI of 3/4/16 came to 22 and the BAI to 17.", [("BDI", "3/4/16", "22"), ("BAI", None, "17")]),
        ("UDS of 3/4/16 was consistent, as was the one before.", [("UDS", "3/4/16", "consistent")]),
        ("MRI T/S 3/4/16 w/ small protrusion T7-8.", [("MRI T/S", "3/4/16", "small protrusion T7-8")]),
        ("XR 3/4/16 fused.", [("XR", "3/4/16", "fused")]),
        ("Macular OCT 3/4/16 normal.", [("Macular OCT", "3/4/16", "normal")]),
        ("MR arthrogram of the left hip was reviewed.", [("MR arthrogram of the left hip", None, None)]),
        ("Ultrasound of the wrist (3/4/16) no cyst, MRI hand pending.", [("Ultrasound of the wrist", "3/4/16", "no cyst")]),
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
        "The doctor wanted a bone scan, high resolution CT of the chest.",
        "Non-certification of a CT on 1-2-16.",
        "MRI both knees plus therapy additional requested 1/2/16.",
        "MoCA was 25 out of 30.",
        "Diagnostic studies: MRI of the hip is pending.",
        "Diagnostic studies: MRI requested.",
        "The request for an MRI was reviewed.",
    ],
)
def test_what_was_not_done_or_is_no_test(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("He fell on 3/4/16. X-rays the same day were negative.", "3/4/16"),
        ("On March 4, 2016 she fell and had a head CT that day which was normal.", "March 4, 2016"),
        ("She fell on 3/4/16. Blood drawn that same day: HIV nonreactive.", "3/4/16"),
        ("Seen 3/4/16 by the surgeon. He limps. Films of the same date: loose stem.", "3/4/16"),
        ("Film taken that day shows union.", None),
    ],
)
def test_a_test_of_the_same_day_has_the_date_told_last(text: str, date: str | None) -> None:
    assert [day for _, day, _ in told(text)] == [date]


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
