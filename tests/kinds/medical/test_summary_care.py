"""Treatment to date, in the turns that it is told in, and what is told beside it that is none."""

from __future__ import annotations

import pytest

from tests.kinds.medical.test_summary import told, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Treatment has included physical therapy, which helped, acupuncture, and a home exercise program.",
         ["physical therapy", "acupuncture", "home exercise program"]),
        ("Prior treatment: PT x 12 (no benefit), chiropractic x 8, ESI x 2 (50% relief), Norco 5/325.",
         ["PT x 12", "chiropractic x 8", "ESI x 2"]),
        ("Treatment to date has included Norco 5/325 b.i.d. with food, ice, and a sling.", ["ice", "sling"]),
        ("Treatment has included physical and occupational therapy, and hot and cold packs.",
         ["physical and occupational therapy", "hot and cold packs"]),
        ("Treatment has included C4-5 and C5-6 facet injections, ultrasound, and Kenalog injections to the scar.",
         ["C4-5 and C5-6 facet injections", "ultrasound", "Kenalog injections to the scar"]),
        ("He had a lumbar fusion in 2012, which did not help, and hardware removal in 2014.",
         ["lumbar fusion in 2012", "hardware removal in 2014"]),
        ("She underwent L3-L5 decompression and instrumented fusion on 6/8/2015.",
         ["L3-L5 decompression and instrumented fusion on 6/8/2015"]),
        ("She underwent left carpal tunnel release on 3/3/2015 and right carpal tunnel release on 4/4/2015.",
         ["left carpal tunnel release on 3/3/2015", "right carpal tunnel release on 4/4/2015"]),
        ("Tx to date; CMT 10 visits, EMS, hot packs + foam roller.", ["CMT 10 visits", "EMS", "hot packs", "foam roller"]),
    ],
)  # fmt: skip
def test_lists(text: str, expected: list[str]) -> None:
    assert words(told(text).treatments) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orthotics, night splints and two cortisone shots have been tried.",
         ["Orthotics", "night splints", "two cortisone shots"]),
        ("Physical therapy and a counterforce strap did not help.", ["Physical therapy", "counterforce strap"]),
        ("An air cast, crutches and six visits of therapy have not resolved the instability.",
         ["air cast", "crutches", "six visits of therapy"]),
        ("Eighteen sessions of hand therapy brought little change.", ["Eighteen sessions of hand therapy"]),
        ("He was seen in the emergency room, where a splint was applied.", ["splint"]),
        ("Heel lifts and a walking boot for three weeks are the care to date.",
         ["Heel lifts", "walking boot for three weeks"]),
        ("Treated with rest, PT and a sling.", ["rest", "PT", "sling"]),
        ("Failed PT, NSAIDs, ESI.", ["PT", "NSAIDs", "ESI"]),
        ("There have been ten visits of physical therapy and a masking device.",
         ["ten visits of physical therapy", "masking device"]),
        ("He was kept in the hospital overnight.", ["kept in the hospital overnight"]),
        ("She spent six days in the hospital.", ["six days in the hospital"]),
        ("He wears a lumbar brace and uses a TENS unit.", ["lumbar brace", "TENS unit"]),
        ("The tendon was repaired on 3/3/2015.", ["tendon was repaired on 3/3/2015"]),
        ("He was managed in a cast and has since had 36 visits of physical therapy.",
         ["cast", "36 visits of physical therapy"]),
        ("Left shoulder acromioplasty on 8/8/2015 was followed by 18 PT visits.",
         ["Left shoulder acromioplasty on 8/8/2015", "18 PT visits"]),
        ("A subacromial injection took the edge off for ten days.", ["subacromial injection"]),
        ("Treatment over time: gym membership; back support; Celebrex.", ["gym membership", "back support"]),
        ("He got 60% relief for three months from a radiofrequency ablation.", ["radiofrequency ablation"]),
        ("Other than physical therapy he has had no treatment.", ["physical therapy"]),
    ],
)  # fmt: skip
def test_clauses(text: str, expected: list[str]) -> None:
    assert words(told(text).treatments) == expected


def test_a_procedure_among_diagnoses_counts_unless_it_is_told_elsewhere() -> None:
    diagnosed = "Diagnoses: status post ORIF of the left wrist; stiffness."
    assert words(told(diagnosed).treatments) == ["ORIF of the left wrist"]
    assert words(told(f"{diagnosed} He underwent open reduction and internal fixation on 3/3/2015.").treatments) == [
        "open reduction and internal fixation on 3/3/2015"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "She has not had physical therapy.",
        "Neither surgery nor injections have been tried.",
        "The provider recommends a lumbar epidural steroid injection.",
        "He was advised to use ice.",
        "She should continue her home exercise program.",
        "A brace was ordered.",
        "She has pain after therapy sessions.",
        "She can walk two blocks; the pain is worse after one block.",
        "Exam: incision healed, sling in place.",
        "CT showed loosening of the hardware after the fusion.",
        "UR approved 6 of 12 visits of physical therapy.",
        "The patient was given a prescription for PT.",
        "She works as a massage therapist.",
        "Under review are 12 sessions of aqua therapy.",
    ],
)
def test_no_treatment(text: str) -> None:
    assert words(told(text).treatments) == []
