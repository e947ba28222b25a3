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
        ("Not a single visit has been had.", "criteria_not_met"),
        ("The trial of the horn has not taken place.", "criteria_not_met"),
        ("She still plays, so this condition fails.", "criteria_not_met"),
        ("She never lost her breath.", "criteria_not_met"),
        ("No such attempt was made.", "criteria_not_met"),
        ("The other lip is asymptomatic.", "criteria_not_met"),
        ("His risk of a clot is slight.", "criteria_not_met"),
        ("There is nothing to keep him from walking.", "criteria_not_met"),
        ("He sings every day and takes no drug that has to be watched.", "criteria_not_met"),
        # what the evidence is against
        ("There is strong evidence that the balm does not help.", "not_recommended"),
        ("The salve has no FDA approval for lips.", "not_recommended"),
        ("Resin should not be compounded into a balm.", "not_recommended"),
        ("ODG regards bands and choirs as outside of medical treatment, unless lessons have failed.", "not_recommended"),
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
        ("Neither visit tells of a longer note or a pill spared.", "no_functional_improvement"),
        ("Nor is her breath any longer for it.", "no_functional_improvement"),
        ("He can do nothing that he could not do before.", "no_functional_improvement"),
        ("The dose of the drops stayed where it was.", "no_functional_improvement"),
        ("The shot brought twenty percent for nine days.", "no_functional_improvement"),
        ("The last block wore off within the week.", "no_functional_improvement"),
        ("Nothing suggests that the lip was eased by the lessons.", "no_functional_improvement"),
        ("Her pain score was 8 before the lessons and 8 after.", "no_functional_improvement"),
        ("After ten lessons the Beck score went from 20 to 24.", "no_functional_improvement"),
        ("With the drops the pain rating is 7, without them 7; that is 7 without and 7 with.", "no_functional_improvement"),
        ("The pain is 7 with or without the drops.", "no_functional_improvement"),
        ("The QuickDASH was 61 at the first and 60 at the tenth visit.", "no_functional_improvement"),
        # what the records do not tell
        ("There was no comment on the breath.", "documentation_lacking"),
        ("Nothing is said of a home program.", "documentation_lacking"),
        ("There is no telling what his present state is.", "documentation_lacking"),
        ("How often it was used is not set down.", "documentation_lacking"),
        ("Neither a log nor any reading of the meter was supplied.", "documentation_lacking"),
        ("The treater leaves me guessing whether lessons were had.", "documentation_lacking"),
        ("No report of the lip has reached me.", "documentation_lacking"),
        ("The contract is absent from the packet.", "documentation_lacking"),
        ("The plan is nothing but a line item.", "documentation_lacking"),
        ("What the lessons consisted of is not told in any of the notes.", "documentation_lacking"),
        ("The note does not state which medicine she could not take.", "documentation_lacking"),
        ("The chart is silent on side effects.", "documentation_lacking"),
        ("I could not find an operative report.", "documentation_lacking"),
        ("The notes are illegible.", "documentation_lacking"),
        ("The surgeon has yet to explain the plan.", "documentation_lacking"),
        ("Whether she smokes cannot be made out.", "documentation_lacking"),
        ("Nothing in it shows who is to teach her.", "documentation_lacking"),
        # what the request leaves out
        ("The request is vague.", "request_incomplete"),
        ("Dose and frequency are absent from the request.", "request_incomplete"),
        ("The number of visits does not appear in the request.", "request_incomplete"),
        ("The form gives hours and days yet no end.", "request_incomplete"),
        ("One cannot approve an open ended service.", "request_incomplete"),
        ("The order reads lessons and not a word more.", "request_incomplete"),
        ("Lessons are asked for without a number or a term.", "request_incomplete"),
        ("Frequency and duration TBD.", "request_incomplete"),
        ("Nothing is said of the length of the rental.", "request_incomplete"),
        ("For what joint is anyone's guess.", "request_incomplete"),
        ("The order says refill. No drug is named.", "request_incomplete"),
        # another item
        ("As the latter has been denied, nothing is left to hold.", "dependent_on_denied_service"),
        ("The fusion was not authorised.", "dependent_on_denied_service"),
        ("With the hydrocodone denied above there is nothing to watch.", "dependent_on_denied_service"),
        ("I have not allowed the fusion, so nobody need assist.", "dependent_on_denied_service"),
        ("The horn was found not medically necessary elsewhere in this letter.", "dependent_on_denied_service"),
        ("Absent the planned surgery, crutches serve nobody.", "dependent_on_denied_service"),
        ("In light of the refusal of the fusion, the brace falls away.", "dependent_on_denied_service"),
        ("The fusion was not approved in the preceding item.", "dependent_on_denied_service"),
        # something simpler
        ("A plain cane would be enough for this worker.", "alternative_available"),
        ("The stretches can be done at home.", "alternative_available"),
        ("An insole from the drugstore was never worn.", "alternative_available"),
        ("A mouthpiece costs a tenth of it and has never been put on.", "alternative_available"),
        ("He could do these on his floor for nothing.", "alternative_available"),
        ("A salve comes ahead of a shot, and he went straight to the shot.", "alternative_available"),
        # too much
        ("The second balm duplicates the first.", "exceeds_guideline_limit"),
        ("The fourth screen makes three more than the yearly one.", "exceeds_guideline_limit"),
        ("The course ought to have been over long ago.", "exceeds_guideline_limit"),
        ("That is half again as many as the chapter has.", "exceeds_guideline_limit"),
        ("Twelve lessons are out of line with the six in the chapter.", "exceeds_guideline_limit"),
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
        ("Six more lessons arrive exactly at twelve.", ["within_guideline_limit"]),
        ("One week was billed and not a day longer.", ["within_guideline_limit"]),
        ("The seven requested fall within this.", ["within_guideline_limit"]),
        ("ODG allows up to nine visits. Six visits are asked for.", ["within_guideline_limit"]),
        ("Earlier visits brought measurable gains.", ["documented_improvement"]),
        ("The sore spells are down to weekly.", ["documented_improvement"]),
        ("She plays again and walks by herself.", ["documented_improvement"]),
        ("The cough has halved.", ["documented_improvement"]),
        ("The lip is 4/10 on the drops and 9/10 off them.", ["documented_improvement"]),
        ("The drops let him return to the band.", ["documented_improvement"]),
        ("She went off the cane.", ["documented_improvement"]),
        ("The patch is good enough for him to drive.", ["documented_improvement"]),
        ("Four more bring him to the dozen that the chapter names.", ["within_guideline_limit"]),
        ("All twelve are well within.", ["within_guideline_limit"]),
        ("The burning is 3 instead of 7.", ["documented_improvement"]),
        ("The cane was discarded.", ["documented_improvement"]),
        ("With the latter now allowed that reason is gone.", ["supports_approved_service"]),
        (
            "The carrier has approved hand therapy, and it will hold only if the thumb is splinted.",
            ["supports_approved_service"],
        ),
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


@pytest.mark.parametrize(
    "text",
    [
        "The other lip has no mark and nothing wrong was found in it.",
        "He does not bite and he does not give way.",
        "The horn cannot be found medically necessary.",
        "A need for the horn was not shown; it may be asked for anew.",
    ],
)
def test_what_only_sounds_like_a_gap_in_the_records(text: str) -> None:
    assert "documentation_lacking" not in given(f"The chapter on lips speaks of a trial. {text}")


def test_a_need_that_was_not_shown_is_no_reason() -> None:
    assert given("The need for the horn was not shown.") == []


def test_a_treatment_that_is_not_supported_in_the_last_sentence_is_no_guideline_s_word() -> None:
    assert given("There is no telling what his state is. The referral is not supported.") == ["documentation_lacking"]
    assert "not_recommended" in given("The notes are thin. The referral is not supported by the guidelines.")


def test_a_policy_that_is_no_indication_is_none_of_the_worker() -> None:
    assert given("A policy of the office is not a clinical indication.") == []


def test_what_is_more_than_a_figure_before_it() -> None:
    assert given("The MTUS lets an aide come up to 35 hours. Eight times seven is 56.") == ["exceeds_guideline_limit"]
    assert given("Massage is capped at six. Twelve were ordered.") == ["exceeds_guideline_limit"]
    assert given("The drops are for a few weeks. He stayed on them for two years.") == ["exceeds_guideline_limit"]


def test_normal_signs_of_a_nerve_are_told_against_a_rule_that_wants_a_root_affected() -> None:
    rule = "MTUS lists radiculopathy evident on exam. The first shot did nothing."
    assert sorted(given(f"{rule} Straight leg raising was negative with intact strength.")) == [
        "criteria_not_met",
        "no_functional_improvement",
    ]


def test_a_rule_that_names_its_guideline_late_is_a_rule() -> None:
    assert (
        given("Imaging of the lip, according to the head chapter of ODG, finds what is not explained by a probe.") == []
    )
    assert given("Stimulation is a matter under study, and ODG would have it only if a bone does not knit.") == []
    assert given("Care goes on within the postsurgical period, the same pages say.", overturned=True) == []


def test_a_ride_to_the_facility_hangs_on_the_injection_that_it_names() -> None:
    request = "Transportation to the injection facility"
    letter = Letter.from_text(f"{request}\nThe block she was to be driven to has been found unnecessary above.")
    rationale, heading = Section("rationale", len(request) + 1, len(letter.text)), Section("request", 0, len(request))
    assert [str(reason) for reason, _ in reasons(letter, rationale, False, heading)] == ["dependent_on_denied_service"]


def test_short_forms_of_notes_are_read_as_what_they_stand_for() -> None:
    assert given("The form dont say why a neighbor couldnt bring her.") == ["documentation_lacking"]
    assert given("Pt is not homebound.") == ["criteria_not_met"]
    assert given("The third test is one more then the chapter has.") == ["exceeds_guideline_limit"]
