"""What is complete of an answer that was cut off, and whether it ran in circles."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import BaseModel

from structurer.models.salvage import repeats, salvage
from tests.models.conftest import WHOLE, Answer


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('{"age": 60, "findings": ["a", "b', {"age": 60, "findings": ["a"], "medications": []}),
        ('{"age": 60, "findings": ["a", "b"', {"age": 60, "findings": ["a"], "medications": []}),
        ('{"age": 60, "findings": ["a", "b",', {"age": 60, "findings": ["a", "b"], "medications": []}),
        ('{"age": 60, "findings": ["a"], "med', {"age": 60, "findings": ["a"], "medications": []}),
        ('{"age": 60, "findings": ["a"], "medications": [{"name": "Norco", "stre', {"age": 60, "findings": ["a"], "medications": []}),
        (
            '{"age": 60, "findings": [], "medications": [{"name": "Norco", "strength": null}, {"name": "Tra',
            {"age": 60, "findings": [], "medications": [{"name": "Norco", "strength": None}]},
        ),
        ('{"findings": ["a", "b, \\"c\\"", "d', {"age": None, "findings": ["a", 'b, "c"'], "medications": []}),
        ('{"findings": ["a", "]}", "d', {"age": None, "findings": ["a", "]}"], "medications": []}),
        ('{"age": 6', None),
        ('{"age": 60', None),
        ('{"age": 60,', {"age": 60, "findings": [], "medications": []}),
        ('{"age": null, "findings"', {"age": None, "findings": [], "medications": []}),
        ('{"findings": ["a", "a", "b", "a", "c', {"age": None, "findings": ["a", "b"], "medications": []}),
        (json.dumps(WHOLE), WHOLE),
        (json.dumps(WHOLE) + "\n\n\n", WHOLE),
        ('{"age": "sixty", "findings": ["a", "', None),
        ('{"findings": ["', None),
        ("{", None),
        ("", None),
        ("I think that", None),
        ("]", None),
        ('{"findings": ["a"}', None),
    ],
)  # fmt: skip
def test_what_is_complete_is_kept(text: str, kept: dict[str, Any] | None) -> None:
    salvaged = salvage(text, Answer)
    assert (salvaged.model_dump() if salvaged else None) == kept


def test_an_answer_whose_needed_field_was_not_reached_is_none() -> None:
    class Verdict(BaseModel):
        reasons: list[str]
        upheld: bool

    assert salvage('{"reasons": ["a", "b", "c', Verdict) is None


def test_what_nested_objects_lack_is_filled_likewise() -> None:
    class Inner(BaseModel):
        name: str
        tags: list[str]
        note: str | None

    class Outer(BaseModel):
        inner: Inner

    salvaged = salvage('{"inner": {"name": "x", "ta', Outer)
    assert salvaged == Outer(inner=Inner(name="x", tags=[], note=None))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"findings": ["neck pain"' + ', "tenderness"' * 40, id="one element"),
        pytest.param('{"findings": ["x"' + ', "pain in the neck", "pain in the back"' * 20, id="elements in turn"),
        pytest.param('{"medications": [' + '{"name": "Norco", "strength": null}, ' * 12, id="one object"),
        pytest.param('{"age": 60,' + "\n" * 300, id="blanks"),
        pytest.param('{"findings": ["pain and ' + "and pain " * 60, id="words in a string"),
        pytest.param('{"findings": [' + ", ".join(f'"{w}"' for w in "abcabcabacbbca") + ', "z', id="few of many"),
        pytest.param(
            '{"findings": ["' + " ".join(f"the neck is very tender {n}" for n in range(9)), id="a phrase with a counter"
        ),
    ],
)
def test_circles_are_seen(text: str) -> None:
    assert repeats(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"age": 60, "findings": ["tenderness", "swelling", "reduced range of motion", "spasm", "weak grip", "numb',
        '{"medications": [' + ", ".join(f'{{"name": "drug{n}", "strength": null, "frequency": null}}' for n in range(30)),
        '{"findings": ["pain in the left knee", "pain in the right knee", "pain in the left hip", "pain in the right hip',
        '{"findings": ["The patient has pain in the neck and pain in the back, and the pain in the neck is worse',
        "",
        "{",
    ],
)  # fmt: skip
def test_a_long_answer_is_no_circle(text: str) -> None:
    assert not repeats(text)
