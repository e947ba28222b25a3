"""Takes the letters of a job in: looks each up in the journal, reads what is not finished, and claims it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Literal

from structurer.errors import LetterError, LetterNotFound, StructurerError
from structurer.ingest.hands import Hands, Work
from structurer.ingest.journal.inputs import UNREAD, Known
from structurer.ingest.journal.states import FINAL
from structurer.ingest.lists import Lists
from structurer.ingest.outcome import error_of
from structurer.ingest.runstate import RunState
from structurer.ingest.sources import Entry

SKIPPED_AT_ONCE = 500
GONE = "it was to be structured, and is no longer where it was"
PUT_BACK = (
    "put it back, or right, and run: structurer ingest retry, then the job's command again; "
    "where it is gone for good: structurer ingest forget"
)


class Intake:
    """One pass over the letters of `lists`. `seen` counts them as they go by; `held_elsewhere` says whether another
    worker has some of them. With `force` letters that failed since they are of no kind are taken again, with `redo` those
    that came to something by another recipe."""

    def __init__(self, lists: Lists, hands: Hands, state: RunState, *, force: bool = False, redo: bool = False) -> None:
        self.lists, self.hands, self.state, self.journal = lists, hands, state, state.journal
        self.force, self.redo = force, redo
        self.seen = 0
        self.held_elsewhere = False
        self._missing: dict[str, str] = {}
        self._unmade: dict[str, str] = {}

    def works(self) -> Iterator[Work | Literal["skipped"]]:
        """The letters that are to be done, claimed; "skipped" now and then, so that who waits may look around."""
        self._missing = dict.fromkeys(self.journal.waiting_in(self.state.listing), GONE)
        self._unmade = self.journal.made_nothing_of(self.state.listing)
        skipped = 0
        for position, entry in enumerate(self.lists.entries()):
            work = self._taken(entry, position)
            self.seen = position + 1
            if work is not None:
                yield work
            else:
                skipped += 1
                if skipped % SKIPPED_AT_ONCE == 0:
                    yield "skipped"

    def lose_missing(self) -> None:
        """What waited from before, and did not come by in a pass that went to its end, is there no more, or cannot be read.
        What never could, or was no letter of the kind, and is there no more either, was mended or taken away by its owner."""
        self.journal.leave_out(self._unmade)
        for told in set(self._missing.values()):
            lost = [content for content, why in self._missing.items() if why == told]
            self.journal.give_up(lost, self.state.recipe, error_of(LetterNotFound(told, hint=PUT_BACK), "load"))

    def _taken(self, entry: Entry, position: int) -> Work | None:
        self._unmade.pop(entry.name, None)
        known = self.journal.known(entry.name)
        if is_finished(known, entry) and not (known and self._is_again(known.content)):
            self.journal.move(entry.name, self.state.listing, position)
            return None
        try:
            work = self.hands.taken(entry)
        except LetterError as error:
            if known is not None and is_unread_now(known, entry, error):
                self._unread_now(known, entry, position, error)
            else:
                self._unread(entry, position, error.about(entry.name))
            return None
        self.journal.place(entry.name, work.content, entry.stamp, self.state.listing, position)
        self._missing.pop(work.content, None)
        again = self._is_again(work.content)
        claim = self.journal.claim_again if again else self.journal.claim
        if claim(work.content, self.state.worker):
            return work
        self.held_elsewhere |= self.journal.is_elsewhere(work.content, self.state.worker)
        return None

    def _is_again(self, content: str) -> bool:
        """Whether a letter is done anew, if it is finished."""
        redone = self.redo and self.journal.is_by_another(content, self.state.recipe)
        return redone or (self.force and self.journal.is_of_no_kind(content))

    def _unread_now(self, known: Known, entry: Entry, position: int, error: LetterError) -> None:
        """A letter that was read before, and cannot be now, takes nothing with it that was made of it or paid for it."""
        self.journal.move(entry.name, self.state.listing, position)
        if known.content in self._missing:
            # Unless it comes under another name.
            self._missing[known.content] = error.message
        self.held_elsewhere |= self.journal.is_elsewhere(known.content, self.state.worker)

    def _unread(self, entry: Entry, position: int, error: StructurerError) -> None:
        """A letter that cannot even be read stands in the journal by its name."""
        content = f"{UNREAD}{hashlib.sha256(entry.name.encode('utf-8', 'surrogatepass')).hexdigest()}"
        self.journal.place(entry.name, content, entry.stamp, self.state.listing, position)
        if self.journal.claim(content, self.state.worker):
            self.journal.attempt(content)
            self.state.finish(content, "failed", None, error_of(error, "load"))


def is_finished(known: Known | None, entry: Entry) -> bool:
    """Whether of this very file something was made, as far as can be told without reading it."""
    return known is not None and entry.stamp != "" and known.stamp == entry.stamp and _is_made(known)


def _is_made(known: Known) -> bool:
    return known.state in FINAL and not _is_unread(known)


def _is_unread(known: Known) -> bool:
    return known.content.startswith(UNREAD)


def is_unread_now(known: Known, entry: Entry, error: LetterError) -> bool:
    """Whether a letter that cannot be read was read before, and may be again; not a row of a table that was read now, and
    holds no letter any more."""
    return not _is_unread(known) and not (entry.is_row and not isinstance(error, LetterNotFound))
