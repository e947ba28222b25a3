"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any

import click


def source_of(letter: str) -> Path | str:
    """What the argument LETTER names: a file, or - for standard input. It is never the text itself, whatever signs it has."""
    return letter if letter == "-" else Path(letter)


def spare(output: Path | None, read: Iterable[Path | str | None]) -> None:
    """Raise UsageError where the output would take the place of one of the files that are read; - is no file."""
    if output is None or str(output) == "-":
        return
    for source in read:
        if source is not None and str(source) != "-" and output.resolve() == Path(source).resolve():
            raise click.UsageError(f"{output} is read by this command: name another file for what it writes")


def kind_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--kind` and `--schema`, as one argument `kind`: a name or place, or None where neither is given."""

    @click.option("--kind", help="The kind of letter. [default: recognised]")
    @click.option("--schema", metavar="FILE.py:MODEL", help="A Pydantic model to fill, in place of a kind.")
    @wraps(command)
    def one(*arguments: Any, kind: str | None, schema: str | None, **named: Any) -> Any:
        if kind and schema:
            raise click.UsageError("--kind and --schema say the same thing: give one of them")
        if schema and ".py:" not in schema:
            raise click.UsageError("--schema names a file and a model in it: my_models.py:Note")
        return command(*arguments, kind=kind or schema, **named)

    return one


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
