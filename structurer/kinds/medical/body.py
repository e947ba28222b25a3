"""Parts of the body as headings name them, with their side."""

from __future__ import annotations

import re

from structurer.letter import Letter
from structurer.result import Span
from structurer.sections import Section

_ONE_SIDE = r"(?:left|right|lt\.?|rt\.?)"
SIDE = rf"(?:{_ONE_SIDE}(?:\s*(?:and|/|&)\s*{_ONE_SIDE})?|bilateral|bilat\.?|both)"
"""The side of a part: `left`, `bilateral`."""

_REGIONS = (
    r"(?<!anterior\s)(?<!posterior\s)(?:cervical|thoracic|lumbar|lumbosacral|cervicothoracic|sacral)(?:\s+spine)?(?!\s+(?:interbody|discectomy\s+and\s+fusion)\b)",
    r"(?:cervical|thoracic)/(?:thoracic|lumbar)\s+spine",
    r"thoracolumbar(?:\s+(?:spine|junction))?",
    r"lumbar\s+sacral\s+spine",
    r"[CTL]-?\s?spine",
    r"spine",
    r"(?:SI|sacroiliac)\s+joints?(?!\s+(?:belt|injection|block|fusion))",
    r"neck",
    r"backs?",
    r"head",
    r"brain",
    r"skull",
    r"scalp",
    r"face",
    r"jaw",
    r"TMJ",
    r"nose",
    r"(?<!by\s)mouth",
    r"eyes?",
    r"ears?",
    r"shoulders?",
    r"clavicles?",
    r"scapulae?",
    r"arms?",
    r"elbows?",
    r"forearms?",
    r"wrists?",
    r"hands?",
    r"(?:(?:index|middle|long|ring|little|small)\s+)?fingers?",
    r"thumbs?",
    r"chest",
    r"ribs?",
    r"abdomen",
    r"buttocks?",
    r"hips?",
    r"groin",
    r"pelvis",
    r"sacrum",
    r"coccyx",
    r"tailbone",
    r"trapezius",
    r"thighs?",
    r"hamstrings?",
    r"knees?",
    r"legs?",
    r"calf",
    r"calves",
    r"tibia",
    r"femur",
    r"ankles?",
    r"foot",
    r"feet",
    r"heels?",
    r"(?:(?:great|big|second|third|fourth|fifth)\s+)?toes?",
    r"(?:upper|lower)\s+(?:extremit(?:y|ies)|limbs?)",
    r"extremit(?:y|ies)",
    r"(?-i:[RLB][UL]E)s?",
)
_REGION = rf"(?:(?:upper|lower|mid|low)[\s-]+)?(?:{'|'.join(_REGIONS)})"
_LEVEL = r"[CTLS]\d{1,2}(?:\s?-\s?[CTLS]?\d{1,2})?"
# A part that belongs to the name of a device: "knee scooter".
_NAMED_BY = r"(?!\s+(?:scooter|walker|orthosis|controls)\b)"
PART = rf"\b(?:{SIDE}\s+)?(?:{_REGION}|(?:Achilles|gluteus\s+medius)\s+tendon|(?-i:{_LEVEL}))\b{_NAMED_BY}"
"""Pattern of a part of the body; use with re.IGNORECASE."""
BODY_PART = re.compile(PART, re.IGNORECASE)


def body_parts(letter: Letter, disputed: Section) -> list[Span]:
    """The parts of the body that the heading names, with their side, in its order and each once."""
    found: list[Span] = []
    said: set[str] = set()
    for match in BODY_PART.finditer(letter.text, disputed.start, disputed.end):
        words = letter.verbatim(*match.span()).lower()
        if words not in said:
            said.add(words)
            found.append(letter.span(*match.span()))
    return found
