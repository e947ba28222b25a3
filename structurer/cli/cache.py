"""`structurer cache`: the kept answers."""

from __future__ import annotations

import click


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
    click.echo(f"place    {found.folder}")
    click.echo(f"answers  {found.entries:,}")
    click.echo(
        f"size     {found.bytes / 1e6:,.1f} MB of at most {settings.cache_size_limit / 1e6:,.0f} MB; the oldest go first"
    )
    if not settings.cache:
        click.echo("the settings say cache = false: nothing is read or kept")


@cache.command()
@click.confirmation_option("--yes", prompt="Remove every kept answer? They would have to be asked again.")
def clear() -> None:
    """Remove every kept answer."""
    from structurer.models.cache import AnswerCache
    from structurer.settings import load_settings

    settings = load_settings()
    removed = AnswerCache(settings.cache_dir, settings.cache_size_limit).clear()
    click.echo(f"removed {removed:,} answers")
