"""Items whose request and decision stand behind labels: "Treatment: …", "Decision: …", "Approved: …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from structurer.kinds.ur.decisions import NOT_NECESSARY, WORD
from structurer.kinds.ur.headings import Mark
from structurer.kinds.ur.items.found import Found, trimmed
from structurer.letter import Letter
from structurer.regex import regex

_REQUEST = regex(
    r"^[ \t]*(?:\(?\d{1,2}[.)]\s+)?(?:(?:treatment|service|procedure|item)(?:\(s\)|s)?(?:\s+(?:requested|under\s+review|in\s+question))?"
    r"|requested\s+(?:treatment|service|procedure)(?:\(s\)|s)?|request(?:\s*(?:no\.?|number|#))?\s*#?\s*\d{0,2})\s*[:.]\s*",
    re.IGNORECASE | re.MULTILINE,
)
_DECISION = regex(
    rf"^[ \t]*(?:ur\s+)?(?:decision|determination|outcome|recommendation|status|result)\s*:\s*(?:(?:the|this|these)\s+(?:\w+\s+)?(?:requests?|treatments?)\s+(?:is|are|was|were)\s+|recommend(?:ed|s)?\s+)?(?P<word>{WORD}|{NOT_NECESSARY})\b",
    re.IGNORECASE | re.MULTILINE,
)
_APPROVED = regex(
    r"(?:^[ \t]*|\.\s+)(?:(?:treatments?|services?|quantity)\s+)?(?:approved|authorized|certified)(?:\s+(?:instead|treatment|service))?\s*:\s*"
    r"|^[ \t]*modified\s+to\s*:?\s*",
    re.IGNORECASE | re.MULTILINE,
)
# What ends the words behind a label: the next label, a gap, or the end of a sentence that another follows.
_STOP = regex(r"\n[ \t\r]*\n|\n[ \t]*[A-Z][\w()/ #]{2,40}:|\Z")


def labelled(letter: Letter, marks: Sequence[Mark]) -> list[Found]:
    """The items of the letter that stand behind labels, in order; also one without a decision, behind the label of others."""
    text = letter.text
    requests = list(_REQUEST.finditer(text))
    if not requests:
        return []
    limits = [*(following.start() for following in requests[1:]), len(text)]
    decisions = [_DECISION.search(text, one.end(), limit) for one, limit in zip(requests, limits, strict=True)]
    labels = {_label(request) for request, decision in zip(requests, decisions, strict=True) if decision}
    items = [
        (request, decision)
        for request, decision in zip(requests, decisions, strict=True)
        if decision or _label(request) in labels
    ]
    found: list[Found] = []
    for index, (request, decision) in enumerate(items):
        limit = items[index + 1][0].start() if index + 1 < len(items) else len(text)
        stop = _STOP.search(text, request.end(), decision.start() if decision else limit)
        asked = trimmed(letter, request.end(), stop.start() if stop else limit, " \t\r\n\f.")
        end = _end(marks, decision.end() if decision else request.end(), limit)
        approved = _APPROVED.search(text, decision.end() - 1, end) if decision else None
        if decision or text[slice(*asked)] not in {text[slice(*one.request)] for one in found}:
            found.append(
                Found(
                    asked, decision.span("word") if decision else None, end, authorized=_instead(letter, approved, end)
                )
            )
    return found


def _label(request: re.Match[str]) -> str:
    return re.sub(r"[^a-z]+", " ", request.group().lower()).strip()


def _end(marks: Sequence[Mark], start: int, limit: int) -> int:
    """Where the item ends: at the next part of the letter that is none of its own, or at a second one of its own."""
    seen: set[str] = set()
    for mark in marks:
        if not start < mark.start < limit:
            continue
        if mark.name not in ("reasons", "guidelines", "authorized") or mark.name in seen:
            return mark.start
        seen.add(mark.name)
    return limit


def _instead(letter: Letter, label: re.Match[str] | None, end: int) -> tuple[int, int] | None:
    if label is None:
        return None
    stop = _STOP.search(letter.text, label.end(), end)
    place = trimmed(letter, label.end(), stop.start() if stop else end, " \t\r\n\f.")
    return place if not re.fullmatch(r"none|n/a|0|-*", letter.text[slice(*place)], re.IGNORECASE) else None
