"""The most that a call may take, reckoned before it is sent. It should not be less than what the provider counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from structurer.models.calls import Request
from structurer.models.exchange import Usage

CHARACTERS_A_TOKEN = 3
"""Few on purpose."""
FRAME_TOKENS = 100
"""What a server's own template may put around a short question."""


def most_of(request: Request[Any], reasks: int) -> Usage:
    """What a call may take until it has an answer."""
    read = sum(len(message.content) for message in request.messages) // CHARACTERS_A_TOKEN
    # An answer that breaks its schema is shown again with the question, as all before it are, and answered once more.
    times, shown_again = 1 + reasks, reasks * (reasks + 1) // 2
    # Once in a call an empty answer is asked for again: at most where most is shown.
    times, shown_again = times + 1, shown_again + reasks
    return Usage(times * read + shown_again * request.max_tokens, times * request.max_tokens, 0)


def most_of_one(body: Mapping[str, Any]) -> Usage:
    """What one answer to a request of that body may take."""
    read = sum(len(message["content"]) for message in body["messages"]) // CHARACTERS_A_TOKEN
    return Usage(read, int(body.get("max_completion_tokens") or body.get("max_tokens") or 0), 0)
