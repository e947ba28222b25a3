"""Reading: what a kind's readers know of a letter, as the draft that the questions go on from."""

from __future__ import annotations

from typing import Any

from structurer.defects import blaming
from structurer.draft import Draft
from structurer.kind import LetterKind, Question, Recognition
from structurer.letter import Letter
from structurer.result import Source
from structurer.sections import Outline


def read(kind: LetterKind[Any], letter: Letter, outline: Outline, *, prose: bool = True) -> Draft:
    """The draft that the kind's readers make of a letter; without `prose`, by those alone that read behind labels."""
    draft = Draft(letter)
    for reader in kind.readers:
        if prose or not reader.prose:
            source = Source.PARSED if reader.prose else Source.READ
            with blaming(kind, f"reader {reader.name}", reader.read):
                for reading in reader.read(letter, outline):
                    draft.put(reading.path, reading.value, reading.evidence, source)
    return draft


def recognised(kind: LetterKind[Any], letter: Letter) -> Recognition:
    """How much the letter looks like one of the kind, by the kind's own word."""
    with blaming(kind, "recognition", kind.recognise):
        return kind.recognise(letter)


def outline_of(kind: LetterKind[Any], letter: Letter) -> Outline:
    """The letter's sections as the kind sees them by its headings."""
    with blaming(kind, "outline", kind.outline):
        return kind.outline(letter)


def planned(kind: LetterKind[Any], letter: Letter, outline: Outline, draft: Draft) -> list[Question]:
    """The questions that the kind's asks plan, given what was read."""
    questions: list[Question] = []
    for ask in kind.asks:
        with blaming(kind, f"ask {ask.name}", ask.plan):
            questions += ask.plan(letter, outline, draft)
    return questions


def complete(kind: LetterKind[Any], draft: Draft, outline: Outline) -> None:
    """Let the kind fill what its record needs and nobody put."""
    with blaming(kind, "complete", kind.complete):
        kind.complete(draft, outline)


def questions_about(kind: LetterKind[Any], letter: Letter, ask: str = "rest") -> list[Question]:
    """The questions that a letter leads to, found out without asking a model.

    `ask` is the setting of that name. Of a letter whose headings fail that is the question where its parts stand: the
    others depend on the answer.
    """
    outline = outline_of(kind, letter)
    if outline.found_by == "none":
        where = kind.locate(letter)
        if where is not None:
            return [where]
    draft = read(kind, letter, outline, prose=ask == "rest")
    return planned(kind, letter, outline, draft)
