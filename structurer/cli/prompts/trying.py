"""`structurer prompt try`."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from structurer.cli.evals.shared import measured, needs_eval
from structurer.cli.terminal import console_for, is_read, say, say_error, status, telling
from structurer.errors import EvalError, StructurerError, UnexpectedError

if TYPE_CHECKING:
    from structurer.evals.trying.plan import TryPlan
    from structurer.evals.trying.running import Done

LOOK_MS = 1000
"""Milliseconds after which a watch that no save wakes looks whether somebody still reads what it prints."""


@click.command("try")
@click.argument("name")
@click.option(
    "--on",
    multiple=True,
    metavar="dev|LETTER",
    help="Letters to try on: `dev`, a letter of the dev half by its id, or a file; may be given several times.  [default: dev]",
)
@click.option("--most", type=click.IntRange(min=1), help="At most so many letters, those with least to read.")
@click.option("--before", metavar="REV", help="What to compare with: a revision of git.  [default: HEAD]")
@click.option("--suite", help="The suite that dev is the half of.  [default: the prompt's kind's]")
@click.option("--model", help="local/<weights>, openai/<name>, or <name> with --base-url.  [default: the suite's]")
@click.option("--base-url", help="An OpenAI-compatible server, such as http://127.0.0.1:8000/v1.")
@click.option("--watch", is_flag=True, help="Try again whenever the prompt, or a file it includes, is saved.")
@measured
def try_(
    name: str,
    on: tuple[str, ...],
    most: int | None,
    before: str | None,
    suite: str | None,
    model: str | None,
    base_url: str | None,
    watch: bool,
) -> int:
    """Try the prompt NAME as its file is now: which cells it wins and loses, against the labels and against before.

    Only NAME's questions are asked anew: everything else comes from recordings, and what was asked once from the cache.
    Letters of the test half are never touched. A letter without a label is compared with its record before.

    Exit codes: 0 done, 1 some letter failed, 2 it could not be tried.
    """  # fmt: skip
    needs_eval()
    given = {"most": most, "before": before, "suite": suite, "model": model, "base_url": base_url}
    if watch:
        return asyncio.run(_watched(name, on, given))
    return asyncio.run(tried(_planned(name, on, given)))


def _planned(name: str, on: tuple[str, ...], given: dict[str, Any]) -> TryPlan:
    from structurer.evals.trying.plan import plan_try

    return plan_try(name, on, **given)


async def tried(plan: TryPlan) -> int:
    """Run a try and print what comes of it, letter by letter and in all; the exit code.

    It ends with the letter that nobody reads any more: what became of the letters until then counts all the same.
    """
    from structurer.cli.prompts.effects import Effects
    from structurer.evals.trying.running import run_try

    effects = Effects(console_for(sys.stdout), plan)
    failed = False

    def letter(done: int, of: int, one: Done) -> None:
        nonlocal failed
        failed = failed or one.error is not None
        effects.letter(done, of, one)

    with telling():
        effects.head()
    with telling():
        effects.summary(await run_try(plan, letter))
    return 1 if failed else 0


async def _watched(name: str, on: tuple[str, ...], given: dict[str, Any]) -> int:
    """Try, and again at every save. A save meanwhile stops what is under way: what was answered so far is kept.

    It ends with Ctrl-C, or when what it prints has no reader any more.
    """
    try:
        from watchfiles import awatch
    except ImportError:
        raise EvalError("--watch needs the package watchfiles", hint="run: pip install 'structurer[eval]'") from None
    from structurer.evals.trying.plan import kind_of_prompt
    from structurer.evals.versions import working_prompts
    from structurer.settings import load_settings

    root = working_prompts(load_settings(), name)
    kind_of_prompt(name, root)
    work: asyncio.Task[None] = asyncio.create_task(_round(name, on, given))
    files = _files(name, root)
    async for changes in awatch(root, debounce=100, step=50, rust_timeout=LOOK_MS, yield_on_timeout=True):
        read = is_read(sys.stdout)
        if read and not _touches((path for _, path in changes), files):
            continue
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        status.clear()
        if not read:
            break
        files = _files(name, root) | files
        work = asyncio.create_task(_round(name, on, given))
    return 0


async def _round(name: str, on: tuple[str, ...], given: dict[str, Any]) -> None:
    """One try of many: what goes wrong is told, and the next save tries again."""
    console = console_for(sys.stdout)
    with telling():
        console.rule(f"{name} · {dt.datetime.now():%H:%M:%S}", style="aside", align="left")
    try:
        await tried(await asyncio.to_thread(_planned, name, on, given))
    except StructurerError as error:
        say_error(error)
    except Exception as defect:
        # The message may hold letter text; the name cannot.
        say_error(UnexpectedError(f"failed unexpectedly: {type(defect).__name__}"))
    say("waiting for the next save; Ctrl-C ends")


def _named_in(path: Path, root: Path) -> set[str]:
    """The files that a prompt names as its includes, be they there or not."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return set()
    return {os.path.realpath(root / found) for found in re.findall(r"\{\{include\s+([^{}\s]+)\s*\}\}", text)}


def _touches(saved: Iterable[str], files: set[str]) -> bool:
    return any(os.path.realpath(path) in files for path in saved)


def _files(name: str, root: Path) -> set[str]:
    """The files whose saving matters: the prompt's and those it includes; where these cannot be told, any of its kind."""
    from structurer.prompts import sources

    own = {os.path.realpath(root / f"{name}.md")}
    try:
        return own | {os.path.realpath(path) for path in sources(name, root)}
    except StructurerError:
        return (
            own
            | {os.path.realpath(path) for path in (root / name).parent.glob("*.md")}
            | _named_in(root / f"{name}.md", root)
        )
