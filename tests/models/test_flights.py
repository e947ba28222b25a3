"""Identical calls at the same time are one, for better and for worse."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from structurer.models.flights import Flights


class Work:
    """Takes until told, then returns its number or fails; counts starts and cancellations."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.starts = self.cancelled = 0
        self.may_end = asyncio.Event()

    async def __call__(self) -> int:
        self.starts += 1
        try:
            await self.may_end.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if self.error:
            raise self.error
        return self.starts


async def joined(flights: Flights[int], work: Work, count: int) -> list[asyncio.Task[Any]]:
    tasks = [asyncio.create_task(flights.join("key", work)) for _ in range(count)]
    await asyncio.sleep(0.01)
    return tasks


def test_all_get_the_result_and_one_is_the_first() -> None:
    async def run() -> list[Any]:
        work, flights = Work(), Flights[int]()
        tasks = await joined(flights, work, 3)
        work.may_end.set()
        results = list(await asyncio.gather(*tasks))
        return [*results, await flights.join("key", work)]

    assert asyncio.run(run()) == [(1, True), (1, False), (1, False), (2, True)]


def test_calls_of_one_event_loop_are_one_whatever_another_asks() -> None:
    flights, counts = Flights[int](), list[int]()
    there, back = threading.Event(), threading.Event()

    async def elsewhere() -> None:
        work = Work()
        tasks = await joined(flights, work, 1)
        there.set()
        await asyncio.to_thread(back.wait, 10)
        work.may_end.set()
        await asyncio.gather(*tasks)
        counts.append(work.starts)

    async def here() -> None:
        work = Work()
        tasks = await joined(flights, work, 1)
        other = threading.Thread(target=lambda: asyncio.run(elsewhere()))
        other.start()
        await asyncio.to_thread(there.wait, 10)
        tasks += await joined(flights, work, 1)
        work.may_end.set()
        await asyncio.gather(*tasks)
        counts.append(work.starts)
        back.set()
        await asyncio.to_thread(other.join)

    asyncio.run(here())
    assert counts == [1, 1]


def test_all_get_the_error() -> None:
    async def run() -> list[Any]:
        work, flights = Work(ValueError("no")), Flights[int]()
        tasks = await joined(flights, work, 2)
        work.may_end.set()
        return list(await asyncio.gather(*tasks, return_exceptions=True))

    errors = asyncio.run(run())
    assert [type(error) for error in errors] == [ValueError, ValueError]


def test_a_call_counts_for_one_of_those_who_wait_to_its_end() -> None:
    async def run() -> list[Any]:
        work, flights = Work(), Flights[int]()
        tasks = await joined(flights, work, 4)
        tasks[0].cancel()
        work.may_end.set()
        return list(await asyncio.gather(*tasks[1:]))

    assert asyncio.run(run()) == [(1, True), (1, False), (1, False)]


@pytest.mark.parametrize(("leaving", "cancelled"), [(1, 0), (2, 0), (3, 1)])
def test_a_call_is_cancelled_when_nobody_waits_for_it(leaving: int, cancelled: int) -> None:
    async def run() -> int:
        work, flights = Work(), Flights[int]()
        tasks = await joined(flights, work, 3)
        for task in tasks[:leaving]:
            task.cancel()
        await asyncio.sleep(0.01)
        gone = work.cancelled
        work.may_end.set()
        await asyncio.gather(*tasks, return_exceptions=True)
        return gone

    assert asyncio.run(run()) == cancelled
