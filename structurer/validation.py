"""The validator: runs a kind's rules, and those of every kind, over a letter and a record. No model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from structurer.defects import blaming
from structurer.draft import Draft
from structurer.general_rules import GENERAL_RULES, whole_letter
from structurer.kind import Case, LetterKind, Rule
from structurer.letter import Letter
from structurer.reading import outline_of
from structurer.result import Finding, Severity, Span

RecordT = TypeVar("RecordT", bound=BaseModel)


def check(kind: LetterKind[RecordT], case: Case[RecordT], *, asked: bool = True) -> list[Finding]:
    """What the rules have to say about a case, in their order; without those about answers where nothing was asked."""
    rules = [rule for rule in rules_of(kind) if asked or not rule.of_answers]
    return [finding for rule in rules for finding in findings_of(kind, rule, case)]


def findings_of(kind: LetterKind[RecordT], rule: Rule[RecordT], case: Case[RecordT]) -> list[Finding]:
    """What one of the kind's rules has to say about a case."""
    with blaming(kind, f"rule {rule.name}", rule.check):
        return rule.findings(case)


def rules_of(kind: LetterKind[RecordT]) -> list[Rule[RecordT]]:
    """The rules that a record of the kind is checked by: those of every kind, then its own."""
    return [*GENERAL_RULES, *([whole_letter(kind.parts)] if kind.parts else []), *kind.rules]


def validate(
    letter: Letter,
    record: RecordT,
    evidence: Mapping[str, list[Span]] | None = None,
    kind: LetterKind[RecordT] | None = None,
) -> list[Finding]:
    """The findings about any record from anywhere against its letter. No model is asked.

    The kind is the one whose record class `record` is of, unless it is given. Raises KindError where there is none.
    """
    if kind is None:
        from structurer.kinds.registry import kind_of

        kind = kind_of(record)
    return check(kind, Case(letter, outline_of(kind, letter), record, evidence or {}))


def record_from(kind: LetterKind[RecordT], draft: Draft) -> RecordT:
    """The draft as a record. A value that the record's class does not take is taken out, and a finding says so."""
    while True:
        try:
            return kind.record.model_validate(draft.values)
        except ValidationError as error:
            faults = error.errors(include_url=False, include_input=False, include_context=False)
            path = next((at for fault in faults if (at := _held_at(draft, fault["loc"]))), None)
            if path is None:
                raise
            rule = next(fault["type"] for fault in faults if _held_at(draft, fault["loc"]) == path)
            listed, _, index = path.rpartition("/")
            if isinstance(draft.get(listed), list):
                draft.remove(listed, int(index))
                path = listed
            else:
                draft.clear(path)
            # What the fault says may hold the value, and that is letter text; its type cannot.
            draft.note("value_not_valid", path, Severity.ERROR, f"a value breaks the record's schema ({rule})")


def _held_at(draft: Draft, where: tuple[int | str, ...]) -> str | None:
    """The pointer of a fault's place, as far as the draft has something there."""
    path = ""
    for key in where:
        if draft.get(f"{path}/{key}") is None:
            break
        path = f"{path}/{key}"
    return path or None
