"""`structurer prompt`: what the model is asked by, and what a change of it wins and loses."""

from __future__ import annotations

import click

from structurer.cli.lazy import LazyGroup

_COMMANDS = {
    "list": ("structurer.cli.prompts.listing:list_prompts", "The prompts, their versions, and which were changed."),
    "show": ("structurer.cli.prompts.listing:show", "A prompt part by part, its includes and field notes in place."),
    "render": ("structurer.cli.prompts.rendering:render", "What is sent about a letter, in full."),
    "try": ("structurer.cli.prompts.trying:try_", "What a changed prompt wins and loses; --watch tries at every save."),
    "diff": ("structurer.cli.prompts.differing:diff", "A prompt against an earlier version: text and effect."),
}


@click.group(cls=LazyGroup, places=_COMMANDS)
def prompts() -> None:
    """List, show, render, try and compare prompts.

    NAME is a prompt's id, such as ur/history: the file prompts/ur/history.md. The setting prompts_dir names another
    folder of prompts.
    """
