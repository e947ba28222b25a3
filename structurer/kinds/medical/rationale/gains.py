"""What treatment brought, told as a change: what rose or fell, and whether the worker is better for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.interpret import NUMBER_WORD, read_number
from structurer.regex import regex

_FIGURE = rf"(?:\d[\d.]*[+-]?(?:/\d+)?|{NUMBER_WORD}|an?\b|half\b)"
_ROSE = (
    r"(?:rose|risen|rises?|increased|increases?|increasing|climbed|advanced|lengthened|widened|grew|grown|lifted|up)"
)
_FELL = r"(?:dropped|drops?|fell|fallen|falls?|decreased|decreases?|decreasing|lowered|lowers?|lowering|reduced|reduces|reducing|cut|tapered|weaned|declined|declines?|down)"
_MOVED = rf"(?:{_ROSE}|{_FELL}|went|gone|go(?:es)?|improved|improves?|improving|took|taken|takes|brought|came|come|moved|changed)"
_WORDS = r"(?:[\w’'-]+\s+)"
_CHANGES = tuple(
    regex(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<verb>{_MOVED})\s+{_WORDS}{{0,8}}?from\s+(?P<before>[\w/.+-]+)\s+{_WORDS}{{0,5}}?to\s+(?P<after>[\w/.+-]+)",
        rf"\b(?P<verb>{_MOVED})\s+{_WORDS}{{0,6}}?by\s+(?:about\s+|over\s+|more\s+than\s+)?(?:half|a\s+third|two\s+thirds|\d+\s?(?:%|percent))(?!\w)",
        rf"\b(?P<verb>{_MOVED})\s+to\s+(?P<after>{_FIGURE})[^.;,]{{0,20}}?\bfrom\s+(?P<before>{_FIGURE})",
        rf"(?:(?<![\d/.])(?P<after>\d[\d./]*)[^.;()]{{0,25}}?)?\b(?P<verb>up|down)\s+from\s+(?P<before>{_FIGURE})",
        r"(?<![\d/.])(?P<after>\d[\d./]*)[^.;()]{0,25}\(\s*(?:(?:was|were|from|previously|formerly|before|up\s+from|down\s+from|baseline|initially)\s+(?:\w+\s+)?(?P<before>\d[\d./]*)|(?P<before2>\d[\d./]*)\s+(?:\w+\s+)?(?:at|on|before|prior|initially|previously)\b)",
        r"(?<![\d/.])(?P<after>\d[\d./]*)[^.;()]{0,20},\s+(?:previously|formerly|earlier)\s+(?:\w+\s+)?(?P<before>\d[\d./]*)",
        r"\b[\w-]+\s+\(\s*(?P<before>\d[\d./]*)\s+(?:to|down\s+to)\s+(?P<after>\d[\d./]*)\s*\)",
    )
)
# Figures set against each other, which may be anything: a gain only where it is told of what.
_AGAINST = regex(
    r"(?<![\d/.])(?P<after>\d[\d./]*)\s+(?:\w+\s+){0,2}?(?:as\s+against|as\s+opposed\s+to|compared\s+(?:to|with)|versus|vs\.?)\s+(?:\w+\s+)?(?P<before>\d[\d./]*)"
    r"|\bwithout\s+(?:\w+\s+){1,5}?(?:an?\s+|at\s+)?(?P<without>\d[\d./]*)[^;]{0,20}?\bwith\s+(?:\w+\s+){1,5}?(?:an?\s+|at\s+)?(?P<with>\d[\d./]*)",
    re.IGNORECASE,
)
_BEFORE_AFTER = regex(
    r"(?<![\d/.])(?P<before>\d[\d./]*)\s+(?:\w+\s+)?before\b[^.;]{0,30}?(?<![\d/.])(?P<after>\d[\d./]*)\s+(?:\w+\s+)?(?:after|since|now)\b"
    r"|(?<![\d/.])(?P<without>\d[\d./]*)\s+without\b[^.;]{0,30}?(?<![\d/.])(?P<with>\d[\d./]*)\s+with\b"
    r"|(?<![\d/.])(?P<first>\d[\d./]*)\s+at\s+(?:the\s+)?(?:first|start|outset|intake|baseline|beginning)\b[^.;]{0,30}?(?<![\d/.])(?P<last>\d[\d./]*)\s+(?:at\s+(?:the\s+)?(?:last|end|present|\w+th)|now|today)\b",
    re.IGNORECASE,
)
# Of what less is better, and of what more is.
_LESS = r"(?:pain|VAS|scores?|ratings?|Beck|PHQ\S*|BDI\S*|BAI|GAD\S*|ODI|NDI|Oswestry|\w*DASH|Epworth|FIQ|catastroph\w+|us(?:e|ed|ing|age)|intake|consumption|tablets?|pills?|Norco|opioids?|dos(?:e|es|age)|MED|MME|headaches?|nightmares|attacks?|episodes?|swelling|edema|girth|lesion|lump|nodule|stone|mass|cyst|tear|gap|slip|lag|pressures?|A1c|creatinine|depression|anxiety|symptoms|complaints|weight|BMI)"
_MORE = r"(?:motion|flexion|extension|abduction|adduction|rotation|elevation|reach|grip|pinch|strength|weakness|power|walk\w*|stand\w*|sit\w*|lift\w*|carr\w+|sle[ep]\w+|hours|tolerance|distance|endurance|meters|work\w*|GAF|function\w*|recognition|hearing|eGFR|FEV\S*|dorsiflex\w+)"
_THING = regex(rf"\b(?:(?P<less>{_LESS})|(?P<more>{_MORE}))\b", re.IGNORECASE)
_UP = regex(rf"{_ROSE}$", re.IGNORECASE)
_DOWN = regex(rf"{_FELL}$", re.IGNORECASE)


def changes_for_the_better(text: str) -> Iterator[re.Match[str]]:
    """The changes that a sentence tells, without those for the worse: pain that rose, motion that fell."""
    for pattern in _CHANGES:
        for match in pattern.finditer(text):
            if _better(text, match):
                yield match
    for match in _AGAINST.finditer(text):
        if _thing(text, match) and _better(text, match):
            yield match


_SAME = 0.15
"""A change of less than this part of what was before is none to speak of."""


def no_better(text: str) -> Iterator[re.Match[str]]:
    """The changes that a sentence tells in figures and that are none, or for the worse: a score of 28 that is 30 later."""
    for pattern in (*_CHANGES, _AGAINST, _BEFORE_AFTER):
        for match in pattern.finditer(text):
            told = match.groupdict()
            before = _number(told.get("before") or told.get("before2") or told.get("without") or told.get("first"))
            after = _number(told.get("after") or told.get("with") or told.get("last"))
            if not before or after is None or _thing(text, match) is None:
                continue
            if abs(after - before) < _SAME * before or not _better(text, match):
                yield match


def _better(text: str, change: re.Match[str]) -> bool:
    told = change.groupdict()
    verb = told.get("verb") or ""
    before = _number(told.get("before") or told.get("before2") or told.get("without") or told.get("first"))
    after = _number(told.get("after") or told.get("with") or told.get("last"))
    up: bool | None = None
    if before is not None and after is not None and verb.lower() not in ("up", "down"):
        if before == after:
            return False
        up = after > before
    elif verb:
        up = True if _UP.match(verb) else False if _DOWN.match(verb) else None
    thing = _thing(text, change)
    return up is None or thing is None or (up if thing["more"] else not up)


def _thing(text: str, change: re.Match[str]) -> re.Match[str] | None:
    """What changed: the nearest such word before the figures, else after them."""
    told = [change.start(name) for name in change.re.groupindex if name != "verb" and change.start(name) >= 0]
    figures = min(told, default=change.start())
    before = list(_THING.finditer(text, max(0, change.start() - 60), max(figures, change.start())))
    return before[-1] if before else _THING.search(text, change.end(), change.end() + 30)


def _number(figure: str | None) -> float | None:
    if not figure:
        return None
    digits = re.match(r"\d+(?:\.\d+)?", figure)
    if digits:
        return float(digits.group()) + (0.3 if "+" in figure else -0.3 if "-" in figure else 0)
    return read_number(figure)
