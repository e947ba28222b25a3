"""Care in the manner of notes, with no words to lead up to it: a sentence or a clause that is a list of care without more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.interpret import NUMBER_WORD
from structurer.kinds.medical.summary.care_clauses import tells_given
from structurer.kinds.medical.summary.care_words import CERTAIN
from structurer.kinds.medical.summary.cues import Cue
from structurer.kinds.medical.summary.line import Piece, cut_at
from structurer.kinds.medical.summary.turns import Topic
from structurer.regex import regex


def care_alone(piece: Piece) -> Piece | None:
    """A sentence that is a list of care without more: "PT x 12, two injections."; None where it is not."""
    text = piece.text
    told_otherwise = _NOT_DONE.search(_BRACKETED.sub("", text)) or tells_given(text)
    return piece if _ALONE.match(text) and not told_otherwise else None


_BRACKETED = regex(r"\([^)]*\)")
_NOT_DONE = regex(
    r"\b(?:request\w*|recommend\w*|would|will|should|pending|plans?|planned|(?<!\d\s)authoriz\w*|denied|certif\w+|consider\w*|candidate|schedul\w+|needs?|wants?|awaiting|propos\w+|applied\s+for|(?:heat|ice|rest|walking|sitting|standing|lying|changing)\b[^.;]*\bhelps?|ask(?:s|ed|ing)|sought|dispute\w*|appeal\w*|UR|IMR|diagnos\w+|tear|MRI|seek\w*|in\s+question|at\s+issue|(?:under|in)\s+(?:review|dispute)|if|no(?!\s+(?:\w+\s+)?(?:help|relief|benefit|improvement|change|effect|success|better)\b)|not|neither|was|were|is|are|incisions?|scars?(?!\s+(?:massage|mobili[sz]ation|management|care|creams?|gel|sheets?))|healed|looked|appeared|intact|tender|came\s+out|he|she|patient|worker|applicant|declin\w+|refus\w+|order\w*)\b",
    re.IGNORECASE,
)
_ALONE = regex(
    rf"(?:(?:since\s+then|after\s+surgery|post-?op(?:eratively)?|initially|at\s+first),?\s+)?(?:(?:an?|the|his|her|prior|previous|past|also|then|includ\w+|{NUMBER_WORD}|\d+|(?:visits|sessions|rounds|courses|weeks|months)\s+of)\s+){{0,6}}(?:(?!(?:was|is|has|he|she|of|for|from|after|following|since|due|came|started|began|pain|walks|ambulates|gait|scars?(?!\s+(?:massage|care)))\b)\w[\w/-]*\s+){{0,4}}?(?:{CERTAIN.pattern}|(?:sutured|casted|splinted|stapled)\b)",
    re.IGNORECASE,
)


_SEMICOLON = regex(r"\s*;\s*(?:(?:and|then)\s+)?", re.IGNORECASE)


_PLANS = regex(
    r"\b(?:plan|plans|planned|recs?|recommend\w*|request\w*|RFA|will|order(?:s|ed)|pending|seeks|asks?|referr?\w*)\b|(?-i:\bP:)",
    re.IGNORECASE,
)


def care_clauses_alone(piece: Piece, turns: list[Cue]) -> Iterator[Piece]:
    """The clauses between the semicolons of a note that are lists of care: "films clear; splint, crutches for a week".

    What follows a turn of phrase that leads up to a list of something else is of that list.
    """
    if ";" not in piece.text:
        return
    for clause in cut_at(piece, _SEMICOLON):
        if _PLANS.search(piece.text, 0, clause.start - piece.start):
            return
        before = [turn.topic for turn in turns if turn.start < clause.end]
        led = before and before[-1] is not Topic.COMPLAINTS
        if not (led or _FOUND_SO.search(clause.text)) and (alone := care_alone(clause)):
            yield alone


_FOUND_SO = regex(r"\b(?:diminished|decreased|reduced|absent|negative|positive)\b", re.IGNORECASE)
"""What is said of a finding, though it be at a graft."""


_COUNTED = regex(
    rf"\s*(?:(?:has\s+had|had|after|now|total\s+of)\s+)?(?:about\s+|over\s+)?(?:{NUMBER_WORD}|\d+)\s+(?:(?:of|out\s+of)\s+(?:{NUMBER_WORD}|\d+)\s+)?(?:[\w/-]+\s+){{1,4}}?(?:visits|sessions|treatments|appointments)\b(?!\s+(?:more|requested|pending|remain\w*|denied|left|ahead|planned|needed))",
    re.IGNORECASE,
)


def begins_counted(text: str) -> bool:
    """Whether a sentence begins with care and how often it was: "9 PT visits so far, extension was -10 at first"."""
    found = _COUNTED.match(text)
    return bool(found and CERTAIN.search(found[0]))
