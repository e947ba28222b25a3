"""Care that a summary tells more than once: which of the passages stands for it."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.care_words import PROCEDURE
from structurer.regex import regex
from structurer.result import Span

_HEAD = regex(rf"\b{PROCEDURE}", re.IGNORECASE)
_IN_FULL = {
    "orif": ("reduction", "fixation"),
    "crpp": ("reduction", "pinning"),
    "ctr": ("release",),
    "rcr": ("repair",),
    "aclr": ("reconstruction",),
    "dce": ("excision", "resection"),
    "acdf": ("discectomy", "fusion"),
    "plif": ("fusion",),
    "tlif": ("fusion",),
    "alif": ("fusion",),
    "xlif": ("fusion",),
    "llif": ("fusion",),
    "tka": ("arthroplasty", "replacement"),
    "tkr": ("arthroplasty", "replacement"),
    "tha": ("arthroplasty", "replacement"),
}
_ANY_PLACE = regex(r"(?:injection|block|surgery|repair|release|removal|excision|decompression|fusion)s?", re.IGNORECASE)
_WORD = regex(r"[a-z]{4,}", re.IGNORECASE)


def tells_same(text: str, treatments: list[Span]) -> bool:
    """Whether one of the treatments is the procedure that the text names only in passing, or as a diagnosis."""
    heads, words = _heads(text), _words(text)
    for other in treatments:
        for head in heads & _heads(other.text):
            if not _ANY_PLACE.fullmatch(head) or len(words & _words(other.text)) > 1 or len(words) == 1:
                return True
    return False


def _heads(text: str) -> set[str]:
    named = {found[0].lower().removesuffix("s") for found in _HEAD.finditer(text)}
    return named.union(*(_IN_FULL.get(head, ()) for head in named))


def _words(text: str) -> set[str]:
    return {word.lower().removesuffix("s") for word in _WORD.findall(text)}


_ABBREVIATED = {
    "pt": ("physical", "therapy"),
    "ot": ("occupational", "therapy"),
    "esi": ("epidural", "steroid", "injection"),
    "esis": ("epidural", "steroid", "injection"),
    "hep": ("home", "exercise", "program"),
    "chiro": ("chiropractic",),
    "cbt": ("cognitive", "behavioral", "therapy"),
}
_OF_ANY_CARE = frozenset({"treatment", "session", "visit", "therapy", "care", "program", "unit", "course", "trial"})
_LITTLE = frozenset({"an", "the", "of", "to", "his", "her", "for", "and"})


def _care_words(text: str) -> frozenset[str]:
    words = [word.lower() for word in re.findall(r"[a-z]{2,}|\d+", text, re.IGNORECASE)]
    spelled = (full for word in words for full in _ABBREVIATED.get(word, (word.removesuffix("s"),)))
    return frozenset(word for word in spelled if word not in _LITTLE)


def each_care_once(treatments: list[Span]) -> list[Span]:
    """The treatments without those that another tells more fully, or told before in as many words."""
    told = [_care_words(span.text) for span in treatments]

    def is_told(index: int) -> bool:
        own = told[index]
        if not own or own <= _OF_ANY_CARE or any(word.isdigit() for word in own):
            return False
        return any(
            own <= other if other - own - _OF_ANY_CARE else (own - _OF_ANY_CARE == other - _OF_ANY_CARE and at < index)
            for at, other in enumerate(told)
            if at != index
        )

    return [span for index, span in enumerate(treatments) if not is_told(index)]
