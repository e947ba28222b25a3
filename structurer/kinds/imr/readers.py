"""What an IMR letter prints behind labels, read by code. Not certain means nothing: then the model is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.interpret import DATE, date_of
from structurer.kind import Reader, Reading
from structurer.kinds.imr.conclusion import conclusion
from structurer.kinds.imr.credentials import read_credentials
from structurer.kinds.imr.guidelines import citations
from structurer.kinds.imr.headings import Plain, plain_reading, portions, retrospective, service_dates
from structurer.kinds.imr.reasons import reasons
from structurer.kinds.imr.services import body_parts, is_name, is_plain, plain_service, settled_category
from structurer.kinds.imr.summary import read_summary
from structurer.letter import Letter
from structurer.result import Span
from structurer.sections import Outline, Section, reaches

# The header

_CASE_NUMBER = re.compile(r"\bCase\s+(?:Number|No\.?)\s*:?\s*(?P<value>CM\s?\d\d\s?-\s?\d{5,8})", re.IGNORECASE)
_DATE_LABELS = {
    "/case/date_assigned": r"Date\s+Assigned|Assignment\s+Date|Assigned\s+Date",
    "/case/date_of_injury": r"Date\s+of\s+Injur(?:y|ies)|Injury\s+Date",
    "/case/decision_date": r"Decision\s+Date|Date\s+of\s+Decision|(?<=\n)\s*Dated|^\s*Dated",
    "/case/ur_denial_date": r"UR\s+Denial\s+Date|Date\s+of\s+(?:UR|Utilization\s+Review)\s+(?:Decision|Denial)",
    "/case/application_received": r"(?:IMR\s+)?Application\s+Received(?:\s+Date)?|Received\s+Date|Date\s+Application\s+Received",
}
_ANY_LABEL = re.compile(
    "|".join(rf"(?P<l{index}>{pattern})" for index, pattern in enumerate(_DATE_LABELS.values()))
    + r"|(?P<other>Priority|Case\s+Number|Employee|Claim\s+Number|Provider(?:\s+Name)?|Treatment\(s\)[^:\n]*)",
    re.IGNORECASE,
)
_PRIORITY = re.compile(r"\bPriority\s*:\s*(?P<value>Standard|Expedited)\b", re.IGNORECASE)
# Dates told in sentences, in the oldest form.
_IN_PROSE = {
    "/case/application_received": re.compile(
        r"application\s+for\s+independent\s+medical\s+review\s+(?:\w+\s+){0,3}?(?:filed|received|submitted)\s+(?:\w+\s+){0,2}?on\s+",
        re.IGNORECASE,
    ),
    "/case/ur_denial_date": re.compile(
        r"utilization\s+review\s+(?:denial|decision|determination)(?:\s+(?:letter|notice))?\s+(?:dated|of|on|was\s+issued\s+on|issued\s+on)\s+",
        re.IGNORECASE,
    ),
    "/case/date_assigned": re.compile(
        r"(?:was|were|been)\s+assigned\s+(?:to\s+[^.]{0,60}?\s+)?on\s+|Notice\s+of\s+Assignment\b[^.]{0,120}?\bon\s+",
        re.IGNORECASE,
    ),
}


def read_header(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """Case number, dates and priority, from labels; in the oldest form some dates from standing sentences."""
    header = outline.part("header")
    if header is None:
        return
    text = letter.text
    number = _CASE_NUMBER.search(text, header.start, header.end)
    if number:
        yield Reading("/case/case_number", letter.verbatim(*number.span("value")), letter.span(*number.span("value")))
    priority = _PRIORITY.search(text, header.start, header.end)
    if priority:
        yield Reading("/case/priority", priority["value"].lower(), letter.span(*priority.span("value")))
    read: set[str] = set()
    for reading in [*_labelled_dates(letter, header), *_dates_in_prose(letter, outline)]:
        if reading.path not in read:
            read.add(reading.path)
            yield reading


def _labelled_dates(letter: Letter, header: Section) -> Iterator[Reading]:
    labels = [
        (match, next((path for index, path in enumerate(_DATE_LABELS) if match[f"l{index}"]), ""))
        for match in _ANY_LABEL.finditer(letter.text, header.start, header.end)
        if re.match(r"\s*:", letter.text[match.end() : match.end() + 4])
    ]
    for (label, path), following in zip(
        labels, reaches([label.start() for label, _ in labels], header.end), strict=True
    ):
        found = _dated(letter, path, label.end(), min(following, label.end() + 60)) if path else None
        if found:
            yield found


def _dates_in_prose(letter: Letter, outline: Outline) -> Iterator[Reading]:
    end = next((part.start for part in outline.parts if part.name in ("summary", "item")), 0)
    for path, lead in _IN_PROSE.items():
        match = lead.search(letter.text, 0, end)
        found = _dated(letter, path, match.end(), match.end() + 30) if match else None
        if found:
            yield found


def _dated(letter: Letter, path: str, start: int, end: int) -> Reading | None:
    match = DATE.search(letter.text, start, end)
    day = date_of(match) if match else None
    return Reading(path, day.isoformat(), letter.span(*match.span())) if match and day else None


# The case summary's first facts

_AGE = re.compile(
    r"(?<![\d.-])(?P<age>\d{1,3})[\s-]*(?:years?|yrs?|y)[\s-]*(?:olds?|o)\b"
    r"|(?<![\d.-])(?P<yo>\d{1,3})[\s-]*y/?o\b|\b(?:aged?|age\s+of)\s+(?P<aged>\d{1,3})\b(?!\s*(?:weeks|months|days))",
    re.IGNORECASE,
)
_SEX = re.compile(r"\b(?:(?P<male>male|man|gentleman)|(?P<female>female|woman|lady))\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:(?P<male>he|his|him|himself)|(?P<female>she|hers?|herself))\b", re.IGNORECASE)
_INJURY_DATE = re.compile(
    r"\b(?:date\s+of\s+(?:the\s+)?injury|DOI|date\s+of\s+loss)\b[^.\d]{0,25}|\b(?:injur(?:y|ies|ed)|claim|accident|incident)"
    r"\s+(?:\w+\s+){0,4}?(?:on|of|from|dated)\s+",
    re.IGNORECASE,
)


def read_worker(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """Age and sex, where the summary says one thing; the date of injury, where the letter has no header for it."""
    summary = outline.part("summary")
    if summary is None:
        return
    ages = [
        (int(match["age"] or match["yo"] or match["aged"]), letter.span(*match.span()))
        for match in _AGE.finditer(letter.text, summary.start, summary.end)
    ]
    if ages and ages[0][0] <= 110:
        yield Reading("/worker/age", ages[0][0], ages[0][1])
    yield from _sex(letter, summary, ages[0][1] if ages else None)
    if next(iter(_header_date_of_injury(letter, outline)), None) is None:
        for lead in _INJURY_DATE.finditer(letter.text, summary.start, summary.end):
            match = DATE.match(letter.text, lead.end(), summary.end)
            day = date_of(match) if match else None
            if match and day:
                yield Reading("/case/date_of_injury", day.isoformat(), letter.span(*match.span()))
                return


def _header_date_of_injury(letter: Letter, outline: Outline) -> Iterator[Reading]:
    header = outline.part("header")
    if header:
        yield from (read for read in _labelled_dates(letter, header) if read.path == "/case/date_of_injury")


def _sex(letter: Letter, summary: Section, age: Span | None) -> Iterator[Reading]:
    """The word beside the age; else the only one there is; else the only pronoun there is."""
    words = list(_SEX.finditer(letter.text, summary.start, summary.end))
    beside = [match for match in words if age and 0 <= match.start() - age.end <= 40]
    for matches in (beside, words, list(_PRONOUN.finditer(letter.text, summary.start, summary.end))):
        said = {"male" if match["male"] else "female" for match in matches}
        if len(said) == 1 or (matches is beside and beside):
            first = matches[0]
            yield Reading("/worker/sex", "male" if first["male"] else "female", letter.span(*first.span()))
            return
        if said:
            return


# The items

_DECISIONS = {"upheld": "upheld", "overturned": "overturned"}


def read_items(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """Heading, decision, guidelines, rationale and conclusion of each item, and what its heading prints for certain."""
    for number, item in enumerate(outline.all("item")):
        path = f"/determinations/{number}"
        yield from _heading(letter, item, path)
        yield from _decision(letter, item, path)
        for part, name in (
            ("claims_administrator_guideline", "claims_administrator_guidelines"),
            ("reviewer_guideline", "reviewer_guidelines"),
        ):
            block = item.part(part)
            if block:
                yield from _guidelines(letter, block, f"{path}/{name}")
        rationale = item.part("rationale")
        if rationale:
            span = letter.span(rationale.start, rationale.end)
            yield Reading(f"{path}/rationale", letter.verbatim(rationale.start, rationale.end), span)
            concluded = conclusion(letter, rationale)
            if concluded:
                yield Reading(f"{path}/medically_necessary", concluded.necessary, concluded.span)


def _heading(letter: Letter, item: Section, path: str) -> Iterator[Reading]:
    request = item.part("request")
    if request is None:
        return
    yield Reading(
        f"{path}/request", letter.verbatim(request.start, request.end), letter.span(request.start, request.end)
    )
    parts = portions(letter, request)
    yield Reading(f"{path}/authorized", _text(letter, parts.authorized), parts.authorized)
    retro = retrospective(letter, request)
    yield Reading(f"{path}/retrospective", retro is not None, retro)
    days = service_dates(letter, request)
    yield Reading(f"{path}/date_of_service", days[0][0] if days else None, days[0][1] if days else None)
    plain = plain_reading(letter, parts.disputed)
    # Each part of a compound has a strength of its own; the compound has none.
    one = plain.strength if len(plain.strengths) <= 1 else None
    yield Reading(f"{path}/strength", _text(letter, one), one)
    if not plain.counts or plain.count:
        count, span = plain.count or (None, None)
        yield Reading(f"{path}/quantity", int(count) if count is not None and count.is_integer() else count, span)
    if not plain.rates:
        yield Reading(f"{path}/frequency", None)
    elif plain.rate:
        first, last = plain.rate
        span = letter.span(first.start, last.end)
        yield Reading(f"{path}/frequency", _text(letter, span), span)

    yield from _service(letter, parts.disputed, plain, path)


def _service(letter: Letter, disputed: Section, plain: Plain, path: str) -> Iterator[Reading]:
    parts = body_parts(letter, disputed)
    if not parts:
        yield Reading(f"{path}/body_parts", [])
    for number, span in enumerate(parts):
        yield Reading(f"{path}/body_parts/{number}", letter.verbatim(span.start, span.end), span)
    service = plain_service(letter, disputed, plain)
    strength = plain.strength.text if plain.strength else ""
    category = settled_category(f"{service.text} {strength}") if service else None
    whole = letter.span(disputed.start, disputed.end)
    if service is None or not (is_plain(letter, disputed, service, plain) or (category and is_name(service.text))):
        settled = settled_category(whole.text)
        if settled:
            yield Reading(f"{path}/category", settled.value, whole)
        return
    yield Reading(f"{path}/service", letter.verbatim(service.start, service.end), service)
    settled = category or settled_category(whole.text)
    if settled:
        yield Reading(f"{path}/category", settled.value, service if category else whole)


def _text(letter: Letter, span: Span | None) -> str | None:
    return letter.verbatim(span.start, span.end) if span else None


def _decision(letter: Letter, item: Section, path: str) -> Iterator[Reading]:
    word = item.part("decision")
    if word is None:
        return
    decision = decision_of(letter, word)
    if decision:
        yield Reading(f"{path}/decision", decision, letter.span(word.start, word.end))


def decision_of(letter: Letter, word: Section) -> str | None:
    """The decision that an item's word or sentence says: `upheld`, `overturned`, or None where it says neither."""
    said = letter.verbatim(word.start, word.end).lower()
    if said in _DECISIONS:
        return _DECISIONS[said]
    if "necessary" in said:
        return "upheld" if re.search(r"\bnot", said) else "overturned"
    return None


def _guidelines(letter: Letter, block: Section, path: str) -> Iterator[Reading]:
    cited = citations(letter, block)
    if cited is None:
        return
    if not cited:
        yield Reading(path, [], letter.span(block.start, block.end))
    for number, citation in enumerate(cited):
        here = f"{path}/{number}"
        yield Reading(f"{here}/source", citation.source, citation.whole)
        yield Reading(f"{here}/title", _text(letter, citation.title), citation.title)
        for name, spans in (("sections", citation.sections), ("pages", citation.pages)):
            if not spans:
                yield Reading(f"{here}/{name}", [])
            for index, span in enumerate(spans):
                yield Reading(f"{here}/{name}/{index}", letter.verbatim(span.start, span.end), span)


# Documents reviewed

_BULLET = re.compile(r"^[\s•·▪*o\uf0b7-]*(?:\(?\d{1,3}[.)]\s+)?")


def read_documents(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """The documents reviewed, one a line or a bullet, in the layouts that list them."""
    part = outline.part("documents")
    if part is None:
        return
    entries = [
        letter.span(part.start + match.start(), part.start + match.end())
        for match in re.finditer(
            r"(?:[^\n]*\S[^\n]*)(?:\n(?![ \t]*(?:[•·▪*\uf0b7-]|\(?\d{1,3}[.)]\s|\n|[A-Z]))[^\n]*\S[^\n]*)*",
            letter.text[part.start : part.end],
        )
    ]
    number = 0
    for entry in entries:
        bullet = _BULLET.match(entry.text)
        span = letter.span(entry.start + (bullet.end() if bullet else 0), entry.end)
        if span.text:
            yield Reading(f"/documents_reviewed/{number}", letter.verbatim(span.start, span.end), span)
            number += 1


def read_reasons(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """Why each item was decided so, where its rationale says it in known turns of phrase."""
    for number, item in enumerate(outline.all("item")):
        rationale, word = item.part("rationale"), item.part("decision")
        decided = decision_of(letter, word) if word else None
        given = reasons(letter, rationale, decided == "overturned") if rationale and decided else []
        if given:
            path = f"/determinations/{number}/basis"
            yield Reading(path, [])
            for index, (reason, sentence) in enumerate(given):
                yield Reading(f"{path}/{index}", str(reason), sentence)


READERS = (
    Reader("header", read_header),
    Reader("credentials", read_credentials),
    Reader("worker", read_worker),
    Reader("items", read_items),
    Reader("documents", read_documents),
    Reader("summary", read_summary, prose=True),
    Reader("reasons", read_reasons, prose=True),
)
