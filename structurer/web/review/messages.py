"""What the page says in its calls."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from structurer.result import Span
from structurer.web.review.readings import Start


class _Call(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Part(BaseModel):
    """Which part of the queue is wanted: the one that begins with the letter number `start`."""

    start: int = Field(0, ge=0)


class Kept(_Call):
    """What the page has of a reading."""

    record: dict[str, Any]
    evidence: dict[str, list[Span]] = Field(default_factory=dict)
    marks: dict[str, str] = Field(default_factory=dict)


class Saving(Kept):
    """A reading to be saved, as it was opened in `version`; `over` saves it whatever was saved since. Without `start`,
    `undo` and `redo` those that are kept stay."""

    version: str
    over: bool = False
    state: str = "open"
    start: Start | None = None
    settles: list[str] = Field(default_factory=list)
    seconds: float = Field(0.0, ge=0)
    undo: list[dict[str, Any]] | None = None
    redo: list[dict[str, Any]] | None = None


class Entering(_Call):
    """A value that somebody typed (`text`) or selected ([start, end) of the letter) for the field at `path`."""

    path: str
    text: str | None = None
    start: int | None = None
    end: int | None = None


class Choosing(_Call):
    """Of two readings, the numbers of the differences in which the second one is right; `of` says which differences these
    were."""

    first: str
    second: str
    of: str
    taken: list[int]
