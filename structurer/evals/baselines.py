"""Baselines: what runs are held against at the gate, kept as files whose changes can be read."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError

from structurer.errors import EvalError
from structurer.evals.cells import Counts
from structurer.files import whole

FORMAT: Literal[1] = 1


class Written(BaseModel):
    """Who wrote a baseline, why, when, and at which commit."""

    model_config = ConfigDict(extra="forbid")

    who: str
    why: str
    at: dt.datetime
    commit: str | None


class Baseline(BaseModel):
    """What a run is held against. `margins` and `floors` are of groups of fields (`all` is the micro F1): a group may
    be lower than the baseline by its margin, and never below its floor. With `certain`, that it is not lower by more
    than the margin has to be certain (95 %). `scorer` is the number of its rules, `judgement` what identifies how it
    judges; `failed` are letters that could not be structured."""

    model_config = ConfigDict(extra="forbid")

    format: Literal[1] = FORMAT
    suite: str
    suite_digest: str
    kind: str
    half: str
    mode: str
    model: str
    scorer: int
    judgement: str = ""
    certain: bool = False
    margins: dict[str, FiniteFloat] = Field(default_factory=dict)
    floors: dict[str, FiniteFloat] = Field(default_factory=dict)
    written: Written
    micro_f1: float
    groups: dict[str, float | None]
    failed: list[str] = Field(default_factory=list)
    tallies: dict[str, dict[str, Counts]]
    wrong: dict[str, list[str]] = Field(description="for each letter the cells that were wrong: field and place")


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file. Raises EvalError where it is missing or broken."""
    try:
        return Baseline.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise EvalError(f"{path} cannot be read: {type(error).__name__}",
                        hint="write a first baseline: structurer eval gate RUN --baseline FILE --update --why …") from None  # fmt: skip
    except ValidationError as error:
        fault = error.errors(include_input=False, include_url=False, include_context=False)[0]
        raise EvalError(f"{path} is not a baseline: /{'/'.join(map(str, fault['loc']))}: {fault['msg']}",
                        hint="restore it, or write it anew with --update") from None  # fmt: skip


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write a baseline, whole or not at all, a line a letter, so that a change can be read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path, mode=0o644) as out:
        out.write(_text(baseline.model_dump(mode="json")))


def _text(values: Mapping[str, Any]) -> str:
    lines = []
    for key, value in values.items():
        if key in ("tallies", "wrong"):
            inner = ",\n".join(
                f"  {json.dumps(name)}: {json.dumps(entry, ensure_ascii=False)}" for name, entry in value.items()
            )
            lines.append(f" {json.dumps(key)}: {{\n{inner}\n }}" if inner else f" {json.dumps(key)}: {{}}")
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"
