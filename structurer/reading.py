"""Reading: what a kind's readers know of a letter, as the draft that the questions go on from."""

from __future__ import annotations

from typing import Any

from structurer.draft import Draft
from structurer.kind import LetterKind, Question
from structurer.letter import Letter
from structurer.result import Source
from structurer.sections import Outline


def read(kind: LetterKind[Any], letter: Letter, outline: Outline, *, prose: bool = True) -> Draft:
    """The draft that the kind's readers make of a letter; without `prose`, by those alone that read behind labels."""
    draft = Draft(letter)
    for reader in kind.readers:
        if prose or not reader.prose:
            source = Source.PARSED if reader.prose else Source.READ
            for reading in reader.read(letter, outline):
                draft.put(reading.path, reading.value, reading.evidence, source)
    return draft


def questions_about(kind: LetterKind[Any], letter: Letter, ask: str = "rest") -> list[Question]:
    """The questions that a letter leads to, found out without asking a model.

    `ask` is the setting of that name. Of a letter whose headings fail that is the question where its parts stand: the
    others depend on the answer.
    """
    outline = kind.outline(letter)
    if outline.found_by == "none":
        where = kind.locate(letter)
        if where is not None:
            return [where]
    draft = read(kind, letter, outline, prose=ask == "rest")
    return [question for ask in kind.asks for question in ask.plan(letter, outline, draft)]
