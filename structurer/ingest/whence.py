"""Whether names mean the same files as they did where a job's command was given before: a letter is known by its name."""

from __future__ import annotations

import glob
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path

from structurer.errors import SettingsError
from structurer.ingest.far import is_far
from structurer.printable import printable

Parts = tuple[str, ...]


def see_same_files(now: Iterable[str], before: Iterable[tuple[str, str]]) -> None:
    """Raise SettingsError where a name, or what lies in it, was named before in another folder that has other files of that
    name: their letters would take each other's place. `before` is folders, and what was named in each."""
    here = Path.cwd()
    named: dict[Parts, str] = {}
    within: dict[Parts, Parts] = {}
    for name in filter(_is_relative, now):
        parts = _fixed(name)
        named.setdefault(parts, name)
        within.update((parts[:many], parts) for many in range(len(parts)))
    for folder, name in before:
        if not named or not folder or Path(folder) == here or not _is_relative(name):
            continue
        parts = _fixed(name)
        around = next((parts[:many] for many in range(len(parts) + 1) if parts[:many] in named), None)
        ours = around if around is not None else within.get(parts)
        if ours is not None and _are_others(Path(folder), here, max(parts, ours, key=len)):
            raise SettingsError(
                f"in {printable(folder)} this job was given other letters under the name {printable(name)}",
                hint=f"give the whole path: {printable(str(here / named[ours]))}",
            )


def _is_relative(name: str) -> bool:
    return not is_far(name) and not Path(name).is_absolute()


def _fixed(name: str) -> Parts:
    """The parts of a name before the first that is a pattern."""
    return tuple(takewhile(lambda part: not glob.has_magic(part), Path(name).parts))


def _are_others(there: Path, here: Path, parts: Parts) -> bool:
    """Whether both folders have something of that name, and not the same. What is no longer there was moved."""
    one, other = there.joinpath(*parts), here.joinpath(*parts)
    try:
        return one.exists() and not (other.exists() and one.samefile(other))
    except OSError:
        return False
