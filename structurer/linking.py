"""A case across letters: what was asked for, what was decided, what was appealed, and what became of that.

Two letters of one case are held against each other by their dates and by the treatments that they are about. What a
kind has to say of its place in a case it declares as its `stage`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from structurer.comparators import same_strength, token_f1, words
from structurer.errors import KindError
from structurer.kind import LetterKind, Stage
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
    likeness = sorted(
        ((_likeness(one, two), i, j) for i, one in enumerate(before) for j, two in enumerate(after)), reverse=True
    )
    pairs: dict[int, tuple[int, float]] = {}
    for value, i, j in likeness:
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


def _likeness(one: Any, two: Any) -> float:
    """0 to 1. Another strength, service, side, part of the body or date of service makes it another treatment, however
    alike the words are."""
    if one.strength and two.strength and not same_strength(one.strength, two.strength):
        return 0.0
    if one.date_of_service and two.date_of_service and one.date_of_service != two.date_of_service:
        return 0.0
    if _apart(_sides(one), _sides(two)) or _apart(_places(one), _places(two)):
        return 0.0
    renamed = _services(one) & _also_named(two) or _services(two) & _also_named(one)
    if _apart(_services(one), _services(two)) and not renamed:
        return 0.0
    named = token_f1(one.service, two.service) if one.service and two.service else 0.0
    whole = token_f1(_unnumbered(one.request), _unnumbered(two.request))
    parts = token_f1(" ".join(one.body_parts), " ".join(two.body_parts)) if one.body_parts and two.body_parts else None
    spoken = max(named, whole)
    return spoken if parts is None else 0.75 * spoken + 0.25 * parts


def _apart(one: set[str], other: set[str]) -> bool:
    """Whether both say something, and nothing of it is the same."""
    return bool(one and other and not one & other)


def _sides(treatment: Any) -> set[str]:
    return {word for part in [treatment.request, *treatment.body_parts] for word in words(part)} & {"left", "right"}


_LITTLE = frozenset("a an and for in of on or the to with".split())
_ANY_SERVICE = frozenset(
    "additional capsule clearance consult consultation cream device evaluation exam followup gel injection medication new "
    "ointment patch program scan service session study surgery tablet test therapy topical treatment unit visit".split()
)
_ANY_PLACE = frozenset("area bilateral both extremity joint left level region right side spine".split())
_PLURALS = (("feet", "foot"), ("(.+)ies", r"\1y"), ("(.*(?:ch|sh|ss|x))es", r"\1"), ("(.{2,}[^ius])s", r"\1"))
_REGIONS = (
    (re.compile(r"\bneck\b|\bc(?=-?\d|-?spine)"), "cervical"),
    (re.compile(r"\b(?:upper|mid|middle)[ -]?back\b|\bt(?=-?\d|-?spine)"), "thoracic"),
    (re.compile(r"\blow(?:er)?[ -]?back\b|\bl(?=-?\d|-?spine)"), "lumbar"),
    (re.compile(r"\blumbosacral\b"), "lumbar sacral"),
    (re.compile(r"\bback\b"), "thoracic lumbar"),
    (re.compile(r"\barms?\b"), "arm upper"),
    (re.compile(r"\blegs?\b"), "leg lower"),
)
"""Several names of one part; a back is either of two."""


def _services(treatment: Any) -> set[str]:
    """The words that tell the service from another: of physical therapy `physical`. Of a therapy alone, `therapy`."""
    said = _singular(treatment.service or "") - _LITTLE
    return said - _ANY_SERVICE or said


def _also_named(treatment: Any) -> set[str]:
    """What else the request calls the service, in brackets: `Electrodiagnostic studies (EMG/NCV)`."""
    return _singular(" ".join(re.findall(r"\(([^()]*)\)", treatment.request))) - _LITTLE - _ANY_SERVICE


def _places(treatment: Any) -> set[str]:
    """The parts of the body, by the words that tell one from another: of the cervical spine `cervical`."""
    said = " ".join(treatment.body_parts).lower()
    for names, region in _REGIONS:
        said = names.sub(region, said)
    return _singular(said) - _LITTLE - _ANY_PLACE


def _singular(text: str) -> set[str]:
    """The words of a text, without its numbers, of plurals the singular."""
    return {_one(word) for word in words(text) if not _is_number(word)}


def _one(word: str) -> str:
    for many, one in _PLURALS:
        if re.fullmatch(many, word):
            return re.sub(many, one, word)
    return word


def _unnumbered(text: str) -> str:
    """The text without its numbers: two prescriptions of 60 are not alike for that."""
    return " ".join(word for word in words(text) if not _is_number(word)) or text


def _is_number(word: str) -> bool:
    """Whether the word counts something; a code of procedure (97110) names it."""
    return word == "x" or 0 < sum(character.isdigit() for character in word) < 5
