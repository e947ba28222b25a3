"""What an IMR letter prints behind labels, read by code. Not certain means nothing: then the model is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kind import Reader, Reading
from structurer.kinds.imr.credentials import read_credentials
from structurer.kinds.medical.dates import DateLabels, dated, labelled_dates
from structurer.kinds.medical.documents import read_documents
from structurer.kinds.medical.guidelines import read_guidelines
from structurer.kinds.medical.heading.requests import read_request
from structurer.kinds.medical.rationale.conclusion import conclusion, conclusions
from structurer.kinds.medical.rationale.reasons import reasons
from structurer.kinds.medical.summary import read_summary
from structurer.kinds.medical.worker import injury_date, read_worker
from structurer.letter import Letter
from structurer.regex import regex
from structurer.sections import Outline, Section

# The header

_CASE_NUMBER = regex(r"\bCase\s+(?:Number|No\.?)\s*:?\s*(?P<value>CM\s?\d\d\s?-\s?\d{5,8})", re.IGNORECASE)
_DATE_LABELS = {
    "/case/date_assigned": r"Date\s+Assigned|Assignment\s+Date|Assigned\s+Date",
    "/case/date_of_injury": r"Date\s+of\s+Injur(?:y|ies)|Injury\s+Date",
    "/case/decision_date": r"Decision\s+Date|Date\s+of\s+Decision|(?<=\n)\s*Dated|^\s*Dated",
    "/case/ur_denial_date": r"(?:UR|Utilization\s+Review)\s+(?:Denial|Decision|Determination)\s+Date|Date\s+of\s+(?:UR|Utilization\s+Review)\s+(?:Decision|Denial|Determination)",
    "/case/application_received": r"(?:IMR\s+)?Application\s+Received(?:\s+Date)?|Received\s+Date|Date\s+Application\s+Received",
}
_ANY_LABEL = DateLabels(
    _DATE_LABELS,
    r"(?:Request|RFA|UR|Records?|Documents?)\s+Received(?:\s+Date)?|Priority|Case\s+Number|Employee|Claim\s+Number|Provider(?:\s+Name)?|Treatment\(s\)[^:\n]*",
)
_PRIORITY = regex(r"\bPriority\s*:\s*(?P<value>Standard|Expedited)\b", re.IGNORECASE)
# Dates told in sentences, in the oldest form.
_IN_PROSE = {
    "/case/application_received": regex(
        r"application\s+for\s+independent\s+medical\s+review\s+(?:\w+\s+){0,3}?(?:filed|received|submitted)\s+(?:\w+\s+){0,2}?on\s+",
        re.IGNORECASE,
    ),
    "/case/ur_denial_date": regex(
        r"utilization\s+review\s+(?:denial|decision|determination)(?:\s+(?:letter|notice))?\s+(?:dated|of|on|was\s+issued\s+on|issued\s+on)\s+",
        re.IGNORECASE,
    ),
    "/case/date_assigned": regex(
        r"(?:was|were|been)\s+assigned\s+(?:to\s+[^.]{0,60}?\s+)?on\s+|Notice\s+of\s+Assignment\b[^.]{0,120}?\bon\s+"
        r"|\bOn\s+(?=[^;:]{6,20}?,?\s+(?:an?|the)\s+Notice\s+of\s+Assignment\b)",
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
    return labelled_dates(letter, header, _ANY_LABEL)


def _dates_in_prose(letter: Letter, outline: Outline) -> Iterator[Reading]:
    end = next((part.start for part in outline.parts if part.name in ("summary", "item")), 0)
    for path, lead in _IN_PROSE.items():
        match = lead.search(letter.text, 0, end)
        found = dated(letter, path, match.end(), match.end() + 30) if match else None
        if found:
            yield found


def read_date_of_injury(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """The date of injury from the summary, where the letter has no header for it."""
    summary = outline.part("summary")
    if summary is not None and next(iter(_header_date_of_injury(letter, outline)), None) is None:
        told = injury_date(letter, summary, "/case/date_of_injury")
        if told:
            yield told


def _header_date_of_injury(letter: Letter, outline: Outline) -> Iterator[Reading]:
    header = outline.part("header")
    if header:
        yield from (read for read in _labelled_dates(letter, header) if read.path == "/case/date_of_injury")


# The items

_DENIES = regex(
    r"\bnot|n[’']t\b|\bcannot\b|\bno\b|\bnever\b|\bneither\b|\bnor\b|\bnon\b|\black|\bwithout\b|\babsence\b|unmedic|unnecess"
)
_DECISIONS = {"upheld": "upheld", "overturned": "overturned"}


def read_items(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """Heading, decision, guidelines, rationale and conclusion of each item, and what its heading prints for certain."""
    for number, item in enumerate(outline.all("item")):
        path = f"/determinations/{number}"
        yield from read_request(letter, item, path)
        yield from _decision(letter, item, path)
        for part, name in (
            ("claims_administrator_guideline", "claims_administrator_guidelines"),
            ("reviewer_guideline", "reviewer_guidelines"),
        ):
            block = item.part(part)
            if block:
                yield from read_guidelines(letter, block, f"{path}/{name}")
        rationale = item.part("rationale")
        if rationale:
            span = letter.span(rationale.start, rationale.end)
            yield Reading(f"{path}/rationale", letter.verbatim(rationale.start, rationale.end), span)
            concluded = conclusion(letter, rationale)
            if concluded:
                yield Reading(f"{path}/medically_necessary", concluded.necessary, concluded.span)


def _decision(letter: Letter, item: Section, path: str) -> Iterator[Reading]:
    word = item.part("decision")
    if word is None:
        return
    decision = decision_of(letter, item)
    if decision:
        yield Reading(f"{path}/decision", decision, letter.span(word.start, word.end))


def decision_of(letter: Letter, item: Section) -> str | None:
    """The decision that an item's word or sentence says: `upheld`, `overturned`, or None where it says neither."""
    word, rationale = item.part("decision"), item.part("rationale")
    if word is None:
        return None
    # In a form without decision words the conclusion decides.
    for one in conclusions(letter, rationale) if rationale else ():
        if (one.span.start, one.span.end) == (word.start, word.end):
            return "overturned" if one.necessary else "upheld"
    said = letter.verbatim(word.start, word.end).lower()
    if said in _DECISIONS:
        return _DECISIONS[said]
    if "necess" in said:
        return "upheld" if _DENIES.search(said) else "overturned"
    return None


def read_reasons(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """Why each item was decided so, where its rationale says it in known turns of phrase."""
    for number, item in enumerate(outline.all("item")):
        rationale, decided = item.part("rationale"), decision_of(letter, item)
        if rationale is None or decided is None:
            continue
        overturned, path = decided == "overturned", f"/determinations/{number}/basis"
        concluded = conclusion(letter, rationale)
        if concluded and concluded.necessary != overturned:  # what argues for the other decision gives no reason
            yield Reading(path, [])
            continue
        given = reasons(letter, rationale, overturned, item.part("request"))
        if given:
            yield Reading(path, [])
            for index, (reason, sentence) in enumerate(given):
                yield Reading(f"{path}/{index}", str(reason), sentence)


READERS = (
    Reader("header", read_header),
    Reader("credentials", read_credentials),
    Reader("worker", read_worker),
    Reader("date_of_injury", read_date_of_injury),
    Reader("items", read_items),
    Reader("documents", read_documents),
    Reader("summary", read_summary, prose=True),
    Reader("reasons", read_reasons, prose=True),
)
