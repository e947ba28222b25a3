"""What is done aside: its result comes back, and who leaves it is not held by it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from structurer import Structurer
from structurer.aside import aside
from structurer.ingest.job import aingest
from structurer.ingest.plan import Plan


def left(begin: Callable[[], Any], begun: threading.Event) -> None:
    """Begin something in an event loop of its own, leave it once it has begun, and end the loop."""

    async def leave() -> None:
        task = asyncio.create_task(begin())
        await asyncio.to_thread(begun.wait, 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(leave())


def test_what_it_gives_or_raises_comes_back() -> None:
    assert asyncio.run(aside(lambda: 7)) == 7
    with pytest.raises(ZeroDivisionError):
        asyncio.run(aside(lambda: 1 // 0))


def test_a_loop_ends_before_what_was_left() -> None:
    begun, go, over = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        go.wait(10)
        over.set()

    left(lambda: aside(work), begun)
    assert not over.is_set()
    go.set()
    assert over.wait(10)


@pytest.fixture
def unending(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A standard input that is at its end only when the test is: set when somebody begins to read it."""
    begun, go = threading.Event(), threading.Event()

    class Input:
        class buffer:  # noqa: N801
            @staticmethod
            def fileno() -> int:
                raise OSError

            @staticmethod
            def read(most: int) -> bytes:
                begun.set()
                return b"" if go.wait(10) else b"nobody left"

    monkeypatch.setattr("sys.stdin", Input())
    yield begun
    assert not go.is_set()
    go.set()


def test_nobody_waits_for_the_end_of_standard_input(unending: threading.Event) -> None:
    structurer = Structurer("imr", read_only=True)
    left(lambda: structurer.astructure("-"), unending)


def test_nor_does_a_job_whose_list_of_letters_does_not_come(tmp_path: Path, unending: threading.Event) -> None:
    structurer = Structurer("imr", read_only=True)
    left(lambda: aingest("-", Plan(tmp_path / "out.jsonl"), structurer), unending)
