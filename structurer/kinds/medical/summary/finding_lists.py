"""A list of findings told in prose, taken apart by what stands to both sides of a comma or an "and".

What names nothing of its own (a place, a side, the measure of the other side, a further motion) belongs to the finding
before it.
"""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.finding_phrases import Phrase
from structurer.kinds.medical.summary.finding_words import EXAMINED, JOINED_VERBS, LOOKS, MOTIONS, SIDES
from structurer.kinds.medical.summary.line import Piece, cut_at, outside
from structurer.regex import regex

_VISIT = (
    r",?\s+(?:and\s+)?on\s+\d{1,2}[-/]\d{1,2}[-/]\d{2,4}(?:\s+and\s+[0-9/-]+)?,?"
    r"(?:\s+(?:and\s+)?(?:it\s+)?(?:revealed|showed|noted|found)\s)?"
)
_APART = regex(
    rf"\s*;\s*(?:(?:and|as\s+well\s+as)\s+)?|{_VISIT}"
    r"|,?\s+(?:for|giving|yielding|making)\s+(?:an?\s+)?(?=(?:BMI|body\s+mass)\b)"
    r"|(?:(?<=\bbilat)|(?<=\bbil)|(?<=[a-z\d]\s(?-i:[LR])))\.\s+(?=(?-i:[A-Z]))"
    r"|\s+(?:was|were)\s+(?:appreciated|noted|found|observed|present)\s+with\s+(?=(?:positive|negative|no|decreased|limited|restricted|an?|pain|spasm|swelling|weakness)\b)"
    r"|(?:^|(?<=\s))\d{1,2}\)\s*(?=[A-Za-z+])"
    r"|,?\s+and\s+(?:also\s+)?(?:noted|found|recorded|observed|felt)\s+(?=(?:an?\s+)?[a-z])"
    r"|,?\s+whereas\s+"
    r"|,?\s+but\s+(?=(?:he|she|there|it)\s+(?:has|had|is|was)\b)"
    r"|,?\s+with\s+(?=[\w-]+\s[^,;]{4,60}?(?<!\bis)(?<!\bwas)\s(?:noted|appreciated)\b)",
    re.IGNORECASE,
)
_AS_WELL = r"(?:as\s+well\s+as|along\s+with|together\s+with|in\s+addition\s+to|plus)"
_JOINT = regex(
    rf"(?P<comma>\s*,(?!\d{{3}}\b)(?!\s*(?:19|20)\d\d\b)\s*(?:(?:and|or|{_AS_WELL}|but|also)\s+)*)|\s+(?:(?:and|&|{_AS_WELL}|but)(?:\s+also)?)\s+",
    re.IGNORECASE,
)

_OR = regex(r"\bn?or\b", re.IGNORECASE)
# What a thing of its own begins with.
_ANEW = regex(r"(?:(?:there\s+(?:is|was|are|were)\s+)?an?\s|[\"“])", re.IGNORECASE)


def finding_entries(piece: Piece) -> list[Piece]:
    """The findings of a passage, in order."""
    found: list[Piece] = []
    for clause in cut_at(piece.stripped(), _APART):
        listed = _listed(clause)
        first = Phrase(listed[0].text)
        if (
            found and first.is_value and (first.begins_with_number or (first.first in SIDES and not first.parts))
        ):  # the measure of the other side, after a semicolon
            found[-1] = Piece(piece.line, found[-1].start, listed.pop(0).end)
        found += listed
    return found


def _listed(piece: Piece) -> list[Piece]:
    """The findings between the commas and "and"s of a clause."""
    joints = [match for match in _JOINT.finditer(piece.text) if outside(piece.text, match.start())]
    starts = [0, *(match.end() for match in joints)]
    ends = [*(match.start() for match in joints), len(piece.text)]
    commas = [match["comma"] is not None for match in joints]
    phrases = [Phrase(piece.text[start:end]) for start, end in zip(starts, ends, strict=True)]
    found: list[Piece] = []
    first = 0
    for index in range(1, len(phrases)):
        before = Phrase(piece.text[starts[first] : ends[index - 1]])
        if _is_one_negation(before, phrases[index:], joints[index - 1 :]):
            continue
        if _begins_another(before, phrases[first:index], phrases[index:], commas[index - 1 :]):
            found.append(piece.cut(starts[first], ends[index - 1]))
            first = index
    found.append(piece.cut(starts[first], ends[-1]))
    return found


def _begins_another(before: Phrase, parts: list[Phrase], following: list[Phrase], commas: list[bool]) -> bool:
    """Whether the next phrase begins another finding than the one told so far, which is of these parts."""
    here, last = following[0], parts[-1]
    if not here.words or not before.words or _share_what_is_said(parts, following):
        return False
    if before.is_open and not here.is_negated and not (commas[0] and _ends_what_is_open(before, here)):
        return False
    if before.is_adjective and len(here.words) > 1 and here.begins_with_adjective:
        return False
    if commas[0] and (_ANEW.match(here.text) or (last.ends_with_state and here.is_mood)):
        return True
    if before.is_inability and here.is_subject and not (here.names_sign or here.begins_with_verb):
        return False
    if commas[0] and here.adds and (last.ends_with_state or before.is_complete):
        return True
    if here.goes_on or here.is_remark or _measures_on(before, here, commas[0]):
        return False
    if before.is_looked_at and here.looks_on and here.has(LOOKS):
        return False
    if here.says_size and before.names_sign and commas[0]:
        return False
    if not commas[0] and (before.feels_so and here.feels_alike or before.is_described and here.begins_with_verb):
        return False
    if here.is_quality and not before.is_look and len(following) > 1 and not commas[1] and following[1].names_thing_so:
        return True
    if here.is_quality and before.is_complete or (here.is_place_with and before.is_placed):
        return False
    if here.is_place and not before.is_place:
        return _shares_name(following, commas)
    if here.moves and _goes_on_moving(before, here):
        return False
    if here.is_test and (before.opens_with_outcome or before.is_test):
        return False
    if here.names_tests and before.begins_with_outcome and not before.names_named_sign:
        return False
    return commas[0] or _and_parts(before, last, here)


def _is_one_negation(before: Phrase, following: list[Phrase], joints: list[re.Match[str]]) -> bool:
    """Whether what is named next is denied with the last thing: "no masses, rebound or guarding"."""
    if not before.is_negated:
        return False
    for phrase, joint in zip(following, joints, strict=False):
        if phrase.is_own or phrase.verb:
            return False
        if _OR.search(joint[0]) or "or" in phrase.words:
            return True
    return False


def _shares_name(following: list[Phrase], commas: list[bool]) -> bool:
    """Whether a place shares what is named after an "and": "knee and ankle reflexes"."""
    return len(following) > 1 and not commas[1] and following[1].names_thing and not following[1].is_place_with


def _share_what_is_said(parts: list[Phrase], following: list[Phrase]) -> bool:
    """Whether all that is named so far waits for what is said of all: "reflexes, strength and sensation were intact"."""
    if not all(part.is_subject for part in parts):
        return False
    for phrase in following:
        if phrase.says_of_several:
            if phrase.says_of_place and not all(part.is_place for part in parts):
                return False
            if phrase.words[-1] in _NOTED and any(part.names_sign for part in parts):
                return False
            return phrase.verb in JOINED_VERBS or not any(part.names_sign for part in parts)
        if not phrase.is_subject:
            return False
    return False


_JERKS = frozenset("jerk jerks".split())
_HURT = frozenset("weak painful".split())
_GRADED = frozenset("strength power motor reflex reflexes jerk jerks".split())
_NOTED = frozenset("seen noted present found observed appreciated evident".split())
_RANGES = frozenset("rom arom prom arc".split())


def _goes_on_moving(before: Phrase, here: Phrase) -> bool:
    """Whether a motion goes on with those of the same joint, each with its measure or none."""
    if not (before.moves or before.ends_with_motion or before.has(_RANGES)) or (
        here.limb not in (None, before.limb) and not (here.is_subject and before.names_sign)
    ):
        return False
    if not (before.measured or here.measured) and before.is_how and here.is_how:
        return False
    if "strength" in here.scales - before.scales and "angle" not in here.scales:
        return False
    if before.measured and not here.measured and here.verb and here.names_sign:
        return False
    told = before.names_sign or before.has(_HURT) or (before.begins_with_adjective and before.words[-1] in MOTIONS)
    return not (here.measured and told and not before.measured)


def _ends_what_is_open(before: Phrase, here: Phrase) -> bool:
    """Whether what only says how or where is told without a name for its thing: "antalgic, uses a cane"."""
    begins = here.begins_with_verb or here.begins_with_state or bool(_ANEW.match(here.text))
    graded = before.tells_strength_of_part and here.has(EXAMINED)
    return begins or graded or (before.is_look and here.is_complete)


def _measures_on(before: Phrase, here: Phrase, comma: bool) -> bool:
    """Whether it is a measure that goes on with what was measured: of the other side, of another muscle, joint or eye."""
    if comma and _JERKS & set(before.words) & set(here.words) and not here.is_negated:
        return True
    if not here.is_value:
        return False
    alike = bool(before.scales & here.scales)
    if alike and here.first != "other" and (comma or before.has(_GRADED)):
        return True
    names_muscle = here.tells_strength_of_part and not alike
    return here.parts <= before.parts and not names_muscle or (here.begins_with_number and not names_muscle)


def _and_parts(before: Phrase, last: Phrase, here: Phrase) -> bool:
    """Whether an "and" between two phrases, neither of which is a part of the other, parts two findings."""
    if last.ends_with_state and here.begins_with_state or before.is_test:
        return False
    if here.begins_with_verb:
        return not before.verb or not here.goes_on_being
    if here.is_negated:
        return True
    if not before.is_complete or (here.tells_other_place and before.has(EXAMINED)):
        return False
    if here.verb or (here.measured and not here.is_value and not before.measured):
        return True
    if here.names_sign and not here.is_own:
        if not last.names_sign:
            return True
        return (last.is_placed and not last.accompanies) or (here.begins_with_place and last.has_place)
    return here.is_own
