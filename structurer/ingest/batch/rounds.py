"""A job through the provider's Batch API: rounds of collecting, going on with letters, and submitting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from structurer.errors import BudgetReached, SettingsError, StructurerError
from structurer.ingest.alone import alone
from structurer.ingest.answers import KeptAnswers
from structurer.ingest.batch.client import BatchClient
from structurer.ingest.batch.provider import Batches
from structurer.ingest.batch.requests import Limits
from structurer.ingest.budget import see_priced
from structurer.ingest.job import Job
from structurer.ingest.lists import GivenLetters
from structurer.ingest.plan import Summary
from structurer.ingest.progress import Progress, Stop
from structurer.ingest.recipe import change, recipe_number
from structurer.ingest.sources import Sources
from structurer.models.client import own_cache
from structurer.models.retry import Sleep
from structurer.pipeline import Structurer

IN_WORK = 8
POLL_SECONDS = 60.0


@dataclass(frozen=True)
class Out:
    """A job that waits for the provider: how many batches are out, with questions of how many letters."""

    batches: int
    letters: int


async def run_batched(
    job: Job,
    lists: Sources | GivenLetters,
    structurer: Structurer[Any],
    *,
    wait: bool = False,
    say: Callable[[str], None] = lambda text: None,
    limits: Limits | None = None,
    poll_seconds: float = POLL_SECONDS,
    sleep: Sleep = asyncio.sleep,
) -> Summary | Out:
    """Collect what came, go on with the letters, submit what they want. Without `wait` that is all: an Out says what is
    still at the provider, and the same call comes back for it. Raises SettingsError where the model has no Batch API,
    money is limited and its price is not known, another process is at this job, or these were asked otherwise
    and the plan does not say what becomes of that."""
    client = BatchClient(
        structurer.settings,
        cache=KeptAnswers(job.journal, own_cache(structurer.settings), refresh=structurer.refresh),
        journal=job.journal,
    )
    see_priced(client, job.plan.budget, job.journal)
    # Of two with batches each would take the other's for lost, too.
    with alone(job.plan.journal_path):
        recipe = _recipe(job, structurer)
        return await _rounds(job, lists, structurer, client, recipe, wait, say, limits, poll_seconds, sleep)


def _recipe(job: Job, structurer: Structurer[Any]) -> int:
    """The journal's number of how letters are asked about now. Raises SettingsError where batches were asked otherwise
    whose answers would be paid for in vain."""
    number = recipe_number(job.journal, job.plan, structurer)
    before, many = job.journal.fact("asked by"), job.journal.batches.paid_for()
    if before not in (None, number) and many and job.plan.changed == "refuse":
        changed = change(job.journal.recipe_by(before), job.journal.recipe_by(number))
        raise SettingsError(
            f"{many:,} questions of unfinished letters went into batches otherwise (changed: {changed})",
            hint="come back for them as before; --changed redo asks anew, and what was asked is paid for in vain",
        )
    return number


async def _rounds(
    job: Job,
    lists: Sources | GivenLetters,
    structurer: Structurer[Any],
    client: BatchClient,
    recipe: int,
    wait: bool,
    say: Callable[[str], None],
    limits: Limits | None,
    poll_seconds: float,
    sleep: Sleep,
) -> Summary | Out:
    batches = Batches(client, job.journal, job.plan.budget, limits, say, sleep)
    progress, stop = Progress(None, 0, job.journal.counts(), job.journal.spent(), 0, 0, 0.0, False), None
    # A name that means nothing is told before the provider is asked.
    lists.names()
    is_first = True
    try:
        while True:
            try:
                # Since the command was last given there may be other letters, another recipe or a higher budget.
                if await batches.collect() or is_first:
                    is_first = False
                    progress, stop = await _through(job, lists, structurer, client)
                    if stop is None:
                        await batches.submit()
            except StructurerError as error:
                stop = Stop("budget" if isinstance(error, BudgetReached) else "fatal", error)
            out = len(job.journal.batches.open())
            if stop is not None or not out:
                return await job.end(lists, structurer, recipe, progress, stop)
            if not wait:
                return Out(out, job.journal.batches.letters_out())
            while not await batches.ended():
                await sleep(poll_seconds)
    finally:
        await batches.aclose()


async def _through(
    job: Job, lists: Sources | GivenLetters, structurer: Structurer[Any], client: BatchClient
) -> tuple[Progress, Stop | None]:
    # A prompt may have been changed while batches were waited for.
    _recipe(job, structurer)
    begun = await job.begin(lists, structurer, client, IN_WORK)
    job.journal.batches.set_aside()
    job.journal.note("asked by", begun.engine.state.recipe)
    async with begun:
        stop = await begun.engine.run()
    return begun.engine.progress(), stop
