"""The command `structurer`: its subcommands are imported only when they are called."""

from __future__ import annotations

import io
import os
import sys
import warnings
from pathlib import Path
from typing import Any, NoReturn

import click

from structurer.cli.lazy import LazyGroup
from structurer.cli.terminal import say, say_error, say_warning
from structurer.errors import EvalError, FileError, KindError, KindWarning, SettingsError, StructurerError
from structurer.version import __version__

_SHOW_WARNING = warnings.showwarning

_COMMANDS = {
    "extract": ("structurer.cli.extract:extract", "Structure letters: values, where they stand, findings."),
    "ingest": (
        "structurer.cli.ingest:ingest",
        "Structure many letters: resumable, within limits, into Parquet or SQL.",
    ),
    "show": ("structurer.cli.show:show", "Show letters beside their records, as one page for a browser."),
    "review": ("structurer.cli.review:review", "Check and correct records by hand, and make labels, in a browser."),
    "check": ("structurer.cli.check:check", "Check a record against its letter; no model is asked."),
    "rules": ("structurer.cli.rules:rules", "List the rules that records are checked by."),
    "eval": ("structurer.cli.evals:evals", "Measure against labelled letters: run, compare, gate, report, lint."),
    "prompt": ("structurer.cli.prompts:prompts", "List, show, render, try and compare prompts."),
    "kind": ("structurer.cli.kinds:kinds", "List and show kinds of letters; begin a new one."),
    "schema": ("structurer.cli.schema:schema", "Export or check the published schemas of the records."),
    "model": ("structurer.cli.model:model", "List, fetch, serve and remove the embedded models."),
    "cache": ("structurer.cli.cache:cache", "Show or clear the cache of answers."),
    "doctor": ("structurer.cli.doctor:doctor", "What is installed, configured and reachable, and what to do."),
}


@click.group(
    cls=LazyGroup,
    places=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="structurer")
def structurer() -> None:
    """Free-text letters in, typed and verified records out.

    Nothing leaves this machine unless a hosted model is named: by default letters are structured with an embedded
    model.
    """


def main() -> NoReturn:
    """Run the command line. Exit codes: 0 done, 1 some letter (or check) failed, 2 wrong use, 130 interrupted."""
    _open_streams()
    warnings.showwarning = _say_warning
    code = _code()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError as error:
            if not isinstance(error, BrokenPipeError) and code == 0:
                code = 1
                say_error(FileError.of(error))
            # Whoever reads us has seen enough, or the disk is full; the interpreter must not try to write the rest at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(code)


def _open_streams() -> None:
    """A stream that our caller has closed leads nowhere; in the order of their numbers, so that no file takes one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for good
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="replace")  # a character that the output cannot hold is no reason to fail


def _code() -> int:
    """Run what was asked for; the exit code."""
    try:
        code = structurer.main(prog_name="structurer", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return 2
    except click.ClickException as error:
        say_error(_wrong_use(error))
        return 2
    except StructurerError as error:
        say_error(error)
        return 2 if isinstance(error, SettingsError | KindError | EvalError) else 1
    except (click.exceptions.Abort, KeyboardInterrupt):
        say("interrupted")
        return 130
    except BrokenPipeError:
        return 0
    except OSError as error:
        if error.errno is None:
            raise  # not the system's word: a defect like any other
        say_error(FileError.of(error))
        return 1
    return code if isinstance(code, int) else 0


def _say_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: Any = None,
    line: str | None = None,
) -> None:
    """A warning in the commands' form, where it is one of ours; others as Python shows them."""
    if issubclass(category, KindWarning):
        say_warning(str(message))
    else:
        _SHOW_WARNING(message, category, filename, lineno, file, line)


def _wrong_use(error: click.ClickException) -> SettingsError:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return SettingsError(error.format_message(), hint=f"see {context.command_path} --help" if context else "")
