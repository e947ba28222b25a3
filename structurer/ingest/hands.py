"""Who reads and structures the letters of a job: this process, or others that it sends them to."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from structurer.errors import JournalError, KindError, LetterError, ModelError, SettingsError, UnexpectedError
from structurer.ingest.answers import current_letter
from structurer.ingest.sources import Entry
from structurer.letter import Letter
from structurer.loading import load, load_bytes
from structurer.result import Structured

if TYPE_CHECKING:
    from structurer.pipeline import Structurer
    from structurer.settings import Settings

Redact = Callable[[str], str]


@dataclass(frozen=True)
class Work:
    """A letter in hand: its name, `sha256:` and the hash of its bytes, and these or where others find them; or the Letter."""

    name: str
    content: str
    data: Any

    @classmethod
    def of(cls, entry: Entry, most: int) -> Work:
        """The letter of an entry, read: at most so many bytes and one more. Raises LetterError."""
        data = entry.read(most)
        return cls(entry.name, content_of(data), entry.letter or data)


class Hands(Protocol):
    """Reads and structures letters."""

    def taken(self, entry: Entry) -> Work:
        """The letter, read; called in the reader's thread. Raises LetterError."""

    async def structured(self, work: Work) -> Structured[Any]:
        """One try at a letter. Raises LetterError, ModelError, SettingsError, KindError; UnexpectedError for a defect."""

    async def server_answers(self) -> bool | None:
        """Whether the model's server is there and works, None where that cannot be told. Raises BudgetReached."""


class OwnHands:
    """This process's."""

    def __init__(self, structurer: Structurer[Any], redact: Redact | None = None) -> None:
        self.structurer, self.redact = structurer, redact

    def taken(self, entry: Entry) -> Work:
        """The letter with its bytes."""
        return Work.of(entry, self.structurer.settings.max_letter_bytes)

    async def structured(self, work: Work) -> Structured[Any]:
        """One try at a letter, here."""
        return await tried(self.structurer, work, self.redact)

    async def server_answers(self) -> bool | None:
        """Whether the model's server is there and works."""
        return await self.structurer.client().answers()


def content_of(data: bytes) -> str:
    """What a journal calls a letter of those bytes."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


async def tried(structurer: Structurer[Any], work: Work, redact: Redact | None = None) -> Structured[Any]:
    """One try at a letter whose bytes are at hand. `redact` is given its text and gives what is structured in its place.

    Raises LetterError, ModelError, SettingsError, KindError or JournalError; whatever else goes wrong is an UnexpectedError.
    """
    current_letter.set(work.content)
    try:
        letter = await asyncio.to_thread(_loaded, work, structurer.settings, redact)
        return await structurer.astructure(letter)
    except (LetterError, ModelError, SettingsError, KindError, JournalError):
        raise
    except UnexpectedError as error:
        failed, hint = error.message, error.hint
    except Exception as error:
        # Of the exception only its name: its message may hold letter text.
        failed, hint = f"failed unexpectedly: {type(error).__name__}", ""
    raise UnexpectedError(failed, hint=hint, letter=work.name)


def letter_of(given: bytes | Letter, name: str, settings: Settings) -> Letter:
    """The letter in a file's content, or that at hand, within the settings' bounds and called so. Raises LetterError."""
    if isinstance(given, Letter):
        return replace(load(given, max_characters=settings.max_letter_characters), name=name)
    return load_bytes(given, name, max_bytes=settings.max_letter_bytes, max_characters=settings.max_letter_characters)


def _loaded(work: Work, settings: Settings, redact: Redact | None) -> Letter:
    letter = letter_of(work.data, work.name, settings)
    if redact is None:
        return letter
    text = redact(letter.text)
    # Pages are told by offsets, which only a text of the same length keeps.
    return replace(letter, text=text, pages=letter.pages if len(text) == len(letter.text) else ())
