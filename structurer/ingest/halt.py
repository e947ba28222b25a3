"""Stops the writing of an output from another thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from structurer.errors import WritingInterrupted

T = TypeVar("T")


class Halt:
    """Once it is asked for, whoever writes raises WritingInterrupted: at the next row, or out of what it waits for."""

    def __init__(self) -> None:
        self._asked = False
        self._waits: list[Callable[[], None]] = []
        self._lock = threading.Lock()

    def ask(self) -> None:
        """Have the writing stop."""
        with self._lock:
            self._asked = True
            for interrupt in self._waits:
                interrupt()

    def see(self) -> None:
        """Raise WritingInterrupted if the writing is to stop."""
        if self._asked:
            raise WritingInterrupted("the output was not written to its end; what was there before stays")

    def seen(self, rows: Iterable[T]) -> Iterator[T]:
        """The rows, as long as nobody asks to stop."""
        for row in rows:
            self.see()
            yield row

    @contextmanager
    def interrupting(self, interrupt: Callable[[], None]) -> Iterator[None]:
        """Within this, asking calls `interrupt`; whatever that makes fail is a WritingInterrupted."""
        with self._lock:
            self._waits.append(interrupt)
        try:
            self.see()
            yield
        except Exception:
            self.see()
            raise
        finally:
            with self._lock:
                self._waits.remove(interrupt)


async def halting(write: Callable[[], T], halt: Halt) -> T:
    """What `write` gives, run in a thread; where the wait for it is cancelled, it stops too."""
    try:
        return await asyncio.to_thread(write)
    except asyncio.CancelledError:
        halt.ask()
        raise
