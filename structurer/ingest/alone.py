"""Who asks with batches is alone at a job; without them several processes may be at it.

What is noted for a batch and not yet submitted nobody else knows of: beside it the same questions would be asked, and paid
for, a second time.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from structurer.errors import SettingsError
from structurer.files import locked


@contextlib.contextmanager
def alone(journal: Path) -> Iterator[None]:
    """Be alone at the job of that journal. Raises SettingsError where another process is at it."""
    with _held(journal, "another process is at this job, which batches want for themselves"):
        yield


@contextlib.contextmanager
def beside_others(journal: Path) -> Iterator[None]:
    """Be at the job of that journal beside others that want it for themselves no more. Raises SettingsError where one
    does."""
    with _held(journal, "another process is at this job with batches", shared=True):
        yield


@contextlib.contextmanager
def _held(journal: Path, refused: str, *, shared: bool = False) -> Iterator[None]:
    path = journal.with_name(f"{journal.name}-lock")
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(locked(path, timeout=0, shared=shared))
        except TimeoutError:
            raise SettingsError(refused, hint="let it end, or end it; nothing is lost") from None
        except OSError as error:
            raise SettingsError(
                f"{path} cannot be locked: {error.strerror}", hint="name a journal on a local disk with --journal"
            ) from None
        yield
