"""Finds kinds of letters by name, and the kind that a record belongs to."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from pydantic import BaseModel

from structurer.errors import KindError
from structurer.kind import LetterKind

GROUP = "structurer.kinds"


@cache
def _points() -> dict[str, EntryPoint]:
    points: dict[str, EntryPoint] = {}
    for point in entry_points(group=GROUP):
        other = points.get(point.name)
        if other is not None and other.value != point.value:
            raise KindError(
                f"two kinds are called {point.name}: {other.value} and {point.value}",
                hint="uninstall one of the packages, or rename its kind",
            )
        points[point.name] = point
    return points


def kind_names() -> list[str]:
    """The names of the kinds that are installed."""
    return sorted(_points())


def kind_named(name: str) -> LetterKind[Any]:
    """The kind of that name. Raises KindError, naming those there are, where there is none."""
    point = _points().get(name)
    if point is None:
        raise KindError(f"there is no kind {name!r}", hint=f"known kinds: {', '.join(kind_names()) or 'none'}")
    kind = point.load()
    if not isinstance(kind, LetterKind):
        raise KindError(f"{point.value} is not a LetterKind", hint="correct the package's entry point")
    return kind


def kind_of(record: BaseModel) -> LetterKind[Any]:
    """The kind whose record class `record` is of. Raises KindError where there is none."""
    for name in kind_names():
        kind = kind_named(name)
        if isinstance(record, kind.record):
            return kind
    raise KindError(
        f"no kind has records of class {type(record).__name__}", hint="give the kind: validate(..., kind=...)"
    )
