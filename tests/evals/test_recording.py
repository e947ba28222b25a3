"""Recordings: which of them a suite still needs, and that replays of them go by the suite and by nobody's machine."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Any

import pytest
from vcr.request import Request

from structurer.evals.cassettes import _request
from structurer.evals.plan import Plan
from structurer.evals.recording import stray_cassettes
from structurer.evals.recordings import PlayingClient, playing, read_recordings
from structurer.evals.runs import read_run
from structurer.evals.suite import load_suite
from structurer.pipeline import Structurer
from structurer.resources import folder
from structurer.settings import load_settings
from tests import letters
from tests.cli.conftest import run as run
from tests.fault_server import FaultServer, Seen, Step, body, rate_limited, says, status, unsupported

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

NOTE = "from pydantic import BaseModel\nclass Note(BaseModel):\n    part: str | None = None\n"


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A suite of one letter, of a model that some server has."""
    found = tmp_path / "suite"
    for name, text in {
        "note.py": NOTE,
        "suite.toml": 'kind = "note.py:Note"\nmodel = "m"\ncassettes = "cassettes"\n',
        "letters/letter.txt": "It is about his back.\n",
        "labels/letter.json": '{"part": "his back"}',
    }.items():
        (found / name).parent.mkdir(parents=True, exist_ok=True)
        (found / name).write_text(text)
    return found


@pytest.fixture
def recorded(suite: Path, run: Any) -> Path:
    """The same, recorded from a server on this machine that is gone since."""
    with FaultServer(respond=lambda seen: says({"part": "his back"})) as server:
        assert run("eval", "record", suite, "--base-url", server.base_url).code == 0
        assert len(server.requests) == 1
    return suite


def test_recordings_about_a_letter_that_has_no_label_yet_are_kept(tmp_path: Path) -> None:
    labelled, unlabelled = "2016-one-item", "2017-contradiction"
    for part in ("letters", "labels", "cassettes"):
        (tmp_path / part).mkdir()
    for name in (labelled, unlabelled):
        shutil.copy(letters.HERE / f"{name}.txt", tmp_path / "letters")
    shutil.copy(letters.HERE / f"{labelled}.json", tmp_path / "labels")
    for name in (labelled, unlabelled, "nobodys"):
        (tmp_path / "cassettes" / f"{name}.yaml").write_text("")
    (tmp_path / "suite.toml").write_text('kind = "imr"\npartial = true\ncassettes = "cassettes"\n')
    assert [path.stem for path in stray_cassettes(load_suite(tmp_path))] == ["nobodys"]


# Whose they are


@pytest.mark.parametrize("server", ["http://127.0.0.1:9", "https://gateway.example.org:8443"])
def test_a_replay_needs_no_address_and_names_the_host_that_was_recorded(
    recorded: Path, run: Any, monkeypatch: pytest.MonkeyPatch, server: str
) -> None:
    cassette = recorded / "cassettes" / "letter.yaml"
    cassette.write_text(cassette.read_text().replace("http://127.0.0.1:9/", f"{server}/"))
    for name in ("STRUCTURER_BASE_URL", "OPENAI_BASE_URL", ""):
        if name:
            monkeypatch.setenv(name, "https://elsewhere.example.org/v1")
        path = recorded / f"run{name}.jsonl"
        ran = run("eval", "run", recorded, "-o", path, "--quiet")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.endswith("micro F1 1.0000\n")
        assert read_run(path).head.host == server.partition("//")[2]


def test_a_replay_takes_no_turns_and_no_key(recorded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"RPM": "1", "TPM": "1", "CONCURRENCY": "1", "API_KEY": "secret"}.items():
        monkeypatch.setenv(f"STRUCTURER_{name}", value)
    settings = Plan(load_suite(recorded)).loaded()
    assert (settings.rpm, settings.tpm, settings.concurrency) == (None, None, None)
    assert settings.api_key is not None
    assert settings.api_key.get_secret_value() == "none"


def test_what_is_recorded_is_asked_with_the_settings_key_and_kept_without(
    suite: Path, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRUCTURER_API_KEY", "secret")
    with FaultServer(respond=lambda seen: says({"part": "his back"})) as server:
        monkeypatch.setenv("STRUCTURER_BASE_URL", server.base_url)
        assert run("eval", "record", suite).code == 0
    assert [seen.headers["authorization"] for seen in server.requests] == ["Bearer secret"]
    assert "secret" not in (suite / "cassettes" / "letter.yaml").read_text()
    kept = _request(Request("POST", "https://user:secret@gateway.example.org/v1/chat/completions", b"{}", {}))
    assert kept.uri == "https://gateway.example.org/v1/chat/completions"


@pytest.mark.parametrize("passing", [rate_limited(milliseconds=1), body("<p>A proxy's page.</p>", "text/html")])
def test_what_may_be_said_otherwise_the_next_time_is_not_recorded(suite: Path, run: Any, passing: Step) -> None:
    """A replay tries once: a refusal that the client tried again after would stand before the answer."""
    with FaultServer([passing], respond=lambda seen: says({"part": "his back"})) as server:
        assert run("eval", "record", suite, "--base-url", server.base_url).code == 0
        assert len(server.requests) == 2
        assert run("eval", "record", suite, "--base-url", server.base_url).code == 0
        assert len(server.requests) == 2
    assert run("eval", "run", suite, "--quiet").out.endswith("micro F1 1.0000\n")


def test_a_letter_that_was_refused_for_now_is_asked_about_again(suite: Path, run: Any) -> None:
    with FaultServer([status(401, "invalid_api_key")], respond=lambda seen: says({"part": "his back"})) as server:
        assert run("eval", "record", suite, "--base-url", server.base_url).code == 2
        assert run("eval", "record", suite, "--base-url", server.base_url).code == 0
    assert run("eval", "run", suite, "--quiet").out.endswith("micro F1 1.0000\n")


def test_a_cassette_that_holds_a_refusal_for_now_is_played_without(recorded: Path, run: Any) -> None:
    path = recorded / "cassettes" / "letter.yaml"
    head, _, one = path.read_text().partition("interactions:\n")
    one, _, foot = one.rpartition("version:")
    path.write_text(f"{head}interactions:\n{one.replace('code: 200', 'code: 429')}{one}version:{foot}")
    assert run("eval", "run", recorded, "--quiet").out.endswith("micro F1 1.0000\n")


def test_what_another_model_said_stays_and_is_not_counted(recorded: Path, run: Any) -> None:
    with FaultServer(respond=lambda seen: says({"part": None})) as server:
        asked = ("eval", "record", recorded, "--base-url", server.base_url, "--prune")
        assert run(*asked, "--model", "other").code == 0
        assert run(*asked).code == 0
        assert len(server.requests) == 1
    ran = run("eval", "run", recorded, "--quiet")
    assert (ran.out.endswith("micro F1 1.0000\n"), ran.err) == (True, "")
    assert run("eval", "run", recorded, "--model", "other", "--quiet").out.endswith("micro F1 0.0000\n")


def test_the_command_that_prunes_names_suite_and_model_that_were_replayed(
    recorded: Path, run: Any, tmp_path: Path
) -> None:
    prompts = tmp_path / "prompts"
    shutil.copytree(folder("prompts"), prompts)
    words = (recorded, "--model", "other", "--prompts", prompts)
    with FaultServer(respond=lambda seen: says({"part": "his back"})) as server:
        assert run("eval", "record", *words, "--base-url", server.base_url).code == 0
        prompt = prompts / "least" / "record.md"
        prompt.write_text(f"{prompt.read_text()}\nKeep to the letter's words.\n")
        assert run("eval", "record", *words, "--base-url", server.base_url).code == 0
    told = run("eval", "run", *words).err
    assert "not asked for: 1 recorded reply in 1 cassette" in told
    assert f"structurer eval record {recorded} --model other --prompts {prompts} --prune removes them" in told


def test_what_is_not_recorded_is_not_asked_where_no_server_is_named(suite: Path, run: Any) -> None:
    ran = run("eval", "record", suite)
    assert ran.code == 2
    assert "or give a base URL" in ran.err


def test_what_a_server_on_this_machine_said_is_played_at_another_port(recorded: Path) -> None:
    suite = load_suite(recorded)
    client = PlayingClient(load_settings(model="m", base_url="http://localhost:8000/v1"), cache=None)
    with playing(read_recordings(recorded / "cassettes" / "letter.yaml")):
        found = asyncio.run(Structurer(suite.kind, client=client).astructure(suite.cases[0].letter))
    assert found.record.model_dump() == {"part": "his back"}
    assert [call.cached for call in found.provenance.calls] == [True]


def test_a_parameter_that_was_refused_in_a_recording_is_not_asked_with(suite: Path, run: Any) -> None:
    def respond(seen: Seen) -> Step:
        return unsupported("temperature") if "temperature" in seen.body else says({"part": "his back"})

    with FaultServer(respond=respond) as server:
        assert run("eval", "record", suite, "--base-url", server.base_url).code == 0
        before = len(server.requests)
        client = PlayingClient(load_settings(model="m", base_url=server.base_url), cache=None)
        with playing(read_recordings(suite / "cassettes" / "letter.yaml")):
            found = asyncio.run(
                Structurer(load_suite(suite).kind, client=client).astructure(load_suite(suite).cases[0].letter)
            )
        assert len(server.requests) == before
    assert [call.cached for call in found.provenance.calls] == [True]


def test_what_only_the_settings_say_is_told(
    recorded: Path, run: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(folder("prompts"), tmp_path / "prompts")
    monkeypatch.setenv("STRUCTURER_MODEL", "m")
    monkeypatch.setenv("STRUCTURER_PROMPTS_DIR", str(tmp_path / "prompts"))
    asked = ("eval", "run", recorded, "--quiet")
    assert run(*asked, "-o", tmp_path / "named.jsonl", "--prompts", tmp_path / "prompts").err == ""
    path = recorded / "suite.toml"
    path.write_text(path.read_text().replace('model = "m"\n', ""))
    for words in (("eval", "record", recorded), (*asked, "-o", tmp_path / "run.jsonl")):
        told = run(*words).err
        assert "by the settings: model = m\n" in told
        assert f"by the settings: prompts_dir = {tmp_path / 'prompts'}\n" in told
        assert "hint: structurer doctor" in told
