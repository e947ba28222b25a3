"""`structurer model`: the embedded models' weights and their server."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from structurer.cli.terminal import console_for, facts, say, status
from structurer.cli.words import plural, seconds, size
from structurer.printable import printable

if TYPE_CHECKING:
    from structurer.models.local.weights import Progress, Weights
    from structurer.settings import Settings

WATCH_SECONDS = 2.0
LINE_EVERY_PERCENT = 10


@click.group()
def model() -> None:
    """List, fetch, serve and remove the embedded models."""


@model.command("list")
def list_models() -> None:
    """The weights that structurer knows, and whether they are here."""
    from structurer.models.local.supervisor import running
    from structurer.models.local.weights import WEIGHTS, is_present, path_of
    from structurer.settings import load_settings

    rows = []
    for weights in WEIGHTS.values():
        settings = load_settings(model=f"local/{weights.name}")
        path = path_of(weights, settings.data_dir)
        here = f"at {path}" if is_present(weights, settings.data_dir) else "not fetched (structurer model pull)"
        rows.append((f"local/{weights.name}", f"{size(weights.size)}, {weights.licence}, {here}"))
        if server := running(settings):
            slots = plural(server.slots, "slot")
            rows.append(("", f"served at {server.base_url}, process {server.pid}, {slots}"))
    facts(console_for(sys.stdout), rows)


@model.command()
@click.argument("name", required=False)
def pull(name: str | None) -> None:
    """Fetch the weights of NAME (by default the model that is set) and check them."""
    from structurer.models.local.weights import ensure

    weights, settings = _chosen(name)
    with pulling() as progress:
        path = ensure(weights, settings.data_dir, progress)
    click.echo(f"local/{weights.name} is at {printable(str(path))}")


@model.command()
@click.argument("name", required=False)
@click.option("--show-key", is_flag=True, help="Print the key that calls need, too.")
def serve(name: str | None, show_key: bool) -> None:
    """Keep the server of NAME running until Ctrl-C, for any OpenAI client on this machine."""
    from structurer.errors import EmbeddedModelError
    from structurer.models.local.supervisor import endpoint, running, stop

    _, settings = _chosen(name)
    with pulling() as progress:
        server = endpoint(settings, progress)
    rows = [
        ("base URL", server.base_url),
        ("model", server.model),
        ("key", server.key if show_key else "(hidden; --show-key prints it)"),
        ("at once", f"{plural(server.slots, 'answer')}, {server.context:,} tokens of context each"),
    ]
    facts(console_for(sys.stdout), rows)
    say("Ctrl-C stops it")
    try:
        # Looking for it also tells it that it is still wanted.
        while running(settings):
            time.sleep(WATCH_SECONDS)
    except KeyboardInterrupt:
        stop(settings)
        click.echo("stopped")
        return
    raise EmbeddedModelError("the server ended")


@model.command("stop")
def stop_server() -> None:
    """Stop the embedded models' servers. Whoever still asks them starts them again: end jobs first."""
    from structurer.models.local.supervisor import stop
    from structurer.settings import load_settings

    click.echo("stopped" if stop(load_settings()) else "no server was running")


@model.command("remove")
@click.argument("name", required=False)
def remove_weights(name: str | None) -> None:
    """Remove the weights of NAME, and what a broken-off download left; stops the servers first.

    Whoever still asks the model fetches them anew: end jobs first.
    """
    from structurer.models.local.supervisor import stop
    from structurer.models.local.weights import remove

    weights, settings = _chosen(name)
    stop(settings)
    gone = remove(weights, settings.data_dir)
    click.echo(f"local/{weights.name} removed" if gone else f"local/{weights.name} was not here")


@contextlib.contextmanager
def pulling() -> Iterator[Progress]:
    """A bar on a terminal, else a line for every tenth, and how long it took; nothing where nothing has to be fetched."""
    if not sys.stderr.isatty():
        yield _lines()
        return
    with contextlib.ExitStack() as stack:
        bar: Progress | None = None
        began = 0.0

        def show(done: int, total: int, source: str) -> None:
            nonlocal bar, began
            if bar is None:
                began = time.perf_counter()
                bar = stack.enter_context(_bar(total))
            bar(done, total, source)
            if done >= total:
                stack.close()
                bar = None
                _say_fetched(source, total, began)

        yield show


@contextlib.contextmanager
def _bar(total: int) -> Iterator[Progress]:
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    status.clear()
    with Bar(*columns, TimeRemainingColumn(), console=console_for(sys.stderr), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda done, total, source: bar.update(
            task, completed=done, total=total, description=f"weights from {source}"
        )


def _lines() -> Progress:
    shown: set[tuple[str, int]] = set()
    began: dict[str, float] = {}

    def show(done: int, total: int, source: str) -> None:
        began.setdefault(source, time.perf_counter())
        tenth = 100 * done // total // LINE_EVERY_PERCENT * LINE_EVERY_PERCENT
        if (source, tenth) in shown:
            return
        shown.add((source, tenth))
        if done < total:
            say(f"weights from {source}: {tenth} % of {size(total)}")
        else:
            _say_fetched(source, total, began[source])

    return show


def _say_fetched(source: str, total: int, began: float) -> None:
    """The seconds that a letter took count these too, where it was the first one."""
    say(f"weights from {source}: {size(total)} in {seconds(time.perf_counter() - began)}")


def _chosen(name: str | None) -> tuple[Weights, Settings]:
    from structurer.models.local.weights import weights_named
    from structurer.settings import DEFAULT_MODEL, load_settings

    settings = load_settings()
    # With a hosted model set, these commands still are about the embedded one.
    chosen = name or (settings.model if settings.model.startswith("local/") else DEFAULT_MODEL)
    weights = weights_named(chosen)
    return weights, settings.model_copy(update={"model": f"local/{weights.name}"})
