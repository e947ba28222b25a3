"""What a passage that tells treatment names: care given, each with its number of sessions or its date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.interpret import NUMBER_WORD
from structurer.kinds.medical.summary.drugs import DRUG
from structurer.kinds.medical.summary.entries import entries
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.words import CARE, TEST

_OUTCOME = r"(?:with\s+(?:significant|some|no|good|minimal|temporary)\s+\w+|without\s+(?:\w+\s+)?(?:relief|benefit|improvement|success))\b"
_ENDS = re.compile(
    rf"[.](?=\s|$)|,?\s+and\s+(?:he|she|then|was|is|has)\b|,?\s+(?:(?:but|however|which)\b|{_OUTCOME}(?!,))",
    re.IGNORECASE,
)
_DATES = re.compile(r"\(?\b\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\)?")
_NONE = re.compile(
    r"^(?:request\w*|evaluations?|other\s+modalities|the|and|or|was|were|been|no\s+.*)$|^(?:at\s+discharge|in|up\s+to|until|during|since|similar|note)\b|\bdocument\w*\b|^\d+$",
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
    yield from entries(piece.until(_ENDS), names_care, every=True)


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
    alone = TEST.fullmatch(_DATES.sub("", part.text).strip(" ,()"))
    return bool(alone or (TEST.match(part.text) and not CARE.search(part.text)))


def treatment(part: Piece) -> Piece | None:
    """An entry as a treatment, without a bracketed remark on its use; None where it is none."""
    bare = part.until(_REMARK)
    return None if _NONE.search(bare.text) or len(bare.text) < 2 else bare


def is_drugs_unnamed(text: str) -> bool:
    """Whether the words are "medications" and no more, which is a treatment only where no drug is named."""
    return bool(_DRUGS.fullmatch(text.strip()))


def names_care(text: str) -> bool:
    """Whether a phrase holds a word for care."""
    return bool(CARE.search(text))


def is_treatment(text: str) -> bool:
    """Whether a phrase that a model took for a treatment can be one: care, and no test or drug."""
    return names_care(text) and not TEST.search(text) and not DRUG.search(text) and not _NONE.search(text)
