"""What goes to a model and what comes back: a request, a reply, and the record of the call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel

from structurer.errors import AnswerError

AnswerT = TypeVar("AnswerT", bound=BaseModel)


@dataclass(frozen=True)
class Message:
    """One message of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class Request(Generic[AnswerT]):
    """One question: `ask` names it for provenance, `answer_model` is its shape, `max_tokens` the answer's limit."""

    ask: str
    messages: tuple[Message, ...]
    answer_model: type[AnswerT]
    max_tokens: int


@dataclass(frozen=True)
class Call:
    """One logical call, for provenance and usage.

    `attempts` counts the HTTP requests that were sent: failures of transport, re-asks and all. Tokens are what the
    provider reports over all of them, and `tokens_said` is whether it reports them; `seconds` is wall time with waiting. For a reply from the cache, or one shared
    with an identical request under way, attempts and tokens are 0 and `saved_…` is what the answer took when fresh;
    `saved_seconds` is None where that is not known.
    """

    ask: str
    model: str
    reported_model: str | None
    cached: bool
    attempts: int
    input_tokens: int
    output_tokens: int
    cached_input_tokens: int
    seconds: float
    finish_reason: str | None
    saved_input_tokens: int = 0
    saved_output_tokens: int = 0
    saved_seconds: float | None = None
    tokens_said: bool = True


@dataclass(frozen=True)
class Reply(Generic[AnswerT]):
    """A model's reply. `answer` is None where it is unusable; `problem` says why, or what is missing of a salvaged one.

    `text` is the last raw answer, as the model wrote it.
    """

    answer: AnswerT | None
    text: str
    problem: AnswerError | None
    call: Call
