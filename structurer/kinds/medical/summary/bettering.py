"""How a worker says that it goes better: "20% better", "vast improvement in pain", "no improvement with therapy"."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.words import LOCATION
from structurer.regex import regex

_HOW_MUCH = (
    r"(?:(?:about|approximately|around|at\s+least|only|just|still|also|now|overall|very|an?|some|any|no|not|little|bit|lot|much|vast|great|good|mild|minor|slight|minimal|moderate"
    r"|marked|significant|substantial|considerable|dramatic|temporary|steady|gradual|continued|further|functional|mildly|slightly|somewhat|minimally|moderately|markedly"
    r"|significantly|substantially|considerably|greatly|gradually|steadily|\d{1,3}\s?(?:%|percent)(?:\s+overall)?|\d{1,3}\s?-\s?\d{1,3}\s?%)[\"”]?\s+(?:of\s+)?)"
)
_WHAT = rf"(?:overall\s+)?(?:injury|injuries|condition|function|symptoms?|{LOCATION.pattern})"
_IS = r"(?:is|was|are|were|feels?|felt|has\s+been|have\s+been|had\s+been|is\s+feeling|was\s+feeling)"
_CHANGE = regex(
    rf"\s*(?:(?:that|being|feeling|having|of|the|his|her)\s+)*+(?:(?:he|she|it)\s+{_IS}\s+)?"
    rf"(?P<told>[\"“]?(?:{_WHAT}\s+{_IS}\s+{_HOW_MUCH}*(?:better|improved|improving)\b|{_HOW_MUCH}+(?:improvements?\b|better\b(?=[\"”]?\s*(?:[.,;]|$|(?:than|on|with|since|after|from|now|today|overall|and|but|at|in|over)\b)))"
    r"|improvements?\s+(?:in|of|with|since|after|from)\b))",
    re.IGNORECASE,
)
_ENDS = regex(r"[.,;](?=\s|$)|\s+(?:and|but|however|although|while|which)\b", re.IGNORECASE)


def bettering(piece: Piece) -> Piece | None:
    """What the passage begins with where it tells that it goes better, or not; None where it tells no such thing."""
    found = _CHANGE.match(piece.text)
    if not found:
        return None
    end = _ENDS.search(piece.text, found.end())
    return piece.cut(found.start("told"), end.start() if end else len(piece.text)).stripped()


def tells_bettering(text: str) -> bool:
    """Whether a text begins with how it goes better."""
    return bool(_CHANGE.match(text))
