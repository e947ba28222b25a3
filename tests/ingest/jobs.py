"""Jobs for tests: over the project's invented letters, against a server that answers from recorded replies."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from structurer import Structurer
from structurer.ingest.job import aingest
from structurer.ingest.journal import Journal
from structurer.ingest.plan import Plan, Summary

ROOT = Path(__file__).parent.parent.parent
FEW = sorted((ROOT / "tests" / "letters").glob("201*.txt"))
MANY = sorted((ROOT / "evals" / "imr" / "letters").glob("*"))
NEEDING = [path for path in MANY if (ROOT / "cassettes" / "evals" / "imr" / f"{path.stem}.yaml").exists()]
"""Letters that code does not read whole: something is asked of the model."""
_MUCH = (
    "2013-school-bus",
    "2014-fieldworker",
    "2014-orchard",
    "2016-ironworker",
    "2016-missing-guideline",
    "2016-paramedic",
    "2016-seamstress-hands",
    "2016-weight-loss",
    "2019-warehouse",
    "2020-gardener",
)
ASKED = [path for path in MANY if path.stem.startswith(_MUCH)]
"""Letters of which much is asked, and asked again."""
FEWER = ASKED[::2]
"""Every second of them, for what does not hang on how many there are."""
SEVERAL = NEEDING[::2]
"""Letters enough for faults of every kind to meet some."""
FASTER = 120


def dies(journal: Journal, *contents: str) -> None:
    """A worker that has letters in work and dies; it is found out at once."""
    worker = journal.enter()
    for content in contents:
        assert journal.claim(content, worker)
    journal.execute("DELETE FROM workers WHERE id = ?", worker)
    assert journal.free_dead() == len(contents)


async def quick(seconds: float) -> None:
    """Waiting for a server, sooner."""
    await asyncio.sleep(seconds / FASTER)


def run(out: Path, base_url: str, letters: Sequence[Path | str] = FEW, **given: Any) -> Summary:
    """A job from beginning to end; `given` are settings, and fields of its plan."""
    planned = {name: given.pop(name) for name in list(given) if name in Plan.__dataclass_fields__}
    watch = given.pop("watch", lambda engine: None)
    settings = {"model": "recorded", "base_url": base_url, "cache": False, "concurrency": 8, "timeout": 30.0} | given
    structurer: Structurer[Any] = Structurer("imr", **settings)
    return asyncio.run(
        aingest([str(path) for path in letters], Plan(out, **{"in_work": 8} | planned), structurer, watch, quick)
    )


def rows(out: Path) -> list[dict[str, Any]]:
    """The rows of a JSONL output."""
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def lasting(row: dict[str, Any]) -> dict[str, Any]:
    """What of a row does not depend on how often, how fast and at what price it was answered."""
    passing = ("seconds", "calls", "attempts", "tokens", "cost", "cached", "usage", "provenance")
    return {
        name: value for name, value in row.items() if name != "letter" and not any(part in name for part in passing)
    }


def dead(out: Path) -> list[dict[str, Any]]:
    """The dead letters beside an output."""
    path = out.with_name(f"{out.name}.failed.jsonl")
    return rows(path) if path.exists() else []
