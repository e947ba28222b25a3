"""Which of a sentence's turns of phrase lead up to something: by what is being told, and by what stands beside them."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.cues import Cue, cues
from structurer.kinds.medical.summary.examination import is_examined, is_measured
from structurer.kinds.medical.summary.examined_words import AIDED
from structurer.kinds.medical.summary.finding_heads import tells_place
from structurer.kinds.medical.summary.line import Line, outside
from structurer.kinds.medical.summary.objective import is_objective
from structurer.kinds.medical.summary.turns import Topic
from structurer.regex import regex


def turns_of(line: Line, told: Topic | None) -> list[Cue]:
    """The turns that lead up to something in a sentence, while `told` is what the sentences before it tell."""
    kept: list[Cue] = []
    for cue in cues(line):
        topic = kept[-1].topic if kept else told
        if not (
            _is_among_findings(line.text, cue, topic)
            or (cue.topic in (Topic.CARE, Topic.DRUGS) and _is_no_care(line.text, cue, kept, told))
            or (kept and topic is Topic.COMPLAINTS and cue.weak)
            or (topic is Topic.DIAGNOSES and POST.match(line.text, cue.start))
        ):
            kept.append(cue)
    return kept


def _is_among_findings(text: str, cue: Cue, topic: Topic | None) -> bool:
    """Whether a turn only goes on with an examination: "has" and "noted", a day, a measure, what a motion is limited by."""
    if cue.weak and (is_examined(text[cue.start :]) or is_objective(text)):
        still = topic is not Topic.EXAMINATION and _THERE_IS_STILL.match(text, cue.start)
        felt = topic is Topic.COMPLAINTS and _THERE_IS_FELT.match(text, cue.start)
        if not (still or felt):
            return True
    if topic is Topic.EXAMINATION:
        has = cue.weak and not _STILL_HAS.search(text, 0, cue.end)
        day = _DAY.match(text, cue.start) and not _FELT.match(text, cue.end)
        if has or day or _OF_COMPLAINTS.match(text, cue.start):
            return True
    if cue.topic is Topic.COMPLAINTS and _LIMITED.match(text, cue.start) and is_measured(text[: cue.start]):
        return True
    return bool(RANGE.match(text, cue.start)) and tells_place(" ".join(text[: cue.start].split()[-1:]))


def _is_no_care(text: str, cue: Cue, kept: list[Cue], told: Topic | None) -> bool:
    """Whether a turn of care is of an examination or a plan, or only says what the worker is hindered in, or walks with,
    or what came of other care."""
    if cue.topic is Topic.CARE:
        of_other = bool(kept) and kept[-1].topic in (Topic.EXAMINATION, Topic.ASIDE)
        if (told is Topic.EXAMINATION and AIDED.match(text)) or (of_other and _IN_USE.match(text, cue.start)):
            return True
    walks = WALKS_WITH.match(text, cue.start) and (
        (not kept and told is Topic.EXAMINATION) or _WALKING.search(text, 0, cue.start)
    )
    hindered = _USING.match(text, cue.start) and _HINDERED.search(text, 0, cue.start)
    return bool(walks or hindered) or bool(_ENDED.match(text, cue.start) and not outside(text, cue.start))


WALKS_WITH = regex(
    r"us(?:es?|ing)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}?(?:cane|walker|crutch(?:es)?|wheelchair)\b", re.IGNORECASE
)
RANGE = regex(r"ROM|range", re.IGNORECASE)
"""What leads up to its measures, and is named with no more than how it was: "ROM: full"."""
POST = regex(r"status\s+post|s/p|history\s+of", re.IGNORECASE)
_THERE_IS_STILL = regex(
    r"there\s+(?:is|was|are|were)\s+(?:also\s+)?(?:still|ongoing|persistent|constant|continued|intermittent|occasional|chronic|residual)\b",
    re.IGNORECASE,
)
_STILL_HAS = regex(
    r"\b(?:he|she|patient|worker|applicant|claimant)\s+still\s+(?:has|had|gets|notices|noticed)$", re.IGNORECASE
)
_THERE_IS_FELT = regex(
    r"there\s+(?:is|was|are|were)\s+(?:also\s+)?(?:an?\s+|some\s+)?(?:[\w-]+,?\s+){0,3}?(?:pain|aching|ache|numbness|tingling|radiation|sensation|soreness|burning|cramping|headaches?)\b"
    r"(?![^.;]*\b(?:palpat\w+|tender\w*|flexion|extension|rotation|abduction|exam\w*|resisted|positive|negative|reflex\w*|strength|maneuver|tests?|testing|signs?|degrees|motion|guarding|light\s+touch|decreased|diminished)\b)",
    re.IGNORECASE,
)
"""After complaints, a further one: what hurts, with nothing of an examination beside it."""
_OF_COMPLAINTS = regex(r"(?:with\s+)?complaints?\s+of", re.IGNORECASE)
_DAY = regex(r"\(?\d{1,2}[-/]\d{1,2}[-/]\d")
_FELT = regex(
    r"\s*(?:[\w-]+,?\s+){0,6}?(?:pains?|aches?|aching|numbness|numb|tingling|headaches?|c/o|complain\w*|LBP|itch\w*|burning|stiff\w*|sore\w*|cramp\w*|spasms|dizz\w+|nightmares|insomnia)\b",
    re.IGNORECASE,
)
_LIMITED = regex(r"limited\s+by\b", re.IGNORECASE)
_IN_USE = regex(
    r"(?:then|next|us(?:es?|ing|ed)|wears?|wearing|gets|goes|going|need\w*|receiving|undergoing|continues?|attends?|attending|doing|given|including)\b",
    re.IGNORECASE,
)
_WALKING = regex(r"\b(?:walk|ambulat)\w*\s[^.;,]{0,25}$", re.IGNORECASE)
_USING = regex(r"using\b", re.IGNORECASE)
_HINDERED = regex(r"\b(?:when|while|by|from|(?:difficulty|trouble)\s[^.;]{0,60})\s*$", re.IGNORECASE)
_ENDED = regex(r"(?:completed|received|attended|tried|started|finished)\b", re.IGNORECASE)
