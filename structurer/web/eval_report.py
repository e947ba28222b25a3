"""The HTML report of a run: scores with their intervals, fields, letters, and for a letter its text beside its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from structurer.evals.cells import Cell, Mark, tally
from structurer.evals.comparison import to_fix
from structurer.evals.reports.figures import count, number, percent, said
from structurer.evals.runs import Run
from structurer.evals.scores import FieldScore, Scored, Scores, scored, scores_of
from structurer.evals.statistics import Estimate
from structurer.letter import Letter
from structurer.printable import printable
from structurer.quote import find
from structurer.result import Finding, Span, needs_review
from structurer.web.highlights import Highlight, Piece, pieces
from structurer.web.pages import page

_SIGNS = {Mark.RIGHT: "right", Mark.OMISSION: "omitted", Mark.INVENTION: "invented", Mark.WRONG: "wrong value"}


@dataclass(frozen=True)
class Bar:
    """A number with its interval, and where both lie on a line from 0 to 100."""

    name: str
    shown: str
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class ShownCell:
    """A row of a letter's table."""

    owner: str
    field: str
    mark: str
    tone: str
    label: str
    predicted: str
    grounded: bool
    source: str
    findings: list[str]


@dataclass(frozen=True)
class ShownLetter:
    """A letter of the report. `cells` and `text` are empty where the letter's half is not revealed."""

    id: str
    half: str
    tags: list[str]
    medium: str
    f1: float | None
    errors: int
    cells_count: int
    flagged: bool
    hidden: bool
    error: str
    seconds: float
    output_tokens: int
    cached_calls: int
    calls: int
    cells: list[ShownCell] = field(default_factory=list)
    text: list[Piece] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def eval_report(run: Run, *, reveal: bool = False) -> str:
    """The report as one HTML page. Single cells of the test half are in it only where they are revealed."""
    letters = scored(run)
    scores = scores_of(run, letters)
    visible = [one for one in letters if reveal or run.letters[one.id].half != "test"]
    return page(
        "eval_report.html",
        ("base.css", "report.css"),
        ("report.js",),
        head=run.head,
        path=printable(run.path.name),
        scores=scores,
        bars=_overall(scores),
        groups=[_field(one) for one in scores.groups if one.tally.cells],
        fields=[_field(one) for one in scores.fields if one.tally.cells],
        letters=[_letter(run, one, one in visible) for one in letters if one.repeat == 0],
        hidden=sum(one.repeat == 0 and one not in visible for one in letters),
        revealed=len(run.reveals),
        fixes=to_fix(run, visible),
        said=said,
        percent=percent,
        number=number,
        count=count,
    )


def _overall(scores: Scores) -> list[Bar]:
    named = (("micro F1", scores.micro), ("macro F1", scores.macro), ("mean-letter F1", scores.mean_letter), ("grounded F1", scores.grounded))  # fmt: skip
    return [_bar(name, estimate) for name, estimate in named]


def _bar(name: str, estimate: Estimate) -> Bar:
    hundred = [
        None if value is None else round(100 * value, 2) for value in (estimate.value, estimate.low, estimate.high)
    ]
    return Bar(name, number(estimate.value), *hundred)


def _field(one: FieldScore) -> dict[str, Any]:
    return {"score": one, "bar": _bar(one.name, one.f1)}


def _letter(run: Run, one: Scored, visible: bool) -> ShownLetter:
    line, result = run.letters[one.id], run.results[one.id, one.repeat]
    counted = tally(list(one.cells))
    usage: dict[str, Any] = (result.result or {}).get("usage", {})
    shown = ShownLetter(
        id=one.id,
        half=line.half,
        tags=line.tags,
        medium=line.medium,
        f1=counted.f1,
        errors=int(counted.errors),
        cells_count=int(counted.cells),
        flagged=needs_review(list(one.findings)),
        hidden=not visible,
        error=f"{(result.error or {}).get('message', '')}",
        seconds=float(usage.get("seconds", result.seconds)),
        output_tokens=int(usage.get("output_tokens", 0)),
        cached_calls=int(usage.get("cached_calls", 0)),
        calls=int(usage.get("calls", 0)),
    )
    if not visible:
        return shown
    _, evidence, findings = run.predicted(one.id, one.repeat)
    letter = run.letter(one.id)
    sources: dict[str, str] = (result.result or {}).get("provenance", {}).get("sources", {})
    rows = [cell for cell in one.cells if cell.mark is not Mark.NOTHING]
    cells = [_cell(f"{one.id}:{index}", cell, sources, findings) for index, cell in enumerate(rows)]
    marks = [
        mark
        for row, cell in zip(cells, rows, strict=True)
        for mark in _marks(row, cell, letter, evidence.get(cell.predicted_path or "", ()))
    ]
    shown.cells.extend(cells)
    shown.text.extend(pieces(letter.text, marks))
    shown.findings.extend(findings)
    return shown


def _cell(owner: str, cell: Cell, sources: dict[str, str], findings: Sequence[Finding]) -> ShownCell:
    at = cell.predicted_path or ""
    source = next((said for path, said in sources.items() if path == at), "")
    return ShownCell(
        owner=owner,
        field=cell.field,
        mark=_SIGNS[cell.mark],
        tone=cell.mark.value,
        label=said(cell.label),
        predicted=said(cell.predicted),
        grounded=cell.grounded or cell.mark is not Mark.RIGHT,
        source=source,
        findings=[f"{found.severity}: {found.message}" for found in findings if found.path and found.path == at],
    )


def _marks(row: ShownCell, cell: Cell, letter: Letter, spans: Sequence[Span]) -> list[Highlight]:
    """Where a cell shows in the text: its evidence; for what was omitted, where the label's words first stand."""
    found = [Highlight(span.start, span.end, row.owner, row.tone) for span in spans]
    if cell.mark in (Mark.OMISSION, Mark.WRONG) and isinstance(cell.label, str) and len(cell.label) > 2:
        places = find(letter, cell.label)[:1]
        found += [Highlight(place.start, place.end, row.owner, "missed") for place in places]
    return found
