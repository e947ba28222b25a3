"""What a job has used, and what is set aside for calls under way, as its journal has it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from structurer.ingest.journal.database import Database
from structurer.ingest.journal.liveness import here

_OF_DEAD = (
    "FROM reserved WHERE NOT EXISTS "
    "(SELECT 1 FROM workers WHERE workers.host = reserved.host AND workers.pid = reserved.pid)"
)
"""What was set aside by processes that are no workers any more."""


@dataclass(frozen=True)
class Spent:
    """What a job has used so far, over all its runs; `cost` in US dollars of the calls whose price is known. `cached`
    answers came from the user's cache, and are no calls."""

    calls: int = 0
    cached: int = 0
    attempts: int = 0
    read: int = 0
    written: int = 0
    cost: float = 0.0
    unpriced: int = 0

    def __add__(self, other: Spent) -> Spent:
        return Spent(*(getattr(self, name) + getattr(other, name) for name in vars(self)))


def spend_of_dead(journal: Database) -> None:
    """Count as spent, within a transaction, what dead processes had set aside: their calls may be answered and paid for,
    and nobody says what they took. Whoever was only taken for dead takes it back as it frees it."""
    journal.execute(
        f"UPDATE spent SET read = read + (SELECT CAST(round(total(tokens)) AS INTEGER) {_OF_DEAD}), "  # noqa: S608
        f"cost = cost + (SELECT round(total(cost), 9) {_OF_DEAD}) WHERE EXISTS (SELECT 1 {_OF_DEAD})"
    )
    journal.execute(f"DELETE {_OF_DEAD}")


class Money(Database):
    """Spent, and set aside."""

    def add(self, spent: Spent) -> None:
        """Add to what the job has used."""
        self.execute(
            "UPDATE spent SET calls = calls + ?, cached = cached + ?, attempts = attempts + ?, read = read + ?, "
            "written = written + ?, cost = cost + ?, unpriced = unpriced + ?",
            spent.calls, spent.cached, spent.attempts, spent.read, spent.written, spent.cost, spent.unpriced,
        )  # fmt: skip

    def reserve(self, owner: str, tokens: float, cost: float, allowed: Callable[[Spent, float, float], bool]) -> bool:
        """Set something aside for calls of `owner`, where that is allowed by what is spent and what all processes have set
        aside in tokens and money."""
        with self.transaction():
            [(held, dear)] = self.query("SELECT total(tokens), total(cost) FROM reserved")
            if not allowed(self.spent(), held, dear):
                return False
            self._hold(owner, tokens, cost)
            return True

    def free_reserved(self, owner: str, tokens: float, cost: float) -> None:
        """What was set aside is so no longer."""
        # Where it counts as spent by now, since the process was taken for dead, less than nothing is set aside.
        self._hold(owner, -tokens, -cost)

    def _hold(self, owner: str, tokens: float, cost: float) -> None:
        self.execute(
            "INSERT INTO reserved VALUES (?, ?, ?, ?, ?) ON CONFLICT(owner) DO UPDATE SET "
            "tokens = tokens + excluded.tokens, cost = cost + excluded.cost",
            owner, here(), os.getpid(), tokens, cost,
        )  # fmt: skip

    def spent(self) -> Spent:
        """What the job has used, over all its runs."""
        return Spent(*self.query("SELECT calls, cached, attempts, read, written, cost, unpriced FROM spent")[0])
