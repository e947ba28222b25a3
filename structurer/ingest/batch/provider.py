"""The provider's side of a job: batches are submitted, looked after and collected."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Callable, Iterable
from typing import IO, TYPE_CHECKING, Any, Literal

from structurer.errors import ModelDenied, ModelRequestRefused, SettingsError
from structurer.ingest.batch.client import BatchClient, completion_of, price_in
from structurer.ingest.batch.requests import ENDPOINT, Limits, Wanted
from structurer.ingest.budget import Budget
from structurer.ingest.journal import Journal
from structurer.ingest.journal.money import Spent
from structurer.models.bounds import most_of_one
from structurer.models.exchange import Usage, usage_of
from structurer.models.failures import refused_parameter, unsupported_in
from structurer.models.quiet import quiet
from structurer.models.retry import Sleep, TransportFailure, is_retried, retried
from structurer.models.transport import is_completion

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types import Batch

WINDOW: Literal["24h"] = "24h"
MARK = "structurer"
ENDED = ("completed", "expired", "cancelled")
NO_BATCH = "the server of this model has no Batch API"
Price = Callable[[Usage], float | None]


def _file_name(token: str) -> str:
    """What the requests of a batch are called at the provider: one whose sending was interrupted is found by it."""
    return f"{MARK}-{token}.jsonl"


def _refusal(status: int, body: Any) -> dict[str, Any]:
    """What is kept of a refusal: no message, since it may quote the request. Some servers put a text, or nothing, in the
    place of an error."""
    error = body.get("error") if isinstance(body, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    return {
        "status": status,
        "code": str(code) if code is not None else None,
        "unsupported": unsupported_in(status, error),
    }


async def _lines_of(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The lines of JSON Lines: within one there may be what Unicode ends lines with, as letters have it."""
    begun = b""
    async for piece in pieces:
        *lines, begun = (begun + piece).split(b"\n")
        for line in lines:
            yield line
    yield begun


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
        self.client, self.journal = client, journal
        self.wanted = Wanted(client, journal, budget, limits or Limits())
        self._say, self._sleep = say, sleep
        self._sdk: AsyncOpenAI | None = None

    async def collect(self) -> bool:
        """Take in what ended; whether anything did: then there are answers, or requests to be sent again. Raises
        ModelError where the provider cannot be asked."""
        any_ended = False
        for number, answered in self.journal.batches.answered():
            await self._forget_later(number, answered)
        for number, token, provider_id, _ in self.journal.batches.open():
            batch = await self._adopted(number, token) if provider_id is None else await self._batch(provider_id)
            if batch is None:
                continue
            if batch.status in ENDED:
                await self._take_in(number, token, batch)
                any_ended = True
            elif batch.status == "failed":
                await self._failed(number, batch)
        return any_ended

    async def ended(self) -> bool:
        """Whether a batch that is out has ended, or none is out."""
        states = [await self._batch(found) for _, _, found, _ in self.journal.batches.open() if found]
        return not states or any(batch.status in (*ENDED, "failed") for batch in states)

    async def submit(self) -> int:
        """Send what is wanted, in as many batches as it takes; how many requests. Raises BudgetReached after sending
        what the budget allows, SettingsError or ModelError where the provider does not take it."""
        sent = 0
        for keys, file in self.wanted.files():
            with file:
                token = uuid.uuid4().hex
                self.client.note_price(token)
                number = self.journal.batches.begin(token, keys)
                batch = await self._create(number, file, token)
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

    async def _create(self, number: int, file: IO[bytes], token: str) -> Batch:
        sdk = await self._connected()
        tries, uploaded = 0, None

        async def upload() -> str:
            nonlocal tries
            tries += 1
            # A try whose answer was lost may have left the file all the same.
            for found in await self._uploaded(token) if tries > 1 else ():
                return found
            file.seek(0)
            return (await sdk.files.create(file=(_file_name(token), file), purpose="batch")).id

        async def create() -> Batch:
            nonlocal tries
            tries += 1
            # A try whose answer was lost may have made the batch all the same.
            found = await self._with_token(token)
            return found or await sdk.batches.create(
                input_file_id=str(uploaded), endpoint=ENDPOINT, completion_window=WINDOW, metadata={MARK: token}
            )

        try:
            uploaded = await self._asked(upload)
            tries = 0
            made: Batch = await self._asked(create)
        except (SettingsError, ModelDenied, ModelRequestRefused):
            # What is refused at once never was. What a try before may have left, the next run looks for.
            if tries == 1 and await self._are_removed([uploaded]):
                self.journal.batches.drop(number)
            raise
        return made

    async def _adopted(self, number: int, token: str) -> Batch | None:
        """The batch whose sending was interrupted, where the provider has it; else its requests are free again."""
        found: Batch | None = await self._asked(lambda: self._with_token(token))
        if found is None:
            await self._are_removed(await self._uploaded(token))
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

    async def _uploaded(self, token: str) -> list[str]:
        """The files at the provider that were uploaded for the batch with that token."""
        import openai

        sdk = await self._connected()
        try:
            with quiet():
                return [file.id async for file in sdk.files.list(purpose="batch") if file.filename == _file_name(token)]
        except openai.OpenAIError:
            self._say(f"the provider does not list its files; {_file_name(token)} may be one, and can be removed there")
            return []

    # Collecting

    async def _batch(self, provider_id: str) -> Batch:
        sdk = await self._connected()
        unknown = SettingsError(
            f"the provider does not know batch {provider_id}", hint="use the key and the project that submitted it"
        )
        found: Batch = await self._asked(lambda: sdk.batches.retrieve(provider_id), unknown)
        return found

    async def _take_in(self, number: int, token: str, batch: Batch) -> None:
        came, price = 0, price_in(self.journal, self.client.settings, token)
        for file in (batch.output_file_id, batch.error_file_id):
            if file:
                with quiet():
                    async for line in self._lines(file):
                        came += self._take_line(line, price)
        freed, tired = self.journal.batches.again(number)
        for key in tired:
            self.journal.batches.tell(key, {"code": f"batch_{batch.status}"}, Spent())
        self.journal.batches.note(number, "answered")
        await self._forget(number, batch)
        again = f", {freed - len(tired):,} without one go into the next" if freed - len(tired) else ""
        self._say(f"collected batch {batch.id} ({batch.status}): {came:,} answers{again}")

    async def _lines(self, file: str) -> AsyncIterator[dict[str, Any]]:
        import openai

        sdk = await self._connected()
        try:
            async with sdk.files.with_streaming_response.content(file) as response:
                async for line in _lines_of(response.iter_bytes()):
                    if line.strip():
                        try:
                            given = json.loads(line.decode("utf-8", "replace"))
                        except ValueError:
                            continue  # the request counts as unanswered, and goes into the next batch
                        if isinstance(given, dict):
                            yield given
        except openai.NotFoundError:
            # Providers keep files for some weeks; a job whose answers are gone must not wait for them for ever.
            self._say(f"the provider has file {file} no more: the answers in it are lost, and asked for again")
            return
        except (openai.OpenAIError, OSError) as caught:
            error: Exception = self.client.failure(caught)
        else:
            return
        raise error.error if isinstance(error, TransportFailure) else error

    def _take_line(self, line: dict[str, Any], price: Price) -> int:
        """Note what a line says of its request; 1 where it is an answer. One that says nothing lasting is left to be
        asked again."""
        key = str(line.get("custom_id"))
        response = line.get("response") or {}
        status = int(response.get("status_code") or 0)
        body = response.get("body")
        if status == 200 and isinstance(body, dict) and is_completion(completion_of(body)):
            return int(self.journal.batches.tell(key, {"completion": body}, self._spent(key, body, price)))
        if status and not is_retried(status) and status != 200:
            self.journal.batches.tell(key, _refusal(status, body), Spent())
        return 0

    def _spent(self, key: str, body: dict[str, Any], price: Price) -> Spent:
        """What an answer took; the most that it may have taken where the provider does not say."""
        used = usage_of(completion_of(body))
        asked = self.journal.batches.body_of(key)
        if not used.is_said and asked is not None:
            used = most_of_one(json.loads(asked))
        cost = price(used)
        return Spent(1, 0, 1, used.input, used.output, cost or 0.0, int(cost is None))

    async def _failed(self, number: int, batch: Batch) -> None:
        """The provider took nothing of a batch."""
        await self._are_removed([batch.input_file_id])
        errors = batch.errors.data if batch.errors and batch.errors.data else []
        code = next((error.code for error in errors if error.code), "no reason given")
        self.journal.batches.note(number, "failed", told=code)
        self.journal.batches.drop(number)
        raise ModelRequestRefused(
            f"the provider refused batch {batch.id} as a whole ({code})",
            hint="token_limit_exceeded: too much is waiting there, come back later; else check the model's name",
        )

    async def _forget(self, number: int, batch: Batch) -> None:
        """Have what the provider holds of an answered batch removed: only then it is done with."""
        if await self._are_removed([batch.input_file_id, batch.output_file_id, batch.error_file_id]):
            self.journal.batches.note(number, "collected")

    async def _forget_later(self, number: int, provider_id: str) -> None:
        """Have removed what an earlier run left."""
        try:
            batch = await self._batch(provider_id)
        except SettingsError as error:
            self._say(f"{error.message}; its files with letters may still be there")
        else:
            await self._forget(number, batch)

    async def _are_removed(self, files: Iterable[str | None]) -> bool:
        """Have files removed at the provider, since letters are private; whether they are gone."""
        import openai

        sdk, gone = await self._connected(), True
        for file in files:
            if file:
                try:
                    with quiet():
                        await sdk.files.delete(file)
                except openai.NotFoundError:
                    continue
                except openai.OpenAIError:
                    gone = False
                    self._say(f"the provider did not remove file {file}; it can be removed in its own pages")
        return gone

    async def _connected(self) -> AsyncOpenAI:
        if self._sdk is None:
            self._sdk = await self.client.connection()
        return self._sdk

    async def _asked(self, call: Callable[[], Any], unknown: SettingsError | None = None) -> Any:
        """What the provider says, with tries again where it fails. Raises ModelError, or `unknown` for a 404."""
        import openai

        async def once() -> Any:
            try:
                with quiet():
                    return await call()
            except openai.OpenAIError as caught:
                error: Exception = caught
            if getattr(error, "status_code", None) in (404, 405) and refused_parameter(error) is None:
                raise unknown or SettingsError(NO_BATCH, hint="leave out --batch")
            raise self.client.failure(error)

        return await retried(once, self.client.settings.transport_attempts, self._sleep)
