"""Finds kinds of letters by name, and the kind that a record belongs to."""

from __future__ import annotations

import warnings
from dataclasses import replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from structurer.defects import told_with_place
from structurer.errors import KindError, KindWarning
from structurer.kind import LetterKind
from structurer.least.places import is_place, kind_at

GROUP = "structurer.kinds"


@cache
def _points() -> dict[str, EntryPoint | KindError]:
    """What is installed, by name; an error where two packages call their kinds the same."""
    points: dict[str, EntryPoint | KindError] = {}
    for point in entry_points(group=GROUP):
        other = points.setdefault(point.name, point)
        if isinstance(other, EntryPoint) and other.value != point.value:
            points[point.name] = KindError(
                f"two kinds are called {point.name}: {_whence(other)} and {_whence(point)}",
                hint="uninstall one of the packages, or rename its kind",
            )
    return points


def _whence(point: EntryPoint) -> str:
    """Where a kind comes from: its module, and the package that brings it."""
    package = _package(point)
    return f"{point.value} of {package}" if package else point.value


def _package(point: EntryPoint) -> str | None:
    """The package that brings an entry point, with its version."""
    dist = getattr(point, "dist", None)
    return f"{dist.name} {dist.version}" if dist is not None else None


def kind_names() -> list[str]:
    """The names of the kinds that are installed."""
    return sorted(_points())


def kind_named(name: str, base: Path | None = None) -> LetterKind[Any]:
    """The kind of that name, or at a place such as `my_models.py:Note`, the file relative to `base`.

    Raises KindError, naming the kinds there are, where there is none.
    """
    if is_place(name):
        return kind_at(name, base)
    point = _points().get(name)
    if point is None:
        raise KindError(f"there is no kind {name!r}", hint=f"known kinds: {', '.join(kind_names()) or 'none'}")
    if isinstance(point, KindError):
        raise point
    return _loaded(point)


def kinds() -> list[LetterKind[Any]]:
    """The kinds that are installed and can be loaded. One that cannot, or whose name is another's too, is left out, with a KindWarning, once."""
    found: list[LetterKind[Any]] = []
    for name in kind_names():
        try:
            found.append(kind_named(name))
        except KindError as error:
            leave_out(error.message)
    return found


@cache
def leave_out(message: str) -> None:
    """Warn that a kind is left out, and why; the same once."""
    warnings.warn(message, KindWarning, stacklevel=3)


@cache
def _loaded(point: EntryPoint) -> LetterKind[Any]:
    try:
        kind = point.load()
    except Exception as error:  # whatever a package's code does when it is imported
        raise KindError(
            f"kind {point.name} of {_package(point) or point.value} cannot be loaded: {_fault(error)}",
            hint="correct or reinstall the package that it comes from, or uninstall it",
        ) from error
    if not isinstance(kind, LetterKind):
        raise KindError(f"{point.value} is not a LetterKind", hint="correct the package's entry point")
    if kind.name != point.name:
        raise KindError(f"{_whence(point)} calls its kind {kind.name}, its entry point {point.name}",
                        hint="give both the same name")  # fmt: skip
    return replace(kind, origin=_package(point))


def _fault(error: Exception) -> str:
    """What keeps a kind from being loaded, and where: a declaration that cannot work says so itself."""
    if isinstance(error, KindError):
        return str(error)
    if isinstance(error, ImportError) and error.name:
        return f"{told_with_place(error)} ({error.name})"
    return told_with_place(error)


def kind_of(record: BaseModel) -> LetterKind[Any]:
    """The kind whose record class `record` is of. Raises KindError where there is none."""
    for kind in kinds():
        if isinstance(record, kind.record):
            return kind
    raise KindError(
        f"no kind has records of class {type(record).__name__}", hint="give the kind: validate(..., kind=...)"
    )
