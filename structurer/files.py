"""Folders and files that only their owner may read, whole or not there at all, and a lock between processes."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

LOCK_POLL_SECONDS = 0.1
_LOCK_BYTES = 1 << 30
"""What a lock takes on Windows: so many that two who share one hardly ever meet."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What writing into an open file fails with; the system's own error does not say into which."""


def own_folder(folder: Path) -> Path:
    """The folder, made if it is not there, readable by its owner alone (0700)."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    return folder


@contextlib.contextmanager
def whole(path: Path, mode: int = 0o600) -> Iterator[IO[str]]:
    """A file to write that is there whole or, where writing it fails or is interrupted, as it was before.

    Until it is whole only its owner can read it; then it gets `mode`. Where a link stands, it is the file that the link
    names; what is no file, such as a pipe or a device, is written into as it is. An OSError names `path`.
    """
    if path.exists() and not path.is_file():
        with _naming(path), path.open("w", encoding="utf-8") as out:
            yield out
        return
    place = Path(os.path.realpath(path))
    try:
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.", suffix=".part")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        with _naming(path), os.fdopen(handle, "w", encoding="utf-8") as out:
            yield out
        Path(name).chmod(mode)
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Let what a write into an open file fails with name the file."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            error.filename = str(path)
        raise


def write_own(path: Path, text: str) -> None:
    """Write a small file (0600) so that a reader sees the old text or the new, never a part."""
    with whole(path) as out:
        out.write(text)


@contextlib.contextmanager
def locked(path: Path, timeout: float | None = None, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock that `path` names; the system frees it when its holder dies, however that happens. A `shared` one is
    held beside others that are, and beside no other.

    Raises TimeoutError after `timeout` seconds, OSError where the disk has no locks; None waits for ever. The lock file itself stays: removing it would let
    two processes hold locks on two files of one name. On Windows, where fcntl is absent, msvcrt locks bytes: all,
    or where the lock is shared one of them, whichever; that branch is written from its documentation and has not been run.
    """
    deadline = None if timeout is None else time.monotonic() + timeout
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        while not _try_lock(descriptor, shared):
            if deadline is not None and time.monotonic() > deadline:
                raise TimeoutError(f"{path} stayed locked by another process")
            time.sleep(LOCK_POLL_SECONDS)
        yield
    finally:
        os.close(descriptor)


def _try_lock(descriptor: int, shared: bool) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt
            import secrets

            os.lseek(descriptor, secrets.randbelow(_LOCK_BYTES) if shared else 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1 if shared else _LOCK_BYTES)
        else:
            import fcntl

            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError as error:
        # Anything else is a disk without locks, which would be waited for without end.
        if error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            raise
        return False
    return True
