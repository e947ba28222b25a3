"""One question an item: the words of its heading that code could not read, its category, and the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field

from structurer.draft import Draft
from structurer.folding import fold
from structurer.kind import Ask, Question, part_of
from structurer.kinds.medical.asks.shared import note, verbatim_of
from structurer.kinds.medical.heading.amounts import plain_reading
from structurer.kinds.medical.heading.categories import settled_category
from structurer.kinds.medical.heading.portions import portions
from structurer.kinds.medical.heading.services import plain_service
from structurer.kinds.medical.heading.strengths import is_rate
from structurer.kinds.medical.rationale.conclusion import conclusion
from structurer.kinds.medical.record import Category, RequestedTreatment
from structurer.kinds.medical.sentences import numbered, sentences
from structurer.letter import Letter
from structurer.quote import Quote, locate, said
from structurer.result import Severity, Source, Span
from structurer.sections import Outline, Section


class HeadingAnswer(BaseModel):
    """What is asked about an item's heading."""

    service: Quote = Field(description=note(RequestedTreatment, "service"))
    body_parts: list[Quote] = Field(max_length=6, description=note(RequestedTreatment, "body_parts"))
    strength: Quote | None = Field(description=note(RequestedTreatment, "strength") + "; else null")
    quantity: Quote | None = Field(description="how many units are in dispute, as printed; else null")
    frequency: Quote | None = Field(description=note(RequestedTreatment, "frequency") + "; else null")
    category: Category = Field(description=note(RequestedTreatment, "category"))


BASIS = "why the reviewer decided so: 1 or 2 reasons, each with the number of the sentence that says it"
"""What is asked for with the reasons, a list of objects with `reason` and `sentence`."""


# What of a heading is asked only where code could not read it for certain.
_OF_HEADINGS = ("service", "body_parts", "strength", "quantity", "frequency", "category")


@dataclass(frozen=True)
class ItemAsk:
    """The ask on items, by a prompt of a kind. `whole` is the answer model, a HeadingAnswer with the reasons (`basis`);
    `by_decision` are those that offer only the reasons that fit a decision. Of one in `unreasoned` none is asked."""

    prompt: str
    whole: type[HeadingAnswer]
    by_decision: Mapping[str, type[BaseModel]]
    unreasoned: frozenset[str] = frozenset()

    def ask(self) -> Ask:
        """The ask as a kind declares it."""
        return Ask("items", self._plan)

    def _plan(self, letter: Letter, outline: Outline, draft: Draft) -> Iterator[Question]:
        """One question an item: its heading's words, the category, and the reasons by sentence number."""
        for number, item in enumerate(outline.all("item")):
            request = item.part("request")
            if request is None:
                continue
            disputed = portions(letter, request).disputed
            rationale = item.part("rationale")
            path = f"/determinations/{number}"
            decision = draft.get(f"{path}/decision")
            fields = [name for name in _OF_HEADINGS if not draft.filled(f"{path}/{name}")]
            if rationale and decision not in self.unreasoned and not draft.filled(f"{path}/basis"):
                fields.append("basis")
            if not fields:
                continue
            told = numbered(letter, rationale) if rationale else ""
            yield Question(
                ask="item",
                prompt=self.prompt,
                section=disputed,
                shown=letter.verbatim(disputed.start, disputed.end),
                details={"decision": str(decision or "not stated"), "rationale": told},
                answer_model=part_of(self.by_decision.get(str(decision), self.whole), tuple(fields)),
                notes_model=self.whole,
                paths={name: (f"{path}/{name}",) for name in fields},
                take=_take_item(path, rationale),
                max_tokens=250,
                label=f"item {number + 1}",
            )


def _take_item(path: str, rationale: Section | None) -> Any:
    def take(answer: Mapping[str, Any], draft: Draft, question: Question, source: Source) -> None:
        letter, section = draft.letter, question.section
        if "service" in answer:
            span = _service(said(answer["service"]), draft, section)
            draft.put(f"{path}/service", verbatim_of(draft, span), span, source)
        if answer.get("category") is not None:
            # What names the service is what the category is read from; without it, the whole heading.
            named = draft.evidence.get(f"{path}/service") or letter.span(section.start, section.end)
            settled = settled_category(f"{draft.get(f'{path}/service')} {draft.get(f'{path}/strength')}")
            draft.put(f"{path}/category", str(settled or answer["category"]), named, source)
        if answer.get("body_parts") is not None:
            _body_parts(answer["body_parts"], path, draft, section, source)
        _plainly(answer, path, draft, section, source)
        if answer.get("basis") is not None and rationale:
            _basis(answer["basis"], path, draft, rationale, source)

    return take


def _service(quote: str | None, draft: Draft, section: Section) -> Span | None:
    """The service as quoted, up to a strength, count or rate within it; as the heading's form shows it, where the
    quote is not in the heading."""
    letter = draft.letter
    plain = plain_reading(letter, section)
    located = locate(letter, quote, section.start, section.end) if quote else None
    if located is None:
        return plain_service(letter, section, plain)
    span = located.span
    others = [*plain.strengths, *plain.rates, *(place for _, place in plain.counts)]
    end = min([other.start for other in others if span.start < other.start < span.end] or [span.end])
    while end > span.start and letter.text[end - 1] in " \t\r\n,:;#(-":
        end -= 1
    return letter.span(span.start, end)


def _body_parts(quotes: list[Any], path: str, draft: Draft, section: Section, source: Source) -> None:
    draft.put(f"{path}/body_parts", [], None, source)
    at = 0
    for quote in quotes:
        here = f"{path}/body_parts/{len(draft.get(f'{path}/body_parts'))}"
        span = draft.ground(here, said(quote), section, at)
        if span and verbatim_of(draft, span) not in draft.get(f"{path}/body_parts"):
            at = span.end
            draft.put(here, verbatim_of(draft, span), span, source)


def _plainly(answer: Mapping[str, Any], path: str, draft: Draft, section: Section, source: Source) -> None:
    """Strength, quantity and frequency: only as far as a plain reading of the heading sees such a thing there too."""
    plain = plain_reading(draft.letter, section)
    if "strength" in answer:
        given = said(answer["strength"])
        # Of a compound each part has a strength; what joins several is none.
        one = next((span for span in plain.strengths if given and fold(span.text).text == fold(given).text), None)
        draft.put(f"{path}/strength", verbatim_of(draft, one), one, source)
    if "frequency" in answer:
        given = said(answer["frequency"])
        span = draft.ground(f"{path}/frequency", given, section) if given and is_rate(given) else None
        draft.put(f"{path}/frequency", verbatim_of(draft, span), span, source)
    if "quantity" in answer:
        span = draft.ground(f"{path}/quantity", said(answer["quantity"]), section)
        inside = [
            (number, place) for number, place in plain.counts if span and span.start <= place.start and place.end <= span.end
        ]  # fmt: skip
        number = inside[0][0] if inside else None
        draft.put(f"{path}/quantity", number, inside[0][1] if inside else None, source)


def _basis(reasons: list[Any], path: str, draft: Draft, rationale: Section, source: Source) -> None:
    told = sentences(draft.letter, rationale)
    ends = conclusion(draft.letter, rationale)
    concluding = next(
        (index for index, one in enumerate(told, 1) if ends and one.start <= ends.span.start < one.end), 0
    )
    here = f"{path}/basis"
    draft.put(here, [], None, source)
    for entry in reasons:
        reason, number = str(entry["reason"]), int(entry["sentence"])
        if reason in draft.get(here):
            continue
        at = f"{here}/{len(draft.get(here))}"
        if number == concluding and draft.get(here):
            continue  # the conclusion itself is no second reason for it
        if not 1 <= number <= len(told):
            draft.note("reason_without_sentence", at, Severity.ERROR, f"the rationale has no sentence {number}")
            continue
        draft.put(at, reason, told[number - 1], source)
