"""The desk: a folder of letters, one reader, the readings kept there, and the labels that come of them.

```
FOLDER/letters/   or the folder itself: the letters
FOLDER/reviews/<reader>/<letter>.json    a reading: record, evidence, who and when; open or done
```

What finished readings come to stands beside it (structurer.web.review.labels).
"""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel

from structurer.errors import EvalError, RecordError, SettingsError, StructurerError
from structurer.evals.suite import letter_files
from structurer.files import locked, own_folder
from structurer.kind import LetterKind
from structurer.letter import Letter
from structurer.loading import load
from structurer.result import Finding, Severity, Span, Structured
from structurer.settings import load_settings
from structurer.web.letter_view import Opened, opened_letter
from structurer.web.review.beginning import evidence_for, from_code, from_label, from_nothing, from_result
from structurer.web.review.checking import findings, valid
from structurer.web.review.labels import Labels
from structurer.web.review.readings import Reading, Start, read_reading, write_reading

SETTLED = "settled"
"""In the reader's place: readings that settle those of others."""
_READER = re.compile(r"\w[\w .'-]{0,60}")
LOCK_SECONDS = 10.0
LETTERS_HELD = 64
"""Letters kept in memory: those opened last."""


class Conflict(StructurerError):
    """A reading was saved from elsewhere since it was opened here."""

    default_hint = "load what was saved, or save over it"


@dataclass(frozen=True)
class Entry:
    """A letter in the queue. `others` are the other readers who are done with it; `agree` whether all who are done say
    the same (None where there is but one); `settled` whether there is a label that settles what they say, or is being
    made; `error` why it cannot be opened."""

    id: str
    state: Literal["new", "open", "done"]
    flagged: bool
    findings: int
    others: tuple[str, ...] = ()
    agree: bool | None = None
    settled: bool = False
    labelled: bool = False
    error: str = ""


class Desk:
    """One reader at work on one folder. Raises EvalError for a folder without letters, SettingsError for a reader's name
    that cannot be a folder's."""

    def __init__(
        self,
        folder: Path,
        kind: LetterKind[Any],
        reader: str,
        results: Iterable[Structured[Any]] = (),
        start: Start | None = None,
    ) -> None:
        if not _READER.fullmatch(reader) or reader == SETTLED:
            raise SettingsError(
                f"{reader!r} cannot be a reader's name",
                hint="use letters, digits, blanks, dots and hyphens: --reader NAME",
            )
        self.folder = folder
        self.kind = kind
        self.reader = reader
        # By its text, since letters of several folders may be called alike; by its name one whose letter has changed.
        self.results = {key: one for one in results for key in (Path(one.letter.name).stem, one.letter.digest)}
        self.start = start
        self.labels = Labels(folder, kind)
        self.letters = letter_files(folder)
        if not self.letters:
            raise EvalError(f"{folder} holds no letters", hint="put them into its folder letters/ as .txt or .pdf")
        self._opened: OrderedDict[str, tuple[tuple[int, int], Opened]] = OrderedDict()
        self._flags: dict[str, int] = {}
        # Held by whoever reads or saves: a page that is loaded anew is not shown what a save before it replaces.
        self.turn = threading.RLock()

    # Letters

    def opened(self, name: str) -> Opened:
        """The letter of that id. Raises EvalError for one that is not there, LetterError for one that cannot be read."""
        if name not in self.letters:
            raise EvalError(f"there is no letter {name!r}", hint="choose one of the queue")
        with self.turn:
            path = self.letters[name]
            try:
                now = (path.stat().st_mtime_ns, path.stat().st_size)
            except OSError:
                now = (0, 0)  # loading says what is wrong with it
            if name not in self._opened or self._opened[name][0] != now:
                self._flags.pop(name, None)
                loaded = load(path, **load_settings().bounds)
                letter = Letter(name, loaded.text, loaded.pages, loaded.medium, loaded.notes)
                self._opened[name] = (now, opened_letter(path, letter))
                if len(self._opened) > LETTERS_HELD:
                    self._opened.popitem(last=False)
            self._opened.move_to_end(name)
            return self._opened[name][1]

    def entry(self, name: str) -> Entry:
        """The letter's place in the queue."""
        try:
            kept = self._kept(self.reader, name)
            state: Literal["new", "open", "done"] = "new" if kept is None else kept.state
            flags = self._flags_of(name, kept)
        except StructurerError as error:
            return Entry(name, "new", True, 0, error=f"{error.message} ({error.hint})" if error.hint else error.message)
        done = self.labels.readers(name)
        return Entry(
            id=name,
            state=state,
            flagged=flags > 0,
            findings=flags,
            others=tuple(one for one in done if one != self.reader),
            agree=self.labels.agree(name),
            settled=self._place(SETTLED, name).is_file() or (bool(done) and self.labels.is_decided(name)),
            labelled=name in self.labels.in_force,
        )

    # Readings

    def reading(self, name: str, settle: bool = False) -> Reading:
        """This reader's reading of the letter, or with `settle` the one that settles; where there is none yet, a fresh
        one, which is not kept before it is saved. What was settled elsewhere is gone on with."""
        kept = self._kept(SETTLED if settle else self.reader, name)
        if kept is not None:
            return kept
        if settle and self.labels.is_decided(name):
            label = self.labels.in_force[name]
            begun, _ = from_label(self.kind, self.opened(name).letter, self.reader, label)
            return begun.model_copy(update={"settles": self.labels.readers(name)[:2]})
        return self._begun(name)[0]

    def finished(self) -> int:
        """How many letters this reader is done with."""
        count = 0
        for name in self.letters:
            with suppress(RecordError):
                kept = read_reading(self._place(self.reader, name))
                count += kept is not None and kept.state == "done"
        return count

    def _kept(self, reader: str, name: str) -> Reading | None:
        """The reading that is kept; None where there is none yet. Raises RecordError for one of another text."""
        kept = read_reading(self._place(reader, name))
        if kept is not None and kept.letter_digest != self.opened(name).letter.digest:
            raise RecordError(
                f"the reading of {name} is of another text than the letter's file holds now",
                hint="bring the letter's file back, or move the reading away",
            )
        return kept

    def save(self, name: str, reading: Reading, version: str, *, over: bool = False) -> Reading:
        """Keep a reading that was opened as `version`; one that is done becomes the reader's label.

        Raises Conflict where another was saved meanwhile (unless `over`), RecordError where it is to be done and its
        record does not follow the schema. One that was done and is being corrected is open while its record breaks the
        schema; the label stays as it was so long.
        """
        who = SETTLED if reading.settles else self.reader
        path = self._place(who, name)
        own_folder(self.folder / "reviews")
        own_folder(path.parent)
        # One lock for all readers: what comes into force depends on what each of them said.
        with self.turn, locked(self.folder / "reviews" / f"{name}.lock", LOCK_SECONDS):
            kept = read_reading(path)
            if not over and (kept.version if kept else "") != version:
                assert kept is not None or version
                when = kept.saved.astimezone().strftime("%H:%M:%S") if kept and kept.saved else "meanwhile"
                raise Conflict(f"this letter was saved from elsewhere at {when}")
            state, label = reading.state, None
            if state == "done":
                try:
                    label = valid(self.kind, reading.record)
                except RecordError:
                    if kept is None or kept.state != "done":
                        raise
                    state = "open"
            saved = reading.model_copy(update={"reader": self.reader, "saved": dt.datetime.now(dt.UTC), "state": state})
            # Before the reading: one that is kept as done without its label would never come to it.
            if label is not None and reading.settles:
                self.labels.enforce(name, label)
            elif label is not None:
                settled = read_reading(self._place(SETTLED, name))
                holds = settled is not None and settled.state == "done"
                corrects = reading.start == "label" and not self.labels.readers(name)
                stays = holds or (self.labels.is_decided(name) and not corrects)
                self.labels.keep(self.reader, name, label, stays=stays)
            write_reading(path, saved)
        return saved

    def findings(self, name: str, reading: Reading) -> list[Finding]:
        """What the rules have to say of a reading of the letter."""
        return findings(self.kind, self.opened(name).letter, reading)

    def outline(self, name: str) -> Any:
        """The letter's outline, as its kind splits it."""
        return self.kind.outline(self.opened(name).letter)

    def evidence_of(self, reader: str, name: str) -> dict[str, list[Span]]:
        """The evidence of a reader's reading; of a label that came without one, where its values most likely stand."""
        kept, label = read_reading(self._place(reader, name)), self.label_of(reader, name)
        # A reading that was taken up again may be of another record by now.
        if kept is not None and kept.record == label.model_dump(mode="json"):
            return kept.evidence
        return evidence_for(self.kind, self.opened(name).letter, label)

    def label_of(self, reader: str, name: str) -> BaseModel:
        """The label that a reader's finished reading came to. Raises EvalError."""
        if not _READER.fullmatch(reader):
            raise EvalError(f"there is no reader {reader!r}")
        return self.labels.of(reader, name)

    def _place(self, reader: str, name: str) -> Path:
        return self.folder / "reviews" / reader / f"{name}.json"

    # Beginnings

    def _flags_of(self, name: str, kept: Reading | None) -> int:
        """How many findings ask for a look. What code reads of a letter does not change, and is read once for it."""
        if kept is None and name in self._flags:
            return self._flags[name]
        found = self.findings(name, kept) if kept is not None else self._begun(name)[1]
        count = sum(finding.severity is not Severity.NOTE for finding in found)
        if kept is None:
            self._flags[name] = count
        return count

    def _begun(self, name: str) -> tuple[Reading, list[Finding]]:
        """A fresh reading, and what there is to say of it."""
        letter = self.opened(name).letter
        result = self.results.get(letter.digest, self.results.get(name))
        match self._start(name, result is not None):
            case "label":
                return from_label(self.kind, letter, self.reader, self.labels.in_force[name])
            case "result":
                assert result is not None
                return from_result(self.kind, letter, self.reader, result)
            case "read":
                return from_code(self.kind, letter, self.reader)
            case _:
                return from_nothing(self.kind, letter, self.reader)

    def _start(self, name: str, has_result: bool) -> Start:
        """A second reader must not see what the first one made of the letter."""
        if self.start in ("read", "nothing"):
            return self.start
        if name in self.labels.in_force and not self.labels.readers(name):
            return "label"
        return "result" if has_result else "read"
