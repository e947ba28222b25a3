"""What the commands of `structurer eval` share: how they fail, and what they note in a run."""

from __future__ import annotations

import functools
import traceback
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from structurer.cli.terminal import say, say_error, say_hint
from structurer.errors import EvalError, FileError, StructurerError, UnexpectedError

if TYPE_CHECKING:
    from structurer.evals.plan import Plan

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
        except OSError as error:
            say_error(FileError.of(error))
        except Exception as defect:
            # The message may hold letter text; the name and the place cannot.
            place = traceback.extract_tb(defect.__traceback__)[-1]
            where = f"{Path(place.filename).name}, line {place.lineno}"
            say_error(UnexpectedError(f"could not be measured: {type(defect).__name__} in {where}"))
        return UNMEASURED

    return guarded  # type: ignore[return-value]


def needs_eval() -> None:
    """Raise EvalError where the packages that measuring needs are not installed."""
    lacking = [name for name in ("numpy", "scipy", "vcr", "jinja2") if find_spec(name) is None]
    if lacking:
        raise EvalError(
            f"measuring needs packages that are not installed: {', '.join(lacking)}",
            hint="run: pip install 'structurer[eval]'",
        )


def tell_settings(plan: Plan) -> None:
    """Say what is measured by nobody's word but that of the settings: another machine's may say otherwise."""
    told = plan.by_settings
    for name, value in told.items():
        say(f"by the settings: {name} = {value}")
    if told:
        say_hint("structurer doctor shows where that is set")


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
