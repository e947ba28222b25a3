"""Reasons in the wordings of guidelines that reviewers copy, and in their own short forms."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.rationale.conclusion import conclusion
from structurer.kinds.medical.rationale.reasons import reasons
from structurer.letter import Letter
from structurer.sections import Section


def given(text: str, overturned: bool = False) -> set[str]:
    letter = Letter.from_text(text)
    return {str(reason) for reason, _ in reasons(letter, Section("rationale", 0, len(letter.text)), overturned)}


@pytest.mark.parametrize(
    "text",
    [
        "MTUS discourages lasting opioid use unless there is documentation of relief. The physician does not document it.",
        "ODG on scooters: not recommended if a cane meets the need, or the patient can wheel a chair. No report was sent.",
    ],
)
def test_what_a_guideline_is_against_unless_is_no_refusal(text: str) -> None:
    assert given(text) == {"documentation_lacking"}


@pytest.mark.parametrize(
    "text",
    [
        "Medical treatment does not include homemaker services such as shopping.",
        "Since at least one ingredient is unsupported, the cream as a whole cannot be approved.",
        "The gel has not been evaluated for treatment of the shoulder. It is prescribed for the shoulder.",
        "MTUS states that ketorolac is not indicated for minor or chronic painful conditions.",
        "Botulinum toxin may help dystonia. Not recommended for tension headache.",
        "There is no quality evidence that a powered pad is superior to a plain one.",
        "There is no evidence that ultrasound guidance improves patient-relevant outcomes.",
        "There is little evidence for the spine. The cream is meant for the back.",
    ],
)
def test_what_guidelines_do_not_back(text: str) -> None:
    assert given(text) == {"not_recommended"}


def test_what_is_not_recommended_at_all_is_also_not_for_long() -> None:
    text = "Carisoprodol is not recommended and is not indicated for long-term use. She has used it for years."
    assert given(text) == {"not_recommended", "exceeds_guideline_limit"}


@pytest.mark.parametrize(
    "text",
    [
        "The man has not received an injection.",
        "He attended only four visits of therapy.",
        "The injury is from 2011 and he is well past the acute phase.",
        "The patient is currently not taking any anticoagulant.",
        "No spasm was felt. Nor is this patient spastic.",
        "ODG recommends such slings following open repair of large tears. The tear here was small.",
    ],
)
def test_conditions_that_are_not_there(text: str) -> None:
    assert given(text) == {"criteria_not_met"}


def test_red_flags_count_before_the_rule_too() -> None:
    text = "There were no red flags. Guidelines do not support radiographs in this setting."
    assert given(text) == {"criteria_not_met", "not_recommended"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The claimant does not have a documented history of ulcers.", {"documentation_lacking"}),
        ("The reports do not say what was tried. Without this, the referral is premature.", {"documentation_lacking"}),
        (
            "Progress notes from the therapist were not included, so the effect of earlier treatment is unknown.",
            {"documentation_lacking", "no_functional_improvement"},
        ),
        (
            "She reported about 30% relief after the first injection. The level to be injected is also not stated.",
            {"no_functional_improvement", "request_incomplete"},
        ),
        ("Neither its ingredients nor the amount to dispense are given.", {"request_incomplete"}),
        ("He could take the two over-the-counter parts at less cost.", {"alternative_available"}),
    ],
)
def test_what_is_lacking_and_where(text: str, expected: set[str]) -> None:
    assert given(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Massage should be limited to 4-6 visits. The records reflect eight visits of massage so far.",
        "Specialists rarely, if ever, recommend sleeping pills for long-term use. It's been used for 9 months.",
        "The drug is not meant for long-term use. She has been on it since 2012.",
    ],
)
def test_limits_that_are_passed(text: str) -> None:
    assert given(text) == {"exceeds_guideline_limit"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The four A's have been met.", "criteria_met"),
        ("Duloxetine is for nerve pain and depression, both of which are present here.", "criteria_met"),
        ("The six visits are within MTUS.", "within_guideline_limit"),
        ("Six visits is the trial that the guidelines call for.", "within_guideline_limit"),
        ("With the fusion being medically necessary, ODG lists a stay of three days.", "supports_approved_service"),
    ],
)
def test_reasons_to_overturn_in_short(text: str, expected: str) -> None:
    assert expected in given(text, overturned=True)


def test_a_pain_that_is_just_that_is_no_amount() -> None:
    assert "within_guideline_limit" not in given("The burning pain after the injury is just that.", overturned=True)


@pytest.mark.parametrize("word", ["Therefore", "Thus,", "Hence", "As such,"])
def test_a_conclusion_without_a_verb(word: str) -> None:
    for ending, necessary in (("medically necessary.", True), ("not medically necessary.", False)):
        letter = Letter.from_text(f"The drug has been used for years. {word} {ending}")
        concluded = conclusion(letter, Section("rationale", 0, len(letter.text)))
        assert concluded is not None
        assert concluded.necessary is necessary


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The patient continues to report elbow pain. The request does not specify which side.", {"request_incomplete"}),
        ("Medical treatment does not include homemaker services and personal care by aides when this is the only care needed. "
         "The records do not document that she is homebound.", {"documentation_lacking"}),
        ("Recommended only for a palpable twitch response. Not recommended for radicular pain. There is no documentation of a "
         "twitch response.", {"documentation_lacking"}),
        ("The worker has chronic hip pain and no red flags. MTUS recommends up to 10 visits of therapy. He has completed 24 "
         "visits, which exceeds the guideline.", {"exceeds_guideline_limit"}),
        ("The components of this program are not supported by the records.", {"documentation_lacking"}),
        ("We have not received the treatment records of the earlier surgeon.", {"documentation_lacking"}),
    ],
)  # fmt: skip
def test_a_reason_is_not_taken_from_what_says_something_else(text: str, expected: set[str]) -> None:
    assert given(text) == expected


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("MTUS recommends a trial of 6 chiropractic visits. Treatment to date has included 24 sessions of physical therapy.",
         "exceeds_guideline_limit"),
        ("Short-term and long-term functional goals were not provided. He has received physical therapy since 2011.",
         "exceeds_guideline_limit"),
        ("Neither of the active ingredients is indicated in this case.", "request_incomplete"),
        ("The patient has not received any relief from injections.", "criteria_not_met"),
        ("She had only 2 weeks of relief from the injection.", "criteria_not_met"),
        ("Opioid use has not decreased. Nor has the patient returned to work.", "criteria_not_met"),
        ("Nor did she improve with therapy.", "criteria_not_met"),
    ],
)  # fmt: skip
def test_what_gives_no_such_reason(text: str, never: str) -> None:
    assert never not in given(text)


@pytest.mark.parametrize(
    "text",
    [
        "Criteria for epidural injections are found within the MTUS.",
        "Viscosupplementation is not within the MTUS, but ODG supports it.",
        "An MRI after failed therapy is what the guidelines call for.",
    ],
)
def test_where_a_rule_is_found_is_no_limit_that_is_kept(text: str) -> None:
    assert "within_guideline_limit" not in given(text, overturned=True)
