"""Diagnoses of a sentence that has no words to lead up to them: by its form, by how it ends, or by what it tells."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.diagnoses import ABSENT, ENDS, MEASURED, diagnoses
from structurer.kinds.medical.summary.diagnosis_lists import names_condition
from structurer.kinds.medical.summary.diseases import DISEASE, names_disease
from structurer.kinds.medical.summary.entries import clauses, numbered
from structurer.kinds.medical.summary.finding_words import VERBS
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.study_names import TEST
from structurer.kinds.medical.summary.words import OPERATED
from structurer.regex import regex

_NAMED_BEFORE = regex(
    r"(?P<named>(?:[^.;:]|\.(?=\d))+?)\s+(?:is|are|was|were|(?:has|have|had)\s+been)\s+(?:(?:(?:given|listed|noted|recorded|entered|offered|stated)\s+as\s+)?(?:the\s+)?(?:working\s+|current\s+|treating\s+|provisional\s+|listed\s+|accepted\s+|treated\s+)?(?:diagnos[ei]s|(?:conditions|problems)\s+(?:listed|treated|accepted|under\s+treatment)|(?<=listed\s)conditions|(?<=accepted\s)conditions)|(?:also\s+|later\s+|subsequently\s+)?(?:diagnosed|added)|assessed|suspected|(?:all\s+)?listed(?!\s+as\b)|being\s+(?:treated|controlled|managed|followed)|(?:looked\s+after|managed|followed|treated)\s+by\s+(?:his|her|the|an?)\s+(?:own\s+|family\s+|primary(?:\s+care)?\s+|personal\s+|private\s+|regular\s+)*(?:physician|doctor|provider|internist|PCP|\w+ologist))\b",
    re.IGNORECASE,
)


def named_before(piece: Piece) -> Piece | None:
    """What stands before "are the diagnoses" or "was diagnosed", where the sentence ends like that; else None."""
    begins = [0, *(clause.end() for clause in re.finditer(r";\s*", piece.text))]
    found = next((found for start in begins if (found := _NAMED_BEFORE.match(piece.text, start))), None)
    return piece.cut(*found.span("named")) if found and names_condition(found["named"]) else None


_TOLD = regex(r"\b(?:is|was|were|are|has|had|have|been|being|claims?|alleg\w+|removed|complain\w*|report\w*|request\w*|came|comes|went|gone|began|started|felt|appear\w*|denied|treated|includ\w+|reveal\w*|show\w*|found|finding\w*|mechanism|occurred|happened|fell|falls?\s+(?:off|from|on|onto|down|over|into)|injur(?:y|ies)\s+to|on\s+\d|worker|patient|year|male|female|sustain\w+|suffer\w+|follow\w+|develop\w+|complicat\w+|scores?|history)\b|(?<![#\d])\d{1,2}[-/]\d", re.IGNORECASE)  # fmt: skip


_MARKED = regex(r"(?:status\s+post|s/p|history\s+of|post)\b", re.IGNORECASE)
_HEADING = regex(r"[^:;,.]{2,40}:\s*")


def bare_list(piece: Piece, *, goes_on: bool = False) -> list[Piece]:
    """The diagnoses of a sentence that is nothing but a list of them: "Left frozen shoulder and biceps tendinosis.".

    Where it `goes_on` with a list, one word is enough.
    """
    headed = _HEADING.match(piece.text)
    told = piece.cut(headed.end() if headed else 0, len(piece.text)).until(ENDS)
    if (
        (headed and (TEST.search(headed[0]) or _HOW_HURT.match(headed[0])))
        or _TOLD.search(told.text)
        or _PAIN.search(told.text)
        or any(word in VERBS for word in told.text.lower().split())
    ):
        return []
    listed = list(diagnoses(told))
    named = [_is_named(one.text) for one in listed]
    alone = [len(one.text.split()) == 1 and names_condition(one.text) for one in listed]
    strange = [not (one or other) for one, other in zip(named, alone, strict=True)]
    if goes_on:
        return listed if all(one or names_disease(entry.text) for one, entry in zip(alone, listed, strict=True)) else []
    return listed if any(named) and sum(strange) <= (len(listed) > 2) else []


_HOW_HURT = regex(r"(?:mechanism|MOI\b|(?:cause|manner)\s+of\s+(?:the\s+)?injury)", re.IGNORECASE)
"""What heads how the injury came about."""
_PAIN = regex(r"\bpain\b", re.IGNORECASE)


def counted_list(piece: Piece, *, numbers_only: bool = False) -> list[Piece]:
    """The diagnoses of a sentence that is a list by its numbers or semicolons, wherever it stands: all but one are diseases.

    A list without numbers needs three entries; of `numbers_only` it is none.
    """
    numbers = len(numbered(piece))
    parts = numbers or (0 if numbers_only else len(clauses(piece)))
    if parts < (2 if numbers else 3) or _TOLD.search(piece.text):
        return []
    listed = list(diagnoses(piece))
    strange = [
        one for one in listed if not names_disease(one.text) or MEASURED.search(one.text) or _is_operation(one.text)
    ]
    return [] if ABSENT.search(piece.text) or len(listed) < 2 or len(strange) > (len(listed) > 3) else listed


def had_before(piece: Piece) -> list[Piece]:
    """The illness that a sentence says there is a history of: "History of gout, on allopurinol."."""
    return list(diagnoses(piece)) if _HISTORY.match(piece.text) else []


_HISTORY = regex(
    rf"(?:(?:past|prior|remote|known|also)\s+)*(?:hx|h/o|history)\s+of\s+(?:[\w'’/-]+\s+){{0,4}}?(?:{DISEASE.pattern})",
    re.IGNORECASE,
)


def sustained(piece: Piece) -> list[Piece]:
    """What harm an accident is said to have done, which are the diagnoses where the summary names no others."""
    found = _SUSTAINED.search(piece.text)
    return list(diagnoses(piece.cut(found.end(), len(piece.text)))) if found else []


_HARM = r"(?:fractur|lacerat|amputat|avuls|tears?\b|rupture|dislocat|concussion|\w*thorax\b|contusion|burns?\b|h(?:a|e)?ematoma|hemorrhage|crush\s+injur|puncture\s+wound|open\s+wound)"
_SUSTAINED = regex(
    rf"\b(?:sustain(?:ed|ing)|suffer(?:ed|ing)|incurr(?:ed|ing)|found\s+to\s+have(?:\s+had)?|result(?:ed|ing)\s+in)\s+(?=(?:[\w/-]+\s+){{0,6}}?{_HARM})",
    re.IGNORECASE,
)


def _is_named(text: str) -> bool:
    """Whether a phrase is a condition by itself and no symptom."""
    if len(text.split()) < 2 or not names_condition(text) or TEST.search(text):
        return False
    return not MEASURED.search(text) and not _is_operation(text)


def _is_operation(text: str) -> bool:
    """Whether a phrase names an operation, and not as one that is past."""
    return bool(OPERATED.search(text)) and "amputation" not in text and not _MARKED.match(text)
