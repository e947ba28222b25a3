"""One server for all who ask, found again, replaced when it died, and never mistaken for another process."""

from __future__ import annotations

import dataclasses
import itertools
import json
import os
import signal
import stat
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from structurer.child import environment
from structurer.errors import EmbeddedModelError, SettingsError
from structurer.models.local import machine, supervisor
from structurer.models.local.state import ServerState, is_alive, read_state, write_state
from structurer.models.local.supervisor import Endpoint, endpoint, run_folder, running, stop
from structurer.models.local.weights import Weights
from structurer.settings import Settings

pytest.importorskip("psutil")
pytestmark = [
    pytest.mark.block_network(allowed_hosts=["127.0.0.1"]),
    pytest.mark.skipif(os.name != "posix", reason="signals of POSIX"),
]
FAKE = Path(__file__).with_name("fake_server.py")


@pytest.fixture
def settings(tiny: Weights, placed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    root = str(Path(__file__).parents[3])
    monkeypatch.setattr(supervisor, "command", lambda: [sys.executable, str(FAKE)])
    monkeypatch.setattr(supervisor, "_check_installed", lambda: None)
    monkeypatch.setenv("PYTHONPATH", root)
    made = Settings(model="local/tiny", data_dir=tmp_path, slots=2, threads=1, idle_seconds=60)
    yield made
    stop(made)


def state_of(settings: Settings) -> Path:
    (file,) = run_folder(settings).glob("server-*.json")
    return file


@pytest.mark.parametrize("file", [".", "weights", "run"])
def test_a_data_folder_that_cannot_be_used_is_told(settings: Settings, tmp_path: Path, file: str) -> None:
    place = tmp_path / "data"
    (place / file).parent.mkdir(exist_ok=True)
    (place / file).write_text("a file in the place of a folder")
    with pytest.raises(SettingsError, match="data cannot hold the embedded model") as told:
        endpoint(settings.model_copy(update={"data_dir": place}))
    assert "STRUCTURER_DATA_DIR" in told.value.hint


def test_a_child_that_the_system_does_not_start_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "command", lambda: ["/no/such/program"])
    with pytest.raises(EmbeddedModelError, match="cannot be started: No such file"):
        endpoint(settings)


def test_a_server_is_started_once_and_found_again(settings: Settings, tiny: Weights) -> None:
    assert running(settings) is None
    first = endpoint(settings)
    assert (first.fresh, first.slots, first.context, first.sha256) == (True, 2, 2048, tiny.sha256)
    assert first.base_url.startswith("http://127.0.0.1:")
    assert first.base_url.endswith("/v1")
    assert endpoint(settings) == dataclasses.replace(first, fresh=False) == running(settings)
    assert stop(settings)
    assert running(settings) is None
    assert not stop(settings)


def test_the_key_is_in_no_repr_and_in_no_file_that_others_read(settings: Settings) -> None:
    server = endpoint(settings)
    state = read_state(state_of(settings))
    assert server.key not in repr(server)
    assert server.key not in repr(state)
    assert stat.S_IMODE(run_folder(settings).stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in run_folder(settings).iterdir()} == {0o600}


def test_many_at_once_get_one_server(settings: Settings) -> None:
    found: list[Endpoint] = []
    callers = [threading.Thread(target=lambda: found.append(endpoint(settings))) for _ in range(6)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert len(found) == 6
    assert len({server.pid for server in found}) == 1
    assert sum(server.fresh for server in found) == 1


def test_a_server_that_died_is_replaced(settings: Settings) -> None:
    first = endpoint(settings)
    os.kill(first.pid, signal.SIGKILL)
    second = endpoint(settings)
    assert second.fresh
    assert second.pid != first.pid


def test_a_server_that_is_late_to_answer_is_replaced_only_where_it_hangs(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = endpoint(settings)
    monkeypatch.setattr(supervisor, "PROBE_SECONDS", 0.2)
    (run_folder(settings) / "silent").write_text(str(first.pid))
    seconds = itertools.count()
    monkeypatch.setattr(machine, "worked", lambda pid: float(next(seconds)))
    assert endpoint(settings) == dataclasses.replace(first, fresh=False)
    monkeypatch.setattr(machine, "worked", lambda pid: 7.0)
    second = endpoint(settings)
    assert second.fresh
    assert second.pid != first.pid
    assert machine.created(first.pid) is None


def test_a_server_that_cannot_be_reached_from_here_is_left_to_those_whom_it_answers(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, probed, ended = endpoint(settings), supervisor._probed, []
    with monkeypatch.context() as apart:
        apart.setattr(machine, "end", lambda pid, patience: ended.append(pid))
        apart.setattr(
            supervisor, "_probed", lambda state: supervisor.Probe.APART if state.pid == first.pid else probed(state)
        )
        assert endpoint(settings).fresh
    assert ended == []
    machine.end(first.pid, 10)


def test_nobody_listens_where_a_server_is_not(settings: Settings) -> None:
    endpoint(settings)
    state = read_state(state_of(settings))
    assert state is not None
    assert supervisor._probed(state) is supervisor.Probe.ANSWERS
    assert supervisor._probed(dataclasses.replace(state, key="another")) is supervisor.Probe.APART
    assert supervisor._probed(dataclasses.replace(state, port=9)) is supervisor.Probe.APART


def test_machines_that_share_a_folder_have_servers_of_their_own(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = endpoint(settings)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(supervisor, "whereabouts", lambda *namespaces: "elsewhere")
        assert running(settings) is None
        assert endpoint(settings).pid != ours.pid
        assert stop(settings)
    assert running(settings) == dataclasses.replace(ours, fresh=False)


def test_the_time_that_a_process_has_worked_is_told() -> None:
    before, until = machine.worked(os.getpid()), time.process_time() + 0.05
    while time.process_time() < until:
        sum(range(1000))
    assert machine.worked(os.getpid()) > before
    assert machine.worked(2**22 + 1) == 0


def test_ctrl_c_of_the_parent_does_not_reach_the_server(settings: Settings) -> None:
    assert os.getpgid(endpoint(settings).pid) != os.getpgid(0)


def test_other_settings_mean_another_server(settings: Settings) -> None:
    other = settings.model_copy(update={"slots": 1})
    assert endpoint(settings).pid != endpoint(other).pid
    assert stop(settings)
    assert running(other) is None


def test_an_idle_server_goes_by_itself(settings: Settings) -> None:
    brief = settings.model_copy(update={"idle_seconds": 0.1})
    pid = endpoint(brief).pid
    deadline = time.monotonic() + 5
    while machine.created(pid) is not None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert machine.created(pid) is None
    assert not list(run_folder(brief).glob("server-*.json"))


def test_a_stale_file_with_a_reused_id_is_not_believed_and_its_process_left_alone(settings: Settings) -> None:
    endpoint(settings)
    file = state_of(settings)
    state = read_state(file)
    assert state is not None
    stop(settings)
    # The file says that this very process is the server, created at another time.
    stale = dataclasses.replace(state, pid=os.getpid())
    write_state(file, stale)
    assert not is_alive(stale)
    assert running(settings) is None
    assert not stop(settings)
    assert endpoint(settings).fresh


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1}'])
def test_a_state_file_that_is_not_whole_is_no_server(text: str, settings: Settings) -> None:
    endpoint(settings)
    file = state_of(settings)
    whole = file.read_text()
    file.write_text(text)
    assert running(settings) is None
    file.write_text(whole)


def test_a_child_that_fails_is_quoted(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAKE_SERVER", "fails")
    with pytest.raises(EmbeddedModelError, match="these weights cannot be loaded"):
        endpoint(settings)


def test_too_little_memory_is_said_before_the_start(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "free_memory", lambda: 1_000_000)
    with pytest.raises(EmbeddedModelError, match="GB of memory") as caught:
        endpoint(settings)
    assert "model stop" not in caught.value.hint


def test_too_little_memory_beside_a_server_with_other_settings_names_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint(settings)
    monkeypatch.setattr(machine, "free_memory", lambda: 1_000_000)
    with pytest.raises(EmbeddedModelError, match="structurer model stop"):
        endpoint(settings.model_copy(update={"context": 512}))


def test_a_missing_package_is_named_with_the_remedy(
    tiny: Weights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "find_spec", lambda name: None)
    with pytest.raises(EmbeddedModelError, match=r"structurer\[local\]"):
        endpoint(Settings(model="local/tiny", data_dir=tmp_path))


def test_a_hosted_model_has_no_server_here(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no embedded model"):
        endpoint(Settings(model="openai/gpt", data_dir=tmp_path))


def test_keys_of_hosted_models_are_not_handed_to_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    assert "OPENAI_API_KEY" not in environment(supervisor.UNNEEDED)


def test_a_state_of_another_shape_is_not_read(tmp_path: Path) -> None:
    state = ServerState(1, 2.0, 3, "key", "tiny", "00", 1, 512, 1, "0", 4.0)
    write_state(tmp_path / "s.json", state)
    assert read_state(tmp_path / "s.json") == state
    (tmp_path / "s.json").write_text(json.dumps({**dataclasses.asdict(state), "more": 1}))
    assert read_state(tmp_path / "s.json") is None
