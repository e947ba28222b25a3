"""The table of a peers' run, from its files alone: python benchmarks/peers/table.py FOLDER [--markdown] [--svg FILE]."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from structurer.evals.runs import read_run
from structurer.evals.scores import Scores, scored, scores_of

GROUPS = ("printed", "heading", "facts", "told", "reasons")
# What is to be reached on the same model, as shares of a peer's.
BARS = (("written", "instructor", 1 / 4), ("seconds", "instructor", 1 / 5), ("seconds", "langextract", 1 / 3))


def measures(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """What each letter took, by contestant; the last measure of a letter counts."""
    rows = [json.loads(line) for line in (folder / "measures.jsonl").read_text().splitlines() if line.strip()]
    latest = {(row["contestant"], row["letter"]): row for row in rows}
    found: dict[str, list[dict[str, Any]]] = {}
    for row in latest.values():
        found.setdefault(row["contestant"], []).append(row)
    return found


def rows_of(folder: Path, names: Sequence[str]) -> list[dict[str, Any]]:
    """One row a contestant: scores over the letters that every one of them has been given, and what they took."""
    taken = measures(folder)
    names = [name for name in names if name in taken]
    common = set.intersection(*({row["letter"] for row in taken[name]} for name in names))
    found = []
    for name in names:
        run = read_run(folder / f"{name}.jsonl")
        run.letters = {name: line for name, line in run.letters.items() if name in common}
        scores = scores_of(run, scored(run))
        own = [row for row in taken[name] if row["letter"] in common]
        found.append({"contestant": name, "letters": len(own), **_accuracy(scores), **_taken(own)})
    return found


def _accuracy(scores: Scores) -> dict[str, Any]:
    tally = scores.counts
    right, wrong = tally.right, tally.wrong
    groups = {one.name: one.f1.value for one in scores.groups}
    return {
        "precision": _ratio(right, right + wrong + tally.inventions),
        "recall": _ratio(right, right + wrong + tally.omissions),
        "micro": scores.micro.value,
        "macro": scores.macro.value,
        "grounded": scores.grounded.value,
        **{name: groups.get(name) for name in GROUPS},
    }


def _taken(own: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "lost": sum(row["lost"] is not None for row in own),
        "inventions": sum(row["inventions"] for row in own),
        **{name: sum(row[name] for row in own) / len(own) for name in ("calls", "read", "written")},
        "seconds": median(row["seconds"] for row in own),
        "worst": max(row["seconds"] for row in own),
    }


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


COLUMNS = ("contestant", "letters", "lost", "precision", "recall", "micro", "macro", "grounded", *GROUPS, "inventions",
           "calls", "read", "written", "seconds", "worst")  # fmt: skip


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.3f}" if value <= 1 else f"{value:.0f}" if value >= 20 else f"{value:.1f}"
    return str(value)


def print_table(folder: Path, names: Sequence[str], markdown: bool = False) -> None:
    """Print measures as rows and contestants as columns, then the bars and whether they are reached."""
    rows = rows_of(folder, names)
    machine = json.loads((folder / "machine.json").read_text())
    print(f"{machine['date']}, {machine['cpu']}, {machine['cores']} cores, {machine['model']}, {machine['slots']} slots: {machine['command']}")  # fmt: skip
    head = ["", *(row["contestant"] for row in rows)]
    body = [[name, *(_cell(row[name]) for row in rows)] for name in COLUMNS[1:]]
    if markdown:
        print("|" + "|".join(head) + "|\n|" + "---|" * len(head))
        print("\n".join("|" + "|".join(line) + "|" for line in body))
    else:
        wide = max(len(name) for name in (*COLUMNS, *head)) + 2
        print("\n".join("".join(cell.ljust(wide) for cell in line) for line in [head, *body]))
    by = {row["contestant"]: row for row in rows}
    for what, peer, share in BARS:
        if peer in by and "structurer" in by and by[peer][what]:
            got = by["structurer"][what] / by[peer][what]
            print(f"{what} against {peer}: {got:.2f} (bar {share:.2f}) {'reached' if got <= share else 'NOT reached'}")


def draw(folder: Path, names: Sequence[str], file: Path) -> None:
    """Draw F1 against seconds a letter, a dot a contestant. Needs matplotlib, which the peers' environment has."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 4))
    for row in rows_of(folder, names):
        axes.scatter(row["seconds"], row["micro"], s=60)
        axes.annotate(row["contestant"], (row["seconds"], row["micro"]), xytext=(6, 6), textcoords="offset points")
    axes.set_xlabel("seconds a letter (median)")
    axes.set_ylabel("micro F1")
    axes.set_xlim(left=0)
    axes.set_ylim(0, 1)
    figure.tight_layout()
    figure.savefig(file)


def main() -> None:
    """Print the table of a folder, and draw it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--contestants", default="structurer,instructor,langextract,contextgem")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--svg", type=Path)
    given = parser.parse_args()
    names = given.contestants.split(",")
    print_table(given.folder, names, given.markdown)
    if given.svg:
        draw(given.folder, names, given.svg)


if __name__ == "__main__":
    main()
