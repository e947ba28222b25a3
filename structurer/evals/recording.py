"""Recording: the model is asked for what the cassettes lack; what they hold stays as it is."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from structurer.evals.cassettes import tape
from structurer.evals.listening import ListeningClient
from structurer.evals.plan import Plan, cassette_of
from structurer.evals.running import replay_letter, structured_line
from structurer.evals.runs import ResultLine
from structurer.evals.suite import Labelled, Suite


@dataclass(frozen=True)
class Recorded:
    """What became of one letter's cassette. `error` is the letter's, where it could not be structured."""

    id: str
    kept: int
    fresh: int
    unused: int
    pruned: bool
    seconds: float
    error: str | None = None


def record_suite(
    plan: Plan, *, prune: bool = False, ask: Callable[[str], None] = lambda name: None
) -> Iterator[Recorded]:
    """Complete the cassettes of a suite, a letter at a time. `ask` is told which letter the model is asked about.

    An interrupted recording keeps what was answered. With `prune` recordings that a replay does not use are removed.
    """
    for case in plan.suite.cases:
        yield _record(plan, case, prune, ask)


def stray_cassettes(suite: Suite) -> list[Path]:
    """Cassettes of letters that the suite does not have; those are its own too that have no label yet."""
    if suite.cassettes is None or not suite.cassettes.is_dir():
        return []
    known = {*(case.id for case in suite.cases), *suite.unlabelled}
    return [path for path in sorted(suite.cassettes.glob("*.yaml")) if path.stem not in known]


def _record(plan: Plan, case: Labelled, prune: bool, ask: Callable[[str], None]) -> Recorded:
    began = time.perf_counter()
    path = cassette_of(plan.suite, case.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    line, heard, used = asyncio.run(replay_letter(plan, case))
    fresh = 0
    if heard.missing:
        ask(case.id)
        line, fresh = asyncio.run(_asked(plan, case))
        if line.error is None:
            line, heard, used = asyncio.run(replay_letter(plan, case))
    error = f"{line.error['type']}: {line.error['message']}" if line.error else None
    pruned = prune and error is None and used.unused > 0
    if pruned:
        asyncio.run(replay_letter(plan, case, prune=True))
    return Recorded(
        case.id,
        used.played - fresh if error is None else used.played,
        fresh,
        used.unused,
        pruned,
        time.perf_counter() - began,
        error,
    )


async def _asked(plan: Plan, case: Labelled) -> tuple[ResultLine, int]:
    with tape(cassette_of(plan.suite, case.id), "add") as used:
        client = ListeningClient(plan.recording(), cache=None)
        try:
            line, _ = await structured_line(plan.suite.kind, client, case.id, case.letter)
        finally:
            await client.aclose()
    return line, used.fresh
