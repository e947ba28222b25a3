"""Reasons told in the many ways in which reviewers put them, and where none of those is used."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.rationale.reasons import reasons
from structurer.letter import Letter
from structurer.sections import Section


def given(text: str, overturned: bool = False) -> list[str]:
    letter = Letter.from_text(text)
    return [str(reason) for reason, _ in reasons(letter, Section("rationale", 0, len(letter.text)), overturned)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a condition that is absent
        ("No effusion was seen, and he walks freely.", "criteria_not_met"),
        ("The patient denies locking of the knee.", "criteria_not_met"),
        ("This worker falls outside the indications.", "criteria_not_met"),
        ("Neither condition applies to her.", "criteria_not_met"),
        ("Surgery at this point is premature.", "criteria_not_met"),
        ("The patient has never had an ulcer.", "criteria_not_met"),
        # what the evidence is against
        ("There is a dearth of quality studies for magnets.", "not_recommended"),
        ("Neither the MTUS nor the ODG recommends the cream.", "not_recommended"),
        ("The ODG fails to support this test.", "not_recommended"),
        ('The panel rates the laser as "strongly not recommended".', "not_recommended"),
        ("Trials of the tape have yielded no convincing support.", "not_recommended"),
        # what earlier care did
        ("After ten visits her scores have not budged.", "no_functional_improvement"),
        ("The patient has derived little benefit from the gel.", "no_functional_improvement"),
        ("The shots gave fleeting relief.", "no_functional_improvement"),
        ("The effect of the earlier visits is unknown.", "no_functional_improvement"),
        ("The pills do not work for this patient.", "no_functional_improvement"),
        # what the records do not tell
        ("The chart is silent on side effects.", "documentation_lacking"),
        ("I could not find an operative report.", "documentation_lacking"),
        ("The notes are illegible.", "documentation_lacking"),
        ("The surgeon has yet to explain the plan.", "documentation_lacking"),
        ("Whether she smokes cannot be made out.", "documentation_lacking"),
        # what the request leaves out
        ("The request is vague.", "request_incomplete"),
        ("Dose and frequency are absent from the request.", "request_incomplete"),
        ("The number of visits does not appear in the request.", "request_incomplete"),
        # another item
        ("Absent the planned surgery, crutches serve nobody.", "dependent_on_denied_service"),
        ("In light of the refusal of the fusion, the brace falls away.", "dependent_on_denied_service"),
        ("The fusion was not approved in the preceding item.", "dependent_on_denied_service"),
        # something simpler
        ("A plain cane would be enough for this worker.", "alternative_available"),
        ("The stretches can be done at home.", "alternative_available"),
        ("An insole from the drugstore was never worn.", "alternative_available"),
        # too much
        ("The quantity is not in keeping with the guideline.", "exceeds_guideline_limit"),
        ("She has used all her allotted visits.", "exceeds_guideline_limit"),
    ],
)  # fmt: skip
def test_a_reason_told_in_other_words(text: str, expected: str) -> None:
    assert given(text) == [expected]


def test_care_untried_is_a_condition_unless_something_simpler_is_meant() -> None:
    assert given("Therapy has not been tried by this worker.") == ["criteria_not_met"]
    assert given("A cheaper, first-line drug has not been tried by this worker.") == ["alternative_available"]


def test_what_is_said_of_an_operation_s_benefit_is_not_said_of_the_operation() -> None:
    assert "dependent_on_denied_service" not in given("The benefit of the injection was not established.")


def test_a_fact_told_against_what_a_guideline_wants_says_that_its_condition_is_unmet() -> None:
    assert given("The ODG reserves the brace for a slipped kneecap. This worker has a bruise.") == ["criteria_not_met"]
    assert given("This worker has a bruise.") == []


def test_without_a_known_turn_the_words_of_a_sentence_tell_what_it_leans_to() -> None:
    assert given("Four months on the drug saw his rating stuck at 7.") == ["no_functional_improvement"]
    assert given("The slip reads pain and the report beside it adds nothing.") == ["documentation_lacking"]
    assert given("Anyone can do it on the floor at home.") == ["alternative_available"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ten visits are what the ODG allots.", ["within_guideline_limit"]),
        ("The four visits requested correspond to the initial trial.", ["within_guideline_limit"]),
        ("Earlier visits brought measurable gains.", ["documented_improvement"]),
        ("With it he was able to return to light duty.", ["documented_improvement"]),
        ("The worker satisfies each of the conditions.", ["criteria_met"]),
    ],
)
def test_a_reversal_told_in_other_words(text: str, expected: list[str]) -> None:
    assert given(text, overturned=True) == expected


def test_a_sign_that_is_absent_says_why_where_a_guideline_asks_for_it() -> None:
    recap = "The knee has no effusion and is sore. The notes do not document a trial of therapy."
    assert given(recap) == ["documentation_lacking"]
    asked = f"Aspiration is recommended for an effusion. {recap}"
    assert sorted(given(asked)) == ["criteria_not_met", "documentation_lacking"]
    assert "criteria_not_met" in given("There is no effusion. The notes do not document a trial of therapy.")


def test_a_sentence_that_tells_the_rule_and_then_the_case_is_judged_by_its_clauses() -> None:
    assert given("The ODG recommends a trial first; the result is nowhere stated.") == ["documentation_lacking"]
