"""A list told in prose, taken apart at its numbers, semicolons, commas and "and"."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.line import Piece, cut_at, outside
from structurer.kinds.medical.summary.words import LOCATION, MONTH
from structurer.regex import regex

# Where a list may be parted. Commas within numbers and brackets are none.
_EDGE = r"(?:(?<=\s)|(?<=^)|(?<=[;:,.]))"
_NAMED = r"\s?(?=[A-Za-z]|\d{3}\.\d{1,2}[\s:–-])"
"""Behind an entry's number: its name, or the code of a disease."""
_NUMBERED = regex(rf"{_EDGE}(?:\(?\d{{1,2}}[.)]|\((?:[a-h]|i{{1,3}}|iv|vi{{0,3}})\)){_NAMED}")
_FIRST = regex(rf"{_EDGE}\(?1[.)]{_NAMED}")
_SEMICOLON = regex(r"\s*[;•]\s*(?:(?:and|as\s+well\s+as)\s+)?", re.IGNORECASE)
_COMMA = regex(r"\s*,(?!\s*(?:19|20)\d\d\b)\s*(?:(?:and|or|as\s+well\s+as|along\s+with|but|also)\s+)*(?!\d{3}\b)")
_AND = regex(r"(?<!\sto)\s+(?:and(?:\s+also)?|&|plus|as\s+well\s+as)\s+(?!\d+\s+(?:hours?|hrs?)\s+off)", re.IGNORECASE)

# What goes on about what was named before it.
GOES_ON = regex(
    r"(?:which|that|who|where|when|while|with(?:out)?|radiating(?!\s+(?:pain|numbness|symptoms|tingling)\b)|radiates?|worse\w*|better|greater(?!\s+(?:occipital|troch|tuber))|more|less|worst|mostly|(?:right|left)\s+(?:greater|more|less|worse)"
    r"|worsened|reportedly|aggravated|relieved|described|rated|especially|particularly|including|extending|into|in|on|at|over(?!-the)|of|from|to|for|by|due|secondary\s+to|after|because|although"
    r"|mild(?:ly)?$|moderate(?:ly)?$|severe(?:ly)?$|resolv\w+|unspecified$|single\s+episode\b|recurrent$|chronic\s+and\s+\w+$|not\s+otherwise\s+specified$|not\s+elsewhere\s+classified$|closed$|displaced$|nondisplaced$|unknown|likely|possibly\s+(?:due|secondary)|approximately|fascia\b|partial$|complete$|resolved$|nonindustrial$|initial\s+encounter|subsequent\s+encounter|sequela|residual\s+\w+$|by\s+history|rule\s+out\b|r/o\b|(?:now\s+|well[\s-]|partly\s+)?(?:healed|healing|repaired|recovering|stable|improv(?:ed|ing)|controlled|operated|new|old|neurogenic|inactive|active|treated)(?:\s+with\s+\w+)?$"
    r"|(?:right|left|bilateral)$|(?:right|left)\s+(?:upper|lower)\s+(?:limb|extremity)$|NOS$|grade\s+[IVX\d]+|stage\s+[IVX\d]+|type\s+[IVX\d]+(?=\.?$)|(?:and\s+|moderately\s+|very\s+)*(?:sharp|dull|aching|achy|burning|constant|intermittent|severe|moderate|mild|stabbing|throbbing|frequent|occasional)(?:\s+and\s+[\w\s]{0,25})?$|acute$|chronic$|intermittent$|constant$|sharp$|dull$|aching$|achy$|burning$|no\s+longer)\b",
    re.IGNORECASE,
)
_PLACED = regex(
    rf"(?:{LOCATION.pattern})\s*(?:$|\(|(?:on|in)\s+(?:\d|[A-Z][a-z]+\s+\d))|(?:internal|external)\s+fixation|percutaneous\s+pinning|drainage\b|debridement\b|cupping\b",
    re.IGNORECASE,
)
"""A place that shares what stands before an "and", or the second half of an operation's name."""
_ORDINAL = regex(
    r"(?:first|second|third|fourth|fifth|[1-5](?:st|nd|rd|th)|left|right|upper|lower|radial|ulnar|medial|lateral)\b",
    re.IGNORECASE,
)
_ENDS_ORDINAL = regex(rf"\b{_ORDINAL.pattern}$", re.IGNORECASE)


_ON_A_DAY = regex(
    rf"(?:on|in)\s+(?:\d{{1,2}}[-/](?:\d{{1,2}}[-/])?\d{{2,4}}|(?:19|20)\d\d|{MONTH}(?:\s+\d{{1,2}},?)?(?:\s+(?:of\s+)?(?:19|20)\d\d)?),?\s+(?:an?|the|one|two|three|\d)\s",
    re.IGNORECASE,
)
"""A day that stands before what was done on it: "and on 3/2/15 an injection"."""


def entries(piece: Piece) -> list[Piece]:
    """The entries of a list of care or drugs, in order: each comma and "and" parts two."""
    found = (numbered(piece) if _FIRST.search(piece.text) else []) or [
        part for one in clauses(piece) for part in _every(one)
    ]
    return [part for part in map(tidied, found) if part.text]


def numbered(piece: Piece) -> list[Piece]:
    """The entries of a list whose entries have numbers; none where they have none."""
    piece = piece.stripped()
    parts = list(cut_at(piece, _NUMBERED))
    marked = len(parts) > 1 or not parts[0].text.strip()
    return [part for part in parts if part.text.strip(" ,;:.")] if marked else []


def clauses(piece: Piece) -> list[Piece]:
    """The piece parted at its semicolons."""
    return list(cut_at(piece.stripped(), _SEMICOLON))


def _every(piece: Piece) -> list[Piece]:
    found: list[Piece] = []
    for part in cut_at(piece, _COMMA):
        if found and GOES_ON.match(part.text) and not _ON_A_DAY.match(part.text):
            found[-1] = Piece(piece.line, found[-1].start, part.end)
            continue
        start = 0
        for match in _AND.finditer(part.text):
            joined = _PLACED.match(part.text, match.end()) or (
                _ENDS_ORDINAL.search(part.text[start : match.start()]) and _ORDINAL.match(part.text, match.end())
            )
            if outside(part.text, match.start()) and not joined:
                found.append(part.cut(start, match.start()))
                start = match.end()
        found.append(part.cut(start, len(part.text)))
    return found


_BEFORE = regex(
    r"\s+|[,;:.\-–•*\"“]+\s*|(?:and|or|plus|an?|the|his|her|also|that|some|noted|with|revealed|showed|both\s+of|at\s+least|there\s+(?:is|was|are|were)(?:\s+also)?|is|was|were|are)\s+",
    re.IGNORECASE,
)
_AFTER = regex(r"(?:\s+|[,;:.\"”]+|\s+(?:and|or|which|that|who|is|was|were|are))$", re.IGNORECASE)  # fmt: skip


def tidied(piece: Piece) -> Piece:
    """The piece without marks, articles and joining words at its edges."""
    return piece.trimmed(_BEFORE, _AFTER)
