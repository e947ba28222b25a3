"""Answer models become schemas that the published rules accept; the checker itself refuses what they refuse."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field

from structurer.errors import KindError
from structurer.kinds.ur.record import UrRecord
from structurer.models.strict import schema_name, strict_schema
from tests.models.conftest import Answer
from tests.strict_rules import check_format, check_schema


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"


class Part(BaseModel):
    """A part of the body."""

    name: str = Field(min_length=1, max_length=80)
    side: Side | None = None


class Node(BaseModel):
    text: str
    children: list[Node]
    next: Node | None


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int


class Dog(BaseModel):
    kind: Literal["dog"]


class Everything(BaseModel):
    part: Part = Field(description="the part that hurts")
    parts: Annotated[list[Part], Field(min_length=1, max_length=4)]
    code: Annotated[str, Field(pattern=r"^[A-Z]\d{2}$")]
    loose: Annotated[str, Field(pattern=r"\d+")]
    bounded: Annotated[str, Field(pattern=r"^a\b.*$")]
    when: date
    years: Annotated[int, Field(ge=0, lt=130)]
    share: Annotated[float, Field(ge=0, le=1)]
    verdict: Literal["yes", "no"] = "no"
    maybe: Literal["yes", None]
    title: str
    pet: Annotated[Cat | Dog, Field(discriminator="kind")]


def test_every_property_is_required_and_nothing_else_allowed() -> None:
    schema = strict_schema(Everything)
    assert check_schema(schema).errors == []
    assert schema["required"] == list(Everything.model_fields)
    assert schema["additionalProperties"] is False
    assert "$defs" not in schema


@pytest.mark.parametrize(
    ("field", "part"),
    [
        ("code", {"type": "string", "pattern": r"^[A-Z]\d{2}$"}),
        ("loose", {"type": "string"}),
        ("bounded", {"type": "string"}),
        ("when", {"type": "string", "format": "date"}),
        ("years", {"type": "integer", "minimum": 0, "exclusiveMaximum": 130}),
        ("share", {"type": "number"}),
        ("verdict", {"type": "string", "enum": ["yes", "no"]}),
        ("maybe", {"anyOf": [{"type": "string", "enum": ["yes"]}, {"type": "null"}]}),
        ("title", {"type": "string"}),
    ],
)
def test_what_no_grammar_holds_is_left_to_validation(field: str, part: dict[str, Any]) -> None:
    assert strict_schema(Everything)["properties"][field] == part


def test_references_are_inlined_with_the_description_of_the_field() -> None:
    properties = strict_schema(Everything)["properties"]
    assert properties["part"]["description"] == "the part that hurts"
    assert properties["parts"]["items"]["description"] == "A part of the body."
    assert properties["part"]["properties"]["side"] == {
        "anyOf": [{"type": "string", "enum": ["left", "right"]}, {"type": "null"}]
    }
    assert (properties["parts"]["minItems"], properties["parts"]["maxItems"]) == (1, 4)


def test_a_model_that_holds_itself_keeps_its_references() -> None:
    schema = strict_schema(Node)
    assert check_schema(schema).errors == []
    assert schema["$defs"]["Node"]["properties"]["children"]["items"] == {"$ref": "#/$defs/Node"}


def test_a_whole_record_keeps_to_the_rules_too() -> None:
    verdict = check_schema(strict_schema(UrRecord))
    assert verdict.errors == []


@pytest.mark.parametrize(
    ("annotation", "said"),
    [
        (dict[str, str], "an object without named fields"),
        (dict[str, Any], "an object without named fields"),
        (Any, "a field of any type"),
        (tuple[int, str], "prefixItems"),
        (list, "a field of any type"),
        (Literal["a", 1], "of different types"),
    ],
)
def test_a_shape_that_cannot_be_constrained_is_refused_by_name(annotation: Any, said: str) -> None:
    from pydantic import create_model

    with pytest.raises(KindError, match=said) as caught:
        strict_schema(create_model("Odd", odd=(annotation, ...)))
    assert "answer model Odd, odd" in str(caught.value)


def test_a_schema_is_named_in_letters_that_the_api_takes() -> None:
    assert schema_name(Answer) == "Answer"
    assert schema_name(type("Answer[int]" + "x" * 80, (Answer,), {})) == "Answer_int_" + "x" * 53


# The checker


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _nested(levels: int) -> dict[str, Any]:
    schema = _object(leaf={"type": "string"})
    for _ in range(levels - 1):
        schema = _object(deeper=schema)
    return schema


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"anyOf": [_object(), _object()]}, "the root is an anyOf"),
        ({"type": "array", "items": {"type": "string"}}, "the root is not an object"),
        ({**_object(a={"type": "string"}), "required": []}, "$.a: not required"),
        ({"type": "object", "properties": {}, "required": []}, "additionalProperties is not false"),
        (_object(a={"type": "string", "minLength": 1}), "minLength is not permitted"),
        (_object(a={"type": "string", "default": "x"}), "default is not permitted"),
        (_object(a={"type": "string", "format": "uri"}), "format 'uri' is not supported"),
        (_object(a={"type": "array", "items": {"type": "string"}, "uniqueItems": True}), "uniqueItems"),
        (_object(a={"allOf": [{"type": "string"}]}), "allOf is not permitted"),
        (_object(a={"$ref": "#/$defs/A", "description": "x"}), "$ref stands beside"),
        (_object(a={"$ref": "#/$defs/A"}), "$ref leads nowhere"),
        (_object(a={}), "no type"),
        (_object(**{f"p{n}": {"type": "string"} for n in range(5001)}), "5001 properties"),
        (_nested(11), "11 levels"),
        (_object(a={"type": "integer", "enum": list(range(1001))}), "1001 enum values"),
        (_object(a={"type": "string", "enum": [f"{n:060}" for n in range(251)]}), "a large enum of 15060"),
        (_object(**{f"{n:01200}": {"type": "string"} for n in range(101)}), "121200 characters"),
    ],
)
def test_the_checker_refuses_what_the_rules_refuse(schema: dict[str, Any], said: str) -> None:
    assert any(said in error for error in check_schema(schema).errors)


def test_the_checker_warns_of_many_levels() -> None:
    assert check_schema(_nested(5)).warnings == []
    verdict = check_schema(_nested(6))
    assert verdict.errors == []
    assert len(verdict.warnings) == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (None, "not of type json_schema"),
        ({"type": "json_object"}, "not of type json_schema"),
        ({"type": "json_schema", "json_schema": {"name": "a", "schema": _object()}}, "strict is not true"),
        ({"type": "json_schema", "json_schema": {"name": "a b", "strict": True, "schema": _object()}}, "name"),
    ],
)
def test_the_checker_looks_at_the_request_too(given: Any, said: str) -> None:
    assert any(said in error for error in check_format(given).errors)
