"""Tables: what a table is, and how a record's class becomes tidy ones.

A single nested model becomes columns of what it stands in, a list of models a table, a list of plain values a table of
position and value. Several fields of one table with the same model share a table, in which `role` tells the field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from structurer.ingest.columns import (
    BIGINT,
    JSON,
    VARCHAR,
    Column,
    Type,
    about,
    entry_in,
    first_sentence,
    model_in,
    type_of,
    written,
)

ROOT = "record"
OF_LISTS = ("role", "position", "value")
"""Columns that tables of lists have of themselves."""


@dataclass(frozen=True)
class Table:
    """A table: what an entry of it is, and its columns, those that tell which entry it is first."""

    name: str
    about: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Leaf:
    """A column that is filled from the value at `keys` of a table's entry."""

    keys: tuple[str, ...]
    column: Column


@dataclass(frozen=True)
class Branch:
    """A table of a list in a record. `lists` are the places of the lists in what it hangs on, each with its role.

    `leaves` are its own columns (of plain values a single one, without keys); `branches` the tables that hang on it.
    """

    table: Table
    lists: tuple[tuple[str | None, tuple[str, ...]], ...]
    leaves: tuple[Leaf, ...]
    branches: tuple[Branch, ...]


@dataclass(frozen=True)
class Layout:
    """A record's class as tables: the columns that it adds to that of the letters, and the tables that hang on it."""

    leaves: tuple[Leaf, ...]
    branches: tuple[Branch, ...]

    @property
    def tables(self) -> Iterator[Table]:
        """Every table of the record, parents first."""
        waiting = list(self.branches)
        while waiting:
            branch = waiting.pop(0)
            yield branch.table
            waiting[:0] = branch.branches


@cache
def layout(record: type[BaseModel], columns: tuple[str, ...], tables: tuple[str, ...]) -> Layout:
    """The record's class as tables. `columns` and `tables` are names that are taken: columns of the letters, tables."""
    return _Deriving(set(tables)).root(record, columns)


def at(value: Any, keys: tuple[str, ...]) -> Any:
    """The value at `keys` of nested dicts; None where there is none."""
    for key in keys:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


@dataclass(frozen=True)
class _Found:
    """A field of a model or of one nested in it: a column, or a list that becomes a table."""

    keys: tuple[str, ...]
    info: FieldInfo
    type: Type
    entry: Any = None

    @property
    def path(self) -> str:
        return "_".join(self.keys)


class _Deriving:
    def __init__(self, taken: set[str]) -> None:
        self._tables = {name.casefold() for name in taken}

    def root(self, record: type[BaseModel], columns: tuple[str, ...]) -> Layout:
        leaves, branches = self._below(record, (record,), (), ROOT, list(columns))
        return Layout(leaves, branches)

    def _below(
        self,
        model: type[BaseModel],
        within: tuple[type[BaseModel], ...],
        keys: tuple[Column, ...],
        called: str,
        taken: list[str],
    ) -> tuple[tuple[Leaf, ...], tuple[Branch, ...]]:
        found = list(_fields(model, within))
        lists: dict[Any, list[_Found]] = {}
        for field in found:
            if field.entry is not None:
                # Lists of plain values never share a table: each has a meaning of its own.
                lists.setdefault(model_in(field.entry) or field.keys, []).append(field)
        branches = tuple(self._branch(group, within, keys, called) for group in lists.values())
        values = [field for field in found if field.entry is None]
        names = _column_names(values, called, taken)
        leaves = tuple(
            Leaf(field.keys, Column(name, field.type, about(field.keys[-1], field.info)))
            for field, name in zip(values, names, strict=True)
        )
        return leaves, branches

    def _branch(
        self, group: list[_Found], within: tuple[type[BaseModel], ...], keys: tuple[Column, ...], called: str
    ) -> Branch:
        model = model_in(group[0].entry)
        shared = len(group) > 1
        own = group[0].keys[-1]
        name = _plural(_snake(model)) if model is not None and shared else own
        if len(keys) > 2 and model is None:
            name = f"{called}_{name}"
        name = self._free_table(name, called)
        short = [field.keys[-1] for field in group]
        roles = short if len(set(short)) == len(short) else [field.path for field in group]
        own_keys = keys or (Column("letter", BIGINT, "the letter's place in the input, from 0"),)
        if shared:
            text = f"which list it stands in; one of {', '.join(roles)}"
            own_keys = (*own_keys, Column(_free("role", _names(own_keys), name), VARCHAR, text))
        position = Column("position", BIGINT, "its place in the list, from 0")
        entry = _snake(model) if model is not None else ""
        says = first_sentence(model) if model is not None else ""
        what = says if says and shared else about(own, group[0].info)
        taken = [column.name for column in (*own_keys, position)]
        leaves: tuple[Leaf, ...]
        branches: tuple[Branch, ...] = ()
        if model is None:
            leaves = (Leaf((), Column("value", type_of(group[0].entry, within), what)),)
        else:
            below = list(keys or own_keys[:1])
            if shared:
                of_role = _free(f"{entry}_role", _names(below), name)
                below.append(Column(of_role, VARCHAR, f"the role of the {_said(entry)}"))
            # The tables that hang on it have it beside columns of their own.
            of_entry = _free(entry, {*_names(below), *OF_LISTS}, name)
            below.append(Column(of_entry, BIGINT, f"the position of the {_said(entry)}"))
            leaves, branches = self._below(model, (*within, model), tuple(below), entry, taken)
        columns = (*own_keys, position, *(leaf.column for leaf in leaves))
        places = tuple((role if shared else None, field.keys) for role, field in zip(roles, group, strict=True))
        return Branch(Table(name, what, columns), places, leaves, branches)

    def _free_table(self, name: str, called: str) -> str:
        tried = name if name.casefold() not in self._tables else f"{called}_{name}"
        number = 1
        while tried.casefold() in self._tables:
            number += 1
            tried = f"{called}_{name}_{number}"
        self._tables.add(tried.casefold())
        return tried


def _fields(
    model: type[BaseModel], within: tuple[type[BaseModel], ...], keys: tuple[str, ...] = ()
) -> Iterator[_Found]:
    """The fields of a model, those of single nested models in the place of these."""
    for name, info in model.model_fields.items():
        here, annotation = (*keys, name), written(model, name, info)
        entry, nested = entry_in(annotation), model_in(annotation)
        if entry is not None and model_in(entry) not in within:
            yield _Found(here, info, type_of(entry, within), entry)
        elif nested is not None and nested not in within:
            yield from _fields(nested, (*within, nested), here)
        else:
            recursive = entry is not None or nested is not None
            yield _Found(here, info, JSON if recursive else type_of(annotation, within))


def _column_names(fields: list[_Found], called: str, taken: list[str]) -> list[str]:
    """A column is called as its field, or where that is not free, by the fields that lead to it."""
    short = [field.keys[-1].casefold() for field in fields]
    used = {name.casefold() for name in taken}
    names: list[str] = []
    for field in fields:
        name = field.keys[-1]
        if short.count(name.casefold()) > 1 or name.casefold() in used:
            name = field.path
        if name.casefold() in used:
            name = f"{called}_{field.path}"
        while name.casefold() in used:
            name += "_"
        used.add(name.casefold())
        names.append(name)
    return names


def _names(columns: Iterable[Column]) -> set[str]:
    """What the columns are called, as SQL compares names."""
    return {column.name.casefold() for column in columns}


def _free(name: str, taken: set[str], table: str) -> str:
    """The name, or one made of it that is not taken."""
    if name.casefold() in taken:
        name = f"{table}_{name}"
    while name.casefold() in taken:
        name += "_"
    return name


def _snake(model: type[BaseModel]) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", model.__name__.strip("_"))
    return re.sub(r"\W+", "_", words).strip("_").casefold()


def _said(name: str) -> str:
    return name.replace("_", " ")


def _plural(name: str) -> str:
    if name.endswith("sis"):
        return f"{name[:-2]}es"
    if name.endswith("y") and name[-2:-1] not in set("aeiou"):
        return f"{name[:-1]}ies"
    return f"{name}es" if name.endswith(("s", "x", "z", "ch", "sh")) else f"{name}s"
