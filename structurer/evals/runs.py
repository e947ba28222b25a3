"""A run: one file that holds everything to score, compare, view and resume it without the model.

JSON Lines, only its owner can read it: the run's head, the letters with their labels, then a line a result as it comes,
then the scores. A line that says the same again goes before the earlier one; a last line that was cut off is as good as
none, so that a run that was interrupted at any moment resumes.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal, TextIO

from pydantic import BaseModel, ConfigDict, ValidationError

from structurer.errors import EvalError
from structurer.evals.cells import Counts
from structurer.evals.suite import Half, content_digest
from structurer.kind import LetterKind
from structurer.kinds.registry import kind_named
from structurer.letter import Letter, Page
from structurer.printable import storable
from structurer.result import Finding, Span

FORMAT = 1


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Head(_Line):
    """What was run: enough to run it again, and to say whether two runs may be compared.

    `host` is the server's, None for the embedded model; `code` identifies the source files that made the records.
    """

    format: int = FORMAT
    suite: str
    suite_digest: str
    kind: str
    kind_at: str | None = None
    schema_version: int
    half: Half
    mode: Literal["replay", "live"]
    model: str
    host: str | None = None
    weights_sha256: str | None
    parameters: dict[str, Any]
    prompts: dict[str, str]
    recordings: str | None
    code: str | None = None
    repeats: int
    library_version: str
    commit: str | None
    started: dt.datetime

    @property
    def answered(self) -> Literal["recorded", "fresh"]:
        """What answers are that come from no cache."""
        return "recorded" if self.mode == "replay" else "fresh"

    @property
    def decisive(self) -> dict[str, Any]:
        """What the results depend on; when it was run does not count, nor what the code's version is called."""
        return self.model_dump(mode="json", exclude={"started", "commit", "library_version"})

    def differs_from(self, other: Head) -> list[str]:
        """In what the two would not give the same results."""
        theirs = other.decisive
        return [name for name, value in self.decisive.items() if value != theirs[name]]


class LetterLine(_Line):
    """One letter of the suite with its label."""

    id: str
    half: Half
    tags: list[str]
    letter_hash: str
    label_hash: str
    medium: str
    pages: list[tuple[int, int]]
    text: str
    label: dict[str, Any]


class Answer(_Line):
    """What the model said to one question: `request` is the hash of the messages it was asked by.

    `recorded` says that it is a recorded reply. Tokens `read` and `written`, and the seconds that it `took`, are those of
    when the model was asked; None where that is not known.
    """

    prompt: str
    request: str
    text: str
    problem: str | None
    cached: bool
    seconds: float
    recorded: bool = False
    read: int | None = None
    written: int | None = None
    took: float | None = None


class ResultLine(_Line):
    """What became of one letter in one repeat: a result as `extract --format json` gives it, or an error."""

    id: str
    repeat: int
    result: dict[str, Any] | None
    error: dict[str, Any] | None
    answers: list[Answer]
    seconds: float


class ScoresLine(_Line):
    """The tallies of each letter and repeat by field, as made by the scorer of that version."""

    scorer: int
    tallies: dict[str, list[dict[str, Counts]]]


class Reveal(_Line):
    """That somebody looked at single cells of the test half of this run."""

    at: dt.datetime
    command: str


@dataclass
class Run:
    """A run as read from its file. `results` are by letter id and repeat. `fresh` counts those that were made just now,
    and `unused` the recordings of each letter that this replay did not ask for; the file holds neither."""

    path: Path
    head: Head
    letters: dict[str, LetterLine] = field(default_factory=dict)
    results: dict[tuple[str, int], ResultLine] = field(default_factory=dict)
    scores: ScoresLine | None = None
    reveals: list[Reveal] = field(default_factory=list)
    fresh: int = 0
    unused: dict[str, int] = field(default_factory=dict)

    @property
    def kind(self) -> LetterKind[Any]:
        """The kind of the run's letters."""
        return kind_named(self.head.kind_at or self.head.kind)

    @property
    def is_whole(self) -> bool:
        """Whether the letters are those that the head tells of: a run that was interrupted early may hold but some."""
        held = ((line.id, line.letter_hash, line.label_hash) for line in self.letters.values())
        return content_digest(held) == self.head.suite_digest

    @property
    def missing(self) -> list[tuple[str, int]]:
        """Letters and repeats without a result, and those whose failure another try may mend."""
        wanted = [(name, repeat) for repeat in range(self.head.repeats) for name in self.letters]
        return [key for key in wanted if key not in self.results or self._is_retryable(self.results[key])]

    @property
    def failed(self) -> list[ResultLine]:
        """Results that are errors."""
        return [line for line in self.results.values() if line.error is not None]

    @property
    def is_unmeasured(self) -> bool:
        """Whether there is no result that is not an error."""
        return len(self.failed) == len(self.results)

    def letter(self, name: str) -> Letter:
        """The letter of that id, as it was when it was run."""
        line = self.letters[name]
        pages = tuple(Page(number, start, end) for number, (start, end) in enumerate(line.pages, 1))
        return Letter(name, line.text, pages, line.medium)

    def label(self, name: str) -> BaseModel:
        """The label of that letter."""
        return self._record(self.letters[name].label, name)

    def predicted(self, name: str, repeat: int) -> tuple[BaseModel | None, dict[str, list[Span]], list[Finding]]:
        """The record, evidence and findings of a result; None and nothing for a letter that failed."""
        line = self.results.get((name, repeat))
        if line is None or line.result is None:
            return None, {}, []
        try:
            evidence = {
                path: [Span.model_validate(span) for span in spans] for path, spans in line.result["evidence"].items()
            }
            findings = [Finding.model_validate(finding) for finding in line.result["findings"]]
        except (KeyError, AttributeError, ValidationError):
            raise self._broken(f"the result of {name} is malformed") from None
        return self._record(line.result.get("record"), name), evidence, findings

    def _record(self, values: Any, name: str) -> BaseModel:
        try:
            record: BaseModel = self.kind.record.model_validate(values)
        except ValidationError:
            raise self._broken(f"the record of {name} does not follow today's schema of {self.head.kind}") from None
        return record

    def _broken(self, why: str) -> EvalError:
        return EvalError(f"{self.path}: {why}", hint="run it again")

    @staticmethod
    def _is_retryable(line: ResultLine) -> bool:
        return line.error is not None and bool(line.error.get("retryable"))


_LINES: dict[str, type[_Line]] = {
    "run": Head, "letter": LetterLine, "result": ResultLine, "scores": ScoresLine, "revealed": Reveal,
}  # fmt: skip


def read_run(path: Path) -> Run:
    """The run in a file. Raises EvalError where it is missing, empty, not a run, or of a format that is not read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise EvalError(f"{path} cannot be read: {type(error).__name__}", hint="check the path of the run") from None
    run: Run | None = None
    lines = content.split(b"\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        parsed = _parsed(line)
        if parsed is None:
            if number == len(lines) and run is not None:
                break  # cut off while it was written: everything before it holds
            raise EvalError(f"{path}, line {number}: this is not a line of a run", hint="give a file of eval run")
        if run is None:
            if not isinstance(parsed, Head):
                raise EvalError(f"{path} is not a run: it does not begin with its head", hint="give a file of eval run")
            if parsed.format != FORMAT:
                raise EvalError(f"{path} is of format {parsed.format}, and {FORMAT} is read", hint="run it again")
            run = Run(path, parsed)
        elif isinstance(parsed, Head):
            raise EvalError(
                f"{path}, line {number}: a second run begins here", hint="a file holds one run: run it again into a new file"
            )  # fmt: skip
        else:
            _add(run, parsed)
    if run is None:
        raise EvalError(f"{path} is empty", hint="give a file of eval run")
    return run


def _parsed(line: bytes) -> _Line | None:
    """A line of a run's file; None for what is none, be it cut off."""
    try:
        ((name, value),) = json.loads(line).items()
        return _LINES[name].model_validate(value)
    except (ValueError, KeyError, AttributeError, TypeError):
        return None


def _add(run: Run, line: _Line) -> None:
    match line:
        case LetterLine():
            run.letters[line.id] = line
        case ResultLine():
            run.results[line.id, line.repeat] = line
        case ScoresLine():
            run.scores = line
        case Reveal():
            run.reveals.append(line)


class RunWriter:
    """Appends lines to a run's file, each whole before the next begins."""

    def __init__(self, out: IO[str]) -> None:
        self._out = out

    def write(self, line: _Line) -> None:
        """Append a line and see it through to the disk."""
        name = next(name for name, kind in _LINES.items() if isinstance(line, kind))
        self._out.write(storable(json.dumps({name: line.model_dump(mode="json")}, ensure_ascii=False)) + "\n")
        self._out.flush()
        os.fsync(self._out.fileno())


@contextmanager
def appending(path: Path) -> Iterator[RunWriter]:
    """A writer that goes on at the end of a run's file, made for its owner alone where it is not there yet."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError as error:
        raise EvalError(f"{path} cannot be written: {error.strerror}", hint="give another place with -o") from None
    with os.fdopen(handle, "a+", encoding="utf-8") as out:
        _end_last_line(out)
        yield RunWriter(out)


def _end_last_line(out: TextIO) -> None:
    """End a last line that lacks but its end, and take away one that was cut off, be it within a character, so that the
    next one stands by itself."""
    out.seek(0)
    content = out.buffer.read()
    ended = content.rfind(b"\n") + 1
    if _parsed(content[ended:]) is None:
        out.truncate(ended)
    out.seek(0, os.SEEK_END)
    if out.tell() > ended:
        out.write("\n")
        out.flush()
