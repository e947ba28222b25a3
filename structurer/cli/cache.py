"""`structurer cache`: the kept answers."""

from __future__ import annotations

import sys

import click

from structurer.cli.terminal import console_for, facts
from structurer.cli.words import plural, size


@click.group()
def cache() -> None:
    """Show or clear the cache of answers. It holds answers about letters: only its owner can read it."""


@cache.command()
def stats() -> None:
    """How many answers are kept, how large they are, and where."""
    from structurer.models.cache import AnswerCache
    from structurer.settings import load_settings

    settings = load_settings()
    found = AnswerCache(settings.cache_dir, settings.cache_size_limit).stats()
    limit = size(settings.cache_size_limit)
    rows = [
        ("place", str(found.folder)),
        ("answers", f"{found.entries:,}"),
        ("size", f"{size(found.bytes)} of at most {limit}; the oldest go first"),
    ]
    if not settings.cache:
        rows.append(("off", "the settings say cache = false: nothing is read or kept"))
    facts(console_for(sys.stdout), rows)


@cache.command()
@click.confirmation_option("--yes", prompt="Remove every kept answer? They would have to be asked again.")
def clear() -> None:
    """Remove every kept answer."""
    from structurer.models.cache import AnswerCache
    from structurer.settings import load_settings

    settings = load_settings()
    removed = AnswerCache(settings.cache_dir, settings.cache_size_limit).clear()
    click.echo(f"removed {plural(removed, 'answer')}")
