"""The journal of a job: every letter by the hash of its content, what became of it, and what was paid for on the way.

Whatever happens to a process, what it had finished stands in the journal, and what it was at is taken up by the next.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from structurer.ingest.journal.batches import BatchNotes
from structurer.ingest.journal.inputs import Inputs
from structurer.ingest.journal.looking import Looking
from structurer.ingest.journal.money import Money
from structurer.ingest.journal.recipes import Recipes

__all__ = ["Journal"]


class Journal(Inputs, Recipes, Money, Looking):
    """The journal of a job, with the notes on its batches at `batches`."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        super().__init__(path, create=create)
        self.batches = BatchNotes(self)

    def leave_nothing(self) -> None:
        """Let go of the file, and remove it where it was made here, no letter ever came, and nobody else has it open."""
        if self.is_new and self.is_empty() and self.is_alone() and self.is_empty():
            self.remove()
        else:
            self.close()

    # Facts about the job

    def fact(self, name: str) -> Any:
        """What was noted under the name, or None."""
        found = self.query("SELECT value FROM facts WHERE name = ?", name)
        return json.loads(found[0][0]) if found else None

    def note(self, name: str, value: Any) -> None:
        """Note something about the job."""
        self.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", name, json.dumps(value))

    # Paid answers of letters that are not finished

    def answer(self, key: str) -> str | None:
        """The answer kept under a key."""
        found = self.query("SELECT answer FROM answers WHERE key = ? LIMIT 1", key)
        return str(found[0][0]) if found else None

    def answers_of(self, content: str) -> dict[str, str]:
        """The answers kept for a letter, by key."""
        return dict(self.query("SELECT key, answer FROM answers WHERE content = ?", content))

    def keep_answer(self, key: str, contents: Iterable[str], answer: str) -> None:
        """Keep an answer for each of the letters that it was asked for, until that one is finished."""
        with self.transaction():
            self.connection.executemany(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", [(key, content, answer) for content in contents]
            )
