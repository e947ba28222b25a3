"""How far two readers of the same letters agree, field by field: what a score can mean at most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from structurer.errors import EvalError
from structurer.evals.cells import Tally, tally
from structurer.evals.fields import field_names
from structurer.evals.scoring import score
from structurer.evals.suite import label_files, read_label
from structurer.kind import LetterKind
from structurer.printable import printable


@dataclass(frozen=True)
class Agreement:
    """Two sets of labels against each other: tallies by field, over so many letters. F1 is the same both ways: what a label may leave out
    counts where both have it."""

    first: str
    second: str
    letters: int
    fields: Mapping[str, Tally]

    @property
    def total(self) -> Tally:
        """All fields together."""
        return sum(self.fields.values(), Tally())


def agreement(first: Path, second: Path, kind: LetterKind[Any]) -> Agreement:
    """The agreement of the labels in two folders, over the letters that both have.

    Raises EvalError where there are none.
    """
    ours, theirs = label_files(first), label_files(second)
    shared = sorted(set(ours) & set(theirs))
    if not shared:
        raise EvalError(f"{first} and {second} have no label in common", hint="name two folders of labels")
    fields = dict.fromkeys(field_names(kind.record), Tally())
    for name in shared:
        cells = score(read_label(ours[name], kind), read_label(theirs[name], kind), mutual=True)
        for field in {cell.field for cell in cells}:
            fields[field] += tally([cell for cell in cells if cell.field == field])
    return Agreement(printable(first.name), printable(second.name), len(shared), fields)


def apart(first: Path, second: Path) -> bool:
    """Whether the labels in two folders have no letter in common."""
    return not label_files(first).keys() & label_files(second).keys()


def readers_of(folder: Path) -> list[Path]:
    """The folders of the readers' own labels, as a suite's folder keeps them in `readers/`."""
    place = folder / "readers"
    return sorted(path for path in place.iterdir() if path.is_dir()) if place.is_dir() else []
