"""What is asked of the model about an IMR letter: the case summary in two questions, and one question an item.

Answer models are small and apart from the record. A field is offered only where the text mentions what it is about,
since a small model fills whatever it is offered; and lists have an end, since a small model may not find one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, Field, create_model

from structurer.draft import Draft
from structurer.folding import fold
from structurer.interpret import read_date
from structurer.kind import Ask, Question
from structurer.kinds.imr.conclusion import conclusion
from structurer.kinds.imr.headings import plain_reading, portions
from structurer.kinds.imr.pain import read_rating
from structurer.kinds.imr.record import (
    OVERTURNING,
    UPHOLDING,
    Basis,
    Category,
    Clinical,
    Determination,
    Medication,
    PainScore,
    Study,
)
from structurer.kinds.imr.sentences import numbered, sentences, told_until
from structurer.kinds.imr.services import plain_service, settled_category
from structurer.kinds.imr.strengths import is_rate, is_strength
from structurer.letter import Letter
from structurer.quote import Quote, locate
from structurer.result import Severity, Source, Span
from structurer.sections import Outline, Section


def _note(model: type[BaseModel], field: str) -> str:
    """The record's own description of a field, so that prompt and schema cannot drift."""
    return model.model_fields[field].description or ""


# The case summary


class PainAnswer(BaseModel):
    rating: Quote = Field(description="the rating as printed, such as `7-8/10`")
    context: Quote | None = Field(
        description=_note(PainScore, "context") + ", such as `without medications`; else null"
    )


class HistoryAnswer(BaseModel):
    mechanism_of_injury: Quote | None = Field(description=_note(Clinical, "mechanism_of_injury") + "; else null")
    diagnoses: list[Quote] = Field(max_length=14, description=_note(Clinical, "diagnoses"))
    complaints: list[Quote] = Field(max_length=14, description=_note(Clinical, "complaints"))
    pain_scores: list[PainAnswer] = Field(max_length=6, description=_note(Clinical, "pain_scores"))
    work_status: Quote | None = Field(description=_note(Clinical, "work_status") + "; else null")


class StudyAnswer(BaseModel):
    study: Quote = Field(description=_note(Study, "study"))
    date: Quote | None = Field(description="its date as printed; else null")
    finding: Quote | None = Field(description=_note(Study, "finding") + "; else null")


class MedicationAnswer(BaseModel):
    name: Quote = Field(description=_note(Medication, "name"))
    strength: Quote | None = Field(description=_note(Medication, "strength") + "; else null")
    frequency: Quote | None = Field(description=_note(Medication, "frequency") + "; else null")


class WorkupAnswer(BaseModel):
    exam_findings: list[Quote] = Field(max_length=24, description=_note(Clinical, "exam_findings"))
    studies: list[StudyAnswer] = Field(max_length=8, description=_note(Clinical, "studies"))
    medications: list[MedicationAnswer] = Field(max_length=14, description=_note(Clinical, "medications"))
    treatments: list[Quote] = Field(max_length=14, description=_note(Clinical, "treatments"))


# What has to stand in the text for a field to be worth asking. Wide on purpose: a miss here is a value lost.
_MENTIONS = {
    "pain_scores": r"/\s?10\b|out\s+of\s+(?:10|ten)\b|\bscale\b|\brat(?:ed|ing|es)\b|\bVAS\b|\bNRS\b|\b(?:level|score)s?\b",
    "work_status": r"\b(?:duty|duties|disab\w+|restrict\w+|TTD|TPD|unemployed|retired|employ\w+)\b|\bwork(?:s|ed|ing)?\b"
    r"(?!\s*-?\s*related)|\boff\s+work\b",
    "mechanism_of_injury": r"\b(?:mechanism|while|when|fell|fall\w*|lift\w*|struck|hit|push\w*|pull\w*|twist\w*|slip\w*|trip\w*"
    r"|caus\w+|due\s+to|result\w*|carry\w*|carri\w+|motor\s+vehicle|accident|crush\w*|repetitive|cumulative|assault\w*|after"
    r"|secondary|bit(?:ten|e)?|cut\w*|bent|bending|reach\w*|jump\w*|collision|smash\w*|caught|sustained)\b",
    "exam_findings": r"\bexam\w*|\bobjective|\bpalpat\w+|\btender\w*|\brange\s+of\s+motion|\breflex\w*|\bstrength\b|\bsensa\w+"
    r"|\bgait\b|\bsigns?\b|\btests?\b|\bnoted\b|\breveal\w+|\bshow\w+|\bswelling|\bspasms?\b|\bfindings?\b",
    "studies": r"\bMRIs?\b|\bCT\b|\bx-?\s?rays?\b|\bradiograph\w*|\bEMG\b|\bNC[VS]s?\b|\belectro\w+|\bimaging\b|\bultraso\w+"
    r"|\blab\w*\b|\bscans?\b|\bdiagnostic\b|\bstud(?:y|ies)\b|\barthrogram|\bmyelogram|\bEKG\b|\bECG\b|\bEEG\b|\burine\b"
    r"|\bmagnetic\b|\btomograph\w*|\bnerve\s+conduction|\btesting\b|\bscreen\w*|\bbiopsy|\bdiscogra\w+",
    "medications": r"\bmedic\w+|\bmg\b|\d\s?mg\b|\bmcg\b|\bdrugs?\b|\bprescri\w+|\btak(?:es|ing|en)\b|\bNSAIDs?\b|\bopioid\w*"
    r"|\bointment|\bcreams?\b|\bpatch\w*|\banalgesic\w*|\btreat\w+|\butiliz\w+|\buses?\b|\busing\b|\btablets?\b|\bpills?\b"
    r"|\b\w+(?:codone|profen|pentin|oxicam|caine|prazole|tidine|triptyline|methocarbamol|adol|morph\w+)\b",
    "treatments": r"\btreat\w+|\btherap\w+|\bsurg\w+|\binject\w+|\bacupunct\w*|\bchiropract\w*|\bbrac\w+|\bsplint\w*|\bmedic\w+"
    r"|\bunderw\w+|\bstatus\s+post|\bs/p\b|\brepair\w*|\barthroscop\w*|\bfusion|\bTENS\b|\bexercis\w+|\bmassage|\bcast\w*"
    r"|\bmodified\b|\bmodification\w*|\bcrutch\w*|\bblocks?\b|\bablation|\bstimulat\w+|\bcounsel\w+|\bmanage\w+|\b\w+ectomy\b"
    r"|\b\w+plasty\b|\b\w+otomy\b|\bORIF\b|\bimmobiliz\w*|\brest\b|\bice\b|\bheat\b|\bhospital\w*|\brehab\w*|\bdrain\w*",
}  # fmt: skip


def _mentioned(model: type[BaseModel], text: str) -> list[str]:
    return [
        name for name in model.model_fields if name not in _MENTIONS or re.search(_MENTIONS[name], text, re.IGNORECASE)
    ]


@cache
def part_of(model: type[BaseModel], fields: tuple[str, ...]) -> type[BaseModel]:
    """An answer model with some of the fields of another, in that one's order."""
    kept: dict[str, Any] = {
        name: (info.annotation, info) for name, info in model.model_fields.items() if name in fields
    }
    if len(kept) == len(model.model_fields):
        return model
    return create_model(model.__name__, __doc__=model.__doc__, **kept)


def plan_summary(letter: Letter, outline: Outline, draft: Draft) -> Iterator[Question]:
    """Two questions on the case summary: what the worker has and says, and what was found and done."""
    summary = outline.part("summary")
    if summary is None:
        draft.note("summary_missing", "/clinical", Severity.WARNING, "the letter has no clinical case summary")
        return
    told = Section("summary", summary.start, told_until(letter, summary))
    text = letter.verbatim(told.start, told.end)
    if not text:
        return
    for name, model, take, most in (
        ("history", HistoryAnswer, take_history, 500),
        ("workup", WorkupAnswer, take_workup, 700),
    ):
        fields = _mentioned(model, text)
        if fields:
            yield Question(
                ask=name,
                prompt=f"imr/{name}",
                section=told,
                shown=text,
                answer_model=part_of(model, tuple(fields)),
                notes_model=model,
                paths={field: (f"/clinical/{field}",) for field in fields},
                take=take,
                max_tokens=most,
                label="summary",
            )


def take_history(answer: Mapping[str, Any], draft: Draft, question: Question, source: Source) -> None:
    """Put an answer about the history into the draft; only its fields that were asked."""
    section = question.section
    if _GENERIC_INJURY.fullmatch(str(answer.get("mechanism_of_injury") or "").strip(" .")):
        answer = {**answer, "mechanism_of_injury": None}
    _one(answer, "mechanism_of_injury", draft, section, source)
    _many(answer, "diagnoses", draft, section, source)
    _many(answer, "complaints", draft, section, source)
    if answer.get("pain_scores") is not None:
        _pain(answer["pain_scores"], draft, section, source)
    _one(answer, "work_status", draft, section, source)


# Words that say that there was an injury, and not how it came about.
_GENERIC_INJURY = re.compile(
    r"(?:an?\s+|the\s+)?(?:(?:industrial|occupational|work|related|place|cumulative)[\s-]*)*(?:injur(?:y|ies)|accident|claim|trauma)",
    re.IGNORECASE,
)


def take_workup(answer: Mapping[str, Any], draft: Draft, question: Question, source: Source) -> None:
    """Put an answer about examination, studies and treatment into the draft; only its fields that were asked."""
    section = question.section
    _many(answer, "exam_findings", draft, section, source)
    if answer.get("studies") is not None:
        _studies(answer["studies"], draft, section, source)
    if answer.get("medications") is not None:
        _medications(answer["medications"], draft, section, source)
    _many(answer, "treatments", draft, section, source)
    _move_drugs(draft, source)
    _settle_twice_told(draft, section)


_DRUG = re.compile(
    r"(?P<name>[A-Za-z][\w-]*(?:\s+[A-Za-z][\w-]*){0,2})\s+(?P<strength>\d[\d./-]*\s?(?:mg|mcg|%|units?))\b\s*,?\s*(?P<often>.*)",
    re.IGNORECASE | re.DOTALL,
)


def _move_drugs(draft: Draft, source: Source) -> None:
    """A drug with its strength that was taken for a treatment goes to the medications, if it is not there yet."""
    path = "/clinical/treatments"
    for number in reversed(range(len(draft.get(path) or []))):
        span = draft.evidence[f"{path}/{number}"][0]
        drug = _DRUG.fullmatch(span.text)
        if drug is None:
            continue
        draft.remove(path, number)
        held = draft.get("/clinical/medications")
        if held is None:
            held = []
            draft.put("/clinical/medications", held, None, source)
        if any(fold(entry["name"]).text == fold(drug["name"]).text for entry in held):
            continue
        here = f"/clinical/medications/{len(held)}"
        for name, group in (("name", "name"), ("strength", "strength"), ("frequency", "often")):
            found = draft.letter.span(span.start + drug.start(group), span.start + drug.end(group))
            kept = found if found.text and (group != "often" or is_rate(found.text)) else None
            draft.put(f"{here}/{name}", _verbatim(draft, kept), kept, source)


_EMPTY = frozenset({"", "null", "none", "n/a", "na", "unknown", "not stated", "not mentioned", "not provided"})


def said(value: Any) -> str | None:
    """A string of an answer, or None where it says in words that there is nothing ("null", "none", "N/A")."""
    if not isinstance(value, str) or value.strip().strip(".").lower() in _EMPTY:
        return None
    return value


# What is told of an examination, as against what the worker tells.
_EXAMINED = re.compile(
    r"\bexam\w*|\bobjective|\bpalpat\w+|\brange\s+of\s+motion|\breflex\w*|\bsigns?\b|\btests?\b|\bpositive\b|\bnegative\b|\bgait\b",
    re.IGNORECASE,
)


def _settle_twice_told(draft: Draft, section: Section) -> None:
    """A passage taken for two things is one of them. Complaint or finding: its sentence tells which. A diagnosis is no
    drug; a treatment is neither a finding, nor a named drug, nor what is only requested."""
    told = sentences(draft.letter, section)
    for number in reversed(_overlaps(draft, "exam_findings", "complaints")):
        span = draft.evidence[f"/clinical/exam_findings/{number}"][0]
        sentence = next((one for one in told if one.start <= span.start < one.end), span)
        if not _EXAMINED.search(sentence.text):
            draft.remove("/clinical/exam_findings", number)
    for fields in (("complaints", "exam_findings"), ("medications", "diagnoses"), ("treatments", "exam_findings"),
                   ("treatments", "medications")):  # fmt: skip
        for number in reversed(_overlaps(draft, *fields)):
            draft.remove(f"/clinical/{fields[0]}", number)
    requests = [str(item.get("request")) for item in draft.get("/determinations") or []]
    for number, treatment in reversed(list(enumerate(draft.get("/clinical/treatments") or []))):
        if len(treatment.split()) > 2 and any(fold(treatment).text in fold(request).text for request in requests):
            draft.remove("/clinical/treatments", number)


def _overlaps(draft: Draft, field: str, other: str) -> list[int]:
    """The entries of one list of the case summary that share a passage with an entry of another."""

    def spans(name: str) -> list[Span]:
        entries = draft.get(f"/clinical/{name}") or []
        parts = {"medications": "/name", "studies": "/study"}
        return [draft.evidence[f"/clinical/{name}/{index}{parts.get(name, '')}"][0] for index in range(len(entries))]

    others = spans(other)
    return [
        index
        for index, span in enumerate(spans(field))
        if any(span.start < taken.end and taken.start < span.end for taken in others)
    ]


def _one(answer: Mapping[str, Any], field: str, draft: Draft, section: Section, source: Source) -> None:
    if field not in answer:
        return
    path = f"/clinical/{field}"
    span = draft.ground(path, said(answer[field]), section)
    draft.put(path, _verbatim(draft, span), span, source)


# A rating of pain is a field of its own.
_RATED = re.compile(
    r",?\s+(?:which\s+|that\s+)?(?:(?:is|was|are|were)\s+)?rated\b|,?\s+\d+(?:-\d+)?/10\b", re.IGNORECASE
)


def _many(answer: Mapping[str, Any], field: str, draft: Draft, section: Section, source: Source) -> None:
    if answer.get(field) is None:
        return
    path = f"/clinical/{field}"
    draft.put(path, [], None, source)
    at = 0
    taken: set[tuple[int, int]] = set()
    for quote in answer[field]:
        here = f"{path}/{len(draft.get(path))}"
        span = draft.ground(here, said(quote), section, at)
        rated = _RATED.search(span.text) if span and field == "complaints" else None
        if span and rated:
            span = draft.letter.span(span.start, span.start + rated.start())
        if span is None or (span.start, span.end) in taken:
            continue
        taken.add((span.start, span.end))
        at = span.end
        draft.put(here, _verbatim(draft, span), span, source)


def _verbatim(draft: Draft, span: Span | None) -> str | None:
    return draft.letter.verbatim(span.start, span.end) if span else None


def _pain(entries: list[Mapping[str, Any]], draft: Draft, section: Section, source: Source) -> None:
    path = "/clinical/pain_scores"
    draft.put(path, [], None, source)
    at = 0
    for entry in entries:
        here = f"{path}/{len(draft.get(path))}"
        span = draft.ground(here, said(entry.get("rating")), section, at)
        rating = read_rating(span.text) if span else None
        if span is None or rating is None:
            continue
        at = span.end
        context = said(entry.get("context"))
        told = draft.ground(f"{here}/context", context, _sentence_of(draft.letter, section, span)) if context else None
        low, high = rating
        draft.put(here, {"low": low, "high": high, "context": _verbatim(draft, told)}, span, source)
        draft.put(f"{here}/low", low, span, source)
        draft.put(f"{here}/high", high, span, source)
        draft.put(f"{here}/context", _verbatim(draft, told), told, source)


def _sentence_of(letter: Letter, section: Section, span: Span) -> Section:
    """The sentence in which a passage stands, with the one before it."""
    found = sentences(letter, section)
    index = next((i for i, sentence in enumerate(found) if sentence.start <= span.start < sentence.end), None)
    if index is None:
        return section
    return Section(section.name, found[max(index - 1, 0)].start, found[index].end)


def _studies(entries: list[Mapping[str, Any]], draft: Draft, section: Section, source: Source) -> None:
    path = "/clinical/studies"
    draft.put(path, [], None, source)
    at = 0
    for entry in entries:
        here = f"{path}/{len(draft.get(path))}"
        span = draft.ground(f"{here}/study", said(entry.get("study")), section, at)
        if span is None:
            continue
        at = span.end
        near = Section(section.name, max(section.start, span.start - 250), min(section.end, span.end + 700))
        date = draft.ground(f"{here}/date", said(entry.get("date")), near)
        day = read_date(date.text) if date else None
        finding = draft.ground(f"{here}/finding", said(entry.get("finding")), near)
        draft.put(f"{here}/study", _verbatim(draft, span), span, source)
        draft.put(f"{here}/date", day.isoformat() if day else None, date if day else None, source)
        draft.put(f"{here}/finding", _verbatim(draft, finding), finding, source)


# What small models take for drugs: other treatment, and words for drugs that name none.
_NO_DRUG = re.compile(
    r"\btherap(?:y|ies)\b|\brestrict\w+|\bmodif\w+|\bsplint\w*|\bbrac(?:e|es|ing)\b|\bsurg\w+|\bexercis\w+|\binjection\w*|\bacupunct\w+"
    r"|\bchiropract\w+|\bcrutch\w*|\bstud(?:y|ies)\b|\bimaging\b|\bMRI\b|\bx-?rays?\b|^(?:oral\s+|pain\s+|current\s+)?medications?$|^drugs?$|\bsessions?\b"
    r"|\bvisits?\b|\brest\b|^ice$|^heat$|\bsling\b|\bboot\b|\bTENS\b",
    re.IGNORECASE,
)


def _medications(entries: list[Mapping[str, Any]], draft: Draft, section: Section, source: Source) -> None:
    path = "/clinical/medications"
    draft.put(path, [], None, source)
    at = 0
    for entry in entries:
        here = f"{path}/{len(draft.get(path))}"
        name = said(entry.get("name"))
        if name and _NO_DRUG.search(name):
            continue
        span = draft.ground(f"{here}/name", name, section, at)
        if span is None:
            continue
        at = span.end
        near = Section(section.name, span.start, min(section.end, span.end + 200))
        given, often = said(entry.get("strength")), said(entry.get("frequency"))
        # A count such as "#30" is neither; code empties what cannot be a strength or a rate.
        strength = draft.ground(f"{here}/strength", given, near) if given and is_strength(given) else None
        frequency = draft.ground(f"{here}/frequency", often, near) if often and is_rate(often) else None
        draft.put(f"{here}/name", _verbatim(draft, span), span, source)
        draft.put(f"{here}/strength", _verbatim(draft, strength), strength, source)
        draft.put(f"{here}/frequency", _verbatim(draft, frequency), frequency, source)


# The items


class UpheldReason(BaseModel):
    reason: Literal[tuple(sorted(UPHOLDING, key=list(Basis).index))]  # type: ignore[valid-type]
    sentence: int


class OverturnedReason(BaseModel):
    reason: Literal[tuple(sorted(OVERTURNING, key=list(Basis).index))]  # type: ignore[valid-type]
    sentence: int


_BASIS = "why the reviewer decided so: 1 or 2 reasons, each with the number of the sentence that says it"


class ItemAnswer(BaseModel):
    """What is asked about an item whose decision is not known."""

    service: Quote = Field(description=_note(Determination, "service"))
    body_parts: list[Quote] = Field(max_length=6, description=_note(Determination, "body_parts"))
    strength: Quote | None = Field(description=_note(Determination, "strength") + "; else null")
    quantity: Quote | None = Field(description="how many units are in dispute, as printed; else null")
    frequency: Quote | None = Field(description=_note(Determination, "frequency") + "; else null")
    category: Category = Field(description=_note(Determination, "category"))
    basis: list[UpheldReason | OverturnedReason] = Field(max_length=2, description=_BASIS)


# What of a heading is asked only where code could not read it for certain.
_OF_HEADINGS = ("service", "body_parts", "strength", "quantity", "frequency", "category")


def plan_items(letter: Letter, outline: Outline, draft: Draft) -> Iterator[Question]:
    """One question an item: its heading's words, the category, and the reasons by sentence number."""
    for number, item in enumerate(outline.all("item")):
        request = item.part("request")
        if request is None:
            continue
        disputed = portions(letter, request).disputed
        rationale = item.part("rationale")
        path = f"/determinations/{number}"
        fields = [name for name in _OF_HEADINGS if not draft.filled(f"{path}/{name}")]
        if rationale:
            fields.append("basis")
        if not fields:
            continue
        told = numbered(letter, rationale) if rationale else ""
        yield Question(
            ask="item",
            prompt="imr/item",
            section=disputed,
            shown=letter.verbatim(disputed.start, disputed.end),
            details={"decision": str(draft.get(f"{path}/decision") or "not stated"), "rationale": told},
            answer_model=part_of(_item_model(draft.get(f"{path}/decision")), tuple(fields)),
            notes_model=ItemAnswer,
            paths={name: (f"{path}/{name}",) for name in fields},
            take=_take_item(path, rationale),
            max_tokens=250,
            label=f"item {number + 1}",
        )


@cache
def _item_model(decision: str | None) -> type[BaseModel]:
    """The answer model that offers only the reasons that fit the decision."""
    reasons: Any = {"upheld": list[UpheldReason], "overturned": list[OverturnedReason]}.get(decision or "")
    if reasons is None:
        return ItemAnswer
    return create_model("ItemAnswer", __base__=ItemAnswer, basis=(reasons, Field(max_length=2, description=_BASIS)))


def _take_item(path: str, rationale: Section | None) -> Any:
    def take(answer: Mapping[str, Any], draft: Draft, question: Question, source: Source) -> None:
        letter, section = draft.letter, question.section
        if "service" in answer:
            span = _service(said(answer["service"]), draft, section)
            draft.put(f"{path}/service", _verbatim(draft, span), span, source)
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
        if span and _verbatim(draft, span) not in draft.get(f"{path}/body_parts"):
            at = span.end
            draft.put(here, _verbatim(draft, span), span, source)


def _plainly(answer: Mapping[str, Any], path: str, draft: Draft, section: Section, source: Source) -> None:
    """Strength, quantity and frequency: only as far as a plain reading of the heading sees such a thing there too."""
    plain = plain_reading(draft.letter, section)
    if "strength" in answer:
        given = said(answer["strength"])
        # Of a compound each part has a strength; what joins several is none.
        one = next((span for span in plain.strengths if given and fold(span.text).text == fold(given).text), None)
        draft.put(f"{path}/strength", _verbatim(draft, one), one, source)
    if "frequency" in answer:
        given = said(answer["frequency"])
        span = draft.ground(f"{path}/frequency", given, section) if given and is_rate(given) else None
        draft.put(f"{path}/frequency", _verbatim(draft, span), span, source)
    if "quantity" in answer:
        span = draft.ground(f"{path}/quantity", said(answer["quantity"]), section)
        inside = [
            (number, place) for number, place in plain.counts if span and span.start <= place.start and place.end <= span.end
        ]  # fmt: skip
        number = inside[0][0] if inside else None
        whole = int(number) if number is not None and number.is_integer() else number
        draft.put(f"{path}/quantity", whole, inside[0][1] if inside else None, source)


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


ASKS = (Ask("summary", plan_summary), Ask("items", plan_items))
