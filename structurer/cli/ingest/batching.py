"""`structurer ingest run --batch`."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import click

from structurer.cli.terminal import say, say_hint
from structurer.cli.words import plural

if TYPE_CHECKING:
    from structurer.ingest.job import Job
    from structurer.ingest.plan import Summary


def batched(job: Job, lists: Any, structurer: Any, wait: bool, shown: str) -> int:
    """Collect, go on, submit; the exit code, 0 also where answers are still awaited."""
    for_machines = shown == "json"
    from structurer.cli.ingest.running import tell
    from structurer.cli.ingest.words import remedy
    from structurer.ingest.batch.rounds import Out, run_batched
    from structurer.ingest.signals import interrupting

    async def run() -> Summary | Out:
        task = asyncio.current_task()
        assert task is not None
        with interrupting(task.cancel):
            return await run_batched(job, lists, structurer, wait=wait, say=_lines if for_machines else say)

    try:
        done = asyncio.run(run())
    except (KeyboardInterrupt, asyncio.CancelledError):
        if for_machines:
            click.echo(json.dumps({"event": "end", "stopped": "interrupted"}), err=True)
        else:
            say("interrupted")
            say_hint(remedy("interrupted", job.plan.journal_path))
        return 130
    if isinstance(done, Out) and for_machines:
        click.echo(json.dumps({"event": "out", "letters": done.letters, "batches": done.batches}), err=True)
        return 0
    if isinstance(done, Out):
        say(f"{plural(done.letters, 'letter')} wait for {plural(done.batches, 'batch', 'batches')} at the provider")
        say_hint("run the same command later to collect them, or with --wait")
        return 0
    return tell(done, shown, job)


def _lines(text: str) -> None:
    click.echo(json.dumps({"event": "batch", "told": text}), err=True)
