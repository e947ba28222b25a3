"""What a journal tells of its job: how far it is, how fast, what came out and why the rest did not."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import zlib
from collections.abc import Collection, Generator
from dataclasses import dataclass

from structurer.ingest.journal.database import LOCK_SECONDS, Database
from structurer.ingest.journal.inputs import NAMED
from structurer.ingest.journal.liveness import is_dead
from structurer.ingest.journal.states import FINAL, TRIED_AGAIN
from structurer.ingest.row import Row, Status


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


class Looking(Database):
    """Looks at a journal, and changes nothing."""

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

    def finished_since(self, at: float) -> int:
        """How many letters came to their end since that time, by whichever process; in seconds since 1970."""
        return int(self.query("SELECT count(*) FROM letters WHERE finished >= ?", at)[0][0])

    def counts(self) -> Counts:
        """How far the job is."""
        by_state = dict(self.query(f"SELECT state, count(*) FROM letters WHERE {NAMED} GROUP BY state"))  # noqa: S608
        [(names,)] = self.query("SELECT count(*) FROM inputs")
        [(flagged,)] = self.query(
            f"SELECT count(*) FROM letters WHERE flagged = 1 AND state IN ('done', 'incomplete') AND {NAMED}"  # noqa: S608
        )
        return Counts(**by_state, names=names, flagged=flagged)

    def rows(self, states: tuple[str, ...] = FINAL, unfit: Collection[int] = ()) -> Generator[Row, None, None]:
        """The finished letters in the order of the input, one at a time: each once, with all its names. What is tried again
        is what it came to before. Without the records that were made by recipes whose numbers are `unfit`."""
        # A connection of its own: a reading that lasts must not hold up who writes.
        with self._failing(), contextlib.closing(sqlite3.connect(self.path, timeout=LOCK_SECONDS)) as db:
            number = 0
            told: set[str] = set()
            for name, content, state, recipe, is_again in db.execute(
                f"SELECT name, content, state, recipe, {TRIED_AGAIN} FROM inputs JOIN letters USING (content) "  # noqa: S608
                "ORDER BY listing, position, name"
            ):
                if content in told:
                    continue
                names = [one for (one,) in db.execute(
                    "SELECT name FROM inputs WHERE content = ? ORDER BY listing, position, name", (content,)
                )]  # fmt: skip
                if len(names) > 1:
                    told.add(content)
                place = "earlier" if is_again else "letters"
                status: Status = "incomplete" if is_again else state
                if status in states and (status == "failed" or recipe not in unfit):
                    [(attempts, error, result)] = db.execute(
                        f"SELECT attempts, error, result FROM {place} WHERE content = ?",  # noqa: S608
                        (content,),
                    )
                    given = json.loads(error) if error else None
                    yield Row(
                        number, name, tuple(names[1:]), content, status, given | {"attempts": attempts} if given else None,
                        json.loads(zlib.decompress(result)) if result else None,
                    )  # fmt: skip
                number += 1

    def is_empty(self) -> bool:
        """Whether no letter ever came, and nobody is at it."""
        return not self.query("SELECT 1 FROM letters UNION SELECT 1 FROM workers LIMIT 1")

    def failures(self) -> list[tuple[str, str, int]]:
        """The reasons for which letters failed or are incomplete: (stage, type of error, how many), the most first."""
        return [
            (str(stage), str(kind), int(count))
            for stage, kind, count in self.query(
                "SELECT json_extract(error, '$.stage'), json_extract(error, '$.type'), count(*) AS many FROM letters "  # noqa: S608
                f"WHERE state IN ('failed', 'incomplete') AND {NAMED} GROUP BY 1, 2 ORDER BY many DESC, 1, 2"
            )
        ]

    def sources(self) -> list[tuple[str, str]]:
        """What was named for the job, in any of its commands: (folder that it was named in, name). The folder is empty where
        a journal of before does not tell it."""
        found = self.query(
            "SELECT sources, ifnull(folder, '') FROM listings LEFT JOIN named_from ON listing = id ORDER BY id, folder"
        )
        return [(os.fsdecode(folder), name) for named, folder in found for name in json.loads(named)]

    def workers(self) -> list[int]:
        """The process ids of workers that live."""
        return [
            int(pid)
            for host, pid, beat in self.query("SELECT host, pid, beat FROM workers ORDER BY beat")
            if not is_dead(host, pid, beat)
        ]
