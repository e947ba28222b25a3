"""The turns of phrase that lead up to what a case summary tells: "complained of", "treatment to date has included"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from structurer.kinds.medical.summary.bettering import tells_bettering
from structurer.kinds.medical.summary.drugs import DRUG
from structurer.kinds.medical.summary.examination import is_examined
from structurer.kinds.medical.summary.finding_phrases import Phrase
from structurer.kinds.medical.summary.line import Line
from structurer.kinds.medical.summary.openings import HOW_ONE_FEELS
from structurer.kinds.medical.summary.phrases import BODY_DOES, PREDICATE
from structurer.kinds.medical.summary.study_names import TEST
from structurer.kinds.medical.summary.turns import IF_FINDING, IF_SYMPTOM, TURNS, WEAK, Topic
from structurer.kinds.medical.summary.visit_headings import visit_headings
from structurer.kinds.medical.summary.words import CARE, SYMPTOM
from structurer.regex import regex


@dataclass(frozen=True)
class Cue:
    """A turn of phrase at `start` to `end` (exclusive) of a line; what it leads up to begins at `end`.

    A `weak` one ("has", "noted") leads up to whatever is being told anyway.
    """

    topic: Topic
    start: int
    end: int
    weak: bool = False


@cache
def _always() -> tuple[tuple[Topic, re.Pattern[str]], ...]:
    """Compiled when the first letter is read: commands that read none begin sooner."""
    return tuple((topic, regex(turn, re.IGNORECASE)) for topic, turns in TURNS.items() for turn in turns)


@cache
def _if_symptom() -> tuple[re.Pattern[str], ...]:
    return tuple(regex(turn, re.IGNORECASE) for turn in (*IF_SYMPTOM, WEAK))


@cache
def _if_finding() -> tuple[re.Pattern[str], ...]:
    return tuple(regex(turn, re.IGNORECASE) for turn in IF_FINDING)


_BY_HAND = regex(r"found|observed|elicit\w*|palpated|measured|saw|sees|felt|identified|detected", re.IGNORECASE)
_EXAMINER = r"\b(?:physician|provider|doctor|surgeon|exam\w*|palpation|clinician)\b"
_PROVIDER = regex(rf"{_EXAMINER}[^.;]{{0,40}}$", re.IGNORECASE)
_PROVIDER_TELLS = regex(
    rf"{_EXAMINER}(?!['’]s)(?:(?!\b(?:he|she|worker|patient|applicant|claimant|IW)\b)[^.;]){{0,40}}$", re.IGNORECASE
)
"""A provider who tells of his own: nobody stands between him and the verb."""


_SUBJECT_HAS = regex(
    r"\b(?:that|and)\s+(?:the\s+)?(?:\w+\s+)?(?:worker|patient|applicant|claimant|he|she)\s+(?:has|had)$|\binjury,?\s+(?:he|she)\s+had$",
    re.IGNORECASE,
)
_REPORTED = regex(r"\b(?:with|without|despite|the|any)\s+$", re.IGNORECASE)
"""Before "reported" as a word for a thing: "with reported improvement"."""
_SUBORDINATE = regex(r"\b(?:when|if|as|because)\s+(?:he|she)\s+$", re.IGNORECASE)


def cues(line: Line) -> list[Cue]:
    """The turns of phrase of a sentence, in order, none over another; a weak one gives way, and a later or shorter one."""
    kept: list[Cue] = []
    for cue in sorted(_all(line), key=lambda cue: (cue.weak, cue.start, -cue.end, cue.topic is not Topic.CARE)):
        if all(cue.end <= other.start or other.end <= cue.start for other in kept):
            kept.append(cue)
    return sorted(kept, key=lambda cue: cue.start)


def _all(line: Line) -> Iterator[Cue]:
    text = line.text
    for topic, pattern in _always():
        for match in pattern.finditer(text):
            is_study = (
                topic is Topic.CARE and match[0].lower().startswith("under") and TEST.match(text, match.end() + 1)
            )
            of_test = (topic is Topic.EXAMINATION and _is_of_test(text, match)) or (
                topic is Topic.DIAGNOSES and _READS_TEST.match(match[0]) and TEST.search(text, 0, match.end())
            )
            if topic is Topic.COMPLAINTS and _NONE_OF.search(text, 0, match.start()):
                continue
            before = text[: match.start()] if topic is Topic.CARE else ""
            undone = _UNDONE.search(before) or (match[0].lower() == "started" and _ONSET.search(before))
            if topic is Topic.CARE and _HAD.search(match[0]) and _is_felt(text[match.end() : match.end() + 100]):
                yield Cue(Topic.COMPLAINTS, *match.span(), weak=True)
                continue
            if match[0] and not (is_study or of_test or undone):
                yield Cue(topic, *match.span())
    for pattern in _if_finding():
        for match in pattern.finditer(text):
            following, *further = re.split(r"[,;]", text[match.end() :])
            if any(map(is_examined, (following, *further[:3]))) or (
                _BY_HAND.search(match[0]) and Phrase(following).names_sign
            ):
                yield Cue(Topic.EXAMINATION, *match.span())
    for span in visit_headings(text):
        yield Cue(Topic.COMPLAINTS, *span)
    for pattern in _if_symptom():
        for match in pattern.finditer(text):
            before, following = text[: match.start()], text[match.end() : match.end() + 100]
            weak = pattern is _if_symptom()[-1]
            of_worker = not weak or _SUBJECT_HAS.search(text[: match.end()])
            told_otherwise = (_PROVIDER_TELLS if of_worker else _PROVIDER).search(before) or _SUBORDINATE.search(before)
            if told_otherwise and match[0].lower().startswith("report") and _ONLY_FELT.match(following):
                told_otherwise = None
            if _PAPER_TELLS.match(match[0]):
                told_otherwise = None
            is_better = not weak and not _REPORTED.search(before) and tells_bettering(following)
            if not told_otherwise and not TEST.search(match[0]) and (is_better or _begins_with_symptom(following)):
                felt = _FEELS.search(match[0]) if _HOW_FELT.match(following) else None
                end = match.start() + felt.start() if felt else match.end()
                yield Cue(Topic.COMPLAINTS, match.start(), end, weak=weak)


_FEELS = regex(r"\bfeel(?:s|ing)$", re.IGNORECASE)
_HOW_FELT = regex(rf"\s+{HOW_ONE_FEELS}", re.IGNORECASE)
"""How the worker feels, of which the verb is part: "feels hopeless"."""
_NONE_OF = regex(r"\b(?:no|without|any|denie[sd])\s+(?:(?:new|other|further|current|subjective)\s+)?$", re.IGNORECASE)
"""Before complaints that there are not."""
_UNDONE = regex(
    r"\b(?:not|never|n't|n’t|cannot|neither|nor|will|would|should|might|could|must|(?<!respond\s)(?<!responded\s)(?<!responding\s)to|if)\s+(?:yet\s+|also\s+|then\s+|be\s+|been\s+|\w+ly\s+)*$",
    re.IGNORECASE,
)
"""Before what has not been done: "has not", "never"."""
_ONSET = regex(
    r"\b(?:pain|symptoms?|numbness|tingling|ache|aching|headaches?|swelling|it|which)\s+(?:\w+ly\s+)?$", re.IGNORECASE
)
"""Before "started" where it is the complaint that did."""
_HAD = regex(r"\bha[sd]\b.*\bhad$", re.IGNORECASE)


def _is_felt(following: str) -> bool:
    """Whether what the worker "has had" is a symptom, and no care for one."""
    head = re.split(r"[,;]|\s(?:since|for|from|in|of)\s", following)[0]
    return _begins_with_symptom(following) and bool(SYMPTOM.search(head)) and not CARE.search(head)


_ONLY_FELT = regex(
    r"\s+(?:that\s+)?(?:(?:an?|the|his|her|some|more)\s+)?(?:[\w-]+\s+){0,2}?(?:headaches?|dizziness|insomnia|nightmares|trouble|difficulty|complaints|fatigue|nausea|tinnitus|ringing)\b",
    re.IGNORECASE,
)
"""What nobody but the worker feels, whoever reports it."""
_PAPER_TELLS = regex(r"(?:report|note|record|letter)\s(?!that)[^.;:]*\w", re.IGNORECASE)
"""A provider's paper that tells what it was told: "the treating physician report cited"."""
_OPERATIVE = regex(r"\b(?:intra-?)?operative|surgical|arthroscop|imaging|radiograph|pathology", re.IGNORECASE)


_READS_TEST = regex(r"impressions?\b", re.IGNORECASE)
"""What may be the reader's of a test that is named with it, and no diagnosis."""


def _is_of_test(text: str, match: re.Match[str]) -> bool:
    """Whether "findings" are those of a test or an operation, which stands before them or among the words."""
    told = text[max(0, match.start() - 30) : match.end()]
    return "finding" in match[0].lower() and bool(TEST.search(told) or _OPERATIVE.search(told))


_IS_FELT = regex(
    r"^[\w\s]{3,40}?\b(?:is|was|are|were|feels?)\s+(?:still\s+|very\s+)?[\"“]?(?:painful|numb|sore|stiff|weak|swollen|tender)\b",
    re.IGNORECASE,
)
_ENDS_SYMPTOM = regex(r"[.;:]|\b(?:is|was|are|were|that|rated)\b")


def _begins_with_symptom(following: str) -> bool:
    if _OWN_WORDS.match(following.strip()) and not _CARED_FOR.search(following):
        return True
    told = re.sub(
        r"^(?:(?:that|of)\s+)?(?:(?:he|she)\s+(?=(?:still\s+|often\s+|always\s+)?\w))?(?:still\s+)?(?:there\s+(?:is|was|are|were)|(?:he|she)\s+(?:is|was)|(?=\S))\s*",
        "",
        following.strip(),
    )
    head = _ENDS_SYMPTOM.split(told, maxsplit=1)[0]
    return bool(
        SYMPTOM.search(head)
        or _IS_FELT.search(told)
        or PREDICATE.match(told)
        or BODY_DOES.match(told)
        or _HARD_TO.match(told)
        or _OWN_WORDS.match(told)
    )


_OWN_WORDS = regex(
    rf"(?:(?:is|was|has|feels)\s+)?[\"“](?=[^\"”]*?(?:\b(?:I|I'm|my|me|it|sees|hears|everything|no|can['’]?t|cannot|won['’]t|hurts?|never|feels?|tastes?|smells?|sounds?|looks?|useless|worse)\b|{SYMPTOM.pattern}))",
    re.IGNORECASE,
)
_HARD_TO = regex(
    r"it(?:['’]s|\s+(?:is|was))\s+(?:very\s+|too\s+|still\s+)?(?:hard|difficult|painful|impossible|tough)\s+(?:for\s+(?:him|her)\s+)?to\b",
    re.IGNORECASE,
)
_CARED_FOR = regex(rf"{CARE.pattern}|\b(?:pump|pills?|meds|medicated|dose|relief)\b|{DRUG.pattern}", re.IGNORECASE)
"""What the worker is quoted to have said of himself."""
