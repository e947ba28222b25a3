"""Two runs over the same letters: who is better, field by field, whether it is chance, and which cells changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from structurer.errors import EvalError
from structurer.evals.cells import Cell, Mark
from structurer.evals.passages import passage
from structurer.evals.runs import Run
from structurer.evals.scores import Scored, Table, groups_of, scored
from structurer.evals.statistics import (
    FEWEST,
    NOTHING,
    Array,
    Estimate,
    Statistic,
    holm,
    macro_f1,
    mean_letter_f1,
    micro_f1,
    micro_grounded_f1,
    paired_difference,
    sign_flip,
)

ALPHA = 0.05

Verdict = Literal["A better", "B better", "INCONCLUSIVE", "the same"]


@dataclass(frozen=True)
class Row:
    """One measure of the two runs. `p` is two-sided, corrected by Holm over the rows of its table; None where too few
    letters differ to tell anything from chance. `differing` counts those letters."""

    name: str
    first: float | None
    second: float | None
    difference: Estimate
    p: float | None
    differing: int
    verdict: Verdict


@dataclass(frozen=True)
class Change:
    """A cell that the two runs have differently. `passage` is where the letter speaks of it."""

    letter: str
    half: str
    field: str
    label: Any
    first: Any
    second: Any
    was: Mark
    now: Mark
    passage: str

    @property
    def what(self) -> Literal["won", "lost", "changed"]:
        """Whether the second run gained the cell, lost it, or errs there in another way."""
        if self.now is Mark.RIGHT or self.now is Mark.NOTHING:
            return "won"
        return "lost" if self.was is Mark.RIGHT or self.was is Mark.NOTHING else "changed"


@dataclass(frozen=True)
class ToFix:
    """A group of errors of the same sort: how many cells and letters, how many of them new, and one example."""

    field: str
    mark: Mark
    cells: int
    letters: int
    new: int
    examples: tuple[Change, ...]


@dataclass(frozen=True)
class Comparison:
    """Two runs compared. `failed` counts the letters of either that could not be structured and score zero. Changes of
    the test half are counted in `hidden`, and listed only where they are revealed."""

    first: Run
    second: Run
    letters: int
    left_out: int
    failed: tuple[int, int]
    overall: list[Row]
    groups: list[Row]
    fields: list[Row]
    changes: list[Change]
    hidden: int
    to_fix: list[ToFix]


def compare(first: Run, second: Run, *, reveal: bool = False) -> Comparison:
    """Compare two runs over the letters that both have, with the same text and label.

    Raises EvalError where there is no such letter, where the runs are of different kinds, and for a run in which one of
    those letters failed in a way that another try may mend: that a server was down says nothing of a model.
    """
    if first.head.kind != second.head.kind:
        raise EvalError(f"{first.path} and {second.path} are runs over different kinds of letters")
    shared = [
        name
        for name, line in sorted(first.letters.items())
        if (other := second.letters.get(name)) and (other.letter_hash, other.label_hash) == (line.letter_hash, line.label_hash)
    ]  # fmt: skip
    if not shared:
        raise EvalError(
            f"{first.path} and {second.path} have no letter with the same text and label in common",
            hint="run the same suite twice",
        )
    for run in (first, second):
        lacking = [key for key in run.missing if key[0] in shared]
        if lacking:
            raise EvalError(f"{run.path} is not complete: {len(lacking)} results are missing, or failed as another try may mend",
                            hint="run it again with the same -o: it goes on")  # fmt: skip
    ours, theirs = (_of(scored(run), shared) for run in (first, second))
    kind = first.kind
    tables = Table.of(kind, ours), Table.of(kind, theirs)
    before, after = tables[0].counts, tables[1].counts
    fields = tables[0].fields
    overall = [_row(name, before, after, statistic) for name, statistic in _OVERALL]
    groups = [
        _row(name, before[:, members], after[:, members], micro_f1) for name, members in groups_of(kind, fields).items()
    ]
    each = [_row(name, before[:, [index]], after[:, [index]], micro_f1) for index, name in enumerate(fields)]
    changes = changed_cells(first, second, ours, theirs)
    # Of the test half is what either run says is: the other may be of a suite that does not divide its letters.
    hidden = set() if reveal else {name for name in shared if "test" in (first.letters[name].half, second.letters[name].half)}  # fmt: skip
    shown = [change for change in changes if change.letter not in hidden]
    return Comparison(
        first=first,
        second=second,
        letters=len(shared),
        left_out=len(set(first.letters) | set(second.letters)) - len(shared),
        failed=(_failed(ours), _failed(theirs)),
        overall=_corrected(overall),
        groups=_corrected(groups),
        fields=_corrected([row for row in each if row.first is not None or row.second is not None]),
        changes=shown,
        hidden=len(changes) - len(shown),
        to_fix=to_fix(second, [one for one in theirs if one.id not in hidden], shown),
    )


def rows(first: Table, second: Table, measures: Mapping[str, Sequence[int]]) -> list[Row]:
    """The F1 of two tables over the same letters, each over some of the fields."""
    return _corrected(
        [
            _row(name, first.counts[:, list(members)], second.counts[:, list(members)], micro_f1)
            for name, members in measures.items()
        ]
    )


_OVERALL: tuple[tuple[str, Statistic], ...] = (
    ("micro F1", micro_f1),
    ("macro F1", macro_f1),
    ("mean-letter F1", mean_letter_f1),
    ("grounded F1", micro_grounded_f1),
)


def _of(letters: Sequence[Scored], names: Sequence[str]) -> list[Scored]:
    wanted = set(names)
    return [one for one in letters if one.id in wanted]


def _failed(letters: Sequence[Scored]) -> int:
    return len({one.id for one in letters if one.failed})


def _row(name: str, first: Array, second: Array, statistic: Statistic) -> Row:
    """One measure of tallies [letters, fields, 6]; letters differ where what the measure counts differs."""
    if statistic is not micro_grounded_f1:
        first, second = first[..., :NOTHING], second[..., :NOTHING]
    one, other = float(statistic(first)), float(statistic(second))
    p, differing = sign_flip(first, second, statistic)
    return Row(
        name=name,
        first=None if one != one else one,
        second=None if other != other else other,
        difference=paired_difference(first, second, statistic),
        p=p,
        differing=differing,
        verdict="INCONCLUSIVE",
    )


def _corrected(found: Sequence[Row]) -> list[Row]:
    ps = holm([row.p for row in found])
    return [
        Row(row.name, row.first, row.second, row.difference, p, row.differing, _verdict(row, p))
        for row, p in zip(found, ps, strict=True)
    ]


def _verdict(row: Row, p: float | None) -> Verdict:
    """A winner only where the corrected test and the interval both say so."""
    difference = row.difference
    if row.differing == 0 or difference.value == 0:
        return "the same" if row.differing == 0 else "INCONCLUSIVE"
    if p is None or p >= ALPHA or difference.value is None or difference.low is None or difference.high is None:
        return "INCONCLUSIVE"
    if difference.low > 0:
        return "B better"
    return "A better" if difference.high < 0 else "INCONCLUSIVE"


def why_inconclusive(row: Row) -> str:
    """What is lacking for a verdict, in a few words; empty where there is one."""
    if row.verdict != "INCONCLUSIVE":
        return ""
    return (
        f"only {row.differing} letter{'s differ' if row.differing != 1 else ' differs'}, {FEWEST} are needed"
        if row.differing < FEWEST
        else "may be chance"
    )


def changed_cells(first: Run, second: Run, ours: Sequence[Scored], theirs: Sequence[Scored]) -> list[Change]:
    """The cells that differ between the first repeats of both."""
    before = {one.id: one for one in ours if one.repeat == 0}
    found: list[Change] = []
    for one in theirs:
        if one.repeat or one.id not in before:
            continue
        old, new = _by_key(before[one.id].cells), _by_key(one.cells)
        for key in [*old, *(key for key in new if key not in old)]:
            change = _change(second, one.id, old.get(key), new.get(key), first)
            if change is not None:
                found.append(change)
    return found


def _by_key(cells: Sequence[Cell]) -> dict[tuple[str, int], Cell]:
    """The cells by what names them; those of one name (a value invented twice) by their number besides."""
    found: dict[tuple[str, int], Cell] = {}
    said: Counter[str] = Counter()
    for cell in cells:
        found[cell.key, said[cell.key]] = cell
        said[cell.key] += 1
    return found


def _change(run: Run, name: str, old: Cell | None, new: Cell | None, earlier: Run) -> Change | None:
    was = old.mark if old else Mark.NOTHING
    now = new.mark if new else Mark.NOTHING
    before, after = (old.predicted if old else None), (new.predicted if new else None)
    if was is now and (was in (Mark.RIGHT, Mark.NOTHING, Mark.OMISSION) or before == after):
        return None
    cell, source = (new, run) if new and (new.wrong or old is None) else (old, earlier)
    assert cell is not None
    return _told(run, name, cell, source, (was, before), (now, after))


def _told(run: Run, name: str, cell: Cell, source: Run, was: tuple[Mark, Any], now: tuple[Mark, Any]) -> Change:
    """A change as it is shown; `source` is the run whose evidence points at the cell."""
    _, evidence, _ = source.predicted(name, 0)
    return Change(
        letter=name,
        half=run.letters[name].half,
        field=cell.field,
        label=cell.label,
        first=was[1],
        second=now[1],
        was=was[0],
        now=now[0],
        passage=passage(cell, run.letter(name), evidence),
    )


def to_fix(run: Run, letters: Sequence[Scored], changes: Sequence[Change] = (), most: int = 3) -> list[ToFix]:
    """The sorts of errors that cost most, with examples: what to look at first. New ones are those just lost."""
    groups: dict[tuple[str, Mark], list[tuple[str, Cell]]] = {}
    for one in letters:
        if one.repeat == 0:
            for cell in one.wrong:
                groups.setdefault((cell.field, cell.mark), []).append((one.id, cell))
    lost = [(change.field, change.now) for change in changes if change.what == "lost"]
    weighed = sorted(groups.items(), key=lambda group: (-_weight(group[0], group[1], lost), group[0]))
    return [
        ToFix(
            field=field,
            mark=mark,
            cells=len(cells),
            letters=len({name for name, _ in cells}),
            new=lost.count((field, mark)),
            examples=tuple(
                _told(run, name, cell, run, (Mark.NOTHING, None), (cell.mark, cell.predicted))
                for name, cell in cells[:3]
            ),
        )
        for (field, mark), cells in weighed[:most]
    ]


def _weight(key: tuple[str, Mark], cells: Sequence[Any], lost: Sequence[tuple[str, Mark]]) -> int:
    """A wrong value costs twice, and what was just lost is most likely to be won back."""
    return len(cells) * (2 if key[1] is Mark.WRONG else 1) + 2 * lost.count(key)
