"""Why reviewers decided so, as code reads it of rationales."""

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
        ("The patient was previously approved for six visits.", ["exceeds_guideline_limit"]),
        ("The worker has undergone eight visits, which were not beneficial.", ["no_functional_improvement"]),
        ("More visits wait on the results of the initial set.", ["no_functional_improvement"]),
        ("The request for a panel of tests does not indicate which.", ["request_incomplete"]),
        ("The fusion has been denied, and with it goes the brace.", ["dependent_on_denied_service"]),
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
        ("The worker is scheduled for a meniscectomy.", "supports_approved_service"),
    ],
)
def test_reasons_to_overturn(text: str, expected: str) -> None:
    assert expected in given(text, overturned=True)


def test_what_a_guideline_says_in_general_is_no_reason() -> None:
    assert given("The MTUS states that imaging is indicated only for red flags and not documented otherwise.") == []
    assert given("The ODG guidelines do not address this request.") == []
    assert given("A second scan is not recommended by the ODG unless symptoms change.") == []


def test_visits_had_against_visits_allowed_are_too_many() -> None:
    assert given("The ODG guidelines recommend 10 visits. The worker has completed 12 visits.") == ["exceeds_guideline_limit"]  # fmt: skip
    assert given("The worker has completed 12 visits.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The benefit of the patch was not quantified.", ["no_functional_improvement"]),
        ("The drug has failed to reduce the patient's pain.", ["no_functional_improvement"]),
        ("The reason for a new bed is not specified in the records.", ["documentation_lacking"]),
        ("No red flags are documented.", ["documentation_lacking"]),
        ("The request does not specify the number of visits.", ["request_incomplete"]),
        ("The number of visits was not provided in the request.", ["request_incomplete"]),
        ("There is no documentation of functional improvement and remaining deficits.",
         ["no_functional_improvement", "documentation_lacking"]),
        ("The ODG advises a short course. The worker has been taking it for several months.", ["exceeds_guideline_limit"]),
        ("Magnets have never been shown to help.", ["not_recommended"]),
        ("The MTUS does not recommend the routine use of films. In this case, there were no red flags.", ["criteria_not_met"]),
        ("No spasm was documented. In this case, the request exceeds the limit.", ["exceeds_guideline_limit"]),
        ("When the number of visits exceeds the limit, a note is wanted.", []),
        ("The request as submitted also failed to specify a body part.", ["request_incomplete"]),
        ('The ODG says "Films help. The available medical record does not document any fall.', ["documentation_lacking"]),
        ("The records do not quantify the relief from the pads.", ["no_functional_improvement"]),
        ("The claimant has not yet completed any therapy.", ["criteria_not_met"]),
        ("The worker could perform home exercises.", ["alternative_available"]),
        ("There is no documentation of a failed first-line drug.", ["documentation_lacking"]),
        ("The patient's reflexes are intact.", ["criteria_not_met"]),
        ("The patient's reflexes are intact. The notes do not document a trial of therapy.", ["documentation_lacking"]),
    ],
)  # fmt: skip
def test_each_reason_and_no_other(text: str, expected: list[str]) -> None:
    assert given(text) == expected


def test_a_reversal_without_known_words_finds_the_criteria_met() -> None:
    assert given("The patient limps and cannot climb. The request is medically necessary.", overturned=True) == ["criteria_met"]  # fmt: skip
    assert given("The ODG recommends a brace for a slipped kneecap. The request is medically necessary.", overturned=True) == []  # fmt: skip


def test_what_is_within_the_limit_is_said_once() -> None:
    assert given("The current 6 visits are consistent with guideline recommendations.", overturned=True) == ["within_guideline_limit"]  # fmt: skip


def test_what_follows_from_the_reasons_is_none_of_them() -> None:
    assert given("Therefore the criteria are not met and the brace is not medically necessary.") == []


def test_each_reason_stands_in_a_sentence() -> None:
    letter = Letter.from_text("He limps. The notes do not document a trial of therapy. No more is said.")
    ((_, span),) = reasons(letter, Section("rationale", 0, len(letter.text)), False)
    assert span.text == "The notes do not document a trial of therapy."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nothing in the file tells what the splint is for.", ["documentation_lacking"]),
        ("No sleep diary was submitted.", ["documentation_lacking"]),
        ("The chart has no count of the pills.", ["documentation_lacking"]),
        ("The worker denies numbness, and there is no fracture.", ["criteria_not_met"]),
        ("The guideline's conditions are unmet.", ["criteria_not_met"]),
        ("She meets none of these terms.", ["criteria_not_met"]),
        ("The films showed no slip.", ["criteria_not_met"]),
        ("Thirty tablets are beyond what the guideline allows.", ["exceeds_guideline_limit"]),
        ("Twelve visits are double the trial.", ["exceeds_guideline_limit"]),
        ("The patient has already had 14 days of it.", ["exceeds_guideline_limit"]),
        ("The ODG advises against magnets.", ["not_recommended"]),
        ("Trials found it no better than placebo.", ["not_recommended"]),
        ("The patch has brought neither sleep nor strength.", ["no_functional_improvement"]),
        ("The worker's pain scores are the same as before.", ["no_functional_improvement"]),
        ("The order gives only the name of the drug.", ["request_incomplete"]),
        ("The prescription states no dosage.", ["request_incomplete"]),
        ("The arthroscopy was not found to be warranted.", ["dependent_on_denied_service"]),
        ("With the denial of the fusion, the brace has no use.", ["dependent_on_denied_service"]),
        ("A cheaper drug has never been tried.", ["alternative_available"]),
    ],
)  # fmt: skip
def test_what_a_clause_denies_is_the_reason(text: str, expected: list[str]) -> None:
    assert given(text) == expected


def test_what_concludes_of_the_item_is_no_reason_about_another() -> None:
    assert given("The surgery is not medically necessary.") == []
    assert given("Since the surgery is not medically necessary, the sling is not either.") == [
        "dependent_on_denied_service"
    ]
    assert given("The patient limps. The injection is medically necessary.", overturned=True) == ["criteria_met"]


def test_what_is_only_supposed_is_not_denied() -> None:
    assert given("Blocks are an option for those who have not responded to exercise.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The number lies inside the range of the ODG.", ["within_guideline_limit"]),
        ("Flexion went from 70 to 100 degrees.", ["documented_improvement"]),
        ("As the operation has been found appropriate, so is the brace.", ["supports_approved_service"]),
        ("All of these conditions are fulfilled.", ["criteria_met"]),
    ],
)
def test_each_reason_to_overturn(text: str, expected: list[str]) -> None:
    assert sorted(given(text, overturned=True)) == expected


def of(heading: str, text: str) -> list[str]:
    letter = Letter.from_text(f"{heading}\n{text}")
    whole = Section("rationale", len(heading) + 1, len(letter.text))
    return [str(reason) for reason, _ in reasons(letter, whole, False, Section("request", 0, len(heading)))]


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        (
            "Bilateral L4-5 facet joint injection",
            "As such, the requested facet joint injection is not supported.",
            False,
        ),
        ("Lumbar epidural steroid injections", "The epidural injection is not indicated.", False),
        ("Physical therapy, 12 visits", "The arthroscopy is not supported.", True),
        ("Post-operative physical therapy after arthroscopy", "The arthroscopy is not supported.", True),
        (
            "Second epidural injection",
            "Since the first injection is not medically necessary, nor is this injection.",
            True,
        ),
    ],
)
def test_what_an_item_asks_for_is_no_other_that_it_hangs_on(heading: str, text: str, expected: bool) -> None:
    assert ("dependent_on_denied_service" in of(heading, text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No failed care is documented. Therefore, the request is not supported.", ["documentation_lacking"]),
        (
            "No failed care is documented. Ongoing use is not supported by guidelines.",
            ["documentation_lacking", "not_recommended"],
        ),
        ("The current dose does not exceed 120 MED. No pain contract is documented.", ["documentation_lacking"]),
        (
            "The current dose exceeds 120 MED. No pain contract is documented.",
            ["documentation_lacking", "exceeds_guideline_limit"],
        ),
    ],
)
def test_what_only_concludes_or_is_denied_gives_no_reason(text: str, expected: list[str]) -> None:
    assert sorted(given(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There is no documentation that the capsules have improved her function.", ["no_functional_improvement"]),
        ("There is no evidence to recommend one drug of the class over another.", []),
        ("There is no documentation supporting a second wedge.", ["documentation_lacking"]),
        ("There are no objective findings supporting radiculopathy.", ["criteria_not_met"]),
        ("The documentation submitted for review did not demonstrate a deficit.", None),
        ("The EMG study did not show radiculopathy.", None),
        ("There is insufficient evidence that the patient failed therapy.", ["documentation_lacking"]),
        ("He has not yet had physical therapy.", ["criteria_not_met"]),
        ("She reports no side effects and 60% pain relief. The dose exceeds the ceiling.", ["exceeds_guideline_limit"]),
        ("There is no documentation of slippage. Medical necessity cannot be established at this time.",
         ["documentation_lacking"]),
        ("The notes do not document slippage. In this case, medical necessity is not established.",
         ["documentation_lacking"]),
        ("There are no detailed pain assessments or risk assessments in the medical record.", ["documentation_lacking"]),
    ],
)  # fmt: skip
def test_what_is_missing_is_told_from_what_is_absent(text: str, expected: list[str] | None) -> None:
    found = given(text)
    assert "not_recommended" not in found
    assert expected is None or found == expected


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Norco 10/325mg #120", "Continued opioid use is not supported."),
        ("Right knee arthroscopy", "Surgery is therefore not indicated."),
        ("Cervical ESI at C5-6", "Epidural injections are not recommended."),
        ("Injection for the right shoulder", "The requested injection is not warranted."),
        ("Therapy, 12 visits", "The requested service is not supported by the guidelines."),
    ],
)
def test_a_service_by_another_name_is_the_items_own(heading: str, text: str) -> None:
    assert "dependent_on_denied_service" not in of(heading, text)


def test_gains_that_are_told_with_participles_count() -> None:
    assert "documented_improvement" in given("Medications are providing decreased pain and increased function.", True)
