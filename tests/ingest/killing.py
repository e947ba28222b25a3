"""A job that is killed again and again: `python -m tests.ingest.killing --letters 500 --kills 50`.

A process that ingests is killed (SIGKILL) at random moments and started again, until the job is through. Then its output
is compared with that of an undisturbed run, and the server's books say which answers were given more than once.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.ingest.jobs import ROOT, lasting, rows
from tests.ingest.many import write_folder
from tests.ingest.process import ServerProcess, server_process


@dataclass(frozen=True)
class Killed:
    """What became of a job. `again` are answers that were given a second time, `in_flight` what may have been at work
    when it was killed: as many calls as it may have at once, each time."""

    kills: int
    letters: int
    same: bool
    answers: int
    again: int
    in_flight: int
    seconds: float


def command(letters: Path, out: Path, base_url: str, concurrency: int) -> list[str]:
    """The command that ingests."""
    return [
        sys.executable, "-m", "structurer", "ingest", str(letters), "--out", str(out), "--model", "recorded",
        "--base-url", base_url, "--no-cache", "--concurrency", str(concurrency), "--progress", "none",
    ]  # fmt: skip


def environment() -> dict[str, str]:
    """This process's, with the package of this checkout and no settings of the user's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("STRUCTURER_", "OPENAI_"))}
    return kept | {"PYTHONPATH": str(ROOT), "STRUCTURER_CACHE": "false"}


def killed_job(
    folder: Path, letters: int, kills: int, *, concurrency: int = 8, latency: float = 0.02, seed: int = 1
) -> Killed:
    """Run a job of so many letters to its end, killed so many times on the way; kills are spread over its length."""
    began = time.monotonic()
    random_ = random.Random(seed)
    source = folder / "letters"
    write_folder(source, letters)
    with server_process("--latency", str(latency)) as server:
        alone = folder / "alone.jsonl"
        whole = _run(command(source, alone, server.base_url, concurrency))
        answers = server.stats(keys=True)["answers"]
        out = folder / "killed.jsonl"
        done = 0
        while done < kills:
            # Some die while they start, some in the middle of their share of the work.
            wait = random_.uniform(0.3, 1.2 + 2.0 * whole / max(kills, 1))
            process = subprocess.Popen(command(source, out, server.base_url, concurrency), env=environment(), cwd=ROOT,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
            try:
                process.wait(wait)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                done += 1
                _only_whole(out)
            else:
                break
        _run(command(source, out, server.base_url, concurrency))
        same = [lasting(row) for row in rows(out)] == [lasting(row) for row in rows(alone)]
        return Killed(
            done,
            letters,
            same,
            sum(answers.values()),
            _again(server, answers),
            done * concurrency,
            time.monotonic() - began,
        )


def _only_whole(out: Path) -> None:
    """A killed job leaves an output that is whole, or none."""
    if out.exists():
        rows(out)


def _again(server: ServerProcess, before: dict[str, int]) -> int:
    """The answers given more often than once since those `before`."""
    now: dict[str, int] = server.stats(keys=True)["answers"]
    return sum(max(0, count - before.get(key, 0) - 1) for key, count in now.items())


def _run(given: list[str]) -> float:
    began = time.monotonic()
    done = subprocess.run(given, env=environment(), cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return time.monotonic() - began


def main() -> None:
    """Run it and print what became of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=500)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        told = killed_job(Path(folder), given.letters, given.kills, seed=given.seed)
    print(json.dumps(told.__dict__))
    sys.exit(0 if told.same and told.again <= told.in_flight else 1)


if __name__ == "__main__":
    main()
