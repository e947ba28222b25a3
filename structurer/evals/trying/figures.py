"""What a try amounts to: F1 before and after and whether the difference is chance, cells won and lost, what it took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from structurer.evals.comparison import Change, Row, ToFix, rows, to_fix
from structurer.evals.runs import Answer, ResultLine
from structurer.evals.scores import Scored, Table
from structurer.evals.trying.plan import TryPlan
from structurer.evals.trying.running import Done, Pair


@dataclass(frozen=True)
class Took:
    """What one prompt's answers took when the model was asked: tokens, seconds. None: not known for every answer."""

    answers: int
    read: int
    written: int
    seconds: float | None


@dataclass(frozen=True)
class Sources:
    """Where the answers of this try came from; `kept` counts those that an earlier try left in its files."""

    recorded: int = 0
    cached: int = 0
    fresh: int = 0
    kept: int = 0


@dataclass(frozen=True)
class Summary:
    """A try summed up over the letters of one pair. `rows` are the prompt's fields together, all fields, then single
    fields that differ; empty where no letter has a label. `to_fix` is what costs most with the prompt as it is now."""

    letters: int
    failed: int
    rows: tuple[Row, ...]
    changes: tuple[Change, ...]
    took: tuple[Took, Took]
    to_fix: tuple[ToFix, ...]


def summary(plan: TryPlan, pair: Pair) -> Summary:
    """What the try amounts to over a pair's letters. A letter that failed before or after does not count."""
    whole = sorted((done for done in pair.done if done.error is None), key=lambda done: done.subject.id)
    changes = [change for done in whole for change in done.changes]
    scored = [done.scored for done in whole if done.scored is not None]
    after = [both[1] for both in scored]
    return Summary(
        letters=len(whole),
        failed=len(pair.done) - len(whole),
        rows=_rows(plan, scored) if pair.labelled and scored else (),
        changes=tuple(changes),
        took=(_took(plan, [done.before for done in whole]), _took(plan, [done.after for done in whole])),
        to_fix=tuple(to_fix(pair.after, _within(plan, after))) if pair.labelled else (),
    )


def took_of(name: str, line: ResultLine | None) -> Took:
    """What a prompt's answers about one letter took."""
    answers = [answer for answer in line.answers if answer.prompt == name] if line is not None else []
    seconds = [answer.took for answer in answers if answer.took is not None]
    return Took(
        answers=len(answers),
        read=sum(answer.read or 0 for answer in answers),
        written=sum(answer.written or 0 for answer in answers),
        seconds=sum(seconds) if len(seconds) == len(answers) else None,
    )


def sources(done: Sequence[Done]) -> Sources:
    """Where the answers about these letters came from, before and after."""
    now: list[Answer] = []
    kept = 0
    for one in done:
        for line, was_kept in zip((one.before, one.after), one.kept, strict=True):
            if line is not None and was_kept:
                kept += len(line.answers)
            elif line is not None:
                now += line.answers
    recorded = sum(answer.recorded for answer in now)
    cached = sum(answer.cached for answer in now) - recorded
    return Sources(recorded, cached, len(now) - recorded - cached, kept)


def _rows(plan: TryPlan, scored: Sequence[tuple[Scored, Scored]]) -> tuple[Row, ...]:
    before, after = (Table.of(plan.kind, [both[side] for both in scored]) for side in (0, 1))
    own = [index for index, name in enumerate(before.fields) if name in plan.fields]
    differing = {
        name: [index]
        for index, name in enumerate(before.fields)
        if (before.counts[:, index] != after.counts[:, index]).any()
    }
    return tuple(rows(before, after, {plan.name: own, "all fields": range(len(before.fields)), **differing}))


def _within(plan: TryPlan, scored: Sequence[Scored]) -> list[Scored]:
    """The letters with the cells of the prompt's fields alone."""
    return [
        Scored(
            one.id, one.repeat, tuple(cell for cell in one.cells if cell.field in plan.fields), one.findings, one.failed
        )
        for one in scored
    ]


def _took(plan: TryPlan, lines: Sequence[ResultLine | None]) -> Took:
    each = [took_of(plan.name, line) for line in lines]
    seconds = [one.seconds for one in each]
    known = [one for one in seconds if one is not None]
    return Took(
        answers=sum(one.answers for one in each),
        read=sum(one.read for one in each),
        written=sum(one.written for one in each),
        seconds=sum(known) if len(known) == len(seconds) else None,
    )
