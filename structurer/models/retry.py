"""Trying again what the network or the server failed at, and nothing else."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, TypeVar

from structurer.errors import ModelError

if TYPE_CHECKING:
    from tenacity import RetryCallState

ResultT = TypeVar("ResultT")
Sleep = Callable[[float], Awaitable[None]]

RETRIED_STATUSES = frozenset({408, 409, 429})
FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
LONGEST_ASKED_WAIT = 120.0


class TransportFailure(Exception):
    """A failure that may pass. `error` is what to raise if it does not; `wait` the seconds that the server asked for."""

    def __init__(self, error: ModelError, wait: float | None = None) -> None:
        super().__init__(error.message)
        self.error = error
        self.wait = wait


def is_retried(status: int) -> bool:
    """Whether an HTTP status may be another one the next time: 408, 409, 429 and 5xx."""
    return status in RETRIED_STATUSES or status >= 500


def asked_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds that the server asks to wait, by `retry-after-ms` or `Retry-After` (seconds or an HTTP date), or None.

    At most LONGEST_ASKED_WAIT: a server that wants hours is down for this run. RFC 9110, section 10.2.3.
    """
    seconds = _number(headers.get("retry-after-ms"), 0.001)
    if seconds is None:
        seconds = _number(headers.get("retry-after"), 1.0)
    if seconds is None and (given := headers.get("retry-after")):
        try:
            seconds = parsedate_to_datetime(given).timestamp() - time.time()
        except (ValueError, TypeError, OverflowError):
            return None
    return None if seconds is None else min(max(seconds, 0.0), LONGEST_ASKED_WAIT)


def _number(text: str | None, unit: float) -> float | None:
    try:
        value = float(text) * unit if text else None
    except ValueError:
        return None
    return None if value is None or value != value else value


async def retried(call: Callable[[], Awaitable[ResultT]], attempts: int, sleep: Sleep = asyncio.sleep) -> ResultT:
    """The call's result, tried at most `attempts` times while it raises TransportFailure.

    Between tries it waits as long as the server asked, if at all, else FIRST_WAIT seconds doubling up to LONGEST_WAIT, with
    jitter, so that calls which failed together do not come back together. Raises the last failure's `error`.
    """
    from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

    backoff = wait_random_exponential(multiplier=FIRST_WAIT, max=LONGEST_WAIT)

    def wait(state: RetryCallState) -> float:
        failure = state.outcome.exception() if state.outcome else None
        asked = failure.wait if isinstance(failure, TransportFailure) else None
        # A wait of nothing, by a clock that is behind, would use up all tries at once.
        return asked or backoff(state)

    try:
        async for attempt in AsyncRetrying(
            stop=stop_after_attempt(attempts),
            retry=retry_if_exception_type(TransportFailure),
            wait=wait,
            sleep=sleep,
            reraise=True,
        ):
            with attempt:
                return await call()
    except TransportFailure as failure:
        raise failure.error from None
    raise AssertionError("tenacity ended without a result")
