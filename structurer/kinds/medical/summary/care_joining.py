"""Which neighbours of a list of care are one entry: an operation and its day, a list of levels, two tissues."""

from __future__ import annotations

import re

from structurer.interpret import NUMBER_WORD
from structurer.kinds.medical.summary.drugs import DRUG
from structurer.kinds.medical.summary.words import CARE, LOCATION, MONTH, OPERATED, OPERATION
from structurer.regex import regex

_LEVEL = r"(?:[CTLS]\d{1,2}(?:\s?-\s?[CTLS]?\d{1,2})?|\#\d{1,2}|\d(?:st|nd|rd|th)|ring|little|long|middle|index|small)"
_ENDS_LEVEL = regex(rf"\b(?:of|at|to)\b.*{_LEVEL}$|^(?!.*\b(?:of|at|to)\b).*\s\#\d{{1,2}}$", re.IGNORECASE)
_BEGINS_LEVEL = regex(rf"{_LEVEL}(?:\s+\w+){{0,2}}(?:\s+(?:on|in)\s.*|\s*\(.*)?$", re.IGNORECASE)
_BARE_LEVEL = regex(
    r"(?:(?:bilateral|left|right|cervical|thoracic|lumbar|facet)\s+)*(?:[CTLS]\d{1,2}(?:\s?-\s?[CTLS]?\d{1,2})?(?:,?\s+(?:and\s+)?)?)+",
    re.IGNORECASE,
)
_BEGINS_ANY_LEVEL = regex(r"[CTLS]\d{1,2}\b", re.IGNORECASE)
"""Levels before the word for what was done at all of them."""
_ENDS_OPERATION = regex(rf"{OPERATION}$", re.IGNORECASE)
_IN_ONE_SITTING = regex(rf"\b{OPERATION}[^\d]{{0,80}}?\bwith\s[^\d]{{0,80}}?{OPERATION}$", re.IGNORECASE)
"""An operation with another, that has its day after a third."""
_ENDS_AMPUTATION = regex(r"\bamputation\s+of\s+[\w\s]+$", re.IGNORECASE)
_BEGINS_OPERATION = regex(rf"(?:[\w-]+\s+)?{OPERATION}", re.IGNORECASE)
_COUNT = regex(
    rf"(?:{NUMBER_WORD}|\d+(?:/\d+)?)\s+(?:visits|sessions|treatments|weeks|months|times)(?:\s+(?:completed|in\s+all|in\s+total|total|altogether))?(?=\s*(?:$|,\s*(?:with|which|without)\b))",
    re.IGNORECASE,
)
_ONE_DAY = rf"(?:\d{{1,2}}[-/](?:\d{{1,2}}[-/])?\d{{2,4}}|(?:19|20)\d\d|{MONTH}(?:\s+\d{{1,2}}(?!\d))?(?:,?\s+(?:of\s+)?(?:19|20)\d\d)?)"
DAY_AT_END = regex(rf"\b{_ONE_DAY}$", re.IGNORECASE)
_MORE_DAYS = regex(
    rf"(?:(?:again\s+)?(?:in|on)\s+)?(?:the\s+)?(?:(?:left|right)\s+(?:side\s+)?(?:in|on)\s+)?{_ONE_DAY}(?!\w)(?!\s+(?:an?|the|he|she|had|was|underwent)\b)",
    re.IGNORECASE,
)
"""Another day of the same care: "in April and August of 2016", "on the right in 2011 and on the left in 2012"."""
_OTHER_SIDE = regex(rf"(?:left|right|L|R)\s+(?:side\s+)?(?:in\s+|on\s+)?{_ONE_DAY}", re.IGNORECASE)
"""The other side, with its own day: "decompression 2/2/15, left 5/5/15"."""
_YEAR = regex(r"(?:in\s+)?(?:19|20)\d\d|\d{1,2}[-/](?:\d{1,2}[-/])?\d{2,4}")
_UNFINISHED = regex(
    rf"(?:(?:{NUMBER_WORD}|\d+|(?:visits|sessions|weeks|months|courses?|rounds?|classes|appointments)\s+of)\s+)*(?:{LOCATION.pattern}|boil|physical|occupational|aquatic|aqua|land|speech|vestibular|vision|individual|group|mirror|contrast|exposure|scar|strength|balance|posture|sensory|proprioceptive|cognitive|behavio\w+|manual|hot|cold|warm|moist|range[\s-]of[\s-]motion|active|passive|core|aerobic|oral|topical|custom|prefabricated|daytime|night(?:time)?|inpatient|outpatient|medical|surgical|epidural|facet|intra-?articular|acromioclavicular|subacromial|glenohumeral|[CTLS]\d+(?:\s*-\s*[CTLS]?\d+)?)",
    re.IGNORECASE,
)
"""What has its head after the "and": "physical", before "and occupational therapy"."""
_SIDED = regex(r"(?:left|right|bilateral)\b", re.IGNORECASE)
_STARTS_DAY = regex(r"(?:on|in)\s+(?:\w+\s+)?\d", re.IGNORECASE)
_DAY = regex(r"(?:on\s+)?\d{1,2}[-/](?:\d{1,2}[-/])?\d{2,4}", re.IGNORECASE)


_OPERATED_ON = regex(
    r"\b(?:repair|reconstruction|release|exploration|excision|debridement|neurolysis|transfer|graft(?:ing)?|ORIF|reduction|fixation|pinning|plating)\s+of\s+(?:(?!(?:on|in)\s+\d)[^\d,;])+$",
    re.IGNORECASE,
)
_TISSUE = regex(
    rf"(?:(?!(?:a|an|he|she)\b|{OPERATION})[\w-]+\s+){{0,4}}?(?:tendons?|nerves?|arter(?:y|ies)|veins?|ligaments?|muscles?|menisc(?:us|i)|labrum|cartilage|pulleys?|tibia|fibula|radius|ulna|humerus|femur|clavicle|maxilla|mandible|(?:meta(?:carp|tars)al|phalan)\w*|ribs?)\b",
    re.IGNORECASE,
)
"""The second of two tissues that one operation was done on: "repair of the tendon and digital nerve"."""


def are_one(left: str, gap: str, right: str, listed: bool) -> bool:
    """Whether two neighbours of a list are one entry; `listed`: the first of them follows a comma itself."""
    between = gap.strip().lower()
    if between == "," and _COUNT.match(right):
        return True
    if between in ("and", "&", ", and") and DAY_AT_END.search(left) and _MORE_DAYS.match(right):
        return True
    if between == "," and DAY_AT_END.search(left) and OPERATED.search(left) and _OTHER_SIDE.fullmatch(right):
        return True
    if between in ("and", "&", "or") and (_is_unfinished(left) or _YEAR.fullmatch(right)):
        return True
    if between == "," and OPERATED.search(left) and _DAY.fullmatch(right):
        return True
    if between in (",", "and") and _BARE_LEVEL.fullmatch(left) and _BEGINS_ANY_LEVEL.match(right):
        return True
    if between in ("and", ",", "&") and _ENDS_LEVEL.search(left) and _BEGINS_LEVEL.match(right):
        return True
    if between in ("and", "&") and _OPERATED_ON.search(left) and _TISSUE.match(right):
        return True
    if between not in ("and", "&") or not OPERATED.search(right) or DRUG.search(left):
        return False
    if _IN_ONE_SITTING.search(left) and DAY_AT_END.search(right):
        return True
    if listed or _SIDED.match(right) or _STARTS_DAY.match(right):
        return False
    unfinished = len(left.split()) < 4 and not CARE.search(left) and not re.search(r"\d", left)
    of_amputation = _ENDS_AMPUTATION.search(left) and _BEGINS_OPERATION.match(right)
    return unfinished or bool(_ENDS_OPERATION.search(left) or of_amputation)


def _is_unfinished(text: str) -> bool:
    return len(text.split()) < 6 and bool(_UNFINISHED.fullmatch(text))
