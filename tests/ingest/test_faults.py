"""A job against a server that fails in every way: each letter ends right, or as a dead letter with the right reason."""

from __future__ import annotations

import asyncio
import io
import json
import os
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from structurer import Structurer
from structurer.errors import JobStopped, SettingsError
from structurer.ingest import plan
from structurer.ingest.engine import Engine
from structurer.ingest.hands import OwnHands, Work, content_of
from structurer.ingest.job import aingest, ingest
from structurer.ingest.journal import Journal
from structurer.ingest.sources import Entry
from structurer.result import Structured
from tests.ingest.faults import FOR_GOOD, OF_ANSWERS, OF_THE_WAY, Fault, Plan
from tests.ingest.jobs import ASKED, NEEDING, SEVERAL, dead, dies, lasting, rows, run
from tests.ingest.jobs import FEWER as FEW
from tests.ingest.server import RecordedServer

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

TYPES = {
    Fault.BROKEN_JSON: "AnswerInvalid", Fault.BREAKS_SCHEMA: "AnswerInvalid", Fault.REFUSAL: "AnswerRefused",
    Fault.FILTERED: "AnswerRefused", Fault.EMPTY: "AnswerEmpty",
}  # fmt: skip


@pytest.fixture(autouse=True)
def no_certificates(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every client reads the certificates, 50 ms; this server has none."""
    monkeypatch.setattr("ssl.SSLContext.load_verify_locations", lambda *_, **__: None)
    return


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the letters become when nothing goes wrong, by name."""
    return became(tmp_path_factory.mktemp("undisturbed") / "all.jsonl", FEW)


def became(out: Path, letters: list[Path]) -> dict[str, Any]:
    """What letters become when nothing goes wrong, by name; each question was answered once."""
    with RecordedServer() as server:
        summary = run(out, server.base_url, letters)
        assert summary.ok
        assert server.books.unrecorded == {}
        assert set(server.books.answered.values()) == {1}
    return {row["name"]: lasting(row) for row in rows(out)}


def right(out: Path, undisturbed: dict[str, Any], letters: list[Path]) -> None:
    """Every letter is there, in order, as it is when nothing goes wrong."""
    found = rows(out)
    assert [row["name"] for row in found] == [str(path) for path in letters]
    assert [lasting(row) for row in found] == [undisturbed[row["name"]] for row in found]
    assert dead(out) == []


def at_first(row: dict[str, Any]) -> dict[str, Any]:
    """The row as if what was mended by a second question had been answered at the first."""
    said: dict[str, Any] = json.loads(json.dumps(row).replace('"source": "repaired"', '"source": "asked"'))
    return said


@pytest.mark.parametrize("fault", [*OF_THE_WAY, *OF_ANSWERS])
def test_a_fault_that_passes_loses_nothing(fault: Fault, tmp_path: Path, undisturbed: dict[str, Any]) -> None:
    out = tmp_path / "out.jsonl"
    plan = Plan(rate=0.5, kinds=[fault], most_a_key=2, retry_after=0.1, slow_seconds=0.1, down_seconds=0.3, seed=3)
    if fault is Fault.NEVER:
        plan.most_a_key = 1
    if fault is Fault.DIES:
        plan = Plan(at={2: fault, 6: fault, 10: fault}, down_seconds=0.1)
    with RecordedServer(plan=plan) as server:
        summary = run(out, server.base_url, FEW, timeout=0.7)
    assert server.books.faults[fault] > 2
    if fault is Fault.CUT_OFF:
        # What was complete of a cut answer is kept and flagged: it is not asked again, and nothing of it is made up.
        assert [row["name"] for row in rows(out)] == [str(path) for path in FEW]
        return
    if fault.is_answer:
        # What was spoilt as often as a letter is tried is incomplete, and says why.
        assert {(letter["stage"], letter["type"]) for letter in dead(out)} <= {("answer", TYPES[fault])}
        assert summary.counts.done >= len(FEW) / 2
        found = [row for row in rows(out) if row["status"] == "done"]
        assert [at_first(lasting(row)) for row in found] == [undisturbed[row["name"]] for row in found]
        return
    assert summary.ok
    right(out, undisturbed, FEW)


@pytest.mark.long
def test_all_of_them_mixed_at_random(tmp_path: Path) -> None:
    undisturbed = became(tmp_path / "undisturbed.jsonl", SEVERAL)
    # A server that dies takes answers with it that it was just sending: those are asked for, and counted, again.
    left_out = (Fault.NEVER, Fault.CUT_OFF, Fault.DIES)
    kinds = [fault for fault in (*OF_THE_WAY, *OF_ANSWERS) if fault not in left_out]
    plan = Plan(rate=0.5, kinds=kinds, most_a_key=3, retry_after=0.1, slow_seconds=0.1, down_seconds=0.2, seed=11)
    out = tmp_path / "out.jsonl"
    with RecordedServer(plan=plan) as server:
        summary = run(out, server.base_url, SEVERAL, timeout=20.0)  # what is given up in time is answered twice
        assert len(server.books.faults) > 10
        assert summary.stop is None
        assert summary.counts.letters == len(SEVERAL)
        wrong = {letter["name"]: letter for letter in dead(out)}
        assert len(wrong) <= len(SEVERAL) / 5
        reasons = {*TYPES.values(), "ModelUnreachable", "ModelBusy"}
        assert all(letter["type"] in reasons and letter["hint"] for letter in wrong.values())
        for row in rows(out):
            assert row["name"] in wrong or lasting(row) == undisturbed[row["name"]]
        # What was failed too often is tried again once the server is well: nothing of it was lost.
        journal = Journal(out.with_name("out.jsonl.journal"), create=False)
        assert journal.retry() == len(wrong)
        journal.close()
        server.plan = Plan()
        assert run(out, server.base_url, SEVERAL).ok
        assert max(server.books.answered.values()) == 1, "nothing was paid twice"
    right(out, undisturbed, SEVERAL)


@pytest.mark.parametrize("fault", TYPES)
def test_a_letter_that_is_never_answered_rightly_is_kept_incomplete_with_its_reason(
    fault: Fault, tmp_path: Path, undisturbed: dict[str, Any]
) -> None:
    out, victim = tmp_path / "out.jsonl", FEW[2]
    with RecordedServer(plan=Plan(letters={victim.stem: fault})) as server:
        summary = run(out, server.base_url, FEW)
    assert not summary.ok
    [letter] = dead(out)
    assert (letter["name"], letter["stage"], letter["type"]) == (str(victim), "answer", TYPES[fault])
    assert letter["hint"]
    found = {row["name"]: row for row in rows(out)}
    assert found[str(victim)]["status"] == "incomplete"
    assert found[str(victim)]["needs_review"] is True
    others = [str(path) for path in FEW if path != victim]
    assert [lasting(found[name]) for name in others] == [undisturbed[name] for name in others]


@pytest.mark.parametrize(
    ("fault", "kind"),
    [(Fault.FAILS, "ModelUnreachable"), (Fault.LIMITED, "ModelBusy"), (Fault.TOO_LONG, "ModelRequestRefused")],
)
def test_a_letter_that_the_server_always_fails_is_a_dead_letter_and_the_others_go_on(
    fault: Fault, kind: str, tmp_path: Path, undisturbed: dict[str, Any]
) -> None:
    out, victim = tmp_path / "out.jsonl", FEW[1]
    with RecordedServer(plan=Plan(letters={victim.stem: fault})) as server:
        summary = run(out, server.base_url, FEW, transport_attempts=2)
    assert summary.stop is None
    [letter] = dead(out)
    assert (letter["name"], letter["stage"], letter["type"]) == (str(victim), "model", kind)
    found = rows(out)
    assert [row["name"] for row in found] == [str(path) for path in FEW]
    assert [lasting(row) for row in found if row["name"] != str(victim)] == [
        undisturbed[str(path)] for path in FEW if path != victim
    ]


def test_letters_that_the_server_always_fails_do_not_stop_a_job_that_has_no_others_left(tmp_path: Path) -> None:
    out, victims = tmp_path / "out.jsonl", FEW[-2:]
    with RecordedServer(plan=Plan(letters=dict.fromkeys((path.stem for path in victims), Fault.UNAVAILABLE))) as server:
        summary = run(out, server.base_url, victims, transport_attempts=1)
    assert summary.stop is None
    assert {letter["name"] for letter in dead(out)} == {str(path) for path in victims}


@pytest.mark.parametrize("others", [0, 3])
@pytest.mark.parametrize("greeting", [None, Fault.TOO_LONG])
def test_many_last_letters_that_the_server_always_fails_are_dead_letters_where_it_answers_anything_else(
    greeting: Fault | None, others: int, tmp_path: Path
) -> None:
    out, letters = tmp_path / "out.jsonl", NEEDING[: 8 + others]
    failing = dict.fromkeys((path.stem for path in letters[others:]), Fault.UNAVAILABLE)
    with RecordedServer(plan=Plan(letters=failing | ({"greeting": greeting} if greeting else {}))) as server:
        summary = run(out, server.base_url, letters, transport_attempts=1)
        assert server.books.greetings >= 1
    assert summary.stop is None
    assert summary.counts.done == others
    assert [letter["name"] for letter in dead(out)] == [str(path) for path in letters[others:]]
    assert {(letter["stage"], letter["type"]) for letter in dead(out)} == {("model", "ModelUnreachable")}
    assert (summary.spent.calls > 0) == (others > 0 or greeting is None)


@pytest.mark.parametrize("fault", [Fault.UNAVAILABLE, Fault.LIMITED, Fault.BAD_KEY])
def test_a_server_that_answers_nothing_at_all_stops_the_job_also_at_its_last_letters(
    fault: Fault, tmp_path: Path
) -> None:
    out, letters = tmp_path / "out.jsonl", NEEDING[:6]
    failing = dict.fromkeys((path.stem for path in letters), Fault.UNAVAILABLE) | {"greeting": fault}
    with RecordedServer(plan=Plan(letters=failing)) as server:
        summary = run(out, server.base_url, letters, transport_attempts=1)
    assert summary.stop is not None
    assert summary.stop.reason == "server"
    with pytest.raises(JobStopped, match="server") as raised:
        summary.through()
    assert raised.value.__cause__ is summary.stop.error
    assert (summary.counts.failed, summary.counts.waiting) == (0, len(letters))
    assert not out.exists()


def test_letters_that_always_fail_before_others_are_told_apart_once_and_the_job_comes_to_its_end(
    tmp_path: Path,
) -> None:
    out, failing = tmp_path / "out.jsonl", NEEDING[:5]
    with RecordedServer(plan=Plan(letters=dict.fromkeys((path.stem for path in failing), Fault.FAILS))) as server:
        summary = run(out, server.base_url, NEEDING[:9], in_work=5, transport_attempts=1)
    assert summary.stop is None
    assert (summary.counts.failed, summary.counts.done) == (5, 4)


def test_a_server_that_answers_small_questions_only_does_not_fail_letter_after_letter(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer(plan=Plan(letters=dict.fromkeys((path.stem for path in NEEDING[:12]), Fault.FAILS))) as server:
        summary = run(out, server.base_url, NEEDING[:12], in_work=5, transport_attempts=1)
    assert summary.stop is not None
    assert summary.stop.reason == "server"
    assert summary.counts.failed == 5


def test_what_was_answered_before_a_later_try_failed_is_counted_as_spent(tmp_path: Path) -> None:
    plan = Plan(at={0: Fault.BREAKS_SCHEMA, 1: Fault.LIMITED})
    with RecordedServer(plan=plan) as server:
        summary = run(tmp_path / "out.jsonl", server.base_url, FEW[:1], transport_attempts=1, concurrency=1)
        assert server.books.spoilt.total() == 1
        assert (summary.spent.read, summary.spent.written) == (server.books.input_tokens, server.books.output_tokens)
    assert summary.ok


@pytest.mark.parametrize("fault", [fault for fault in FOR_GOOD if fault is not Fault.TOO_LONG])
def test_a_key_that_does_not_serve_stops_the_job_at_once_and_fails_no_letter(fault: Fault, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer(plan=Plan(rate=1.0, kinds=[fault])) as server:
        summary = run(out, server.base_url, FEW)
        assert server.books.requests <= 8 * 8
        assert summary.stop is not None
        assert summary.stop.reason == "fatal"
        assert (summary.counts.failed, summary.counts.waiting + summary.counts.done) == (0, summary.counts.letters)
        assert not out.exists()
        server.plan = Plan()
        assert run(out, server.base_url, FEW).ok


def test_a_server_that_refuses_every_request_stops_the_job_after_a_few_letters(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer(plan=Plan(rate=1.0, kinds=[Fault.TOO_LONG])) as server:
        summary = run(out, server.base_url, SEVERAL)
        assert summary.stop is not None
        assert summary.stop.reason == "refused"
        assert summary.counts.failed == 0, "the reason is not in the letters"
        assert server.books.requests < 150
        server.plan = Plan()
        assert run(out, server.base_url, SEVERAL).ok


def test_a_server_that_is_away_stops_the_job_early_and_resumably(tmp_path: Path, undisturbed: dict[str, Any]) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer() as server:
        base_url = server.base_url
        server.go_away()
        summary = run(out, base_url, FEW, transport_attempts=1, timeout=1.0)
        assert summary.stop is not None
        assert summary.stop.reason == "server"
        assert summary.counts.failed == 0
        assert not out.exists()
        server.come_back()
        assert run(out, server.base_url, FEW).ok
    right(out, undisturbed, FEW)


def test_a_server_that_comes_back_is_waited_for(tmp_path: Path, undisturbed: dict[str, Any]) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer(latency=0.02) as server:
        server.go_away()
        back = threading.Timer(0.4, server.come_back)
        back.start()
        summary = run(out, server.base_url, FEW, transport_attempts=2)
        back.join()
    assert summary.ok
    right(out, undisturbed, FEW)


def test_rates_are_kept_where_they_are_known(tmp_path: Path) -> None:
    from tests.ingest.limits import Limits

    with RecordedServer(limits=Limits(rpm=600)) as server:
        began = time.monotonic()
        summary = run(tmp_path / "out.jsonl", server.base_url, FEW[:5], rpm=600)
        assert summary.ok
        assert server.books.limited == 0
        assert time.monotonic() - began < 20


def test_no_letter_text_is_in_what_failures_leave(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", "structurer")
    out = tmp_path / "out.jsonl"
    with RecordedServer(plan=Plan(rate=0.6, kinds=list(OF_ANSWERS), seed=5)) as server:
        run(out, server.base_url, FEW)
    text = FEW[1].read_text(encoding="utf-8")
    told = json.dumps(dead(out)) + caplog.text
    summary = next(line for line in text.splitlines() if len(line) > 80)
    assert summary[:40] not in told
    journal = Journal(out.with_name("out.jsonl.journal"), create=False)
    assert all(stage == "answer" for stage, _, _ in journal.failures())


def test_a_few_letters_that_were_refused_before_a_stop_are_tried_again(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"

    def stops(engine: Engine) -> None:
        finish = engine.state.finish

        def finished(*given: Any) -> Any:
            engine.stop("interrupted")
            return finish(*given)

        engine.state.finish = finished  # type: ignore[method-assign]

    with RecordedServer(plan=Plan(letters={FEW[1].stem: Fault.TOO_LONG})) as server:
        summary = run(out, server.base_url, FEW[1:2], watch=stops)
    assert summary.stop is not None
    assert (summary.counts.failed, summary.counts.waiting) == (0, 1)


def test_a_server_that_goes_away_after_a_stop_is_not_waited_for(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"

    def stops(engine: Engine) -> None:
        failed = engine.breaker.failed

        def first_failed(letter: str) -> None:
            engine.stop("interrupted")
            failed(letter)

        engine.breaker.failed = first_failed  # type: ignore[method-assign]

    with RecordedServer(plan=Plan(rate=1.0, kinds=(Fault.FAILS,))) as server:
        summary = run(out, server.base_url, FEW, in_work=3, transport_attempts=1, watch=stops)
    assert summary.stop is not None
    assert summary.stop.reason == "interrupted"
    assert summary.counts.failed == 0
    assert Journal(tmp_path / "out.jsonl.journal").query("SELECT max(attempts) FROM letters") == [(1,)]


def test_a_journal_that_cannot_be_written_stops_the_job_and_fails_no_letter(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"

    def full(engine: Engine) -> None:
        # SQLite's own limit, as a full disk is one.
        pages = engine.journal.query("PRAGMA page_count")[0][0]
        engine.journal.query(f"PRAGMA max_page_count = {pages + 1}")

    with RecordedServer() as server:
        summary = run(out, server.base_url, FEW, watch=full)
        assert summary.stop is not None
        assert summary.stop.reason == "fatal"
        assert summary.stop.error is not None
        assert "full" in summary.stop.error.message
        assert not out.exists()
        assert summary.counts.failed == 0
        assert run(out, server.base_url, FEW).ok


def test_an_answer_that_the_journal_cannot_take_is_in_the_users_cache(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    given: dict[str, Any] = {"cache": True, "cache_dir": tmp_path / "cache", "concurrency": 1, "in_work": 1}

    def forgetful(engine: Engine) -> None:
        # What a job has used is noted once it is answered, and by then the disk is full.
        engine.journal.execute(
            "CREATE TRIGGER full BEFORE UPDATE ON spent BEGIN SELECT RAISE(FAIL, 'disk is full'); END"
        )

    with RecordedServer() as server:
        summary = run(out, server.base_url, ASKED[:1], watch=forgetful, **given)
        assert summary.stop is not None
        assert summary.stop.reason == "fatal"
        Journal(tmp_path / "out.jsonl.journal").execute("DROP TRIGGER full")
        assert run(out, server.base_url, ASKED[:1], **given).ok
        assert set(server.books.answered.values()) == {1}


def test_a_defect_beside_the_letter_is_a_dead_letter_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_result: Any) -> None:
        raise RecursionError("Jane Roe")

    monkeypatch.setattr("structurer.ingest.tries.incomplete", broken)
    out = tmp_path / "out.jsonl"
    with RecordedServer() as server:
        summary = run(out, server.base_url, FEW[:1])
    assert (summary.counts.failed, summary.counts.waiting) == (1, 0)
    [letter] = dead(out)
    assert (letter["stage"], letter["message"]) == ("unexpected", "failed unexpectedly: RecursionError")


class Watched(OwnHands):
    """Hands that note which letters are in work beside each other."""

    def __init__(self, structurer: Structurer[Any]) -> None:
        super().__init__(structurer)
        self.in_work: set[str] = set()
        self.beside: dict[str, set[str]] = {}

    async def structured(self, work: Work) -> Structured[Any]:
        self.in_work.add(work.content)
        for content in self.in_work:
            self.beside.setdefault(content, set()).update(self.in_work)
        await asyncio.sleep(0.1)
        try:
            return await super().structured(work)
        finally:
            self.in_work.remove(work.content)


def test_a_letter_at_which_its_process_dies_each_time_is_tried_alone_and_then_a_dead_letter(tmp_path: Path) -> None:
    out, journal = tmp_path / "out.jsonl", Journal(tmp_path / "j")
    letters = [str(path) for path in FEW[:4]]
    contents = [content_of(path.read_bytes()) for path in FEW[:4]]
    for position, (name, content) in enumerate(zip(letters, contents, strict=True)):
        journal.place(name, content, "", 1, position)
    dies(journal, *contents[1:3])
    dies(journal, *contents[1:3])
    for _ in range(2):
        dies(journal, contents[1])
    structurer: Structurer[Any] = Structurer("imr", read_only=True)
    hands = Watched(structurer)

    def watched(engine: Engine) -> None:
        engine.tries.hands = hands

    planned = plan.Plan(out, tmp_path / "j", attempts=2, in_work=4)
    summary = asyncio.run(aingest(letters, planned, structurer, watched))
    assert (summary.counts.done, summary.counts.failed) == (3, 1)
    assert hands.beside[contents[2]] == {contents[2]}
    [failed] = dead(out)
    assert (failed["name"], failed["stage"], failed["type"]) == (letters[1], "unexpected", "UnexpectedError")
    assert "4 processes" in failed["message"]
    assert Journal(tmp_path / "j").retry() == 1
    assert asyncio.run(aingest(letters, planned, structurer)).ok


def test_a_file_that_is_gone_takes_nothing_with_it_that_was_made_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, letter = tmp_path / "out.jsonl", tmp_path / "a.txt"
    letter.write_bytes(FEW[0].read_bytes())
    table = tmp_path / "a.csv"
    table.write_text("path\na.txt\n", encoding="utf-8")
    with RecordedServer() as server:
        assert run(out, server.base_url, [table]).ok
        requests = server.books.requests
        letter.rename(tmp_path / "b.txt")
        assert run(out, server.base_url, [table]).ok
        assert server.books.requests == requests


def test_a_table_that_cannot_be_used_ends_the_job_after_what_is_in_work(tmp_path: Path) -> None:
    out, table = tmp_path / "out.jsonl", tmp_path / "a.csv"
    table.write_text("nothing,usual\n1,2\n", encoding="utf-8")
    with RecordedServer(latency=0.05) as server:
        with pytest.raises(SettingsError, match="no column"):
            run(out, server.base_url, [FEW[0], table])
        assert server.books.gone == 0
    assert Journal(tmp_path / "out.jsonl.journal").counts().done == 1


def test_a_file_that_may_not_be_opened_takes_nothing_with_it_either(tmp_path: Path) -> None:
    out, letter = tmp_path / "out.jsonl", tmp_path / "a.txt"

    def came_to(here: int) -> None:
        summary = asyncio.run(aingest(letter, plan.Plan(out), Structurer("imr", read_only=True)))
        assert (summary.ok, summary.here, summary.counts.done) == (True, here, 1)

    letter.write_bytes(FEW[0].read_bytes())
    came_to(1)
    letter.unlink()
    os.mkfifo(letter)
    came_to(0)
    letter.unlink()
    letter.write_bytes(FEW[0].read_bytes())
    came_to(0)


def boxed(letters: list[Path]) -> tuple[bytes, dict[str, bytes]]:
    """An archive of letters, and what it is when the first of them is damaged, or locked."""
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        for letter in letters:
            archive.writestr(letter.name, letter.read_bytes())
    whole = box.getvalue()
    damaged, locked = bytearray(whole), bytearray(whole)
    damaged[whole.index(letters[0].read_bytes())] ^= 1
    locked[whole.index(b"PK\x01\x02") + 8] |= 1
    return whole, {"damaged": bytes(damaged), "locked": bytes(locked)}


@pytest.mark.parametrize("harm", ["damaged", "locked"])
def test_an_archive_that_is_harmed_for_a_while_takes_nothing_with_it_that_was_made_of_it(
    harm: str, tmp_path: Path
) -> None:
    out, box = tmp_path / "out.jsonl", tmp_path / "box.zip"
    whole, harmed = boxed(FEW[:2])
    for content, here in ((whole, 2), (harmed[harm], 0), (whole, 0)):
        box.write_bytes(content)
        summary = ingest(box, out, kind="imr", read_only=True)
        assert (summary.ok, summary.here, summary.rows) == (True, here, 2)


@pytest.mark.parametrize("kind", ["file", "archive"])
def test_a_letter_that_waits_and_cannot_be_read_keeps_its_answers_until_it_can(kind: str, tmp_path: Path) -> None:
    out, given = tmp_path / "out.jsonl", tmp_path / ("box.zip" if kind == "archive" else "a.txt")
    whole, harmed = boxed(FEW[:1])
    text = FEW[0].read_bytes()
    given.write_bytes(whole if kind == "archive" else text)
    assert ingest(given, out, kind="imr", read_only=True).ok
    journal = Journal(tmp_path / "out.jsonl.journal")
    journal.execute("UPDATE letters SET state = 'waiting', result = NULL")
    journal.keep_answer("k", [content_of(text)], "paid")
    given.unlink()
    if kind == "archive":
        given.write_bytes(harmed["damaged"])
    else:
        os.mkfifo(given)
    assert ingest(given, out, kind="imr", read_only=True).counts.failed == 1
    [told] = dead(out)
    assert (told["type"], told["content"]) == ("LetterNotFound", content_of(text))
    assert ("cannot be unpacked" if kind == "archive" else "it is no file") in told["message"]
    assert "ingest retry" in told["hint"]
    assert journal.answer("k") == "paid"
    given.unlink()
    given.write_bytes(whole if kind == "archive" else text)
    journal.retry()
    assert ingest(given, out, kind="imr", read_only=True).ok
    journal.close()


def test_a_letter_that_waits_and_cannot_be_read_under_one_name_is_done_under_another(tmp_path: Path) -> None:
    out, letters = tmp_path / "out.jsonl", [tmp_path / "a.txt", tmp_path / "b.txt"]
    for letter in letters:
        letter.write_bytes(FEW[0].read_bytes())
    assert ingest(letters, out, kind="imr", read_only=True).ok
    journal = Journal(tmp_path / "out.jsonl.journal")
    for letter in letters:
        journal.execute("UPDATE letters SET state = 'waiting', result = NULL")
        letter.unlink()
        os.mkfifo(letter)
        assert ingest(letters, out, kind="imr", read_only=True).ok
        letter.unlink()
        letter.write_bytes(FEW[0].read_bytes())
    journal.close()


def test_a_row_that_holds_no_letter_any_more_is_told(tmp_path: Path) -> None:
    out, table = tmp_path / "out.jsonl", tmp_path / "a.jsonl"
    row = json.dumps({"text": FEW[0].read_text(encoding="utf-8")})
    table.write_text(f"{row}\n", encoding="utf-8")
    assert ingest(table, out, kind="imr", read_only=True).ok
    table.write_text(f"no row\n{row}\n", encoding="utf-8")
    summary = ingest(table, out, kind="imr", read_only=True)
    assert (summary.here, summary.counts.done, summary.counts.failed) == (1, 1, 1)
    assert [(letter["name"], letter["type"]) for letter in dead(out)] == [(f"{table}:1", "LetterDamaged")]


class Stopped(OwnHands):
    """Hands whose engine is stopped at once while they read the second letter."""

    def __init__(self, structurer: Structurer[Any], engine: Engine) -> None:
        super().__init__(structurer)
        self.engine, self.loop = engine, asyncio.get_running_loop()
        self.tried: list[str] = []

    def taken(self, entry: Entry) -> Work:
        work = super().taken(entry)
        if entry.name == str(FEW[1]):
            stopped = threading.Event()
            self.loop.call_soon_threadsafe(self.engine.stop_now)
            self.loop.call_soon_threadsafe(stopped.set)
            assert stopped.wait(60)
        return work

    async def structured(self, work: Work) -> Structured[Any]:
        self.tried.append(work.name)
        return await super().structured(work)


def test_what_is_still_being_read_when_a_job_is_stopped_at_once_is_not_begun(tmp_path: Path) -> None:
    structurer: Structurer[Any] = Structurer("imr", read_only=True)
    made: list[Stopped] = []

    def watch(engine: Engine) -> None:
        made.append(Stopped(structurer, engine))
        engine.hands = engine.tries.hands = made[0]

    letters = [str(path) for path in FEW[:2]]
    summary = asyncio.run(aingest(letters, plan.Plan(tmp_path / "out.jsonl"), structurer, watch))
    assert summary.stop is not None
    assert str(FEW[1]) not in made[0].tried
    assert Journal(tmp_path / "out.jsonl.journal").state(content_of(FEW[1].read_bytes())) == "waiting"
