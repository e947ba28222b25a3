"""Letters in tables: JSON Lines, CSV and Parquet, with a column of texts or of paths."""

from __future__ import annotations

import csv
import glob
import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from structurer.errors import LetterDamaged, LetterEmpty, SettingsError
from structurer.ingest.opening import bytes_of
from structurer.loading import bytes_of_text

TEXTS = ("text", "letter", "content", "body")
PATHS = ("path", "file", "filename")
NAMES = ("name", "id", "case_number")
FETCHED = 64
MOST_FIELD = 16_000_000
_SURPLUS = "\0"
"""Where a row of CSV has the fields for which there is no column; no column has such a name."""


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
    """The rows of a table as letters. Raises SettingsError for a table whose first row has no column of texts or paths,
    or that cannot be read at all. Where it cannot be read any further, the last entry says so.

    A row is named by its column of names, else by the table and the number of the row; a relative path counts from the
    table's folder.
    """
    rows = TABLES[table.suffix.lower()](table)
    begun = seen = False
    try:
        for number, row in rows:
            if row is not None and not seen:
                _see_columns(table, number, row, columns)
                seen = True
            yield _entry(table, number, row, columns)
            begun = True
    except csv.Error as error:
        # Its messages are of quotes, never of what stands in them.
        failed, hint = str(error), "write a quote within a quoted text twice, and close each"
    except (OSError, UnicodeDecodeError) as error:
        failed, hint = type(error).__name__, "correct it, or give UTF-8"
    else:
        return
    if not begun:
        raise SettingsError(f"{table} cannot be read as a table: {failed}", hint=f"{hint}; or use another format")
    # The letters before it must not be lost for it.
    told = f"the table cannot be read after row {number}: {failed}"
    yield TableEntry(str(table), _refusing(LetterDamaged(told, letter=str(table), hint=hint)))


def _see_columns(table: Path, number: int, row: Mapping[str, Any], columns: Columns) -> None:
    """Raises SettingsError where the row has none of the columns that are named, or without such none of the usual."""
    named = [one for one in (columns.text, columns.path) if one]
    lowered = {str(name).lower() for name in row}
    if not (any(one in row for one in named) if named else lowered.intersection((*TEXTS, *PATHS))):
        raise SettingsError(
            f"{table}, row {number}, has no column {' or '.join(named or [*TEXTS, *PATHS])}",
            hint="say which: --text-column or --path-column; the first line of CSV names the columns",
        )


def _entry(table: Path, number: int, row: Mapping[str, Any] | None, columns: Columns) -> TableEntry:
    at = f"{table}:{number}"
    if row is None:
        return TableEntry(
            at, _refusing(LetterDamaged("this line is no JSON object", letter=at, hint="correct the line"))
        )
    if any(surplus.strip() for surplus in row.get(_SURPLUS, ())):
        # Its name may be a piece of its text.
        told = "the row has more fields than the table has columns"
        return TableEntry(at, _refusing(LetterDamaged(told, letter=at, hint="quote texts that hold a separator")))
    name = _first(row, columns.name, NAMES)
    name_of = f"{at} {row[name]}" if name and row[name] not in (None, "") else at
    text, path = _first(row, columns.text, TEXTS), _first(row, columns.path, PATHS)
    if text is not None and isinstance(row[text], bytes):
        # A column of files, not of texts.
        return TableEntry(name_of, lambda most: row[text][: most + 1])
    try:
        given = _text_in(row, text)
        where = _text_in(row, path) if given is None else None
    except LetterDamaged as error:
        return TableEntry(name_of, _refusing(error.about(name_of)))
    if given is not None:
        return TableEntry(name_of, lambda most: bytes_of_text(given)[: most + 1])
    if where is not None:
        return TableEntry(name_of, lambda most: bytes_of(table.parent / where, most, name_of))
    return TableEntry(name_of, _refusing(LetterEmpty("the row holds no text and no path", letter=name_of)))


def _text_in(row: Mapping[str, Any], column: str | None) -> str | None:
    """The text of a column, None where there is none. Raises LetterDamaged for anything else: as Python writes it, a list
    or an object is no letter."""
    value = row[column] if column is not None else None
    if isinstance(value, str):
        return value if value.strip() else None
    # Some tables have NaN in the place of what is missing.
    if value is None or isinstance(value, float) and math.isnan(value):
        return None
    raise LetterDamaged(
        f"what the row has under {column} is no text", hint="name another column: --text-column, --path-column"
    )


def _first(row: Mapping[str, Any], wanted: str | None, usual: tuple[str, ...]) -> str | None:
    if wanted is not None:
        return wanted if wanted in row else None
    lowered = {str(name).lower(): str(name) for name in row}
    return next((lowered[name] for name in usual if name in lowered), None)


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
            except (ValueError, RecursionError):
                row = None
            yield number, row if isinstance(row, dict) else None


def _separated(separator: str) -> Callable[[Path], Rows]:
    def rows(table: Path) -> Rows:
        csv.field_size_limit(MOST_FIELD)
        with table.open(encoding="utf-8-sig", newline="") as file:
            # Otherwise a quote that is not closed takes in every letter behind it.
            yield from enumerate(csv.DictReader(file, restkey=_SURPLUS, delimiter=separator, strict=True), 1)

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
            # It is read as a pattern.
            found = database.execute("SELECT * FROM read_parquet(?)", [glob.escape(str(table))])
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
