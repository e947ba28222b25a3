"""The validator: runs a kind's rules, and those of every kind, over a letter and a record. No model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from structurer.defects import blaming
from structurer.draft import Draft
from structurer.errors import UnexpectedError
from structurer.general_rules import GENERAL_RULES, whole_letter
from structurer.kind import Case, LetterKind, Rule
from structurer.letter import Letter
from structurer.pointer import escaped
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
    """The draft as a record. A value that the record's class does not take is taken out, and a finding says so.

    Where it is a check of several values that fails, the last filled goes without which it does not. Raises
    UnexpectedError where nothing is left to take out.
    """
    while True:
        made = _made(kind, draft.values)
        if not isinstance(made, ValidationError):
            return made
        faults = made.errors(include_url=False, include_input=False, include_context=False)
        path, rule = next(
            ((at, fault["type"]) for fault in faults if (at := _held_at(draft, fault["loc"]))), (None, "")
        )
        # What a fault says may hold the value, and that is letter text; its type cannot.
        told = f"a value breaks the record's schema ({rule})"
        if path is None:
            path, rule = _disputed(kind, draft.values), faults[0]["type"]
            told = f"a check of the record does not take this value beside the others ({rule})"
        if path is None:
            where = "".join(f"/{key}" for key in faults[0]["loc"]) or "a check of the whole"
            raise UnexpectedError(
                f"the record of kind {kind.name} cannot be without what this letter lacks: {where} ({rule})",
                hint="give every field of its class a default, such as null, and let its checks take that",
            )
        listed, _, index = path.rpartition("/")
        if isinstance(draft.get(listed), list):
            draft.remove(listed, int(index))
            path = listed
        else:
            draft.clear(path)
        draft.note("value_not_valid", path, Severity.ERROR, told)


def _made(kind: LetterKind[RecordT], values: dict[str, Any]) -> RecordT | ValidationError:
    """The record with these values, or what its class has against them."""
    with blaming(kind, "record", kind.record):
        try:
            return kind.record.model_validate(values)
        except ValidationError as error:
            return error


def _disputed(kind: LetterKind[Any], values: dict[str, Any]) -> str | None:
    """The pointer of the field last filled without which the class takes the record; where no one field is enough, of
    the last of all. None where the class would not even take a record without any of them."""
    for name in reversed(values):
        others = {other: value for other, value in values.items() if other != name}
        if not isinstance(_made(kind, others), ValidationError):
            return f"/{name}"
    return f"/{next(reversed(values))}" if values and not isinstance(_made(kind, {}), ValidationError) else None


def _held_at(draft: Draft, where: tuple[int | str, ...]) -> str | None:
    """The pointer of a fault's place, as far as the draft has something there."""
    path, place = "", cast("Any", draft.values)
    for key in where:
        is_there = (isinstance(place, dict) and key in place) or (
            isinstance(place, list) and isinstance(key, int) and key < len(place)
        )
        if not is_there:
            break
        path, place = f"{path}/{escaped(str(key))}", place[key]
    return path or None
