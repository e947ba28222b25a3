"""Whose words give a reason: what a guideline says for anybody gives none until the reviewer says it of the case."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.rationale.reasons import reasons
from structurer.letter import Letter
from structurer.sections import Section


def given(text: str) -> list[str]:
    letter = Letter.from_text(text)
    return sorted(str(reason) for reason, _ in reasons(letter, Section("rationale", 0, len(letter.text)), False))


@pytest.mark.parametrize(
    "rule",
    [
        # a guideline as the subject, whatever its verb
        "ODG looks for one risk of a failed union: an earlier failed graft, smoking or no bone at the site.",
        "The AAOS would give a wedge only where stretching was not effective and a splint has never been tried.",
        "In addition, the guidelines accept a scan where the films show no break.",
        # its next sentence, which goes on without naming it
        "ODG covers cold wraps. Use without documented swelling may be brief.",
        "ODG covers wedges. It adds that no functional gain should be expected of them before six weeks.",
        # a rule with conditions
        "The ODG does not recommend a lift chair unless the knees have failed.",
        "A cold laser is not advised as an isolated measure by the ODG; a month of it may be appropriate for some.",
        "The ODG covers grip tests. They should not be done if the only aim is to see whether someone tries.",
    ],
)
def test_a_rule_gives_no_reason(rule: str) -> None:
    assert given(rule) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ODG also calls for a sleep diary; no such diary was located in these papers.", ["documentation_lacking"]),
        ("The ODG wants a month of care first. No therapy has been carried out, as the ODG requires.", ["criteria_not_met"]),
        ("A splint, which should precede the injection, was never tried.", ["alternative_available"]),
        ("The guideline's terms are not met by this worker.", ["criteria_not_met"]),
    ],
)  # fmt: skip
def test_what_is_said_beside_a_rule_is_of_the_case(text: str, expected: list[str]) -> None:
    assert given(text) == expected


def test_advice_against_a_treatment_counts_with_an_exception_but_not_with_a_condition() -> None:
    assert given("The ODG does not recommend a scan of the toe except for gout.") == ["not_recommended"]
    assert given("The ODG does not recommend a scan of the toe unless gout is suspected.") == []


def test_a_need_that_is_not_supported_is_no_guideline_s_verdict() -> None:
    assert given("Without these facts the need for a guide dog is not supported.") == []
    assert given("The need for a guide dog is not supported by the guidelines.") == ["not_recommended"]


def test_not_is_read_in_short_forms_too() -> None:
    assert given("It isn't explained why a second ramp is wanted.") == ["documentation_lacking"]
    assert given("The worker hasn’t been diagnosed with gout.") == ["criteria_not_met"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a quantity by name, not by the look of the word
        ("The ODG lists excessive daytime sleepiness. No diary was submitted.", ["documentation_lacking"]),
        # how long it has hurt is not how long it was treated
        ("The ODG allows at most five days of the drug. The pain has been there since 2011.", []),
        ("The ODG allows at most five days of the drug. The worker has taken it since 2011.", ["exceeds_guideline_limit"]),
        # some visits had, of many allowed
        ("The ODG gives 24 visits over 10 weeks. The worker has had three visits. No gain was reported from them.",
         ["no_functional_improvement"]),
        ("The ODG gives 12 visits over 10 weeks. She had nine visits, and six more have been granted.",
         ["exceeds_guideline_limit"]),
        ("Eight more visits on top of the first twenty are asked for.", ["exceeds_guideline_limit"]),
        ("Three joints are requested, when the ODG only supports two.", ["exceeds_guideline_limit"]),
    ],
)  # fmt: skip
def test_figures_count_where_they_limit_something(text: str, expected: list[str]) -> None:
    assert given(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No gain was reported from the earlier course.", ["no_functional_improvement"]),
        ("The gait is the same as it was at intake, and the relief lasted 3 days.", ["no_functional_improvement"]),
        ("Results of earlier laboratory tests were not included.", ["documentation_lacking"]),
        ("The patient has not attempted a return to work.", ["criteria_not_met"]),
        ("The disc has a bulge that does not touch the cord. No diary was submitted.", ["documentation_lacking"]),
        ("Gout was not evident.", ["criteria_not_met"]),
        ("Gout was not evident in the reports.", ["documentation_lacking"]),
        ("The ODG repeats a scan for a significant change in symptoms. The worker's pain is no different.",
         ["criteria_not_met"]),
        ("The notes do not say why, and the request does not say how many visits.",
         ["documentation_lacking", "request_incomplete"]),
        ("The utilization review did not address the gout.", []),
        ("There is no evidence of a recent drug screen.", ["documentation_lacking"]),
        ("There is no evidence of a recent fracture.", ["criteria_not_met"]),
        ("There are no dates, doses or a description of how it went.", ["documentation_lacking"]),
        ("The dear brand is wanted without having tried the plain tablet.", ["alternative_available"]),
        # what a prescriber has not done, and what the worker has not
        ("There is no evidence that the treating surgeon has asked about gout.", ["documentation_lacking"]),
        ("There is no evidence that the patient has gout.", ["criteria_not_met"]),
        ("There is no evidence that the surgeon plans to remove the nail.", ["criteria_not_met"]),
        ("Submitted reports have not adequately demonstrated the indication for a cane.", ["documentation_lacking"]),
        ("Reports have not demonstrated functional benefit.", ["no_functional_improvement"]),
        ("The physician did not specify the frequency of the visits.", ["request_incomplete"]),
        ("The physician did not specify the number of visits completed to date.", ["documentation_lacking"]),
        # what is not known of an earlier course, and of the one that is asked for
        ("The patient has attended an unknown number of yoga sessions.", ["documentation_lacking"]),
        ("The request is for an unknown number of yoga sessions.", ["request_incomplete"]),
        ("There is no documentation that the splint program was ineffective.", ["documentation_lacking"]),
        ("There is no evidence that the tablets have not been effective.", ["criteria_not_met"]),
        ("The splint program was ineffective.", ["no_functional_improvement"]),
        ("The patient has had six visits without documented benefit.", ["no_functional_improvement"]),
        ("The patient has had six visits without documented need.", ["documentation_lacking"]),
    ],
)  # fmt: skip
def test_neighbouring_reasons_are_told_apart(text: str, expected: list[str]) -> None:
    assert given(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # denied without a known turn, beside another reason
        ("Neither a signed pledge nor a pill log could be found. The dose exceeds the ceiling.",
         ["documentation_lacking", "exceeds_guideline_limit"]),
        ("There was no suspicion of drug dealing. The dose exceeds the ceiling.",
         ["criteria_not_met", "exceeds_guideline_limit"]),
        ("A thumb that locks is absent. The dose exceeds the ceiling.", ["criteria_not_met", "exceeds_guideline_limit"]),
        # two denials are none
        ("There was no failure to heal. The dose exceeds the ceiling.", ["exceeds_guideline_limit"]),
        # what was gathered up, and what is named in passing
        ("The dose exceeds the ceiling. Based on the lack of the above, the drug is not medically necessary.",
         ["exceeds_guideline_limit"]),
        ("The dose exceeds the ceiling. A scan in May found a bulge and no fractures.", ["exceeds_guideline_limit"]),
    ],
)  # fmt: skip
def test_a_denial_in_no_known_turn_counts_beside_other_reasons(text: str, expected: list[str]) -> None:
    assert given(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Facet blocks are for non-radicular pain. The pain radiates into the foot.",
        "An aide is for those confined to their home. The claimant drives to church.",
        "A second opinion is for a diagnosis that is uncertain. The diagnosis is well established.",
        "The ODG gives gel for severe arthritis. The films show mild narrowing.",
        "The ODG gives an interpreter to those who cannot communicate with the doctor. She gave her history in English.",
    ],
)
def test_the_opposite_of_what_is_asked_for_is_a_condition_unmet(text: str) -> None:
    assert given(text) == ["criteria_not_met"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("With the arthrodesis declined there is no graft to grow.", ["dependent_on_denied_service"]),
        ("The repair was found not medically necessary in this review.", ["dependent_on_denied_service"]),
        ("Given the firm joint, I agree with the reviewer that the fusion is not medically necessary.", []),
        (
            "A steroid injection comes before gel in the sequence, and those steps come first.",
            ["alternative_available"],
        ),
        ("The order leaves out how many and how often.", ["request_incomplete"]),
        ("Which thumb is to be fused is not stated.", ["request_incomplete"]),
        ("The plan puts down a check mark beside the scan.", ["documentation_lacking"]),
        ("The surgeon attached neither films nor a letter.", ["documentation_lacking"]),
        ("She is nowhere near a stable state.", ["criteria_not_met"]),
        ("He had two days of relief.", ["no_functional_improvement"]),
        ("The patient is able to tolerate land-based exercise.", ["criteria_not_met"]),
        ("The patient is unable to tolerate land-based exercise.", []),
        ("The films do not correlate with the exam.", ["criteria_not_met"]),
        ("His complaints are unchanged, despite steady usage of the gel.", ["no_functional_improvement"]),
        (
            "The gel is used for the chronic treatment of pain rather than the short-term treatment of a flare.",
            ["exceeds_guideline_limit"],
        ),
    ],
)
def test_more_ways_of_saying_it(text: str, expected: list[str]) -> None:
    assert given(text) == expected


def test_an_examination_told_before_the_rule_is_history_where_what_follows_says_why() -> None:
    told = "There is no swelling. The ODG covers a cane for one year."
    assert given(f"{told} No prescription was submitted.") == ["documentation_lacking"]
    assert given(told) == ["criteria_not_met"]


def test_a_limit_may_be_told_after_what_was_had_where_nothing_else_says_why() -> None:
    assert given("The worker has taken the drug for four years. The MTUS limits it to four weeks.") == [
        "exceeds_guideline_limit"
    ]


def test_a_schedule_of_visits_with_nothing_else_is_held_against_the_request() -> None:
    assert given("The schedule gives 12 visits over 10 weeks.") == ["exceeds_guideline_limit"]
    assert given("The schedule gives 12 visits over 10 weeks. No prescription was submitted.") == [
        "documentation_lacking"
    ]


def test_what_is_concluded_also_of_the_item_was_concluded_of_another_before() -> None:
    denied = "The fusion has been determined to be not medically necessary."
    assert given(f"{denied} So the brace is also not medically necessary.") == ["dependent_on_denied_service"]
    assert given(denied) == []


@pytest.mark.parametrize(
    "conclusion",
    [
        "As such, there is no clear indication for ongoing use of the lamp.",
        "Medical necessity for the lamp has not been met.",
        "The request for the lamp is not supported.",
    ],
)
def test_what_concludes_in_the_words_of_a_reason_gives_none(conclusion: str) -> None:
    assert given(f"No sleep diary was submitted. {conclusion}") == ["documentation_lacking"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There is no indication for a brace on the films.", "criteria_not_met"),
        ("Medical necessity criteria have not been met.", "criteria_not_met"),
        ("The request for the lamp is not supported by the ODG.", "not_recommended"),
    ],
)
def test_a_reason_in_the_words_of_a_conclusion_is_one(text: str, expected: str) -> None:
    assert expected in given(text)


def test_how_long_a_drug_is_meant_to_be_taken_is_no_detail_that_a_request_lacks() -> None:
    assert "request_incomplete" not in given("The request for 60 tablets does not indicate short-term use.")
    assert given("The request for 60 tablets does not indicate the duration.") == ["request_incomplete"]
