"""A job: letters from sources, through the engine, into an output. What the command line and other programs call."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from structurer.aside import aside
from structurer.errors import SettingsError, WritingInterrupted
from structurer.ingest.alone import beside_others
from structurer.ingest.begun import Begun
from structurer.ingest.breaker import Breaker
from structurer.ingest.budget import Budget, JobClient
from structurer.ingest.engine import Engine
from structurer.ingest.halt import Halt, halting
from structurer.ingest.hands import Hands
from structurer.ingest.helpers import Helpers, processes_for, shared, started
from structurer.ingest.journal import Journal
from structurer.ingest.journal.money import Spent
from structurer.ingest.kinds import is_found, kind_for, kind_of, named
from structurer.ingest.lists import GivenLetters, lists_of
from structurer.ingest.output import own_parent, see_output, write_output
from structurer.ingest.plan import Changed, Plan, Summary
from structurer.ingest.progress import Progress, Stop
from structurer.ingest.recipe import recipe_number, see_others, unfit_records
from structurer.ingest.sources import Sources
from structurer.ingest.whence import see_same_files
from structurer.letter import Letter
from structurer.models.retry import Sleep
from structurer.pipeline import Structurer

if TYPE_CHECKING:
    from structurer.models.client import ModelClient
    from structurer.settings import Settings

READERS = 2
"""Letters in work at once where no model is asked."""

Watch = Callable[[Engine], Any]


def ingest(
    source: str | Path | Letter | Iterable[str | Path | Letter],
    sink: str | Path,
    *,
    kind: Any = None,
    journal: str | Path | None = None,
    max_cost: float | None = None,
    max_tokens: int | None = None,
    changed: Changed = "refuse",
    redact: Callable[[str], str] | None = None,
    processes: int | None = None,
    **settings: Any,
) -> Summary:
    """Structure many letters into the output `sink`; killed or stopped, the same call goes on where it was.

    The letters are of one kind; where none is given, the job's so far, else that of the first letter that is of one.

    `source` is a file, folder, pattern, archive or table, or several, or Letters. `settings` are named settings
    (model=…, concurrency=…, rpm=…). Raises SettingsError where the job cannot be begun at all; a letter that fails is
    counted in the summary and told in the output and beside it.
    """
    plan = Plan(
        Path(sink), Path(journal) if journal else None,
        budget=Budget(max_cost, max_tokens), changed=changed, redact=redact, processes=processes,
    )  # fmt: skip
    with contextlib.suppress(RuntimeError):
        asyncio.get_running_loop()
        raise SettingsError(
            "ingest cannot be called where an event loop runs",
            hint="await structurer.ingest.job.aingest(source, Plan(Path(sink)), Structurer(...))",
        )
    structurer: Structurer[Any] = Structurer(kind, **settings)
    return asyncio.run(_through(lists_of(source, written=plan.written), plan, structurer))


async def aingest(
    source: str | Path | Letter | Iterable[str | Path | Letter],
    plan: Plan,
    structurer: Structurer[Any],
    watch: Watch = lambda engine: None,
    sleep: Sleep = asyncio.sleep,
) -> Summary:
    """As `ingest`, within a running event loop; `watch` is given the engine before it runs, to look at and to stop.

    Where `structurer` has no kind, the job's is as `ingest` says. `sleep` is how it waits for a server.
    """
    return await _through(lists_of(source, written=plan.written), plan, structurer, watch, sleep)


async def _through(
    lists: Sources | GivenLetters,
    plan: Plan,
    structurer: Structurer[Any],
    watch: Watch = lambda engine: None,
    sleep: Sleep = asyncio.sleep,
) -> Summary:
    if structurer.recognises:
        structurer = structurer.of_kind(await aside(lambda: kind_for(plan.journal_path, lists, structurer.settings)))
    with opened(plan, sleep) as job:
        return await job.run(lists, structurer, watch)


def opened(plan: Plan, sleep: Sleep = asyncio.sleep) -> Job:
    """The job of a plan, its journal opened or made."""
    if plan.out is not None:
        own_parent(plan.out)
    return Job(plan, Journal(plan.journal_path), sleep)


class Job:
    """A plan with its journal. A context manager, which lets go of the journal."""

    def __init__(self, plan: Plan, journal: Journal, sleep: Sleep = asyncio.sleep) -> None:
        self.plan, self.journal, self.sleep = plan, journal, sleep
        self._ended = False

    def __enter__(self) -> Job:
        return self

    def __exit__(self, *exc: object) -> None:
        if self._ended:
            self.journal.close()
        else:
            # A job that could not be begun leaves nothing behind.
            self.journal.leave_nothing()

    async def run(self, lists: Sources | GivenLetters, structurer: Structurer[Any], watch: Watch) -> Summary:
        """Work through the letters, and write the output if the job went to its end. Raises SettingsError where it cannot
        be begun: then no letter was touched."""
        with self.without_batches():
            return await self._run(lists, structurer, watch)

    async def _run(self, lists: Sources | GivenLetters, structurer: Structurer[Any], watch: Watch) -> Summary:
        processes, concurrency = self._processes(lists, structurer)
        if processes == 1 or not isinstance(lists, Sources):
            begun = await self.begin_alone(lists, structurer)
            return await self._through(begun, structurer, watch)
        share = shared(structurer.settings, processes, concurrency)
        ours: Structurer[Any] = Structurer(
            structurer.kind, read_only=structurer.read_only, force=structurer.force, refresh=structurer.refresh, **share
        )
        job = Job(replace(self.plan, in_work=self._share(processes)), self.journal, self.sleep)
        # Before there are several: one of them finds out whether the job can be begun at all.
        begun = await job.begin_alone(lists, ours)
        with started(processes - 1, job.plan, lists, structurer, dict(share)) as helpers:
            begun.engine.on_stop(helpers.stop)
            return await self._through(begun, ours, watch, helpers)

    @contextlib.contextmanager
    def without_batches(self) -> Iterator[None]:
        """Be at the job without batches. Raises SettingsError where a process is at it with them, or where questions of
        the job are in batches: asked without, they would be paid for twice. A plan that says what becomes of what was
        done otherwise says it of these questions too."""
        with beside_others(self.plan.journal_path):
            many = self.journal.batches.paid_for()
            if many and self.plan.changed == "refuse":
                raise SettingsError(
                    f"{many:,} questions of this job are in batches",
                    hint="come back for them with --batch; --changed redo asks anew, and what was asked is paid for in vain",
                )
            yield

    def in_batches(self, settings: Settings) -> Spent:
        """The most that what is in batches may take, where that is limited: it is paid for whatever is asked without."""
        from structurer.ingest.batch.requests import most_of_open

        return Spent() if self.plan.budget == Budget() else most_of_open(self.journal, settings)

    async def _through(
        self, begun: Begun, structurer: Structurer[Any], watch: Watch, helpers: Helpers | None = None
    ) -> Summary:
        watch(begun.engine)
        async with begun:
            stop = await begun.engine.run()
            others = await asyncio.to_thread(helpers.through) if helpers else 0
        progress = begun.engine.progress()
        return await self.end(
            begun.lists, structurer, begun.engine.state.recipe, replace(progress, here=progress.here + others), stop,
            begun.engine,
        )  # fmt: skip

    def _processes(self, lists: Sources | GivenLetters, structurer: Structurer[Any]) -> tuple[int, int]:
        """How many processes the job is given, and how many calls may be in flight over all."""
        unshared = self.plan.redact is not None and self.plan.redact_name is None
        if structurer.read_only or unshared or not is_found(kind_of(structurer)):
            return 1, READERS
        concurrency = structurer.client().concurrency
        # Each process has a call in flight at least.
        wanted = self.plan.processes or processes_for(structurer.settings, concurrency)
        return min(wanted, concurrency, self.plan.in_work or wanted), concurrency

    def _share(self, processes: int) -> int | None:
        """The letters that each of so many processes may have in work."""
        return max(self.plan.in_work // processes, 1) if self.plan.in_work else None

    async def begin_alone(self, lists: Sources | GivenLetters, structurer: Structurer[Any]) -> Begun:
        """The engine of one process, with a client of its own."""
        client = None if structurer.read_only else self._client(structurer)
        side_by_side = client.concurrency if client is not None else READERS
        return await self.begin(lists, structurer, client, self.plan.in_work or max(side_by_side, 2))

    async def begin(
        self,
        lists: Sources | GivenLetters,
        structurer: Structurer[Any],
        client: ModelClient | None,
        in_work: int,
        hands: Hands | None = None,
    ) -> Begun:
        """The engine for the letters, asking through `client` unless `hands` structure them elsewhere. Raises
        SettingsError where the job cannot be begun."""
        names = await aside(lists.names)
        see_same_files(lists.paths(), self.journal.sources())
        see_output(self.plan, kind_of(structurer).record, names)
        recipe = recipe_number(self.journal, self.plan, structurer)
        listing = self._listing(lists)
        if not self.journal.other_recipes(recipe):
            # Else what there is to export is of the kind of before until the job is through.
            self.journal.note("kind", named(kind_of(structurer)))
        worker: Structurer[Any] = Structurer(
            structurer.kind, read_only=structurer.read_only, force=structurer.force, client=client,
            **structurer.settings.model_dump(),
        )  # fmt: skip
        engine = Engine(
            worker, self.journal, lists, recipe, listing,
            in_work=in_work, redo=self.plan.changed == "redo", attempts=self.plan.attempts, redact=self.plan.redact,
            hands=hands, breaker=Breaker(sleep=self.sleep), sleep=self.sleep,
        )  # fmt: skip
        return Begun(engine, worker, lists)

    async def end(
        self,
        lists: Sources | GivenLetters,
        structurer: Structurer[Any],
        recipe: int,
        progress: Progress,
        stop: Stop | None,
        engine: Engine | None = None,
    ) -> Summary:
        """Write the output where the job was not stopped, and say what it came to. Whoever stops `engine` meanwhile stops
        the writing. `recipe` is the journal's number of how letters were structured."""
        kind = kind_of(structurer)
        rows, dead_file, dead = 0, None, 0
        stop = stop or self._done_otherwise(recipe)
        if stop is None:
            halt = Halt()
            if engine is not None:
                engine.on_stop(halt.ask)
                # It may have been stopped since it came to its end.
                if engine.stopped is not None:
                    halt.ask()
            try:
                rows, dead_file, dead = await halting(lambda: write_output(self.plan, self.journal, kind, halt), halt)
            except WritingInterrupted:
                stop = Stop("interrupted")
        if stop is None:
            self._ended = True
            self.journal.note("kind", named(kind))
            self.journal.batches.forget(recipe if self.plan.changed == "redo" else None)
        return Summary(
            self.journal.counts(), self.journal.spent(), progress.here, progress.seconds, stop,
            self.plan.out if stop is None else None, rows, dead_file, dead, dict(lists.left_out),
            self.journal.waiting_elsewhere(self._listing(lists)),
            sum(many for _, many in self.journal.other_recipes(recipe)),
            sum(unfit_records(self.journal, kind).values()),
        )  # fmt: skip

    def _done_otherwise(self, recipe: int) -> Stop | None:
        """That the job is not through, where other processes structured letters of it otherwise meanwhile."""
        if self.plan.changed != "keep":
            try:
                see_others(self.journal, recipe, self.plan, self.journal.recipe_by(recipe))
            except SettingsError as error:
                return Stop("fatal", error)
        return None

    def _listing(self, lists: Sources | GivenLetters) -> int:
        """The journal's number of what was named."""
        named = lists.named()
        return self.journal.listing(hashlib.sha256(json.dumps(named).encode()).hexdigest(), named)

    def _client(self, structurer: Structurer[Any]) -> JobClient:
        from structurer.ingest.answers import KeptAnswers
        from structurer.models.client import own_cache

        return JobClient(
            structurer.settings,
            cache=KeptAnswers(self.journal, own_cache(structurer.settings), refresh=structurer.refresh),
            progress=structurer.fetching,
            sleep=self.sleep,
            journal=self.journal,
            budget=self.plan.budget,
            in_batches=self.in_batches(structurer.settings),
        )
