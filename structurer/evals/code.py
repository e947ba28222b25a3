"""What identifies the code that makes records: readers, rules and asks are as much of a run as its prompts are."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from structurer.kind import LetterKind

LIBRARY = Path(__file__).parents[1]
_NO_RECORDS = ("cli", "ingest", "web")
"""The library's rooms that stand above what makes a record."""


def code_of(kind: LetterKind[Any]) -> str:
    """`sha256:` and a hash of the source files by which letters of the kind are structured: the library's and those of
    the kind's own package, or its file where it is in none."""
    found = hashlib.sha256()
    for place in (LIBRARY, *_places(kind)):
        found.update(_digest(place).encode())
    return "sha256:" + found.hexdigest()


def _places(kind: LetterKind[Any]) -> list[Path]:
    """Where a kind stands that is none of the library's: the topmost folder of its package, or its file."""
    named = [getattr(sys.modules.get(kind.record.__module__), "__file__", None)]
    if kind.place is not None:
        named.append(kind.place.rpartition(":")[0])
    files = [Path(name) for name in named if name is not None]
    return sorted({_top(file) for file in files if LIBRARY not in file.parents})


def _top(file: Path) -> Path:
    top = file
    while (top.parent / "__init__.py").is_file():
        top = top.parent
    return top


@cache
def _digest(place: Path) -> str:
    """A hash of a file, or of a package's source files, as they were when this was asked first: as they were loaded."""
    found = hashlib.sha256()
    for path in _sources(place):
        found.update(f"{path.relative_to(place)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()


def _sources(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    for path in sorted(place.rglob("*.py")):
        if place != LIBRARY or path.relative_to(place).parts[0] not in _NO_RECORDS:
            yield path
