"""What a run amounts to: tallies by letter and field, scores with their uncertainty, how good its flags are, its usage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from structurer.errors import EvalError
from structurer.evals.cells import Cell, Counts, Mark, Tally, tally
from structurer.evals.fields import faults_of_groups, field_names, value_paths, within
from structurer.evals.runs import ResultLine, Run, ScoresLine, appending
from structurer.evals.scoring import SCORER, score
from structurer.evals.statistics import (
    Array,
    Estimate,
    estimate,
    estimates_of_fields,
    fields_statistic,
    macro_f1,
    mean_letter_f1,
    micro_f1,
    micro_grounded_f1,
    wilson,
)
from structurer.kind import LetterKind
from structurer.pointer import under
from structurer.result import Finding, Severity

DEFECT = "this is a defect of the scorer or of a comparator"


@dataclass(frozen=True)
class Scored:
    """One letter of one repeat: its cells and the findings beside them."""

    id: str
    repeat: int
    cells: tuple[Cell, ...]
    findings: tuple[Finding, ...]
    failed: bool

    @property
    def wrong(self) -> list[Cell]:
        """The cells that are errors."""
        return [cell for cell in self.cells if cell.wrong]


def scored(run: Run) -> list[Scored]:
    """Every letter of every repeat, in the order of ids. Raises EvalError where a result is missing: a partial run has
    no score."""
    lacking = [key for key in ((name, n) for n in range(run.head.repeats) for name in run.letters) if key not in run.results]  # fmt: skip
    if not run.letters or lacking:
        what = f"{len(lacking)} results are missing" if run.letters else "it holds no letters"
        raise EvalError(f"{run.path} cannot be scored: {what}", hint="run it again with the same -o: it goes on")
    return [scored_letter(run, name, repeat) for repeat in range(run.head.repeats) for name in sorted(run.letters)]


def scored_letter(run: Run, name: str, repeat: int = 0) -> Scored:
    """One letter of one repeat; without a result it counts as failed."""
    predicted, evidence, findings = run.predicted(name, repeat)
    label = run.label(name)
    cells = score(label, predicted, run.letter(name), evidence)
    _hold(name, label, cells)
    return Scored(name, repeat, tuple(cells), tuple(findings), predicted is None)


def _hold(name: str, label: BaseModel, cells: Sequence[Cell]) -> None:
    """Every value of the label is in exactly one cell. A scorer that loses or doubles some cannot be believed."""
    places = sorted(cell.label_path for cell in cells if cell.label_path is not None)
    if places != sorted(value_paths(label)):
        raise EvalError(f"the scorer loses or doubles values of {name}", hint=DEFECT)


def tallies_of(letters: Sequence[Scored]) -> ScoresLine:
    """The tallies as the run's file keeps them."""
    kept: dict[str, list[dict[str, Counts]]] = {}
    for one in letters:
        kept.setdefault(one.id, []).append(
            {name: tally(list(cells)).counts for name, cells in _by_field(one.cells).items()}
        )
    return ScoresLine(scorer=SCORER, tallies=kept)


def keep_scores(run: Run) -> Scores:
    """The scores of a run, with its tallies written into its file where they do not stand there yet."""
    letters = scored(run)
    line = tallies_of(letters)
    if run.scores != line:
        with appending(run.path) as writer:
            writer.write(line)
        run.scores = line
    return scores_of(run, letters)


def self_check(run: Run) -> None:
    """Score each label against itself: anything but entirely right means that the scorer is broken.

    Raises EvalError.
    """
    for name in run.letters:
        label = run.label(name)
        if any(cell.wrong for cell in score(label, label)):
            raise EvalError(
                f"the scorer finds the label of {name} different from itself", hint=DEFECT
            )  # fmt: skip


@dataclass(frozen=True)
class FieldScore:
    """One field, or group of fields, over all letters: its tally (a mean over repeats), in how many letters it has
    cells, and its F1 with how sure it is."""

    name: str
    tally: Tally
    letters: int
    f1: Estimate


@dataclass(frozen=True)
class Review:
    """What flags are worth at one threshold: findings of that severity and above flag their letter and their cells."""

    threshold: Severity
    letters_flagged: Estimate
    letters_wrong_unflagged: Estimate
    cells_flagged: float
    cells_wrong_unflagged: float | None
    cells_wrong_flagged: float | None
    errors_caught: float | None


@dataclass(frozen=True)
class UsageSum:
    """Tokens, calls and seconds of a run, fresh and cached apart. `cost` is None where a price is not known."""

    calls: int = 0
    cached_calls: int = 0
    attempts: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    saved_input_tokens: int = 0
    saved_output_tokens: int = 0
    seconds_median: float = 0.0
    seconds_worst: float = 0.0
    cost: float | None = 0.0


@dataclass(frozen=True)
class Scores:
    """A run's scores. `spread` is the lowest and highest micro F1 among repeats, None where there is but one."""

    letters: int
    failed: int
    repeats: int
    fields: list[FieldScore]
    groups: list[FieldScore]
    micro: Estimate
    macro: Estimate
    mean_letter: Estimate
    grounded: Estimate
    entirely_right: Estimate
    entirely_right_count: float
    spread: tuple[float, float] | None
    review: list[Review]
    usage: UsageSum
    counts: Tally = field(default_factory=Tally)


def scores_of(run: Run, letters: Sequence[Scored] | None = None) -> Scores:
    """The scores of a run, or of some of its letters."""
    chosen = scored(run) if letters is None else list(letters)
    if not chosen:
        raise EvalError("there are no letters to score")
    kind = run.kind
    table = Table.of(kind, chosen)
    groups = groups_of(kind, table.fields)
    repeats = sorted({one.repeat for one in chosen})
    by_repeat = [float(micro_f1(Table.of(kind, [one for one in chosen if one.repeat == n]).counts)) for n in repeats]
    right = [not one.failed and not one.wrong for one in chosen]
    estimates = estimates_of_fields(table.counts)
    return Scores(
        letters=len(table.ids),
        failed=len({one.id for one in chosen if one.failed}),
        repeats=len(repeats),
        fields=[_field(name, table, [index], estimates[index]) for index, name in enumerate(table.fields)],
        groups=[
            _field(name, table, members, estimate(table.counts, fields_statistic(members)))
            for name, members in groups.items()
        ],
        micro=estimate(table.counts, micro_f1),
        macro=estimate(table.counts, macro_f1),
        mean_letter=estimate(table.counts, mean_letter_f1),
        grounded=estimate(table.counts, micro_grounded_f1),
        entirely_right=wilson(round(sum(right) / len(repeats)), len(table.ids)),
        entirely_right_count=sum(right) / len(repeats),
        spread=(min(by_repeat), max(by_repeat)) if len(repeats) > 1 else None,
        review=[_review(threshold, chosen) for threshold in Severity],
        usage=usage_of(run, chosen),
        counts=tally([cell for one in chosen for cell in one.cells]),
    )


@dataclass(frozen=True)
class Table:
    """Tallies as numbers: counts[letter, field, 6], averaged over repeats within a letter first."""

    ids: list[str]
    fields: list[str]
    counts: Array

    @classmethod
    def of(cls, kind: LetterKind[Any], letters: Sequence[Scored]) -> Table:
        """The table of scored letters, with a column for each field of the kind's record."""
        import numpy as np

        ids, fields = sorted({one.id for one in letters}), field_names(kind.record)
        row, column = ({name: index for index, name in enumerate(names)} for names in (ids, fields))
        repeats = max(len({one.repeat for one in letters}), 1)
        counts = np.zeros((len(ids), len(fields), 6))
        for one in letters:
            for name, cells in _by_field(one.cells).items():
                counts[row[one.id], column[name]] += tally(list(cells)).counts
        return cls(ids, fields, counts / repeats)

    def rows(self, ids: Sequence[str]) -> Array:
        """The counts of these letters, in this order."""
        return self.counts[[self.ids.index(name) for name in ids]]


def groups_of(kind: LetterKind[Any], fields: Sequence[str]) -> dict[str, list[int]]:
    """The kind's groups of fields as indices; where it names none, one for each part of the record.

    Raises EvalError where the kind's groups leave a field out or name it twice.
    """
    named = kind.field_groups or {name: [name] for name in dict.fromkeys(field.split(".")[0] for field in fields)}
    groups = {
        name: [index for index, field in enumerate(fields) if any(within(field, member) for member in members)]
        for name, members in named.items()
    }
    wrong = faults_of_groups(kind, fields)
    if wrong:
        raise EvalError(f"the field groups of {kind.name} do not hold every field exactly once: {'; '.join(wrong)}",
                        hint="correct field_groups of the kind")  # fmt: skip
    return groups


def _by_field(cells: Sequence[Cell]) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.field, []).append(cell)
    return found


def _field(name: str, table: Table, members: list[int], f1: Estimate) -> FieldScore:
    counts = table.counts[:, members, :]
    return FieldScore(
        name=name,
        tally=Tally(*(float(total) for total in counts.sum(axis=(0, 1)))),
        letters=int((counts[:, :, :4].sum(axis=(1, 2)) > 0).sum()),
        f1=f1,
    )


def _review(threshold: Severity, letters: Sequence[Scored]) -> Review:
    order = list(Severity)
    weighty = order[: order.index(threshold) + 1]
    flagged_letters = wrong_unflagged = unflagged = 0
    cells_flagged = cells = caught = errors = 0
    for one in letters:
        findings = [finding for finding in one.findings if finding.severity in weighty]
        # A letter that failed is seen by everybody: its error stands in its place.
        flagged = bool(findings) or one.failed
        flagged_letters += flagged
        unflagged += not flagged
        wrong_unflagged += not flagged and bool(one.wrong)
        for cell in one.cells:
            if cell.mark is Mark.NOTHING:
                continue
            shown = one.failed or any(_concerns(finding, cell) for finding in findings)
            cells += 1
            cells_flagged += shown
            errors += cell.wrong
            caught += shown and cell.wrong
    return Review(
        threshold=threshold,
        letters_flagged=wilson(flagged_letters, len(letters)),
        letters_wrong_unflagged=wilson(wrong_unflagged, unflagged),
        cells_flagged=cells_flagged / cells if cells else 0.0,
        cells_wrong_unflagged=_share(errors - caught, cells - cells_flagged),
        cells_wrong_flagged=_share(caught, cells_flagged),
        errors_caught=_share(caught, errors),
    )


def _concerns(finding: Finding, cell: Cell) -> bool:
    """Whether a finding is about a cell's place, or about a part of the record that holds it; not the whole record.

    What was omitted has the place of its list: what is found in an entry of the list says nothing of the one that lacks.
    """
    at = cell.predicted_path
    if not finding.path or at is None:
        return False
    return under(at, finding.path) or (cell.mark is not Mark.OMISSION and under(finding.path, at))


def usage_of(run: Run, letters: Sequence[Scored]) -> UsageSum:
    """What the letters took, as their results say; of those that failed, what was answered before. Seconds are of those
    that have a result."""
    import statistics

    lines = [run.results[one.id, one.repeat] for one in letters if (one.id, one.repeat) in run.results]
    done: list[Mapping[str, Any]] = [line.result["usage"] for line in lines if line.result is not None]
    seconds = [float(usage["seconds"]) for usage in done]
    usages = [*done, *(_of_failed(line, run.head.model) for line in lines if line.result is None)]
    costs = [usage["cost"] for usage in usages]
    return UsageSum(
        **{
            name: sum(int(usage[name]) for usage in usages)
            for name in ("calls", "cached_calls", "attempts", "input_tokens", "output_tokens", "saved_input_tokens", "saved_output_tokens")
        },
        seconds_median=statistics.median(seconds) if seconds else 0.0,
        seconds_worst=max(seconds, default=0.0),
        cost=None if None in costs else sum(costs),
    )  # fmt: skip


def _of_failed(line: ResultLine, model: str) -> dict[str, Any]:
    """What a letter took that failed, by its answers. What a hosted model's cost is not known: the price is in results."""
    fresh, cached = ([one for one in line.answers if one.cached is kept] for kept in (False, True))
    return {
        "calls": len(line.answers),
        "cached_calls": len(cached),
        "attempts": len(fresh),
        "input_tokens": sum(one.read or 0 for one in fresh),
        "output_tokens": sum(one.written or 0 for one in fresh),
        "saved_input_tokens": sum(one.read or 0 for one in cached),
        "saved_output_tokens": sum(one.written or 0 for one in cached),
        "cost": 0.0 if not fresh or model.startswith("local/") else None,
    }


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
