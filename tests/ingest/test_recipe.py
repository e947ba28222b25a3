"""What a result depends on, of kinds that a user has made: their own prompts, and the class of their records."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, Field, create_model

from structurer import Letter, LetterKind, Structurer
from structurer.cli.ingest.words import summary_lines
from structurer.errors import SettingsError
from structurer.ingest.dry import estimated
from structurer.ingest.engine import Engine
from structurer.ingest.job import aingest, ingest
from structurer.ingest.journal import Journal
from structurer.ingest.lists import lists_of
from structurer.ingest.plan import Plan
from structurer.ingest.recipe import differences, recipe_of
from structurer.ingest.row import Row
from tests.fault_server import FaultServer, Seen, Step, says, stalls, status
from tests.ingest.jobs import ROOT, rows

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

LETTER = Letter.from_text("She takes lorazepam\nfor her migraine.\n", "a")
OTHER = Letter.from_text("She takes lorazepam\nfor her migraine, he says.\n", "b")
SAID = {"drug": "lorazepam", "diagnosis": "migraine"}
NOWHERE = {"model": "m", "base_url": "http://127.0.0.1:9/v1"}


def note(*fields: str) -> type[BaseModel]:
    """A record class of one name, whatever its fields."""
    made: Any = dict.fromkeys(fields, (str | None, None))
    return create_model("Note", **made)


def with_own_prompt(folder: Path) -> LetterKind[Any]:
    """A kind whose prompt stands in its own folder."""
    path = folder / "prompts" / "note" / "record.md"
    path.parent.mkdir(parents=True)
    text = (ROOT / "prompts" / "least" / "record.md").read_text(encoding="utf-8")
    path.write_text(text.replace("least/record", "note/record"), encoding="utf-8")
    return LetterKind.from_model(note("drug"), prompt="note/record", home=folder)


def answered(seen: Seen) -> Step:
    return says({name: SAID[name] for name in seen.schema["properties"]})


def test_a_prompt_of_the_kinds_own_is_of_the_recipe(tmp_path: Path) -> None:
    structurer = Structurer(with_own_prompt(tmp_path), **NOWHERE)
    before = recipe_of(structurer)
    path = tmp_path / "prompts" / "note" / "record.md"
    path.write_text(path.read_text(encoding="utf-8").replace("# Question", "Be brief.\n\n# Question"), encoding="utf-8")
    assert differences(before, recipe_of(structurer)) == ["prompt note/record"]


def test_a_dry_run_asks_by_the_kinds_own_prompt(tmp_path: Path) -> None:
    estimate = estimated(lists_of(LETTER), Structurer(with_own_prompt(tmp_path), **NOWHERE), None, Plan(None))
    assert (estimate.letters, estimate.calls, estimate.unfit) == (1, 1.0, {})
    assert estimate.read > 0


def test_another_record_class_of_the_same_name_is_another_result(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with FaultServer(respond=answered) as server:
        given: dict[str, Any] = {"model": "m", "base_url": server.base_url, "cache": False, "processes": 1}
        assert ingest(LETTER, out, kind=LetterKind.from_model(note("drug")), **given).ok
        more = LetterKind.from_model(note("drug", "diagnosis"))
        with pytest.raises(SettingsError, match="changed: schema"):
            ingest(LETTER, out, kind=more, **given)
        assert ingest(LETTER, out, kind=more, changed="redo", **given).here == 1
    assert '"diagnosis":"migraine"' in out.read_text(encoding="utf-8")


def test_a_dry_run_counts_what_would_be_redone_and_is_refused_as_the_job_would_be(tmp_path: Path) -> None:
    out, made = tmp_path / "out.jsonl", LetterKind.from_model(note("drug"))
    lists = lists_of(LETTER)
    with FaultServer(respond=answered) as server:
        given: dict[str, Any] = {"model": "m", "base_url": server.base_url, "cache": False}
        ingest(LETTER, out, kind=made, processes=1, **given)
        other = Structurer(made, **given | {"model": "another"})
        with closing(Journal(tmp_path / "out.jsonl.journal", create=False)) as journal:
            same = estimated(lists, Structurer(made, **given), journal, Plan(out))
            assert (same.letters, same.finished) == (0, 1)
            with pytest.raises(SettingsError, match="changed: model m → another"):
                estimated(lists, other, journal, Plan(out))
            redone, kept = (estimated(lists, other, journal, Plan(out, changed=how)) for how in ("redo", "keep"))
            assert [(one.letters, one.finished, one.calls) for one in (redone, kept)] == [(1, 0, 1.0), (0, 1, 0.0)]
            assert journal.counts().done == 1, "nothing is put back"


@pytest.mark.parametrize("fields", [{"drug": (dt.date | None, None)}, {"diagnosis": (str | None, None)}])
def test_records_of_another_shape_are_not_kept(tmp_path: Path, fields: dict[str, Any]) -> None:
    out = tmp_path / "out.jsonl"
    with FaultServer(respond=answered) as server:
        given: dict[str, Any] = {"model": "m", "base_url": server.base_url, "cache": False, "processes": 1}
        ingest(LETTER, out, kind=LetterKind.from_model(note("drug")), **given)
        before = out.read_bytes()
        other = LetterKind.from_model(create_model("Note", **fields))
        with pytest.raises(SettingsError, match=r"changed: schema .*one kind and shape: --changed redo") as told:
            ingest(LETTER, out, kind=other, changed="keep", **given)
        with pytest.raises(SettingsError, match="changed: schema") as refused:
            ingest(LETTER, out, kind=other, **given)
    assert "--changed keep leaves" not in f"{told.value}{refused.value}"
    assert out.read_bytes() == before


def test_records_of_the_same_shape_are_kept(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with FaultServer(respond=answered) as server:
        given: dict[str, Any] = {"model": "m", "base_url": server.base_url, "cache": False, "processes": 1}
        ingest(LETTER, out, kind=LetterKind.from_model(note("drug")), **given)
        said = create_model("Note", drug=(str | None, Field(None, description="what she takes")))
        with pytest.raises(SettingsError, match="--changed keep leaves them"):
            ingest(LETTER, out, kind=LetterKind.from_model(said), **given)
        kept = ingest(LETTER, out, kind=LetterKind.from_model(said), changed="keep", **given)
    assert (kept.ok, kept.here, kept.rows) == (True, 0, 1)


def made_before(out: Path) -> list[Row]:
    """What the journal has of the letters that are finished."""
    with closing(Journal(out.with_name(f"{out.name}.journal"), create=False)) as journal:
        return list(journal.rows())


@pytest.mark.parametrize("how", ["refused", "denied", "interrupted"])
def test_what_is_to_be_done_anew_is_kept_where_the_job_does_not_come_to_it(how: str, tmp_path: Path) -> None:
    out, made = tmp_path / "out.jsonl", LetterKind.from_model(note("drug"))
    engines: list[tuple[Engine, asyncio.AbstractEventLoop]] = []

    def respond(seen: Seen) -> Step:
        if seen.body["model"] == "m":
            return answered(seen)
        if how == "denied":
            return status(401, "invalid_api_key")
        [(engine, loop)] = engines
        loop.call_soon_threadsafe(engine.stop_now)
        return stalls()

    with FaultServer(respond=respond) as server:
        given: dict[str, Any] = {"model": "m", "base_url": server.base_url, "cache": False}
        assert ingest([LETTER, OTHER], out, kind=made, **given).ok
        before = made_before(out)
        if how == "refused":
            out.with_name("out.jsonl.failed.jsonl").write_text("another's\n", encoding="utf-8")
        again = aingest(
            [LETTER, OTHER], Plan(out, changed="redo"), Structurer(made, **given | {"model": "another"}),
            lambda engine: engines.append((engine, asyncio.get_running_loop())),
        )  # fmt: skip
        if how == "refused":
            with pytest.raises(SettingsError, match="other things than dead letters"):
                asyncio.run(again)
        else:
            summary = asyncio.run(again)
            assert summary.stop is not None
            assert (summary.stop.reason, summary.otherwise) == ("interrupted" if how == "interrupted" else "fatal", 2)
    assert len(before) == 2
    assert made_before(out) == before


def test_letters_that_do_not_come_by_are_not_done_anew_and_that_is_told(tmp_path: Path) -> None:
    out, made = tmp_path / "out.jsonl", LetterKind.from_model(note("drug"))
    with FaultServer(respond=answered) as server:
        given: dict[str, Any] = {"model": "m", "base_url": server.base_url, "cache": False}
        ingest([LETTER, OTHER], out, kind=made, **given)
        summary = ingest(LETTER, out, kind=made, changed="redo", **given | {"model": "another"})
    assert (summary.ok, summary.here, summary.otherwise, summary.unfit) == (True, 1, 1, 0)
    assert any("structured otherwise before: 1 letter" in line for line in summary_lines(summary))
    assert {row["name"]: row["model"] for row in rows(out)} == {"a": "another", "b": "m"}


def test_a_record_of_another_shape_that_is_not_done_anew_is_kept_and_is_in_no_output(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with FaultServer(respond=answered) as server:
        given: dict[str, Any] = {"model": "m", "base_url": server.base_url, "cache": False}
        ingest([LETTER, OTHER], out, kind=LetterKind.from_model(note("drug")), **given)
        summary = ingest(LETTER, out, kind=LetterKind.from_model(note("drug", "diagnosis")), changed="redo", **given)
    assert (summary.ok, summary.stop, summary.unfit) == (False, None, 1)
    assert [row["name"] for row in rows(out)] == ["a"]
    assert [row.name for row in made_before(out) if row.result] == ["a", "b"]


def test_a_prompt_that_changes_while_a_job_runs_is_noted_under_no_recipe_of_before(tmp_path: Path) -> None:
    out, made = tmp_path / "out.jsonl", with_own_prompt(tmp_path)
    prompt = tmp_path / "prompts" / "note" / "record.md"

    def edits(seen: Seen) -> Step:
        text = prompt.read_text(encoding="utf-8")
        prompt.write_text(text.replace("# Question", "Be brief.\n\n# Question"), encoding="utf-8")
        return answered(seen)

    with FaultServer(respond=edits) as server:
        structurer = Structurer(made, model="m", base_url=server.base_url, cache=False, concurrency=1)
        summary = asyncio.run(aingest([LETTER, OTHER], Plan(out, in_work=1), structurer))
    assert summary.stop is not None
    assert summary.stop.error is not None
    assert "prompt note/record was changed" in summary.stop.error.message
    assert (summary.counts.done, summary.counts.failed, summary.counts.waiting) == (1, 0, 1)
    assert not out.exists()


def test_who_structures_otherwise_is_not_at_a_job_at_the_same_time(tmp_path: Path) -> None:
    out, made = tmp_path / "out.jsonl", LetterKind.from_model(note("drug"))
    with closing(Journal(out.with_name("out.jsonl.journal"))) as journal, FaultServer(respond=answered) as server:
        given: dict[str, Any] = {"model": "m", "base_url": server.base_url, "cache": False}
        before = recipe_of(Structurer(made, **given | {"model": "another"}))
        worker = journal.enter(journal.recipe("another", before))
        for changed in ("refuse", "redo"):
            with pytest.raises(SettingsError, match=r"another process .*changed: model another → m"):
                ingest(LETTER, out, kind=made, changed=changed, **given)
        assert ingest(LETTER, out, kind=made, changed="keep", **given).ok
        journal.leave(worker)


def test_a_job_of_which_another_process_structured_letters_otherwise_is_not_through(tmp_path: Path) -> None:
    out, made = tmp_path / "out.jsonl", LetterKind.from_model(note("drug"))

    def meanwhile(seen: Seen) -> Step:
        with closing(Journal(out.with_name("out.jsonl.journal"), create=False)) as journal:
            other = journal.recipe("another", json.loads(json.dumps(before)))
            worker = journal.enter()
            journal.place("b", "sha256:b", "", 1, 1)
            journal.claim("sha256:b", worker)
            journal.finish("sha256:b", worker, "failed", other, None, {"type": "X", "stage": "model"})
            journal.leave(worker)
        return answered(seen)

    with FaultServer(respond=meanwhile) as server:
        given: dict[str, Any] = {"model": "m", "base_url": server.base_url, "cache": False}
        before = recipe_of(Structurer(made, **given | {"model": "another"}))
        summary = ingest(LETTER, out, kind=made, **given)
    assert summary.stop is not None
    assert summary.stop.reason == "fatal"
    assert "1 letters of this journal were structured otherwise" in str(summary.stop.error)
    assert not out.exists()
