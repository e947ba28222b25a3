"""Guideline citations in the forms that letters have."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.guidelines import citations
from structurer.letter import Letter, verbatim
from structurer.sections import Section

Cited = tuple[str, str | None, list[str], list[str]]


def cited(text: str) -> list[Cited] | None:
    letter = Letter.from_text(text)
    found = citations(letter, Section("block", 0, len(text)))
    if found is None:
        return None
    return [
        (
            one.source,
            verbatim(one.title.text) if one.title else None,
            [verbatim(span.text) for span in one.sections],
            [verbatim(span.text) for span in one.pages],
        )
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Decision based on MTUS Knee Complaints 2004.", [("MTUS", "Knee Complaints 2004", [], [])]),
        (
            "Decision based on MTUS ACOEM Chapter 12 Low Back Complaints, Chronic Pain Treatment Guidelines Physical "
            "Medicine Page(s): 98-99.",
            [
                ("MTUS", "ACOEM Chapter 12 Low Back Complaints", [], []),
                ("MTUS", "Chronic Pain Treatment Guidelines Physical Medicine", [], ["98-99"]),
            ],
        ),
        (
            "The reviewer based its decision on the Chronic Pain Treatment Guidelines (2009), pg. 78, which is part of the "
            "MTUS.",
            [("MTUS", "Chronic Pain Treatment Guidelines (2009)", [], ["78"])],
        ),
        (
            "The reviewer based its decision on the Medical Treatment Utilization Schedule (MTUS), Chronic Pain Guidelines, "
            "page 22.",
            [("MTUS", "Chronic Pain Guidelines", [], ["22"])],
        ),
        (
            "The Expert Reviewer based his/her decision on the MTUS Chronic Pain Medical Treatment Guidelines, pages 78-80 "
            "and on the Official Disability Guidelines (ODG), Pain Chapter, Opioids, page 12.",
            [
                ("MTUS", "Chronic Pain Medical Treatment Guidelines", [], ["78-80"]),
                ("ODG", "Pain Chapter, Opioids", [], ["12"]),
            ],
        ),
        (
            "The Claims Administrator based its decision on MTUS Knee Complaints 2004, Section(s): Special Studies.",
            [("MTUS", "Knee Complaints 2004", ["Special Studies"], [])],
        ),
        ("The Claims Administrator cited MTUS guidelines, page 22.", [("MTUS", None, [], ["22"])]),
        (
            "Decision based on MTUS Forearm, Wrist, and Hand Complaints 2004, Section(s): Special\nStudies, Summary.",
            [("MTUS", "Forearm, Wrist, and Hand Complaints 2004", ["Special Studies", "Summary"], [])],
        ),
        (
            "Decision based on MTUS Neck and Upper Back Complaints 2004, Section(s): Initial Care, and Forearm, Wrist, "
            "and Hand Complaints 2004, and Elbow Complaints 2007, Section(s): Summary.",
            [
                ("MTUS", "Neck and Upper Back Complaints 2004", ["Initial Care"], []),
                ("MTUS", "Forearm, Wrist, and Hand Complaints 2004", [], []),
                ("MTUS", "Elbow Complaints 2007", ["Summary"], []),
            ],
        ),
        (
            "Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s): NSAIDs, GI symptoms & "
            "cardiovascular risk, Proton Pump Inhibitors (PPIs).",
            [("MTUS", "Chronic Pain Medical Treatment 2016",
              ["NSAIDs, GI symptoms & cardiovascular risk", "Proton Pump Inhibitors (PPIs)"], [])],
        ),
        (
            "Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s): TENS, chronic pain (transcutaneous "
            "electrical nerve stimulation), Opioids, criteria for use.",
            [("MTUS", "Chronic Pain Medical Treatment 2016",
              ["TENS, chronic pain (transcutaneous electrical nerve stimulation)", "Opioids, criteria for use"], [])],
        ),
        (
            "Decision based on MTUS General Approaches 2004, Section(s): Prevention, General Approach to Initial "
            "Assessment and Documentation.",
            [("MTUS", "General Approaches 2004",
              ["Prevention", "General Approach to Initial Assessment and Documentation"], [])],
        ),
        (
            "Decision based on MTUS Chronic Pain Treatment Guidelines Opioids Page(s): 78-80, 91.",
            [("MTUS", "Chronic Pain Treatment Guidelines Opioids", [], ["78-80", "91"])],
        ),
        (
            "The Claims Administrator based their decision on recommendation(s) outside of the MTUS Guidelines. Decision "
            "based on Non-MTUS Citation Official Disability Guidelines (ODG) Hip & Pelvis, Gait training.",
            [("ODG", "Hip & Pelvis, Gait training", [], [])],
        ),
        ("Decision based on Non-MTUS Citation Official Disability Guidelines (ODG).", [("ODG", None, [], [])]),
        ("Decision based on Non-MTUS Citation Official Disability Guidelines - Elbow chapter - MRI.",
         [("ODG", "Elbow chapter - MRI", [], [])]),
        ("Decision based on Non-MTUS Citation ODG Guidelines, 14th Edition, Hip Chapter.",
         [("ODG", "14th Edition, Hip Chapter", [], [])]),
        (
            "Decision based on MTUS Low Back Complaints 2004. Decision based on Non-MTUS Citation Official Disability "
            "Guidelines (ODG) Low Back, Traction. Official Disability Guidelines (ODG) Traction Guidelines.",
            [
                ("MTUS", "Low Back Complaints 2004", [], []),
                ("ODG", "Low Back, Traction", [], []),
                ("ODG", "Traction Guidelines", [], []),
            ],
        ),
        (
            "Decision based on Non-MTUS Citation Official Disability Guidelines (ODG) Head and Other Medical Treatment "
            "Guidelines Neurology Society position on vertigo.",
            [("ODG", "Head", [], []), ("other", "Neurology Society position on vertigo", [], [])],
        ),
        (
            "Decision based on Non-MTUS Citation http://one.example/a, https://two.example/b.",
            [("other", "http://one.example/a", [], []), ("other", "https://two.example/b", [], [])],
        ),
        ("Decision based on Non-MTUS Citation ACOEM Practice Guidelines, 3rd Edition.",
         [("ACOEM", "ACOEM Practice Guidelines, 3rd Edition", [], [])]),
        (
            "The Claims Administrator based its decision on MTUS Shoulder Complaints 2004, Page(s): 201, 207-209, and MTUS "
            "Elbow Complaints 2007, Page(s): 12.",
            [
                ("MTUS", "Shoulder Complaints 2004", [], ["201", "207-209"]),
                ("MTUS", "Elbow Complaints 2007", [], ["12"]),
            ],
        ),
        (
            "Decision based on MTUS Post-Surgical Treatment 2009, Section(s): Hip, Pelvis and Thigh, Knee.",
            [("MTUS", "Post-Surgical Treatment 2009", ["Hip, Pelvis and Thigh", "Knee"], [])],
        ),
        (
            "Decision based on Non-MTUS Citation Official Disability Guidelines (ODG) Hernia, Imaging; American College of "
            "Surgeons, Statement on Groin Pain, 2011.",
            [
                ("ODG", "Hernia, Imaging", [], []),
                ("other", "American College of Surgeons, Statement on Groin Pain, 2011", [], []),
            ],
        ),
        (
            "Decision based on Non-MTUS Citation Official Disability Guidelines (ODG) Hernia, Imaging; Laparoscopic Repair.",
            [("ODG", "Hernia, Imaging; Laparoscopic Repair", [], [])],
        ),
        (
            "Decision based on Non-MTUS Citation American College of Occupational and Environmental Medicine (ACOEM), 2nd "
            "Edition, (2004) Chapter 3, Page(s): 48, and EULAR Practice Guideline for Gout 2006.",
            [
                ("ACOEM", "2nd Edition, (2004) Chapter 3", [], ["48"]),
                ("other", "EULAR Practice Guideline for Gout 2006", [], []),
            ],
        ),
        (
            "Decision based on Non-MTUS Citation Statement of the American Society of Hand Surgeons and the American "
            "Association of Hand Therapists.",
            [("other", "Statement of the American Society of Hand Surgeons and the American Association of Hand Therapists",
              [], [])],
        ),
        (
            "Decision based on Non-MTUS Citation European Heart Society, Consensus 4, 2010, Page(s): 16-18.",
            [("other", "European Heart Society, Consensus 4, 2010", [], ["16-18"])],
        ),
        (
            "Decision based on Non-MTUS Citation Official Disability Guidelines (ODG) Eye, Corneal abrasion. National Eye "
            "Institute, Facts on the cornea.",
            [("ODG", "Eye, Corneal abrasion", [], []), ("other", "National Eye Institute, Facts on the cornea", [], [])],
        ),
        (
            "Decision based on Non-MTUS Citation Official Disability Guidelines (ODG) Burns, Skin graft, American Burn "
            "Association and the ODG Elbow, Scars.",
            [
                ("ODG", "Burns, Skin graft", [], []),
                ("other", "American Burn Association", [], []),
                ("ODG", "Elbow, Scars", [], []),
            ],
        ),
        (
            "Decision based on Non-MTUS Citation ODG, Ankle, Casts. Marlow QT, et al. Casting at home. Foot Pain. 2011;4:2.",
            [("ODG", "Ankle, Casts", [], []), ("other", "Marlow QT, et al. Casting at home. Foot Pain. 2011;4:2", [], [])],
        ),
        (
            "Decision based on Non-MTUS Citation Marlow QT, Casting, 2011; Brown PL, Plaster, 2014.",
            [("other", "Marlow QT, Casting, 2011", [], []), ("other", "Brown PL, Plaster, 2014", [], [])],
        ),
        (
            "Decision based on Non-MTUS Citation FDA, Label of Zantac 150; Medscape, Reflux.",
            [("other", "FDA, Label of Zantac 150", [], []), ("other", "Medscape, Reflux", [], [])],
        ),
        (
            "Decision based on Non-MTUS Citation Official Disability Guidelines (ODG) Head, MRI; Neck, MRI Criteria.",
            [("ODG", "Head, MRI; Neck, MRI Criteria", [], [])],
        ),
        (
            "Decision based on Non-MTUS Citation ODG Foot, Manipulation ODG Chiropractic Care Guidelines.",
            [("ODG", "Foot, Manipulation", [], []), ("ODG", "Chiropractic Care Guidelines", [], [])],
        ),
        (
            "Decision based on MTUS Elbow Complaints 2007, Page(s): 12, and on the Non-MTUS Official Disability Guidelines "
            "(ODG) Elbow, Bracing.",
            [("MTUS", "Elbow Complaints 2007", [], ["12"]), ("ODG", "Elbow, Bracing", [], [])],
        ),
        (
            "Decision based on Non-MTUS Citation Blood Explained, https://one.example/hb and https://two.example/tsh.",
            [("other", "Blood Explained, https://one.example/hb", [], []), ("other", "https://two.example/tsh", [], [])],
        ),
        (
            "Decision based on Non-MTUS Citation ACOEM Chapter 3 Initial Approaches, Page(s): 47.",
            [("ACOEM", "Chapter 3 Initial Approaches", [], ["47"])],
        ),
        (
            "Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s): Opioids, Dosing, and Urine tests,Exercise.",
            [("MTUS", "Chronic Pain Medical Treatment 2016", ["Opioids, Dosing", "Urine tests", "Exercise"], [])],
        ),
        ("The Claims Administrator did not cite any medical evidence for its decision.", []),
        (
            "Decision based on MTUS Knee Complaints 2004; and Non-MTUS Citation ODG Knee, Casts. Non-MTUS Citation Burn Society.",
            [("MTUS", "Knee Complaints 2004", [], []), ("ODG", "Knee, Casts", [], []), ("other", "Burn Society", [], [])],
        ),
        ("No guideline was cited by the Claims Administrator.", []),
        (
            "Decision based on Non-MTUS Citation ODG-TWC Hip Chapter, Bracing; and the NICE guideline on hips.",
            [("ODG", "Hip Chapter, Bracing", [], []), ("other", "NICE guideline on hips", [], [])],
        ),
        (
            "Decision based on Non-MTUS Citation ACOEM Guidelines, Chapter 4, page 61.",
            [("ACOEM", "ACOEM Guidelines, Chapter 4", [], ["61"])],
        ),
        (
            "Decision based on MTUS Postsurgical Treatment Guidelines, and Eye Chapter 2004, Section(s): CRPS, medications; Burns.",
            [("MTUS", "Postsurgical Treatment Guidelines", [], []),
             ("MTUS", "Eye Chapter 2004", ["CRPS, medications", "Burns"], [])],
        ),
        (
            "The Expert Reviewer based his/her decision on the Chronic Pain Guidelines (2009), page 41, which is part of "
            "the MTUS.",
            [("MTUS", "Chronic Pain Guidelines (2009)", [], ["41"])],
        ),
        (
            "The Expert Reviewer relied on the Official Disability Guidelines (ODG), Hip Chapter, which is not part of the MTUS.",
            [("ODG", "Hip Chapter", [], [])],
        ),
        (
            "The Expert Reviewer relied on the Official Disability Guidelines (ODG), which is not a part of MTUS.",
            [("ODG", None, [], [])],
        ),
        (
            "The Claims Administrator based its decision on the Elbow Guidelines, which is part of MTUS.",
            [("MTUS", "Elbow Guidelines", [], [])],
        ),
        (
            "The reviewer based its decision on the Burn Guidelines, which is a part of the California Medical Treatment "
            "Utilization Schedule (MTUS) and the Official Disability Guidelines (ODG), Burns.",
            [("MTUS", "Burn Guidelines", [], []), ("ODG", "Burns", [], [])],
        ),
        (
            "Decision based on Non-MTUS Citation ODG Hip (Acute), Bracing; ACOEM Hip Pain (2008), page 115.",
            [("ODG", "Hip (Acute), Bracing", [], []), ("ACOEM", "ACOEM Hip Pain (2008)", [], ["115"])],
        ),
        (
            "Decision based on Non-MTUS Citation ODG, Hip; Mental Illness and Stress, Insomnia treatment.",
            [("ODG", "Hip; Mental Illness and Stress, Insomnia treatment", [], [])],
        ),
        ("See attached.", None),
    ],
)  # fmt: skip
def test_citations(text: str, expected: list[Cited] | None) -> None:
    assert cited(text) == expected
