"""The worker's age and sex, in the ways that summaries and clinic notes tell them."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.worker import read_worker
from structurer.letter import Letter
from structurer.sections import Outline, Section


def worker(text: str) -> tuple[object, object]:
    section = Section("summary", 0, len(text))
    outline = Outline("letter", 0, len(text), parts=(section,))
    read = {reading.path: reading.value for reading in read_worker(Letter.from_text(text), outline)}
    return read.get("/worker/age"), read.get("/worker/sex")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This is a 31-year-old male baker.", (31, "male")),
        ("The patient was a 58 year old female at the time of review.", (58, "female")),
        ("A thirty-six-year old woman slipped on ice.", (36, "female")),
        ("Mail carrier, male, 51 years of age, bitten by a dog.", (51, "male")),
        ("41 y.o. female, DOI 3/3/2015.", (41, "female")),
        ("62 yr F. Fell from a ladder.", (62, "female")),
        ("49 y/o M, s/p lumbar fusion.", (49, "male")),
        ("Occupation: glazier, male, 29.", (29, "male")),
        ("A hospital cook, 47, female, scalded her arm.", (47, "female")),
        ("The claimant, a female usher now 66, twisted the ankle.", (66, "female")),
        ("Age: 54. Sex: F. Claim accepted.", (54, "female")),
        ("A roofer then aged 40 fell. He is 45 now.", (45, "male")),
        ("She has had migraine since the age of 12 and is 39 years old.", (39, "female")),
        ("Temperature 97 F. The patient is a 22 year old man.", (22, "male")),
        ("Mr. Doe is a 50-year-old who drives a truck.", (50, "male")),
        ("The worker had eleven visits.", (None, None)),
    ],
)
def test_age_and_sex(text: str, expected: tuple[object, object]) -> None:
    assert worker(text) == expected
