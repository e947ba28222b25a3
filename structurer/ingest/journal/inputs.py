"""Under which names, and at which place of the input, the letters of a job came."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from structurer.ingest.journal.batches import ASIDE
from structurer.ingest.journal.letters import Letters
from structurer.ingest.journal.states import TRIED_AGAIN, State

UNREAD = "unread:"
"""What the content of letters begins with that could not even be read: the hash of the name follows."""
NAMED = "EXISTS (SELECT 1 FROM inputs WHERE inputs.content = letters.content)"
"""Which letters are of the job: between two passes others wait in the journal until they come under another name."""

WAITING = (
    "letters CROSS JOIN inputs INDEXED BY inputs_by_content ON inputs.content = letters.content WHERE state = 'waiting'"
)
"""Letters that wait, with their names; from the letters, which are few, whatever the planner thinks of listings."""
_NOTHING_MADE = (
    f"(letters.content LIKE '{UNREAD}%' AND state IN ('waiting', 'failed') OR state = 'failed' "
    "AND json_extract(error, '$.stage') IN ('load', 'kind') AND json_extract(error, '$.type') != 'LetterNotFound')"
)
"""Which letters were looked at in vain: not those that are told since they are gone."""


@dataclass(frozen=True)
class Known:
    """What the journal has of a name: its content and stamp, the state of that letter, and where it failed if it did."""

    content: str
    stamp: str
    state: State
    stage: str | None


class Inputs(Letters):
    """The names of a job's letters. A letter that no name has any more is no letter of the job, and is forgotten once a
    pass has gone through the input: until then it may come under another name."""

    def listing(self, digest: str, sources: list[str]) -> int:
        """The number of a listing: what was named together in one command, in the order of their first use. The folder that
        it is named in is noted: names may be relative to it."""
        self.execute("INSERT OR IGNORE INTO listings(digest, sources) VALUES (?, ?)", digest, json.dumps(sources))
        number = int(self.query("SELECT id FROM listings WHERE digest = ?", digest)[0][0])
        with contextlib.suppress(FileNotFoundError):  # a folder that was removed under us
            self.execute("INSERT OR IGNORE INTO named_from VALUES (?, ?)", number, os.fsencode(Path.cwd()))
        return number

    def known(self, name: str) -> Known | None:
        """What the journal has of a name."""
        found = self.query(
            "SELECT inputs.content, stamp, state, json_extract(error, '$.stage') FROM inputs JOIN letters USING (content) "
            "WHERE name = ?",
            name,
        )
        return Known(*found[0]) if found else None

    def place(self, name: str, content: str, stamp: str, listing: int, position: int) -> None:
        """Note under which name and at which place a letter came; the letter is waiting if it is new.

        A name that came in an earlier listing keeps its place there.
        """
        with self.transaction():
            self.connection.execute("INSERT OR IGNORE INTO letters(content, state) VALUES (?, 'waiting')", (content,))
            self.connection.execute(
                "INSERT INTO inputs VALUES (?, ?, ?, ?, ?) ON CONFLICT(name) DO UPDATE SET content = excluded.content, "
                "stamp = excluded.stamp, position = CASE WHEN listing = excluded.listing THEN excluded.position ELSE position END",
                (name, content, stamp, listing, position),
            )

    def move(self, name: str, listing: int, position: int) -> None:
        """Note the place at which a known name stands now."""
        self.execute(
            "UPDATE inputs SET position = ? WHERE name = ? AND listing = ? AND position != ?",
            position, name, listing, position,
        )  # fmt: skip

    def waiting_in(self, listing: int) -> set[str]:
        """The letters that wait and came with that listing only."""
        found = self.query(
            f"SELECT letters.content FROM {WAITING} GROUP BY 1 HAVING min(listing) = ?1 AND max(listing) = ?1",  # noqa: S608
            listing,
        )
        return {content for (content,) in found}

    def made_nothing_of(self, listing: int) -> dict[str, str]:
        """The names of letters that were looked at in vain which came with that listing, or are named in it, and the content
        of each."""
        return dict(
            self.query(
                "SELECT name, letters.content FROM letters CROSS JOIN inputs INDEXED BY inputs_by_content "  # noqa: S608
                f"ON inputs.content = letters.content WHERE {_NOTHING_MADE} AND (listing = ?1 OR name IN "
                "(SELECT value FROM json_each((SELECT sources FROM listings WHERE id = ?1))))",
                listing,
            )
        )

    def leave_out(self, gone: Mapping[str, str]) -> None:
        """Names, with the content of each, are no longer those of letters of the job; and of letters that have no name
        any more nothing is kept."""
        with self.transaction():
            self.connection.executemany("DELETE FROM inputs WHERE name = ? AND content = ?", gone.items())
            self._forget_unnamed()

    def forget_unmade(self) -> int:
        """Forget the letters that wait or failed, but those of which a question is on its way; how many that are. Those
        that were to be tried again are what they came to before."""
        unmade = (
            "FROM inputs WHERE content IN (SELECT content FROM letters WHERE state IN ('waiting', 'failed')) "
            "AND content NOT IN (SELECT content FROM requests WHERE told IS NULL AND batch IS NOT ?)"
        )
        with self.transaction():
            self._are_as_before(self.query(f"SELECT content FROM letters WHERE state = 'waiting' AND {TRIED_AGAIN}"))  # noqa: S608
            [(count,)] = self.query(f"SELECT count(DISTINCT content) {unmade}", ASIDE)
            self.execute(f"DELETE {unmade}", ASIDE)
            self._forget_unnamed()
        return int(count)

    def _forget_unnamed(self) -> None:
        gone = f"state != 'working' AND NOT {NAMED}"
        forgotten = f"content IN (SELECT content FROM letters WHERE {gone})"  # noqa: S608
        self.execute(f"DELETE FROM answers WHERE {forgotten}")  # noqa: S608
        self.execute(f"DELETE FROM earlier WHERE {forgotten}")  # noqa: S608
        self.execute(f"DELETE FROM requests WHERE (told IS NOT NULL OR batch = ?) AND {forgotten}", ASIDE)  # noqa: S608
        self.execute(f"DELETE FROM letters WHERE {gone}")  # noqa: S608

    def waiting_elsewhere(self, listing: int) -> list[tuple[list[str], int]]:
        """What was named in other listings of which letters wait, and how many."""
        found = self.query(
            f"SELECT listing, count(DISTINCT letters.content) FROM {WAITING} AND listing != ? GROUP BY 1 ORDER BY 1",  # noqa: S608
            listing,
        )
        named = dict(self.query("SELECT id, sources FROM listings"))
        return [(json.loads(named.get(number, "[]")), int(count)) for number, count in found]
