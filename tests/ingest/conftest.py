"""Jobs read the same few letters in test after test: what code reads of them is found out once a process."""

from __future__ import annotations

from typing import Any

import pytest

from structurer.draft import Draft
from structurer.kind import LetterKind
from structurer.kinds.medical.summary import told_in
from structurer.kinds.medical.summary.gathered import Told
from structurer.letter import Letter
from structurer.reading import read
from structurer.sections import Outline, Section

_READ: dict[tuple[str, str, bool], Draft] = {}
_TOLD: dict[tuple[str, Section], Told] = {}


def read_once(kind: LetterKind[Any], letter: Letter, outline: Outline, *, prose: bool = True) -> Draft:
    """What `structurer.reading.read` gives, kept for the kinds that come with the package."""
    if kind.name not in ("imr", "ur"):
        return read(kind, letter, outline, prose=prose)
    key = (kind.name, letter.text, prose)
    if key not in _READ:
        _READ[key] = read(kind, letter, outline, prose=prose)
    draft = _READ[key].copy()
    draft.letter = letter
    return draft


def told_once(letter: Letter, section: Section) -> Told:
    """What `told_in` gives, kept."""
    key = (letter.text, section)
    if key not in _TOLD:
        _TOLD[key] = told_in(letter, section)
    return _TOLD[key]


@pytest.fixture(autouse=True)
def letters_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("structurer.pipeline.read", read_once)
    monkeypatch.setattr("structurer.kinds.medical.asks.summary.told_in", told_once)
