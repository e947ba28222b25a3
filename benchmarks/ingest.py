"""How fast a job is, and how much memory it takes: python benchmarks/ingest.py [--letters 10000] [--listed 100000].

First part: distinct letters whose questions a server of the tests' own answers from recorded replies, each after 250 ms,
64 at a time. `ideal` is the wall time below which no client could be on this machine: the larger of what the calls take
(calls × latency / calls at a time) and what the processors take (the processor seconds that job and server used, over the
cores). Beside it, in the same run and on fewer letters, what is often written instead: threads, a batch of letters each,
and the next batch when the last of it is through.

Second part: a journal with many finished letters is listed again, gone on with and exported, in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.ingest.killing import environment  # noqa: E402
from tests.ingest.many import write_folder  # noqa: E402
from tests.ingest.process import server_process  # noqa: E402

LATENCY = 0.25
CONCURRENCY = 64
SAMPLE_SECONDS = 0.25
RIVAL_LETTERS = 300


def _held(process: psutil.Process) -> int:
    """The bytes of memory that a process holds; what several share counts in each by its share, where the system tells."""
    told = process.memory_full_info()
    return int(getattr(told, "pss", told.rss))


@dataclass(frozen=True)
class Took:
    """What a process took, with all that it started: wall and processor seconds, and memory in MB over time."""

    wall: float
    cpu: float
    memory: list[float]
    said: str

    @property
    def peak(self) -> float:
        """The most memory."""
        return max(self.memory, default=0.0)

    @property
    def growth(self) -> float:
        """The most memory in the last quarter over that in the second."""
        quarter = len(self.memory) // 4
        return max(self.memory[-quarter:]) / max(self.memory[quarter : 2 * quarter]) if quarter else 1.0


def timed(command: list[str]) -> Took:
    """Run a command to its end."""
    memory: list[float] = []
    began = time.monotonic()
    process = subprocess.Popen(command, env=environment(), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # fmt: skip
    watching = threading.Event()

    def watch() -> None:
        while not watching.wait(SAMPLE_SECONDS):
            try:
                root = psutil.Process(process.pid)
                memory.append(sum(map(_held, [root, *root.children(recursive=True)])) / 1e6)
            except psutil.Error:
                continue

    thread = threading.Thread(target=watch)
    thread.start()
    before = os.times()
    said, _ = process.communicate()
    wall = time.monotonic() - began
    watching.set()
    thread.join()
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{said}")
    return Took(wall, cpu, memory, said)


def ingesting(source: Path, out: Path, *more: str) -> list[str]:
    """The command that ingests a folder."""
    return [sys.executable, "-m", "structurer", "ingest", str(source), "--out", str(out), "--progress", "none", *more]


def throughput(folder: Path, letters: int, processes: int | None) -> None:
    """The first part."""
    write_folder(folder / "letters", letters)
    few = folder / "few"
    write_folder(few, min(RIVAL_LETTERS, letters))
    hosted = ["--model", "recorded", "--no-cache", "--concurrency", str(CONCURRENCY)]
    hosted += ["--processes", str(processes)] if processes else []
    with server_process("--latency", str(LATENCY)) as server:
        took = timed(ingesting(folder / "letters", folder / "out.jsonl", "--base-url", server.base_url, *hosted))
        told = server.stats()
    calls, server_cpu = told["answered"], float(told["cpu_seconds"])
    by_calls = calls * LATENCY / CONCURRENCY
    by_cores = (took.cpu + server_cpu) / (os.cpu_count() or 1)
    ideal = max(by_calls, by_cores)
    print(f"{letters:,} letters, {calls:,} calls of {LATENCY * 1000:.0f} ms, {CONCURRENCY} at a time")
    print(f"  wall {took.wall:.1f} s: {letters / took.wall:.1f} letters and {calls / took.wall:.1f} calls a second")
    print(
        f"  ideal {ideal:.1f} s (calls {by_calls:.1f} s, processors {by_cores:.1f} s): {ideal / took.wall:.0%} of the ideal throughput"
    )
    print(
        f"  processor time {took.cpu / letters * 1000:.1f} ms a letter, of which {took.cpu / calls * 1000:.1f} ms a call; the server {server_cpu:.1f} s"
    )
    print(f"  memory of all processes at most {took.peak:.0f} MB, last quarter to second {took.growth:.2f}")
    with server_process("--latency", str(LATENCY)) as server:
        rival = timed([sys.executable, str(Path(__file__)), "--rival", str(few), "--base-url", server.base_url])
        rival_letters = len(list(few.iterdir()))
        ours = timed(ingesting(few, folder / "few.jsonl", "--base-url", server.base_url, *hosted))
    rate = rival_letters / rival.wall
    print(
        f"{rival_letters} letters, threads in batches with a barrier: {rate:.1f} letters a second; the job {rival_letters / ours.wall:.1f} (ratio {rival.wall / ours.wall:.2f})"
    )


def rival(folder: Path, base_url: str) -> None:
    """Threads, a batch at a time: what is often written instead of a job."""
    from concurrent.futures import ThreadPoolExecutor

    from structurer import Structurer

    def one(path: Path) -> Any:
        structurer: Structurer[Any] = Structurer(
            "imr", model="recorded", base_url=base_url, cache=False, concurrency=CONCURRENCY
        )
        return structurer.structure(path)

    paths = sorted(folder.iterdir())
    with ThreadPoolExecutor(CONCURRENCY) as pool:
        for start in range(0, len(paths), CONCURRENCY):
            list(pool.map(one, paths[start : start + CONCURRENCY]))


def scale(folder: Path, letters: int) -> None:
    """The second part."""
    source = folder / "many"
    began = time.monotonic()
    write_folder(source, letters)
    print(f"{letters:,} letters on disk ({time.monotonic() - began:.0f} s to write)")
    out = folder / "many.parquet"
    fill(source, out, folder)
    commands: list[tuple[str, list[str]]] = [
        ("dry run", ingesting(source, out, "--read-only", "--dry-run")),
        ("gone on with, nothing left to do, written as Parquet", ingesting(source, out, "--read-only")),
        ("exported as JSONL", _export(out, folder / "all.jsonl")),
        ("exported as DuckDB tables", _export(out, folder / "all.duckdb")),
        ("exported as SQLite tables", _export(out, folder / "all.sqlite")),
        ("status", [sys.executable, "-m", "structurer", "ingest", "status", str(out)]),
    ]
    for what, command in commands:
        took = timed(command)
        print(f"  {what}: {took.wall:.1f} s, at most {took.peak:.0f} MB")


def _export(job: Path, out: Path) -> list[str]:
    return [sys.executable, "-m", "structurer", "ingest", "export", str(job), "--out", str(out)]


def fill(source: Path, out: Path, folder: Path) -> None:
    """Put every letter into the journal as done, with the results of some that are really structured."""
    from structurer.ingest.journal import Journal
    from structurer.ingest.plan import journal_beside

    some = folder / "some"
    some.mkdir()
    paths = sorted(source.iterdir())
    for path in paths[:60]:
        (some / path.name).symlink_to(path)
    seed = folder / "some.jsonl"
    timed(ingesting(some, seed, "--read-only"))
    known = Journal(journal_beside(seed))
    results = [row.result for row in known.rows() if row.result]
    [(recipe,)] = known.query("SELECT recipe FROM recipes")
    _whole_journal(Journal(journal_beside(out)), source, paths, results, json.loads(recipe))


def _whole_journal(journal: Any, source: Path, paths: list[Path], results: list[Any], recipe: dict[str, Any]) -> None:
    import hashlib

    from structurer.ingest.recipe import digest_of

    number = journal.recipe(digest_of(recipe), recipe)
    names = [str(source)]
    listing = journal.listing(hashlib.sha256(json.dumps(names).encode()).hexdigest(), names)
    journal.note("kind", recipe["kind"])
    worker = journal.enter()
    for position, path in enumerate(paths):
        found = path.stat()
        content = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
        journal.place(str(path), content, f"{found.st_size}:{found.st_mtime_ns}", listing, position)
        journal.claim(content, worker)
        journal.finish(content, worker, "done", number, results[position % len(results)], None)
    journal.leave(worker)
    journal.close()


def main() -> None:
    """Both parts, or the rival alone."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--letters", type=int, default=10_000)
    made.add_argument("--listed", type=int, default=100_000)
    made.add_argument("--processes", type=int)
    made.add_argument("--rival", type=Path, help=argparse.SUPPRESS)
    made.add_argument("--base-url", help=argparse.SUPPRESS)
    given = made.parse_args()
    if given.rival:
        rival(given.rival, given.base_url)
        return
    parts: list[Callable[[Path], None]] = []
    if given.letters:
        parts.append(lambda folder: throughput(folder, given.letters, given.processes))
    if given.listed:
        parts.append(lambda folder: scale(folder, given.listed))
    for part in parts:
        with tempfile.TemporaryDirectory() as folder:
            part(Path(folder))


if __name__ == "__main__":
    main()
