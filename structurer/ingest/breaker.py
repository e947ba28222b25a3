"""Stops a job early where the server fails, so that it does not fail letter by letter."""

from __future__ import annotations

import asyncio

from structurer.models.retry import Sleep

FAILURES = 5
FIRST_REST = 5.0
LONGEST_REST = 120.0
PROBES = 4


class Breaker:
    """Counts failures of the server at letters, one after the other with none that worked between.

    After FAILURES of them it opens: nobody goes on for a while, then one letter tries for all. Where that fails too the
    rest gets longer, and after PROBES of them the server is given up (`given_up`).
    """

    def __init__(
        self,
        failures: int = FAILURES,
        probes: int = PROBES,
        rest: float = FIRST_REST,
        *,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.failures, self.probes, self.rest = failures, probes, rest
        self.given_up = asyncio.Event()
        self._sleep = sleep
        self._in_a_row = 0
        self._letters: set[str] = set()
        self._probed = 0
        self._rest: float | None = None
        self._probing = False
        self._changed = asyncio.Event()

    @property
    def is_open(self) -> bool:
        """Whether letters wait for the server to come back."""
        return self._rest is not None

    @property
    def is_of_few(self) -> bool:
        """Whether all that failed since something worked are so few letters that it may be they that fail."""
        return len(self._letters) < self.failures

    async def passage(self) -> bool:
        """Wait until a letter may be tried; False where the server is given up."""
        while self._rest is not None and not self.given_up.is_set():
            self._changed.clear()
            changing = asyncio.ensure_future(self._changed.wait())
            resting = [] if self._probing else [asyncio.ensure_future(self._sleep(self._rest))]
            try:
                await asyncio.wait({changing, *resting}, return_when=asyncio.FIRST_COMPLETED)
                rested = any(one.done() for one in resting)
            finally:
                for one in (changing, *resting):
                    one.cancel()
            if rested and self._rest is not None and not self._probing and not self._changed.is_set():
                self._probing = True
                return True
        return not self.given_up.is_set()

    def worked(self) -> None:
        """A letter got through: the server is there."""
        self._letters.clear()
        self._in_a_row = self._probed = 0
        self._rest, self._probing = None, False
        self._changed.set()

    def failed(self, letter: str) -> None:
        """The server failed a letter."""
        self._in_a_row += 1
        self._letters.add(letter)
        if self._probing:
            self._probing = False
            self._probed += 1
            if self._probed >= self.probes:
                self.give_up()
                return
            self._rest = min(self.rest * 2.0**self._probed, LONGEST_REST)
        elif self._in_a_row >= self.failures and self._rest is None:
            self._rest = self.rest
        self._changed.set()

    def passed(self) -> None:
        """A letter ended without the server having been asked: it tells nothing, but no longer tries for all."""
        if self._probing:
            self._probing = False
        self._changed.set()

    def blame_letters(self) -> set[str]:
        """The server is there, so that it is the letters that failed since one worked: which they are. Others may be
        tried again."""
        blamed = set(self._letters)
        self.given_up.clear()
        self.worked()
        return blamed

    def give_up(self) -> None:
        """Stop waiting for the server."""
        self.given_up.set()
        self._changed.set()
