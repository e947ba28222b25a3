"""A record that is being labelled, by its schema and by its kind's rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from structurer.errors import RecordError
from structurer.kind import Case, LetterKind
from structurer.letter import Letter
from structurer.result import Finding, Severity
from structurer.validation import check
from structurer.web.review.readings import Reading

_NEITHER = frozenset({"value_without_evidence"})  # a label's values need no passage; the page shows which have none


def findings(kind: LetterKind[Any], letter: Letter, reading: Reading) -> list[Finding]:
    """What the rules have to say of a reading, those for labels included; of a record that breaks its schema, where."""
    try:
        record = kind.record.model_validate(reading.record)
    except ValidationError as error:
        return [
            Finding(rule="schema", path=_pointer(fault), severity=Severity.ERROR, message=_plain(fault))
            for fault in _faults(error)
        ]
    case: Case[Any] = Case(letter, kind.outline(letter), record, reading.evidence)
    of_label = [finding for rule in kind.label_rules for finding in rule.findings(case)]
    found = [finding for finding in [*check(kind, case), *of_label] if finding.rule not in _NEITHER]
    return sorted(dict.fromkeys(found), key=lambda finding: list(Severity).index(finding.severity))


def valid(kind: LetterKind[Any], record: Mapping[str, Any]) -> BaseModel:
    """The record by its schema. Raises RecordError that names the places that break it."""
    try:
        made: BaseModel = kind.record.model_validate(record)
    except ValidationError as error:
        told = "; ".join(f"{_pointer(fault)}: {_plain(fault)}" for fault in _faults(error)[:3])
        raise RecordError(f"the record does not follow its schema yet: {told}", hint="correct these values") from None
    return made


def _faults(error: ValidationError) -> list[ErrorDetails]:
    return error.errors(include_input=False, include_url=False, include_context=False)


def _pointer(fault: ErrorDetails) -> str:
    return "".join(f"/{key}" for key in fault["loc"])


def _plain(fault: ErrorDetails) -> str:
    return fault["msg"][:1].lower() + fault["msg"][1:]
