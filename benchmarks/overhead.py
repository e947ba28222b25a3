"""CPU time of a letter without the model, the first of a process and each further one: load, sections, readers,
grounding, rules; and the memory it takes.

python benchmarks/overhead.py FOLDER...      # PDFs and text files; without folders, the letters of the tests
"""

from __future__ import annotations

import gc
import resource
import sys
import time
from pathlib import Path
from statistics import median

from structurer.kind import Case
from structurer.kinds.registry import kind_named
from structurer.loading import load
from structurer.reading import read
from structurer.validation import check

ROOT = Path(__file__).parent.parent
ROUNDS = 3


def one(path: Path) -> tuple[float, int]:
    """CPU seconds for the letter, and how many values were read and grounded again."""
    kind = kind_named("imr")
    began = time.process_time()
    letter = load(path)
    outline = kind.outline(letter)
    draft = read(kind, letter, outline)
    for ask in kind.asks:
        list(ask.plan(letter, outline, draft))
    summary = outline.part("summary")
    quotes = letter.verbatim(summary.start, summary.end).split(". ") if summary else []
    for quote in quotes:  # as many quotes as a model would give
        if summary:
            draft.ground("/clinical/complaints/0", quote, summary)
    kind.complete(draft, outline)
    record = kind.record.model_validate(draft.values)
    check(kind, Case(letter, outline, record, draft.evidence))
    return time.process_time() - began, len(draft.sources) + len(quotes)


def main() -> None:
    """Print median and worst CPU milliseconds a letter, and the process's peak memory."""
    folders = [Path(name) for name in sys.argv[1:]] or [ROOT / "tests" / "letters", ROOT / "examples"]
    paths = sorted(path for folder in folders for end in ("pdf", "txt") for path in folder.rglob(f"*.{end}"))
    if not paths:
        sys.exit(f"no letters in {', '.join(map(str, folders))}")
    one(paths[0])
    first = time.process_time()  # since the process began: imports and patterns are paid once, not a letter
    times: dict[Path, float] = {}
    for path in paths:
        gc.collect()
        times[path] = median(one(path)[0] for _ in range(ROUNDS))
    worst = max(times, key=lambda path: times[path])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"first letter       {first * 1000:.0f} ms CPU, with all that a process imports and compiles once")
    print(f"letters            {len(times)}")
    print(f"median             {median(times.values()) * 1000:.1f} ms CPU")
    print(f"worst              {times[worst] * 1000:.1f} ms CPU   {worst.name}")
    print(f"peak memory        {peak:.0f} MiB")


if __name__ == "__main__":
    main()
