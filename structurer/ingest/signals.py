"""What a job does when it is interrupted: the first time it finishes what is in work, the second it stops at once."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from structurer.ingest.engine import Engine


@contextmanager
def heeding(engine: Engine, told: Callable[[int], None]) -> Iterator[None]:
    """Heed Ctrl-C and SIGTERM; `told` is called with how often one came. Within a running event loop."""
    asked = 0

    def on_signal() -> None:
        nonlocal asked
        asked += 1
        told(asked)
        if asked == 1:
            engine.stop("interrupted")
        else:
            engine.stop_now()

    with interrupting(on_signal):
        yield


@contextmanager
def interrupting(on_signal: Callable[[], object]) -> Iterator[None]:
    """Ctrl-C and SIGTERM call `on_signal`. Within a running event loop."""
    loop = asyncio.get_running_loop()
    handled = [signal.SIGINT, signal.SIGTERM]
    try:
        for one in handled:
            loop.add_signal_handler(one, on_signal)
    except (NotImplementedError, RuntimeError):  # Windows, or not the main thread: Ctrl-C stops at once there
        handled = []
    try:
        yield
    finally:
        for one in handled:
            loop.remove_signal_handler(one)
