"""The journal of a job: every letter by the hash of its content, what became of it, and what was paid for on the way.

SQLite in WAL mode, readable by its owner alone, safe for several processes of one machine. Whatever happens to a
process, what it had finished stands in the journal, and what it was at is taken up by the next.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sqlite3
import threading
import time
import uuid
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from structurer.errors import SettingsError
from structurer.ingest.row import Row, Status

State = Literal["waiting", "working", "done", "incomplete", "failed"]
FINAL = ("done", "incomplete", "failed")

FORMAT = 1
APPLICATION = 0x53545243
LEASE_SECONDS = 30.0
LOCK_SECONDS = 30.0
REQUEST_ATTEMPTS = 3

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
CREATE TABLE answers(key TEXT PRIMARY KEY, content TEXT, answer TEXT NOT NULL) WITHOUT ROWID;
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


@dataclass(frozen=True)
class Spent:
    """What a job has used so far, over all its runs; `cost` in US dollars of the calls whose price is known."""

    calls: int = 0
    cached: int = 0
    attempts: int = 0
    read: int = 0
    written: int = 0
    cost: float = 0.0
    unpriced: int = 0


@dataclass(frozen=True)
class Counts:
    """How many letters of a job are in which state, and by how many names they came."""

    waiting: int = 0
    working: int = 0
    done: int = 0
    incomplete: int = 0
    failed: int = 0
    flagged: int = 0
    names: int = 0

    @property
    def letters(self) -> int:
        """All letters, each once."""
        return self.waiting + self.working + self.done + self.incomplete + self.failed

    @property
    def finished(self) -> int:
        """Letters of which nothing is left to do."""
        return self.done + self.incomplete + self.failed


@dataclass(frozen=True)
class Known:
    """What the journal has of a name: its content and stamp, and the state of that letter."""

    content: str
    stamp: str
    state: State


class Journal:
    """The journal in the file at `path`, made where `create` says so. One object may be used by several threads.

    Raises SettingsError for a file that is no journal, or one of another format.
    """

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self.path = path
        self._lock = threading.RLock()
        fresh = not path.exists() or path.stat().st_size == 0
        if fresh and not create:
            raise SettingsError(f"there is no journal {path}", hint="name the one beside the job's output")
        if not path.parent.is_dir():
            raise SettingsError(f"the folder of {path} does not exist", hint="make it, or name another place")
        if fresh:
            # SQLite gives its other files the permissions of this one.
            with contextlib.suppress(FileExistsError):
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            path.chmod(0o600)
            self._db = sqlite3.connect(path, timeout=LOCK_SECONDS, isolation_level=None, check_same_thread=False)
            self._begin()
        except (sqlite3.DatabaseError, OSError) as error:
            raise SettingsError(
                f"{path} cannot be used as a journal: {type(error).__name__}", hint="name another with --journal"
            ) from None

    def _begin(self) -> None:
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        with self._transaction():
            [(tables,)] = self._db.execute("SELECT count(*) FROM sqlite_master")
            if not tables:
                for statement in _SCHEMA.split(";\n"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA application_id={APPLICATION}")
                self._db.execute(f"PRAGMA user_version={FORMAT}")
        [(application,)] = self._db.execute("PRAGMA application_id")
        [(version,)] = self._db.execute("PRAGMA user_version")
        if (application, version) != (APPLICATION, FORMAT):
            self._db.close()
            raise SettingsError(f"{self.path} is no journal of this version", hint="name another with --journal")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _run(self, statement: str, *values: Any) -> int:
        with self._lock:
            return self._db.execute(statement, values).rowcount

    def _all(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(statement, values).fetchall()

    # Facts about the job

    def fact(self, name: str) -> Any:
        """What was noted under the name, or None."""
        found = self._all("SELECT value FROM facts WHERE name = ?", name)
        return json.loads(found[0][0]) if found else None

    def note(self, name: str, value: Any) -> None:
        """Note something about the job."""
        self._run("INSERT OR REPLACE INTO facts VALUES (?, ?)", name, json.dumps(value))

    def recipe(self, digest: str, recipe: dict[str, Any]) -> int:
        """The number of a recipe, noted where it is new."""
        self._run(
            "INSERT OR IGNORE INTO recipes(digest, recipe, first_used) VALUES (?, ?, ?)",
            digest, json.dumps(recipe), time.time(),
        )  # fmt: skip
        return int(self._all("SELECT id FROM recipes WHERE digest = ?", digest)[0][0])

    def other_recipes(self, recipe: int) -> list[tuple[dict[str, Any], int]]:
        """The other recipes by which letters of this journal were structured, with how many were."""
        found = self._all(
            "SELECT recipes.recipe, count(*) FROM letters JOIN recipes ON recipes.id = letters.recipe "
            "WHERE letters.recipe != ? AND state IN ('done', 'incomplete') GROUP BY recipes.id",
            recipe,
        )
        return [(json.loads(text), count) for text, count in found]

    def redo_others(self, recipe: int) -> int:
        """Put every letter that was structured by another recipe back to be structured; how many there are."""
        return self._run(
            "UPDATE letters SET state = 'waiting', attempts = 0, result = NULL, error = NULL, recipe = NULL "
            "WHERE recipe != ? AND state IN ('done', 'incomplete')",
            recipe,
        )

    # The input

    def listing(self, digest: str, sources: list[str]) -> int:
        """The number of a listing: what was named together in one command, in the order of their first use."""
        self._run("INSERT OR IGNORE INTO listings(digest, sources) VALUES (?, ?)", digest, json.dumps(sources))
        return int(self._all("SELECT id FROM listings WHERE digest = ?", digest)[0][0])

    def known(self, name: str) -> Known | None:
        """What the journal has of a name."""
        found = self._all(
            "SELECT inputs.content, stamp, state FROM inputs JOIN letters USING (content) WHERE name = ?", name
        )
        return Known(*found[0]) if found else None

    def place(self, name: str, content: str, stamp: str, listing: int, position: int) -> None:
        """Note under which name and at which place a letter came; the letter is waiting if it is new.

        A name that came in an earlier listing keeps its place there.
        """
        with self._transaction():
            self._db.execute("INSERT OR IGNORE INTO letters(content, state) VALUES (?, 'waiting')", (content,))
            before = self._db.execute("SELECT content FROM inputs WHERE name = ?", (name,)).fetchone()
            self._db.execute(
                "INSERT INTO inputs VALUES (?, ?, ?, ?, ?) ON CONFLICT(name) DO UPDATE SET content = excluded.content, "
                "stamp = excluded.stamp, position = CASE WHEN listing = excluded.listing THEN excluded.position ELSE position END",
                (name, content, stamp, listing, position),
            )
            if before and before[0] != content:
                self._forget_unnamed(before[0])

    def move(self, name: str, listing: int, position: int) -> None:
        """Note the place at which a known name stands now."""
        self._run(
            "UPDATE inputs SET position = ? WHERE name = ? AND listing = ? AND position != ?",
            position, name, listing, position,
        )  # fmt: skip

    def _forget_unnamed(self, content: str) -> None:
        """The content that a name had before its file changed is no letter of the job, unless another name has it."""
        self._db.execute(
            "DELETE FROM letters WHERE content = ? AND state != 'working' "
            "AND NOT EXISTS (SELECT 1 FROM inputs WHERE inputs.content = letters.content)",
            (content,),
        )

    # The work

    def enter(self) -> str:
        """Register this process as a worker; its id."""
        worker = uuid.uuid4().hex
        self._run("INSERT INTO workers VALUES (?, ?, ?, ?)", worker, _here(), os.getpid(), time.time())
        return worker

    def beat(self, worker: str) -> None:
        """Say that the worker lives. Due at least every third of LEASE_SECONDS."""
        self._run("UPDATE workers SET beat = ? WHERE id = ?", time.time(), worker)

    def leave(self, worker: str) -> None:
        """Give back what the worker has not finished, and take it off the list."""
        with self._transaction():
            self._db.execute(
                "UPDATE letters SET state = 'waiting', worker = NULL WHERE worker = ? AND state = 'working'", (worker,)
            )
            self._db.execute("DELETE FROM workers WHERE id = ?", (worker,))

    def free_dead(self) -> int:
        """Give back what workers held that live no more; how many letters that are."""
        freed = 0
        for worker, host, pid, beat in self._all("SELECT id, host, pid, beat FROM workers"):
            if _is_dead(host, pid, beat):
                freed += self._run(
                    "UPDATE letters SET state = 'waiting', worker = NULL WHERE worker = ? AND state = 'working'", worker
                )
                self._run("DELETE FROM workers WHERE id = ? AND beat = ?", worker, beat)
        return freed

    def claim(self, content: str, worker: str) -> bool:
        """Take a letter that waits; False where it is finished, or another has it."""
        return bool(
            self._run(
                "UPDATE letters SET state = 'working', worker = ? WHERE content = ? AND state = 'waiting'",
                worker,
                content,
            )
        )

    def attempt(self, content: str) -> int:
        """Count an attempt at a letter; how many there were."""
        self._run("UPDATE letters SET attempts = attempts + 1 WHERE content = ?", content)
        found = self._all("SELECT attempts FROM letters WHERE content = ?", content)
        return int(found[0][0]) if found else 1

    def release(self, content: str, worker: str) -> None:
        """Give a letter back unfinished."""
        self._run(
            "UPDATE letters SET state = 'waiting', worker = NULL WHERE content = ? AND worker = ? AND state = 'working'",
            content, worker,
        )  # fmt: skip

    def finish(
        self, content: str, worker: str, status: Status, recipe: int,
        result: dict[str, Any] | None, error: dict[str, Any] | None,
    ) -> bool:  # fmt: skip
        """Note what became of a letter, once; False where it is another's by now, and nothing is noted."""
        packed = (
            zlib.compress(json.dumps(result, ensure_ascii=False).encode("utf-8", "surrogatepass"), 6)
            if result
            else None
        )
        with self._transaction():
            noted = self._db.execute(
                "UPDATE letters SET state = ?, worker = NULL, recipe = ?, flagged = ?, error = ?, result = ?, finished = ? "
                "WHERE content = ? AND worker = ? AND state = 'working'",
                (status, recipe, int(bool(result and result["needs_review"])), json.dumps(error) if error else None,
                 packed, time.time(), content, worker),
            ).rowcount  # fmt: skip
            if noted:
                self._db.execute("DELETE FROM answers WHERE content = ?", (content,))
        return bool(noted)

    def retry(self, states: tuple[str, ...] = ("failed", "incomplete")) -> int:
        """Put letters of those states back to be structured; how many there are."""
        marks = ", ".join("?" for _ in states)
        self._run("DELETE FROM requests WHERE told IS NOT NULL AND json_extract(told, '$.completion') IS NULL")
        return self._run(
            f"UPDATE letters SET state = 'waiting', attempts = 0, error = NULL, result = NULL WHERE state IN ({marks})",  # noqa: S608
            *states,
        )

    def reopen(self, content: str) -> None:
        """Put one finished letter back to be structured."""
        self._run(
            "UPDATE letters SET state = 'waiting', attempts = 0, error = NULL, result = NULL WHERE content = ?", content
        )

    def is_elsewhere(self, content: str, worker: str) -> bool:
        """Whether another worker is at the letter."""
        found = self._all(
            "SELECT 1 FROM letters WHERE content = ? AND state = 'working' AND worker != ?", content, worker
        )
        return bool(found)

    def held_by_others(self, worker: str) -> int:
        """Letters that other workers are at."""
        return int(self._all("SELECT count(*) FROM letters WHERE state = 'working' AND worker != ?", worker)[0][0])

    # Money

    def add(self, spent: Spent) -> None:
        """Add to what the job has used."""
        self._run(
            "UPDATE spent SET calls = calls + ?, cached = cached + ?, attempts = attempts + ?, read = read + ?, "
            "written = written + ?, cost = cost + ?, unpriced = unpriced + ?",
            spent.calls, spent.cached, spent.attempts, spent.read, spent.written, spent.cost, spent.unpriced,
        )  # fmt: skip

    def spent(self) -> Spent:
        """What the job has used, over all its runs."""
        return Spent(*self._all("SELECT calls, cached, attempts, read, written, cost, unpriced FROM spent")[0])

    # Paid answers of letters that are not finished

    def answer(self, key: str) -> str | None:
        """The answer kept under a key."""
        found = self._all("SELECT answer FROM answers WHERE key = ?", key)
        return str(found[0][0]) if found else None

    def answers_of(self, content: str) -> dict[str, str]:
        """The answers kept for a letter, by key."""
        return dict(self._all("SELECT key, answer FROM answers WHERE content = ?", content))

    def keep_answer(self, key: str, content: str | None, answer: str) -> None:
        """Keep an answer until the letter is finished that it was asked for."""
        self._run("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", key, content, answer)

    # The provider's batches

    def request(self, key: str) -> dict[str, Any] | None:
        """What the provider said to the request of that key; None where it has said nothing."""
        found = self._all("SELECT told FROM requests WHERE key = ? AND told IS NOT NULL", key)
        return json.loads(found[0][0]) if found else None

    def want(self, key: str, content: str, body: dict[str, Any]) -> None:
        """Note a request for the next batch, once."""
        self._run("INSERT OR IGNORE INTO requests(key, content, body) VALUES (?, ?, ?)", key, content, json.dumps(body))

    def wanted(self) -> Iterator[tuple[str, str]]:
        """The requests that are in no batch and not answered: (key, body as JSON), in a steady order."""
        last = ""
        while found := self._all(
            "SELECT key, body FROM requests WHERE batch IS NULL AND told IS NULL AND key > ? ORDER BY key LIMIT 500",
            last,
        ):
            yield from found
            last = found[-1][0]

    def begin_batch(self, token: str, keys: list[str]) -> int:
        """Note a batch before it is sent, with its requests: whatever happens then, it is known."""
        with self._transaction():
            batch = self._db.execute(
                "INSERT INTO batches(token, state, requests) VALUES (?, 'submitting', ?)", (token, len(keys))
            ).lastrowid
            self._db.executemany("UPDATE requests SET batch = ? WHERE key = ?", [(batch, key) for key in keys])
        return int(batch or 0)

    def note_batch(self, batch: int, state: str, provider_id: str | None = None, told: str | None = None) -> None:
        """Note what is known of a batch."""
        self._run(
            "UPDATE batches SET state = ?, provider_id = coalesce(?, provider_id), told = coalesce(?, told), "
            "submitted = coalesce(submitted, ?) WHERE id = ?",
            state, provider_id, told, time.time(), batch,
        )  # fmt: skip

    def drop_batch(self, batch: int) -> None:
        """Forget a batch that never was, and free its requests."""
        with self._transaction():
            self._db.execute("UPDATE requests SET batch = NULL WHERE batch = ? AND told IS NULL", (batch,))
            self._db.execute("DELETE FROM batches WHERE id = ?", (batch,))

    def open_batches(self) -> list[tuple[int, str, str | None, str]]:
        """The batches that are not collected: (number, token, the provider's id, state)."""
        return [
            (int(batch), str(token), provider_id, str(state))
            for batch, token, provider_id, state in self._all(
                "SELECT id, token, provider_id, state FROM batches WHERE state IN ('submitting', 'submitted') ORDER BY id"
            )
        ]

    def bodies_of(self, batch: int) -> Iterator[tuple[str, str]]:
        """The requests of a batch: (key, body as JSON)."""
        yield from self._all("SELECT key, body FROM requests WHERE batch = ? ORDER BY key", batch)

    def told_of(self, key: str, told: dict[str, Any], spent: Spent) -> bool:
        """Note what the provider said to a request, with what it took; False where that is known already."""
        with self._transaction():
            noted = self._db.execute(
                "UPDATE requests SET told = ? WHERE key = ? AND told IS NULL", (json.dumps(told), key)
            ).rowcount
            if noted:
                self.add(spent)
        return bool(noted)

    def again(self, batch: int) -> tuple[int, list[str]]:
        """Free the requests of a batch that got no answer for the next one, each counted as a try; how many that are,
        and those that had their tries."""
        self._run("UPDATE requests SET batch = NULL, attempts = attempts + 1 WHERE batch = ? AND told IS NULL", batch)
        freed = self._all("SELECT key, attempts FROM requests WHERE batch IS NULL AND told IS NULL AND attempts > 0")
        return len(freed), [str(key) for key, attempts in freed if attempts >= REQUEST_ATTEMPTS]

    def forget_requests(self) -> None:
        """Forget the requests and their answers, once no letter needs them."""
        self._run("DELETE FROM requests WHERE NOT EXISTS (SELECT 1 FROM letters WHERE state IN ('waiting', 'working'))")

    # Looking

    def state(self, content: str) -> State | None:
        """The state of a letter, None where it is not known."""
        found = self._all("SELECT state FROM letters WHERE content = ?", content)
        return found[0][0] if found else None

    def pace(self) -> float | None:
        """Seconds between two letters' ends, over the last thousand; None where too few are finished."""
        ends = [
            at
            for (at,) in self._all(
                "SELECT finished FROM letters WHERE finished IS NOT NULL ORDER BY finished DESC LIMIT 1000"
            )
        ]
        if len(ends) < 10:
            return None
        # A job that was left and gone on with was not slow in between.
        steps = sorted(later - earlier for later, earlier in zip(ends, ends[1:], strict=False))
        return float(sum(steps[: -max(len(steps) // 100, 1)]) / (len(steps) - max(len(steps) // 100, 1)))

    def batches(self) -> dict[str, int]:
        """How many of the provider's batches are in which state."""
        return dict(self._all("SELECT state, count(*) FROM batches GROUP BY state ORDER BY state"))

    def counts(self) -> Counts:
        """How far the job is."""
        by_state = dict(self._all("SELECT state, count(*) FROM letters GROUP BY state"))
        [(names,)] = self._all("SELECT count(*) FROM inputs")
        [(flagged,)] = self._all("SELECT count(*) FROM letters WHERE flagged = 1 AND state IN ('done', 'incomplete')")
        return Counts(**by_state, names=names, flagged=flagged)

    def rows(self, states: tuple[str, ...] = FINAL) -> Iterator[Row]:
        """The finished letters in the order of the input, one at a time: each once, with all its names."""
        # A connection of its own: a reading that lasts must not hold up who writes.
        with contextlib.closing(sqlite3.connect(self.path, timeout=LOCK_SECONDS)) as db:
            number = 0
            for name, content, state, attempts, error, result in db.execute(
                "SELECT name, content, state, attempts, error, result FROM inputs JOIN letters USING (content) "
                "ORDER BY listing, position, name"
            ):
                names = [one for (one,) in db.execute(
                    "SELECT name FROM inputs WHERE content = ? ORDER BY listing, position, name", (content,)
                )]  # fmt: skip
                if names[0] != name:
                    continue
                if state in states:
                    given = json.loads(error) if error else None
                    yield Row(
                        number, name, tuple(names[1:]), content, state, given | {"attempts": attempts} if given else None,
                        json.loads(zlib.decompress(result)) if result else None,
                    )  # fmt: skip
                number += 1

    def failures(self) -> list[tuple[str, str, int]]:
        """The reasons for which letters failed or are incomplete: (stage, type of error, how many), the most first."""
        return [
            (str(stage), str(kind), int(count))
            for stage, kind, count in self._all(
                "SELECT json_extract(error, '$.stage'), json_extract(error, '$.type'), count(*) AS many FROM letters "
                "WHERE state IN ('failed', 'incomplete') GROUP BY 1, 2 ORDER BY many DESC, 1, 2"
            )
        ]

    def workers(self) -> list[int]:
        """The process ids of workers that live."""
        return [
            int(pid)
            for host, pid, beat in self._all("SELECT host, pid, beat FROM workers ORDER BY beat")
            if not _is_dead(host, pid, beat)
        ]


def _here() -> str:
    """What process ids are told apart by: the machine since it was started, and where it has them the container."""
    parts = [socket.gethostname()]
    with contextlib.suppress(OSError):
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip())
    with contextlib.suppress(OSError):
        parts.append(str(Path("/proc/self/ns/pid").readlink()))
    return " ".join(parts)


def _is_dead(host: str, pid: int, beat: float) -> bool:
    if time.time() - beat > LEASE_SECONDS:
        return True
    if host != _here():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
