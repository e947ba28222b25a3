"""What a passage that tells treatment names: care given, each with its number of sessions or its date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.interpret import NUMBER_WORD
from structurer.kinds.medical.summary.drugs import DRUG
from structurer.kinds.medical.summary.entries import entries
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.study_names import TEST, name_ends
from structurer.kinds.medical.summary.words import CARE, OPERATION

_OUTCOME = (
    r"(?:with(?:\s+(?:only|just|little|an?|very|about))*\s+(?:(?:significant|some|no|good|minimal|temporary|partial|short|brief|limited|transient|little|moderate|mild|lasting|excellent|fair|poor|initial|marked|\d+\s?(?:%|percent))(?:[\s-]\w+)?\s+)?(?:relief|benefit|improvement|success|effect|response|help|gains?|results?)"
    r"|with\s+(?:significant|some|no|good|minimal|temporary)\s+\w+|without\s+(?:\w+\s+)?(?:relief|benefit|improvement|success|effect|help)|to\s+no\s+avail|(?:gave|giving|provided|providing|offered|with)\s+(?:about\s+)?\d+\s?%)\b"
)
_ENDS = re.compile(
    rf"[.](?=\s|$)|,?\s+and\s+(?:he|she|then|was|is|has)\b|,?\s+(?:(?:but|however|which)\b|{_OUTCOME}(?!,))",
    re.IGNORECASE,
)
_DATES = re.compile(r"\(?\b\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\)?")
_NONE = re.compile(
    r"^(?:following|latter|former|(?:partial|good|some|no|little)\s+(?:benefit|relief|improvement)|relief|benefit|with\b.*|on\s+\d.*|(?:he|she|it|there)\b.*|[\w\s]*\b(?:syndrome|capsulitis|depression|disorder)|request\w*|evaluations?|other\s+modalities|the|and|or|was|were|been|no\s+.*)$|^(?:at\s+discharge|in|up\s+to|until|during|since|similar|note)\b|\bdocument\w*\b|^\d+$",
    re.IGNORECASE,
)
_REMARK = re.compile(
    rf",?\s+{_OUTCOME}.*|"
    r"\s*\([^)]*(?:improvement|relief|benefit|without|documentation|not\s+found)[^)]*\)?$",
    re.IGNORECASE,
)
_DRUGS = re.compile(
    r"(?:oral\s+|pain\s+|prescription\s+)?medications?|meds|medications?\s+(?:management|therapy)", re.IGNORECASE
)


def care(piece: Piece) -> Iterator[Piece]:
    """The entries of a passage on treatment: care, and the drugs and tests that stand among it."""
    for part in entries(piece.until(_ENDS)):
        yield from _followed(part)


def after_care(piece: Piece) -> Piece:
    """What stands after the list of care, behind a remark that ends it: drugs may be named there too."""
    return piece.cut(len(piece.until(_ENDS).text), len(piece.text))


def _followed(piece: Piece) -> Iterator[Piece]:
    """ "A cast followed by therapy" are two."""
    start = 0
    for found in _FOLLOWED.finditer(piece.text):
        yield piece.cut(start, found.start())
        start = found.end()
    yield piece.cut(start, len(piece.text))


_FOLLOWED = re.compile(
    r",?\s+(?:and\s+)?(?:which\s+was\s+)?(?:followed\s+by|then)\s+(?:an?\s+)?(?!removal\b)", re.IGNORECASE
)


_KIND = r"(?:physical|occupational|chiropractic|aquatic|massage|manual|hand)"
_HELPED = r"(?:help|improv|decreas|reduc|reliev|benefi|effective|ineffective|tolerated)"
_DID = re.compile(
    rf"\b(?P<care>(?:{_KIND}\s+(?:therapy|treatments?|care|sessions)|acupuncture|chiropractic|massage)(?:\s+(?:treatments?|sessions))?)"
    rf"\s+(?:received\s+)?(?:(?:has|have|had|was|were)\s+)?(?:been\s+)?(?:not\s+)?(?:noted\s+to\s+)?{_HELPED}",
    re.IGNORECASE,
)


_PASSIVE = (
    r"(?:was|were|has\s+been|had\s+been)\s+(?:given|done|performed|administered|applied|carried\s+out|put(?=\s+in))\b"
)
_WHEN = r"(?:in\s+(?:\w+\s+(?:of\s+)?)?(?:19|20)\d\d|on\s+\d{1,2}[-/]\d{1,2}[-/]\d{2,4})"
_WHERE = r"in(?:\s?to)?\s+the\s+[\w\s]{3,30}?(?=[.,;]|\s+(?:that|and|on|in|with|which)\b|$)"
_SURGERY = r"(?:surgery|repair|fusion|release|arthroscopy|\w+ectomy|\w+plasty)"
_GIVEN = re.compile(
    r"(?:^|;\s*)(?:an?\s+|the\s+)?(?P<care>[^.,;]*?\b"
    rf"(?:{_SURGERY}\b[^.,;]{{0,60}}?(?:\s+{_PASSIVE}\s+{_WHEN}|(?=\s+{_PASSIVE}))"
    rf"|(?:injections?|splint|brace|cast|blocks?)\b[^.,;]{{0,60}}?(?:\s+{_PASSIVE}\s+{_WHERE}|(?=\s+{_PASSIVE}))))",
    re.IGNORECASE,
)


_COUNTED = re.compile(
    rf"\b(?P<care>(?:{NUMBER_WORD}|\d+)\s+(?:visits|sessions|treatments)\s+of\s+(?:[\w-]+\s+(?:therapy|care)|acupuncture|massage|PT|chiropractic\b[\w\s]{{0,12}}))",
    re.IGNORECASE,
)


_LISTED_BEFORE = re.compile(
    r"(?P<care>(?!(?:he|she|the\s+(?:patient|worker|injured|physician|provider)|pain|on\s)\b)[^.;:]{3,220}?)\s+(?:was|were|has\s+been|have\s+been|had\s+been|are|is)\s+(?:also\s+|both\s+|all\s+|then\s+|not\s+){0,2}"
    r"(?:provided|given|tried|dispensed|continued|used|attempted|prescribed|attended|started|completed|helpful|ineffective|unhelpful|effective|administered)\b",
    re.IGNORECASE,
)
_PROCEDURE = rf"(?:{OPERATION}|injections?\b|blocks?\b|manipulation\s+under\s+anesthesia\b)"
_DAY = r"(?:\d{1,2}[-/](?:\d{1,2}[-/])?\d{2,4}|(?:19|20)\d\d|[A-Z][a-z]{2,8}\.?\s+(?:\d{1,2},\s+|of\s+)?\d{4})"
_BEFORE_NOW = re.compile(
    rf"\b(?:after|following|since)\s+(?:an?\s+|the\s+|his\s+|her\s+)?(?P<care>(?:(?!(?:he|she|was|had|years|repetitive)\b)[\w/-]+\s+){{0,6}}?{_PROCEDURE}(?:\s+with\s+[\w-]+\s+{_PROCEDURE})?(?:\s*\({_DAY}\)|\s+{_DAY}\b)?)",
    re.IGNORECASE,
)
_WITH_DAY = re.compile(
    rf"(?:^|(?<=[.;,:]\s)|(?<=\band\s)|\b(?:an?|the|had|by)\s+)(?P<care>(?:(?!(?:and|an?|the|had|was|is|on|by|for|with|request\w*|that)\b)[\w/-]+\s+){{0,6}}?{OPERATION}(?:\s+of\s+(?:the\s+)?[\w\s/-]{{3,45}}?)?(?:\s+with\s+[\w-]+)?\s+(?:on\s+|in\s+|\()?{_DAY}\)?)",
    re.IGNORECASE,
)


def care_passive(piece: Piece) -> Iterator[Piece]:
    """The list of care of which a sentence says that it was given: "a brace and ice were provided"."""
    found = _LISTED_BEFORE.match(piece.text)
    if found and names_care(found["care"]) and not _GIVEN.search(piece.text) and not _DID.search(piece.text):
        yield piece.cut(*found.span("care"))


def care_before(piece: Piece) -> Iterator[Piece]:
    """The procedure after which something was so: "following the second block"."""
    for found in _BEFORE_NOW.finditer(piece.text):
        yield piece.cut(*found.span("care"))


def operations_dated(piece: Piece) -> Iterator[Piece]:
    """The operations that a sentence names with their day, which have been done: "skin graft 3/2/2015"."""
    for found in _WITH_DAY.finditer(piece.text):
        yield piece.cut(*found.span("care"))


def care_counted(piece: Piece) -> Iterator[Piece]:
    """The care that the passage counts: "18 visits of physical therapy"."""
    for found in _COUNTED.finditer(piece.text):
        yield piece.cut(*found.span("care"))


def care_that_did(piece: Piece) -> Iterator[Piece]:
    """The care that a sentence is about: that was given, or of which it says what it did for the worker.

    Surgery stays with its date, and an injection with its place, where they are told of it: "was done in 2011".
    """
    for found in (*_DID.finditer(piece.text), *_GIVEN.finditer(piece.text)):
        yield piece.cut(*found.span("care"))


def names_test(part: Piece) -> bool:
    """Whether an entry among treatments is a test that was done."""
    text = _DATES.sub("", part.text).strip(" ,()")
    named = TEST.match(text)
    if named is None or _TREATS.fullmatch(text):
        return False
    return name_ends(text, named.end(), len(text)) == len(text) or not CARE.search(text)


def treatment(part: Piece) -> Piece | None:
    """An entry as a treatment, without a bracketed remark on its use; None where it is none."""
    bare = part.until(_REMARK).until(_BEYOND).trimmed(_EDGE, _EDGE_AFTER)
    return None if _NONE.search(bare.text) or len(bare.text) < 2 else bare


_TREATS = re.compile(r"(?:therapeutic\s+)?ultrasound", re.IGNORECASE)
"""What among treatments is one, by a name that a test has too."""
_EDGE = re.compile(r"\s+|(?:an?|the|his|her|also|some|with|had|has|been|then|of|for|to)\s+(?!work\b)", re.IGNORECASE)
_EDGE_AFTER = re.compile(r"(?:[\s,;:.]+|\s+(?:has|have|had|was|were|are|is|been|being))$", re.IGNORECASE)
_BEYOND = re.compile(
    r"\s+(?:this\s+(?:year|month)|for\s+(?:an?|the)\s+(?:injury|claim)\b|without\s+lasting|because|until\s|as\s+of\s|since\s|said\s+to|that\s+(?:he|she|was|were|gave|did|had)\b|which\b|last\s+(?:year|month)|stopped|discontinued|(?:had|has|have|was|were)\s+(?:been\s+)?(?:done|performed|given|completed|provided|tried|handed)|handed\s+out)"
    r"|\s*\((?!\s*(?:x\s*)?\d+\s*(?:visits?|sessions?|treatments?|total)?\s*\)|\s*(?:\d{1,2}[-/])?\d{1,2}[-/]\d{2,4}|\s*[A-Z][a-z]+\.?\s+(?:\d{1,2},\s+)?\d{4}|\s*\d{4}\s*\)|\s*[A-Z]{2,6}\s*\))[^)]*\)?",
    re.IGNORECASE,
)
"""What is said of care beyond its name, number and date."""


def is_drugs_unnamed(text: str) -> bool:
    """Whether the words are "medications" and no more, which is a treatment only where no drug is named."""
    return bool(_DRUGS.fullmatch(text.strip()))


def names_care(text: str) -> bool:
    """Whether a phrase holds a word for care."""
    return bool(CARE.search(text))


def is_treatment(text: str) -> bool:
    """Whether a phrase that a model took for a treatment can be one: care, and no test or drug."""
    return names_care(text) and not TEST.search(text) and not DRUG.search(text) and not _NONE.search(text)


_CERTAIN = re.compile(
    r"\b(?:physical\s+therapy|(?:aquatic|occupational|massage|hand|mirror|vestibular|cognitive|speech|manual|traction|pool)\s+(?:behaviou?ral\s+)?therapy|(?-i:PT|OT)|chiro\w*|acupuncture|acu|massage|injections?|ESIs?|epidurals?|blocks?|brac(?:e|ing)|splints?|casts?|casting|boot|sling|crutches|cane|walker|TENS|orthotics"
    r"|home\s+exercises?|HEP|exercise\s+program|stretching|desensitization|psychotherapy|counseling|CBT|EMDR|biofeedback|CPAP|traction|cupping|taping|iontophoresis|heat|ice|inserts?|insoles|garments?|gloves|silicone\s+\w+|cushion|collar|belt|hearing\s+aids?|guard|diet|wraps?|stockings|shoes?|wheelchair|scooter|pillow|compresses|rhizotomy|ablation"
    r"|\w+ectomy|\w+plasty|\w+otomy|ORIF|fusion|release|repair|debridement|graft\w*|arthroscop\w+)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:request\w*|recommend\w*|would|will|should|pending|plans?|planned|authoriz\w*|denied|certif\w+|consider\w*|candidate|schedul\w+|needs?|awaiting|propos\w+|ask(?:s|ed|ing)|sought|dispute\w*|appeal\w*|UR|IMR|diagnos\w+|tear|MRI|seek\w*|in\s+question|at\s+issue|if|no|not|he|she|patient|worker|applicant|declin\w+|refus\w+|order\w*)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"(?:(?:an?|the|his|her|prior|previous|past|also|then|includ\w+|{NUMBER_WORD}|\d+)\s+)*(?:(?!was\b|is\b|has\b|he\b|she\b|of\b|for\b)[\w/-]+\s+){{0,4}}?{_CERTAIN.pattern}",
    re.IGNORECASE,
)


def is_certain_care(text: str) -> bool:
    """Whether a phrase names care in words that mean nothing else."""
    return bool(_CERTAIN.search(text)) and len(text.split()) < 12


def care_alone(piece: Piece) -> Piece | None:
    """A sentence that is a list of care without more: "PT x 12, two injections."; None where it is not."""
    text = piece.text
    told_otherwise = _NOT_DONE.search(text) or _GIVEN.search(text) or _DID.search(text)
    return piece if _ALONE.match(text) and not told_otherwise else None


_LEADS_TO_LIST = re.compile(
    r"\binclud|\bconsist|:|-\s*$|\b(?:treatments?|care|measures|modalities|therap(?:y|ies))\b|\b(?:treated|managed)\b|underw|undergone|status\s+post|s/p|completed|received|started|tried|attended",
    re.IGNORECASE,
)


def is_list_of_care(turn: str) -> bool:
    """Whether a turn of phrase leads up to nothing but care, so that what it names is care in whatever words."""
    return bool(_LEADS_TO_LIST.search(turn))
