"""A case across letters: what was asked for, what was decided, what was appealed, and what became of that.

Two letters of one case are held against each other by their dates and by the treatments that they are about. What a
kind has to say of its place in a case it declares as its `stage`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from structurer.errors import KindError
from structurer.kind import LetterKind, Stage
from structurer.kinds.medical.likeness import likeness
from structurer.kinds.registry import kind_named, kind_of
from structurer.result import Structured

ALIKE = 0.5
"""Likeness from which on two treatments are taken for the same one."""


@dataclass(frozen=True)
class LinkedTreatment:
    """One treatment through the case. Pointers are into the records; None where a letter is not about it.

    `decided` and `authorized` are the earlier letter's; `appealed` says whether the later one is about it at all, and
    `reversed` what that one made of the decision, None where it says nothing.
    """

    request: str
    earlier: str | None
    later: str | None
    decided: str | None
    authorized: str | None
    appealed: bool
    reversed: bool | None
    likeness: float = 0.0


@dataclass(frozen=True)
class Link:
    """Two letters of a case, in its order. `reasons` speak for it that they are of one, `against` against it."""

    earlier: str
    later: str
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    treatments: tuple[LinkedTreatment, ...]

    @property
    def sure(self) -> bool:
        """Whether the dates and a treatment say so, and nothing contradicts."""
        shared = any(one.earlier is not None and one.later is not None for one in self.treatments)
        return bool(self.reasons) and not self.against and shared


def link(one: Structured[Any] | BaseModel, other: Structured[Any] | BaseModel) -> Link:
    """How two results, or records, are of one case; given in either order.

    Raises KindError where their kinds declare no stage, or both the same one.
    """
    first, second = _staged(one), _staged(other)
    if first.stage.order == second.stage.order:
        raise KindError(f"both letters are of the same stage ({first.kind.name}, {second.kind.name})",
                        hint="link a letter with the one that reviews it")  # fmt: skip
    earlier, later = sorted((first, second), key=lambda staged: staged.stage.order)
    reasons, against = _dates(earlier, later)
    return Link(earlier.kind.name, later.kind.name, tuple(reasons), tuple(against), tuple(_treatments(earlier, later)))


@dataclass(frozen=True)
class _Staged:
    record: Any
    kind: LetterKind[Any]
    stage: Stage[Any]


def _staged(given: Structured[Any] | BaseModel) -> _Staged:
    record = given.record if isinstance(given, Structured) else given
    kind = kind_named(given.provenance.kind) if isinstance(given, Structured) else kind_of(record)
    if kind.stage is None:
        raise KindError(
            f"the kind {kind.name} does not say where in a case its letters stand", hint="declare its stage"
        )
    return _Staged(record, kind, kind.stage)


def _dates(earlier: _Staged, later: _Staged) -> tuple[list[str], list[str]]:
    """What the dates say for it that the later letter reviews the earlier one, and what against it."""
    pairs = (
        ("the date of injury", earlier.stage.injured(earlier.record), later.stage.injured(later.record)),
        ("the date of the decision under review", earlier.stage.decided(earlier.record), later.stage.reviews(later.record)),
    )  # fmt: skip
    reasons = [f"{what} is the same ({one})" for what, one, two in pairs if one is not None and one == two]
    against = [f"{what} differs: {one} and {two}" for what, one, two in pairs if one and two and one != two]
    made: tuple[dt.date | None, ...] = (earlier.stage.decided(earlier.record), later.stage.decided(later.record))
    if made[0] and made[1] and made[1] < made[0]:
        against.append(f"the later letter was decided first: {made[1]} before {made[0]}")
    return reasons, against


def _treatments(earlier: _Staged, later: _Staged) -> Iterator[LinkedTreatment]:
    """Every treatment of both letters: those of the earlier one in its order, then what only the later one has."""
    before, after = earlier.stage.treatments(earlier.record), later.stage.treatments(later.record)
    alike = sorted(
        ((likeness(one, two), i, j) for i, one in enumerate(before) for j, two in enumerate(after)), reverse=True
    )
    pairs: dict[int, tuple[int, float]] = {}
    for value, i, j in alike:
        if value >= ALIKE and i not in pairs and j not in {taken for taken, _ in pairs.values()}:
            pairs[i] = (j, value)
    for i, one in enumerate(before):
        found = pairs.get(i)
        match = found[0] if found else None
        yield LinkedTreatment(
            request=one.request,
            earlier=earlier.stage.pointer(i),
            later=later.stage.pointer(match) if match is not None else None,
            decided=_said(one.decision),
            authorized=one.authorized,
            appealed=match is not None,
            reversed=later.stage.reverses(after[match]) if match is not None else None,
            likeness=round(found[1], 3) if found else 0.0,
        )
    for j, two in enumerate(after):
        if j not in {taken for taken, _ in pairs.values()}:
            reversed_ = later.stage.reverses(two)
            yield LinkedTreatment(two.request, None, later.stage.pointer(j), None, two.authorized, True, reversed_)


def _said(decision: Any) -> str | None:
    return str(decision) if decision is not None else None
