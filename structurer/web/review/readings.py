"""One reader's reading of one letter: the record so far with its evidence, what was looked at, who and when."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from structurer.errors import RecordError
from structurer.files import write_own
from structurer.result import Span

FORMAT = 1

Start = Literal["label", "result", "read", "nothing", "readers"]
"""What a reading began from: the label that was there, a result of `extract`, what code reads, an empty record, or the
readings of others that it settles."""


class Reading(BaseModel):
    """A reading as its file holds it. While it is open its record need not follow the schema.

    `marks` says of a pointer that its value was `accepted` or `corrected`, before that who filled it; `undo` and `redo` are steps as the page
    keeps them; `seconds` is the time that the reader spent on it.
    """

    model_config = ConfigDict(extra="forbid")

    format: int = FORMAT
    letter: str
    letter_digest: str
    kind: str
    schema_version: int
    reader: str
    start: Start
    state: Literal["open", "done"] = "open"
    began: dt.datetime
    saved: dt.datetime | None = None
    seconds: float = 0.0
    settles: list[str] = Field(default_factory=list)
    record: dict[str, Any]
    evidence: dict[str, list[Span]] = Field(default_factory=dict)
    marks: dict[str, str] = Field(default_factory=dict)
    undo: list[dict[str, Any]] = Field(default_factory=list)
    redo: list[dict[str, Any]] = Field(default_factory=list)

    @property
    def version(self) -> str:
        """What tells this state of the reading from every other; empty for one that was never saved."""
        if self.saved is None:
            return ""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]


def read_reading(path: Path) -> Reading | None:
    """The reading in a file; None where there is no file. Raises RecordError where it is damaged."""
    try:
        return Reading.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise RecordError(
            f"{path} cannot be read as a reading: {type(error).__name__}", hint="move the file away to begin anew"
        ) from None


def write_reading(path: Path, reading: Reading) -> None:
    """Keep a reading: its file holds the old one or the new one, never a part."""
    write_own(path, reading.model_dump_json(indent=1) + "\n")
