"""`structurer kind`: which kinds of letters there are, what one is made of, and the beginnings of a new one."""

from __future__ import annotations

import click

from structurer.cli.lazy import LazyGroup

_COMMANDS = {
    "list": ("structurer.cli.kinds.listing:list_kinds", "List the kinds that are installed, and whence each comes."),
    "show": ("structurer.cli.kinds.listing:show", "Show what a kind is made of: fields, prompts, readers, rules."),
    "new": ("structurer.cli.kinds.beginning:new", "Write the beginnings of a new kind, which run as they are."),
}


@click.group(cls=LazyGroup, places=_COMMANDS)
def kinds() -> None:
    """List and show kinds of letters, and begin new ones."""
