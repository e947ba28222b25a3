"""The breaker: a server that is away is waited for, then given up; one that failed a single letter is not."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, cast

from structurer.errors import ModelUnreachable
from structurer.ingest.breaker import Breaker
from structurer.ingest.hands import Work
from structurer.ingest.journal import Journal
from structurer.ingest.runstate import RunState
from structurer.ingest.tries import Tries
from structurer.result import Structured
from tests.ingest.jobs import quick


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


def made() -> tuple[Breaker, Clock]:
    clock = Clock()
    return Breaker(failures=3, probes=2, rest=5.0, sleep=clock.sleep), clock


async def others_wait() -> None:
    """Let the other tasks go on until each of them waits, however slow the machine is."""
    for _ in range(100):
        await asyncio.sleep(0)


def test_failures_with_success_between_open_nothing() -> None:
    async def run() -> None:
        breaker, clock = made()
        for number in range(10):
            breaker.failed(f"a{number}")
            breaker.failed(f"b{number}")
            breaker.worked()
        assert await breaker.passage()
        assert clock.now == 0

    asyncio.run(run())


def test_a_server_that_comes_back_is_found_by_one_letter_for_all() -> None:
    async def run() -> None:
        breaker, clock = made()
        for name in "abc":
            breaker.failed(name)
        waiting = [asyncio.create_task(breaker.passage()) for _ in range(5)]
        await others_wait()
        assert sum(task.done() for task in waiting) == 1
        assert clock.now >= 5.0
        breaker.worked()
        assert all(await asyncio.gather(*waiting))
        assert not breaker.is_open

    asyncio.run(run())


def test_a_server_that_stays_away_is_given_up_after_its_probes() -> None:
    async def run() -> None:
        breaker, clock = made()
        for name in "abc":
            breaker.failed(name)
        probing = [asyncio.create_task(breaker.passage()) for _ in range(3)]
        for _ in range(2):
            await others_wait()
            breaker.failed("probe")
        assert sorted(await asyncio.gather(*probing)) == [False, True, True]
        assert breaker.given_up.is_set()
        assert clock.now > 5.0
        assert not await breaker.passage()

    asyncio.run(run())


def test_a_letter_that_never_asked_passes_the_trying_on() -> None:
    async def run() -> None:
        breaker, _ = made()
        for name in "abc":
            breaker.failed(name)
        assert await breaker.passage()
        breaker.passed()
        assert await asyncio.wait_for(breaker.passage(), 1)

    asyncio.run(run())


def test_a_few_letters_that_fail_again_and_again_are_told_from_a_server_that_fails() -> None:
    async def run() -> None:
        breaker, _ = made()
        for _ in range(5):
            breaker.failed("a")
            breaker.failed("b")
        assert breaker.is_open
        assert breaker.is_of_few
        breaker.failed("c")
        assert not breaker.is_of_few
        breaker.worked()
        assert breaker.is_of_few

    asyncio.run(run())


def test_the_letter_that_is_to_try_for_all_may_be_blamed_before_it_does(tmp_path: Path) -> None:
    async def run() -> None:
        breaker, _ = made()
        journal = Journal(tmp_path / "journal")
        state = RunState(journal, 1, 1, breaker)
        state.worker = journal.enter()
        journal.place("a", "sha256:a", "", 1, 0)
        assert journal.claim("sha256:a", state.worker)
        tries: Tries

        class Hands:
            async def structured(self, work: Work) -> Structured[Any]:
                # While it was tried others failed, were blamed with it, and failed again.
                for name in ("sha256:a", "b", "c"):
                    breaker.failed(name)
                tries._blamed |= breaker.blame_letters()
                for name in "bc":
                    breaker.failed(name)
                raise ModelUnreachable("the server failed")

            async def server_answers(self) -> bool | None:
                return True

        tries = Tries(cast("Any", Hands()), state, 3, sleep=quick)
        await tries.work(Work("a", "sha256:a", b""))
        assert journal.counts().failed == 1
        assert not breaker._probing
        assert await asyncio.wait_for(breaker.passage(), 10)
        journal.close()

    asyncio.run(run())
