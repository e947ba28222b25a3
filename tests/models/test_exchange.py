"""Answers that are none: what is asked again, what is kept, and what is given up."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ConfigDict

from structurer.errors import (
    AnswerEmpty,
    AnswerInvalid,
    AnswerRefused,
    AnswerRepeats,
    AnswerTruncated,
    ModelDenied,
    ModelUnreachable,
)
from structurer.models.client import ModelClient
from tests.fault_server import (
    FaultServer,
    Step,
    body,
    completion,
    cut_off,
    empty,
    filtered,
    refuses,
    says,
    status,
    usage,
)
from tests.models.conftest import WHOLE, WRONG, Answer, ask

Make = Callable[..., ModelClient]


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


def test_an_answer_is_invalid_where_the_server_refuses_to_be_asked_again(make: Make) -> None:
    with FaultServer([says(WRONG), status(400, "context_length_exceeded")]) as server:
        reply = ask(make(server))
    assert (reply.answer, json.loads(reply.text)) == (None, WRONG)
    assert isinstance(reply.problem, AnswerInvalid)
    assert "age (int_type)" in reply.problem.message
    assert "do not fit the model's context" in reply.problem.message
    assert "sixty" not in str(reply.problem)
    assert (reply.call.attempts, reply.call.output_tokens) == (2, 20)


@pytest.mark.parametrize(("failure", "error"), [(status(503), ModelUnreachable), (status(401), ModelDenied)])
def test_what_fails_otherwise_between_an_answer_and_its_reask_is_an_error(make: Make, failure: Any, error: Any) -> None:
    with FaultServer([says(WRONG), failure]) as server, pytest.raises(error):
        ask(make(server, transport_attempts=1))


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


def in_parts(*content: Any) -> Step:
    """An answer whose content is a list, as some gateways send it."""
    message = {"role": "assistant", "content": list(content)}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return body(json.dumps(completion("chatcmpl-fault", "m", choice, usage((100, 20)))))


def test_an_answer_in_parts_is_what_its_text_says(make: Make) -> None:
    text = json.dumps(WHOLE)
    thought = {"type": "thinking", "thinking": [{"type": "text", "text": "The worker is 60."}]}
    parts = in_parts(thought, {"type": "text", "text": text[:9]}, {"type": "text", "text": text[9:]}, "other", {})
    with FaultServer([parts]) as server:
        reply = ask(make(server))
    assert (reply.problem, reply.text) == (None, text)
    with FaultServer([in_parts(thought), says(WHOLE)]) as server:
        assert ask(make(server)).call.attempts == 2


ODD_USAGE = {"prompt_tokens": "100", "completion_tokens": [], "total_tokens": None, "prompt_tokens_details": "none"}


@pytest.mark.parametrize("used", [ODD_USAGE, {**ODD_USAGE, "prompt_tokens": 100}, [], "100"])
def test_what_a_server_says_oddly_beside_its_answer_is_as_if_it_did_not(make: Make, used: Any) -> None:
    choice: Any = {"message": {"role": "assistant", "content": json.dumps(WHOLE)}, "finish_reason": 1}
    odd: Any = completion("chatcmpl-fault", "m", choice, used) | {"model": ["m"]}
    with FaultServer([body(json.dumps(odd))]) as server:
        reply = ask(make(server))
    assert reply.answer == Answer.model_validate(WHOLE)
    assert (reply.call.finish_reason, reply.call.reported_model, reply.call.output_tokens) == (None, None, 0)
    assert reply.call.input_tokens == (100 if isinstance(used, dict) and used["prompt_tokens"] == 100 else 0)


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


def test_a_failure_between_an_answer_and_its_reask_does_not_pay_the_first_again(make: Make) -> None:
    with FaultServer([says(WRONG), status(503), says(WHOLE)]) as server:
        reply = ask(make(server))
    assert reply.problem is None
    lengths = [len(seen.messages) for seen in server.requests]
    assert lengths == [2, 4, 4]
    assert server.requests[1].body == server.requests[2].body


def test_keys_that_the_model_made_up_are_not_told(make: Make) -> None:
    class Closed(Answer):
        model_config = ConfigDict(extra="forbid")

    with FaultServer(respond=lambda seen: says({**WHOLE, "tenderness of the neck": 1})) as server:
        reply = ask(make(server), answer_model=Closed)
    assert isinstance(reply.problem, AnswerInvalid)
    assert "? (extra_forbidden)" in reply.problem.message
    assert "tenderness" not in str(reply.problem)


@pytest.mark.parametrize("age", [60, "sixty"])
def test_half_a_character_in_an_answer_is_no_failure_of_the_server(make: Make, age: Any) -> None:
    text = json.dumps({**WHOLE, "age": age, "findings": ["pain \ud83d"]}, ensure_ascii=False)
    with FaultServer([says(text), says(WHOLE)]) as server:
        reply = ask(make(server))
    assert reply.answer is not None
    assert reply.answer.findings == (["pain \ufffd"] if age == 60 else WHOLE["findings"])
    assert len(server.requests) == (1 if age == 60 else 2)
