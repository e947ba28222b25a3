"""Marks on fields, wherever in a field's type they stand; and that no string of a record goes unchecked."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import BaseModel, create_model

from structurer import Letter, LetterKind, Quote
from structurer.comparators import EXACT
from structurer.evals.fields import leaf_specs
from structurer.marks import Compared, Verbatim, marked
from structurer.sections import Outline, Section
from structurer.validation import validate

LETTER = Letter.from_text("The drug\nis Fentora.\nThe reason\nis pain.\n")


class Drug(BaseModel):
    name: str
    brand: str | None = None


class Course(BaseModel):
    drug: Drug
    others: list[Drug]


Body = Annotated[str, Verbatim("reason")]

WAYS: list[tuple[Any, Any, Any, str]] = [
    (str, ..., "Foo", "/held"),
    (Quote, ..., "Foo", "/held"),
    (str | None, ..., "Foo", "/held"),
    (str | None, None, "Foo", "/held"),
    (str, "", "Foo", "/held"),
    (Annotated[str, Compared(EXACT)], ..., "Foo", "/held"),
    (list[str], ..., ["Fentora", "Foo"], "/held/1"),
    (list[str], [], ["Fentora", "Foo"], "/held/1"),
    (list[Quote], ..., ["Foo"], "/held/0"),
    (list[str] | None, None, ["Foo"], "/held/0"),
    (list[str | None], [], ["Foo"], "/held/0"),
    (Body, ..., "Foo", "/held"),
    (Body | None, None, "Foo", "/held"),
    (list[Body], ..., ["Foo"], "/held/0"),
    (list[Body], [], ["Foo"], "/held/0"),
    (Drug, ..., {"name": "Foo"}, "/held/name"),
    (Drug, ..., {"name": "Fentora", "brand": "Foo"}, "/held/brand"),
    (Drug | None, None, {"name": "Foo"}, "/held/name"),
    (list[Drug], ..., [{"name": "Foo"}], "/held/0/name"),
    (list[Drug], [], [{"name": "Fentora"}, {"name": "Foo"}], "/held/1/name"),
    (Course, ..., {"drug": {"name": "Foo"}, "others": []}, "/held/drug/name"),
    (Course, ..., {"drug": {"name": "Fentora"}, "others": [{"name": "Foo"}]}, "/held/others/0/name"),
]  # fmt: skip


@pytest.mark.parametrize(("declared", "default", "value", "path"), WAYS)
def test_an_invented_value_is_found_however_its_field_is_declared(
    declared: Any, default: Any, value: Any, path: str
) -> None:
    kind = LetterKind.from_model(create_model("Holding", held=(declared, default)))
    record = kind.record.model_validate({"held": value})
    found = [finding.path for finding in validate(LETTER, record, None, kind) if finding.rule == "value_not_in_letter"]
    assert found == [path]


def outline(letter: Letter) -> Outline:
    at = letter.text.index("The reason")
    parts = (Section("drug", 0, at), Section("reason", at, len(letter.text)))
    return Outline("letter", 0, len(letter.text), parts=parts, found_by="headings")


@pytest.mark.parametrize("by_model", [True, False])
@pytest.mark.parametrize(
    ("declared", "default", "value", "path"),
    [
        (Body, ..., "Fentora", "/held"),
        (Body | None, None, "Fentora", "/held"),
        (list[Body], [], ["pain", "Fentora"], "/held/1"),
        (list[Body] | None, None, ["Fentora"], "/held/0"),
        (Annotated[list[str], Verbatim("reason")], [], ["Fentora"], "/held/0"),
    ],
)
def test_a_mark_inside_a_fields_type_keeps_its_section(
    declared: Any, default: Any, value: Any, path: str, by_model: bool
) -> None:
    model = create_model("Holding", held=(declared, default))
    kind: LetterKind[Any] = (
        LetterKind.from_model(model, outline=outline)
        if by_model
        else LetterKind(name="holding", version=1, record=model, outline=outline)
    )
    record = kind.record.model_validate({"held": value})
    assert {mark.section for _, _, mark in marked(record)} == {"reason"}
    found = [finding.path for finding in validate(LETTER, record, None, kind) if finding.rule == "value_not_in_section"]
    assert found == [path]


def test_how_a_required_field_is_compared_is_known_too() -> None:
    kind = LetterKind.from_model(create_model("Flat", number=(Annotated[str, Compared(EXACT)], ...)))
    assert [(spec.comparator.name, spec.verbatim) for _, spec in leaf_specs(kind.record)] == [("exact", Verbatim())]
