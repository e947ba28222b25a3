"""The bars: what structurer is to reach on the same model, by itself and against its peers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from measuring import Row

OURSELVES = "structurer"
_ITEM = "determinations"
# Fields that are to reach an F1 together.
ACCURACY: tuple[tuple[str, float, tuple[str, ...]], ...] = (
    ("header, credentials, headings, decisions, guidelines, rationale", 0.99, (
        "case", "reviewer", f"{_ITEM}.request", f"{_ITEM}.decision", f"{_ITEM}.medically_necessary",
        *(f"{_ITEM}.{who}_guidelines.{what}" for who in ("claims_administrator", "reviewer") for what in ("source", "title")),
        f"{_ITEM}.rationale")),
    ("service, body parts, strength, quantity, frequency, category", 0.92, tuple(
        f"{_ITEM}.{name}" for name in ("service", "body_parts", "strength", "quantity", "frequency", "category"))),
    ("diagnoses, medications, studies, pain scores", 0.85, (
        "clinical.diagnoses", "clinical.medications", "clinical.studies", "clinical.pain_scores")),
    ("complaints, findings, treatments", 0.75, (
        "clinical.complaints", "clinical.exam_findings", "clinical.treatments")),
    ("basis", 0.70, (f"{_ITEM}.basis",)),
)  # fmt: skip
# What is not to be more than a share of a peer's.
SHARES = (
    ("tokens written a letter", "written", "instructor", 1 / 4),
    ("seconds a letter", "seconds", "instructor", 1 / 5),
    ("seconds a letter", "seconds", "langextract", 1 / 3),
)


@dataclass(frozen=True)
class Bar:
    """One bar: what is measured, what it has to be (in words), what it is, and whether that is enough.

    `reached` is None where there is nothing to measure it by. `at_most`: a peer was broken off, and would have taken more;
    what is got is too high then, and says nothing where it is above the bar.
    """

    what: str
    wanted: str
    got: float | None
    reached: bool | None
    at_most: bool = False


def bars(rows: Sequence[Row]) -> Iterator[Bar]:
    """Every bar that can be looked at: structurer's own, then those against the peers that took part."""
    by = {row.name: row for row in rows}
    ours = by.get(OURSELVES)
    if ours is None:
        return
    for what, least, fields in ACCURACY:
        f1 = ours.of(fields).f1
        yield Bar(f"F1 of {what}", f"≥ {least:.2f}", f1, None if f1 is None else f1 >= least)
    yield Bar("values with evidence that does not hold them", "0", float(ours.unheld), ours.unheld == 0)
    yield Bar("letters lost", "0", float(len(ours.lost)), not ours.lost)
    for what, name, peer, most in SHARES:
        theirs = by.get(peer)
        share = getattr(ours, name) / getattr(theirs, name) if theirs and getattr(theirs, name) else None
        cut = theirs is not None and bool(theirs.cut)
        reached = None if share is None or (cut and share > most) else share <= most
        yield Bar(f"{what}, against {peer}", f"≤ {most:.2f}", share, reached, at_most=cut)
