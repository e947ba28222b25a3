"""What a letter would be asked, found out without asking any model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from structurer.evals.fields import field_names
from structurer.kind import LetterKind, Question
from structurer.letter import Letter
from structurer.reading import read

_INDEX = re.compile(r"/\d+(?=/|$)")


def questions_about(kind: LetterKind[Any], letter: Letter, ask: str = "rest") -> list[Question]:
    """The questions that a letter leads to, as far as they are known before the model has said anything.

    `ask` is the setting of that name. Of a letter whose headings fail that is the question where its parts stand: the others depend on the answer.
    """
    outline = kind.outline(letter)
    if outline.found_by == "none":
        where = kind.locate(letter)
        if where is not None:
            return [where]
    draft = read(kind, letter, outline, prose=ask == "rest")
    return [question for ask in kind.asks for question in ask.plan(letter, outline, draft)]


def fields_of(kind: LetterKind[Any], questions: Sequence[Question]) -> list[str]:
    """The dotted names of what the questions fill; every field, where they do not say."""
    pointers = {path for question in questions for paths in question.paths.values() for path in paths}
    filled = {_INDEX.sub("", pointer).strip("/").replace("/", ".") for pointer in pointers}
    every = field_names(kind.record)
    return [name for name in every if any(name == one or name.startswith(f"{one}.") for one in filled)] or every
