"""A part of a kind that fails is told by what it is and where, if it is from elsewhere, and never with letter text."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from structurer import Letter, LetterKind, Structurer, validate
from structurer.errors import KindError, UnexpectedError
from structurer.kinds import recognising, registry
from structurer.kinds.ur import KIND as UR

KIND_TEXT = """from pydantic import BaseModel
from structurer import Ask, LetterKind, Reader, Reading, Rule, Severity, Recognition

class Card(BaseModel):
    sender: str | None = None

def split(text): return 1 / text.count("xyz")
def read(letter, outline):
    split(letter.text)
    yield Reading("/sender", "Ann", None)
def unread(letter): yield None
def beyond(letter, outline): yield Reading("/senders/3/name", "Ann", None)
def plan(letter, outline, draft): return [split(letter.text)]
def check(case): yield split(case.letter.text)
def recognise(letter): return Recognition(split(letter.text))
def kind(**parts): return LetterKind("card", 1, Card, **parts)
READER = kind(readers=(Reader("labels", read),))
UNFIT = kind(readers=(Reader("labels", unread),))
BEYOND = kind(readers=(Reader("labels", beyond),))
ASK = kind(asks=(Ask("sender", plan),))
RULE = kind(rules=(Rule("signed", Severity.ERROR, "It is signed.", check),))
SEEN = kind(recognise=recognise)
OUTLINE = kind(outline=lambda letter: split(letter.text))
"""
LETTER = Letter.from_text("Dear Bob,\nsecret\nAnn")


@pytest.fixture
def card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    (tmp_path / "card_kind").mkdir()
    (tmp_path / "card_kind" / "__init__.py").write_text("")
    (tmp_path / "card_kind" / "parts.py").write_text(KIND_TEXT)
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("card_kind.parts")
    for name in ("card_kind", "card_kind.parts"):
        sys.modules.pop(name)


SPLIT = "ZeroDivisionError at parts.py:7"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("READER", f"reader labels of kind card failed: {SPLIT}; the defect is in that package"),
        ("UNFIT", "reader labels of kind card failed: TypeError; the defect is in that package"),
        ("RULE", f"rule signed of kind card failed: {SPLIT}"),
        ("SEEN", f"recognition of kind card failed: {SPLIT}"),
        ("OUTLINE", f"outline of kind card failed: {SPLIT}"),
    ],
)
def test_a_part_that_fails_is_named_with_its_place(card: Any, name: str, says: str) -> None:
    with pytest.raises(UnexpectedError) as failed:
        Structurer(getattr(card, name), read_only=True).structure(LETTER)
    assert failed.value.message.startswith(says)
    assert "secret" not in str(failed.value)


def test_a_reader_that_fills_what_the_record_has_not_is_named(card: Any) -> None:
    with pytest.raises(KindError, match="reader labels fills /senders/3/name, which the record has not"):
        Structurer(card.BEYOND, read_only=True).structure(LETTER)


def test_an_ask_that_fails_is_named(card: Any) -> None:
    with pytest.raises(UnexpectedError, match=r"ask sender of kind card failed: ZeroDivisionError at parts\.py:7"):
        Structurer(card.ASK, base_url="http://127.0.0.1:9/v1", model="none").structure(LETTER)


def test_a_rule_that_fails_without_a_pipeline_is_named_too(card: Any) -> None:
    with pytest.raises(UnexpectedError, match="rule signed of kind card"):
        validate(LETTER, card.Card(), kind=card.RULE)


def test_a_kind_that_fails_at_recognising_keeps_no_other_from_being_found(
    card: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognising, "kinds", lambda: [card.SEEN, UR])
    registry.leave_out.cache_clear()
    with pytest.warns(match="recognition of kind card failed"):
        assert [kind.name for kind, _ in recognising.recognitions(LETTER)] == ["ur"]


def test_a_defect_of_the_librarys_own_kinds_goes_on_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def code(letter: Letter) -> Any:
        raise ZeroDivisionError

    code.__module__ = "structurer.kinds.ur.sections"
    with pytest.raises(ZeroDivisionError):
        Structurer(LetterKind("ur", 1, UR.record, outline=code), read_only=True).structure(LETTER)
