"""The way to the server: keys, proxies, failures that pass and failures that do not, a server that died."""

from __future__ import annotations

import asyncio
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from structurer.errors import (
    EmbeddedModelError,
    ModelBusy,
    ModelDenied,
    ModelRequestRefused,
    ModelUnreachable,
    SettingsError,
)
from structurer.models.client import ModelClient
from structurer.models.limits import Turn
from structurer.models.local import supervisor
from structurer.models.local.supervisor import Endpoint
from structurer.models.local.weights import Progress
from structurer.settings import Settings
from tests.fault_server import (
    FaultServer,
    body,
    completion,
    dies,
    rate_limited,
    resets,
    says,
    stalls,
    status,
    truncated_body,
    unsupported,
    usage,
)
from tests.models.conftest import WHOLE, Naps, ask, ask_all, question

Make = Callable[..., ModelClient]
LOCAL = "local/qwen2.5-coder-1.5b"


class Supervisor:
    """Stands for the supervisor: `endpoint` leads to the servers given, one after another at each call."""

    def __init__(self, *servers: FaultServer | Exception) -> None:
        self.servers = list(servers)
        self.calls = 0

    def __call__(self, settings: Settings, progress: object = None) -> Endpoint:
        self.calls += 1
        server = self.servers.pop(0)
        if isinstance(server, Exception):
            raise server
        return Endpoint(server.base_url, "a-key", "qwen", "sha", slots=4, context=4096, pid=1, fresh=True)


@pytest.fixture
def supervised(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Supervisor]:
    def supervised(*servers: FaultServer | Exception) -> Supervisor:
        made = Supervisor(*servers)
        monkeypatch.setattr(supervisor, "endpoint", made)
        return made

    return supervised


def test_the_embedded_server_is_found_once_and_asked_with_its_key(make: Make, supervised: Any) -> None:
    with FaultServer(respond=lambda seen: says(WHOLE), key="a-key") as server:
        started = supervised(server)
        client = make(model=LOCAL)
        assert started.calls == 0
        ask_all(client, [question(max_tokens=100 + n) for n in range(6)])
    assert started.calls == 1
    assert {seen.body["model"] for seen in server.requests} == {"qwen"}
    assert all(seen.body["cache_prompt"] is True for seen in server.requests)
    assert all("max_tokens" in seen.body for seen in server.requests)


def test_a_letter_for_the_embedded_model_goes_nowhere_else(
    make: Make, supervised: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultServer() as elsewhere, FaultServer([says(WHOLE)]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", elsewhere.base_url)
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, elsewhere.base_url.removesuffix("/v1"))
        supervised(server)
        assert ask(make(model=LOCAL, api_key="a-hosted-key")).problem is None
    assert elsewhere.requests == []
    assert "a-hosted-key" not in str(server.requests)


def test_a_letter_for_a_server_on_this_machine_goes_through_no_proxy(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultServer() as proxy, FaultServer([says(WHOLE)]) as server:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, proxy.base_url.removesuffix("/v1"))
        assert ask(make(server)).problem is None
        assert [seen.path for seen in server.requests] == ["/v1/chat/completions"]
    assert proxy.requests == []


def test_a_server_elsewhere_is_reached_through_the_proxy(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer([says(WHOLE)]) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.base_url.removesuffix("/v1"))
        assert ask(make(base_url="http://elsewhere.example/v1")).problem is None
    assert [seen.path for seen in proxy.requests] == ["http://elsewhere.example/v1/chat/completions"]


def test_certificates_that_the_environment_names_count_for_a_server_on_this_machine(
    make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    read: list[object] = []
    monkeypatch.setattr("ssl.SSLContext.load_verify_locations", lambda _, cafile=None, *rest: read.append(cafile))
    monkeypatch.setattr("ssl.SSLContext.set_default_verify_paths", lambda _: read.append(os.environ["SSL_CERT_FILE"]))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "own.pem"))
    with FaultServer([says(WHOLE)]) as server:
        ask(make(server))
    assert read == [str(tmp_path / "own.pem")]


def test_a_dead_embedded_server_is_replaced_once_for_all_calls(make: Make, supervised: Any, naps: Naps) -> None:
    with FaultServer(respond=lambda seen: dies()) as first, FaultServer(respond=lambda seen: says(WHOLE)) as second:
        started = supervised(first, second)
        replies = ask_all(make(model=LOCAL), [question(max_tokens=100 + n) for n in range(3)])
    assert [reply.problem for reply in replies] == [None] * 3
    assert started.calls == 2
    assert naps == []


def test_a_server_that_dies_of_a_request_again_is_not_started_for_ever(make: Make, supervised: Any, naps: Naps) -> None:
    with FaultServer(respond=lambda seen: resets()) as server:
        started = supervised(server, server, server)
        with pytest.raises(ModelUnreachable):
            ask(make(model=LOCAL, transport_attempts=3))
    assert started.calls == 2
    assert len(server.requests) == 4


def test_a_download_that_nobody_waits_for_any_more_ends(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go, over = threading.Event(), threading.Event(), threading.Event()
    fetched: list[int] = []

    def endpoint(settings: Settings, progress: Progress) -> None:
        try:
            progress(0, 3, "hub")
            begun.set()
            go.wait(10)
            for done in (1, 2, 3):
                progress(done, 3, "hub")
        finally:
            over.set()

    monkeypatch.setattr(supervisor, "endpoint", endpoint)
    client = make(model=LOCAL, progress=lambda done, total, source: fetched.append(done))

    async def leave() -> None:
        task = asyncio.create_task(client.answer(question()))
        await asyncio.to_thread(begun.wait, 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(leave())
    assert not over.is_set()
    go.set()
    assert over.wait(10)
    assert fetched == [0]


def test_a_server_that_was_not_asked_for_a_while_is_looked_for_before_a_letter_is_sent(
    make: Make, supervised: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultServer([says(WHOLE)]) as first, FaultServer(respond=lambda seen: says(WHOLE)) as second:
        started = supervised(first, second, second)
        client = make(model=LOCAL)

        async def ask_now_and_later() -> None:
            await client.answer(question())
            monkeypatch.setattr("structurer.models.connection.UNASKED_SECONDS", -1.0)
            # The first one's port may be anybody's by now.
            await asyncio.gather(*(client.answer(question(max_tokens=200 + n)) for n in range(3)))
            monkeypatch.setattr("structurer.models.connection.UNASKED_SECONDS", 60.0)
            await client.answer(question(max_tokens=300))
            await client.aclose()

        asyncio.run(ask_now_and_later())
    assert (len(first.requests), len(second.requests), started.calls) == (1, 4, 2)


@pytest.mark.parametrize("answer", [status(401), status(404)], ids=["another's key", "another's paths"])
def test_another_server_at_the_port_of_one_that_is_gone_is_taken_for_none(
    make: Make, supervised: Any, answer: Any
) -> None:
    with FaultServer([answer]) as another, FaultServer([says(WHOLE)]) as server:
        started = supervised(another, server)
        assert ask(make(model=LOCAL)).problem is None
    assert started.calls == 2


def test_a_server_that_does_not_take_its_own_key_is_not_looked_for_for_ever(make: Make, supervised: Any) -> None:
    with FaultServer(respond=lambda seen: status(401)) as server:
        started = supervised(server, server, server)
        with pytest.raises(ModelDenied):
            ask(make(model=LOCAL))
    assert (started.calls, len(server.requests)) == (2, 2)


def test_a_server_that_cannot_be_started_says_so(make: Make, supervised: Any, naps: Naps) -> None:
    supervised(EmbeddedModelError("it does not start"))
    with pytest.raises(EmbeddedModelError, match="it does not start"):
        ask(make(model=LOCAL))
    assert naps == []


def test_a_server_that_cannot_be_started_is_tried_once_for_all_who_wait(make: Make, supervised: Any) -> None:
    with FaultServer(respond=lambda seen: says(WHOLE), key="a-key") as server:
        started = supervised(EmbeddedModelError("it does not start"), server)
        client = make(model=LOCAL)

        async def run() -> list[Any]:
            asked = [client.answer(question(max_tokens=100 + n)) for n in range(6)]
            found: list[Any] = await asyncio.gather(*asked, return_exceptions=True)
            tries = started.calls
            await client.answer(question())
            await client.aclose()
            return [tries, *found]

        tries, *errors = asyncio.run(run())
    assert (tries, started.calls) == (1, 2)
    assert [type(error) for error in errors] == [EmbeddedModelError] * 6


@pytest.mark.parametrize(
    ("given", "concurrency"),
    [
        ({"model": "openai/x"}, 8),
        ({"model": "openai/x", "concurrency": 3}, 3),
        ({"model": LOCAL, "slots": 5}, 5),
        ({"model": LOCAL, "slots": 5, "concurrency": 2}, 2),
        ({"model": LOCAL, "threads": 3}, 6),
    ],
)
def test_as_many_calls_as_the_server_has_slots(make: Make, given: dict[str, Any], concurrency: int) -> None:
    assert make(**given).concurrency == concurrency


@pytest.mark.parametrize(
    ("settings_key", "environment_key", "sent"),
    [("a", None, "Bearer a"), (None, "b", "Bearer b"), ("a", "b", "Bearer a"), (None, None, "Bearer none")],
)
def test_the_settings_key_goes_before_the_environments(
    make: Make, monkeypatch: pytest.MonkeyPatch, settings_key: str | None, environment_key: str | None, sent: str
) -> None:
    if environment_key:
        monkeypatch.setenv("OPENAI_API_KEY", environment_key)
    with FaultServer([says(WHOLE)]) as server:
        ask(make(server, api_key=settings_key))
    assert server.requests[0].headers["authorization"] == sent


ENVIRONMENT = {
    "OPENAI_CUSTOM_HEADERS": "Authorization: Bearer corporate\nX-Gateway-Key: s3cret",
    "OPENAI_ORG_ID": "their-org",
    "OPENAI_PROJECT_ID": "their-project",
}


def test_what_the_environment_says_of_openai_reaches_no_other_server(
    make: Make, supervised: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with FaultServer(respond=lambda seen: says(WHOLE)) as server:
        supervised(server)
        for client in (make(model=LOCAL), make(server, api_key="mine")):
            assert ask(client).problem is None
    assert [seen.headers["authorization"] for seen in server.requests] == ["Bearer a-key", "Bearer mine"]
    told = str([seen.headers for seen in server.requests])
    assert not [word for word in ("corporate", "s3cret", "their-org", "their-project") if word in told]


@pytest.mark.parametrize("named", ["OPENAI_API_KEY", "OPENAI_ADMIN_KEY"])
def test_a_blank_key_and_an_administrators_are_none(make: Make, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv(named, "  " if named == "OPENAI_API_KEY" else "sk-admin")
    with pytest.raises(ModelDenied, match="no key for openai/x"):
        ask(make(model="openai/x"))


def test_openai_without_a_key_says_how_to_give_one(make: Make) -> None:
    with pytest.raises(ModelDenied, match="OPENAI_API_KEY"):
        ask(make(model="openai/x"))


@pytest.mark.parametrize("proxy", ["ftp://name:secret-word@127.0.0.1:1", "127.0.0.1:secret-word"])
def test_a_connection_that_cannot_be_opened_is_a_matter_of_settings(
    make: Make, monkeypatch: pytest.MonkeyPatch, naps: Naps, proxy: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(SettingsError, match="HTTPS_PROXY") as caught:
        ask(make(base_url="http://elsewhere.example/v1"))
    assert "secret-word" not in str(caught.value)
    assert naps == []


def test_a_defect_in_finding_the_embedded_server_is_not_each_letters(make: Make, supervised: Any) -> None:
    supervised(PermissionError(13, "Permission denied"))
    with pytest.raises(SettingsError, match=r"no connection to local/.*: PermissionError"):
        ask(make(model=LOCAL))


def test_a_closed_client_opens_again(make: Make) -> None:
    with FaultServer([says(WHOLE), says(WHOLE)]) as server:
        client = make(server)
        ask(client)
        ask(client)
        asyncio.run(client.aclose())
    assert len(server.requests) == 2


# Failures


REFUSALS = (rate_limited(), status(409), status(503, headers={"Retry-After": "1"}))


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(REFUSALS[0], id="429"),
        pytest.param(REFUSALS[1], id="409"),
        pytest.param(REFUSALS[2], id="503 with a wait"),
        pytest.param(status(408), id="408"),
        pytest.param(status(500), id="500"),
        pytest.param(status(503), id="503"),
        pytest.param(resets(), id="reset"),
        pytest.param(truncated_body(), id="truncated body"),
        pytest.param(body("{ not JSON"), id="broken JSON body"),
        pytest.param(body("[]"), id="JSON that is no completion"),
        pytest.param(body('{"error": {"message": "overloaded"}}'), id="an error with status 200"),
        pytest.param(body('{"choices": [{"message": {"content": {}}}]}'), id="a content that is no text"),
        pytest.param(body("<html>sign in</html>", "text/html"), id="a page"),
    ],
)
def test_a_failure_of_transport_is_tried_again_and_never_told_to_the_model(make: Make, failure: Any) -> None:
    with FaultServer([failure, failure, says(WHOLE)]) as server:
        reply = ask(make(server))
    assert reply.problem is None
    assert reply.call.attempts == 3
    assert (reply.call.input_tokens, reply.call.output_tokens) == (100, 20)
    assert reply.call.tokens_said == (failure in REFUSALS), "what the others took nobody says"
    bodies = [seen.body for seen in server.requests]
    assert bodies == [bodies[0]] * 3


def test_what_came_in_place_of_an_answer_is_told_with_what_it_took(make: Make) -> None:
    nothing = {**completion("c", "m", {}, usage((50, 7))), "choices": []}
    with FaultServer([body(json.dumps(nothing)), says(WHOLE, tokens=(100, 20))]) as server:
        call = ask(make(server)).call
    assert (call.input_tokens, call.output_tokens, call.tokens_said) == (150, 27, True)


def test_a_server_that_stalls_is_given_up_after_the_timeout(make: Make, naps: Naps) -> None:
    with FaultServer([stalls(), says(WHOLE)]) as server:
        reply = ask(make(server, timeout=0.3))
    assert reply.problem is None
    assert not reply.call.tokens_said, "what the first took nobody says"
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


@pytest.mark.parametrize(("failure", "slept"), [(rate_limited(1), 1.0), (rate_limited(9, 250), 0.25)])
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


# Tokens


def test_what_a_call_was_thought_to_take_stays_taken_where_the_server_does_not_say(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[float] = []
    monkeypatch.setattr(Turn, "used", lambda turn, tokens: told.append(tokens))
    with FaultServer([says(WHOLE, tokens=(100, 20)), says(WHOLE, tokens=None)]) as server:
        client = make(server)
        assert [ask(client).call.tokens_said for _ in range(2)] == [True, False]
    assert told == [120.0]


# Parameters


@pytest.mark.parametrize("parameter", ["temperature", "seed"])
def test_a_parameter_that_the_model_refuses_is_dropped_once_and_for_all(make: Make, parameter: str) -> None:
    with FaultServer([unsupported(parameter), says(WHOLE), says(WHOLE)]) as server:
        client = make(server)
        ask(client)
        ask(client)
    assert [parameter in seen.body for seen in server.requests] == [True, False, False]


def test_a_server_that_takes_no_extra_parameter_is_asked_without(make: Make) -> None:
    detail = [{"type": "extra_forbidden", "loc": ["body", name]} for name in ("seed", "max_completion_tokens")]
    forbids = [status(422, message={"detail": detail[at:]}) for at in range(2)]
    with FaultServer([*forbids, says(WHOLE)]) as server:
        assert ask(make(server, model="openai/mistral-small", api_key="k")).problem is None
    sent = server.requests[-1].body
    assert ("seed" in sent, "max_completion_tokens" in sent, sent["max_tokens"]) == (False, False, 300)


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
