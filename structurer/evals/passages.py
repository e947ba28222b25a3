"""The passage of a letter that a cell is about: the label's value in its surroundings, else the prediction's evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from structurer.evals.cells import Cell
from structurer.letter import Letter, verbatim
from structurer.quote import find
from structurer.result import Span

AROUND = 60


def passage(cell: Cell, letter: Letter, evidence: Mapping[str, Sequence[Span]]) -> str:
    """A line of the letter that shows what the cell is about; empty where nothing can be pointed at."""
    spans = evidence.get(cell.predicted_path or "", ())
    if isinstance(cell.label, str):
        places = find(letter, cell.label)
        if places:
            return _around(letter, places[0].start, places[0].end)
    return _around(letter, spans[0].start, spans[0].end) if spans else ""


def _around(letter: Letter, start: int, end: int) -> str:
    end = min(end, start + 4 * AROUND)
    before, after = max(0, start - AROUND), min(len(letter.text), end + AROUND)
    left = letter.text[before:start].partition(" ")[2] if before else letter.text[:start]
    right = letter.text[end:after].rpartition(" ")[0] if after < len(letter.text) else letter.text[end:]
    return verbatim(
        ("… " if before else "") + left + letter.text[start:end] + right + (" …" if after < len(letter.text) else "")
    )
