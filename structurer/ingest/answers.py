"""Answers that were paid for: kept in the journal until their letter is finished, and in the user's cache."""

from __future__ import annotations

from contextvars import ContextVar

from structurer.ingest.journal import Journal
from structurer.ingest.journal.money import Spent
from structurer.models.cache import AnswerCache

current_letter: ContextVar[str | None] = ContextVar("current_letter", default=None)
"""The content of the letter that is being structured here."""


class KeptAnswers:
    """What a model's client takes for its cache. The journal's answers are there whatever the user's cache does.

    With `refresh` the cache's answers are passed over; the journal's are not, since this job has paid for them.
    """

    def __init__(self, journal: Journal, cache: AnswerCache | None, *, refresh: bool = False) -> None:
        self.journal = journal
        self.cache = cache
        self.refresh = refresh
        self._wanted: dict[str, set[str]] = {}

    def get(self, key: str) -> str | None:
        """The text kept for the key, or None."""
        letter = current_letter.get() or ""
        found = self.journal.answer(key)
        if found is not None:
            # The letter that it was asked for may be done before this one.
            self.journal.keep_answer(key, [letter], found)
        elif self.cache is not None and not self.refresh:
            found = self.cache.get(key)
            if found is not None:
                # Counted once, however often the letter is tried.
                self.journal.keep_answer(key, [letter], found)
                self.journal.add(Spent(cached=1))
        if found is None:
            self._wanted.setdefault(key, set()).add(letter)
        return found

    def put(self, key: str, text: str) -> None:
        """Keep the text for the key, for every letter that wanted it: those that ask the same at once share the call."""
        letters = self._wanted.pop(key, set()) | {current_letter.get() or ""}
        # First where it cannot fail: whoever goes on after a journal that cannot be written finds it there.
        if self.cache is not None:
            self.cache.put(key, text)
        self.journal.keep_answer(key, sorted(letters), text)

    def close(self) -> None:
        """Let go of the cache's file; the journal is its owner's to close."""
        if self.cache is not None:
            self.cache.close()
