"""Marks on a record's fields: which values are copied from the letter and from where in it, and how they are compared."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from structurer.comparators import Comparator


@dataclass(frozen=True)
class Verbatim:
    """Marks a string that must stand in the letter, in the section named (anywhere, where none is)."""

    section: str = ""
    part: str = ""


@dataclass(frozen=True)
class Compared:
    """Marks how an eval tells whether a field's value is the label's (an entry's, where the field is a list).

    Without it codes, dates and numbers are compared exactly, and text as phrases. `optional`: a label may leave the
    field out, and then nothing is said about it.
    """

    by: Comparator
    optional: bool = False


@dataclass(frozen=True)
class Identity:
    """Marks the fields by which an eval knows again which record of a list is which: never what is being judged.

    With `tie` the field decides only between records that are equally alike by the others.
    """

    tie: bool = False


MarkT = TypeVar("MarkT")


def mark_of(info: FieldInfo, sort: type[MarkT]) -> MarkT | None:
    """The field's mark of that sort, on the whole of it or on the values within: what is optional or listed may be
    marked inside, as `Annotated[str, Verbatim("body")] | None` or `list[Annotated[str, Verbatim("body")]]` is."""
    marks = (*info.metadata, *_inside(info.annotation))
    return next((mark for mark in marks if isinstance(mark, sort)), None)


def _inside(annotation: Any) -> Iterator[Any]:
    """What an annotation is annotated with, within Optional and lists too."""
    origin, given = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from given[1:]
        yield from _inside(given[0])
    elif origin in (Union, types.UnionType, list, tuple, set, frozenset):
        for option in given:
            yield from _inside(option)


@cache
def _verbatims(record: type[BaseModel]) -> dict[str, Verbatim | None]:
    return {name: mark_of(info, Verbatim) for name, info in record.model_fields.items()}


def marked(record: BaseModel, path: str = "") -> Iterator[tuple[str, str, Verbatim]]:
    """Every verbatim value of a record: its pointer, the value, its mark. Absent values (None) are left out."""
    for name, mark in _verbatims(type(record)).items():
        value = getattr(record, name)
        here = f"{path}/{name}"
        if mark is not None:
            yield from ((at, text, mark) for at, text in _texts(value, here))
        else:
            yield from _below(value, here)


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list | tuple):
        for index, entry in enumerate(value):
            yield from _texts(entry, f"{path}/{index}")


def _below(value: Any, path: str) -> Iterator[tuple[str, str, Verbatim]]:
    if isinstance(value, BaseModel):
        yield from marked(value, path)
    elif isinstance(value, list | tuple):
        for index, entry in enumerate(value):
            yield from _below(entry, f"{path}/{index}")
