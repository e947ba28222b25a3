"""The disputed items of a letter: where each one's heading, decision, guidelines and rationale stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from structurer.letter import Letter
from structurer.regex import regex
from structurer.sections import Section, reaches

# Items with a decision word: "<request>: Upheld"

_WORD = regex(r"(?P<is>(?<!\s)\s+is)?(?<![ \t])[ \t]*:[ \t]*\s{0,6}(?P<word>Upheld|Overturned)[ \t]*(?=\n|\r|\f|$)")
_LABELS = {
    "claims_administrator_guideline": regex(r"Claims\s+Administrator\s+guidelines?\s*:\s*"),
    "reviewer_guideline": regex(r"(?:MAXIMUS|Expert\s+Reviewer|Reviewer)\s+guidelines?\s*:\s*"),
    "rationale": regex(r"Decision\s+rationale\s*:\s*"),
}
# What stands between the section's heading and its first item: the form's own sentence, or another that ends in a colon
# and is followed by a gap.
_INTRODUCTION = regex(
    r"items?\s*/\s*services?\s+set\s+forth\s+below\s*:?\s*|\A\s*[^:]{15,300}:[ \t]*\r?\n(?:[ \t]*\r?\n)+", re.IGNORECASE
)
_TRAILER = regex(
    r"^[ \t]*(?:Sincerely\b|cc:|Disclaimer:|/[a-z]{2,5}\s*$|Page \d+ of \d+\s*(?:\Z|Sincerely\b|cc:|Disclaimer:))",
    re.MULTILINE,
)

_SENTENCE_END = regex(r"[.!?][\"')\]”’]*\s*$")
# A heading of several sentences: it ends in what remains in dispute and begins with what was first asked for.
_FORMAL = (r"IMR[\s-]+eligible|\bThe\s+original\s+request,|\b(?:authorized|approved|certified)\s+by\s+the\s+Claims"
           r"|Claims\s+Administrator\s+(?:authorized|approved|certified)")  # fmt: skip
_REMAINDER = regex(
    rf"(?P<formal>{_FORMAL})|\bremaining\s+(?:portion|in\s+dispute)|\bwhat\s+remains\s+(?:in\s+dispute\s+)?(?:is|are)\b"
    r"|\b(?:still|left)\s+in\s+dispute",
    re.IGNORECASE,
)
# No heading begins so, whatever gap is above it: a count, or a word that joins.
_GOES_ON = regex(r"[ \t]*(?:#\s?\d|[,;)/&]|(?:for|of|with|and|or|per)\b)")
_ORIGINAL = regex(r"\b(?:was|were)\s+(?:the\s+original\s+request|(?:originally\s+)?requested)\b|\A\s*Original\s+request\b",
                       re.IGNORECASE)  # fmt: skip


def items_of_words(letter: Letter, start: int, end: int) -> list[Section]:
    """The items of letter.text[start:end] whose headings end in Upheld or Overturned, in order."""
    text = letter.text
    words = [match for match in _WORD.finditer(text, start, end) if _opens_an_item(text, match.end(), end)]
    bounds = [
        _heading_start(text, _floor(text, start, words, index), word.start(), after_item=index > 0)
        for index, word in enumerate(words)
    ]
    items: list[Section] = []
    for number, word in enumerate(words):
        stop = bounds[number + 1] if number + 1 < len(words) else _without_trailer(text, word.end(), end)
        request = letter.span(bounds[number], word.start())
        parts = [
            Section("request", request.start, request.end),
            Section("decision", word.start("word"), word.end("word")),
            *_labelled(letter, _LABELS, word.end(), stop),
        ]
        items.append(Section("item", request.start, stop, number, tuple(parts)))
    return items


def decides(text: str, start: int, end: int) -> bool:
    """Whether a heading of text[start:end] ends in Upheld or Overturned."""
    return _WORD.search(text, start, end) is not None


def announced(letter: Letter) -> int:
    """How many decisions the letter prints: as words behind headings, or as numbered sentences."""
    words = len(_WORD.findall(letter.text))
    return words or len({match["number"] for match in _DECIDED.finditer(letter.text)})


def _opens_an_item(text: str, at: int, end: int) -> bool:
    """Whether what follows the word is an item's body, and not a sentence that happens to hold the word."""
    following = text[at : min(end, at + 400)]
    return any(label.search(following) for label in _LABELS.values())


def _floor(text: str, start: int, words: list[re.Match[str]], index: int) -> int:
    """The earliest place where an item's heading can begin."""
    if index == 0:
        introduction = _INTRODUCTION.search(text[start : words[0].start()])
        return start + introduction.end() if introduction else start
    previous = words[index - 1].end()
    rationale = _LABELS["rationale"].search(text, previous, words[index].start())
    return rationale.end() if rationale else previous


def _heading_start(text: str, floor: int, word: int, *, after_item: bool) -> int:
    """Where the heading that ends at `word` begins: upwards line by line until a line that is not its.

    A heading begins where the text above ends a sentence or leaves a gap; but one of several sentences goes on upwards
    until the original request is named. Where it never is, and another item stands before, the heading begins at its gap,
    or with its last sentence: it takes nothing of that item's rationale.
    """
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n\r\f]*\S[^\n\r\f]*", text[floor:word])]
    if not lines:
        return floor
    gaps = _gap_sizes(text, floor, lines)
    usual = sorted(gaps)[len(gaps) // 2] if gaps else 1
    index = len(lines) - 1
    at_gap = at_sentence = 0
    while index > 0:
        heading = text[floor + lines[index][0] : word]
        above = text[floor + lines[index - 1][0] : floor + lines[index - 1][1]]
        waits = None if _ORIGINAL.search(heading) else _REMAINDER.search(heading)
        gap = gaps[index - 1] > usual and not _GOES_ON.match(heading)
        ends = bool(_SENTENCE_END.search(above))
        # The form's own words are known to go on upwards, across a gap too.
        if (gap and not (waits and waits["formal"])) or (ends and not waits):
            break
        at_gap = at_gap or (index if gap else 0)
        at_sentence = at_sentence or (index if ends else 0)
        index -= 1
    if index == 0 and after_item and not _ORIGINAL.search(text[floor + lines[0][0] : word]):
        index = at_gap or at_sentence
    return floor + lines[index][0]


def _gap_sizes(text: str, floor: int, lines: list[tuple[int, int]]) -> list[int]:
    """How many line breaks lie between each line and the next."""
    return [
        text.count("\n", floor + above[1], floor + below[0]) for above, below in zip(lines, lines[1:], strict=False)
    ]


def _labelled(letter: Letter, labels: Mapping[str, re.Pattern[str]], start: int, stop: int) -> Iterator[Section]:
    """The passages of an item that stand behind labels; each ends where the next label begins."""
    found: list[tuple[int, int, str]] = []
    for name, label in labels.items():
        match = label.search(letter.text, start, stop)
        if match:
            found.append((match.start(), match.end(), name))
    found.sort()
    for (_, begin, name), following in zip(found, reaches([entry[0] for entry in found], stop), strict=True):
        span = letter.span(begin, following)
        if span.end > span.start:
            yield Section(name, span.start, span.end)


def _without_trailer(text: str, start: int, end: int) -> int:
    trailer = _TRAILER.search(text, start, end)
    return trailer.start() if trailer else end


# Items without decision words: "1) ... has determined the request for X is not medically necessary and appropriate"

_REGARDING = regex(r"^[ \t]*(?:\d{1,2}[.)]\s*)?Regarding\s+the\s+request\s+for\s+", re.MULTILINE)
_DECIDED = regex(
    r"^[ \t]*(?P<number>\d{1,2})[.)]\s+(?:(?P<maximus>MAXIMUS\b.{0,60}?has\s+determined\s+(?:that\s+)?)?"
    r"(?:the\s+)?requests?\s+for\s+|(?:The\s+)?)(?P<request>(?!Regarding\b)\S(?:(?!^[ \t]*\d{1,2}[.)]\s|Regarding\s+the\s+request|Rationale\s+for\s|rationale\s*:|guidelines?\s*:).){0,600}?)"
    r"\s+(?P<decision>(?:is|are|was|were)\s+(?:not\s*)?medically\s*necessary(?:\s+and\s+appropriate)?)\s*\.?[ \t]*(?=[\r\n\f]|\Z)",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_PROSE_LABELS = {
    "claims_administrator_guideline": regex(
        r"(?=The\s+Claims\s+Administrator\s+(?:based|relied|cited|did\s+not))", re.IGNORECASE
    ),
    "reviewer_guideline": regex(
        r"(?=The\s+(?:Expert|Physician|Professional|Medical)\s+Reviewer\s+(?:based|relied|cited|found|did\s+not))",
        re.IGNORECASE,
    ),
    "rationale": regex(
        r"(?:Rationale\s+for\s+the\s+Decision|(?:The\s+)?(?:Physician|Expert)\s+Reviewer[’']s\s+decision\s+rationale"
        r"|Decision\s+rationale|Rationale)\s*:\s*",
        re.IGNORECASE,
    ),
}


def item_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Where, after the documents of a notice, the items begin."""
    for match in _REGARDING.finditer(text, start, end):
        yield match.start()


def items_in_prose(letter: Letter, start: int, end: int) -> list[Section]:
    """The items of a letter that decides in sentences, in order; the body of each under "Regarding the request for".

    Where a notice decides twice (on its first page and again before the rationales) the later decisions are taken.
    """
    text = letter.text
    bodies = list(_REGARDING.finditer(text, start, end))
    decided = list(_DECIDED.finditer(text, start, end))
    if not decided:
        decided = list(_DECIDED.finditer(text, 0, end))
    numbered = {int(match["number"]): match for match in decided}
    items: list[Section] = []
    for index, number in enumerate(sorted(numbered)):
        match = numbered[number]
        if bodies:
            if index >= len(bodies):
                break
            begin = bodies[index].end()
            stop = bodies[index + 1].start() if index + 1 < len(bodies) else _without_trailer(text, begin, end)
        else:
            begin = match.end()
            later = [other.start() for other in numbered.values() if other.start() > match.start()]
            stop = min(later) if later else _without_trailer(text, begin, end)
        request = letter.span(match.start("request"), match.end("request"))
        parts = [
            Section("request", request.start, request.end),
            Section("decision", match.start("decision"), match.end("decision")),
            *_labelled(letter, _PROSE_LABELS, begin, stop),
        ]
        items.append(Section("item", min(request.start, begin), max(stop, request.end), index, tuple(parts)))
    return items
