"""From an answer to a record by the fields' types: quotes are found in the letter, dates and numbers read from them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from structurer.draft import Draft
from structurer.interpret import read_date, read_number
from structurer.kind import Question
from structurer.least.shape import Shape, shapes
from structurer.quote import said
from structurer.result import Source, Span
from structurer.sections import Section

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?|\.\d+|[a-z]+(?:[ -][a-z]+)?", re.IGNORECASE)


class Filling:
    """Takes answers about a model into a draft; only the fields that the answer has, and never over what is there."""

    def __init__(self, model: type[BaseModel]) -> None:
        self.model = model

    def __call__(self, answer: Mapping[str, Any], draft: Draft, question: Question, source: Source) -> None:
        _Answer(draft, question.section, source).part(self.model, answer, "")


class _Answer:
    def __init__(self, draft: Draft, section: Section, source: Source) -> None:
        self.draft, self.section, self.source = draft, section, source

    def part(self, model: type[BaseModel], answer: Mapping[str, Any], path: str) -> None:
        for shape in shapes(model):
            if shape.name not in answer:
                continue
            here = f"{path}/{shape.name}"
            if shape.listed:
                self._many(shape, answer[shape.name] or [], here)
            elif shape.sort == "part":
                self.part(shape.inner, answer[shape.name] or {}, here)
            elif self.draft.get(here) is None:
                self._one(shape, answer[shape.name], here)

    def _many(self, shape: Shape, entries: list[Any], path: str) -> None:
        if not self.draft.filled(path):
            self.draft.put(path, [], None, self.source)
        at = 0
        for entry in entries:
            here = f"{path}/{len(self.draft.get(path))}"
            if shape.sort == "part":
                self.part(shape.inner, entry, here)
                if not any(at_path.startswith(f"{here}/") for at_path in self.draft.evidence):
                    self._forget(path, here)
                continue
            span = self._one(shape, entry, here, at, put_nothing=False)
            at = span.end if span else at

    def _forget(self, path: str, here: str) -> None:
        """An entry of which nothing stands in the letter is none."""
        index = int(here.rsplit("/", 1)[1])
        if index < len(self.draft.get(path)):
            self.draft.remove(path, index)

    def _one(self, shape: Shape, given: Any, path: str, after: int = 0, *, put_nothing: bool = True) -> Span | None:
        """Put a single value; nothing, or null, where its words do not stand in the letter or say no such value."""
        words = given.get("words") if isinstance(given, Mapping) else given
        span = self.draft.ground(path, said(words), self.section, after)
        value = self._value(shape, given, span) if span else None
        if value is None:
            if put_nothing:
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
            numbers = (read_number(match.group().lstrip("-")) for match in _NUMBER.finditer(span.text))
            number = next((number for number in numbers if number is not None), None)
            return int(number) if number is not None and number.is_integer() else number
        return self.draft.letter.verbatim(span.start, span.end)
