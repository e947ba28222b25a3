"""`structurer prompt list` and `show`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from structurer.cli.terminal import console_for, fitting

if TYPE_CHECKING:
    from structurer.kind import LetterKind
    from structurer.prompts import Prompt


@click.command("list")
def list_prompts() -> None:
    """List the prompts: version, hash, whether they differ from what git has, tokens that all letters share."""
    from structurer.evals.versions import changed_since_head, working_prompts
    from structurer.kinds.registry import kinds
    from structurer.models.tokens import count_tokens
    from structurer.prompts import load, names
    from structurer.settings import load_settings

    settings = load_settings()
    root = working_prompts(settings)
    known = kinds()
    roots = {kind.name: working_prompts(settings, kind.name) for kind in known}
    found = [(load(name, roots[kind.name]), kind) for kind in known for name in names(kind.name, roots[kind.name])]
    tokens = count_tokens([_fixed(prompt, kind) for prompt, kind in found], settings)
    console = console_for(sys.stdout)
    rows = [
        (prompt.id, str(prompt.version), prompt.digest[7:19], changed_since_head(prompt.id, roots[kind.name]), told(count, tokens.exact), prompt.about)
        for (prompt, kind), count in zip(found, tokens.counts, strict=True)
    ]  # fmt: skip
    columns = ("prompt", "version", "hash", "git", "tokens", "about")
    console.print(fitting(console, "", columns, rows, right=("version", "tokens"), expendable=("hash",)))
    console.print(f"in {root}; tokens are those that all letters share" + ("" if tokens.exact else ", estimated (≈)"), soft_wrap=True)  # fmt: skip


@click.command()
@click.argument("name")
def show(name: str) -> None:
    """Show the prompt NAME part by part, with its includes and field notes in place, and the tokens of each part."""
    from rich.text import Text

    from structurer.evals.trying.plan import kind_of_prompt
    from structurer.evals.versions import changed_since_head, working_prompts
    from structurer.models.tokens import count_tokens
    from structurer.prompts import load
    from structurer.settings import load_settings

    settings = load_settings()
    root = working_prompts(settings, name)
    kind = kind_of_prompt(name, root)
    prompt = load(name, root)
    parts = [part for part in prompt.parts if part.title != "front matter"]
    texts = [prompt.field_part(notes_of(prompt, kind)) if part.title == "fields" else part.text for part in parts]
    tokens = count_tokens(texts, settings, start=True)
    console = console_for(sys.stdout)
    console.print(Text.assemble((prompt.id, "title"), f"  version {prompt.version} · {prompt.digest[:19]} · git: {changed_since_head(name, root)}"), soft_wrap=True)  # fmt: skip
    console.print(Text(prompt.about), soft_wrap=True)
    console.print(Text(str(root / f"{name}.md"), style="aside"), soft_wrap=True)
    for part, text, count in zip(parts, texts, tokens.counts, strict=True):
        includes = f" · includes {', '.join(part.includes)}" if part.includes else ""
        whose = " · each letter's own" if part.title == "question" else ""
        console.print(Text.assemble("\n", (part.title, "title"), (f"  {told(count, tokens.exact)} tokens{includes}{whose}", "aside")), soft_wrap=True)  # fmt: skip
        console.print(Text(text), soft_wrap=True)
    shared = sum(count for part, count in zip(parts, tokens.counts, strict=True) if part.title != "question")
    console.print(Text(f"\n{told(shared, tokens.exact)} tokens are the same for every letter and come first", style="aside"), soft_wrap=True)  # fmt: skip


def notes_of(prompt: Prompt, kind: LetterKind[Any]) -> str:
    """The notes on the answer's fields, made from the record's descriptions."""
    from structurer.prompts import field_notes

    model = kind.answers.get(prompt.id)
    return field_notes(model) if model is not None else "{{fields}}"


def told(count: int, exact: bool) -> str:
    """A number of tokens; an estimate says so."""
    return f"{count:,}" if exact else f"≈{count:,}"


def _fixed(prompt: Prompt, kind: LetterKind[Any]) -> str:
    return "\n".join(content for _, content in prompt.fixed(notes_of(prompt, kind)))
