"""What an error is in a journal, and when a result is incomplete."""

from __future__ import annotations

from typing import Any

from structurer import errors
from structurer.asked import rule_of
from structurer.errors import AnswerError, StructurerError
from structurer.pointer import under
from structurer.result import Severity, Structured

Stage = str
"""Where a letter failed: load, kind, model, answer, unexpected."""

_BY_NAME = {
    name: made
    for name, made in vars(errors).items()
    if isinstance(made, type) and issubclass(made, AnswerError) and made is not AnswerError
}
_UNANSWERED = {rule_of(name): made for name, made in _BY_NAME.items()}


def error_of(error: StructurerError, stage: Stage) -> dict[str, Any]:
    """An error as the journal and the dead letters hold it. No letter text."""
    return {**error.as_data(), "stage": stage}


def incomplete(result: Structured[Any]) -> dict[str, Any] | None:
    """What makes a result incomplete: a question that never got a usable answer, or one that was to repair what is still
    wrong. None where there is no such."""
    wrong = [finding for finding in result.findings if finding.severity is Severity.ERROR]
    for finding in wrong:
        made = _UNANSWERED.get(finding.rule)
        if made is not None:
            return error_of(made(finding.message), "answer")
    for call in result.provenance.calls:
        made = _BY_NAME.get(call.problem or "")
        if made is not None and any(under(finding.path, path) for finding in wrong for path in call.paths):
            return error_of(
                made(f"{call.ask}: nothing of the answer can be used, and the first one is wrong"), "answer"
            )
    return None
