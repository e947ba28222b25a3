"""A letter of a job as it goes into an output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Status = Literal["done", "incomplete", "failed"]


@dataclass(frozen=True)
class Row:
    """One letter of a job, as it goes into an output: what it is called, what became of it.

    `incomplete` is a letter of whose questions one never got a usable answer: its record holds the rest, flagged.
    """

    number: int
    """Place in the input, from 0."""
    name: str
    """The first name that it came under."""
    other_names: tuple[str, ...]
    """Further names of the same letter."""
    content: str
    """`sha256:` and the hash of its bytes."""
    status: Status
    error: dict[str, Any] | None
    """type, stage, message, hint, retryable, attempts; None where nothing went wrong."""
    result: dict[str, Any] | None
    """What `Structured.model_dump(mode="json")` gives; None where there is no record."""
