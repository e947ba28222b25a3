"""A list of symptoms told in prose, taken apart by what stands on both sides of each comma, "and" and "with"."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.phrases import (
    ALONE,
    BODY_DOES,
    PAIRED,
    PREPOSITION,
    QUALITIES,
)
from structurer.kinds.medical.summary.symptom_breaths import acts_too, hindered_too, is_symptom_apart, sleepless_too
from structurer.kinds.medical.summary.symptom_phrases import Kind, Phrase, head, phrases, plain
from structurer.kinds.medical.summary.words import LOCATION, PLACE, SYMPTOM
from structurer.regex import regex


def listed(piece: Piece) -> list[Piece]:
    """The entries of a list of symptoms, in order; what it says that is not there is left out."""
    found: list[list[Phrase]] = []
    parts = list(phrases(piece))
    for index, phrase in enumerate(parts):
        if found and _belongs(found[-1], phrase, parts[index + 1 :]):
            found[-1].append(phrase)
        else:
            found.append([phrase])
    return [
        Piece(piece.line, entry[0].piece.start, entry[-1].piece.end)
        for entry in found
        if entry[0].kind not in _NOTHING
        and not (entry[0].kind is Kind.GOES_ON and (entry[0].joint == "rating" or _BRINGS_ON.match(entry[0].words)))
    ]


def _belongs(entry: list[Phrase], phrase: Phrase, later: list[Phrase]) -> bool:
    """Whether a phrase is part of the entry before it."""
    last = entry[-1]
    if phrase.kind is Kind.NEGATED or entry[0].kind in _NOTHING:
        if entry[0].kind is Kind.NEGATED and _is_denied_too(phrase, later):
            return True
        if _BRINGS_ON.search(_words(entry)) and (_DOING.match(phrase.words) or _ACTIVITY.match(phrase.words)):
            return True
        return phrase.joint == "or" or (entry[0].kind in _NOTHING and phrase.kind in (Kind.GOES_ON, Kind.PLACE))
    if phrase.kind is Kind.RATED:
        return bool(later) and later[0].kind is Kind.QUALITY
    if phrase.joint in ("semicolon", "with", "comma_with", "rating"):
        return False
    if BODY_DOES.match(phrase.words) or is_symptom_apart(entry, phrase, later):
        return False
    if phrase.joint == "and" and sleepless_too(_words(entry), phrase.words):
        return True
    if _is_waiting(entry) or _says_how(entry, phrase):
        return True
    if phrase.joint == "and" and acts_too(last.words, phrase.words):
        return True
    if _BRINGS_ON.search(_words(entry)) and (_DOING.match(phrase.words) or _ACTIVITY.match(phrase.words)):
        return True
    if phrase.joint == "or" or phrase.kind in (Kind.GOES_ON, Kind.QUALITY):
        return not (phrase.kind is Kind.QUALITY and _leads_on(later) and not _DESCRIBED.search(last.words))
    if _MECHANICAL.fullmatch(phrase.words) and _WITH_MECHANICAL.search(_words(entry)):
        return True
    if phrase.kind is Kind.PLACE:
        if _is_of_next(last.words, phrase, later):
            return False
        placed = PREPOSITION.search(last.words) or last.kind is Kind.PLACE
        return bool(placed) or not any(one.kind is Kind.HEADED for one in later[:4])
    if phrase.kind is Kind.PREDICATE:
        return phrase.joint == "and" and entry[0].kind is not Kind.PREDICATE and bool(_SAYS.search(_words(entry)))
    if (
        phrase.joint == "and"
        and (_bare(last.words) or len(last.words.split()) == 1)
        and _HEAD_FOR_BOTH.fullmatch(phrase.words)
        and not (_bare(last.words) and _OF_PAIN.search(phrase.words))
    ):
        return True
    if _ENDS_DOING.search(last.words) and (_DOING.match(phrase.words) or _ACTIVITY.match(phrase.words)):
        return True
    if _DESCRIBED.search(last.words) and (QUALITIES.fullmatch(phrase.words) or _SORT.fullmatch(phrase.words)):
        return True
    if _DESCRIBED.search(_words(entry)) and _RADIATING_SO.match(phrase.words):
        return True
    if _DOING.match(phrase.words) and (
        _HARD_TO.search(last.words) or (_HARD_TO.search(_words(entry)) and not PREPOSITION.search(last.words))
    ):
        return True
    if phrase.kind is Kind.OTHER and hindered_too(_words(entry), phrase, later):
        return True
    if phrase.kind is Kind.OTHER:
        return phrase.joint == "and" and (not _ends_named(last.words) or bool(_HARD_DOING.search(last.words)))
    return _share(entry, phrase, later)


def _is_of_next(told: str, phrase: Phrase, later: list[Phrase]) -> bool:
    """Whether a place is one of the next symptom's: "aching with use, ring and little finger numbness"."""
    if phrase.joint != "comma" or not later or later[0].joint != "and" or later[0].kind is not Kind.HEADED:
        return False
    return bool(LOCATION.match(later[0].words)) and not PLACE.search(told.split()[-1])


def _is_denied_too(phrase: Phrase, later: list[Phrase]) -> bool:
    """Whether a phrase is denied with what stands before it: "no nausea, vomiting or fever"."""
    for one in (phrase, *later):
        if one.alternative:
            return True
        if one.joint != "comma":
            return False
    return False


_JERKS = r"(?:(?:occasional|intermittent|frequent|some)\s+)?(?:popping|locking|clicking|catching|grinding|buckling|snapping|instability|giving\s+way|crepitus)"
_MECHANICAL = regex(rf"{_JERKS}(?:\s+(?:and|or)\s+{_JERKS})*", re.IGNORECASE)
_WITH_MECHANICAL = regex(rf"\spain\s+with\s+{_JERKS}(?:[\s,]+(?:and\s+)?{_JERKS})*$", re.IGNORECASE)
"""What a joint does with pain: "knee pain with giving way, clicking and locking" is one."""
_ENDS_DOING = regex(r"\bwith\s+\w+ing$", re.IGNORECASE)
_BRINGS_ON = regex(
    r"\b(?:aggravated|exacerbated|worse|worsened|worsening|increased|increases|increasing|provoked|brought\s+on|triggered|relieved|eased|alleviated|lessened|better|improved)\s+(?:with|w/|by|on|when|after)(?!\w)",
    re.IGNORECASE,
)
_ACTIVITY = regex(
    r"(?:(?:any|deep|cold|prolonged|repetitive|heavy|damp|changes\s+in)\s+)*(?:cough\w*|sneez\w+|stairs|rest|heat|ice|cold|weather|activit(?:y|ies)|movements?|motion|exertion|stress|medications?|meds)(?!\w|\s+(?:of|in|at|with|intolerance|sensitivity)\b)",
    re.IGNORECASE,
)
"""What brings a symptom on or eases it, of which several may be told: "aggravated by coughing, stairs and driving"."""
_HARD_DOING = regex(
    r"\b(?:difficulty|trouble|problems|unable\s+to|cannot|can['’]t|could\s+not)\s+(?:with\s+)?\w+(?:\s+(?:the|his|her))?\s+\w+$",
    re.IGNORECASE,
)
"""Something that is hard to do to a thing, beside which a second thing may stand: "trouble lifting pots and pans"."""
_SORT = regex(
    r"(?:pulling|pinching|squeezing|tearing|gnawing|drilling|pressing|tingly|tight|deep|electric\w*)", re.IGNORECASE
)
_DESCRIBED = regex(rf"\bdescribed\s+as\s+{QUALITIES.pattern}$|^{QUALITIES.pattern}$", re.IGNORECASE)
_RADIATING_SO = regex(rf"{QUALITIES.pattern}\s+(?:with\s+radiation|(?:and\s+)?radiating)\b", re.IGNORECASE)
"""The last of the words for how a pain is felt, with where it goes: "achy, dull, throbbing with radiation to the arm"."""
_HARD_TO = regex(r"\b(?:difficult\w*|trouble|problems|unable|inability|pain|discomfort|limited)\b", re.IGNORECASE)
_DOING = regex(
    r"(?!crunching|grating|cracking|squeaking|snapping|burning|tingling|aching|swelling|throbbing|cramping|itching|ringing|popping|clicking|locking|grinding|catching|tearing|giving|radiating|shooting|stabbing|tightening|worsening|increasing|dropping|tripping|falling|waking|limping|losing|forgetting|crying|sweating|shaking|choking|coughing|snoring|stumbling|worrying|worry|nodding|zoning|gaining|isolating|avoiding|waking|spinning|pulling|feeling|clenching)\w+ing\b",
    re.IGNORECASE,
)
_NOTHING = (Kind.NEGATED, Kind.RATED)
_SAYS = regex(
    r"\s(?:is|are|was|were|\w{3,}(?<!nes)(?<!spasm)(?<!cramp)(?<!ache)s)\s+(?:on|in|at|when|with|after)\b",
    re.IGNORECASE,
)


def _words(entry: list[Phrase]) -> str:
    return " ".join(phrase.words for phrase in entry)


def _is_waiting(entry: list[Phrase]) -> bool:
    """Whether an entry has said how or where, and not yet what."""
    return all(phrase.kind in (Kind.QUALITY, Kind.PLACE) for phrase in entry)


def _says_how(entry: list[Phrase], phrase: Phrase) -> bool:
    """Whether an entry has said only how a pain is felt that is named next: "constant, aching, burning low back pain"."""
    if phrase.joint not in ("comma", "and") or not _PAIN_OF_SOME_KIND.fullmatch(head(phrase.words).strip()):
        return False
    if phrase.joint == "and" and not QUALITIES.match(phrase.words):
        return False
    return all(
        one.kind in (Kind.QUALITY, Kind.PLACE) or bool(QUALITIES.fullmatch(one.words.strip(" ,"))) for one in entry
    )


_PAIN_OF_SOME_KIND = regex(r"\S.*\s(?:pain|discomfort)", re.IGNORECASE)


def _leads_on(later: list[Phrase]) -> bool:
    """Whether a quality is one of the next symptom: "neck pain, constant, sharp low back pain"."""
    return (
        bool(later)
        and later[0].kind is Kind.HEADED
        and bool(QUALITIES.match(later[0].words))
        and not later[0].joint.endswith("and")
    )


def _ends_named(words: str) -> bool:
    """Whether a phrase is a symptom with nothing said of where or when, so that another may stand beside it."""
    return PREPOSITION.search(words) is None


_LOCATED = regex(
    rf"\b(?:in|on|at|to|into|of|over|down|along|around|about|across|from)\s+(?:(?:the|his|her|both|each|left|right)\s+(?!morning|evening|night|afternoon|end|day|cold)|(?:[\w-]+\s+)?(?:{PLACE.pattern}))",
    re.IGNORECASE,
)
"""A symptom with a place of its own, and not only with what brings it on."""


def _share(entry: list[Phrase], phrase: Phrase, later: list[Phrase]) -> bool:
    """Whether two symptoms are told in one breath: "pain and swelling of the knee", "numbness and tingling"."""
    left, right = entry[-1].words, phrase.words
    here_placed, there_placed = (PREPOSITION.search(words) is not None for words in (left, right))
    if PAIRED.search(f"{left.split()[-1]} {' '.join(right.split()[:2])}") and not here_placed:
        if phrase.joint == "comma" and not any(one.joint.endswith("and") for one in later[:2]):
            return False
        return not (PLACE.search(head(left)) and there_placed)
    if ALONE.match(right) or ALONE.fullmatch(left):
        return False
    if phrase.joint in ("and", "comma_and"):
        if here_placed or not SYMPTOM.match(right) or not _bare(head(right)):
            return False
        if len(entry) > 1 and _bare(left):
            return True
        return phrase.joint == "and" and (
            there_placed if _bare(left) else _ends_bare(left) and not _LOCATED.search(right)
        )
    chain = [phrase]
    while not chain[-1].joint.endswith("and") and len(chain) <= len(later):
        chain.append(later[len(chain) - 1])
    last = chain[-1]
    if here_placed or not last.joint.endswith("and") or last.kind is not Kind.HEADED or ALONE.match(last.words):
        return False
    if not all(_bare(one.words) and not ALONE.match(one.words) for one in chain[:-1]) or not _bare(head(last.words)):
        return False
    shared_after = PREPOSITION.search(last.words) is not None
    return (
        shared_after
        if all(_bare(one.words) for one in entry)
        else _ends_bare(entry[0].words) and not _LOCATED.search(last.words)
    )


_OF_PAIN = regex(r"\bpains?$", re.IGNORECASE)
_HEAD_FOR_BOTH = regex(
    r"[\w/-]+\s+(?:problems?|issues|difficult(?:y|ies)|changes|disturbances?|symptoms|complaints|loss|deficits?|impairments?|pains?)",
    re.IGNORECASE,
)
"""A phrase whose last word is the head of what stands before the "and" too: "memory and focus problems"."""


def _ends_bare(words: str) -> bool:
    """Whether a phrase ends with a symptom that has its place before it: "left knee pain"."""
    return bool(SYMPTOM.fullmatch(words.split()[-1])) and bool(PLACE.search(words))


def _bare(words: str) -> bool:
    """Whether a phrase is the name of a symptom alone, or with how it is felt."""
    words = words.strip()
    name = re.split(r"[\s,]+", words)[-1]
    how = words[: len(words) - len(name)].strip()
    if how and not QUALITIES.fullmatch(how):
        return bool(_OF_TWO_WORDS.fullmatch(plain(words)))
    return SYMPTOM.fullmatch(name) is not None


_OF_TWO_WORDS = regex(r"(?:numbness|tingling|burning)\s+sensations?|pins\s+and\s+needles|giving\s+way", re.IGNORECASE)
