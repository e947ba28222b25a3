"""Kinds by name, and two of one name."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint

import pytest
from pydantic import BaseModel

from structurer.errors import KindError, KindWarning
from structurer.kinds import registry
from structurer.kinds.ur.record import UrRecord
from structurer.version import __version__


class Postcard(BaseModel):
    """A record of no kind."""


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    registry._points.cache_clear()
    yield
    registry._points.cache_clear()


def test_kinds_are_found_by_name_and_by_record() -> None:
    assert "ur" in registry.kind_names()
    assert registry.kind_named("ur").record is UrRecord
    assert registry.kind_of(UrRecord()) is registry.kind_named("ur")


def test_a_kind_says_which_package_it_comes_from() -> None:
    assert registry.kind_named("ur").origin == f"structurer {__version__}"


def test_what_is_unknown_names_what_is_known() -> None:
    with pytest.raises(KindError, match=r"known kinds: .*ur"):
        registry.kind_named("postcard")
    with pytest.raises(KindError, match="no kind has records"):
        registry.kind_of(Postcard())


def test_two_kinds_of_one_name_say_whence_each_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [
        EntryPoint("ur", "structurer.kinds.ur:KIND", registry.GROUP),
        EntryPoint("ur", "other:KIND", registry.GROUP),
    ]
    monkeypatch.setattr(registry, "entry_points", lambda group: points)
    with pytest.raises(KindError, match=r"structurer\.kinds\.ur:KIND and other:KIND"):
        registry.kind_named("ur")


def test_two_kinds_of_one_name_keep_nobody_from_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [
        EntryPoint("ur", "structurer.kinds.ur:KIND", registry.GROUP),
        EntryPoint("odd", "one:KIND", registry.GROUP),
        EntryPoint("odd", "other:KIND", registry.GROUP),
        EntryPoint("odd", "third:KIND", registry.GROUP),
    ]
    monkeypatch.setattr(registry, "entry_points", lambda group: points)
    registry.leave_out.cache_clear()
    with pytest.warns(KindWarning, match="two kinds are called odd: one:KIND and other:KIND"):
        assert [kind.name for kind in registry.kinds()] == ["ur"]
    assert registry.kind_named("ur").name == "ur"


def test_an_entry_point_that_is_no_kind_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "entry_points", lambda group: [EntryPoint("odd", "json:dumps", registry.GROUP)])
    with pytest.raises(KindError, match="not a LetterKind"):
        registry.kind_named("odd")


@pytest.mark.parametrize(
    ("value", "says"),
    [("structurer.kinds.gone:KIND", "cannot be loaded"), ("structurer.kinds.ur:KIND", "calls its kind ur")],
)
def test_a_kind_that_cannot_be_had_is_told_with_whence_it_comes(
    monkeypatch: pytest.MonkeyPatch, value: str, says: str
) -> None:
    monkeypatch.setattr(registry, "entry_points", lambda group: [EntryPoint("odd", value, registry.GROUP)])
    with pytest.raises(KindError, match=says):
        registry.kind_named("odd")
