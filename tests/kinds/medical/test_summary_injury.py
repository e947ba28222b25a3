"""How the injury came about, in the turns that physicians and reviewers tell it in."""

from __future__ import annotations

import pytest

from tests.kinds.medical.test_summary import told, word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She injured her shoulder lifting a patient on 2/3/2015.", "lifting a patient"),
        ("He hurt his back moving a refrigerator.", "moving a refrigerator"),
        ("She injured her back on 1/2/2014 while bending to pick up a box.", "bending to pick up a box"),
        (
            "He sustained an injury on 2/3/2015 secondary to a slip and fall on a wet floor.",
            "slip and fall on a wet floor",
        ),
        (
            "Her symptoms came on gradually as a result of repetitive typing and mousing.",
            "repetitive typing and mousing",
        ),
        ("The claim arises from a fall in the freezer on 3/3/2015.", "fall in the freezer"),
        ("Her claim stems from years of lifting trays.", "years of lifting trays"),
        ("He has hearing loss from thirty years of work around presses.", "thirty years of work around presses"),
        ("Her low back wore out from the jarring of the cab over twenty years.",
         "the jarring of the cab over twenty years"),
        ("He has tinnitus from decades around diesel engines.", "decades around diesel engines"),
        ("She has a cumulative trauma injury ending 3/3/2015.", "cumulative trauma"),
    ],
)  # fmt: skip
def test_what_the_injury_is_put_down_to(text: str, expected: str) -> None:
    assert word(told(text).mechanism) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The worker reached overhead for a carton and felt a tear in the shoulder.", "reached overhead for a carton"),
        ("She reportedly tripped on a power cord on 3/3/2015.", "tripped on a power cord"),
        ("She relates that a resident grabbed her arm and twisted it.", "a resident grabbed her arm and twisted it"),
        ("On March 3, 2015, a stack of lumber shifted and pinned his leg.", "a stack of lumber shifted and pinned his leg"),
        ("Industrial injury of 3/3/2015: fell off a roof.", "fell off a roof"),
        ("Injury: 3/3/2015, lifting tires.", "lifting tires"),
        ("The patient is a 40 year old clerk whose hand went into a shredder.", "hand went into a shredder"),
        ("Struck on the head by a hatch, 3/3/2015.", "Struck on the head by a hatch"),
        ("A 30 year old woman with a work injury on 3/3/2015 (hot oil spilled from a vat).", "hot oil spilled from a vat"),
        ("On 3/3/2015 this 31-year-old deputy was thrown from a boat and struck her head.",
         "thrown from a boat and struck her head"),
        ("A 44 year old man was kneeling to lay carpet when his knee popped.", "kneeling to lay carpet"),
        ("She was bending over to tie a bag when she felt sharp pain.", "bending over to tie a bag"),
        ("He fell ten feet from a ladder on 2/3/2015, landing on his back.",
         "fell ten feet from a ladder on 2/3/2015, landing on his back"),
    ],
)  # fmt: skip
def test_what_was_done_or_happened(text: str, expected: str) -> None:
    assert word(told(text).mechanism) == expected


@pytest.mark.parametrize(
    "text",
    [
        "She complains of low back pain that is worse with bending, lifting and twisting.",
        "The patient reports that his knee gave way when walking downstairs.",
        "On 3/3/2016, the patient complained of neck pain when turning his head.",
        "The patient noted improvement after attending therapy.",
        "On 3/3/2015 an MRI showed a disc that pushed on the nerve root.",
        "On 5/5/2015 he returned to his usual job and stopped treatment.",
        "On 5/5/2015 the surgeon repaired the tendon.",
        "She states that her knee gave out last week and she fell.",
        "There is no mechanism of injury in the file.",
        "The mechanism is not described in the notes.",
        "Itching of both palms is worse after gloves.",
        "On 5/5/2015, the worker's pain was 3/10, the treating provider contended.",
        "It did not appear that the applicant was working with this limitation in place.",
        "The surgeon noted that the patient was doing well on Norco.",
        "He had good relief from the prior injection for three months.",
        "She has been suffering from heel pain for several years.",
        "The patient reached maximum medical improvement on 5/5/2015.",
        "The patient turned down surgery.",
    ],
)
def test_what_is_no_accident(text: str) -> None:
    assert told(text).mechanism is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The patient (male, 40, glazier) slipped on a gasket.", "slipped on a gasket"),
        ("The applicant, who is 61 years old and female, was thrown from a golf cart.", "thrown from a golf cart"),
        ("The file concerns a baker of 33 years (woman) exposed to flour dust in a mill.", "exposed to flour dust in a mill"),
        ("Injured worker, age 52, stocker; stumbled over a crate.", "stumbled over a crate"),
        ("Ms. Doe, a 57-year-old cashier, struck her elbow on a till on 12/1/2015.", "struck her elbow on a till"),
        ("Lineman hit by a falling crossarm on 3/3/2015; he was hospitalized.", "hit by a falling crossarm"),
        ("The DMV examiner, a 40 year old woman, was bitten by a cat.", "bitten by a cat"),
    ],
)  # fmt: skip
def test_what_describes_the_worker_stands_in_no_way(text: str, expected: str) -> None:
    assert word(told(text).mechanism) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A 29-year-old groom was kicked by a mule on May 3, 2016.", "kicked by a mule"),
        ("The welder was hit by a beam, Nov 3 2015.", "hit by a beam"),
        ("She was involved in a bus crash 03-04-2015 and was airlifted.", "bus crash"),
        ("A guard was shoved on 3/3/2015 by a trespasser.", "shoved on 3/3/2015 by a trespasser"),
        ("He was hit by a beam and lost consciousness for a minute.", "hit by a beam"),
        ("This man, hurt on 3/3/2015 pulling a net, continues with low back ache.", "pulling a net"),
        ("Mechanism is told as lowering a keg, sudden pop in the shoulder.", "lowering a keg"),
    ],
)
def test_the_day_and_what_came_of_it_are_left_out(text: str, expected: str) -> None:
    assert word(told(text).mechanism) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He has an injury of 3/3/2015 due to repeatedly swinging a sledge.", "repeatedly swinging a sledge"),
        ("She was injured due to a shelf that tipped onto her hand.", "a shelf that tipped onto her hand"),
        ("He has a right foot injury, which developed after a cart rolled over it.", "a cart rolled over it"),
        ("She claims a skin condition from daily contact with solvents.", "daily contact with solvents"),
        ("He attributes his insomnia to two years of split shifts (claim of 2015).", "two years of split shifts"),
        ("Back pain of a cumulative kind from warehouse tasks.", "warehouse tasks"),
        ("According to the QME, a gate swung shut and struck her wrist.", "a gate swung shut and struck her wrist"),
        ("He felt a pull in the groin when he and a coworker were lifting a stove.", "lifting a stove"),
        ("DOI 3/3/2015: thumb pulled into a mixer.", "thumb pulled into a mixer"),
        ("Injured 3/3/2015 (right heel crushed under a jack).", "right heel crushed under a jack"),
        ("Injury of 3/3/2015, lumbar, hoisting a drum.", "hoisting a drum"),
        ("Was sprayed with lye on 3/3/2015.", "sprayed with lye"),
        ("He is 50 y/o M. Fell off a dock.", "Fell off a dock"),
        ("Neck pain post MVA.", "MVA"),
        ("Hx: tripped over a cord, fell on both knees.", "tripped over a cord, fell on both knees"),
        ("Injury date 3/3/2015, cause: assault by a customer.", "assault by a customer"),
        ("He has wrist pain after hand caught in a press 3/3/2015.", "hand caught in a press"),
        ("Back injury lifting a crate 3/3/2015.", "lifting a crate"),
        ("He recalls stepping on a loose plank.", "stepping on a loose plank"),
        (
            "While dusting vents on 3/3/2015 she stepped off a stool.",
            "dusting vents on 3/3/2015 she stepped off a stool",
        ),
        ("Shocked 3/3/2015 while wiring a lamp.", "Shocked 3/3/2015 while wiring a lamp"),
        ("He tore his biceps hoisting a motor.", "hoisting a motor"),
        ("She had an accident in 2011 in which a tire exploded.", "a tire exploded"),
        ("Her knee pain is related to thirty years of carpet laying.", "thirty years of carpet laying"),
        ("Her wrist pain came from lifting boxes for many years.", "lifting boxes for many years"),
        ("He states that a pallet fell on his foot.", "a pallet fell on his foot"),
        ("The patient carried a ladder and hurt his back.", "carried a ladder"),
        ("Per the record, the worker was using a saw and the blade shattered.", "using a saw and the blade shattered"),
        ("The mail clerk with dog bite of 3/3/2015.", "dog bite"),
        (
            "Her left thumb was crushed between two rollers on 3/3/2015.",
            "Her left thumb was crushed between two rollers",
        ),
        ("The man was working on a staircase that gave way on 3/3/2015.", "working on a staircase that gave way"),
        (
            "She sustained an electrical shock of 240 volts while wiring a lamp.",
            "electrical shock of 240 volts while wiring a lamp",
        ),
        (
            "The injury took place while he was loading a van; a stack of doors fell onto his arm.",
            "loading a van; a stack of doors fell onto his arm",
        ),
        (
            "On the day of the accident a coworker backed a cart into her heel.",
            "a coworker backed a cart into her heel",
        ),
        ("His injury resulted from lifting a keg, at which time he felt a pull in the groin.", "lifting a keg"),
    ],
)
def test_what_brought_it_about(text: str, expected: str) -> None:
    assert word(told(text).mechanism) == expected


def test_a_cause_told_next_goes_before_the_bare_name_of_a_trauma() -> None:
    text = "A 30 year old barber has a cumulative trauma claim. He attributes the rash to contact with hair tonic."
    assert word(told(text).mechanism) == "contact with hair tonic"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DOI 5/5/2016. Ladder slipped, fell 8 ft onto concrete.", "Ladder slipped, fell 8 ft onto concrete"),
        (
            "The worker is 44, a driver. A car ran a red light and hit the van he was driving.",
            "A car ran a red light and hit the van he was driving",
        ),
        ("An ammonia line ruptured on 3/3/2015 and he was engulfed.", "An ammonia line ruptured on 3/3/2015 and he was engulfed"),
        ("A chip of steel entered his eye while he was grinding.", "A chip of steel entered his eye while he was grinding"),
        ("The truck he was riding in overturned on 3/3/2015.", "The truck he was riding in overturned"),
        ("This driver was elbowed in the mouth by a coworker on 4/4/2016.", "elbowed in the mouth by a coworker"),
        ("Claimant: F, 62. MOI: student ran into her; fell on R hip.", "student ran into her; fell on R hip"),
        ("The worker states that on the day of injury the saw kicked and the blade went into his left thumb.",
         "the saw kicked and the blade went into his left thumb"),
        ("The injury was a crush of the left foot by a forklift.", "crush of the left foot by a forklift"),
        (
            "This 30-year-old teacher was kneeling to tie a shoe when a child jumped onto her back.",
            "kneeling to tie a shoe when a child jumped onto her back",
        ),
        ("The file gives the injury as a slip from a truck step.", "slip from a truck step"),
        ("He was injured on 9/9/2015 in a trench cave in.", "trench cave in"),
        ("Mr. L, a 36-year-old control officer, says a feral dog lunged at him and bit through his glove.",
         "a feral dog lunged at him and bit through his glove"),
        ("Stress claim: threatened with a knife by a client on 9/9/2015.", "threatened with a knife by a client"),
        ("RN, 41F. 2/8/16 boosting a patient up in bed, L shoulder popped.", "boosting a patient up in bed"),
        ("DOI 4/4/2014, a 60 pound box of parts fell from a rack onto her shoulder.",
         "a 60 pound box of parts fell from a rack onto her shoulder"),
        ("She sorts mail; on 4/4/2014 a coworker ran a cart over her foot.", "a coworker ran a cart over her foot"),
        ("The applicant had a pallet fall on his left foot on 6/6/2016.", "pallet fall on his left foot"),
    ],
)  # fmt: skip
def test_a_thing_that_came_upon_the_worker_needs_no_introduction(text: str, expected: str) -> None:
    assert word(told(text).mechanism) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She was walking down a hall on 6/6/2016. A door swung open and struck her in the face.",
         "A door swung open and struck her in the face"),
        ("He was sweeping a dock on 6/6/2016; a stack of crates came down on his foot.",
         "a stack of crates came down on his foot"),
        ("As he climbed off on 6/6/2016 the step of the truck broke loose and he fell.",
         "the step of the truck broke loose and he fell"),
        ("Was descending a ladder 3/3/2015, missed a rung and knee twisted under him.",
         "descending a ladder 3/3/2015, missed a rung and knee twisted under him"),
        ("While stacking tires on 6/6/2016 one of them rolled onto his ankle.",
         "stacking tires on 6/6/2016 one of them rolled onto his ankle"),
        ("The worker was seated at her desk when the chair broke.", "seated at her desk when the chair broke"),
    ],
)  # fmt: skip
def test_what_the_worker_was_at_and_what_happened_then(text: str, expected: str) -> None:
    assert word(told(text).mechanism) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "He is a 40 year old mason who in the spring of 2015 was lifting block and felt his back go.",
            "lifting block",
        ),
        ("A 40 year old guard who 3/3/2015 was hit by a gate.", "hit by a gate"),
        ("Per the DFR he was unloading a truck & felt something tear.", "unloading a truck"),
        ("Hx: 3/3/2015 stepped in a hole while mowing.", "stepped in a hole while mowing"),
        ("He was assaulted by a shoplifter in March of 2015.", "assaulted by a shoplifter"),
        (
            "An aide, 55, who on 8/8/2015 tried to stop a client from falling and felt her shoulder tear.",
            "tried to stop a client from falling",
        ),
        (
            "He was rear ended while driving a van for work, coworkers took him to the hospital.",
            "rear ended while driving a van for work",
        ),
        ("He felt a pop when he and a coworker were lifting a cast iron stove.", "lifting a cast iron stove"),
    ],
)
def test_days_papers_and_helpers_beside_an_accident(text: str, expected: str) -> None:
    assert word(told(text).mechanism) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Reaching overhead hurts.",
        "Climbing stairs takes her breath away.",
        "She has put on 20 pounds.",
        "On 5/5/2016 the knee was swelling after each shift.",
        "Working 4 hrs/day.",
        "He was put on gabapentin and told to rest.",
    ],
)
def test_what_the_worker_feels_or_does_is_no_accident(text: str) -> None:
    assert told(text).mechanism is None
