"""Rules about the decisions, the guidelines and the rationales."""

from __future__ import annotations

from collections.abc import Iterator

from structurer.kind import Case, Rule, Trip
from structurer.kinds.medical.citing import cited_by_name
from structurer.kinds.medical.rationale.conclusion import conclusions
from structurer.kinds.medical.record import AGAINST, FOR
from structurer.kinds.ur.decisions import decision_of
from structurer.kinds.ur.record import Decision, Determination, UrRecord
from structurer.letter import verbatim
from structurer.result import Severity
from structurer.sections import Section

UrCase = Case[UrRecord]


def _items(case: UrCase) -> Iterator[tuple[str, Determination, Section]]:
    """Each determination with its pointer and the item of the letter that has its number."""
    for index, (determination, item) in enumerate(
        zip(case.record.determinations, case.outline.all("item"), strict=False)
    ):
        yield f"/determinations/{index}", determination, item


def no_items(case: UrCase) -> Iterator[Trip]:
    if not case.record.determinations:
        yield Trip(
            "/determinations",
            "no requested treatment was found in this letter: give it to a larger model (--model), or "
            "enter its requests by hand (structurer review)",
        )


def determinations_against_items(case: UrCase) -> Iterator[Trip]:
    items, held = len(case.outline.all("item")), len(case.record.determinations)
    if items and held and items != held:
        yield Trip("/determinations", f"the letter decides on {items} requests, the record on {held}")


def decision_against_word(case: UrCase) -> Iterator[Trip]:
    for path, determination, item in _items(case):
        word = item.part("decision")
        said = decision_of(case.letter.text[word.start : word.end]) if word else None
        if word and said and determination.decision and said is not determination.decision:
            yield Trip(f"{path}/decision", f"the letter says {said}", case.letter.span(word.start, word.end))


def decision_against_conclusion(case: UrCase) -> Iterator[Trip]:
    for path, determination, item in _items(case):
        rationale = item.part("rationale")
        found = conclusions(case.letter, rationale) if rationale else ()
        if not found:
            continue
        said = {one.necessary for one in found}
        if said == {True} and determination.decision is Decision.DENIED:
            yield Trip(
                f"{path}/decision", "the request is denied, but its rationale finds it necessary", found[-1].span
            )
        elif said == {False} and determination.decision is Decision.APPROVED:
            yield Trip(
                f"{path}/decision", "the request is approved, but its rationale finds it not necessary", found[-1].span
            )


def value_missing(case: UrCase) -> Iterator[Trip]:
    for index, determination in enumerate(case.record.determinations):
        if determination.decision is None:
            yield Trip(f"/determinations/{index}/decision", "every request has a decision; none was found")


def answer_missing(case: UrCase) -> Iterator[Trip]:
    for index, determination in enumerate(case.record.determinations):
        for name in ("service", "category"):
            if getattr(determination, name) is None:
                yield Trip(f"/determinations/{index}/{name}", f"every request has a {name}; none was found")
        reasoned = determination.rationale and determination.decision in (Decision.DENIED, Decision.MODIFIED)
        if reasoned and not determination.basis:
            yield Trip(f"/determinations/{index}/basis", "no reason for the decision was found")


def basis_against_decision(case: UrCase) -> Iterator[Trip]:
    fitting = {Decision.DENIED: AGAINST, Decision.MODIFIED: AGAINST | FOR, Decision.APPROVED: FOR}
    for index, determination in enumerate(case.record.determinations):
        for number, basis in enumerate(determination.basis):
            if determination.decision in fitting and basis not in fitting[determination.decision]:
                yield Trip(
                    f"/determinations/{index}/basis/{number}", f"{basis} is no reason for {determination.decision}"
                )


def deferral_against_decision(case: UrCase) -> Iterator[Trip]:
    for index, determination in enumerate(case.record.determinations):
        deferred = determination.decision is Decision.DEFERRED
        if deferred and determination.deferral is None:
            yield Trip(f"/determinations/{index}/deferral", "the decision is put off, but no reason for that was found")
        elif determination.deferral is not None and not deferred:
            yield Trip(f"/determinations/{index}/deferral", "what is decided is not deferred")


def authorized_against_decision(case: UrCase) -> Iterator[Trip]:
    for index, determination in enumerate(case.record.determinations):
        if determination.authorized is not None and determination.decision is not Decision.MODIFIED:
            yield Trip(f"/determinations/{index}/authorized", "something was approved instead, but nothing modified")


def guidelines_against_block(case: UrCase) -> Iterator[Trip]:
    for path, determination, item in _items(case):
        block = item.part("guideline")
        cited = cited_by_name(case.letter, block) if block else []
        if not cited or block is None:
            continue
        plain = [
            (one.source, verbatim(one.title.text) if one.title else None, [verbatim(s.text) for s in one.sections])
            for one in cited
        ]
        if plain != [(str(one.source), one.title, one.sections) for one in determination.guidelines]:
            span = case.letter.span(block.start, block.end)
            yield Trip(f"{path}/guidelines", f"the letter cites {len(plain)} guidelines here, not these", span)


def passage_not_whole(case: UrCase) -> Iterator[Trip]:
    for path, determination, item in _items(case):
        for name in ("request", "rationale"):
            block, held = item.part(name), getattr(determination, name)
            if block and held is not None and held != case.letter.verbatim(block.start, block.end):
                span = case.letter.span(block.start, block.end)
                yield Trip(f"{path}/{name}", f"this is not the whole {name} as the letter prints it", span)


DETERMINATION_RULES: tuple[Rule[UrRecord], ...] = (
    Rule("no_items", Severity.ERROR, "A determination letter decides on one request at least.", no_items),
    Rule("determinations_against_items", Severity.ERROR, "There is one determination for each request of the letter.",
         determinations_against_items),
    Rule("decision_against_word", Severity.ERROR, "The decision is the word that the letter prints.",
         decision_against_word),
    Rule("decision_against_conclusion", Severity.ERROR,
         "What is denied is not found necessary, what is approved not found unnecessary.", decision_against_conclusion),
    Rule("value_missing", Severity.ERROR, "Every request has a decision.", value_missing),
    Rule("answer_missing", Severity.ERROR, "Every request has a service and a category, a denial a reason.",
         answer_missing, of_answers=True),
    Rule("basis_against_decision", Severity.ERROR, "Reasons against a treatment go with denial, reasons for it with approval.",
         basis_against_decision),
    Rule("deferral_against_decision", Severity.WARNING, "What is deferred says why, and nothing else does.",
         deferral_against_decision),
    Rule("authorized_against_decision", Severity.ERROR, "Something is approved instead only where a request is modified.",
         authorized_against_decision),
    Rule("guidelines_against_block", Severity.ERROR, "Guidelines are those that the letter cites for the request.",
         guidelines_against_block),
    Rule("passage_not_whole", Severity.ERROR, "Request and rationale are whole, as the letter prints them.",
         passage_not_whole),
)  # fmt: skip
