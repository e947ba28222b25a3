"""The output of a job, and its dead letters beside it."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from structurer.errors import SettingsError
from structurer.files import whole
from structurer.ingest.halt import Halt
from structurer.ingest.journal import Journal
from structurer.ingest.plan import Plan, dead_letters_beside
from structurer.ingest.recipe import unfit_records
from structurer.ingest.row import Row
from structurer.ingest.sinks.writing import writing

if TYPE_CHECKING:
    from structurer.ingest.sinks import Sink
    from structurer.kind import LetterKind


_OF_ERROR = ("stage", "type", "message", "hint", "retryable", "attempts")
DEAD_LETTER = ("name", "other_names", "content", "status", *_OF_ERROR)
"""What a line of the file of dead letters tells."""


def is_same(one: Path, other: Path) -> bool:
    """Whether two paths are one place, there or not."""
    return os.path.realpath(one) == os.path.realpath(other)


def own_parent(path: Path) -> None:
    """See that the folder of an output is there, and takes files of such names. Raises SettingsError."""
    try:
        if not path.parent.exists():
            raise SettingsError(f"the folder of {path} does not exist", hint="make it, or name another place")
        # What permissions say of it is not all: some places only look like folders.
        with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.", suffix=".part"):
            pass
    except OSError as error:
        raise SettingsError(
            f"{path} cannot be written: {error.strerror or type(error).__name__}", hint="name another place"
        ) from None


def see_apart(journal: Path, written: Iterable[Path]) -> None:
    """Raise SettingsError where the journal is one of the files that are written or go with the output."""
    for path in written:
        if is_same(journal, path):
            raise SettingsError(f"{path} is the journal as well", hint="name another --out or --journal")


def see_no_source(written: Sequence[Path], names: Iterable[str]) -> None:
    """Raise SettingsError where one of the files that are written is one of the sources of those names."""
    endings = tuple({path.suffix for path in written})
    for name in (one for one in names if one.lower().endswith(endings)):
        for path in written:
            if is_same(Path(name), path):
                raise SettingsError(f"{path} is one of the sources, and would be replaced", hint="name another output")


def see_output(plan: Plan, record: Any, names: Iterable[str]) -> None:
    """Find out before a letter is paid for whether the output can be written. Raises SettingsError."""
    out = plan.out
    if out is None:
        return
    from structurer.ingest.sinks import sink_for

    sink = sink_for(out, record, plan.shape, plan.part_letters)
    dead_file = dead_letters_beside(out)
    written = [out, dead_file, *sink.sidecars()]
    see_apart(plan.journal_path, written)
    see_no_source(written, names)
    sink.check()
    _see_dead_letters(dead_file)
    if not os.access(out.parent, os.W_OK | os.X_OK):
        raise SettingsError(f"nothing can be written to the folder of {out}", hint="name another place")


def write_output(plan: Plan, journal: Journal, kind: LetterKind[Any], halt: Halt) -> tuple[int, Path | None, int]:
    """Write the output and the dead letters beside it: how many letters each holds. Raises WritingInterrupted."""
    if plan.out is None:
        return 0, None, 0
    from structurer.ingest.sinks import sink_for

    sink, dead_file = sink_for(plan.out, kind.record, plan.shape, plan.part_letters), dead_letters_beside(plan.out)
    _see_dead_letters(dead_file)
    rows = write_rows(sink, journal, halt, unfit=unfit_records(journal, kind))
    # Once the output is in its place, what belongs to it is written too.
    dead = write_dead_letters(dead_file, journal.rows(("failed", "incomplete")))
    return rows, dead_file if dead else None, dead


def write_rows(sink: Sink, journal: Journal, halt: Halt, *, flagged: bool = False, unfit: Collection[int] = ()) -> int:
    """Write what is finished, or of it only what is `flagged`, without the records by recipes whose numbers are `unfit`:
    how many letters. Raises WritingInterrupted."""
    # The journal's connection is to be let go of in the thread that opened it.
    with closing(journal.rows(unfit=unfit)) as rows, writing(sink.out):
        return sink.write(filter(_wants_a_look, rows) if flagged else rows, halt)


def _wants_a_look(row: Row) -> bool:
    """Whether a person should look: the letter came to no whole record, or a finding says so."""
    return row.status != "done" or row.result is None or bool(row.result["needs_review"])


def _see_dead_letters(path: Path) -> None:
    """Raise SettingsError where another's file stands in the place of the dead letters."""
    if os.path.lexists(path) and not _holds_dead_letters(path):
        raise SettingsError(
            f"{path} holds other things than dead letters, and would be replaced",
            hint="move it away, or name another output",
        )


def _holds_dead_letters(path: Path) -> bool:
    """Whether a file was written by a job, as its first line shows; one without a line is nobody's."""
    if not path.is_file():
        return False
    try:
        with path.open(encoding="utf-8") as file:
            first = file.readline()
        told = json.loads(first) if first else dict.fromkeys(DEAD_LETTER)
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(told, dict) and told.keys() == set(DEAD_LETTER)


def write_dead_letters(path: Path, rows: Iterable[Row]) -> int:
    """Write the letters that failed, each with stage, error and remedy; no file where there are none."""
    count = 0
    with writing(path), whole(path) as out:
        for row in rows:
            count += 1
            error = row.error or {}
            told = {
                "name": row.name,
                "other_names": list(row.other_names),
                "content": row.content,
                "status": row.status,
                **{name: error.get(name) for name in _OF_ERROR},
            }
            out.write(json.dumps(told, ensure_ascii=False) + "\n")
    if not count:
        path.unlink()
    return count
