"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click


def model_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that choose and tune the model; each is a setting of the same name, None where it is not given."""
    options = (
        click.option("--model", help="local/<weights>, openai/<name>, or <name> with --base-url."),
        click.option("--base-url", help="An OpenAI-compatible server, such as http://127.0.0.1:8000/v1."),
        click.option("--no-cache", "cache", flag_value=False, default=None, type=bool,
                     help="Neither read nor keep answers."),
        click.option("--refresh", is_flag=True, help="Ask anew what the cache holds."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command
