"""Guidelines cited by name, one after the other, as letters without a standing form do it: "MTUS X 2016, pages 16-19"."""

from __future__ import annotations

import re

from structurer.kinds.medical.citation import PAGES, Citation, document, pages_of
from structurer.kinds.medical.stretch import Stretch
from structurer.letter import Letter
from structurer.regex import regex
from structurer.sections import Section

_NAME = regex(
    r"(?P<MTUS>(?:CA +|California +)?MTUS(?: */ *ACOEM)?(?: +Guidelines?(?= *[:,]))?|Medical +Treatment +Utilization +Schedule(?: *\(MTUS\))?)"
    r"|(?P<ODG>Official +Disability +Guidelines?(?: *\(ODG\))?|ODG)|(?P<ACOEM>ACOEM)|(?P<other>Other(?: +(?:guidelines?|sources?))? *(?=:))",
)
# A citation begins where a name begins the block, or follows the end of another citation.
_BEFORE = regex(r"(?:\A|[.;,:](?: +and)?|\band|\n) *(?:[-•*] *|\(?\d{1,2}[.)] *|the +)?\Z")


def cited_by_name(letter: Letter, block: Section) -> list[Citation]:
    """The guidelines that the block cites by name, in order; text that no name leads is passed over."""
    text = re.sub(r"[^\S\n]", " ", letter.text[block.start : block.end])
    flat = text.replace("\n", " ")
    names = [match for match in _NAME.finditer(flat) if _BEFORE.search(text[: match.start()])]
    found: list[Citation] = []
    for index, name in enumerate(names):
        end = names[index + 1].start() if index + 1 < len(names) else len(flat)
        ordinal = re.search(r"\n *(?:[-•*]|\(?\d{1,2}[.)]) *\Z", text[name.end() : end])
        stop = name.end() + ordinal.start() if ordinal else end
        piece = Stretch(letter, flat, block.start, name.end(), stop).stripped(" ,;:.-–—")
        whole = Stretch(letter, flat, block.start, name.start(), stop).stripped(" ,;:.").span()
        if whole is None:
            continue
        source = name.lastgroup or "other"
        pages = PAGES.search(str(piece))
        if pages:
            title = piece.cut(0, pages.start()).stripped()
            found.append(Citation(source, title.span(), (), tuple(pages_of(piece.cut(*pages.span("pages")))), whole))
        else:
            found += [
                Citation(source, one.title, one.sections, one.pages, whole) for one in document(piece, source)
            ] or [Citation(source, None, (), (), whole)]
    return found
