"""A list of care taken apart: where an entry ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.interpret import NUMBER_WORD
from structurer.kinds.medical.summary.care_done import DAY
from structurer.kinds.medical.summary.care_joining import DAY_AT_END, are_one
from structurer.kinds.medical.summary.care_words import CERTAIN, OUTCOME, SAYS
from structurer.kinds.medical.summary.drugs import DRUG
from structurer.kinds.medical.summary.entries import entries
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.words import CARE, OPERATION
from structurer.regex import regex

_ENDS = regex(
    r"[.]$|,?\s+and\s+(?:he|she|was|is|has|had|reports?|reported|states?|stated|notes|noted|says|said|feels|felt|remains|improved|returned)\b|,?\s+(?:but|however|yet|although|though)\b",
    re.IGNORECASE,
)


def beyond_care(piece: Piece) -> Piece | None:
    """What a passage on treatment goes on with after its list: "and was started on Norco"; None where nothing follows."""
    end = _ENDS.search(piece.text)
    return piece.cut(end.start(), len(piece.text)) if end and end.end() < len(piece.text) else None


def care(piece: Piece) -> Iterator[Piece]:
    """The entries of a passage on treatment: care, and the drugs and tests that stand among it."""
    remarked: Piece | None = None
    for part in (one for listed in _joined(entries(piece.until(_ENDS))) for one in _added(listed)):
        is_joined = remarked and _gap(remarked, part).strip().lower() == "and"
        within_remark = is_joined and not (CERTAIN.search(part.text) or DRUG.search(part.text))
        if not within_remark:
            yield from _followed(part)
            remarked = part if _SAYS_OF.search(part.text) else None


def _added(piece: Piece) -> Iterator[Piece]:
    """ "24 sessions + glove liners" are two, and so are "bracing or injections"."""
    start = 0
    for found in _PLUS.finditer(piece.text):
        if not _in_one_sitting(piece.text[start : found.start()], piece.text[found.end() :]):
            yield piece.cut(start, found.start())
            start = found.end()
    if piece.text.count("/") > 1 and all(names.strip() and CARE.search(names) for names in piece.text.split("/")):
        while (slash := piece.text.find("/", start)) >= 0:
            yield piece.cut(start, slash)
            start = slash + 1
    rest = piece.cut(start, len(piece.text))
    either = _OR.search(rest.text)
    if (
        either
        and not _NONE.match(rest.text)
        and CERTAIN.search(rest.text, 0, either.start())
        and CARE.search(rest.text, either.end())
    ):
        yield rest.cut(0, either.start())
        rest = rest.cut(either.end(), len(rest.text))
    yield rest


def _in_one_sitting(one: str, other: str) -> bool:
    """Whether two operations were done on one day, which stands after the second: "amputation + nail repair 3/4/15"."""
    return bool(_OPERATION.search(one) and _OPERATED_THEN.search(other) and not DAY_AT_END.search(one))


_OPERATION = regex(rf"\b(?:{OPERATION}|amp\b|scope\b)", re.IGNORECASE)
_OPERATED_THEN = regex(rf"\b{OPERATION}[^+/]*?\b{DAY}", re.IGNORECASE)
_PLUS = regex(r"\s+[+/]\s+(?=[A-Za-z])")
_OR = regex(r"\s+or\s+(?!an?\s+(?:half|so)\b)(?=[\w-]+\s+\w)", re.IGNORECASE)
_NONE = regex(r"\s*(?:and\s+|but\s+)?(?:no|without|denie[sd]|neither)\s", re.IGNORECASE)
"""Before alternatives that were all not given: "no chiropractic or injections"."""
_SAYS_OF = regex(rf",?\s+(?:{OUTCOME}|{SAYS})", re.IGNORECASE)
"""Where an entry stops and what is said of it begins."""


def _gap(one: Piece, other: Piece) -> str:
    return one.line.text[one.end : other.start]


def _joined(parts: list[Piece]) -> Iterator[Piece]:
    """The entries, those together again that are one operation, one list of levels, or an operation and its day."""
    held: Piece | None = None
    listed = False
    for part in parts:
        if held is not None and are_one(held.text, _gap(held, part), part.text, listed):
            held = Piece(held.line, held.start, part.end)
            continue
        if held is not None:
            yield held
            listed = "," in _gap(held, part)
        held = part
    if held is not None:
        yield held


def _followed(piece: Piece) -> Iterator[Piece]:
    """ "A cast followed by therapy" are two."""
    start = 0
    for found in _FOLLOWED.finditer(piece.text):
        yield piece.cut(start, found.start())
        start = found.end()
    yield piece.cut(start, len(piece.text))


_FOLLOWED = regex(
    r",?\s*\b(?:and\s+)?(?:which\s+was\s+)?(?:followed\s+by|then|with\s+subsequent|along\s+with|together\s+with|in\s+addition\s+to)\s+(?:an?\s+)?"
    r"|\s+incl\.\s+"
    rf"|\s+with\s+(?=(?:{NUMBER_WORD}|\d+)\s+(?:days|weeks)\s+of\s+(?!(?:[\w-]+\s+){{0,2}}?(?:relief|benefit|improvement|help|comfort)\b))"
    r"|\s+(?:with|w/)\s*(?:an?\s+|the\s+)?(?=(?:(?:knee|axillary|forearm|front[\s-]wheeled|rolling|single[\s-]point|quad)\s+)?(?:crutches|scooter|walker|cane|wheelchair)\b)"
    r"|(?<=\bdressing\schanges)\s+with\s+|(?<=\bdressings)\s+with\s+"
    rf"|,\s*with\s+(?=\d|{NUMBER_WORD}\b)(?!\S+\s+(?:\w+\s+){{0,2}}(?:relief|benefit|improvement|of\s+(?:relief|benefit)))",
    re.IGNORECASE,
)
