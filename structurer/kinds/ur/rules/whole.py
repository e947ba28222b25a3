"""Rules that tell a piece of a letter from a whole one, as far as that can be seen in letters of no common form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kind import Case, Rule, Trip
from structurer.kinds.medical.breaking import breaks_off
from structurer.kinds.ur.items.told import asked_for
from structurer.kinds.ur.record import UrRecord
from structurer.regex import regex
from structurer.result import Severity
from structurer.sections import Section

UrCase = Case[UrRecord]

_CLOSING = regex(r"\b(?:sincerely|regards|respectfully|yours\s+truly|signed|signature)\b|^cc:", re.IGNORECASE | re.MULTILINE)  # fmt: skip
_SALUTATION = regex(r"^[ \t]*Dear\s+\w", re.MULTILINE)
# A letter in sentences is signed; a form may greet its reader and end with a notice.
_PROSE = ("sentences", "paragraphs")
# What stands on a request's line before it: "Request #2:", "2) Treatment:", "3."
_NUMBER = regex(r"[ \t]*(?:[A-Za-z]+[ \t]*)?#?[ \t]*(?P<number>\d{1,2})[ \t]*[.):][ \t]*(?:[A-Za-z]+[ \t]*:)?[ \t]*")
# No more words than the label of a further request has: nothing follows then.
_LABEL = 3


def requests_misnumbered(case: UrCase) -> Iterator[Trip]:
    numbers = [_number(case, item) for item in case.outline.all("item")]
    if not numbers or None in numbers:
        return
    held = [number for number in numbers if number is not None]
    missing = [number for number in range(1, max(held) + 1) if number not in held]
    if missing:
        said = ", ".join(map(str, missing))
        yield Trip("/determinations", f"the requests are numbered, and of number {said} the letter has nothing")


def _number(case: UrCase, item: Section) -> int | None:
    request = item.part("request") or item
    line = case.letter.text[: request.start].rpartition("\n")[2]
    match = _NUMBER.fullmatch(line)
    return int(match["number"]) if match else None


def asked_not_decided(case: UrCase) -> Iterator[Trip]:
    asked, decided = len(asked_for(case.letter)), len(case.outline.all("item"))
    if decided and asked > decided:
        yield Trip("/determinations", f"the letter tells of {asked} requests and decides on {decided}")


def ending_missing(case: UrCase) -> Iterator[Trip]:
    items = case.outline.all("item")
    if not items or case.outline.found_by != "headings":
        return
    end = max(part.end for item in items for part in (item, *item.parts))
    if len(case.letter.text[end:].split()) <= _LABEL and not _CLOSING.search(case.letter.text[-200:]):
        yield Trip("", "the letter ends with a request: what follows in a whole one is missing")


def closing_missing(case: UrCase) -> Iterator[Trip]:
    dear = _SALUTATION.search(case.letter.text)
    if case.outline.layout in _PROSE and dear and not _CLOSING.search(case.letter.text, dear.end()):
        yield Trip("", "the letter greets its reader and is not signed: its end may be missing")


def letter_breaks_off(case: UrCase) -> Iterator[Trip]:
    if breaks_off(case.letter.text):
        yield Trip("", "the letter ends within a sentence: it may be a piece of a letter")


WHOLE_RULES: tuple[Rule[UrRecord], ...] = (
    Rule("requests_misnumbered", Severity.WARNING, "Numbered requests begin with 1, and none is left out.",
         requests_misnumbered),
    Rule("asked_not_decided", Severity.WARNING, "Every request that a letter tells of is decided in it.", asked_not_decided),
    Rule("ending_missing", Severity.WARNING, "Something follows the last request: who decided, what the worker may do.",
         ending_missing),
    Rule("closing_missing", Severity.WARNING, "A letter in sentences that begins with a greeting ends with one.", closing_missing),
    Rule("letter_breaks_off", Severity.WARNING, "A letter ends with a sentence or a signature.", letter_breaks_off),
)  # fmt: skip
