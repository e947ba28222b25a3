"""Asking again: what is asked, and whose answer stands in the record afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from pydantic import BaseModel

from structurer import Letter, LetterKind, Structured, Structurer
from structurer.draft import Draft
from structurer.kind import Ask, Case, Question, Rule, Trip
from structurer.quote import Quote
from structurer.result import Severity, Source
from structurer.sections import Outline, Section
from tests import letters
from tests.answering import Twist, from_label, is_again
from tests.fault_server import FaultServer, Seen, Step, cut_off, says, status

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

LABEL = letters.label("example")
DIAGNOSES = LABEL.clinical.diagnoses


@pytest.fixture(autouse=True)
def no_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every client reads the certificates, 50 ms; this server has none."""
    monkeypatch.setattr("ssl.SSLContext.load_verify_locations", lambda *_, **__: None)


def structured(
    kind: str | LetterKind[Any], letter: Letter, respond: Callable[[Seen], Step], **given: Any
) -> Structured[Any]:
    with FaultServer(respond=respond) as server:
        settings: dict[str, Any] = {"model": "m", "base_url": server.base_url, "ask": "all", "cache": False, **given}
        result = Structurer(kind, transport_attempts=1, **settings).structure(letter)
        assert server.refused == []
        return result


def example(twist: Twist, **given: Any) -> Structured[Any]:
    return structured("imr", letters.letter("example"), from_label(LABEL, twist), **given)


def found(result: Structured[Any]) -> list[tuple[str, str, Severity]]:
    return [(finding.rule, finding.path, finding.severity) for finding in result.findings]


def rules(result: Structured[Any]) -> set[str]:
    return {finding.rule for finding in result.findings}


def asked(result: Structured[Any]) -> list[str]:
    return [call.ask for call in result.provenance.calls]


# Values of the first answer


def test_what_the_budget_does_not_reach_stays_as_it_was_answered() -> None:
    def invents(ask: str, answer: dict[str, Any], seen: Seen) -> Any:
        if ask == "history" and not is_again(seen):
            return {**answer, "diagnoses": ["made up"]}
        if ask == "workup":
            return {**answer, "exam_findings": [*answer["exam_findings"], "made up"]}
        return answer

    result = example(invents, repair_tokens=1)
    assert asked(result).count("history (repair)") == 1
    assert "workup (repair)" not in asked(result)
    assert result.record.clinical.diagnoses == DIAGNOSES
    assert result.record.clinical.exam_findings == LABEL.clinical.exam_findings
    assert [path for rule, path, _ in found(result) if rule == "quote_not_in_letter"] == ["/clinical/exam_findings/5"]
    assert result.needs_review


@pytest.mark.parametrize(
    "again",
    [[], DIAGNOSES[:1], [DIAGNOSES[0], "another made up thing"], [DIAGNOSES[0]] * 3, DIAGNOSES],
)
def test_a_second_answer_with_fewer_values_that_hold_takes_nothing_away(again: list[str]) -> None:
    def invents(ask: str, answer: dict[str, Any], seen: Seen) -> Any:
        if ask != "history":
            return answer
        return {**answer, "diagnoses": again if is_again(seen) else ["made up", *answer["diagnoses"]]}

    result = example(invents)
    assert result.record.clinical.diagnoses == DIAGNOSES
    assert all(f"/clinical/diagnoses/{index}" in result.evidence for index in range(3))
    mended = again == DIAGNOSES
    assert ("quote_not_in_letter" in rules(result)) is not mended
    assert (("second_answer_has_fewer", "/clinical/diagnoses", Severity.NOTE) in found(result)) is not mended
    assert result.provenance.sources["/clinical/diagnoses/2"] is (Source.REPAIRED if mended else Source.ASKED)
    assert result.needs_review is not mended


def test_each_field_goes_by_itself() -> None:
    def invents(ask: str, answer: dict[str, Any], seen: Seen) -> Any:
        if ask != "history":
            return answer
        if is_again(seen):
            return {**answer, "diagnoses": []}
        return {**answer, "diagnoses": [*answer["diagnoses"], "made up"], "complaints": ["made up"]}

    result = example(invents)
    assert result.record.clinical.diagnoses == DIAGNOSES
    assert result.record.clinical.complaints == LABEL.clinical.complaints
    assert result.provenance.sources["/clinical/diagnoses/0"] is Source.ASKED
    assert result.provenance.sources["/clinical/complaints/0"] is Source.REPAIRED
    assert {rule for rule, _, severity in found(result) if severity is Severity.ERROR} == {"quote_not_in_letter"}


def test_a_cut_second_answer_is_no_reason_to_give_up_the_first() -> None:
    def cut(ask: str, answer: dict[str, Any], seen: Seen) -> Any:
        if ask != "history":
            return answer
        if is_again(seen):
            return cut_off('{"diagnoses": ["cervical sprain", "possible car')
        return {**answer, "diagnoses": [*answer["diagnoses"], "made up"]}

    result = example(cut)
    assert result.record.clinical.diagnoses == DIAGNOSES
    assert "answer_truncated" not in rules(result)


TOO_LONG = status(400, "context_length_exceeded")


@pytest.mark.parametrize("repairs", [1, 2])
def test_a_repair_that_the_server_refuses_costs_nothing_of_what_was_answered(repairs: int) -> None:
    sent: list[str] = []

    def refused(ask: str, answer: dict[str, Any], seen: Seen) -> Any:
        if is_again(seen):
            sent.append(ask)
            return TOO_LONG if ask == "history" else answer
        field = {"history": "diagnoses", "workup": "exam_findings"}.get(ask)
        return {**answer, field: [*answer[field], "made up"]} if field else answer

    result = example(refused, repairs=repairs)
    assert sent == ["history", "workup"]
    assert result.record.clinical.diagnoses == DIAGNOSES
    assert result.record.clinical.exam_findings == LABEL.clinical.exam_findings
    assert [one for one in found(result) if one[1].startswith("/clinical")] == [
        ("quote_not_in_letter", "/clinical/diagnoses/3", Severity.ERROR),
        ("second_answer_refused", "/clinical", Severity.NOTE),
    ]
    assert "do not fit the model's context" in result.findings[-1].message


def test_an_answer_of_no_use_that_cannot_be_asked_again_is_a_finding() -> None:
    def refused(ask: str, answer: dict[str, Any], seen: Seen) -> Any:
        if ask != "history":
            return answer
        return TOO_LONG if len(seen.messages) > 2 and seen.messages[-2]["content"] == "no JSON" else says("no JSON")

    result = example(refused)
    assert result.record.clinical.exam_findings == LABEL.clinical.exam_findings
    assert {"answer_invalid", "second_answer_refused"} <= rules(result)


# Answers of no use


def test_an_answer_of_no_use_is_mended_and_no_other_question_is_asked_for_it() -> None:
    def invalid(ask: str, answer: dict[str, Any], seen: Seen) -> Any:
        return says('{"diagnoses": 5}') if ask == "history" and not is_again(seen) else answer

    result = example(invalid, reasks=0)
    assert asked(result) == ["history", "workup", "item", "item", "item", "history (repair)"]
    assert result.record.clinical.diagnoses == DIAGNOSES
    assert not [rule for rule, _, severity in found(result) if severity is Severity.ERROR]


def test_a_second_answer_with_faults_is_better_than_one_of_no_use() -> None:
    def invalid(ask: str, answer: dict[str, Any], seen: Seen) -> Any:
        if ask != "history":
            return answer
        return {**answer, "diagnoses": ["one", *answer["diagnoses"], "two"]} if is_again(seen) else says("no JSON")

    result = example(invalid, reasks=0)
    assert result.record.clinical.diagnoses == DIAGNOSES
    assert {rule for rule, _, severity in found(result) if severity is Severity.ERROR} == {"quote_not_in_letter"}


UNHEADED = """Review CM16-1 for a worker
The MRI of the lumbar spine
The MRI is not needed since no red flags stand in the notes.
Physical therapy twelve visits
It is needed since the knee is weak after surgery.
"""
LINES = '{"summary_first": null, "summary_last": null, "items": [' + ", ".join(
    json.dumps({"heading_first": n, "heading_last": n, "rationale_first": n + 1, "rationale_last": n + 1})
    for n in (2, 4)
)


@pytest.mark.parametrize("kind", ["imr", "ur"])
@pytest.mark.parametrize(
    ("step", "told", "items"),
    [
        (cut_off(LINES[:-5]), ("answer_truncated", "", Severity.WARNING), 1),
        (says("no JSON"), ("answer_invalid", "", Severity.ERROR), 0),
        (says(LINES + "]}"), None, 2),
    ],
)
def test_what_is_wrong_with_the_answer_on_where_the_items_stand_is_told(
    kind: str, step: Step, told: tuple[str, str, Severity] | None, items: int
) -> None:
    def respond(seen: Seen) -> Step:
        return step if "items" in seen.schema["properties"] else says("{}")

    result = structured(kind, Letter.from_text(UNHEADED), respond, force=True, reasks=0, repairs=0)
    assert len(result.record.determinations) == items
    assert [one for one in found(result) if one[0].startswith("answer_") and one[1] == ""] == ([told] if told else [])


# What is asked, and with what


def test_a_second_answer_keeps_to_the_most_tokens_of_an_answer() -> None:
    limits: list[int] = []

    def invents(ask: str, answer: dict[str, Any], seen: Seen) -> Any:
        limits.append(seen.body["max_tokens"])
        return {**answer, "diagnoses": ["made up"]} if ask == "history" else answer

    example(invents, max_answer_tokens=120, repair_tokens=400)
    assert set(limits) == {120}


def test_answers_have_the_room_that_is_set_else_that_of_their_question() -> None:
    limits: set[int] = set()

    def answers(ask: str, answer: dict[str, Any], seen: Seen) -> Any:
        limits.add(seen.body["max_tokens"])
        return {**answer, "diagnoses": ["made up"]} if ask == "history" and not is_again(seen) else answer

    example(answers, repairs=0)
    assert limits == {250, 500, 700}
    limits.clear()
    example(answers, max_answer_tokens=8_000, repair_tokens=9_000)
    assert limits == {8_000}


class Dose(BaseModel):
    """What somebody takes."""

    drug: str | None = None
    dose: str | None = None


class Words(BaseModel):
    words: Quote | None


PILLS = Letter.from_text("She takes aspirin,\n81 mg a day.\n")


def _take(answer: Mapping[str, Any], draft: Draft, question: Question, source: Source) -> None:
    (path,) = question.paths["words"]
    span = draft.ground(path, answer["words"], question.section)
    draft.put(path, span.text if span else None, span, source)


def one_word(name: str, section: Section, path: str) -> Question:
    return Question(
        ask=name, prompt="least/record", section=section, shown=name, answer_model=Words, paths={"words": (path,)},
        take=_take, details={"about": name},
    )  # fmt: skip


def dose_kind(*rules: Rule[Any]) -> LetterKind[Any]:
    def plan(letter: Letter, outline: Outline, draft: Draft) -> Iterator[Question]:
        for name in ("drug", "dose"):
            yield one_word(name, outline, f"/{name}")

    return LetterKind("dose", 1, Dose, asks=(Ask("dose", plan),), rules=rules)


def shown(seen: Seen) -> str:
    """What a question of `one_word` is about."""
    return next(text for one in seen.messages if (text := one["content"]).endswith("Give: words.")).split("\n")[0]


def test_a_further_time_the_answer_in_force_is_shown_with_what_is_wrong_with_it() -> None:
    drugs = iter(("first made up", "second made up", "aspirin"))
    told: list[str] = []

    def respond(seen: Seen) -> Step:
        if is_again(seen) and shown(seen) == "drug":
            told.append(seen.messages[-2]["content"])
        if shown(seen) == "drug":
            return says({"words": next(drugs)})
        return says({"words": "81 mg" if is_again(seen) else "90 mg"})

    result = structured(dose_kind(), PILLS, respond, repairs=2, concurrency=1)
    assert told == ['{"words": "first made up"}', '{"words": "second made up"}']
    assert result.record == Dose(drug="aspirin", dose="81 mg")
    assert result.findings == []


def test_a_repair_that_was_not_kept_is_not_asked_again() -> None:
    asked: list[str] = []

    def respond(seen: Seen) -> Step:
        if is_again(seen):
            asked.append(shown(seen))
        if shown(seen) == "drug":
            return says({"words": "made up"})
        return says({"words": "81 mg" if is_again(seen) else "90 mg"})

    result = structured(dose_kind(), PILLS, respond, repairs=3, concurrency=1)
    assert sorted(asked) == ["dose", "drug"]
    assert result.record.dose == "81 mg"


def test_a_value_that_a_rule_refuses_may_be_taken_back() -> None:
    def odd(case: Case[Any]) -> Iterator[Trip]:
        if case.record.dose:
            yield Trip("/dose", "a dose without a reason")

    def respond(seen: Seen) -> Step:
        given = {"drug": "aspirin", "dose": None if is_again(seen) else "81 mg"}
        return says({"words": given[shown(seen)]})

    result = structured(dose_kind(Rule("odd", Severity.ERROR, "", odd)), PILLS, respond)
    assert result.record == Dose(drug="aspirin")
    assert result.findings == []


class Drug(BaseModel):
    name: str
    dose: str | None = None


class Drugs(BaseModel):
    drugs: list[Drug] = []


def test_after_an_entry_was_taken_out_each_question_is_asked_about_its_own() -> None:
    letter = Letter.from_text("1. aspirin 81 mg\n2. ibuprofen 600 mg\n")

    def plan(letter: Letter, outline: Outline, draft: Draft) -> Iterator[Question]:
        for index in range(2):
            start, end = (0, 17) if index == 0 else (17, 36)
            for name in ("name", "dose"):
                yield one_word(f"{name} {index}", Section("entry", start, end), f"/drugs/{index}/{name}")

    def odd(case: Case[Any]) -> Iterator[Trip]:
        for index, drug in enumerate(case.record.drugs):
            if drug.dose == "600 mg":
                yield Trip(f"/drugs/{index}/dose", "an odd dose")

    again: list[str] = []

    def respond(seen: Seen) -> Step:
        about = shown(seen)
        if is_again(seen):
            again.append(about)
        right = {"name 0": "made up", "dose 0": "81 mg", "name 1": "ibuprofen", "dose 1": "600 mg"}
        return says({"words": right[about]})

    kind = LetterKind("drugs", 1, Drugs, asks=(Ask("x", plan),), rules=(Rule("odd", Severity.ERROR, "", odd),))
    result = structured(kind, letter, respond, concurrency=1)
    assert result.record == Drugs(drugs=[Drug(name="ibuprofen", dose="600 mg")])
    assert {path: spans[0].text for path, spans in result.evidence.items()} == {
        "/drugs/0/name": "ibuprofen",
        "/drugs/0/dose": "600 mg",
    }
    assert again == ["name 0", "dose 1"]
    assert found(result) == [
        ("value_not_valid", "/drugs", Severity.ERROR),
        ("odd", "/drugs/0/dose", Severity.ERROR),
    ]


class Named(BaseModel):
    """Who is named."""

    names: list[str] = []


LONG = Letter.from_text("Ann came.\n\n" + "Nothing of note.\n\n" * 460 + "Then Bob went.\n")
"""Longer than what is shown at once."""


def named(seen: Seen) -> str:
    """Who is named in the window that is asked about."""
    text = next(one["content"] for one in seen.messages if "The form is about" in one["content"])
    return "Ann" if "Ann" in text else "Bob"


def test_windows_of_a_letter_keep_each_their_own_second_answer() -> None:
    def respond(seen: Seen) -> Step:
        return says({"names": [named(seen)] if is_again(seen) else [named(seen), "made up"]})

    result = structured(LetterKind.from_model(Named), LONG, respond)
    assert asked(result) == ["record"] * 2 + ["record (repair)"] * 2
    assert result.record.names == ["Ann", "Bob"]
    assert result.findings == []


class Went(BaseModel):
    """Who went."""

    who: str | None = None


@pytest.mark.parametrize(("wrong", "others"), [("Ann", None), ("Ann", "Bob"), ("Bob", None), ("both", None)])
def test_a_window_is_not_asked_again_for_what_is_wrong_with_anothers_answer(wrong: str, others: str | None) -> None:
    again: list[str] = []

    def respond(seen: Seen) -> Step:
        name = named(seen)
        if is_again(seen):
            again.append(name)
            return says({"who": name})
        return says({"who": "made up" if wrong in (name, "both") else others})

    result = structured(LetterKind.from_model(Went), LONG, respond, repair_tokens=10_000)
    assert again == (["Ann", "Bob"] if wrong == "both" else [wrong])
    assert result.record.who in ("Ann", "Bob")
    assert result.findings == []
    assert result.provenance.sources["/who"] is Source.REPAIRED


class Held(BaseModel):
    """What is held."""

    what: str


def test_a_second_answer_that_no_record_can_be_made_of_takes_nothing_away() -> None:
    def plan(letter: Letter, outline: Outline, draft: Draft) -> list[Question]:
        section = Section("letter", 0, len(letter.text))
        return [
            Question(
                "held",
                "least/record",
                section,
                letter.text,
                Told,
                {"what": ("/what",)},
                take=take,
                details={"about": ""},
            )
        ]

    def take(given: Mapping[str, Any], draft: Draft, question: Question, source: Source) -> None:
        if given["what"] is not None:
            draft.put("/what", given["what"], draft.letter.span(0, 3), source)

    class Told(BaseModel):
        what: str | None

    never = Rule("never_right", Severity.ERROR, "Nothing is right.", lambda case: [Trip("/what", "not right")])
    kind: LetterKind[Any] = LetterKind("held", 1, Held, asks=(Ask("held", plan),), rules=(never,))
    result = structured(
        kind, Letter.from_text("All of it."), lambda seen: says({"what": None if is_again(seen) else "All"})
    )
    assert result.record.what == "All"
    assert {finding.rule for finding in result.findings} >= {"never_right"}
