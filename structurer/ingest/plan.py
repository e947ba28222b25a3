"""What a job is to do and within what, and what it came to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from structurer.errors import JobStopped, SettingsError
from structurer.ingest.budget import Budget
from structurer.ingest.journal.looking import Counts
from structurer.ingest.journal.money import Spent
from structurer.ingest.progress import Stop

ATTEMPTS = 3

Changed = Literal["refuse", "redo", "keep"]


@dataclass(frozen=True)
class Plan:
    """What is to be done with the letters, and within what.

    `out` is the output (None: none is written), `journal` the journal's file, by default beside the output. `changed`
    says what becomes of letters that were structured otherwise before: refuse to go on, redo them, or keep them.
    `part_letters` makes the output a folder of parts of so many letters each. `processes` share the work, by default as
    many as it is worth; `redact_name` is how they find `redact`.
    """

    out: Path | None
    journal: Path | None = None
    shape: Literal["rows", "tables", "results"] | None = None
    part_letters: int | None = None
    in_work: int | None = None
    attempts: int = ATTEMPTS
    budget: Budget = field(default_factory=Budget)
    changed: Changed = "refuse"
    redact: Callable[[str], str] | None = None
    redact_name: str | None = None
    processes: int | None = None

    @property
    def journal_path(self) -> Path:
        """Where the journal is. Raises SettingsError where neither it nor an output is named."""
        if self.journal is not None:
            return self.journal
        if self.out is None:
            raise SettingsError("neither an output nor a journal is named", hint="give --out or --journal")
        return journal_beside(self.out)

    @property
    def written(self) -> tuple[Path, ...]:
        """What the job writes: its output, and the dead letters beside it."""
        return () if self.out is None else (self.out, dead_letters_beside(self.out))


@dataclass(frozen=True)
class Summary:
    """What a job came to. `stop` is None where it went to its end; only then the output was written.

    `waiting` letters are left for the next run; `rows` and `dead` say how many letters the output and the file of dead
    letters hold. `elsewhere` is what was named for this journal at other times and still has letters that wait, with how
    many. `otherwise` letters are still as they were structured by another recipe; `unfit` of these have records of another
    shape, which the output leaves out.
    """

    counts: Counts
    spent: Spent
    here: int
    seconds: float
    stop: Stop | None
    out: Path | None
    rows: int
    dead_file: Path | None
    dead: int
    left_out: dict[str, int]
    elsewhere: list[tuple[list[str], int]]
    otherwise: int
    unfit: int

    @property
    def ok(self) -> bool:
        """Whether every letter was structured, and stands in the output."""
        counts = self.counts
        left = counts.failed or counts.incomplete or counts.waiting or counts.working
        return self.stop is None and not (left or self.unfit)

    def through(self) -> Summary:
        """Itself, where the job went to its end. Raises JobStopped where it did not: so a scheduler's task fails, and is
        tried again."""
        if self.stop is not None:
            raise JobStopped(f"the job stopped before its end: {self.stop.reason}") from self.stop.error
        return self


def journal_beside(out: Path) -> Path:
    """The journal of the job that writes `out`."""
    return out.with_name(f"{out.name}.journal")


def dead_letters_beside(out: Path) -> Path:
    """The file of dead letters of the job that writes `out`."""
    return out.with_name(f"{out.name}.failed.jsonl")
