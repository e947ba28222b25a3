"""What a result depends on, of kinds that a user has made: their own prompts, and the class of their records."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, Field, create_model

from structurer import Letter, LetterKind, Structurer
from structurer.errors import SettingsError
from structurer.ingest.dry import estimated
from structurer.ingest.job import ingest
from structurer.ingest.journal import Journal
from structurer.ingest.lists import lists_of
from structurer.ingest.plan import Plan
from structurer.ingest.recipe import differences, recipe_of
from tests.fault_server import FaultServer, Seen, Step, says
from tests.ingest.jobs import ROOT

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

LETTER = Letter.from_text("She takes lorazepam\nfor her migraine.\n", "a")
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
