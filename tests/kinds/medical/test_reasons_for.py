"""Why a denial was overturned: amounts within bounds, gains, other services granted, conditions met."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.rationale.reasons import reasons
from structurer.letter import Letter
from structurer.sections import Section

WITHIN, GAIN, SUPPORTS, MET = (
    "within_guideline_limit",
    "documented_improvement",
    "supports_approved_service",
    "criteria_met",
)


def given(text: str) -> set[str]:
    letter = Letter.from_text(text)
    return {str(reason) for reason, _ in reasons(letter, Section("rationale", 0, len(letter.text)), True)}


@pytest.mark.parametrize(
    "text",
    [
        "Five lessons fit easily inside that schedule.",
        "The eight visits stay below the twelve that are allowed.",
        "That would be her second for the year.",
        "With these he would be at nine of ten.",
        "The total doesn't go over the ODG maximum.",
        "He would reach 14 with the last three.",
        "Four more are in keeping with the two months advised.",
        "The surgeon asks for ten, and no more than that.",
        "The dose comes to 20 mg a day, well under the 90 mg ceiling.",
        "The loan is for a month, the length of the trial in the guidelines.",
        "The six visits are half of the number allowed.",
        "Four more exhaust that number without exceeding it.",
        "The number asked for corresponds to the figure printed in the guideline.",
    ],
)
def test_an_amount_within_bounds(text: str) -> None:
    assert given(f"The ODG speaks of a course. {text} It is medically necessary.") == {WITHIN}


@pytest.mark.parametrize(
    "text",
    [
        "Visits of this kind are recommended by the MTUS.",
        "A course should not exceed ten visits.",
        "The lungs are within normal limits.",
        "The request is in accordance with the guideline.",
    ],
)
def test_no_amount_within_bounds(text: str) -> None:
    assert WITHIN not in given(f"The knee is swollen. {text} It is medically necessary.")


@pytest.mark.parametrize(
    "text",
    [
        "The rating was 2 with the cream against 7 without.",
        "His reach has come up from 60 to 120 degrees.",
        "The index is 18 (was 40).",
        "He carries 40 pounds (15 at intake).",
        "Reach improved to 120 degrees from 60.",
        "The first course cut his use of pills by half.",
        "Since the first course she has resumed sewing.",
        "His walking time doubled.",
        "There has been a good response.",
        "These outcomes warrant going on.",
        "The cream is doing its job.",
        "With the cream he sits for 40 minutes as opposed to 10.",
        "The PHQ-9 is 8, down from 19.",
        "Elevation is 140 as against 60 in May.",
        "Migraines are at 6 a month, previously 20.",
        "Without the drug pain is 8, and with the drug 4.",
        "Per Dr. Moss the rating fell from 8 to 3 in his notes.",
        "The first course helped the man reduce his pills.",
        "He reports functional improvement with the cream.",
    ],
)
def test_a_gain(text: str) -> None:
    assert given(f"He is a weaver. {text} It is medically necessary.") == {GAIN}


@pytest.mark.parametrize(
    "text",
    [
        "Grip has dropped by more than a third.",
        "His pain has gone up from 3 to 7.",
        "The PHQ-9 is 19, up from 8.",
        "The lump has grown from 4 to 9 mm.",
        "He went from one to four tablets a day.",
        "Bending is unchanged, from 40 to 40 degrees.",
        "The request is for 6 as opposed to 12.",
        "The rating was 8 with the cream and 8 without it.",
        "The last shot gave a brief relief and 60% improvement.",
        "More may be given with documentation of objective functional improvement.",
        "A gain in function with objective improvement is not documented.",
        "Half of patients have 50% relief with placebo.",
        "The first course has not helped the man reduce his pills.",
        "He reports no functional improvement.",
    ],
)
def test_no_gain(text: str) -> None:
    assert GAIN not in given(f"He is a weaver. {text} It is medically necessary.")


@pytest.mark.parametrize(
    "text",
    [
        "The fusion was certified on 4/4/16.",
        "Having found the tendon repair to be warranted, I see the sling as part of it.",
        "A sling is the ordinary sequel to an operation which the carrier has approved.",
        "As the tendon repair is found appropriate, a sling should be at hand.",
        "The meniscectomy, which I find necessary above, calls for crutches.",
        "These approved sessions could not be held without somebody who signs.",
        "The program has been authorized. Transport to the program is wanted.",
        "The clinic plans a splint after the authorized release.",
    ],
)
def test_another_service_that_is_granted(text: str) -> None:
    assert given(f"Slings hold still what was sewn. {text} It is medically necessary.") == {SUPPORTS}


@pytest.mark.parametrize(
    "text",
    [
        "Utilization review non-certified the fusion.",
        "The trial had not been certified.",
        "Six sessions were authorized. Six more sessions are needed for the remaining stiffness.",
        "Cells were taken in the postoperative week.",
        "The addiction doctor has certified that he depends on it.",
        "The arthrodesis is appropriate and medically necessary.",
    ],
)
def test_no_other_service_that_is_granted(text: str) -> None:
    assert SUPPORTS not in given(f"The ankle is stiff. {text}")


def test_a_service_that_goes_with_another_meets_criteria_too_where_something_is_told_of_the_worker() -> None:
    granted = "The fusion was certified on 4/4/16. A lift is medically necessary."
    assert given(granted) == {SUPPORTS}
    assert given(f"The worker lives alone and has a weak left leg. {granted}") == {SUPPORTS, MET}


def test_an_amount_within_bounds_meets_criteria_too_where_something_is_told_of_the_worker() -> None:
    bounded = "The six visits do not exceed the limit. The course is medically necessary."
    assert given(bounded) == {WITHIN}
    assert given(f"She sprained the ankle, which is swollen. {bounded}") == {WITHIN, MET}
    assert given(f"She has not attended a course. {bounded}") == {WITHIN}


def test_a_gain_meets_criteria_too_where_a_guideline_names_what_the_worker_has() -> None:
    gain = "The rating fell from 8 to 3. The pills are medically necessary."
    assert given(f"He has sciatica. {gain}") == {GAIN}
    assert given(f"The pills are recommended for neuropathic pain. He has sciatica. {gain}") == {GAIN, MET}
    named = "The ODG recommends such pills for neuropathic pain, which her nurse confirmed as sciatica."
    assert given(f"{named} {gain}") == {GAIN, MET}
    assert given(f"The pills are recommended for migraine. He has sciatica. {gain}") == {GAIN}


def test_that_a_treatment_is_warranted_says_nothing_more_beside_a_plainer_reason() -> None:
    assert given("The rating fell from 8 to 3. More of it is warranted.") == {GAIN}
    assert given("More of it is warranted.") == {MET}


def test_a_conclusion_that_gives_its_own_reason_is_the_case() -> None:
    assert given("Given that the worker cannot stand, the request for the stool is medically necessary.") == {MET}


def test_inches_open_no_quotation() -> None:
    assert given("He stands 5'8\" tall. The notes show that he meets the criteria.") == {MET}
    assert given("He stands 5'8\" tall. The fusion was certified. It is medically necessary.") == {SUPPORTS, MET}
