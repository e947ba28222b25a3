"""Running a suite: replayed from recordings, or live; letter by letter into the run's file; on again after a stop."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from structurer.errors import (
    CassetteMissing,
    EvalError,
    ModelDenied,
    RecordingsMissing,
    SettingsError,
    StructurerError,
    UnexpectedError,
    WeightsError,
)
from structurer.evals.cassettes import Tape, recorded_endpoint, recorded_model, tape
from structurer.evals.checkout import commit_of
from structurer.evals.code import code_of
from structurer.evals.listening import Heard, ListeningClient, hearing
from structurer.evals.plan import Plan, cassette_of
from structurer.evals.runs import Head, LetterLine, ResultLine, Run, RunWriter, appending, read_run
from structurer.evals.suite import Labelled, Suite
from structurer.kind import LetterKind
from structurer.letter import Letter
from structurer.pipeline import Structurer
from structurer.prompts import load as load_prompt
from structurer.prompts import names_of, place_of
from structurer.settings import ANSWERING, Settings
from structurer.version import __version__

FATAL = (ModelDenied, WeightsError, SettingsError)

Step = Callable[[int, int, "ResultLine"], None]
"""Told after each letter: how many are done, of how many, and what became of it."""


def head_of(plan: Plan) -> Head:
    """The head of a run of this plan."""
    from structurer.models.names import parse_name

    settings = plan.loaded()
    identity = parse_name(settings).identity()
    return Head(
        suite=plan.suite.name,
        suite_digest=plan.suite.digest,
        kind=plan.suite.kind.name,
        kind_at=plan.suite.kind.place,
        schema_version=plan.suite.kind.version,
        half=plan.half,
        mode=plan.mode,
        model=identity.name,
        host=identity.host,
        weights_sha256=identity.weights_sha256,
        parameters={name: getattr(settings, name) for name in ANSWERING},
        recordings=_recordings(plan.suite) if plan.mode == "replay" else None,
        prompts={
            name: load_prompt(name, place_of(name, plan.suite.kind.home, settings.prompts_dir)).digest
            for name in names_of(plan.suite.kind, settings.prompts_dir)
        },
        code=code_of(plan.suite.kind),
        repeats=plan.repeats,
        library_version=__version__,
        commit=commit_of(plan.suite.folder),
        started=dt.datetime.now(dt.UTC),
    )


def run_suite(
    plan: Plan,
    path: Path,
    step: Step = lambda done, of, line: None,
    ask: Callable[[str], None] = lambda name: None,
) -> Run:
    """Run a suite into the file at `path`; one that is there and of the same plan goes on where it stopped. `ask` is
    told which letter the model is asked about, where it is asked.

    Raises RecordingsMissing, naming prompts and letters, where a replay lacks replies: then nothing is scored. Raises
    EvalError where the file holds another run, and ModelDenied, WeightsError or SettingsError where no letter can be
    asked about at all.
    """
    head = head_of(plan)
    known = _known(path, head)
    try:
        fresh, unused = _go_on(plan, head, known, path, step, ask)
    except RecordingsMissing:
        if known is None:
            path.unlink(missing_ok=True)
        raise
    run = read_run(path)
    run.fresh, run.unused = fresh, unused
    return run


def _go_on(
    plan: Plan, head: Head, known: Run | None, path: Path, step: Step, ask: Callable[[str], None]
) -> tuple[int, dict[str, int]]:
    """Make the results that the file lacks: how many they are, and the recordings of each letter that were not asked
    for."""
    with appending(path) as writer:
        if known is None:
            writer.write(head)
            known = Run(path, head)
        for case in plan.suite.cases:
            if case.id not in known.letters:
                known.letters[case.id] = letter_line(case)
                writer.write(known.letters[case.id])
        by_id = {case.id: case for case in plan.suite.cases}
        wanted = [(by_id[name], repeat) for name, repeat in known.missing]
        if plan.mode == "replay":
            return len(wanted), asyncio.run(_replayed(plan, wanted, writer, step))
        asyncio.run(_live(plan, wanted, writer, step, ask))
        return len(wanted), {}


def _known(path: Path, head: Head) -> Run | None:
    """The run that the file holds already. Raises EvalError where it is another one."""
    if not path.exists() or not path.stat().st_size:
        return None
    known = read_run(path)
    other = known.head.differs_from(head)
    if other:
        raise EvalError(f"{path} holds another run: not the same {', '.join(other)}", hint="give another place with -o")
    return known


# Replayed


async def _replayed(
    plan: Plan, wanted: Sequence[tuple[Labelled, int]], writer: RunWriter, step: Step
) -> dict[str, int]:
    """Replay letter by letter; how many recordings of each were not asked for."""
    unused: dict[str, int] = {}
    missing: dict[str, list[str]] = {}
    stale = False
    for done, (case, repeat) in enumerate(wanted, 1):
        line, heard, used = await replay_letter(plan, case, repeat)
        if used.unused:
            unused[case.id] = used.unused
        if heard.missing:
            missing[case.id] = sorted(set(heard.missing))
            stale = stale or used.unused > 0
        elif not missing:
            writer.write(line)
        step(done, len(wanted), line)
    if missing:
        raise RecordingsMissing(_said(missing, stale), hint=f"run: {plan.record_command}")
    return unused


async def replay_letter(
    plan: Plan, case: Labelled, repeat: int = 0, *, prune: bool = False
) -> tuple[ResultLine, Heard, Tape]:
    """One letter from its recorded replies: what became of it, what was said, and what the cassette held."""
    settings = plan.loaded()
    with tape(cassette_of(plan.suite, case.id), model=recorded_model(settings), prune=prune) as used:
        client = ListeningClient(settings, cache=None, endpoint=lambda: recorded_endpoint(settings))
        line, heard = await structured_line(plan.suite.kind, client, case.id, case.letter, repeat)
    return line, heard, used


def _said(missing: Mapping[str, Sequence[str]], stale: bool) -> str:
    """`stale`: other replies about these letters are recorded, of what was asked before something changed."""
    by_prompt: dict[str, list[str]] = {}
    for letter, prompts in missing.items():
        for prompt in prompts:
            by_prompt.setdefault(prompt, []).append(letter)
    told = "; ".join(
        f"{prompt} ({len(letters)} letter{'s' * (len(letters) > 1)}: {', '.join(letters[:4])}{', …' if len(letters) > 4 else ''})"
        for prompt, letters in sorted(by_prompt.items())
    )
    what = "recordings are stale: prompt, schema or letter changed" if stale else "replies are not recorded"
    return f"{what}, so nothing is scored: {told}"


def _recordings(suite: Suite) -> str:
    """What identifies the replies that are replayed: a run whose recordings were made anew is another run."""
    found = hashlib.sha256()
    for case in suite.cases:
        path = cassette_of(suite, case.id)
        found.update(f"{case.id} {hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None}".encode())
    return "sha256:" + found.hexdigest()


# Live


async def _live(
    plan: Plan, wanted: Sequence[tuple[Labelled, int]], writer: RunWriter, step: Step, ask: Callable[[str], None]
) -> None:
    """Ask the model itself, a few letters at a time. Repeats differ in their seed."""
    base = plan.loaded()
    clients: dict[int, ListeningClient] = {}
    gate, done = asyncio.Semaphore(plan.concurrency), 0

    async def one(case: Labelled, repeat: int) -> None:
        nonlocal done
        async with gate:
            ask(case.id)
            if repeat not in clients:
                clients[repeat] = ListeningClient(base.model_copy(update={"seed": base.seed + repeat}), cache=None)
            line, _ = await structured_line(plan.suite.kind, clients[repeat], case.id, case.letter, repeat)
            writer.write(line)
            done += 1
            step(done, len(wanted), line)

    try:
        async with asyncio.TaskGroup() as group:
            for case, repeat in wanted:
                group.create_task(one(case, repeat))
    except* FATAL as stopped:
        raise stopped.exceptions[0] from None
    finally:
        for client in clients.values():
            await client.aclose()


async def structured_line(
    kind: LetterKind[Any], client: ListeningClient, name: str, letter: Letter, repeat: int = 0
) -> tuple[ResultLine, Heard]:
    """What becomes of a letter with this client, and what was said. Raises what would befall every other letter too."""
    began = time.perf_counter()
    error: StructurerError | None = None
    result: dict[str, Any] | None = None
    with hearing() as heard:
        structurer: Structurer[Any] = Structurer(kind, client=client, **_given(client.settings))
        try:
            structured = await structurer.astructure(letter)
            result = structured.model_dump(mode="json")
        except FATAL:
            raise
        except CassetteMissing as missing:
            error = missing
        except StructurerError as failed:
            error = failed
        except Exception as defect:
            # The message may hold letter text; the name cannot.
            error = UnexpectedError(f"failed unexpectedly: {type(defect).__name__}")
    return (
        ResultLine(
            id=name,
            repeat=repeat,
            result=result,
            error=error.as_data() if error else None,
            answers=heard.in_order(),
            seconds=round(time.perf_counter() - began, 3),
        ),
        heard,
    )


def _given(settings: Settings) -> dict[str, Any]:
    """The settings as they are to be given again, so that pipeline and client go by the same."""
    return {name: getattr(settings, name) for name in type(settings).model_fields}


def letter_line(case: Labelled) -> LetterLine:
    """A letter as a run holds it."""
    return LetterLine(
        id=case.id,
        half=case.half,
        tags=list(case.tags),
        letter_hash=case.letter_hash,
        label_hash=case.label_hash,
        medium=case.letter.medium,
        pages=[(page.start, page.end) for page in case.letter.pages],
        text=case.letter.text,
        label=case.label.model_dump(mode="json"),
    )
