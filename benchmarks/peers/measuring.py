"""What a peers' run amounts to, from its files alone: one row of figures a contestant, over the letters all have had."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any

from structurer.errors import EvalError
from structurer.evals.cells import Tally
from structurer.evals.runs import Run, read_run
from structurer.evals.scores import Scores, scored, scores_of
from structurer.letter import Letter
from structurer.marks import marked
from structurer.pointer import lookup
from structurer.quote import find


@dataclass
class Row:
    """One contestant. Times are seconds a letter, calls and tokens means a letter.

    `inventions` are copied values that stand nowhere in their letter, of `copied` in all; `unheld` values whose evidence
    does not hold them, of those that have evidence. `lost` says why by letter; `cut` are letters whose tokens are more
    than counted, since a call was broken off. `others` is the most that other processes had of the processors during any of
    its letters, `usual` the median of what they had. `apart` are letters that no other contestant had just before or after:
    theirs were not taken in turn. `tallies` are by field.
    """

    name: str
    letters: list[str]
    scores: Scores
    tallies: dict[str, Tally]
    copied: int
    inventions: int
    shown: int
    unheld: int
    lost: dict[str, str]
    cut: list[str]
    calls: float
    read: float
    written: float
    seconds: float
    worst: float
    others: float
    usual: float
    apart: list[str]

    @property
    def whole(self) -> Tally:
        """All fields together."""
        return total(self.tallies.values())

    def of(self, fields: Sequence[str]) -> Tally:
        """These fields, and those below them, together."""
        return total(t for name, t in self.tallies.items() if any(_within(name, one) for one in fields))


def total(tallies: Iterable[Tally]) -> Tally:
    """Tallies added up."""
    made = Tally()
    for one in tallies:
        made += one
    return made


def rows_of(folder: Path, names: Sequence[str]) -> list[Row]:
    """A row for each of the contestants that the folder has results of, in their order.

    Raises EvalError where there is no letter that all of them have had.
    """
    taken = measures_of(folder)
    runs = {name: read_run(path) for name in names if (path := folder / f"{name}.jsonl").is_file()}
    runs = {name: run for name, run in runs.items() if run.results}
    had = [{letter for letter, _ in run.results} & set(taken.get(name, {})) for name, run in runs.items()]
    common = set.intersection(*had) if had else set()
    if not common:
        raise EvalError(
            f"{folder}: no letter was given to all of {', '.join(names)}", hint="run it again with this --out"
        )
    apart = apart_of(taken, list(runs))
    return [
        _row(name, run, sorted(common), taken[name], [letter for letter in sorted(common) if letter in apart[name]])
        for name, run in runs.items()
    ]


def measures_of(folder: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """What each letter took, by contestant and letter, with the line that tells it; the last measure of a letter counts."""
    path = folder / "measures.jsonl"
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for at, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.is_file() else []):
        try:
            row = json.loads(line)
        except ValueError:
            continue  # cut off while it was written: its letter has no result then
        found.setdefault(row["contestant"], {})[row["letter"]] = row | {"at": at}
    return found


def apart_of(taken: dict[str, dict[str, dict[str, Any]]], names: Sequence[str]) -> dict[str, set[str]]:
    """By contestant, the letters that none of the others had in the same turn: whose measures stand elsewhere."""
    order = sorted((row["at"], name, letter) for name in names for letter, row in taken.get(name, {}).items())
    found: dict[str, set[str]] = {name: set() for name in names}
    reach = len(names) - 1
    for index, (_, name, letter) in enumerate(order):
        near = order[max(index - reach, 0) : index + reach + 1]
        if len(names) > 1 and not any(one == letter and other != name for _, other, one in near):
            found[name].add(letter)
    return found


def _row(name: str, run: Run, letters: list[str], taken: dict[str, dict[str, Any]], apart: list[str]) -> Row:
    run.letters = {letter: run.letters[letter] for letter in letters}
    cells = scored(run)
    scores = scores_of(run, cells)
    own = [taken[letter] for letter in letters]
    copied = inventions = shown = unheld = 0
    for letter in letters:
        counted = copies_of(run, letter)
        copied, inventions = copied + counted[0], inventions + counted[1]
        shown, unheld = shown + counted[2], unheld + counted[3]
    return Row(
        name=name,
        letters=letters,
        scores=scores,
        tallies={one.name: one.tally for one in scores.fields},
        copied=copied,
        inventions=inventions,
        shown=shown,
        unheld=unheld,
        lost={row["letter"]: row["lost"] for row in own if row["lost"]},
        cut=[row["letter"] for row in own if row.get("abandoned")],
        calls=mean(row["calls"] for row in own),
        read=mean(row["read"] for row in own),
        written=mean(row["written"] for row in own),
        seconds=median(row["seconds"] for row in own),
        worst=max(row["seconds"] for row in own),
        others=max(row.get("others", 0.0) for row in own),
        usual=median(row.get("others", 0.0) for row in own),
        apart=apart,
    )


def copies_of(run: Run, letter: str) -> tuple[int, int, int, int]:
    """Of the values of a letter's record that must be copied: how many there are, how many of them stand nowhere in the
    letter, how many have evidence, and how many of those have evidence that does not hold them.

    A value stands where `structurer.quote.find` finds it, whoever gave it: line breaks, case and hyphens aside.
    """
    record, evidence, _ = run.predicted(letter, 0)
    if record is None:
        return 0, 0, 0, 0
    source = run.letter(letter)
    copied = inventions = shown = unheld = 0
    for path, value, _ in marked(record):
        if type(value) is not str or lookup(record, path) is None:
            continue
        copied += 1
        inventions += not find(source, value)
        spans = evidence.get(path, [])
        if spans:
            shown += 1
            unheld += not find(Letter.from_text(" ".join(span.text for span in spans)), value)
    return copied, inventions, shown, unheld


def _within(name: str, member: str) -> bool:
    return name == member or name.startswith(member + ".")
