"""What a passage that leads up to complaints names: symptoms, one each, without their ratings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kinds.medical.summary.bettering import bettering
from structurer.kinds.medical.summary.drugs import DRUG
from structurer.kinds.medical.summary.examination import is_examined
from structurer.kinds.medical.summary.further_complaints import TOLERANCE
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.no_complaints import CAUSE, DIAGNOSED, FOUND, NO_COMPLAINT, NO_SYMPTOM
from structurer.kinds.medical.summary.openings import begun
from structurer.kinds.medical.summary.phrases import BODY_DOES, PREDICATE
from structurer.kinds.medical.summary.rated_complaints import RATED, before_number, names_symptom, unrated, until_rating
from structurer.kinds.medical.summary.rating_numbers import printed
from structurer.kinds.medical.summary.study_names import TEST
from structurer.kinds.medical.summary.symptoms import listed
from structurer.kinds.medical.summary.words import CARE, LOCATION, SYMPTOM
from structurer.regex import regex

_DONE_NEXT = r"(?:requesting|awaiting|given|prescribed|referred|placed|taking)"
_ENDS = regex(
    rf"(?<![\s:;(]\d)[.](?-i:(?=\s+[^a-z\s]|\s*$))|\s+while\b(?!\s+(?:chewing|eating|talking|driving|riding|walking|running|climbing|sitting|standing|lying|sleeping|resting|reading|typing|writing|bending|lifting|kneeling|squatting|reaching|gripping)\b)|,?\s+and\s+(?:is|was|has\s+been)\s+{_DONE_NEXT}\b|,?\s+but\s+(?!(?:the\s+|an?\s+|his\s+|her\s+|now\s+|also\s+|new\s+)*(?:[\w-]+\s+){{0,3}}?(?:pain|ache|numb|tingl|burn|stiff|sore|weak|swell|headache|remains|continue|arch|still|catch|lock|buckl|swell|cannot|can['’]t|could\s+not|trouble|difficulty|{SYMPTOM.pattern}|(?:{LOCATION.pattern})\s+(?:is|are|was|were|still|remains?|has|have)\b)|that\s|there\s+(?:is|was|are|were)\s)|,?\s+(?:however|reportedly(?!\s+(?:improv|better|worse|unchanged|resolv)))\b"
    r"|,?\s+[\"“]?and\s+then\b(?!\s+(?:developed|noticed|began\s+having))|\s+so\s+(?:he|she|that)\b",
    re.IGNORECASE,
)
_WHICH = regex(r",\s+(?:which|that)\s+(?:he|she|(?:is|are|was|were)\s+(?!rated))\b", re.IGNORECASE)
"""What is said of a complaint behind it."""
_LASTING = regex(
    r"\s+for\s+(?:about|the\s+(?:past|last)|over|approximately)\b.*|\s+(?:(?:about|approximately)\s+)?\w+\s+(?:days?|weeks?|months?|years?)\s+(?:prior|ago)\b.*"
    r"|\s+in\s+(?:an?|this)\s+[\w-]+?[\s-]+years?[\s-]*old\b.*",
    re.IGNORECASE,
)
_NONE = regex(r"\b(?:treatments?|therapy)\s+(?:has|have|had)\b|\bimprovement\b|^to\s+improve\b", re.IGNORECASE)
_DENIED = regex(r"(?:and\s+|or\s+)?(?:no(?!\s+(?:better|longer|more|improvement|energy|appetite|interest|joy|pleasure|motivation|patience|desire|libido|stamina|strength|feeling|grip)\b)|denies|denied|denying|without)\s", re.IGNORECASE)  # fmt: skip
"""What the worker says that he has not is no complaint."""
_FELT = regex(r"[\"“]?(?:feels?|felt|hurts?|aches?|swells?)\s+(?!better\b)", re.IGNORECASE)
_BARE = regex(
    r"(?:(?:his|her|the|current|average|usual|typical|worst|best|baseline|subjective|multifocal)\s+)*(?:pain|symptoms?|discomfort|complaints?|pain\s+complaints?|levels?\s+of\s+pain)"
    r"(?:\s+(?:levels?|scores?|ratings?|scales?|as|is|was|were|not|the))*(?:\s+at\s+rest)?",
    re.IGNORECASE,
)


# What goes on about a symptom whose rating stood between them.
_OF_ANOTHER = regex(r"(?:which|that|who)\s", re.IGNORECASE)


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
        one = until_rating(
            unrated(before_number(begun(part), numbers))
            .until(_WHICH)
            .until(_LASTING)
            .until(CAUSE)
            .trimmed(_BEFORE, _AFTER)
        )
        if _is_told(one.text, sure, rated=bool(RATED.match(one.line.text, one.end))):
            yield _own_words(one) or one


_FURTHER = regex(
    rf"[,;]\s+(?:and\s+)?(?={BODY_DOES.pattern}|(?:(?:new|now|also|some|more|left|right)\s+){{0,2}}(?:[\w-]+\s+){{0,2}}?(?:pain|aching|numbness|tingling|spasms|headaches?|cramps|swelling|weakness|stiffness|burning)\b)",
    re.IGNORECASE,
)
"""Where a passage goes on from what makes pain worse to a further complaint."""
_DENIED_CLAUSE = regex(r"(?:^|;)[^;]*(?<!\band\s)\b(?:is|are|was|were)\s+(?:all\s+)?(?:denied\b|$)", re.IGNORECASE)
_BEFORE_QUOTED = regex(r"\s+")
_QUOTED = regex(r"\s*[\"“](?P<said>[^\"“”]+?)[.,]?[\"”][.,]?\s*")


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
    if _FIRST_PERSON.match(text):
        return True
    if LOCATION.fullmatch(text.strip()) and not BODY_DOES.match(text):
        return sure and rated
    its = _ITS.match(text)
    drug = DRUG.match(text, its.end() if its else 0)
    if drug and _HELPS.match(text, drug.end()):
        return False
    if (
        names_symptom(text)
        or _FELT.match(text)
        or BODY_DOES.match(text)
        or TOLERANCE.match(text)
        or _DOES_ONLY.match(text)
        or _HARD_TO.match(text)
        or (PREDICATE.match(text) and len(text.split()) > 2)
    ):
        return True
    return sure and not (
        NO_SYMPTOM.search(text) or CARE.search(text) or TEST.search(text) or DRUG.search(text) or is_examined(text)
    )


_FIRST_PERSON = regex(r"[\"“](?:I|I['’]m|my)\b", re.IGNORECASE)
_HARD_TO = regex(
    r"it(?:['’]s|\s+(?:is|was))\s+(?:(?:very|too|still)\s+)?(?:hard|difficult|painful|impossible|tough)\s+(?:for\s+(?:him|her)\s+)?to\b",
    re.IGNORECASE,
)
_DOES_ONLY = regex(
    r"(?:(?:drops|spills|fumbles|forgets|loses|misplaces)\s+[\w-]+|weeps|naps|dozes|tires|limps|snores|cries|coughs|wheezes|vomits|trembles|stumbles|startles|sweats|worries|falls|trips)(?:\s+(?:often|easily|daily|a\s+lot|at\s+\w+))?$",
    re.IGNORECASE,
)
"""What the worker does, told in a word."""
_ITS = regex(r"(?:(?:the|his|her|that|current)\s+)*", re.IGNORECASE)
_HELPS = regex(r"[^.;]{0,30}?\s(?:help|reliev|reduc|control|allow|eas|provid)\w*\b", re.IGNORECASE)
"""What a drug does is no complaint: "Norco helps with her pain"."""
_EASED = regex(
    r"\s*(?:that\s+)?(?:the\s+|his\s+|her\s+|these\s+)*(?:pain|symptoms?|it)\s+(?:is|are|was|were|gets?|becomes?)\s+(?:made\s+)?(?:worse|worsened|aggravated|exacerbated|relieved|eased|alleviated|better)\b",
    re.IGNORECASE,
)
_BEFORE = regex(
    r"\s+|[,;:.\-–•*]+\s*|w/\s*|\d{1,2}(?:\s*-\s*\d{1,2})?\s*(?:/|out\s+of)\s*10\s+(?=[A-Za-z])|\(?\d{1,2}[.)]\s*(?=[A-Za-z])|(?:an?\s+)?(?:(?!family)[\w-]+\s+){0,3}history\s+of\s+(?!present)|(?:an?\s+)?(?:(?:routine|initial|scheduled)\s+)?(?:follow[\s-]?up|(?:re-?)?evaluation|re-?check|management|treatment|consultation)(?:\s+(?:visit|appointment|evaluation))?\s+(?:of|for|on|regarding|concerning)\s+|(?:and|or|an?|the|rated(?:\s+(?:his|her))?|cited|grade(?=\s+\d{1,2}\s?/\s?10)|his|her|he|she|(?:the\s+)?(?:injured\s+)?(?:worker|patient|applicant|claimant)|(?-i:[Pp]t)\.?|IW|also|that|noted|still|to\s+(?:have|be)|to(?=\s+struggle\b)|there['’]s|there\s+(?:is|was|are|were)(?:\s+also)?|noticed|it(?=\s+(?:swells?|locks?|aches?|hurts?|burns?|throbs?|gives?|goes|gets|feels|clicks?|pops?|catches|itches|tingles|stings|buckles|cramps|wakes|keeps|still)\b)|is|was|were|are|(?!(?-i:HAs)\b)(?:has|had)(?!\s+to\b)|having|being(?=\s+short\b)|been(?=\s+\w+ing\b)|remains|remained|gets(?!\s+(?:up|lost)\b))\s+",
    re.IGNORECASE,
)
_AFTER = regex(
    r"(?:(?<=[\"”])\s*,?\s+(?:he|she)\s+(?:says|said|states|stated|adds|told\s+[\w\s]{2,20})|\s+(?:new|too|as\s+well)|\s+with\s+(?:an?\s+)?(?:pain\s+)?(?:severity|intensity|rating|score|level|VAS(?:\s+score)?)|\s+|[,;:.]+|\s+(?:and|or|which|that|who|is|was|were|are|with(?:out)?|of|for|from|due\s+to))$",
    re.IGNORECASE,
)


def is_complaint(text: str) -> bool:
    """Whether a phrase that a model took for a complaint can be one: a symptom with more to it than its bare name."""
    return names_symptom(text) and not _BARE.fullmatch(text) and not TEST.search(text) and not is_examined(text)
