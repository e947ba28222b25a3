"""Kinds by name, and two of one name."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest
from pydantic import BaseModel

from structurer.errors import KindError
from structurer.kinds import registry
from structurer.kinds.imr import KIND
from structurer.kinds.imr.record import ImrRecord


class Postcard(BaseModel):
    """A record of no kind."""


@pytest.fixture(autouse=True)
def fresh() -> None:
    registry._points.cache_clear()


def test_kinds_are_found_by_name_and_by_record() -> None:
    assert registry.kind_names() == ["imr"]
    assert registry.kind_named("imr") is KIND
    assert registry.kind_of(ImrRecord()) is KIND


def test_what_is_unknown_names_what_is_known() -> None:
    with pytest.raises(KindError, match="known kinds: imr"):
        registry.kind_named("postcard")
    with pytest.raises(KindError, match="no kind has records"):
        registry.kind_of(Postcard())


def test_two_kinds_of_one_name_say_whence_each_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [
        EntryPoint("imr", "structurer.kinds.imr:KIND", registry.GROUP),
        EntryPoint("imr", "other:KIND", registry.GROUP),
    ]
    monkeypatch.setattr(registry, "entry_points", lambda group: points)
    with pytest.raises(KindError, match=r"structurer\.kinds\.imr:KIND and other:KIND"):
        registry.kind_named("imr")
    registry._points.cache_clear()


def test_an_entry_point_that_is_no_kind_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "entry_points", lambda group: [EntryPoint("odd", "json:dumps", registry.GROUP)])
    with pytest.raises(KindError, match="not a LetterKind"):
        registry.kind_named("odd")
    registry._points.cache_clear()
