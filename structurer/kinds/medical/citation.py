"""One guideline as cited: its source and title, and the sections and pages behind their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from structurer.kind import Reading
from structurer.kinds.medical.stretch import Stretch, text_of
from structurer.letter import Letter
from structurer.regex import regex
from structurer.result import Span
from structurer.sections import Section, reaches


@dataclass(frozen=True)
class Citation:
    """One guideline as cited: its source, and the passages of its title, sections and pages."""

    source: str
    title: Span | None
    sections: tuple[Span, ...]
    pages: tuple[Span, ...]
    whole: Span


PARTS = regex(r",? *(?P<what>Section|Page)s?(?:\(s\))? *:")
"""The labels of a document's sections and pages."""
PAGES = regex(r",? *\(?(?:pages?|pgs?\.?|p\.)(?:\(s\))? *:? *(?P<pages>\d+(?:[-–]\d+)?(?:(?:, | and |,| & )\d+(?:[-–]\d+)?)*)\)?",
                    re.IGNORECASE)  # fmt: skip


def document(piece: Stretch, source: str) -> Iterator[Citation]:
    """One document: its title, and the sections and pages behind their labels; nothing where the piece is empty."""
    whole = piece.span()
    if whole is None:
        return
    words = str(piece)
    marks = list(PARTS.finditer(words))
    title = piece.cut(0, marks[0].start() if marks else len(words)).stripped()
    sections: list[Span] = []
    pages: list[Span] = []
    for mark, end in zip(marks, reaches([other.start() for other in marks], len(words)), strict=True):
        entries = piece.cut(mark.end(), end).stripped(" ,;")
        if mark["what"] == "Section":
            sections += _spans(_section_names(entries))
        else:
            pages += [span for span in pages_of(entries) if any(sign.isdigit() for sign in span.text)]
    yield Citation(source, title.span(), tuple(sections), tuple(pages), whole)


def pages_of(piece: Stretch) -> list[Span]:
    """The pages of a list such as "16-19, 29 and 43", one each."""
    return _spans(piece.split(regex(r" *,(?: *and)? *| +and +| *& *")))


def _spans(pieces: list[Stretch]) -> list[Span]:
    return [span for piece in pieces if (span := piece.stripped(" .,;").span())]


# Sections of the MTUS whose names hold a comma before a capital. A comma before a small letter never divides.
_NAMES_WITH_COMMAS = regex(
    r"(?:NSAIDs,(?= +GI\b)|Antidepressants +for +chronic +pain,(?= +Tricyclics)|Psychological +evaluations,(?= +IDDS)|Hip,(?= +Pelvis)"
    r"|Forearm,(?= +Wrist)|Opioids,(?= +(?:California|Criteria|Dosing|Long|Specific|Steps|Indicators|Tools|Differentiation|Psychological)\b)"
    r"|TENS,(?= +(?:Chronic|Post))|CRPS,(?= +(?:Medications|Sympathetic|Spinal|Treatment)))",
    re.IGNORECASE,
)
_NEXT_SECTION = regex(r"[,;](?: *(?=[A-Z])| +(?=\d)| +and +(?=[A-Z]))")


def _section_names(piece: Stretch) -> list[Stretch]:
    words = str(piece)
    whole = {named.end() for named in _NAMES_WITH_COMMAS.finditer(words)}
    names: list[Stretch] = []
    at = 0
    for comma in _NEXT_SECTION.finditer(words):
        open_bracket = words.count("(", at, comma.start()) > words.count(")", at, comma.start())
        if not open_bracket and comma.start() + 1 not in whole:
            names.append(piece.cut(at, comma.start()))
            at = comma.end()
    return [*names, piece.cut(at, len(words))]


# As values of a record


def listed(letter: Letter, cited: list[Citation], block: Section, path: str) -> Iterator[Reading]:
    """Citations as the list at `path`; that there are none is said by the whole block."""
    if not cited:
        yield Reading(path, [], letter.span(block.start, block.end))
    for number, citation in enumerate(cited):
        here = f"{path}/{number}"
        yield Reading(f"{here}/source", citation.source, citation.whole)
        yield Reading(f"{here}/title", text_of(letter, citation.title), citation.title)
        for name, spans in (("sections", citation.sections), ("pages", citation.pages)):
            if not spans:
                yield Reading(f"{here}/{name}", [])
            for index, span in enumerate(spans):
                yield Reading(f"{here}/{name}/{index}", letter.verbatim(span.start, span.end), span)
