"""A cell: one value of one field of one letter, as the label has it and as it was predicted, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias


class Mark(StrEnum):
    """What became of a cell. A wrong value is one false positive AND one false negative."""

    RIGHT = "right"
    OMISSION = "omission"
    INVENTION = "invention"
    WRONG = "wrong"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Cell:
    """One cell. Pointers are JSON pointers, into the label and into the predicted record; None where it has no such
    value. `grounded` says of a right value whether its evidence stands where the label's value stands."""

    field: str
    mark: Mark
    label_path: str | None
    predicted_path: str | None
    label: Any
    predicted: Any
    grounded: bool = False

    @property
    def wrong(self) -> bool:
        """Whether the cell is an error of any sort."""
        return self.mark in (Mark.OMISSION, Mark.INVENTION, Mark.WRONG)

    @property
    def key(self) -> str:
        """What names the cell across runs: the label's place where there is one, else the field and the value."""
        if self.label_path is not None:
            return self.label_path
        return f"{self.field}+{self.predicted!s}"


Counts: TypeAlias = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Tally:
    """Counts of cells by what became of them; means over repeats may be fractions. Adds up."""

    right: float = 0
    omissions: float = 0
    inventions: float = 0
    wrong: float = 0
    nothing: float = 0
    grounded: float = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(mine + its for mine, its in zip(self.counts, other.counts, strict=True)))

    @property
    def counts(self) -> Counts:
        """The counts in the order of the fields."""
        return (self.right, self.omissions, self.inventions, self.wrong, self.nothing, self.grounded)

    @property
    def cells(self) -> float:
        """Cells in which the label or the prediction has a value."""
        return self.right + self.omissions + self.inventions + self.wrong

    @property
    def errors(self) -> float:
        """Cells that are not as the label has them."""
        return self.cells - self.right

    @property
    def precision(self) -> float | None:
        """Share of predicted values that are right; None where nothing was predicted."""
        return _share(self.right, self.right + self.inventions + self.wrong)

    @property
    def recall(self) -> float | None:
        """Share of the label's values that were got right; None where the label has none."""
        return _share(self.right, self.right + self.omissions + self.wrong)

    @property
    def f1(self) -> float | None:
        """2 TP / (2 TP + FP + FN); None where neither side has a value."""
        return _share(2 * self.right, 2 * self.right + self.omissions + self.inventions + 2 * self.wrong)

    @property
    def grounded_f1(self) -> float | None:
        """As `f1`, where only a right value with its evidence in the right place counts as right."""
        return _share(2 * self.grounded, 2 * self.right + self.omissions + self.inventions + 2 * self.wrong)


def tally(cells: list[Cell]) -> Tally:
    """The counts of some cells."""
    marks = [cell.mark for cell in cells]
    return Tally(
        right=marks.count(Mark.RIGHT),
        omissions=marks.count(Mark.OMISSION),
        inventions=marks.count(Mark.INVENTION),
        wrong=marks.count(Mark.WRONG),
        nothing=marks.count(Mark.NOTHING),
        grounded=sum(cell.grounded for cell in cells),
    )


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
