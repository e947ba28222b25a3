"""Every rule, with records that trip it; and no rule trips on a record that is right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from structurer.kinds.imr import KIND
from structurer.kinds.imr.record import ImrRecord
from structurer.letter import Letter
from structurer.pointer import lookup, parse
from structurer.result import Severity, Span
from structurer.validation import rules_of, validate
from tests import letters

Change = Callable[[dict[str, Any]], None]


def put(path: str, value: Any) -> Change:
    """A change that sets the value at a pointer; "-" as last key appends to a list."""

    def change(record: dict[str, Any]) -> None:
        *way, last = parse(path)
        place = lookup(record, "".join(f"/{key}" for key in way))
        if last == "-":
            place.append(value)
        elif isinstance(place, list):
            place[int(last)] = value
        else:
            place[last] = value

    return change


def drop(path: str) -> Change:
    """A change that removes the entry of a list at a pointer."""

    def change(record: dict[str, Any]) -> None:
        *way, last = parse(path)
        del lookup(record, "".join(f"/{key}" for key in way))[int(last)]

    return change


def copy_last(path: str) -> Change:
    """A change that appends a list's last entry once more."""

    def change(record: dict[str, Any]) -> None:
        entries = lookup(record, path)
        entries.append(entries[-1])

    return change


# rule, letter, what is wrong in an otherwise right record, where the finding stands
TRIPS: list[tuple[str, str, Change, str]] = [
    ("value_not_in_letter", "example", put("/clinical/diagnoses/0", "fibromyalgia of the left elbow"), "/clinical/diagnoses/0"),
    ("value_not_in_letter", "example", put("/determinations/1/strength", "40mg"), "/determinations/1/strength"),
    ("value_not_in_section", "example", put("/clinical/treatments/-", "Tizanidine 4mg #20"), "/clinical/treatments/"),
    ("value_not_in_section", "example", put("/determinations/0/service", "Physical therapy"), "/determinations/0/service"),
    ("item_twice", "example", copy_last("/clinical/diagnoses"), "/clinical/diagnoses/"),
    ("dates_out_of_order", "example", put("/case/decision_date", "2016-11-23"), "/case/decision_date"),
    ("date_in_future", "example", put("/case/decision_date", "2999-01-06"), "/case/decision_date"),
    ("date_implausible", "example", put("/case/date_of_injury", "1901-08-29"), "/case/date_of_injury"),
    ("date_implausible", "example", put("/case/date_assigned", "2006-12-09"), "/case/date_assigned"),
    ("date_not_printed", "example", put("/case/date_assigned", "2016-12-19"), "/case/date_assigned"),
    ("case_number_malformed", "example", put("/case/case_number", "CM16-910441"), "/case/case_number"),
    ("state_unknown", "example", put("/reviewer/licensed_states/0", "Cascadia"), "/reviewer/licensed_states/0"),
    ("credentials_missing", "example", put("/reviewer/specialties", []), "/reviewer/specialties"),
    ("age_implausible", "example", put("/worker/age", 8), "/worker/age"),
    ("age_not_said", "example", put("/worker/age", 64), "/worker/age"),
    ("worker_against_summary", "example", put("/worker/sex", "male"), "/worker/sex"),
    ("pain_beyond_scale", "example", put("/clinical/pain_scores/0", {"low": 6, "high": 60, "context": None}),
     "/clinical/pain_scores/0"),
    ("pain_beyond_scale", "example", put("/clinical/pain_scores/0", {"low": 8, "high": 6, "context": None}),
     "/clinical/pain_scores/0"),
    ("pain_not_printed", "example", put("/clinical/pain_scores/0", {"low": 3, "high": 3, "context": None}),
     "/clinical/pain_scores/0/low"),
    ("strength_without_unit", "example", put("/determinations/1/strength", "#40"), "/determinations/1/strength"),
    ("no_items", "example", put("/determinations", []), "/determinations"),
    ("determinations_against_headings", "example", drop("/determinations/2"), "/determinations"),
    ("determinations_against_conclusions", "example", copy_last("/determinations"), "/determinations"),
    ("decision_against_heading", "example", put("/determinations/0/decision", "upheld"), "/determinations/0/decision"),
    ("decision_against_conclusion", "example", put("/determinations/2/decision", "overturned"), "/determinations/2/decision"),
    ("necessity_against_conclusion", "example", put("/determinations/0/medically_necessary", False),
     "/determinations/0/medically_necessary"),
    ("value_missing", "example", put("/determinations/1/rationale", None), "/determinations/1/rationale"),
    ("answer_missing", "example", put("/determinations/1/category", None), "/determinations/1/category"),
    ("answer_missing", "example", put("/determinations/1/basis", []), "/determinations/1/basis"),
    ("basis_against_decision", "example", put("/determinations/0/basis/0", "not_recommended"), "/determinations/0/basis/0"),
    ("guidelines_against_block", "example", put("/determinations/1/reviewer_guidelines", []),
     "/determinations/1/reviewer_guidelines"),
    ("guidelines_against_block", "example", put("/determinations/0/reviewer_guidelines/0/source", "ODG"),
     "/determinations/0/reviewer_guidelines"),
    ("passage_not_whole", "example", put("/determinations/1/request", "Tizanidine 4mg #40"), "/determinations/1/request"),
    ("quantity_against_heading", "example", put("/determinations/1/quantity", 60), "/determinations/1/quantity"),
    ("quantity_against_heading", "example", put("/determinations/1/quantity", None), "/determinations/1/quantity"),
    ("quantity_against_heading", "example", put("/determinations/0/quantity", 2), "/determinations/0/quantity"),
    ("strength_against_heading", "example", put("/determinations/1/strength", None), "/determinations/1/strength"),
    ("strength_against_heading", "example", put("/determinations/0/strength", "4mg"), "/determinations/0/strength"),
    ("frequency_against_heading", "example", put("/determinations/2/frequency", None), "/determinations/2/frequency"),
    ("frequency_against_heading", "example", put("/determinations/2/frequency", "right shoulder"),
     "/determinations/2/frequency"),
    ("authorized_against_heading", "example", put("/determinations/1/authorized", None), "/determinations/1/authorized"),
    ("authorized_against_heading", "example", put("/determinations/0/authorized", "EMG"), "/determinations/0/authorized"),
    ("retrospective_against_heading", "example", put("/determinations/0/retrospective", True),
     "/determinations/0/retrospective"),
    ("retrospective_against_heading", "2017-retrospective-compound", put("/determinations/0/date_of_service", None),
     "/determinations/0/date_of_service"),
    ("category_against_service", "example", put("/determinations/2/category", "pharmaceuticals"),
     "/determinations/2/category"),
    ("service_too_long", "example", put("/determinations/1/service", "Tizanidine 4mg #40"), "/determinations/1/service"),
    ("header_incomplete", "example", put("/case/case_number", None), "/case/case_number"),
    ("header_incomplete", "example", put("/case/decision_date", None), "/case/decision_date"),
    ("decision_against_conclusion", "2017-contradiction", lambda record: None, "/determinations/0/decision"),
]  # fmt: skip

# Rules that trip on a letter made for them: rule, its text, the record, where the finding stands.
SUMMARY = "CLINICAL CASE SUMMARY\n{}\nIMR ISSUES, DECISIONS AND RATIONALES\nNone.\n"
MADE: list[tuple[str, str, dict[str, Any], str]] = [
    ("value_negated", SUMMARY.format("There was no swelling of the wrist."),
     {"clinical": {"exam_findings": ["swelling of the wrist"]}}, "/clinical/exam_findings/0"),
    ("requested_drug_as_medication", SUMMARY.format("He takes Advil. Utilization review denied Zorvolex."),
     {"clinical": {"medications": [{"name": "Zorvolex"}]}}, "/clinical/medications/0/name"),
    ("requested_test_as_study", SUMMARY.format("He has pain. The request for authorization was for a bone scan."),
     {"clinical": {"studies": [{"study": "bone scan"}]}}, "/clinical/studies/0/study"),
    ("medication_with_strength", SUMMARY.format("He takes Advil 200 mg as needed."),
     {"clinical": {"medications": [{"name": "Advil 200 mg"}]}}, "/clinical/medications/0/name"),
    ("frequency_without_rate", SUMMARY.format("He takes Advil #30 tablets."),
     {"clinical": {"medications": [{"name": "Advil", "frequency": "#30"}]}}, "/clinical/medications/0/frequency"),
    ("strength_without_unit", SUMMARY.format("He takes Advil #30 tablets."),
     {"clinical": {"medications": [{"name": "Advil", "strength": "#30"}]}}, "/clinical/medications/0/strength"),
    ("diagnoses_enumerated", SUMMARY.format("Diagnoses: 1) wrist sprain 2) carpal tunnel syndrome 3) anxiety."),
     {"clinical": {"diagnoses": ["wrist sprain", "anxiety"]}}, "/clinical/diagnoses"),
    ("conclusions_disagree",
     "IMR ISSUES, DECISIONS AND RATIONALES\nWalker: Upheld\nDecision rationale: The request is medically necessary. "
     "But the request is not medically necessary.\n", {"determinations": [{"request": "Walker"}]},
     "/determinations/0/medically_necessary"),
]  # fmt: skip


def found(letter: Letter, record: ImrRecord) -> set[tuple[str, str]]:
    return {(finding.rule, finding.path) for finding in validate(letter, record, kind=KIND)}


@pytest.mark.parametrize(("rule", "name", "change", "path"), TRIPS)
def test_a_wrong_record_trips_the_rule(rule: str, name: str, change: Change, path: str) -> None:
    record = letters.label(name).model_dump(mode="json")
    change(record)
    findings = validate(letters.letter(name), ImrRecord.model_validate(record), kind=KIND)
    assert [f for f in findings if f.rule == rule and f.path.startswith(path)], findings
    for finding in findings:
        if finding.span:
            assert letters.letter(name).text[finding.span.start : finding.span.end] == finding.span.text


@pytest.mark.parametrize(("rule", "text", "record", "path"), MADE)
def test_a_letter_made_for_it_trips_the_rule(rule: str, text: str, record: dict[str, Any], path: str) -> None:
    assert (rule, path) in found(Letter.from_text(text), ImrRecord.model_validate(record))


# Evidence is checked where a record comes with some.
def test_evidence_of_another_letter_trips() -> None:
    letter = Letter.from_text(SUMMARY.format("He has neck pain."))
    record = ImrRecord.model_validate({"clinical": {"complaints": ["neck pain"]}})
    at = letter.text.index("neck pain")
    right = {"/clinical/complaints/0": [letter.span(at, at + 9)]}
    moved = {"/clinical/complaints/0": [Span(start=at + 1, end=at + 10, page=1, text="neck pain")]}
    other = {"/worker/age": [letter.span(at, at + 9)]}

    def rules(evidence: dict[str, list[Span]]) -> set[str]:
        return {finding.rule for finding in validate(letter, record, evidence, KIND)}

    assert not rules(right) & {"evidence_elsewhere", "value_without_evidence"}
    assert "evidence_elsewhere" in rules(moved)
    assert {"evidence_elsewhere", "value_without_evidence"} <= rules(other)


def test_a_pain_score_is_one_that_its_passage_prints() -> None:
    letter = Letter.from_text(SUMMARY.format("He has had 1 injection. Pain is 6 out of 10."))
    at = letter.text.index("6 out of 10")
    evidence = {f"/clinical/pain_scores/0/{name}": [letter.span(at, at + 11)] for name in ("low", "high")}

    def tripped(rating: int) -> list[str]:
        scores = [{"low": rating, "high": rating, "context": None}]
        record = ImrRecord.model_validate({"clinical": {"pain_scores": scores}})
        return [one.path for one in validate(letter, record, evidence, KIND) if one.rule == "pain_not_printed"]

    assert tripped(6) == []
    assert tripped(1) == list(evidence)


def test_a_letter_without_its_summary_may_be_a_piece() -> None:
    text = letters.letter("example").text
    piece = Letter.from_text(text[text.index("IMR ISSUES") :])
    assert ("part_missing", "") in found(piece, letters.label("example"))


CUT: list[tuple[str, Callable[[str], str]]] = [
    ("letter_breaks_off", lambda text: text.rstrip().removesuffix(".")),
    ("items_announced", lambda text: text.rstrip() + "\n\nKnee brace, left: Upheld\n"),
    ("heading_without_text", lambda text: text.replace("IMR ISSUES", "DOCUMENTS REVIEWED\n\nIMR ISSUES", 1)),
]


@pytest.mark.parametrize(("rule", "cut"), CUT, ids=[rule for rule, _ in CUT])
def test_what_a_whole_letter_has_and_this_one_has_not_is_told(rule: str, cut: Callable[[str], str]) -> None:
    text = letters.letter("example").text
    assert rule not in {name for name, _ in found(Letter.from_text(text), letters.label("example"))}
    assert rule in {name for name, _ in found(Letter.from_text(cut(text)), letters.label("example"))}


@pytest.mark.parametrize("name", letters.NAMES)
def test_a_right_record_trips_nothing(name: str) -> None:
    findings = validate(letters.letter(name), letters.label(name), kind=KIND)
    expected = {"decision_against_conclusion", "basis_against_decision"} if name == "2017-contradiction" else set()
    assert {finding.rule for finding in findings} == expected


def test_a_negation_that_belongs_to_the_value_is_right() -> None:
    letter = Letter.from_text(SUMMARY.format("There was no swelling of the wrist."))
    record = ImrRecord.model_validate({"clinical": {"exam_findings": ["no swelling of the wrist"]}})
    assert "value_negated" not in {rule for rule, _ in found(letter, record)}


def test_every_rule_has_a_case_that_trips_it() -> None:
    with_cases = {case[0] for case in [*TRIPS, *MADE]} | {
        "evidence_elsewhere",
        "value_without_evidence",
        "part_missing",
        *(rule for rule, _ in CUT),
    }
    assert {rule.name for rule in rules_of(KIND)} == with_cases


def test_rules_are_told_apart_and_explained() -> None:
    rules = rules_of(KIND)
    assert len({rule.name for rule in rules}) == len(rules)
    for rule in rules:
        assert rule.says.endswith(".")
        assert isinstance(rule.severity, Severity)
