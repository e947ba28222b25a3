"""The checks of a model's kind: what it requires is there, and its dates and numbers are those that the letter prints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, PlainValidator, WrapValidator

from structurer.interpret import DATE, date_of, holds_figures, printed_numbers
from structurer.kind import Case, Rule, Trip
from structurer.least.shape import missing, shapes
from structurer.result import Severity


def rules_for(model: type[BaseModel]) -> tuple[Rule[Any], ...]:
    """The rules that records of this model are checked by, beside those of every kind."""

    def value_missing(case: Case[Any]) -> Iterator[Trip]:
        for path, name in missing(model, case.record):
            yield Trip(path, f"{name} is required, and none was found")

    def value_misread(case: Case[Any]) -> Iterator[Trip]:
        for path, value in _figures(model, case.record):
            spans = case.evidence.get(path, [])
            read = frozenset(one for span in spans for one in _printed(value, span.text))
            if read and not _is_among(value, read):
                yield Trip(path, f"its passage prints another {_called(value)}", spans[0])

    def value_not_printed(case: Case[Any]) -> Iterator[Trip]:
        for path, value in _figures(model, case.record):
            if _may_be_there(case, path) and not _is_among(value, _printed(value, case.letter.text)):
                yield Trip(path, f"the letter prints this {_called(value)} in no form that is read")

    return (
        Rule("value_missing", Severity.ERROR, "What the model requires is there.", value_missing, of_answers=True),
        Rule("value_misread", Severity.ERROR, "A date or a number is one that its passage prints.", value_misread),
        Rule("value_not_printed", Severity.WARNING, "Every date and number is printed in the letter, in a form that is read.",
             value_not_printed),
    )  # fmt: skip


def _figures(model: type[BaseModel], record: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The dates and numbers of a record, with their pointers, as the letter would print them: none that the class itself
    makes of what was read, and none that it has for want of another."""
    made_over = _made_over(model)
    for shape in shapes(model):
        held, here = getattr(record, shape.name, None), f"{path}/{shape.name}"
        entries = [(f"{here}/{index}", one) for index, one in enumerate(held or ())] if shape.listed else [(here, held)]
        if shape.sort == "part":
            for at, part in entries:
                yield from _figures(shape.inner, part, at) if part is not None else ()
        elif shape.sort in ("date", "number") and shape.name not in made_over:
            default = model.model_fields[shape.name].default
            yield from ((at, one) for at, one in entries if one is not None and (shape.listed or one != default))


@cache
def _made_over(model: type[BaseModel]) -> frozenset[str]:
    """The fields whose values a validator of the class may have changed."""
    validated = model.__pydantic_decorators__.field_validators.values()
    own = (AfterValidator, BeforeValidator, PlainValidator, WrapValidator)
    marked = {name for name, info in model.model_fields.items() if any(isinstance(mark, own) for mark in info.metadata)}
    named = {name for one in validated for name in one.info.fields}
    return frozenset(model.model_fields if "*" in named else marked | named)


def _may_be_there(case: Case[Any], path: str) -> bool:
    """Whether the whole letter is to be looked through: no passage is given, or one in which nothing can be a figure."""
    spans = case.evidence.get(path, [])
    return not case.evidence or (bool(spans) and not any(holds_figures(span.text) for span in spans))


def _printed(value: Any, text: str) -> frozenset[Any]:
    return _days(text) if isinstance(value, dt.date) else _numbers(text)


@lru_cache(maxsize=16)
def _days(text: str) -> frozenset[dt.date]:
    return frozenset(day for match in DATE.finditer(text) if (day := date_of(match)) is not None)


@lru_cache(maxsize=16)
def _numbers(text: str) -> frozenset[Decimal]:
    return frozenset(printed_numbers(text))


def _is_among(value: Any, printed: frozenset[Any]) -> bool:
    return value in printed or (isinstance(value, float) and value in {float(number) for number in printed})


def _called(value: Any) -> str:
    return "date" if isinstance(value, dt.date) else "number"
