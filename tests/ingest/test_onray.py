"""On Ray a job comes to the same as on one machine, whoever dies on the way."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from structurer import Structurer
from structurer.ingest.budget import Budget
from structurer.ingest.job import opened
from structurer.ingest.journal import Journal
from structurer.ingest.lists import lists_of
from structurer.ingest.onray.cluster import Cluster, joined
from structurer.ingest.onray.running import run_on_ray
from structurer.ingest.plan import Plan, Summary
from tests.ingest.faults import Fault
from tests.ingest.faults import Plan as Faults
from tests.ingest.process import server_process
from tests.ingest.server import RecordedServer

ray = pytest.importorskip("ray")

pytestmark = [pytest.mark.ray, pytest.mark.block_network(allowed_hosts=[r".*"])]

ROOT = Path(__file__).parent.parent.parent
FEW = sorted((ROOT / "tests" / "letters").glob("201*.txt"))
SECRET = "Zebulon Quackenbush"


@pytest.fixture(scope="module")
def logs() -> Iterator[Path]:
    """A cluster on this machine for all of these tests; the folder that it writes to."""
    os.environ["PYTHONPATH"] = str(ROOT)
    with joined(Cluster(cpus=2)):
        yield Path(ray._private.worker._global_node.get_session_dir_path())


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The rows that one machine makes of the letters when nothing goes wrong."""
    out = tmp_path_factory.mktemp("undisturbed") / "here.jsonl"
    with RecordedServer() as server:
        assert run(out, FEW, "local", base_url=server.base_url).ok
    return rows(out)


@pytest.fixture(autouse=True)
def _on_the_cluster(logs: Path) -> None:
    """Every test runs on it."""


def run(
    out: Path, letters: list[Any], engine: str = "ray", watch: Callable[[Any], Any] = lambda engine: None, **given: Any
) -> Summary:
    """A job from beginning to end; `given` are settings, and fields of its plan."""
    cluster = Cluster(workers=given.pop("workers", None))
    planned = {name: given.pop(name) for name in list(given) if name in Plan.__dataclass_fields__}
    asked = {} if given.get("read_only") else {"model": "recorded", "concurrency": 4, "timeout": 5.0}
    structurer: Structurer[Any] = Structurer("imr", **asked | {"cache": False} | given)
    lists = lists_of([str(one) for one in letters])
    with opened(Plan(out, **planned)) as job:
        if engine == "ray":
            return asyncio.run(run_on_ray(job, lists, structurer, watch, cluster))
        return asyncio.run(job.run(lists, structurer, watch))


def rows(out: Path) -> list[dict[str, Any]]:
    """The rows of an output, without what depends on time and luck."""
    passing = ("seconds", "saved_", "cached", "attempts")
    lines = out.read_text(encoding="utf-8").splitlines() if out.exists() else []
    return [_without(json.loads(line), passing) for line in lines]


def dead(out: Path) -> list[dict[str, Any]]:
    return rows(out.with_name(f"{out.name}.failed.jsonl"))


def _without(value: Any, passing: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        kept = {name: one for name, one in value.items() if not any(part in name for part in passing)}
        return {name: _without(one, passing) for name, one in kept.items()}
    return [_without(one, passing) for one in value] if isinstance(value, list) else value


def test_what_code_reads_is_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    for letter in FEW:
        (folder / letter.name).write_bytes(letter.read_bytes())
    (folder / "2014-again.txt").write_bytes(FEW[0].read_bytes())
    (folder / "2015-empty.txt").write_bytes(b" ")
    (folder / "2016-other.txt").write_text("Dear neighbour,\nthank you for the plums.\n", encoding="utf-8")
    here, there = tmp_path / "here.jsonl", tmp_path / "there.jsonl"
    told = [run(here, [folder], "local", read_only=True), run(there, [folder], read_only=True)]
    assert rows(there) == rows(here)
    assert dead(there) == dead(here)
    assert len(rows(there)) == len(FEW) + 2
    assert {letter["stage"] for letter in dead(there)} == {"load", "kind"}
    assert told[0].counts == told[1].counts


def test_a_folder_behind_an_address_is_read_by_the_workers(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    (folder / "deep").mkdir(parents=True)
    for letter in FEW[:4]:
        (folder / letter.name).write_bytes(letter.read_bytes())
    (folder / "deep" / "last.txt").write_bytes(b"")
    (folder / "table.csv").write_bytes(b"a,b")
    here, there = tmp_path / "here.jsonl", tmp_path / "there.jsonl"
    run(here, [folder], "local", read_only=True)
    summary = run(there, [f"file://{folder}"], read_only=True)
    assert summary.left_out == {".csv": 1}
    assert [row["name"] for row in rows(there)] == [f"file://{row['name']}" for row in rows(here)]
    assert [(row["content"], row["status"]) for row in rows(there)] == [
        (row["content"], row["status"]) for row in rows(here)
    ]
    assert run(there, [f"file://{folder}"], read_only=True).here == 0, "what is done is not read again"


def test_with_a_model_it_is_the_same_and_all_workers_keep_to_one_limit(
    tmp_path: Path, undisturbed: list[dict[str, Any]]
) -> None:
    there = tmp_path / "there.jsonl"
    with RecordedServer(latency=0.05) as server:
        summary = run(there, FEW, base_url=server.base_url, concurrency=3, in_work=8)
        assert server.most_at_once == 3
        assert set(server.books.answered.values()) == {1}
    assert summary.ok
    assert rows(there) == undisturbed
    assert summary.spent.calls == server.books.answered.total()
    assert summary.spent.read == server.books.input_tokens


def test_a_letter_that_fails_does_not_stop_the_others_and_what_it_was_answered_is_kept(tmp_path: Path) -> None:
    here, there, victim = tmp_path / "here.jsonl", tmp_path / "there.jsonl", FEW[3]
    given: dict[str, Any] = {"transport_attempts": 1, "attempts": 1}
    with RecordedServer(plan=Faults(letters={victim.stem: Fault.FAILS})) as server:
        run(here, FEW[:4], "local", base_url=server.base_url, **given)
        summary = run(there, FEW[:4], base_url=server.base_url, workers=1, **given)
    assert rows(there) == rows(here)
    assert dead(there) == dead(here)
    assert [(letter["name"], letter["type"]) for letter in dead(there)] == [(str(victim), "ModelUnreachable")]
    assert summary.stop is None


def test_what_stops_a_job_stops_it_here_too_and_nothing_is_paid_again(tmp_path: Path) -> None:
    out, letters = tmp_path / "out.jsonl", FEW[:5]
    with RecordedServer(plan=Faults(rate=1.0, kinds=[Fault.BAD_KEY])) as server:
        given: dict[str, Any] = {"base_url": server.base_url, "workers": 1}
        refused = run(out, letters, **given)
        assert (refused.stop and refused.stop.reason, refused.counts.failed) == ("fatal", 0)
        server.plan = Faults()
        poor = run(out, letters, budget=Budget(tokens=6000), **given)
        assert (poor.stop and poor.stop.reason, poor.counts.failed) == ("budget", 0)
        assert 0 < server.books.input_tokens + server.books.output_tokens <= 6000
        assert not out.exists()
        assert run(out, letters, **given).ok
    assert max(server.books.answered.values()) == 1, "answers of letters that were stopped are kept"


def test_a_worker_that_is_killed_takes_no_letter_with_it(tmp_path: Path, undisturbed: list[dict[str, Any]]) -> None:
    there = tmp_path / "there.jsonl"

    def watch(engine: Any) -> None:
        async def kill() -> None:
            while engine.progress().here < 2:  # noqa: ASYNC110 - there is nothing else to wait for
                await asyncio.sleep(0.01)
            ray.kill(ray.get_actor("structurer-worker-1"))

        engine.killing = asyncio.create_task(kill())

    with RecordedServer(latency=0.2) as server:
        summary = run(there, FEW, watch=watch, base_url=server.base_url, in_work=4)
    assert summary.ok
    assert [row["record"] for row in rows(there)] == [row["record"] for row in undisturbed]
    assert max(server.books.answered.values()) <= 2
    assert server.books.stats()["answered_again"] <= 4, "at most what was in flight"


def test_a_lost_desk_stops_the_job_and_fails_no_letter(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"

    def watch(engine: Any) -> None:
        async def kill() -> None:
            while engine.progress().here < 1:  # noqa: ASYNC110 - there is nothing else to wait for
                await asyncio.sleep(0.01)
            ray.kill(ray.get_actor("structurer-desk"))

        engine.killing = asyncio.create_task(kill())

    with RecordedServer(latency=0.2) as server:
        summary = run(out, FEW, watch=watch, base_url=server.base_url, workers=1, in_work=2)
    assert summary.stop is not None
    assert type(summary.stop.error).__name__ == "ClusterError"
    assert (summary.counts.failed, summary.counts.working) == (0, 0)
    assert 1 <= summary.counts.done < len(FEW)


def dies_of_it(text: str) -> str:
    """A defect that takes the process with it."""
    if "Tizanidine" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    return text


def test_a_letter_that_kills_its_worker_again_and_again_is_a_dead_letter(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    letters = [ROOT / "examples" / "letter.txt", *FEW[:4]]
    assert not any(b"Tizanidine" in letter.read_bytes() for letter in letters[1:])
    summary = run(out, letters, read_only=True, redact=dies_of_it)
    assert (summary.counts.done, summary.counts.failed) == (4, 1)
    assert [(letter["name"], letter["stage"]) for letter in dead(out)] == [(str(letters[0]), "unexpected")]


def command(out: Path, base_url: str, *more: str) -> list[str]:
    return [
        sys.executable, "-m", "structurer", "ingest", *map(str, FEW), "--out", str(out), "--engine", "ray",
        "--model", "recorded", "--base-url", base_url, "--no-cache", "--concurrency", "2", "--progress", "none", "--workers", "1", *more,
    ]  # fmt: skip


def started(given: list[str], out: Path, done: int) -> subprocess.Popen[str]:
    """A job in a process of its own, once so many letters are done."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(given, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True)
    deadline = time.monotonic() + 30
    journal = out.with_name(f"{out.name}.journal")
    while time.monotonic() < deadline and process.poll() is None:
        if journal.exists() and _done(journal) >= done:
            return process
        time.sleep(0.05)
    raise AssertionError(process.communicate()[1])


def _done(path: Path) -> int:
    journal = Journal(path)
    try:
        return journal.counts().done
    finally:
        journal.close()


def test_a_job_that_is_killed_and_interrupted_goes_on_where_it_was(
    tmp_path: Path, undisturbed: list[dict[str, Any]]
) -> None:
    there = tmp_path / "there.jsonl"
    with server_process("--latency", "0.3") as other:
        address = ray.get_runtime_context().gcs_address
        killed = started(command(there, other.base_url, "--ray-address", address), there, 4)
        killed.kill()
        killed.wait()
        answered = other.stats()["answered"]
        stopped = started(command(there, other.base_url, "--ray-address", address), there, 6)
        stopped.send_signal(signal.SIGINT)
        _, said = stopped.communicate(timeout=30)
        assert stopped.returncode == 130, said
        assert "stopping" in said
        assert not there.exists()
        other.change(latency=0.0)
        assert answered >= 1
        assert run(there, FEW, base_url=other.base_url, workers=1).ok
        assert other.stats()["answered_again"] <= 2, "at most what was in flight"
    assert [row["record"] for row in rows(there)] == [row["record"] for row in undisturbed]


def test_nothing_of_a_letter_stands_in_rays_files(tmp_path: Path, logs: Path) -> None:
    letter = tmp_path / "Quackenbush.txt"
    letter.write_text(FEW[0].read_text(encoding="utf-8") + f"\n{SECRET}\n", encoding="utf-8")
    run(tmp_path / "out.jsonl", [letter], read_only=True, redact=fails_with_the_text)
    [one] = dead(tmp_path / "out.jsonl")
    assert one["message"] == "failed unexpectedly: ValueError"
    found = [file for file in (logs / "logs").rglob("*") if file.is_file()]
    assert found
    for file in found:
        text = file.read_bytes()
        assert SECRET.encode() not in text, file
        assert b"Quackenbush" not in text, file
        assert b"2016-three-items-mixed" not in text, file


def fails_with_the_text(text: str) -> str:
    """A defect whose message holds the letter."""
    raise ValueError(text)
