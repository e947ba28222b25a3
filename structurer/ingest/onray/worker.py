"""What runs on the machines: structures letters as one machine would, and leaves what it shares to the desk."""

from __future__ import annotations

import asyncio
import json
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from structurer import errors
from structurer.errors import SettingsError, StructurerError
from structurer.ingest.budget import Budget, Refusal, SpendingClient
from structurer.ingest.far import Place
from structurer.ingest.hands import Redact, Work, content_of, tried
from structurer.ingest.journal.money import Spent
from structurer.ingest.kinds import kind_of
from structurer.ingest.onray.desk import Note, Said
from structurer.ingest.recipe import digest_of, recipe_of
from structurer.letter import Letter
from structurer.models.cache import AnswerCache
from structurer.models.client import own_cache
from structurer.models.limits import Turn
from structurer.pipeline import Structurer
from structurer.result import Structured
from structurer.settings import Settings

ANY_NUMBER = 1_000_000
PLACES = ("cache_dir", "data_dir")
"""Settings that name a place on a machine: each machine has its own, unless they were set."""


@dataclass(frozen=True)
class Order:
    """How letters are structured: given to every worker once. `recipe` is the digest of the recipe that must come out.

    `settings` holds each setting with its value; `environment` the variables that the model's SDK reads.
    """

    kind: Any
    settings: dict[str, Any]
    environment: dict[str, str]
    recipe: str
    read_only: bool = False
    force: bool = False
    refresh: bool = False
    redact: Redact | None = None
    budgeted: bool = False
    shared: bool = True
    """Whether the model's limits are those of all workers together; an embedded model is each machine's own."""


def order_of(structurer: Structurer[Any], redact: Redact | None, budget: Budget) -> Order:
    """The order for letters as `structurer` does them. Its settings hold the model's key."""
    from structurer.kinds.registry import kind_named, kind_names
    from structurer.models.names import parse_name

    kind, settings = kind_of(structurer), structurer.settings
    installed = kind.name in kind_names() and kind_named(kind.name) is kind
    return Order(
        kind=kind.name if installed else kind,
        settings={
            name: getattr(settings, name)
            for name in type(settings).model_fields
            if name not in PLACES or name in settings.model_fields_set
        },
        environment={name: value for name, value in os.environ.items() if name.startswith("OPENAI_")},
        recipe=digest_of(recipe_of(structurer)),
        read_only=structurer.read_only,
        force=structurer.force,
        refresh=structurer.refresh,
        redact=redact,
        budgeted=budget != Budget(),
        shared=structurer.read_only or parse_name(settings).provider != "local",
    )


@dataclass
class _Asking:
    """What a letter in work brought along, and what was sent to the desk for it."""

    content: str
    answers: dict[str, str]
    desk: Any
    sent: list[Any] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def note(self, note: Note) -> None:
        """Have the desk note it, together with what else there is to note at the moment."""
        if not self.notes:
            asyncio.get_running_loop().call_soon(self.send)
        self.notes.append(note)

    def send(self) -> None:
        """Send what there is to note."""
        if self.notes:
            self.sent.append(self.desk.note.remote(self.notes))
            self.notes = []


_asking: ContextVar[_Asking] = ContextVar("asking")


class Worker:
    """Structures letters side by side. `desk` is the handle of the desk's actor, `name` what the desk calls this worker."""

    def __init__(self, order: Order, desk: Any, name: str) -> None:
        os.environ.update(order.environment)
        self.order, self.desk, self.name = order, desk, name
        self._made: Structurer[Any] | None = None

    async def begin(self) -> int | dict[str, Any]:
        """Get ready: once, before the first letter. How many letters make sense at once, or the error that keeps this
        worker from doing as it is told."""
        try:
            self._made = self._structurer()
        except StructurerError as error:
            return _told(error)
        # Calls to a hosted model have their turns from the desk; an embedded one has room for so many letters.
        return ANY_NUMBER if self.order.shared else self._made.client().concurrency

    async def structured(self, name: str, content: str, data: bytes | Letter, answers: dict[str, str]) -> str:
        """One try at a letter, as JSON: `result` or `error`, and `noted`, how many notes the desk has with its last.

        `answers` are those it was given before. Never raises on account of a letter.
        """
        assert self._made is not None
        asking = _Asking(content, answers, self.desk)
        _asking.set(asking)
        told: dict[str, Any]
        try:
            result = await tried(self._made, Work(name, content, data), self.order.redact)
        except StructurerError as error:
            told = {"error": _told(error)}
        else:
            told = {"result": result.model_dump(mode="json")}
        asking.send()
        return json.dumps({**told, "noted": max(await asyncio.gather(*asking.sent), default=0)})

    async def aclose(self) -> None:
        """Let go of connections."""
        if self._made is not None:
            await self._made.aclose()

    def _structurer(self) -> Structurer[Any]:
        settings = Settings(**self.order.settings)
        client = None if self.order.read_only else self._client(settings)
        made: Structurer[Any] = Structurer(
            self.order.kind, read_only=self.order.read_only, force=self.order.force, client=client
        )
        # Whatever this machine's environment and files say.
        made.settings = settings
        if digest_of(recipe_of(made)) != self.order.recipe:
            raise SettingsError(
                f"on {socket.gethostname()} letters would be structured otherwise than here: another version of "
                "structurer, or other prompts",
                hint="install the same on every machine",
            )
        return made

    def _client(self, settings: Settings) -> SpendingClient:
        pace: Callable[[], SharedPace] | None = (
            (lambda: SharedPace(self.desk, self.name)) if self.order.shared else None
        )
        return SpendingClient(
            settings,
            cache=SentAnswers(own_cache(settings), refresh=self.order.refresh),
            cashier=AtDesk(self.desk, self.name, self.order.budgeted),
            pace=pace,
        )


class SentAnswers:
    """What a worker's client takes for its cache: what the letter brought along, then the machine's own."""

    def __init__(self, cache: AnswerCache | None, *, refresh: bool) -> None:
        self.cache, self.refresh = cache, refresh

    def get(self, key: str) -> str | None:
        """The text kept for the key, or None."""
        asking = _asking.get()
        found = asking.answers.get(key)
        if found is None and self.cache is not None and not self.refresh:
            found = self.cache.get(key)
            if found is not None:
                self._keep(key, found)
                asking.note(Note(spent=Spent(cached=1)))
        return found

    def put(self, key: str, text: str) -> None:
        """Keep the text for the key, here and in the journal."""
        self._keep(key, text)
        if self.cache is not None:
            self.cache.put(key, text)

    def _keep(self, key: str, text: str) -> None:
        asking = _asking.get()
        asking.answers[key] = text
        asking.note(Note(key=key, content=asking.content, answer=text))

    def close(self) -> None:
        """Let go of the cache's file."""
        if self.cache is not None:
            self.cache.close()


class AtDesk:
    """The job's cashier, as a worker reaches it. Without a budget there is nothing to ask."""

    def __init__(self, desk: Any, name: str, budgeted: bool) -> None:
        self.desk, self.name, self.budgeted = desk, name, budgeted

    async def reserve(self, tokens: float, cost: float) -> Refusal | None:
        """Set so much aside, or say why not."""
        if not self.budgeted:
            return None
        refused: Refusal | None = await self.desk.reserve.remote(self.name, tokens, cost)
        return refused

    def free(self, tokens: float, cost: float) -> None:
        """What was set aside is so no longer."""
        if self.budgeted:
            _asking.get().note(Note(freed=(self.name, tokens, cost)))

    def paid(self, spent: Spent) -> None:
        """Note what a call took."""
        _asking.get().note(Note(spent=spent))


class _Turn(Turn):
    """A call's turn, with what the server said to it."""

    said: Said = None


_turn: ContextVar[_Turn] = ContextVar("turn")


class SharedPace:
    """The limits of all workers together, as one of them meets them."""

    def __init__(self, desk: Any, name: str) -> None:
        self.desk, self.name = desk, name

    @asynccontextmanager
    async def turn(self, tokens: float) -> AsyncIterator[Turn]:
        """Wait for a turn; `tokens` is what the call is thought to take."""
        given = self.desk.turn.remote(self.name, tokens)
        try:
            number: int = await given
        except asyncio.CancelledError:
            self._later = asyncio.create_task(self._give_back(given))
            raise
        turn = _Turn(tokens)
        _turn.set(turn)
        try:
            yield turn
        finally:
            self.desk.done.remote(number, turn.used_tokens, turn.said)

    async def _give_back(self, given: Any) -> None:
        self.desk.done.remote(await given, None)

    def slow_down(self, wait: float | None = None) -> None:
        """The provider limits the rate: everybody waits."""
        self.desk.done.remote(0, None, "busy", wait)

    def worked(self) -> None:
        """A call was answered."""
        _turn.get().said = "worked"


def fetched(place: Place, most: int) -> tuple[str | dict[str, Any], bytes]:
    """What a letter is called by its content, and its bytes, read where this runs; or the error that it ends in."""
    try:
        data = place.read(most)
    except StructurerError as error:
        return _told(error), b""
    return content_of(data), data


def result_told(record: Any, told: str) -> tuple[Structured[Any] | StructurerError, int]:
    """What a worker said of a letter: its result or error, and the number of its last note."""
    data = json.loads(told)
    if "error" in data:
        return error_told(data["error"]), int(data["noted"])
    return Structured[record].model_validate(data["result"]), int(data["noted"])


def error_told(data: dict[str, Any]) -> StructurerError:
    """An error that a worker told of."""
    # One of another package's making counts as what it is made from.
    made = next(found for name in data["is"] if (found := getattr(errors, name, None)) is not None)
    error: StructurerError = made(data["message"], hint=data["hint"], letter=data["letter"])
    return error


def _told(error: StructurerError) -> dict[str, Any]:
    return {
        "is": [made.__name__ for made in type(error).__mro__],
        "message": error.message,
        "hint": error.hint,
        "letter": error.letter,
    }
