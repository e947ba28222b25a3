"""Which entry of a predicted list is which of the label's: optimal assignment, with pairs too unlike left apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel

from structurer.comparators import token_f1
from structurer.evals.fields import FieldSpec, identity, ties
from structurer.pointer import leaves
from structurer.printable import figures

One = TypeVar("One")

ALIKE = 0.5
"""How alike two entries have to be to count as a pair: at least half of their words shared."""
_TIE = 1e-3  # what the fields that break ties may add
_ORDER = 1e-6  # of pairs that are still equally good those that keep the lists' order win


def pairs(
    label: Sequence[One], predicted: Sequence[One], alike: Callable[[One, One], float]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """The pairs of the best assignment that are alike enough, and what is left on either side, as indices.

    The order of the lists decides nothing, except among pairs that are alike to the same degree.
    """
    if not label or not predicted:
        return [], list(range(len(label))), list(range(len(predicted)))
    alikeness = [[alike(one, other) for other in predicted] for one in label]
    matched = [
        (row, column) for row, column in _assigned(alikeness) if alikeness[row][column] >= ALIKE
    ]  # fmt: skip
    rows, columns = {row for row, _ in matched}, {column for _, column in matched}
    return (
        sorted(matched),
        [row for row in range(len(label)) if row not in rows],
        [column for column in range(len(predicted)) if column not in columns],
    )


def _assigned(alikeness: list[list[float]]) -> list[tuple[int, int]]:
    if len(alikeness) == 1 and len(alikeness[0]) == 1:
        return [(0, 0)]
    from scipy.optimize import linear_sum_assignment

    worth = [
        [(value if value >= ALIKE else 0.0) - _ORDER * abs(row - column) for column, value in enumerate(values)]
        for row, values in enumerate(alikeness)
    ]
    return [(int(row), int(column)) for row, column in zip(*linear_sum_assignment(worth, maximize=True), strict=True)]


def value_alikeness(spec: FieldSpec) -> Callable[[Any, Any], float]:
    """How alike two entries of a list of single values are: the same ones come before all others."""
    return lambda label, predicted: 2.0 if spec.comparator.same(label, predicted) else spec.comparator.alike(label, predicted)  # fmt: skip


def record_alikeness(label: BaseModel, predicted: BaseModel) -> float:
    """How alike two records of a list are by what identifies them: the words of their identity fields together. Where
    neither says who it is, all that they hold."""
    names = [spec.name for spec in identity(type(label))]
    if not _identifier(label, names) and not _identifier(predicted, names):
        return 2.0 if label == predicted else token_f1(_content(label), _content(predicted))
    broken = [spec.name for spec in ties(type(label))]
    tie = _TIE * token_f1(_identifier(label, broken), _identifier(predicted, broken)) if broken else 0.0
    if [getattr(label, name) for name in names] == [getattr(predicted, name) for name in names]:
        return 2.0 + tie
    return token_f1(_identifier(label, names), _identifier(predicted, names)) + tie


def _identifier(record: BaseModel, names: list[str]) -> str:
    said = [_said(getattr(record, name, None)) for name in names]
    return " ".join(word for word in said if word)


def _content(record: BaseModel) -> str:
    return " ".join(_said(value) for _, value in leaves(record) if value is not None)


def _said(value: Any) -> str:
    if value is None:
        return ""
    return figures(value) if isinstance(value, float) else str(value)
