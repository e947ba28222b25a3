"""Items decided in sentences: "The request for X is denied." and "You ask for X, and for Y." """

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kinds.ur.decisions import WORD
from structurer.kinds.ur.items.found import GAP, Found, Place, trimmed
from structurer.letter import Letter
from structurer.regex import regex

_IS = r"(?:is|are|was|were|has\s+been|have\s+been)"
_ONE = rf"(?:(?!\s{_IS}\s)[^.:;])"
"""A sign of what is asked for, which ends before the sentence's verb."""
_DECIDED = regex(
    rf"\b(?:the|your|this)\s+requests?\s+for\s+(?:authorization\s+(?:of|for)\s+)?(?P<request>{_ONE}+?(?:\.\d{_ONE}*?)?)\s+"
    rf"{_IS}\s+(?:received\s+[^.;]{{2,40}}?,?\s+and\s+)?"
    r"(?:(?:not\s+)?medically\s+necessary(?:\s+(?:and|or)\s+appropriate)?\s*,?\s*(?:and|so)\s+)?"
    rf"(?:{_IS}\s+)?(?:hereby\s+|therefore\s+)?(?P<word>{WORD})\b"
    r"(?:\s+(?:to|and)\s+(?:allow\s+|approve\s+|include\s+)?(?P<instead>[^.;]+))?",
    re.IGNORECASE,
)
_ASKED = regex(
    r"\b(?:you\s+(?:ask|asked|request|requested)|it\s+(?:asks|asked)|(?:authorization|approval)\s+(?:is|was)\s+(?:requested|sought))\s+for\s+"
    r"(?P<request>[^.;]+?(?:\.\d[^.;]*?)?)\.(?=\s)",
    re.IGNORECASE,
)
_FOR_ALL = regex(
    r"\b(?:decisions?|determinations?|review)\s+(?:on|of|for)\s+(?:this|these|the|your|all)\s+(?:\w+\s+)?requests?\s+"
    rf"(?:is|are|was|were|has\s+been|have\s+been)\s+(?:hereby\s+)?(?P<word>{WORD})\b",
    re.IGNORECASE,
)
_AND = regex(r",?\s+and\s+for\s+|;\s+(?:and\s+)?(?:for\s+)?", re.IGNORECASE)


def told(letter: Letter) -> list[Found]:
    """The items of the letter that are decided in sentences, in order."""
    text = letter.text
    decided = list(_DECIDED.finditer(text))
    if decided:
        return [
            Found(
                trimmed(letter, *match.span("request"), " \t\r\n\f,"),
                match.span("word"),
                match.end(),
                authorized=trimmed(letter, *match.span("instead")) if match["instead"] else None,
                reason=rest_of_paragraph(text, match.end(), decided[index + 1].start() if index + 1 < len(decided) else len(text)),
            )
            for index, match in enumerate(decided)
        ]  # fmt: skip
    asked, for_all = _ASKED.search(text), _FOR_ALL.search(text)
    if asked is None or for_all is None:
        return []
    reason = rest_of_paragraph(text, for_all.end(), len(text))
    return [
        Found(trimmed(letter, *place, " \t\r\n\f,"), for_all.span("word"), asked.end(), reason=reason)
        for place in _each(text, *asked.span("request"))
    ]


def asked_for(letter: Letter) -> list[Place]:
    """The requests that a sentence such as "You ask for X, and for Y." names."""
    asked = _ASKED.search(letter.text)
    return list(_each(letter.text, *asked.span("request"))) if asked else []


def _each(text: str, start: int, end: int) -> Iterator[Place]:
    at = start
    for match in _AND.finditer(text, start, end):
        yield at, match.start()
        at = match.end()
    yield at, end


def rest_of_paragraph(text: str, start: int, limit: int) -> Place | None:
    """What the paragraph goes on to say after the sentence of the decision: the reasons for it."""
    gap = GAP.search(text, start, limit)
    end = gap.start() if gap else limit
    stop = regex(r"\.(?=\s)").search(text, start, end)
    if stop is None or not text[stop.end() : end].strip():
        return None
    return stop.end(), end
