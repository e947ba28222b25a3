"""How much of a suite code alone reads: no model is asked, nothing is replayed.

    python benchmarks/reading.py [SUITE] [--half dev|test|all] [--cells]

Prints micro F1 over all cells, and field by field; with --cells what is wrong or missing (not of the test half).
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict

from structurer import Structurer
from structurer.errors import StructurerError
from structurer.evals.cells import Cell, Mark
from structurer.evals.scoring import score
from structurer.evals.suite import load_suite


def f1(counted: Counter[Mark]) -> float:
    """The F1 of cells by what became of them; a wrong value is a false positive and a false negative."""
    right, wrong = counted[Mark.RIGHT], counted[Mark.WRONG]
    errors = counted[Mark.OMISSION] + counted[Mark.INVENTION] + 2 * wrong
    return 2 * right / (2 * right + errors) if right or errors else 1.0


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("suite", nargs="?", default="ur")
    options.add_argument("--half", choices=("dev", "test", "all"), default="all")
    options.add_argument("--cells", action="store_true")
    given = options.parse_args()
    suite = load_suite(given.suite).half(given.half)
    structurer = Structurer(suite.kind, read_only=True)
    fields: dict[str, Counter[Mark]] = defaultdict(Counter)
    for case in suite.cases:
        try:
            result = structurer.structure(case.letter)
            cells: list[Cell] = score(case.label, result.record, case.letter, result.evidence)
        except StructurerError:
            cells = score(case.label, None, case.letter)  # a letter that fails scores nothing, and is not dropped
        for cell in cells:
            fields[cell.field][cell.mark] += 1
        print(f"{case.id:44} {f1(Counter(cell.mark for cell in cells)):.3f}")
        if given.cells and case.half != "test":
            for cell in cells:
                if cell.wrong:
                    print(f"    {cell.mark:10} {cell.field}: {cell.label!r} / {cell.predicted!r}")
    total = sum(fields.values(), Counter())
    print(
        f"\n{suite.name}, {given.half}: micro F1 {f1(total):.3f} over {len(suite.cases)} letters, {total.total():,} cells"
    )
    for name, counted in fields.items():
        print(f"    {name:44} {f1(counted):.3f}  {counted.total() - counted[Mark.NOTHING]}")


if __name__ == "__main__":
    main()
