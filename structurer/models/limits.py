"""How fast a provider may be asked: calls side by side, requests and tokens a minute, adapting to what it says.

No barriers: a call starts as soon as there is room for it. After a 429 everybody waits as long as the provider asked,
and fewer calls go side by side; with each call that works the room widens again (additive increase, multiplicative
decrease).
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

from structurer.models.retry import Sleep

NARROWED = 0.7
NARROWED_AT_MOST_EVERY = 1.0
FIRST_PAUSE = 0.25
LONGEST_PAUSE = 16.0
BURST_SECONDS = 1.0
ROUNDING = 1e-6


class Bucket:
    """A rate a minute, as a bucket that fills evenly and holds at most BURST_SECONDS of it.

    In no minute more than the rate is taken: what the bucket holds at its beginning is reckoned with. It may be overdrawn: who learns afterwards that it took more, or less, says so by `correct`.
    """

    def __init__(self, per_minute: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._a_second = per_minute / (60.0 + BURST_SECONDS)
        self._most = max(self._a_second * BURST_SECONDS, 1.0)
        self._held = self._most
        self._clock = clock
        self._at = clock()

    def wait(self, amount: float) -> float:
        """Seconds until so much may be taken. More than the bucket holds may be taken when it is full."""
        self._fill()
        missing = min(amount, self._most) - self._held
        return missing / self._a_second if missing > ROUNDING else 0.0

    def take(self, amount: float) -> None:
        """Take so much, be it there or not."""
        self._fill()
        self._held -= amount

    def correct(self, more: float) -> None:
        """Take so much more than was taken, or give back where it is below 0."""
        self._held = min(self._held - more, self._most)

    def _fill(self) -> None:
        now = self._clock()
        self._held = min(self._held + (now - self._at) * self._a_second, self._most)
        self._at = now


class Turn:
    """A call's turn. `used` tells the tokens that it took in the end."""

    def __init__(self, taken: float) -> None:
        self.taken = taken
        self.used_tokens: float | None = None

    def used(self, tokens: float) -> None:
        """Say how many tokens the call read and wrote."""
        self.used_tokens = tokens


class Pace(Protocol):
    """What calls ask for their turn: Limits, or what stands here for limits that other processes share."""

    def turn(self, tokens: float) -> AbstractAsyncContextManager[Turn]:
        """Wait for a turn; `tokens` is what the call is thought to take."""

    def slow_down(self, wait: float | None = None) -> None:
        """The provider limits the rate."""

    def worked(self) -> None:
        """A call was answered."""


@dataclass(frozen=True, eq=False)
class _Place:
    """A call's place in the line; `news` says that there may be room."""

    loop: asyncio.AbstractEventLoop
    news: asyncio.Event = field(default_factory=asyncio.Event)


class Limits:
    """Limits that calls share, of one event loop or of several in threads of their own. `rpm` and `tpm` are a minute's
    requests and tokens, None no limit.

    `width` is how many calls may be in flight just now, at most `concurrency`.
    """

    def __init__(
        self,
        concurrency: int,
        rpm: float | None = None,
        tpm: float | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.concurrency = concurrency
        self.width = float(concurrency)
        self.in_flight = 0
        self.slowed = 0
        self._pauses = 0
        self._requests = Bucket(rpm, clock) if rpm else None
        self._tokens = Bucket(tpm, clock) if tpm else None
        self._clock, self._sleep = clock, sleep
        self._open_at = self._narrowed_at = float("-inf")
        self._line: list[_Place] = []
        # Re-entrant: a call that is forgotten gives its turn back whenever it is collected.
        self._changing = threading.RLock()

    @asynccontextmanager
    async def turn(self, tokens: float) -> AsyncIterator[Turn]:
        """Wait for a turn, first come first served; `tokens` is what the call is thought to take."""
        taken = Turn(tokens)
        await self._enter(tokens)
        try:
            yield taken
        finally:
            with self._changing:
                self.in_flight -= 1
                if self._tokens is not None and taken.used_tokens is not None:
                    self._tokens.correct(taken.used_tokens - tokens)
                self._tell()

    def slow_down(self, wait: float | None = None) -> None:
        """The provider limits the rate: nobody calls for `wait` seconds, then fewer. Where it did not say how long, the
        pause is short, and twice as long each time that it was not enough."""
        with self._changing:
            now = self._clock()
            self.slowed += 1
            # Calls that were in flight together fail together; that is one reason to slow down, not many.
            if now >= self._open_at:
                self._pauses += 1
            pause = wait or min(FIRST_PAUSE * 2.0 ** (self._pauses - 1), LONGEST_PAUSE)
            self._open_at = max(self._open_at, now + pause)
            if now - self._narrowed_at >= NARROWED_AT_MOST_EVERY:
                self.width = max(self.width * NARROWED, 1.0)
                self._narrowed_at = now

    def worked(self) -> None:
        """A call was answered."""
        with self._changing:
            self._pauses = 0
            self.width = min(self.width + 1.0 / self.width, float(self.concurrency))

    async def _enter(self, tokens: float) -> None:
        place = _Place(asyncio.get_running_loop())
        with self._changing:
            self._line.append(place)
        try:
            while True:
                with self._changing:
                    is_first = self._first() is place
                    wait = self._wait(tokens) if is_first else 0.0
                    if is_first and wait <= 0 and self.in_flight < int(self.width):
                        self._take(tokens)
                        return
                    place.news.clear()
                if wait > 0:
                    await self._sleep(wait)
                else:
                    await place.news.wait()
        finally:
            with self._changing:
                self._line.remove(place)
                self._tell()

    def _take(self, tokens: float) -> None:
        self.in_flight += 1
        if self._requests is not None:
            self._requests.take(1)
        if self._tokens is not None:
            self._tokens.take(tokens)

    def _first(self) -> _Place | None:
        """Whose turn it is. An event loop that stopped with calls in line does not hold up the others."""
        return next((place for place in self._line if place.loop.is_running()), None)

    def _tell(self) -> None:
        """Let whoever is first see whether there is room; those before, once their event loops run again."""
        for place in self._line:
            # A loop that is closed has no calls any more.
            with contextlib.suppress(RuntimeError):
                place.loop.call_soon_threadsafe(place.news.set)
            if place.loop.is_running():
                break

    def _wait(self, tokens: float) -> float:
        waits = [self._open_at - self._clock()]
        if self._requests is not None:
            waits.append(self._requests.wait(1))
        if self._tokens is not None:
            waits.append(self._tokens.wait(tokens))
        return max(waits)
