"""The kind that a job's letters are of: one, since an output has one shape."""

from __future__ import annotations

import contextlib
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from structurer.errors import KindError, LetterError, SettingsError
from structurer.ingest.hands import letter_of
from structurer.ingest.journal import Journal
from structurer.ingest.lists import Lists
from structurer.ingest.opening import is_there
from structurer.kind import LetterKind
from structurer.kinds.recognising import kind_of_letter
from structurer.kinds.registry import kind_named

if TYPE_CHECKING:
    from structurer.pipeline import Structurer
    from structurer.settings import Settings

SAY_WHICH = "say which with --kind or --schema"
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


def kind_for(journal: Path | None, lists: Lists, settings: Settings) -> LetterKind[Any]:
    """The kind of a job for which none is said: the journal's if it notes one, else that of the first letter that is of
    one. Raises KindError where the journal's is not found any more, SettingsError where none can be told."""
    noted = _noted(journal) if journal is not None and is_there(journal) and journal.stat().st_size else None
    if noted is None:
        return recognised(lists, settings)
    try:
        return kind_named(noted)
    except KindError as error:
        raise KindError(f"the job's kind so far is not found: {error.message}", hint=SAY_WHICH) from None


def _noted(path: Path) -> str | None:
    with contextlib.closing(Journal(path, create=False)) as journal:
        kind: str | None = journal.fact("kind")
        return kind


def recognised(lists: Lists, settings: Settings) -> LetterKind[Any]:
    """The kind of the first letter that is of one. Raises SettingsError where none of the first ones is."""
    is_empty = True
    for entry in islice(lists.entries(), LOOKED_AT):
        is_empty = False
        try:
            data = entry.read(settings.max_letter_bytes)
            return kind_of_letter(letter_of(entry.letter or data, entry.name, settings))
        except LetterError:
            continue
    if is_empty:
        raise SettingsError("no letter is there to tell the kind by", hint=SAY_WHICH)
    raise SettingsError("none of the first letters is of a kind that is installed", hint=SAY_WHICH)
