"""Ratings of pain as they are told in prose: which numbers are ratings, and what each is of or when it holds."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.summary.line import Line
from structurer.kinds.medical.summary.ratings import ratings
from structurer.letter import Letter


def rated(text: str) -> list[tuple[float, float, str | None]]:
    letter = Letter.from_text(text)
    found = ratings(Line.of(letter, letter.span(0, len(text))))
    return [(one.low, one.high, one.context.text if one.context else None) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The elbow was rated at a 3, the wrist 5-6 and the thumb 2 on a scale of 0 to 10.",
         [(3, 3, "elbow"), (5, 6, "wrist"), (2, 2, "thumb")]),
        ("She reports neck pain on a pain scale of 7/10.", [(7, 7, None)]),
        ("Low back pain with muscle spasms rated 8/10.", [(8, 8, "Low back pain")]),
        ("Fatigue and headaches rated 6/10.", [(6, 6, "headaches")]),
        ("Fatigue rated 6/10. Muscle strength was 4/10.", []),
        ("VAS for shoulder 4, for neck 6.", [(4, 4, "shoulder"), (6, 6, "neck")]),
        ("Pain: worst 9, least 3, average 5.", [(9, 9, "worst"), (3, 3, "least"), (5, 5, "average")]),
        ("Average pain over the last week was 5/10, worst 8.",
         [(5, 5, "Average pain over the last week"), (8, 8, "worst")]),
        ("Pain was 3 at its best and 8 at its worst.", [(3, 3, "at its best"), (8, 8, "at its worst")]),
        ("VAS 8/10 without medications, 4/10 with.", [(8, 8, "without medications"), (4, 4, "with")]),
        ("Rated between 3 and 6 on the ten point scale.", [(3, 6, None)]),
        ("The intensity that day was 6, it ranges from 3 to 8.", [(6, 6, None), (3, 8, None)]),
        ("Pain level was 4-7/10.", [(4, 7, None)]),
        ("His pain level was 6 on a scale of 0 to 10.", [(6, 6, None)]),
        ("VAS was 2 at rest and 6 after stairs; before surgery it had been 8.",
         [(2, 2, "at rest"), (6, 6, "after stairs"), (8, 8, "before surgery")]),
        ("Pain dropped from 8 to 5 with ice.", [(8, 8, None), (5, 5, "with ice")]),
        ("He says that without Norco the pain would be 9/10.", [(9, 9, "without Norco")]),
        ("She reported that massage had decreased her pain from 7/10 to 4/10.", [(7, 7, None), (4, 4, "massage")]),
        ("Rates 3 sitting and 8 after a shift.", [(3, 3, "sitting"), (8, 8, "after a shift")]),
        ("Rates 7 on right & 4 on left.", [(7, 7, "right"), (4, 4, "left")]),
        ("Ratings: right hip 6-7, left hip 3.", [(6, 7, "right hip"), (3, 3, "left hip")]),
        ("Visit of 2/2/2016: neck pain 7, shoulders 6, knee 4.", [(7, 7, "neck pain"), (6, 6, "shoulders"), (4, 4, "knee")]),
        ("Pain was scored at 7 for back and 2 for ribs.", [(7, 7, "back"), (2, 2, "ribs")]),
        ("Pain 2-3 at rest / 7 when hit.", [(2, 3, "at rest"), (7, 7, "when hit")]),
        ("Pain today 8, least 5, avg 7.", [(8, 8, "today"), (5, 5, "least"), (7, 7, "avg")]),
        ("He rates it a 6 most days, up to an 8 with use (0-10 scale).", [(6, 6, "most days"), (8, 8, "with use")]),
        ("Pain level is 7 at rest and 9 with turning the head out of 10.", [(7, 7, "at rest"), (9, 9, "with turning the head")]),
        ("He puts it at 6-7 at night.", [(6, 7, "at night")]),
        ("On a scale of 0 to 10 the pain is 6.", [(6, 6, None)]),
        ("Knee pain 2 weeks after the cast came off.", []),
        ("Pain score: 8/10 prior to medication, 3/10 afterwards.", [(8, 8, "prior to medication"), (3, 3, "afterwards")]),
        ("He has 8/10 neck pain radiating to the arm.", [(8, 8, "neck pain")]),
        ("She scored the right at seven and left at three out of ten.", [(7, 7, "right"), (3, 3, "left")]),
        ("The pain was 5/10, with cramps two to three times a week.", [(5, 5, None)]),
    ],
)  # fmt: skip
def test_numbers_without_their_ten(text: str, expected: list[tuple[float, float, str | None]]) -> None:
    assert rated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She put the thumb at 6/10 and the elbow at 4/10.", [(6, 6, "thumb"), (4, 4, "elbow")]),
        ("Pain 5-6/10 neck, 3/10 wrist.", [(5, 6, "neck"), (3, 3, "wrist")]),
        ("Aching around the ear was 3/10 most days.", [(3, 3, "Aching around the ear")]),
        ("He has left heel pain with every step, 7/10.", [(7, 7, "left heel pain")]),
        ("She has hip pain, groin pain and back stiffness, averaging 5 to 6 out of 10.", [(5, 6, None)]),
        ("Right hand pain with numbness and tingling is rated 6/10.", [(6, 6, "Right hand pain")]),
        ("He has increased pain in the left foot rated 8 out of 10.", [(8, 8, "pain in the left foot")]),
        ("Left hip, low back, and head pain is 7/10.", [(7, 7, "Left hip, low back, and head pain")]),
        ("He complains of 8/10 neck pain and 5/10 pain in the right knee.",
         [(8, 8, "neck pain"), (5, 5, "pain in the right knee")]),
        ("Sharp pain, rated 2-6 out of 10 over the thoracic spine.", [(2, 6, "thoracic spine")]),
        ("The pain in the neck decreased from 8/10 to 5/10.", [(8, 8, "pain in the neck"), (5, 5, "pain in the neck")]),
        ("HA 3x/wk 5-8/10.", [(5, 8, "HA")]),
        ("No pain 0/10 at rest, 4/10 chewing.", [(0, 0, "at rest"), (4, 4, "chewing")]),
        ("Pain is 4/10 today and was 7/10 initially.", [(4, 4, "today"), (7, 7, "initially")]),
        ("Pain 4-5/10 increasing to 7/10 in cold weather.", [(4, 5, None), (7, 7, "in cold weather")]),
        ("Pain is 3/10 with rest and medication.", [(3, 3, "with rest and medication")]),
        ("Low back pain that radiates to both legs, right greater than left, rated at 7-8/10.", [(7, 8, "Low back pain")]),
        ("Bilateral heel pain, left worse than right, 6/10.", [(6, 6, "Bilateral heel pain")]),
        ("Right greater than left wrist pain, rated 7/10.", [(7, 7, "Right greater than left wrist pain")]),
        ("Heel pain, R>L, rated 6/10.", [(6, 6, "Heel pain")]),
        ("The pain is described as burning and is 6-7/10.", [(6, 7, None)]),
        ("Neck pain described as aching, rated 5/10.", [(5, 5, "Neck pain")]),
        ("Headaches described as throbbing in the temples, 6/10.", [(6, 6, "Headaches")]),
        ("Burning of the left foot, 6/10.", [(6, 6, "Burning of the left foot")]),
    ],
)  # fmt: skip
def test_what_a_rating_is_of(text: str, expected: list[tuple[float, float, str | None]]) -> None:
    assert rated(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "On November 4, 2016, the pain was gone.",
        "On 5/10 she had pain.",
        "Pain with tender costal cartilages 5-7.",
        "Tone in the legs is 3 on the Ashworth scale.",
        "An opioid risk tool score was 7.",
        "Pain improved; flexion 40, extension 10, strength 4/5.",
        "She had pain for 5 weeks and 3 visits of therapy.",
        "Dizziness 6/10 with head turns.",
    ],
)
def test_numbers_that_are_no_ratings(text: str) -> None:
    assert rated(text) == []


def test_long_sentences_are_read_in_no_time() -> None:
    text = "Pain with walking and with standing after sitting on a chair in the evening " * 120 + "was 7/10 at rest."
    assert rated(text)[-1][:2] == (7, 7)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pain 6 on good days, 9 on bad ones.", [(6, 6, "on good days"), (9, 9, "on bad ones")]),
        ("Pain 2/10 seated, 5/10 gripping.", [(2, 2, "seated"), (5, 5, "gripping")]),
        ("Pain 4/10 lying, 7/10 standing.", [(4, 4, "lying"), (7, 7, "standing")]),
        ("Pain 2/10 in a brace, 6/10 out of it.", [(2, 2, "in a brace"), (6, 6, "out of it")]),
        ("Rates it 3/10 idle, 7/10 after a day on her feet.", [(3, 3, "idle"), (7, 7, "after a day on her feet")]),
        ("VAS 8/10, was 5/10 after the 3rd block.", [(8, 8, None), (5, 5, "after the 3rd block")]),
        ("VAS is 7 with Norco and 9 w/o it.", [(7, 7, "with Norco"), (9, 9, "w/o it")]),
        ("Pain 7 w/o meds, 4 w/ meds.", [(7, 7, "w/o meds"), (4, 4, "w/ meds")]),
        ("She calls it a 6 by evening.", [(6, 6, "by evening")]),
        ("Pain 3/10 rest 8/10 reach.", [(3, 3, "rest"), (8, 8, "reach")]),
        ("Her pain stands at 5 and goes to 8 when she climbs.", [(5, 5, None), (8, 8, "when she climbs")]),
        ("The pain is an 8 on stairs and a 3 in a chair.", [(8, 8, "on stairs"), (3, 3, "in a chair")]),
        ("She reports 4/10 pain at rest, 8/10 reaching back.", [(4, 4, "at rest"), (8, 8, "reaching back")]),
        ("She gave her pain as 3 by day and 6 by night.", [(3, 3, "by day"), (6, 6, "by night")]),
        ("Back pain is a 6, leg pain a 4.", [(6, 6, "Back pain"), (4, 4, "leg pain")]),
        ("Tension in the jaw was put at 3 on a scale of ten, and at 6 on bad days.",
         [(3, 3, "Tension in the jaw"), (6, 6, "on bad days")]),
        ("Aching along the inside of the ankle at 4/10.", [(4, 4, "Aching along the inside of the ankle")]),
        ("Knee pain when kneeling is 7/10.", [(7, 7, "when kneeling")]),
    ],
)  # fmt: skip
def test_postures_days_and_things_beside_a_rating(text: str, expected: list[tuple[float, float, str | None]]) -> None:
    assert rated(text) == expected
