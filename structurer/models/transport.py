"""The way to the server: how many calls at once, sampling parameters, and tries again when it fails."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from structurer.errors import ModelBusy, StructurerError
from structurer.models.connection import Connection, connected
from structurer.models.failures import failure_of, may_be_paid, refused_parameter
from structurer.models.limits import Limits, Pace
from structurer.models.names import ModelName
from structurer.models.retry import Sleep, TransportFailure, retried
from structurer.settings import Settings

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

    from structurer.models.local.supervisor import Endpoint
    from structurer.models.local.weights import Progress

DEFAULT_CONCURRENCY = 8
CHARACTERS_A_TOKEN = 4
WRITTEN_SHARE = 0.25


@dataclass
class Meter:
    """What one logical call has sent so far: HTTP requests, whether one is under way, and whether a dead server was
    already replaced for it. `lost` is told of each that came to no completion and may be paid for all the same, with what
    came in its place, if anything; it says whether another may be sent."""

    attempts: int = 0
    under_way: bool = False
    revived: bool = False
    lost: Callable[[Any], Awaitable[bool]] | None = None


@dataclass
class _Loop:
    """What belongs to one event loop: connections and locks cannot move to another."""

    limits: Pace
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    opened: Connection | None = None
    failed: tuple[float, StructurerError] | None = None
    retired: list[Connection] = field(default_factory=list)


class Transport:
    """Sends chat completions to one model's server, at most `concurrency` at a time.

    It may be used in several event loops, one after another or at once, each in a thread of its own: connections are each
    loop's own, limits and what the server is known to refuse are common to all. `endpoint` finds the embedded model's
    server; by default it is started where it does not run yet. `pace` gives the calls of one event loop their turns in
    place of the common Limits.
    """

    def __init__(
        self,
        settings: Settings,
        name: ModelName,
        sleep: Sleep = asyncio.sleep,
        progress: Progress | None = None,
        endpoint: Callable[[], Endpoint] | None = None,
        pace: Callable[[], Pace] | None = None,
    ) -> None:
        self.settings = settings
        self.name = name
        self._sleep = sleep
        self._progress = progress
        self._endpoint = endpoint
        self._pace = pace or cache(lambda: Limits(self.concurrency, settings.rpm, settings.tpm))
        self._loops: dict[asyncio.AbstractEventLoop, _Loop] = {}
        self._changing = threading.Lock()
        self._dropped: set[str] = set()
        # OpenAI's newer models know only the newer name; most other servers know only the older.
        self._limit = "max_completion_tokens" if name.provider == "openai" else "max_tokens"

    @property
    def concurrency(self) -> int:
        """Calls in flight: what the settings say, else the embedded server's slots, else DEFAULT_CONCURRENCY."""
        if self.settings.concurrency:
            return self.settings.concurrency
        if self.name.provider != "local":
            return DEFAULT_CONCURRENCY
        # As the supervisor reckons it, without starting a server that the cache may make needless.
        from structurer.models.local.machine import cores, default_slots

        return self.settings.slots or default_slots(self.settings.threads or cores())

    @property
    def unsent(self) -> frozenset[str]:
        """The sampling parameters that the server was found to refuse: requests are made without them."""
        return frozenset(self._dropped)

    def parameters(self, max_tokens: int) -> dict[str, Any]:
        """The sampling parameters that a request is made with, as far as the server takes them."""
        wanted = {"temperature": self.settings.temperature, "seed": self.settings.seed, self._limit: max_tokens}
        return {name: value for name, value in wanted.items() if name not in self._dropped}

    def body(self, shown: Mapping[str, Any], max_tokens: int) -> dict[str, Any]:
        """The whole body of a request, as the server gets it."""
        body = {"model": self.name.model, "messages": shown["messages"], **self.parameters(max_tokens)}
        return body | self._extra_body(shown)

    async def send(self, body: Mapping[str, Any], max_tokens: int, meter: Meter) -> ChatCompletion:
        """One completion, with tries again where the network or the server fails. Raises ModelError, of it
        EmbeddedModelError where the embedded model's server cannot be started again; or SettingsError where no connection
        can be opened."""
        return await retried(
            lambda: self._attempt(body, max_tokens, meter), self.settings.transport_attempts, self._sleep
        )

    async def aclose(self) -> None:
        """Let go of this event loop's connections; a later call opens new ones."""
        with self._changing:
            here = self._loops.pop(asyncio.get_running_loop(), None)
        if here:
            for opened in [*here.retired, *([here.opened] if here.opened else [])]:
                await opened.client.close()

    async def _attempt(self, body: Mapping[str, Any], max_tokens: int, meter: Meter) -> ChatCompletion:
        import openai

        here, began = self._loop(), time.monotonic()
        while True:
            async with here.limits.turn(_thought(body, max_tokens)) as turn:
                opened = await self._open(here, began)
                parameters = self.parameters(max_tokens)
                meter.attempts += 1
                meter.under_way = True
                came: Any = None
                try:
                    async with opened.asked(), asyncio.timeout(self.settings.timeout):
                        came = await opened.client.chat.completions.create(
                            model=opened.model,
                            messages=body["messages"],
                            **parameters,
                            extra_body=self._extra_body(body),
                        )
                except (openai.OpenAIError, TimeoutError, ValueError) as caught:
                    error: Exception = caught
                    meter.under_way = False
                else:
                    meter.under_way = False
                    used = _used(came)
                    if used is not None:
                        turn.used(used)
                    here.limits.worked()
                    if is_completion(came):
                        completion: ChatCompletion = came
                        return completion
                    error = ValueError("no completion")
            may_go_on = not may_be_paid(error) or meter.lost is None or await meter.lost(came)
            if may_go_on and self._is_mended(error, parameters, here, opened, meter):
                continue
            # Outside the handler: the SDK's exception holds the request and must not hang on ours.
            failure = failure_of(error, self.name, self.settings.timeout)
            if isinstance(failure, TransportFailure) and isinstance(failure.error, ModelBusy):
                here.limits.slow_down(failure.wait)
            raise failure if may_go_on or not isinstance(failure, TransportFailure) else failure.error

    def _is_mended(
        self, error: Exception, parameters: dict[str, Any], here: _Loop, opened: Connection, meter: Meter
    ) -> bool:
        """Whether the cause is gone, so that sending at once makes sense: a parameter dropped, a dead server replaced."""
        import openai

        parameter = refused_parameter(error)
        if parameter in parameters:
            self._drop(parameter)
            return True
        # Who knows neither the key nor the path is another server, at the port of one that is gone.
        gone = (openai.APIConnectionError, openai.AuthenticationError, openai.NotFoundError)
        if self.name.provider != "local" or not isinstance(error, gone):
            return False
        if here.opened is not opened:
            return True
        if isinstance(error, openai.APITimeoutError) or meter.revived:
            return False
        # Other calls may still be at work through the old client, so it is closed only at the end.
        meter.revived, here.opened = True, None
        here.retired.append(opened)
        return True

    def _drop(self, parameter: str) -> None:
        if parameter == self._limit:
            others = {"max_completion_tokens": "max_tokens", "max_tokens": "max_completion_tokens"}
            self._dropped.add(parameter)
            if others[parameter] not in self._dropped:
                self._limit = others[parameter]
        else:
            self._dropped.add(parameter)

    def _extra_body(self, shown: Mapping[str, Any]) -> dict[str, Any]:
        """What goes to the server as it is. The SDK would go through every corner of a schema, 3 ms a call."""
        rest = {name: value for name, value in shown.items() if name != "messages"}
        return rest | ({"cache_prompt": True} if self.name.provider == "local" else {})

    def _loop(self) -> _Loop:
        running = asyncio.get_running_loop()
        with self._changing:
            if running not in self._loops:
                self._loops = {loop: kept for loop, kept in self._loops.items() if not loop.is_closed()}
                self._loops[running] = _Loop(self._pace())
            return self._loops[running]

    async def _open(self, here: _Loop, began: float) -> Connection:
        """The connection of this event loop, for a call that began at that time."""
        if self._is_to_open(here.opened):
            async with here.lock:
                if self._is_to_open(here.opened):
                    # Those who wait while it is tried in vain share what went wrong: each try may take minutes.
                    if here.failed is not None and here.failed[0] >= began:
                        raise copy(here.failed[1])
                    old, here.opened = here.opened, None
                    if old is not None:
                        await old.client.close()
                    try:
                        here.opened = await self.connected()
                    except StructurerError as error:
                        here.failed = (time.monotonic(), error)
                        raise
        assert here.opened is not None
        return here.opened

    def _is_to_open(self, opened: Connection | None) -> bool:
        """Whether the server is to be looked for (again), which asks for its key: a letter goes to no other."""
        return opened is None or (self.name.provider == "local" and opened.is_unasked)

    async def connected(self) -> Connection:
        """A new connection, to be closed by whoever asked for it. Raises as `connected` does."""
        return await connected(self.settings, self.name, self._endpoint, self._progress)


def is_completion(given: Any) -> bool:
    """Whether what the SDK made of a body is a completion: it takes any for one."""
    choices = getattr(given, "choices", None)
    if not isinstance(choices, list) or not choices:
        return False
    # A list is an answer in parts.
    return isinstance(getattr(getattr(choices[0], "message", None), "content", ...), str | list | None)


def _thought(body: Mapping[str, Any], max_tokens: int) -> float:
    """The tokens that a call is thought to take, before it is known."""
    said = sum(len(message["content"]) for message in body.get("messages", ()))
    return said / CHARACTERS_A_TOKEN + max_tokens * WRITTEN_SHARE


def _used(completion: Any) -> float | None:
    """The tokens that a call took, None where the server does not say."""
    total = getattr(getattr(completion, "usage", None), "total_tokens", None)
    return float(total) if isinstance(total, int) and total > 0 else None
