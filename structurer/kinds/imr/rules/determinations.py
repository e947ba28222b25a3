"""Rules about the decisions, the guidelines and the rationales."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kind import Case, Rule, Trip
from structurer.kinds.imr.readers import decision_of
from structurer.kinds.imr.record import Decision, Determination, ImrRecord
from structurer.kinds.medical.guidelines import citations
from structurer.kinds.medical.rationale.conclusion import conclusion, conclusions
from structurer.kinds.medical.record import AGAINST, FOR, Guideline
from structurer.letter import verbatim
from structurer.result import Severity
from structurer.sections import Section

ImrCase = Case[ImrRecord]


def _items(case: ImrCase) -> Iterator[tuple[str, Determination, Section]]:
    """Each determination with its pointer and the item of the letter that has its number."""
    for index, (determination, item) in enumerate(
        zip(case.record.determinations, case.outline.all("item"), strict=False)
    ):
        yield f"/determinations/{index}", determination, item


def no_items(case: ImrCase) -> Iterator[Trip]:
    if not case.record.determinations:
        yield Trip("/determinations", "no disputed item was found in this letter")


def determinations_against_headings(case: ImrCase) -> Iterator[Trip]:
    items, held = len(case.outline.all("item")), len(case.record.determinations)
    if items and held and items != held:
        yield Trip("/determinations", f"the letter has {items} item headings, the record {held} determinations")


def determinations_against_conclusions(case: ImrCase) -> Iterator[Trip]:
    labels = re.findall(r"Decision\s+rationale\s*:|Rationale\s+for\s+the\s+Decision\s*:", case.letter.text)
    held = len(case.record.determinations)
    if labels and held and len(labels) != held:
        yield Trip("/determinations", f"the letter has {len(labels)} rationales, the record {held} determinations")


def decision_against_heading(case: ImrCase) -> Iterator[Trip]:
    for path, determination, item in _items(case):
        word = item.part("decision")
        said = decision_of(case.letter, item)
        if word and said and determination.decision and said != determination.decision:
            yield Trip(f"{path}/decision", f"the letter says {said}", case.letter.span(word.start, word.end))


def decision_against_conclusion(case: ImrCase) -> Iterator[Trip]:
    for path, determination, item in _items(case):
        rationale = item.part("rationale")
        concluded = conclusion(case.letter, rationale) if rationale else None
        if concluded is None or determination.decision is None:
            continue
        if concluded.necessary != (determination.decision is Decision.OVERTURNED):
            finds = "medically necessary" if concluded.necessary else "not medically necessary"
            yield Trip(f"{path}/decision",
                       f"the decision is {determination.decision}, but the rationale finds the treatment {finds}",
                       concluded.span)  # fmt: skip


def necessity_against_conclusion(case: ImrCase) -> Iterator[Trip]:
    for path, determination, item in _items(case):
        rationale = item.part("rationale")
        concluded = conclusion(case.letter, rationale) if rationale else None
        held = determination.medically_necessary
        if concluded and held is not None and concluded.necessary != held:
            yield Trip(f"{path}/medically_necessary", "the rationale concludes the opposite", concluded.span)


def conclusions_disagree(case: ImrCase) -> Iterator[Trip]:
    for path, _, item in _items(case):
        rationale = item.part("rationale")
        found = conclusions(case.letter, rationale) if rationale else ()
        of_request = [one for one in found if re.search(r"\brequest\w*\b", one.sentence, re.IGNORECASE)]
        if len({one.necessary for one in of_request}) > 1:
            yield Trip(f"{path}/medically_necessary",
                       "the rationale says of the request both that it is necessary and that it is not",
                       of_request[0].span)  # fmt: skip


def value_missing(case: ImrCase) -> Iterator[Trip]:
    for index, determination in enumerate(case.record.determinations):
        for name in ("decision", "rationale", "medically_necessary"):
            if getattr(determination, name) is None:
                yield Trip(f"/determinations/{index}/{name}", f"every determination has a {name}; none was found")


def answer_missing(case: ImrCase) -> Iterator[Trip]:
    for index, determination in enumerate(case.record.determinations):
        for name in ("service", "category"):
            if getattr(determination, name) is None:
                yield Trip(f"/determinations/{index}/{name}", f"every determination has a {name}; none was found")
        if not determination.basis:
            yield Trip(f"/determinations/{index}/basis", "no reason for the decision was found")


def basis_against_decision(case: ImrCase) -> Iterator[Trip]:
    fitting = {Decision.UPHELD: AGAINST, Decision.OVERTURNED: FOR}
    for index, determination in enumerate(case.record.determinations):
        for number, basis in enumerate(determination.basis):
            if determination.decision and basis not in fitting[determination.decision]:
                yield Trip(
                    f"/determinations/{index}/basis/{number}", f"{basis} is no reason for {determination.decision}"
                )


def guidelines_against_block(case: ImrCase) -> Iterator[Trip]:
    for path, determination, item in _items(case):
        for part, name in (
            ("claims_administrator_guideline", "claims_administrator_guidelines"),
            ("reviewer_guideline", "reviewer_guidelines"),
        ):
            block = item.part(part)
            cited = citations(case.letter, block) if block else None
            if cited is None or block is None:
                continue
            plain = [
                (one.source, verbatim(one.title.text) if one.title else None, [verbatim(s.text) for s in one.sections])
                for one in cited
            ]
            held: list[Guideline] = getattr(determination, name)
            if plain != [(str(one.source), one.title, one.sections) for one in held]:
                span = case.letter.span(block.start, block.end)
                yield Trip(f"{path}/{name}", f"the letter cites {len(plain)} guidelines here, not these", span)


def passage_not_whole(case: ImrCase) -> Iterator[Trip]:
    for path, determination, item in _items(case):
        for part, name in (("request", "request"), ("rationale", "rationale")):
            block, held = item.part(part), getattr(determination, name)
            if block and held is not None and held != case.letter.verbatim(block.start, block.end):
                span = case.letter.span(block.start, block.end)
                yield Trip(f"{path}/{name}", f"this is not the whole {name} as the letter prints it", span)


DETERMINATION_RULES: tuple[Rule[ImrRecord], ...] = (
    Rule("no_items", Severity.ERROR, "A determination letter decides on one item at least.", no_items),
    Rule("determinations_against_headings", Severity.ERROR, "There is one determination for each item heading.",
         determinations_against_headings),
    Rule("determinations_against_conclusions", Severity.ERROR, "There is one determination for each rationale.",
         determinations_against_conclusions),
    Rule("decision_against_heading", Severity.ERROR, "The decision is the word that the letter prints.",
         decision_against_heading),
    Rule("decision_against_conclusion", Severity.ERROR,
         "Upheld goes with a rationale that ends in not necessary, Overturned with one that ends in necessary.",
         decision_against_conclusion),
    Rule("necessity_against_conclusion", Severity.ERROR, "medically_necessary is what the rationale concludes.",
         necessity_against_conclusion),
    Rule("conclusions_disagree", Severity.WARNING, "A rationale does not conclude both ways about its request.",
         conclusions_disagree),
    Rule("value_missing", Severity.ERROR, "Every determination has a decision, a rationale and its conclusion.",
         value_missing),
    Rule("answer_missing", Severity.ERROR, "Every determination has a service, a category and a reason.",
         answer_missing, of_answers=True),
    Rule("basis_against_decision", Severity.ERROR, "Reasons to uphold go with Upheld, reasons to overturn with Overturned.",
         basis_against_decision),
    Rule("guidelines_against_block", Severity.ERROR, "Guidelines are those that their block of the letter cites.",
         guidelines_against_block),
    Rule("passage_not_whole", Severity.ERROR, "Request and rationale are whole, as the letter prints them.",
         passage_not_whole),
)  # fmt: skip
