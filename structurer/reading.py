"""Reading: what a kind's readers know of a letter, as the draft that the questions go on from."""

from __future__ import annotations

from typing import Any

from structurer.draft import Draft
from structurer.kind import LetterKind
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
