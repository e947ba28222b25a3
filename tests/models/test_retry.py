"""When a failed call is tried again, and after how long."""

from __future__ import annotations

import asyncio
import time
from email.utils import formatdate
from typing import Any

import pytest

from structurer.errors import ModelBusy, ModelDenied
from structurer.models.retry import (
    FIRST_WAIT,
    LONGEST_ASKED_WAIT,
    LONGEST_WAIT,
    TransportFailure,
    asked_wait,
    is_retried,
    retried,
)
from tests.models.conftest import Naps


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "3", "retry-after-ms": "200"}, 0.2),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after": "86400"}, LONGEST_ASKED_WAIT),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
        ({"retry-after": "Wed, 99 Oct 2015"}, None),
    ],
)
def test_the_server_is_understood(headers: dict[str, str], seconds: float | None) -> None:
    assert asked_wait(headers) == seconds


def test_a_date_to_come_is_so_many_seconds_away() -> None:
    assert asked_wait({"retry-after": formatdate(time.time() + 60, usegmt=True)}) == pytest.approx(60, abs=3)


@pytest.mark.parametrize(
    ("status", "again"),
    [(400, False), (401, False), (404, False), (408, True), (409, True), (422, False), (429, True), (500, True), (529, True)],
)  # fmt: skip
def test_only_what_may_pass_is_tried_again(status: int, again: bool) -> None:
    assert is_retried(status) is again


class Failing:
    """Fails with the errors given, then returns "done"."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.calls = 0

    async def __call__(self) -> str:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return "done"


def busy(wait: float | None = None) -> TransportFailure:
    return TransportFailure(ModelBusy("busy"), wait)


def test_waits_grow_but_never_beyond_the_longest(naps: Naps) -> None:
    call = Failing(*(busy() for _ in range(12)))
    assert asyncio.run(retried(call, 13, naps)) == "done"
    assert len(naps) == 12
    assert naps[0] <= FIRST_WAIT
    assert all(0 <= seconds <= min(LONGEST_WAIT, FIRST_WAIT * 2**n) for n, seconds in enumerate(naps))


def test_a_wait_that_the_server_asks_for_is_kept(naps: Naps) -> None:
    assert asyncio.run(retried(Failing(busy(4.0), busy(), busy(0.0)), 5, naps)) == "done"
    assert naps[0] == 4.0


def test_a_wait_of_nothing_is_none_that_was_asked_for(naps: Naps, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a clock that is ahead of the server's would use up all tries at once."""
    monkeypatch.setattr("random.uniform", lambda low, high: high)
    assert asyncio.run(retried(Failing(*(busy(0.0) for _ in range(4))), 5, naps)) == "done"
    assert naps == [FIRST_WAIT * 2**n for n in range(4)]


def test_the_last_failure_is_raised_as_what_it_means(naps: Naps) -> None:
    call = Failing(busy(), busy(), busy())
    with pytest.raises(ModelBusy):
        asyncio.run(retried(call, 3, naps))
    assert (call.calls, len(naps)) == (3, 2)


@pytest.mark.parametrize("error", [ModelDenied("no"), ValueError("a bug"), asyncio.CancelledError()])
def test_anything_else_is_raised_at_once(naps: Naps, error: Any) -> None:
    call = Failing(error)
    with pytest.raises(type(error)):
        asyncio.run(retried(call, 5, naps))
    assert (call.calls, naps) == (1, [])
