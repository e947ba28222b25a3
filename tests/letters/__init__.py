"""The invented letters, each with the record that it should become."""

from __future__ import annotations

from pathlib import Path

from structurer.kinds.imr.record import ImrRecord
from structurer.letter import Letter
from structurer.loading import load

HERE = Path(__file__).parent
EXAMPLE = HERE.parent.parent / "examples" / "letter.txt"
NAMES = sorted(path.stem for path in HERE.glob("*.json"))


def letter(name: str) -> Letter:
    """The letter of that name; `example` is the one in examples/."""
    return load(EXAMPLE if name == "example" else HERE / f"{name}.txt")


def label(name: str) -> ImrRecord:
    """The record that the letter of that name should become."""
    return ImrRecord.model_validate_json((HERE / f"{name}.json").read_text(encoding="utf-8"))
