"""Asking: a letter's questions to the model, concurrently; what became of each; and asking again what failed."""

from __future__ import annotations

import asyncio
import copy
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from structurer.asked import Again, Asked, Given, chosen, problem_of, refusal_of, values_of
from structurer.defects import blaming
from structurer.draft import Draft
from structurer.errors import ModelError, ModelRequestRefused
from structurer.kind import LetterKind, Question, part_of
from structurer.pointer import under
from structurer.prompts import Prompt, field_notes, place_of
from structurer.prompts import load as load_prompt
from structurer.result import CallInfo, Finding, Source, Usage

if TYPE_CHECKING:
    from structurer.models.calls import Call
    from structurer.models.client import ModelClient, ModelIdentity, Reply
    from structurer.settings import Settings


class Answers:
    """The questions asked about one letter. `client` is None where no model may be asked."""

    def __init__(self, kind: LetterKind[Any], settings: Settings, client: ModelClient | None) -> None:
        self.kind = kind
        self.settings = settings
        self.calls: list[CallInfo] = []
        self.problems: list[Finding] = []
        """What is wrong with answers to questions that were asked by themselves."""
        self._client = client
        self._asked: list[Asked] = []
        self._repair_tokens = settings.repair_tokens
        self._tokens_said = True

    @property
    def identity(self) -> ModelIdentity | None:
        """Which model is asked, None where none may be."""
        return self._client.identity if self._client is not None else None

    @property
    def unusable(self) -> int:
        """The questions of whose answers nothing can be used."""
        return sum(asked.given.values is None for asked in self._asked)

    async def ask_all(self, questions: Iterable[Question]) -> None:
        """Ask the questions side by side.

        Where a call fails for good, its error is raised once the others have ended: what they were answered is paid
        for, and kept for the next try.
        """
        planned = list(questions)
        failures: list[BaseException] = []
        outcomes = await asyncio.gather(*(self._reply(question) for question in planned), return_exceptions=True)
        for question, outcome in zip(planned, outcomes, strict=True):
            if isinstance(outcome, BaseException):
                failures.append(outcome)
                continue
            prompt, messages, reply = outcome
            self._note_call(question, prompt, reply.call, _problem_name(reply))
            problem = problem_of(question, reply)
            told = ((frozenset(question.paths), problem),) if problem is not None else ()
            self._asked.append(Asked(question, messages, Given(values_of(reply), reply.text, told)))
        if failures:
            raise failures[0]

    async def ask(self, question: Question) -> Mapping[str, Any] | None:
        """The answer to one question by itself, or None where it is unusable."""
        prompt, _, reply = await self._reply(question)
        self._note_call(question, prompt, reply.call, _problem_name(reply))
        problem = problem_of(question, reply)
        if problem is not None:
            self.problems.append(problem)
        return values_of(reply)

    def taken(self, draft: Draft) -> Draft:
        """The draft with the answers in force, in the questions' order; what is given stays as it is."""
        taken = draft.copy()
        for asked in self._asked:
            self._take(asked, taken)
        return taken

    async def ask_again(self, errors: Sequence[Finding]) -> list[Again]:
        """Ask the fields that errors stand against again, with the answer in force and what is wrong with it.

        Nothing is asked where the letter's budget for that is used up, or the server refused such a request before: what
        it answered stays. `choose` says what becomes of the answers.
        """
        again: list[Again] = []
        for asked in self._asked:
            fields, reasons = self._faults(asked, errors)
            if not fields or asked.is_refused or self._client is None or self._repair_tokens <= 0:
                continue
            repair = (asked.given.text, tuple(fields), tuple(reasons))
            if repair in asked.repairs:
                continue  # what it came to was not kept, and it would come to the same
            asked.repairs.add(repair)
            values: Mapping[str, Any] | None = None
            problem: Finding | None
            try:
                reply = await self._asked_again(asked, fields, reasons)
            except ModelRequestRefused as error:
                asked.is_refused, problem = True, refusal_of(asked.question, error)
            else:
                values, problem = values_of(reply), problem_of(asked.question, reply)
            again += [Again(asked, field, asked.given, values, problem) for field in fields]
        return again

    def choose(self, again: Sequence[Again], kept: Sequence[Again], fewer: Sequence[Again]) -> None:
        """Let the second answers that are kept be in force, and the first ones in place of the others; `fewer` of these
        had fewer values, which is told."""
        for asked in self._asked:
            own = [one for one in again if one.asked is asked]
            if own:
                asked.given = chosen(own[0], [one for one in own if one in kept], [one for one in own if one in fewer])

    def _faults(self, asked: Asked, errors: Sequence[Finding]) -> tuple[list[str], list[str]]:
        """The fields of a question's answer that errors stand against, and the reasons.

        Several questions may fill the same fields, as each about a stretch of the letter does: what was found in the
        answer to one of them is no fault of the others'.
        """
        fields: dict[str, None] = {}
        reasons: dict[str, None] = {}
        if not asked.given.text.strip():
            return [], []  # refused or empty: there is no answer whose faults could be told
        for finding in errors:
            found_in = [one for one in self._asked if finding in one.faults and one.fills(finding.path)]
            if found_in and asked not in found_in:
                continue
            whole = [name for about, told in asked.given.told if told == finding for name in about]
            for name, paths in asked.question.paths.items():
                if name in whole or any(under(finding.path, path) for path in paths):
                    fields[name] = None
                    reasons[f"{name}: {finding.message}"] = None
        return list(fields), list(reasons)

    async def _asked_again(self, asked: Asked, fields: list[str], reasons: list[str]) -> Reply[Any]:
        question = asked.question
        model = part_of(question.answer_model, tuple(fields))
        remark = (
            "Parts of this answer do not hold:\n"
            + "\n".join(f"- {reason}" for reason in reasons)
            + f"\nAnswer again, with words copied exactly from the text. Give: {', '.join(fields)}."
        )
        messages = [*asked.messages, ("assistant", asked.given.text), ("user", remark)]
        prompt, _, reply = await self._reply(question, model, messages, max(self._repair_tokens, 16))
        self._repair_tokens -= reply.call.output_tokens + reply.call.saved_output_tokens
        self._note_call(question, prompt, reply.call, _problem_name(reply), fields, "repair")
        return reply

    async def _reply(
        self,
        question: Question,
        model: type[BaseModel] | None = None,
        messages: list[tuple[str, str]] | None = None,
        left: int | None = None,
    ) -> tuple[Prompt, list[tuple[str, str]], Reply[Any]]:
        from structurer.models.client import Message, Request

        assert self._client is not None
        prompt = load_prompt(question.prompt, place_of(question.prompt, self.kind.home, self.settings.prompts_dir))
        if messages is None:
            messages = messages_of(prompt, question)
        most = most_tokens_of(question, self.settings)
        request = Request(
            ask=question.prompt,
            messages=tuple(Message(role, content) for role, content in messages),  # type: ignore[arg-type]
            answer_model=model or question.answer_model,
            max_tokens=most if left is None else min(most, left),
        )
        try:
            return prompt, messages, await self._client.answer(request)
        except ModelError as error:
            # Counted once, by the first of the letters that share the call.
            call, error.call = error.call, None
            if call is not None:
                self._note_call(question, prompt, call, type(error).__name__)
            raise

    def _take(self, asked: Asked, draft: Draft) -> None:
        """Put the answer in force into the draft, with what there is to tell about it."""
        question, given = asked.question, asked.given
        draft.findings += [finding for _, finding in given.told]
        asked.faults = Counter()
        if given.values is None:
            return
        before = {path: draft.evidence.get(path) for path, source in draft.sources.items() if source is Source.ASKED}
        known = Counter(draft.findings)
        with blaming(self.kind, f"ask {question.ask}", question.take):
            question.take(copy.deepcopy(given.values), draft, question, Source.ASKED)
        asked.faults = Counter(draft.findings) - known
        repaired = [path for field in given.repaired for path in question.paths[field]]
        for path, source in draft.sources.items():
            is_new = path not in before or before[path] != draft.evidence.get(path)
            if source is Source.ASKED and is_new and any(under(path, one) for one in repaired):
                draft.sources[path] = Source.REPAIRED

    def _note_call(
        self,
        question: Question,
        prompt: Prompt,
        call: Call,
        problem: str | None,
        fields: Iterable[str] = (),
        suffix: str = "",
    ) -> None:
        self._tokens_said = self._tokens_said and call.tokens_said
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
                problem=problem,
            )
        )

    def parameters(self) -> dict[str, Any]:
        """The sampling parameters and limits that the answers were asked with; None for one that the server refuses."""
        from structurer.settings import ANSWERING

        unsent = self._client.unsent if self._client is not None and self.calls else frozenset()
        return {name: None if name in unsent else getattr(self.settings, name) for name in ANSWERING}

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
        """US dollars of the calls that were sent, None where a price or the number of tokens is not known."""
        sent = [call for call in self.calls if call.attempts]
        if self._client is None or not sent:
            return 0.0
        if not self._tokens_said and self._client.cost(1, 0, 1) != 0.0:
            return None
        costs = [self._client.cost(call.input_tokens, call.cached_input_tokens, call.output_tokens) for call in sent]
        return None if None in costs else round(sum(cost for cost in costs if cost is not None), 9)


def _problem_name(reply: Reply[Any]) -> str | None:
    return type(reply.problem).__name__ if reply.problem is not None and reply.answer is None else None


def messages_of(prompt: Prompt, question: Question) -> list[tuple[str, str]]:
    """The messages that a question is asked by, as (role, content)."""
    notes = field_notes(question.notes_model or question.answer_model)
    asked_for = ", ".join(question.answer_model.model_fields)
    return prompt.render(notes, question.shown, asked=asked_for, **question.details)


def most_tokens_of(question: Question, settings: Settings) -> int:
    """The most tokens that an answer to the question may have: what is set, else the question's own limit, which is for
    the answer alone. A model that thinks before it answers needs more."""
    return settings.max_answer_tokens or question.max_tokens
