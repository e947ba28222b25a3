"""What is known of a question that was asked: its answer in force, what there is to tell of it, and what a second one makes of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from structurer.errors import ModelRequestRefused
from structurer.kind import Question
from structurer.pointer import parse, under
from structurer.result import Finding, Severity

if TYPE_CHECKING:
    from structurer.models.client import Reply


@dataclass(frozen=True)
class Given:
    """The answer in force to a question: its values by field, None where nothing of it can be used; its text, as the model
    is shown it when it is asked again; and what there is to tell about it, each with the fields that it is about.

    The values of the fields in `repaired` are those of a later answer.
    """

    values: Mapping[str, Any] | None
    text: str
    told: tuple[tuple[frozenset[str], Finding], ...] = ()
    repaired: frozenset[str] = frozenset()


@dataclass
class Asked:
    """A question that was asked, the messages it was asked by, and the answer in force, with the `faults` that were found
    in this when it was last put into a draft. Where it `is_refused` the server did not take it with an answer and reasons
    behind it, which are longer than the question by itself. `repairs` are those that were asked: the answer that was shown,
    the fields, and the reasons."""

    question: Question
    messages: list[tuple[str, str]]
    given: Given
    faults: Counter[Finding] = field(default_factory=Counter)
    is_refused: bool = False
    repairs: set[tuple[str, tuple[str, ...], tuple[str, ...]]] = field(default_factory=set)

    def fills(self, path: str) -> bool:
        """Whether what stands at the pointer may be of an answer to this question."""
        return any(under(path, top) for paths in self.question.paths.values() for top in paths)


@dataclass(frozen=True, eq=False)
class Again:
    """A field that was asked again: what the answer in force was before, and what the reply is, with its problem."""

    asked: Asked
    field: str
    before: Given
    values: Mapping[str, Any] | None
    problem: Finding | None

    @property
    def paths(self) -> Sequence[str]:
        """The pointers that the field fills."""
        return self.asked.question.paths[self.field]

    @property
    def first_is_usable(self) -> bool:
        """Whether anything of the answer before could be used."""
        return self.before.values is not None


def values_of(reply: Reply[Any]) -> dict[str, Any] | None:
    """The answer's values by field, None where nothing of it can be used."""
    return reply.answer.model_dump(mode="json") if reply.answer is not None else None


def problem_of(question: Question, reply: Reply[Any]) -> Finding | None:
    """What is wrong with the reply as a whole: an error where nothing of it can be used."""
    if reply.problem is None:
        return None
    unusable = reply.answer is None
    told = "nothing of it can be used" if unusable else "what was complete of it is kept"
    return Finding(
        rule=rule_of(type(reply.problem).__name__),
        path=_common(question),
        severity=Severity.ERROR if unusable else Severity.WARNING,
        message=f"{question.ask}: {reply.problem.message}; {told}",
    )


def refusal_of(question: Question, error: ModelRequestRefused) -> Finding:
    """That the server did not let a question be asked again. What is wrong with the first answer has findings of its own."""
    return Finding(
        rule="second_answer_refused",
        path=_common(question),
        severity=Severity.NOTE,
        message=f"{question.ask}: it could not be asked again, the first answer is kept: {error.message}",
    )


def chosen(again: Again, kept: Sequence[Again], fewer: Sequence[Again]) -> Given:
    """The answer in force after a question was asked again: of the fields `kept` it is the second."""
    question, before = again.asked.question, again.before
    fields = frozenset(one.field for one in kept)
    told = [(about, finding) for about, finding in before.told if not about <= fields]
    told += [
        (
            frozenset([one.field]),
            Finding(
                rule="second_answer_has_fewer",
                path=path,
                severity=Severity.NOTE,
                message=f"{question.ask}: asked again, it was answered with fewer values that hold; the first are kept",
            ),
        )
        for one in fewer
        for path in one.paths
    ]
    if again.asked.is_refused and again.problem is not None:
        told.append((frozenset([again.field]), again.problem))
    if not kept:
        return replace(before, told=tuple(told))
    if again.problem is not None:
        told.append((fields, again.problem))
    values = {**(before.values or {}), **{one.field: (one.values or {})[one.field] for one in kept}}
    in_order = {name: values[name] for name in question.answer_model.model_fields if name in values}
    return Given(in_order, json.dumps(in_order, ensure_ascii=False), tuple(told), before.repaired | fields)


def _common(question: Question) -> str:
    """The longest pointer above everything that the question fills."""
    paths = [parse(path) for paths in question.paths.values() for path in paths]
    if not paths:
        return ""
    shared: list[str] = []
    for keys in zip(*(path[:-1] for path in paths), strict=False):
        if len(set(keys)) != 1:
            break
        shared.append(keys[0])
    return "".join(f"/{key}" for key in shared)


def rule_of(error: str) -> str:
    """The finding's rule for an error class: AnswerTruncated gives answer_truncated."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in error).lstrip("_")
