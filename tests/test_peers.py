"""The benchmark of peers, without any peer: who goes when, what is made of their answers, what is counted, the table."""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from structurer.errors import EvalError
from structurer.evals.runs import ResultLine, appending, read_run
from structurer.evals.suite import Suite, load_suite
from structurer.files import locked
from structurer.kinds.imr.record import ImrRecord
from structurer.kinds.medical.record import Basis, Category
from structurer.letter import Letter
from structurer.marks import marked
from structurer.models.local.supervisor import Endpoint
from structurer.quote import find
from structurer.result import Usage
from tests import letters

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks" / "peers"))

import example
import extractions
import notes
import run as peers
import table
from bars import bars
from counting import Count, CountingProxy, counted, is_busy
from extractions import as_record
from fitting import fitted
from lanes import A_LANE, Lane, side_by_side, turns
from load import Watch, share
from measuring import copies_of, measures_of, rows_of
from peer import Peer
from table import bar_lines, by_field, print_table
from worker import named

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


def test_each_contestant_goes_first_in_turn() -> None:
    names = ["a", "b", "c"]
    assert [peers.order(index, names)[0] for index in range(4)] == ["a", "b", "c", "a"]
    assert sorted(peers.order(1, names)) == names


def test_a_turn_is_one_letter_and_with_several_lanes_some_for_each() -> None:
    assert [list(turn) for turn in turns("abc", 1)] == [["a"], ["b"], ["c"]]
    assert [len(turn) for turn in turns(range(2 * A_LANE * 3 + 1), 3)] == [A_LANE * 3, A_LANE * 3, 1]


def test_letters_go_side_by_side_each_in_a_lane_of_its_own(upstream: Upstream) -> None:
    lanes = [Lane({}, CountingProxy(upstream.base_url, "k"), {}) for _ in range(3)]
    together = threading.Barrier(3)
    done: list[tuple[int, Count]] = []

    def one(case: int, lane: Lane) -> None:
        together.wait(5)  # it is broken where fewer than three are under way
        for _ in range(case):
            with called(lane.proxy) as connection:
                connection.makefile("rb").read()
        assert lane.proxy.finish(5)
        done.append((case, lane.proxy.take()))

    try:
        side_by_side(lanes, range(6), one)
    finally:
        for lane in lanes:
            lane.close()
    assert sorted((case, count.calls) for case, count in done) == [(case, case) for case in range(6)]


def test_what_goes_wrong_in_a_lane_is_raised_and_nothing_more_is_begun(upstream: Upstream) -> None:
    lanes = [Lane({}, CountingProxy(upstream.base_url, "k"), {}) for _ in range(2)]
    begun: list[int] = []

    def one(case: int, lane: Lane) -> None:
        begun.append(case)
        time.sleep(0.05)
        raise OSError("no space left")

    try:
        with pytest.raises(OSError, match="no space left"):
            side_by_side(lanes, range(50), one)
    finally:
        for lane in lanes:
            lane.close()
    assert len(begun) < 10


# What peers are told


def test_peers_are_told_every_code_and_every_field() -> None:
    told = notes.notes()
    assert not [code for code in (*Category, *Basis) if code.value not in told]
    assert not [name for part in ("clinical", "determinations") for name in example_of(part) if f"- {name}" not in told]
    assert not [details for details in notes.DETAILS.values() if details not in told]


def example_of(part: str) -> dict[str, Any]:
    found = example.RECORD[part]
    return found[0] if isinstance(found, list) else found


def test_the_example_is_a_record_whose_words_stand_in_its_letter() -> None:
    record, letter = ImrRecord.model_validate(example.RECORD), Letter.from_text(example.LETTER)
    assert not [path for path, text, _ in marked(record) if not find(letter, text)]
    assert record.model_dump(mode="json") == example.RECORD


# What is made of their answers


@pytest.mark.parametrize(
    ("said", "quantity"), [("1,000 units", 1000), (".5 ml", 0.5), ("Six sessions", 6), ("#60", 60), ("a few", None)]
)
def test_a_number_told_in_words_around_it_is_read_for_the_peer(said: str, quantity: float | None) -> None:
    record, _ = fitted(ImrRecord, {"determinations": [{"request": "Norco", "quantity": said}]})
    assert record["determinations"][0]["quantity"] == quantity


def test_what_does_not_follow_the_schema_is_left_out_and_the_rest_kept() -> None:
    given = {
        "case": {"case_number": "CM16-0000001", "decision_date": "01/04/2017", "priority": "whenever", "colour": "red"},
        "clinical": {"diagnoses": ["sprain", None], "pain_scores": [{"low": "six", "high": None}, {"low": "6", "high": "7"}]},
        "determinations": [
            {"request": "Brace", "decision": "Upheld", "retrospective": "false", "basis": "Criteria not met, nonsense"},
            {"service": "no request"},
        ],
    }  # fmt: skip
    record, _ = fitted(ImrRecord, given)
    assert record["case"]["decision_date"] == "2017-01-04"
    assert record["case"]["priority"] is None
    assert record["clinical"]["diagnoses"] == ["sprain"]
    assert [score["high"] for score in record["clinical"]["pain_scores"]] == [7]
    (item,) = record["determinations"]
    assert (item["decision"], item["retrospective"], item["basis"]) == ("upheld", False, ["criteria_not_met"])


def test_a_right_record_stays_as_it_is() -> None:
    label = letters.label("2016-one-item")
    record, evidence = fitted(ImrRecord, label.model_dump(mode="json"))
    assert ImrRecord.model_validate(record) == label
    assert evidence == {}


def test_evidence_follows_its_value_when_entries_before_it_are_left_out() -> None:
    given = {
        "clinical": {"diagnoses": [None, "gout", "null", "sprain"]},
        "determinations": [{"service": "no request"}, {"request": "Brace", "body_parts": "neck; back"}],
    }
    record, evidence = fitted(ImrRecord, given, {
        "/clinical/diagnoses/1": [[1, 5]], "/clinical/diagnoses/2": [[2, 3]], "/clinical/diagnoses/3": [[7, 9]],
        "/determinations/0/service": [[20, 30]], "/determinations/1/body_parts": [[40, 50]],
    })  # fmt: skip
    assert record["clinical"]["diagnoses"] == ["gout", "sprain"]
    assert evidence == {
        "/clinical/diagnoses/0": [[1, 5]], "/clinical/diagnoses/1": [[7, 9]],
        "/determinations/0/body_parts/0": [[40, 50]], "/determinations/0/body_parts/1": [[40, 50]],
    }  # fmt: skip


def extraction(name: str, text: str, place: tuple[int, int] | None = None, /, **attributes: Any) -> SimpleNamespace:
    interval = SimpleNamespace(start_pos=place[0], end_pos=place[1]) if place else None
    return SimpleNamespace(
        extraction_class=name, extraction_text=text, attributes=attributes or None, char_interval=interval
    )


LETTER = "CM16-0000001 has gout, 6/10 at rest; takes Norco 5 mg daily. Brace for the wrist: Upheld. MTUS. It is not needed. It is dear."


def placed(name: str, phrase: str, /, **attributes: Any) -> SimpleNamespace:
    start = LETTER.index(phrase)
    return extraction(name, phrase, (start, start + len(phrase)), **attributes)


def test_a_flat_list_becomes_a_record_with_its_evidence() -> None:
    given = [
        placed("case_number", "CM16-0000001"),
        extraction("case_number", "CM16-0000002", (90, 102)),  # said again: the first counts
        placed("diagnosis", "gout"),
        placed("pain_score", "6/10 at rest", low=6, high=6, context="at rest"),
        placed("medication", "Norco 5 mg", name="Norco", strength="5 mg", frequency="daily"),
        extraction("reviewer_guideline", "MTUS", source="MTUS"),  # before any determination: of nothing
        placed("determination", "Brace for the wrist: Upheld", request="Brace for the wrist", decision="upheld",
               body_parts=["wrist", "hand"]),
        placed("reviewer_guideline", "MTUS", source="MTUS"),
        placed("rationale", "It is not needed."),
        placed("rationale", "It is dear."),
        extraction("weather", "sunny"),
    ]  # fmt: skip
    record, evidence = as_record(given, LETTER)

    def shown(path: str) -> list[str]:
        return [LETTER[start:end] for start, end in evidence.get(path, [])]

    assert record["case"] == {"case_number": "CM16-0000001"}
    assert record["clinical"]["medications"] == [{"name": "Norco", "strength": "5 mg", "frequency": "daily"}]
    (item,) = record["determinations"]
    assert item["request"] == "Brace for the wrist"
    assert item["reviewer_guidelines"][0]["source"] == "MTUS"
    assert item["rationale"] == "It is not needed. It is dear."
    assert shown("/clinical/diagnoses/0") == ["gout"]
    assert shown("/clinical/pain_scores/0/high") == shown("/clinical/pain_scores/0/context") == ["6/10 at rest"]
    assert shown("/clinical/medications/0/strength") == ["Norco 5 mg"]
    assert shown("/clinical/medications/0/frequency") == [], "its phrase does not hold it"
    assert shown("/determinations/0/body_parts/0") == ["Brace for the wrist: Upheld"]
    assert shown("/determinations/0/body_parts/1") == []
    assert shown("/determinations/0/rationale") == [item["rationale"]]


def test_what_could_not_be_aligned_is_left_out_where_it_is_words_of_the_letter() -> None:
    record, evidence = as_record(
        [extraction("diagnosis", "lupus"), extraction("medication", "Soma", name="Soma"), extraction("sex", "female"),
         extraction("determination", "Brace", decision="upheld")], LETTER
    )  # fmt: skip
    assert record["clinical"] == {"pain_scores": [], "studies": [], "medications": []}
    assert record["worker"] == {"sex": "female"}
    assert record["determinations"][0]["request"] == "Brace"
    assert evidence == {}


def test_an_extraction_without_the_attribute_that_names_it_is_named_by_its_text() -> None:
    record, _ = as_record([placed("medication", "Norco"), placed("determination", "Brace for the wrist")], LETTER)
    assert record["clinical"]["medications"][0]["name"] == "Norco"
    assert record["determinations"][0]["request"] == "Brace for the wrist"


def perfect(label: ImrRecord, letter: Letter) -> Iterator[SimpleNamespace]:
    """The label as the extractions of somebody who makes no mistake."""

    def place(text: str) -> tuple[int, int] | None:
        return next(((one.start, one.end) for one in find(letter, text)), None)

    values = label.model_dump(mode="json")
    for section, names in extractions.SINGLE.items():
        for name in names:
            if (text := values[section][name]) is not None:
                yield extraction(name, str(text), place(str(text)))
    for name, (section, field) in extractions.LISTED.items():
        yield from (extraction(name, text, place(text)) for text in values[section][field])
    for name, (field, main, _) in extractions.PARTS.items():
        for entry in values["clinical"][field]:
            ratings = (
                []
                if main
                else [f"{entry['low']}-{entry['high']}/10", f"{entry['high']}/10", f"{entry['high']} out of 10"]
            )
            text = next(one for one in [entry.get(main or ""), *ratings] if one and place(one))
            yield extraction(name, text, place(text), **entry)
    for item in values["determinations"]:
        given = {key: item[key] for key in extractions.ITEM}
        yield extraction("determination", item["request"], place(item["request"]), **given)
        for name in ("claims_administrator_guideline", "reviewer_guideline"):
            for cited in item[f"{name}s"]:
                yield extraction(name, cited["title"] or cited["source"], None, **cited)
        yield extraction("rationale", item["rationale"], place(item["rationale"]))
    yield from (extraction("document_reviewed", text, place(text)) for text in values["documents_reviewed"])


@pytest.mark.parametrize("name", ["2016-three-items-mixed", "2017-retrospective-compound", "2019-documents-reviewed"])
def test_who_makes_no_mistake_is_found_to_make_none(name: str) -> None:
    letter, label = letters.letter(name), letters.label(name)
    record, _ = fitted(ImrRecord, *as_record(list(perfect(label, letter)), letter.text))
    assert ImrRecord.model_validate(record) == label


def test_several_specialties_in_one_extraction_are_several() -> None:
    text = "Plastic Surgery, Hand Surgery"
    record, evidence = as_record([extraction("specialty", text, (0, len(text)))], text)
    fit, stands = fitted(ImrRecord, record, evidence)
    assert fit["reviewer"]["specialties"] == ["Plastic Surgery", "Hand Surgery"]
    assert set(stands) == {"/reviewer/specialties/0", "/reviewer/specialties/1"}


@pytest.mark.parametrize(
    ("given", "sex"), [("He", "male"), ("Ms. Doe", "female"), ("46-year-old", None), ("a lady", None), ("lady", "female"), ("Woman", "female")]
)  # fmt: skip
def test_the_sex_is_read_from_any_word_that_tells_it(given: str, sex: str | None) -> None:
    record, _ = fitted(ImrRecord, {"worker": {"sex": given, "age": "forty-four"}})
    assert record["worker"] == {"sex": sex, "age": 44}


# Processes


def peer(tmp_path: Path, code: str) -> Peer:
    script = tmp_path / "peer_script.py"
    script.write_text(f"import json, sys, time\nsay = lambda **line: print(json.dumps(line), flush=True)\n{code}")
    return Peer(
        [sys.executable, str(script)], {"base_url": "http://127.0.0.1:1/v1", "key": "k", "model": "m"}, tmp_path
    )


ANSWERING = """
sys.stdin.readline()
say(ready=True)
for line in sys.stdin:
    text = json.loads(line)["text"]
    if text == "slow":
        time.sleep(60)
    if text == "fatal":
        sys.exit(1)
    say(record={"said": text}, evidence={}, seconds=0)
"""


def test_a_letter_that_takes_too_long_or_ends_the_process_is_lost_and_the_next_is_answered(tmp_path: Path) -> None:
    one = peer(tmp_path, ANSWERING)
    try:
        assert one.structure("first é", 30)["record"] == {"said": "first é"}
        assert one.structure("slow", 0.5) == {"error": "no answer within 0 s"}
        assert one.structure("fatal", 30) == {"error": "its process ended"}
        assert one.structure("last", 30)["record"] == {"said": "last"}
    finally:
        one.close()


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("say(error='ModuleNotFoundError: No module named contextgem')", "No module named contextgem"),
        ("sys.exit(3)", "ended at once"),
    ],
)
def test_a_peer_that_cannot_be_used_says_why(tmp_path: Path, code: str, why: str) -> None:
    one = peer(tmp_path, code)
    assert not one.ready()
    assert one.broken is not None
    assert why in one.broken
    assert why in one.structure("a letter", 1)["error"]


def test_a_missing_environment_is_told_and_no_crash(tmp_path: Path) -> None:
    one = Peer([str(tmp_path / "no-python")], {}, tmp_path)
    assert not one.ready()
    assert "cannot be started" in str(one.broken)


def test_an_error_is_named_with_its_causes_and_without_its_message() -> None:
    error = ValueError("the letter again")
    error.__cause__ = KeyError("the letter")
    assert named(error) == "ValueError, from KeyError"


# Counting


class Upstream:
    """A model server that answers after `seconds`, and tells in its metrics whether a call is under way."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.keys, self.hung_up, self.busy = seconds, [], threading.Event(), 0
        upstream = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._reply(f"# HELP x\nllamacpp:requests_processing {upstream.busy}\n".encode())

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                upstream.keys.append(self.headers["Authorization"])
                upstream.busy += 1
                until = time.monotonic() + upstream.seconds
                self.connection.settimeout(0.02)
                while time.monotonic() < until and not upstream.hung_up.is_set():
                    try:
                        if not self.connection.recv(1, socket.MSG_PEEK):
                            upstream.hung_up.set()
                    except TimeoutError:
                        pass
                self.connection.settimeout(None)
                upstream.busy -= 1
                if not upstream.hung_up.is_set():
                    self._reply(json.dumps({"usage": {"prompt_tokens": 30, "completion_tokens": 4}}).encode())

            def _reply(self, content: bytes) -> None:
                self.send_response(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.base_url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"


@pytest.fixture
def upstream(request: pytest.FixtureRequest) -> Iterator[Upstream]:
    made = Upstream(getattr(request, "param", 0.0))
    yield made
    made.server.shutdown()
    made.server.server_close()


def called(proxy: CountingProxy) -> socket.socket:
    host, port = proxy.base_url.removeprefix("http://").removesuffix("/v1").split(":")
    connection = socket.create_connection((host, int(port)))
    request = b"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"
    connection.sendall(request)
    return connection


def test_calls_and_tokens_are_counted_until_they_are_taken(upstream: Upstream) -> None:
    proxy = CountingProxy(upstream.base_url, "the server's key")
    try:
        for _ in range(2):
            with called(proxy) as connection:
                assert b"completion_tokens" in connection.makefile("rb").read()
        assert proxy.settle(5)
        assert proxy.take() == Count(calls=2, read=60, written=8)
        assert proxy.take() == Count()
        assert set(upstream.keys) == {"Bearer the server's key"}
    finally:
        proxy.close()


@pytest.mark.parametrize("upstream", [30.0], indirect=True)
def test_a_call_that_nobody_waits_for_is_broken_off_at_the_server(upstream: Upstream) -> None:
    proxy = CountingProxy(upstream.base_url, "k")
    try:
        connection = called(proxy)
        while not upstream.busy:
            time.sleep(0.01)
        assert not proxy.settle(0.3)
        assert not proxy.finish(0.3)
        connection.close()
        assert upstream.hung_up.wait(5)
        assert proxy.finish(5)
        assert proxy.settle(5)
        assert proxy.take() == Count(abandoned=1)
    finally:
        proxy.close()


@pytest.mark.parametrize(
    ("busy", "own", "wall", "others"), [(20.0, 19.0, 20.0, 0.05), (20.0, 5.0, 20.0, 0.75), (5.0, 5.2, 20.0, 0.0), (0.0, 0.0, 0.0, 0.0)]
)  # fmt: skip
def test_work_of_others_is_told_apart_from_our_own(busy: float, own: float, wall: float, others: float) -> None:
    assert share(busy, own, wall) == others
    assert 0.0 <= Watch([]).others() <= 1.0


def test_what_tells_no_usage_counts_for_nothing() -> None:
    assert counted(b'{"data": []}') == counted(b"not JSON") == counted(b"[]") == Count()
    assert is_busy("llamacpp:requests_processing 0\nllamacpp:requests_deferred 1\n")
    assert not is_busy("llamacpp:requests_processing 0\nllamacpp:tokens_predicted_total 900\n")


# The run's folder


@pytest.fixture(scope="module")
def suite() -> Suite:
    whole = load_suite("imr")
    return whole.only([case.id for case in whole.cases[:3]])


def bench(suite: Suite, out: Path) -> peers.Bench:
    return peers.Bench(suite, "all", out, ["structurer", "instructor"], 60.0, peers.settings_of(2))


def test_two_runs_do_not_share_a_folder(folder: Path, suite: Suite) -> None:
    with locked(folder / ".lock"), pytest.raises(EvalError, match="goes on already"):
        bench(suite, folder).run(suite)


def test_structurer_is_run_as_shipped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = {
        "prompts_dir": tmp_path,
        "timeout": 3,
        "rpm": 1,
        "ask": "all",
        "base_url": "http://127.0.0.1:9/v1",
        "threads": 1,
    }
    with monkeypatch.context() as theirs:
        for name, value in own.items():
            theirs.setenv(f"STRUCTURER_{name.upper()}", str(value))
        made = peers.settings_of(2)
    assert made.threads == 1, "which changes no answer"
    assert made == peers.settings_of(2).model_copy(update={"threads": 1})
    assert (made.prompts_dir, made.timeout, made.rpm, made.base_url) == (peers.ROOT / "prompts", 600.0, None, None)


def test_what_structurer_tells_of_the_fields_is_part_of_how_a_peer_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    before = peers.told_to("instructor")
    monkeypatch.setattr(peers, "notes", lambda: notes.notes().replace("rehabilitation", "rehab"))
    assert peers.told_to("instructor") != before


@pytest.fixture
def folder(tmp_path: Path, suite: Suite) -> Path:
    """A run that was stopped: structurer has had two letters, instructor the first and lost the second, nobody the third."""
    made = bench(suite, tmp_path)
    for name in made.names:
        made.begin(name)
    for name, seconds in (("structurer", 10.0), ("instructor", 100.0)):
        for case in suite.cases[:2]:
            label = case.label.model_dump(mode="json")
            if name == "instructor" and case is suite.cases[1]:
                made.keep(name, case, peers.lost(case, "no answer within 60 s"), 60.0, Count(abandoned=1))
                continue
            record = label if name == "structurer" else {**label, "clinical": {"diagnoses": ["an invented disease"]}}
            line = ResultLine(id=case.id, repeat=0, error=None, answers=[], seconds=0.0,
                              result={"record": record, "evidence": {}, "findings": []})  # fmt: skip
            made.keep(name, case, line, seconds, Count(calls=1, read=100, written=int(seconds)))
    machine = {"date": "2026-01-01", "cpu": "none", "cores": 2, "model": "m", "slots": 2, "commands": ["c"],
               "broken": {"contextgem": "cannot be used: no such module"}}  # fmt: skip
    (tmp_path / "machine.json").write_text(json.dumps(machine))
    return tmp_path


def test_a_run_that_was_stopped_goes_on_with_what_is_missing(folder: Path, suite: Suite) -> None:
    again = bench(suite, folder)
    for name in again.names:
        again.begin(name)
    first, second, third = (case.id for case in suite.cases)
    assert [again.has("instructor", name) for name in (first, second, third)] == [True, True, False]
    assert set(read_run(again.path("instructor")).letters) == {first, second}
    again.timeout = 7200.0
    assert [again.has("instructor", name) for name in (first, second)] == [True, False], "it may have more time now"


def test_a_run_of_other_letters_is_not_gone_on_with(folder: Path, suite: Suite) -> None:
    with pytest.raises(EvalError, match="suite_digest"):
        bench(suite.only([suite.cases[0].id]), folder).begin("structurer")


def test_letters_that_had_the_server_to_themselves_and_others_are_not_put_into_one_table(
    folder: Path, suite: Suite, capsys: pytest.CaptureFixture[str]
) -> None:
    made = peers.Bench(suite, "all", folder, ["structurer"], 60.0, peers.settings_of(2), at_once=4)
    with pytest.raises(EvalError, match="at-once 1"):
        made.begin("structurer")
    machine = json.loads((folder / "machine.json").read_text())
    (folder / "machine.json").write_text(json.dumps({**machine, "at_once": 4}))
    made.begin("structurer")
    print_table(folder, ["structurer", "instructor"])
    assert "4 letters were under way at once" in capsys.readouterr().out


def test_a_result_that_was_not_written_is_asked_anew_and_its_later_measure_counts(folder: Path, suite: Suite) -> None:
    with (folder / "measures.jsonl").open("a") as file:
        row = {
            "contestant": "structurer",
            "letter": suite.cases[0].id,
            "seconds": 12.0,
            "calls": 1,
            "read": 1,
            "written": 1,
        }
        file.write(json.dumps(row) + '\n{"contestant": "struc')
    assert measures_of(folder)["structurer"][suite.cases[0].id]["seconds"] == 12.0


def test_rows_count_the_letters_that_all_have_had(folder: Path, suite: Suite) -> None:
    made = bench(suite, folder)
    case = suite.cases[2]
    line = ResultLine(id=case.id, repeat=0, error=None, answers=[], seconds=0.0,
                      result={"record": {}, "evidence": {}, "findings": []})  # fmt: skip
    made.keep("structurer", case, line, 5.0, Count())
    ours, theirs = rows_of(folder, ["structurer", "instructor"])
    assert len(ours.letters) == len(theirs.letters) == 2
    assert ours.whole.f1 == 1.0
    assert theirs.lost == {suite.cases[1].id: "no answer within 60 s"}
    assert theirs.cut == [suite.cases[1].id]
    assert theirs.inventions == 1
    assert theirs.whole.recall is not None
    assert theirs.whole.recall < 0.7
    assert (theirs.written, theirs.worst) == (50.0, 100.0)


def test_rows_of_nobody_in_common_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="no letter was given to all"):
        rows_of(tmp_path, ["structurer"])


def test_words_that_are_not_in_the_letter_are_counted_and_evidence_that_does_not_hold_its_value(
    folder: Path, suite: Suite
) -> None:
    made = bench(suite, folder)
    case = suite.cases[2]
    start = case.letter.text.index("Case")
    span = case.letter.span(start, start + 4).model_dump(mode="json")
    record = {"clinical": {"diagnoses": ["Case", "lumbago of the left ear"]}}
    evidence = {"/clinical/diagnoses/0": [span], "/clinical/diagnoses/1": [span]}
    line = ResultLine(id=case.id, repeat=0, error=None, answers=[], seconds=0.0,
                      result={"record": record, "evidence": evidence, "findings": []})  # fmt: skip
    made.keep("structurer", case, line, 5.0, Count())
    assert copies_of(read_run(made.path("structurer")), case.id) == (2, 1, 2, 1)


def test_the_table_tells_figures_bars_and_who_took_no_part(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    print_table(folder, ["structurer", "instructor", "langextract", "contextgem"], fields=True)
    told = " ".join(capsys.readouterr().out.split())
    assert "micro F1 1.000" in told
    assert "seconds a letter, median 10 80" in told
    assert "tokens written a letter, against instructor ≤ 0.25 ≤ 0.200 reached" in told
    assert "seconds a letter, against langextract ≤ 0.33 – not measured" in told
    assert "contextgem took no part: cannot be used: no such module" in told
    assert "instructor lost" in told
    assert "wrote more than is counted" in told
    print_table(folder, ["structurer"], as_markdown=True)
    assert "| micro F1 | 1.000 |" in capsys.readouterr().out
    table.main([str(folder), "--short", "--markdown", "--contestants", "structurer,instructor"])
    told = capsys.readouterr().out
    assert told.startswith("|  | structurer | instructor |\n|---|---|---|\n| letters, of them lost | 2, 0 | 2, 1 |\n")
    assert "| seconds a letter, median, worst | 10, 10 | 80, 100 |" in told


def test_who_had_letters_by_itself_is_told_of(folder: Path, suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    """Both contestants had two letters in turn, then structurer the first again."""
    path = folder / "measures.jsonl"
    ours, other, theirs, last = path.read_text().splitlines(keepends=True)
    path.write_text("".join([ours, theirs, last, other]))
    assert [row.apart for row in rows_of(folder, ["structurer", "instructor"])] == [[], []]
    path.write_text("".join([theirs, last, other, ours]))
    table.main([str(folder), "--short", "--contestants", "structurer,instructor"])
    assert "- structurer had 1 of the letters by itself, not in turn with the others" in capsys.readouterr().out


def test_a_run_goes_on_with_peers_that_are_used_alike_on_a_like_machine_alone(
    folder: Path, suite: Suite, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = bench(suite, folder)
    made.begin("instructor")
    monkeypatch.setattr(peers, "told_to", lambda name: "sha256:otherwise")
    with pytest.raises(EvalError, match="its code differ"):
        made.begin("instructor")
    found = Endpoint("http://127.0.0.1:9/v1", "none", "m", "0" * 64, 2, 4096, 0, fresh=False)
    with pytest.raises(EvalError, match="another machine or model: its cpu"):
        made.note(found, {})


def test_others_on_the_machine_are_told_of(folder: Path, suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    made = bench(suite, folder)
    line = ResultLine(id=suite.cases[2].id, repeat=0, error=None, answers=[], seconds=0.0,
                      result={"record": {}, "evidence": {}, "findings": []})  # fmt: skip
    for name in made.names:
        made.keep(name, suite.cases[2], line, 5.0, Count(), others=0.5)
    print_table(folder, made.names)
    told = " ".join(capsys.readouterr().out.split())
    assert "structurer shared the machine: others had up to 50% of it, 0% at the median letter" in told


def test_no_place_in_the_machine_is_told() -> None:
    told = peers.command(["run", "/home/me/letters", "--out", "/tmp/some/dev", "--letters", "3"])
    assert told == "python benchmarks/peers run letters --out dev --letters 3"


def test_every_bar_of_accuracy_names_fields_that_there_are(folder: Path) -> None:
    ours, theirs = rows_of(folder, ["structurer", "instructor"])
    found = {bar.what: bar for bar in bars([ours, theirs])}
    for what, bar in found.items():
        assert not what.startswith("F1") or bar.reached, what
    assert found["letters lost"].reached
    assert list(bars([theirs])) == []
    names = [line[0] for line in by_field([ours, theirs])]
    assert "determinations.reviewer_guidelines.title" in names


@pytest.mark.parametrize(("seconds", "reached"), [(10.0, None), (60.0, True)])
def test_a_peer_that_was_broken_off_is_no_measure_of_those_who_are_slower_than_the_bar(
    folder: Path, seconds: float, reached: bool | None
) -> None:
    ours, theirs = rows_of(folder, ["structurer", "instructor"])
    ours, theirs = replace(ours, seconds=6.0), replace(theirs, seconds=seconds, cut=[])
    ended = {bar.what: bar for bar in bars([ours, theirs])}["seconds a letter, against instructor"]
    assert (ended.reached, ended.at_most) == (bool(reached), False)
    told = bar_lines([ours, replace(theirs, cut=["one"])])
    line = next(line for line in told if line[0] == "seconds a letter, against instructor")
    assert line[2:] == [f"≤ {6 / seconds:.3f}", "reached" if reached else "not measured"]


def test_runs_are_ordinary_eval_runs(folder: Path) -> None:
    from structurer.evals.scores import keep_scores

    run = read_run(folder / "instructor.jsonl")
    assert run.head.model.startswith("instructor on local/")
    assert keep_scores(run).letters == 2
    assert Usage.model_validate(run.results[next(iter(run.letters)), 0].result["usage"]).output_tokens == 100  # type: ignore[index]
    with appending(folder / "instructor.jsonl"):
        pass
