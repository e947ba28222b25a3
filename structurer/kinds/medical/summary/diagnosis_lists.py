"""A list of diagnoses taken apart: at each comma and "and", by what stands on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kinds.medical.summary.diseases import names_disease
from structurer.kinds.medical.summary.entries import GOES_ON, clauses, numbered, tidied
from structurer.kinds.medical.summary.line import Piece, cut_at, outside
from structurer.kinds.medical.summary.words import CONDITION, LOCATION, OPERATED, PLACE
from structurer.regex import regex

_JOINT = regex(
    r",?\s+and,?\s+by\s+history,\s+|\s*,(?!\s*(?:19|20)\d\d\b)\s*(?:(?:and|or|as\s+well\s+as|along\s+with|together\s+with|in\s+addition\s+to|plus|but|also|then)\s+)*(?!\d{3}\b)"
    r"|\s+(?:and(?:\s+also)?|&|plus|as\s+well\s+as|along\s+with|together\s+with|in\s+addition\s+to)\s+",
    re.IGNORECASE,
)
_MARKED = regex(
    r"(?:an?\s+)?(?:possible|probable|suspected|rule[\s-]+out|r/o|status\s+post|s/p|history\s+of|resolved|secondary|post-?\s?traumatic)\s",
    re.IGNORECASE,
)
"""What begins another entry: only suspected, or past."""
_SUSPECTED = regex(r"(?:to\s+)?(?:rule[\s-]+out|r/o)\b", re.IGNORECASE)
"""What goes on behind a comma: "hand numbness, rule out neuropathy"."""
_PAST = regex(r"(?:status\s+post|s/p|post)\b", re.IGNORECASE)
"""What was done about the condition that stands before a comma."""
_WITH = regex(r"with\s+(?!no\b|out\b|\w+\s+(?:relief|improvement)\b)", re.IGNORECASE)
_REMARK = regex(
    r"(?:(?:now|currently|status|well|fully|partially|previously|surgically|post-?op\w*|not|since|very|medically|minimally|(?:drug|medication|opioid|opiate|narcotic|NSAID|steroid|alcohol|work|stress|pain|injury|trauma|exercise|age|weight|sleep)(?=[\s-](?:induced|related|dependent|associated|mediated)))[\s-]+)*"
    r"(?:\w{3,}ed|healing|resolving|recovering|improving|worsening|new|old|stable|chronic|acute|active|mild|moderate|severe|recurrent|(?:partial|full)[\s-]thickness|unilateral|w/o\s.*|post-?\s?(?!concuss|traumat)[\w-]+|[\w-]{3,}(?:al|ic|ive|ous|ary|ent|ant))(?:\s+(?:with|without|to|in|by|on|at|from|due|and)\b.*)?\s*(?:\([^)]*\))?",
    re.IGNORECASE,
)
"""How what was named before it is: "healed with scar", "neurogenic", "drug induced", "post meniscectomy"."""
_STAGED = regex(
    rf"(?:(?:{LOCATION.pattern})\s+)?(?:grade|stage|type|level|zone)\s+[IVX\d]+\w?\s*(?:$|\()", re.IGNORECASE
)
_CAUSED = regex(r"\b(?:due|secondary|related|owing)\s+to\b|\bfrom\b", re.IGNORECASE)
_ATTACHED = regex(r"\bwith\s+(?:an?\s+)?((?:[\w-]+\s+){0,3}[\w-]+)$", re.IGNORECASE)
"""What accompanies a condition: "with radial head", whose name may be still to come."""
_RANK = regex(r"(?:grade|stage|type|level)\s|(?:left|right|bilateral)\s+greater\s+(?:troch|occip|tuber)", re.IGNORECASE)
_OF_PLACE = regex(r"\s*(?:$|\(|(?:with|without|due|secondary|after|from)\b)", re.IGNORECASE)
"""After a place that is one more of what stands before it: "the index and middle fingers with pain"."""
_SIDES = regex(r"(?:left|right|upper|lower)\s+and\s+(?:left|right|upper|lower)\b", re.IGNORECASE)
_EXTENT = regex(r"\d+(?:\.\d+)?\s?%", re.IGNORECASE)
_PREPOSITION = regex(r"\b(?:of|in|to|over|at|into|about|along|around|from|through\w*|across|on)\b", re.IGNORECASE)
_NO_HEAD = regex(
    rf"(?:(?:rule\s+out|possible|probable|bilateral|left|right|chronic|acute|severe|mild|moderate|resolved)\s+)*(?:{LOCATION.pattern})?"
    r"|(?:constant|sharp|dull|severe|moderate|mild|intermittent|persistent|chronic|acute)(?:\s+and\s+\w+)?|\w+(?:al|ar|ic|ous)(?:\s+and\s+\w+(?:al|ar|ic|ous))?",
    re.IGNORECASE,
)
"""What still needs a name: "cervical", "possible left"."""
_PAIRED = regex(
    r"(?:strains?|sprains?|numbness|tingling|pins|weakness|pain|stiffness|nausea|burns?|scars?|anxiety)\s+(?:sprains?|strains?|numbness|tingling|needles|weakness|stiffness|injury|vomiting|depressed|scarring|scars?)|myalgia\s+myositis",
    re.IGNORECASE,
)
"""Two that are told in one breath, unless each has its own place."""
_BOTH_SIDES = regex(
    r"(?:[CTLS]\d[\w-]*\s+[CTLS]?\d[\w-]*|#?\d+\s+#?\d|(?:\d(?:st|nd|rd|th)|first|second|third|fourth)\s+(?:\d(?:st|nd|rd|th)|second|third|fourth|fifth)|left\s+right|right\s+left|upper\s+lower|lower\s+upper|medial\s+lateral|lateral\s+medial|partial\s+full|irrigation\s+debridement)",
    re.IGNORECASE,
)
_VERB = regex(r"\b(?:is|was|are|were|did|does|has|had|have|show\w*|remain\w*|appear\w*)\b", re.IGNORECASE)


def listed(piece: Piece) -> list[Piece]:
    """The entries of a list of diagnoses, in order, each without marks at its edges."""
    found = numbered(piece)
    if not found:
        parts = [part for clause in clauses(piece) for part in _slashed(clause)]
        found = [entry for clause in parts for entry in _apart(clause, within=len(parts) > 1)]
    return [part for part in map(tidied, found) if part.text and not _is_adjective(part.text)]


def _slashed(piece: Piece) -> list[Piece]:
    """The diagnoses between slashes with blanks around them: "second degree burn / pruritus"."""
    parts = list(cut_at(piece, _SLASH))
    return parts if all(names_condition(part.text) for part in parts) else [piece]


_SLASH = regex(r"\s+/\s+")


def _is_adjective(text: str) -> bool:
    """Whether nothing is left of an entry but a word that says of what kind one is: "psychiatric"."""
    return len(text.split()) == 1 and bool(_NO_HEAD.fullmatch(text)) and not names_condition(text)


def names_condition(text: str) -> bool:
    """Whether a phrase holds a word for a condition."""
    return bool(CONDITION.search(text)) or names_disease(text)


def _apart(piece: Piece, *, within: bool) -> Iterator[Piece]:
    """The entries of a list; `within` one entry of a list that semicolons part, a comma mostly goes on about it."""
    text = piece.text
    joints = [joint for joint in _JOINT.finditer(text) if outside(text, joint.start())]
    commas = any("," in joint[0] for joint in joints)
    start = 0
    ends = [*(joint.start() for joint in joints[1:]), len(text)]
    for joint, end in zip(joints, ends, strict=False):
        right = text[joint.end() : end]
        if within and "," in joint[0] and not _both_placed(text[start : joint.start()], right):
            continue
        if _are_two(text[start : joint.start()], right, text[joint.end() :], joint[0], commas):
            yield piece.cut(start, joint.start())
            start = joint.end()
    yield piece.cut(start, len(text))


def _are_two(left: str, right: str, rest: str, joint: str, commas: bool) -> bool:
    """Whether an entry ends at a joint: what stands before it is named in full, and what follows is no remark on it."""
    left, right = left.strip(), right.strip(" .")
    headless = all(_NO_HEAD.fullmatch(place.strip()) and not names_disease(place) for place in left.split(","))
    if not right or not left or headless or not ("," in joint or _stands(left)):
        return False
    if "," in joint and _SUSPECTED.match(right) and " " not in joint.strip():
        return names_disease(left)
    if "," in joint:
        return _begins_another(left, right, rest)
    return _begins_second(left, right, rest, commas)


def _both_placed(left: str, right: str) -> bool:
    """Whether two phrases are conditions each of its own place, or the second is one that is only suspected."""
    if _SUSPECTED.match(right.strip()):
        return True
    named = names_disease(left) and names_condition(right) and not _PAST.match(right.strip())
    return named and all(PLACE.search(side) for side in (left, right))


def _begins_another(left: str, right: str, rest: str) -> bool:
    """Whether what follows a comma is another entry."""
    if _MARKED.match(right):
        return True
    if (told := _WITH.match(right)) and names_condition(right[told.end() :]):
        return True
    if _SIDES.match(rest):
        return names_condition(rest)
    if (GOES_ON.match(right) and not _is_ranked(right)) or _STAGED.fullmatch(right) or _EXTENT.match(right):
        return False
    if _REMARK.fullmatch(right) and not _alone(right):
        return False
    if LOCATION.fullmatch(right) and not names_disease(right):
        return _heads_more(left, rest[len(right) :])
    return True


def _heads_more(left: str, follows: str) -> bool:
    """Whether a place is one of a condition that is still to be named, and not one more of what stands before it."""
    if follows.lstrip().startswith("("):
        return False
    return not _PREPOSITION.search(left) and names_condition(follows) and not GOES_ON.match(follows.lstrip(" ,"))


def _begins_second(left: str, right: str, rest: str, commas: bool) -> bool:
    """Whether what follows an "and" is a second entry."""
    meeting = f"{left.split()[-1]} {right.split()[0]}"
    if _BOTH_SIDES.fullmatch(meeting):
        return False
    if _MARKED.match(right):
        return True
    if (place := LOCATION.match(right)) and _OF_PLACE.match(right, place.end()) and not names_disease(place[0]):
        return _heads_more(left, rest[place.end() :])
    if (GOES_ON.match(right) and not _is_ranked(right)) or (_VERB.search(left) and not _VERB.search(right)):
        return False
    last = re.split(r",|\sand\s", left)[-1]
    if OPERATED.search(last) and OPERATED.search(right) and not names_disease(right):
        return False
    placed = PLACE.search(last) and PLACE.search(right)
    words = right.split()
    attached = _ATTACHED.search(left)
    if attached and not (_stands(attached[1]) or _alone(right)):
        return False
    if _PAIRED.match(meeting) and not placed:
        return False
    if not _stands(right):
        return (
            _alone(right) or commas and len(words) > 1 and not _PREPOSITION.search(last) and not LOCATION.match(right)
        )
    if not names_disease(left) and names_disease(right) and OPERATED.search(left):
        return True
    if len(words) == 1 and _CAUSED.search(last):
        return False
    if len(words) == 1 or not _stands(" ".join(words[:8])):
        return commas or _alone(right)
    return len(left.split()) > 1 or _alone(left) or (len(words) > 2 and not names_condition(words[0]))


def _stands(text: str) -> bool:
    """Whether a phrase can be an entry: a condition, or what was operated on."""
    return names_condition(text) or bool(OPERATED.search(text))


def _is_ranked(text: str) -> bool:
    """Whether a phrase begins with a stage or the like, and goes on with what has it: "stage 3 ulcer"."""
    return bool(_RANK.match(text)) and names_condition(text)


def _alone(text: str) -> bool:
    """Whether one word is a diagnosis by itself."""
    return bool(_ILLNESS.fullmatch(text.strip()))


_ILLNESS = regex(
    r"\w+(?:itis|algia|pathy|osis|phagia|emia|ism|dynia|osmia|plegia|paresis|trophy|megaly)|HTN|DM|CAD|OSA|CTS|DVT|CKD|glaucoma|cataracts?|epilepsy|lupus|cancer|stroke|arrhythmia|syncope|bronchospasm|pruritus|constipation|bruxism|obesity|gout|COPD|GERD|asthma|migraines?|tinnitus|vertigo|PTSD|CRPS|insomnia|anxiety|depression|stress|hypertension|diabetes|sciatica|lumbago|pregnancy|headaches?|dizziness|fatigue",
    re.IGNORECASE,
)
