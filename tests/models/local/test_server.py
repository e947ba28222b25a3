"""The server goes when idle and never while it answers; cores and slots follow what the machine gives."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from structurer.models.local import machine
from structurer.models.local.server import wait_until_idle
from structurer.models.local.state import ServerState, read_state, write_state

pytest.importorskip("psutil")


def metrics(read: int = 0, processing: int = 0, deferred: int = 0) -> str:
    return (
        "# HELP llamacpp:prompt_tokens_total Number of prompt tokens\n"
        f"llamacpp:prompt_tokens_total {read}\nllamacpp:requests_processing {processing}\n"
        f"llamacpp:requests_deferred {deferred}\nllamacpp:prompt_tokens_seconds 31.5\n"
    )


def waited(says: list[str], state_file: Path, idle_seconds: float = 0.05) -> int:
    """How often the metrics were asked before the server went; the last of them is said for ever."""
    asked = 0

    def say() -> str:
        nonlocal asked
        asked += 1
        return says[min(asked, len(says)) - 1]

    wait_until_idle(say, state_file, idle_seconds, threading.Event(), poll=0.01, last_call=0.001)
    return asked


@pytest.fixture
def state_file(tmp_path: Path) -> Path:
    file = tmp_path / "server-x.json"
    write_state(file, state_of(os.getpid()))
    return file


def state_of(pid: int) -> ServerState:
    """The state of a server that is that process."""
    created = machine.created(pid) or 0.0
    return ServerState(
        pid=pid, created=created, port=9, key="k", model="m", sha256="0", slots=2, context=512, threads=1, version="1", started=1.0
    )  # fmt: skip


def test_an_idle_server_goes(state_file: Path) -> None:
    assert waited([metrics()], state_file) < 20


@pytest.mark.parametrize("busy", [metrics(processing=1), metrics(deferred=1)], ids=["answering", "waiting"])
def test_a_call_that_runs_is_never_cut_off(busy: str, state_file: Path) -> None:
    assert waited([busy] * 40 + [metrics()], state_file) > 40


def test_short_calls_between_two_looks_count(state_file: Path) -> None:
    assert waited([metrics(read=n) for n in range(30)], state_file) > 30


def test_a_call_that_comes_at_the_last_moment_is_answered(state_file: Path) -> None:
    state_file.unlink()
    assert waited([metrics()] + [metrics(processing=1)] * 30 + [metrics(read=5)], state_file) > 31


def test_a_client_that_looks_for_the_server_keeps_it(state_file: Path) -> None:
    def touch() -> None:
        for _ in range(10):
            time.sleep(0.02)
            state_file.touch()

    client = threading.Thread(target=touch)
    began = time.monotonic()
    client.start()
    waited([metrics()], state_file, idle_seconds=0.1)
    client.join()
    assert time.monotonic() - began > 0.2


def test_a_server_whose_file_is_anothers_by_now_goes_and_leaves_it_there(state_file: Path) -> None:
    write_state(state_file, state_of(os.getppid()))
    assert waited([metrics()], state_file, idle_seconds=60) < 5
    assert read_state(state_file) == state_of(os.getppid())


def test_told_to_stop_it_stops_at_once(state_file: Path) -> None:
    stop = threading.Event()
    stop.set()
    wait_until_idle(lambda: metrics(processing=1), state_file, 60, stop, poll=0.01, last_call=0.01)


@pytest.mark.parametrize(
    ("quota", "most"), [("100000 100000", 1), ("50000 100000", 1), ("max 100000", 10_000), ("nonsense", 10_000)]
)
def test_a_quota_of_time_limits_the_cores(
    quota: str, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cpu.max").write_text(quota)
    monkeypatch.setattr(machine, "CGROUP_CPU", tmp_path / "cpu.max")
    assert 1 <= machine.cores() <= most


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is told by the clock")
def test_a_clock_that_is_set_makes_no_other_process_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    before = machine.created(os.getpid())
    monkeypatch.setattr("psutil.Process.create_time", lambda self: time.time() + 5)
    assert before is not None
    assert machine.created(os.getpid()) == before
    monkeypatch.setattr(machine, "PROC", Path("/no/such/folder"))
    assert machine.created(os.getpid()) == pytest.approx(time.time() + 5, abs=2)


@pytest.mark.parametrize(("cores", "slots"), [(1, 2), (2, 4), (4, 8), (64, 8)])
def test_slots_follow_the_cores(cores: int, slots: int) -> None:
    assert machine.default_slots(cores) == slots
