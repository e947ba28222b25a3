"""How the injury came about: the passage that says it."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.line import Line
from structurer.kinds.medical.summary.openings import WHO
from structurer.result import Span

_MECHANISM = re.compile(
    r"\bmechanism\s+of\s+injury\s+(?:(?:is|was|to\s+the\s+[\w\s]+?(?:on\s+[\d/-]+\s+)?was)\s+)?(?:(?:detailed|described|reported|documented|listed|noted|stated|given)\s+)?(?:(?:as|to\s+be|from)\s+)?(?:not\s+(?P<not>\w+)|(?:occurred\s+(?:when|while|as|from|by)\s+)?(?P<named>[^.;]+))"
    r"|\b(?:injur(?:y|ies|ed)|hurt)\b[^.;]{0,60}?\b(?:when|while|due\s+to|secondary\s+to|as\s+a\s+result\s+of|caused\s+by|resulting\s+from|that\s+occurred\s+(?:when|while)|after|by)\s+(?P<told>(?!being\s+seen|treat|having\s+an?\s+(?:MRI|surg))[^.;]+)"
    r"|\b(?:strain|felt|feeling|onset|developed|pop)\b[^.;]{0,40}?\b(?:when|while|after)\s+(?P<felt>\w+ing\b[^.;]+)"
    rf"|\b(?:{WHO}|who)\s+(?:was\s+)?(?P<did>(?:slipped|tripped|fell|struck|hit|rear-?ended|knocked|twisted|stepped|yanked)\b[^.;]+)"
    r"|\bthat\s+(?:while|when)\s+(?P<while>\w+ing\b[^.;]+)"
    r"|\b(?:secondary\s+to|due\s+to|associated\s+with|attributed\s+to|from)\s+(?:an?\s+)?(?P<cause>(?:(?:slip|trip)\s+and\s+)?fall\b[^.,;]*|cumulative\s+trauma\b[^.,;]*|repetitive\s+[^.,;]+)"
    r"|\bafter\s+(?P<fell>(?:falling|slipping|tripping|being\s+(?:struck|hit|assaulted|bitten|rear)\w*|lifting|twisting)\b[^.;,]*)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r",?\s+(?:and\s+)?(?:(?:he|she|the\s+(?:injured\s+)?(?:worker|patient|applicant))\s+)?(?:(?:was|were|is|has\s+been)\s+(?:diagnosed|treated|being)|sustain\w+|incurring|resulting\s+in|suffer\w+|complain\w+|report\w+)\b.*|,?\s+(?:and\s+)?(?:is|was)\s+being\s+treated.*|\s+on\s+\d[\d/-]+$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^(?:(?:he|she|the\s+(?:injured\s+)?(?:worker|patient|applicant)(?:'s)?(?:\s+\(IW\))?)\s+(?:was\s+)?|an?\s+|the\s+fact\s+that\s+)",
    re.IGNORECASE,
)
_ABOUT_TIME = re.compile(r"^\s*(?:\d|several|a\s+few|date|which\b|that\s+date|work(?:ing)?\s*$)", re.IGNORECASE)


def mechanism(line: Line, opening: bool) -> Span | None:
    """The passage that tells how the injury came about. What only hints at it counts in the summary's `opening` alone."""
    for match in _MECHANISM.finditer(line.text):
        group = match.lastgroup
        if group is None or group == "not" or (group not in ("named", "cause") and not opening):
            continue
        start, end = match.span(group)
        ended = _ENDS.search(line.text[start:end])
        if ended:
            end = start + ended.start()
        subject = _SUBJECT.match(line.text[start:end])
        if subject:
            start += subject.end()
        end = start + len(line.text[start:end].rstrip(' ,."'))
        if end - start > 3 and not _ABOUT_TIME.match(line.text[start:end]):
            return line.span(start, end)
    return None
