"""Identical calls at the same time are one call."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

ResultT = TypeVar("ResultT")


@dataclass
class _Flight(Generic[ResultT]):
    task: asyncio.Task[ResultT]
    waiting: int = 0
    counted: bool = False


class Flights(Generic[ResultT]):
    """Calls under way, by event loop and key: what one loop waits for cannot be awaited in another."""

    def __init__(self) -> None:
        self._under_way: dict[tuple[asyncio.AbstractEventLoop, str], _Flight[ResultT]] = {}

    async def join(self, key: str, start: Callable[[], Awaitable[ResultT]]) -> tuple[ResultT, bool]:
        """The result for the key, and whether the call counts as this caller's. All who wait share result and error.

        A caller that is cancelled leaves the others' call alone; when nobody waits any more, the call is cancelled. It
        counts for one caller: the first of those who wait to its end.
        """
        own = (asyncio.get_running_loop(), key)
        flight = self._under_way.get(own)
        if flight is None or flight.task.done():
            flight = self._under_way[own] = _Flight(asyncio.create_task(_awaited(start)))
        flight.waiting += 1
        try:
            result = await asyncio.shield(flight.task)
            first, flight.counted = not flight.counted, True
            return result, first
        finally:
            flight.waiting -= 1
            if not flight.waiting:
                flight.task.cancel()
                if self._under_way.get(own) is flight:
                    del self._under_way[own]


async def _awaited(start: Callable[[], Awaitable[ResultT]]) -> ResultT:
    return await start()
