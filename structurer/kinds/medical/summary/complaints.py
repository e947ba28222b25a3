"""What a passage that leads up to complaints names: symptoms, one each, without their ratings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from structurer.kinds.medical.summary.bettering import bettering
from structurer.kinds.medical.summary.drugs import DRUG
from structurer.kinds.medical.summary.examination import is_examined
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.no_complaints import CAUSE, DIAGNOSED, FOUND, NO_COMPLAINT, NO_SYMPTOM
from structurer.kinds.medical.summary.openings import WHO, begun
from structurer.kinds.medical.summary.phrases import BODY_DOES, PREDICATE
from structurer.kinds.medical.summary.rating_numbers import Printed, printed
from structurer.kinds.medical.summary.study_names import TEST
from structurer.kinds.medical.summary.symptoms import listed
from structurer.kinds.medical.summary.words import CARE, LOCATION, SYMPTOM

_DONE_NEXT = r"(?:requesting|awaiting|given|prescribed|referred|placed|taking)"
_ENDS = re.compile(
    rf"(?<![\s:;(]\d)[.](?=\s|$)|\s+while\b(?!\s+(?:chewing|eating|talking|driving|riding|walking|running|climbing|sitting|standing|lying|sleeping|resting|reading|typing|writing|bending|lifting|kneeling|squatting|reaching|gripping)\b)|,?\s+and\s+(?:is|was|has\s+been)\s+{_DONE_NEXT}\b|,?\s+but\s+(?!(?:the\s+|an?\s+|his\s+|her\s+|now\s+|also\s+|new\s+)*(?:[\w-]+\s+){{0,3}}?(?:pain|ache|numb|tingl|burn|stiff|sore|weak|swell|headache|remains|continue|arch|still|catch|lock|buckl|swell|cannot|can['’]t|could\s+not|trouble|difficulty)|that\s|there\s+(?:is|was|are|were)\s)|,?\s+(?:however|reportedly(?!\s+(?:improv|better|worse|unchanged|resolv)))\b"
    r"|,?\s+[\"“]?and\s+then\b(?!\s+(?:developed|noticed|began\s+having))|\s+so\s+(?:he|she|that)\b",
    re.IGNORECASE,
)
_WHICH = re.compile(r",\s+(?:which|that)\s+(?:he|she|(?:is|are|was|were)\s+(?!rated))\b", re.IGNORECASE)
"""What is said of a complaint behind it."""
_OF_TEN = r"\d+(?:\s*-\s*\d+)?\s*(?:/|out\s+of|of)\s*10\b"
_RATED = re.compile(
    rf",?\s+(?:which\s+|that\s+)?(?:(?:is|was|are|were|he|she)\s+)?(?:also\s+)?(?:rated|rates|rating|quantified|scored|graded)\b|,?\s*(?:at|of|a)?\s+{_OF_TEN}.*"
    r"|\s+(?:--|–)\s*\d.*|,?\s+\d+\s+intensity\s+out\s+of\b.*|,?\s+(?:the\s+)?level\s+of\s+pain\b",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"\s+for\s+(?:about|the\s+(?:past|last)|over|approximately)\b.*|\s+(?:(?:about|approximately)\s+)?\w+\s+(?:days?|weeks?|months?|years?)\s+(?:prior|ago)\b.*",
    re.IGNORECASE,
)
_NONE = re.compile(r"\b(?:treatments?|therapy)\s+(?:has|have|had)\b|\bimprovement\b|^to\s+improve\b", re.IGNORECASE)
_DENIED = re.compile(r"(?:and\s+|or\s+)?(?:no(?!\s+(?:better|longer|more|improvement|energy|appetite|interest|motivation|strength)\b)|denies|denied|denying|without)\s", re.IGNORECASE)  # fmt: skip
"""What the worker says that he has not is no complaint."""
_FELT = re.compile(r"[\"“]?(?:feels?|felt|hurts?|aches?|swells?)\s+(?!better\b)", re.IGNORECASE)
_BARE = re.compile(
    r"(?:(?:his|her|the|current|average|subjective|multifocal)\s+)*(?:pain|symptoms?|discomfort|complaints?|pain\s+complaints?|levels?\s+of\s+pain)"
    r"(?:\s+(?:levels?|scores?|ratings?|scales?|as|is|was|were|not|the))*",
    re.IGNORECASE,
)


# What goes on about a symptom whose rating stood between them.
_OF_ANOTHER = re.compile(r"(?:which|that|who)\s", re.IGNORECASE)


def complaints(piece: Piece, *, sure: bool = False) -> Iterator[Piece]:
    """The complaints that the passage lists; where it is `sure` to list some, also those in words that are not known."""
    better = bettering(piece)
    if better:
        yield unrated(better)
        piece = piece.cut(better.end - piece.start, len(piece.text))
    if _EASED.match(piece.text):
        further = _FURTHER.search(piece.text)
        if not further:
            return
        piece = piece.cut(further.end(), len(piece.text))
    if not sure and len(DIAGNOSED.findall(piece.text)) > 1:
        return
    piece = piece.until(_DENIED_CLAUSE)
    if (own := _own_words(piece)) and "," not in own.text:
        yield own.trimmed(_BEFORE_QUOTED, _AFTER)
        return
    piece = own or piece
    parts = [part.trimmed(_BEFORE, _AFTER) for part in listed(begun(_until_end(piece)))]
    sure = (sure and len(piece.text.split()) > 1) or any(names_symptom(part.text) for part in parts)
    numbers = printed(piece.line.text)
    for part in parts:
        one = (
            unrated(_before_number(begun(part), numbers))
            .until(_WHICH)
            .until(_LASTING)
            .until(CAUSE)
            .trimmed(_BEFORE, _AFTER)
        )
        if _is_told(one.text, sure, rated=bool(_RATED.match(one.line.text, one.end))):
            yield _own_words(one) or one


_FURTHER = re.compile(
    rf"[,;]\s+(?:and\s+)?(?={BODY_DOES.pattern}|(?:(?:new|now|also|some|more|left|right)\s+){{0,2}}(?:[\w-]+\s+){{0,2}}?(?:pain|aching|numbness|tingling|spasms|headaches?|cramps|swelling|weakness|stiffness|burning)\b)",
    re.IGNORECASE,
)
"""Where a passage goes on from what makes pain worse to a further complaint."""
_TO_NUMBER = re.compile(
    r"(?:[\s,:(\"“-]+|\s(?:is|was|are|were|at|of|an?|to|from|between|about|around|approximately|currently|presently|rated|now|today|averag(?:es?|ed|ing)|avg|rang(?:es?|ed|ing)|up|down|has|have|had"
    r"|come|came|climbed|risen|rose|fallen|fell|dropped|increased|decreased|put|given|scored|which|level|score|still|as|least|worst|best|noted|only|just))$",
    re.IGNORECASE,
)
"""What leads from a symptom to the number that rates it."""


def _before_number(piece: Piece, numbers: Sequence[Printed]) -> Piece:
    """A complaint up to the number on the pain scale that stands behind it, which is a field of its own."""
    for number in numbers:
        if piece.start < number.start < piece.end:
            named = piece.cut(0, number.start - piece.start).trimmed(re.compile(r"(?!)"), _TO_NUMBER)
            return named if names_symptom(named.text) or LOCATION.fullmatch(named.text) else piece
    return piece


def is_rated(piece: Piece) -> bool:
    """Whether a number on the pain scale follows a complaint."""
    return any(
        piece.end <= number.start and not piece.line.text[piece.end : number.start].strip(" ,:(")
        for number in printed(piece.line.text)
    )


_DENIED_CLAUSE = re.compile(r"(?:^|;)[^;]*(?<!\band\s)\b(?:is|are|was|were)\s+(?:all\s+)?(?:denied\b|$)", re.IGNORECASE)
_BEFORE_QUOTED = re.compile(r"\s+")
_QUOTED = re.compile(r"\s*[\"“](?P<said>[^\"“”]+)[\"”][.,]?\s*")


def _own_words(piece: Piece) -> Piece | None:
    """What stands in quotation marks, where that is all; else None."""
    quoted = _QUOTED.fullmatch(piece.text)
    return piece.cut(*quoted.span("said")) if quoted else None


def _until_end(piece: Piece) -> Piece:
    """The piece up to where something else is told, outside of quotation marks."""
    for found in _ENDS.finditer(piece.text):
        if len(re.findall(r"[\"“”]", piece.text[: found.start()])) % 2 == 0:
            return piece.cut(0, found.start())
    return piece


def _is_told(text: str, sure: bool, *, rated: bool) -> bool:
    """Whether an entry of a list of complaints is one; a bare part of the body is where it is `rated` as they are."""
    if (
        not text.strip()
        or _OF_ANOTHER.match(text)
        or _NONE.search(text)
        or _DENIED.match(text)
        or _BARE.fullmatch(text.strip())
    ):
        return False
    if NO_COMPLAINT.search(text) or FOUND.search(text) or TEST.match(text):
        return False
    if LOCATION.fullmatch(text.strip()):
        return sure and rated
    if (
        names_symptom(text)
        or _FELT.match(text)
        or BODY_DOES.match(text)
        or _TOLERANCE.match(text)
        or (PREDICATE.match(text) and len(text.split()) > 2)
    ):
        return True
    return sure and not (
        NO_SYMPTOM.search(text) or CARE.search(text) or TEST.search(text) or DRUG.search(text) or is_examined(text)
    )


_EASED = re.compile(
    r"\s*(?:that\s+)?(?:the\s+|his\s+|her\s+|these\s+)*(?:pain|symptoms?|it)\s+(?:is|are|was|were|gets?|becomes?)\s+(?:made\s+)?(?:worse|worsened|aggravated|exacerbated|relieved|eased|alleviated|better)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\s+|[,;:.\-–•*]+\s*|\(?\d{1,2}[.)]\s*(?=[A-Za-z])|(?:an?\s+)?(?:(?!family)[\w-]+\s+){0,3}history\s+of\s+(?!present)|(?:and|or|an?|the|rated(?:\s+(?:his|her))?|his|her|he|she|(?:the\s+)?(?:injured\s+)?(?:worker|patient|applicant|claimant)|also|that|noted|still|to\s+(?:have|be)|there['’]s|there\s+(?:is|was|are|were)(?:\s+also)?|noticed|is|was|were|are|(?!(?-i:HAs)\b)(?:has|had)(?!\s+to\b)|having|being(?=\s+short\b)|been(?=\s+\w+ing\b)|remains|remained|gets(?!\s+(?:up|lost)\b))\s+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:\s+(?:new|too|as\s+well)|\s+|[,;:.]+|\s+(?:and|or|which|that|who|is|was|were|are|with(?:out)?|of|for))$",
    re.IGNORECASE,
)


def unrated(piece: Piece) -> Piece:
    """A complaint without its rating, which is a field of its own; one that stands before the symptom stays."""
    found = _RATED.search(piece.text)
    named = piece.text[: found.start()] if found else ""
    return piece.cut(0, len(named)) if names_symptom(named) or LOCATION.fullmatch(named.strip()) else piece


def names_symptom(text: str) -> bool:
    """Whether a phrase holds a word for a symptom."""
    return bool(SYMPTOM.search(text))


def is_complaint(text: str) -> bool:
    """Whether a phrase that a model took for a complaint can be one: a symptom with more to it than its bare name."""
    return names_symptom(text) and not _BARE.fullmatch(text) and not TEST.search(text) and not is_examined(text)


_TOLERANCE = re.compile(
    r"(?:can|could)\s+(?:only\s+)?(?:sit|stand|walk|drive)\b|(?:sits|stands|walks|drives)\s+(?:for\s+)?(?:only|no\s+more\s+than|at\s+most)\s|"
    r"(?:sitting|standing|walking|driving)(?:\s+tolerance)?\s+(?:is|was)\s+(?:limited\s+to|only|about)?\s*\d+\s*(?:to\s+\d+\s*)?(?:min|hour|block)\w*",
    re.IGNORECASE,
)
"""How long the worker can stay in a position."""
_ABOUT_SYMPTOM = re.compile(
    rf"(?:the\s+)?(?:(?:pain|symptoms?|numbness|tingling|there\s+(?:is|was)|it|occasional|paresthesias?|weakness|pins\s+and\s+needles)\b"
    r"|(?:also\s+)?(?:numb|stiff|sore|constipated|depressed|anxious|irritable|tearful|hoarse|dizzy|nauseated|poor)\b|also\s+(?:with\s+|has\s+|had\s+|gets\s+)?(?:an?\s+)?(?=(?:[\w-]+\s+){0,4}?(?:pain|ache|aching|numbness|tingling|headaches?|cramps|stiffness|soreness|spasms|weakness|insomnia|burning)\b)"
    rf"|(?:{LOCATION.pattern})\s+(?:goes?|go|feels?|aches?|hurts?|swells?)\b)",
    re.IGNORECASE,
)
_OF_WORKER = re.compile(
    rf"(?:{WHO})\s+(?:(?:also|often|still|now|frequently|sometimes|reportedly)\s+)*(?={PREDICATE.pattern})",
    re.IGNORECASE,
)
_SAID_OF_OTHERS = re.compile(
    r"(?:is|was|are|were|will|would|could|does|did|do|being|has|had|no\s+longer|stopped|must|needs)\b", re.IGNORECASE
)
"""A verb without its subject that may as well be said of something else than what the worker feels."""
_REPEATED = re.compile(r"the\s+pain\s+(?:in|of|to)\b.*\brated\b", re.IGNORECASE)


def goes_on(text: str) -> bool:
    """Whether a sentence after one of complaints tells a further one: it begins with a symptom or where it is felt."""
    if NO_COMPLAINT.search(text):
        return False
    if _OF_WORKER.match(text) and not CARE.search(text):
        return True
    begins = (
        _ABOUT_SYMPTOM.match(text)
        or BODY_DOES.match(text)
        or _TOLERANCE.match(text)
        or (PREDICATE.match(text) and not _SAID_OF_OTHERS.match(text) and not (CARE.search(text) or DRUG.search(text)))
    )
    return bool(begins) and not _REPEATED.match(text)
