"""The file of a journal: SQLite in WAL mode, readable by its owner alone, safe for several processes of one machine."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from structurer.errors import JournalError, SettingsError

FORMAT = 1
APPLICATION = 0x53545243
LOCK_SECONDS = 30.0

_SCHEMA = """
CREATE TABLE facts(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE recipes(id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, recipe TEXT NOT NULL, first_used REAL NOT NULL);
CREATE TABLE letters(
  content TEXT PRIMARY KEY, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, worker TEXT, recipe INTEGER,
  flagged INTEGER, error TEXT, result BLOB, finished REAL
) WITHOUT ROWID;
CREATE INDEX letters_by_state ON letters(state);
CREATE TABLE inputs(
  name TEXT PRIMARY KEY, content TEXT NOT NULL, stamp TEXT NOT NULL, listing INTEGER NOT NULL, position INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX inputs_by_content ON inputs(content);
CREATE INDEX inputs_by_place ON inputs(listing, position);
CREATE TABLE listings(id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, sources TEXT NOT NULL);
CREATE TABLE workers(id TEXT PRIMARY KEY, host TEXT NOT NULL, pid INTEGER NOT NULL, beat REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE answers(
  key TEXT NOT NULL, content TEXT NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (key, content)
) WITHOUT ROWID;
CREATE INDEX answers_by_content ON answers(content);
CREATE TABLE spent(
  one INTEGER PRIMARY KEY CHECK (one = 1), calls INTEGER NOT NULL, cached INTEGER NOT NULL, attempts INTEGER NOT NULL,
  read INTEGER NOT NULL, written INTEGER NOT NULL, cost REAL NOT NULL, unpriced INTEGER NOT NULL
);
INSERT INTO spent VALUES (1, 0, 0, 0, 0, 0, 0, 0);
CREATE TABLE batches(
  id INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE, provider_id TEXT, state TEXT NOT NULL, requests INTEGER NOT NULL,
  submitted REAL, told TEXT
);
CREATE TABLE requests(
  key TEXT PRIMARY KEY, content TEXT NOT NULL, body TEXT NOT NULL, batch INTEGER, attempts INTEGER NOT NULL DEFAULT 0,
  told TEXT
) WITHOUT ROWID;
CREATE INDEX requests_by_batch ON requests(batch);
"""


_ADDED = (
    """CREATE TABLE IF NOT EXISTS reserved(
  owner TEXT PRIMARY KEY, host TEXT NOT NULL, pid INTEGER NOT NULL, tokens REAL NOT NULL, cost REAL NOT NULL
) WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS deaths(content TEXT PRIMARY KEY, times INTEGER NOT NULL) WITHOUT ROWID",
    # What letters came to that are done anew, or tried again, until they come to a record again.
    """CREATE TABLE IF NOT EXISTS earlier(
  content TEXT PRIMARY KEY, state TEXT NOT NULL, attempts INTEGER NOT NULL, recipe INTEGER, flagged INTEGER, error TEXT,
  result BLOB, finished REAL
) WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS working_by(worker TEXT PRIMARY KEY, recipe INTEGER NOT NULL) WITHOUT ROWID",
    """CREATE TABLE IF NOT EXISTS named_from(
  listing INTEGER NOT NULL, folder BLOB NOT NULL, PRIMARY KEY (listing, folder)
) WITHOUT ROWID""",
    # Who looks how far a job is does so often, and letters are large.
    "CREATE INDEX IF NOT EXISTS letters_flagged ON letters(state) WHERE flagged = 1",
    "CREATE INDEX IF NOT EXISTS letters_by_end ON letters(finished)",
)


def _is_missing(path: Path) -> bool:
    return not path.exists() or path.stat().st_size == 0


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from another that stood at its path; None where there is none."""
    with contextlib.suppress(FileNotFoundError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return None


class Database:
    """The journal's file at `path`, made where `create` says so (then `is_new`). One object may be used by several threads.

    Raises SettingsError for a file that is no journal, or one of another format; its methods raise JournalError where the
    file cannot be used.
    """

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self.path = path
        self._lock = threading.RLock()
        self.is_new = False
        if create and not path.parent.is_dir():
            raise SettingsError(f"the folder of {path} does not exist", hint="make it, or name another place")
        while not self._opened(create):
            # Whoever had made it could not begin, and removed it in between.
            self.connection.close()

    def _opened(self, create: bool) -> bool:
        """Open the file, made where it is missing; False where it is no more what stands at the path."""
        before = None
        try:
            is_missing = _is_missing(self.path)
            if is_missing and not create:
                raise SettingsError(f"there is no journal {self.path}", hint="name the one beside the job's output")
            if is_missing:
                # SQLite gives its other files the permissions of this one.
                with contextlib.suppress(FileExistsError):
                    os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
                    self.is_new = True
            before = _identity(self.path)
            self.connection = sqlite3.connect(
                self.path, timeout=LOCK_SECONDS, isolation_level=None, check_same_thread=False
            )
            self._begin()
        except (sqlite3.Error, JournalError, OSError) as error:
            if before is not None and _identity(self.path) != before:
                return False
            told = (isinstance(error, OSError) and error.strerror) or type(error).__name__
            raise SettingsError(
                f"{self.path} cannot be used as a journal: {told}", hint="name another with --journal"
            ) from None
        return before is not None and _identity(self.path) == before

    def _begin(self) -> None:
        [(tables,)] = self.connection.execute("SELECT count(*) FROM sqlite_master")
        if tables:
            # A database of something else is not to be changed in any way.
            self._see_own()
        self.path.chmod(0o600)
        # Else what is deleted stays in the file, where SQLite was built with its own default.
        self.connection.execute("PRAGMA secure_delete=ON")
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("PRAGMA synchronous=NORMAL")
        with self.transaction():
            [(tables,)] = self.connection.execute("SELECT count(*) FROM sqlite_master")
            if not tables:
                for statement in _SCHEMA.split(";\n"):
                    self.connection.execute(statement)
                self.connection.execute(f"PRAGMA application_id={APPLICATION}")
                self.connection.execute(f"PRAGMA user_version={FORMAT}")
            # Journals of before have none of these.
            for statement in _ADDED:
                self.connection.execute(statement)
        self._see_own()

    def _see_own(self) -> None:
        [(application,)] = self.connection.execute("PRAGMA application_id")
        [(version,)] = self.connection.execute("PRAGMA user_version")
        if (application, version) != (APPLICATION, FORMAT):
            self.connection.close()
            raise SettingsError(f"{self.path} is no journal of this version", hint="name another with --journal")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self.connection.close()

    def is_alone(self) -> bool:
        """Lock out all others for good; False where another has the file open. Who opens it now waits until it is let
        go of."""
        try:
            with self._lock:
                self.connection.execute("PRAGMA busy_timeout=0")
                self.connection.execute("PRAGMA locking_mode=EXCLUSIVE")
                # Out of WAL mode SQLite goes only where nobody else has the file open.
                self.connection.execute("PRAGMA journal_mode=DELETE")
                self.connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            return False
        return True

    def remove(self) -> None:
        """Let go of the file, and remove it."""
        if sys.platform == "win32":
            # An open file cannot be removed there.
            self.close()
        # The lock goes first: nobody looks for it before the journal is there.
        for ending in ("-lock", "", "-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
        self.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything within is done, or nothing of it."""
        with self._lock, self._failing():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                # Of some failures, such as a full disk, SQLite rolls back by itself.
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def _failing(self) -> Iterator[None]:
        """A journal that cannot be used is an error of the job, not of the letter at which it shows."""
        try:
            yield
        except sqlite3.Error as error:
            # SQLite's messages name what it met, or a piece of the statement; never values.
            raise JournalError(f"the journal {self.path} cannot be used: {error}") from None

    def execute(self, statement: str, *values: Any) -> int:
        """Carry out a statement; how many rows it changed."""
        with self._lock, self._failing():
            return self.connection.execute(statement, values).rowcount

    def query(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows that a statement gives."""
        with self._lock, self._failing():
            return self.connection.execute(statement, values).fetchall()
