"""DuckDB and Parquet, both by DuckDB: rows go by way of lines of JSON, chunk by chunk, into a database on disk."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from structurer.errors import SettingsError
from structurer.ingest.columns import Column, quoted, sql
from structurer.ingest.halt import Halt
from structurer.ingest.row import Row
from structurer.ingest.shapes import Shape
from structurer.ingest.sinks.jsonl import line
from structurer.ingest.tables import Table
from structurer.printable import printable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SIDECARS = (".wal",)
"""Ending of what DuckDB keeps beside a database."""
ENDINGS = (".parquet", ".duckdb")
"""Of the outputs that DuckDB writes."""
CHUNK_BYTES = 4_000_000
"""Lines that are gathered, over all tables, before they go into the database."""
MEMORY_MB = 128
MOST_MEMORY_MB = 2048
ROW_GROUP = {"rows": 2048, "tables": 61440}
"""Entries that a column's values are stored together of: few where one entry is a whole letter."""
DICTIONARY_BYTES = 65536
"""What a column's distinct strings may take in Parquet: it is set aside for each column, and nested records have many."""
GROUP_BYTES = 12_000_000
"""What a group of rows of Parquet may hold: its writer keeps the group in memory until it is whole."""
LEAST_BUFFER = 200_000
"""What DuckDB reads lines in holds at least so much; longer lines get what they need."""


def check_installed() -> None:
    """Raise SettingsError where DuckDB is not installed."""
    if find_spec("duckdb") is None:
        raise SettingsError(
            "Parquet and DuckDB outputs need the package duckdb, which is not installed",
            hint="run: pip install 'structurer[tables]', or write .jsonl or .sqlite",
        )


def see_name(out: Path) -> None:
    """Raise SettingsError for a place whose name DuckDB, which takes text only, cannot open."""
    if printable(str(out.absolute())) != str(out.absolute()):
        raise SettingsError(f"{out}: DuckDB opens no file whose name or folder is not UTF-8", hint="name another place")


def fill_database(target: Path, shape: Shape, rows: Iterable[Row], halt: Halt) -> int:
    """Write the rows into a DuckDB database; give their number."""
    with _database(target, shape) as connection, halt.interrupting(connection.interrupt):
        count = _load(connection, target.parent, shape, halt.seen(rows))
        for table in shape.tables:
            connection.execute(f"COMMENT ON TABLE {quoted(table.name)} IS {_text(table.about)}")
            for column in table.columns:
                place = f"{quoted(table.name)}.{quoted(column.name)}"
                connection.execute(f"COMMENT ON COLUMN {place} IS {_text(column.about)}")
        connection.execute("CHECKPOINT made")
    return count


def fill_parquet(target: Path, shape: Shape, rows: Iterable[Row], halt: Halt) -> int:
    """Write the rows as Parquet: one file, or a folder with a file for each table. Gives their number.

    What is to be written waits in files of lines, and not in a database: of that DuckDB keeps a note of each column of
    each group of rows in memory, outside its limit.
    """
    made = target if shape.name == "tables" else target.parent
    if shape.name == "tables":
        target.mkdir(mode=0o700)
    with contextlib.ExitStack() as stack:
        files = {
            table.name: stack.enter_context(Lines(target.parent / f"{table.name}.jsonl")) for table in shape.tables
        }
        count = 0
        for row in halt.seen(rows):
            count += 1
            for name, entry in shape.entries(row):
                files[name].add(entry)
    with _connection(target.parent) as connection, halt.interrupting(connection.interrupt):
        for table in shape.tables:
            halt.see()
            lines = files[table.name]
            place = made / f"{table.name}.parquet" if shape.name == "tables" else target
            _run(
                connection,
                f"COPY (SELECT * FROM {_read(lines.path, table, lines.longest)}) TO {_text(str(place))} "  # noqa: S608
                f"(FORMAT parquet, COMPRESSION zstd, WRITE_BLOOM_FILTER false, STRING_DICTIONARY_PAGE_SIZE_LIMIT {DICTIONARY_BYTES}, ROW_GROUP_SIZE {ROW_GROUP[shape.name]}, ROW_GROUP_SIZE_BYTES {GROUP_BYTES})",
            )
            lines.path.unlink()
    return count


class Lines:
    """A file of lines of JSON, with how long the longest is, in bytes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.longest = 0

    def __enter__(self) -> Lines:
        self._file = self.path.open("wb")
        return self

    def __exit__(self, *exc: object) -> None:
        self._file.close()

    def add(self, entry: dict[str, Any]) -> None:
        """Write an entry."""
        made = line(entry).encode("utf-8")
        self.longest = max(self.longest, len(made))
        self._file.write(made)


@contextmanager
def _connection(folder: Path) -> Iterator[DuckDBPyConnection]:
    """DuckDB in little memory, that keeps what it spills in `folder`."""
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{MEMORY_MB}MB",
        # One thread goes through a file from its first line to its last: the order holds without being kept in memory.
        "threads": 1,
        "preserve_insertion_order": False,
        "temp_directory": str(folder / "spill"),
        "autoinstall_known_extensions": False,
    }
    connection = duckdb.connect(":memory:", config=settings)
    try:
        yield connection
    except duckdb.Error as error:
        # Its message may hold what it was to write.
        raise OSError(errno.EIO, f"DuckDB could not write it: {type(error).__name__}") from None
    finally:
        connection.close()


@contextmanager
def _database(path: Path, shape: Shape) -> Iterator[DuckDBPyConnection]:
    """A connection to a new database with the shape's tables."""
    with _connection(path.parent) as connection:
        connection.execute(f"ATTACH {_text(str(path))} AS made (ROW_GROUP_SIZE {ROW_GROUP[shape.name]})")
        connection.execute("USE made")
        for table in shape.tables:
            columns = ", ".join(f"{quoted(column.name)} {sql(column.type)}" for column in table.columns)
            connection.execute(f"CREATE TABLE {quoted(table.name)} ({columns})")
        yield connection


def _load(connection: DuckDBPyConnection, folder: Path, shape: Shape, rows: Iterable[Row]) -> int:
    count = gathered = 0
    waiting: dict[str, list[bytes]] = {table.name: [] for table in shape.tables}
    for row in rows:
        count += 1
        for name, entry in shape.entries(row):
            made = line(entry).encode("utf-8")
            waiting[name].append(made)
            gathered += len(made)
        if gathered > CHUNK_BYTES:
            _insert(connection, folder, shape, waiting)
            gathered = 0
    _insert(connection, folder, shape, waiting)
    return count


def _insert(connection: DuckDBPyConnection, folder: Path, shape: Shape, waiting: dict[str, list[bytes]]) -> None:
    for table in shape.tables:
        lines = waiting[table.name]
        if not lines:
            continue
        chunk = folder / "chunk.jsonl"
        with chunk.open("wb") as out:
            out.writelines(lines)
        read = _read(chunk, table, max(map(len, lines)))
        _run(connection, f"INSERT INTO {quoted(table.name)} SELECT * FROM {read}")  # noqa: S608
        chunk.unlink()
        lines.clear()


def _read(path: Path, table: Table, longest: int) -> str:
    """The function of DuckDB that reads lines of a table's entries."""
    return (
        f"read_json({_text(str(path))}, format = 'newline_delimited', compression = 'uncompressed', "
        f"maximum_object_size = {max(LEAST_BUFFER, longest + 1)}, columns = {_columns(table.columns)})"
    )


def _run(connection: DuckDBPyConnection, statement: str) -> None:
    """Run it in as little memory as it can be run in: DuckDB goes through 2,048 entries at once, however large."""
    import duckdb

    limit = MEMORY_MB
    while True:
        try:
            connection.execute(statement)
            break
        except duckdb.OutOfMemoryException:
            limit *= 2
            if limit > MOST_MEMORY_MB:
                raise
            connection.execute(f"SET memory_limit = '{limit}MB'")
    if limit > MEMORY_MB:
        connection.execute(f"SET memory_limit = '{MEMORY_MB}MB'")


def _columns(columns: tuple[Column, ...]) -> str:
    return "{" + ", ".join(f"{_text(column.name)}: {_text(sql(column.type))}" for column in columns) + "}"


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
