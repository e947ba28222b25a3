"""What the questions about letters of medical reviews share: notes on fields, and how an answer says nothing."""

from __future__ import annotations

from pydantic import BaseModel

from structurer.draft import Draft
from structurer.result import Span


def note(model: type[BaseModel], field: str) -> str:
    """The record's own description of a field, so that prompt and schema cannot drift."""
    return model.model_fields[field].description or ""


def verbatim_of(draft: Draft, span: Span | None) -> str | None:
    """The passage as a record holds it, or None where there is none."""
    return draft.letter.verbatim(span.start, span.end) if span else None
