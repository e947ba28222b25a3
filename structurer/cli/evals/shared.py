"""What the commands of `structurer eval` share: how they fail, and what they tell on the way."""

from __future__ import annotations

import functools
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from structurer.cli.main import say_error
from structurer.errors import StructurerError

Command = TypeVar("Command", bound=Callable[..., int])

UNMEASURED = 2


def measured(command: Command) -> Command:
    """Whatever keeps a command from measuring ends in exit code 2, never in one that could mean a regression."""

    @functools.wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> int:
        try:
            return command(*args, **kwargs)
        except StructurerError as error:
            say_error(error)
        except (click.ClickException, click.exceptions.Exit, click.Abort, KeyboardInterrupt, BrokenPipeError):
            raise
        except Exception as defect:
            # The message may hold letter text; the name and the place cannot.
            place = traceback.extract_tb(defect.__traceback__)[-1]
            where = f"{Path(place.filename).name}, line {place.lineno}"
            click.echo(f"error: could not be measured: {type(defect).__name__} in {where}", err=True)
            click.echo("  hint: this is a defect; please report it with the version, without the letters", err=True)
        return UNMEASURED

    return guarded  # type: ignore[return-value]


def revealed(run: Any, reveal: bool, command: str) -> None:
    """Note in a run's file that single cells of its test half were looked at."""
    if not reveal:
        return
    import datetime as dt

    from structurer.evals.runs import Reveal, appending

    with appending(run.path) as writer:
        note = Reveal(at=dt.datetime.now(dt.UTC), command=command)
        writer.write(note)
    run.reveals.append(note)


def progress(of: str) -> Callable[[int, int, Any], None]:
    """A line on standard error that counts letters, on a terminal; nothing elsewhere."""

    def step(done: int, total: int, line: Any) -> None:
        if sys.stderr.isatty():
            end = "\n" if done == total else ""
            failed = " failed" if line is not None and line.error else ""
            name = line.id if line is not None else ""
            click.echo(f"\r\x1b[K{of}: {done} of {total} letters  {name}{failed}{end}", err=True, nl=False)

    return step
