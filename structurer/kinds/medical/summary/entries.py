"""A list told in prose, taken apart: "A of the left hand, B and C" is three entries, "numbness and tingling" is one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.words import LOCATION
from structurer.kinds.medical.summary.words import PLACE as _PLACE

# Where a list may be parted. Commas within numbers and brackets are none.
_NUMBERED = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[;:,.]))\(?\d{1,2}[.)]\s?(?=[A-Za-z])")
_FIRST = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[;:,.]))\(?1[.)]\s?(?=[A-Za-z])")
_SEMICOLON = re.compile(r"\s*;\s*(?:(?:and|as\s+well\s+as)\s+)?", re.IGNORECASE)
_COMMA = re.compile(r"\s*,(?!\s*(?:19|20)\d\d\b)\s*(?:(?:and|or|as\s+well\s+as|along\s+with|but|also)\s+)*(?!\d{3}\b)")
_AND = re.compile(r"\s+(?:and(?:\s+also)?|&|plus|as\s+well\s+as)\s+", re.IGNORECASE)

# What goes on about what was named before it.
_GOES_ON = re.compile(
    r"(?:which|that|who|where|when|while|with(?:out)?|radiating(?!\s+(?:pain|numbness|symptoms|tingling)\b)|radiates?|worse\w*|better|greater(?!\s+(?:occipital|troch|tuber))|more|less|worst|mostly|(?:right|left)\s+(?:greater|more|less|worse)"
    r"|worsened|reportedly|aggravated|relieved|described|rated|especially|particularly|including|extending|into|in|on|at|over(?!-the)|of|from|to|for|by|due|secondary\s+to|after|because|although"
    r"|mild(?:ly)?$|moderate(?:ly)?$|severe(?:ly)?$|resolv\w+|unspecified$|single\s+episode\b|recurrent$|chronic\s+and\s+\w+$|not\s+otherwise\s+specified$|not\s+elsewhere\s+classified$|closed$|displaced$|nondisplaced$|unknown|likely|possibly\s+(?:due|secondary)|approximately|fascia\b|partial$|complete$|resolved$|nonindustrial$|initial\s+encounter|subsequent\s+encounter|sequela|residual\s+\w+$|rule\s+out\b|r/o\b|by\s+history"
    r"|(?:right|left|bilateral)$|(?:right|left)\s+(?:upper|lower)\s+(?:limb|extremity)$|NOS$|grade\s+[IVX\d]+|stage\s+[IVX\d]+|(?:and\s+|moderately\s+|very\s+)*(?:sharp|dull|aching|achy|burning|constant|intermittent|severe|moderate|mild|stabbing|throbbing|frequent|occasional)(?:\s+and\s+[\w\s]{0,25})?$|acute$|chronic$|intermittent$|constant$|sharp$|dull$|aching$|achy$|burning$|no\s+longer)\b",
    re.IGNORECASE,
)
_QUALITY = re.compile(
    r"(?:constant|sharp|dull|severe|moderate|mild|intermittent|stabbing|throbbing|frequent|occasional|persistent|chronic)(?:\s+and\s+\w+)?",
    re.IGNORECASE,
)
"""How a symptom is felt, before it is named: "constant, sharp pain"."""
_HAS_PREPOSITION = re.compile(r"\b(?:of|in|to|over|at|into|about|along|around|from|through\w*|across|on|down)\b", re.IGNORECASE)  # fmt: skip
_VERB = re.compile(r"\b(?:is|was|are|were|did|does|has|had|have|show\w*|remain\w*|appear\w*)\b", re.IGNORECASE)
_WHERE = re.compile(rf"(?:{LOCATION.pattern})(?:\s+(?:bilaterally|on\s+the\s+(?:left|right)))?", re.IGNORECASE)
_PLACED = re.compile(
    rf"(?:{LOCATION.pattern})\s*(?:$|\(|(?:on|in)\s+(?:\d|[A-Z][a-z]+\s+\d))|(?:internal|external)\s+fixation|percutaneous\s+pinning|drainage\b|debridement\b|cupping\b",
    re.IGNORECASE,
)
"""A place that shares what stands before an "and", or the second half of an operation's name."""
_ORDINAL = re.compile(
    r"(?:first|second|third|fourth|fifth|[1-5](?:st|nd|rd|th)|left|right|upper|lower|radial|ulnar|medial|lateral)\b",
    re.IGNORECASE,
)
_ENDS_ORDINAL = re.compile(rf"\b{_ORDINAL.pattern}$", re.IGNORECASE)
_INCOMPLETE = re.compile(
    rf"(?:an?\s+)?(?:decreased|reduced|diminished|limited|restricted|full|normal|abnormal|painful|positive|negative|slow|intact|no)(?:\s+{LOCATION.pattern})?"
    r"|(?:deep\s+tendon\s+|motor\s+|muscle\s+)?(?:reflexes|strength|sensation|motor|sensory)|no\s+(?:sensory|motor)",
    re.IGNORECASE,
)
"""What is still to be said: the finding itself, or how it was found."""

Heads = Callable[[str], bool]
"""Whether a text names a thing of the list's kind, and so can stand as an entry of its own."""


def entries(piece: Piece, names: Heads | None = None) -> list[Piece]:
    """The entries of a list, in order.

    Without `names` each comma and "and" parts two entries (lists of care or drugs). With them one does that stands
    between two things which are named in full (lists of diagnoses).
    """
    piece = piece.stripped()
    numbered = list(_at(piece, _NUMBERED)) if names is not None or _FIRST.search(piece.text) else [piece]
    if len(numbered) > 1 or (numbered and not numbered[0].text.strip()):
        parts = [part for part in numbered if part.text.strip(" ,;:.")]
        return [_tidied(part) for part in parts]
    found: list[Piece] = []
    for part in _at(piece, _SEMICOLON):
        found += _every(part) if names is None else _apart(part, names)
    return [part for part in map(_tidied, found) if part.text]


def _at(piece: Piece, where: re.Pattern[str]) -> Iterator[Piece]:
    """The piece cut at each match that stands outside of brackets."""
    start = 0
    for match in where.finditer(piece.text):
        if _outside(piece.text, match.start()):
            yield piece.cut(start, match.start())
            start = match.end()
    yield piece.cut(start, len(piece.text))


def _outside(text: str, at: int) -> bool:
    """Whether a list may be parted at a place: not in brackets or quotes."""
    before = text[:at]
    return before.count("(") <= before.count(")") and before.count('"') % 2 == 0


def _every(piece: Piece) -> list[Piece]:
    found: list[Piece] = []
    for part in _at(piece, _COMMA):
        if found and _GOES_ON.match(part.text):
            found[-1] = Piece(piece.line, found[-1].start, part.end)
            continue
        start = 0
        for match in _AND.finditer(part.text):
            joined = _PLACED.match(part.text, match.end()) or (
                _ENDS_ORDINAL.search(part.text[start : match.start()]) and _ORDINAL.match(part.text, match.end())
            )
            if _outside(part.text, match.start()) and not joined:
                found.append(part.cut(start, match.start()))
                start = match.end()
        found.append(part.cut(start, len(part.text)))
    return found


def _apart(piece: Piece, names: Heads) -> list[Piece]:
    """Parted at commas and "and" where either side names a thing; places of the body stay with what they are places of."""
    commas = list(_at(piece, _COMMA))
    parts = [part for comma in commas for part in _ands(comma, names, len(commas) > 1 and comma is commas[-1])]
    found: list[Piece] = []
    waiting: Piece | None = None
    for index, part in enumerate(parts):
        text = part.text.strip()
        here = part if waiting is None else Piece(part.line, waiting.start, part.end)
        last = found[-1].text if found else ""
        if not found and _QUALITY.fullmatch(text) and any(names(later.text) for later in parts[index + 1 :]):
            waiting = here
        elif found and waiting is None and _GOES_ON.match(text):
            found[-1] = Piece(part.line, found[-1].start, part.end)
        elif names(text) and not (
            LOCATION.fullmatch(text.strip()) or (_INCOMPLETE.fullmatch(text) and index + 1 < len(parts))
        ):
            found.append(here)
            waiting = None
        elif found and waiting is None and _WHERE.fullmatch(text) and _HAS_PREPOSITION.search(last):
            found[-1] = Piece(part.line, found[-1].start, part.end)
        elif any(names(later.text) for later in parts[index + 1 :]) and (
            LOCATION.match(text) or _INCOMPLETE.fullmatch(text) or not text.strip()
        ):
            waiting = here
        elif LOCATION.fullmatch(text.strip()) and found:
            found[-1] = Piece(part.line, found[-1].start, part.end)
        else:
            found.append(here)
            waiting = None
    if waiting is not None:
        found.append(waiting)
    return found


def _ands(piece: Piece, names: Heads, listed: bool) -> Iterator[Piece]:
    """Cut at an "and" between two things of their own, or between two clauses."""
    start = 0
    text = piece.text
    for match in _AND.finditer(text):
        left, right = text[start : match.start()], text[match.end() :]
        if _outside(text, match.start()) and _are_two(left, right, names, listed):
            yield piece.cut(start, match.start())
            start = match.end()
    yield piece.cut(start, len(text))


def _are_two(left: str, right: str, names: Heads, listed: bool) -> bool:
    """Whether what stands to both sides of an "and" are two things: two clauses, or two with a place or head each."""
    together = _TOGETHER.match(right)
    nearest = together[0] if together else _NEAREST.split(right, maxsplit=1)[0]
    if names(left) and _MARKED.match(right):
        return True
    verbs = bool(_VERB.search(left)), bool(_VERB.search(nearest))
    if _NEGATED.match(nearest) and (names(left) or _NEGATED.match(left)):
        return True
    if _ALONE.fullmatch(nearest.strip(" .")) and (len(left.split()) > 1 or " " in nearest.strip()) and names(left):
        return True
    if (
        _ILLNESS.fullmatch(nearest.strip(" ."))
        and names(left)
        and (len(left.split()) > 1 or _ILLNESS.fullmatch(left.strip()))
    ):
        return True
    if _NAKED.fullmatch(_AND.split(left)[-1].strip()):
        return False
    if not names(left) or not names(nearest):
        return False
    if any(verbs):
        return all(verbs)
    meeting = f"{left.split()[-1]} {right.split()[0]}"
    placed = _PLACE.search(_AND.split(left)[-1]) and _PLACE.search(nearest)
    if _PAIRED_PLACES.search(meeting) or (_PAIRED.search(meeting) and not placed):
        return False
    words = nearest.split()
    if len(words) == 1:
        return listed
    if LOCATION.fullmatch(nearest.strip()) or not names(" ".join(words[:8])):
        return False
    if len(left.split()) < 2:
        return len(words) > 2 and not names(words[0])
    return True


_ILLNESS = re.compile(
    r"\w+(?:itis|algia|pathy|osis)|insomnia|anxiety|depression|stress|hypertension|diabetes|sciatica|lumbago",
    re.IGNORECASE,
)
"""A word that is a diagnosis by itself."""
_NAKED = re.compile(rf"(?:(?:rule\s+out|possible|probable)\s+)?(?:{LOCATION.pattern})", re.IGNORECASE)
"""A place whose condition is still to be named: "rule out cervical", before "and lumbar stenosis"."""
_NEGATED = re.compile(r"\s*no\s+\w", re.IGNORECASE)
_MARKED = re.compile(r"(?:possible|probable|suspected|rule\s+out|r/o|status\s+post|s/p|history\s+of)\s", re.IGNORECASE)
_ALONE = re.compile(r"headaches?|insomnia|dizziness|fatigue|(?:trouble|difficulty|problems)\s+sleeping", re.IGNORECASE)
"""What is felt nowhere in particular, and so is no second half of what stands before it."""
_NEAREST = re.compile(r"[,;]|(?<!\bleft)(?<!\bright)(?<!\bupper)(?<!\blower)\sand\s", re.IGNORECASE)
_TOGETHER = re.compile(r"(?:numbness|tingling)\s+and\s+(?:numbness|tingling)\b(?:(?![,;]|\sand\s).)*", re.IGNORECASE)
"""Two symptoms told in one breath, which stand as one beside what an "and" joins them to."""
_PAIRED_PLACES = re.compile(
    r"(?:[CTLS]\d[\w-]*\s+[CTLS]\d|(?:\d(?:st|nd|rd|th)|first|second|third|fourth)\s+(?:\d(?:st|nd|rd|th)|second|third|fourth|fifth)|left\s+right|right\s+left|upper\s+lower|lower\s+upper|flexion\s+extension|abduction\s+adduction"
    r"|alert\s+oriented|sensory\s+motor|motor\s+sensory)\b",
    re.IGNORECASE,
)
"""What an "and" joins to one: sides, levels, motions."""
_PAIRED = re.compile(
    r"(?:numbness|tingling|pins|strain|sprain|weakness|pain|stiffness)\s+(?:numbness|tingling|needles|weakness|sprain|strain|stiffness)\b",
    re.IGNORECASE,
)
"""Symptoms and injuries that are told in one breath, unless each has its own place."""


_BEFORE = re.compile(
    r"\s+|[,;:.\-–•*\"“]+\s*|(?:and|or|an?|the|his|her|also|that|some|noted|with|revealed|showed|both\s+of|at\s+least|there\s+(?:is|was|are|were)(?:\s+also)?|is|was|were|are)\s+",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(?:\s+|[,;:.\"”]+|\s+(?:and|or|which|that|who|is|was|were|are))$", re.IGNORECASE)  # fmt: skip


def _tidied(piece: Piece) -> Piece:
    """The piece without marks, articles and joining words at its edges."""
    return piece.trimmed(_BEFORE, _AFTER)
