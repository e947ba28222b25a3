"""How alike two treatments are that two letters of a case are about: whether a denial and a review mean the same one."""

from __future__ import annotations

import re
from typing import Any

from structurer.comparators import same_strength, token_f1, words
from structurer.regex import regex


def likeness(one: Any, two: Any) -> float:
    """0 to 1. Another strength, service, side, part of the body or date of service makes it another treatment, however
    alike the words are."""
    if one.strength and two.strength and not same_strength(one.strength, two.strength):
        return 0.0
    if one.date_of_service and two.date_of_service and one.date_of_service != two.date_of_service:
        return 0.0
    if _apart(_sides(one), _sides(two)) or _apart(_places(one), _places(two)):
        return 0.0
    renamed = _services(one) & _also_named(two) or _services(two) & _also_named(one)
    if _apart(_services(one), _services(two)) and not renamed:
        return 0.0
    named = token_f1(one.service, two.service) if one.service and two.service else 0.0
    whole = token_f1(_unnumbered(one.request), _unnumbered(two.request))
    parts = token_f1(" ".join(one.body_parts), " ".join(two.body_parts)) if one.body_parts and two.body_parts else None
    spoken = max(named, whole)
    return spoken if parts is None else 0.75 * spoken + 0.25 * parts


def _apart(one: set[str], other: set[str]) -> bool:
    """Whether both say something, and nothing of it is the same."""
    return bool(one and other and not one & other)


def _sides(treatment: Any) -> set[str]:
    return {word for part in [treatment.request, *treatment.body_parts] for word in words(part)} & {"left", "right"}


_LITTLE = frozenset("a an and for in of on or the to with".split())
_ANY_SERVICE = frozenset(
    "additional capsule clearance consult consultation cream device evaluation exam followup gel injection medication new "
    "ointment patch program scan service session study surgery tablet test therapy topical treatment unit visit".split()
)
_ANY_PLACE = frozenset("area bilateral both extremity joint left level region right side spine".split())
_PLURALS = (("feet", "foot"), ("(.+)ies", r"\1y"), ("(.*(?:ch|sh|ss|x))es", r"\1"), ("(.{2,}[^ius])s", r"\1"))
_REGIONS = (
    (regex(r"\bneck\b|\bc(?=-?\d|-?spine)"), "cervical"),
    (regex(r"\b(?:upper|mid|middle)[ -]?back\b|\bt(?=-?\d|-?spine)"), "thoracic"),
    (regex(r"\blow(?:er)?[ -]?back\b|\bl(?=-?\d|-?spine)"), "lumbar"),
    (regex(r"\blumbosacral\b"), "lumbar sacral"),
    (regex(r"\bback\b"), "thoracic lumbar"),
    (regex(r"\barms?\b"), "arm upper"),
    (regex(r"\blegs?\b"), "leg lower"),
)
"""Several names of one part; a back is either of two."""


def _services(treatment: Any) -> set[str]:
    """The words that tell the service from another: of physical therapy `physical`. Of a therapy alone, `therapy`."""
    said = _singular(treatment.service or "") - _LITTLE
    return said - _ANY_SERVICE or said


def _also_named(treatment: Any) -> set[str]:
    """What else the request calls the service, in brackets: `Electrodiagnostic studies (EMG/NCV)`."""
    return _singular(" ".join(re.findall(r"\(([^()]*)\)", treatment.request))) - _LITTLE - _ANY_SERVICE


def _places(treatment: Any) -> set[str]:
    """The parts of the body, by the words that tell one from another: of the cervical spine `cervical`."""
    said = " ".join(treatment.body_parts).lower()
    for names, region in _REGIONS:
        said = names.sub(region, said)
    return _singular(said) - _LITTLE - _ANY_PLACE


def _singular(text: str) -> set[str]:
    """The words of a text, without its numbers, of plurals the singular."""
    return {_one(word) for word in words(text) if not _is_number(word)}


def _one(word: str) -> str:
    for many, one in _PLURALS:
        if re.fullmatch(many, word):
            return re.sub(many, one, word)
    return word


def _unnumbered(text: str) -> str:
    """The text without its numbers: two prescriptions of 60 are not alike for that."""
    return " ".join(word for word in words(text) if not _is_number(word)) or text


def _is_number(word: str) -> bool:
    """Whether the word counts something; a code of procedure (97110) names it."""
    return word == "x" or 0 < sum(character.isdigit() for character in word) < 5
