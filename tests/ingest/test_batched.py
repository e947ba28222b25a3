"""Jobs through the provider's Batch API: submit, leave, come back, collect; whatever goes wrong, nothing is paid twice."""

from __future__ import annotations

import asyncio
import json
import logging
import shutil
import tempfile
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from structurer import Structurer
from structurer.cli.main import structurer as structurer_command
from structurer.errors import SettingsError
from structurer.ingest.batch.provider import Batches
from structurer.ingest.batch.requests import Limits
from structurer.ingest.batch.rounds import Out, run_batched
from structurer.ingest.budget import Budget
from structurer.ingest.job import opened
from structurer.ingest.journal import Journal
from structurer.ingest.lists import lists_of
from structurer.ingest.onray.running import run_on_ray
from structurer.ingest.plan import Changed, Plan, Summary
from structurer.models.bounds import most_of_one
from structurer.models.cache import AnswerCache
from structurer.models.prices import BATCH_SHARE
from tests.ingest import faults
from tests.ingest.batches import BatchRules
from tests.ingest.faults import Fault
from tests.ingest.jobs import FEWER as FEW
from tests.ingest.jobs import dead, lasting, quick, rows, run
from tests.ingest.server import RecordedServer

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


@pytest.fixture(autouse=True)
def no_certificates(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every client reads the certificates, 50 ms; this server has none."""
    monkeypatch.setattr("ssl.SSLContext.load_verify_locations", lambda *_, **__: None)
    return


@pytest.fixture(scope="module")
def direct(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the letters become without batches."""
    out = tmp_path_factory.mktemp("direct") / "out.jsonl"
    with RecordedServer() as server:
        run(out, server.base_url, FEW)
    return [lasting(row) for row in rows(out)]


def batched(
    out: Path, server: RecordedServer, *, wait: bool = True, limits: Limits | None = None, budget: Budget | None = None,
    changed: Changed = "refuse", say: Callable[[str], None] = lambda text: None, letters: Sequence[Path] = FEW,
    **given: Any,
) -> Summary | Out:  # fmt: skip
    settings = {
        "model": "recorded",
        "base_url": server.base_url,
        "cache": False,
        "timeout": 3.0,
        "transport_attempts": 4,
    }
    structurer: Structurer[Any] = Structurer("imr", **(settings | given))
    lists = lists_of([str(path) for path in letters])
    with opened(Plan(out, budget=budget or Budget(), changed=changed), quick) as job:
        return asyncio.run(
            run_batched(job, lists, structurer, wait=wait, say=say, limits=limits, poll_seconds=0.0, sleep=quick)
        )


def test_a_job_through_batches_ends_as_one_without(tmp_path: Path, direct: list[dict[str, Any]]) -> None:
    out = tmp_path / "out.jsonl"
    said: list[str] = []
    with RecordedServer() as server:
        done = batched(out, server, say=said.append)
        assert isinstance(done, Summary)
        assert done.ok
        assert [lasting(row) for row in rows(out)] == direct
        assert max(server.books.answered.values()) == 1
        assert done.spent.calls == server.books.answered.total()
        assert server.batches.files.held == {}, "letters are not left at the provider"
    assert any("submitted" in line for line in said)
    assert sum("collected" in line for line in said) >= 2, "repairs go into a next batch"


def test_no_log_holds_letter_text(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with RecordedServer() as server:
        batched(tmp_path / "out.jsonl", server)
    lines = [line for path in FEW for line in path.read_text(encoding="utf-8").splitlines() if len(line) > 40]
    assert lines
    assert [line for line in lines if line in caplog.text] == []


def test_submit_leave_come_back_collect(tmp_path: Path, direct: list[dict[str, Any]]) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer(batches=BatchRules(polls=3)) as server:
        visits = 0
        done = batched(out, server, wait=False)
        while isinstance(done, Out):
            assert done.batches >= 1
            assert not out.exists()
            visits += 1
            assert visits < 40
            done = batched(out, server, wait=False)
        assert visits > 3
        assert [lasting(row) for row in rows(out)] == direct
        assert max(server.books.answered.values()) == 1


def test_batches_are_cut_to_what_the_provider_takes(tmp_path: Path, direct: list[dict[str, Any]]) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer(batches=BatchRules(most_requests=3, most_bytes=30_000)) as server:
        done = batched(out, server, limits=Limits(3, 30_000))
        assert isinstance(done, Summary)
        assert done.ok
        assert len(server.batches.batches) > 3
    assert [lasting(row) for row in rows(out)] == direct


WRONG = {
    "expired": BatchRules(expired={0: 0.4, 1: 0.5}),
    "requests that fail": BatchRules(
        plan=faults.Plan(at={0: Fault.FAILS, 1: Fault.UNAVAILABLE, 4: Fault.LIMITED}, most_a_key=2)
    ),
    "lines that are cut": BatchRules(plan=faults.Plan(at={2: Fault.CUT_BODY}, most_a_key=1)),
    "requests in neither file": BatchRules(plan=faults.Plan(at={3: Fault.NEVER}, most_a_key=1)),
    "an upload whose answer is lost": BatchRules(lost={"upload": [0]}),
    "a batch whose answer is lost": BatchRules(lost={"create": [0]}),
    "calls that fail": BatchRules(refused={1: 500, 4: 503, 7: 429}),
    "spoilt answers": BatchRules(plan=faults.Plan(at={0: Fault.BROKEN_JSON, 1: Fault.EMPTY}, most_a_key=1)),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_goes_wrong_is_mended_and_nothing_is_paid_twice(
    wrong: str, tmp_path: Path, direct: list[dict[str, Any]]
) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer(batches=WRONG[wrong]) as server:
        done = batched(out, server)
        assert isinstance(done, Summary)
        assert done.stop is None
        assert max(server.books.answered.values()) == 1
        assert server.batches.files.held == {}
    assert [lasting(row) for row in rows(out)] == direct


def test_a_process_that_dies_while_it_submits_finds_its_batch_again(
    tmp_path: Path, direct: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from structurer.ingest.journal.batches import BatchNotes

    out = tmp_path / "out.jsonl"
    noted = BatchNotes.note

    def dies(self: Any, batch: int, state: str, *given: Any, **others: Any) -> None:
        if state == "submitted":
            raise KeyboardInterrupt
        noted(self, batch, state, *given, **others)

    with RecordedServer() as server:
        monkeypatch.setattr(BatchNotes, "note", dies)
        with pytest.raises(KeyboardInterrupt):
            batched(out, server)
        assert len(server.batches.batches) == 1
        monkeypatch.setattr(BatchNotes, "note", noted)
        done = batched(out, server)
        assert isinstance(done, Summary)
        assert done.ok
        assert max(server.books.answered.values()) == 1
    assert [lasting(row) for row in rows(out)] == direct


class Killed(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("at", ["_with_token", "_are_removed"])
def test_no_letters_stay_at_the_provider_where_a_process_dies_before_it_removed_them(
    at: str, tmp_path: Path, direct: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*given: Any) -> None:
        raise Killed

    out = tmp_path / "out.jsonl"
    with RecordedServer() as server:
        with monkeypatch.context() as patched:
            patched.setattr(Batches, at, dies)
            with pytest.raises(Killed):
                batched(out, server)
        assert server.batches.files.held
        done = batched(out, server)
        assert isinstance(done, Summary)
        assert done.ok
        assert server.batches.files.held == {}
        assert max(server.books.answered.values()) == 1
    assert [lasting(row) for row in rows(out)] == direct


def test_the_file_of_requests_has_no_name_on_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    left: list[Path] = []
    create = Batches._create

    async def looks(self: Batches, *given: Any) -> Any:
        left.extend(folder.iterdir())
        return await create(self, *given)

    monkeypatch.setattr(Batches, "_create", looks)
    with RecordedServer() as server:
        assert isinstance(batched(tmp_path / "out.jsonl", server, wait=False), Out)
    assert left == []


def test_a_batch_that_is_refused_as_a_whole_stops_the_job_and_loses_nothing(
    tmp_path: Path, direct: list[dict[str, Any]]
) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer(batches=BatchRules(failed={0: "token_limit_exceeded"})) as server:
        done = batched(out, server)
        assert isinstance(done, Summary)
        assert done.stop is not None
        assert "token_limit_exceeded" in str(done.stop.error)
        assert server.batches.files.held == {}
        done = batched(out, server)
        assert isinstance(done, Summary)
        assert done.ok
    assert [lasting(row) for row in rows(out)] == direct


def test_requests_that_no_batch_answers_are_dead_letters_with_their_reason(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer(batches=BatchRules(plan=faults.Plan(letters={FEW[2].stem: Fault.FAILS}))) as server:
        done = batched(out, server)
    assert isinstance(done, Summary)
    [letter] = dead(out)
    assert (letter["name"], letter["stage"], letter["type"]) == (str(FEW[2]), "model", "BatchUnanswered")


@pytest.mark.parametrize("body", [{"error": "no such model"}, {"error": None}, "no such model", None])
def test_a_refused_request_is_a_dead_letter_whatever_the_body_of_its_error(body: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    plan = faults.Plan(letters={FEW[2].stem: Fault.TOO_LONG})
    with RecordedServer(batches=BatchRules(plan=plan, bodies={400: body})) as server:
        assert isinstance(batched(out, server), Summary)
    assert [(letter["name"], letter["type"]) for letter in dead(out)] == [(str(FEW[2]), "ModelRequestRefused")]


@pytest.mark.parametrize("parameter", ["temperature", "max_tokens"])
def test_a_parameter_that_the_model_refuses_is_left_out_of_every_later_batch(
    parameter: str, tmp_path: Path, direct: list[dict[str, Any]]
) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer(batches=BatchRules(unsupported=parameter)) as server:
        done = batched(out, server, wait=False)
        first = len(server.batches.bodies())
        while isinstance(done, Out):
            done = batched(out, server, wait=False)
        sent = [parameter in body for body in server.batches.bodies()]
        assert max(server.books.answered.values()) == 1
    assert done.ok
    assert sent == [True] * first + [False] * (len(sent) - first)
    assert [lasting(row) for row in rows(out)] == direct


OTHERS: dict[str, Callable[[dict[str, Any]], object]] = {
    "a tier that OpenAI does not have": lambda told: told.update(service_tier="on_demand"),
    "a reason that OpenAI does not give": lambda told: told["choices"][0].update(finish_reason="eos"),
    "what Unicode ends lines with": lambda told: told.update(system_fingerprint="lower\u2028back\u2029and\u0085neck"),
    "no time": lambda told: told.pop("created"),
}


@pytest.mark.parametrize("other", OTHERS)
def test_completions_of_other_servers_are_taken_as_they_are_without_batches(
    other: str, tmp_path: Path, direct: list[dict[str, Any]]
) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer(batches=BatchRules(change=OTHERS[other])) as server:
        done = batched(out, server)
        assert isinstance(done, Summary)
        assert done.counts.failed == 0
        assert max(server.books.answered.values()) == 1
    assert [lasting(row) for row in rows(out)] == direct


def test_what_is_no_completion_is_asked_again_and_given_up_with_its_reason(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer(batches=BatchRules(change=lambda told: told.update(choices=[{"index": 0}]))) as server:
        assert isinstance(batched(out, server), Summary)
    assert {letter["type"] for letter in dead(out)} == {"BatchUnanswered"}


def test_a_budget_holds_before_anything_is_submitted(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer() as server:
        done = batched(out, server, budget=Budget(tokens=8_000))
        while isinstance(done, Out):
            done = batched(out, server, budget=Budget(tokens=8_000))
        assert isinstance(done, Summary)
        assert done.stop is not None
        assert done.stop.reason == "budget"
        assert server.books.input_tokens + server.books.output_tokens <= 8_000
        again = batched(out, server)
        assert isinstance(again, Summary)
        assert again.ok
        assert max(server.books.answered.values()) == 1


def test_where_the_provider_does_not_say_what_answers_took_the_most_counts(tmp_path: Path) -> None:
    with RecordedServer(batches=BatchRules(change=lambda told: told.update(usage=None))) as server:
        done = batched(tmp_path / "out.jsonl", server)
        assert isinstance(done, Summary)
        assert done.ok
        most = [most_of_one(body) for body in server.batches.bodies()]
    assert done.spent.read == sum(one.input for one in most) > 0
    assert done.spent.written == sum(one.output for one in most) > 0


def test_what_is_in_batches_counts_in_the_budget_of_who_asks_without(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    prices: dict[str, Any] = {"price_input": 1.0, "price_output": 1.0}
    with RecordedServer(batches=BatchRules(polls=3)) as server:
        assert isinstance(batched(out, server, wait=False, **prices), Out)
        most = sum(one.input + one.output for one in map(most_of_one, server.batches.bodies()))
        for budget in (Budget(tokens=most + 100), Budget(cost=most / 1e6 * BATCH_SHARE + 1e-4)):
            done = run(out, server.base_url, FEW, changed="redo", budget=budget, **prices)
            assert done.stop is not None
            assert (done.stop.reason, server.books.requests) == ("budget", 0)
        assert run(out, server.base_url, FEW, changed="redo", budget=Budget(tokens=9 * most), **prices).ok


def test_a_budget_of_money_needs_a_price(tmp_path: Path) -> None:
    with RecordedServer() as server:
        with pytest.raises(SettingsError, match="price of recorded is not known"):
            batched(tmp_path / "out.jsonl", server, budget=Budget(cost=1.0))
        assert server.batches.batches == []


def test_a_server_without_the_batch_api_says_so(tmp_path: Path) -> None:
    from tests.fault_server import FaultServer, status

    with FaultServer(respond=lambda seen: status(404)) as server:
        done = batched(tmp_path / "out.jsonl", server)  # type: ignore[arg-type]
    assert isinstance(done, Summary)
    assert done.stop is not None
    assert "Batch API" in str(done.stop.error)


@pytest.mark.parametrize(("call", "status"), [(0, 404), (0, 401), (1, 404), (2, 400)])
def test_questions_whose_batch_the_provider_did_not_take_are_free_to_be_asked_without(
    call: int, status: int, tmp_path: Path
) -> None:
    out, letters = tmp_path / "out.jsonl", FEW[:2]
    with RecordedServer(batches=BatchRules(refused={call: status})) as server:
        done = batched(out, server, letters=letters)
        assert isinstance(done, Summary)
        assert done.stop is not None
        assert (server.batches.files.held, server.batches.batches) == ({}, [])
        assert run(out, server.base_url, letters).ok


def elsewhere(call: Callable[..., Any], *given: Any, **others: Any) -> BaseException | None:
    """What another who gives that command meanwhile is refused with."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call, *given, **others).exception()


def test_beside_a_run_with_batches_there_is_none_of_either_sort(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, submit = tmp_path / "out.jsonl", Batches.submit
    met: list[BaseException | None] = []

    async def submits(self: Batches) -> int:
        # The questions are noted, and nobody else can tell that they are on their way.
        if not met:
            met.append(elsewhere(batched, out, server))
            met.append(elsewhere(run, out, server.base_url, FEW))
            with opened(Plan(out, changed="redo")) as job:
                ray = run_on_ray(job, lists_of(str(FEW[0])), Structurer("imr", read_only=True))
                met.append(elsewhere(asyncio.run, ray))
        return await submit(self)

    monkeypatch.setattr(Batches, "submit", submits)
    with RecordedServer() as server:
        done = batched(out, server)
        assert isinstance(done, Summary)
        assert done.ok
        assert server.books.requests == 0
        assert max(server.books.answered.values()) == 1
    assert [type(one) for one in met] == [SettingsError] * 3
    assert ["with batches" in str(one) for one in met] == [False, True, True]


def test_beside_runs_without_batches_there_is_none_with_them(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    met: list[BaseException | None] = []
    with RecordedServer() as server:
        assert run(out, server.base_url, FEW, watch=lambda engine: met.append(elsewhere(batched, out, server))).ok
        assert server.batches.batches == []
        assert isinstance(batched(out, server), Summary), "afterwards there may be one"
    assert [type(one) for one in met] == [SettingsError]
    assert "another process is at this job" in str(met[0])


def test_a_batch_that_the_provider_does_not_know_is_told_as_such(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer(batches=BatchRules(polls=9)) as server:
        assert isinstance(batched(out, server, wait=False), Out)
    with RecordedServer() as another:
        done = batched(out, another, wait=False, changed="keep")
    assert isinstance(done, Summary)
    assert done.stop is not None
    assert "does not know batch" in str(done.stop.error)


def test_questions_in_batches_are_not_asked_of_another_model_unless_that_is_said(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    kept: dict[str, Any] = {"cache": True, "cache_dir": tmp_path / "cache"}
    with RecordedServer(batches=BatchRules(polls=2)) as server:
        assert isinstance(batched(out, server, wait=False, model="alpha", **kept), Out)
        asked = len(server.batches.asked_of())
        with pytest.raises(SettingsError, match=f"{asked} questions .*changed: model alpha → beta"):
            batched(out, server, model="beta", **kept)
        done = batched(out, server, model="beta", changed="redo", **kept)
        assert isinstance(done, Summary)
        assert done.ok
        assert [model for model in server.batches.asked_of() if model == "alpha"] == ["alpha"] * asked
        assert server.batches.asked_of().count("beta") == done.spent.calls - asked
    assert {row["model"] for row in rows(out)} == {"beta"}
    answers = AnswerCache(tmp_path / "cache")
    assert answers.stats().entries == done.spent.calls - asked, "no answer of the one is kept as the other's"


def test_what_no_letter_wants_any_more_is_not_submitted(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer() as server:
        done = batched(out, server, budget=Budget(tokens=10), model="alpha")
        assert isinstance(done, Summary)
        assert done.stop is not None
        done = batched(out, server, model="beta")
        assert isinstance(done, Summary)
        assert done.ok
        assert set(server.batches.asked_of()) == {"beta"}


def test_batches_are_told_to_machines_in_json(tmp_path: Path) -> None:
    with RecordedServer(batches=BatchRules(polls=3)) as server:
        command = [
            "ingest", *map(str, FEW[:2]), "--out", str(tmp_path / "out.jsonl"), "--batch", "--progress", "json",
            "--model", "recorded", "--base-url", server.base_url, "--no-cache",
        ]  # fmt: skip
        done = CliRunner().invoke(structurer_command, command, standalone_mode=False)
    told = [json.loads(line) for line in done.stderr.splitlines()]
    assert [one["event"] for one in told] == ["batch", "out"]
    assert (told[-1]["batches"], told[-1]["letters"] > 0) == (1, True)


def test_answers_that_the_provider_has_no_more_are_asked_for_again(
    tmp_path: Path, direct: list[dict[str, Any]]
) -> None:
    out, said = tmp_path / "out.jsonl", list[str]()
    with RecordedServer() as server:
        assert isinstance(batched(out, server, wait=False), Out)
        held = server.batches.files.held
        while not (gone := [file for file, (told, _) in held.items() if told["purpose"] == "batch_output"]):
            batch = server.batches.batches[0]["id"]
            urllib.request.urlopen(f"{server.base_url}/batches/{batch}", timeout=10).close()
        for file in gone:
            del held[file]
        done = batched(out, server, say=said.append)
    assert isinstance(done, Summary)
    assert done.ok
    assert [lasting(row) for row in rows(out)] == direct
    assert sum("has file" in line and "no more" in line for line in said) == len(gone)


def test_what_is_in_batches_is_not_asked_without_them_unless_that_is_said(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer(batches=BatchRules(polls=3)) as server:
        assert isinstance(batched(out, server, wait=False), Out)
        asked = len(server.batches.asked_of())
        with pytest.raises(SettingsError, match=f"{asked} questions of this job are in batches") as refused:
            run(out, server.base_url, FEW)
        assert "--batch" in refused.value.hint
        assert server.books.requests == 0
        live = run(out, server.base_url, FEW, model="beta", changed="redo")
        assert live.ok
        done = batched(out, server, model="beta")
    assert isinstance(done, Summary)
    assert done.ok
    assert done.spent.calls == live.spent.calls + asked, "what was in a batch is paid for"


def test_what_is_done_anew_in_batches_is_kept_until_it_is_there(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with RecordedServer(batches=BatchRules(polls=2)) as server:
        assert run(out, server.base_url, FEW).ok
        waiting = batched(out, server, wait=False, model="beta", changed="redo")
        assert isinstance(waiting, Out)
        assert waiting.letters == len(FEW)
        with closing(Journal(out.with_name("out.jsonl.journal"), create=False)) as journal:
            assert journal.counts().done == len(FEW)
        done = batched(out, server, model="beta", changed="redo")
    assert isinstance(done, Summary)
    assert (done.ok, done.otherwise) == (True, 0)
    assert {row["model"] for row in rows(out)} == {"beta"}


@pytest.mark.parametrize("changed", ["refuse", "redo"])
def test_what_came_for_a_letter_that_was_gone_meanwhile_is_kept_until_it_is_back(
    changed: Changed, tmp_path: Path
) -> None:
    out, away, folder = tmp_path / "out.jsonl", tmp_path / "away", tmp_path / "letters"
    folder.mkdir()
    letter, _ = (Path(shutil.copy(path, folder)) for path in FEW[:2])
    with RecordedServer(batches=BatchRules(polls=2)) as server:
        before = run(out, server.base_url, [folder], model="before").spent.calls if changed == "redo" else 0

        def asked(**given: Any) -> Summary | Out:
            return batched(out, server, changed=changed, letters=[folder], **given)

        assert isinstance(asked(wait=False), Out)
        letter.rename(away)
        done = asked()
        assert isinstance(done, Summary)
        assert (done.stop, done.counts.failed, done.otherwise) == (None, changed == "refuse", changed == "redo")
        away.rename(letter)
        with closing(Journal(out.with_name("out.jsonl.journal"), create=False)) as journal:
            journal.retry()
        done = asked()
        assert isinstance(done, Summary)
        assert (done.ok, done.otherwise) == (True, 0)
        questions = [json.dumps(body) for body in server.batches.bodies()]
        assert len(set(questions)) == len(questions) == done.spent.calls - before
    with closing(Journal(out.with_name("out.jsonl.journal"), create=False)) as journal:
        assert journal.query("SELECT key FROM requests") == []


def test_a_provider_that_refused_everything_is_asked_again_by_the_same_command(
    tmp_path: Path, direct: list[dict[str, Any]]
) -> None:
    out = tmp_path / "out.jsonl"
    plan = faults.Plan(rate=1.0, kinds=[Fault.BAD_KEY])
    with RecordedServer(batches=BatchRules(plan=plan, bodies={401: {"error": None}})) as server:
        refused = batched(out, server)
        assert isinstance(refused, Summary)
        assert refused.stop is not None
        assert (refused.stop.reason, refused.counts.failed) == ("refused", 0)
        server.batches.rules = BatchRules()
        done = batched(out, server)
        assert isinstance(done, Summary)
        assert done.ok
    assert [lasting(row) for row in rows(out)] == direct


def test_what_is_to_be_sent_again_does_not_wait_for_batches_that_are_out(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    few = Limits(3, 10_000_000)
    with RecordedServer(batches=BatchRules(expired={0: 0.0})) as server:
        assert isinstance(batched(out, server, wait=False, limits=few), Out)
        sent = len(server.batches.batches)
        while server.batches.batches[0]["status"] != "expired":
            assert isinstance(batched(out, server, wait=False, limits=few), Out)
        assert len(server.batches.batches) > sent > 1
        assert server.batches.batches[1]["status"] == "finalizing"


def test_of_each_batch_it_is_told_how_many_of_its_own_requests_go_into_the_next(tmp_path: Path) -> None:
    said: list[str] = []
    with RecordedServer(batches=BatchRules(expired={0: 0.0, 1: 0.0})) as server:
        done = batched(tmp_path / "out.jsonl", server, limits=Limits(3, 10_000_000), say=said.append)
    assert isinstance(done, Summary)
    assert done.ok
    expired = [line.split(": ")[1] for line in said if "(expired)" in line]
    assert expired == ["0 answers, 3 without one go into the next"] * 2


def test_answers_cost_what_the_model_costs_that_gave_them(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    prices = {"alpha": 1.0, "beta": 10.0}

    def asked(model: str, server: RecordedServer, **given: Any) -> Summary | Out:
        return batched(out, server, model=model, price_input=prices[model], price_output=prices[model], **given)

    with RecordedServer(batches=BatchRules(polls=2)) as server:
        assert isinstance(asked("alpha", server, wait=False), Out)
        done = asked("beta", server, changed="redo")
        used = [
            (found.recording.usage["total_tokens"], prices[body["model"]])
            for body in server.batches.bodies()
            if (found := server.answering.look_up(body).found) is not None
        ]
    assert isinstance(done, Summary)
    assert {price for _, price in used} == set(prices.values())
    assert done.spent.cost == pytest.approx(sum(tokens * price for tokens, price in used) / 1e6 * BATCH_SHARE)
