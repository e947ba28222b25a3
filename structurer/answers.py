"""Asking: a letter's questions to the model, concurrently; what became of each; and asking again what failed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from structurer.defects import blaming
from structurer.draft import Draft
from structurer.kind import LetterKind, Question, part_of
from structurer.pointer import parse, under
from structurer.prompts import Prompt, field_notes, place_of
from structurer.prompts import load as load_prompt
from structurer.result import CallInfo, Finding, Severity, Source, Usage

if TYPE_CHECKING:
    from structurer.models.client import ModelClient, Reply
    from structurer.settings import Settings


@dataclass
class _Asked:
    """A question that was asked, the messages it was asked by, and the text of the answer."""

    question: Question
    messages: list[tuple[str, str]]
    answer: str


class Answers:
    """The questions asked about one letter. `client` is None where no model may be asked."""

    def __init__(self, kind: LetterKind[Any], settings: Settings, client: ModelClient | None) -> None:
        self.kind = kind
        self.settings = settings
        self.calls: list[CallInfo] = []
        self._client = client
        self._asked: list[_Asked] = []
        self._repair_tokens = settings.repair_tokens

    async def ask_all(self, questions: Iterable[Question], draft: Draft) -> None:
        """Ask the questions side by side; take the answers into the draft in the questions' order.

        Where a call fails for good, its error is raised once the others have ended: what they were answered is paid
        for, and kept for the next try.
        """
        asked = list(questions)
        replies: list[tuple[Prompt, list[tuple[str, str]], Reply[Any]]] = []
        for outcome in await asyncio.gather(*(self._reply(question) for question in asked), return_exceptions=True):
            if isinstance(outcome, BaseException):
                raise outcome
            replies.append(outcome)
        for question, (prompt, messages, reply) in zip(asked, replies, strict=True):
            self._note_call(question, prompt, reply)
            self._asked.append(_Asked(question, messages, reply.text))
            self._take(question, reply, draft, Source.ASKED)

    async def ask(self, question: Question) -> Mapping[str, Any] | None:
        """The answer to one question by itself, or None where it is unusable."""
        prompt, _, reply = await self._reply(question)
        self._note_call(question, prompt, reply)
        return reply.answer.model_dump(mode="json") if reply.answer is not None else None

    def may_repair(self) -> bool:
        """Whether the letter's budget for asking again is not used up."""
        return self._client is not None and self._repair_tokens > 0

    def answers_behind(self, findings: list[Finding]) -> list[tuple[Question, list[str], list[str]]]:
        """The questions whose answers the findings stand against: with the fields at fault, and the reasons."""
        behind: list[tuple[Question, list[str], list[str]]] = []
        for asked in self._asked:
            if not asked.answer.strip():
                continue  # refused or empty: there is no answer whose faults could be told
            fields: dict[str, None] = {}
            reasons: dict[str, None] = {}
            for finding in findings:
                whole = finding.rule.startswith("answer_") and finding.path == _common(asked.question)
                for name, paths in asked.question.paths.items():
                    if whole or any(under(finding.path, path) for path in paths):
                        fields[name] = None
                        reasons[f"{name}: {finding.message}"] = None
            if fields:
                behind.append((asked.question, list(fields), list(reasons)))
        return behind

    async def ask_again(self, question: Question, fields: list[str], reasons: list[str], draft: Draft) -> None:
        """Ask the fields at fault again, with the first answer and what is wrong with it; take the new answer.

        Nothing is asked where the budget is used up: the fields stay as the draft has them.
        """
        if not self.may_repair():
            return
        asked = next(asked for asked in self._asked if asked.question is question)
        model = part_of(question.answer_model, tuple(fields))
        remark = (
            "Parts of this answer do not hold:\n"
            + "\n".join(f"- {reason}" for reason in reasons)
            + f"\nAnswer again, with words copied exactly from the text. Give: {', '.join(fields)}."
        )
        messages = [*asked.messages, ("assistant", asked.answer), ("user", remark)]
        prompt, _, reply = await self._reply(
            question, model, messages, min(question.max_tokens, max(self._repair_tokens, 16))
        )
        self._repair_tokens -= reply.call.output_tokens + reply.call.saved_output_tokens
        self._note_call(question, prompt, reply, fields, "repair")
        self._take(question, reply, draft, Source.REPAIRED)

    async def _reply(
        self,
        question: Question,
        model: type[BaseModel] | None = None,
        messages: list[tuple[str, str]] | None = None,
        max_tokens: int | None = None,
    ) -> tuple[Prompt, list[tuple[str, str]], Reply[Any]]:
        from structurer.models.client import Message, Request

        assert self._client is not None
        prompt = load_prompt(question.prompt, place_of(question.prompt, self.kind.home, self.settings.prompts_dir))
        if messages is None:
            messages = messages_of(prompt, question)
        reply = await self._client.answer(
            Request(
                ask=question.prompt,
                messages=tuple(Message(role, content) for role, content in messages),  # type: ignore[arg-type]
                answer_model=model or question.answer_model,
                max_tokens=max_tokens or min(question.max_tokens, self.settings.max_answer_tokens),
            )
        )
        return prompt, messages, reply

    def _take(self, question: Question, reply: Reply[Any], draft: Draft, source: Source) -> None:
        if reply.problem is not None:
            severity = Severity.ERROR if reply.answer is None else Severity.WARNING
            told = "nothing of it can be used" if reply.answer is None else "what was complete of it is kept"
            rule = rule_of(type(reply.problem).__name__)
            draft.note(rule, _common(question), severity, f"{question.ask}: {reply.problem.message}; {told}")
        if reply.answer is not None:
            with blaming(self.kind, f"ask {question.ask}", question.take):
                question.take(reply.answer.model_dump(mode="json"), draft, question, source)

    def _note_call(
        self, question: Question, prompt: Prompt, reply: Reply[Any], fields: Iterable[str] = (), suffix: str = ""
    ) -> None:
        call = reply.call
        asked = list(fields) or question.paths
        self.calls.append(
            CallInfo(
                ask=f"{question.ask} ({suffix})" if suffix else question.ask,
                prompt=f"{prompt.id}@{prompt.version}",
                prompt_hash=prompt.digest,
                section=question.label or question.section.name,
                paths=[path for field in asked for path in question.paths[field]],
                model=call.model,
                reported_model=call.reported_model,
                cached=call.cached,
                attempts=call.attempts,
                input_tokens=call.input_tokens,
                cached_input_tokens=call.cached_input_tokens,
                output_tokens=call.output_tokens,
                saved_input_tokens=call.saved_input_tokens,
                saved_output_tokens=call.saved_output_tokens,
                seconds=round(call.seconds, 3),
                finish_reason=call.finish_reason,
                problem=type(reply.problem).__name__ if reply.problem is not None and reply.answer is None else None,
            )
        )

    def parameters(self) -> dict[str, Any]:
        """The sampling parameters and limits that the answers were asked with."""
        from structurer.settings import ANSWERING

        return {name: getattr(self.settings, name) for name in ANSWERING}

    def usage(self, seconds: float) -> Usage:
        """What the calls took, and the letter's wall time in seconds."""
        return Usage(
            calls=len(self.calls),
            cached_calls=sum(call.cached for call in self.calls),
            attempts=sum(call.attempts for call in self.calls),
            input_tokens=sum(call.input_tokens for call in self.calls),
            cached_input_tokens=sum(call.cached_input_tokens for call in self.calls),
            output_tokens=sum(call.output_tokens for call in self.calls),
            saved_input_tokens=sum(call.saved_input_tokens for call in self.calls),
            saved_output_tokens=sum(call.saved_output_tokens for call in self.calls),
            seconds=round(seconds, 3),
            cost=self._cost(),
        )

    def _cost(self) -> float | None:
        """US dollars of the calls that were sent, None where a price is not known."""
        sent = [call for call in self.calls if call.attempts]
        if self._client is None or not sent:
            return 0.0
        costs = [self._client.cost(call.input_tokens, call.cached_input_tokens, call.output_tokens) for call in sent]
        return None if None in costs else round(sum(cost for cost in costs if cost is not None), 9)


def messages_of(prompt: Prompt, question: Question) -> list[tuple[str, str]]:
    """The messages that a question is asked by, as (role, content)."""
    notes = field_notes(question.notes_model or question.answer_model)
    asked_for = ", ".join(question.answer_model.model_fields)
    return prompt.render(notes, question.shown, asked=asked_for, **question.details)


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
