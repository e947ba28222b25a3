"""Every rule of utilization review letters, with what trips it; and none trips on a letter that has everything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from structurer import Letter, Structurer
from structurer.kinds.ur import KIND
from structurer.kinds.ur.record import UrRecord
from structurer.kinds.ur.rules.claim import CLAIM_RULES
from structurer.kinds.ur.rules.determinations import DETERMINATION_RULES
from structurer.kinds.ur.rules.required import REQUIRED_RULES
from structurer.validation import validate
from tests.kinds.ur.letters import SHORT

RECORD = Structurer(KIND, read_only=True).structure(Letter.from_text(SHORT)).record.model_dump(mode="json")
for _item, _basis in zip(RECORD["determinations"], ("exceeds_guideline_limit", "criteria_not_met"), strict=True):
    _item["basis"] = [_basis]


def said(text: str = SHORT, change: Callable[[Any], None] = lambda record: None) -> set[str]:
    """The rules that have something to say about the record, changed, against the text."""
    held = UrRecord.model_validate(RECORD).model_dump(mode="json")
    change(held)
    record = UrRecord.model_validate(held)
    return {finding.rule for finding in validate(Letter.from_text(text), record, kind=KIND)}


def test_nothing_is_said_about_a_letter_that_has_everything() -> None:
    assert said() == set()


def item(number: int, **values: Any) -> Callable[[Any], None]:
    return lambda record: record["determinations"][number].update(values)


def at(part: str, **values: Any) -> Callable[[Any], None]:
    return lambda record: record[part].update(values)


TRIPS: list[tuple[str, Callable[[Any], None]]] = [
    ("dates_out_of_order", at("claim", decision_date="2020-05-05")),
    ("date_in_future", at("claim", decision_date="2999-01-01")),
    ("date_not_printed", at("claim", decision_date="2020-06-04")),
    ("decision_late", at("claim", request_received="2020-02-03")),
    ("deadline_against_days", at("imr_application", deadline="2020-06-01")),
    ("no_items", lambda record: record.update(determinations=[])),
    ("determinations_against_items", lambda record: record["determinations"].pop()),
    ("decision_against_word", item(0, decision="denied", authorized=None)),
    ("decision_against_conclusion", item(1, decision="approved", basis=[])),
    ("value_missing", item(1, decision=None)),
    ("answer_missing", item(1, service=None)),
    ("answer_missing", item(1, basis=[])),
    ("basis_against_decision", item(1, basis=["criteria_met"])),
    ("deferral_against_decision", item(1, deferral="liability_disputed")),
    ("deferral_against_decision", item(1, decision="deferred")),
    ("authorized_against_decision", item(1, authorized="6 visits")),
    ("guidelines_against_block", item(1, guidelines=[])),
    ("passage_not_whole", item(1, rationale="There is no evidence of failed first-line care.")),
    ("quantity_against_request", item(0, quantity=10)),
    ("strength_against_heading", item(1, strength=None)),
    ("required_approved", item(0, authorized=None)),
    ("required_reasons", item(1, rationale=None)),
    ("required_criteria", item(1, guidelines=[])),
    ("required_information", item(1, basis=["documentation_lacking"])),
    ("required_records", lambda record: record.update(documents_reviewed=[])),
    ("required_reviewer", at("reviewer", specialties=[])),
    ("required_request_date", at("claim", request_received=None)),
    ("required_decision_date", at("claim", decision_date=None)),
    ("required_imr_deadline", at("imr_application", within_days=None)),
]


@pytest.mark.parametrize(("rule", "change"), TRIPS, ids=[f"{rule}-{number}" for number, (rule, _) in enumerate(TRIPS)])
def test_a_wrong_record_trips(rule: str, change: Callable[[Any], None]) -> None:
    assert rule in said(change=change)


MISSING = [
    ("required_imr_form", "the enclosed DWC Form IMR", "a letter"),
    ("required_imr_statement", " (Labor Code section 4610.5)", ""),
    ("required_right_to_disagree", "You have a right to disagree with decisions affecting your claim.", "So be it."),
    ("required_information_officer", "See www.dwc.ca.gov.", ""),
    ("required_appeal_voluntary", "are voluntary", "take two weeks"),
    ("required_reviewer_reached", "(800) 555-0100", ""),
]


@pytest.mark.parametrize(("rule", "words", "instead"), MISSING)
def test_what_the_regulation_wants_and_the_letter_lacks_is_told(rule: str, words: str, instead: str) -> None:
    assert words in SHORT
    assert rule in said(SHORT.replace(words, instead))


def test_every_rule_has_something_that_trips_it() -> None:
    own = {rule.name for rule in (*CLAIM_RULES, *DETERMINATION_RULES, *REQUIRED_RULES)}
    people = {"state_unknown", "credentials_missing", "age_implausible", "age_not_said", "worker_against_summary"}
    assert own - people == {rule for rule, *_ in (*TRIPS, *MISSING)} - {
        "quantity_against_request",
        "strength_against_heading",
    }


def test_the_regulation_is_named_without_subdivisions_that_change_with_the_years() -> None:
    assert all(rule.says.endswith("(8 CCR 9792.9.1).") for rule in REQUIRED_RULES)


def test_an_approval_needs_none_of_what_a_denial_needs() -> None:
    text = SHORT[: SHORT.index("YOUR RIGHTS")].replace("MODIFIED", "APPROVED").replace("DENIED", "APPROVED")
    result = Structurer(KIND, read_only=True).structure(Letter.from_text(text))
    assert not [finding for finding in result.findings if finding.rule.startswith("required_")]
