"""What the names that a user gives stand for: files, folders, addresses, patterns, a list on standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from structurer.errors import SettingsError
from structurer.ingest.opening import is_folder, is_there
from structurer.loading import name_of, standard_input
from structurer.printable import printable

OWN = (".journal", ".journal-wal", ".journal-shm", ".journal-lock")
"""What jobs leave beside outputs."""
NAMED = "name files, folders, patterns, archives, tables, or - for a list"


def in_one_way(name: str) -> str:
    """The name, however it was written: with a slash at its end, or without."""
    from structurer.ingest.far import is_far

    return name.rstrip("/") if is_far(name) else str(Path(name))


def resolved(name: str, links: set[str], written: Sequence[Path] = ()) -> list[str]:
    """What a name of the user's stands for: itself, what fits the pattern, or what the list on standard input holds. Folders
    that links lead to are put among `links`; what jobs leave beside outputs, and what this one has `written`, fits no
    pattern. Raises SettingsError for one that means nothing."""
    if name == "-":
        listed = standard_input()
        # `find -print0` for names with line breaks in them.
        parts = listed.split(b"\0") if b"\0" in listed else listed.splitlines()
        given = [os.fsdecode(part) for part in parts if part.strip()]
        # A file may go between the listing and now: it stands among the letters, as what cannot be read.
        return [found for one in given for found in _meant(one, links, written) or [one]]
    found = _meant(name, links, written)
    if not found and _is_pattern(name):
        hint = "quote the pattern, and check where it is looked for"
        raise SettingsError(f"nothing fits {_told(name)}", hint=hint)
    if not found:
        raise SettingsError(f"there is no {_told(name)}", hint=NAMED)
    return found


def _meant(name: str, links: set[str], written: Sequence[Path]) -> list[str]:
    """What a name stands for; nothing where that is not there. Raises SettingsError for an address with a password."""
    from structurer.ingest.far import is_far, see_no_password

    if is_far(name):
        see_no_password(name)
        return [name]
    if is_there(Path(name)):
        return [name]
    fitting = set(_fitting(name, links)) if _is_pattern(name) else ()
    own = [os.path.abspath(path) for path in written]  # noqa: PTH100 - Path.absolute leaves `..` in it
    return sorted(found for found in fitting if not _is_own(found, own))


def _is_own(name: str, written: Sequence[str]) -> bool:
    """Whether it is a job's own file, or lies in what is written."""
    path = os.path.abspath(name)  # noqa: PTH100
    return name.endswith(OWN) or any(path == own or path.startswith(own + os.sep) for own in written)


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
    """What fits a pattern. `**` stands for a folder and all below it. Marks stand for no folders that links lead to: these
    may go round for ever, and are put among `links`."""
    parts = Path(pattern).parts
    if "**" not in parts:
        yield from _without_links(pattern, links)
        return
    at = parts.index("**")
    above, rest = str(Path(*parts[:at])), parts[at + 1 :]
    waiting = [Path(top) for top in _without_links(above, links) if is_folder(Path(top))]
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


def _without_links(pattern: str, links: set[str]) -> Iterator[str]:
    """What fits a pattern without `**`, but not by way of a folder that a mark of it stands for and a link leads to."""
    marked = [number for number, part in enumerate(Path(pattern).parts, 1) if _is_pattern(part)]
    for found in glob.iglob(pattern):  # noqa: PTH207 - the pattern may be absolute
        parts = Path(found).parts
        met = [path for number in marked if (path := Path(*parts[:number])).is_symlink() and is_folder(path)]
        links.update(map(str, met[:1]))
        if not met:
            yield found
