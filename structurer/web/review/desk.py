"""The desk: a folder of letters, one reader, the readings kept there, and the labels that come of them.

```
FOLDER/letters/   or the folder itself: the letters
FOLDER/reviews/<reader>/<letter>.json    a reading: record, evidence, who and when; open or done
FOLDER/readers/<reader>/<letter>.json    the label that a reader's finished reading comes to
FOLDER/labels/<letter>.json              the label in force: the only reader's, the one that all agree on, or the settled one
```
"""

from __future__ import annotations

import datetime as dt
import json
import re
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from structurer.errors import EvalError, RecordError, SettingsError, StructurerError
from structurer.evals.suite import label_files, letter_files, read_label
from structurer.files import locked, own_folder, write_own
from structurer.kind import Case, LetterKind
from structurer.letter import Letter
from structurer.loading import load
from structurer.pipeline import Structurer
from structurer.result import Finding, Severity, Span, Structured
from structurer.validation import check
from structurer.web.letter_view import Opened, opened_letter, sources_view
from structurer.web.review.places import grounded
from structurer.web.review.readings import Reading, Start, read_reading, write_reading

SETTLED = "settled"
"""In the reader's place: readings that settle those of others."""
_READER = re.compile(r"\w[\w .'-]{0,60}")
LETTERS_HELD = 64
"""Letters kept in memory: those opened last."""
_NEITHER = frozenset({"value_without_evidence"})  # a label's values need no passage; the page shows which have none


SUITE = """kind = "{kind}"
about = "Letters labelled by hand"
partial = true   # letters without a label are left out, and counted
"""


class Conflict(StructurerError):
    """A reading was saved from elsewhere since it was opened here."""

    default_hint = "load what was saved, or save over it"


@dataclass(frozen=True)
class Entry:
    """A letter in the queue. `others` are the other readers who are done with it; `agree` whether all who are done say
    the same (None where there is but one); `error` why it cannot be opened."""

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
        results: Mapping[str, Structured[Any]] | None = None,
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
        self.results = dict(results or {})
        self.start = start
        self.letters = letter_files(folder)
        if not self.letters:
            raise EvalError(f"{folder} holds no letters", hint="put them into its folder letters/ as .txt or .pdf")
        self._opened: OrderedDict[str, tuple[tuple[int, int], Opened]] = OrderedDict()
        self._flags: dict[str, int] = {}
        self._lock = threading.RLock()

    # Letters

    def opened(self, name: str) -> Opened:
        """The letter of that id. Raises EvalError for one that is not there, LetterError for one that cannot be read."""
        if name not in self.letters:
            raise EvalError(f"there is no letter {name!r}", hint="choose one of the queue")
        with self._lock:
            path = self.letters[name]
            try:
                now = (path.stat().st_mtime_ns, path.stat().st_size)
            except OSError:
                now = (0, 0)  # loading says what is wrong with it
            if name not in self._opened or self._opened[name][0] != now:
                self._flags.pop(name, None)
                loaded = load(path)
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
        done = self.done_readers(name)
        return Entry(
            id=name,
            state=state,
            flagged=flags > 0,
            findings=flags,
            others=tuple(one for one in done if one != self.reader),
            agree=self._agree(name, done),
            settled=self._place(SETTLED, name).is_file(),
            labelled=name in self.labels,
        )

    @property
    def labels(self) -> dict[str, Path]:
        """The labels in force."""
        place = self.folder / "labels"
        return label_files(self.folder) if place.is_dir() else {}

    # Readings

    def reading(self, name: str, settle: bool = False) -> Reading:
        """This reader's reading of the letter, or with `settle` the one that settles; where there is none yet, a fresh
        one, which is not kept before it is saved."""
        return self._kept(SETTLED if settle else self.reader, name) or self._begun(name)[0]

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
        with self._lock, locked(path.with_suffix(".lock"), 10):
            kept = read_reading(path)
            if not over and (kept.version if kept else "") != version:
                assert kept is not None or version
                when = kept.saved.astimezone().strftime("%H:%M:%S") if kept and kept.saved else "meanwhile"
                raise Conflict(f"this letter was saved from elsewhere at {when}")
            state, label = reading.state, None
            if state == "done":
                try:
                    label = self.valid(reading.record)
                except RecordError:
                    if kept is None or kept.state != "done":
                        raise
                    state = "open"
            saved = reading.model_copy(update={"reader": self.reader, "saved": dt.datetime.now(dt.UTC), "state": state})
            write_reading(path, saved)
            if label is not None:
                self._label(name, who, label)
        return saved

    def findings(self, name: str, reading: Reading) -> list[Finding]:
        """What the rules have to say of a reading, those for labels included; of a record that breaks its schema, where."""
        opened = self.opened(name)
        try:
            record = self.kind.record.model_validate(reading.record)
        except ValidationError as error:
            return [
                Finding(
                    rule="schema", path=_pointer(fault["loc"]), severity=Severity.ERROR, message=_plain(fault["msg"])
                )
                for fault in error.errors(include_input=False, include_url=False, include_context=False)
            ]
        case: Case[Any] = Case(opened.letter, self.outline(name), record, reading.evidence)
        of_label = [finding for rule in self.kind.label_rules for finding in rule.findings(case)]
        found = [finding for finding in [*check(self.kind, case), *of_label] if finding.rule not in _NEITHER]
        return sorted(dict.fromkeys(found), key=lambda finding: list(Severity).index(finding.severity))

    def outline(self, name: str) -> Any:
        """The letter's outline, as its kind splits it."""
        return self.kind.outline(self.opened(name).letter)

    def valid(self, record: Mapping[str, Any]) -> BaseModel:
        """The record by its schema. Raises RecordError that names the places that break it."""
        try:
            made: BaseModel = self.kind.record.model_validate(record)
        except ValidationError as error:
            faults = error.errors(include_input=False, include_url=False, include_context=False)
            told = "; ".join(f"{_pointer(fault['loc'])}: {_plain(fault['msg'])}" for fault in faults[:3])
            raise RecordError(
                f"the record does not follow its schema yet: {told}", hint="correct these values"
            ) from None
        return made

    # Readers

    def done_readers(self, name: str) -> list[str]:
        """The readers who are done with the letter."""
        place = self.folder / "readers"
        if not place.is_dir():
            return []
        return sorted(folder.name for folder in place.iterdir() if (folder / f"{name}.json").is_file())

    def label_of(self, reader: str, name: str) -> BaseModel:
        """The label that a reader's finished reading came to. Raises EvalError."""
        if not _READER.fullmatch(reader):
            raise EvalError(f"there is no reader {reader!r}")
        return read_label(self.folder / "readers" / reader / f"{name}.json", self.kind)

    def evidence_of(self, reader: str, name: str) -> dict[str, list[Span]]:
        """The evidence of a reader's reading; of a label that came without one, where its values most likely stand."""
        kept, label = read_reading(self._place(reader, name)), self.label_of(reader, name)
        # A reading that was taken up again may be of another record by now.
        if kept is not None and kept.record == label.model_dump(mode="json"):
            return kept.evidence
        return self._evidence(name, label)

    def _agree(self, name: str, done: list[str]) -> bool | None:
        if len(done) < 2:
            return None
        first, *others = (self.label_of(reader, name) for reader in done)
        return all(other == first for other in others)

    def _label(self, name: str, who: str, label: BaseModel) -> None:
        """Write what a finished reading comes to: the reader's label, and the one in force unless others differ."""
        if who != SETTLED:
            own = _folder(_folder(self.folder / "readers") / who) / f"{name}.json"
            write_own(own, _json(label))
            settled = read_reading(self._place(SETTLED, name))
            if settled is not None and settled.state == "done":
                return
            if self._agree(name, self.done_readers(name)) is False:
                # What readers differ on is no label until it is settled; what each of them said is kept.
                (self.folder / "labels" / f"{name}.json").unlink(missing_ok=True)
                return
        write_own(_folder(self.folder / "labels") / f"{name}.json", _json(label))
        if not (self.folder / "suite.toml").is_file():
            write_own(self.folder / "suite.toml", SUITE.format(kind=self.kind.reference))

    def _place(self, reader: str, name: str) -> Path:
        return self.folder / "reviews" / reader / f"{name}.json"

    # Beginnings

    def _flags_of(self, name: str, kept: Reading | None) -> int:
        """How many findings ask for a look. What code reads of a letter does not change, and is read once for it."""
        if kept is None and name in self._flags:
            return self._flags[name]
        findings = self.findings(name, kept) if kept is not None else self._begun(name)[1]
        count = sum(finding.severity is not Severity.NOTE for finding in findings)
        if kept is None:
            self._flags[name] = count
        return count

    def _begun(self, name: str) -> tuple[Reading, list[Finding]]:
        """A fresh reading, and what there is to say of it."""
        letter = self.opened(name).letter
        start = self._start(name)
        record: BaseModel
        evidence: dict[str, list[Span]] = {}
        marks: dict[str, str] = {}
        findings: list[Finding] = []
        if start == "label":
            record = read_label(self.labels[name], self.kind)
            evidence = self._evidence(name, record)
        elif start == "result":
            result = self.results[name]
            if result.letter.digest != letter.digest:
                raise RecordError(
                    f"the result for {name} is of another text than the letter's file holds", hint="structure it again"
                )
            record, evidence, findings = result.record, dict(result.evidence), list(result.findings)
            marks = sources_view(result)
        elif start == "read":
            result = self._read(letter)
            record, evidence, marks = result.record, dict(result.evidence), sources_view(result)
        else:
            record = self.kind.record.model_validate({})
        reading = Reading(
            letter=name,
            letter_digest=letter.digest,
            kind=self.kind.name,
            schema_version=self.kind.version,
            reader=self.reader,
            start=start,
            began=dt.datetime.now(dt.UTC),
            record=record.model_dump(mode="json"),
            evidence=evidence,
            marks=marks,
        )
        return reading, findings or self.findings(name, reading)

    def _start(self, name: str) -> Start:
        """A second reader must not see what the first one made of the letter."""
        if self.start in ("read", "nothing"):
            return self.start
        if name in self.labels and not self.done_readers(name):
            return "label"
        return "result" if name in self.results else "read"

    def _read(self, letter: Letter) -> Structured[Any]:
        """What code reads of the letter; one that does not look like its kind is read all the same, and flagged."""
        # What code makes of prose is a judgement, as a model's is: whoever labels is to make his own.
        return Structurer(self.kind, read_only=True, force=True, ask="all").structure(letter)

    def _evidence(self, name: str, record: BaseModel) -> dict[str, list[Span]]:
        case: Case[Any] = Case(self.opened(name).letter, self.outline(name), record, {})
        found: dict[str, list[Span]] = {}
        for path, span in grounded(case):
            found.setdefault(path, []).append(span)
        return found


def _folder(place: Path) -> Path:
    """The folder, made for its owner alone where it is not there yet; one that is there stays as it is."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def _json(label: BaseModel) -> str:
    return json.dumps(label.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def _pointer(place: tuple[int | str, ...]) -> str:
    return "".join(f"/{key}" for key in place)


def _plain(message: str) -> str:
    return message[:1].lower() + message[1:]
