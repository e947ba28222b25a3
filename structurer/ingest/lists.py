"""What gives a job its letters: sources that a user named, or letters that a program has at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Protocol

from structurer.ingest.naming import Names
from structurer.ingest.sources import Entry, Sources, each_once
from structurer.ingest.tables_in import Columns
from structurer.letter import UNNAMED, Letter
from structurer.loading import bytes_of_text, name_of
from structurer.printable import printable

DIGITS = 16
"""Of a letter's hash, so many tell it from all others that a job may ever have."""


class Lists(Protocol):
    """What gives letters, from the first on each time."""

    def entries(self) -> Iterator[Entry]:
        """Every letter."""


class GivenLetters:
    """Letters, and names of letters, as a program has them at hand. `left_out` and `written` are as in Sources."""

    def __init__(self, given: Iterable[str | Path | Letter], written: Sequence[Path] = ()) -> None:
        self.given, self.written = list(given), written
        self.left_out: Counter[str] = Counter()

    def entries(self) -> Iterator[Entry]:
        """Every letter. Of several with one name each is told apart by a number, and files from the letters at hand. A
        file that is named twice stands where it is named first."""
        self.left_out = Counter()
        return each_once(self._all())

    def _all(self) -> Iterator[Entry]:
        names = Names(is_taken=lambda name: False)
        own = [names.own(_called(one)) if isinstance(one, Letter) else "" for one in self.given]
        for one, name in zip(self.given, own, strict=True):
            if isinstance(one, Letter):
                # All its bytes: it is known by their hash, and in memory already.
                yield Entry(name, lambda most, text=one.text: bytes_of_text(text), letter=one)  # type: ignore[misc]
            else:
                sources = Sources([str(one)], written=self.written)
                for entry in sources.entries():
                    yield replace(entry, name=names.own(entry.name)) if entry.name in names else entry
                self.left_out += sources.left_out

    def names(self) -> list[str]:
        """What was given, by name."""
        return [_called(one) if isinstance(one, Letter) else name_of(one) for one in self.given]

    def named(self) -> list[str]:
        """What was given, by which a listing is known again."""
        return self.names()

    def paths(self) -> list[str]:
        """What was given that is no letter at hand."""
        return [name_of(one) for one in self.given if not isinstance(one, Letter)]

    def count(self, enough: Callable[[], bool] = lambda: False) -> int:
        """How many letters there are, as far as it came when it was enough."""
        # Beside the work: what is left out is not counted twice.
        entries = GivenLetters(self.given, self.written).entries()
        return sum(1 for _ in takewhile(lambda _: not enough(), entries))


def _called(letter: Letter) -> str:
    """What a letter at hand is called. One that was given no name has one that it is known by again, and no other has:
    another letter under a name is what became of the one before."""
    if letter.name != UNNAMED:
        return printable(letter.name)
    return f"{UNNAMED} {letter.digest.removeprefix('sha256:')[:DIGITS]}"


def lists_of(
    source: str | Path | Letter | Iterable[str | Path | Letter],
    columns: Columns | None = None,
    written: Sequence[Path] = (),
) -> Sources | GivenLetters:
    """The letters that `source` means, for a job that writes `written`."""
    given = [source] if isinstance(source, str | Path | Letter) else list(source)
    if any(isinstance(one, Letter) for one in given):
        return GivenLetters(given, written)
    return Sources([str(one) for one in given], columns or Columns(), written=written)
