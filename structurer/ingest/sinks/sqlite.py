"""SQLite, by the standard library. Nested values are JSON as text, dates ISO text, truth values 1 and 0."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from structurer.ingest.columns import BIGINT, BOOLEAN, DOUBLE, JSON, Column, Scalar, quoted
from structurer.ingest.halt import Halt
from structurer.ingest.row import Row
from structurer.ingest.shapes import LETTERS, Shape
from structurer.ingest.tables import Table

BATCH_LETTERS = 200
SIDECARS = ("-wal", "-shm", "-journal")
"""Endings of what SQLite keeps beside a database."""


def fill(target: Path, shape: Shape, rows: Iterable[Row], halt: Halt) -> int:
    """Write the rows; give their number."""
    count = 0
    with closing(sqlite3.connect(target, isolation_level=None)) as database, halt.interrupting(database.interrupt):
        # The file is nobody's before it is whole: what would save it from a crash only costs time.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        for table in shape.tables:
            database.execute(_create(table))
        waiting: dict[str, list[tuple[Any, ...]]] = {table.name: [] for table in shape.tables}
        columns = {table.name: table.columns for table in shape.tables}
        for count, row in enumerate(halt.seen(rows), 1):
            for name, entry in shape.entries(row):
                waiting[name].append(tuple(_held(column, entry[column.name]) for column in columns[name]))
            if count % BATCH_LETTERS == 0:
                _insert(database, waiting)
        _insert(database, waiting)
        for table in shape.tables:
            if table.name != LETTERS:
                database.execute(f"CREATE INDEX {quoted(f'{table.name}_letter')} ON {quoted(table.name)} (letter)")
        database.execute("COMMIT")
    return count


def _create(table: Table) -> str:
    columns = [f"{quoted(column.name)} {_type(column)}" for column in table.columns]
    if table.name == LETTERS:
        columns[0] += " PRIMARY KEY"
    return f"CREATE TABLE {quoted(table.name)} ({', '.join(columns)})"


def _insert(database: sqlite3.Connection, waiting: dict[str, list[tuple[Any, ...]]]) -> None:
    for name, entries in waiting.items():
        if entries:
            marks = ", ".join("?" * len(entries[0]))
            database.executemany(f"INSERT INTO {quoted(name)} VALUES ({marks})", entries)  # noqa: S608
            entries.clear()


def _type(column: Column) -> str:
    if column.type is BIGINT:
        return "INTEGER"
    if column.type is DOUBLE:
        return "REAL"
    return "BOOLEAN" if column.type is BOOLEAN else "TEXT"


def _held(column: Column, value: Any) -> Any:
    if value is None or isinstance(column.type, Scalar) and column.type is not JSON:
        return value
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
