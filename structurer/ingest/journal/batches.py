"""What a journal knows of the provider's batches: what is wanted, what is out, what came back."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from structurer.ingest.journal.money import Money, Spent

REQUEST_ATTEMPTS = 3
"""Batches that a request is put into before it is given up."""
ASIDE = 0
"""In place of a batch's number: the request is for none until a letter wants it again."""


class BatchNotes:
    """The requests and batches of a job, in its journal."""

    def __init__(self, journal: Money) -> None:
        self._journal = journal

    def told(self, key: str) -> dict[str, Any] | None:
        """What the provider said to the request of that key; None where it has said nothing."""
        found = self._journal.query("SELECT told FROM requests WHERE key = ? AND told IS NOT NULL", key)
        return json.loads(found[0][0]) if found else None

    def want(self, key: str, content: str, body: dict[str, Any]) -> None:
        """Note a request for the next batch, once."""
        self._journal.execute(
            "INSERT INTO requests(key, content, body) VALUES (?, ?, ?) "
            "ON CONFLICT(key) DO UPDATE SET batch = NULL WHERE batch = ?",
            key, content, json.dumps(body), ASIDE,
        )  # fmt: skip

    def set_aside(self) -> None:
        """Let the requests that are in no batch wait until a letter wants them again. None does where it is asked about
        otherwise by now, or is gone."""
        self._journal.execute("UPDATE requests SET batch = ? WHERE batch IS NULL AND told IS NULL", ASIDE)

    def paid_for(self) -> int:
        """How many requests of letters that are not finished are in a batch, or answered."""
        [(many,)] = self._journal.query(
            "SELECT count(*) FROM requests JOIN letters USING (content) WHERE letters.state IN ('waiting', 'working') "
            "AND (requests.told IS NULL AND requests.batch > ? OR json_extract(requests.told, '$.completion') IS NOT NULL)",
            ASIDE,
        )
        return int(many)

    def letters_out(self) -> int:
        """How many letters wait for what is in a batch."""
        [(many,)] = self._journal.query(
            "SELECT count(DISTINCT content) FROM requests WHERE told IS NULL AND batch > ?", ASIDE
        )
        return int(many)

    def wanted(self) -> Iterator[tuple[str, str]]:
        """The requests that are in no batch and not answered: (key, body as JSON), in a steady order."""
        last = ""
        while found := self._journal.query(
            "SELECT key, body FROM requests WHERE batch IS NULL AND told IS NULL AND key > ? ORDER BY key LIMIT 500",
            last,
        ):
            yield from found
            last = found[-1][0]

    def begin(self, token: str, keys: list[str]) -> int:
        """Note a batch before it is sent, with its requests: whatever happens then, it is known."""
        with self._journal.transaction():
            batch = self._journal.connection.execute(
                "INSERT INTO batches(token, state, requests) VALUES (?, 'submitting', ?)", (token, len(keys))
            ).lastrowid
            self._journal.connection.executemany(
                "UPDATE requests SET batch = ? WHERE key = ?", [(batch, key) for key in keys]
            )
        return int(batch or 0)

    def note(self, batch: int, state: str, provider_id: str | None = None, told: str | None = None) -> None:
        """Note what is known of a batch."""
        self._journal.execute(
            "UPDATE batches SET state = ?, provider_id = coalesce(?, provider_id), told = coalesce(?, told), "
            "submitted = coalesce(submitted, ?) WHERE id = ?",
            state, provider_id, told, time.time(), batch,
        )  # fmt: skip

    def drop(self, batch: int) -> None:
        """Forget a batch that never was, and free its requests."""
        with self._journal.transaction():
            self._journal.connection.execute(
                "UPDATE requests SET batch = NULL WHERE batch = ? AND told IS NULL", (batch,)
            )
            self._journal.connection.execute("DELETE FROM batches WHERE id = ?", (batch,))

    def open(self) -> list[tuple[int, str, str | None, str]]:
        """The batches that are not answered: (number, token, the provider's id, state)."""
        return [
            (int(batch), str(token), provider_id, str(state))
            for batch, token, provider_id, state in self._journal.query(
                "SELECT id, token, provider_id, state FROM batches WHERE state IN ('submitting', 'submitted') ORDER BY id"
            )
        ]

    def answered(self) -> list[tuple[int, str]]:
        """The batches whose answers are here, and whose files may still be at the provider: (number, its id there)."""
        return [
            (int(batch), str(provider_id))
            for batch, provider_id in self._journal.query(
                "SELECT id, provider_id FROM batches WHERE state = 'answered' ORDER BY id"
            )
        ]

    def bodies_of(self, batch: int) -> Iterator[tuple[str, str]]:
        """The requests of a batch: (key, body as JSON)."""
        yield from self._journal.query("SELECT key, body FROM requests WHERE batch = ? ORDER BY key", batch)

    def body_of(self, key: str) -> str | None:
        """The request of that key as JSON; None where there is none."""
        found = self._journal.query("SELECT body FROM requests WHERE key = ?", key)
        return str(found[0][0]) if found else None

    def tell(self, key: str, told: dict[str, Any], spent: Spent) -> bool:
        """Note what the provider said to a request, with what it took; False where that is known already."""
        with self._journal.transaction():
            noted = self._journal.connection.execute(
                "UPDATE requests SET told = ? WHERE key = ? AND told IS NULL", (json.dumps(told), key)
            ).rowcount
            if noted:
                self._journal.add(spent)
        return bool(noted)

    def again(self, batch: int) -> tuple[int, list[str]]:
        """Free the requests of a batch that got no answer for the next one, each counted as a try; how many that are,
        and those that had their tries."""
        unanswered = "batch = ? AND told IS NULL"
        with self._journal.transaction():
            freed = self._journal.query(f"SELECT key, attempts + 1 FROM requests WHERE {unanswered}", batch)  # noqa: S608
            self._journal.execute(
                f"UPDATE requests SET batch = NULL, attempts = attempts + 1 WHERE {unanswered}",  # noqa: S608
                batch,
            )
        return len(freed), [str(key) for key, attempts in freed if attempts >= REQUEST_ATTEMPTS]

    def forget(self, redone: int | None = None) -> None:
        """Forget the requests and their answers, once no letter needs them. What an open batch holds is paid for: its
        answers are to be counted. What came for a letter that could not be loaded meanwhile is kept for it; so is that of
        one which was to be done anew by the recipe `redone`, and is still as another made it."""
        self._journal.execute(
            "DELETE FROM requests WHERE NOT EXISTS (SELECT 1 FROM letters WHERE state IN ('waiting', 'working')) "
            "AND coalesce(batch, ?) NOT IN (SELECT id FROM batches WHERE state IN ('submitting', 'submitted')) "
            "AND (told IS NULL OR content NOT IN "
            "(SELECT content FROM letters WHERE recipe != ? OR json_extract(error, '$.stage') = 'load'))",
            ASIDE, redone,
        )  # fmt: skip

    def by_state(self) -> dict[str, int]:
        """How many of the provider's batches are in which state."""
        return dict(self._journal.query("SELECT state, count(*) FROM batches GROUP BY state ORDER BY state"))
