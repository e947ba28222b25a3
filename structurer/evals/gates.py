"""The gate: may this change go in? A run against a baseline, with margins, floors and an exit code."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

import numpy as np

from structurer.errors import EvalError
from structurer.evals.baselines import Baseline, Written
from structurer.evals.cells import Mark
from structurer.evals.probing import scorer_of
from structurer.evals.runs import Run
from structurer.evals.scores import Scored, Table, groups_of, scored, self_check, tallies_of
from structurer.evals.scoring import SCORER
from structurer.evals.statistics import Array, Estimate, fields_statistic, micro_f1, paired_difference
from structurer.evals.suite import label_hash

MARGIN = 0.005
"""The margin of a group that the baseline names none for: half a point of F1."""
DIGITS = 6
"""How many of a mean over repeats count."""
ALL = "all"


class Exit(IntEnum):
    """Exit codes of the gate."""

    PASS = 0
    REGRESSION = 1
    UNMEASURED = 2
    INCONCLUSIVE = 3


@dataclass(frozen=True)
class GroupVerdict:
    """One group of fields at the gate."""

    name: str
    baseline: float | None
    now: float | None
    difference: Estimate
    margin: float
    floor: float | None
    exit: Exit
    why: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class GateVerdict:
    """What the gate says: the exit code, a verdict for each group, the letters that failed and did not before, and the
    cells lost since the baseline."""

    exit: Exit
    groups: list[GroupVerdict]
    failed: list[str] = field(default_factory=list)
    lost: dict[str, list[str]] = field(default_factory=dict)
    won: dict[str, list[str]] = field(default_factory=dict)
    hidden: int = 0


def gate(run: Run, baseline: Baseline, *, reveal: bool = False) -> GateVerdict:
    """Hold a run against a baseline. That a letter fails which did not fail before is a regression, however little its
    cells weigh.

    Raises EvalError where that cannot be measured: another suite, model, half or scorer, an incomplete run, scores that
    do not follow from the run's own records, or a scorer that finds a label different from itself.
    """
    _comparable(run, baseline)
    letters = checked_scores(run)
    if _judgement(run) != baseline.judgement:
        raise _incomparable(run, ["scorer"])
    table = _table(run, letters)
    before = _before(baseline, table)
    groups = {ALL: list(range(len(table.fields))), **groups_of(run.kind, table.fields)}
    unknown = [name for name in (*baseline.margins, *baseline.floors) if name not in groups]
    if unknown:
        raise EvalError(f"the baseline names a group {unknown[0]!r} that {run.head.kind} does not have",
                        hint=f"it has: {', '.join(groups)}")  # fmt: skip
    verdicts = [_verdict(name, members, before, table, baseline) for name, members in groups.items()]
    failed = [name for name in _failed(letters) if name not in baseline.failed]
    exits = [verdict.exit for verdict in verdicts] + [Exit.REGRESSION] * bool(failed)
    worst = next((code for code in (Exit.REGRESSION, Exit.INCONCLUSIVE) if code in exits), Exit.PASS)
    lost, won, hidden = _moved(run, letters, baseline, reveal)
    return GateVerdict(worst, verdicts, failed, lost, won, hidden)


def checked_scores(run: Run) -> list[Scored]:
    """The run's letters, scored anew, where the scores that the run holds say the same and the scorer is sound."""
    if run.missing or not run.is_whole:
        what = f"{len(run.missing)} results are missing or were cut short by the model" if run.missing else "its letters are not those of its suite"  # fmt: skip
        raise EvalError(f"{run.path} is not complete: {what}", hint="run it again with the same -o: it goes on")
    altered = next((name for name, line in run.letters.items() if label_hash(run.label(name)) != line.label_hash), None)
    if altered is not None:
        raise EvalError(f"{run.path} holds another label of {altered} than it was run with", hint="run it again into a new file")  # fmt: skip
    self_check(run)
    letters = scored(run)
    if run.scores is None:
        raise EvalError(f"{run.path} holds no scores", hint="run: structurer eval rescore RUN")
    if run.scores.scorer != SCORER or run.scores.tallies != tallies_of(letters).tallies:
        raise EvalError(f"the scores in {run.path} are not what its records amount to today",
                        hint="the scorer has changed, or is broken; if the change is meant: structurer eval rescore RUN")  # fmt: skip
    return letters


def _comparable(run: Run, baseline: Baseline) -> None:
    head = run.head
    pairs = {
        "suite": (head.suite, baseline.suite),
        "suite's content": (head.suite_digest, baseline.suite_digest),
        "kind": (head.kind, baseline.kind),
        "half": (head.half, baseline.half),
        "mode": (head.mode, baseline.mode),
        "model": (head.model, baseline.model),
        "scorer": (SCORER, baseline.scorer),
    }
    other = [name for name, (mine, its) in pairs.items() if mine != its]
    if other:
        raise _incomparable(run, other)


def _incomparable(run: Run, other: Sequence[str]) -> EvalError:
    return EvalError(f"{run.path} cannot be held against this baseline: not the same {', '.join(other)}",
                     hint="if the change is meant, write the baseline anew: structurer eval gate RUN --baseline FILE --update --why …")  # fmt: skip


def _judgement(run: Run) -> str:
    """What identifies how today's scorer judges values such as the run's labels hold."""
    return scorer_of({name: run.label(name) for name in run.letters})


def _table(run: Run, letters: Sequence[Scored]) -> Table:
    """The run's tallies, of no more digits than a baseline keeps: means over repeats may be fractions without an end."""
    table = Table.of(run.kind, letters)
    return replace(table, counts=np.round(table.counts, DIGITS))


def _failed(letters: Sequence[Scored]) -> list[str]:
    return sorted({one.id for one in letters if one.failed})


def _before(baseline: Baseline, table: Table) -> Array:
    counts = np.zeros_like(table.counts)
    for row, name in enumerate(table.ids):
        if name not in baseline.tallies:
            raise EvalError(f"the baseline lacks the letter {name}", hint="write it anew with --update")
        for label, numbers in baseline.tallies[name].items():
            if label not in table.fields:
                raise EvalError(f"the baseline has a field {label!r} that the record has not", hint="write it anew with --update")  # fmt: skip
            counts[row, table.fields.index(label)] = numbers
    return counts


def _verdict(name: str, members: list[int], before: Array, table: Table, baseline: Baseline) -> GroupVerdict:
    statistic = fields_statistic(members)
    difference = paired_difference(before, table.counts, statistic)
    was, now = (_number(float(statistic(counts))) for counts in (before, table.counts))
    margin, floor = baseline.margins.get(name, MARGIN), baseline.floors.get(name)
    code, why = _judged(was, now, difference, margin, floor, baseline.certain)
    lower = tuple(
        table.fields[index]
        for index in members
        if _errors(table.counts, index) > _errors(before, index)
    ) if code is not Exit.PASS else ()  # fmt: skip
    return GroupVerdict(name, was, now, difference, margin, floor, code, why, lower)


def _judged(
    was: float | None, now: float | None, difference: Estimate, margin: float, floor: float | None, certain: bool
) -> tuple[Exit, str]:
    if floor is not None and (now is None or now < floor):
        return Exit.REGRESSION, f"below its floor of {floor:.3f}"
    # Without a value in any label there is nothing to measure, or what was invented, which scores zero.
    if now is None:
        return (Exit.PASS, "nothing to measure" if was is None else "nothing is invented any more")
    if was is None:
        return Exit.REGRESSION, "invented, where there was nothing"
    # Rounded, so that a fall by the margin itself is not told from one within it by the last bit.
    lower = round(difference.value if difference.value is not None else now - was, 9)
    if not certain:
        return (Exit.PASS, "") if lower >= -margin else (Exit.REGRESSION, f"lower by {-lower:.4f}, margin {margin:g}")
    if difference.low is None or difference.high is None:
        return Exit.INCONCLUSIVE, "too few letters to be certain"
    if difference.low >= -margin:
        return Exit.PASS, ""
    if difference.high < -margin:
        return Exit.REGRESSION, f"certainly lower by more than {margin:g}"
    return Exit.INCONCLUSIVE, f"that it is not lower by more than {margin:g} is not certain"


def _moved(
    run: Run, letters: Sequence[Scored], baseline: Baseline, reveal: bool
) -> tuple[dict[str, list[str]], dict[str, list[str]], int]:
    """The cells lost and won since the baseline, by letter; those of the test half only counted."""
    lost: dict[str, list[str]] = {}
    won: dict[str, list[str]] = {}
    hidden = 0
    for name, now in _wrong(letters).items():
        before = baseline.wrong.get(name, [])
        new, gone = _surplus(now, before), _surplus(before, now)
        if run.letters[name].half == "test" and not reveal:
            hidden += len(new) + len(gone)
            continue
        if new:
            lost[name] = new
        if gone:
            won[name] = gone
    return lost, won, hidden


def _surplus(cells: Sequence[str], others: Sequence[str]) -> list[str]:
    """The wrong cells that the others lack.

    An invention that stands elsewhere in its list is no other: of a field as many are told as there are more of.
    """
    more = Counter(map(_invented, cells))
    more.subtract(map(_invented, others))
    found = []
    for key in cells:
        field = _invented(key)
        if key not in others and (field is None or more[field] > 0):
            more[field] -= 1
            found.append(key)
    return found


def _invented(key: str) -> str | None:
    """The field of a cell, where it is one that nobody has but the prediction."""
    field, mark, _ = key.split(" ", 2)
    return field if mark == Mark.INVENTION else None


def _wrong(letters: Sequence[Scored]) -> dict[str, list[str]]:
    """The wrong cells of each letter, by field and place: the label's, or of what it has not the prediction's."""
    found: dict[str, list[str]] = {}
    for one in letters:
        keys = found.setdefault(one.id, [])
        for cell in one.wrong:
            key = f"{cell.field} {cell.mark} {cell.label_path or cell.predicted_path}"
            if key not in keys:
                keys.append(key)
    return {name: sorted(keys) for name, keys in found.items()}


def baseline_of(run: Run, who: str, why: str, commit: str | None, old: Baseline | None = None) -> Baseline:
    """A baseline of this run, with the margins, floors and certainty of the old one.

    Raises EvalError for a run that cannot be believed.
    """
    letters = checked_scores(run)
    table = _table(run, letters)
    groups = groups_of(run.kind, table.fields)
    return Baseline(
        suite=run.head.suite,
        suite_digest=run.head.suite_digest,
        kind=run.head.kind,
        half=run.head.half,
        mode=run.head.mode,
        model=run.head.model,
        scorer=SCORER,
        judgement=_judgement(run),
        certain=old.certain if old else False,
        margins=old.margins if old else {ALL: MARGIN, **dict.fromkeys(groups, MARGIN)},
        floors=old.floors if old else {},
        written=Written(who=who, why=why, at=dt.datetime.now(dt.UTC).replace(microsecond=0), commit=commit),
        micro_f1=round(float(micro_f1(table.counts)), 6),
        groups={
            name: _rounded(_number(float(fields_statistic(members)(table.counts)))) for name, members in groups.items()
        },
        failed=_failed(letters),
        tallies={
            name: {
                label: tuple(float(number) for number in table.counts[row, column])
                for column, label in enumerate(table.fields)
                if table.counts[row, column].any()
            }
            for row, name in enumerate(table.ids)
        },
        wrong=_wrong(letters),
    )


def _errors(counts: Array, index: int) -> float:
    return float(counts[:, index, 1:4].sum())


def _number(value: float) -> float | None:
    return None if value != value else value


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
