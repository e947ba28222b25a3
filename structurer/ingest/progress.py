"""How far a job is, and why it stopped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from structurer.errors import StructurerError
from structurer.ingest.journal.looking import Counts
from structurer.ingest.journal.money import Spent

StopReason = Literal["interrupted", "budget", "server", "refused", "fatal"]


@dataclass(frozen=True)
class Stop:
    """Why a job stopped before its end, and the error behind it where there is one."""

    reason: StopReason
    error: StructurerError | None = None


@dataclass(frozen=True)
class Progress:
    """How far a job is. `total` is None until it is known; `here` counts letters that this process finished in this run,
    `together` those that all processes at the journal did meanwhile."""

    total: int | None
    seen: int
    counts: Counts
    spent: Spent
    in_work: int
    here: int
    seconds: float
    waits_for_server: bool
    together: int = 0
