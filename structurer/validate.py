"""The validator: runs a kind's rules, and those of every kind, over a letter and a record. No model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel

from structurer.general_rules import GENERAL_RULES
from structurer.kind import Case, LetterKind, Rule
from structurer.letter import Letter
from structurer.result import Finding, Span

RecordT = TypeVar("RecordT", bound=BaseModel)


def check(kind: LetterKind[RecordT], case: Case[RecordT], *, asked: bool = True) -> list[Finding]:
    """What the rules have to say about a case, in their order; without those about answers where nothing was asked."""
    return [finding for rule in rules_of(kind) if asked or not rule.of_answers for finding in rule.findings(case)]


def rules_of(kind: LetterKind[RecordT]) -> list[Rule[RecordT]]:
    """The rules that a record of the kind is checked by: those of every kind, then its own."""
    return [*GENERAL_RULES, *kind.rules]


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
    return check(kind, Case(letter, kind.outline(letter), record, evidence or {}))
