"""Recorded replies as answers, looked up by what is asked: letters can be in work side by side, unlike with a tape."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from structurer.errors import CassetteMissing, EvalError
from structurer.evals.cassettes import COMPLETIONS, is_lasting, recorded_host, recorded_model
from structurer.models.calls import AnswerT, Call, Reply, Request
from structurer.models.client import ModelClient
from structurer.models.failures import unsupported_in
from structurer.models.names import ModelName, parse_name
from structurer.models.transport import Meter, Transport
from structurer.settings import Settings

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion


@dataclass(frozen=True)
class RecordedCall(Call):
    """A call that was answered by a recording. It counts as cached, and what it saved is what it took when recorded."""


class Recordings:
    """The recorded replies about one letter, by host and request. One that is recorded twice is played in that order.

    `refused` are the sampling parameters that a model on a host refused while it was recorded, in that order.
    """

    def __init__(
        self,
        replies: Mapping[str, list[dict[str, Any]]],
        refused: Mapping[tuple[str, str | None], Sequence[str]] | None = None,
    ) -> None:
        self._replies = replies
        self._refused = refused or {}
        self._played: dict[str, int] = {}

    def refused(self, host: str, model: str) -> Sequence[str]:
        """The sampling parameters that the model on this host refused."""
        return self._refused.get((host, model), ())

    def play(self, host: str, body: Mapping[str, Any]) -> dict[str, Any] | None:
        """The reply to a request, or None where none is recorded."""
        key = _key(host, body)
        found = self._replies.get(key)
        if not found:
            return None
        at = self._played.get(key, 0)
        self._played[key] = at + 1
        return found[min(at, len(found) - 1)]


def read_recordings(path: Path | None) -> Recordings:
    """The recordings in a cassette; none where there is no such file. Raises EvalError for a file that is none."""
    if path is None or not path.is_file():
        return Recordings({})
    replies: dict[str, list[dict[str, Any]]] = {}
    refused: dict[tuple[str, str | None], list[str]] = {}
    for one in _exchanges(path):
        if one.status == 200:
            replies.setdefault(_key(one.host, one.body), []).append(one.reply)
        elif parameter := unsupported_in(one.status, one.reply.get("error", one.reply)):
            refused.setdefault((one.host, one.body.get("model")), []).append(parameter)
    return Recordings(replies, refused)


def recorded_server(cassettes: Iterable[Path], model: str) -> str | None:
    """The base URL of the server whose replies of that model are recorded, by the first of these files that has one; None
    where there is none. Raises EvalError for a file that is no cassette."""
    for path in cassettes:
        if path.is_file():
            for one in _exchanges(path):
                if one.status == 200 and one.body.get("model") == model:
                    return one.uri.removesuffix(COMPLETIONS)
    return None


@dataclass(frozen=True)
class _Exchange:
    """One request and its reply, as a cassette holds them."""

    uri: str
    body: dict[str, Any]
    status: int
    reply: dict[str, Any]

    @property
    def host(self) -> str:
        return urlsplit(self.uri).netloc


def _exchanges(path: Path) -> list[_Exchange]:
    """What a cassette holds, but for replies that may be others the next time."""
    try:
        import yaml  # type: ignore[import-untyped]
    except ImportError:
        raise EvalError("recorded replies need the package vcrpy", hint="run: pip install 'structurer[eval]'") from None
    try:
        # The loader in C reads a cassette some ten times faster; it is not in every build.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        held = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)["interactions"]  # noqa: S506
        return [
            _Exchange(
                one["request"]["uri"],
                json.loads(one["request"]["body"]),
                one["response"]["status"]["code"],
                json.loads(one["response"]["body"]["string"]),
            )
            for one in held
            if is_lasting(one["response"])
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, yaml.YAMLError):
        raise EvalError(f"{path} holds no recordings that can be read", hint="remove it and record again") from None


_playing: ContextVar[Recordings | None] = ContextVar("playing", default=None)


@contextmanager
def playing(recordings: Recordings) -> Iterator[None]:
    """Answer what is asked within, in this task and those it starts, from these recordings first."""
    token = _playing.set(recordings)
    try:
        yield
    finally:
        _playing.reset(token)


class PlayingClient(ModelClient):
    """Answers from the recordings that are being played, and asks as ModelClient does what they do not hold.

    An exchange is recorded whole or not at all; a recorded answer does not enter the cache.
    """

    async def answer(self, request: Request[AnswerT]) -> Reply[AnswerT]:
        """The recorded reply, else the model's."""
        recordings = _playing.get()
        reply = await self._recorded(request, recordings) if recordings is not None else None
        return reply if reply is not None else await super().answer(request)

    async def _recorded(self, request: Request[AnswerT], recordings: Recordings) -> Reply[AnswerT] | None:
        from structurer.models.exchange import Exchange

        began = time.perf_counter()
        player = _Player(self.settings, parse_name(self.settings), recordings)
        exchange = Exchange(request, player, self.settings.reasks)
        try:
            answer, problem = await exchange.run()
        except CassetteMissing:
            return None
        call = RecordedCall(
            ask=request.ask,
            model=self.identity.name,
            reported_model=exchange.reported_model,
            cached=True,
            attempts=0,
            input_tokens=0,
            output_tokens=0,
            cached_input_tokens=0,
            seconds=time.perf_counter() - began,
            finish_reason=exchange.finish_reason,
            saved_input_tokens=sum(usage.input for usage in exchange.usages),
            saved_output_tokens=sum(usage.output for usage in exchange.usages),
            saved_seconds=player.took,
        )
        return Reply(answer, exchange.text, problem, call)


class _Player(Transport):
    """A transport that sends nothing: every completion is a recorded one. `took` is the seconds that the server says it
    worked on them, None where it does not say."""

    def __init__(self, settings: Settings, name: ModelName, recordings: Recordings) -> None:
        super().__init__(settings, name)
        self.took: float | None = 0.0
        self._recordings = recordings
        self._host = recorded_host(name.identity().host)
        self._model = recorded_model(settings)
        for parameter in recordings.refused(self._host, self._model):
            self._drop(parameter)

    async def send(self, body: Mapping[str, Any], max_tokens: int, meter: Meter) -> ChatCompletion:
        """The recorded completion. Raises CassetteMissing where there is none."""
        from openai.types.chat import ChatCompletion

        found = self._recordings.play(self._host, {**self.body(body, max_tokens), "model": self._model})
        if found is None:
            raise CassetteMissing("no recorded reply fits the request")
        meter.attempts += 1
        timings = found.get("timings") or {}
        known = "prompt_ms" in timings and "predicted_ms" in timings
        worked = (timings["prompt_ms"] + timings["predicted_ms"]) / 1000 if known else None
        self.took = None if self.took is None or worked is None else self.took + worked
        return ChatCompletion.model_validate(found)


def _key(host: str, body: Mapping[str, Any]) -> str:
    return f"{host} {json.dumps(body, sort_keys=True)}"
