"""How care, accidents, work and ratings are told in less usual ways."""

from __future__ import annotations

import pytest

from tests.kinds.medical.test_summary import told, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Care to this point: wrist splint, PT x 12, two injections.", ["wrist splint", "PT x 12", "two injections"]),
        ("He has had a cast, then hand therapy with little benefit.", ["cast", "hand therapy"]),
        ("Skin graft 3/4/2015.", ["Skin graft 3/4/2015"]),
        ("He was given a boot and crutches.", ["boot", "crutches"]),
        ("Rest and a sling were provided.", ["Rest", "sling"]),
        ("Following a left knee injection she was better for a week.", ["left knee injection"]),
        ("She underwent ORIF of the second and third metacarpals on 1/2/2015.",
         ["ORIF of the second and third metacarpals on 1/2/2015"]),
        ("Physical therapy will be requested.", []),
    ],
)  # fmt: skip
def test_care(text: str, expected: list[str]) -> None:
    assert words(told(text).treatments) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 3-2-2015 his glove caught in a roller.", "his glove caught in a roller"),
        ("A 40 year old male welder was held at knifepoint.", "held at knifepoint"),
        ("Her wrist pain is attributed to years of scanning groceries.", "years of scanning groceries"),
        ("Injury of 3-2-2015 (boiling water spilled over his foot).", "boiling water spilled over his foot"),
        ("She was hurt on 3-2-2015 when the ladder slid and she landed on her side.",
         "the ladder slid and she landed on her side"),
    ],
)  # fmt: skip
def test_mechanism(text: str, expected: str) -> None:
    mechanism = told(text).mechanism
    assert mechanism is not None
    assert mechanism.text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Modified duty, no lifting over 10 pounds.", "Modified duty, no lifting over 10 pounds"),
        ("She has not worked since 2012.", "has not worked since 2012"),
        ("He can work with no ladders.", "can work with no ladders"),
        ("She is on total temporary disability.", "total temporary disability"),
        ("WS: seated work only.", "seated work only"),
        ("Work status is illegible.", None),
    ],
)
def test_work_status(text: str, expected: str | None) -> None:
    status = told(text).work_status
    assert (status.text if status else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pain is 3/10 with stairs and 6/10 after a long shift.", [(3, "with stairs"), (6, "after a long shift")]),
        ("Pain: worst 9, least 4.", [(9, "worst"), (4, "least")]),
        ("Vancouver scar score 9.", []),
        ("Knee pain was rated 5/10 on a visual analog scale.", [(5, "Knee pain")]),
    ],
)
def test_ratings(text: str, expected: list[tuple[int, str]]) -> None:
    found = told(text).pain_scores
    assert [(one.low, one.context.text if one.context else None) for one in found] == expected


def test_drugs_that_are_not_known_are_known_by_their_strength_or_rate() -> None:
    text = "Zelmidor 20 mg daily; Norco 5/325 at bedtime."
    drugs = told(text).medications
    assert [drug.name.text for drug in drugs] == ["Zelmidor", "Norco"]
    assert [drug.strength.text if drug.strength else None for drug in drugs] == ["20 mg", "5/325"]
