"""DuckDB and Parquet, both by DuckDB: rows go by way of lines of JSON, chunk by chunk, into a database on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from structurer.errors import SettingsError
from structurer.ingest.columns import Column, quoted, sql
from structurer.ingest.halt import Halt
from structurer.ingest.row import Row
from structurer.ingest.shapes import Shape
from structurer.ingest.sinks.jsonl import line

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CHUNK_BYTES = 4_000_000
"""Lines that are gathered, over all tables, before they go into the database."""
MEMORY_MB = 128
MOST_MEMORY_MB = 2048
ROW_GROUP = {"rows": 2048, "tables": 61440}
"""Entries that a column's values are stored together of: few where one entry is a whole letter."""
DICTIONARY_BYTES = 65536
"""What a column's distinct strings may take in Parquet: it is set aside for each column, and nested records have many."""
LEAST_BUFFER = 1_000_000
"""What DuckDB reads lines in holds at least so much; longer lines get what they need."""


def check_installed() -> None:
    """Raise SettingsError where DuckDB is not installed."""
    if find_spec("duckdb") is None:
        raise SettingsError(
            "Parquet and DuckDB outputs need the package duckdb, which is not installed",
            hint="run: pip install 'structurer[tables]', or write .jsonl or .sqlite",
        )


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
    """Write the rows as Parquet: one file, or a folder with a file for each table. Gives their number."""
    database = target.with_name("made.duckdb")
    with _database(database, shape) as connection, halt.interrupting(connection.interrupt):
        count = _load(connection, target.parent, shape, halt.seen(rows))
        if shape.name == "tables":
            target.mkdir(mode=0o700)
        for table in shape.tables:
            halt.see()
            place = target / f"{table.name}.parquet" if shape.name == "tables" else target
            _run(
                connection,
                f"COPY {quoted(table.name)} TO {_text(str(place))} "
                f"(FORMAT parquet, COMPRESSION zstd, STRING_DICTIONARY_PAGE_SIZE_LIMIT {DICTIONARY_BYTES}, ROW_GROUP_SIZE {ROW_GROUP[shape.name]})",
            )
    database.unlink()
    return count


@contextmanager
def _database(path: Path, shape: Shape) -> Iterator[DuckDBPyConnection]:
    """A connection to a new database with the shape's tables, that keeps what it spills beside it."""
    import duckdb

    spill = path.with_name("spill")
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{MEMORY_MB}MB",
        "threads": 1,
        "temp_directory": str(spill),
        "autoinstall_known_extensions": False,
    }
    connection = duckdb.connect(":memory:", config=settings)
    try:
        connection.execute(f"ATTACH {_text(str(path))} AS made (ROW_GROUP_SIZE {ROW_GROUP[shape.name]})")
        connection.execute("USE made")
        for table in shape.tables:
            columns = ", ".join(f"{quoted(column.name)} {sql(column.type)}" for column in table.columns)
            connection.execute(f"CREATE TABLE {quoted(table.name)} ({columns})")
        yield connection
    finally:
        connection.close()


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
        longest = max(LEAST_BUFFER, max(map(len, lines)) + 1)
        _run(
            connection,
            f"INSERT INTO {quoted(table.name)} SELECT * FROM read_json({_text(str(chunk))}, "  # noqa: S608
            f"format = 'newline_delimited', compression = 'uncompressed', maximum_object_size = {longest}, "
            f"columns = {_columns(table.columns)})",
        )
        chunk.unlink()
        lines.clear()


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
