"""What a utilization review letter prints behind labels, read by code. Not certain means nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.interpret import read_number
from structurer.kind import Reader, Reading
from structurer.kinds.medical.citation import listed
from structurer.kinds.medical.citing import cited_by_name
from structurer.kinds.medical.heading.requests import read_request
from structurer.kinds.medical.rationale.reasons import reasons
from structurer.kinds.medical.stretch import text_of
from structurer.kinds.medical.summary import read_summary
from structurer.kinds.medical.worker import injury_date, read_worker
from structurer.kinds.ur.credentials import read_credentials
from structurer.kinds.ur.decisions import decision_of
from structurer.kinds.ur.documents import read_documents
from structurer.kinds.ur.head import read_claim, read_imr_application, read_requester
from structurer.kinds.ur.record import Decision, Deferral
from structurer.letter import Letter
from structurer.regex import regex
from structurer.result import Span
from structurer.sections import Outline, Section

_COUNT = regex(r"\s*#?(?P<count>\d+(?:\.\d+)?)\s*(?P<unit>[a-z]*)", re.IGNORECASE)
_PERIOD = regex(r"(?:day|week|month|year)s?", re.IGNORECASE)


def read_items(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """Request, decision, what was approved instead, guidelines and rationale of each item."""
    for number, item in enumerate(outline.all("item")):
        path = f"/determinations/{number}"
        yield from _request(letter, item, path)
        word = item.part("decision")
        decision = decision_of(letter.text[word.start : word.end]) if word else None
        if word and decision:
            yield Reading(f"{path}/decision", decision.value, letter.span(word.start, word.end))
        instead = _span(letter, item.part("authorized"))
        yield Reading(f"{path}/authorized", text_of(letter, instead), instead)
        guideline = item.part("guideline")
        cited = cited_by_name(letter, guideline) if guideline else []
        if guideline and cited:
            yield from listed(letter, cited, guideline, f"{path}/guidelines")
        rationale = _span(letter, item.part("rationale"))
        if rationale:
            yield Reading(f"{path}/rationale", text_of(letter, rationale), rationale)
        if decision is Decision.DEFERRED:
            yield from _deferral(letter, item, path)


def _span(letter: Letter, part: Section | None) -> Span | None:
    return letter.span(part.start, part.end) if part else None


def _request(letter: Letter, item: Section, path: str) -> Iterator[Reading]:
    """What the request prints for certain; a quantity in a column of its own goes before one in the request."""
    column = item.part("quantity")
    counted = _COUNT.fullmatch(letter.text[column.start : column.end].strip()) if column else None
    for reading in read_request(letter, item, path):
        if column and counted and reading.path in (f"{path}/quantity", f"{path}/frequency"):
            period = bool(_PERIOD.fullmatch(counted["unit"]))
            if reading.path == f"{path}/frequency" and period:
                yield Reading(reading.path, letter.verbatim(column.start, column.end), _span(letter, column))
                continue
            if reading.path == f"{path}/quantity" and not period:
                yield Reading(reading.path, read_number(counted["count"]), _span(letter, column))
                continue
        yield reading


_DEFERRALS = (
    (Deferral.LIABILITY_DISPUTED, r"disput\w+\s+(?:the\s+|its\s+)?liab\w+|liability\b[^.]{0,60}?\bdisput\w+|(?:liability|claim|body\s+part|injury)\b[^.]{0,60}?\bdenied\b|not\s+accepted\s+as\s+industrial"),
    (Deferral.EXAMINATION_AWAITED, r"\b(?:additional\s+)?(?:examination|test)s?\b[^.]{0,60}?\b(?:ordered|required|needed|awaited|pending|result)"),
    (Deferral.CONSULTATION_AWAITED, r"\b(?:consultation|expert\s+review)\w*\b[^.]{0,60}?\b(?:required|needed|awaited|pending)"),
    (Deferral.INFORMATION_AWAITED, r"\b(?:information|records?|reports?|documentation)\b[^.]{0,80}?\b(?:requested|not\s+(?:yet\s+)?(?:been\s+)?(?:received|provided)|awaited|pending|needed|required)"),
)  # fmt: skip


def _deferral(letter: Letter, item: Section, path: str) -> Iterator[Reading]:
    rationale = item.part("rationale")
    if rationale is None:
        return
    for deferral, words in _DEFERRALS:
        match = regex(words, re.IGNORECASE).search(letter.text, rationale.start, rationale.end)
        if match:
            yield Reading(f"{path}/deferral", deferral.value, letter.span(*match.span()))
            return


def read_date_of_injury(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """The date of injury from the summary, where the head of the letter has none."""
    summary = outline.part("summary")
    if summary and not any(reading.path == "/claim/date_of_injury" for reading in read_claim(letter, outline)):
        told = injury_date(letter, summary, "/claim/date_of_injury")
        if told:
            yield told


def read_reasons(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """Why each item was decided so, where its rationale says it in known turns of phrase."""
    for number, item in enumerate(outline.all("item")):
        rationale, word = item.part("rationale"), item.part("decision")
        decision = decision_of(letter.text[word.start : word.end]) if word else None
        if rationale is None or decision is None or decision is Decision.DEFERRED:
            continue
        given = reasons(letter, rationale, decision is Decision.APPROVED, item.part("request"))
        if given:
            path = f"/determinations/{number}/basis"
            yield Reading(path, [])
            for index, (reason, sentence) in enumerate(given):
                yield Reading(f"{path}/{index}", str(reason), sentence)


READERS = (
    Reader("claim", read_claim),
    Reader("requester", read_requester),
    Reader("credentials", read_credentials),
    Reader("worker", read_worker),
    Reader("date_of_injury", read_date_of_injury),
    Reader("items", read_items),
    Reader("documents", read_documents),
    Reader("imr_application", read_imr_application),
    Reader("summary", read_summary, prose=True),
    Reader("reasons", read_reasons, prose=True),
)
