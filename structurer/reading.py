"""Reading: what a kind's readers know of a letter, as the draft that the questions go on from."""

from __future__ import annotations

import types
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from structurer.draft import Draft
from structurer.errors import KindError
from structurer.kind import LetterKind, Question
from structurer.letter import Letter
from structurer.pointer import parse
from structurer.result import Source
from structurer.sections import Outline


def read(kind: LetterKind[Any], letter: Letter, outline: Outline, *, prose: bool = True) -> Draft:
    """The draft that the kind's readers make of a letter; without `prose`, by those alone that read behind labels.

    Raises KindError for a reader that fills what the record has not.
    """
    draft = Draft(letter)
    for reader in kind.readers:
        if prose or not reader.prose:
            source = Source.PARSED if reader.prose else Source.READ
            for reading in reader.read(letter, outline):
                if not _has(kind.record, tuple("0" if key.isdigit() else key for key in parse(reading.path))):
                    raise KindError(
                        f"reader {reader.name} fills {reading.path}, which the record has not",
                        hint=f"correct its pointer: {kind.record.__name__} has {', '.join(kind.record.model_fields)}",
                    )
                draft.put(reading.path, reading.value, reading.evidence, source)
    return draft


def _has(held: Any, keys: tuple[str, ...]) -> bool:
    """Whether a value of that type has a place at these keys, as far as the type tells."""
    origin, given = get_origin(held), get_args(held)
    if origin is Annotated:
        return _has(given[0], keys)
    if origin in (Union, types.UnionType):
        return any(_has(option, keys) for option in given)
    if not keys or held is Any:
        return True
    if origin in (list, tuple, set, frozenset):
        return keys[0].isdigit() and any(_has(option, keys[1:]) for option in given)
    if isinstance(held, type) and issubclass(held, BaseModel):
        if held.model_config.get("extra") == "allow":
            return True
        fields = held.model_fields.items()
        return any(_has(info.annotation, keys[1:]) for name, info in fields if keys[0] in (name, info.alias))
    return held in (list, dict) or origin is dict


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
