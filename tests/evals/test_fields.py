"""What is scored, read off a record's class: a kind that declares nothing gets what its types suggest."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel

from structurer.comparators import EXACT, PHRASE, STRENGTH
from structurer.errors import EvalError
from structurer.evals.cells import tally
from structurer.evals.fields import field_names, identity, leaf_specs, specs
from structurer.evals.scores import groups_of
from structurer.evals.scoring import score
from structurer.kind import LetterKind
from structurer.kinds.imr import KIND
from structurer.marks import Compared


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Line(BaseModel):
    note: str | None = None
    article: str
    price: float | None = None


class Invoice(BaseModel):
    number: str
    sent: dt.date | None = None
    paid: bool = False
    way: Literal["post", "mail"] | None = None
    colours: list[Colour] = []
    remarks: list[str] | None = None
    dose: Annotated[str | None, Compared(STRENGTH)] = None
    lines: list[Line] = []


PLAIN: LetterKind[Any] = LetterKind("invoice", 1, Invoice)


@pytest.mark.parametrize(
    ("name", "shape", "comparator"),
    [
        ("number", "value", PHRASE),
        ("sent", "value", EXACT),
        ("paid", "value", EXACT),
        ("way", "value", EXACT),
        ("colours", "codes", EXACT),
        ("remarks", "values", PHRASE),
        ("dose", "value", STRENGTH),
        ("lines", "parts", PHRASE),
    ],
)
def test_types_say_how_a_field_is_compared(name: str, shape: str, comparator: Any) -> None:
    spec = next(spec for spec in specs(Invoice) if spec.name == name)
    assert spec.shape == shape
    if shape != "parts":
        assert spec.comparator is comparator


def test_records_of_a_list_go_by_their_first_value_that_is_always_there() -> None:
    assert [spec.name for spec in identity(Line)] == ["article"]


def test_groups_are_the_parts_of_the_record_where_none_are_named() -> None:
    names = field_names(Invoice)
    assert list(groups_of(PLAIN, names)) == ["number", "sent", "paid", "way", "colours", "remarks", "dose", "lines"]


def test_groups_that_leave_a_field_out_are_refused() -> None:
    with pytest.raises(EvalError, match="every field exactly once"):
        groups_of(LetterKind("invoice", 1, Invoice, field_groups={"some": ["number"]}), field_names(Invoice))


def test_a_plain_record_is_scored() -> None:
    label = Invoice(
        number="A 7", colours=[Colour.RED], lines=[Line(article="blue chalk", price=2), Line(article="ink")]
    )
    other = Invoice(
        number="A 8", colours=[Colour.BLUE], lines=[Line(article="ink"), Line(article="blue chalk", price=3)]
    )
    found = tally(score(label, other))
    assert (found.right, found.omissions, found.inventions, found.wrong) == (3, 1, 1, 2)


def test_every_field_of_a_letter_is_in_one_group() -> None:
    names = [name for name, _ in leaf_specs(KIND.record)]
    groups = groups_of(KIND, names)
    assert sorted(index for members in groups.values() for index in members) == list(range(len(names)))
