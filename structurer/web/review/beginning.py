"""What a reading begins from: a label, a result, what code reads of the letter, or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from structurer.draft import Draft
from structurer.errors import RecordError
from structurer.evals.suite import read_label
from structurer.kind import Case, LetterKind
from structurer.letter import Letter
from structurer.pipeline import Structurer
from structurer.result import Finding, Span, Structured
from structurer.validation import record_from
from structurer.web.letter_view import sources_view
from structurer.web.review.checking import findings
from structurer.web.review.places import grounded
from structurer.web.review.readings import Reading, Start


def from_label(kind: LetterKind[Any], letter: Letter, reader: str, label: Path) -> tuple[Reading, list[Finding]]:
    """A reading of a label; its values stand where they most likely do. Raises EvalError."""
    record = read_label(label, kind)
    return _begun(kind, letter, reader, "label", record, evidence_for(kind, letter, record))


def from_result(
    kind: LetterKind[Any], letter: Letter, reader: str, result: Structured[Any]
) -> tuple[Reading, list[Finding]]:
    """A reading of a result of `extract`, with its findings. Raises RecordError where that is of another text."""
    if result.letter.digest != letter.digest:
        raise RecordError(
            f"the result for {letter.name} is of another text than the letter's file holds", hint="structure it again"
        )
    marks = sources_view(result)
    return _begun(kind, letter, reader, "result", result.record, dict(result.evidence), marks, result.findings)


def from_code(kind: LetterKind[Any], letter: Letter, reader: str) -> tuple[Reading, list[Finding]]:
    """A reading of what code reads of the letter; one that does not look like its kind is read all the same, and flagged."""
    # What code makes of prose is a judgement, as a model's is: whoever labels is to make his own.
    result = Structurer(kind, read_only=True, force=True, ask="all").structure(letter)
    return _begun(kind, letter, reader, "read", result.record, dict(result.evidence), sources_view(result))


def from_nothing(kind: LetterKind[Any], letter: Letter, reader: str) -> tuple[Reading, list[Finding]]:
    """A reading of an empty record."""
    return _begun(kind, letter, reader, "nothing", record_from(kind, Draft(letter)))


def evidence_for(kind: LetterKind[Any], letter: Letter, record: BaseModel) -> dict[str, list[Span]]:
    """Where the values of a record that came without evidence most likely stand, by their pointers."""
    found: dict[str, list[Span]] = {}
    for path, span in grounded(Case(letter, kind.outline(letter), record, {})):
        found.setdefault(path, []).append(span)
    return found


def _begun(
    kind: LetterKind[Any],
    letter: Letter,
    reader: str,
    start: Start,
    record: BaseModel,
    evidence: dict[str, list[Span]] | None = None,
    marks: dict[str, str] | None = None,
    found: Sequence[Finding] = (),
) -> tuple[Reading, list[Finding]]:
    reading = Reading(
        letter=letter.name,
        letter_digest=letter.digest,
        kind=kind.name,
        schema_version=kind.version,
        reader=reader,
        start=start,
        began=dt.datetime.now(dt.UTC),
        record=record.model_dump(mode="json"),
        evidence=evidence or {},
        marks=marks or {},
    )
    return reading, list(found) or findings(kind, letter, reading)
