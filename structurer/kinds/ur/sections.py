"""Where the parts of a utilization review letter stand, whichever administrator wrote it.

An outline has these parts: `header`, `reviewer`, `summary`, `documents`, `rights`, and one `item` a requested treatment,
whose own parts are `request`, `decision`, `authorized`, `quantity`, `rationale` and `guideline`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from structurer.kinds.ur.decisions import decision_of
from structurer.kinds.ur.headings import Mark, marks
from structurer.kinds.ur.items.columns import columned
from structurer.kinds.ur.items.declared import declared
from structurer.kinds.ur.items.found import GAP, Found, Place, section
from structurer.kinds.ur.items.labelled import labelled
from structurer.kinds.ur.items.listed import dashed, grouped
from structurer.kinds.ur.items.reasons import divided, portions
from structurer.kinds.ur.items.table import tabled
from structurer.kinds.ur.items.told import told
from structurer.kinds.ur.record import Decision
from structurer.letter import Letter
from structurer.regex import regex
from structurer.sections import Outline, Section, reaches

_Form = Callable[[Letter, Sequence[Mark]], list[Found]]
_FORMS: tuple[tuple[str, _Form], ...] = (
    ("blocks", labelled),
    ("table", lambda letter, found: tabled(letter)),
    ("columns", lambda letter, found: columned(letter)),
    ("groups", lambda letter, found: grouped(letter)),
    ("sentences", lambda letter, found: told(letter)),
    ("list", lambda letter, found: dashed(letter)),
    ("paragraphs", lambda letter, found: declared(letter)),
)
_CREDENTIALS = regex(
    r"board[\s-]+certified|\blicensed\s+in\b|\blic(?:ense|\.)\s+(?:no|number|#|[A-Z0-9]{1,3}\b)", re.IGNORECASE
)
_RELIED = regex(
    r"\b(?:relied\s+(?:up)?on|based\s+(?:up)?on|guidelines?\s+(?:used|cited)\s+(?:is|are|was|were))\s+(?:the\s+)?",
    re.IGNORECASE,
)
_HAD = regex(
    r"\b(?:for|in)\s+(?:this|the|our)\s+review\b(?:[^.]|\bDr\.){0,80}?\b(?:had|reviewed|considered|received)\s+",
    re.IGNORECASE,
)
# "The history, as your reports tell it: …" at the beginning of a paragraph.
_HISTORY = regex(
    r"(?:\A|\n[ \t\r]*\n)[ \t]*(?:the\s+|her\s+|his\s+|my\s+)?(?:\w+\s+)?(?:history|background|summary)\b[^:.\n]{0,80}:[ \t]+(?=[A-Z])",
    re.IGNORECASE,
)
# No more words than the label of the first request may have: then there is no head before it.
_LABEL = 12
_SENTENCE = regex(r"\.(?=\s|\Z)")


def outline(letter: Letter) -> Outline:
    """The letter's parts. Where no request with a decision is found, `found_by` is `none`: ask, or take it whole."""
    found_marks = marks(letter)
    layout, items = next(((name, items) for name, form in _FORMS if (items := form(letter, found_marks))), ("", []))
    inside = _outside_items(found_marks, items)
    blocks = list(_blocks(letter, inside, items))
    parts = [*_header(letter, inside, items), *_plain(letter, blocks)]
    whole = Outline("letter", 0, len(letter.text), layout=layout)
    if not items:
        return replace(whole, parts=tuple(parts), found_by="none")
    made = _with_reasons(letter, items, blocks)
    ordered = sorted([*parts, *made], key=lambda part: (part.start, part.end))
    return replace(whole, parts=tuple(ordered))


def _outside_items(found: Sequence[Mark], items: Sequence[Found]) -> list[Mark]:
    """The headings of the letter's parts: not those within items, nor the guidelines under each of several reasons."""
    outer = [mark for mark in found if not any(item.request[0] <= mark.start < item.end for item in items)]
    within: set[Mark] = set()
    for index, mark in enumerate(outer):
        if mark.name == "reasons":
            run = takewhile(lambda one: one.name in ("reasons", "guidelines"), outer[index + 1 :])
            labels = [one for one in run if one.name == "guidelines" and one.inline]
            within.update(labels if len(labels) > 1 else ())
    return [mark for mark in outer if mark not in within]


def _blocks(letter: Letter, inside: Sequence[Mark], items: Sequence[Found]) -> Iterator[Section]:
    """Each heading's text, up to the next heading or item."""
    stops = sorted({*(mark.start for mark in inside), *(item.request[0] for item in items), len(letter.text)})
    for mark in inside:
        end = next(stop for stop in stops if stop > mark.start)
        if letter.text[mark.end : end].strip():
            yield Section(mark.name, mark.end, end)


def _header(letter: Letter, inside: Sequence[Mark], items: Sequence[Found]) -> Iterator[Section]:
    """What stands before the first part of any other name."""
    names = ("summary", "documents", "reviewer", "reasons", "guidelines", "rights")
    ends = [mark.start for mark in inside if mark.name in names]
    ends += [item.request[0] for item in items]
    end = min(ends, default=len(letter.text))
    if len(letter.text[:end].split()) > _LABEL:
        yield Section("header", 0, end)


def _plain(letter: Letter, blocks: Sequence[Section]) -> Iterator[Section]:
    """The parts that are one passage: summary, documents, reviewer, rights; reviewer and documents in sentences too."""
    named = {block.name: block for block in reversed(blocks)}
    for name in ("summary", "documents", "reviewer", "rights"):
        block = named.get(name)
        if block and name == "summary":
            yield section(letter, name, (block.start, _paragraph_end(letter, block)))
        elif block and (name != "reviewer" or _CREDENTIALS.search(letter.text, block.start, block.end)):
            yield section(letter, name, (block.start, block.end))
        elif name == "reviewer":
            yield from _sentence_with(letter, "reviewer", _CREDENTIALS)
        elif name == "summary":
            history = _HISTORY.search(letter.text)
            if history:
                gap = GAP.search(letter.text, history.end())
                yield section(letter, name, (history.end(), gap.start() if gap else len(letter.text)))
        elif name == "documents":
            had = _HAD.search(letter.text)
            if had:
                stop = _SENTENCE.search(letter.text, had.end())
                yield section(letter, name, (had.end(), stop.start() if stop else len(letter.text)))


def _paragraph_end(letter: Letter, block: Section) -> int:
    """A summary that begins behind a run-in heading ends with its paragraph, where a decision follows."""
    gap = GAP.search(letter.text, block.start + 1, block.end)
    run_in = letter.text[block.start : block.end].split("\n", 1)[0].strip()
    return gap.start() if gap and run_in else block.end


def _sentence_with(letter: Letter, name: str, words: re.Pattern[str]) -> Iterator[Section]:
    match = words.search(letter.text)
    if match is None:
        return
    before = [
        gap.end()
        for gap in re.finditer(r"\n[ \t\r]*\n|(?<![A-Z]\.[A-Z])(?<!Dr)\.\s+(?=[A-Z])", letter.text[: match.start()])
    ]
    after = regex(r"\n[ \t\r]*\n|(?<![A-Z])\.(?=\s)").search(letter.text, match.end())
    yield section(letter, name, (before[-1] if before else 0, after.end() if after else len(letter.text)))


def _with_reasons(letter: Letter, items: Sequence[Found], blocks: Sequence[Section]) -> list[Section]:
    """The items as sections, each with the reasons and guidelines that are its own."""
    own = [_own(letter, item) for item in items]
    rationale = next((block for block in blocks if block.name == "reasons"), None)
    cited = next((block for block in blocks if block.name == "guidelines"), None)
    reasons = _shared(letter, items, rationale, whole=len(items) == 1)
    guidelines = _shared(letter, items, cited, whole=True)
    said = _relied(letter) if cited is None else None
    made: list[Section] = []
    for number, item in enumerate(items):
        reason, guideline = own[number]
        if reason is None and reasons[number]:
            reason, within = divided(letter, reasons[number] or (0, 0))
            guideline = guideline or within
        guideline = guideline or guidelines[number] or said
        parts = [section(letter, "request", item.request)]
        instead = item.authorized if item.decision and _is_modified(letter, item.decision) else None
        for name, place in (("decision", item.decision), ("authorized", instead), ("quantity", item.quantity),
                            ("rationale", reason or item.reason), ("guideline", guideline)):  # fmt: skip
            if place and letter.text[slice(*place)].strip():
                parts.append(section(letter, name, place))
        start = min(part.start for part in parts)
        made.append(Section("item", start, max(part.end for part in parts), number, tuple(parts)))
    return made


def _is_modified(letter: Letter, decision: Place) -> bool:
    return decision_of(letter.text[slice(*decision)]) is Decision.MODIFIED


def _own(letter: Letter, item: Found) -> tuple[Place | None, Place | None]:
    """The reasons and guidelines that stand within the item, behind their labels."""
    inner = [mark for mark in marks(letter) if (item.decision or item.request)[1] <= mark.start < item.end]
    ends = reaches([mark.start for mark in inner], item.end)
    reach = {mark.name: (mark.end, end) for mark, end in reversed(list(zip(inner, ends, strict=True)))}
    return reach.get("reasons"), reach.get("guidelines")


def _shared(letter: Letter, items: Sequence[Found], block: Section | None, *, whole: bool) -> list[Place | None]:
    """Each item's portion of a block that is about all of them; the whole of it where it is not divided."""
    if block is None:
        return [None] * len(items)
    found = portions(letter, items, block.start, block.end) if len(items) > 1 else []
    if any(found):
        return found
    return [(block.start, block.end) if whole else None] * len(items)


def _relied(letter: Letter) -> Place | None:
    """What a sentence says the reviewer relied on."""
    match = _RELIED.search(letter.text)
    if match is None:
        return None
    stop = _SENTENCE.search(letter.text, match.end())
    return match.end(), stop.start() if stop else len(letter.text)
