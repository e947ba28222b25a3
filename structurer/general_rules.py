"""Rules that hold for every kind: what is verbatim stands in its section, what has evidence agrees with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from structurer.folding import fold
from structurer.kind import Case, Rule, Trip
from structurer.letter import verbatim
from structurer.marks import Verbatim, marked
from structurer.pointer import leaves, parse, under
from structurer.quote import find, negation_before
from structurer.result import Severity, Span
from structurer.sections import Section


def sections_for(case: Case[Any], path: str, mark: Verbatim) -> list[Section]:
    """Where a value may stand: the sections of the mark's name, of a numbered one the one that the path counts."""
    if not mark.section:
        return [case.outline]
    sections = case.outline.all(mark.section)
    number = next((int(key) for key in parse(path) if key.isdigit()), None)
    if len(sections) > 1 or mark.part:
        if number is None or number >= len(sections):
            return sections
        part = sections[number].part(mark.part) if mark.part else sections[number]
        return [part or sections[number]]
    return sections


def whole_letter(parts: Sequence[str]) -> Rule[Any]:
    """The rule of a kind whose whole letters have these parts: what lacks one may be a piece of a letter."""

    def part_missing(case: Case[Any]) -> Iterator[Trip]:
        if case.outline.found_by != "headings":
            return  # which parts there are could not be seen; other rules say what was not found
        for name in parts:
            if case.outline.part(name) is None:
                yield Trip("", f"the letter has no {name}: it may be a piece of a letter")

    said = f"The letter has every part that a whole one has: {', '.join(parts)}."
    return Rule("part_missing", Severity.WARNING, said, part_missing)


def value_not_in_letter(case: Case[Any]) -> Iterator[Trip]:
    for path, value, _ in marked(case.record):
        if _evidence_says(case, path, value) or find(case.letter, value):
            continue
        yield Trip(path, "these words stand nowhere in the letter")


def value_not_in_section(case: Case[Any]) -> Iterator[Trip]:
    for path, value, mark in marked(case.record):
        sections = sections_for(case, path, mark)
        if not sections or case.outline.found_by == "none" or _evidence_says(case, path, value):
            continue
        if any(find(case.letter, value, section.start, section.end) for section in sections):
            continue
        places = find(case.letter, value)
        if places:
            where = case.letter.span(places[0].start, places[0].end)
            yield Trip(
                path, f"these words stand in the letter, but not in the part they belong to ({mark.section})", where
            )


def value_negated(case: Case[Any]) -> Iterator[Trip]:
    for path, value, mark in marked(case.record):
        if _evidence_says(case, path, value):
            starts = [(span.start, span.end) for span in case.evidence[path]]
        else:
            sections = sections_for(case, path, mark)
            starts = [(p.start, p.end) for s in sections for p in find(case.letter, value, s.start, s.end)]
        negators = [negation_before(case.letter, start) for start, _ in starts]
        if starts and all(negators):
            yield Trip(path, f'the letter says "{negators[0]}" before these words', case.letter.span(*starts[0]))


def evidence_elsewhere(case: Case[Any]) -> Iterator[Trip]:
    values = dict(leaves(case.record))
    for path, spans in case.evidence.items():
        for span in spans:
            if case.letter.text[span.start : span.end] != span.text:
                yield Trip(path, f"the evidence does not stand at {span.start}-{span.end} of this letter")
            elif path in values and values[path] is None:
                yield Trip(path, "evidence is given for a value that is not there", span)


def value_without_evidence(case: Case[Any]) -> Iterator[Trip]:
    if not case.evidence:
        return
    for path, value in leaves(case.record):
        if value is None or value is False or path in case.evidence:
            continue
        yield Trip(path, "no passage of the letter is given for this value")


def item_twice(case: Case[Any]) -> Iterator[Trip]:
    for path, entries in _lists(case.record):
        seen: dict[str, int] = {}
        for index, entry in enumerate(entries):
            key = fold(entry).text if isinstance(entry, str) else repr(entry)
            first = seen.setdefault(key, index)
            if first != index and not _stands_twice(case, path, entry, first, index):
                yield Trip(f"{path}/{index}", f"the same as number {first + 1} of this list")


def _stands_twice(case: Case[Any], path: str, entry: Any, first: int, second: int) -> bool:
    """Whether the letter itself says it twice: the two entries have passages of their own, or their words do."""
    one, two = (
        [spans for at, spans in case.evidence.items() if under(at, f"{path}/{index}")] for index in (first, second)
    )
    if one and two:
        return one != two
    words = (
        [entry]
        if isinstance(entry, str)
        else [text for _, text, _ in marked(entry)]
        if isinstance(entry, BaseModel)
        else []
    )
    return any(words) and len(find(case.letter, max(words, key=len))) > 1


def _lists(value: Any, path: str = "") -> Iterator[tuple[str, list[Any]]]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _lists(getattr(value, name), f"{path}/{name}")
    elif isinstance(value, list):
        yield path, value
        for index, entry in enumerate(value):
            yield from _lists(entry, f"{path}/{index}")


def _evidence_says(case: Case[Any], path: str, value: str) -> bool:
    """Whether the value's own evidence, where there is some, prints exactly the value."""
    return any(_prints(case, span, value) for span in case.evidence.get(path, ()))


def _prints(case: Case[Any], span: Span, value: str) -> bool:
    return case.letter.text[span.start : span.end] == span.text and verbatim(span.text) == value


GENERAL_RULES: tuple[Rule[Any], ...] = (
    Rule("value_not_in_letter", Severity.ERROR, "Every verbatim value stands in the letter, word for word.",
         value_not_in_letter),
    Rule("value_not_in_section", Severity.ERROR, "Every verbatim value stands in the part of the letter it belongs to.",
         value_not_in_section),
    Rule("value_negated", Severity.ERROR, "No value is the rest of a negation: \"tenderness\" from \"no tenderness\", or from \"no evidence of tenderness\".",
         value_negated),
    Rule("evidence_elsewhere", Severity.ERROR, "Evidence is the text at its place, and belongs to a value that is there.",
         evidence_elsewhere),
    Rule("value_without_evidence", Severity.ERROR, "Every value of a record that comes with evidence has some.",
         value_without_evidence),
    Rule("item_twice", Severity.WARNING, "No list holds the same entry twice, unless the letter says it twice.",
         item_twice),
)  # fmt: skip
