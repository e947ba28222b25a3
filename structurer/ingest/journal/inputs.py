"""Under which names, and at which place of the input, the letters of a job came."""

from __future__ import annotations

import json
from dataclasses import dataclass

from structurer.ingest.journal.letters import Letters
from structurer.ingest.journal.states import State

WAITING = (
    "letters CROSS JOIN inputs INDEXED BY inputs_by_content ON inputs.content = letters.content WHERE state = 'waiting'"
)
"""Letters that wait, with their names; from the letters, which are few, whatever the planner thinks of listings."""


@dataclass(frozen=True)
class Known:
    """What the journal has of a name: its content and stamp, the state of that letter, and where it failed if it did."""

    content: str
    stamp: str
    state: State
    stage: str | None


class Inputs(Letters):
    """The names of a job's letters. A letter that no name has any more is no letter of the job."""

    def listing(self, digest: str, sources: list[str]) -> int:
        """The number of a listing: what was named together in one command, in the order of their first use."""
        self.execute("INSERT OR IGNORE INTO listings(digest, sources) VALUES (?, ?)", digest, json.dumps(sources))
        return int(self.query("SELECT id FROM listings WHERE digest = ?", digest)[0][0])

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
            before = self.connection.execute("SELECT content FROM inputs WHERE name = ?", (name,)).fetchone()
            self.connection.execute(
                "INSERT INTO inputs VALUES (?, ?, ?, ?, ?) ON CONFLICT(name) DO UPDATE SET content = excluded.content, "
                "stamp = excluded.stamp, position = CASE WHEN listing = excluded.listing THEN excluded.position ELSE position END",
                (name, content, stamp, listing, position),
            )
            if before and before[0] != content:
                self.forget_unnamed(before[0])

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

    def waiting_elsewhere(self, listing: int) -> list[tuple[list[str], int]]:
        """What was named in other listings of which letters wait, and how many."""
        found = self.query(
            f"SELECT listing, count(DISTINCT letters.content) FROM {WAITING} AND listing != ? GROUP BY 1 ORDER BY 1",  # noqa: S608
            listing,
        )
        named = dict(self.query("SELECT id, sources FROM listings"))
        return [(json.loads(named.get(number, "[]")), int(count)) for number, count in found]
