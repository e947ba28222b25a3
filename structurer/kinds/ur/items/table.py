"""Items in a table, as text out of a PDF has it: a row a line, or a cell a line, with headers again on every page."""

from __future__ import annotations

import re

from structurer.kinds.ur.decisions import NOT_NECESSARY, WORD, decision_of
from structurer.kinds.ur.items.found import GAP, Found, Place, trimmed
from structurer.letter import Letter
from structurer.regex import regex

# The names of columns, each as a cell of its own or one after the other on a line.
_COLUMNS = {
    "number": r"(?:item\s*)?(?:no\.?|\#)",
    "request": r"(?:(?:treatments?|services?|procedures?|items?)(?:\s*/\s*\w+)?(?:\s+requested)?|requested\s+(?:treatments?|services?|procedures?)|treatment\(s\)\s+requested|requests?|description)",
    "quantity": r"(?:(?:qty|quantity|units?)(?:\s+requested)?|requested\s+(?:qty|quantity|units?))",
    "decision": r"(?:ur\s+)?(?:decision|determination|status|outcome)",
    "authorized": r"(?:(?:qty|quantity|units?|treatments?|services?)\s+(?:approved|authorized|certified)|(?:approved|authorized|certified)(?:\s+(?:qty|quantity|units?))?|modification)",
    "code": r"(?:(?:reason\s+)?codes?|reasons?)",
}
_ANY = "|".join(rf"(?:{pattern})" for pattern in _COLUMNS.values())
# Longer names first: "Units Approved" before "Units".
_NAME = regex("|".join(rf"(?P<{name}>{_COLUMNS[name]})" for name in ("authorized", "request", "quantity", "decision", "code", "number"))
                   , re.IGNORECASE)  # fmt: skip
_HEADER = regex(rf"^[ \t]*(?:{_ANY})(?:[ \t]*(?:\r?\n|[ \t])[ \t]*(?:{_ANY}))+[ \t\r]*$", re.MULTILINE | re.IGNORECASE)
_PAGE = regex(r"^.*\bPage\s+\d+(?:\s+of\s+\d+)?[ \t\r]*$", re.MULTILINE | re.IGNORECASE)
# What stands in the place of a decision where none was made ends a row too.
_UNDECIDED = r"withdrawn|pending|duplicate"
_CELL = regex(
    rf"(?:(?<=\n)|(?<=[ \t]{{2}})|(?<=[ \t]))(?P<word>{WORD}|{NOT_NECESSARY}|{_UNDECIDED})(?=[ \t]*(?:[\r\n \t]|\Z))",
    re.IGNORECASE,
)
_BESIDE = 100
"""Characters that are looked at on either side of a word, to see whether it fills its cell."""
NOTHING = regex(r"[-–—]*|none|n/a|0", re.IGNORECASE)


def tabled(letter: Letter) -> list[Found]:
    """The items of the letter's table, row by row; none where no header names a request and a decision."""
    text = letter.text
    headers = [header for header in _HEADER.finditer(text) if {"request", "decision"} <= set(_columns(header.group()))]
    if not headers:
        return []
    columns = _columns(headers[0].group())
    found: list[Found] = []
    for index, header in enumerate(headers):
        limit = headers[index + 1].start() if index + 1 < len(headers) else len(text)
        end = _table_end(text, header.end(), limit)
        numbered = _numbered(text, header.end(), end, len(found) + 1, "number" in columns)
        rows = numbered or _unnumbered(text, header.end(), end)
        counts = bool(numbered) or "number" in columns
        found += [row for start, stop in rows if (row := _row(letter, start, stop, columns, counts))]
    return found


def column_named(line: str) -> str:
    """The column that a line names, where it names one and nothing else; else ""."""
    match = _NAME.fullmatch(line.strip())
    return match.lastgroup or "" if match else ""


def _columns(header: str) -> list[str]:
    return [match.lastgroup or "" for match in _NAME.finditer(header)]


def _table_end(text: str, start: int, limit: int) -> int:
    """A table ends at a gap between lines that no further row follows, or where its page does."""
    gap = GAP.search(text, start + 1, limit)
    page = _PAGE.search(text, start, limit)
    while gap and (not text[start : gap.start()].strip() or _row_follows(text, gap.end() - 1, limit)):
        gap = GAP.search(text, gap.end(), limit)
    return min([match.start() for match in (gap, page) if match] or [limit])


def _row_follows(text: str, start: int, limit: int) -> bool:
    """Whether what stands up to the next gap begins with a row: a request, and a decision in a cell of its own."""
    gap = GAP.search(text, start + 1, limit)
    stop = gap.start() if gap else limit
    return any(text[start : cell.start()].strip() for cell in _filled(text, start, stop))


def _numbered(text: str, start: int, end: int, number: int, column: bool) -> list[Place]:
    """The rows by their numbers, where they have some. A single one may be a count: "1 pair of crutches"."""
    starts: list[int] = []
    for match in regex(r"^[ \t]*(?P<n>\d{1,2})[.)]?(?=[ \t]|\r?\n)", re.MULTILINE).finditer(text, start, end):
        if int(match["n"]) == number + len(starts) and (not starts or _CELL.search(text, starts[-1], match.start())):
            starts.append(match.start())
    if len(starts) == 1 and not column and len(_filled(text, starts[0], end)) > 1:
        return []
    return list(zip(starts, [*starts[1:], end], strict=True)) if starts else []


def _filled(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The decisions that fill a cell."""
    return [cell for cell in _CELL.finditer(text, start, end) if _fills_a_cell(text, cell, start, end)]


def _unnumbered(text: str, start: int, end: int) -> list[Place]:
    """The rows, each from the line after the one before to its decision."""
    rows: list[Place] = []
    at = start
    filled = {cell.start() for cell in _filled(text, start, end)}
    for match in _CELL.finditer(text, start, end):
        is_word = decision_of(match["word"]) is not None or match.start() in filled
        if not is_word or not text[at : match.start()].strip():
            continue
        line = text.find("\n", match.end(), end)
        stop = line if line >= 0 else end
        rows.append((at, stop))
        at = stop
    return rows


def _decision(text: str, start: int, end: int) -> re.Match[str] | None:
    """The decision of a row: a word that fills its cell, else the first; never the first of the request, "Certified hand
    therapist"."""
    words = [
        match
        for match in _CELL.finditer(text, start, end)
        if match["word"][0].isupper() and text[start : match.start()].strip()
    ]
    filled = (word for word in words if _fills_a_cell(text, word, start, end))
    said = (word for word in words if decision_of(word["word"]) is not None)
    return next(filled, next(said, None))


def _fills_a_cell(text: str, word: re.Match[str], start: int, end: int) -> bool:
    before = text[max(start, word.start() - _BESIDE) : word.start()]
    after = text[word.end() : min(end, word.end() + _BESIDE)]
    return bool(re.search(r"(?:\n|[ \t]{2}|\t)[ \t]*\Z", before) and re.match(r"[ \t]*(?:[\r\n\t]|[ \t]{2}|\Z)", after))


def _row(letter: Letter, start: int, end: int, columns: list[str], numbered: bool) -> Found | None:
    text = letter.text
    number = regex(r"[ \t\r\n]*\d{1,2}[.)]?(?=\s)").match(text, start, end) if numbered else None
    begin = number.end() if number else start
    word = _decision(text, begin, end)
    if word is None:
        return None
    request = trimmed(letter, begin, word.start())
    quantity: Place | None = None
    if "quantity" in columns:
        last = regex(r"(?:\r?\n|[ \t]+)[ \t]*(?P<q>\d[\d.,]*(?:[ \t]+[a-z]+)?)[ \t\r\n]*\Z").search(
            text[: word.start()], request[0]
        )
        if last and last.start() > request[0]:
            quantity, request = last.span("q"), trimmed(letter, request[0], last.start())
    approved = trimmed(letter, word.end(), end)
    code = ""
    if "code" in columns:
        coded = regex(r"(?:^|\s)(?P<code>[A-Z]\d?|\d{1,2})\s*\Z").search(text[slice(*approved)])
        if coded:
            code = coded["code"]
            approved = trimmed(letter, approved[0], approved[0] + coded.start())
    instead = approved if not NOTHING.fullmatch(text[slice(*approved)]) else None
    return Found(request, word.span("word"), end, authorized=instead, quantity=quantity, code=code)
