"""A model client that keeps what was said, letter by letter, for the run's file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from structurer.errors import CassetteMissing
from structurer.evals.recordings import RecordedCall
from structurer.evals.runs import Answer
from structurer.models.calls import AnswerT, Reply, Request
from structurer.models.client import ModelClient


@dataclass
class Heard:
    """What was said about one letter, and the prompts whose requests had no recorded reply."""

    answers: list[Answer] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def in_order(self) -> list[Answer]:
        """The answers in an order that does not depend on which came first."""
        return sorted(self.answers, key=lambda answer: (answer.prompt, answer.request))


_hearing: ContextVar[Heard | None] = ContextVar("hearing", default=None)


@contextmanager
def hearing() -> Iterator[Heard]:
    """Collect what is said within, in this task and those it starts."""
    heard = Heard()
    token = _hearing.set(heard)
    try:
        yield heard
    finally:
        _hearing.reset(token)


class ListeningClient(ModelClient):
    """Asks as ModelClient does. Answers are told to the letter that is being heard."""

    async def answer(self, request: Request[AnswerT]) -> Reply[AnswerT]:
        """The model's reply, as ModelClient gives it."""
        heard = _hearing.get()
        try:
            reply = await super().answer(request)
        except CassetteMissing:
            if heard is not None:
                heard.missing.append(request.ask)
            raise
        if heard is not None:
            heard.answers.append(_answer(request, reply))
        return reply


def _answer(request: Request[Any], reply: Reply[Any]) -> Answer:
    messages = json.dumps([[message.role, message.content] for message in request.messages], ensure_ascii=False)
    call = reply.call
    took = call.saved_seconds if call.cached else call.seconds
    return Answer(
        prompt=request.ask,
        request="sha256:" + hashlib.sha256(messages.encode()).hexdigest(),
        text=reply.text,
        problem=type(reply.problem).__name__ if reply.problem else None,
        cached=call.cached,
        seconds=round(call.seconds, 3),
        recorded=isinstance(call, RecordedCall),
        read=call.input_tokens + call.saved_input_tokens,
        written=call.output_tokens + call.saved_output_tokens,
        took=round(took, 3) if took is not None else None,
    )
