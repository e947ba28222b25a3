"""Reading: what a kind's readers know of a letter, as the draft that the questions go on from."""

from __future__ import annotations

import types
from functools import lru_cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from structurer.defects import blaming
from structurer.draft import Draft
from structurer.errors import KindError
from structurer.kind import LetterKind, Question, Recognition
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
            with blaming(kind, f"reader {reader.name}", reader.read):
                for reading in reader.read(letter, outline):
                    _see_place(kind, reader.name, reading.path)
                    draft.put(reading.path, reading.value, reading.evidence, source)
    return draft


def _see_place(kind: LetterKind[Any], reader: str, path: str) -> None:
    """Raise KindError where a reader fills what the record has not."""
    record: type[BaseModel] = kind.record
    if not _of_record(record, tuple("0" if key.isdigit() else key for key in parse(path))):
        raise KindError(
            f"reader {reader} fills {path}, which the record has not",
            hint=f"correct its pointer: {record.__name__} has {', '.join(record.model_fields)}",
        )


@lru_cache(maxsize=1024)
def _of_record(record: type[BaseModel], keys: tuple[str, ...]) -> bool:
    """Whether the record has a place at these keys; a letter's readers ask for the same again and again."""
    return _has(record, keys)


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


def recognised(kind: LetterKind[Any], letter: Letter) -> Recognition:
    """How much the letter looks like one of the kind, by the kind's own word."""
    with blaming(kind, "recognition", kind.recognise):
        found = kind.recognise(letter)
        if not isinstance(found, Recognition):
            raise TypeError("recognise gives no Recognition")
        return found


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
