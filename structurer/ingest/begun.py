"""A job that has begun: its engine, and what is to be let go of after it."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass
from typing import Any

from structurer.ingest.engine import Engine
from structurer.ingest.lists import GivenLetters
from structurer.ingest.sources import Sources
from structurer.pipeline import Structurer


@dataclass
class Begun:
    """An engine, and what is to be let go of after it. Counts the letters beside the work."""

    engine: Engine
    worker: Structurer[Any]
    lists: Sources | GivenLetters

    def __post_init__(self) -> None:
        self._enough = threading.Event()

    async def __aenter__(self) -> Begun:
        self._counting = asyncio.create_task(self._count())
        return self

    async def __aexit__(self, *exc: object) -> None:
        # The thread itself ends with the next letter: the program's end would wait for it.
        self._enough.set()
        self._counting.cancel()
        await asyncio.gather(self._counting, return_exceptions=True)
        await self.worker.aclose()

    async def _count(self) -> None:
        self.engine.total = await asyncio.to_thread(self.lists.count, self._enough.is_set)
