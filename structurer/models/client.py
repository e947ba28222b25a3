"""The client: a question in, a reply out, from the cache, from an identical call under way, or from the model."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import replace
from types import EllipsisType
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from structurer.errors import ModelError, ModelRequestRefused
from structurer.models.bounds import FRAME_TOKENS, most_of, most_of_next
from structurer.models.cache import AnswerCache, KeepsAnswers, cache_key
from structurer.models.calls import AnswerT, Call, Message, Reply, Request
from structurer.models.exchange import Exchange, Usage, usage_of
from structurer.models.flights import Flights
from structurer.models.names import ModelIdentity, parse_name
from structurer.models.prices import Tokens, cost_of
from structurer.models.retry import Sleep
from structurer.models.salvage import parse
from structurer.models.strict import strict_schema
from structurer.models.transport import Meter, Transport
from structurer.settings import Settings
from structurer.telemetry import call_span

if TYPE_CHECKING:
    from structurer.models.limits import Pace
    from structurer.models.local.supervisor import Endpoint
    from structurer.models.local.weights import Progress

GREETING = {"messages": [{"role": "user", "content": "Hello"}]}
GREETING_TOKENS = 8
GREETING_MOST = Usage(FRAME_TOKENS, GREETING_TOKENS, 0)

__all__ = ["Call", "Message", "ModelClient", "ModelIdentity", "Reply", "Request"]


class ModelClient:
    """Asks one model, local or hosted alike.

    By default answers are kept in the settings' cache; `cache=None` keeps none. `refresh` asks anew what the cache
    holds, and keeps the new answer. `progress` is told (bytes so far, bytes in all, source) while the embedded model's
    weights are fetched; `endpoint` finds the embedded model's server in place of starting one; `pace` gives calls
    their turns where limits are shared with other processes. Nothing is opened before the first call. Raises SettingsError
    for a model name that means nothing.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        cache: KeepsAnswers | EllipsisType | None = ...,
        refresh: bool = False,
        progress: Progress | None = None,
        sleep: Sleep = asyncio.sleep,
        endpoint: Callable[[], Endpoint] | None = None,
        pace: Callable[[], Pace] | None = None,
    ) -> None:
        self.settings = settings
        self.refresh = refresh
        name = parse_name(settings)
        self._identity = name.identity()
        self._transport = Transport(settings, name, sleep, progress, endpoint, pace)
        self._flights: Flights[Reply[Any]] = Flights()
        self._cache = own_cache(settings) if isinstance(cache, EllipsisType) else cache

    @property
    def identity(self) -> ModelIdentity:
        """Which model this client asks."""
        return self._identity

    @property
    def concurrency(self) -> int:
        """How many calls are in flight at once; further ones wait."""
        return self._transport.concurrency

    @property
    def unsent(self) -> frozenset[str]:
        """The sampling parameters that the server was found to refuse, and that it is asked without."""
        return self._transport.unsent

    def cost(self, input_tokens: int, cached_input_tokens: int, output_tokens: int) -> float | None:
        """What so many tokens cost here, in US dollars; None where the price is not known."""
        return cost_of(self.settings, self._identity, Tokens(input_tokens, cached_input_tokens, output_tokens))

    async def answer(self, request: Request[AnswerT]) -> Reply[AnswerT]:
        """The model's reply. What is wrong with an answer stands in it as `problem`, and is no error.

        Raises ModelUnreachable or ModelBusy after every retry, ModelDenied, ModelRequestRefused, EmbeddedModelError or
        WeightsError from the embedded model, CassetteMissing in a replay, SettingsError where no connection can be opened,
        KindError for an answer model that cannot be constrained.
        """
        began = time.perf_counter()
        key = self._key(request)
        kept = None if self.refresh else self._kept(key, request, began)
        if kept is not None:
            return kept
        reply, first = await self._flights.join(key, lambda: self._fresh(key, request, began))
        # Who started it may have asked under another name, and be gone.
        call = replace(reply.call, ask=request.ask)
        return replace(reply, call=call if first else _shared(call, began))

    async def answers(self) -> bool | None:
        """Whether the server is there and works, by a question of one word that has nothing to do with any letter: it
        answers, or refuses it for good. None where that cannot be told without a letter."""
        meter = Meter(lost=lambda came: self._lost(usage_of(came).or_else(GREETING_MOST)))
        try:
            completion = await self._transport.send(GREETING, GREETING_TOKENS, meter)
        except ModelRequestRefused:
            return True
        except ModelError:
            return False
        finally:
            if meter.under_way:  # broken off
                self._unsaid(GREETING_MOST)
        self._paid(usage_of(completion), GREETING_MOST, meter.attempts)
        return True

    async def aclose(self) -> None:
        """Let go of this event loop's connections and of the cache's file. The client can be used again."""
        await self._transport.aclose()
        if self._cache is not None:
            self._cache.close()

    def _paid(self, used: Usage, most: Usage, attempts: int) -> None:
        """Called with what a call took, and what so many answers take at most; also of one that failed after it had been
        answered."""

    def _unsaid(self, most: Usage) -> None:
        """Called with what a question takes at most that was sent, and whose answer was not waited for: nobody says what
        it took."""

    async def _lost(self, most: Usage) -> bool:
        """Called with what a request takes, or may take at most, that was sent and came to no answer; whether it may be
        sent again."""
        self._unsaid(most)
        return True

    def _key(self, request: Request[Any]) -> str:
        parameters = {
            "temperature": self.settings.temperature,
            "seed": self.settings.seed,
            "max_tokens": request.max_tokens,
        }
        return cache_key(self._identity, request.messages, strict_schema(request.answer_model), parameters)

    async def _fresh(self, key: str, request: Request[AnswerT], began: float) -> Reply[AnswerT]:
        exchange: Exchange[AnswerT] = Exchange(
            request,
            self._transport,
            self.settings.reasks,
            lambda used: self._lost(used.or_else(most_of_next(request, exchange.answered))),
        )
        with call_span(self._transport.name.model, self._identity.provider, self._identity.host) as told:
            try:
                answer, problem = await exchange.run()
                call = self._call(request, exchange, time.perf_counter() - began)
                # Before it is noted as paid: where that cannot be, the answer at least is kept.
                if problem is None and self._cache is not None:
                    self._cache.put(key, _entry(exchange.text, call))
            except ModelError as error:
                if exchange.usages:  # what was answered before is the letter's to tell, though it fails
                    error.call = self._call(request, exchange, time.perf_counter() - began)
                raise
            finally:
                if exchange.meter.under_way:  # broken off
                    self._unsaid(most_of_next(request, exchange.answered))
                # What was answered before a later try failed is paid for all the same.
                if exchange.usages:
                    most = most_of(request, exchange.answered, empty=exchange.was_empty)
                    self._paid(exchange.used, most, exchange.meter.attempts)
            used = exchange.used_in_all
            told.tell(
                {
                    "gen_ai.response.model": exchange.reported_model or "",
                    "gen_ai.response.finish_reasons": [exchange.finish_reason or ""],
                    "gen_ai.usage.input_tokens": used.input,
                    "gen_ai.usage.output_tokens": used.output,
                    "structurer.ask": request.ask,
                    "structurer.attempts": exchange.meter.attempts,
                }
            )
        return Reply(answer, exchange.text, problem, call)

    def _call(self, request: Request[Any], exchange: Exchange[Any], seconds: float) -> Call:
        used = exchange.used_in_all
        return Call(
            ask=request.ask,
            model=self._identity.name,
            reported_model=exchange.reported_model,
            cached=False,
            attempts=exchange.meter.attempts,
            input_tokens=used.input,
            output_tokens=used.output,
            cached_input_tokens=used.cached,
            seconds=seconds,
            finish_reason=exchange.finish_reason,
            tokens_said=used.is_said,
        )

    def _kept(self, key: str, request: Request[AnswerT], began: float) -> Reply[AnswerT] | None:
        """The reply that the cache has, or None: an entry that does not hold is as good as none."""
        text = self._cache.get(key) if self._cache is not None else None
        try:
            entry = _Entry.model_validate_json(text) if text is not None else None
        except ValueError:
            return None
        answer = parse(entry.text, request.answer_model) if entry else None
        if entry is None or answer is None:
            return None
        call = Call(
            ask=request.ask,
            model=self._identity.name,
            reported_model=entry.reported_model,
            cached=True,
            attempts=0,
            input_tokens=0,
            output_tokens=0,
            cached_input_tokens=0,
            seconds=time.perf_counter() - began,
            finish_reason=entry.finish_reason,
            saved_input_tokens=entry.input_tokens,
            saved_output_tokens=entry.output_tokens,
            saved_seconds=entry.seconds,
        )
        return Reply(answer, entry.text, None, call)


def own_cache(settings: Settings) -> AnswerCache | None:
    """The cache that the settings mean, None where they want none."""
    return AnswerCache(settings.cache_dir, settings.cache_size_limit) if settings.cache else None


class _Entry(BaseModel):
    """What the cache holds of a call; `seconds` is what it took, `at` when it was answered, in seconds since 1970."""

    text: str
    reported_model: str | None
    finish_reason: str | None
    input_tokens: int
    output_tokens: int
    seconds: float
    at: float


def _entry(text: str, call: Call) -> str:
    return json.dumps(
        {
            "text": text,
            "reported_model": call.reported_model,
            "finish_reason": call.finish_reason,
            "input_tokens": call.input_tokens,
            "output_tokens": call.output_tokens,
            "seconds": round(call.seconds, 3),
            "at": round(time.time(), 3),
        },
        ensure_ascii=False,
    )


def _shared(call: Call, began: float) -> Call:
    """The call as it counts for one who only waited for another's."""
    return replace(
        call,
        cached=True,
        attempts=0,
        input_tokens=0,
        output_tokens=0,
        cached_input_tokens=0,
        seconds=time.perf_counter() - began,
        saved_input_tokens=call.input_tokens,
        saved_output_tokens=call.output_tokens,
        saved_seconds=call.seconds,
        tokens_said=True,
    )
