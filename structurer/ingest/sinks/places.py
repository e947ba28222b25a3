"""Where outputs are made: a private folder beside their place, into which they are moved when they are whole."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

from structurer.errors import SettingsError
from structurer.files import locked

ABANDONED_SECONDS = 60
"""How old a staging folder is at least before it may be taken for one whose process is gone."""


def made_folder(folder: Path) -> None:
    """The folder is there; what is made of it and of those above it, only its owner can read (0700)."""
    if not folder.is_dir():
        made_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


@contextlib.contextmanager
def stage(out: Path) -> Iterator[Path]:
    """A private folder beside `out`, removed with all that is in it however the work ends.

    Those of processes that were killed are removed too: the system has freed their locks.
    """
    for left in out.parent.glob(f".{glob.escape(out.name)}.*.part"):
        _remove_abandoned(left)
    folder = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}.", suffix=".part"))
    try:
        with locked(folder / "lock"):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def placed(made: Path, out: Path, sidecars: Sequence[str] = ()) -> None:
    """Move a whole file or folder to its place, readable by its owner alone, instead of what is there.

    `sidecars` are endings of what a database keeps beside its file: of one that is replaced they would spoil the new one.
    """
    for path in (made, *(sorted(made.rglob("*")) if made.is_dir() else ())):
        path.chmod(0o700 if path.is_dir() else 0o600)
        _synced(path)
    for ending in sidecars if out.is_file() else ():
        out.with_name(out.name + ending).unlink(missing_ok=True)
    if out.is_dir() or made.is_dir():
        _replaced(made, out)
    else:
        made.replace(out)
    _synced(out.parent)


def _replaced(made: Path, out: Path) -> None:
    """A folder cannot be replaced in one step: the old one is moved away first. Where another process at the same job
    put its own there in between, that goes too."""
    for number in count():
        old = made.with_name(f"old-{number}")
        with contextlib.suppress(FileNotFoundError):
            out.rename(old)
        try:
            made.rename(out)
        except BaseException as error:
            if isinstance(error, OSError) and error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
                continue
            with contextlib.suppress(FileNotFoundError):
                old.rename(out)
            raise
        return


def check_replaceable(out: Path, owned: Callable[[Path], bool]) -> None:
    """Raise SettingsError where a folder stands in the output's place that holds anything but an output, or a pipe or a
    device, which an output moved into its place would do away with."""
    if out.exists() and not out.is_dir() and not out.is_file():
        raise SettingsError(
            f"{out} is neither a file nor a folder: an output is written beside its place and moved there when it is whole",
            hint="name a file",
        )
    if out.is_dir() and not all(owned(entry) for entry in out.iterdir()):
        raise SettingsError(f"{out} is a folder that holds other files", hint="name another output, or move it away")


def _remove_abandoned(folder: Path) -> None:
    lock = folder / "lock"
    with contextlib.suppress(OSError):
        if time.time() - lock.stat().st_mtime > ABANDONED_SECONDS:
            with locked(lock, timeout=0):
                shutil.rmtree(folder, ignore_errors=True)


def _synced(path: Path) -> None:
    """What is written is on the disk. Windows has no such call for folders."""
    if path.is_dir() and sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
