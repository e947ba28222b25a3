"""The most that a call may take, reckoned before it is sent. It should not be less than what the provider counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from structurer.models.calls import Request
from structurer.models.exchange import Usage, format_of

CHARACTERS_A_TOKEN = 3
"""Few on purpose."""
FRAME_TOKENS = 100
"""What a server's own template may put around a short question."""


@lru_cache(maxsize=512)
def _format_length(answer_model: type[BaseModel]) -> int:
    """Characters of the format that an answer is held to: providers show it to the model, and count it as read."""
    return len(json.dumps(format_of(answer_model)))


def most_of(request: Request[Any], answers: int, empty: int = 0) -> Usage:
    """What so many answers to a request may take, each shown again with the question where the next is asked for, and
    empty ones beside them, for which it is put again in the same words."""
    shown = sum(len(message.content) for message in request.messages)
    answer_model: type[BaseModel] = request.answer_model
    read = (shown + _format_length(answer_model)) // CHARACTERS_A_TOKEN
    shown_again = answers * (answers - 1) // 2 + empty * max(answers - 1, 0)
    times = answers + empty
    return Usage(times * read + shown_again * request.max_tokens, times * request.max_tokens, 0)


def most_of_next(request: Request[Any], answered: int) -> Usage:
    """What one more answer to a request may take, where so many came before it and are shown again."""
    before, after = most_of(request, answered), most_of(request, answered + 1)
    return Usage(after.input - before.input, after.output - before.output, 0)


def most_of_one(body: Mapping[str, Any]) -> Usage:
    """What one answer to a request of that body may take."""
    shown = sum(len(message["content"]) for message in body["messages"])
    read = (shown + len(json.dumps(body["response_format"]))) // CHARACTERS_A_TOKEN
    return Usage(read, int(body.get("max_completion_tokens") or body.get("max_tokens") or 0), 0)
