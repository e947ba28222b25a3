"""A job: letters from sources, through the engine, into an output. What the command line and other programs call."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from structurer.errors import SettingsError
from structurer.files import whole
from structurer.ingest.breaker import Breaker
from structurer.ingest.budget import Budget, JobClient
from structurer.ingest.engine import ATTEMPTS, Engine, Progress, Stop
from structurer.ingest.hands import Hands
from structurer.ingest.helpers import Helpers, processes_for, shared, started
from structurer.ingest.journal import Counts, Journal, Spent
from structurer.ingest.kinds import is_found, kind_of, named, recognised
from structurer.ingest.recipe import differences, digest_of, recipe_of
from structurer.ingest.row import Row
from structurer.ingest.sources import Entry, Sources, numbered
from structurer.ingest.tables_in import Columns
from structurer.letter import Letter
from structurer.models.retry import Sleep
from structurer.pipeline import Structurer

if TYPE_CHECKING:
    from structurer.models.client import ModelClient

READERS = 2
"""Letters in work at once where no model is asked."""

Changed = Literal["refuse", "redo", "keep"]
Watch = Callable[["Engine"], Any]


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
    shape: Literal["rows", "tables"] | None = None
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


@dataclass(frozen=True)
class Summary:
    """What a job came to. `stop` is None where it went to its end; only then the output was written.

    `waiting` letters are left for the next run; `rows` and `dead` say how many letters the output and the file of dead
    letters hold.
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

    @property
    def ok(self) -> bool:
        """Whether every letter was structured."""
        return self.stop is None and not (self.counts.failed or self.counts.incomplete or self.counts.waiting)


def journal_beside(out: Path) -> Path:
    """The journal of the job that writes `out`."""
    return out.with_name(f"{out.name}.journal")


def dead_letters_beside(out: Path) -> Path:
    """The file of dead letters of the job that writes `out`."""
    return out.with_name(f"{out.name}.failed.jsonl")


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

    The letters are of one kind; where none is given, that of the first letter that is of one.

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
    if structurer.recognises:
        structurer = structurer.of_kind(recognised(lists_of(source), structurer.settings))
    return asyncio.run(aingest(source, plan, structurer))


async def aingest(
    source: str | Path | Letter | Iterable[str | Path | Letter],
    plan: Plan,
    structurer: Structurer[Any],
    watch: Watch = lambda engine: None,
    sleep: Sleep = asyncio.sleep,
) -> Summary:
    """As `ingest`, within a running event loop; `watch` is given the engine before it runs, to look at and to stop.

    `sleep` is how it waits for a server.
    """
    lists = lists_of(source)
    with opened(plan, sleep) as job:
        return await job.run(lists, structurer, watch)


class GivenLetters:
    """Letters, and names of letters, as a program has them at hand."""

    def __init__(self, given: Iterable[str | Path | Letter]) -> None:
        self.given = list(given)
        self.left_out: Counter[str] = Counter()

    def entries(self) -> Iterator[Entry]:
        """Every letter. Of several with one name each is told apart by a number."""
        named: Counter[str] = Counter()
        for one in self.given:
            if isinstance(one, Letter):
                named[one.name] += 1
                name = numbered(one.name, named[one.name])
                yield Entry(name, lambda most, text=one.text: text.encode("utf-8", "surrogatepass")[: most + 1])  # type: ignore[misc]
            else:
                yield from Sources([str(one)]).entries()

    def names(self) -> list[str]:
        """What was given, by name."""
        return [one.name if isinstance(one, Letter) else str(one) for one in self.given]

    def count(self, enough: Callable[[], bool] = lambda: False) -> int:
        """How many letters there are, as far as it came when it was enough."""
        return sum(1 for _ in takewhile(lambda _: not enough(), self.entries()))


def lists_of(
    source: str | Path | Letter | Iterable[str | Path | Letter], columns: Columns | None = None
) -> Sources | GivenLetters:
    """The letters that `source` means."""
    given = [source] if isinstance(source, str | Path | Letter) else list(source)
    if any(isinstance(one, Letter) for one in given):
        return GivenLetters(given)
    return Sources([str(one) for one in given], columns or Columns())


def opened(plan: Plan, sleep: Sleep = asyncio.sleep) -> Job:
    """The job of a plan, its journal opened or made."""
    if plan.out is not None:
        own_parent(plan.out)
    return Job(plan, Journal(plan.journal_path), sleep)


def is_same(one: Path, other: Path) -> bool:
    """Whether two paths are one place, there or not."""
    return os.path.realpath(one) == os.path.realpath(other)


def own_parent(path: Path) -> None:
    """See that the folder of an output is there. Raises SettingsError."""
    if not path.parent.exists():
        raise SettingsError(f"the folder of {path} does not exist", hint="make it, or name another place")


class Job:
    """A plan with its journal. A context manager, which lets go of the journal."""

    def __init__(self, plan: Plan, journal: Journal, sleep: Sleep = asyncio.sleep) -> None:
        self.plan, self.journal, self.sleep = plan, journal, sleep

    def __enter__(self) -> Job:
        return self

    def __exit__(self, *exc: object) -> None:
        self.journal.close()

    def recipe(self, structurer: Structurer[Any]) -> int:
        """The number of how letters are structured now. Raises SettingsError where others were structured otherwise and
        the plan does not say what becomes of them."""
        now = recipe_of(structurer)
        if self.plan.redact is not None:
            now["redact"] = self.plan.redact_name or getattr(self.plan.redact, "__qualname__", "a function")
        number = self.journal.recipe(digest_of(now), now)
        others = self.journal.other_recipes(number)
        if others and self.plan.changed == "refuse":
            count = sum(many for _, many in others)
            told = "; ".join(differences(others[0][0], now)) or "the same names with another content"
            raise SettingsError(
                f"{count:,} letters of this journal were structured otherwise (changed: {told})",
                hint="--changed redo structures them anew, --changed keep leaves them; or name another --out",
            )
        if others and self.plan.changed == "redo":
            self.journal.redo_others(number)
        return number

    async def run(self, lists: Sources | GivenLetters, structurer: Structurer[Any], watch: Watch) -> Summary:
        """Work through the letters, and write the output if the job went to its end."""
        processes, concurrency = self._processes(lists, structurer)
        if processes == 1 or not isinstance(lists, Sources):
            begun = await self.begin_alone(lists, structurer)
            return await self._through(begun, structurer, watch)
        # Before there are several: one of them finds out whether the job can be begun at all.
        self.recipe(structurer)
        share = shared(structurer.settings, processes, concurrency)
        ours: Structurer[Any] = Structurer(
            structurer.kind, read_only=structurer.read_only, force=structurer.force, refresh=structurer.refresh, **share
        )
        job = Job(replace(self.plan, in_work=self._share(processes)), self.journal, self.sleep)
        with started(processes - 1, job.plan, lists, structurer, dict(share)) as helpers:
            begun = await job.begin_alone(lists, ours)
            begun.engine.on_stop = helpers.stop
            return await self._through(begun, ours, watch, helpers)

    async def _through(
        self, begun: Begun, structurer: Structurer[Any], watch: Watch, helpers: Helpers | None = None
    ) -> Summary:
        watch(begun.engine)
        async with begun:
            stop = await begun.engine.run()
            others = await asyncio.to_thread(helpers.through) if helpers else 0
        progress = begun.engine.progress()
        return await self.end(begun.lists, structurer, replace(progress, here=progress.here + others), stop)

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
        names = await asyncio.to_thread(lists.names)
        self.see_output(kind_of(structurer).record, names)
        recipe = self.recipe(structurer)
        listing = self.journal.listing(hashlib.sha256(json.dumps(names).encode()).hexdigest(), names)
        self.journal.note("kind", named(kind_of(structurer)))
        worker: Structurer[Any] = Structurer(
            structurer.kind, read_only=structurer.read_only, force=structurer.force, client=client,
            **structurer.settings.model_dump(),
        )  # fmt: skip
        engine = Engine(
            worker, self.journal, lists, recipe, listing,
            in_work=in_work, attempts=self.plan.attempts, redact=self.plan.redact, hands=hands,
            breaker=Breaker(sleep=self.sleep), sleep=self.sleep,
        )  # fmt: skip
        return Begun(engine, worker, lists)

    async def end(
        self, lists: Sources | GivenLetters, structurer: Structurer[Any], progress: Progress, stop: Stop | None
    ) -> Summary:
        """Write the output where the job was not stopped, and say what it came to."""
        written = await asyncio.to_thread(self.write, kind_of(structurer).record) if stop is None else (0, None, 0)
        rows, dead_file, dead = written
        if stop is None:
            self.journal.batches.forget()
        return Summary(
            self.journal.counts(), self.journal.spent(), progress.here, progress.seconds, stop,
            self.plan.out if stop is None else None, rows, dead_file, dead, dict(lists.left_out),
        )  # fmt: skip

    def see_output(self, record: Any, names: Iterable[str]) -> None:
        """Find out before a letter is paid for whether the output can be written. Raises SettingsError."""
        out = self.plan.out
        if out is None:
            return
        from structurer.ingest.sinks import sink_for

        sink_for(out, record, self.plan.shape, self.plan.part_letters).check()
        if is_same(self.plan.journal_path, out):
            raise SettingsError(f"{out} is the journal as well", hint="name another --out or --journal")
        if any(name.lower().endswith(out.suffix) and is_same(Path(name), out) for name in names):
            raise SettingsError(f"{out} is one of the sources, and would be replaced", hint="name another output")
        if not os.access(out.parent, os.W_OK | os.X_OK):
            raise SettingsError(f"nothing can be written to the folder of {out}", hint="name another place")

    def write(self, record: Any) -> tuple[int, Path | None, int]:
        """Write the output and the dead letters beside it: how many letters each holds."""
        if self.plan.out is None:
            return 0, None, 0
        from structurer.ingest.sinks import sink_for

        sink = sink_for(self.plan.out, record, self.plan.shape, self.plan.part_letters)
        rows = sink.write(self.journal.rows())
        dead_file = dead_letters_beside(self.plan.out)
        dead = write_dead_letters(dead_file, self.journal.rows(("failed", "incomplete")))
        return rows, dead_file if dead else None, dead

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
        )


@dataclass
class Begun:
    """An engine, and what is to be let go of after it. Counts the letters beside the work."""

    engine: Engine
    worker: Structurer[Any]
    lists: Sources | GivenLetters

    def __post_init__(self) -> None:
        self._enough = threading.Event()

    async def __aenter__(self) -> Begun:
        self._counting = asyncio.create_task(self._count())
        return self

    async def __aexit__(self, *exc: object) -> None:
        # The thread itself ends with the next letter: the program's end would wait for it.
        self._enough.set()
        self._counting.cancel()
        await asyncio.gather(self._counting, return_exceptions=True)
        await self.worker.aclose()

    async def _count(self) -> None:
        self.engine.total = await asyncio.to_thread(self.lists.count, self._enough.is_set)


def write_dead_letters(path: Path, rows: Iterable[Row]) -> int:
    """Write the letters that failed, each with stage, error and remedy; no file where there are none."""
    count = 0
    with whole(path) as out:
        for row in rows:
            count += 1
            error = row.error or {}
            told = {
                "name": row.name,
                "other_names": list(row.other_names),
                "content": row.content,
                "status": row.status,
                **{name: error.get(name) for name in ("stage", "type", "message", "hint", "retryable", "attempts")},
            }
            out.write(json.dumps(told, ensure_ascii=False) + "\n")
    if not count:
        path.unlink()
    return count
