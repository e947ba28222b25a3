"""Bytes of a letter's file, whatever stands at its path."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from structurer.errors import LetterNotFound

NO_FILE = "give a file; a list of files comes on standard input with -"


def bytes_of(path: Path, most: int, letter: str) -> bytes:
    """At most so many bytes of the file, and one more. Raises LetterNotFound.

    The path is in no message: in a table's column of paths anything may stand.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            # A pipe would be waited for without end.
            raise LetterNotFound("cannot be read: it is no file", letter=letter, hint=NO_FILE)
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        told = f"cannot be read: {error.strerror}"
    except ValueError:
        told = "cannot be read: no file can have such a name"
    raise LetterNotFound(told, letter=letter)


def is_folder(path: Path) -> bool:
    """Whether it is a folder. What may not be looked at, or cannot be a path, is none."""
    try:
        return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises where it may not look
    except ValueError:
        return False


def is_there(path: Path) -> bool:
    """Whether something is there that may be looked at."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises where it may not look
