"""The engine of a job: letters in work side by side, each ending in the journal.

Rolling: as soon as a letter ends the next is taken. Nothing waits for a batch to be full or through, and no more than the
letters in work are in memory.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from structurer.errors import (
    AwaitsBatch,
    BudgetReached,
    ClusterError,
    JournalError,
    KindError,
    LetterError,
    LetterNotFound,
    LetterNotOfKind,
    ModelDenied,
    ModelError,
    ModelRequestRefused,
    SettingsError,
    StructurerError,
    UnexpectedError,
    WeightsError,
)
from structurer.ingest.breaker import Breaker
from structurer.ingest.hands import Hands, OwnHands, Redact, Work
from structurer.ingest.journal import FINAL, Counts, Journal, Spent
from structurer.ingest.liveness import LEASE_SECONDS
from structurer.ingest.outcome import error_of, incomplete
from structurer.ingest.sources import Entry
from structurer.models.retry import Sleep
from structurer.result import Structured

if TYPE_CHECKING:
    from structurer.pipeline import Structurer

log = logging.getLogger(__name__)

ATTEMPTS = 3
REFUSED_IN_A_ROW = 5
LONGEST_WAIT = 30.0
POLL_SECONDS = 0.5
SKIPPED_AT_ONCE = 500
UNREAD = "unread:"

StopReason = Literal["interrupted", "budget", "server", "refused", "fatal"]


class Lists(Protocol):
    """What gives a job its letters, from the first on each time."""

    def entries(self) -> Iterator[Entry]:
        """Every letter."""


@dataclass(frozen=True)
class Stop:
    """Why a job stopped before its end, and the error behind it where there is one."""

    reason: StopReason
    error: StructurerError | None = None


@dataclass(frozen=True)
class Progress:
    """How far a job is. `total` is None until it is known; `here` counts letters finished in this run."""

    total: int | None
    seen: int
    counts: Counts
    spent: Spent
    in_work: int
    here: int
    seconds: float
    waits_for_server: bool


class Engine:
    """Works through the letters of `lists`. `recipe` is the journal's number of how they are structured.

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
        attempts: int = ATTEMPTS,
        redact: Redact | None = None,
        hands: Hands | None = None,
        breaker: Breaker | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.structurer, self.journal, self.lists = structurer, journal, lists
        self.recipe, self.listing = recipe, listing
        self.in_work, self.attempts = in_work, attempts
        self.hands = hands or OwnHands(structurer, redact)
        self.breaker = breaker or Breaker()
        self.stopped: Stop | None = None
        self.total: int | None = None
        self._sleep = sleep
        self._began = time.monotonic()
        self.on_stop: Callable[[], None] = lambda: None
        self._seen = self._here = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._refused: list[str] = []
        self._held_elsewhere = self._is_read_out = False
        self._worker = ""

    # From outside

    def stop(self, reason: StopReason, error: StructurerError | None = None) -> None:
        """Take no further letter; what is in work is finished."""
        if self.stopped is None:
            self.stopped = Stop(reason, error)
            self.on_stop()
        # Who waits for a server that is away waits for nothing now.
        if self.breaker.is_open or reason in ("server", "fatal", "refused"):
            self.breaker.give_up()

    def stop_now(self) -> None:
        """Give up what is in work too; it is given back to the journal unfinished."""
        self.stop("interrupted")
        self.on_stop()
        for task in self._tasks:
            task.cancel()

    def progress(self) -> Progress:
        """How far the job is."""
        return Progress(
            self.total, self._seen, self.journal.counts(), self.journal.spent(), len(self._tasks), self._here,
            time.monotonic() - self._began, self.breaker.is_open,
        )  # fmt: skip

    async def run(self) -> Stop | None:
        """Work until every letter is finished, or the job is stopped: then why."""
        self.journal.free_dead()
        self._worker = self.journal.enter()
        beating = asyncio.create_task(self._beat())
        try:
            while await self._pass() and not self.stopped:
                await self._others()
        finally:
            beating.cancel()
            with suppress(asyncio.CancelledError):
                await beating
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            with suppress(JournalError):
                # Too few were refused in the end to say whether it was for themselves.
                for one in self._refused if self.stopped else ():
                    self.journal.reopen(one)
                self.journal.leave(self._worker)
        return self.stopped

    # One pass over the input

    async def _pass(self) -> bool:
        """Go through the input once; whether another pass is needed, since others had letters of it."""
        self._held_elsewhere = self._is_read_out = False
        self._seen = 0
        works = self._works()
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
                    self._is_read_out = True
                    break
                if isinstance(found, Work):
                    task = asyncio.create_task(self._work(found))
                    self._tasks.add(task)
                    task.add_done_callback(self._tasks.discard)
            await self._all_finished()
        return self._held_elsewhere

    async def _all_finished(self) -> None:
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _works(self) -> Iterator[Work | Literal["skipped"]]:
        """The letters that are to be done, claimed; "skipped" now and then, so that who waits may look around."""
        skipped = 0
        for position, entry in enumerate(self.lists.entries()):
            work = self._taken(entry, position)
            self._seen = position + 1
            if work is not None:
                yield work
            else:
                skipped += 1
                if skipped % SKIPPED_AT_ONCE == 0:
                    yield "skipped"

    def _taken(self, entry: Entry, position: int) -> Work | None:
        if is_finished(self.journal, entry):
            self.journal.move(entry.name, self.listing, position)
            return None
        try:
            work = self.hands.taken(entry)
        except LetterError as error:
            if isinstance(error, LetterNotFound) and entry.stamp == "" and self._is_kept(entry):
                # A file that is gone takes nothing with it that was made of it.
                self.journal.move(entry.name, self.listing, position)
            else:
                self._unread(entry, position, error.about(entry.name))
            return None
        self.journal.place(entry.name, work.content, entry.stamp, self.listing, position)
        if self.journal.claim(work.content, self._worker):
            return work
        self._held_elsewhere |= self.journal.is_elsewhere(work.content, self._worker)
        return None

    def _is_kept(self, entry: Entry) -> bool:
        known = self.journal.known(entry.name)
        return known is not None and known.state in FINAL and not known.content.startswith(UNREAD)

    def _unread(self, entry: Entry, position: int, error: StructurerError) -> None:
        """A letter that cannot even be read stands in the journal by its name."""
        content = f"{UNREAD}{hashlib.sha256(entry.name.encode('utf-8', 'surrogatepass')).hexdigest()}"
        self.journal.place(entry.name, content, entry.stamp, self.listing, position)
        if self.journal.claim(content, self._worker):
            self.journal.attempt(content)
            self._finish(content, "failed", None, error_of(error, "load"))

    async def _others(self) -> None:
        """Wait for letters that other workers are at: they finish them, or die and leave them."""
        while not self.stopped and self.journal.held_by_others(self._worker):
            if self.journal.free_dead():
                return
            await self._sleep(POLL_SECONDS)

    async def _beat(self) -> None:
        while True:
            with suppress(JournalError):
                self.journal.beat(self._worker)
            await asyncio.sleep(LEASE_SECONDS / 6)

    # One letter

    async def _work(self, work: Work) -> None:
        began = time.monotonic()
        status: str | None = None
        try:
            status = await self._surely_finished(work)
        except JournalError as error:
            # What would be paid for now could not be kept.
            self.stop("fatal", error)
        finally:
            if status is None:
                with suppress(JournalError):
                    self.journal.release(work.content, self._worker)
        if status is None:
            return
        log.info("letter %s: %s in %.1f s", work.content[7:19], status, time.monotonic() - began)

    async def _surely_finished(self, work: Work) -> str | None:
        try:
            return await self._until_finished(work)
        except JournalError:
            raise
        except Exception as error:
            # Nobody looks at this task: without a note the letter would be paid for anew at each run.
            failed = UnexpectedError(f"failed unexpectedly: {type(error).__name__}", letter=work.name)
        return self._finish(work.content, "failed", None, error_of(failed, "unexpected"))

    async def _until_finished(self, work: Work) -> str | None:
        """Try until the letter is finished: its status, or None where it is to be given back."""
        tries = 0
        last: ModelError | None = None
        while True:
            if not await self.breaker.passage():
                return (
                    self._finish(work.content, "failed", None, error_of(last, "model"))
                    if last and self._is_they()
                    else None
                )
            self.journal.attempt(work.content)
            try:
                result = await self.hands.structured(work)
            except AwaitsBatch:
                self.breaker.passed()
                return None
            except (
                BudgetReached,
                ModelDenied,
                WeightsError,
                SettingsError,
                KindError,
                ClusterError,
                JournalError,
            ) as error:
                self.breaker.passed()
                self.stop("budget" if isinstance(error, BudgetReached) else "fatal", error)
                return None
            except LetterError as error:
                self.breaker.passed()
                return self._finish(work.content, "failed", None, error_of(error, _stage(error)))
            except ModelError as error:
                tries += self._server_failed(work.content, error)
                last = error
                if self.breaker.given_up.is_set() and not self._is_they():
                    self.stop("server", error)
                    return None
                if isinstance(error, ModelRequestRefused) and self._is_refused_again(work.content, error):
                    return None
                if error.retryable and self.stopped:
                    # Who was told to stop does not wait for a server.
                    return None
                if not error.retryable or tries >= self.attempts:
                    return self._finish(work.content, "failed", None, error_of(error, "model"))
                if not self.breaker.is_open:
                    await self._sleep(min(2.0**tries, LONGEST_WAIT))
            except UnexpectedError as error:
                # One letter's defect must not lose the others.
                self.breaker.passed()
                return self._finish(work.content, "failed", None, error_of(error, "unexpected"))
            else:
                self._server_worked(result)
                wrong = incomplete(result)
                tries += 1
                if wrong is None:
                    return self._finish(work.content, "done", result, None)
                if not self._may_answer_better(result) or tries >= self.attempts:
                    return self._finish(work.content, "incomplete", result, wrong)

    def _server_failed(self, content: str, error: ModelError) -> int:
        """Tell the breaker; how many tries of the letter that counts as."""
        if error.retryable:
            self.breaker.failed(content)
        else:
            self.breaker.passed()
        if self.stopped and self.breaker.is_open:
            self.breaker.give_up()
        # While the server is away it is not the letter's fault.
        return 0 if self.breaker.is_open else 1

    def _is_they(self) -> bool:
        """Whether it is the last few letters that fail, and not the server: no others are left to tell, and the server was
        waited for as long as for any. Then they are dead letters, or no job that has such letters would ever end."""
        return self._is_read_out and self.stopped is None and self.breaker.is_of_few

    def _server_worked(self, result: Structured[Any]) -> None:
        if any(call.attempts for call in result.provenance.calls):
            self.breaker.worked()
            self._refused.clear()
        else:
            self.breaker.passed()

    def _is_refused_again(self, content: str, error: ModelRequestRefused) -> bool:
        """Whether so many letters in a row were refused that the reason is not in them: then the job is stopped."""
        self._refused.append(content)
        if len(self._refused) < REFUSED_IN_A_ROW:
            return False
        for one in self._refused:
            self.journal.reopen(one)
        self.stop("refused", error)
        return True

    def _may_answer_better(self, result: Structured[Any]) -> bool:
        """Whether asking again may give another answer: the embedded model would say the same."""
        from structurer.models.names import parse_name

        return parse_name(self.structurer.settings).provider != "local"

    def _finish(self, content: str, status: Any, result: Structured[Any] | None, error: dict[str, Any] | None) -> str:
        given = result.model_dump(mode="json") if result is not None else None
        if self.journal.finish(content, self._worker, status, self.recipe, given, error):
            self._here += 1
        return str(status)


def is_finished(journal: Journal, entry: Entry) -> bool:
    """Whether of this very file nothing is left to do, as far as can be told without reading it."""
    known = journal.known(entry.name)
    same_file = known is not None and entry.stamp != "" and known.stamp == entry.stamp
    return known is not None and same_file and known.state in FINAL and not known.content.startswith(UNREAD)


def _stage(error: LetterError) -> str:
    return "kind" if isinstance(error, LetterNotOfKind) else "load"
