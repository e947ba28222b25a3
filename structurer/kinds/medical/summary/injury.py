"""How the injury came about: the passage that says it."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.accidents import accidents
from structurer.kinds.medical.summary.line import Line
from structurer.kinds.medical.summary.openings import WHO
from structurer.result import Span

_MECHANISM = re.compile(
    r"\bmechanism\s+of\s+injury\s*:?\s+(?:(?:is|was|involved|to\s+the\s+[\w\s]+?(?:on\s+[\d/-]+\s+)?was)\s+)?(?:(?:detailed|described|reported|documented|listed|noted|stated|given)\s+)?(?:(?:as|to\s+be|from|a\s+result\s+of|the\s+result\s+of|due\s+to|when|involved|:)\s+)*(?:not\s+(?P<not>\w+)|(?:occurred\s+(?:when|while|as|from|by)\s+)?(?P<named>[^.;]+))"
    r"|\b(?:injur(?:y|ies|ed)|hurt)\b[^.;]{0,60}?\b(?:when|while|due\s+to|secondary\s+to|as\s+a\s+result\s+of|caused\s+by|resulting\s+from|that\s+occurred\s+(?:when|while)|after|(?<!followed\s)by(?!\s+an?\s+(?:\w+ist|doctor|physician)))\s+(?P<told>(?!being\s+seen|treat|having\s+an?\s+(?:MRI|surg))[^.;]+)"
    r"|\b(?:strain|felt|feeling|onset|developed|pop)\b[^.;]{0,40}?\b(?:when|while|after)\s+(?P<felt>\w+ing\b[^.;]+)"
    rf"|\b(?:{WHO}|who)\s+(?:was\s+)?(?P<did>(?:slipped|tripped|fell(?!\s+(?:asleep|behind|within|short))|struck|hit|rear-?ended|knocked|twisted|stepped|yanked|bitten|assaulted|attacked|kicked|punched|crushed|pinned|thrown|stuck|burned|shocked|exposed)\b[^.;]+)"
    rf"|\b(?:{WHO}|who)\s+was\s+(?P<doing>\w+ing\b[^.;]{{3,90}}?)(?=,?\s+(?:and|when)\s+(?:he\s+|she\s+)?(?:suddenly\s+)?(?:felt|heard|noticed|experienced|developed|had)\b)"
    r"|^(?:On\s+[\w\s/,-]{4,20},\s+)?while\s+(?P<began>\w+ing\b[^.;,]+),\s+(?:the\s+)?(?:injured|patient|worker|applicant|claimant|he|she)\b"
    r"|\b(?:an?|the)\s+(?P<accident>(?:(?:motor\s+vehicle|car|auto(?:mobile)?|vehicle|forklift|truck|bus|vehicular|rollover|tractor|motorcycle|bicycle)\s+)+(?:accident|collision|crash))\b"
    r"|\b(?:an?|had|of|by)\s+(?P<slip>(?:slip|trip|slipped|tripped)\s+and\s+fall\b[^.;,]*)"
    r"|^(?:an?|the)\s+(?!(?:injured|injury|patient|worker|mechanism|accident|pain|incident)\b)(?P<thing>(?:[\w-]+\s+){1,5}(?:fell|dropped|landed|rolled|struck|hit|collapsed|slipped|swung)\s+(?:(?:off|down|out|over|back)\s+)?(?:and\s+)?(?:(?:on|onto|over|against|into|upon)\s+)?(?:him|her|his)\b[^.;]*)"
    r"|\bthat\s+(?:while|when)\s+(?P<while>\w+ing\b[^.;]+)"
    r"|\b(?:secondary\s+to|due\s+to|associated\s+with|attributed\s+to|from)\s+(?:an?\s+)?(?P<cause>(?:(?:slip|trip|ground[\s-]level)\s+and\s+)?fall\b[^.,;]*|cumulative\s+trauma\b[^.,;]*|repetitive\s+[^.,;]+)"
    r"|\bafter\s+(?P<fell>(?:falling|slipping|tripping|being\s+(?:struck|hit|assaulted|bitten|rear)\w*|lifting|twisting)\b[^.;,]*)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r",?\s+(?:and\s+)?(?:(?:he|she|the\s+(?:injured\s+)?(?:worker|patient|applicant))\s+)?(?:(?:was|were|is|has\s+been)\s+(?:diagnosed|treated|being)|sustain\w+|incurring|resulting\s+in|suffer\w+|complain\w+|report\w+|(?:injur(?:ed|ing)|hurt(?:ing)?)\s+(?:his|her|both|the\s+(?:left|right|low))|(?:he|she)\s+(?:felt|heard|noticed|experienced|developed))\b.*|,?\s+(?:and\s+)?(?:is|was)\s+being\s+treated.*",
    re.IGNORECASE,
)
_ON_DAY = re.compile(r",?\s+on\s+\d[\d/-]+\W*$", re.IGNORECASE)
_SUBJECT = re.compile(
    r"^(?:(?:he|she|the\s+(?:injured\s+)?(?:worker|patient|applicant)(?:'s)?(?:\s+\(IW\))?)\s+(?:was\s+)?(?:involved\s+in\s+(?:an?\s+)?)?|an?\s+|involved\s+in\s+|the\s+fact\s+that\s+)",
    re.IGNORECASE,
)
_ABOUT_TIME = re.compile(r"^\s*(?:\d|several|a\s+few|date|which\b|that\s+date|work(?:ing)?\s*$)", re.IGNORECASE)


def mechanism(line: Line, opening: bool) -> Span | None:
    """The passage that tells how the injury came about. What only hints at it counts in the summary's `opening` alone."""
    named = _by_turn(line, ("named", "cause", "accident", "told") if opening else ("named", "cause"))
    if named or not opening:
        return named
    if not _NO_ACCIDENT.search(line.text):
        for start, end in accidents(line.text):
            found = _told(line, start, end)
            if found:
                return found
    return _by_turn(line, ("felt", "did", "doing", "began", "slip", "thing", "while", "fell"))


def _by_turn(line: Line, groups: tuple[str, ...]) -> Span | None:
    at = 0
    while match := _MECHANISM.search(line.text, at):
        at = match.start() + 1  # what is no mechanism may hold one
        group = match.lastgroup
        if group in groups and (found := _told(line, *match.span(group), named=group == "named")):
            return found
    return None


def _told(line: Line, start: int, end: int, *, named: bool = False) -> Span | None:
    """The passage from `start` to `end` without its subject, its date and what came of it."""
    for ends in (_ENDS, _CAME_OF_IT):
        if ended := ends.search(line.text[start:end]):
            end = start + ended.start()
    if dated := _ON_DAY.search(line.text[start:end]):
        end = start + dated.start()
    if subject := _SUBJECT.match(line.text[start:end]):
        start += subject.end()
    if being := _WAS.match(line.text[start:end]):
        start += being.end()
    end = start + len(line.text[start:end].rstrip(' ,."'))
    if end - start > 3 and (named or not _ABOUT_TIME.match(line.text[start:end])):
        return line.span(start, end)
    return None


_WAS = re.compile(r"(?:was|were|got)\s+(?!\w+ing\b)", re.IGNORECASE)
_CAME_OF_IT = re.compile(
    r",?\s+(?:and\s+)?(?:(?:he|she)\s+)?(?:with\s+(?:brief|loss|immediate|resulting|subsequent|onset|an?\s+onset|date\s+of|pain)\b|(?:and|,)\s+(?:then\s+)?(?:broke|fractured|tore|sustained|injured|developed|suffered|felt|had|has|was\s+(?:seen|taken|treated|diagnosed))\b"
    r"|(?:and\s+)?(?:felt|heard|noticed|experienced|broke|fractured|tore)\s+(?:an?|his|her|the|immediate|sudden|pain)\b|causing\b|resulting\b|sustaining\b|injuring\b|which\s+(?:caused|resulted|injured)\b)"
    r"|,?\s+\(?(?:on|dated)\s+\d{1,2}[-/]\d.*|\s+[\[(](?:DOI|date).*",
    re.IGNORECASE,
)
_NO_ACCIDENT = re.compile(
    r"\b(?:exam\w*|review\w*\s+(?:denied|approved|modified)|request\w*|MRI|x-?rays?|tender\w*|diagnosis\s+(?:is|was)|presented|underwent|claims\s+administrator|daily\s+living|progress\s+(?:note|report)|carried\s+out|arthroscop\w+|complain\w+|follow-?up|followed|visit|medications?)\b",
    re.IGNORECASE,
)
"""A sentence about something else, in which what happened is no accident."""
