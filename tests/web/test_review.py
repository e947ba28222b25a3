"""The desk and its server: who may call, what is saved and when, two readers, and a suite at the end."""

from __future__ import annotations

import datetime as dt
import errno
import html
import json
import os
import shutil
import socket
import stat
import sys
import threading
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel

from structurer.errors import EvalError, SettingsError
from structurer.evals.lint import lint
from structurer.evals.suite import load_suite
from structurer.kind import Case, LetterKind
from structurer.kinds.imr import KIND
from structurer.kinds.registry import kind_named
from structurer.letter import Letter
from structurer.pipeline import Structurer
from structurer.web.forms import form_of
from structurer.web.review.desk import Conflict, Desk
from structurer.web.review.labels import Labels
from structurer.web.review.places import selected, spec_at, typed
from structurer.web.review.serving import serve
from structurer.web.review.settling import differences, merged
from tests import letters
from tests.web.letters import ONE, THREE, as_pdf, of_markup
from tests.web.serving import TOKEN, served

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two letters of text and one PDF, nothing labelled."""
    root = tmp_path / "desk"
    (root / "letters").mkdir(parents=True)
    for name in (ONE, THREE):
        shutil.copy(letters.HERE / f"{name}.txt", root / "letters")
    (root / "letters" / "printed.pdf").write_bytes(as_pdf())
    return root


def desk_of(folder: Path, reader: str = "Ann", **more: Any) -> Desk:
    return Desk(folder, KIND, reader, **more)


def labelled(name: str = ONE) -> dict[str, Any]:
    """The right record of a letter, as data."""
    data: dict[str, Any] = letters.label(name).model_dump(mode="json")
    return data


def finish(desk: Desk, name: str, record: dict[str, Any]) -> None:
    """One reader's finished reading of a letter."""
    reading = desk.reading(name)
    desk.save(name, reading.model_copy(update={"record": record, "evidence": {}, "state": "done"}), reading.version)


def in_force(folder: Path, name: str = ONE) -> BaseModel:
    """The label in force of a letter."""
    return KIND.record.model_validate_json((folder / "labels" / f"{name}.json").read_text(encoding="utf-8"))


# Who may call


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", {"x-token": ""}),
        ("/?token=wrong", {"x-token": ""}),
        ("/api/queue", {"x-token": ""}),
        ("/api/queue?token=the-token", {"x-token": ""}),  # a token in the address serves for the page alone
        ("/api/queue", {"x-token": "the-toke"}),
        ("/api/queue", {"host": "evil.example"}),
        ("/api/queue", {"host": "127.0.0.1.evil.example:80"}),
        ("/api/queue", {"origin": "https://evil.example"}),
        ("/api/queue", {"origin": "http://127.0.0.1:1"}),
        ("/api/queue", {"origin": "null"}),
        ("/api/queue", {"host": "[::1"}),  # no address at all
        ("/api/queue", {"origin": "http://[x"}),
    ],
)
def test_nobody_else_gets_an_answer(folder: Path, path: str, headers: dict[str, str]) -> None:
    with served(desk_of(folder)) as page:
        refused = page.call(path, headers=headers)
    assert refused.status == 403
    assert b"roofer" not in refused.body


def test_the_page_comes_with_the_token_and_lets_nothing_in(folder: Path) -> None:
    with served(desk_of(folder)) as page:
        got = page.call("/?token=the-token", headers={"x-token": ""})
        own = page.call("/api/queue", headers={"origin": page.base})
    assert got.status == own.status == 200
    assert got.headers["cache-control"] == "no-store"
    assert got.headers["referrer-policy"] == "no-referrer"
    text = html.unescape(got.body.decode())
    assert "default-src 'none'" in text
    assert "http://" not in text.replace("http://127.0.0.1", "")
    assert "https://" not in text
    assert "the-token" not in text


def test_a_malformed_call_is_told_without_what_it_held(folder: Path) -> None:
    with served(desk_of(folder)) as page:
        answers = [
            page.call(f"/api/letters/{ONE}/check", b"{not json", "POST"),
            page.call(f"/api/letters/{ONE}/check", {"record": "secret words"}, "POST"),
            page.call(f"/api/letters/{ONE}/value", {"path": "/no/such", "text": "secret words"}, "POST"),
            page.call(f"/api/letters/{ONE}/value", {"path": "no/slash", "text": "secret words"}, "POST"),
            page.call(f"/api/letters/{ONE}/check", b"[" * 100_000, "POST"),
            page.call(f"/api/letters/{ONE}/check", b"\xff\xfe", "POST"),
            page.call("/api/queue?start=secret"),
            page.call("/api/letters/nobody"),
            page.call(f"/api/letters/..%2F{ONE}"),
        ]
    assert [answer.status for answer in answers] == [400, 400, 422, 422, 400, 400, 400, 422, 404]
    assert not any("secret" in str(answer.body) for answer in answers)


# What a value is


@pytest.mark.parametrize(
    ("path", "words", "value"),
    [
        ("/clinical/diagnoses/0", "left medial collateral \nligament sprain, grade I", "left medial collateral ligament sprain, grade I"),
        ("/case/date_of_injury", "09-19-2016", "2016-09-19"),
        ("/worker/age", "29-year-old", 29),
        ("/worker/age", "Standard", None),
        ("/worker/age", "29", 29),
        ("/determinations/0/decision", "Upheld", "upheld"),
        ("/case/priority", "Standard", "standard"),
        ("/clinical/pain_scores/0/low", "put at 3", 3),
    ],
)  # fmt: skip
def test_a_selection_becomes_the_fields_value(folder: Path, path: str, words: str, value: Any) -> None:
    text = (letters.HERE / f"{ONE}.txt").read_text(encoding="utf-8")
    start = text.index(words)
    with served(desk_of(folder)) as page:
        call = {"path": path, "start": start - 1, "end": start + len(words)}
        got = page.call(f"/api/letters/{ONE}/value", call, "POST").body
    assert got["value"] == value
    assert bool(got["problem"]) is (value is None)
    assert got["spans"][0]["text"].strip() == words


@pytest.mark.parametrize(
    ("path", "text", "value", "passage", "problem"),
    [
        ("/clinical/work_status", "has returned  to regular work", "has returned to regular work", "has returned to regular work", False),
        ("/clinical/work_status", "is off work", "is off work", None, False),
        ("/case/decision_date", "1/11/2017", "2017-01-11", "01/11/2017", False),
        ("/case/decision_date", "soon", None, None, True),
        ("/determinations/0/quantity", "six", 6, None, False),
        ("/determinations/0/quantity", "a few", None, None, True),
        ("/determinations/0/category", "dmepos", "dmepos", None, False),
        ("/determinations/0/category", "knee things", None, None, True),
        ("/determinations/0/retrospective", "yes", True, None, False),
        ("/worker/age", "", None, None, False),
    ],
)  # fmt: skip
def test_typed_words_find_their_passage(
    folder: Path, path: str, text: str, value: Any, passage: str | None, problem: bool
) -> None:
    with served(desk_of(folder)) as page:
        got = page.call(f"/api/letters/{ONE}/value", {"path": path, "text": text}, "POST").body
    assert (got["value"], bool(got["problem"])) == (value, problem)
    assert [span["text"] for span in got["spans"]] == ([passage] if passage else [])


def test_a_passage_of_a_pdf_says_where_on_the_page(folder: Path) -> None:
    with served(desk_of(folder)) as page:
        got = page.call("/api/letters/printed/value", {"path": "/case/case_number", "text": labelled(THREE)["case"]["case_number"]}, "POST").body  # fmt: skip
        picture = page.call("/api/letters/printed/pages/1")
        none = page.call("/api/letters/printed/pages/9")
    ((number, left, top, width, height),) = got["spans"][0]["boxes"]
    assert number == 1
    assert 0 < left < left + width < 1
    assert 0 < top < top + height < 0.2
    assert picture.body.startswith(b"\x89PNG")
    assert none.status == 404


def test_rules_are_told_as_the_record_changes(folder: Path) -> None:
    with served(desk_of(folder)) as page:
        opened = page.letter(ONE)
        record = {**opened["record"], "worker": {"age": 29, "sex": "unheard of"}}
        broken = page.call(f"/api/letters/{ONE}/check", {"record": record}, "POST").body
        record["worker"]["sex"] = "male"
        record["clinical"]["diagnoses"] = ["1) a sprain of the moon"]
        told = page.call(f"/api/letters/{ONE}/check", {"record": record}, "POST").body
    assert [(one["rule"], one["path"]) for one in broken] == [("schema", "/worker/sex")]
    assert {("value_not_in_letter", "/clinical/diagnoses/0"), ("label_entry_marked", "/clinical/diagnoses/0")} <= {
        (one["rule"], one["path"]) for one in told
    }


class Measured(BaseModel):
    """A number, and codes that are numbers."""

    bend: float | None = None
    grade: Literal[1, 2] | None = None


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [("/bend", "-5", -5), ("/bend", "−2.5", -2.5), ("/bend", "--5", None), ("/grade", "2", 2), ("/grade", "3", None)],
)
def test_what_is_typed_becomes_what_the_schema_takes(path: str, text: str, value: Any) -> None:
    kind = LetterKind.from_model(Measured)
    letter = Letter("note", "The knee bends to -5 degrees.")
    spec = spec_at(kind.record, path)
    assert spec is not None
    case: Case[Any] = Case(letter, kind.outline(letter), kind.record(), {})
    assert typed(case, spec, path, text).value == value
    kind.record.model_validate_json(json.dumps({path[1:]: value}), strict=True)


@pytest.mark.parametrize(
    ("words", "value"),
    [("-5 degrees", -5), ("thirty", 30), ("1/2 inch", None), ("2,5 cm", None), ("1.5", None), ("4 of 5", 4)],
)
def test_a_number_is_selected_as_the_letter_prints_it(words: str, value: Any) -> None:
    letter = Letter("note", "The knee bends to -5 degrees, once thirty; 1/2 inch, 2,5 cm. 1.5 million, 4 of 5.")
    spec = spec_at(LetterKind.from_model(Measured).record, "/bend")
    assert spec is not None
    start = letter.text.index(words)
    assert selected(letter, spec, start, start + len(words)).value == value


# Saving


def test_what_is_done_becomes_a_label_and_the_folder_a_suite(folder: Path) -> None:
    desk = desk_of(folder)
    with served(desk) as page:
        saved = page.save(ONE, page.letter(ONE), record=labelled(), evidence={}, state="done", seconds=61)
        queue = page.call("/api/queue").body["entries"]
    assert saved.body["state"] == "done"
    assert {entry["id"]: entry["state"] for entry in queue} == {ONE: "done", THREE: "new", "printed": "new"}
    suite = load_suite(folder)
    assert [case.id for case in suite.cases] == [ONE]
    assert suite.cases[0].label == letters.label(ONE)
    assert suite.unlabelled == (THREE, "printed")
    assert not [one for one in lint(folder)[1] if one.severity == "error"]
    kept = json.loads((folder / "reviews" / "Ann" / f"{ONE}.json").read_text())
    assert (kept["reader"], kept["state"], kept["seconds"]) == ("Ann", "done", 61)
    assert kept["saved"]
    for path in (folder / "reviews").rglob("*.json"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_folders_name_may_hold_quotes(folder: Path, tmp_path: Path) -> None:
    odd = tmp_path / 'so-called "models"'
    odd.mkdir()
    (odd / "m.py").write_text("from pydantic import BaseModel\nclass Note(BaseModel):\n    sender: str | None = None\n")
    desk = Desk(folder, kind_named(f"{odd / 'm.py'}:Note"), "Ann")
    finish(desk, ONE, {"sender": None})
    assert len(load_suite(folder).cases) == 1


def test_a_folder_is_a_suite_wherever_it_is_moved_with_its_models(tmp_path: Path) -> None:
    here = tmp_path / "here"
    (here / "desk").mkdir(parents=True)
    (here / "models.py").write_text(
        "from pydantic import BaseModel\nclass Note(BaseModel):\n    part: str | None = None\n"
    )
    (here / "desk" / "a.txt").write_text("His back.\n")
    kind = kind_named(f"{here / 'models.py'}:Note")
    finish(Desk(here / "desk", kind, "Ann"), "a", {"part": "back"})
    there = here.rename(tmp_path / "there")
    assert 'kind = "../models.py:Note"' in (there / "desk" / "suite.toml").read_text()
    assert load_suite(there / "desk").cases[0].label.model_dump() == {"part": "back"}


def test_a_readers_broken_label_stops_nobody_else(folder: Path) -> None:
    finish(desk_of(folder, "Bert"), ONE, labelled())
    broken = folder / "readers" / "Bert" / f"{ONE}.json"
    broken.write_text('{"cse": {}}')
    with served(desk_of(folder)) as page:
        saved = page.save(ONE, page.letter(ONE), record=labelled(), evidence={}, state="done")
        queue = page.call("/api/queue").body["entries"]
        told = page.call(f"/api/letters/{ONE}/differences")
    assert (saved.status, saved.body["state"]) == (200, "done")
    assert {entry["id"]: entry["agree"] for entry in queue}[ONE] is False
    assert told.status == 422
    assert str(broken) in told.body["message"]


def test_what_is_not_done_is_kept_and_is_no_label(folder: Path) -> None:
    with served(desk_of(folder)) as page:
        opened = page.letter(ONE)
        opened["record"]["clinical"]["work_status"] = "has returned to regular work"
        step = {"at": "/clinical/work_status", "value": None, "evidence": {}, "marks": {}}
        page.save(ONE, opened, undo=[step], marks={"/clinical/work_status": "corrected"})
    with served(desk_of(folder)) as page:
        again = page.letter(ONE)
    assert again["record"]["clinical"]["work_status"] == "has returned to regular work"
    assert (again["state"], again["undo"]) == ("open", [step])
    assert not (folder / "labels").exists()
    with pytest.raises(EvalError, match="letters without a label"):
        load_suite(folder)


def test_a_record_that_breaks_its_schema_cannot_be_done(folder: Path) -> None:
    with served(desk_of(folder)) as page:
        opened = page.letter(ONE)
        record = labelled()
        record["determinations"][0]["request"] = None
        refused = page.save(ONE, opened, record=record, evidence={}, state="done")
        kept = page.save(ONE, opened, record=record, evidence={})
    assert refused.status == 422
    assert "/determinations/0/request" in refused.body["message"]
    assert kept.status == 200
    assert not (folder / "labels").exists()


def test_a_folder_that_cannot_be_written_to_is_told(folder: Path) -> None:
    with served(desk_of(folder)) as page:
        (folder / "readers").write_text("")
        told = page.save(ONE, page.letter(ONE), record=labelled(), evidence={}, state="done")
    assert (told.status, told.body["type"]) == (422, "FileError")
    assert str(folder / "readers") in told.body["message"]
    assert "permissions" in told.body["hint"]


def test_what_could_not_become_a_label_is_not_done(folder: Path) -> None:
    """A reading that is kept as done would never be tried again."""
    (folder / "readers").write_text("")
    with served(desk_of(folder)) as page:
        opened = page.letter(ONE)
        assert page.save(ONE, opened, record=labelled(), evidence={}, state="done").status == 422
        assert page.letter(ONE)["state"] == "open"
        (folder / "readers").unlink()
        assert page.save(ONE, opened, record=labelled(), evidence={}, state="done").status == 200
    assert in_force(folder) == letters.label(ONE)


def test_a_label_stays_while_its_record_is_being_corrected(folder: Path) -> None:
    desk = desk_of(folder)
    finish(desk, ONE, labelled())
    broken = labelled()
    broken["determinations"][0]["request"] = None
    reading = desk.reading(ONE)
    saved = desk.save(ONE, reading.model_copy(update={"record": broken}), reading.version)
    assert saved.state == "open"
    assert load_suite(folder).cases[0].label == letters.label(ONE)


def test_two_tabs_do_not_overwrite_each_other(folder: Path) -> None:
    with served(desk_of(folder)) as page:
        one, other = page.letter(ONE), page.letter(ONE)
        first = page.save(ONE, one, marks={"/worker/age": "accepted"})
        second = page.save(ONE, other, marks={"/worker/sex": "accepted"})
        over = page.save(ONE, other, marks={"/worker/sex": "accepted"}, over=True)
        now = page.letter(ONE)
    assert (first.status, second.status, over.status) == (200, 409, 200)
    assert "saved from elsewhere" in second.body["message"]
    assert now["marks"] == {"/worker/sex": "accepted"}


def test_a_page_that_is_loaded_anew_waits_for_the_save_before_it(folder: Path) -> None:
    desk, shown = desk_of(folder), list[Any]()
    with served(desk) as page:
        asking = threading.Thread(target=lambda: shown.append(page.letter(ONE)))
        with desk.turn:
            asking.start()
            asking.join(0.2)
            assert not shown
            reading = desk.reading(ONE)
            desk.save(ONE, reading.model_copy(update={"seconds": 7.0}), reading.version)
        asking.join(10)
    assert [one["seconds"] for one in shown] == [7.0]


def test_a_letter_that_changed_under_its_reading_is_told(folder: Path) -> None:
    desk = desk_of(folder)
    reading = desk.reading(ONE)
    desk.save(ONE, reading, "")
    path = folder / "letters" / f"{ONE}.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("29-year-old", "39-year-old"), encoding="utf-8")
    entry = desk_of(folder).entry(ONE)
    assert "another text" in entry.error


# Beginnings


def test_a_letter_begins_from_its_result_flagged_or_not(folder: Path) -> None:
    result = Structurer(KIND, read_only=True).structure(folder / "letters" / f"{ONE}.txt")
    desk = desk_of(folder, results=[result])
    assert desk.reading(ONE).start == "result"
    assert desk.reading(THREE).start == "read"
    assert desk.entry(ONE).flagged is result.needs_review
    assert desk.reading(ONE).marks["/case/case_number"] == "read"


def test_a_letter_begins_from_the_result_of_its_text_whatever_else_is_called_alike(
    folder: Path, tmp_path: Path
) -> None:
    structurer = Structurer(KIND, read_only=True)
    (tmp_path / "other").mkdir()
    shutil.copy(letters.HERE / f"{THREE}.txt", tmp_path / "other" / f"{ONE}.txt")
    results = [structurer.structure(place / f"{ONE}.txt") for place in (folder / "letters", tmp_path / "other")]
    for given in (results, results[::-1]):
        desk = desk_of(folder, results=given)
        assert desk.reading(ONE).start == "result"
        assert desk.reading(ONE).record == results[0].record.model_dump(mode="json")


def test_a_label_that_is_there_is_what_its_reader_begins_from(folder: Path) -> None:
    (folder / "labels").mkdir()
    shutil.copy(letters.HERE / f"{ONE}.json", folder / "labels")
    reading = desk_of(folder).reading(ONE)
    assert reading.start == "label"
    assert reading.record == labelled()
    assert reading.evidence["/case/case_number"][0].text == "CM16-9117205"
    assert reading.evidence["/case/decision_date"][0].text == "01/11/2017"


@pytest.mark.parametrize("start", ["nothing", "read"])
def test_a_label_that_was_made_by_hand_stays_where_its_letter_is_read_afresh(folder: Path, start: Any) -> None:
    (folder / "labels").mkdir()
    shutil.copy(letters.HERE / f"{ONE}.json", folder / "labels")
    desk = desk_of(folder, start=start)
    finish(desk, ONE, other_record())
    assert in_force(folder) == letters.label(ONE)
    assert (desk.entry(ONE).state, desk.entry(ONE).settled) == ("done", True)
    # so a second time, when its reader is known
    finish(desk, ONE, other_record())
    assert in_force(folder) == letters.label(ONE)


def test_a_label_that_a_reading_began_from_is_corrected_by_it(folder: Path) -> None:
    (folder / "labels").mkdir()
    shutil.copy(letters.HERE / f"{ONE}.json", folder / "labels")
    desk = desk_of(folder)
    for record in (other_record(), {**other_record(), "documents_reviewed": []}):
        finish(desk, ONE, record)
        assert in_force(folder) == KIND.record.model_validate(record)


def test_nothing_is_a_beginning_too(folder: Path) -> None:
    reading = desk_of(folder, start="nothing").reading(ONE)
    assert reading.record["case"]["case_number"] is None
    assert reading.record["determinations"] == []


def test_a_letter_that_cannot_be_read_stands_in_the_queue(folder: Path) -> None:
    (folder / "letters" / "empty.txt").write_text("")
    entries = {name: desk_of(folder).entry(name) for name in desk_of(folder).letters}
    assert "empty" in entries["empty"].error
    assert not entries[ONE].error


@pytest.mark.skipif(sys.platform != "linux", reason="names there are text")
def test_a_name_that_is_no_text_can_be_reviewed(folder: Path, tmp_path: Path) -> None:
    odd = folder / "letters" / os.fsdecode(b"bad\xff.txt")
    (folder / "letters" / f"{ONE}.txt").rename(odd)
    folder = folder.rename(tmp_path / os.fsdecode(b"folder\xff"))
    desk = desk_of(folder)
    with served(desk) as page:
        assert page.call("/?token=" + TOKEN, headers={"x-token": ""}).status == 200
        assert "bad\\udcff" in [entry["id"] for entry in page.call("/api/queue").body["entries"]]
        opened = page.letter("bad\\udcff")
        assert page.save("bad\\udcff", opened, record=labelled(), evidence={}, state="done").status == 200
    assert [case.id for case in load_suite(folder).cases] == ["bad\\udcff"]


@pytest.mark.parametrize("name", ["", "..", "a/b", "settled", "x" * 80])
def test_a_readers_name_must_serve_as_a_folders(folder: Path, name: str) -> None:
    with pytest.raises(SettingsError):
        desk_of(folder, name)


def test_a_folder_without_letters_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="no letters"):
        desk_of(tmp_path)


# Two readers


def other_record() -> dict[str, Any]:
    """The record as another reader has it: a diagnosis less, another status, a finding more, an x-ray's finding changed."""
    record = labelled()
    clinical = record["clinical"]
    clinical["diagnoses"] = []
    clinical["work_status"] = "regular work"
    clinical["exam_findings"] = [*clinical["exam_findings"], "no locking"]
    return record


def test_a_second_reader_does_not_see_the_first_ones_work(folder: Path) -> None:
    finish(desk_of(folder), ONE, labelled())
    second = desk_of(folder, "Bo")
    assert second.reading(ONE).start == "read"
    assert second.reading(ONE).record["clinical"]["diagnoses"] == []
    assert second.entry(ONE).others == ("Ann",)


def test_readers_who_agree_make_the_label_and_those_who_differ_do_not(folder: Path) -> None:
    finish(desk_of(folder), ONE, labelled())
    second = desk_of(folder, "Bo")
    finish(second, ONE, other_record())
    assert second.entry(ONE).agree is False
    with pytest.raises(EvalError, match="no letter"):
        load_suite(folder)
    finish(second, ONE, labelled())
    assert second.entry(ONE).agree is True
    assert load_suite(folder).cases[0].label == letters.label(ONE)


def test_differences_are_settled_one_by_one(folder: Path) -> None:
    finish(desk_of(folder), ONE, labelled())
    second = desk_of(folder, "Bo")
    finish(second, ONE, other_record())
    with served(second) as page:
        found = page.letter(ONE, "/differences")
        by_field = {one["field"]: one for one in found["differences"]}
        assert {one["what"] for one in found["differences"]} == {"set", "remove", "insert"}
        taken = [by_field["clinical.exam_findings"]["number"], by_field["clinical.work_status"]["number"]]
        choice = {"first": "Ann", "second": "Bo", "taken": taken}
        late = page.call(f"/api/letters/{ONE}/merged", {**choice, "of": "those of another day"}, "POST")
        assert (late.status, "settle the differences anew" in str(late.body)) == (409, True)
        made = page.call(f"/api/letters/{ONE}/merged", {**choice, "of": found["of"]}, "POST").body
        assert made["settles"] == ["Ann", "Bo"]
        saved = page.save(ONE, made, state="done")
        assert json.loads((folder / "reviews" / "settled" / f"{ONE}.json").read_text())["start"] == "readers"
        agreed = page.call("/api/agreement").body
    assert saved.status == 200
    assert saved.body["entry"]["settled"]
    label = load_suite(folder).cases[0].label.model_dump(mode="json")
    assert label["clinical"]["diagnoses"] == labelled()["clinical"]["diagnoses"]
    assert label["clinical"]["work_status"] == "regular work"
    assert label["clinical"]["exam_findings"][-1] == "no locking"
    assert agreed["readers"] == ["Ann", "Bo"]
    assert 0 < agreed["f1"] < 1
    # what is settled stays, whatever a reader finishes later
    finish(desk_of(folder), ONE, labelled())
    assert load_suite(folder).cases[0].label.model_dump(mode="json") == label


@pytest.mark.parametrize("decided", ["as the first", "otherwise", "unreadably"])
def test_what_was_decided_between_readers_elsewhere_stays_until_it_is_settled_anew(folder: Path, decided: str) -> None:
    for reader, record in (("first", labelled()), ("second", other_record())):
        (folder / "readers" / reader).mkdir(parents=True)
        (folder / "readers" / reader / f"{ONE}.json").write_text(json.dumps(record))
    label = folder / "labels" / f"{ONE}.json"
    label.parent.mkdir()
    record = labelled()
    if decided != "as the first":
        record["clinical"]["work_status"] = "nobody said so"
    label.write_text(json.dumps(record) if decided != "unreadably" else "{")
    before = label.read_bytes()
    desk = desk_of(folder)
    finish(desk, ONE, other_record())
    assert label.read_bytes() == before
    assert (desk.entry(ONE).agree, desk.entry(ONE).settled) == (False, True)
    if decided == "unreadably":
        return
    with served(desk) as page:
        opened = page.letter(ONE, "?settle")
        assert (opened["start"], opened["settles"], opened["record"]) == ("label", ["Ann", "first"], record)
        opened["record"]["clinical"]["work_status"] = "regular work"
        page.save(ONE, opened, evidence={}, state="done")
    assert json.loads(label.read_text())["clinical"]["work_status"] == "regular work"
    assert json.loads((folder / "reviews" / "settled" / f"{ONE}.json").read_text())["start"] == "label"


def test_readers_who_finish_at_the_same_moment_come_one_after_the_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bo = desk_of(folder), desk_of(folder, "Bo")
    monkeypatch.setattr("structurer.web.review.desk.LOCK_SECONDS", 0.0)
    agree = Labels.agree

    def meanwhile(labels: Labels, letter: str) -> bool | None:
        found = agree(labels, letter)
        monkeypatch.setattr(Labels, "agree", agree)
        with pytest.raises(TimeoutError):
            finish(bo, ONE, other_record())
        return found

    monkeypatch.setattr(Labels, "agree", meanwhile)
    finish(ann, ONE, labelled())
    finish(bo, ONE, other_record())
    assert ann.entry(ONE).agree is False
    assert not (folder / "labels" / f"{ONE}.json").exists()


def test_of_three_readers_two_who_differ_are_settled(folder: Path) -> None:
    for reader, record in (("Ann", labelled()), ("Bo", labelled()), ("Cleo", other_record())):
        finish(desk_of(folder, reader), ONE, record)
    with served(desk_of(folder)) as page:
        found = page.letter(ONE, "/differences")
    assert (found["first"], found["second"]) == ("Ann", "Cleo")
    assert found["differences"]


def test_lists_in_another_order_say_the_same(folder: Path) -> None:
    record = labelled()
    record["clinical"]["exam_findings"].reverse()
    assert record != labelled()
    finish(desk_of(folder), ONE, labelled())
    finish(desk_of(folder, "Bo"), ONE, record)
    assert desk_of(folder).entry(ONE).agree is True


def test_agreement_is_of_readers_who_have_a_letter_in_common(folder: Path) -> None:
    finish(desk_of(folder), ONE, labelled())
    finish(desk_of(folder, "Bo"), THREE, labelled(THREE))
    desk = desk_of(folder, "Cleo")
    with served(desk) as page:
        assert page.call("/api/agreement").body == {"readers": ["Ann", "Bo"], "fields": []}
        finish(desk, THREE, labelled(THREE))
        found = page.call("/api/agreement").body
    assert (found["readers"], found["letters"], found["f1"]) == (["Bo", "Cleo"], 1, 1.0)


def test_evidence_is_of_the_label_and_not_of_a_reading_taken_up_again(folder: Path) -> None:
    desk = desk_of(folder)
    record = labelled(THREE)
    reading = desk.reading(THREE)
    desk.save(THREE, reading.model_copy(update={"record": record, "evidence": {}, "state": "done"}), "")
    again = desk.reading(THREE)
    fewer = {**record, "determinations": [{**record["determinations"][1], "request": None}]}
    evidence = {"/determinations/0/service": [desk.opened(THREE).letter.span(0, 40)]}
    desk.save(THREE, again.model_copy(update={"record": fewer, "evidence": evidence}), again.version)
    found = desk.evidence_of("Ann", THREE)["/determinations/0/service"][0]
    assert found.text == record["determinations"][0]["service"]


def test_evidence_of_another_letter_is_refused(folder: Path) -> None:
    with served(desk_of(folder)) as page:
        refused = page.save(THREE, {**page.letter(THREE), "evidence": page.letter(ONE)["evidence"]})
    assert refused.status == 422
    assert "not in this letter" in refused.body["message"]
    assert not (folder / "reviews" / "Ann" / f"{THREE}.json").exists()


def test_a_letter_that_changes_while_it_is_reviewed_is_noticed(folder: Path) -> None:
    with served(desk_of(folder)) as page:
        opened = page.letter(ONE)
        page.save(ONE, opened)
        path = folder / "letters" / f"{ONE}.txt"
        path.write_text("Another line.\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
        refused = page.save(ONE, opened, state="done", record=labelled(), evidence={})
    assert refused.status == 422
    assert not (folder / "labels").exists()


def test_what_can_be_undone_stays_where_a_save_does_not_say(folder: Path) -> None:
    step = {"at": "/worker/age", "value": 1, "evidence": {}, "marks": {}}
    with served(desk_of(folder)) as page:
        opened = page.letter(ONE)
        version = page.save(ONE, opened, undo=[step]).body["version"]
        page.save(ONE, opened, undo=None, redo=None, version=version)
        assert page.letter(ONE)["undo"] == [step]


@pytest.mark.parametrize("name", [ONE, THREE, "2017-eight-items-surgery"])
def test_taking_every_difference_gives_the_second_record(name: str) -> None:
    """Whatever was taken out of, put into or changed in the lists of a record."""
    first = letters.label(name)
    data = labelled(name)
    data["determinations"] = data["determinations"][1:]
    data["clinical"]["exam_findings"] = data["clinical"]["exam_findings"][::2]
    data["clinical"]["medications"] = [
        {"name": "a drug", "strength": None, "frequency": None}, *data["clinical"]["medications"]
    ]  # fmt: skip
    data["worker"]["age"] = 99
    second = type(first).model_validate(data)
    for one, other in ((first, second), (second, first)):
        record, _ = merged(one, {}, {}, differences(one, other))
        assert type(first).model_validate(record) == other
    assert differences(first, first) == []


class Side(Enum):
    """Codes that are no text."""

    LEFT = 1
    RIGHT = 2


class Pain(BaseModel):
    """A part that a record may lack."""

    where: str | None = None
    side: Side | None = None


class Visit(BaseModel):
    """Parts and lists that may be null, and values that are no JSON."""

    topic: str = "a visit"
    day: dt.date = dt.date(2020, 1, 1)
    fee: Decimal = Decimal("1.5")
    side: Side = Side.LEFT
    pain: Pain | None = None
    tags: list[str] | None = None
    pains: list[Pain] | None = None


VISITS: list[dict[str, Any]] = [
    {},
    {"pain": {"where": "arm", "side": 2}, "tags": ["a", "b"], "pains": [{"where": "arm"}, {"side": 1}]},
    {"pain": {"side": 1}, "tags": ["b"], "pains": [{"where": "arm", "side": 2}], "side": 2, "fee": "2", "day": "2021-02-03"},
    {"tags": [], "pains": []},
]  # fmt: skip


@pytest.mark.parametrize("one", range(len(VISITS)))
@pytest.mark.parametrize("other", range(len(VISITS)))
def test_parts_and_lists_that_may_be_null_can_be_settled(one: int, other: int) -> None:
    record = LetterKind.from_model(Visit).record
    first, second = record.model_validate(VISITS[one]), record.model_validate(VISITS[other])
    found = differences(first, second)
    json.dumps([vars(difference) for difference in found])
    made = record.model_validate(merged(first, {}, {}, found)[0])
    assert differences(made, second) == []
    assert bool(found) is (VISITS[one] != VISITS[other] and {one, other} != {0, 3})


def test_evidence_of_a_part_comes_with_it() -> None:
    record = LetterKind.from_model(Visit).record
    first, second = record.model_validate(VISITS[0]), record.model_validate(VISITS[1])
    span = Letter("note", "It hurts in the arm.").span(16, 19)
    _, evidence = merged(first, {}, {"/pain/where": [span], "/tags/1": [span]}, differences(first, second))
    assert evidence == {"/pain/where": [span], "/tags/1": [span]}


def test_what_stands_where_a_letter_says_nothing_is_data() -> None:
    fields = {field["name"]: field for field in form_of(LetterKind.from_model(Visit).record)}
    assert json.loads(json.dumps(fields)) == fields
    assert [fields[name]["blank"] for name in ("day", "fee", "side", "tags")] == ["2020-01-01", "1.5", 1, None]


def test_what_is_done_is_counted_without_reading_a_letter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    finish(desk_of(folder), ONE, labelled())
    finish(desk_of(folder, "Bo"), THREE, labelled(THREE))
    (folder / "reviews" / "Ann" / f"{THREE}.json").write_text("{")
    desk = desk_of(folder)
    monkeypatch.setattr("structurer.web.review.desk.load", None)
    assert desk.finished() == 1


@pytest.mark.parametrize(
    ("code", "told"),
    [(errno.EADDRINUSE, "port 80 is taken"), (errno.EACCES, "port 80 cannot be used: Permission denied")],
)
def test_why_a_port_cannot_be_had_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch, code: int, told: str) -> None:
    def bind(*_: Any) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(socket.socket, "bind", bind)
    with pytest.raises(SettingsError, match=told):
        serve(desk_of(folder), 80)


def test_conflicts_name_the_time(folder: Path) -> None:
    desk = desk_of(folder)
    reading = desk.reading(ONE)
    desk.save(ONE, reading, "")
    with pytest.raises(Conflict, match=r"at \d\d:\d\d:\d\d"):
        desk.save(ONE, reading, "")


def test_a_long_queue_comes_in_parts(folder: Path) -> None:
    for number in range(40):
        shutil.copy(letters.HERE / f"{ONE}.txt", folder / "letters" / f"more-{number:02}.txt")
    with served(desk_of(folder)) as page:
        first, second, none = (page.call(f"/api/queue?start={start}").body for start in (0, 25, 43))
    assert first["letters"] == 43
    assert [len(part["entries"]) for part in (first, second, none)] == [25, 18, 0]
    assert not {one["id"] for one in first["entries"]} & {one["id"] for one in second["entries"]}


def test_markup_in_a_letter_is_data(folder: Path) -> None:
    (folder / "letters" / "markup.txt").write_text(of_markup(), encoding="utf-8")
    with served(desk_of(folder)) as page:
        told = page.call("/api/letters/markup")
    assert told.headers["content-type"].startswith("application/json")
    assert told.headers["x-content-type-options"] == "nosniff"
    assert "<script>" in told.body["text"]
