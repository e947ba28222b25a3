"""Further processes at the same job: one process reads and checks letters on one core only.

They share the journal, which gives every letter to one of them, and divide calls in flight and rates. What they are to do
comes to them as a line of JSON, how many letters they finished is what they say, and they end with the process that started
them.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from structurer import child
from structurer.ingest.kinds import kind_of, named

if TYPE_CHECKING:
    from structurer.ingest.plan import Plan
    from structurer.ingest.sources import Sources
    from structurer.pipeline import Structurer
    from structurer.settings import Settings

CALLS_A_PROCESS = 16
"""Calls in flight that one process is good for."""


def processes_for(settings: Settings, concurrency: int) -> int:
    """How many processes a job is worth: as many as there are cores and calls in flight to keep them busy."""
    from structurer.models.local.machine import cores

    if settings.model.startswith("local/"):
        return 1
    return max(1, min(cores(), concurrency // CALLS_A_PROCESS))


def shared(settings: Settings, processes: int, concurrency: int) -> dict[str, Any]:
    """The settings of one of so many processes: its share of what may be in flight, and of the rates."""
    given = settings.model_dump()
    return given | {
        "concurrency": max(concurrency // processes, 1),
        "rpm": settings.rpm / processes if settings.rpm else None,
        "tpm": settings.tpm / processes if settings.tpm else None,
    }


@dataclass
class Helpers:
    """The processes that were started. Leaving them ends those that still run."""

    processes: list[subprocess.Popen[str]]

    def __enter__(self) -> Helpers:
        return self

    def __exit__(self, *exc: object) -> None:
        for process in self.processes:
            process.kill()
            process.wait()

    def stop(self) -> None:
        """Have them take no further letter; a second time, stop at once."""
        for process in self.processes:
            if process.poll() is None:
                process.terminate()

    def through(self) -> int:
        """Wait for them; how many letters they finished. One that died left its letters to the others."""
        done = 0
        for process in self.processes:
            assert process.stdout is not None
            # Its standard input stays open: a helper ends when that does.
            said = process.stdout.read()
            process.wait()
            done += int(said or 0)
        return done


def started(count: int, plan: Plan, lists: Sources, structurer: Structurer[Any], settings: dict[str, Any]) -> Helpers:
    """Start so many processes on the plan's journal."""
    key = settings.pop("api_key", None)
    told = {
        "names": lists.names(),
        "named": lists.named(),
        "columns": [lists.columns.text, lists.columns.path, lists.columns.name],
        "kind": named(kind_of(structurer)),
        "settings": {name: str(value) if isinstance(value, Path) else value for name, value in settings.items()},
        "flags": {"read_only": structurer.read_only, "force": structurer.force, "refresh": structurer.refresh},
        "journal": str(plan.journal_path),
        "plan": {
            "in_work": plan.in_work,
            "attempts": plan.attempts,
            "changed": plan.changed,
            "redact": plan.redact_name,
        },
        "budget": [plan.budget.cost, plan.budget.tokens],
        "path": [str(Path.cwd()) if place == "" else place for place in sys.path],
    }
    environment = child.environment() | ({"STRUCTURER_API_KEY": key.get_secret_value()} if key else {})
    made = [
        subprocess.Popen(
            child.command("structurer.ingest.helpers"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            # Ctrl-C is told them once, by the process that started them.
            start_new_session=True,
        )
        for _ in range(count)
    ]
    for process in made:
        assert process.stdin is not None
        process.stdin.write(json.dumps(told) + "\n")
        process.stdin.flush()
    return Helpers(made)


def main() -> int:
    """A helper process: what it is to do comes on standard input, and when that ends, so does it."""
    from structurer.ingest.budget import Budget
    from structurer.ingest.hooks import hook
    from structurer.ingest.job import opened
    from structurer.ingest.plan import Plan
    from structurer.ingest.signals import heeding
    from structurer.ingest.sources import Sources
    from structurer.ingest.tables_in import Columns
    from structurer.pipeline import Structurer

    told = json.loads(sys.stdin.readline())
    # What the user's own code prints goes where it is seen at once; among what is said at the end nobody would read it.
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    # Behind everything else: what lies in the working folder must not stand in for a package.
    sys.path += [place for place in told["path"] if place not in sys.path]
    threading.Thread(target=_with_parent, args=(lambda: os._exit(1),), daemon=True).start()
    redact = told["plan"].pop("redact")
    plan = Plan(
        None, Path(told["journal"]), budget=Budget(*told["budget"]), redact=hook(redact), redact_name=redact,
        processes=1, **told["plan"],
    )  # fmt: skip
    structurer: Structurer[Any] = Structurer(told["kind"], **told["flags"], **told["settings"])

    async def work() -> int:
        with opened(plan) as job, job.without_batches():
            lists = Sources.of_names(told["names"], Columns(*told["columns"]), told["named"])
            begun = await job.begin_alone(lists, structurer)
            async with begun:
                with heeding(begun.engine, lambda asked: None):
                    await begun.engine.run()
            return begun.engine.progress().here

    here = asyncio.run(work())
    print(here, file=answer, flush=True)
    return 0


def _with_parent(end: Callable[[], None]) -> None:
    """End with the process at the other end of standard input, however that ends."""
    while sys.stdin.read(1):
        pass
    end()


if __name__ == "__main__":
    sys.exit(main())
