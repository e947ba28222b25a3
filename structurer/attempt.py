"""An attempt at a record: a letter's answers in a draft, what the record's class takes of it, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel

from structurer.answers import Answers
from structurer.draft import Draft
from structurer.kind import Case, LetterKind
from structurer.pointer import under
from structurer.reading import complete
from structurer.result import Finding, Severity, sorted_findings
from structurer.sections import Outline
from structurer.validation import check, record_from

RecordT = TypeVar("RecordT", bound=BaseModel)


@dataclass(frozen=True)
class Attempt(Generic[RecordT]):
    """What came of reading and of the answers in force.

    `answered` holds all of it, where the questions' pointers point; `draft` what the record's class takes of it, where
    entries may have moved up. `broken` are the findings that rules have; `findings` these and those of the making. Of
    `unusable` questions no answer can be used.
    """

    answered: Draft
    draft: Draft
    record: RecordT
    broken: Sequence[Finding]
    unusable: int

    @property
    def findings(self) -> list[Finding]:
        """All that is to be said about the record, the weightiest first."""
        return sorted_findings([*self.draft.findings, *self.broken])

    @property
    def weight(self) -> tuple[int, int, int]:
        """How bad the attempt is: questions without an answer first, then errors, then warnings."""
        severities = [finding.severity for finding in self.findings]
        return self.unusable, severities.count(Severity.ERROR), severities.count(Severity.WARNING)

    def errors(self) -> list[Finding]:
        """What is wrong with the answers, at the pointers that they were put at."""
        told = [*self.answered.findings, *self._where_answered(self.draft.findings), *self._where_answered(self.broken)]
        return [finding for finding in sorted_findings(told) if finding.severity is Severity.ERROR]

    def grounded(self, paths: Sequence[str]) -> int:
        """How many values that the letter shows stand at these pointers of the answers or below. One that was taken out,
        or that a rule has an error against, counts nothing, and one that is there twice counts once."""
        wrong = [one.path for one in self._where_answered(self.broken) if one.severity is Severity.ERROR]
        values = set()
        for known, spans in self.draft.evidence.items():
            at = self.draft.origin(known)
            if at is not None and any(under(at, top) and not _is_wrong(at, top, wrong) for top in paths):
                values.add((re.sub(r"/\d+(?=/|$)", "/", at), tuple(spans)))
        return len(values)

    def errors_at(self, paths: Sequence[str]) -> int:
        """How many errors stand at these pointers of the answers or below."""
        return sum(any(under(finding.path, path) for path in paths) for finding in self.errors())

    def _where_answered(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings, with pointers into the answers in place of those into the record."""
        return [one.model_copy(update={"path": self.draft.origin(one.path) or one.path}) for one in findings]


def attempted(
    kind: LetterKind[RecordT], answers: Answers, draft: Draft, outline: Outline, *, asked: bool
) -> Attempt[RecordT]:
    """What comes of the answers in force on the draft that was read; `asked` says whether rules about answers hold."""
    answered = answers.taken(draft)
    complete(kind, answered, outline)
    held = answered.copy()
    record = record_from(kind, held)
    case = Case(held.letter, outline, record, held.evidence)
    return Attempt(answered, held, record, check(kind, case, asked=asked), answers.unusable)


def _is_wrong(at: str, top: str, wrong: Sequence[str]) -> bool:
    """Whether an error stands against the value itself, or an entry or part that holds it below `top`."""
    return any(under(at, path) and (path == at or (path != top and under(path, top))) for path in wrong)
