"""What a passage that leads up to complaints names: symptoms, one each, without their ratings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kinds.medical.summary.bettering import bettering
from structurer.kinds.medical.summary.entries import entries
from structurer.kinds.medical.summary.examination import is_examined
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.openings import WHO, begun
from structurer.kinds.medical.summary.words import LOCATION, SYMPTOM, TEST

_DONE_NEXT = r"(?:requesting|awaiting|given|prescribed|referred|placed|taking)"
_ENDS = re.compile(
    rf"[.](?=\s|$)|\s+while\b|,?\s+and\s+(?:is|was|has\s+been)\s+{_DONE_NEXT}\b|,?\s+(?:but|however|reportedly(?!\s+(?:improv|better|worse|unchanged|resolv)))\b"
    r"|,?\s+[\"“]?and\s+then\b|\s+so\s+(?:he|she|that)\b|,\s+which\s+(?:he|she|(?:is|are|was|were)\s+(?!rated))\b",
    re.IGNORECASE,
)
_OF_TEN = r"\d+(?:\s*-\s*\d+)?\s*(?:/|out\s+of|of)\s*10\b"
_RATED = re.compile(
    rf",?\s+(?:which\s+|that\s+)?(?:(?:is|was|are|were)\s+)?(?:also\s+)?(?:rated|rating)\b|,?\s*(?:at|of|a)?\s+{_OF_TEN}.*"
    r"|,?\s+\d+\s+intensity\s+out\s+of\b.*|,?\s+(?:the\s+)?level\s+of\s+pain\b",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"\s+for\s+(?:about|the\s+(?:past|last)|over|approximately)\b.*|\s+(?:(?:about|approximately)\s+)?\w+\s+(?:days?|weeks?|months?|years?)\s+(?:prior|ago)\b.*",
    re.IGNORECASE,
)
_ASSOCIATED = re.compile(
    r"\s+with\s+(?=radiation\s+of\s+(?:\w+\s+)?(?:pain|symptoms)\b)|,\s+with\s+(?=weakness|swelling)|,?\s+(?:(?:that\s+(?:is|was)\s+)?associated\s+with|with\s+(?:an?\s+)?(?:associated\s+)(?:symptoms\s+of\s+)?"
    r"|with\s+(?:an?\s+)?(?=numbness|tingling|electrical|paresthesia|nausea|dizziness))\s*",
    re.IGNORECASE,
)
_NONE = re.compile(r"\b(?:treatments?|therapy)\s+(?:has|have|had)\b|\bimprovement\b|^to\s+improve\b", re.IGNORECASE)
_DENIED = re.compile(r"(?:and\s+|or\s+)?(?:no(?!\s+(?:better|longer|more|improvement))|denies|denied|denying|without)\s", re.IGNORECASE)  # fmt: skip
"""What the worker says that he has not is no complaint."""
_FELT = re.compile(r"[\"“]?(?:feels?|felt|hurts?|aches?|swells?)\s+(?!better\b)", re.IGNORECASE)
_BARE = re.compile(
    r"(?:(?:his|her|the|current|average|subjective|multifocal)\s+)*(?:pain|symptoms?|discomfort|complaints?|pain\s+complaints?|levels?\s+of\s+pain)"
    r"(?:\s+(?:levels?|scores?|ratings?|scales?|as|is|was|were|not|the))*",
    re.IGNORECASE,
)


# What goes on about a symptom whose rating stood between them.
_OF_ANOTHER = re.compile(r"(?:which|that|who)\s", re.IGNORECASE)


def complaints(piece: Piece) -> Iterator[Piece]:
    """The complaints that the passage lists."""
    better = bettering(piece)
    if better:
        yield unrated(better)
        piece = piece.cut(better.end - piece.start, len(piece.text))
    for part in entries(begun(piece.until(_ENDS)), names_symptom):
        for one in _associated(unrated(begun(part))):
            if (
                (names_symptom(one.text) or _FELT.match(one.text))
                and not _OF_ANOTHER.match(one.text)
                and not _NONE.search(one.text)
                and not _DENIED.match(one.text)
                and not _BARE.fullmatch(one.text.strip())
            ):
                yield one.until(_LASTING)


def unrated(piece: Piece) -> Piece:
    """A complaint without its rating, which is a field of its own; one that stands before the symptom stays."""
    found = _RATED.search(piece.text)
    return piece.cut(0, found.start()) if found and names_symptom(piece.text[: found.start()]) else piece


def _associated(piece: Piece) -> Iterator[Piece]:
    """ "Wrist pain with associated numbness" are two complaints."""
    found = _ASSOCIATED.search(piece.text)
    if found and found.start():
        yield piece.cut(0, found.start())
        yield piece.cut(found.end(), len(piece.text))
    else:
        yield piece


def names_symptom(text: str) -> bool:
    """Whether a phrase holds a word for a symptom."""
    return bool(SYMPTOM.search(text))


def is_complaint(text: str) -> bool:
    """Whether a phrase that a model took for a complaint can be one: a symptom with more to it than its bare name."""
    return names_symptom(text) and not _BARE.fullmatch(text) and not TEST.search(text) and not is_examined(text)


_ABOUT_SYMPTOM = re.compile(
    rf"(?:the\s+)?(?:(?:pain|symptoms?|numbness|tingling|there\s+(?:is|was)|it|occasional|paresthesias?|weakness|pins\s+and\s+needles)\b"
    rf"|(?:{LOCATION.pattern})\s+(?:goes?|go|feels?|aches?|hurts?|swells?)\b)",
    re.IGNORECASE,
)
_REPEATED = re.compile(r"the\s+pain\s+(?:in|of|to)\b.*\brated\b", re.IGNORECASE)


def goes_on(text: str) -> bool:
    """Whether a sentence after one of complaints tells a further one: it begins with a symptom or where it is felt."""
    return bool(_ABOUT_SYMPTOM.match(text)) and not _REPEATED.match(text) and names_symptom(text)


_TOLD_OF = re.compile(
    r"(?P<named>(?!(?:the|his|her|current|average|worst|least)\s)[\w\s-]{4,40}?\bpain)\s+(?:is|was)\s+(?:described|rated)\b",
    re.IGNORECASE,
)


def told_of(piece: Piece) -> Piece | None:
    """The symptom that a sentence describes or rates: "neck pain is described as dull"; None where it does neither."""
    found = _TOLD_OF.match(piece.text)
    return piece.cut(*found.span("named")) if found else None


_STATE = (
    r"(?:feels?\s+(?!that\b|like\s+(?:he|she)\b|(?:he|she)\b)|(?:has\s+|had\s+)?(?:lost|spells\s+of)\s+"
    r"|(?:is\s+|was\s+)?(?:unable\s+to|pessimistic|tearful|irritable|hopeless|withdrawn)\b)"
)
_OF_SELF = re.compile(
    rf"(?:{WHO}|and)\s+(?:also\s+)?(?:(?:has|had|is|was)\s+(?={_STATE}))?(?P<state>{_STATE}.*)", re.IGNORECASE
)


def state_of_mind(piece: Piece) -> Iterator[Piece]:
    """What a sentence says that the worker feels, has lost, or cannot do, clause by clause; none where it is no such."""
    start = 0
    for clause in (*re.finditer(r"\s+and\s+(?=has\s+lost\b|is\s+unable\b|feels\b)", piece.text), None):
        end = clause.start() if clause else len(piece.text)
        told = _OF_SELF.match(piece.text[start:end] if start == 0 else f"and {piece.text[start:end]}")
        if told:
            inset = told.start("state") - (4 if start else 0)
            yield piece.cut(start + inset, end).trimmed(re.compile(r"(?!)"), re.compile(r"[\s.]+$"))
        start = clause.end() if clause else end
