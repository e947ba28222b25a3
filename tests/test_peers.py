"""The benchmark of peers, without any peer: who goes when, what is made of their answers, and the table."""

from __future__ import annotations

import contextlib
import json
import sys
import threading
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from structurer.kinds.imr.record import ImrRecord
from structurer.letter import Letter
from structurer.result import Usage
from tests import letters

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks" / "peers"))

import run as peers
from counting import Count, CountingProxy
from extractions import as_record
from fitting import fitted, inventions
from table import print_table, rows_of


def test_each_contestant_goes_first_in_turn() -> None:
    names = ["a", "b", "c"]
    assert [peers.order(index, names)[0] for index in range(4)] == ["a", "b", "c", "a"]
    assert sorted(peers.order(1, names)) == names


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_calls_and_tokens_are_counted_once_and_what_nobody_waits_for_is_ended() -> None:
    reply = json.dumps({"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 3}}).encode()
    started, release = threading.Event(), threading.Event()

    class Model(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            if self.path.endswith("/slow"):
                started.set()
                release.wait(10)
            self.send_response(200)
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(reply)

        def log_message(self, format: str, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Model)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    proxy = CountingProxy(f"http://127.0.0.1:{server.server_address[1]}/v1", "key")
    try:
        assert proxy.forward("POST", "/v1/chat", b"{}") == (200, reply)
        assert proxy.take() == Count(1, 7, 3)
        assert proxy.take() == Count()
        waiting = threading.Thread(target=_call, args=(proxy,))
        waiting.start()
        assert started.wait(10)
        proxy.abandon()
        waiting.join(5)
        assert not waiting.is_alive()
        assert proxy.take() == Count()
    finally:
        release.set()
        proxy.close()
        server.shutdown()


def _call(proxy: CountingProxy) -> None:
    with contextlib.suppress(OSError, HTTPException):
        proxy.forward("POST", "/v1/slow", b"{}")


def test_what_does_not_follow_the_schema_is_left_out_and_the_rest_kept() -> None:
    given = {
        "case": {"case_number": "CM16-0000001", "decision_date": "01/04/2017", "priority": "whenever", "colour": "red"},
        "clinical": {"diagnoses": ["sprain", None], "pain_scores": [{"low": "six", "high": None}, {"low": "6", "high": "7"}]},
        "determinations": [
            {"request": "Brace", "decision": "Upheld", "retrospective": "false", "basis": "criteria_not_met, nonsense"},
            {"service": "no request"},
        ],
    }  # fmt: skip
    record = fitted(ImrRecord, given)
    assert record["case"]["decision_date"] == "2017-01-04"
    assert record["case"]["priority"] is None
    assert record["clinical"]["diagnoses"] == ["sprain"]
    assert [score["high"] for score in record["clinical"]["pain_scores"]] == [7]
    (item,) = [one for one in record["determinations"] if one["request"] == "Brace"]
    assert (item["decision"], item["retrospective"], item["basis"]) == ("upheld", False, ["criteria_not_met"])


def test_a_right_record_stays_as_it_is() -> None:
    label = letters.label("2016-one-item")
    assert ImrRecord.model_validate(fitted(ImrRecord, label.model_dump(mode="json"))) == label
    assert inventions(letters.letter("2016-one-item"), label) == 0


def test_words_that_are_not_in_the_letter_are_counted() -> None:
    record = ImrRecord.model_validate({"clinical": {"diagnoses": ["neck strain", "gout"]}})
    assert inventions(Letter.from_text("He has a neck\nstrain."), record) == 1


def extraction(name: str, text: str, place: tuple[int, int] | None = None, **attributes: Any) -> SimpleNamespace:
    interval = SimpleNamespace(start_pos=place[0], end_pos=place[1]) if place else None
    return SimpleNamespace(
        extraction_class=name, extraction_text=text, attributes=attributes or None, char_interval=interval
    )


def test_a_flat_list_becomes_a_record_with_its_evidence() -> None:
    record, evidence = as_record(
        [
            extraction("case_number", "CM16-0000001", (0, 12)),
            extraction("diagnosis", "gout", (20, 24)),
            extraction("medication", "Norco", strength="5 mg", frequency=None),
            extraction("reviewer_guideline", "MTUS", source="MTUS"),  # before any determination: of nothing
            extraction("determination", "Brace", decision="upheld"),
            extraction("reviewer_guideline", "MTUS", source="MTUS"),
        ]
    )
    assert record["clinical"]["medications"] == [{"strength": "5 mg", "frequency": None, "name": "Norco"}]
    assert record["determinations"][0]["reviewer_guidelines"] == [{"source": "MTUS"}]
    assert evidence["/clinical/diagnoses/0"] == [[20, 24]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    from structurer.evals.runs import ResultLine, appending
    from structurer.evals.suite import load_suite

    suite = load_suite("imr")
    suite = suite.only([suite.cases[0].id, suite.cases[1].id])
    rows = []
    for name, seconds in (("structurer", 10.0), ("instructor", 100.0)):
        peers.prepare(tmp_path, name, suite)
        for case in suite.cases:
            if name == "instructor" and case is suite.cases[1]:
                continue  # not there yet: only what all have had counts
            label = case.label.model_dump(mode="json")
            record = label if name == "structurer" else {**label, "clinical": {}}
            result = {"record": record, "evidence": {}, "findings": [], "usage": Usage().model_dump()}
            with appending(tmp_path / f"{name}.jsonl") as writer:
                writer.write(ResultLine(id=case.id, repeat=0, result=result, error=None, answers=[], seconds=seconds))
            rows.append({"contestant": name, "letter": case.id, "seconds": seconds, "calls": 1, "read": 100,
                         "written": int(seconds), "lost": None, "inventions": 0})  # fmt: skip
    (tmp_path / "measures.jsonl").write_text("\n".join(map(json.dumps, rows)))
    machine = {"date": "2026-01-01", "cpu": "none", "cores": 2, "model": "m", "slots": 2, "command": "c"}
    (tmp_path / "machine.json").write_text(json.dumps(machine))
    return tmp_path


def test_the_table_counts_the_letters_that_all_have_had(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = rows_of(folder, ["structurer", "instructor"])
    assert (ours["letters"], theirs["letters"]) == (1, 1)
    assert ours["micro"] == 1.0
    assert theirs["precision"] == 1.0
    assert theirs["recall"] < 1
    print_table(folder, ["structurer", "instructor"])
    told = capsys.readouterr().out
    assert "written against instructor: 0.10 (bar 0.25) reached" in told
    assert "seconds against instructor: 0.10 (bar 0.20) reached" in told


def test_a_run_that_was_stopped_goes_on_with_what_is_missing(folder: Path) -> None:
    from structurer.evals.suite import load_suite

    first, second = (case.id for case in load_suite("imr").cases[:2])
    assert peers.is_done(folder, "instructor", first)
    assert not peers.is_done(folder, "instructor", second)
    assert not peers.is_done(folder, "langextract", first)
