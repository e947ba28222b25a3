"""Shapes of an output: one row a letter with nested columns, or tidy tables; and what a letter is in each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, NamedTuple, Protocol

from pydantic import BaseModel

from structurer.errors import RecordError
from structurer.ingest.columns import (
    BIGINT,
    BOOLEAN,
    DOUBLE,
    VARCHAR,
    Column,
    ListOf,
    StructOf,
    Unfit,
    fit,
    leaves,
    sql,
)
from structurer.ingest.columns import struct_of as record_struct
from structurer.ingest.row import Row
from structurer.ingest.tables import Branch, Table, at, layout

ShapeName = Literal["rows", "tables", "results"]
LETTERS = "letters"
Entry = tuple[str, dict[str, Any]]
"""One entry of a table: the table's name, and its values by column."""

KEY = Column("letter", BIGINT, "the letter's place in the input, from 0")
POSITION = Column("position", BIGINT, "its place in the list, from 0")

NAMED = (
    KEY,
    Column("name", VARCHAR, "the first name that the letter came under"),
)
OTHER_NAMES = Column("other_names", ListOf(VARCHAR), "further names of the same letter: duplicates")
BECAME = (
    Column("content", VARCHAR, "the hash of the letter's bytes: sha256:…"),
    Column("status", VARCHAR, "what became of it; one of done, incomplete, failed"),
)
ERROR = (
    Column("type", VARCHAR, "the error's name"),
    Column("stage", VARCHAR, "where on its way the letter was"),
    Column("message", VARCHAR, "what is wrong, without text of the letter"),
    Column("hint", VARCHAR, "what to do about it"),
    Column("retryable", BOOLEAN, "whether trying again may help"),
    Column("attempts", BIGINT, "how often it was tried"),
)
MADE: tuple[tuple[tuple[str, ...], Column], ...] = (
    (("needs_review",), Column("needs_review", BOOLEAN, "whether a person should look: any error or warning says so")),
    (("letter", "medium"), Column("medium", VARCHAR, "what the letter was; one of text, pdf")),
    (("letter", "pages"), Column("pages", BIGINT, "pages of the letter")),
    (("letter", "characters"), Column("characters", BIGINT, "characters of the letter's text")),
    (("provenance", "kind"), Column("kind", VARCHAR, "the kind of letter")),
    (("provenance", "schema_version"), Column("schema_version", BIGINT, "the version of the kind's record")),
    (("provenance", "library_version"), Column("library_version", VARCHAR, "the version of structurer")),
    (("provenance", "model"), Column("model", VARCHAR, "the model that was asked; null where none was")),
    (("provenance", "weights_sha256"), Column("weights_sha256", VARCHAR, "the hash of the embedded model's weights")),
    (("usage", "calls"), Column("calls", BIGINT, "calls to the model")),
    (("usage", "input_tokens"), Column("input_tokens", BIGINT, "tokens read by the model")),
    (("usage", "cached_input_tokens"), Column("cached_input_tokens", BIGINT, "of these, read from its own cache")),
    (("usage", "output_tokens"), Column("output_tokens", BIGINT, "tokens written by the model")),
    (("usage", "saved_input_tokens"), Column("saved_input_tokens", BIGINT, "tokens spared by answers that were there")),
    (
        ("usage", "saved_output_tokens"),
        Column("saved_output_tokens", BIGINT, "tokens spared by answers that were there"),
    ),
    (("usage", "cost"), Column("cost", DOUBLE, "US dollars of the last go; null where not known")),
)
PLACE = (
    Column("start", BIGINT, "where the passage begins in the letter's text, in characters"),
    Column("end", BIGINT, "where it ends"),
    Column("page", BIGINT, "its page, from 1"),
    Column("text", VARCHAR, "the passage as it stands in the letter"),
)
FINDING = (
    Column("rule", VARCHAR, "the rule that has something to say"),
    Column("path", VARCHAR, "JSON pointer to the value it is about; empty for the whole record"),
    Column("severity", VARCHAR, "how much it weighs; one of error, warning, note"),
    Column("message", VARCHAR, "what the rule says"),
    *PLACE,
)
EVIDENCE = (
    Column("path", VARCHAR, "JSON pointer to the value that the passage is evidence of"),
    *PLACE,
    Column("source", VARCHAR, "who filled the value; one of read, parsed, asked, repaired"),
)


class Shape(Protocol):
    """What an output holds: its tables, and the entries that a letter has in them."""

    name: ShapeName
    tables: tuple[Table, ...]

    def entries(self, row: Row) -> Iterator[Entry]: ...


class Described(NamedTuple):
    """One column of an output, for people to read. Nested ones are named by their path."""

    table: str
    column: str
    type: str
    about: str


def shape_of(name: ShapeName, record: type[BaseModel]) -> Shape:
    """The shape of that name, of records of that class."""
    if name == "results":
        return Results()
    return Rows(record) if name == "rows" else Tables(record)


def columns_of(record: type[BaseModel], shape: ShapeName = "tables") -> Iterator[Described]:
    """Every column of an output of such records: table, column, SQL type, and what it holds."""
    for table in shape_of(shape, record).tables:
        for column in table.columns:
            for leaf in leaves(column):
                yield Described(table.name, leaf.name, sql(leaf.type), leaf.about)


class Rows:
    """One row a letter, with its record, findings and evidence nested in it."""

    name: ShapeName = "rows"

    def __init__(self, record: type[BaseModel]) -> None:
        self._columns = (
            *NAMED, OTHER_NAMES, *BECAME,
            Column("error", StructOf(ERROR), "why it failed or is incomplete"),
            *(column for _, column in MADE),
            Column("record", record_struct(record), "the record"),
            Column("findings", ListOf(StructOf(FINDING)), "what the rules have to say"),
            Column("evidence", ListOf(StructOf(EVIDENCE)), "the passages that values come from"),
        )  # fmt: skip
        self.tables: tuple[Table, ...] = (Table(LETTERS, "one row a letter", self._columns),)

    def entries(self, row: Row) -> Iterator[Entry]:
        """The one row of the letter. Raises RecordError for a value that no column can hold."""
        result = row.result
        values: dict[str, Any] = {
            **_named(row),
            "other_names": list(row.other_names),
            "error": row.error,
            **_made(result),
            "record": result and result["record"],
            "findings": list(_findings(result)),
            "evidence": [entry for _, entry in _evidence(result)],
        }
        yield LETTERS, _fitted(self._columns, values, row)


class Results:
    """One result a letter, whole, as `extract --format jsonl` writes it: what is looked at and corrected with."""

    name: ShapeName = "results"
    tables: tuple[Table, ...] = (Table(LETTERS, "one result a letter", ()),)

    def entries(self, row: Row) -> Iterator[Entry]:
        """The result, or the error in its place."""
        if row.result is None:
            yield LETTERS, {"letter": {"name": row.name}, "error": row.error}
        else:
            yield LETTERS, {**row.result, "letter": {**row.result["letter"], "name": row.name}}


class Tables:
    """Tidy tables: every list of the record a table, joined by the letter's number and positions in lists."""

    name: ShapeName = "tables"

    def __init__(self, record: type[BaseModel]) -> None:
        own = (*NAMED, *BECAME, *(column for _, column in MADE))
        after = (
            Table("findings", "what the rules have to say about a letter", (KEY, POSITION, *FINDING)),
            Table(
                "evidence",
                "the passages that values come from; position counts those of one value",
                (KEY, EVIDENCE[0], POSITION, *EVIDENCE[1:]),
            ),
            Table(
                "names",
                "every name that a letter came under; the first has position 0",
                (KEY, POSITION, Column("name", VARCHAR, "the name")),
            ),
            Table("errors", "why letters failed or are incomplete", (KEY, *ERROR)),
        )
        taken = (LETTERS, *(table.name for table in after))
        self._layout = layout(record, tuple(column.name for column in own), taken)
        columns = (*own, *(leaf.column for leaf in self._layout.leaves))
        letters = Table(LETTERS, "one row a letter, with what a record has once", columns)
        self.tables: tuple[Table, ...] = (letters, *self._layout.tables, *after)
        self._columns = {table.name: table.columns for table in self.tables}

    def entries(self, row: Row) -> Iterator[Entry]:
        """The letter's entries in every table. Raises RecordError for a value that no column can hold."""
        for name, values in self._values(row):
            yield name, _fitted(self._columns[name], values, row)

    def _values(self, row: Row) -> Iterator[Entry]:
        record = (row.result or {}).get("record")
        key = {"letter": row.number}
        once = {leaf.column.name: at(record, leaf.keys) for leaf in self._layout.leaves}
        yield LETTERS, {**_named(row), **_made(row.result), **once}
        for branch in self._layout.branches:
            yield from _lists(branch, record, (row.number,))
        for position, finding in enumerate(_findings(row.result)):
            yield "findings", {**key, "position": position, **finding}
        for position, entry in _evidence(row.result):
            yield "evidence", {**key, "position": position, **entry}
        for position, name in enumerate((row.name, *row.other_names)):
            yield "names", {**key, "position": position, "name": name}
        if row.error is not None:
            yield "errors", {**key, **row.error}


def _lists(branch: Branch, parent: Any, keys: tuple[Any, ...]) -> Iterator[Entry]:
    """The entries of a record's lists that belong to one table, each followed by what hangs on it."""
    names = [column.name for column in branch.table.columns]
    for role, place in branch.lists:
        own = keys if role is None else (*keys, role)
        for position, entry in enumerate(at(parent, place) or ()):
            values = (*own, position, *(at(entry, leaf.keys) for leaf in branch.leaves))
            yield branch.table.name, dict(zip(names, values, strict=True))
            for below in branch.branches:
                yield from _lists(below, entry, (*own, position))


def _named(row: Row) -> dict[str, Any]:
    return {"letter": row.number, "name": row.name, "content": row.content, "status": row.status}


def _made(result: dict[str, Any] | None) -> dict[str, Any]:
    return {column.name: at(result, keys) for keys, column in MADE}


def _findings(result: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
    for finding in (result or {}).get("findings", ()):
        yield {**finding, **(finding["span"] or {})}


def _evidence(result: dict[str, Any] | None) -> Iterator[tuple[int, dict[str, Any]]]:
    sources = at(result, ("provenance", "sources")) or {}
    for path, spans in (result or {}).get("evidence", {}).items():
        for position, span in enumerate(spans):
            yield position, {"path": path, **span, "source": sources.get(path)}


def _fitted(columns: tuple[Column, ...], values: dict[str, Any], row: Row) -> dict[str, Any]:
    try:
        return {column.name: fit(column.type, values.get(column.name)) for column in columns}
    except Unfit as error:
        raise RecordError(str(error), hint=error.hint, letter=row.name) from None


def see_fits(record: type[BaseModel], values: Any) -> None:
    """Raise RecordError where a value of a record's JSON would keep an output from being written, whatever its shape."""
    try:
        fit(_struct(record), values)
    except Unfit as error:
        raise RecordError(str(error), hint=error.hint) from None


_struct = cache(record_struct)
