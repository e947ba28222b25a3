"""Work that may take for ever, in a thread that nothing waits for: neither the event loop nor the process as it ends."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

ResultT = TypeVar("ResultT")


async def aside(work: Callable[[], ResultT]) -> ResultT:
    """What `work` gives or raises. Where the caller is cancelled it goes on by itself, and with the process it ends.

    Threads of `asyncio.to_thread` are waited for as the loop ends: with one at work, Ctrl-C does nothing.
    """
    done: Future[ResultT] = Future()
    done.set_running_or_notify_cancel()  # from here on it cannot be cancelled, only left alone

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:
            done.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return await asyncio.wrap_future(done)
