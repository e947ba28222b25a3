"""What a kind of letter declares: its record, sections, readers, asks and rules. The pipeline knows nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, create_model

from structurer.draft import Draft
from structurer.letter import Letter
from structurer.result import Finding, Severity, Source, Span
from structurer.sections import Outline, Section

RecordT = TypeVar("RecordT", bound=BaseModel)
ModelT = TypeVar("ModelT", bound=BaseModel)


@dataclass(frozen=True)
class Recognition:
    """How sure it is that a text is a letter of the kind: 0 not at all, 1 entirely; and what speaks for it."""

    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A value that code read from the letter, and where it stands. Null and empty values need no evidence."""

    path: str
    value: Any
    evidence: Span | tuple[Span, ...] | None = None


@dataclass(frozen=True)
class Reader:
    """Code that reads what the letter prints behind a label. Not certain: it yields nothing for that path.

    A reader of `prose` reads sentences by the turns of phrase that it knows. What it reads stands in the letter and is
    about what it says it is, but where an entry of a list begins and ends is a judgement, as it is for a model: with
    the setting `ask = "all"` the model is asked in its place.
    """

    name: str
    read: Callable[[Letter, Outline], Iterable[Reading]]
    prose: bool = False


@dataclass(frozen=True)
class Question:
    """One schema-constrained call: what is shown, the shape of the answer, and what becomes of it.

    `section` is where the answer's quotes must stand. `shown` is the text the model sees, `details` what else the
    prompt file's user part names. `paths` maps each field of the answer model to the pointers it fills, so that a
    field alone can be asked again. `notes_model` is the whole answer model, where `answer_model` is only a part of it:
    its field notes are the same for every letter. `take` grounds an answer (some of its fields may be absent) into the
    draft, as from the source given; after fields were asked again it is called anew, on a draft as it was before.
    """

    ask: str
    prompt: str
    section: Section
    shown: str
    answer_model: type[BaseModel]
    paths: Mapping[str, Sequence[str]]
    take: Callable[[Mapping[str, Any], Draft, Question, Source], None]
    notes_model: type[BaseModel] | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    max_tokens: int = 600
    label: str = ""


@dataclass(frozen=True)
class Ask:
    """What is asked of the model, by one prompt: a question for each section that needs it, given what was read."""

    name: str
    plan: Callable[[Letter, Outline, Draft], Iterable[Question]]


@dataclass(frozen=True)
class Case(Generic[RecordT]):
    """What a rule sees: the letter, its outline, the record, and the evidence where the record came with some."""

    letter: Letter
    outline: Outline
    record: RecordT
    evidence: Mapping[str, list[Span]]


@dataclass(frozen=True)
class Trip:
    """One place where a rule is broken: the pointer, a sentence on what is wrong, the passage that shows it."""

    path: str
    message: str
    span: Span | None = None


@dataclass(frozen=True)
class Rule(Generic[RecordT]):
    """A named check over letter and record. `says` is the sentence that `structurer rules` shows.

    `of_answers` marks a rule that can only hold once the model was asked.
    """

    name: str
    severity: Severity
    says: str
    check: Callable[[Case[RecordT]], Iterable[Trip]]
    of_answers: bool = False

    def findings(self, case: Case[RecordT]) -> list[Finding]:
        """What this rule has to say about the case."""
        return [
            Finding(rule=self.name, path=trip.path, severity=self.severity, message=trip.message, span=trip.span)
            for trip in self.check(case)
        ]


@dataclass(frozen=True)
class Stage(Generic[RecordT]):
    """A kind's place in a case that goes through several letters, for linking them.

    `order` counts from the first letter of a case. `injured` and `decided` are a record's dates; `reviews` that of the
    decision which it reviews. `treatments` are what it decides on, each with request, service, strength, body_parts,
    date_of_service, decision and authorized; they stand in the record at `/<held>/<number>`. `reverses` says whether a
    decision on one turns the one before round.
    """

    order: int
    treatments: Callable[[RecordT], Sequence[Any]]
    injured: Callable[[RecordT], date | None]
    decided: Callable[[RecordT], date | None]
    reviews: Callable[[RecordT], date | None] = lambda record: None
    reverses: Callable[[Any], bool | None] = lambda treatment: None
    held: str = "determinations"

    def pointer(self, number: int) -> str:
        """Where the treatment of that number stands in a record."""
        return f"/{self.held}/{number}"


def anything(_: Letter) -> Recognition:
    """The recognition of a kind that does not say how its letters look: it takes what it is given, and is never found
    by itself."""
    return Recognition(1.0)


@dataclass(frozen=True)
class LetterKind(Generic[RecordT]):
    """A kind of letter. Only name, version and record are needed; each of the others adds certainty.

    `recognise` scores how much a text looks like this kind (below `threshold` it is refused). `outline` splits a
    letter by its headings. `locate` is an ask that finds the sections over numbered lines where headings fail, with
    `outline_from` making an outline of its answer. `complete` fills what the record needs and nobody put. `answers`
    names for each prompt the whole answer model that its field notes are made from, for looking at a prompt without a
    letter.

    `stage` is the kind's place in a case that goes through several letters.

    `parts` are the sections that a whole letter has: where one is missing, the letter may be a piece of one, and a
    finding says so. `home` is the folder with the kind's `prompts/` and `schemas/`, where that is not the library's;
    `origin` the package it comes from with its version, set when an installed kind is loaded;
    `place` the file it stands in and what it is called there, where it was taken from a file.

    For evals: `field_groups` names groups of fields that are reported and gated together, by dotted names
    (`clinical.diagnoses`; a name stands for what is below it too); `label_rules` are the conventions that hand labels
    are held to, beyond what every label is.
    """

    name: str
    version: int
    record: type[RecordT]
    recognise: Callable[[Letter], Recognition] = anything
    threshold: float = 0.5
    outline: Callable[[Letter], Outline] = lambda letter: Outline("letter", 0, len(letter.text), found_by="none")
    locate: Callable[[Letter], Question | None] = lambda letter: None
    outline_from: Callable[[Letter, Mapping[str, Any]], Outline | None] = lambda letter, answer: None
    readers: Sequence[Reader] = ()
    asks: Sequence[Ask] = ()
    answers: Mapping[str, type[BaseModel]] = field(default_factory=dict)
    rules: Sequence[Rule[RecordT]] = ()
    complete: Callable[[Draft, Outline], None] = lambda draft, outline: None
    field_groups: Mapping[str, Sequence[str]] = field(default_factory=dict)
    label_rules: Sequence[Rule[RecordT]] = ()
    about: str = ""
    parts: Sequence[str] = ()
    stage: Stage[RecordT] | None = None
    home: Path | None = None
    origin: str | None = None
    place: str | None = None

    @property
    def reference(self) -> str:
        """What names the kind to commands: its place where it stands in a file, else its name."""
        return self.place or self.name

    @classmethod
    def from_model(
        cls, model: type[ModelT], *, name: str | None = None, prompt: str | None = None, **declared: Any
    ) -> LetterKind[ModelT]:
        """The kind whose records are of this Pydantic model, without any code: its types say what is copied and what is
        read, its docstrings what each field is about.

        `name` is by default the class's own in small letters, `prompt` the one that serves any model. `declared` are
        further parts of a LetterKind (version, readers, outline, rules, …); they go before what the model gives, rules
        beside. `asks` of your own come first, and the model's asks for the fields that none of their questions is about.
        Raises KindError for a model with a field that cannot be asked for.
        """
        from structurer.least import PROMPT, declared_by

        own: tuple[Ask, ...] = tuple(declared.pop("asks", ()))
        given = declared_by(model, name, prompt or PROMPT, own)
        rules = (*given.pop("rules"), *declared.pop("rules", ()))
        answers = {**given.pop("answers"), **declared.pop("answers", {})}
        made: Any = cls(**{"version": 1, **given, "rules": rules, "answers": answers, **declared})
        return made  # type: ignore[no-any-return]


@cache
def part_of(model: type[BaseModel], fields: tuple[str, ...]) -> type[BaseModel]:
    """An answer model with some of the fields of another, in that one's order; the model itself where that is all."""
    kept: dict[str, Any] = {
        name: (info.annotation, info) for name, info in model.model_fields.items() if name in fields
    }
    if len(kept) == len(model.model_fields):
        return model
    return create_model(model.__name__, __doc__=model.__doc__, **kept)
