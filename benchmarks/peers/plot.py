"""Draws a peers' run: <peers' python> benchmarks/peers/plot.py FILE, with the figures as JSON on the standard input."""

from __future__ import annotations

import json
import sys
from typing import Any

import matplotlib

matplotlib.use("agg")

from matplotlib import pyplot


def main() -> None:
    """Three panels, a bar a contestant: how right, how much written, how long."""
    told: dict[str, Any] = json.load(sys.stdin)
    rows = told["rows"]
    names = [row["name"] for row in rows]
    colours = [f"C{index}" for index in range(len(rows))]
    # Text stays text in an SVG.
    pyplot.rcParams["svg.fonttype"] = "none"
    figure, axes = pyplot.subplots(1, 3, figsize=(10, 3), layout="constrained")
    for panel, (what, key, form) in zip(
        axes,
        (
            ("micro F1", "f1", "%.2f"),
            ("tokens written a letter", "written", "%.0f"),
            ("seconds a letter", "seconds", "%.0f"),
        ),
        strict=True,
    ):
        drawn = panel.barh(names, [row[key] for row in rows], color=colours)
        panel.bar_label(drawn, fmt=form, padding=3)
        panel.set_title(what, fontsize=10)
        panel.invert_yaxis()
        panel.margins(x=0.2)
        panel.spines[["top", "right"]].set_visible(False)
    axes[0].set_xlim(0, 1)
    for panel in axes[1:]:
        panel.set_yticklabels([])
    figure.suptitle(told["title"], fontsize=10)
    figure.savefig(sys.argv[1], metadata={"Date": None} if sys.argv[1].endswith(".svg") else None)


if __name__ == "__main__":
    main()
