"""The journal of a job: every letter by the hash of its content, what became of it, and what was paid for on the way.

Whatever happens to a process, what it had finished stands in the journal, and what it was at is taken up by the next.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import time
import uuid
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from structurer.ingest.batch_notes import BatchNotes
from structurer.ingest.database import LOCK_SECONDS, Database
from structurer.ingest.liveness import here, is_dead
from structurer.ingest.row import Row, Status

State = Literal["waiting", "working", "done", "incomplete", "failed"]
FINAL = ("done", "incomplete", "failed")


_LIVING = "EXISTS (SELECT 1 FROM workers WHERE workers.host = reserved.host AND workers.pid = reserved.pid)"

_BY_RECIPE = (
    "(state IN ('done', 'incomplete') OR state = 'failed' AND coalesce(json_extract(error, '$.stage'), '') != 'load')"
)
"""Which letters are finished in a way that another recipe might change."""


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


class Journal(Database):
    """The journal of a job, with the notes on its batches at `batches`."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        super().__init__(path, create=create)
        self.batches = BatchNotes(self)

    # Facts about the job

    def fact(self, name: str) -> Any:
        """What was noted under the name, or None."""
        found = self.query("SELECT value FROM facts WHERE name = ?", name)
        return json.loads(found[0][0]) if found else None

    def note(self, name: str, value: Any) -> None:
        """Note something about the job."""
        self.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", name, json.dumps(value))

    def recipe(self, digest: str, recipe: dict[str, Any]) -> int:
        """The number of a recipe, noted where it is new."""
        self.execute(
            "INSERT OR IGNORE INTO recipes(digest, recipe, first_used) VALUES (?, ?, ?)",
            digest, json.dumps(recipe), time.time(),
        )  # fmt: skip
        return int(self.query("SELECT id FROM recipes WHERE digest = ?", digest)[0][0])

    def other_recipes(self, recipe: int) -> list[tuple[dict[str, Any], int]]:
        """The other recipes by which letters of this journal were structured, or failed, with how many were. A letter
        that could not be loaded is none: no recipe changes that."""
        found = self.query(
            "SELECT recipes.recipe, count(*) FROM letters JOIN recipes ON recipes.id = letters.recipe "  # noqa: S608
            "WHERE letters.recipe != ? AND " + _BY_RECIPE + " GROUP BY recipes.id",
            recipe,
        )
        return [(json.loads(text), count) for text, count in found]

    def redo_others(self, recipe: int) -> int:
        """Put every letter that was structured by another recipe back to be structured; how many there are."""
        return self.execute(
            "UPDATE letters SET state = 'waiting', attempts = 0, result = NULL, error = NULL, recipe = NULL "  # noqa: S608
            "WHERE recipe != ? AND " + _BY_RECIPE,
            recipe,
        )

    # The input

    def listing(self, digest: str, sources: list[str]) -> int:
        """The number of a listing: what was named together in one command, in the order of their first use."""
        self.execute("INSERT OR IGNORE INTO listings(digest, sources) VALUES (?, ?)", digest, json.dumps(sources))
        return int(self.query("SELECT id FROM listings WHERE digest = ?", digest)[0][0])

    def known(self, name: str) -> Known | None:
        """What the journal has of a name."""
        found = self.query(
            "SELECT inputs.content, stamp, state FROM inputs JOIN letters USING (content) WHERE name = ?", name
        )
        return Known(*found[0]) if found else None

    def place(self, name: str, content: str, stamp: str, listing: int, position: int) -> None:
        """Note under which name and at which place a letter came; the letter is waiting if it is new.

        A name that came in an earlier listing keeps its place there.
        """
        with self.transaction():
            self.connection.execute("INSERT OR IGNORE INTO letters(content, state) VALUES (?, 'waiting')", (content,))
            before = self.connection.execute("SELECT content FROM inputs WHERE name = ?", (name,)).fetchone()
            self.connection.execute(
                "INSERT INTO inputs VALUES (?, ?, ?, ?, ?) ON CONFLICT(name) DO UPDATE SET content = excluded.content, "
                "stamp = excluded.stamp, position = CASE WHEN listing = excluded.listing THEN excluded.position ELSE position END",
                (name, content, stamp, listing, position),
            )
            if before and before[0] != content:
                self._forget_unnamed(before[0])

    def move(self, name: str, listing: int, position: int) -> None:
        """Note the place at which a known name stands now."""
        self.execute(
            "UPDATE inputs SET position = ? WHERE name = ? AND listing = ? AND position != ?",
            position, name, listing, position,
        )  # fmt: skip

    def _forget_unnamed(self, content: str) -> None:
        """The content that a name had before its file changed is no letter of the job, unless another name has it."""
        forgotten = self.connection.execute(
            "DELETE FROM letters WHERE content = ? AND state != 'working' "
            "AND NOT EXISTS (SELECT 1 FROM inputs WHERE inputs.content = letters.content)",
            (content,),
        ).rowcount
        if forgotten:
            self.connection.execute("DELETE FROM answers WHERE content = ?", (content,))

    # The work

    def enter(self) -> str:
        """Register this process as a worker; its id."""
        worker = uuid.uuid4().hex
        self.execute(f"DELETE FROM reserved WHERE NOT {_LIVING}")  # noqa: S608
        self.execute("INSERT INTO workers VALUES (?, ?, ?, ?)", worker, here(), os.getpid(), time.time())
        return worker

    def beat(self, worker: str) -> None:
        """Say that the worker lives. Due at least every third of LEASE_SECONDS."""
        # Put back where others took it for dead, as they do after a machine has slept.
        self.execute("INSERT OR REPLACE INTO workers VALUES (?, ?, ?, ?)", worker, here(), os.getpid(), time.time())

    def leave(self, worker: str) -> None:
        """Give back what the worker has not finished, and take it off the list."""
        with self.transaction():
            self.connection.execute("DELETE FROM workers WHERE id = ?", (worker,))
            self._free("worker = ?", worker)

    def free_dead(self) -> int:
        """Give back what workers held that live no more; how many letters that are."""
        with self.transaction():
            for worker, host, pid, beat in self.query("SELECT id, host, pid, beat FROM workers"):
                if is_dead(host, pid, beat):
                    self.connection.execute("DELETE FROM workers WHERE id = ?", (worker,))
            return self._free("worker NOT IN (SELECT id FROM workers)")

    def _free(self, held: str, *values: Any) -> int:
        """Give back letters in work; those whose name has another content by now are no letters of the job."""
        found = self.query(f"SELECT content FROM letters WHERE state = 'working' AND {held}", *values)  # noqa: S608
        for (content,) in found:
            self.connection.execute("UPDATE letters SET state = 'waiting', worker = NULL WHERE content = ?", (content,))
            self._forget_unnamed(content)
        return len(found)

    def claim(self, content: str, worker: str) -> bool:
        """Take a letter that waits; False where it is finished, or another has it."""
        return bool(
            self.execute(
                "UPDATE letters SET state = 'working', worker = ? WHERE content = ? AND state = 'waiting'",
                worker,
                content,
            )
        )

    def attempt(self, content: str) -> int:
        """Count an attempt at a letter; how many there were."""
        self.execute("UPDATE letters SET attempts = attempts + 1 WHERE content = ?", content)
        found = self.query("SELECT attempts FROM letters WHERE content = ?", content)
        return int(found[0][0]) if found else 1

    def release(self, content: str, worker: str) -> None:
        """Give a letter back unfinished."""
        with self.transaction():
            self._free("content = ? AND worker = ?", content, worker)

    def finish(
        self, content: str, worker: str, status: Status, recipe: int,
        result: dict[str, Any] | None, error: dict[str, Any] | None,
    ) -> bool:  # fmt: skip
        """Note what became of a letter, once; False where it is another's by now, and nothing is noted.

        The answers to a letter that is not done are kept: who tries it again must not pay for them again.
        """
        packed = (
            zlib.compress(json.dumps(result, ensure_ascii=False).encode("utf-8", "surrogatepass"), 6)
            if result
            else None
        )
        with self.transaction():
            noted = self.connection.execute(
                "UPDATE letters SET state = ?, worker = NULL, recipe = ?, flagged = ?, error = ?, result = ?, finished = ? "
                "WHERE content = ? AND worker = ? AND state = 'working'",
                (status, recipe, int(bool(result and result["needs_review"])), json.dumps(error) if error else None,
                 packed, time.time(), content, worker),
            ).rowcount  # fmt: skip
            if noted and status == "done":
                self.connection.execute("DELETE FROM answers WHERE content = ?", (content,))
            if noted:
                self._forget_unnamed(content)
        return bool(noted)

    def retry(self, states: tuple[str, ...] = ("failed", "incomplete")) -> int:
        """Put letters of those states back to be structured; how many there are."""
        marks = ", ".join("?" for _ in states)
        self.execute("DELETE FROM requests WHERE told IS NOT NULL AND json_extract(told, '$.completion') IS NULL")
        return self.execute(
            f"UPDATE letters SET state = 'waiting', attempts = 0, error = NULL, result = NULL WHERE state IN ({marks})",  # noqa: S608
            *states,
        )

    def reopen(self, content: str) -> None:
        """Put a letter that failed back to be structured."""
        self.execute(
            "UPDATE letters SET state = 'waiting', attempts = 0, error = NULL WHERE content = ? AND state = 'failed'",
            content,
        )

    def is_elsewhere(self, content: str, worker: str) -> bool:
        """Whether another worker is at the letter."""
        found = self.query(
            "SELECT 1 FROM letters WHERE content = ? AND state = 'working' AND worker != ?", content, worker
        )
        return bool(found)

    def held_by_others(self, worker: str) -> int:
        """Letters that other workers are at."""
        return int(self.query("SELECT count(*) FROM letters WHERE state = 'working' AND worker != ?", worker)[0][0])

    # Money

    def add(self, spent: Spent) -> None:
        """Add to what the job has used."""
        self.execute(
            "UPDATE spent SET calls = calls + ?, cached = cached + ?, attempts = attempts + ?, read = read + ?, "
            "written = written + ?, cost = cost + ?, unpriced = unpriced + ?",
            spent.calls, spent.cached, spent.attempts, spent.read, spent.written, spent.cost, spent.unpriced,
        )  # fmt: skip

    def reserve(self, owner: str, tokens: float, cost: float, allowed: Callable[[Spent, float, float], bool]) -> bool:
        """Set something aside for calls of `owner`, where that is allowed by what is spent and what all the processes
        that live have set aside in tokens and money."""
        with self.transaction():
            [(held, dear)] = self.query(
                f"SELECT coalesce(sum(tokens), 0.0), coalesce(sum(cost), 0.0) FROM reserved WHERE owner = ? OR {_LIVING}",  # noqa: S608
                owner,
            )
            if not allowed(self.spent(), held, dear):
                return False
            self.connection.execute(
                "INSERT INTO reserved VALUES (?, ?, ?, ?, ?) ON CONFLICT(owner) DO UPDATE SET "
                "tokens = tokens + excluded.tokens, cost = cost + excluded.cost",
                (owner, here(), os.getpid(), tokens, cost),
            )
            return True

    def free_reserved(self, owner: str, tokens: float, cost: float) -> None:
        """What was set aside is so no longer."""
        self.execute("UPDATE reserved SET tokens = tokens - ?, cost = cost - ? WHERE owner = ?", tokens, cost, owner)

    def spent(self) -> Spent:
        """What the job has used, over all its runs."""
        return Spent(*self.query("SELECT calls, cached, attempts, read, written, cost, unpriced FROM spent")[0])

    # Paid answers of letters that are not finished

    def answer(self, key: str) -> str | None:
        """The answer kept under a key."""
        found = self.query("SELECT answer FROM answers WHERE key = ?", key)
        return str(found[0][0]) if found else None

    def answers_of(self, content: str) -> dict[str, str]:
        """The answers kept for a letter, by key."""
        return dict(self.query("SELECT key, answer FROM answers WHERE content = ?", content))

    def keep_answer(self, key: str, content: str | None, answer: str) -> None:
        """Keep an answer until the letter is finished that it was asked for."""
        self.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", key, content, answer)

    # Looking

    def state(self, content: str) -> State | None:
        """The state of a letter, None where it is not known."""
        found = self.query("SELECT state FROM letters WHERE content = ?", content)
        return found[0][0] if found else None

    def pace(self) -> float | None:
        """Seconds between two letters' ends, over the last thousand; None where too few are finished."""
        ends = [
            at
            for (at,) in self.query(
                "SELECT finished FROM letters WHERE finished IS NOT NULL ORDER BY finished DESC LIMIT 1000"
            )
        ]
        if len(ends) < 10:
            return None
        # A job that was left and gone on with was not slow in between.
        steps = sorted(later - earlier for later, earlier in zip(ends, ends[1:], strict=False))
        return float(sum(steps[: -max(len(steps) // 100, 1)]) / (len(steps) - max(len(steps) // 100, 1)))

    def counts(self) -> Counts:
        """How far the job is."""
        by_state = dict(self.query("SELECT state, count(*) FROM letters GROUP BY state"))
        [(names,)] = self.query("SELECT count(*) FROM inputs")
        [(flagged,)] = self.query("SELECT count(*) FROM letters WHERE flagged = 1 AND state IN ('done', 'incomplete')")
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
            for stage, kind, count in self.query(
                "SELECT json_extract(error, '$.stage'), json_extract(error, '$.type'), count(*) AS many FROM letters "
                "WHERE state IN ('failed', 'incomplete') GROUP BY 1, 2 ORDER BY many DESC, 1, 2"
            )
        ]

    def workers(self) -> list[int]:
        """The process ids of workers that live."""
        return [
            int(pid)
            for host, pid, beat in self.query("SELECT host, pid, beat FROM workers ORDER BY beat")
            if not is_dead(host, pid, beat)
        ]
