"""Who is at which letter, and what became of it."""

from __future__ import annotations

import json
import os
import time
import uuid
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from structurer.ingest.journal.batches import ASIDE
from structurer.ingest.journal.database import Database
from structurer.ingest.journal.liveness import Silence, here, is_dead
from structurer.ingest.journal.money import spend_of_dead
from structurer.ingest.journal.states import TRIED_AGAIN, State
from structurer.ingest.row import Status

_CAME_TO = "content, state, attempts, recipe, flagged, error, result, finished"
"""What of a letter is put by while it is done anew, or tried again."""
_UNANSWERED = "told IS NOT NULL AND json_extract(told, '$.completion') IS NULL"
"""Which requests the provider refused, or left unanswered for good."""


class Letters(Database):
    """Letters from waiting to finished. A letter is given to one worker, and given back where that dies."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        super().__init__(path, create=create)
        self._silence = Silence()

    def enter(self, recipe: int | None = None) -> str:
        """Register this process as a worker, which structures by that recipe; its id."""
        worker = uuid.uuid4().hex
        with self.transaction():
            spend_of_dead(self)
            self.execute("DELETE FROM working_by WHERE worker NOT IN (SELECT id FROM workers)")
            self.execute("INSERT INTO workers VALUES (?, ?, ?, ?)", worker, here(), os.getpid(), time.time())
            if recipe is not None:
                self.execute("INSERT INTO working_by VALUES (?, ?)", worker, recipe)
        return worker

    def beat(self, worker: str) -> None:
        """Say that the worker lives. Due at least every third of LEASE_SECONDS."""
        # Put back where others took it for dead, as they do after a machine has slept.
        self.execute("INSERT OR REPLACE INTO workers VALUES (?, ?, ?, ?)", worker, here(), os.getpid(), time.time())

    def leave(self, worker: str) -> None:
        """Give back what the worker has not finished, and take it off the list."""
        with self.transaction():
            self.connection.execute("DELETE FROM workers WHERE id = ?", (worker,))
            self.connection.execute("DELETE FROM working_by WHERE worker = ?", (worker,))
            self._free("worker = ?", worker)

    def free_dead(self) -> int:
        """Give back what workers held that live no more, and count as spent what they had set aside; how many letters
        that are."""
        with self.transaction():
            more = self._silence.look()
            for worker, host, pid, beat in self.query("SELECT id, host, pid, beat FROM workers"):
                if self._silence.is_long(worker, beat, more) or is_dead(host, pid, beat):
                    self.connection.execute("DELETE FROM workers WHERE id = ?", (worker,))
            spend_of_dead(self)
            held = "worker NOT IN (SELECT id FROM workers)"
            self.connection.execute(
                f"INSERT INTO deaths SELECT content, 1 FROM letters WHERE state = 'working' AND {held} "  # noqa: S608
                "ON CONFLICT(content) DO UPDATE SET times = times + 1"
            )
            return self._free(held)

    def deaths(self, content: str) -> int:
        """How many workers died that had the letter in work, since it last was finished."""
        found = self.query("SELECT times FROM deaths WHERE content = ?", content)
        return int(found[0][0]) if found else 0

    def _free(self, held: str, *values: Any) -> int:
        """Give back letters in work, within a transaction; how many those are. Those that are tried again wait."""
        again = self.execute(
            f"UPDATE letters SET state = 'waiting', worker = NULL WHERE state = 'working' AND {held} AND {TRIED_AGAIN}",  # noqa: S608
            *values,
        )
        found = self.query(f"SELECT content FROM letters WHERE state = 'working' AND {held}", *values)  # noqa: S608
        self._are_as_before(found)
        return again + len(found)

    def _are_as_before(self, contents: list[tuple[Any, ...]]) -> None:
        """Letters wait again; those that were done anew are what they came to before."""
        change = self.connection.executemany
        change("UPDATE letters SET state = 'waiting', worker = NULL WHERE content = ?", contents)
        change(
            f"INSERT OR REPLACE INTO letters({_CAME_TO}) SELECT {_CAME_TO} FROM earlier WHERE content = ?",  # noqa: S608
            contents,
        )
        change("DELETE FROM earlier WHERE content = ?", contents)

    def claim(self, content: str, worker: str) -> bool:
        """Take a letter that waits; False where it is finished, or another has it."""
        return bool(
            self.execute(
                "UPDATE letters SET state = 'working', worker = ? WHERE content = ? AND state = 'waiting'",
                worker,
                content,
            )
        )

    def claim_again(self, content: str, worker: str) -> bool:
        """Take a letter that is finished, to do it anew; False where it is not. What it came to is put by until it comes
        to a record again, or is given back."""
        finished = "content = ? AND state IN ('done', 'incomplete', 'failed')"
        with self.transaction():
            self.connection.execute(
                f"INSERT OR IGNORE INTO earlier SELECT {_CAME_TO} FROM letters WHERE {finished}",  # noqa: S608
                (content,),
            )
            taken = self.connection.execute(
                "UPDATE letters SET state = 'working', worker = ?, attempts = 0, recipe = NULL, flagged = NULL, "  # noqa: S608
                f"error = NULL, result = NULL, finished = NULL WHERE {finished}",
                (worker, content),
            )
        return bool(taken.rowcount)

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

        The answers to a letter that is not done are kept: who tries it again must not pay for them again. One that was
        tried again and failed is as incomplete as it was, by the recipe of before, for the reason of now.
        """
        packed = (
            zlib.compress(json.dumps(result, ensure_ascii=False).encode("utf-8", "surrogatepass"), 6)
            if result
            else None
        )
        told = json.dumps(error) if error else None
        with self.transaction():
            held = "worker = ? AND state = 'working'"
            noted = status == "failed" and self._are_incomplete_again([content], told, held, worker)
            noted = noted or self.connection.execute(
                "UPDATE letters SET state = ?, worker = NULL, recipe = ?, flagged = ?, error = ?, result = ?, finished = ? "  # noqa: S608
                f"WHERE content = ? AND {held}",
                (status, recipe, int(bool(result and result["needs_review"])), told, packed, time.time(), content, worker),
            ).rowcount  # fmt: skip
            if noted and status == "done":
                self.connection.execute("DELETE FROM answers WHERE content = ?", (content,))
            if noted and status != "failed":
                self.connection.execute("DELETE FROM earlier WHERE content = ?", (content,))
            if noted:
                self.connection.execute("DELETE FROM deaths WHERE content = ?", (content,))
        return bool(noted)

    def _are_incomplete_again(self, contents: Iterable[str], error: str | None, held: str, *values: Any) -> int:
        """Letters that were tried again and failed get back the record that they came to before, within a transaction; how
        many those are."""
        found = [(content,) for content in contents if self.query(
            f"SELECT 1 FROM letters WHERE content = ? AND {held} AND {TRIED_AGAIN}", content, *values  # noqa: S608
        )]  # fmt: skip
        self._are_as_before(found)
        self.connection.executemany(
            "UPDATE letters SET error = ?, finished = ? WHERE content = ?",
            [(error, time.time(), *one) for one in found],
        )
        return len(found)

    def retry(self, states: tuple[str, ...] = ("failed", "incomplete")) -> int:
        """Put letters of those states back to be structured; how many there are. What incomplete ones came to is put by
        until they come to a record again."""
        marks = ", ".join("?" for _ in states)
        with self.transaction():
            self.execute(f"DELETE FROM requests WHERE {_UNANSWERED}")  # noqa: S608
            return self._put_back(f"state IN ({marks})", *states)

    def _put_back(self, which: str, *values: str) -> int:
        self.execute(
            f"INSERT OR IGNORE INTO earlier SELECT {_CAME_TO} FROM letters WHERE state = 'incomplete' AND {which}",  # noqa: S608
            *values,
        )
        return self.execute(
            f"UPDATE letters SET state = 'waiting', attempts = 0, error = NULL, result = NULL WHERE {which}",  # noqa: S608
            *values,
        )

    def reopen(self, content: str) -> None:
        """Put a letter back whose failing was no fault of its own, with what a provider refused to say of it."""
        with self.transaction():
            self.execute(f"DELETE FROM requests WHERE content = ? AND {_UNANSWERED}", content)  # noqa: S608
            failed = self.execute(
                "UPDATE letters SET attempts = 0, error = NULL WHERE content = ? AND state = 'failed'", content
            )
            if failed:
                self._are_as_before([(content,)])
            else:
                self._put_back("content = ? AND state = 'incomplete'", content)

    def give_up(self, contents: Iterable[str], recipe: int, error: dict[str, Any]) -> int:
        """Note that letters failed which still wait, and for which no question is on its way; how many those are. As
        `finish`, for those that were to be tried again."""
        with self.transaction():
            asked = {
                content
                for (content,) in self.query(
                    "SELECT DISTINCT content FROM requests WHERE told IS NULL AND batch IS NOT ?", ASIDE
                )
            }
            lost = [content for content in contents if content not in asked]
            again = self._are_incomplete_again(lost, json.dumps(error), "state = 'waiting'")
            failed = self.connection.executemany(
                "UPDATE letters SET state = 'failed', recipe = ?, error = ?, finished = ?, attempts = attempts + 1 "
                "WHERE content = ? AND state = 'waiting'",
                [(recipe, json.dumps(error), time.time(), content) for content in lost],
            ).rowcount
            return again + failed

    def is_elsewhere(self, content: str, worker: str) -> bool:
        """Whether another worker is at the letter."""
        found = self.query(
            "SELECT 1 FROM letters WHERE content = ? AND state = 'working' AND worker != ?", content, worker
        )
        return bool(found)

    def held_by_others(self, worker: str) -> int:
        """Letters that other workers are at."""
        return int(self.query("SELECT count(*) FROM letters WHERE state = 'working' AND worker != ?", worker)[0][0])

    def is_of_no_kind(self, content: str) -> bool:
        """Whether a letter failed since it is of no kind."""
        return bool(
            self.query(
                "SELECT 1 FROM letters WHERE content = ? AND state = 'failed' AND json_extract(error, '$.stage') = 'kind'",
                content,
            )
        )

    def state(self, content: str) -> State | None:
        """The state of a letter, None where it is not known."""
        found = self.query("SELECT state FROM letters WHERE content = ?", content)
        return found[0][0] if found else None
