"""A model's client whose answers come with batches: it sends nothing, and notes what is to be asked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from structurer.errors import AwaitsBatch, ModelError, ModelRequestRefused, SettingsError
from structurer.ingest.answers import current_letter
from structurer.ingest.journal import Journal
from structurer.models.client import ModelClient
from structurer.models.exchange import Usage
from structurer.models.failures import failure_of, not_a_completion, where
from structurer.models.names import ModelIdentity
from structurer.models.prices import BATCH_SHARE, Tokens, cost_of
from structurer.models.retry import is_retried
from structurer.models.transport import Meter, Transport, is_completion

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types.chat import ChatCompletion

    from structurer.settings import Settings

_PRICES = ("price_input", "price_cached_input", "price_output")


def completion_of(body: Mapping[str, Any]) -> ChatCompletion:
    """A completion as the SDK makes one of a server's answer: it does not mind what other servers say otherwise."""
    from openai.types.chat import ChatCompletion

    return ChatCompletion.construct(**body)


def price_in(journal: Journal, settings: Settings, token: str) -> Callable[[Usage], float | None]:
    """Tells what answers of that batch cost, in US dollars; None where the price is not known."""
    noted = journal.fact(f"price of {token}")
    if noted is None:
        return lambda used: None
    priced, model = settings.model_copy(update=noted["prices"]), ModelIdentity(**noted["model"])

    def price(used: Usage) -> float | None:
        cost = cost_of(priced, model, Tokens(used.input, used.cached, used.output))
        return None if cost is None else cost * BATCH_SHARE

    return price


class BatchTransport(Transport):
    """Answers from what batches brought, and notes in the journal what they are to bring. Sends nothing."""

    def __init__(self, *args: Any, journal: Journal) -> None:
        super().__init__(*args)
        self.journal = journal
        self._fact = f"not supported by {where(self.name)}"
        for parameter in journal.fact(self._fact) or ():
            self._drop(parameter)

    async def send(self, body: Mapping[str, Any], max_tokens: int, meter: Meter) -> ChatCompletion:
        """The completion that a batch brought. Raises AwaitsBatch where it is not there yet."""
        meter.attempts += 1
        while True:
            whole = self.body(body, max_tokens)
            key = self._key(whole, meter)
            told = self.journal.batches.told(key)
            if told is None:
                self.journal.batches.want(key, current_letter.get() or "", whole)
                raise AwaitsBatch("the answer comes with a batch")
            unsupported = told.get("unsupported")
            if unsupported not in self.parameters(max_tokens):
                break
            # It is asked again without, and nothing else is asked with it, in this run or in others.
            self._drop(unsupported)
            self.journal.note(self._fact, sorted(self._dropped))
        if "completion" in told:
            completion = completion_of(told["completion"])
            if not is_completion(completion):
                raise not_a_completion(self.name)
            return completion
        said = f"HTTP {told['status']}" if told.get("status") else str(told.get("code") or "no answer")
        if told.get("status") and not is_retried(int(told["status"])):
            raise ModelRequestRefused(f"{self.name.name} refused the request in a batch ({said})")
        raise BatchUnanswered(f"{self.name.name} left the request unanswered in every batch ({said})")

    def _key(self, whole: Mapping[str, Any], meter: Meter) -> str:
        # Of another model or with other sampling it is another request; so it is where an empty answer is asked for again.
        text = json.dumps([asdict(self.name.identity()), whole, meter.attempts])
        return hashlib.sha256(text.encode()).hexdigest()


class BatchUnanswered(ModelError):
    """A request that no batch answered."""

    default_hint = "run: structurer ingest retry, then the job's command again"


class BatchClient(ModelClient):
    """A client whose answers come with batches, at their price."""

    def __init__(self, *args: Any, journal: Journal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.identity.provider == "local":
            raise SettingsError(
                "the embedded model has no Batch API", hint="name a hosted model: --model openai/<name>"
            )
        self.journal = journal
        self._transport = BatchTransport(self.settings, self._transport.name, journal=journal)

    def cost(self, input_tokens: int, cached_input_tokens: int, output_tokens: int) -> float | None:
        """What so many tokens cost in a batch, in US dollars; None where the price is not known."""
        cost = super().cost(input_tokens, cached_input_tokens, output_tokens)
        return None if cost is None else cost * BATCH_SHARE

    def note_price(self, token: str) -> None:
        """Note by what the answers of a batch are priced: when they come, another model may be asked, at other prices."""
        prices = {name: getattr(self.settings, name) for name in _PRICES}
        self.journal.note(f"price of {token}", {"model": asdict(self.identity), "prices": prices})

    async def answers(self) -> bool | None:
        """Not to be told: whoever wants an answer waits for a batch."""
        return None

    async def connection(self) -> AsyncOpenAI:
        """The SDK's client for the provider's files and batches."""
        return (await self._transport.connected()).client

    def failure(self, error: Exception) -> Exception:
        """What to raise for the SDK's exception."""
        return failure_of(error, self._transport.name, self.settings.timeout)
