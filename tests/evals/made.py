"""Runs made by hand, in which every record is as its label has it but where a test says otherwise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from structurer.evals.runs import Head, LetterLine, ResultLine, Run, RunWriter, appending, read_run
from structurer.evals.scores import scored, tallies_of
from structurer.evals.suite import content_digest, label_hash
from structurer.result import Usage
from tests import letters

NAMES = ("2016-one-item", "2016-three-items-mixed", "2017-contradiction")
AT = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)
UNREACHABLE = {"type": "ModelUnreachable", "message": "no connection", "hint": "", "retryable": True, "letter": None}
DEFECT = {"type": "UnexpectedError", "message": "failed", "hint": "", "retryable": False, "letter": None}

Change = Callable[[dict[str, Any], str, int], None]
"""Told the record of a letter and repeat, as data, to be changed in place."""


def letter_lines(names: Sequence[str] = NAMES) -> list[LetterLine]:
    """Letters of the tests as a run holds them."""
    return [
        LetterLine(
            id=name, half="all", tags=[], letter_hash=f"sha256:{name}", label_hash=label_hash(letters.label(name)),
            medium="txt", pages=[], text=letters.letter(name).text, label=letters.label(name).model_dump(mode="json"),
        )
        for name in names
    ]  # fmt: skip


def head(names: Sequence[str] = NAMES, **given: Any) -> Head:
    """The head of a run over these letters."""
    lines = letter_lines(names)
    return Head(**{
        "suite": "made", "suite_digest": content_digest((one.id, one.letter_hash, one.label_hash) for one in lines),
        "kind": "imr", "schema_version": 1, "half": "all", "mode": "replay", "model": "m", "weights_sha256": None,
        "parameters": {}, "prompts": {}, "recordings": None, "repeats": 1, "library_version": "1", "commit": "c0ffee",
        "started": AT, **given,
    })  # fmt: skip


def write_results(
    writer: RunWriter, lines: Sequence[LetterLine], repeats: int, change: Change, errors: dict[str, dict[str, Any]]
) -> None:
    """The results of these letters: errors where there are some, else records as the labels have them, changed."""
    for repeat in range(repeats):
        for line in lines:
            error = errors.get(line.id)
            record = letters.label(line.id).model_dump(mode="json")
            change(record, line.id, repeat)
            usage = Usage(calls=2, attempts=2, input_tokens=100, output_tokens=10, seconds=1.0)
            result = {"record": record, "evidence": {}, "findings": [], "usage": usage.model_dump(mode="json")}
            writer.write(ResultLine(id=line.id, repeat=repeat, result=None if error else result, error=error, answers=[], seconds=1.0))  # fmt: skip


def made(
    path: Path,
    names: Sequence[str] = NAMES,
    change: Change = lambda record, name, repeat: None,
    failed: Collection[str] = (),
    error: dict[str, Any] = UNREACHABLE,
    **given: Any,
) -> Run:
    """A whole run in a file, scored. `failed` letters have the `error`; `given` is of its head."""
    lines = letter_lines(names)
    said = head(names, **given)
    with appending(path) as writer:
        writer.write(said)
        for line in lines:
            writer.write(line)
        write_results(writer, lines, said.repeats, change, dict.fromkeys(failed, error))
    with appending(path) as writer:
        writer.write(tallies_of(scored(read_run(path))))
    return read_run(path)
