"""Scoring one letter: a label and a prediction become cells. A letter that failed is an omission of everything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from structurer.evals.alignment import pairs, record_alikeness, value_alikeness
from structurer.evals.cells import Cell, Mark
from structurer.evals.fields import FieldSpec, specs
from structurer.evals.grounding import Ground
from structurer.letter import Letter
from structurer.result import Span

SCORER = 3
"""The version of the rules by which cells are made and counted. Scores of different versions are not compared."""


def score(
    label: BaseModel,
    predicted: BaseModel | None,
    letter: Letter | None = None,
    evidence: Mapping[str, Sequence[Span]] | None = None,
    *,
    mutual: bool = False,
) -> list[Cell]:
    """The cells of one letter, in the record's order. `predicted` is None for a letter that failed. Of two labels neither
    of which is the right one (`mutual`), what a label may leave out counts where both have it.

    Both null: nothing; label only: omission; prediction only: invention; both and not the same: a wrong value. Entries
    of lists are paired by optimal assignment; what has no pair is an omission or an invention, with every one of its
    cells.
    """
    scorer = _Scorer(Ground(letter), evidence or {}, mutual)
    return list(scorer.record(type(label), "", label, predicted, "", "", None))


class _Scorer:
    def __init__(self, ground: Ground, evidence: Mapping[str, Sequence[Span]], mutual: bool) -> None:
        self._ground, self._mutual = ground, mutual
        self._evidence = evidence

    def record(
        self,
        model: type[BaseModel],
        prefix: str,
        label: BaseModel | None,
        predicted: BaseModel | None,
        at_label: str,
        at_predicted: str,
        entry: BaseModel | None,
    ) -> Iterator[Cell]:
        """The cells of one record, or of the nested one at these pointers; `entry` is the label's list record it is in."""
        for spec in specs(model):
            ours = getattr(label, spec.name) if label is not None else None
            theirs = getattr(predicted, spec.name, None) if predicted is not None else None
            field, here, there = f"{prefix}{spec.name}", f"{at_label}/{spec.name}", f"{at_predicted}/{spec.name}"
            if spec.optional and (_is_left_out(ours) or (self._mutual and _is_left_out(theirs))):
                continue
            if spec.shape == "part":
                assert spec.part is not None
                yield from self.record(spec.part, f"{field}.", ours, theirs, here, there, entry)
            elif spec.shape == "parts":
                yield from self._parts(spec, field, ours or [], theirs or [], here, there)
            elif spec.shape == "value":
                yield self._value(spec, field, ours, theirs, here, there, entry)
            elif spec.shape == "codes":
                yield from self._codes(spec, field, ours or [], theirs or [], here, there, entry)
            else:
                yield from self._values(spec, field, ours or [], theirs or [], here, there, entry)

    def _parts(
        self, spec: FieldSpec, field: str, ours: list[Any], theirs: list[Any], here: str, there: str
    ) -> Iterator[Cell]:
        assert spec.part is not None
        matched, omitted, invented = pairs(ours, theirs, record_alikeness)
        partner = dict(matched)
        for index, entry in enumerate(ours):
            other = partner.get(index)
            their = theirs[other] if other is not None else None
            at = f"{there}/{other}" if other is not None else there
            cells = self.record(spec.part, f"{field}.", entry, their, f"{here}/{index}", at, entry)
            yield from cells if index not in omitted else (_alone(cell, there) for cell in cells)
        for index in invented:
            cells = self.record(spec.part, f"{field}.", None, theirs[index], here, f"{there}/{index}", None)
            yield from (cell for cell in cells if cell.mark is not Mark.NOTHING)

    def _values(
        self, spec: FieldSpec, field: str, ours: list[Any], theirs: list[Any], here: str, there: str, entry: Any
    ) -> Iterator[Cell]:
        matched, omitted, invented = pairs(ours, theirs, value_alikeness(spec))
        partner = dict(matched)
        for index, value in enumerate(ours):
            other = partner.get(index)
            if index in omitted or other is None:
                yield Cell(field, Mark.OMISSION, f"{here}/{index}", there, value, None)
            else:
                yield self._value(
                    spec, field, value, theirs[other], f"{here}/{index}", f"{there}/{other}", entry
                )  # fmt: skip
        for index in invented:
            yield Cell(field, Mark.INVENTION, None, f"{there}/{index}", None, theirs[index])

    def _codes(
        self, spec: FieldSpec, field: str, ours: list[Any], theirs: list[Any], here: str, there: str, entry: Any
    ) -> Iterator[Cell]:
        """A set: each code by itself, however often it is said."""
        said = {code: index for index, code in reversed(list(enumerate(theirs)))}
        for code, index in {code: index for index, code in reversed(list(enumerate(ours)))}.items():
            if code in said:
                yield self._value(spec, field, code, code, f"{here}/{index}", f"{there}/{said.pop(code)}", entry)
            else:
                yield Cell(field, Mark.OMISSION, f"{here}/{index}", there, code, None)
        for code, index in said.items():
            yield Cell(field, Mark.INVENTION, None, f"{there}/{index}", None, code)

    def _value(
        self, spec: FieldSpec, field: str, ours: Any, theirs: Any, here: str, there: str, entry: BaseModel | None
    ) -> Cell:
        if ours is None or theirs is None:
            mark = Mark.NOTHING if ours is theirs else Mark.OMISSION if theirs is None else Mark.INVENTION
            return Cell(field, mark, None if ours is None else here, there, ours, theirs)
        if not spec.comparator.same(ours, theirs):
            return Cell(field, Mark.WRONG, here, there, ours, theirs)
        grounded = self._ground.holds(spec, ours, theirs, self._evidence.get(there, ()), entry)
        return Cell(field, Mark.RIGHT, here, there, ours, theirs, grounded)


def _is_left_out(value: Any) -> bool:
    return value is None or value == []


def _alone(cell: Cell, there: str) -> Cell:
    """A cell of an entry that has no counterpart: where it should stand is the list itself."""
    return Cell(cell.field, cell.mark, cell.label_path, there, cell.label, cell.predicted, cell.grounded)
