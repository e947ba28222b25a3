"""How far a job is, while it runs: a bar on a terminal, plain lines elsewhere, JSON for machines."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from structurer.cli.ingest.words import progress_data, progress_line

if TYPE_CHECKING:
    from structurer.ingest.progress import Progress

BAR_SECONDS = 0.25
PLAIN_SECONDS = 10.0
JSON_SECONDS = 1.0


@contextlib.contextmanager
def showing(shown: str, look: Callable[[], Progress]) -> Iterator[None]:
    """Show what `look` sees until the job is through. Within a running event loop."""
    chosen = shown if shown != "auto" else "bar" if sys.stderr.isatty() else "plain"
    ways = {"bar": (_bar, BAR_SECONDS), "plain": (_plain, PLAIN_SECONDS), "json": (_json, JSON_SECONDS)}
    if chosen not in ways:
        yield
        return
    way, every = ways[chosen]
    with way() as shows:

        def show(progress: Progress) -> None:
            # Who has read enough does not end the job.
            with contextlib.suppress(BrokenPipeError):
                shows(progress)

        async def go_on() -> None:
            while True:
                await asyncio.sleep(every)
                show(look())

        task = asyncio.create_task(go_on())
        try:
            yield
        finally:
            task.cancel()
            show(look())


@contextlib.contextmanager
def _bar() -> Iterator[Callable[[Progress], None]]:
    from rich.progress import BarColumn, Progress, TextColumn

    from structurer.cli.terminal import console_for

    with Progress(
        BarColumn(bar_width=24), TextColumn("{task.description}"), console=console_for(sys.stderr), transient=True
    ) as bar:
        task = bar.add_task("", total=None)

        def show(progress: object) -> None:
            bar.update(
                task, total=progress.total, completed=progress.counts.finished, description=progress_line(progress)  # type: ignore[attr-defined, arg-type]
            )  # fmt: skip

        yield show


@contextlib.contextmanager
def _plain() -> Iterator[Callable[[Progress], None]]:
    last = ""

    def show(progress: Progress) -> None:
        nonlocal last
        line = progress_line(progress)
        if line != last:
            print(line, file=sys.stderr, flush=True)
        last = line

    yield show


@contextlib.contextmanager
def _json() -> Iterator[Callable[[Progress], None]]:
    yield lambda progress: print(json.dumps(progress_data(progress)), file=sys.stderr, flush=True)
