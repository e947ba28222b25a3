"""`structurer prompt diff`."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import click

from structurer.cli.evals.shared import measured, needs_eval
from structurer.cli.prompts.trying import tried
from structurer.cli.terminal import console_for, telling
from structurer.cli.words import plural

if TYPE_CHECKING:
    from rich.console import Console

    from structurer.prompts import Prompt


@click.command()
@click.argument("name")
@click.argument("rev")
@click.option("--text", "only_text", is_flag=True, help="The text alone: no letter is tried.")
@click.option(
    "--on", multiple=True, metavar="dev|LETTER", help="Letters for the effect, as in `prompt try`.  [default: dev]"
)
@click.option("--most", type=click.IntRange(min=1), help="At most so many letters, those with least to read.")
@click.option("--model", help="The model for the effect.  [default: the suite's]")
@click.option("--base-url", help="An OpenAI-compatible server.")
@measured
def diff(
    name: str, rev: str, only_text: bool, on: tuple[str, ...], most: int | None, model: str | None, base_url: str | None
) -> int:
    """Compare the prompt NAME with how it was at REV, a revision of git: its text part by part, and its effect.

    Exit codes: 0 compared, 1 some letter failed, 2 there is no such prompt or revision, or the effect cannot be tried.
    """  # fmt: skip
    from structurer.evals.trying.kept import tries_folder
    from structurer.evals.trying.plan import kind_of_prompt, plan_try
    from structurer.evals.versions import before_and_after, working_prompts
    from structurer.prompts import load
    from structurer.settings import load_settings

    settings = load_settings(model=model, base_url=base_url)
    root = working_prompts(settings, name)
    kind_of_prompt(name, root)
    earlier, _ = before_and_after(name, root, rev, tries_folder(settings.cache_dir) / "prompts")
    console = console_for(sys.stdout)
    # After is the file itself: the version that is tried has its includes in place, and would not tell them.
    before, after = load(name, earlier.folder), load(name, root)
    with telling():
        _show(console, rev, before, after)
    if only_text or before.digest == after.digest:
        return 0
    needs_eval()
    with telling():
        console.print()
    return asyncio.run(tried(plan_try(name, on, most=most, before=rev, model=model, base_url=base_url)))


def _show(console: Console, rev: str, before: Prompt, after: Prompt) -> None:
    from rich.text import Text

    told = [
        f"version {before.version} → {after.version}" if before.version != after.version else f"version {after.version}"
    ]
    told.append(
        f"{before.digest[7:19]} → {after.digest[7:19]}" if before.digest != after.digest else after.digest[7:19]
    )
    console.print(Text.assemble((after.id, "title"), f"  {rev} → working tree · {' · '.join(told)}"), soft_wrap=True)
    if before.digest == after.digest:
        console.print("the same text")
        return
    if before.version == after.version:
        console.print(Text("its version is the same: raise it where the meaning changed", style="aside"))
    for title in dict.fromkeys(part.title for part in (*before.parts, *after.parts)):
        old, new = (next((part for part in one.parts if part.title == title), None) for one in (before, after))
        lines = difference(old.text if old else "", new.text if new else "")
        if not lines:
            continue
        added, removed = (sum(line.startswith(sign) for line in lines) for sign in "+-")
        includes = new.includes if new else ()
        through = f" · includes {', '.join(includes)}" if includes else ""
        console.print(Text.assemble("\n", (title, "title"), (f"  {plural(added, 'line')} added, {removed} removed{through}", "aside")), soft_wrap=True)  # fmt: skip
        for line in lines:
            console.print(Text(line, style={"+": "added", "-": "removed"}.get(line[:1], "")), soft_wrap=True)


def difference(before: str, after: str) -> list[str]:
    """A part's lines as in a unified diff: `+` added, `-` removed, a blank before what stayed; empty where nothing did
    change. Two lines around each change are kept; `…` stands for what is left out between."""
    import difflib

    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=2, lineterm=""))
    return ["…" if line.startswith("@@") else line for line in lines[3:]]
