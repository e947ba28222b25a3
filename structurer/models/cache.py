"""Answers kept on disk: text only, owner only, and never a reason for a letter to fail."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from structurer.errors import FileError
from structurer.models.calls import Message
from structurer.models.names import ModelIdentity

log = logging.getLogger(__name__)

DEFAULT_SIZE_LIMIT = 4 << 30
LOCK_SECONDS = 1.0
_IN_DATABASE = 1 << 40


@dataclass(frozen=True)
class CacheStats:
    """How many answers are kept, the bytes they take on disk, and the folder they are in."""

    entries: int
    bytes: int
    folder: Path


def cache_key(
    identity: ModelIdentity, messages: Sequence[Message], schema: Mapping[str, Any], parameters: Mapping[str, Any]
) -> str:
    """SHA-256 over everything that an answer depends on: the model, its weights and its server, what is said, shape,
    sampling."""
    model = asdict(identity)
    if identity.path_sha256 is None:
        del model["path_sha256"]
    whole = {
        "model": model,
        "messages": [[message.role, message.content] for message in messages],
        "schema": schema,
        "parameters": dict(parameters),
    }
    # The schema's order of fields is the order in which the model writes them, so it is part of the question.
    return hashlib.sha256(json.dumps(whole, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()


class KeepsAnswers(Protocol):
    """What a client keeps answers in. Neither way may raise."""

    def get(self, key: str) -> str | None:
        """The text kept for the key, or None."""

    def put(self, key: str, text: str) -> None:
        """Keep the text for the key."""

    def close(self) -> None:
        """Let go of files; a later call opens them again."""


class AnswerCache:
    """Answers by key in `<folder>/answers`, at most `size_limit` bytes; beyond it those stored longest ago go.

    A cache that is damaged or not writable warns once and from then on holds nothing; while it is locked it warns, and
    holds nothing new. Safe across processes.
    """

    def __init__(self, folder: Path, size_limit: int = DEFAULT_SIZE_LIMIT) -> None:
        # A folder of its own: the one that is given may hold other things, with other permissions.
        self.folder = Path(folder) / "answers"
        self.size_limit = size_limit
        self._store: Any = None
        self._is_broken = False

    def get(self, key: str) -> str | None:
        """The text kept for the key, or None."""
        try:
            found = self._opened().get(key) if not self._is_broken else None
        except Exception as error:
            self._give_up("read", error)
            return None
        return found if isinstance(found, str) else None

    def put(self, key: str, text: str) -> None:
        """Keep the text for the key, or warn."""
        if self._is_broken:
            return
        try:
            self._opened().set(key, text)
        except Exception as error:
            self._give_up("written", error)

    def stats(self) -> CacheStats:
        """What is kept. An unusable cache has no entries."""
        entries = size = 0
        if self.folder.is_dir() and not self._is_broken:
            try:
                entries, size = len(self._opened()), int(self._opened().volume())
            except Exception as error:
                self._give_up("read", error)
        return CacheStats(entries, size, self.folder)

    def clear(self) -> int:
        """Remove everything and say how many answers there were. A damaged cache is removed and works again.

        Raises FileError while another process holds it.
        """
        if not self.folder.is_dir():
            return 0
        try:
            removed = int(self._opened().clear())
            # What SQLite has written beside the file, old answers too, goes with the last connection.
            self.close()
            return removed
        except Exception as error:
            if _is_busy(error):
                # Without its file that process would keep answers where nobody finds them.
                raise FileError(
                    "the answer cache is busy, and not cleared", hint="clear it when no other structurer writes to it"
                ) from None
            self._give_up("read", error)
            self.close()
            for file in self.folder.glob("cache.db*"):
                with contextlib.suppress(OSError):
                    file.unlink()
            self._is_broken = False
            return 0

    def close(self) -> None:
        """Let go of the file; a later call opens it again."""
        store, self._store = self._store, None
        if store is not None:
            with contextlib.suppress(Exception):
                store.close()

    def _opened(self) -> Any:
        store = self._store
        if store is None:
            import diskcache

            _own(self.folder)
            _see_free(self.folder)
            store = self._store = diskcache.Cache(  # type: ignore[no-untyped-call]
                str(self.folder),
                timeout=LOCK_SECONDS,
                disk=_text_disk(),
                size_limit=self.size_limit,
                # By storing, not by use: a read then never writes.
                eviction_policy="least-recently-stored",
                disk_min_file_size=_IN_DATABASE,
                # Else what is removed stays in the file, where SQLite was built with its own default.
                sqlite_secure_delete=1,
            )
        # Another thread may have let go of it by now; what it closes is its own connection.
        return store

    def _give_up(self, what: str, error: Exception) -> None:
        # Only the error's type: a message may hold a path with a name in it, or a piece of a row.
        if _is_busy(error):
            log.warning("the answer cache is busy; one answer could not be %s", what)
            return
        self._is_broken = True
        log.warning(
            "the answer cache in %s cannot be %s (%s): going on without it; `structurer cache clear` starts it anew",
            self.folder, what, type(error).__name__,
        )  # fmt: skip


def _is_busy(error: Exception) -> bool:
    """Whether the database is sound, and held by another process."""
    return type(error).__name__ == "Timeout" or getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY


def _own(folder: Path) -> None:
    """Make the folder, or take the one that is there, for this user alone. Raises OSError if it is another's."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or (hasattr(os, "getuid") and folder.stat().st_uid != os.getuid()):
        raise PermissionError("not a folder of this user's own")
    folder.chmod(0o700)
    # SQLite gives its other files the permissions of this one.
    database = folder / "cache.db"
    with contextlib.suppress(FileExistsError):
        os.close(os.open(database, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    database.chmod(0o600)


def _see_free(folder: Path) -> None:
    """Raises sqlite3.OperationalError where another holds the file for more than LOCK_SECONDS: diskcache would wait a
    minute to open it."""
    with contextlib.closing(sqlite3.connect(folder / "cache.db", timeout=LOCK_SECONDS)) as connection:
        connection.execute("BEGIN IMMEDIATE")


@cache
def _text_disk() -> type:
    """diskcache's storage without its pickles, which run whatever code a planted row holds (CVE-2025-69872), and
    without its files, since a planted row may name any."""
    import diskcache
    from diskcache.core import MODE_RAW

    class TextDisk(diskcache.Disk):
        """Text in the database, nothing else; refuses every other key and value on the way in and out."""

        def put(self, key: Any) -> Any:
            return _text(key, "key"), True

        def get(self, key: Any, raw: Any) -> Any:
            return _text(key if raw else None, "key")

        def store(self, value: Any, read: Any, key: Any = None) -> Any:
            return 0, MODE_RAW, None, _text(None if read else value, "value")

        def fetch(self, mode: Any, filename: Any, value: Any, read: Any) -> Any:
            # Bytes and file names would be pickles or files of somebody else's making.
            return _text(value, "value")

        def remove(self, file_path: Any) -> None:
            """No file is ever of this cache's making."""

    return TextDisk


class UnsafeEntryError(ValueError):
    """A cache entry that is not text. It was not read."""


def _text(given: Any, what: str) -> str:
    if type(given) is not str:
        raise UnsafeEntryError(f"a cached {what} that is no text")
    return given
