"""Keeps letter text out of logs: the libraries underneath log requests, answers and validation errors in full."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Filters of a logger do not hold for its children, so each is named.
LOGGERS = (
    "instructor",
    "instructor.v2",
    "instructor.v2.retry",
    "openai._base_client",
    "openai._legacy_response",
    "openai._response",
)

_asking: ContextVar[bool] = ContextVar("structurer_asking", default=False)


@contextmanager
def quiet() -> Iterator[None]:
    """Drop what those libraries log within; what other code of the process asks them for is logged as ever."""
    for name in LOGGERS:
        logging.getLogger(name).addFilter(_FILTER)
    token = _asking.set(True)
    try:
        yield
    finally:
        _asking.reset(token)


class _Quiet(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        return not _asking.get()


_FILTER = _Quiet()
