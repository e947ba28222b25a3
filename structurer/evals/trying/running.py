"""Running a try: every letter with the prompt before and after, into two run files; only what is not there is asked."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from structurer.aside import aside
from structurer.errors import EvalError, StructurerError
from structurer.evals.checkout import commit_of
from structurer.evals.code import code_of
from structurer.evals.comparison import Change, changed_cells
from structurer.evals.listening import ListeningClient
from structurer.evals.recordings import PlayingClient, playing, read_recordings
from structurer.evals.running import FATAL, structured_line
from structurer.evals.runs import Head, LetterLine, ResultLine, Run, RunWriter, appending, read_run
from structurer.evals.scores import Scored, scored_letter
from structurer.evals.suite import content_digest
from structurer.evals.trying.kept import prune, run_file
from structurer.evals.trying.letters import Subject
from structurer.evals.trying.plan import TryPlan, side_by_side, with_version
from structurer.evals.versions import Version
from structurer.files import locked
from structurer.prompts import load, names
from structurer.settings import ANSWERING
from structurer.version import __version__

UNLABELLED = "unlabelled"


class TryingClient(ListeningClient, PlayingClient):
    """Answers from recordings, then from the cache, then from the model; and what is said is heard."""


@dataclass(frozen=True)
class Done:
    """One letter tried. `kept` says of before and after whether an earlier try had done it. The letter failed where
    `error` says why. Without a label the cells are those that the two versions have differently."""

    subject: Subject
    before: ResultLine | None
    after: ResultLine | None
    kept: tuple[bool, bool]
    changes: tuple[Change, ...]
    scored: tuple[Scored, Scored] | None

    @property
    def error(self) -> dict[str, Any] | None:
        """What kept the letter from being structured, before or after."""
        return next((line.error for line in (self.before, self.after) if line is not None and line.error), None)


@dataclass
class Pair:
    """The two runs of a try over the letters that have a label, or over those that have none: there the record before
    stands in the label's place."""

    labelled: bool
    before: Run
    after: Run
    done: list[Done] = field(default_factory=list)


Step = Callable[[int, int, Done], None]
"""Told after each letter: how many are done, of how many, and what became of it."""


async def run_try(plan: TryPlan, step: Step = lambda done, of, letter: None) -> list[Pair]:
    """Try: a pair of runs for the letters with labels and one for those without, whichever there are.

    A try that is interrupted goes on where it stopped, and one of which nothing changed reads its two files. Raises
    what would befall every letter: ModelDenied, WeightsError, SettingsError.
    """
    groups = [
        (labelled, chosen)
        for labelled in (True, False)
        if (chosen := [one for one in plan.letters if (one.label is not None) is labelled])
    ]
    pairs: list[Pair] = []
    with ExitStack() as stack:
        sides: list[tuple[Pair, list[Subject], _Side, _Side]] = []
        for labelled, chosen in groups:
            heads = [_head(plan, version, chosen) for version in (plan.before, plan.after)]
            paths = _paths(plan, heads, labelled)
            before, after = (stack.enter_context(_Side(head, path)) for head, path in zip(heads, paths, strict=True))
            pairs.append(Pair(labelled, before.run, after.run))
            sides.append((pairs[-1], chosen, before, after))
        await _Trying(plan, step, sum(len(chosen) for _, chosen in groups)).all(sides)
    files = [run.path for pair in pairs for run in (pair.before, pair.after)]
    prune(plan.folder, [*files, plan.before.folder, plan.after.folder])
    return pairs


class _Side:
    """One of the two runs as it grows, in memory and in its file. The file is opened once there is something to write."""

    def __init__(self, head: Head, path: Path) -> None:
        self.run = _kept(path) or Run(path, head)
        self._stack = ExitStack()
        self._writer: RunWriter | None = None

    def __enter__(self) -> _Side:
        return self

    def __exit__(self, *exc: object) -> None:
        self._stack.close()

    def result(self, name: str) -> ResultLine | None:
        """What became of a letter already; None where there is nothing, or a failure that another try may mend."""
        line = self.run.results.get((name, 0))
        return None if line is not None and line.error and line.error.get("retryable") else line

    def add(self, letter: LetterLine | None, line: ResultLine) -> None:
        """Take a letter's result, and the letter where it is not there yet."""
        if letter is not None and letter.id not in self.run.letters:
            self.run.letters[letter.id] = letter
            self._write(letter)
        self.run.results[line.id, 0] = line
        self._write(line)

    def _write(self, line: LetterLine | ResultLine) -> None:
        if self._writer is None:
            self._writer = self._stack.enter_context(appending(self.run.path))
            # Another try may be at the same file: the head is written once.
            with locked(self.run.path.parent / "heads.lock"):
                if not self.run.path.stat().st_size:
                    self._writer.write(self.run.head)
        self._writer.write(line)


def _kept(path: Path) -> Run | None:
    """What an earlier try left in the file; one that cannot be read is begun anew, its answers are in the cache."""
    if not path.is_file() or not path.stat().st_size:
        return None
    try:
        return read_run(path)
    except EvalError:
        path.unlink(missing_ok=True)
        return None


class _Trying:
    def __init__(self, plan: TryPlan, step: Step, of: int) -> None:
        self._plan, self._step, self._of = plan, step, of
        self._finished = 0
        self._clients: dict[Path, TryingClient] = {}
        self._at_once = 1

    async def all(self, sides: Sequence[tuple[Pair, list[Subject], _Side, _Side]]) -> None:
        """Every letter of every pair, those with least to read first."""
        lacking = [subject for _, chosen, _, after in sides for subject in chosen if after.result(subject.id) is None]
        self._at_once = self._reckoned(lacking)
        # Letters, not calls, take turns: a second letter's question between a first one's and its repair would take
        # another of the server's slots, which would have to read everything anew.
        gate = asyncio.Semaphore(self._at_once)
        warming = asyncio.create_task(self._warmed()) if lacking and self._plan.changed else None

        async def one(pair: Pair, subject: Subject, before: _Side, after: _Side) -> None:
            async with gate:
                done = await self._letter(subject, before, after)
                pair.done.append(done)
                self._finished += 1
                self._step(self._finished, self._of, done)
                await asyncio.sleep(0)  # what is all recorded never waits, and could not be stopped

        try:
            async with asyncio.TaskGroup() as group:
                for pair, chosen, before, after in sides:
                    for subject in chosen:
                        group.create_task(one(pair, subject, before, after))
        except* FATAL as stopped:
            raise stopped.exceptions[0] from None
        finally:
            if warming is not None:
                warming.cancel()
                await asyncio.gather(warming, return_exceptions=True)
            for client in self._clients.values():
                await client.aclose()

    async def _warmed(self) -> None:
        """Start the embedded model's server while the first letter is being read. What goes wrong, its call will say."""
        from structurer.models.local import supervisor
        from structurer.models.local.weights import is_present, weights_named

        settings = self._plan.settings
        if settings.model.startswith("local/") and is_present(weights_named(settings.model), settings.data_dir):
            with suppress(StructurerError):
                await aside(lambda: supervisor.endpoint(settings))

    async def _letter(self, subject: Subject, before: _Side, after: _Side) -> Done:
        old, new = before.result(subject.id), after.result(subject.id)
        kept = (old is not None, new is not None)
        if old is None:
            old = await self._answered(self._plan.before, subject)
            before.add(_letter_line(subject, old), old)
        line = _letter_line(subject, old)
        if line is None:
            return Done(subject, old, None, kept, (), None)
        if new is None:
            new = await self._answered(self._plan.after, subject)
            after.add(line, new)
        scored = _scored(before.run, after.run, subject.id)
        changes = changed_cells(before.run, after.run, [scored[0]], [scored[1]])
        return Done(subject, old, new, kept, tuple(changes), scored)

    async def _answered(self, version: Version, subject: Subject) -> ResultLine:
        with playing(read_recordings(subject.cassette)):
            line, _ = await structured_line(self._plan.kind, self._client(version), subject.id, subject.letter)
        return line

    def _client(self, version: Version) -> TryingClient:
        if version.folder not in self._clients:
            self._clients[version.folder] = TryingClient(with_version(self._plan, version, self._at_once))
        return self._clients[version.folder]

    def _reckoned(self, lacking: Sequence[Subject]) -> int:
        """How many calls are made at once."""
        if not lacking:
            return 1
        calls = sum(self._plan.calls[subject.id] for subject in lacking)
        return side_by_side(self._plan.settings, TryingClient(self._plan.settings, cache=None).concurrency, calls)


def _scored(before: Run, after: Run, name: str) -> tuple[Scored, Scored]:
    """The letter's cells before and after. Where the records are the same, so are their cells."""
    old = scored_letter(before, name)
    ours, theirs = (run.results[name, 0].result for run in (before, after))
    if ours and theirs and all(ours[part] == theirs[part] for part in ("record", "evidence", "findings")):
        return old, old
    return old, scored_letter(after, name)


def _head(plan: TryPlan, version: Version, letters: Sequence[Subject]) -> Head:
    from structurer.models.names import parse_name

    identity = parse_name(plan.settings).identity()
    return Head(
        suite=plan.suite,
        suite_digest=content_digest((one.id, one.letter_hash, one.label_hash or "") for one in letters),
        kind=plan.kind.name,
        schema_version=plan.kind.version,
        half="dev" if all(one.half == "dev" for one in letters) else "all",
        mode="live",
        model=identity.name,
        host=identity.host,
        weights_sha256=identity.weights_sha256,
        parameters={name: getattr(plan.settings, name) for name in ANSWERING},
        recordings=_recorded(letters),
        prompts={name: load(name, version.folder).digest for name in names(plan.kind.name, version.folder)},
        code=code_of(plan.kind),
        repeats=1,
        library_version=__version__,
        commit=commit_of(Path(__file__).parent),
        started=dt.datetime.now(dt.UTC),
    )


def _paths(plan: TryPlan, heads: Sequence[Head], labelled: bool) -> list[Path]:
    """The files of the two runs. Of letters without a label the one after depends on the one before."""
    group = "" if labelled else f"-{UNLABELLED}"
    before = run_file(plan.folder, f"before{group}", heads[0])
    after = run_file(plan.folder, f"after{group}", heads[1], "" if labelled else before.name)
    return [before, after]


def _letter_line(subject: Subject, before: ResultLine) -> LetterLine | None:
    """The letter as a run holds it; None where it has no label, and no record before that could stand for one."""
    if subject.label is not None:
        label, digest = subject.label.model_dump(mode="json"), subject.label_hash or ""
    elif before.result is not None:
        label = before.result["record"]
        digest = _hash([subject.letter_hash])
    else:
        return None
    return LetterLine(
        id=subject.id,
        half=subject.half,
        tags=[*subject.tags, *([] if subject.label is not None else [UNLABELLED])],
        letter_hash=subject.letter_hash,
        label_hash=digest,
        medium=subject.letter.medium,
        pages=[(page.start, page.end) for page in subject.letter.pages],
        text=subject.letter.text,
        label=label,
    )


def _recorded(letters: Sequence[Subject]) -> str | None:
    """What identifies the recordings that answers may come from; None where there are none."""
    there = [one for one in letters if one.cassette is not None and one.cassette.is_file()]
    if not there:
        return None
    return _hash([f"{one.id} {hashlib.sha256(one.cassette.read_bytes()).hexdigest()}" for one in there if one.cassette])


def _hash(lines: Sequence[str]) -> str:
    return "sha256:" + hashlib.sha256("\n".join(lines).encode()).hexdigest()
