"""What a model declares as a kind of letter: its name, what it is about, one ask over the whole letter, and its checks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from pydantic import BaseModel

from structurer.draft import Draft
from structurer.errors import KindError
from structurer.kind import Ask, Question, part_of
from structurer.least.filling import Filling
from structurer.least.rules import rules_for
from structurer.least.shape import Shape, answer_of, record_of, refuse_rings, shapes
from structurer.letter import Letter
from structurer.pointer import leaves, under
from structurer.sections import Outline, Section

PROMPT = "least/record"
"""The prompt that serves any model."""
WINDOW = 8_000
"""Characters of a letter that are shown at once: about what the embedded model's context holds besides all else."""


def declared_by(
    model: type[BaseModel], name: str | None = None, prompt: str = PROMPT, asks: Sequence[Ask] = ()
) -> dict[str, Any]:
    """What a LetterKind is made of for this model, beside `asks` of its own. Raises KindError for a model that cannot be asked for."""
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        raise KindError(f"{model!r} is not a Pydantic model", hint="give a class that derives from pydantic.BaseModel")
    refuse_rings(model)
    if not shapes(model):
        raise KindError(f"{model.__name__} has no fields", hint="give it some")
    about = (model.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ") or model.__name__
    return {
        "name": name or re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower(),
        "record": record_of(model),
        "about": re.sub(r"\s+", " ", about),
        "asks": (*asks, _Whole(model, prompt, re.sub(r"\s+", " ", about), tuple(asks)).ask()),
        "answers": {prompt: answer_of(model)},
        "rules": rules_for(model),
        "complete": partial(_without_empty_parts, model),
    }


@dataclass(frozen=True)
class _Whole:
    """The ask over a whole letter, a window at a time: every field that no reader filled and no other ask is about."""

    model: type[BaseModel]
    prompt: str
    about: str
    others: tuple[Ask, ...] = ()

    def ask(self) -> Ask:
        return Ask("record", self._plan)

    def _plan(self, letter: Letter, outline: Outline, draft: Draft) -> Iterator[Question]:
        asked = [path for ask in self.others for question in ask.plan(letter, outline, draft)
                 for paths in question.paths.values() for path in paths]  # fmt: skip
        fields = tuple(
            shape.name
            for shape in shapes(self.model)
            if _open(shape, at := f"/{shape.name}", draft) and not any(under(path, at) for path in asked)
        )
        if not fields:
            return
        windows = list(_windows(letter))
        for number, (start, end) in enumerate(windows, 1):
            yield Question(
                ask="record",
                prompt=self.prompt,
                section=Section("letter", start, end),
                shown=letter.text[start:end].strip(),
                details={"about": self.about},
                answer_model=part_of(answer_of(self.model), fields),
                notes_model=answer_of(self.model),
                paths={name: (f"/{name}",) for name in fields},
                take=Filling(self.model),
                max_tokens=800,
                label="letter" if len(windows) == 1 else f"window {number} of {len(windows)}",
            )


def _open(shape: Shape, at: str, draft: Draft) -> bool:
    """Whether there is something left to ask about a field: of a part, whether there is about one of its own."""
    if shape.sort == "part" and not shape.listed and at not in draft.sources:
        return any(_open(one, f"{at}/{one.name}", draft) for one in shapes(shape.inner))
    return not draft.filled(at)


def _windows(letter: Letter) -> Iterator[tuple[int, int]]:
    """The letter in stretches that can be shown at once, each ending with a paragraph, a line or a word."""
    start, text = 0, letter.text
    while len(text) - start > WINDOW:
        end = start + WINDOW
        for gap in ("\n\n", "\n", " "):
            found = text.rfind(gap, start + WINDOW // 2, end)
            if found > 0:
                end = found
                break
        yield start, end
        start = end
    if text[start:].strip():
        yield start, len(text)


def _without_empty_parts(model: type[BaseModel], draft: Draft, _: Outline, path: str = "") -> None:
    """A part that may be null and of which the letter has nothing is null."""
    for shape in shapes(model):
        here = f"{path}/{shape.name}"
        held = draft.get(here)
        if shape.sort != "part" or not held:
            continue
        for at in [f"{here}/{index}" for index in range(len(held))] if shape.listed else [here]:
            _without_empty_parts(shape.inner, draft, _, at)
        if not (shape.listed or shape.required) and shape.nullable and _says_nothing(draft, here):
            draft.clear(here)


def _says_nothing(draft: Draft, path: str) -> bool:
    """Whether nothing of the letter stands there, and nothing is to be said about it."""
    told = (*draft.evidence, *(finding.path for finding in draft.findings))
    return not any(value for _, value in leaves(draft.get(path))) and not any(under(one, path) for one in told)
