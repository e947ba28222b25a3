"""The other commands: check, rules, schema, cache, doctor, and the help of all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from structurer.cli.main import _COMMANDS
from structurer.errors import SettingsError
from structurer.evals.checkout import somebody
from structurer.kinds.imr import KIND
from structurer.validation import rules_of
from tests import letters

LETTER = letters.EXAMPLE
LABEL = letters.HERE / "example.json"


@pytest.mark.parametrize("command", [(), *((name,) for name in _COMMANDS)])
def test_help(run: Any, command: tuple[str, ...]) -> None:
    ran = run(*command, "--help")
    assert ran.code == 0
    assert "Usage: structurer" in ran.out


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['structurer', '--help']\n"
        "from structurer.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'openai', 'instructor', 'pydantic', 'pypdfium2', 'rich', 'diskcache'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


def test_a_right_record_passes(run: Any) -> None:
    ran = run("check", LABEL, LETTER)
    assert ran.code == 0
    assert "0 findings" in ran.out


def test_a_wrong_record_fails_and_says_where(run: Any, tmp_path: Path) -> None:
    record = json.loads(LABEL.read_text(encoding="utf-8"))
    record["determinations"][1]["decision"] = "overturned"
    path = tmp_path / "record.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    ran = run("check", path, LETTER, "--format", "json")
    assert ran.code == 1
    found = {finding["rule"]: finding for finding in json.loads(ran.out)}
    assert found["decision_against_heading"]["path"] == "/determinations/1/decision"
    assert found["decision_against_heading"]["span"]["text"] == "Upheld"


def test_a_letter_may_be_as_long_as_the_settings_say(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRUCTURER_MAX_LETTER_CHARACTERS", "100")
    refused = run("check", LABEL, LETTER)
    assert (refused.code, "max_letter_characters" in refused.err) == (1, True)
    monkeypatch.setenv("STRUCTURER_MAX_LETTER_CHARACTERS", "1000000")
    long = tmp_path / "long.txt"
    long.write_text(LETTER.read_text(encoding="utf-8") + "\n" * 500_000, encoding="utf-8")
    assert run("check", LABEL, long).code == 0


def test_findings_are_json_that_any_output_can_hold(tmp_path: Path) -> None:
    record = json.loads(LABEL.read_text(encoding="utf-8"))
    record["clinical"]["complaints"] = ["\u2265 4 of ten"]
    (tmp_path / "record.json").write_text(json.dumps(record), encoding="utf-8")
    words = [sys.executable, "-m", "structurer", "check", "record.json", str(LETTER), "--format", "json"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii:strict"}
    ran = subprocess.run(words, capture_output=True, cwd=tmp_path, env=environment, check=False)
    assert ran.returncode == 1
    assert json.loads(ran.stdout.decode("ascii"))
    assert b"Traceback" not in ran.stderr


def test_a_whole_result_is_checked_with_its_evidence(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    assert run("extract", LETTER, "--read-only", "--format", "json", "-o", path).code == 0
    result = json.loads(path.read_text(encoding="utf-8"))
    moved = result["evidence"]["/worker/age"][0]
    moved["start"] += 1
    moved["end"] += 1
    path.write_text(json.dumps(result), encoding="utf-8")
    ran = run("check", path, LETTER, "--format", "json")
    assert {"evidence_elsewhere"} <= {finding["rule"] for finding in json.loads(ran.out)}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("not JSON", "not JSON"),
        ("[1, 2]", "schema"),
        ('{"determinations": [{"request": "x", "decision": "perhaps"}]}', "/determinations/0/decision"),
        ('{"surprise": 1}', "/surprise"),
        ('{"record": {}, "evidence": {"/worker/age": [{"start": "x"}]}}', "evidence is malformed"),
    ],
)
def test_a_file_that_is_no_record_is_refused(run: Any, tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "record.json"
    path.write_text(content, encoding="utf-8")
    ran = run("check", path, LETTER)
    assert ran.code == 1
    assert says in ran.err
    assert "hint" in ran.err


MODELS = """
from pydantic import BaseModel


class Memo(BaseModel):
    topic: str | None = None
    tags: list[str] = []


class Registered(BaseModel):
    record: str | None = None
    letter: str | None = None
"""


@pytest.mark.parametrize(
    ("model", "content", "code", "says"),
    [
        ("Memo", {"topic": None}, 0, ""),
        ("Memo", {"topik": "shoulders"}, 1, "no such field: topik"),
        ("Memo", {"record": {"topik": "shoulders"}, "evidence": {}}, 1, "no such field: topik"),
        ("Memo", {"record": {"topic": None}, "evidence": {}}, 0, ""),
        ("Registered", {"record": "MRN 5", "letter": None}, 0, ""),
        ("Registered", {"record": {"record": "MRN 5"}, "letter": {}, "evidence": {}, "provenance": {}}, 0, ""),
        ("Registered", {"record": {"recrod": "MRN 5"}, "letter": {}, "evidence": {}, "provenance": {}}, 1, "recrod"),
    ],
)
def test_a_field_that_the_model_has_not_is_misspelt(
    run: Any, tmp_path: Path, model: str, content: dict[str, Any], code: int, says: str
) -> None:
    (tmp_path / "models.py").write_text(MODELS)
    (tmp_path / "letter.txt").write_text("Registered as MRN 5. It is about shoulders.\n")
    (tmp_path / "record.json").write_text(json.dumps(content))
    ran = run("check", tmp_path / "record.json", tmp_path / "letter.txt", "--schema", f"{tmp_path}/models.py:{model}")
    assert ran.code == code, ran.err
    assert says in ran.err


def test_a_record_that_is_not_there_is_refused(run: Any, tmp_path: Path) -> None:
    assert run("check", tmp_path / "none.json", LETTER).code == 1


def test_rules_lists_every_rule(run: Any) -> None:
    ran = run("rules")
    assert all(rule.name in ran.out for rule in rules_of(KIND))


def test_the_published_schema_is_in_step(run: Any) -> None:
    assert run("schema", "check").code == 0


def test_a_schema_out_of_step_is_told(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("structurer.schema.folder", lambda name: tmp_path)
    ran = run("schema", "check")
    assert ran.code == 1
    assert "schema export" in ran.err
    assert run("schema", "export", "-o", tmp_path).code == 0
    assert run("schema", "check").code == 0


def test_the_schema_describes_every_field(run: Any) -> None:
    schema = json.loads(run("schema", "export", "--kind", "imr").out)
    assert schema["$id"] == "urn:structurer:imr:1"
    assert set(schema["properties"]) == {
        "case", "reviewer", "worker", "clinical", "determinations", "documents_reviewed",
    }  # fmt: skip


def test_cache_stats_and_clear(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRUCTURER_CACHE_DIR", str(tmp_path / "kept"))
    told = run("cache", "stats")
    assert told.code == 0
    assert str(tmp_path / "kept") in told.out
    assert "answers  0" in told.out
    assert run("cache", "clear", "--yes").code == 0


def test_doctor_names_what_is_amiss_and_prints_no_key(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRUCTURER_API_KEY", "sk-very-secret")
    monkeypatch.setenv("STRUCTURER_REPAIRS", "2")
    ran = run("doctor")
    assert ran.code == 0  # that the weights are not in this empty home is nothing amiss: the first run fetches them
    assert "structurer model pull" in ran.out
    assert "STRUCTURER_REPAIRS" in ran.out
    assert "sk-very-secret" not in ran.out + ran.err
    assert "kind imr" in ran.out


@pytest.mark.parametrize(
    ("base_url", "shown"),
    [
        ("http://nurse:hunter2@127.0.0.1:9/v1", "http://…@127.0.0.1:9/v1 "),
        ("http://127.0.0.1:9/hunter2/v1/", "http://127.0.0.1:9/…/v1 "),
        ("http://127.0.0.1:9/hunter2", "http://127.0.0.1:9/… "),
        ("http://127.0.0.1:9/v1?key=hunter2", "http://127.0.0.1:9/v1?… "),
        ("http://127.0.0.1:9/", "http://127.0.0.1:9 "),
    ],
)
def test_doctor_prints_no_key_of_a_base_url(run: Any, base_url: str, shown: str) -> None:
    ran = run("doctor", "--model", "m", "--base-url", base_url)
    assert shown in ran.out
    assert "hunter2" not in ran.out + ran.err
    assert "nurse" not in ran.out + ran.err


class Lists(BaseHTTPRequestHandler):
    """Answers every GET with the same body."""

    body = b"{}"
    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if self.body.startswith(b"<") else "application/json")
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Tests are quiet."""


@pytest.fixture
def listing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], tuple[str, list[Any]]]]:
    """Serves a body, wherever it is asked: the server's address, and what comes to be asked."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Lists) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

        def serves(body: str) -> tuple[str, list[Any]]:
            monkeypatch.setattr(Lists, "body", body.encode())
            monkeypatch.setattr(Lists, "asked", [])
            return f"http://127.0.0.1:{server.server_address[1]}", Lists.asked

        yield serves
        server.shutdown()


LOOPBACK = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


@LOOPBACK
@pytest.mark.parametrize(
    "body", ["<!doctype html><title>a chat</title>", '{"error": "Unexpected endpoint (GET /models)"}', "{", "[]", '""']
)
def test_doctor_tells_a_server_that_lists_no_models_what_a_base_url_ends_in(run: Any, listing: Any, body: str) -> None:
    base_url, _ = listing(body)
    ran = run("doctor", "--model", "m", "--base-url", base_url)
    assert ran.code == 1
    assert "answers with something that is no list of models" in ran.out
    assert "it most often ends in /v1" in " ".join(ran.out.split())
    assert ran.err == ""


class ListsBelow(Lists):
    """A server that has its API at /v1, and nothing elsewhere."""

    def do_GET(self) -> None:
        if self.path.startswith("/v1/"):
            super().do_GET()
        else:
            self.send_error(404)


@LOOPBACK
@pytest.mark.parametrize(
    ("path", "body", "code", "says"),
    [
        ("", '{"object": "list", "data": []}', 1, "it does not list models: HTTP 404; at /v1 below it one does"),
        ("/", '{"object": "list", "data": []}', 1, "it most often ends in /v1"),
        ("/v1", '{"object": "list", "data": []}', 0, "reachable, 0 models"),
        ("", "no list", 0, "reachable (it does not list models: HTTP 404)"),
        ("/other/v1", '{"object": "list", "data": []}', 0, "reachable (it does not list models: HTTP 404)"),
    ],
)
def test_doctor_tells_a_base_url_without_its_v1(
    run: Any, monkeypatch: pytest.MonkeyPatch, path: str, body: str, code: int, says: str
) -> None:
    monkeypatch.setattr(Lists, "body", body.encode())
    monkeypatch.setattr(Lists, "asked", [])
    with ThreadingHTTPServer(("127.0.0.1", 0), ListsBelow) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        ran = run("doctor", "--model", "m", "--base-url", f"http://127.0.0.1:{server.server_address[1]}{path}")
        server.shutdown()
    assert says in " ".join(ran.out.split())
    assert ran.code == code


@LOOPBACK
def test_doctor_asks_a_server_on_this_machine_as_letters_do(
    run: Any, listing: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, asked = listing(json.dumps({"object": "list", "data": [{"id": "m", "object": "model"}]}))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, address)
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OPENAI_ORG_ID", "their-org")
    monkeypatch.setenv("STRUCTURER_API_KEY", "sk-own")
    ran = run("doctor", "--model", "m", "--base-url", "http://127.0.0.1:9/v1")
    assert (ran.code, asked) == (1, []), "no proxy is asked, nor told the key"
    assert "cannot be reached" in ran.out
    ran = run("doctor", "--model", "m", "--base-url", f"{address}/v1")
    assert ran.code == 0
    assert "reachable, 1 model" in ran.out
    [(path, headers)] = asked
    assert (path, headers["authorization"]) == ("/v1/models", "Bearer sk-own")
    assert "their-org" not in str(headers)


def test_doctor_reports_a_setting_that_cannot_be(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRUCTURER_SLOTS", "many")
    ran = run("doctor")
    assert ran.code == 1
    assert "slots" in ran.out


def test_the_model_commands_know_the_weights(run: Any) -> None:
    ran = run("model", "list")
    assert ran.code == 0
    assert "local/qwen2.5-coder-1.5b" in ran.out
    assert "structurer model pull" in ran.out


LONG = "a" * 300
"""No file can be called so."""


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("extract", LETTER, "--read-only", "-o", f"{LONG}.json"), 1),
        (("show", LETTER, "--read-only", "-o", f"{LONG}.html"), 1),
        (("schema", "export", "-o", f"file/{LONG}"), 1),
        (("kind", "new", "my_kind", "-o", "file/my_kind"), 1),
        (("kind", "new", "my_kind", "-o", LONG), 1),
        (("ingest", "run", LETTER, "--read-only", "--out", f"{LONG}.jsonl"), 2),
        (("ingest", "run", LETTER, "--read-only", "--out", "out.jsonl", "--journal", LONG), 2),
        (("ingest", "status", LONG), 1),
        (("eval", "run", LONG), 2),
        (("check", LABEL, LONG), 1),
        (("check", LONG, LETTER), 1),
    ],
)
def test_what_the_system_does_not_let_be_done_is_told_with_a_remedy(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[object, ...], code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("")
    ran = run(*command)
    assert ran.code == code
    assert ran.err.startswith("error: ")
    assert "hint: " in ran.err
    assert "defect" not in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(sys.platform != "linux", reason="of Linux: nothing can be made in its folders, whoever one is")
@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("extract", LETTER, "--read-only", "-o", "/proc/x.json"), 1),
        (("ingest", "run", LETTER, "--read-only", "--out", "/proc/x.jsonl", "--journal", "here.journal"), 2),
        (("ingest", "run", LETTER, "--read-only", "--out", "here.jsonl", "--journal", "/proc/journal"), 2),
    ],
)
def test_a_place_that_takes_no_files_is_told_before_anything_is_done(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[object, ...], code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(*command)
    assert (ran.code, "/proc/" in ran.err, "hint: " in ran.err) == (code, True, True)
    assert [*tmp_path.iterdir()] == []


def test_somebody_without_a_name_is_asked_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 1234")

    monkeypatch.setattr("getpass.getuser", nobody)
    monkeypatch.setattr("structurer.evals.checkout.user_of", lambda folder: None)
    with pytest.raises(SettingsError) as asked:
        somebody(tmp_path, "--reader")
    assert asked.value.hint == "say it: --reader NAME"
