"""How long scoring takes: the suite's labels against spoiled copies of themselves, as many letters as are asked for.

    python benchmarks/scoring.py [LETTERS]

Bound: 10,000 letters' worth of records in 60 s CPU. Evidence is checked against the letters, as in a run.
"""

from __future__ import annotations

import random
import resource
import sys
import time

from structurer.evals.scoring import score
from structurer.evals.suite import load_suite
from structurer.letter import Letter
from structurer.pointer import leaves
from structurer.quote import find


def main() -> int:
    letters = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    chance = random.Random(7)
    prepared = []
    for case in load_suite("imr").cases:
        values = case.label.model_copy(deep=True)
        clinical = values.clinical
        for name in ("diagnoses", "complaints", "exam_findings", "treatments"):
            entries = getattr(clinical, name)
            setattr(clinical, name, [entry for entry in entries if chance.random() > 0.3])
        evidence = {}
        for path, value in leaves(values):
            places = find(case.letter, value) if type(value) is str else []
            if places:
                evidence[path] = [case.letter.span(places[0].start, places[0].end)]
        prepared.append((case, values, evidence))
    began, cells = time.process_time(), 0
    for number in range(letters):
        case, values, evidence = prepared[number % len(prepared)]
        # A letter anew each time: nothing that was found in it before may help.
        letter = Letter(case.letter.name, case.letter.text, case.letter.pages, case.letter.medium)
        cells += len(score(case.label, values, letter, evidence))
    took = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{letters:,} letters, {cells:,} cells: {took:.1f} s CPU, {peak:.0f} MiB (bound: 60 s for 10,000)")
    return 0 if took * 10_000 / letters < 60 else 1


if __name__ == "__main__":
    sys.exit(main())
