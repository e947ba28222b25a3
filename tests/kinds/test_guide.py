"""The examples of docs/kinds.md on rules, sections and questions do what the guide says of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from structurer import Letter, Structurer, validate
from structurer.draft import Draft
from structurer.evals.fields import faults_of_groups, field_names
from structurer.result import Source

GUIDE = Path(__file__).parents[2] / "docs" / "kinds.md"


@pytest.fixture(scope="module")
def guide() -> dict[str, Any]:
    section = GUIDE.read_text(encoding="utf-8").split("\n## 7.")[1].split("\n## 8.")[0]
    names: dict[str, Any] = {"__name__": "guide"}
    code = "\n".join(re.findall(r"^```python\n(.*?)^```", section, re.MULTILINE | re.DOTALL))
    exec(compile(code, str(GUIDE), "exec", dont_inherit=True), names)
    return names


def test_its_first_letter_has_what_is_printed_of_it_where_that_is_said() -> None:
    first = GUIDE.read_text(encoding="utf-8").split("\n## 2.")[0]
    blocks = re.findall(r"^```\w*\n(.*?)^```", first, re.MULTILINE | re.DOTALL)
    note = next(block for block in blocks if block.startswith("March"))
    printed = re.findall(r"^ \w* +(.+?)  +p\. 1, (\d+)-(\d+)(?:: (.+?))?  ", first, re.MULTILINE)
    assert len(printed) == 5
    for value, start, end, words in printed:
        assert note[int(start) : int(end)] == (words or value)


def test_its_rule_is_tested_as_it_says(guide: dict[str, Any]) -> None:
    guide["test_a_repair_has_a_day"]()


def test_its_outline_flags_a_piece(guide: dict[str, Any]) -> None:
    kind, piece = guide["KIND"], Letter.from_text("the boiler is replaced.\nPetra\n")
    assert "part_missing" in [finding.rule for finding in validate(piece, kind.record(), kind=kind)]
    whole = Letter.from_text(guide["WHOLE"])
    assert "part_missing" not in [finding.rule for finding in validate(whole, kind.record(), kind=kind)]
    wrong = kind.record(repairs=["Flat"])
    assert "value_not_in_section" in [finding.rule for finding in validate(whole, wrong, kind=kind)]


def test_its_ask_grounds_what_stands_in_the_letter_and_refuses_the_rest(guide: dict[str, Any]) -> None:
    kind, letter = guide["KIND"], Letter.from_text(guide["WHOLE"])
    draft = Draft(letter)
    instead, record = [question for ask in kind.asks for question in ask.plan(letter, kind.outline(letter), draft)]
    assert (instead.ask, record.ask) == ("instead", "record")
    assert "instead" not in record.answer_model.model_fields
    assert instead.shown == "You may use the washing room or the loft."
    instead.take({"instead": ["washing room", "cellar", "loft"]}, draft, instead, Source.ASKED)
    assert draft.values["instead"] == ["washing room", "loft"]
    assert draft.evidence["/instead/1"][0].text == "loft"
    assert [finding.rule for finding in draft.findings] == ["quote_not_in_letter"]
    instead.take({}, draft, instead, Source.ASKED)
    assert draft.values["instead"] == []


def test_its_kind_holds_together(guide: dict[str, Any]) -> None:
    kind = guide["KIND"]
    assert faults_of_groups(kind, field_names(kind.record)) == []
    assert Structurer(kind, read_only=True).structure(Letter.from_text(guide["WHOLE"])).record.repairs == []
