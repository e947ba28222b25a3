"""The worker's age and sex, in the ways that summaries and clinic notes tell them."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.worker import injury_date, read_worker
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
        ("The worker hurt the back. Temperature was 98 F. Gait is normal.", (None, None)),
        ("The patient has had pain for the last 18 M and takes ibuprofen.", (None, None)),
        ("It was 106 degrees when this 34 year old man fell.", (34, "male")),
        ("Pt is a 56 M with back pain.", (56, "male")),
        ("56 F, fell from a ladder.", (56, "female")),
        ("The worker has a 12-year-old injury. He is 45 years old.", (45, "male")),
        ("A 45-year-old X-ray technician, female.", (45, "female")),
        ("A drywall hanger, 36 and male, fell from stilts.", (36, "male")),
        ("The file concerns a lady of 53 years with neck pain.", (53, "female")),
        ("The claimant, a man of 44 who packs fruit, hurt his wrist.", (44, "male")),
        ("The patient, a female who is 28 and teaches, slipped.", (28, "female")),
        ("A parking attendant, 61, was pushed down the stairs.", (61, None)),
        ("An assembler (female) has wrist pain. The worker, 37, is right handed.", (37, "female")),
        ("The applicant, a probation officer (45), has neck pain.", (45, None)),
        ("Pool cleaner 52M slipped on wet tile.", (52, "male")),
        ("The shop was closed for a fever clinic. Soup was 90F.", (None, None)),
        ("A man of 20 years of experience lifted a beam. He has had 12 visits (24).", (None, "male")),
        ("Claimant (F/57) hurt her back.", (57, "female")),
        ("42/M, DOI 3/3/2015.", (42, "male")),
        ("Pt: 23F, wrist pain.", (23, "female")),
        ("44yoF with neck pain.", (44, "female")),
        ("38 y.o.m. with elbow pain.", (38, "male")),
        ("Ms. Stone is 62 and retired.", (62, "female")),
        ("Mr. Doe, 33, a baker, fell.", (33, "male")),
        ("A man, 27 years, fell from a truck.", (27, "male")),
        ("The claimant's age is 47. He is a clerk.", (47, "male")),
        ("The worker, who was 38 years old at the time of the injury, is now 45 years old.", (45, None)),
        ("The patient was 38 years old when he fell.", (38, "male")),
        ("She has a son aged 12 and is a 45-year-old woman.", (45, "female")),
        ("He is 65 and a half inches tall. The worker is 50 years old.", (50, "male")),
        ("A 52 year old nurse was hurt lifting a male patient. She has pain.", (52, "female")),
        ("The 45-year-old guard was struck by a large man, and she fell.", (45, "female")),
    ],
)
def test_age_and_sex(text: str, expected: tuple[object, object]) -> None:
    assert worker(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The patient sustained an injury on 01/02/2014.", "2014-01-02"),
        ("Date of injury is November 4, 2014.", "2014-11-04"),
        ("41 y.o. female, DOI: 3/3/2015.", "2015-03-03"),
        ("This 46 year old man was injured on 11-7-2014.", "2014-11-07"),
        ("The injury to the right foot on 11-7-2014 was crushing.", "2014-11-07"),
        ("The worker was injured when he slipped on ice on 3/4/2014.", "2014-03-04"),
        ("A man with a claim for the low back dated 11-7-2014.", "2014-11-07"),
        ("He had a previous injury on 2/2/2009. The present injury occurred on 3/4/2014.", "2014-03-04"),
        ("The injury on 2/2/2014 is told otherwise in the form, where the date of injury is 2/3/2014.", "2014-02-03"),
        ("The injured worker was seen on 05/01/2015 for pain.", None),
        ("The injured worker underwent surgery on 05/01/2015.", None),
        ("The injury was last examined on 05/01/2015.", None),
        ("The injury was described in the report of 05/01/2015.", None),
        ("This is a 39-year-old cook with a 9/17/12 date of injury, seen on 3/4/14.", "2012-09-17"),
        ("The worker sustained an injury on 3/2/2012. He also had a 5/6/1999 work injury to the knee.", "2012-03-02"),
        ("He has had a previous 5/6/1999 work injury and was injured again on 3/2/2012.", "2012-03-02"),
        ("The date of injury is not given; the first visit was on 05/01/2015.", None),
        ("The claim was denied on 03/04/2016.", None),
        ("The claim was filed on 03/04/2016.", None),
    ],
)
def test_date_of_injury(text: str, expected: str | None) -> None:
    read = injury_date(Letter.from_text(text), Section("summary", 0, len(text)), "/case/date_of_injury")
    assert (read.value if read else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The claimant delivers flowers, is 36, and has a claim for the wrist.", (36, None)),
        ("The worker is a forklift operator of 59 whose back hurts.", (59, None)),
        ("A nurse of 20 patients fell.", (None, None)),
        ("An operator of 30 years fell.", (None, None)),
    ],
)
def test_an_age_behind_a_verb_or_a_trade(text: str, expected: tuple[object, object]) -> None:
    assert worker(text) == expected
