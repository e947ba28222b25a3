"""What a record needs and nobody filled: a place for every item, and null where the letter is silent."""

from __future__ import annotations

from structurer.draft import Draft
from structurer.pointer import under
from structurer.result import Source
from structurer.sections import Outline


def complete(draft: Draft, outline: Outline) -> None:
    """Give every item of the letter its determination, even where neither code nor model could fill it."""
    for number, item in enumerate(outline.all("item")):
        request = item.part("request")
        if request and not draft.filled(f"/determinations/{number}/request"):
            span = draft.letter.span(request.start, request.end)
            draft.put(
                f"/determinations/{number}/request", draft.letter.verbatim(span.start, span.end), span, Source.READ
            )
    for number, score in reversed(list(enumerate(draft.get("/clinical/pain_scores") or []))):
        if "low" not in score or "high" not in score:
            path = f"/clinical/pain_scores/{number}"
            told = [finding for finding in draft.findings if under(finding.path, path)]
            draft.clear(path)
            for finding in told:  # why there is only half of it
                draft.note(finding.rule, "/clinical/pain_scores", finding.severity, finding.message, finding.span)
