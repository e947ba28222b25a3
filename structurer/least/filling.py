"""From an answer to a record by the fields' types: quotes are found in the letter, dates and numbers read from them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from structurer.draft import Draft
from structurer.interpret import find_decimal, find_number, read_date
from structurer.kind import Question
from structurer.least.shape import Shape, shapes
from structurer.pointer import under
from structurer.quote import said
from structurer.result import Finding, Severity, Source, Span


class Filling:
    """Takes answers about a model into a draft; only the fields that the answer has, and never over what is there."""

    def __init__(self, model: type[BaseModel]) -> None:
        self.model = model

    def __call__(self, answer: Mapping[str, Any], draft: Draft, question: Question, source: Source) -> None:
        _Answer(draft, question, source).part(self.model, answer, "")


class _Answer:
    def __init__(self, draft: Draft, question: Question, source: Source) -> None:
        self.draft, self.section, self.source = draft, question.section, source
        self.asked_of = "" if question.label in ("", question.section.name) else f" about {question.label}"

    def part(self, model: type[BaseModel], answer: Mapping[str, Any], path: str) -> None:
        for shape in shapes(model):
            if shape.name not in answer:
                continue
            here = f"{path}/{shape.name}"
            if shape.listed and not self._is_read(here):
                self._many(shape, answer[shape.name] or [], here)
            elif shape.sort == "part" and not shape.listed:
                self.part(shape.inner, answer[shape.name] or {}, here)
            elif self.draft.get(here) is None:
                self._one(shape, answer[shape.name], here)

    def _is_read(self, path: str) -> bool:
        """Whether code filled the list, which an answer then does not lengthen."""
        sources = self.draft.sources.items()
        return any(source in (Source.READ, Source.PARSED) and under(known, path) for known, source in sources)

    def _many(self, shape: Shape, entries: list[Any], path: str) -> None:
        if not self.draft.filled(path):
            self.draft.put(path, [], None, self.source)
        at = 0
        for number, entry in enumerate(entries, 1):
            here = f"{path}/{len(self.draft.get(path))}"
            before = len(self.draft.findings)
            if shape.sort == "part":
                self.part(shape.inner, entry, here)
                entered = any(at_path.startswith(f"{here}/") for at_path in self.draft.evidence)
            else:
                span = self._one(shape, entry, here, at, put_nothing=False)
                entered, at = span is not None, span.end if span else at
            if not entered:
                self._tell(path, here, self.draft.findings[before:], number)
                self._forget(path, here)

    def _tell(self, path: str, here: str, findings: list[Finding], number: int) -> None:
        """File what is wrong with an entry that does not enter under its list: the next entry takes its pointer."""
        told = set(map(id, findings))
        self.draft.findings = [finding for finding in self.draft.findings if id(finding) not in told]
        for finding in findings:
            if finding.severity is not Severity.NOTE:
                field = finding.path.removeprefix(here).lstrip("/")
                entry = f"{field} of entry {number}" if field else f"entry {number}"
                message = f"{entry}{self.asked_of}: {finding.message}"
                self.draft.note(finding.rule, path, finding.severity, message, finding.span)

    def _forget(self, path: str, here: str) -> None:
        """An entry of which nothing stands in the letter is none."""
        index = int(here.rsplit("/", 1)[1])
        if index < len(self.draft.get(path)):
            self.draft.remove(path, index)

    def _one(self, shape: Shape, given: Any, path: str, after: int = 0, *, put_nothing: bool = True) -> Span | None:
        """Put a single value; nothing, or null, where its words do not stand in the letter or say no such value."""
        words = said(given.get("words") if isinstance(given, Mapping) else given)
        if isinstance(given, Mapping) and given.get("value") is not None and not words:
            self.draft.note(
                "value_without_words", path, Severity.WARNING, "the answer names no words of the letter for it"
            )
        span = self.draft.ground(path, words, self.section, after)
        value = self._value(shape, given, span) if span else None
        if span is not None and value is None:
            said_as = "no date" if shape.sort == "date" else "no number"
            self.draft.note("value_not_read", path, Severity.ERROR,
                            f"these words of the answer print {said_as} in a form that is read", span)  # fmt: skip
        if value is None:
            if put_nothing and shape.nullable:
                self.draft.put(path, None, None, self.source)
            return None
        self.draft.put(path, value, span, self.source)
        return span

    def _value(self, shape: Shape, given: Any, span: Span) -> Any:
        if shape.sort == "code":
            return given["value"]
        if shape.sort == "date":
            day = read_date(span.text)
            return day.isoformat() if day else None
        if shape.sort == "number":
            after = self.draft.letter.text[span.end : span.end + 40]
            return (find_decimal if shape.inner is Decimal else find_number)(span.text, after)
        return self.draft.letter.verbatim(span.start, span.end)
