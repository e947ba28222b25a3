"""The way to the embedded model's server, and to hosted ones: keys, proxies, and a server that died."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from structurer.errors import EmbeddedModelError, ModelDenied, ModelUnreachable
from structurer.models.client import ModelClient
from structurer.models.local import supervisor
from structurer.models.local.supervisor import Endpoint
from structurer.settings import Settings
from tests.fault_server import FaultServer, dies, resets, says
from tests.models.conftest import WHOLE, Naps, ask, ask_all, question

Make = Callable[..., ModelClient]
LOCAL = "local/qwen2.5-coder-1.5b"


class Supervisor:
    """Stands for the supervisor: `endpoint` leads to the servers given, one after another at each call."""

    def __init__(self, *servers: FaultServer | Exception) -> None:
        self.servers = list(servers)
        self.calls = 0

    def __call__(self, settings: Settings) -> Endpoint:
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


def test_a_server_that_cannot_be_started_says_so(make: Make, supervised: Any, naps: Naps) -> None:
    supervised(EmbeddedModelError("it does not start"))
    with pytest.raises(EmbeddedModelError, match="it does not start"):
        ask(make(model=LOCAL))
    assert naps == []


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


def test_openai_without_a_key_says_how_to_give_one(make: Make) -> None:
    with pytest.raises(ModelDenied, match="OPENAI_API_KEY"):
        ask(make(model="openai/x"))


def test_a_closed_client_opens_again(make: Make) -> None:
    with FaultServer([says(WHOLE), says(WHOLE)]) as server:
        client = make(server)
        ask(client)
        ask(client)
        asyncio.run(client.aclose())
    assert len(server.requests) == 2
