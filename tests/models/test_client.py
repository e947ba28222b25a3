"""The client against a server that answers, fails and misbehaves as told."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import vcr  # type: ignore[import-untyped]

from structurer.errors import (
    CassetteMissing,
    StructurerError,
)
from structurer.models.cache import AnswerCache
from structurer.models.client import ModelClient
from tests.fault_server import (
    FaultServer,
    cut_off,
    empty,
    quotes_the_request,
    refuses,
    resets,
    says,
    status,
)
from tests.models.conftest import LETTER, WHOLE, WRONG, Answer, Naps, ask, ask_all, question

Make = Callable[..., ModelClient]


def test_a_good_answer_is_typed_and_its_call_is_recorded(make: Make) -> None:
    with FaultServer([says(WHOLE, tokens=(120, 30), cached=40)]) as server:
        reply = ask(make(server))
    assert reply.answer == Answer.model_validate(WHOLE)
    assert type(reply.answer) is Answer
    assert reply.problem is None
    assert json.loads(reply.text) == WHOLE
    call = reply.call
    assert (call.ask, call.model, call.reported_model) == ("test", "fault-model", "fault-model")
    assert (call.attempts, call.cached, call.finish_reason) == (1, False, "stop")
    assert (call.input_tokens, call.output_tokens, call.cached_input_tokens) == (120, 30, 40)
    assert (call.saved_input_tokens, call.saved_output_tokens) == (0, 0)
    assert 0 < call.seconds < 5


def test_the_request_holds_the_letter_as_it_is_and_a_strict_schema(make: Make) -> None:
    with FaultServer([says(WHOLE)]) as server:
        ask(make(server, temperature=0.3, seed=11))
    (seen,) = server.requests
    assert server.refused == []
    assert [message["content"] for message in seen.messages] == ["What does it say?", LETTER]
    assert {name: seen.body[name] for name in ("temperature", "seed", "max_tokens")} == {
        "temperature": 0.3,
        "seed": 11,
        "max_tokens": 300,
    }
    assert "cache_prompt" not in seen.body
    assert seen.body["response_format"]["json_schema"]["strict"] is True


# Side by side


def test_no_more_calls_are_in_flight_than_the_concurrency(make: Make) -> None:
    with FaultServer(respond=lambda seen: says(WHOLE, after=0.03)) as server:
        client = make(server, concurrency=3)
        ask_all(client, [question(max_tokens=100 + n) for n in range(12)])
    assert client.concurrency == 3
    assert len(server.requests) == 12
    assert server.most_at_once == 3


def test_identical_calls_at_the_same_time_are_one(make: Make) -> None:
    with FaultServer([says(WHOLE, after=0.05)]) as server:
        replies = ask_all(make(server), [question() for _ in range(5)])
    assert len(server.requests) == 1
    assert sum(reply.call.attempts for reply in replies) == 1
    assert sum(reply.call.input_tokens for reply in replies) == 100
    assert sum(reply.call.saved_input_tokens for reply in replies) == 400
    assert [reply.call.cached for reply in replies].count(True) == 4


def test_a_cancelled_caller_does_not_take_the_call_from_the_others(make: Make) -> None:
    async def run(client: ModelClient) -> Any:
        first = asyncio.create_task(client.answer(question(ask="first")))
        second = asyncio.create_task(client.answer(question(ask="second")))
        await asyncio.sleep(0.05)
        first.cancel()
        reply = await second
        await client.aclose()
        return reply

    with FaultServer([says(WHOLE, after=0.15)]) as server:
        reply = asyncio.run(run(make(server)))
    assert reply.problem is None
    assert (reply.call.ask, reply.call.input_tokens, reply.call.cached) == ("second", 100, False)
    assert len(server.requests) == 1


def test_a_client_serves_one_event_loop_after_another(make: Make) -> None:
    with FaultServer([says(WHOLE), says(WHOLE)]) as server:
        client = make(server)
        for _ in range(2):
            assert asyncio.run(client.answer(question())).problem is None


def test_a_client_serves_several_event_loops_at_once(make: Make) -> None:
    """What one ends with is its own connections; how many are in flight is a matter of all."""
    with FaultServer(respond=lambda seen: says(WHOLE, after=0.02)) as server:
        client = make(server, concurrency=1)

        async def beside_others() -> bool:
            await client.answer(question())
            (here,) = client._transport._loops.values()
            asked = [client.answer(question(max_tokens=100 + n)) for n in range(3)]
            others = [asyncio.to_thread(ask, client, max_tokens=200 + n) for n in range(3)]
            replies = await asyncio.gather(*asked, *others)
            assert [reply.problem for reply in replies] == [None] * 6
            assert here.opened is not None
            assert not here.opened.client.is_closed()
            await client.aclose()
            return bool(here.opened.client.is_closed())

        assert asyncio.run(beside_others())
    assert client._transport._loops == {}
    assert (len(server.requests), server.most_at_once) == (7, 1)


# The cache


def test_a_kept_answer_costs_nothing_and_says_what_it_saved(make: Make, tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path / "kept")
    with FaultServer([says(WHOLE, tokens=(120, 30))]) as server:
        fresh = ask(make(server, cache=cache))
        kept = ask(make(server, cache=cache))
    assert (kept.answer, kept.text) == (fresh.answer, fresh.text)
    assert (kept.call.cached, kept.call.attempts, kept.call.input_tokens, kept.call.output_tokens) == (True, 0, 0, 0)
    assert (kept.call.saved_input_tokens, kept.call.saved_output_tokens) == (120, 30)
    assert (kept.call.reported_model, kept.call.finish_reason) == ("fault-model", "stop")


def test_servers_of_one_host_share_no_answers(make: Make, tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path)
    with FaultServer(respond=lambda seen: says({**WHOLE, "age": 61 if "/b/" in seen.path else 60})) as server:
        host = server.base_url.removesuffix("/v1")
        replies = [
            ask(make(base_url=f"{host}{path}", cache=cache)) for path in ("/a/v1", "/b/v1", "/a/v1/", "/b", "/v1")
        ]
    assert [(reply.answer.age, reply.call.cached) for reply in replies] == [
        (60, False),
        (61, False),
        (60, True),
        (61, True),
        (60, False),
    ]


def test_refresh_asks_anew_and_keeps_the_new_answer(make: Make, tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path / "kept")
    newer = Answer.model_validate({**WHOLE, "age": 61})
    with FaultServer([says(WHOLE), says(newer.model_dump())]) as server:
        ask(make(server, cache=cache))
        assert ask(make(server, cache=cache, refresh=True)).answer == newer
        assert ask(make(server, cache=cache)).answer == newer


@pytest.mark.parametrize(
    "steps",
    [[cut_off('{"age": 60, "findings": ["a"')], [says(WRONG), says(WRONG)], [refuses()], [empty(), empty()]],
    ids=["salvaged", "invalid", "refused", "empty"],
)
def test_only_whole_valid_answers_are_kept(make: Make, tmp_path: Path, steps: list[Any]) -> None:
    cache = AnswerCache(tmp_path / "kept")
    with FaultServer(steps) as server:
        assert ask(make(server, cache=cache)).problem is not None
    assert cache.stats().entries == 0


def test_a_kept_entry_that_does_not_hold_is_asked_anew(make: Make, tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path / "kept")
    with FaultServer([says(WHOLE)] * 3) as server:
        client = make(server, cache=cache)
        key = client._key(question())
        for planted in ("not JSON", json.dumps({"text": "{}"})):
            cache.put(key, planted)
            assert ask(client).call.cached is False
    assert len(server.requests) == 2


def test_settings_say_whether_answers_are_kept(tmp_path: Path) -> None:
    from structurer.settings import Settings

    assert ModelClient(Settings(model="openai/x", cache_dir=tmp_path, cache=False))._cache is None
    kept = ModelClient(Settings(model="openai/x", cache_dir=tmp_path))._cache
    assert kept is not None
    assert kept.folder == tmp_path / "answers"


# What must not leak


def chain(error: BaseException | None) -> Iterator[str]:
    """Everything that hangs on an error, shown in tracebacks or not: reporting services collect it."""
    while error is not None:
        yield f"{error!r} {error.args} {vars(error)}"
        error = error.__cause__ or error.__context__


def test_no_error_and_no_log_holds_letter_text(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    said: list[str] = []
    with FaultServer(
        [quotes_the_request(), says({**WRONG, "age": LETTER}), says({**WRONG, LETTER: LETTER}), status(404), resets()]
    ) as server:
        for _ in range(4):
            try:
                reply = ask(make(server, transport_attempts=1))
                said.append(str(reply.problem))
            except StructurerError as error:
                said.append("".join(traceback.format_exception(error)) + " ".join(chain(error)))
    assert len(said) == 4
    assert "tenderness" not in " ".join(said)
    assert "tenderness" not in caplog.text


def test_a_missing_cassette_is_named_and_not_retried(make: Make, naps: Naps, tmp_path: Path) -> None:
    with (
        FaultServer() as server,
        vcr.use_cassette(str(tmp_path / "none.yaml"), record_mode="none"),
        pytest.raises(CassetteMissing, match="no recorded answer") as caught,
    ):
        ask(make(server))
    assert naps == []
    assert server.requests == []
    assert LETTER not in "".join(traceback.format_exception(caught.value))


def test_a_recorded_answer_is_replayed_without_the_server(make: Make, tmp_path: Path) -> None:
    tape = str(tmp_path / "tape.yaml")
    with FaultServer([says(WHOLE)]) as server:
        client = make(server)
        with vcr.use_cassette(tape, record_mode="once"):
            recorded = ask(client)
    with vcr.use_cassette(tape, record_mode="none", match_on=["method", "host", "port", "path", "body"]):
        assert ask(client).answer == recorded.answer


def test_importing_the_client_does_not_import_the_libraries() -> None:
    import subprocess

    code = (
        "import sys, structurer.models.client; "
        "print(*(name for name in ('openai', 'instructor', 'diskcache', 'tenacity', 'vcr') if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
