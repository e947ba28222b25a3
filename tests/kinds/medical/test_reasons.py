"""Why reviewers decided so, as code reads it of rationales."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.reasons import reasons
from structurer.letter import Letter
from structurer.sections import Section


def given(text: str, overturned: bool = False) -> list[str]:
    letter = Letter.from_text(text)
    return [str(reason) for reason, _ in reasons(letter, Section("rationale", 0, len(letter.text)), overturned)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The notes do not document a trial of therapy.", ["documentation_lacking"]),
        ("It is unclear why a second brace is needed.", ["documentation_lacking"]),
        ("There is no evidence of a neurological deficit.", ["criteria_not_met"]),
        ("The patient has not been diagnosed with spasticity.", ["criteria_not_met"]),
        ("This cream is not recommended.", ["not_recommended"]),
        ("Twenty visits exceed what is advised.", ["exceeds_guideline_limit"]),
        ("The records show no functional improvement with the earlier visits.", ["no_functional_improvement"]),
        ("The request does not specify a dose.", ["request_incomplete"]),
        ("Since the surgery is not medically necessary, neither is the sling.", ["dependent_on_denied_service"]),
        ("A first-line drug was not tried by this patient.", ["alternative_available"]),
        ("The request is not medically necessary.", []),
    ],
)
def test_reasons_to_uphold(text: str, expected: list[str]) -> None:
    assert [reason for reason in given(text) if reason in expected] == expected
    if not expected:
        assert given(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The number of visits is within the guideline recommendation.", "within_guideline_limit"),
        ("This worker meets the criteria for the study.", "criteria_met"),
        ("The patient had documented functional improvement.", "documented_improvement"),
        ("The surgery was authorized.", "supports_approved_service"),
    ],
)
def test_reasons_to_overturn(text: str, expected: str) -> None:
    assert expected in given(text, overturned=True)


def test_what_a_guideline_says_in_general_is_no_reason() -> None:
    assert given("The MTUS states that imaging is indicated only for red flags and not documented otherwise.") == []


def test_each_reason_stands_in_a_sentence() -> None:
    letter = Letter.from_text("He limps. The notes do not document a trial of therapy. No more is said.")
    ((_, span),) = reasons(letter, Section("rationale", 0, len(letter.text)), False)
    assert span.text == "The notes do not document a trial of therapy."
