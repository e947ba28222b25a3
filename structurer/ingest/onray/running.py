"""A job on a Ray cluster, from its beginning to its output."""

from __future__ import annotations

import math
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from structurer.ingest.budget import see_priced
from structurer.ingest.hands import Redact
from structurer.ingest.intake import is_finished
from structurer.ingest.job import READERS, Job, Watch
from structurer.ingest.journal import Journal
from structurer.ingest.kinds import kind_of
from structurer.ingest.lists import GivenLetters, Lists
from structurer.ingest.onray.cluster import Cluster, joined
from structurer.ingest.onray.desk import Rules
from structurer.ingest.onray.pool import Pool
from structurer.ingest.onray.worker import order_of
from structurer.ingest.plan import Summary
from structurer.ingest.sources import Entry, Sources
from structurer.models.client import ModelClient
from structurer.models.names import parse_name
from structurer.pipeline import Structurer

LETTERS_A_WORKER = 4
GRACE_SECONDS = 30.0
AHEAD = 4
"""Letters of an object store that are read before their turn."""


async def run_on_ray(
    job: Job,
    lists: Sources | GivenLetters,
    structurer: Structurer[Any],
    watch: Watch = lambda engine: None,
    cluster: Cluster | None = None,
) -> Summary:
    """Work through the letters with the workers of a cluster, and write the output if the job went to its end.

    As `Job.run`, by the same engine; this process alone reads and writes the journal. Raises SettingsError where the job
    cannot be begun, ClusterError where no cluster can be had.
    """
    with job.without_batches():
        return await _run(job, lists, structurer, watch, cluster)


async def _run(
    job: Job, lists: Sources | GivenLetters, structurer: Structurer[Any], watch: Watch, cluster: Cluster | None
) -> Summary:
    settings, plan = structurer.settings, job.plan
    client = None if structurer.read_only else ModelClient(settings, cache=None)
    if client is not None:
        see_priced(client, plan.budget, job.journal)
    with joined(cluster or Cluster()) as ray, _sent_along(ray, plan.redact):
        shape = shape_of(ray, structurer, client, plan.in_work, cluster.workers if cluster else None)
        rules = Rules(
            client.concurrency if client else 1, settings.rpm, settings.tpm,
            plan.budget, job.journal.spent() + job.in_batches(settings), settings.timeout + GRACE_SECONDS,
        )  # fmt: skip
        pool = Pool(
            ray, order_of(structurer, plan.redact, plan.budget), rules, job.journal, kind_of(structurer).record,
            size=shape.workers, each=shape.each, most_bytes=settings.max_letter_bytes, asks=shape.asks,
        )  # fmt: skip
        async with pool:
            begun = await job.begin(lists, structurer, None, shape.in_work, pool)
            redone = begun.engine.state.recipe if plan.changed == "redo" else None
            begun.engine.lists = Ahead(lists, pool, job.journal, redone)
            watch(begun.engine)
            async with begun:
                stop = await begun.engine.run()
    return await job.end(lists, structurer, begun.engine.state.recipe, begun.engine.progress(), stop, begun.engine)


@contextmanager
def _sent_along(ray: Any, redact: Redact | None) -> Iterator[None]:
    """The module of a hook is sent to the workers, unless it is installed, or structurer's own."""
    module = sys.modules.get(getattr(redact, "__module__", None) or "")
    file = str(getattr(module, "__file__", None) or "")
    if module is None or not file or "site-packages" in file or module.__name__.split(".")[0] == "structurer":
        yield
        return
    ray.cloudpickle.register_pickle_by_value(module)
    try:
        yield
    finally:
        ray.cloudpickle.unregister_pickle_by_value(module)


@dataclass(frozen=True)
class Shape:
    """How many workers there are, how many letters each may have at once and all together, and what Ray gives each."""

    workers: int
    each: int
    in_work: int
    asks: dict[str, Any]


def shape_of(
    ray: Any, structurer: Structurer[Any], client: ModelClient | None, in_work: int | None, workers: int | None
) -> Shape:
    """The shape that suits the cluster: an embedded model has a machine for itself, others' workers a processor."""
    machines = [int(node["Resources"].get("CPU", 0)) for node in ray.nodes() if node["Alive"]]
    machines = [cpus for cpus in machines if cpus] or [1]
    if client is not None and parse_name(structurer.settings).provider == "local":
        size = workers or len(machines)
        letters = in_work or size * client.concurrency
        asks: dict[str, Any] = {"num_cpus": min(structurer.settings.threads or min(machines), min(machines))}
    else:
        most = sum(machines)
        letters = in_work or (max(client.concurrency, 2) if client is not None else (workers or most) * READERS)
        size = workers or min(most, math.ceil(letters / (LETTERS_A_WORKER if client is not None else READERS)))
        asks = {"num_cpus": 1}
    return Shape(size, math.ceil(letters / size), letters, {**asks, "scheduling_strategy": "SPREAD"})


class Ahead:
    """The letters of `lists`; those of an object store are fetched by the cluster some time before their turn. `redone` is
    the recipe by which letters of others are done anew."""

    def __init__(self, lists: Lists, pool: Pool, journal: Journal, redone: int | None) -> None:
        self.lists, self.pool, self.journal, self.redone = lists, pool, journal, redone

    def entries(self) -> Iterator[Entry]:
        """Every letter, in its order."""
        ahead: deque[Entry] = deque()
        for entry in self.lists.entries():
            if entry.place is None:
                # A member of an archive can be read only while the archive stands there.
                yield from ahead
                ahead.clear()
                yield entry
                continue
            if not self._is_finished(entry):
                self.pool.fetch(entry)
            ahead.append(entry)
            if len(ahead) > AHEAD:
                yield ahead.popleft()
        yield from ahead

    def _is_finished(self, entry: Entry) -> bool:
        known = self.journal.known(entry.name)
        if known is None or not is_finished(known, entry):
            return False
        return self.redone is None or not self.journal.is_by_another(known.content, self.redone)
