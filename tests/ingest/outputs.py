"""Rows of a job to write out: the example letters structured without a model, and letters that failed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from structurer import Structurer
from structurer.errors import StructurerError
from structurer.ingest.row import Row

LETTERS = Path(__file__).parent.parent / "letters"


@cache
def example_rows() -> tuple[Row, ...]:
    """Every example letter in the order of names; one is no letter of the kind and fails. The second has two names."""
    rows = []
    for number, path in enumerate(sorted(LETTERS.glob("*.txt"))):
        names = ("again/zweiter Brief.txt",) if number == 1 else ()
        try:
            result = Structurer(read_only=True).structure(path).model_dump(mode="json")
        except StructurerError as error:
            rows.append(failed(number, path.name, {**error.as_data(), "stage": "recognise", "attempts": 1}))
        else:
            rows.append(Row(number, path.name, names, f"sha256:{number:064x}", "done", None, result))
    number = len(rows)
    rows.append(failed(number, "scan.pdf", failure("LetterNeedsOcr", "load", retryable=False)))
    rows.append(failed(number + 1, "late.txt", failure("ModelUnreachable", "ask", retryable=True)))
    return tuple(rows)


def failed(number: int, name: str, error: dict[str, Any]) -> Row:
    return Row(number, name, (), f"sha256:{number:064x}", "failed", error, None)


def failure(name: str, stage: str, *, retryable: bool) -> dict[str, Any]:
    said = {"message": "it failed", "hint": "look at it"}
    return {"type": name, "stage": stage, **said, "retryable": retryable, "attempts": 1}


def structured(record: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A result with this record and nothing else to tell."""
    return {
        "letter": {"name": "a.txt", "digest": "", "medium": "text", "pages": 1, "characters": 10},
        "record": record,
        "evidence": {},
        "findings": [],
        "needs_review": False,
        "provenance": {
            "kind": "small", "schema_version": 1, "library_version": "0", "model": None, "weights_sha256": None,
            "parameters": {}, "sources": {}, "calls": [],
        },
        "usage": {"calls": 0, "input_tokens": 0, "cost": None},
        **more,
    }  # fmt: skip
