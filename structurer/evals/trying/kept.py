"""Where tries are kept: a run file for each version of the prompts, found again by everything that its answers depend on."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from structurer.evals.runs import Head
from structurer.files import own_folder

MOST_RUNS = 40
MOST_VERSIONS = 20


def tries_folder(cache_dir: Path) -> Path:
    """The folder of tries, for its owner alone."""
    return own_folder(own_folder(cache_dir) / "tries")


def run_file(folder: Path, side: str, head: Head, also: str = "") -> Path:
    """The file of the run with this head; `also` is what else its results depend on."""
    whole = json.dumps([head.decisive, also], sort_keys=True)
    return folder / f"{head.suite}-{side}-{hashlib.sha256(whole.encode()).hexdigest()[:16]}.jsonl"


def prune(folder: Path, in_use: Sequence[Path] = ()) -> None:
    """Remove all but the runs and the versions of prompts that were used last."""
    import shutil

    for path in in_use:
        with suppress(OSError):
            os.utime(path)
    runs = sorted(folder.glob("*.jsonl"), key=_used, reverse=True)
    for path in runs[MOST_RUNS:]:
        if path not in in_use:
            path.unlink(missing_ok=True)
    versions = sorted((folder / "prompts").glob("*"), key=_used, reverse=True)
    for path in versions[MOST_VERSIONS:]:
        if path not in in_use:
            shutil.rmtree(path, ignore_errors=True)


def _used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
