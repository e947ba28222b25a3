"""The server that ingestion is tested against answers as recorded, fails as planned, and keeps true books."""

from __future__ import annotations

import asyncio
import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import openai
import pytest

from structurer import Letter, Structured, Structurer
from structurer.errors import ModelBusy, ModelDenied, ModelRequestRefused, ModelUnreachable, StructurerError
from structurer.kinds.imr.record import ImrRecord
from tests import letters
from tests.ingest.faults import FOR_GOOD, OF_ANSWERS, OF_THE_WAY, Fault, Plan, plan_of, written
from tests.ingest.limits import Limits
from tests.ingest.process import server_process
from tests.ingest.recorded import key_of, recorded
from tests.ingest.server import RecordedServer
from tests.test_cassettes import result as replayed

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

NAME = "2017-contradiction"
QUICK: dict[str, Any] = {"slow_seconds": 0.02, "down_seconds": 0.05, "retry_after": 0.01, "retry_after_ms": 1}


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Clients do not read certificates, which none of these servers has, and wait little between tries."""
    monkeypatch.setattr("ssl.SSLContext.load_verify_locations", lambda *_, **__: None)
    monkeypatch.setattr("structurer.models.retry.FIRST_WAIT", 0.05)
    return


def structured(server: RecordedServer, letter: Letter | str = NAME, **given: Any) -> Structured[ImrRecord]:
    settings = {"model": "gpt-recorded", "base_url": server.base_url, "cache": False, "timeout": 5.0, **given}
    one = letters.letter(letter) if isinstance(letter, str) else letter
    result: Structured[ImrRecord] = Structurer("imr", **settings).structure(one)
    return result


def body_of(number: int = 0) -> dict[str, Any]:
    """A request that is recorded."""
    return {"model": "m", "temperature": 0.3, **recorded().bodies()[number]}


def posted(server: RecordedServer, body: Any, timeout: float = 5.0) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(f"{server.base_url}/chat/completions", json.dumps(body).encode())
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


# Answers


@pytest.mark.parametrize("name", letters.NAMES)
def test_letters_become_what_their_recordings_make_of_them(name: str) -> None:
    with RecordedServer() as server:
        result = structured(server, name)
    assert result.model_dump(include={"record", "evidence", "findings"}) == replayed(name).model_dump(
        include={"record", "evidence", "findings"}
    )
    assert result.usage.output_tokens == replayed(name).usage.output_tokens == server.books.output_tokens
    assert set(server.books.answered.values()) == ({1} if result.usage.calls else set())
    assert not server.books.unrecorded


def test_every_recording_is_answered_word_for_word() -> None:
    for one in recorded():
        assert one.content
        assert one.letters
    with RecordedServer() as server:
        status, _, text = posted(server, body_of())
    answer = json.loads(text)
    assert status == 200
    assert answer["choices"][0]["message"]["content"] == next(iter(recorded())).content
    assert answer["model"] == "m"


@pytest.mark.parametrize(
    "change",
    [
        {"messages": [{"role": "user", "content": "What else?"}]},
        {"response_format": {"type": "json_schema", "json_schema": {"name": "Other", "strict": True, "schema": {"type": "object", "properties": {"x": {"type": "string"}}, "required": ["x"], "additionalProperties": False}}}},
    ],
)  # fmt: skip
def test_what_is_not_recorded_is_said_so_and_listed(change: dict[str, Any]) -> None:
    asked = {**body_of(), **change}
    with RecordedServer() as server:
        assert posted(server, asked)[0] == 418
        assert list(server.books.unrecorded) == [key_of(asked)]
    with RecordedServer(synthetic=True) as server:
        assert posted(server, asked)[0] == 200
        assert server.stats()["synthetic"] == 1
        assert server.stats()["unrecorded"] == 0


def test_the_smallest_answers_keep_to_their_schemas() -> None:
    text = letters.letter(NAME).text.replace("The ", "That ")
    with RecordedServer(synthetic=True) as server:
        result = structured(server, Letter.from_text(text))
        assert server.stats()["synthetic"] > 0
    assert not [finding for finding in result.findings if finding.rule == "answer_invalid"]


def test_a_request_that_breaks_the_rules_of_the_api_is_refused() -> None:
    asked = body_of()
    asked["response_format"]["json_schema"]["strict"] = False
    with RecordedServer() as server:
        assert posted(server, asked)[0] == 400
        assert server.books.refused == ["strict is not true"]


def test_a_key_is_asked_for_where_there_is_one() -> None:
    with RecordedServer(key="right") as server:
        assert posted(server, body_of())[0] == 401
        structured(server, api_key="right")
        with pytest.raises(ModelDenied):
            structured(server, api_key="wrong")


def test_an_answer_takes_as_long_as_told() -> None:
    with RecordedServer(latency=0.1) as server:
        began = time.perf_counter()
        posted(server, body_of())
        assert time.perf_counter() - began >= 0.1


def test_a_client_that_hung_up_pays_nothing() -> None:
    with RecordedServer(latency=0.2) as server:
        with pytest.raises(TimeoutError):
            posted(server, body_of(), timeout=0.05)
        time.sleep(0.3)
        assert server.stats()["gone"] == 1
        assert server.stats()["paid"] == 0


# Faults


@pytest.mark.parametrize("fault", OF_THE_WAY)
def test_a_fault_of_the_way_passes_and_nothing_is_paid_twice(fault: Fault) -> None:
    with RecordedServer(plan=Plan(at={1: fault}, **QUICK)) as server:
        result = structured(server, timeout=0.3)
        assert server.books.faults == {fault: 1}
    assert result.record == replayed(NAME).record
    assert set(server.books.answered.values()) == {1}
    assert not server.books.spoilt


@pytest.mark.parametrize("fault", OF_ANSWERS)
def test_a_wrong_answer_is_paid_for(fault: Fault) -> None:
    with RecordedServer(plan=Plan(at={0: fault})) as server:
        result = structured(server, repairs=0)
        assert server.books.spoilt.total() == 1
        assert not server.books.unrecorded
    mends = fault in (Fault.BROKEN_JSON, Fault.BREAKS_SCHEMA, Fault.EMPTY)
    assert mends == (result.record == replayed(NAME).record)


@pytest.mark.parametrize("fault", FOR_GOOD)
def test_what_no_second_try_mends_is_an_error(fault: Fault) -> None:
    with (
        RecordedServer(plan=Plan(letters={NAME: fault})) as server,
        pytest.raises(ModelRequestRefused if fault is Fault.TOO_LONG else ModelDenied),
    ):
        structured(server)


@pytest.mark.parametrize(("fault", "error"), [(Fault.UNAVAILABLE, ModelUnreachable), (Fault.LIMITED, ModelBusy)])
def test_a_letter_can_fail_always_and_the_others_never(fault: Fault, error: type[StructurerError]) -> None:
    with RecordedServer(plan=Plan(letters={NAME: fault})) as server:
        with pytest.raises(error):
            structured(server, transport_attempts=2)
        assert structured(server, "example").record == replayed("example").record


def test_random_faults_are_the_same_each_time_and_end() -> None:
    def seen(seed: int) -> tuple[dict[tuple[str, Fault], int], dict[str, int]]:
        kinds = (Fault.FAILS, Fault.RESET, Fault.LIMITED_MILLISECONDS, Fault.CUT_BODY)
        with RecordedServer(plan=Plan(rate=0.9, seed=seed, kinds=kinds, most_a_key=2, **QUICK)) as server:
            assert structured(server).record == replayed(NAME).record
            return dict(server.books.failed), dict(server.books.answered)

    failed, answered = seen(1)
    assert seen(1) == (failed, answered)
    assert seen(2) != (failed, answered)
    assert set(answered.values()) == {1}
    asked: dict[str, int] = {}
    for (key, _), count in failed.items():
        asked[key] = asked.get(key, 0) + count
    assert max(asked.values()) == 2


def test_waits_are_asked_for_as_planned() -> None:
    kinds = {0: Fault.LIMITED, 1: Fault.LIMITED_SECONDS, 2: Fault.LIMITED_MILLISECONDS}
    with RecordedServer(plan=Plan(at=kinds, retry_after=7, retry_after_ms=9)) as server:
        headers = [posted(server, body_of())[1] for _ in kinds]
    told = [{name: found[name] for name in found if name.startswith("retry")} for found in headers]
    assert told == [{}, {"retry-after": "7"}, {"retry-after-ms": "9"}]


def test_a_plan_can_be_written_down() -> None:
    plan = Plan(at={3: Fault.NEVER}, letters={NAME: Fault.PAGE}, rate=0.5, kinds=OF_ANSWERS, seed=4, most_a_key=2)
    assert plan_of(json.loads(json.dumps(written(plan)))) == plan


# Limits


def test_limits_are_windows_of_requests_and_tokens() -> None:
    limits = Limits(rpm=2, tpm=100, window=60)
    assert limits.take(10, now=0.0) is None
    assert limits.take(80, now=1.0) is None
    assert (limits.take(5, now=2.0) or {})["retry-after"] == "58"
    assert limits.take(5, now=60.5) is None
    assert (limits.take(96, now=61.5) or {})["retry-after-ms"] == "59000"
    assert limits.take(500, now=200.0) is None
    assert limits.violations == 2


def test_who_passes_the_limits_waits_and_is_counted() -> None:
    with RecordedServer(limits=Limits(rpm=1, window=0.3)) as server:
        asked = "2017-ragged-text"
        assert structured(server, asked, concurrency=8).record == replayed(asked).record
        assert server.stats()["violations"] == server.stats()["limited"] > 0
        assert set(server.books.answered.values()) == {1}


# A process


def test_a_process_serves_logs_and_tells(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    with server_process(plan={"at": {"0": "500"}}, log=log) as server:
        settings: dict[str, Any] = {"model": "m", "base_url": server.base_url, "cache": False}
        assert Structurer("imr", **settings).structure(letters.letter(NAME)).record == replayed(NAME).record
        told = server.stats(keys=True)
        assert told["faults"] == {"500": 1}
        events = server.events()
        assert [event["event"] for event in events].count("answered") == told["answered"]
        assert {event["key"] for event in events} == set(told["answers"])
        server.change(plan={"letters": {NAME: "bad-key"}}, latency=0.01)
        with pytest.raises(ModelDenied):
            Structurer("imr", **settings).structure(letters.letter(NAME))
    assert "pinch" not in log.read_text()


def test_a_process_that_was_killed_comes_back_where_it_was(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    answered = 0
    port = "0"
    for _ in range(2):
        with server_process("--port", port, log=log) as server:
            settings: dict[str, Any] = {"model": "m", "base_url": server.base_url, "cache": False}
            Structurer("imr", **settings).structure(letters.letter(NAME))
            answered += server.stats()["answered"]
            port = str(urlsplit(server.base_url).port)
    assert len(log.read_text().splitlines()) == answered


def test_many_are_answered_at_once() -> None:
    async def ask(server: RecordedServer) -> None:
        async with openai.AsyncOpenAI(base_url=server.base_url, api_key="none", max_retries=0) as client:
            bodies = [{"model": "m", **body} for body in recorded().bodies()[:64]]
            await asyncio.gather(*(client.chat.completions.create(**body) for body in bodies))

    with RecordedServer(latency=0.2) as server:
        asyncio.run(ask(server))
        assert server.most_at_once == 64
