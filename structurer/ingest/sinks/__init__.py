"""Outputs of a job: JSONL, Parquet, DuckDB or SQLite, by the name's ending; each there whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import BaseModel

from structurer.errors import SettingsError
from structurer.ingest.halt import Halt
from structurer.ingest.row import Row
from structurer.ingest.shapes import Described, Shape, ShapeName, columns_of, shape_of
from structurer.ingest.sinks import duck, jsonl, sqlite
from structurer.ingest.sinks.places import check_replaceable, made_folder, placed, stage

PART = re.compile(r"part-\d{5,}")

__all__ = ["FORMATS", "Described", "Format", "Sink", "columns_of", "sink_for"]


@dataclass(frozen=True)
class Format:
    """A format: `fill` writes rows to a path that is not there yet, until it is to halt; with `folder` several tables are files in one.

    `sidecars` are endings of what the format's databases keep beside their file.
    """

    shape: ShapeName
    fill: Callable[[Path, Shape, Iterable[Row], Halt], int]
    check: Callable[[], None] = lambda: None
    folder: bool = False
    sidecars: tuple[str, ...] = ()


FORMATS = {
    ".jsonl": Format("rows", jsonl.fill, folder=True),
    ".parquet": Format("rows", duck.fill_parquet, duck.check_installed, folder=True),
    ".duckdb": Format("tables", duck.fill_database, duck.check_installed, sidecars=duck.SIDECARS),
    ".sqlite": Format("tables", sqlite.fill, sidecars=sqlite.SIDECARS),
    ".db": Format("tables", sqlite.fill, sidecars=sqlite.SIDECARS),
}
"""By the ending of the output's name."""


@dataclass(frozen=True)
class Sink:
    """An output. `tables` are the names that tables can have; with `part_letters` it is a folder of parts so large."""

    out: Path
    format: Format
    shape: Shape
    tables: frozenset[str]
    part_letters: int | None = None

    def write(self, rows: Iterable[Row], halt: Halt | None = None) -> int:
        """Write the rows in their order, and give their number. They are not held in memory.

        The output is there whole or, where `rows` or writing fails or is interrupted, as it was before; that is so of a
        folder of parts too. What an earlier write left is replaced. Raises WritingInterrupted where `halt` is asked for.
        """
        halt = halt or Halt()
        made_folder(self.out.parent)
        self.check()
        with stage(self.out) as folder:
            made = folder / self.out.name
            if self.part_letters is None:
                written = self.format.fill(made, self.shape, rows, halt)
            else:
                made_folder(made)
                written = sum(self._parts(iter(rows), self.part_letters, made, halt))
            halt.see()
            placed(made, self.out, self.format.sidecars)
        return written

    def check(self) -> None:
        """Raise SettingsError where a folder of other files stands in the output's place, or beside it what would be
        taken for a part of a database that is not there."""
        check_replaceable(self.out, self._owned)
        for path in () if self.out.is_file() else self.sidecars():
            if path.exists():
                raise SettingsError(
                    f"{path} is there without {self.out}, and would be taken for a part of it",
                    hint="move it away, or name another output",
                )

    def sidecars(self) -> list[Path]:
        """What would be taken for a part of the output, and goes with it when it is replaced."""
        if self.part_letters is not None:
            return []
        return [self.out.with_name(self.out.name + ending) for ending in self.format.sidecars]

    def _parts(self, rows: Iterator[Row], letters: int, made: Path, halt: Halt) -> Iterator[int]:
        following = next(rows, None)
        for number in count():
            given = chain([] if following is None else [following], islice(rows, letters - 1))
            name = f"part-{number:05}{self.out.suffix}"
            # Apart from the others: formats keep files of their own beside what they fill.
            with TemporaryDirectory(dir=made.parent) as folder:
                written = self.format.fill(Path(folder) / name, self.shape, given, halt)
                (Path(folder) / name).rename(made / name)
            yield written
            following = next(rows, None)
            if following is None:
                return

    def _owned(self, entry: Path) -> bool:
        """Whether what stands in a folder in the output's place is of an earlier output: a part, or a table's file."""
        if entry.suffix != self.out.suffix:
            return False
        if entry.is_dir():
            return PART.fullmatch(entry.stem) is not None and all(map(self._owned, entry.iterdir()))
        return PART.fullmatch(entry.stem) is not None or entry.stem in self.tables


def sink_for(
    out: Path, record: type[BaseModel], shape: ShapeName | None = None, part_letters: int | None = None
) -> Sink:
    """The output at `out`, of records of that class, in the format that the name's ending says.

    `shape` is by default `rows` for JSONL and Parquet, `tables` for databases; tables in JSONL or Parquet are a folder
    with a file for each, and `results` can be JSONL alone. Raises SettingsError for another ending, or where a package that
    the format needs is missing.
    """
    made = FORMATS.get(out.suffix)
    if made is None:
        raise SettingsError(f"{out}: no format of an output ends so", hint=f"end it with one of {', '.join(FORMATS)}")
    if shape == "results" and made.fill is not jsonl.fill:
        raise SettingsError(f"{out}: results have no columns, and are lines of JSON", hint="end it with .jsonl")
    if part_letters is not None and part_letters < 1:
        raise SettingsError(f"parts of {part_letters} letters cannot be", hint="give at least 1 letter a part")
    made.check()
    if out.suffix in duck.ENDINGS:
        duck.see_name(out)
    names = frozenset(table.name for table in shape_of("tables", record).tables)
    return Sink(out, made, shape_of(shape or made.shape, record), names, part_letters)
