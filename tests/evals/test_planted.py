"""Planted errors: one at a time in a right record, and exactly which counts change by it."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from structurer.evals.cells import Cell, Mark, Tally, tally
from structurer.evals.scores import _hold
from structurer.evals.scoring import score
from structurer.kinds.imr.record import ImrRecord
from structurer.letter import Letter
from structurer.pointer import leaves
from structurer.quote import find
from structurer.result import Span
from tests import letters

NAME = "2016-three-items-mixed"
Plant = Callable[[dict[str, Any]], None]


def label() -> dict[str, Any]:
    return letters.label(NAME).model_dump(mode="json")


def cells_after(plant: Plant) -> list[Cell]:
    values = label()
    plant(values)
    return score(letters.label(NAME), ImrRecord.model_validate(values))


BASE = tally(cells_after(lambda values: None))


@dataclass(frozen=True)
class Planted:
    """A plant, and what changes: counts against the right record, by field."""

    name: str
    plant: Plant
    changes: dict[str, dict[str, int]] = field(default_factory=dict)


def put(path: str, value: Any) -> Plant:
    def plant(values: dict[str, Any]) -> None:
        *keys, last = path.split("/")
        place: Any = values
        for key in keys:
            place = place[int(key)] if isinstance(place, list) else place[key]
        if isinstance(place, list):
            place[int(last)] = value
        else:
            place[last] = value

    return plant


def change(path: str, by: Callable[[Any], Any]) -> Plant:
    def plant(values: dict[str, Any]) -> None:
        *keys, last = path.split("/")
        place: Any = values
        for key in keys:
            place = place[int(key)] if isinstance(place, list) else place[key]
        place[last] = by(place[last])

    return plant


def each(*plants: Plant) -> Plant:
    def plant(values: dict[str, Any]) -> None:
        for one in plants:
            one(values)

    return plant


DIAGNOSES = label()["clinical"]["diagnoses"]
MEDICATIONS = label()["clinical"]["medications"]
ITEMS = label()["determinations"]
STRENGTH_AT = next(index for index, drug in enumerate(MEDICATIONS) if drug["strength"])
SET = [name for name, value in MEDICATIONS[STRENGTH_AT].items() if value is not None]


def item_cells(index: int) -> dict[str, dict[str, int]]:
    """What goes when a whole item goes: one omission for each of its values, by field."""
    found: dict[str, dict[str, int]] = {}
    for path, value in leaves(ITEMS[index]):
        if value is None:
            continue
        name = ".".join(["determinations", *(key for key in path[1:].split("/") if not key.isdigit())])
        found.setdefault(name, {"right": 0, "omissions": 0})
        found[name]["right"] -= 1
        found[name]["omissions"] += 1
    return found


WRONG = {"right": -1, "wrong": 1}
OMITTED = {"right": -1, "omissions": 1}
INVENTED = {"inventions": 1}

TABLE = [
    Planted("nothing", lambda values: None),
    Planted("an omission of a value", put("worker/age", None), {"worker.age": OMITTED}),
    Planted("an invention of a value", put("determinations/0/date_of_service", "2016-01-02"),
            {"determinations.date_of_service": {"inventions": 1, "nothing": -1}}),
    Planted("a wrong number", put("worker/age", 99), {"worker.age": WRONG}),
    Planted("a wrong date", put("case/decision_date", "2001-01-01"), {"case.decision_date": WRONG}),
    Planted("a flipped decision",
            change("determinations/0/decision", lambda old: "upheld" if old == "overturned" else "overturned"),
            {"determinations.decision": WRONG}),
    Planted("a flipped conclusion", change("determinations/1/medically_necessary", lambda old: not old),
            {"determinations.medically_necessary": WRONG}),
    Planted("an omission in a list", change("clinical/diagnoses", lambda old: old[:-1]),
            {"clinical.diagnoses": OMITTED}),
    Planted("an invention in a list", change("clinical/diagnoses", lambda old: [*old, "gout of the big toe"]),
            {"clinical.diagnoses": INVENTED}),
    Planted("a list said twice", change("clinical/diagnoses", lambda old: [*old, *old]),
            {"clinical.diagnoses": {"inventions": len(DIAGNOSES)}}),
    Planted("a list in another order", change("clinical/exam_findings", lambda old: old[::-1])),
    Planted("records in another order", change("determinations", lambda old: old[::-1])),
    Planted("drugs in another order", change("clinical/medications", lambda old: old[::-1])),
    Planted("a wrong dose", put(f"clinical/medications/{STRENGTH_AT}/strength", "9999 mg"),
            {"clinical.medications.strength": WRONG}),
    Planted("a dose without its blank", change(f"clinical/medications/{STRENGTH_AT}/strength", lambda old: old.replace(" ", ""))),
    Planted("another drug altogether", put(f"clinical/medications/{STRENGTH_AT}/name", "zzzol"),
            {f"clinical.medications.{name}": {"right": -1, "omissions": 1, "inventions": 1} for name in SET}),
    Planted("an invented drug",
            change("clinical/medications", lambda old: [*old, {"name": "zzzol", "strength": None, "frequency": None}]),
            {"clinical.medications.name": INVENTED}),
    Planted("a reason too few", change("determinations/0/basis", lambda old: old[1:]),
            {"determinations.basis": OMITTED}),
    Planted("a reason too many", change("determinations/0/basis", lambda old: [*old, "documented_improvement"]),
            {"determinations.basis": INVENTED}),
    Planted("a reason said twice", change("determinations/0/basis", lambda old: [*old, *old])),
    Planted("an item lost", change("determinations", lambda old: old[:-1]), item_cells(len(ITEMS) - 1)),
    Planted("a rationale with a word turned round",
            change("determinations/1/rationale", lambda old: old.replace("medically necessary", "medically unnecessary")),
            {"determinations.rationale": WRONG}),
]  # fmt: skip


@pytest.mark.parametrize("planted", TABLE, ids=lambda one: one.name)
def test_exactly_these_counts_change(planted: Planted) -> None:
    cells = cells_after(planted.plant)
    for name in {cell.field for cell in cells} | set(planted.changes):
        expected = dict(zip(Tally.__dataclass_fields__, by_field(name).counts, strict=True))
        for what, by in planted.changes.get(name, {}).items():
            expected[what] += by
        found = tally([cell for cell in cells if cell.field == name])
        # A lost record takes the cells with it in which it has nothing; they count for nobody.
        expected["nothing"], expected["grounded"] = found.nothing, found.grounded
        assert dict(zip(Tally.__dataclass_fields__, found.counts, strict=True)) == expected, name


def by_field(name: str) -> Tally:
    return tally([cell for cell in cells_after(lambda values: None) if cell.field == name])


def test_a_merge_is_at_most_one_right() -> None:
    """Two entries in one: where it is like neither, both are omitted; never are both found."""
    values = copy.deepcopy(DIAGNOSES)
    cells = cells_after(put("clinical/diagnoses", [f"{values[0]} and {values[1]}", *values[2:]]))
    found = tally([cell for cell in cells if cell.field == "clinical.diagnoses"])
    assert found.right == len(values) - 2
    assert found.omissions + found.wrong == 2


def test_a_split_finds_neither_half() -> None:
    merged = ImrRecord.model_validate(
        {"clinical": {"diagnoses": ["sprain of the left wrist and crush injury of the hand"]}}
    )
    halves = ImrRecord.model_validate(
        {"clinical": {"diagnoses": ["sprain of the left wrist", "crush injury of the hand"]}}
    )
    found = tally([cell for cell in score(merged, halves) if cell.field == "clinical.diagnoses"])
    assert found.right == 0
    assert found.inventions + found.wrong == 2
    assert found.omissions + found.wrong == 1


def test_a_swap_of_decisions_is_two_wrong_and_aligns_by_request() -> None:
    def swap(values: dict[str, Any]) -> None:
        one, other = values["determinations"][0], values["determinations"][1]
        one["decision"], other["decision"] = other["decision"], one["decision"]

    decisions = {item["decision"] for item in ITEMS[:2]}
    assert len(decisions) == 2, "the letter has to decide both ways"
    found = tally([cell for cell in cells_after(swap) if cell.field == "determinations.decision"])
    assert (found.right, found.wrong) == (len(ITEMS) - 2, 2)


def test_a_wrong_value_is_one_false_positive_and_one_false_negative() -> None:
    found = Tally(right=3, wrong=1)
    assert found.f1 == 2 * 3 / (2 * 3 + 1 + 1)
    assert found.precision == found.recall == 3 / 4


def test_a_failed_letter_scores_zero_and_is_not_dropped() -> None:
    cells = score(letters.label(NAME), None)
    found = tally(cells)
    assert found.right == found.inventions == found.wrong == 0
    assert found.omissions == BASE.right
    assert found.f1 == 0.0


def test_a_label_may_leave_out_what_is_optional() -> None:
    nothing = letters.label(NAME).model_copy(update={"documents_reviewed": []})
    listed = nothing.model_copy(update={"documents_reviewed": ["Operative report dated 1/2/2016"]})
    assert not [cell for cell in score(nothing, listed) if cell.field == "documents_reviewed"]
    assert [cell.mark for cell in score(listed, nothing) if cell.field == "documents_reviewed"] == [Mark.OMISSION]


@pytest.mark.parametrize("name", letters.NAMES)
def test_a_label_is_right_against_itself_and_every_value_is_one_cell(name: str) -> None:
    one = letters.label(name)
    cells = score(one, one)
    assert not [cell for cell in cells if cell.wrong]
    _hold(name, one, cells)


@pytest.mark.parametrize("seed", range(20))
def test_order_never_matters_and_nothing_is_counted_twice(seed: int) -> None:
    chance = random.Random(seed)
    values = label()
    for place in (values["clinical"], values):
        for name, entries in place.items():
            if isinstance(entries, list):
                place[name] = chance.sample(entries, len(entries))
    predicted = ImrRecord.model_validate(values)
    cells = score(letters.label(NAME), predicted)
    assert tally(cells).counts[:5] == BASE.counts[:5]
    _hold(NAME, letters.label(NAME), cells)


# Evidence


def evidence_of(letter: Letter, record: ImrRecord) -> dict[str, list[Span]]:
    """Passages for every verbatim value: where its words first stand."""
    found: dict[str, list[Span]] = {}
    for path, value in leaves(record):
        if type(value) is str:
            places = find(letter, value)
            if places:
                found[path] = [letter.span(places[0].start, places[0].end)]
    return found


def test_shifted_evidence_keeps_the_value_and_loses_its_ground() -> None:
    letter, record = letters.letter(NAME), letters.label(NAME)
    evidence = evidence_of(letter, record)
    path = "/clinical/diagnoses/0"
    before = tally(score(record, record, letter, evidence))
    span = evidence[path][0]
    evidence[path] = [letter.span(span.start + 400, span.end + 400)]
    after = tally(score(record, record, letter, evidence))
    assert after.counts[:5] == before.counts[:5]
    assert after.grounded == before.grounded - 1


def test_evidence_of_another_letter_is_no_ground() -> None:
    letter, record = letters.letter(NAME), letters.label(NAME)
    other = Letter.from_text("x" * len(letter.text))
    evidence = evidence_of(letter, record)
    ground = {cell.predicted_path for cell in score(record, record, other, evidence) if cell.grounded}
    assert not ground & set(evidence)


def test_an_entry_without_words_of_its_own_is_held_to_no_place() -> None:
    letter = letters.letter("2016-one-item")
    record = letters.label("2016-one-item").model_copy(deep=True)
    (guideline,) = record.determinations[0].reviewer_guidelines[:1]
    guideline.title, guideline.sections, guideline.pages = None, [], []
    path = "/determinations/0/reviewer_guidelines/0/source"
    cells = score(record, record, letter, {path: [letter.span(0, 4)]})
    assert next(cell.grounded for cell in cells if cell.predicted_path == path)


@pytest.mark.parametrize(
    ("path", "text", "grounded"),
    [
        ("/worker/age", "29-year-old", True),
        ("/worker/age", "left knee", False),
        ("/case/decision_date", "01/11/2017", True),
        ("/case/decision_date", "12/16/2016", False),
        ("/determinations/0/decision", "Upheld", True),
        ("/determinations/0/decision", "CLINICAL CASE SUMMARY", False),
        ("/determinations/0/basis/0", "Braces that shift load", True),
        ("/determinations/0/basis/0", "29-year-old", False),
    ],
)
def test_dates_numbers_and_codes_have_ground_of_their_own(path: str, text: str, grounded: bool) -> None:
    letter, record = letters.letter("2016-one-item"), letters.label("2016-one-item")
    start = letter.text.index(text)
    cells = score(record, record, letter, {path: [letter.span(start, start + len(text))]})
    assert next(cell.grounded for cell in cells if cell.predicted_path == path) is grounded
