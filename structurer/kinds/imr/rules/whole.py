"""Rules that tell a piece of a letter from a whole one: what the form always has, and this text has not.

A piece that ends exactly where an item does is, by its form, a shorter letter: no rule can tell the two apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from structurer.kind import Case, Rule, Trip
from structurer.kinds.imr.items import announced
from structurer.kinds.imr.record import ImrRecord
from structurer.kinds.imr.sections import headings
from structurer.kinds.medical.breaking import ends_a_sentence
from structurer.result import Severity

ImrCase = Case[ImrRecord]

# Files of this layout may begin at the section on how the determination was made.
_MAY_LACK_HEADER = "determination-2014"


def header_incomplete(case: ImrCase) -> Iterator[Trip]:
    if case.outline.found_by != "headings":
        return
    if case.outline.layout == _MAY_LACK_HEADER and case.outline.part("header") is None:
        return
    for name in ("case_number", "decision_date"):
        if getattr(case.record.case, name) is None:
            said = name.replace("_", " ")
            yield Trip(f"/case/{name}", f"the letter's head has no {said}: its beginning may be missing")


def letter_breaks_off(case: ImrCase) -> Iterator[Trip]:
    if case.outline.found_by != "headings":
        return
    last = max(case.outline.parts, key=lambda part: part.end)
    if not ends_a_sentence(case.letter.text[last.start : last.end]):
        yield Trip("", "the letter ends within a sentence: it may be a piece of a letter")


def items_announced(case: ImrCase) -> Iterator[Trip]:
    said, found = announced(case.letter), len(case.outline.all("item"))
    if found and said > found:
        yield Trip("/determinations", f"the letter prints {said} decisions, but only {found} of them with reasons")


def heading_without_text(case: ImrCase) -> Iterator[Trip]:
    for name in headings(case.letter):
        if name in ("summary", "documents") and case.outline.part(name) is None:
            yield Trip("", f"under the heading of the {name} stands nothing: a part of the letter may be missing")


WHOLE_RULES: tuple[Rule[ImrRecord], ...] = (
    Rule("header_incomplete", Severity.WARNING, "A letter's head has the case number and the date of the decision.",
         header_incomplete),
    Rule("letter_breaks_off", Severity.WARNING, "A letter ends with the end of a sentence.", letter_breaks_off),
    Rule("items_announced", Severity.WARNING, "Every decision that the letter prints is reasoned in it.", items_announced),
    Rule("heading_without_text", Severity.WARNING, "Summary and documents stand under their headings.",
         heading_without_text),
)  # fmt: skip
