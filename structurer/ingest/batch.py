"""The provider's Batch API: half the price, answers within a day. Submit, leave, come back, collect.

Letters go through the same flow as ever. A question whose answer is not there yet is noted in the journal and the letter
put back; all noted questions make a batch; with its answers the letters go on, to their re-asks and repairs, which make
the next batch. Nothing is submitted twice: a batch is noted before it is sent and carries the note's token, so that one
whose sending was interrupted is found again at the provider. Source: https://platform.openai.com/docs/guides/batch
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import tempfile
import uuid
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from structurer.errors import AwaitsBatch, BudgetReached, ModelError, ModelRequestRefused, SettingsError
from structurer.ingest.answers import current_letter
from structurer.ingest.budget import CHARACTERS_A_TOKEN, Budget
from structurer.ingest.journal import Journal, Spent
from structurer.models.client import ModelClient
from structurer.models.failures import failure_of, refused_parameter
from structurer.models.prices import BATCH_SHARE
from structurer.models.retry import Sleep, TransportFailure, is_retried, retried
from structurer.models.transport import Meter, Transport

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types import Batch
    from openai.types.chat import ChatCompletion

ENDPOINT: Literal["/v1/chat/completions"] = "/v1/chat/completions"
WINDOW: Literal["24h"] = "24h"
MOST_REQUESTS = 50_000
MOST_BYTES = 190_000_000
MARK = "structurer"
ENDED = ("completed", "expired", "cancelled")
NO_BATCH = "the server of this model has no Batch API"


class BatchTransport(Transport):
    """Answers from what batches brought, and notes in the journal what they are to bring. Sends nothing."""

    journal: Journal

    async def send(self, body: Mapping[str, Any], max_tokens: int, meter: Meter) -> ChatCompletion:
        """The completion that a batch brought. Raises AwaitsBatch where it is not there yet."""
        from openai.types.chat import ChatCompletion

        whole = self.body(body, max_tokens)
        meter.attempts += 1
        # An empty answer is asked for again with the same words: that is another request.
        text = json.dumps([whole["messages"], whole["response_format"], max_tokens, meter.attempts])
        key = hashlib.sha256(text.encode()).hexdigest()
        told = self.journal.batches.told(key)
        if told is None:
            self.journal.batches.want(key, current_letter.get() or "", whole)
            raise AwaitsBatch("the answer comes with a batch")
        if "completion" in told:
            return self._checked(ChatCompletion.model_validate(told["completion"]))
        said = f"HTTP {told['status']}" if told.get("status") else str(told.get("code") or "no answer")
        if told.get("status") and not is_retried(int(told["status"])):
            raise ModelRequestRefused(f"{self.name.name} refused the request in a batch ({said})")
        raise BatchUnanswered(f"{self.name.name} left the request unanswered in every batch ({said})")


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
        made = BatchTransport(self.settings, self._transport.name)
        made.journal = journal
        self._transport = made

    def cost(self, input_tokens: int, cached_input_tokens: int, output_tokens: int) -> float | None:
        """What so many tokens cost in a batch, in US dollars; None where the price is not known."""
        cost = super().cost(input_tokens, cached_input_tokens, output_tokens)
        return None if cost is None else cost * BATCH_SHARE

    async def connection(self) -> AsyncOpenAI:
        """The SDK's client for the provider's files and batches."""
        return (await self._transport._open_hosted()).client

    def failure(self, error: Exception) -> Exception:
        """What to raise for the SDK's exception."""
        return failure_of(error, self._transport.name, self.settings.timeout)


@dataclass(frozen=True)
class Limits:
    """What one batch may hold: requests, and bytes of its file."""

    requests: int = MOST_REQUESTS
    bytes: int = MOST_BYTES


class Batches:
    """The provider's side of a job: what is out there, what came back."""

    def __init__(
        self,
        client: BatchClient,
        journal: Journal,
        budget: Budget,
        limits: Limits | None = None,
        say: Callable[[str], None] = lambda text: None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.client, self.journal, self.budget = client, journal, budget
        self.limits = limits or Limits()
        self._say, self._sleep = say, sleep
        self._sdk: AsyncOpenAI | None = None

    async def collect(self) -> int:
        """Take in what ended; how many answers came. Raises ModelError where the provider cannot be asked."""
        came = 0
        for number, token, provider_id, _ in self.journal.batches.open():
            batch = await self._adopted(number, token) if provider_id is None else await self._batch(provider_id)
            if batch is None:
                continue
            if batch.status in ENDED:
                came += await self._take_in(number, batch)
            elif batch.status == "failed":
                self._failed(number, batch)
        return came

    async def ended(self) -> bool:
        """Whether a batch that is out has ended, or none is out."""
        states = [await self._batch(found) for _, _, found, _ in self.journal.batches.open() if found]
        return not states or any(batch.status in (*ENDED, "failed") for batch in states)

    async def submit(self) -> int:
        """Send what is wanted, in as many batches as it takes; how many requests. Raises BudgetReached after sending
        what the budget allows, SettingsError or ModelError where the provider does not take it."""
        sent = 0
        for keys, path in self._chunks():
            with path:
                token = uuid.uuid4().hex
                number = self.journal.batches.begin(token, keys)
                batch = await self._create(Path(path.name), token)
                self.journal.batches.note(number, "submitted", batch.id)
                sent += len(keys)
                self._say(f"submitted {len(keys):,} requests as batch {batch.id}")
        return sent

    async def aclose(self) -> None:
        """Let go of connections."""
        if self._sdk is not None:
            await self._sdk.close()
            self._sdk = None

    # Submitting

    def _chunks(self) -> Iterator[tuple[list[str], Any]]:
        """The wanted requests in files that the provider takes, each with its keys."""
        keys: list[str] = []
        size = 0
        left = self._affordable()
        file = tempfile.NamedTemporaryFile(suffix=".jsonl")  # noqa: SIM115 - closed by whoever gets it; only its owner can read it
        for key, text in self.journal.batches.wanted():
            line = self._line(key, json.loads(text))
            takes = self._thought(json.loads(text))
            if not left(takes):
                if keys:
                    file.flush()
                    yield keys, file
                raise BudgetReached("the job's budget would be passed by the next batch")
            if keys and (len(keys) >= self.limits.requests or size + len(line) > self.limits.bytes):
                file.flush()
                yield keys, file
                keys, size = [], 0
                file = tempfile.NamedTemporaryFile(suffix=".jsonl")  # noqa: SIM115
            file.write(line)
            keys.append(key)
            size += len(line)
        if keys:
            file.flush()
            yield keys, file
        else:
            file.close()

    def _line(self, key: str, body: dict[str, Any]) -> bytes:
        line = {"custom_id": key, "method": "POST", "url": ENDPOINT, "body": body}
        return (json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")

    def _thought(self, body: dict[str, Any]) -> tuple[int, int]:
        """Tokens that a request reads, and may write."""
        read = sum(len(message["content"]) for message in body["messages"]) // CHARACTERS_A_TOKEN
        return read, int(body.get("max_completion_tokens") or body.get("max_tokens") or 0)

    def _affordable(self) -> Callable[[tuple[int, int]], bool]:
        """Tells of one request after another whether the budget allows it, with all that is out already."""
        spent = self.journal.spent()
        tokens, cost = float(spent.read + spent.written), spent.cost
        out = [self._thought(json.loads(text)) for number, *_ in self.journal.batches.open() for _, text in self.journal.batches.bodies_of(number)]  # fmt: skip
        for read, written in out:
            tokens, cost = tokens + read + written, cost + (self.client.cost(read, 0, written) or 0.0)

        def allows(takes: tuple[int, int]) -> bool:
            nonlocal tokens, cost
            tokens, cost = tokens + sum(takes), cost + (self.client.cost(takes[0], 0, takes[1]) or 0.0)
            too_many = self.budget.tokens is not None and tokens > self.budget.tokens
            return not too_many and not (self.budget.cost is not None and cost > self.budget.cost)

        return allows

    async def _create(self, path: Path, token: str) -> Batch:
        sdk = await self._connected()
        uploaded = await self._asked(lambda: sdk.files.create(file=path, purpose="batch"))

        async def create() -> Batch:
            # A try whose answer was lost may have made the batch all the same.
            found = await self._with_token(token)
            return found or await sdk.batches.create(
                input_file_id=uploaded.id, endpoint=ENDPOINT, completion_window=WINDOW, metadata={MARK: token}
            )

        made: Batch = await self._asked(create)
        return made

    async def _adopted(self, number: int, token: str) -> Batch | None:
        """The batch whose sending was interrupted, where the provider has it; else its requests are free again."""
        found: Batch | None = await self._asked(lambda: self._with_token(token))
        if found is None:
            self.journal.batches.drop(number)
        else:
            self.journal.batches.note(number, "submitted", found.id)
        return found

    async def _with_token(self, token: str) -> Batch | None:
        sdk = await self._connected()
        async for batch in sdk.batches.list(limit=100):
            if (batch.metadata or {}).get(MARK) == token:
                return batch
        return None

    # Collecting

    async def _batch(self, provider_id: str) -> Batch:
        sdk = await self._connected()
        unknown = SettingsError(
            f"the provider does not know batch {provider_id}", hint="use the key and the project that submitted it"
        )
        found: Batch = await self._asked(lambda: sdk.batches.retrieve(provider_id), unknown)
        return found

    async def _take_in(self, number: int, batch: Batch) -> int:
        came = 0
        for file in (batch.output_file_id, batch.error_file_id):
            if file:
                async for line in self._lines(file):
                    came += self._take_line(line)
        freed, tired = self.journal.batches.again(number)
        for key in tired:
            self.journal.batches.tell(key, {"code": f"batch_{batch.status}"}, Spent())
        self.journal.batches.note(number, "collected")
        await self._forget(batch)
        again = f", {freed - len(tired):,} without one go into the next" if freed - len(tired) else ""
        self._say(f"collected batch {batch.id} ({batch.status}): {came:,} answers{again}")
        return came

    async def _lines(self, file: str) -> AsyncIterator[dict[str, Any]]:
        import openai

        sdk = await self._connected()
        try:
            async with sdk.files.with_streaming_response.content(file) as response:
                async for line in response.iter_lines():
                    if line.strip():
                        try:
                            given = json.loads(line)
                        except ValueError:
                            continue  # the request counts as unanswered, and goes into the next batch
                        if isinstance(given, dict):
                            yield given
        except (openai.OpenAIError, OSError) as caught:
            error: Exception = self.client.failure(caught)
        else:
            return
        raise error.error if isinstance(error, TransportFailure) else error

    def _take_line(self, line: dict[str, Any]) -> int:
        """Note what a line says of its request; 1 where it is an answer. One that says nothing lasting is left to be
        asked again."""
        key = str(line.get("custom_id"))
        response = line.get("response") or {}
        status = int(response.get("status_code") or 0)
        body = response.get("body")
        if status == 200 and isinstance(body, dict) and body.get("choices"):
            usage = body.get("usage") or {}
            read, written = int(usage.get("prompt_tokens") or 0), int(usage.get("completion_tokens") or 0)
            cached = int((usage.get("prompt_tokens_details") or {}).get("cached_tokens") or 0)
            cost = self.client.cost(read, cached, written)
            spent = Spent(1, 0, 1, read, written, cost or 0.0, int(cost is None))
            return int(self.journal.batches.tell(key, {"completion": body}, spent))
        if status and not is_retried(status) and status != 200:
            code = (body or {}).get("error", {}).get("code") if isinstance(body, dict) else None
            self.journal.batches.tell(key, {"status": status, "code": code}, Spent())
        return 0

    def _failed(self, number: int, batch: Batch) -> None:
        """The provider took nothing of a batch."""
        errors = batch.errors.data if batch.errors and batch.errors.data else []
        code = next((error.code for error in errors if error.code), "no reason given")
        self.journal.batches.note(number, "failed", told=code)
        self.journal.batches.drop(number)
        raise ModelRequestRefused(
            f"the provider refused batch {batch.id} as a whole ({code})",
            hint="token_limit_exceeded: too much is waiting there, come back later; else check the model's name",
        )

    async def _forget(self, batch: Batch) -> None:
        """Letters are private: what the provider holds of a collected batch is removed."""
        import openai

        sdk = await self._connected()
        for file in (batch.input_file_id, batch.output_file_id, batch.error_file_id):
            if file:
                try:
                    await sdk.files.delete(file)
                except openai.OpenAIError:
                    self._say(f"the provider did not remove file {file}; it can be removed in its own pages")

    async def _connected(self) -> AsyncOpenAI:
        if self._sdk is None:
            self._sdk = await self.client.connection()
        return self._sdk

    async def _asked(self, call: Callable[[], Any], unknown: SettingsError | None = None) -> Any:
        """What the provider says, with tries again where it fails. Raises ModelError, or `unknown` for a 404."""
        import openai

        async def once() -> Any:
            try:
                return await call()
            except openai.OpenAIError as caught:
                error: Exception = caught
            if getattr(error, "status_code", None) in (404, 405) and refused_parameter(error) is None:
                raise unknown or SettingsError(NO_BATCH, hint="leave out --batch")
            raise self.client.failure(error)

        return await retried(once, self.client.settings.transport_attempts, self._sleep)
