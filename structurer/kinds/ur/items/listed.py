"""Items in lists: under a line that says what was decided on all of them, or each with its decision behind a dash."""

from __future__ import annotations

import re

from structurer.kinds.ur.decisions import NOT_NECESSARY, WORD
from structurer.kinds.ur.items.found import GAP, Found, trimmed
from structurer.letter import Letter
from structurer.regex import regex

_GROUP = regex(
    r"^[ \t]*(?:the\s+following[^:\n.]{0,60}?\s(?:is|are|was|were|has\s+been|have\s+been)\s+|(?:treatments?|services?|requests?)\s+)?"
    rf"(?P<word>{WORD}|{NOT_NECESSARY})(?:\s+(?:treatments?|services?|requests?|items?))?\s*:[ \t]*\r?\n",
    re.IGNORECASE | re.MULTILINE,
)
_BULLET = regex(r"^[ \t]*(?:[-–•·▪*\uf0b7]|\(?\d{1,2}[.)])[ \t]+", re.MULTILINE)


def grouped(letter: Letter) -> list[Found]:
    """The items under lines such as "The following treatment is CERTIFIED:", in the letter's order."""
    text = letter.text
    groups = list(_GROUP.finditer(text))
    found: list[Found] = []
    for index, group in enumerate(groups):
        limit = groups[index + 1].start() if index + 1 < len(groups) else len(text)
        bullets = list(_BULLET.finditer(text, group.end(), limit))
        if not bullets or text[group.end() : bullets[0].start()].strip():
            continue
        gap = GAP.search(text, bullets[0].end(), limit)
        end = gap.start() if gap else limit
        inside = [bullet for bullet in bullets if bullet.start() < end]
        for number, bullet in enumerate(inside):
            stop = inside[number + 1].start() if number + 1 < len(inside) else end
            found.append(Found(trimmed(letter, bullet.end(), stop, " \t\r\n\f.;"), group.span("word"), stop))
    return found


_DASHED = regex(
    rf"(?:^[ \t]*(?:subject|re)\s*:\s*|^[ \t]*(?:[-–•*]|\(?\d{{1,2}}[.)])[ \t]+|;\s*|^[ \t]*)(?P<request>(?=\S)[^;:\n]*(?:\n[^;:\n]*)?[^;:\s])"
    rf"(?:\s+[-–—]\s+|\s*:\s+)(?P<word>{WORD}|{NOT_NECESSARY})(?:\s+to\s+(?P<instead>[^;\n.]+))?[ \t]*(?=[;.\r\n]|\Z)",
    re.IGNORECASE | re.MULTILINE,
)
_LABEL = regex(r"\b(?:decision|determination|status|outcome|recommendation)\s*$", re.IGNORECASE)


def dashed(letter: Letter) -> list[Found]:
    """The items of lists such as "MRI - DENIED; brace - APPROVED; therapy x 8 - MODIFIED to 6 visits"."""
    found: list[Found] = []
    for match in _DASHED.finditer(letter.text):
        request = trimmed(letter, *match.span("request"))
        if _LABEL.search(letter.text[slice(*request)]) or len(letter.text[slice(*request)]) > 300:
            continue
        instead = trimmed(letter, *match.span("instead")) if match["instead"] else None
        found.append(Found(request, match.span("word"), match.end(), authorized=instead))
    return found
