"""The engine of a job: letters in work side by side, each ending in the journal.

Rolling: as soon as a letter ends the next is taken. Nothing waits for a batch to be full or through, and no more than the
letters in work are in memory.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from structurer.errors import JournalError, StructurerError
from structurer.ingest.breaker import Breaker
from structurer.ingest.hands import Hands, OwnHands, Redact, Work
from structurer.ingest.intake import Intake
from structurer.ingest.journal import Journal
from structurer.ingest.journal.liveness import LEASE_SECONDS
from structurer.ingest.lists import Lists
from structurer.ingest.plan import ATTEMPTS
from structurer.ingest.progress import Progress, Stop, StopReason
from structurer.ingest.runstate import RunState
from structurer.ingest.tries import Tries
from structurer.models.names import parse_name
from structurer.models.retry import Sleep

if TYPE_CHECKING:
    from structurer.pipeline import Structurer

POLL_SECONDS = 0.5


class Engine:
    """Works through the letters of `lists`. `recipe` is the journal's number of how they are structured; with `redo` those
    that were structured otherwise are done anew.

    `redact` is given each letter's text and gives what is to be structured in its place. The letters are structured in
    this process unless `hands` says by whom else.
    """

    def __init__(
        self,
        structurer: Structurer[Any],
        journal: Journal,
        lists: Lists,
        recipe: int,
        listing: int,
        *,
        in_work: int,
        redo: bool = False,
        attempts: int = ATTEMPTS,
        redact: Redact | None = None,
        hands: Hands | None = None,
        breaker: Breaker | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.journal, self.lists, self.in_work = journal, lists, in_work
        self.force, self.redo = structurer.force, redo
        self.hands = hands or OwnHands(structurer, redact)
        self.breaker = breaker or Breaker()
        self.state = RunState(journal, recipe, listing, self.breaker)
        self.total: int | None = None
        # The embedded model would say the same again.
        is_steady = parse_name(structurer.settings).provider == "local"
        self.tries = Tries(self.hands, self.state, attempts, is_steady=is_steady, sleep=sleep)
        self._sleep = sleep
        self._began, self._since = time.monotonic(), time.time()
        self._intake = Intake(lists, self.hands, self.state)
        self._tasks: set[asyncio.Task[None]] = set()

    # From outside

    @property
    def stopped(self) -> Stop | None:
        """Why the job was stopped, None where it was not."""
        return self.state.stopped

    def on_stop(self, call: Callable[[], None]) -> None:
        """Have something called when the job is stopped, and again when it is to stop at once."""
        self.state.on_stop = call

    def stop(self, reason: StopReason, error: StructurerError | None = None) -> None:
        """Take no further letter; what is in work is finished."""
        self.state.stop(reason, error)

    def stop_now(self) -> None:
        """Give up what is in work too; it is given back to the journal unfinished."""
        self.stop("interrupted")
        self.state.on_stop()
        for task in self._tasks:
            task.cancel()

    def progress(self) -> Progress:
        """How far the job is."""
        return Progress(
            self.total, self._intake.seen, self.journal.counts(), self.journal.spent(), len(self._tasks),
            self.state.here, time.monotonic() - self._began, self.breaker.is_open, self.journal.finished_since(self._since),
        )  # fmt: skip

    async def run(self) -> Stop | None:
        """Work until every letter is finished, or the job is stopped: then why."""
        self.journal.free_dead()
        self.state.worker = self.journal.enter(self.state.recipe)
        beating = asyncio.create_task(self._beat())
        try:
            while await self._pass() and not self.stopped:
                await self._others()
            if not self.stopped:
                self._intake.lose_missing()
        finally:
            beating.cancel()
            with suppress(asyncio.CancelledError):
                await beating
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            with suppress(JournalError):
                # Too few were refused in the end to say whether it was for themselves.
                for one in self.tries.refused if self.stopped else ():
                    self.journal.reopen(one)
                self.journal.leave(self.state.worker)
        return self.stopped

    # One pass over the input

    async def _pass(self) -> bool:
        """Go through the input once; whether another pass is needed, since others had letters of it."""
        self.state.is_read_out = False
        self._intake = Intake(self.lists, self.hands, self.state, force=self.force, redo=self.redo)
        works = self._intake.works()
        loop = asyncio.get_running_loop()
        # One thread reads: an archive is a stream, and the journal's notes of the input are in its order.
        with ThreadPoolExecutor(1, thread_name_prefix="structurer-reader") as reader:
            while not self.stopped:
                while len(self._tasks) >= self.in_work:
                    await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
                if self.stopped:
                    break
                try:
                    found = await loop.run_in_executor(reader, next, works, None)
                except StructurerError as error:
                    # No more letters can be had; those in work are finished all the same.
                    self.stop("fatal", error)
                    await self._all_finished()
                    raise
                if found is None:
                    self.state.is_read_out = True
                    break
                # What was still being read when the job was stopped is given back.
                if isinstance(found, Work) and not self.stopped:
                    await self._begun(found)
            await self._all_finished()
        return self._intake.held_elsewhere

    async def _begun(self, work: Work) -> None:
        """Begin with a letter, beside those that are in work; one that may kill the process takes no other with it."""
        alone = self.tries.is_suspect(work)
        if alone:
            await self._all_finished()
            if self.stopped:
                return
        task = asyncio.create_task(self.tries.work(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if alone:
            await self._all_finished()

    async def _all_finished(self) -> None:
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _others(self) -> None:
        """Wait for letters that other workers are at: they finish them, or die and leave them."""
        while not self.stopped and self.journal.held_by_others(self.state.worker):
            if self.journal.free_dead():
                return
            await self._sleep(POLL_SECONDS)

    async def _beat(self) -> None:
        while True:
            with suppress(JournalError):
                self.journal.beat(self.state.worker)
            await asyncio.sleep(LEASE_SECONDS / 6)
