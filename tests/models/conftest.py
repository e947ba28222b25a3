"""What the tests of the model side share: no network but loopback, no sleeping, and settings that nobody else set."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, Field

from structurer.models.cache import AnswerCache
from structurer.models.calls import Message, Reply, Request
from structurer.models.client import ModelClient
from structurer.models.local.weights import Progress
from structurer.settings import Settings
from tests.fault_server import FaultServer

HERE = Path(__file__).parent
LETTER = "The worker is a 60 year old man with tenderness. {{worker}} {% if %}"


class Medication(BaseModel):
    name: str
    strength: str | None


class Answer(BaseModel):
    """An answer model such as kinds make them: small, with lists and what may be absent."""

    age: int | None = Field(description="in years")
    findings: list[str]
    medications: list[Medication]


WHOLE = {"age": 60, "findings": ["tenderness"], "medications": [{"name": "Norco", "strength": None}]}

WRONG = {"age": "sixty", "findings": [], "medications": [], "invented by the model": 1}


class Naps(list[float]):
    """A sleep that takes no time: the seconds that were asked for."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)
        await asyncio.sleep(0)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == HERE and not item.get_closest_marker("block_network"):
            item.add_marker(pytest.mark.block_network(allowed_hosts=["127.0.0.1"]))


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("OPENAI_BASE_URL", "OPENAI_API_KEY", "STRUCTURER_MODEL", "STRUCTURER_BASE_URL", "STRUCTURER_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    # Every client reads the certificates, 50 ms; none of these servers has one.
    monkeypatch.setattr("ssl.SSLContext.load_verify_locations", lambda *_, **__: None)


@pytest.fixture
def naps() -> Naps:
    return Naps()


@pytest.fixture
def make(tmp_path: Path, naps: Naps) -> Callable[..., ModelClient]:
    """Makes a client of a server; what else is given are settings."""

    def made(
        server: FaultServer | None = None,
        *,
        cache: AnswerCache | None = None,
        refresh: bool = False,
        progress: Progress | None = None,
        **given: Any,
    ) -> ModelClient:
        settings: dict[str, Any] = {"model": "fault-model", "timeout": 5.0, "cache_dir": tmp_path / "cache", **given}
        if server is not None:
            settings["base_url"] = server.base_url
        return ModelClient(Settings(**settings), cache=cache, refresh=refresh, progress=progress, sleep=naps)

    return made


def question(**given: Any) -> Request[Any]:
    """A request about the letter."""
    messages = (Message("system", "What does it say?"), Message("user", LETTER))
    return Request(**{"ask": "test", "messages": messages, "answer_model": Answer, "max_tokens": 300, **given})


def ask(client: ModelClient, **given: Any) -> Reply[Any]:
    """One reply, with the client closed behind it."""
    return ask_all(client, [question(**given)])[0]


def ask_all(client: ModelClient, requests: list[Request[Any]]) -> list[Reply[Any]]:
    """The replies to requests made at the same time."""

    async def run() -> list[Reply[Any]]:
        try:
            return await asyncio.gather(*(client.answer(request) for request in requests))
        finally:
            await client.aclose()

    return asyncio.run(run())
