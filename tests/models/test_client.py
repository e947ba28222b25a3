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
from pydantic import ConfigDict

from structurer.errors import (
    AnswerEmpty,
    AnswerInvalid,
    AnswerRefused,
    AnswerRepeats,
    AnswerTruncated,
    CassetteMissing,
    ModelBusy,
    ModelDenied,
    ModelRequestRefused,
    ModelUnreachable,
    StructurerError,
)
from structurer.models.cache import AnswerCache
from structurer.models.client import ModelClient
from tests.fault_server import (
    FaultServer,
    body,
    cut_off,
    dies,
    empty,
    filtered,
    quotes_the_request,
    rate_limited,
    refuses,
    resets,
    says,
    stalls,
    status,
    truncated_body,
    unsupported,
)
from tests.models.conftest import LETTER, WHOLE, Answer, Naps, ask, ask_all, question

Make = Callable[..., ModelClient]
WRONG = {"age": "sixty", "findings": [], "medications": [], "invented by the model": 1}


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


# Answers that are none


@pytest.mark.parametrize(
    "step",
    [
        pytest.param(says("{ not JSON"), id="no JSON"),
        pytest.param(says(WRONG), id="a wrong type"),
        pytest.param(says({"age": 1}), id="a field missing"),
    ],
)
def test_an_answer_that_breaks_its_schema_is_asked_again_with_the_reason(make: Make, step: Any) -> None:
    with FaultServer([step, says(WHOLE)]) as server:
        reply = ask(make(server))
    assert reply.answer is not None
    assert reply.call.attempts == 2
    assert (reply.call.input_tokens, reply.call.output_tokens) == (200, 40)
    first, second = server.requests
    assert [message["role"] for message in second.messages] == ["system", "user", "assistant", "user"]
    assert second.schema == first.schema


@pytest.mark.parametrize(("reasks", "sent"), [(0, 1), (1, 2), (3, 4)])
def test_an_answer_that_stays_invalid_is_given_up_after_the_reasks(make: Make, reasks: int, sent: int) -> None:
    with FaultServer(respond=lambda seen: says(WRONG)) as server:
        reply = ask(make(server, reasks=reasks))
    assert reply.answer is None
    assert isinstance(reply.problem, AnswerInvalid)
    assert "age (int_type)" in reply.problem.message
    assert "sixty" not in str(reply.problem)
    assert json.loads(reply.text) == WRONG
    assert len(server.requests) == sent == reply.call.attempts


def test_a_server_that_does_not_heed_the_limit_is_not_asked_again(make: Make) -> None:
    with FaultServer([says(WRONG, tokens=(100, 5_000)), says(WHOLE)]) as server:
        reply = ask(make(server, reasks=1))
    assert isinstance(reply.problem, AnswerInvalid)
    assert len(server.requests) == 1


@pytest.mark.parametrize("step", [refuses(), filtered()], ids=["refusal", "content filter"])
def test_a_refusal_is_never_asked_again(make: Make, step: Any) -> None:
    with FaultServer([step]) as server:
        reply = ask(make(server, reasks=3))
    assert reply.answer is None
    assert isinstance(reply.problem, AnswerRefused)
    assert len(server.requests) == 1


@pytest.mark.parametrize("nothing", [empty(), says("  \n")], ids=["null", "blank"])
def test_an_empty_answer_is_asked_once_more_in_the_same_words(make: Make, nothing: Any) -> None:
    with FaultServer([nothing, says(WHOLE)]) as server:
        reply = ask(make(server))
    assert reply.problem is None
    assert server.requests[0].body == server.requests[1].body
    assert reply.call.attempts == 2
    with FaultServer([nothing, nothing]) as server:
        reply = ask(make(server, reasks=3))
    assert isinstance(reply.problem, AnswerEmpty)
    assert len(server.requests) == 2


def test_of_a_cut_off_answer_the_complete_part_is_kept(make: Make) -> None:
    text = '{"age": 60, "findings": ["tenderness", "swelling", "reduced ra'
    with FaultServer([cut_off(text)]) as server:
        reply = ask(make(server, reasks=3))
    assert isinstance(reply.problem, AnswerTruncated)
    assert reply.answer == Answer(age=60, findings=["tenderness", "swelling"], medications=[])
    assert (reply.text, reply.call.finish_reason) == (text, "length")
    assert len(server.requests) == 1


def test_an_answer_that_runs_in_circles_is_told_from_a_long_one(make: Make) -> None:
    with FaultServer([cut_off('{"age": 60, "findings": ["neck pain"' + ', "tenderness"' * 60)]) as server:
        reply = ask(make(server))
    assert isinstance(reply.problem, AnswerRepeats)
    assert reply.answer is not None
    assert reply.answer.findings == ["neck pain", "tenderness"]


def test_a_cut_off_answer_without_anything_complete_is_unusable(make: Make) -> None:
    with FaultServer([cut_off('{"ag')]) as server:
        reply = ask(make(server))
    assert reply.answer is None
    assert isinstance(reply.problem, AnswerTruncated)


def test_an_answer_that_ends_exactly_at_its_limit_is_whole(make: Make) -> None:
    with FaultServer([cut_off(json.dumps(WHOLE))]) as server:
        reply = ask(make(server))
    assert reply.problem is None
    assert reply.answer == Answer.model_validate(WHOLE)


# Transport


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(rate_limited(), id="429"),
        pytest.param(status(408), id="408"),
        pytest.param(status(409), id="409"),
        pytest.param(status(500), id="500"),
        pytest.param(status(503), id="503"),
        pytest.param(resets(), id="reset"),
        pytest.param(truncated_body(), id="truncated body"),
        pytest.param(body("{ not JSON"), id="broken JSON body"),
        pytest.param(body("[]"), id="JSON that is no completion"),
        pytest.param(body('{"error": {"message": "overloaded"}}'), id="an error with status 200"),
        pytest.param(body("<html>sign in</html>", "text/html"), id="a page"),
    ],
)
def test_a_failure_of_transport_is_tried_again_and_never_told_to_the_model(make: Make, failure: Any) -> None:
    with FaultServer([failure, failure, says(WHOLE)]) as server:
        reply = ask(make(server))
    assert reply.problem is None
    assert reply.call.attempts == 3
    assert (reply.call.input_tokens, reply.call.output_tokens) == (100, 20)
    bodies = [seen.body for seen in server.requests]
    assert bodies == [bodies[0]] * 3


def test_a_failure_between_an_answer_and_its_reask_does_not_pay_the_first_again(make: Make) -> None:
    with FaultServer([says(WRONG), status(503), says(WHOLE)]) as server:
        reply = ask(make(server))
    assert reply.problem is None
    lengths = [len(seen.messages) for seen in server.requests]
    assert lengths == [2, 4, 4]
    assert server.requests[1].body == server.requests[2].body


def test_a_server_that_stalls_is_given_up_after_the_timeout(make: Make, naps: Naps) -> None:
    with FaultServer([stalls(), says(WHOLE)]) as server:
        assert ask(make(server, timeout=0.3)).problem is None
    with FaultServer(respond=lambda seen: stalls()) as server:
        with pytest.raises(ModelUnreachable, match=r"did not answer within 0\.2 seconds"):
            ask(make(server, timeout=0.2, transport_attempts=2))
        assert len(server.requests) == 2


def test_a_server_that_is_not_there_is_unreachable(make: Make, naps: Naps) -> None:
    with FaultServer() as server:
        pass
    with pytest.raises(ModelUnreachable, match="the connection to fault-model at 127") as caught:
        ask(make(server, transport_attempts=3))
    assert caught.value.retryable
    assert len(naps) == 2


@pytest.mark.parametrize(
    ("failure", "error", "said"),
    [
        (rate_limited(), ModelBusy, "HTTP 429, rate_limit_exceeded"),
        (status(502), ModelUnreachable, "HTTP 502"),
        (body("<html></html>", "text/html"), ModelUnreachable, "no chat completion"),
    ],
    ids=["busy", "failing", "a page"],
)
def test_what_does_not_pass_is_raised_after_every_attempt(make: Make, failure: Any, error: Any, said: str) -> None:
    with FaultServer(respond=lambda seen: failure) as server:
        with pytest.raises(error, match=said):
            ask(make(server, transport_attempts=4))
        assert len(server.requests) == 4


@pytest.mark.parametrize(
    ("failure", "error", "said"),
    [
        (status(401, "invalid_api_key"), ModelDenied, "HTTP 401, invalid_api_key"),
        (status(403), ModelDenied, "HTTP 403"),
        (status(429, "insufficient_quota"), ModelDenied, "quota is used up"),
        (status(404, "model_not_found"), ModelRequestRefused, "no such model"),
        (status(400, type="exceed_context_size_error"), ModelRequestRefused, "do not fit the model's context"),
        (status(400, "context_length_exceeded"), ModelRequestRefused, "do not fit the model's context"),
        (status(422), ModelRequestRefused, "HTTP 422"),
    ],
)
def test_what_will_not_pass_is_raised_at_once(make: Make, failure: Any, error: Any, said: str) -> None:
    with FaultServer([failure]) as server:
        with pytest.raises(error, match=said) as caught:
            ask(make(server))
        assert len(server.requests) == 1
    assert not caught.value.retryable


@pytest.mark.parametrize(("failure", "slept"), [(rate_limited(7), 7.0), (rate_limited(9, 250), 0.25)])
def test_it_waits_as_long_as_the_server_asks(make: Make, naps: Naps, failure: Any, slept: float) -> None:
    with FaultServer([failure, says(WHOLE)]) as server:
        ask(make(server))
    assert naps == [slept]


def test_a_server_that_dies_and_returns_is_asked_again(make: Make) -> None:
    with FaultServer([dies(), says(WHOLE)]) as server:

        async def sleep(seconds: float) -> None:
            server.come_back()

        client = make(server)
        client._transport._sleep = sleep
        assert ask(client).problem is None


# Parameters


@pytest.mark.parametrize("parameter", ["temperature", "seed"])
def test_a_parameter_that_the_model_refuses_is_dropped_once_and_for_all(make: Make, parameter: str) -> None:
    with FaultServer([unsupported(parameter), says(WHOLE), says(WHOLE)]) as server:
        client = make(server)
        ask(client)
        ask(client)
    assert [parameter in seen.body for seen in server.requests] == [True, False, False]


def test_the_limit_is_named_as_the_server_wants_it(make: Make) -> None:
    with FaultServer([unsupported("max_tokens"), says(WHOLE)]) as server:
        ask(make(server))
    assert [("max_tokens" in seen.body, seen.body.get("max_completion_tokens")) for seen in server.requests] == [
        (True, None),
        (False, 300),
    ]
    with FaultServer([says(WHOLE)]) as server:
        ask(make(server, model="openai/gpt-x", api_key="k"))
    (seen,) = server.requests
    assert (seen.body["model"], seen.body["max_completion_tokens"]) == ("gpt-x", 300)


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
        first = asyncio.create_task(client.answer(question()))
        second = asyncio.create_task(client.answer(question()))
        await asyncio.sleep(0.05)
        first.cancel()
        reply = await second
        await client.aclose()
        return reply

    with FaultServer([says(WHOLE, after=0.15)]) as server:
        assert asyncio.run(run(make(server))).problem is None
    assert len(server.requests) == 1


def test_a_client_serves_one_event_loop_after_another(make: Make) -> None:
    with FaultServer([says(WHOLE), says(WHOLE)]) as server:
        client = make(server)
        for _ in range(2):
            assert asyncio.run(client.answer(question())).problem is None


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


def test_keys_that_the_model_made_up_are_not_told(make: Make) -> None:
    class Closed(Answer):
        model_config = ConfigDict(extra="forbid")

    with FaultServer(respond=lambda seen: says({**WHOLE, "tenderness of the neck": 1})) as server:
        reply = ask(make(server), answer_model=Closed)
    assert isinstance(reply.problem, AnswerInvalid)
    assert "? (extra_forbidden)" in reply.problem.message
    assert "tenderness" not in str(reply.problem)


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
