"""What the questions about IMR letters share: notes, parts of answer models, and how an answer says nothing."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel, create_model

from structurer.draft import Draft
from structurer.result import Span


def note(model: type[BaseModel], field: str) -> str:
    """The record's own description of a field, so that prompt and schema cannot drift."""
    return model.model_fields[field].description or ""


@cache
def part_of(model: type[BaseModel], fields: tuple[str, ...]) -> type[BaseModel]:
    """An answer model with some of the fields of another, in that one's order."""
    kept: dict[str, Any] = {
        name: (info.annotation, info) for name, info in model.model_fields.items() if name in fields
    }
    if len(kept) == len(model.model_fields):
        return model
    return create_model(model.__name__, __doc__=model.__doc__, **kept)


_EMPTY = frozenset({"", "null", "none", "n/a", "na", "unknown", "not stated", "not mentioned", "not provided"})


def said(value: Any) -> str | None:
    """A string of an answer, or None where it says in words that there is nothing ("null", "none", "N/A")."""
    if not isinstance(value, str) or value.strip().strip(".").lower() in _EMPTY:
        return None
    return value


def verbatim_of(draft: Draft, span: Span | None) -> str | None:
    return draft.letter.verbatim(span.start, span.end) if span else None
