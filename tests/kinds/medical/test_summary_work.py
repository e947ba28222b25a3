"""Whether and how the worker works, in the turns that it is told in."""

from __future__ import annotations

import pytest

from tests.kinds.medical.test_summary import told, word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was placed on temporary total disability until 5/5/2015.", "temporary total disability until 5/5/2015"),
        ("He remains off work through 4/4/2016.", "off work through 4/4/2016"),
        ("She was laid off in 2014.", "was laid off in 2014"),
        ("She was terminated from her job in May 2015.", "was terminated from her job in May 2015"),
        ("He has been unable to work since 2013.", "unable to work since 2013"),
        ("Has not returned to any work.", "Has not returned to any work"),
        ("He remains permanent and stationary.", "permanent and stationary"),
        ("The worker is deemed P&S per the AME.", "P&S"),
    ],
)
def test_out_of_work(text: str, expected: str) -> None:
    assert word(told(text).work_status) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She went back to light duty in March.", "went back to light duty in March"),
        ("The patient was reassigned to dispatch duties.", "reassigned to dispatch duties"),
        ("He has returned to full duty without restrictions.", "returned to full duty without restrictions"),
        ("He is working full duty as a foreman.", "working full duty as a foreman"),
        ("She is working with restrictions and takes Norco.", "working with restrictions"),
        ("He is working.", "working"),
        ("She works part time at the front desk.", "works part time at the front desk"),
        ("She drives a school bus four hours a day.", "drives a school bus four hours a day"),
        ("Return to full duty failed in May; he is on one-handed work.", "one-handed work"),
        ("She teaches full time, sitting on a stool.", "teaches full time, sitting on a stool"),
        ("He is back on patrol with no water work.", "back on patrol with no water work"),
        ("Working from home, full duty.", "Working from home, full duty"),
        ("She currently works as a bus driver without restrictions.", "currently works as a bus driver without restrictions"),
        ("He is performing modified duties at the depot.", "performing modified duties at the depot"),
        ("Return to modified work 3/3/16 with limited use of the left hand.",
         "Return to modified work 3/3/16 with limited use of the left hand"),
        ("He may return to work with no kneeling, squatting or climbing.",
         "may return to work with no kneeling, squatting or climbing"),
    ],
)  # fmt: skip
def test_at_work(text: str, expected: str) -> None:
    assert word(told(text).work_status) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Restrictions: no kneeling, no ladders.", "no kneeling, no ladders"),
        ("Mods: no lifting > 15 lbs.", "no lifting > 15 lbs"),
        ("Restrictions are no lifting over 20 pounds and no prolonged standing.",
         "no lifting over 20 pounds and no prolonged standing"),
        ("No use of the right arm is the restriction.", "No use of the right arm"),
        ("He is precluded from heavy lifting.", "precluded from heavy lifting"),
        ("A 15-pound lifting restriction was continued.", "15-pound lifting restriction"),
        ("No lifting over 25 pounds.", "No lifting over 25 pounds"),
        ("Work status as of 3/3/2016: seated work.", "seated work"),
    ],
)  # fmt: skip
def test_limits(text: str, expected: str) -> None:
    assert word(told(text).work_status) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Pain is worse when working overhead.",
        "He wants to return to work.",
        "He does home exercises three days a week.",
        "The goal of therapy is return to full duty.",
        "Range of motion was limited to 30 degrees.",
        "She sleeps four hours per night.",
        "He was working on a roof when he fell.",
    ],
)
def test_no_status(text: str) -> None:
    assert told(text).work_status is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He has not been able to return to his usual trade.", "has not been able to return to his usual trade"),
        ("She has been unable to drive her route.", "unable to drive her route"),
        ("She has not gone back to the classroom.", "has not gone back to the classroom"),
        ("He may not return to the same store.", "may not return to the same store"),
        ("She is considered disabled from any work.", "disabled from any work"),
        ("He was kept off roofing duties.", "kept off roofing duties"),
        ("She has been off work since the explosion.", "off work since the explosion"),
        ("He was laid off in May and has not worked since.", "has not worked since"),
        ("P&S, retired.", "P&S, retired"),
        ("Not employed, permanent and stationary since 2012.", "Not employed, permanent and stationary since 2012"),
        ("She did not return to work.", "did not return to work"),
        ("He can no longer work as a diver.", "can no longer work as a diver"),
        ("She cannot return to her pre-injury job.", "cannot return to her pre-injury job"),
        ("Work status: The patient is to remain off work.", "remain off work"),
        ("Temp total disability.", "Temp total disability"),
    ],
)
def test_what_somebody_cannot_go_back_to(text: str, expected: str) -> None:
    assert word(told(text).work_status) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lifting limit 25 lbs.", "Lifting limit 25 lbs"),
        ("She was released with no pushing over 15 pounds.", "no pushing over 15 pounds"),
        ("Restrictions: no cold environment.", "no cold environment"),
        ("Restrictions 10 lbs, employer cannot accommodate.", "10 lbs, employer cannot accommodate"),
        ("No work on ladders.", "No work on ladders"),
        ("Avoid repetitive stooping.", "Avoid repetitive stooping"),
        ("She is limited to no use of the left hand.", "limited to no use of the left hand"),
        ("Sit-down work only, 6 hrs/day.", "Sit-down work only, 6 hrs/day"),
        ("Working full time modified duty.", "Working full time modified duty"),
        ("Currently working within limitations.", "Currently working within limitations"),
        ("She can work outdoors only away from dust.", "can work outdoors only away from dust"),
        ("TPD: bench tasks 4 hours a day.", "TPD: bench tasks 4 hours a day"),
        ("May do half days.", "half days"),
        ("Modified duty. No lifting over 20 lbs.", "Modified duty"),
    ],
)
def test_limits_without_a_name(text: str, expected: str) -> None:
    assert word(told(text).work_status) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Work: no use of the arm, not accommodated, therefore TTD.", "TTD"),
        ("Light duty is not available so she's off.", "off"),
        ("The work status on 3/3/2016 is modified, on 4/4/2016 is full duty.", "full duty"),
        ("Work status was no driving as of 3/3/2016 and regular duty as of 4/4/2016.", "regular duty"),
        ("Status: TTD was ended in 2014, no ladder work.", "no ladder work"),
    ],
)
def test_the_latest_of_a_sentence(text: str, expected: str) -> None:
    assert word(told(text).work_status) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Flexion was restricted to 45 degrees.",
        "Work status: deferred to the treating physician.",
        "She is unable to do household chores.",
        "No use of tobacco.",
        "No heavy meals at night.",
        "He has difficulty with work duties.",
        "Her work status is unchanged from the previous visit.",
    ],
)
def test_limits_of_other_things(text: str) -> None:
    assert told(text).work_status is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He is back driving his usual route.", "back driving his usual route"),
        ("She is teaching half days.", "teaching half days"),
        ("He has been driving four hours a day since June.", "driving four hours a day since June"),
        (
            "He works in the tool crib with no use of the left hand.",
            "works in the tool crib with no use of the left hand",
        ),
        ("Modified duty, seated reception.", "Modified duty, seated reception"),
        ("She is working at the tool desk, away from noise.", "working at the tool desk, away from noise"),
        ("Modified duty 4 hrs per day.", "Modified duty 4 hrs per day"),
        ("Currently on modified hours.", "modified hours"),
        ("Light duty <15 lb.", "Light duty <15 lb"),
        ("Usual duties with a headset.", "Usual duties with a headset"),
        ("She is at work three days a week.", "at work three days a week"),
        ("RTW 1-2-17 bench tasks only.", "RTW 1-2-17 bench tasks only"),
        ("He was returned to light duty 3/3/2016.", "returned to light duty 3/3/2016"),
        ("Pt is on mod duty w/ 20# limit.", "mod duty w/ 20# limit"),
        (
            "Work status: modified; no lifting over 5 lbs with the left.",
            "modified; no lifting over 5 lbs with the left",
        ),
        ("Has continued regular duties throughout.", "continued regular duties"),
        ("Doing office work only.", "Doing office work only"),
        ("Assigned to the tool room.", "Assigned to the tool room"),
    ],
)
def test_what_somebody_still_does(text: str, expected: str) -> None:
    assert word(told(text).work_status) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On total disability since 2014.", "total disability since 2014"),
        ("Retired on disability in 2014.", "Retired on disability in 2014"),
        ("She has since left the company.", "has since left the company"),
        ("Her contract ended and she has not found other work.", "has not found other work"),
        ("No work since the fall.", "No work since the fall"),
        ("Disabled until 4/4/2016.", "Disabled until 4/4/2016"),
        ("He has not RTW.", "has not RTW"),
        ("Not back to work yet.", "Not back to work yet"),
        ("She has been home since the crash.", "been home since the crash"),
    ],
)
def test_work_that_is_left(text: str, expected: str) -> None:
    assert word(told(text).work_status) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He works in a plating shop.",
        "A drum broke when the helper let go.",
        "He cannot stand longer than ten minutes.",
        "No return to work date has been given.",
    ],
)
def test_what_is_no_work_status(text: str) -> None:
    assert told(text).work_status is None
