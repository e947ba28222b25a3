"""Whether a right value's evidence stands where the label's value stands in the letter.

A label has no offsets. Its value stands wherever the letter prints it: a verbatim value wherever its words stand, a
date wherever that day is printed, a number where its passage prints that number. A code (a decision, a category, a
reason) is printed nowhere: its passage has to lie within the letter's text about the record it belongs to, that is in
or within NEAR characters of a place where one of that record's verbatim values stands. A code of the letter as a whole
(sex, priority) may be shown by any passage of the letter.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from structurer.evals.fields import FieldSpec, specs
from structurer.interpret import DATE, NUMBER_WORD, date_of, read_number
from structurer.letter import Letter, verbatim
from structurer.quote import find
from structurer.result import Span

NEAR = 200
"""Characters around a record's own words that still are about it: a heading's label and decision word."""

Place = tuple[int, int]
_NUMBER = re.compile(rf"\d[\d,]*(?:\.\d+)?|\.\d+|\b{NUMBER_WORD}\b", re.IGNORECASE)


class Ground:
    """One letter, looked into for where values stand. Without a letter nothing is grounded."""

    def __init__(self, letter: Letter | None) -> None:
        self._letter = letter
        self._places: dict[str, list[Place]] = {}
        self._about: dict[int, list[Place]] = {}
        self._dates: list[tuple[dt.date, Place]] | None = None

    def holds(
        self, spec: FieldSpec, value: Any, predicted: Any, spans: Sequence[Span], record: BaseModel | None
    ) -> bool:
        """Whether one of the spans stands where the label's value does. `record` is the label's record of a list that
        the value belongs to. False and absent values need no passage."""
        if value is None or value is False:
            return True
        letter = self._letter
        if letter is None:
            return False
        true = [span for span in spans if span.text and letter.text[span.start : span.end] == span.text]
        if not true:
            return False
        if spec.shape == "codes" or spec.comparator.name == "exact":
            return self._code_or_figure(spec, value, true, record)
        if isinstance(value, str):
            said = verbatim(value)
            if predicted == value and any(verbatim(span.text) == said for span in true):
                return True
            places = self._stands(said)
            if not places:
                return any(spec.comparator.same(value, span.text) for span in true)
            return _meet(true, places)
        return self._code_or_figure(spec, value, true, record)

    def _code_or_figure(self, spec: FieldSpec, value: Any, spans: list[Span], record: BaseModel | None) -> bool:
        if isinstance(value, dt.date):
            value = value.date() if isinstance(value, dt.datetime) else value
            return _meet(spans, [place for day, place in self._days() if day == value])
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return any(float(number) == abs(float(value)) for span in spans for number in numbers_in(span.text))
        if type(value) is str and spec.verbatim is not None:
            return _meet(spans, self._stands(verbatim(value)))
        # An entry that has no words of its own (a guideline without a title) is held to no place.
        return record is None or next(_verbatims(record), None) is None or _meet(spans, self._passages(record))

    def _stands(self, words: str) -> list[Place]:
        assert self._letter is not None
        if words not in self._places:
            self._places[words] = [(place.start, place.end) for place in find(self._letter, words)]
        return self._places[words]

    def _days(self) -> list[tuple[dt.date, Place]]:
        assert self._letter is not None
        if self._dates is None:
            found = ((date_of(match), match.span()) for match in DATE.finditer(self._letter.text))
            self._dates = [(day, place) for day, place in found if day is not None]
        return self._dates

    def _passages(self, record: BaseModel) -> list[Place]:
        """Where the letter speaks about a record."""
        key = id(record)
        if key not in self._about:
            words = {verbatim(text) for text in _verbatims(record)}
            self._about[key] = [
                (start - NEAR, end + NEAR) for text in words if text for start, end in self._stands(text)
            ]
        return self._about[key]


def _verbatims(record: BaseModel) -> Iterator[str]:
    for spec in specs(type(record)):
        value = getattr(record, spec.name)
        if spec.verbatim is not None and spec.shape == "value" and isinstance(value, str):
            yield value


def _meet(spans: Sequence[Span], places: Sequence[Place]) -> bool:
    return any(span.start < end and start < span.end for span in spans for start, end in places)


@lru_cache(maxsize=4096)
def numbers_in(text: str) -> tuple[int | float, ...]:
    """The numbers that a text prints, in figures or words, without their signs."""
    return tuple(number for word in _NUMBER.findall(text) if (number := read_number(word)) is not None)
