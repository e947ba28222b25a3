"""The workers of a job, as the process sees them that keeps the journal."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass
from typing import Any

from structurer.errors import ClusterError, JournalError, LetterError, StructurerError, UnexpectedError
from structurer.ingest.hands import Work
from structurer.ingest.journal import Journal
from structurer.ingest.onray.desk import Desk, Rules
from structurer.ingest.onray.worker import Order, Worker, error_told, fetched, result_told
from structurer.ingest.sources import Entry
from structurer.result import Structured

log = logging.getLogger(__name__)

LOST_WITH_WORKERS = 3
"""A letter whose worker died so often is what it died of."""
STARTS = 3
NOTES_SECONDS = 10.0
LEAVE_SECONDS = 5.0
SLOW_START_SECONDS = 60.0


@dataclass
class _Seat:
    """A worker: its actor, how many letters it may have at once, and how many it has. No room while it starts."""

    name: str
    actor: Any
    room: int = 0
    busy: int = 0


class Pool:
    """Has letters structured by `size` workers, each with at most `each` at once; what they note goes into the journal.

    `asks` are the options of a worker's actor, such as its processors. Used as an async context manager.
    """

    def __init__(
        self, ray: Any, order: Order, rules: Rules, journal: Journal, record: Any, *, size: int, each: int,
        most_bytes: int, asks: dict[str, Any],
    ) -> None:  # fmt: skip
        self.ray, self.order, self.journal, self.record = ray, order, journal, record
        self.size, self.each, self.most_bytes, self.asks = size, each, most_bytes, asks
        here = ray.util.scheduling_strategies.NodeAffinitySchedulingStrategy(
            node_id=ray.get_runtime_context().get_node_id(), soft=False
        )
        # Beside the journal: it is lost only with it.
        self.desk = ray.remote(Desk).options(
            name="structurer-desk", num_cpus=0, max_concurrency=10_000, scheduling_strategy=here
        ).remote(rules)  # fmt: skip
        self.lost: StructurerError | None = None
        self._fetch = ray.remote(fetched).options(num_cpus=0, num_returns=2, scheduling_strategy="SPREAD")
        self._actors = ray.remote(Worker)
        self._fetched: dict[str, Any] = {}
        self._seats: list[_Seat] = []
        self._started = self._failed_starts = 0
        self._noted = 0
        self._changed = asyncio.Condition()
        self._alone = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Pool:
        self._begin(self._take_notes())
        return self

    async def __aexit__(self, *exc: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        leaving = [seat.actor.aclose.remote() for seat in self._seats if seat.room]
        with suppress(Exception):
            await asyncio.wait_for(asyncio.gather(*leaving, return_exceptions=True), LEAVE_SECONDS)
        # What interrupted letters were answered is paid for, whatever ended the job; the desk may be gone itself.
        with suppress(Exception):
            self._enter(await asyncio.wait_for(self.desk.notes.remote(self._noted, 0.0), LEAVE_SECONDS))
        for actor in [*(seat.actor for seat in self._seats), self.desk]:
            self.ray.kill(actor)

    # What an engine asks for

    def fetch(self, entry: Entry) -> None:
        """Have a letter that lies in an object store read, if that is not under way."""
        if entry.name not in self._fetched:
            self._fetched[entry.name] = self._fetch.remote(entry.place, self.most_bytes)

    def taken(self, entry: Entry) -> Work:
        """The letter: its bytes, or where they lie in the cluster. Raises LetterError."""
        if entry.place is None:
            return Work.of(entry, self.most_bytes)
        self.fetch(entry)
        told, data = self._fetched.pop(entry.name)
        try:
            content = self.ray.get(told)
        except self.ray.exceptions.RayError as error:
            raise LetterError(f"no worker could read it: {type(error).__name__}", letter=entry.name) from None
        if isinstance(content, dict):
            raise error_told(content)
        return Work(entry.name, content, data)

    async def structured(self, work: Work) -> Structured[Any]:
        """One try at a letter, by a worker. A letter whose worker dies is given to another, without others beside it.

        Raises what `structurer.ingest.hands.tried` raises, and ClusterError or JournalError where there is no going on.
        """
        self._start()
        for lost in range(LOST_WITH_WORKERS):
            # Of the letters that a worker had, one may be what it died of.
            async with self._alone if lost else nullcontext(), self._place() as seat:
                ref = seat.actor.structured.remote(
                    work.name, work.content, work.data, self.journal.answers_of(work.content)
                )
                try:
                    told: str = await ref
                except asyncio.CancelledError:
                    self.ray.cancel(ref)
                    raise
                except self.ray.exceptions.RayError as error:
                    log.warning("a worker was lost (%s)", type(error).__name__)
                    self._is_lost(seat)
                    continue
            result, noted = result_told(self.record, told)
            await self._entered(noted)
            if isinstance(result, StructurerError):
                if isinstance(result, UnexpectedError):
                    await self._see_desk()
                raise result
            return result
        raise UnexpectedError(f"the worker process died {LOST_WITH_WORKERS} times over it", letter=work.name)

    async def server_answers(self) -> bool | None:
        """Not to be told from here: the workers have the way to the server."""
        return None

    # Workers

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[_Seat]:
        """A worker with room, that with the fewest letters."""
        async with self._changed:
            while not (free := [seat for seat in self._seats if seat.busy < seat.room]) and self.lost is None:
                await self._changed.wait()
            if self.lost is not None:
                raise self.lost
            seat = min(free, key=lambda one: one.busy)
            seat.busy += 1
        try:
            yield seat
        finally:
            seat.busy -= 1
            await self._tell()

    def _start(self) -> None:
        """Start the workers, once a letter wants one."""
        if not self._started:
            self._begin(self._tell_slow_start())
            for _ in range(self.size):
                self._started += 1
                self._begin(self._seat(f"worker-{self._started}"))

    async def _seat(self, name: str) -> None:
        """Start a worker, and give it room when it is there."""
        seat = _Seat(name, None)
        seat.actor = self._actors.options(
            name=f"structurer-{seat.name}", max_concurrency=self.each + 8, **self.asks
        ).remote(self.order, self.desk, seat.name)  # fmt: skip
        self._seats.append(seat)
        try:
            told = await seat.actor.begin.remote()
        except self.ray.exceptions.RayError as error:
            self._failed_starts += 1
            if self._failed_starts >= STARTS:
                await self._give_up(ClusterError(f"workers cannot be started: {type(error).__name__}"))
            else:
                self._is_lost(seat)
            return
        if isinstance(told, dict):
            await self._give_up(error_told(told))
            return
        self._failed_starts = 0
        seat.room = min(told, self.each)
        await self._tell()

    def _is_lost(self, seat: _Seat) -> None:
        """Put another worker in the place of one that died."""
        if seat in self._seats:
            self._seats.remove(seat)
            seat.room = 0
            self.desk.gone.remote(seat.name)
            with suppress(Exception):
                self.ray.kill(seat.actor)
            self._started += 1
            self._begin(self._seat(f"worker-{self._started}"))

    async def _give_up(self, error: StructurerError) -> None:
        if self.lost is None:
            self.lost = error
        await self._tell()

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _tell_slow_start(self) -> None:
        await asyncio.sleep(SLOW_START_SECONDS)
        if not any(seat.room for seat in self._seats):
            log.warning("no worker has started yet: the cluster may have no free processors")

    def _begin(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # Notes

    async def _take_notes(self) -> None:
        while True:
            try:
                notes = await self.desk.notes.remote(self._noted, NOTES_SECONDS)
            except self.ray.exceptions.RayError:
                await self._give_up(ClusterError("the process beside the journal is lost"))
                return
            try:
                self._enter(notes)
            except JournalError as error:
                await self._give_up(error)
                return
            await self._tell()

    def _enter(self, notes: list[Any]) -> None:
        for note in notes:
            if note.spent is not None:
                self.journal.add(note.spent)
            elif note.key:
                self.journal.keep_answer(note.key, [note.content or ""], note.answer)
            # One by one: those behind a note that the journal cannot take are entered later, and those before it are not.
            self._noted += 1

    async def _entered(self, noted: int) -> None:
        """Wait until so many notes are in the journal: a finished letter's answers are forgotten, and none comes after.
        Raises JournalError where it cannot take them; those of a lost desk are lost, and the letter is not."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._noted >= noted or self.lost is not None)
        if self._noted < noted and isinstance(self.lost, JournalError):
            raise self.lost

    async def _see_desk(self) -> None:
        """A letter is not to be blamed for the desk's end. Raises ClusterError."""
        try:
            await self.desk.is_there.remote()
        except self.ray.exceptions.RayError:
            await self._give_up(ClusterError("the process beside the journal is lost"))
            assert self.lost is not None
            raise self.lost from None
