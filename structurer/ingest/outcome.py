"""What an error is in a journal, and when a result is incomplete."""

from __future__ import annotations

from typing import Any

from structurer import errors
from structurer.errors import AnswerError, StructurerError
from structurer.result import Severity, Structured

Stage = str
"""Where a letter failed: load, kind, model, answer, unexpected."""

_UNANSWERED = {
    "".join(f"_{one.lower()}" if one.isupper() else one for one in name).lstrip("_"): made
    for name, made in vars(errors).items()
    if isinstance(made, type) and issubclass(made, AnswerError) and made is not AnswerError
}


def error_of(error: StructurerError, stage: Stage) -> dict[str, Any]:
    """An error as the journal and the dead letters hold it. No letter text."""
    return {**error.as_data(), "stage": stage}


def incomplete(result: Structured[Any]) -> dict[str, Any] | None:
    """What makes a result incomplete: a question that never got a usable answer. None where there is no such."""
    for finding in result.findings:
        made = _UNANSWERED.get(finding.rule)
        if made is not None and finding.severity is Severity.ERROR:
            return error_of(made(finding.message), "answer")
    return None
