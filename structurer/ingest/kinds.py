"""The kind that a job's letters are of: one, since an output has one shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from structurer.errors import KindError, LetterError, SettingsError
from structurer.ingest.hands import letter_of
from structurer.ingest.lists import Lists
from structurer.kind import LetterKind
from structurer.kinds.recognising import kind_of_letter
from structurer.kinds.registry import kind_named

if TYPE_CHECKING:
    from structurer.pipeline import Structurer
    from structurer.settings import Settings

LOOKED_AT = 25
"""Letters that are looked at before the kind is given up."""


def kind_of(structurer: Structurer[Any]) -> LetterKind[Any]:
    """The kind that everything is structured as. Raises SettingsError where it is recognised letter by letter."""
    if structurer.recognises:
        raise SettingsError("a job is of one kind of letter", hint="say which with --kind (kind=…)")
    return structurer.kind


def named(kind: LetterKind[Any]) -> str:
    """What another process finds the kind by: its name, or the file that it stands in."""
    return kind.place or kind.name


def is_found(kind: LetterKind[Any]) -> bool:
    """Whether another process would find the kind."""
    try:
        return kind_named(named(kind)).record is kind.record or kind.place is not None
    except KindError:
        return False


def recognised(lists: Lists, settings: Settings) -> LetterKind[Any]:
    """The kind of the first letter that is of one. Raises SettingsError where none of the first ones is."""
    for entry, _ in zip(lists.entries(), range(LOOKED_AT), strict=False):
        try:
            data = entry.read(settings.max_letter_bytes)
            return kind_of_letter(letter_of(entry.letter or data, entry.name, settings))
        except LetterError:
            continue
    raise SettingsError(
        "none of the first letters is of a kind that is installed", hint="say which with --kind or --schema"
    )
