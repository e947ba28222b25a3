"""Where the parts of an IMR determination stand, in all five layouts that have been in use.

An outline has these parts: `header`, `reviewer`, `summary`, `documents`, and one `item` a disputed treatment, whose own
parts are `request`, `decision`, `claims_administrator_guideline`, `reviewer_guideline` and `rationale`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from structurer.kinds.imr.items import decides, item_ends, items_in_prose, items_of_words
from structurer.kinds.medical.rationale.conclusion import conclusions
from structurer.letter import Letter
from structurer.regex import regex
from structurer.sections import Outline, Section, reaches

# Headings, each on a line of its own or with its text after the colon. Blanks and case are as loose as PDF text needs.
_HEADINGS = {
    "how": r"HOW\s+THE\s+IMR\s+FINAL\s+DETERMINATION\s+WAS\s+MADE",
    "reviewer": r"(?:Medical\s+Qualifications\s+of\s+the\s+(?:Expert|Physician|Professional)?\s*Reviewer"
    r"|MEDICAL\s+REVIEWER\s+QUALIFICATIONS|QUALIFICATIONS\s+OF\s+(?:THE\s+)?(?:MEDICAL|EXPERT)\s+REVIEWER)",
    "summary": r"(?:(?:Expert\s+Reviewer\s+)?(?:CLINICAL\s+)?CASE\s+SUMMARY)",
    "documents": r"DOCUMENTS\s+REVIEWED(?:\s+FOR\s+DETERMINATION)?",
    "items": r"(?:IMR\s+ISSUES,?\s+DECISIONS?\s+AND\s+RATIONALES?|IMR\s+DECISION\(?S?\)?\s+AND\s+RATIONALE\(?S?\)?"
    r"|INDEPENDENT\s+MEDICAL\s+REVIEW\s+DECISION\s+AND\s+RATIONALE)",
    "issue": r"ISSUES?\s+(?:AT|IN)\s+DISPUTE",
    "guidelines": r"MEDICAL\s+TREATMENT\s+GUIDELINE\(?S?\)?\s+RELIED\s+UPON[^:\n]*(?:\n[^:\n]*)?",
    "rationale": r"RATIONALE\s+FOR\s+WHY\s+THE\s+REQUESTED\s+TREATMENT\S*[^:\n]*(?:\n[^:\n]*)?",
}
_HEADING = regex(
    r"(?:^|(?<=\f))[ \t]*(?:"
    + "|".join(rf"(?P<{name}>{pattern})" for name, pattern in _HEADINGS.items())
    + r")[ \t]*(?::|(?=[\r\n\f])|\Z)",
    re.MULTILINE | re.IGNORECASE,
)

# A standing sentence that introduces a part and ends in a colon, or a disclaimer on where the summary was taken from.
_LEAD_IN = regex(r"\s*(?:[^.:\n][^.:]{20,260}:\s*?(?=\n)|Disclaimer:[^.]{20,300}(?:\.|\d{4}|\n\s*\n))", re.IGNORECASE)


def outline(letter: Letter) -> Outline:
    """The letter's parts by its headings. Where no item is found, `found_by` is `none`: ask, or take it whole."""
    text = letter.text
    marks = [(match.lastgroup or "", match.start(), match.end()) for match in _HEADING.finditer(text)]
    blocks: list[Section] = []
    for (name, _, end), following in zip(marks, reaches([mark[1] for mark in marks], len(text)), strict=True):
        if name in ("summary", "documents", "issue", "guidelines", "rationale") and not text[end:following].strip():
            continue
        blocks.append(Section(name, end, following))
    layout = _layout(text, [block.name for block in blocks])
    parts = [*_header(letter, marks[0][1] if marks else len(text)), *_plain(letter, blocks, layout)]
    items = _items(letter, blocks, layout)
    if not items:
        return replace(_whole(letter, layout), parts=tuple(parts)) if parts else _whole(letter, layout)
    ordered = sorted([*parts, *items], key=lambda part: (part.start, part.end))
    return Outline("letter", 0, len(text), parts=tuple(ordered), layout=layout, found_by="headings")


def headings(letter: Letter) -> set[str]:
    """The names of the parts whose headings the letter has, whether or not something stands under them."""
    return {match.lastgroup or "" for match in _HEADING.finditer(letter.text)}


def _whole(letter: Letter, layout: str) -> Outline:
    return Outline("letter", 0, len(letter.text), layout=layout, found_by="none")


def _layout(text: str, names: list[str]) -> str:
    if "issue" in names and "rationale" in names:
        return "professional-review"
    if re.search(r"Notice\s+of\s+Independent\s+Medical\s+Review\s+Determination", text, re.IGNORECASE):
        return "notice-2013"
    if "items" not in names and "how" not in names:
        return ""
    if re.search(r"State\(s\)\s+of\s+Licensure\s*:", text):
        return "determination-2016"
    if "documents" in names:
        return "maximus-documents"
    return "determination-2014"


def _header(letter: Letter, end: int) -> Iterator[Section]:
    if letter.text[:end].strip():
        yield Section("header", 0, end)


def _plain(letter: Letter, blocks: list[Section], layout: str) -> Iterator[Section]:
    """The parts that are one passage: reviewer, summary, documents."""
    seen: set[str] = set()
    for block in blocks:
        name = "reviewer" if block.name == "how" else block.name
        if name not in ("reviewer", "summary", "documents") or name in seen:
            continue
        seen.add(name)
        start, end = block.start, block.end
        if name == "documents" and layout == "notice-2013":
            # In this form the items follow the documents without a heading of their own.
            end = next(iter(item_ends(letter.text, start, end)), end)
        if name in ("summary", "documents"):
            lead = _LEAD_IN.match(letter.text, start, end)
            while lead and lead.end() < end and letter.text[lead.end() : end].strip():
                start = lead.end()
                lead = _LEAD_IN.match(letter.text, start, end) if start == lead.start() else None
            if lead and not letter.text[lead.end() : end].strip():
                continue  # it is introduced, and then not there
        yield _trimmed(letter, name, start, end)


def _items(letter: Letter, blocks: list[Section], layout: str) -> list[Section]:
    text = letter.text
    if layout == "professional-review":
        return _one_item(letter, blocks)
    headed = [block for block in blocks if block.name == "items"]
    if not headed and layout != "notice-2013":
        return []
    # The heading may be printed twice, each time with a sentence that introduces the items: they follow the second.
    deciding = next((block for block in headed if decides(text, block.start, block.end)), None)
    start = (deciding or headed[0]).start if headed else 0
    items = items_of_words(letter, start, len(text))
    return items or items_in_prose(letter, start, len(text))


def _one_item(letter: Letter, blocks: list[Section]) -> list[Section]:
    named = {block.name: block for block in reversed(blocks)}
    issue, rationale = named["issue"], named["rationale"]
    parts = [_trimmed(letter, "request", issue.start, issue.end)]
    if "guidelines" in named:
        parts.append(_trimmed(letter, "reviewer_guideline", named["guidelines"].start, named["guidelines"].end))
    # The form has no decision word: the rationale's conclusion decides. Its heading ("... IS/WAS NOT MEDICALLY
    # NECESSARY") is printed whatever was decided, and counts only where nothing is concluded.
    reasoned = _trimmed(letter, "rationale", rationale.start, rationale.end)
    concluded = conclusions(letter, reasoned)
    heading = re.search(r"(?:IS|WAS)(?:/WAS)?\s+(?:NOT\s+)?MEDICALLY\s+NECESSARY\s*:?\s*$",
                        letter.text[: rationale.start], re.IGNORECASE)  # fmt: skip
    if concluded:
        parts.append(Section("decision", concluded[-1].span.start, concluded[-1].span.end))
    elif heading:
        parts.append(Section("decision", heading.start(), heading.end()))
    parts.append(reasoned)
    return [Section("item", issue.start, max(part.end for part in parts), 0, tuple(parts))]


def _trimmed(letter: Letter, name: str, start: int, end: int) -> Section:
    span = letter.span(start, end)
    return Section(name, span.start, span.end)
