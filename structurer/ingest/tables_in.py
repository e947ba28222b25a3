"""Letters in tables: JSON Lines, CSV and Parquet, with a column of texts or of paths."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from structurer.errors import LetterDamaged, LetterEmpty, LetterNotFound, SettingsError

TEXTS = ("text", "letter", "content", "body")
PATHS = ("path", "file", "filename")
NAMES = ("name", "id", "case_number")
FETCHED = 64
MOST_FIELD = 16_000_000


@dataclass(frozen=True)
class Columns:
    """Which columns hold what. None: the first of the usual names that the table has."""

    text: str | None = None
    path: str | None = None
    name: str | None = None


class TableEntry(NamedTuple):
    """A row as a letter: its name, and what gives its bytes."""

    name: str
    read: Callable[[int], bytes]


def table_entries(table: Path, columns: Columns) -> Iterator[TableEntry]:
    """The rows of a table as letters. Raises SettingsError for a table without a column of texts or paths.

    A row is named by its column of names, else by the table and the number of the row; a relative path counts from the
    table's folder.
    """
    rows = TABLES[table.suffix.lower()](table)
    try:
        for number, row in rows:
            yield _entry(table, number, row, columns)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(
            f"{table} cannot be read as a table: {type(error).__name__}", hint="give UTF-8, or another format"
        ) from None


def _entry(table: Path, number: int, row: Mapping[str, Any] | None, columns: Columns) -> TableEntry:
    at = f"{table}:{number}"
    if row is None:
        return TableEntry(
            at, _refusing(LetterDamaged("this line is no JSON object", letter=at, hint="correct the line"))
        )
    name = _first(row, columns.name, NAMES)
    name_of = f"{at} {row[name]}" if name and row[name] not in (None, "") else at
    text, path = _first(row, columns.text, TEXTS), _first(row, columns.path, PATHS)
    if text is None and path is None:
        wanted = [one for one in (columns.text, columns.path) if one] or [*TEXTS, *PATHS]
        raise SettingsError(
            f"{table}, row {number}, has no column {' or '.join(wanted)}",
            hint="say which: --text-column or --path-column",
        )
    given = row[text] if text is not None else None
    if given is not None and str(given).strip():
        return TableEntry(name_of, lambda most: str(given).encode("utf-8", "surrogatepass")[: most + 1])
    where = row[path] if path is not None else None
    if where is None or not str(where).strip():
        return TableEntry(name_of, _refusing(LetterEmpty("the row holds no text and no path", letter=name_of)))
    return TableEntry(name_of, lambda most: _bytes(table.parent / str(where), name_of, most))


def _first(row: Mapping[str, Any], wanted: str | None, usual: tuple[str, ...]) -> str | None:
    if wanted is not None:
        return wanted if wanted in row else None
    lowered = {str(name).lower(): str(name) for name in row}
    return next((lowered[name] for name in usual if name in lowered), None)


def _bytes(path: Path, name: str, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise LetterNotFound(f"{path} cannot be read: {error.strerror}", letter=name) from None


def _refusing(error: LetterDamaged | LetterEmpty) -> Callable[[int], bytes]:
    def read(_most: int) -> bytes:
        raise error

    return read


Rows = Iterator[tuple[int, Mapping[str, Any] | None]]


def _json_lines(table: Path) -> Rows:
    with table.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError:
                row = None
            yield number, row if isinstance(row, dict) else None


def _separated(separator: str) -> Callable[[Path], Rows]:
    def rows(table: Path) -> Rows:
        csv.field_size_limit(MOST_FIELD)
        with table.open(encoding="utf-8-sig", newline="") as file:
            yield from enumerate(csv.DictReader(file, delimiter=separator), 1)

    return rows


def _parquet(table: Path) -> Rows:
    try:
        import duckdb
    except ImportError:
        raise SettingsError(
            f"reading {table} needs the package duckdb", hint="pip install 'structurer[tables]'"
        ) from None
    try:
        with duckdb.connect(":memory:") as database:
            found = database.execute("SELECT * FROM read_parquet(?)", [str(table)])
            names = [column[0] for column in found.description or ()]
            number = 0
            while rows := found.fetchmany(FETCHED):
                for row in rows:
                    number += 1
                    yield number, dict(zip(names, row, strict=True))
    except duckdb.Error as error:
        raise SettingsError(
            f"{table} cannot be read as Parquet: {type(error).__name__}", hint="check the file"
        ) from None


TABLES: dict[str, Callable[[Path], Rows]] = {
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".csv": _separated(","),
    ".tsv": _separated("\t"),
    ".parquet": _parquet,
}
