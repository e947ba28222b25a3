"""The guidelines behind `Claims Administrator guideline:` and `MAXIMUS guideline:`, as the letters cite them.

The forms, since 2014: "Decision based on MTUS <title year>, Section(s): a, b, and <title year>.", "Decision based on
Non-MTUS Citation Official Disability Guidelines (ODG) <chapter, topic>." and "... did not cite any medical evidence".
Before, a sentence: "based its decision on the <title>, <pages>, which is part of the MTUS".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kind import Reading
from structurer.kinds.medical.citation import PAGES, PARTS, Citation, document, listed, pages_of
from structurer.kinds.medical.publishers import ODG, entries
from structurer.kinds.medical.stretch import Stretch
from structurer.letter import Letter
from structurer.regex import regex
from structurer.result import Span
from structurer.sections import Section, reaches

_CLAUSE = regex(
    r"(?:Decision +based +on +(?:the +)?(?P<first>Non-MTUS(?: +Citations?)?:?|MTUS)"
    r"|(?:(?:[,;]|(?<![ ,;])) +and +(?:also +)?(?:on +)?(?:the +)?|[.;,] +(?=Non-MTUS +Citation))(?P<further>Non-MTUS(?: +Citations?)?:?))(?= |$)",
    re.IGNORECASE,
)
_NOTHING = regex(
    r"did +not +cite +(?:any +|an? +)?(?:medical +|specific +)?(?:evidence|guideline)"
    r"|\bno +(?:medical +|specific +)?(?:evidence|guidelines?) +(?:was|were) +cited",
    re.IGNORECASE,
)
_PROSE = regex(
    r"(?:based +(?:its|his/her|their|his|her|the) +decision +on|relied +(?:up)?on|(?<!was )(?<!were )cited)"
    r"(?: +the)? +(?P<cited>.+?)(?=(?<!\bpg)(?<!\bpgs)(?<!\bp)(?<!\bpp)(?<!\bed)(?<!\bch)\.(?: |$)|$)",
    re.IGNORECASE,
)


def citations(letter: Letter, block: Section) -> list[Citation] | None:
    """What the block cites, in order; an empty list where it says that nothing was cited; None where it is unclear."""
    # One blank for every kind of blank keeps the offsets as they are.
    text = re.sub(r"\s", " ", letter.text[block.start : block.end])
    clauses = list(_CLAUSE.finditer(text))
    if not clauses:
        if _NOTHING.search(text):
            return []
        return list(_in_prose(letter, text, block.start)) or list(_named_first(letter, text, block.start)) or None
    found: list[Citation] = []
    for clause, end in zip(clauses, reaches([other.start() for other in clauses], len(text)), strict=True):
        piece = Stretch(letter, text, block.start, clause.end(), end).stripped()
        if clause["first"] and clause["first"].upper() == "MTUS":
            found += _schedule(piece)
        else:
            found += _outside(piece)
    return found


# MTUS: documents, each with its sections or pages

# Another document follows where one is complete (it has its year, or sections or pages of its own) and the words after
# the "and" reach a year or "Guidelines" too: "Forearm, Wrist, and Hand Complaints 2004" is one document.
_AND = regex(
    r"(?P<named>[,;] +(?=(?:ACOEM +)?Chapter +\d|Chronic +Pain +(?:Medical +)?Treatment|Post-?[Ss]urgical +Treatment|Acupuncture +(?:Medical +)?Treatment))"
    r"|(?P<comma>,)? +and +(?=[A-Z])|(?<=\d)(?P<list>,) +(?=[A-Z])"
)
_COMPLETE = regex(r"\b(?:19|20)\d\d\b|Section\(s\)|Page\(s\)")
_REACHES = regex(
    r"(?:(?!Section\(s\)|Page\(s\)|, +and ).)*?(?:\b(?:19|20)\d\d\b|Guidelines\b)|Forearm, Wrist,? and Hand"
)


def _documents(piece: Stretch) -> list[Stretch]:
    words = str(piece)
    found: list[Stretch] = []
    at = 0
    for match in _AND.finditer(words):
        before = words[at : match.start()]
        divides = match["comma"] or match["list"] or re.search(r"\d$", before)
        # A chapter follows the book that it is of, and only another chapter is followed by one that is a document.
        of_book = words.startswith("Chapter", match.end()) and "Chapter" not in before
        if (match["named"] and not of_book) or (
            divides
            and (_COMPLETE.search(before) or before.endswith("Guidelines"))
            and _REACHES.match(words, match.end())
        ):
            found.append(piece.cut(at, match.start()))
            at = match.end()
    return [*found, piece.cut(at, len(words))]


_AGAIN = regex(
    r"(?:the +)?(?:California +)?(?:MTUS +|Medical +Treatment +Utilization +Schedule(?: *\(MTUS\))?[ ,:]+)(?=\S)"
)
"""The schedule's name before one of its documents."""


def _schedule(piece: Stretch) -> Iterator[Citation]:
    for one in _documents(piece):
        named = one.stripped()
        again = _AGAIN.match(str(named))
        yield from document(named.cut(again.end(), len(str(named))) if again else named, "MTUS")


# Other guidelines: ODG by chapter and topic, ACOEM, and whatever else

_OTHER = regex(r"Other +Medical +Treatment +Guidelines?(?: +or +Medical +Evidence)?:?", re.IGNORECASE)


def _outside(piece: Stretch) -> Iterator[Citation]:
    for entry in entries(piece):
        cited = entry.stripped(" ,;:.")
        whole = cited.span()
        if whole is None:
            continue
        words = str(cited)
        known = ODG.match(words)
        if known:
            yield from _titled(cited.cut(known.end(), len(words)).stripped(), "ODG", whole)
        elif other := _OTHER.match(words):
            if other.end() == len(words):
                continue  # what these guidelines are follows as an entry of its own
            yield from _titled(cited.cut(other.end(), len(words)).stripped(), "other", whole)
        else:
            source = "ACOEM" if re.search(r"\bACOEM\b", words) else "other"
            college = _COLLEGE.match(words)
            yield from _titled(cited.cut(college.end(), len(words)) if college else cited, source, whole)


_COLLEGE = regex(
    r"American +College +of +Occupational +and +Environmental +Medicine *\(ACOEM\)[ ,:]+(?=\S)|ACOEM[ ,:]+(?=Chapter\b)"
)
"""The source before a title, as `Official Disability Guidelines (ODG)` is."""


def _titled(piece: Stretch, source: str, whole: Span) -> Iterator[Citation]:
    words = str(piece)
    if PARTS.search(words):
        yield from document(piece, source)
        return
    last = next((match for match in PAGES.finditer(words) if match.end() == len(words) and match.start()), None)
    title = piece.cut(0, last.start()).stripped() if last else piece
    numbers = pages_of(piece.cut(*last.span("pages"))) if last else []
    yield Citation(source, title.span(), (), tuple(numbers), whole)


# Sentences of the other layouts

_NAMED = regex(r"\s*(?:Official +Disability +Guidelines|ODG\b|(?:California +)?MTUS\b|ACOEM\b)", re.IGNORECASE)


def _named_first(letter: Letter, text: str, base: int) -> Iterator[Citation]:
    """A block that begins with a guideline's name: its first sentence is the citation, what follows says why."""
    if not _NAMED.match(text):
        return
    stop = re.search(r"\.(?= +[A-Z]| *$)", text)
    piece = Stretch(letter, text, base, 0, stop.start() if stop else len(text)).stripped()
    schedule = re.match(r"(?:California +)?MTUS[ ,:]*", str(piece))
    if schedule:
        yield from _schedule(piece.cut(schedule.end(), len(str(piece))).stripped())
    else:
        yield from _outside(piece)


_AND_ON = regex(
    r",? +and +(?:also +)?(?:on +)?(?:the +)?(?=Official +Disability|ODG\b)|,? +and +(?:also +)?on +(?:the +)?(?=[A-Z])"
)
_MEMBERSHIP = regex(
    r",? *which +(?:is|are) +(?P<not>not +)?(?:a +)?part +of +(?:the +)?(?:(?:California|CA) +)?"
    r"(?:MTUS\b|Medical +Treatment +Utilization +Schedule(?: *\(MTUS\))?)",
    re.IGNORECASE,
)


def _in_prose(letter: Letter, text: str, base: int) -> Iterator[Citation]:
    for match in _PROSE.finditer(text):
        for entry in Stretch(letter, text, base, *match.span("cited")).split(_AND_ON):
            yield from _cited_in_prose(entry.stripped())


def _source(words: str) -> str:
    """Whose guideline the words of a citation name."""
    if re.search(r"\bMTUS\b|Medical Treatment Utilization Schedule", words):
        return "MTUS"
    if re.search(r"\bODG\b|Official +Disability +Guidelines", words):
        return "ODG"
    return "ACOEM" if re.search(r"\bACOEM\b", words) else "other"


def _cited_in_prose(cited: Stretch) -> Iterator[Citation]:
    whole, words = cited.span(), str(cited)
    if whole is not None:
        member = _MEMBERSHIP.search(words)
        source = _source(words[: member.start()] if member else words)
        if member and not member["not"]:
            source = "MTUS"
        led = _AGAIN.match(words)
        if led and PARTS.search(words):
            yield from _schedule(cited.cut(led.end(), member.start() if member else len(words)))
            return
        pages = PAGES.search(words)
        end = min([mark.start() for mark in (member, pages) if mark] or [len(words)])
        title = cited.cut(0, end).stripped()
        lead = re.match(r"(?:California +)?Medical +Treatment +Utilization +Schedule(?: *\(MTUS\))?[ ,:]+(?=\S)|(?:California +)?MTUS(?: +[Gg]uidelines?)?(?:[ ,:]+|$)|Official +Disability +Guidelines(?: *\(ODG\))?[ ,:]*|ODG[ ,:]+",
                        str(title))  # fmt: skip
        if lead:
            title = title.cut(lead.end(), len(str(title))).stripped()
        numbers = pages_of(cited.cut(pages.start("pages"), pages.end("pages"))) if pages else []
        yield Citation(source, title.span(), (), tuple(numbers), whole)


# As values of a record


def read_guidelines(letter: Letter, block: Section, path: str) -> Iterator[Reading]:
    """The guidelines of the block, as the list at `path`; nothing where it is unclear what it cites."""
    cited = citations(letter, block)
    if cited is not None:
        yield from listed(letter, cited, block, path)
