"""What a passage that tells an examination found, and which sentences tell one by their words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kinds.medical.summary.entries import entries
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.openings import begun
from structurer.kinds.medical.summary.words import FINDING, TEST

_ENDS = re.compile(
    r"[.](?=\s|$)|,\s+the\s+(?:attending\s+|treating\s+)?(?:provider|physician)\s+noted|\s+per\s+the\s+\w+\s+\w+\s*[.]?$",
    re.IGNORECASE,
)
_AND_WAS = re.compile(r"\s+and\s+(?:was|is)\s+", re.IGNORECASE)
_HAS_SUBJECT = re.compile(r"\b(?:was|is|were|are|had|has)\b", re.IGNORECASE)
_NOTHING = re.compile(r"(?!)")
_MARKS = re.compile(r"(?:[\s,;:.]+|\s+(?:was|were)\s+appreciated)$")

_NO_FINDING = re.compile(
    rf"^(?:[\w\s-]{{0,30}}\s)?{TEST.pattern}[^.;]{{0,60}}?\b(?:show\w*|found|reveal\w*|demonstrat\w*)\b|\b(?:is|was|are|were)\s+mentioned\b"
    r"|\bmedications?\s+(?:improve|help|reduce|decrease|relieve)\w*|\bon\s+(?:light|modified|full)\s+duty\b",
    re.IGNORECASE,
)
"""What a test showed, what is not written, what drugs do: said among findings, and none."""

_TENDERNESS = r"tender(?:ness)?\s+(?:to\s+palpation|over|on|of|in|at|throughout|about)|(?:was|is|were|are)\s+(?:also\s+)?(?:non-?)?tender\b"
_TESTED = (
    r"(?:tests?|signs?|maneuvers?)\s+(?:was|is|were|are)\b|(?:positive|negative)\s+(?:[\w'-]+\s+){1,4}(?:tests?|testing|signs?|maneuver)"
    r"|straight\s+leg\s+rais\w+|drop\s+arm|spurling|tinel|phalen|hawkins|mcmurray|lachman"
)
_MOVED = (
    r"range\s+of\s+motion|flexion\s+(?:of|to|was|is|with)|\d+\s*(?:degrees|°)\s+of\b|movement\s+increased\s+pain"
    r"|restricted\s+(?:\w+\s+)?(?:flexion|extension)|(?:normal|antalgic|slow)\s+gait|gait\s+(?:is|was)|weight\s+bearing"
)
_NERVES = (
    r"deep\s+tendon|reflex(?:es)?\b|(?<!needles\s)sensation\s+(?:was|is|to)|decreased\s+sensation|light\s+touch|motor\s+(?:strength|function)|muscle\s+strength"
    r"|strength\s+(?:was|is|were)|[0-5]/5\b|two-?\s?point\s+discrimination|grip\s+(?:is|was|right|left|\d)|allodynia\s+(?:is|was)"
)
_LOOKED = (
    r"alert\s+and\s+oriented|(?:mood|affect)\s+(?:and|was|is|were)|appeared\s+(?:well|normal)|hypertonic\w*|palpation"
    r"|(?:unable|able)\s+to\s+(?:stand|sit\s+upright|walk|squat|heel|toe)\b|joint\s+line\s+tenderness|exam(?:ination)?\s+(?:was|is)\s+(?:normal|unremarkable|intact|within)|cranial\s+nerves"
    r"|no\s+(?:weakness|spasm|swelling|tenderness|deformity|edema|effusion)"
)
_VITAL = (
    r"(?<!\()(?:blood\s+pressure|BP|pulse|heart\s+rate|respirations?|respiratory\s+rate|temperature|oxygen\s+saturation|SpO2|BMI|body\s+mass\s+index)"
    r"\s+(?:(?:is|was|were|of|at)\s+)*\d|pin-?prick\s+(?:is|was)|(?:ankle|knee|biceps|triceps)\s+jerks?\b|(?:wheezes|rales|rhonchi|murmurs?)\s+(?:is|was|were|are|over|in)\b"
)
_SIGNS = (
    r"tender\w*|pain|swelling|edema|effusion|spasms?|deformity|crepitus|guarding|weakness|atrophy|instability|laxity"
)
_EXAMINED = re.compile(
    rf"\b(?:{_TENDERNESS}|{_TESTED}|{_MOVED}|{_NERVES}|{_LOOKED}|{_VITAL})"
    rf"|^There\s+(?:is|was|are|were)\s+(?:no\s+)?(?:[\w-]+\s+){{0,4}}?(?:{_SIGNS})",
    re.IGNORECASE,
)


def findings(piece: Piece) -> Iterator[Piece]:
    """The findings that the passage lists."""
    for clause in _clauses(begun(piece.until(_ENDS))):
        for part in entries(clause, names_finding):
            one = begun(part).trimmed(_NOTHING, _MARKS)
            if one.text and names_finding(one.text) and not _NO_FINDING.search(one.text):
                yield one


def _clauses(piece: Piece) -> Iterator[Piece]:
    """ "Unable to stand and was bed bound" says two things of the same worker."""
    found = _AND_WAS.search(piece.text)
    if found and not _HAS_SUBJECT.search(piece.text[: found.start()]):
        yield piece.cut(0, found.start())
        yield piece.cut(found.end(), len(piece.text))
    else:
        yield piece


def names_finding(text: str) -> bool:
    """Whether a phrase holds a word that findings are told with."""
    return bool(FINDING.search(text))


def is_examined(text: str) -> bool:
    """Whether a text tells an examination by its words alone: a test's outcome, a range of motion, strength, reflexes."""
    return bool(_EXAMINED.search(text))


def is_finding(text: str) -> bool:
    """Whether a phrase that a model took for a finding can be one: no test on paper or film."""
    return len(text.split()) > 1 and names_finding(text) and not TEST.search(text)
