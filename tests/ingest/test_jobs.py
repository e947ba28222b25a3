"""Jobs as users have them: gone on with, within budgets, interrupted, by several processes, from the command line."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pydantic import BaseModel

from structurer import Letter, LetterKind, Structurer
from structurer.cli.ingest.words import progress_data, progress_line, summary_lines
from structurer.cli.main import structurer as command
from structurer.errors import KindError, SettingsError, WritingInterrupted
from structurer.ingest.budget import Budget
from structurer.ingest.engine import Engine
from structurer.ingest.halt import Halt
from structurer.ingest.hooks import hook
from structurer.ingest.job import aingest, ingest
from structurer.ingest.journal import Journal
from structurer.ingest.journal.looking import Counts
from structurer.ingest.journal.money import Spent
from structurer.ingest.plan import Plan as JobPlan
from structurer.ingest.plan import Summary
from structurer.ingest.progress import Progress
from structurer.ingest.row import Row
from structurer.kind import Reader, Reading
from structurer.letter import Page
from structurer.sections import Outline
from tests.ingest.faults import Fault, Plan
from tests.ingest.jobs import FEW, NEEDING, dead, lasting, rows, run
from tests.ingest.server import RecordedServer
from tests.kinds.ur import letters as ur

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


@pytest.fixture(autouse=True)
def no_certificates(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every client reads the certificates, 50 ms; this server has none."""
    monkeypatch.setattr("ssl.SSLContext.load_verify_locations", lambda *_, **__: None)
    return


def cli(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, ["ingest", *map(str, arguments)], standalone_mode=False)


def test_a_job_that_is_done_asks_nothing_more_and_writes_the_same(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer() as server:
        assert run(out, server.base_url).ok
        before, requests = out.read_bytes(), server.books.requests
        again = run(out, server.base_url)
        assert (again.ok, again.here, server.books.requests) == (True, 0, requests)
    assert out.read_bytes() == before
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_a_letter_under_two_names_is_structured_once_and_reported_under_both(tmp_path: Path) -> None:
    copy, (one, other) = tmp_path / "copy.txt", NEEDING[:2]
    shutil.copy(one, copy)
    out = tmp_path / "out.jsonl"
    with RecordedServer() as server:
        summary = run(out, server.base_url, [one, other, copy])
        assert max(server.books.answered.values()) == 1
    assert (summary.counts.letters, summary.counts.names) == (2, 3)
    assert [(row["name"], row["other_names"]) for row in rows(out)] == [(str(one), [str(copy)]), (str(other), [])]


def test_letters_that_come_later_are_added(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer() as server:
        run(out, server.base_url, FEW[:2])
        summary = run(out, server.base_url, FEW[2:4])
    assert summary.here == 2
    assert [row["name"] for row in rows(out)] == [str(path) for path in FEW[:4]]


def test_another_model_is_another_result_and_is_not_taken_silently(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer() as server:
        run(out, server.base_url, FEW[:3])
        with pytest.raises(SettingsError, match="model recorded → another") as caught:
            run(out, server.base_url, FEW[:4], model="another")
        assert "--changed" in caught.value.hint
        with pytest.raises(SettingsError, match="path none → "):
            run(out, server.base_url.replace("/v1", "/another/v1"), FEW[:4])
        kept = run(out, server.base_url, FEW[:4], model="another", changed="keep")
        assert kept.here == 1
        redone = run(out, server.base_url, FEW[:4], model="another", changed="redo")
        assert redone.here == 3
    assert {row["model"] for row in rows(out)} == {"another"}


def test_no_answered_call_is_paid_again_when_a_job_is_stopped_at_once(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"

    def stops(engine: Engine) -> None:
        asyncio.get_running_loop().call_later(0.25, engine.stop_now)

    with RecordedServer(latency=0.08) as server:
        runs = 0
        while True:
            summary = run(out, server.base_url, watch=stops if runs < 4 else lambda engine: None)
            runs += 1
            if summary.stop is None:
                break
            assert summary.stop.reason == "interrupted"
            assert not out.exists()
        assert runs > 2
        again = sum(server.books.answered.values()) - len(server.books.answered)
        assert again <= 8 * (runs - 1), "but those in flight, which may have been answered to nobody"
    assert summary.ok


def test_a_first_interruption_finishes_what_is_in_work(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"

    def stops(engine: Engine) -> None:
        asyncio.get_running_loop().call_later(0.2, engine.stop, "interrupted")

    with RecordedServer(latency=0.1) as server:
        summary = run(out, server.base_url, watch=stops, in_work=3)
        assert summary.stop is not None
        assert summary.counts.working == 0
        assert 3 <= summary.counts.done < len(FEW)
        assert server.books.gone == 0


def test_a_budget_of_tokens_is_never_passed_and_the_job_goes_on_with_more(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer() as server:
        summary = run(out, server.base_url, budget=Budget(tokens=12_000))
        assert summary.stop is not None
        assert summary.stop.reason == "budget"
        assert 0 < summary.spent.read + summary.spent.written <= 12_000
        assert server.books.input_tokens + server.books.output_tokens <= 12_000
        assert summary.counts.failed == 0
        assert run(out, server.base_url).ok
        assert max(server.books.answered.values()) == 1


def test_a_budget_of_money_needs_prices_and_is_never_passed(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer() as server:
        with pytest.raises(SettingsError, match="price"):
            run(out, server.base_url, budget=Budget(cost=1.0))
        # As much as the dearest question may cost, and a little: whichever is asked first, there is enough for one.
        summary = run(
            out, server.base_url, budget=Budget(cost=0.026), price_input=1.0, price_output=10.0, concurrency=1
        )
        assert summary.stop is not None
        assert 0 < summary.spent.cost <= 0.026
        done = run(out, server.base_url, budget=Budget(cost=5.0), price_input=1.0, price_output=10.0)
    assert done.ok
    assert done.spent.cost == pytest.approx(done.spent.read / 1e6 + done.spent.written / 1e5)
    assert all(row["cost"] is not None for row in rows(out))


def test_two_processes_share_a_job_and_do_no_letter_twice(tmp_path: Path) -> None:
    out, alone = tmp_path / "out.jsonl", tmp_path / "alone.jsonl"
    with RecordedServer(latency=0.02) as server:
        run(alone, server.base_url)
        server.books.answered.clear()
        summary = run(out, server.base_url, processes=2, concurrency=8, in_work=2)
        assert max(server.books.answered.values()) == 1
    assert summary.ok
    assert summary.here == len(FEW)
    assert [lasting(row) for row in rows(out)] == [lasting(row) for row in rows(alone)]


def test_what_is_redacted_is_never_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hiding.py").write_text("def names(text):\n    return text.replace('unloader', '########')\n")
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "out.jsonl"
    assert cli(FEW[3], "--read-only", "--redact", "hiding:names", "--out", out).return_value == 0
    assert "unloader" in FEW[3].read_text(encoding="utf-8")
    assert "unloader" not in json.dumps(rows(out))
    assert isinstance(cli(FEW[3], "--read-only", "--redact", "hiding:none", "--out", out).exception, SettingsError)


@pytest.mark.parametrize("taken", ["json", "sys", "email.message"])
def test_a_hook_of_a_name_that_is_taken_is_refused(taken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = taken.partition(".")[0]
    (tmp_path / f"{package}.py").write_text("def names(text):\n    return ''\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match="another module of that name") as refused:
        hook(f"{taken}:__name__")
    assert "another name" in str(refused.value.hint)


def test_a_hook_is_taken_from_the_working_folder_or_from_where_python_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hooks_here").mkdir()
    (tmp_path / "hooks_here" / "within.py").write_text("def names(text):\n    return text.upper()\n")
    monkeypatch.chdir(tmp_path)
    within, dedent = hook("hooks_here.within:names"), hook("textwrap:dedent")
    assert within is not None
    assert dedent is not None
    assert (within("a"), dedent(" a")) == ("A", "a")
    assert str(tmp_path) not in sys.path


def test_letters_at_hand_are_ingested_by_a_program(tmp_path: Path) -> None:
    letters = [Letter.from_text(path.read_text(encoding="utf-8"), path.stem) for path in FEW[:2]]
    summary = ingest([*letters, FEW[2]], tmp_path / "out.jsonl", read_only=True)
    assert summary.ok
    assert [row["name"] for row in rows(tmp_path / "out.jsonl")] == [FEW[0].stem, FEW[1].stem, str(FEW[2])]


def test_what_a_letter_at_hand_says_of_its_loading_is_in_its_row(tmp_path: Path) -> None:
    text, note = FEW[0].read_text(encoding="utf-8"), "page 2 of 2 has no text"
    half = len(text) // 2
    given = Letter("scan", text, (Page(1, 0, half), Page(2, half, len(text))), "pdf", (note,))
    assert ingest(given, tmp_path / "out.jsonl", read_only=True).ok
    (row,) = rows(tmp_path / "out.jsonl")
    assert (row["name"], row["medium"], row["pages"], row["needs_review"]) == ("scan", "pdf", 2, True)
    assert [found["message"] for found in row["findings"] if found["rule"] == "letter_incomplete"] == [note]


def test_letters_at_hand_that_end_differently_are_no_duplicates(tmp_path: Path) -> None:
    text = FEW[0].read_text(encoding="utf-8")
    letters = [Letter.from_text(f"{text}\n{end}", end) for end in ("one", "two")]
    assert ingest(letters, tmp_path / "out.jsonl", read_only=True, max_letter_bytes=100).ok
    assert [row["name"] for row in rows(tmp_path / "out.jsonl")] == ["one", "two"]


class Claim(BaseModel):
    number: int | None = None


@pytest.mark.parametrize("ending", ["jsonl", "sqlite"])
def test_a_number_that_no_column_holds_costs_its_letter_and_not_the_output(tmp_path: Path, ending: str) -> None:
    def read(letter: Letter, outline: Outline) -> Iterator[Reading]:
        yield Reading("/number", int(letter.text), letter.span(0, len(letter.text)))

    letters = [Letter.from_text(text, text) for text in ("5", str(10**20), str(2**63 - 1))]
    out = tmp_path / f"out.{ending}"
    kind = LetterKind("claims", 1, Claim, readers=(Reader("number", read),))
    summary = ingest(letters, out, kind=kind, read_only=True)
    assert (summary.counts.done, summary.counts.failed, summary.rows) == (2, 1, 3)
    (told,) = dead(out)
    assert (told["name"], told["type"], told["stage"]) == (str(10**20), "RecordError", "answer")
    assert "64 bits" in told["message"]
    assert told["hint"]


def test_letters_that_can_be_gone_through_once_only_are_recognised_and_structured(tmp_path: Path) -> None:
    summary = ingest((path for path in FEW[:3]), tmp_path / "out.jsonl", read_only=True)
    assert (summary.ok, summary.rows) == (True, 3)


def test_the_command_tells_fails_retries_and_exports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "letters"
    folder.mkdir()
    shutil.copy(FEW[0], folder)
    (folder / "empty.txt").write_text("")
    (folder / "recipe.txt").write_text("Two eggs and a pound of flour make no letter of any kind.\n")
    done = cli("letters", "--read-only", "--out", "out.jsonl", "--progress", "json")
    assert done.return_value == 1
    last = json.loads(done.stderr.splitlines()[-1])
    assert (last["letters"]["done"], last["letters"]["failed"], last["rows"]) == (1, 2, 3)
    told = json.loads(cli("status", "--format", "json").stdout)
    assert {(one["stage"], one["type"]) for one in told["failures"]} == {
        ("load", "LetterEmpty"),
        ("kind", "LetterNotOfKind"),
    }
    assert "2 failed" in cli("status", "out.jsonl").stdout
    assert [(row["name"], row["status"]) for row in rows(tmp_path / "out.jsonl")] == [
        (f"letters/{FEW[0].name}", "done"), ("letters/empty.txt", "failed"), ("letters/recipe.txt", "failed"),
    ]  # fmt: skip
    assert cli("retry").return_value == 0
    assert "2 left" in cli("status").stdout
    assert cli("export", "--out", "half.sqlite").return_value == 0
    (folder / "empty.txt").unlink()
    (folder / "recipe.txt").write_bytes(FEW[1].read_bytes())
    assert cli("run", "letters", "--read-only", "--out", "out.jsonl").return_value == 1, "empty.txt stays what it was"
    assert cli("export", "--out", "all.duckdb").return_value == 0
    assert (tmp_path / "all.duckdb").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing/", "--out", "o.jsonl"], "there is no"),
        (["letters", "--out", "o.xlsx"], ".jsonl"),
        (["letters"], "--out"),
        (["letters", "--out", "no/where/o.jsonl"], "folder"),
        (["letters", "--out", "o.jsonl", "--price", "cheap"], "two prices"),
        (["letters", "--out", "o.jsonl", "--batch"], "embedded model"),
        (["status"], "no journal"),
        (["export", "o.jsonl", "--out", "p.jsonl"], "no journal"),
    ],
)
def test_wrong_use_is_told_before_anything_is_done(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letters").mkdir()
    shutil.copy(FEW[0], tmp_path / "letters")
    failed = cli(*arguments).exception
    assert failed is not None
    told = f"{getattr(failed, 'message', failed)} {getattr(failed, 'hint', '')}"
    assert said in told
    assert list(tmp_path.glob("o.*")) == [], "not even a journal"


def test_a_dry_run_says_what_a_job_would_take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(FEW[0], tmp_path / "copy.txt")
    given = [*map(str, FEW), "copy.txt", "--out", "out.jsonl", "--dry-run", "--model", "openai/gpt-4o-mini"]
    told = cli(*given).stdout
    assert f"{len(FEW)} letters" in told
    assert "1 name of letters that came before" in told
    assert "genai-prices" in told
    assert "tokens" in told
    assert "about $" in told
    assert "without what is asked again" in " ".join(told.split())
    assert list(tmp_path.glob("out*")) == [], "nothing is begun"
    assert "not known (give --price" in cli(*given[:-1], "own", "--base-url", "http://127.0.0.1:9/v1").stdout
    unread = cli("copy.txt", "--out", "out.jsonl", "--dry-run", "--read-only").stdout
    assert "nothing" in unread


def test_the_rate_and_the_time_left_are_those_of_all_processes_at_the_job(tmp_path: Path) -> None:
    seen: list[Progress] = []

    def watch(engine: Engine) -> None:
        journal = Journal(engine.journal.path)
        worker = journal.enter()
        journal.place("another's", "sha256:a", "", 99, 0)
        journal.claim("sha256:a", worker)
        journal.finish("sha256:a", worker, "failed", engine.state.recipe, None, {"type": "X", "stage": "load"})
        journal.leave(worker)
        journal.close()
        seen.append(engine.progress())

    asyncio.run(aingest(FEW[:1], JobPlan(tmp_path / "out.jsonl"), Structurer("imr", read_only=True), watch))
    [progress] = seen
    assert (progress.here, progress.together) == (0, 1)
    shown = replace(progress, total=3, seconds=0.5)
    assert {"2.00/s", "1.5 s left"} < set(progress_line(shown).split(" · "))
    assert progress_data(shown)["this_run"] == 1


def test_progress_is_plain_where_nobody_looks(tmp_path: Path) -> None:
    done = cli(*FEW[:3], "--read-only", "--out", tmp_path / "out.jsonl", "--progress", "plain")
    assert "3 of 3 letters" in done.stderr
    assert "\x1b" not in done.stderr


def test_the_journal_and_its_answers_hold_no_letter_text_once_a_job_is_done(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer() as server:
        run(out, server.base_url)
    journal = Journal(out.with_name("out.jsonl.journal"), create=False)
    assert journal.query("SELECT count(*) FROM answers") == [(0,)]


def test_letters_of_one_name_are_all_in_the_output(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    letters = [Letter.from_text(path.read_text(encoding="utf-8")) for path in FEW[:3]]
    for here in (3, 0):
        summary = ingest(letters, out, read_only=True)
        assert (summary.ok, summary.here, summary.rows) == (True, here, 3)
    assert [row["name"] for row in rows(out)] == [f"text {letter.digest[7:23]}" for letter in letters]


def test_letters_without_names_that_come_later_replace_none(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    one, two, three = (Letter.from_text(path.read_text(encoding="utf-8")) for path in FEW[:3])
    for letters, here, many in (([one, two], 2, 2), ([three], 1, 3), ([one, three, one], 0, 3)):
        summary = ingest(letters, out, read_only=True)
        assert (summary.ok, summary.here, summary.rows) == (True, here, many)
    assert [row["content"] for row in rows(out)] == [one.digest, two.digest, three.digest]


def test_letters_that_change_their_names_are_not_structured_again(tmp_path: Path) -> None:
    table, folder = tmp_path / "table.jsonl", tmp_path / "letters"
    lines = [json.dumps({"text": path.read_text(encoding="utf-8")}) + "\n" for path in FEW[:4]]
    table.write_text("".join(lines[1:]), encoding="utf-8")
    folder.mkdir()
    for name, path in zip("ab", FEW[4:6], strict=True):
        shutil.copy(path, folder / name)
    out = tmp_path / "out.jsonl"
    assert ingest([table, folder], out, read_only=True).ok
    table.write_text("".join(lines), encoding="utf-8")
    for name, path in zip("ba", FEW[4:6], strict=True):
        shutil.copy(path, folder / name)
    summary = ingest([table, folder], out, read_only=True)
    assert (summary.ok, summary.here, summary.counts.letters) == (True, 1, 6)
    assert [row["name"] for row in rows(out)] == [
        *(f"{table}:{number}" for number in range(1, 5)), str(folder / "a"), str(folder / "b"),
    ]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), [("", "/"), ("/", ""), ("/*.txt", "/*.txt")])
def test_letters_keep_the_order_of_a_source_however_it_is_written(tmp_path: Path, before: str, after: str) -> None:
    folder, out = tmp_path / "letters", tmp_path / "out.jsonl"
    folder.mkdir()
    for name, path in zip("ac", FEW, strict=False):
        shutil.copy(path, folder / f"{name}.txt")
    assert ingest(f"{folder}{before}", out, read_only=True).ok
    shutil.copy(FEW[2], folder / "b.txt")
    assert ingest(f"{folder}{after}", out, read_only=True).ok
    assert [Path(row["name"]).name for row in rows(out)] == ["a.txt", "b.txt", "c.txt"]


def test_what_could_not_be_read_and_was_mended_or_taken_away_fails_no_more(tmp_path: Path) -> None:
    folder, out = tmp_path / "letters", tmp_path / "out.jsonl"
    folder.mkdir()
    texts = [path.read_text(encoding="utf-8") for path in FEW[:4]]
    with zipfile.ZipFile(folder / "box.zip", "w") as archive:
        archive.writestr("in the box.txt", texts[0])
    whole = (folder / "box.zip").read_bytes()
    (folder / "box.zip").write_bytes(whole[: len(whole) // 2])
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4 and nothing more")
    (folder / "recipe.txt").write_text("Two eggs and a pound of flour make no letter of any kind.\n", encoding="utf-8")
    (folder / "stays.txt").write_text("", encoding="utf-8")
    table = tmp_path / "table.csv"
    table.write_text(f'id,text\n1,"{texts[1]}"\n2,"a "bad" quote"\n', encoding="utf-8")
    assert ingest([folder, table], out, kind="imr", read_only=True).counts.failed == 5
    (folder / "box.zip").write_bytes(whole)
    (folder / "scan.pdf").unlink()
    (folder / "recipe.txt").unlink()
    table.write_text(f'id,text\n1,"{texts[1]}"\n2,"{texts[2]}"\n', encoding="utf-8")
    summary = ingest([folder, table], out, kind="imr", read_only=True)
    assert (summary.counts.done, summary.counts.failed, summary.rows) == (3, 1, 4)
    assert [letter["name"] for letter in dead(out)] == [str(folder / "stays.txt")]


def test_a_name_with_a_number_that_was_there_already_is_another_letter(tmp_path: Path) -> None:
    out, path = tmp_path / "out.jsonl", tmp_path / "x"
    texts = [path.read_text(encoding="utf-8") for path in FEW[:4]]
    path.write_text(texts[3], encoding="utf-8")
    names = (str(path), str(path), f"{path} (2)")
    letters = [Letter.from_text(text, name) for text, name in zip(texts[:3], names, strict=True)]
    for here in (4, 0):
        summary = ingest([*letters, path], out, read_only=True)
        assert (summary.ok, summary.here, summary.rows) == (True, here, 4)
    assert [row["name"] for row in rows(out)] == [f"{path}{number}" for number in ("", " (2)", " (2) (2)", " (3)")]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_budget_holds_where_answers_are_asked_for_again(tmp_path: Path, processes: int) -> None:
    plan = Plan(rate=1.0, kinds=(Fault.BREAKS_SCHEMA,))
    with RecordedServer(plan=plan, latency=0.05) as server:
        summary = run(tmp_path / "out.jsonl", server.base_url, budget=Budget(tokens=20_000), processes=processes)
        assert summary.stop is not None
        assert 2_000 < server.books.input_tokens + server.books.output_tokens <= 20_000


def test_processes_share_what_may_be_in_flight_and_in_work(tmp_path: Path) -> None:
    with RecordedServer(latency=0.02) as server:
        summary = run(tmp_path / "out.jsonl", server.base_url, FEW[:4], processes=3, concurrency=1)
        assert server.most_at_once == 1
    assert summary.ok


@pytest.mark.parametrize("value", ["nan,1", "1,inf", "-1,1", "1"])
def test_a_price_or_budget_that_is_no_number_is_refused(tmp_path: Path, value: str) -> None:
    failed = cli(*FEW[:1], "--read-only", "--out", tmp_path / "o.jsonl", "--price", value).exception
    assert "two prices" in str(getattr(failed, "message", failed))
    assert "budget" in str(cli(*FEW[:1], "--read-only", "--out", tmp_path / "o.jsonl", "--max-cost", "nan").exception)


def test_an_output_that_cannot_be_written_is_told_before_a_letter_is_paid_for(tmp_path: Path) -> None:
    source = tmp_path / "source.jsonl"
    source.write_text('{"text": "a letter"}\n', encoding="utf-8")
    taken = tmp_path / "taken.jsonl"
    taken.mkdir()
    (taken / "mine.txt").write_text("mine", encoding="utf-8")
    for out, given, said in (
        (source, {}, "one of the sources"),
        (taken, {}, "other files"),
        (tmp_path / "out.xlsx", {}, "no format"),
        (tmp_path / "out.sqlite", {"journal": tmp_path / "out.sqlite"}, "the journal as well"),
        (tmp_path / "out.sqlite", {"journal": tmp_path / "out.sqlite-journal"}, "the journal as well"),
        (tmp_path / "out.jsonl", {"journal": tmp_path / "out.jsonl.failed.jsonl"}, "the journal as well"),
    ):
        with pytest.raises(SettingsError, match=said):
            ingest([source], out, kind="imr", read_only=True, **given)  # type: ignore[arg-type]
    assert source.read_text(encoding="utf-8") == '{"text": "a letter"}\n'
    assert ingest([FEW[0]], tmp_path / "done.jsonl", read_only=True, journal=tmp_path / "j.sqlite").ok
    failed = cli("export", tmp_path / "j.sqlite", "--out", tmp_path / "j.sqlite").exception
    assert "is the journal" in str(failed)


def test_a_file_of_others_in_the_place_of_the_dead_letters_is_left(tmp_path: Path) -> None:
    out, beside = tmp_path / "out.jsonl", tmp_path / "out.jsonl.failed.jsonl"
    nothing = tmp_path / "nothing.txt"
    nothing.touch()
    beside.write_text('{"name": "mine"}\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="other things than dead letters"):
        ingest([nothing], out, read_only=True, kind="imr")
    assert beside.read_text(encoding="utf-8") == '{"name": "mine"}\n'
    beside.unlink()
    for _ in range(2):
        assert ingest([nothing], out, read_only=True, kind="imr").dead == 1
    nothing.write_text(FEW[0].read_text(encoding="utf-8"), encoding="utf-8")
    assert ingest([nothing], out, read_only=True, kind="imr").ok
    assert not beside.exists(), "a job's own go when there are none any more"


@pytest.mark.parametrize("given", ["letters.jsonl", "*.jsonl", "./letters.jsonl"])
def test_an_export_replaces_no_source(given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source = tmp_path / "letters.jsonl"
    source.write_text(json.dumps({"text": FEW[0].read_text(encoding="utf-8")}) + "\n", encoding="utf-8")
    before = source.read_bytes()
    assert ingest(given, tmp_path / "out.db", kind="imr", read_only=True).ok
    refused = cli("export", "out.db", "--out", "letters.jsonl")
    assert "one of the sources" in str(refused.exception)

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    refused = cli("export", "../out.db", "--out", "../letters.jsonl")
    assert "one of the sources" in str(refused.exception), "what was named is relative to where that was"
    assert source.read_bytes() == before
    assert cli("export", "../out.db", "--out", "records.jsonl").return_value == 0


def test_within_an_event_loop_it_says_what_to_await(tmp_path: Path) -> None:
    async def within() -> None:
        ingest(FEW[:1], tmp_path / "out.jsonl", read_only=True)

    with pytest.raises(SettingsError, match="aingest"):
        asyncio.run(within())


def test_within_an_event_loop_the_kind_is_recognised_too(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    summary = asyncio.run(aingest(FEW[:1], JobPlan(out), Structurer(read_only=True)))
    assert summary.ok
    assert rows(out)[0]["kind"] == "imr"


def test_a_job_stays_of_its_kind_whichever_letter_comes_first(tmp_path: Path) -> None:
    folder, out = tmp_path / "letters", tmp_path / "out.jsonl"
    folder.mkdir()
    shutil.copy(FEW[0], folder / "m.txt")
    assert ingest(folder, out, read_only=True).ok
    (folder / "a.txt").write_text(ur.SHORT, encoding="utf-8")
    added = ingest(folder, out, read_only=True)
    assert [(row["status"], row["kind"]) for row in rows(out)] == [("failed", None), ("done", "imr")]
    assert (added.counts.done, added.counts.failed) == (1, 1)
    assert cli(folder, "--out", out, "--read-only", "--progress", "none").return_value == 1
    assert rows(out)[1]["kind"] == "imr"
    assert "finished before  2" in cli(folder, "--out", out, "--read-only", "--dry-run").stdout


def test_a_kind_that_the_journal_notes_and_is_gone_is_told_as_that(tmp_path: Path) -> None:
    model, out = tmp_path / "note.py", tmp_path / "out.jsonl"
    model.write_text("from pydantic import BaseModel\nclass Note(BaseModel):\n    seen: str | None = None\n")
    assert ingest(FEW[0], out, kind=f"{model}:Note", read_only=True).ok
    model.unlink()
    with pytest.raises(KindError, match=r"the job's kind so far is not found: .*note\.py"):
        ingest(FEW[0], out, read_only=True)


def test_without_a_letter_no_kind_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no letter is there"):
        ingest(tmp_path, tmp_path / "out.jsonl", read_only=True)


def test_another_redaction_is_another_result(tmp_path: Path) -> None:
    def hidden(text: str) -> str:
        return text.replace("Employee", "########")

    out = tmp_path / "out.jsonl"
    assert ingest(FEW[:1], out, read_only=True).ok
    with pytest.raises(SettingsError, match="redact none → "):
        ingest(FEW[:1], out, read_only=True, redact=hidden)


def test_a_redaction_that_is_no_function_is_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "unfinished.py").write_text("def (", encoding="utf-8")
    for named, said in (("os:sep", "no function"), ("unfinished:hide", "SyntaxError")):
        assert said in str(cli(*FEW[:1], "--read-only", "--out", "o.jsonl", "--redact", named).exception)


@pytest.mark.parametrize("stopped", ["fatal", "interrupted"])
def test_what_machines_read_is_lines_of_json_and_the_summary_the_last(tmp_path: Path, stopped: str) -> None:
    with RecordedServer(latency=0.3, key="right" if stopped == "fatal" else None) as server:
        if stopped == "interrupted":
            threading.Timer(1.5, os.kill, (os.getpid(), signal.SIGTERM)).start()
        done = cli(
            *FEW, "--out", tmp_path / "o.jsonl", "--progress", "json", "--model", "recorded", "--concurrency", "1",
            "--base-url", server.base_url, "--no-cache",
        )  # fmt: skip
    told = [json.loads(line) for line in done.stderr.splitlines()]
    assert [one["event"] for one in told[-2:]] == ["progress", "end"]
    assert told[-1]["stopped"] == stopped
    assert bool(told[-1]["error"]) == (stopped == "fatal")


@pytest.mark.long
def test_who_has_read_enough_does_not_change_what_a_job_comes_to(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    for shown in ("plain", "json"):
        reading, writing = os.pipe()
        os.close(reading)
        command = [sys.executable, "-m", "structurer", "ingest", str(FEW[0])]
        command += ["--out", str(tmp_path / f"{shown}.jsonl"), "--progress", shown, "--read-only", "--kind", "imr"]
        assert subprocess.run(command, stderr=writing, check=False).returncode == 0
        os.close(writing)
        assert len(rows(tmp_path / f"{shown}.jsonl")) == 1


def test_force_takes_letters_again_that_were_of_no_kind(tmp_path: Path) -> None:
    letter, table = tmp_path / "recipe.txt", tmp_path / "more.jsonl"
    letter.write_text("Two eggs and a pound of flour make no letter of any kind.\n", encoding="utf-8")
    table.write_text('{"text": "Three eggs make none either, however long one looks at them."}\n', encoding="utf-8")
    out = tmp_path / "out.jsonl"
    given = (letter, table, FEW[0], "--kind", "imr", "--read-only", "--out", out)
    assert cli(*given).return_value == 1
    assert [row["status"] for row in rows(out)] == ["failed", "failed", "done"]
    assert cli(*given, "--force").return_value == 0
    assert [row["status"] for row in rows(out)] == ["done"] * 3


def test_a_dry_run_counts_what_force_takes_again(tmp_path: Path) -> None:
    letter, out = tmp_path / "recipe.txt", tmp_path / "out.jsonl"
    letter.write_text("Two eggs and a pound of flour make no letter of any kind.\n", encoding="utf-8")
    given = (letter, FEW[0], "--kind", "imr", "--read-only", "--out", out)
    assert cli(*given).return_value == 1
    assert "finished before  2" in cli(*given, "--dry-run").stdout
    assert "finished before  1" in cli(*given, "--dry-run", "--force").stdout


def test_a_dry_run_counts_a_done_letter_that_cannot_be_read_just_now_as_done(tmp_path: Path) -> None:
    letter, other, out = tmp_path / "m.txt", tmp_path / "n.txt", tmp_path / "out.jsonl"
    shutil.copy(FEW[0], letter)
    given = (letter, FEW[1], "--kind", "imr", "--read-only", "--out", out)
    assert cli(*given).return_value == 0
    letter.unlink()
    os.mkfifo(letter)
    os.mkfifo(other)
    seen = cli(*given, other, "--dry-run").stdout
    assert "finished before  2" in seen
    assert "would fail       1 LetterNotFound" in seen, "the one that never could be read"


def test_a_pattern_that_fits_what_the_job_writes_means_the_letters_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(FEW[0], tmp_path)
    given = ("*", "--kind", "imr", "--read-only", "--out", "out.jsonl")
    for _ in range(2):
        assert cli(*given).return_value == 0
        assert [row["name"] for row in rows(tmp_path / "out.jsonl")] == [FEW[0].name]
    refused = cli(FEW[0].name, "out.jsonl", *given[1:])
    assert "one of the sources" in str(refused.exception), "it is named by itself"


def test_a_job_is_not_complete_while_another_process_is_at_letters_of_it() -> None:
    whole = Summary(Counts(done=3), Spent(), 3, 1.0, None, None, 3, None, 0, {}, [], 0, 0)
    assert whole.ok
    assert not replace(whole, counts=Counts(done=3, working=1)).ok


def test_a_letter_that_waits_and_whose_file_is_gone_is_a_dead_letter_until_it_is_back(tmp_path: Path) -> None:
    folder, other, out = tmp_path / "letters", tmp_path / "other", tmp_path / "out.jsonl"
    for place, letters in ((folder, FEW[:3]), (other, FEW[3:5])):
        place.mkdir()
        for letter in letters:
            shutil.copy(letter, place)

    def retried() -> None:
        journal = Journal(out.with_name("out.jsonl.journal"))
        journal.execute("UPDATE letters SET state = 'failed', error = '{\"stage\": \"model\"}'")
        journal.retry()
        journal.close()

    assert ingest([folder], out, read_only=True).ok
    assert ingest([other], out, read_only=True).ok
    retried()
    gone = folder / FEW[1].name
    gone.unlink()
    summary = ingest([folder], out, read_only=True)
    assert (summary.counts.done, summary.counts.failed, summary.counts.waiting) == (2, 1, 2)
    assert summary.elsewhere == [([str(other)], 2)]
    assert any(f"2 letters of other sources of this job still wait: {other}" in line for line in summary_lines(summary))
    [letter] = dead(out)
    assert (letter["name"], letter["stage"], letter["type"]) == (str(gone), "load", "LetterNotFound")
    assert "ingest retry" in letter["hint"]
    shutil.copy(FEW[1], folder)
    assert cli("retry", out).return_value == 0
    again = ingest([folder, other], out, read_only=True)
    assert (again.ok, again.elsewhere) == (True, [])


def test_letters_that_are_gone_for_good_are_forgotten_and_what_is_there_comes_again(tmp_path: Path) -> None:
    folder, out = tmp_path / "letters", tmp_path / "out.jsonl"
    folder.mkdir()
    shutil.copy(FEW[0], folder)
    for name in ("gone.txt", "stays.txt"):
        (folder / name).write_text(f"Two eggs and a pound of flour make no letter: {name}\n", encoding="utf-8")
    given = (folder, "--kind", "imr", "--read-only", "--out", out)
    assert cli(*given).return_value == 1
    assert cli("retry", out).return_value == 0
    (folder / "gone.txt").unlink()
    for _ in range(2):
        assert cli(*given).return_value == 1
        assert {letter["type"] for letter in dead(out)} == {"LetterNotFound", "LetterNotOfKind"}
    assert "ingest forget" in dead(out)[0]["hint"]
    forgotten = cli("forget", out)
    assert (forgotten.return_value, "2 letters" in forgotten.stderr) == (0, True)
    assert cli(*given).return_value == 1
    assert [letter["name"] for letter in dead(out)] == [str(folder / "stays.txt")]


def test_a_job_that_is_stopped_calls_no_letter_gone(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert ingest(FEW[:3], out, read_only=True).ok
    journal = Journal(out.with_name("out.jsonl.journal"))
    journal.execute("UPDATE letters SET state = 'waiting'")
    journal.close()
    with RecordedServer() as server:
        summary = run(out, server.base_url, FEW[:3], changed="keep", watch=lambda engine: engine.stop("interrupted"))
    assert (summary.counts.failed, summary.counts.waiting) == (0, 3)


@pytest.mark.parametrize(
    "broken",
    [
        ("--batch",),
        ("--engine", "ray"),
        ("--batch", "--model", "m", "--base-url", "http://127.0.0.1:9/v1", "--max-tokens", "5", "--text-column", "x"),
        ("--max-cost", "1", "--model", "own", "--base-url", "http://127.0.0.1:9/v1"),
    ],
)
def test_a_start_that_fails_leaves_no_journal_and_one_that_was_there_stays(
    broken: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    table = tmp_path / "a.csv"
    table.write_text("nothing,usual\n1,2\n", encoding="utf-8")
    out = tmp_path / "out.jsonl"
    assert cli(table, "--kind", "imr", "--out", out, *broken).return_value != 0
    assert list(tmp_path.glob("out*")) == []
    assert cli(FEW[0], "--read-only", "--out", out).return_value == 0
    before = Journal(out.with_name("out.jsonl.journal")).counts()
    cli(FEW[0], "--out", out, "--changed", "keep", *broken)
    assert Journal(out.with_name("out.jsonl.journal"), create=False).counts() == before


@pytest.mark.parametrize("signalled", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("command", ["run", "export", "batch"])
@pytest.mark.parametrize("suffix", ["jsonl", "parquet", "sqlite"])
def test_an_interruption_while_the_output_is_written_leaves_the_old_one(
    suffix: str, command: str, signalled: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, out = tmp_path / "job.journal", tmp_path / f"out.{suffix}"
    given = (*FEW[:4], "--read-only", "--kind", "imr", "--journal", journal)
    assert cli(*given, "--out", tmp_path / "first.jsonl").return_value == 0
    out.write_bytes(b"the old one")
    rows_of, came = Journal.rows, threading.Event()

    def slow(self: Journal, *given: Any, **others: Any) -> Iterator[Row]:
        for number, row in enumerate(rows_of(self, *given, **others)):
            if number == 1:
                os.kill(os.getpid(), signalled)
                # The signal is heard by the main thread: this one goes on once it was.
                assert came.wait(10)
            yield row

    asked = Halt.ask

    def ask(self: Halt) -> None:
        asked(self)
        came.set()

    monkeypatch.setattr(Journal, "rows", slow)
    monkeypatch.setattr(Halt, "ask", ask)
    batch = ("--batch", "--model", "m", "--base-url", "http://127.0.0.1:9/v1")
    arguments = {
        "run": (*given, "--out", out), "batch": (*given, *batch, "--out", out), "export": ("export", journal, "--out", out),
    }  # fmt: skip
    done = cli(*arguments[command])
    assert done.return_value == 130
    assert "same command" in done.stderr
    assert ("ingest export" in done.stderr) == (command != "export")
    assert out.read_bytes() == b"the old one"
    assert list(tmp_path.glob(".out*")) == [], "nothing is left beside it"


def test_a_statement_that_takes_long_is_interrupted() -> None:
    duckdb = pytest.importorskip("duckdb")
    halt, connection = Halt(), duckdb.connect()
    threading.Timer(0.2, halt.ask).start()
    with pytest.raises(WritingInterrupted), halt.interrupting(connection.interrupt):
        connection.execute("SELECT count(*) FROM range(100000000) a, range(100000) b")


def test_what_lies_in_the_working_folder_or_is_printed_by_a_hook_troubles_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('this is not the json that is meant')\n")
    (tmp_path / "talking.py").write_text("def names(text):\n    print('{' + 'x' * 100_000)\n    return text\n")
    monkeypatch.chdir(tmp_path)
    with RecordedServer(latency=0.02) as server:
        summary = run(
            tmp_path / "out.jsonl", server.base_url, processes=2, in_work=2, redact=hook("talking:names"), redact_name="talking:names",
        )  # fmt: skip
        assert max(server.books.answered.values()) == 1
    assert (summary.ok, summary.here) == (True, len(FEW))
