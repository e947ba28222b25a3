"""Where letters come from: files, folders, globs, archives, tables, a list on standard input. One at a time.

Nothing is unpacked to disk, and no more than one letter is in memory. What cannot be read is an entry all the same: its
`read` raises the LetterError that says why, so that it stands in the output among the others.
"""

from __future__ import annotations

import contextlib
import glob
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from structurer.errors import LetterDamaged, LetterError, LetterNotFound, SettingsError
from structurer.ingest.archives import DAMAGES, is_archive, members
from structurer.ingest.naming import Names
from structurer.ingest.opening import bytes_of, is_folder, is_there
from structurer.ingest.patterns import OWN, in_one_way, resolved
from structurer.ingest.tables_in import TABLES, Columns, table_entries
from structurer.letter import Letter
from structurer.printable import printable

if TYPE_CHECKING:
    from structurer.ingest.far import Place

LETTERS = frozenset({
    ".pdf", ".txt", ".text", "",
    # These are refused with the remedy when they are loaded; left out they would be lost without a word.
    ".doc", ".docx", ".rtf", ".odt", ".tif", ".tiff", ".png", ".jpg", ".jpeg",
})  # fmt: skip
LINKED = "link to a folder"


@dataclass(frozen=True)
class Entry:
    """One letter of a source. `read` gives its bytes, at most so many and one more; raises LetterError.

    `stamp` changes when the file does (its size and time), "" where that cannot be told without reading it. `place` is
    where other machines find it too, None where they may not. `letter` is one that a program has at hand: in its bytes
    there is nothing of its medium, pages and notes. `is_row` says that it stands in a table, which was read.
    """

    name: str
    read: Callable[[int], bytes]
    stamp: str = ""
    place: Place | None = None
    letter: Letter | None = None
    is_row: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", printable(self.name))


@dataclass
class Sources:
    """The letters of what a user named, in its order; folders by name, without hidden files.

    `left_out` counts what lies in folders and archives and is no letter by its name, by suffix. `written` is what their job
    writes: where it fits a pattern it is no source.
    """

    given: Sequence[str]
    columns: Columns = field(default_factory=Columns)
    left_out: Counter[str] = field(default_factory=Counter)
    written: Sequence[Path] = ()

    def entries(self) -> Iterator[Entry]:
        """Every letter, where it is named first. May be called again: a list on standard input is kept. Raises
        SettingsError for a name that means nothing."""
        names = self.names()
        self.left_out = Counter({LINKED: len(self._links)} if self._links else {})
        found = (entry for name in names for entry in self._of(name))
        # A single source names none twice, and may have very many.
        yield from found if len(names) == 1 else each_once(found)

    def names(self) -> list[str]:
        """What was named, with globs and a list on standard input resolved."""
        if self._names is None:
            meant = [(name, resolved(name, self._links, self.written)) for name in self.given]
            self._names = [one for _, found in meant for one in found]
            self._named = [one for name, found in meant for one in (found if name == "-" else [in_one_way(name)])]
        return self._names

    def named(self) -> list[str]:
        """What was named, by which a listing is known again: patterns as they are, since other files may fit them later, and
        of a list on standard input what it held."""
        self.names()
        return self._named

    def paths(self) -> list[str]:
        """What was named; all of it is looked for in files."""
        return self.named()

    def count(self, enough: Callable[[], bool] = lambda: False) -> int:
        """How many entries there are, without reading letters, as far as it came when it was enough. Tables are read
        through."""
        entries = Sources.of_names(self.names(), self.columns, self.named()).entries()
        return sum(1 for _ in takewhile(lambda _: not enough(), entries))

    @classmethod
    def of_names(cls, names: list[str], columns: Columns, named: list[str]) -> Sources:
        """The letters of names that are resolved already, from what was named."""
        return cls(named, columns, _names=names, _named=named)

    _names: list[str] | None = field(default=None, repr=False)
    _named: list[str] = field(default_factory=list, repr=False)
    _links: set[str] = field(default_factory=set, repr=False)

    def _of(self, name: str) -> Iterator[Entry]:
        from structurer.ingest.far import far_entries, is_far

        path = Path(name)
        if is_far(name):
            yield from far_entries(name, self.left_out)
        elif is_folder(path):
            yield from self._folder(path)
        elif path.suffix.lower() in TABLES and is_there(path):
            for row in table_entries(path, self.columns):
                # Its number tells a row from the others of its table, but not from a file.
                is_row = row.name != str(path)
                yield Entry(Names().own(printable(row.name)) if is_row else row.name, row.read, is_row=is_row)
        elif is_archive(name):
            yield from self._archive(path)
        else:
            yield _file(path)

    def _folder(self, folder: Path) -> Iterator[Entry]:
        # No recursion: folders may lie deeper in each other than calls can.
        waiting: list[Path | os.DirEntry[str]] = [folder]
        while waiting:
            item = waiting.pop()
            if isinstance(item, Path):
                try:
                    waiting += sorted(os.scandir(item), key=lambda one: one.name, reverse=True)
                except OSError as error:
                    yield broken(str(item), LetterNotFound(f"the folder cannot be read: {error.strerror}"))
                continue
            path = Path(item.path)
            if item.name.startswith(".") or item.name.endswith(OWN):
                continue
            if item.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif item.is_symlink() and is_folder(path):
                # A link to a folder above would go round for ever.
                self.left_out[LINKED] += 1
            elif is_archive(item.name):
                yield from self._archive(path)
            elif path.suffix.lower() in LETTERS:
                yield _file(path)
            else:
                self.left_out[path.suffix.lower()] += 1

    def _archive(self, path: Path) -> Iterator[Entry]:
        # An archive that was added to may hold several members of one name: each is a letter.
        names = Names()
        try:
            for inner, read in members(path):
                if read is None:
                    self.left_out["link in an archive"] += 1
                elif self._is_letter(inner):
                    yield Entry(names.own(printable(f"{path}!{inner}")), read)
        except DAMAGES as error:
            # Not the message: of a damaged archive it may hold anything.
            told = f"the archive cannot be read from here on: {type(error).__name__}"
            yield broken(str(path), LetterDamaged(told, hint="make or fetch the archive again"))

    def _is_letter(self, inner: str) -> bool:
        parts = Path(inner).parts
        if any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts):
            return False
        suffix = Path(inner).suffix.lower()
        if suffix not in LETTERS:
            self.left_out[suffix] += 1
        return suffix in LETTERS


def each_once(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries without those whose name came before."""
    met: set[str] = set()
    for entry in entries:
        if entry.name not in met:
            met.add(entry.name)
            yield entry


def found_of(given: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What is there now of what was named once, with patterns resolved. `given` is folders and what was named in each."""
    from structurer.ingest.far import is_far

    for folder, name in given:
        with contextlib.suppress(SettingsError):
            within = glob.escape(folder) if glob.has_magic(name) else folder
            yield from Sources([name if is_far(name) else str(Path(within, name))]).names()


def broken(name: str, error: LetterError) -> Entry:
    """An entry that cannot be read, for the reason that `error` tells."""

    def read(_most: int) -> bytes:
        raise error.about(name)

    return Entry(name, read)


def _file(path: Path) -> Entry:
    try:
        found = path.stat()
        stamp = f"{found.st_size}:{found.st_mtime_ns}"
    except (OSError, ValueError):
        stamp = ""

    name = printable(str(path))
    if name != str(path):
        # Another file may be called what this one's name is written as.
        name = Names().own(name)
    return Entry(name, lambda most: bytes_of(path, most, name), stamp)
