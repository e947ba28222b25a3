"""`structurer extract`: output in order, failures beside successes, files whole or not there, exit codes."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from structurer.kinds.imr.record import ImrRecord
from tests import letters, pdfs
from tests.answering import from_label
from tests.fault_server import FaultServer, status

ONE = letters.HERE / "2016-one-item.txt"
TWO = letters.HERE / "2016-three-items-mixed.txt"
KEYS = ["letter", "record", "evidence", "findings", "needs_review", "provenance", "usage"]

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


def test_json_is_one_object_a_letter(run: Any) -> None:
    ran = run("extract", ONE, "--read-only", "--format", "json")
    assert ran.code == 0
    assert list(json.loads(ran.out)) == KEYS


def test_jsonl_is_one_line_a_letter_in_order(run: Any) -> None:
    ran = run("extract", ONE, TWO, ONE, "--read-only", "--format", "jsonl")
    names = [json.loads(line)["letter"]["name"] for line in ran.out.splitlines()]
    assert names == [str(ONE), str(TWO), str(ONE)]


def test_a_bare_record_follows_the_schema(run: Any) -> None:
    ran = run("extract", ONE, "--read-only", "--format", "record")
    record = ImrRecord.model_validate_json(ran.out)
    assert record.case.case_number == letters.label("2016-one-item").case.case_number


def test_a_letter_that_fails_stands_in_its_place(run: Any, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(pdfs.of_pages([]))
    ran = run("extract", ONE, scan, tmp_path / "missing.txt", TWO, "--read-only", "--format", "jsonl")
    assert ran.code == 1
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert ["error" in line for line in lines] == [False, True, True, False]
    assert lines[1]["letter"] == {"name": str(scan)}
    assert lines[1]["error"]["type"] == "LetterNeedsOcr"
    assert "OCR" in lines[1]["error"]["hint"]
    assert lines[1]["error"]["retryable"] is False
    assert str(scan) in ran.err
    assert "hint" in ran.err


@pytest.mark.skipif(sys.platform != "linux", reason="names there are text")
@pytest.mark.parametrize("form", ["table", "jsonl", "json", "record"])
def test_a_name_that_is_no_text_is_no_reason_to_fail(run: Any, tmp_path: Path, form: str) -> None:
    odd = tmp_path / os.fsdecode(b"bad\xff.txt")
    odd.write_bytes(ONE.read_bytes())
    missing = tmp_path / os.fsdecode(b"gone\xff.txt")
    ran = run("extract", ONE, odd, missing, ONE, "--read-only", "--format", form, "-o", out := tmp_path / "out")
    assert ran.code == 1
    assert "gone\\udcff.txt" in ran.err
    written = out.read_text(encoding="utf-8")
    if form == "jsonl":
        names = [Path(json.loads(line)["letter"]["name"]).name for line in written.splitlines()]
        assert names == [ONE.name, "bad\\udcff.txt", "gone\\udcff.txt", ONE.name]
    elif form != "record":
        assert "bad\\udcff.txt" in written.replace("\\\\", "\\")
    assert run("extract", odd, "--read-only", "--format", form).code == 0


def test_a_name_with_a_line_break_is_a_name(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRUCTURER_ASK", "all")
    odd = tmp_path / "a\nb.txt"
    missing = run("extract", odd, "--read-only", "--format", "jsonl")
    told = json.loads(missing.out)
    assert (missing.code, told["letter"]["name"], told["error"]["type"]) == (1, str(odd), "LetterNotFound")
    odd.write_bytes(ONE.read_bytes())
    assert json.loads(run("extract", odd, "--read-only", "--format", "jsonl").out)["letter"]["name"] == str(odd)
    label = letters.HERE / "2016-one-item.json"
    assert run("check", label, odd).code == 0
    assert run("show", odd, "--read-only", "-o", tmp_path / "page.html").code == 0
    assert run("prompt", "render", "imr/item", odd).code == 0


def test_a_file_that_is_called_minus_is_no_standard_input(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-").write_bytes(ONE.read_bytes())
    assert json.loads(run("extract", "./-", "--read-only", "--format", "json").out)["letter"]["name"] == "-"


def test_the_output_file_is_whole_and_its_owners(run: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    ran = run("extract", ONE, TWO, "--read-only", "-o", out)
    assert ran.code == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob("*out*")] == ["out.jsonl"]


def test_an_interrupted_run_leaves_the_old_output(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("what was there before\n", encoding="utf-8")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("structurer.cli.extract._write", interrupted)
    ran = run("extract", ONE, "--read-only", "-o", out)
    assert ran.code == 130
    assert out.read_text(encoding="utf-8") == "what was there before\n"
    assert sorted(path.name for path in tmp_path.glob("*.part")) == []


def test_standard_input_is_a_letter(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(ONE.read_bytes())

    monkeypatch.setattr("sys.stdin", Input())
    ran = run("extract", "-", "--read-only", "--format", "json")
    assert json.loads(ran.out)["letter"]["name"] == "standard input"


def test_the_table_shows_values_places_and_findings(run: Any) -> None:
    ran = run("extract", letters.HERE / "2017-contradiction.txt", "--read-only")
    assert ran.code == 0
    for words in ("needs review", "decision", "upheld", "decision_against_conclusion", "p. 1", "read"):
        assert words in ran.out
    assert "\x1b[" not in ran.out  # plain where it is no terminal


def test_markup_in_a_letter_is_shown_as_text(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "markup.txt"
    path.write_text(ONE.read_text(encoding="utf-8").replace("unloader", "[bold red]wide[/] \\[x]"), encoding="utf-8")
    ran = run("extract", path, "--read-only")
    assert ran.code == 0
    assert "".join(ran.out.split()).count("[boldred]wide[/]\\[x]") >= 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract",),
        ("extract", "-", "-"),
        ("extract", ONE, "--format", "xml"),
        ("extract", ONE, "--kind", "postcard"),
        ("extract", ONE, "--model", "gpt-5-mini"),
        ("extract", ONE, "--model", "local/unheard-of"),
        ("extract", ONE, "--read-only", "-o", "no/such/folder/out.jsonl"),
        ("extract", ONE, "--concurrency", "0"),
        ("no-such-command",),
    ],
)
def test_wrong_use_exits_with_2(run: Any, arguments: tuple[object, ...]) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.err.strip()


def test_a_hosted_model_is_asked_by_the_strict_rules(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "a key")
    with FaultServer(respond=from_label(letters.label("2016-one-item")), key="a key") as server:
        ran = run("extract", ONE, "--model", "openai/gpt-5-mini", "--base-url", server.base_url, "--format", "json")
        assert server.refused == []
        assert server.requests
        assert all(seen.body["model"] == "gpt-5-mini" for seen in server.requests)
    assert ran.code == 0
    result = json.loads(ran.out)
    assert result["provenance"]["model"] == "openai/gpt-5-mini"
    assert result["record"]["determinations"][0]["basis"]
    assert "a key" not in ran.out + ran.err


def test_a_server_that_refuses_the_key_says_what_to_do(run: Any) -> None:
    with FaultServer(respond=lambda seen: status(401)) as server:
        ran = run("extract", ONE, "--model", "some-model", "--base-url", server.base_url, "--format", "jsonl")
    assert ran.code == 1
    error = json.loads(ran.out)["error"]
    assert error["type"] == "ModelDenied"
    assert "OPENAI_API_KEY" in error["hint"]


def test_an_output_that_knows_only_ascii_is_no_reason_to_fail(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(ONE.read_text(encoding="utf-8").replace("unloader", "unlo\u00e4der \u4e2d"), encoding="utf-8")
    both = (
        "import sys\nfrom structurer.cli.main import main\n"
        "for form in ('json', 'table'):\n"
        f"    sys.argv = ['structurer', 'extract', {str(path)!r}, '--read-only', '--format', form]\n"
        "    try:\n        main()\n    except SystemExit as end:\n        assert not end.code\n"
    )
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    ran = subprocess.run([sys.executable, "-c", both], capture_output=True, env=environment, check=True)
    assert ran.stdout.isascii()
    result, end = json.JSONDecoder().raw_decode(ran.stdout.decode())
    assert "unlo\u00e4der \u4e2d" in result["record"]["determinations"][0]["request"]
    assert "determinations" in ran.stdout.decode()[end:]


def test_an_output_called_minus_is_standard_output(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("extract", ONE, "--read-only", "--format", "json", "-o", "-")
    assert json.loads(ran.out)["letter"]["name"] == str(ONE)
    assert "determinations" in run("extract", ONE, "--read-only", "-o", "-").out  # a table, as without -o
    assert not [*tmp_path.iterdir()]


def test_signs_that_steer_a_terminal_are_not_printed(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    steering = "\x1b]0;another title\x1b\\ \x1b[2J \x9b2J \x08"
    path.write_text(ONE.read_text(encoding="utf-8").replace("knee", f"knee {steering}"), encoding="utf-8", newline="")
    for words in (("extract", path, "--read-only"), ("prompt", "render", "imr/workup", path)):
        ran = run(*words)
        assert ran.code == 0
        assert "\ufffd" in ran.out
        assert not set(ran.out) & {"\x1b", "\x9b", "\x08"}


def test_what_a_models_default_says_is_not_told_as_read(run: Any, tmp_path: Path) -> None:
    model = tmp_path / "note.py"
    model.write_text(
        "from pydantic import BaseModel\nclass Note(BaseModel):\n    currency: str = 'USD'\n", encoding="utf-8"
    )
    ran = run("extract", ONE, "--schema", f"{model}:Note", "--read-only")
    [row] = [line for line in ran.out.splitlines() if "USD" in line]
    assert "default" in row
    assert "read" not in row


def test_a_description_with_brackets_is_shown_whole(run: Any, tmp_path: Path) -> None:
    model = tmp_path / "note.py"
    model.write_text(
        "from pydantic import BaseModel, Field\n"
        "class Note(BaseModel):\n    dose: str | None = Field(None, description='the dose [mg] as in [/day]')\n",
        encoding="utf-8",
    )
    ran = run("kind", "show", f"{model}:Note")
    assert ran.code == 0
    assert "the dose [mg] as in [/day]" in " ".join(ran.out.split())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_an_output_onto_a_full_disk_is_told_without_a_traceback() -> None:
    words = [sys.executable, "-m", "structurer", "extract", str(ONE), "--read-only", "--format", "json"]
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ran.returncode == 1
    assert "No space left" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "Exception ignored" not in ran.stderr
