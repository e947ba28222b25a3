"""What the workers of a job share: turns to call, the budget, and what is to be noted in the journal.

One object for all workers, in one process beside the journal's. It knows nothing of letters but the hash of their content
and the answers that are passed through it.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass
from typing import Literal

from structurer.ingest.budget import Budget, Purse, Refusal
from structurer.ingest.journal.money import Spent
from structurer.models.limits import Limits, Turn

LOOKS_SECONDS = 1.0

Said = Literal["worked", "busy"] | None
"""What the server said to a call: an answer, that the rate is too high, or neither."""


@dataclass(frozen=True)
class Note:
    """Something for the journal: an answer that was paid for, or what a call took. `freed` is for the desk itself: what
    a worker had set aside for a call that has ended."""

    key: str = ""
    content: str | None = None
    answer: str = ""
    spent: Spent | None = None
    freed: tuple[str, float, float] | None = None


@dataclass
class _Held:
    """A turn that a worker has."""

    worker: str
    turn: Turn
    context: AbstractAsyncContextManager[Turn]
    until: float


@dataclass(frozen=True)
class Rules:
    """What all workers together keep to: calls side by side, requests and tokens a minute, the budget, of which `spent`
    was spent before, or may be for what is in batches. A turn to call is held at most `longest` seconds: its worker may be lost with its machine."""

    concurrency: int
    rpm: float | None
    tpm: float | None
    budget: Budget
    spent: Spent
    longest: float


class Desk:
    """Gives turns and money by the rules; keeps notes until they are in the journal."""

    def __init__(self, rules: Rules) -> None:
        self.limits = Limits(rules.concurrency, rules.rpm, rules.tpm)
        self.spent, self.longest = rules.spent, rules.longest
        self._purse = Purse(rules.budget)
        self._turns: dict[int, _Held] = {}
        self._reserved: dict[str, list[tuple[float, float]]] = {}
        self._notes: list[Note] = []
        self._some = asyncio.Event()
        self._given = self._noted = 0
        self._looked_at = 0.0

    async def is_there(self) -> bool:
        """That it is."""
        return True

    # Turns

    async def turn(self, worker: str, tokens: float) -> int:
        """Wait for a turn; its number. `tokens` is what the call is thought to take."""
        await self._take_back()
        context = self.limits.turn(tokens)
        turn = await context.__aenter__()
        self._given += 1
        self._turns[self._given] = _Held(worker, turn, context, time.monotonic() + self.longest)
        return self._given

    async def done(self, number: int, used: float | None, said: Said = None, wait: float | None = None) -> None:
        """Give a turn back: the tokens that the call took where they are known, and what the server said."""
        held = self._turns.pop(number, None)
        if held is not None:
            if used is not None:
                held.turn.used(used)
            await held.context.__aexit__(None, None, None)
        if said == "worked":
            self.limits.worked()
        elif said == "busy":
            self.limits.slow_down(wait)

    async def gone(self, worker: str) -> None:
        """A worker is no more: its turns are free, and what it had set aside counts as spent, since nobody says what its
        calls took."""
        for number, held in list(self._turns.items()):
            if held.worker == worker:
                await self.done(number, None)
        for tokens, cost in list(self._reserved.get(worker, ())):
            await self.note([Note(spent=Spent(read=round(tokens), cost=cost)), Note(freed=(worker, tokens, cost))])

    async def _take_back(self) -> None:
        now = time.monotonic()
        if now < self._looked_at + LOOKS_SECONDS:
            return
        self._looked_at = now
        for number, held in list(self._turns.items()):
            if held.until < now:
                await self.done(number, None)

    # Money

    async def reserve(self, worker: str, tokens: float, cost: float) -> Refusal | None:
        """Set so much of the budget aside, or say why not."""
        refused = self._purse.reserve(self.spent, tokens, cost)
        if refused is None:
            self._reserved.setdefault(worker, []).append((tokens, cost))
        return refused

    def _free(self, worker: str, tokens: float, cost: float) -> None:
        mine = self._reserved.get(worker, [])
        if (tokens, cost) in mine:
            mine.remove((tokens, cost))
            self._purse.free(tokens, cost)

    # Notes

    async def note(self, notes: list[Note]) -> int:
        """Take notes; the number of the last."""
        for note in notes:
            if note.spent is not None:
                self.spent = self.spent + note.spent
        # After that, so that nobody takes in between what is spent already.
        for note in notes:
            if note.freed is not None:
                self._free(*note.freed)
        self._notes += notes
        self._noted += len(notes)
        self._some.set()
        return self._noted

    async def notes(self, after: int, longest: float) -> list[Note]:
        """The notes after that number, those up to it being in the journal; waited for so many seconds at most."""
        del self._notes[: len(self._notes) - (self._noted - after)]
        if not self._notes and longest:
            self._some.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(longest):
                    await self._some.wait()
        return list(self._notes)
