"""What keeps an output from being written, told as such: it is neither a letter's fault nor a defect."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from structurer.errors import OutputError


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Within this, a full disk or a place that may not be written to is an OutputError."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{out} cannot be written: {error.strerror or type(error).__name__}") from None
    except sqlite3.OperationalError as error:
        # Its messages name what SQLite met, such as a full disk; never values.
        raise OutputError(f"{out} cannot be written: {error}") from None
