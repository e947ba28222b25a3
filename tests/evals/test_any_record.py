"""Scoring records of anybody's classes: what identifies an entry, what counts as a list, and what stands where."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

import pytest
from pydantic import BaseModel

from structurer.comparators import EXACT
from structurer.evals.cells import Mark
from structurer.evals.fields import value_paths
from structurer.evals.scoring import score
from structurer.kind import LetterKind
from structurer.letter import Letter
from structurer.marks import Compared, Identity


class Item(BaseModel):
    name: str
    amount: float | None = None
    note: str | None = None


class Order(BaseModel):
    items: list[Item] = []


class Member(BaseModel):
    who: str | None = None


class Team(BaseModel):
    lead: Member
    members: list[str] = []


class Teams(BaseModel):
    teams: list[Team] = []


class Tagged(BaseModel):
    tag: Annotated[str | None, Identity()] = None
    text: str | None = None


class Lists(BaseModel):
    sums: list[float] = []
    codes: list[Annotated[str, Compared(EXACT)]] = []
    tagged: list[Tagged] = []
    urgent: Annotated[bool | None, Compared(EXACT, optional=True)] = None
    count: Annotated[int | None, Compared(EXACT, optional=True)] = None


class Charge(BaseModel):
    amount: float


class Charges(BaseModel):
    charges: list[Charge] = []


class Bill(BaseModel):
    price: Decimal | None = None
    due: dt.datetime | None = None


def marks(model: type[BaseModel], label: dict[str, Any], predicted: dict[str, Any]) -> list[str]:
    """The cells with a value as `field mark`, of the model as a kind."""
    record = LetterKind.from_model(model).record
    ours = record.model_validate(label)
    cells = score(ours, record.model_validate(predicted))
    assert sorted(cell.label_path for cell in cells if cell.label_path) == sorted(value_paths(ours))
    return [f"{cell.field} {cell.mark.value}" for cell in cells if cell.mark is not Mark.NOTHING]


@pytest.mark.parametrize("record", [Order, LetterKind.from_model(Order).record])
def test_what_a_model_requires_tells_entries_apart(record: type[BaseModel]) -> None:
    ours = record.model_validate({"items": [{"name": "Chair", "amount": 1, "note": "w x y z"}]})
    theirs = record.model_validate({"items": [{"name": "Chair", "amount": 5, "note": "p q r s"}]})
    assert [cell.mark for cell in score(ours, theirs)] == [Mark.RIGHT, Mark.WRONG, Mark.WRONG]


def test_amounts_that_differ_in_the_last_figure_are_two() -> None:
    label, predicted = {"charges": [{"amount": 1234567.1}]}, {"charges": [{"amount": 1234567.2}]}
    assert marks(Charges, label, predicted) == ["charges.amount omission", "charges.amount invention"]


def test_entries_that_nothing_identifies_are_known_by_all_they_hold() -> None:
    one, other = {"lead": {"who": "Ann"}, "members": ["Bo", "Cy"]}, {"lead": {"who": "Di"}, "members": ["Ed"]}
    assert {told.split()[1] for told in marks(Teams, {"teams": [one, other]}, {"teams": [other, one]})} == {"right"}
    label = {"tagged": [{"text": "one"}, {"text": "two"}]}
    assert marks(Lists, label, {"tagged": [{"text": "two"}]}) == ["tagged.text omission", "tagged.text right"]


@pytest.mark.parametrize(
    ("label", "predicted", "told"),
    [
        ({"sums": [10, 10, 20]}, {"sums": [10, 20]}, ["sums right", "sums omission", "sums right"]),
        ({"codes": ["A  B"]}, {"codes": ["A B"]}, ["codes right"]),
        ({"urgent": False, "count": 0}, {"urgent": True, "count": 3}, ["urgent wrong", "count wrong"]),
        ({}, {"urgent": True, "count": 3}, []),
    ],
)
def test_nothing_of_a_list_or_of_a_label_is_left_out(
    label: dict[str, Any], predicted: dict[str, Any], told: list[str]
) -> None:
    assert marks(Lists, label, predicted) == told


@pytest.mark.parametrize(("words", "grounded"), [("12.50", True), ("Hello", False)])
def test_a_decimal_stands_where_its_number_is_printed(words: str, grounded: bool) -> None:
    letter = Letter("bill", "Hello, the price is 12.50 dollars.")
    start = letter.text.index(words)
    bill = Bill(price=Decimal("12.5"))
    (cell, _) = score(bill, bill, letter, {"/price": [letter.span(start, start + len(words))]})
    assert cell.grounded is grounded


def test_a_moment_stands_where_its_day_is_printed() -> None:
    letter = Letter("bill", "Due on 01/05/2020.")
    bill = Bill(due=dt.datetime(2020, 1, 5))
    assert score(bill, bill, letter, {"/due": [letter.span(7, 17)]})[1].grounded
