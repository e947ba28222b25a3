"""Where letters come from: files, folders, globs, archives, tables, a list on standard input. One at a time.

Nothing is unpacked to disk, and no more than one letter is in memory. What cannot be read is an entry all the same: its
`read` raises the LetterError that says why, so that it stands in the output among the others.
"""

from __future__ import annotations

import contextlib
import glob
import lzma
import os
import sys
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from structurer.errors import LetterDamaged, LetterError, LetterNeedsPassword, LetterNotFound, SettingsError
from structurer.ingest.naming import Names
from structurer.ingest.opening import bytes_of, is_folder, is_there
from structurer.ingest.tables_in import TABLES, Columns, table_entries
from structurer.letter import Letter
from structurer.loading import name_of
from structurer.printable import printable

if TYPE_CHECKING:
    from structurer.ingest.far import Place

LETTERS = frozenset({
    ".pdf", ".txt", ".text", "",
    # These are refused with the remedy when they are loaded; left out they would be lost without a word.
    ".doc", ".docx", ".rtf", ".odt", ".tif", ".tiff", ".png", ".jpg", ".jpeg",
})  # fmt: skip
NAMED = "name files, folders, patterns, archives, tables, or - for a list"
LINKED = "link to a folder"
OWN = (".journal", ".journal-wal", ".journal-shm", ".journal-batch")
"""What jobs leave beside outputs."""
ZIPS = (".zip",)
TARS = (".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")


@dataclass(frozen=True)
class Entry:
    """One letter of a source. `read` gives its bytes, at most so many and one more; raises LetterError.

    `stamp` changes when the file does (its size and time), "" where that cannot be told without reading it. `place` is
    where other machines find it too, None where they may not. `letter` is one that a program has at hand: in its bytes
    there is nothing of its medium, pages and notes.
    """

    name: str
    read: Callable[[int], bytes]
    stamp: str = ""
    place: Place | None = None
    letter: Letter | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", printable(self.name))


@dataclass
class Sources:
    """The letters of what a user named, in its order; folders by name, without hidden files.

    `left_out` counts what lies in folders and archives and is no letter by its name, by suffix.
    """

    given: Sequence[str]
    columns: Columns = field(default_factory=Columns)
    left_out: Counter[str] = field(default_factory=Counter)

    def entries(self) -> Iterator[Entry]:
        """Every letter. May be called again: a list on standard input is kept. Raises SettingsError for a name that
        means nothing."""
        names = self.names()
        self.left_out = Counter({LINKED: len(self._links)} if self._links else {})
        for name in names:
            yield from self._of(name)

    def names(self) -> list[str]:
        """What was named, with globs and a list on standard input resolved."""
        if self._names is None:
            resolved = [(name, _resolved(name, self._links)) for name in self.given]
            self._names = [one for _, found in resolved for one in found]
            self._named = [one for name, found in resolved for one in (found if name == "-" else [_in_one_way(name)])]
        return self._names

    def named(self) -> list[str]:
        """What was named, by which a listing is known again: patterns as they are, since other files may fit them later, and
        of a list on standard input what it held."""
        self.names()
        return self._named

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
                yield Entry(Names().own(printable(row.name)) if is_row else row.name, row.read)
        elif _ends(name, (*ZIPS, *TARS)):
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
            elif _ends(item.name, (*ZIPS, *TARS)):
                yield from self._archive(path)
            elif path.suffix.lower() in LETTERS:
                yield _file(path)
            else:
                self.left_out[path.suffix.lower()] += 1

    def _archive(self, path: Path) -> Iterator[Entry]:
        reader = _zipped if _ends(path.name, ZIPS) else _tarred
        # An archive that was added to may hold several members of one name: each is a letter.
        names = Names()
        try:
            for inner, read in reader(path):
                if read is None:
                    self.left_out["link in an archive"] += 1
                elif self._is_letter(inner):
                    yield Entry(names.own(printable(f"{path}!{inner}")), read)
        except (
            OSError,
            ValueError,
            EOFError,
            RuntimeError,
            zipfile.BadZipFile,
            tarfile.TarError,
            zlib.error,
            lzma.LZMAError,
        ) as error:
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


def found_of(given: Sequence[str]) -> Iterator[str]:
    """What is there now of what was named once, with patterns resolved."""
    for name in given:
        with contextlib.suppress(SettingsError):
            yield from Sources([name]).names()


def broken(name: str, error: LetterError) -> Entry:
    """An entry that cannot be read, for the reason that `error` tells."""

    def read(_most: int) -> bytes:
        raise error.about(name)

    return Entry(name, read)


def _in_one_way(name: str) -> str:
    """The name, however it was written: with a slash at its end, or without."""
    from structurer.ingest.far import is_far

    return name.rstrip("/") if is_far(name) else str(Path(name))


def _resolved(name: str, links: set[str]) -> list[str]:
    if name == "-":
        listed = sys.stdin.buffer.read()
        # `find -print0` for names with line breaks in them.
        parts = listed.split(b"\0") if b"\0" in listed else listed.splitlines()
        given = [os.fsdecode(part) for part in parts if part.strip()]
        # A file may go between the listing and now: it stands among the letters, as what cannot be read.
        return [found for one in given for found in _meant(one, links) or [one]]
    found = _meant(name, links)
    if not found and _is_pattern(name):
        hint = "quote the pattern, and check where it is looked for"
        raise SettingsError(f"nothing fits {_told(name)}", hint=hint)
    if not found:
        raise SettingsError(f"there is no {_told(name)}", hint=NAMED)
    return found


def _meant(name: str, links: set[str]) -> list[str]:
    """What a name stands for; nothing where that is not there. Raises SettingsError for an address with a password."""
    from structurer.ingest.far import is_far, see_no_password

    if is_far(name):
        see_no_password(name)
        return [name]
    if is_there(Path(name)):
        return [name]
    return sorted(set(_fitting(name, links))) if _is_pattern(name) else []


def _is_pattern(name: str) -> bool:
    return any(mark in name for mark in "*?[")


def _told(name: str) -> str:
    """What messages call a name that means nothing. Raises SettingsError where it may be a letter's text."""
    if name_of(name) != printable(name):
        raise SettingsError(
            "a text stands in the place of a path", hint=f"{NAMED}; give texts as Letter.from_text(...)"
        )
    return name


def _fitting(pattern: str, links: set[str]) -> Iterator[str]:
    """What fits a pattern. `**` stands for a folder and all below it, but those that links lead to: these may go round
    for ever, and are put among `links`."""
    parts = Path(pattern).parts
    if "**" not in parts:
        yield from glob.glob(pattern)  # noqa: PTH207 - the pattern may be absolute
        return
    at = parts.index("**")
    above, rest = str(Path(*parts[:at])), parts[at + 1 :]
    waiting = [Path(top) for top in glob.glob(above) if is_folder(Path(top))]  # noqa: PTH207
    while waiting:
        folder = waiting.pop()
        try:
            below = [Path(item.path) for item in os.scandir(folder) if not item.name.startswith(".")]
        except OSError:
            # As a source it tells why.
            yield str(folder)
            continue
        folders = {path for path in below if is_folder(path)}
        links.update(str(path) for path in folders if path.is_symlink())
        waiting += [path for path in folders if not path.is_symlink()]
        if rest:
            fitting = _fitting(str(Path(glob.escape(str(folder)), *rest)), links)
            yield from (found for found in fitting if found not in links)
        else:
            yield from (str(path) for path in below if path not in folders)


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


def _ends(name: str, suffixes: Sequence[str]) -> bool:
    return name.lower().endswith(tuple(suffixes))


Inner = Iterator[tuple[str, Callable[[int], bytes] | None]]
"""Members of an archive, by name; None of a link, which is read where it leads to."""


def _zipped(path: Path) -> Inner:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                yield info.filename, lambda most, info=info: _unzipped(archive, info, str(path), most)  # type: ignore[misc]


def _unzipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, most: int) -> bytes:
    name = f"{path}!{info.filename}"
    if info.flag_bits & 1:
        raise LetterNeedsPassword("the archive is encrypted", letter=name, hint="unpack it first")
    try:
        with archive.open(info) as file:
            return file.read(most + 1)
    except (
        OSError,
        ValueError,
        EOFError,
        RuntimeError,
        NotImplementedError,
        zipfile.BadZipFile,
        zlib.error,
    ) as error:
        raise _damaged(error, name) from None


def _tarred(path: Path) -> Inner:
    # As a stream: every member is read as it goes by, and nothing is looked for backwards.
    with tarfile.open(path, "r|*") as archive:
        for member in archive:
            if member.isfile():
                yield member.name, lambda most, member=member: _untarred(archive, member, str(path), most)  # type: ignore[misc]
            elif member.issym() or member.islnk():
                yield member.name, None


def _untarred(archive: tarfile.TarFile, member: tarfile.TarInfo, path: str, most: int) -> bytes:
    try:
        file = archive.extractfile(member)
        return file.read(most + 1) if file is not None else b""
    except (OSError, ValueError, EOFError, tarfile.TarError, zlib.error, lzma.LZMAError) as error:
        raise _damaged(error, f"{path}!{member.name}") from None


def _damaged(error: Exception, name: str) -> LetterDamaged:
    told = f"cannot be unpacked: {type(error).__name__}"
    return LetterDamaged(told, letter=name, hint="make or fetch the archive again")
