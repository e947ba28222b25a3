"""Limits: rates that are kept in every minute, room that narrows and widens, turns in order."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from structurer.models.limits import Bucket, Limits


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


def calls(limits: Limits, clock: Clock, many: int, tokens: float = 0.0, used: float | None = None) -> list[float]:
    """When calls that take no time were sent."""
    sent: list[float] = []

    async def one() -> None:
        async with limits.turn(tokens) as turn:
            sent.append(clock.now)
            if used is not None:
                turn.used(used)

    async def run() -> None:
        await asyncio.gather(*(one() for _ in range(many)))

    asyncio.run(run())
    return sent


def most_in_a_minute(sent: list[float]) -> int:
    return max(sum(at <= other < at + 60 for other in sent) for at in sent)


@pytest.mark.parametrize("rpm", [6, 100, 600])
def test_no_minute_has_more_requests_than_it_may_have(rpm: int) -> None:
    clock = Clock()
    sent = calls(Limits(64, rpm=rpm, clock=clock, sleep=clock.sleep), clock, 3 * rpm)
    assert most_in_a_minute(sent) <= rpm
    assert sent[-1] < 3.3 * 60, "and hardly fewer"


def test_a_rate_holds_from_one_event_loop_to_the_next() -> None:
    clock = Clock()
    limits = Limits(64, rpm=6, clock=clock, sleep=clock.sleep)
    sent = [at for _ in range(12) for at in calls(limits, clock, 1)]
    assert most_in_a_minute(sent) <= 6


def test_event_loops_share_the_room_and_stand_in_one_line() -> None:
    limits = Limits(1)
    order: list[int] = []
    entered, leave = threading.Event(), threading.Event()

    async def hold() -> None:
        async with limits.turn(0):
            entered.set()
            await asyncio.to_thread(leave.wait, 10)

    async def one(number: int) -> None:
        async with limits.turn(0):
            assert limits.in_flight == 1
            order.append(number)

    with ThreadPoolExecutor(4) as threads:
        done = [threads.submit(asyncio.run, hold())]
        assert entered.wait(10)
        for number in range(3):
            done.append(threads.submit(asyncio.run, one(number)))
            while len(limits._line) <= number:
                time.sleep(0.001)
        leave.set()
        for each in done:
            each.result(10)
    assert order == [0, 1, 2]
    assert limits.in_flight == 0


def test_an_event_loop_that_stopped_with_calls_in_line_holds_up_no_other() -> None:
    limits = Limits(1)
    stopped = asyncio.new_event_loop()

    async def held() -> None:
        async with limits.turn(0):
            pass

    async def leave_one_waiting() -> asyncio.Task[None]:
        waiting = asyncio.create_task(held())
        await asyncio.sleep(0)
        return waiting

    async def run() -> asyncio.Task[None]:
        async with limits.turn(0):
            waiting = await asyncio.to_thread(stopped.run_until_complete, leave_one_waiting())
        await asyncio.wait_for(held(), 1)
        return waiting

    waiting = asyncio.run(run())
    stopped.run_until_complete(asyncio.wait_for(waiting, 5))
    stopped.close()
    assert limits.in_flight == 0


def test_tokens_count_as_they_were_in_the_end() -> None:
    clock = Clock()
    limits = Limits(64, tpm=6000, clock=clock, sleep=clock.sleep)
    # Thought to take 100 each, they take 300: 20 a minute.
    sent = calls(limits, clock, 60, tokens=100, used=300)
    assert 15 <= most_in_a_minute(sent) <= 22
    # And where they take less, the rest is given back.
    clock = Clock()
    sent = calls(Limits(64, tpm=6000, clock=clock, sleep=clock.sleep), clock, 100, tokens=300, used=60)
    assert most_in_a_minute(sent) > 60


def test_a_call_that_is_larger_than_the_bucket_goes_when_it_is_full() -> None:
    clock = Clock()
    bucket = Bucket(60, clock)
    assert bucket.wait(1_000_000) == 0
    bucket.take(1_000_000)
    assert bucket.wait(1) > 60 * 60


def test_everybody_waits_as_long_as_the_provider_asks_and_fewer_go_on() -> None:
    clock = Clock()
    limits = Limits(10, clock=clock, sleep=clock.sleep)
    limits.slow_down(7.0)
    limits.slow_down(3.0)
    assert limits.width == 7.0, "calls that failed together are one reason"
    assert min(calls(limits, clock, 5)) == 7.0
    for _ in range(200):
        limits.worked()
    assert limits.width == 10.0
    for _ in range(50):
        clock.now += 2
        limits.slow_down()
    assert limits.width == 1.0


def test_as_many_are_in_flight_as_there_is_room_for_and_turns_come_in_order() -> None:
    limits = Limits(3)
    order: list[int] = []
    most = 0

    async def one(number: int) -> None:
        nonlocal most
        async with limits.turn(0):
            order.append(number)
            most = max(most, limits.in_flight)
            await asyncio.sleep(0.001)

    async def run() -> None:
        await asyncio.gather(*(one(number) for number in range(20)))

    asyncio.run(run())
    assert order == list(range(20))
    assert most == 3
    assert limits.in_flight == 0


def test_who_gives_up_waiting_takes_nothing() -> None:
    limits = Limits(1)

    async def run() -> None:
        async with limits.turn(0):
            waiting = asyncio.create_task(held())
            await asyncio.sleep(0.01)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        await asyncio.wait_for(held(), 1)

    async def held() -> None:
        async with limits.turn(0):
            pass

    asyncio.run(run())
    assert limits.in_flight == 0
