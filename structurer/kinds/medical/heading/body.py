"""Parts of the body as headings name them, with their side."""

from __future__ import annotations

import re

from structurer.letter import Letter
from structurer.regex import regex
from structurer.result import Span
from structurer.sections import Section

_ONE_SIDE = r"(?:(?:left|right)(?:[\s-]+sided)?|lt\.?|rt\.?|(?-i:[RL])\.?(?=\s+(?!spine)[a-z]))"
SIDE = rf"(?:{_ONE_SIDE}(?:\s*(?:and|/|&)\s*{_ONE_SIDE})?|bi-?\s?lateral|bilat\.?|bil\.?|(?-i:B/L|b/l)|both)"
"""The side of a part: `left`, `bilateral`."""

_FINGER = r"(?:index|middle|long|ring|little|small|pinky|second|third|fourth|fifth|[2-5](?:nd|rd|th))"
_REGIONS = (
    r"lumb(?:o|ar)[\s/-]+sacral(?:\s+(?:spine|regions?))?",
    r"(?-i:(?:LS|L/S|C/S|T/S))\s+spine",
    r"(?<!anterior\s)(?<!posterior\s)(?:cervical|thoracic|lumbar|lumbosacral|cervicothoracic|sacral)(?:\s+(?:spine|paraspinal\s+(?:muscles?|musculature)|paraspinals?|regions?|musculature))?(?!\s+(?:interbody|discectomy\s+and\s+fusion|collars?|pillows?|dystonia)\b)",
    r"(?:cervical|thoracic)/(?:thoracic|lumbar)\s+spine",
    r"thoracolumbar(?:\s+(?:spine|junction))?",
    r"[CTL]-?\s?spine",
    r"(?-i:[CTL]/S)",
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
    r"(?<!by\s)(?<!full\s)mouth",
    r"eyes?",
    r"ears?",
    r"shoulders?",
    r"clavicles?(?!\s+(?:resection|excision))",
    r"scapulae?",
    r"arms?",
    r"elbows?",
    r"forearms?",
    r"wrists?",
    r"hands?(?!\s+therap)",
    rf"(?:{_FINGER}(?:(?:\s*,\s*(?:and\s+|&\s+)?|\s+(?:and|&)\s+|\s*/\s*){_FINGER})*\s+)?(?:fingers?|digits?)",
    r"thumbs?",
    r"chest(?:\s+wall)?",
    r"abdominal\s+wall",
    r"ribs?",
    r"abdomen",
    r"buttocks?",
    r"hips?",
    r"groin",
    r"internal\s+auditory\s+canals?",
    r"temporomandibular(?:\s+joints?)?",
    r"plantar\s+fascia",
    r"brachial\s+plexus",
    r"sternum",
    r"flanks?",
    r"occiput",
    r"sinus(?:es)",
    r"(?:paraspinal|paracervical|trapezius|rhomboid|levator(?:\s+scapulae)?|piriformis)s?(?:\s+muscles?|\s+musculature)?",
    r"pelvis",
    r"sacrum",
    r"coccyx",
    r"tailbone",
    r"thighs?",
    r"hamstrings?",
    r"knees?",
    r"legs?",
    r"calf",
    r"calves",
    r"tibia|fibula|femur|humerus|patella",
    r"ankles?",
    r"(?:hind|mid|fore)?foot",
    r"feet",
    r"heels?",
    r"(?:(?:great|big|second|third|fourth|fifth|[2-5](?:nd|rd|th))\s+)?(?:toe(?:nail)?s?|metatarsals?|metacarpals?)",
    r"shins?",
    r"palms?",
    r"lungs?",
    r"testicles?",
    r"scrotum",
    r"(?<!air\s)bladder",
    r"breasts?",
    r"(?:(?:upper|lower)\s*(?:and|&|/)\s*)?(?:upper|lower)\s+(?:extremit(?:y|ies)|limbs?)",
    r"(?:upper|lower)\s+(?:left|right|bilateral)\s+extremit(?:y|ies)",
    r"extremit(?:y|ies)",
    r"(?-i:[RLB][UL]E)s?",
    r"(?-i:[UL]E)s?",
)
_REGION = rf"(?:(?:upper|lower|mid|middle|low|lateral|medial|distal|proximal|dorsal|volar|plantar)[\s-]+)?(?:{'|'.join(_REGIONS)})"
# Of the thyroid's hormones T3 and T4 no level is meant.
_LEVEL = r"(?<![Ff]ree )(?<![Tt]otal )(?<![Rr]everse )(?<!TSH, )(?<!TSH )(?<!TSH/)[CTLS]\d{1,2}(?:(?:\s?[-/]\s?[CTLS]?|\s+(?:to|through|thru)\s+[CTLS])\d{1,2}){0,3}"
# A part that belongs to the name of a device, or to no part: "knee scooter", "hand-held shower", "face-to-face".
_NAMED_BY = (
    r"(?![\s-]+(?:scooter|walker|orthosis|controls|held|rests?|to(?!\s+(?:rule|evaluat|assess|determin|exclud|check|confirm|look)\w*)|up|lifts?|elevator|pieces?|glasses|mapping|spica|kits?"
    r"|garments?|pumps?)\b)"
)

# What has a side and is a part then. An operation or a block is named by it: "left stellate ganglion block".
_NAMING = (
    r"stellate(?:\s+ganglion)?",
    r"(?:SI|sacroiliac|AC|acromioclavicular|SC|sternoclavicular)(?:\s+joints?)?|(?-i:SIJs?)",
    r"(?:(?:first|second|third|fourth|fifth|[1-5](?:st|nd|rd|th))\s+)?(?:CMC|MCP|PIP|DIP|MTP)(?:\s+joints?)?",
    r"(?:carpal|cubital|tarsal|radial)\s+tunnels?",
    r"(?:(?:ulnar|median|radial|digital|occipital|genicular|suprascapular|femoral|sciatic|peroneal|tibial|sural|saphenous|pudendal|trigeminal)"
    r"\s+)+nerves?",
    r"(?:greater|lesser)\s+occipital(?:\s+nerves?)?",
    r"occipital(?:\s+nerves?)?",
    r"rotator\s+cuffs?",
    r"(?:A-?1\s+)?pulleys?",
)
_JOINTS = r"(?:joints?|regions?|areas?|tendons?|bursae?|muscles?|musculature|compartments?|canals?|insertions?|grooves?|spaces?|sheaths?)"
_PLACES = (
    r"glenohumeral",
    r"subacromial",
    r"inguinal",
    r"umbilical",
    r"patellofemoral",
    r"(?:lateral|medial)\s+epicondyl(?:e|ar)",
    r"(?:greater\s+)?trochanter(?:ic)?",
    r"ischial",
    r"olecranon",
    r"Achilles",
    r"gluteus\s+medius",
    r"biceps",
    r"triceps",
    r"quad(?:riceps)?|patellar|IT\s+band|tibial\s+plateau|pes\s+anserine?",
    r"deltoid",
    r"(?:first|second|1st|2nd)\s+(?:dorsal|extensor)",
    r"(?:distal|proximal)\s+(?:radius|ulna|humerus|fibula|tibia|femur)",
    r"scaphoid|subtalar|sinus\s+tarsi|metatarsal|metacarpal",
)
_SIDED_PLACE = rf"{SIDE}\s+(?:{'|'.join(_PLACES)})(?:\s+{_JOINTS})?"
_SIDED_NAME = rf"{SIDE}\s+(?:{'|'.join(_NAMING)})"

_TOOTH = r"(?:numbers?\s+|nos?\.?\s+)?#?\s?(?:\d{1,2}|(?-i:[A-T]))(?![\w.])(?!\s*(?:visit|session|x\b))"
_TEETH = rf"(?:tooth|teeth)\s+{_TOOTH}(?:(?:\s*,)?(?:\s*(?:and|&)|\s*[,-])\s*{_TOOTH})*"
TEETH = regex(
    rf"\b{_TEETH}|(?:(?<=implant )|(?<=implants )|(?<=crown )|(?<=crowns )|(?<=veneer )|(?<=veneers )|(?<=canal ))#\s?\d{{1,2}}\b(?:(?:\s*,)?(?:\s*(?:and|&)|,)\s*#\s?\d{{1,2}}\b)*",
    re.IGNORECASE,
)
"""Teeth by their numbers, which are no counts: "tooth #19"."""

PART = rf"(?:\b{_TEETH}|\b{_SIDED_PLACE}|\b(?:{SIDE}\s*)?(?:{_REGION}|(?:Achilles|gluteus\s+medius)\s+tendon|(?-i:{_LEVEL})))\b{_NAMED_BY}"
"""Pattern of a part of the body; use with re.IGNORECASE."""
BODY_PART = regex(rf"\b{_SIDED_NAME}\b|{PART}", re.IGNORECASE)


_SIDED = regex(SIDE, re.IGNORECASE)


def body_parts(letter: Letter, disputed: Section) -> list[Span]:
    """The parts of the body that the heading names, with their side, in its order and each once."""
    found: list[Span] = []
    said: set[str] = set()
    for match in BODY_PART.finditer(letter.text, disputed.start, disputed.end):
        words = letter.verbatim(*match.span()).lower()
        if words not in said:
            said.add(words)
            found.append(letter.span(*match.span()))
    # "Total hip arthroplasty, right hip": the part is told again, with its side.
    again = {words[side.end() :].lstrip() for words in said if (side := _SIDED.match(words))}
    return [span for span in found if letter.verbatim(span.start, span.end).lower() not in again]
