"""The SDK's exceptions become errors that say what to do and nothing of what was sent."""

from __future__ import annotations

import json
from typing import Any

import httpx2
import openai
import pytest

from structurer.errors import ModelError, ModelRequestRefused
from structurer.models.failures import failure_of, may_be_paid, refused_parameter
from structurer.models.names import ModelName
from structurer.models.retry import TransportFailure

NAME = ModelName("m", "other", "m", "http://host.example:8000/v1/secret-path")
REQUEST = httpx2.Request("POST", "http://host.example:8000/v1/secret-path/chat/completions")


def status_error(status: int, body: Any, **headers: str) -> openai.APIStatusError:
    response = httpx2.Response(status, request=REQUEST, headers=headers, json={"error": body})
    return openai.AsyncOpenAI(api_key="k")._make_status_error_from_response(response)


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({"code": "unsupported_parameter", "param": "max_tokens", "message": "use another"}, "max_tokens"),
        ({"code": "unsupported_value", "param": "temperature", "message": "only the default (1)"}, "temperature"),
        ({"message": "Unrecognized request argument supplied: seed"}, "seed"),
        ({"message": "`max_completion_tokens` is not supported"}, "max_completion_tokens"),
        ({"code": "invalid_value", "param": "max_tokens", "message": "max_tokens is too large"}, None),
        ({"code": "unsupported_parameter", "param": "response_format", "message": "not with temperature"}, None),
        ({"message": "the letter says that a temperature of 38 was taken"}, None),
        ("not supported", None),
        (None, None),
    ],
)
def test_a_refused_parameter_is_found_where_it_is_named(body: Any, parameter: str | None) -> None:
    assert refused_parameter(status_error(400, body)) == parameter


def extra(*place: str | int) -> dict[str, Any]:
    """A fault as pydantic tells it."""
    return {"type": "extra_forbidden", "loc": list(place), "msg": "Extra inputs are not permitted", "input": 7}


SEED = extra("body", "seed")


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({"detail": [SEED]}, "seed"),
        ({"message": {"detail": [SEED]}, "type": "invalid_request_error", "param": None}, "seed"),
        ({"message": [SEED], "detail": [SEED], "type": "invalid_request_error", "code": 3001}, "seed"),
        ({"message": {"detail": [extra("body", "other"), extra("body", "max_completion_tokens")]}}, "max_completion_tokens"),
        ({"detail": [extra("seed")]}, "seed"),
        ({"message": "Extra inputs are not permitted: seed", "param": "seed", "code": None}, "seed"),
        ({"message": json.dumps({"detail": [SEED]}), "type": "internal_error_proxy", "param": None}, "seed"),
        ({"message": {"detail": [extra("body", "messages", 0, "seed")]}}, None),
        ({"message": {"detail": [{**SEED, "type": "less_than_equal"}]}}, None),
        ({"detail": [{"type": "extra_forbidden", "loc": "seed"}, "seed", None]}, None),
        ({"detail": "seed is not supported"}, None),
    ],
)  # fmt: skip
def test_one_parameter_too_many_is_found_in_a_list_of_faults(body: Any, parameter: str | None) -> None:
    assert refused_parameter(status_error(422, body)) == parameter
    # Without the field `error` around it, which these servers leave out.
    response = httpx2.Response(422, request=REQUEST, json=body)
    assert refused_parameter(openai.AsyncOpenAI(api_key="k")._make_status_error_from_response(response)) == parameter


def test_another_failure_refuses_no_parameter() -> None:
    assert refused_parameter(status_error(500, {"code": "unsupported_parameter", "param": "seed"})) is None
    assert refused_parameter(openai.APIConnectionError(request=REQUEST)) is None


@pytest.mark.parametrize("status", [400, 401, 404, 418, 429, 503])
def test_a_message_holds_type_status_and_host_only(status: int) -> None:
    letter = "the worker is 60"
    failure = failure_of(status_error(status, {"message": letter, "code": letter, "type": letter}), NAME, 5.0)
    error = failure.error if isinstance(failure, TransportFailure) else failure
    assert isinstance(error, ModelError)
    assert "host.example:8000" in str(error)
    assert f"HTTP {status}" in str(error)
    for private in (letter, "secret-path"):
        assert private not in str(error)


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504, 524, 599])
def test_what_a_server_or_a_proxy_gave_up_may_be_paid_for(status: int) -> None:
    assert may_be_paid(status_error(status, {}))


@pytest.mark.parametrize(
    ("status", "headers"),
    [(400, {}), (401, {}), (404, {}), (409, {}), (422, {}), (429, {}), (429, {"retry-after": "1"}),
     (503, {"retry-after": "1"}), (503, {"retry-after-ms": "5"})],
)  # fmt: skip
def test_what_a_server_refused_is_not_paid_for(status: int, headers: dict[str, str]) -> None:
    assert not may_be_paid(status_error(status, {}, **headers))


@pytest.mark.parametrize(
    ("cause", "paid"),
    [
        (httpx2.ConnectError("refused, no such name, or no TLS"), False),
        (httpx2.ProxyError("502 Bad Gateway"), False),
        (httpx2.LocalProtocolError("illegal header value"), False),
        (httpx2.ReadError("reset"), True),
        (httpx2.WriteError("broken pipe"), True),
        (httpx2.RemoteProtocolError("cut in the middle"), True),
        (httpx2.DecodingError("no gzip"), True),
    ],
    ids=lambda given: type(given).__name__,
)
def test_a_connection_that_fails_once_the_request_is_out_may_be_paid_for(cause: Exception, paid: bool) -> None:
    error = openai.APIConnectionError(request=REQUEST)
    error.__cause__ = cause
    assert may_be_paid(error) == paid


@pytest.mark.parametrize(
    ("cause", "paid"),
    [(httpx2.ConnectTimeout("no answer"), False), (httpx2.PoolTimeout("no turn"), False), (httpx2.ReadTimeout(""), True)],
    ids=lambda given: type(given).__name__,
)  # fmt: skip
def test_what_is_not_waited_for_may_be_paid_for_once_it_is_sent(cause: Exception, paid: bool) -> None:
    error = openai.APITimeoutError(request=REQUEST)
    error.__cause__ = cause
    assert may_be_paid(error) == paid


def test_a_request_that_cannot_be_written_is_not_paid_for_and_an_answer_that_cannot_be_read_is() -> None:
    assert not may_be_paid(UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"))
    assert may_be_paid(json.JSONDecodeError("cut off", "{", 1))
    assert may_be_paid(TimeoutError())


def test_a_wait_that_a_503_asks_for_is_known_too() -> None:
    failure = failure_of(status_error(503, {}, **{"retry-after": "4"}), NAME, 5.0)
    assert isinstance(failure, TransportFailure)
    assert failure.wait == 4.0


def test_a_prompt_that_is_too_long_is_told_by_the_message_alone_too() -> None:
    error = failure_of(status_error(400, {"message": "This model's maximum context length is 4096 tokens"}), NAME, 5.0)
    assert isinstance(error, ModelRequestRefused)
    assert "context" in error.message
