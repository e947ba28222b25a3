"""The head of a utilization review letter: claim, dates, and who asked; and the worker's time to apply for an IMR."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.interpret import DATE, date_of, read_number
from structurer.kind import Reading
from structurer.kinds.medical.credentials import entries, listed
from structurer.kinds.ur.credentials import MEDICINE
from structurer.letter import Letter
from structurer.regex import regex
from structurer.sections import Outline, Section

# What may stand between a label and its value: a colon, the end of the line where cells stand one below the other.
_TO = r"\s*(?::|\bon\b:?|\#:?)?[ \t]*(?:\r?\n)?[ \t]*"
_CLAIM = regex(
    r"\bclaim(?:\s+(?:number|no\.?|id))?\s*(?::|\#:?|\r?\n|(?<=\bno\.)|(?<=\bnumber))[ \t]*(?:\r?\n)?[ \t]*(?P<value>[A-Z0-9][A-Z0-9-]*(?:[ ][\d-]+)?)(?=\s|\Z)",
    re.IGNORECASE,
)
_RECEIVED = r"(?:(?:date\s+)?(?:RFA|referral|request(?:\s+for\s+authorization)?)\s+(?:received|rec['’]d)|date\s+(?:RFA|request|referral)?\s*received|(?<![a-z][ \t])received(?:\s+date)?)"
_DECIDED = r"(?:decided(?=\s*:)|decision\s+(?:date|issued)|determination\s+date|date\s+of\s+(?:decision|determination)|date\s+(?:decided|issued))"
_INJURED = r"(?:(?:claimed\s+)?date\s+of\s+(?:injury|loss)|(?:injury|loss)\s+date|DOI|D/I)"
_LABELS = {
    "/claim/date_of_injury": _INJURED,
    "/claim/request_received": _RECEIVED,
    "/claim/decision_date": _DECIDED,
}
_RECEIVED_IN_PROSE = regex(
    r"\brequest(?:\s+for\s+authorization)?\b[^.]{0,60}?\b(?:reached\s+us|was\s+received|received)\s+(?:by\s+us\s+)?on\s+"
    r"|\breceived\s+(?:your|a|the|this)\s+request\b[^.]{0,40}?\s+on\s+",
    re.IGNORECASE,
)
_LETTER_DATE = regex(r"^[ \t]*(?:date(?:d)?\s*:\s*)?(?=[A-Z0-9])", re.MULTILINE | re.IGNORECASE)
_OTHER_DAY = regex(
    r"\b(?:birth|DOB|injury|loss|DOI|RFA|referral|request\w*|received|service|hire)\b[ \t]*:?[ \t\r]*\n[ \t\r\n]*\Z",
    re.IGNORECASE,
)
"""Before a day on a line of its own: the label on the line above says that it is another day than the letter's."""
_REVIEW = regex(
    r"^[ \t]*(?:type\s+of\s+review|review(?:\s+type)?)\s*:\s*(?P<value>prospective|concurrent|retrospective)\b|\b(?P<said>prospective|concurrent|retrospective)\s+review\b",
    re.IGNORECASE | re.MULTILINE,
)


def read_claim(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """Claim number, dates, and the type of review."""
    header = outline.part("header")
    if header is None:
        return
    text = letter.text
    number = next((m for m in _CLAIM.finditer(text, header.start, header.end) if re.search(r"\d", m["value"])), None)
    if number:
        yield Reading("/claim/claim_number", letter.verbatim(*number.span("value")), letter.span(*number.span("value")))
    for path, label in _LABELS.items():
        found = _labelled(letter, header, path, label)
        if found is None and path == "/claim/request_received":
            found = _after(letter, path, _RECEIVED_IN_PROSE, header.start, len(text))
        if found is None and path == "/claim/decision_date":
            found = _letter_date(letter, header, path)
        if found:
            yield found
    review = _REVIEW.search(text, header.start, header.end)
    if review:
        group = "value" if review["value"] else "said"
        yield Reading("/claim/review_type", review[group].lower(), letter.span(*review.span(group)))


def _labelled(letter: Letter, header: Section, path: str, label: str) -> Reading | None:
    for match in regex(rf"\b{label}{_TO}", re.IGNORECASE).finditer(letter.text, header.start, header.end):
        found = _dated(letter, path, match.end())
        if found:
            return found
    return None


def _after(letter: Letter, path: str, lead: re.Pattern[str], start: int, end: int) -> Reading | None:
    match = lead.search(letter.text, start, end)
    return _dated(letter, path, match.end()) if match else None


def _letter_date(letter: Letter, header: Section, path: str) -> Reading | None:
    """The date that stands on a line of its own, or behind `DATE:`."""
    for match in _LETTER_DATE.finditer(letter.text, header.start, header.end):
        found = DATE.match(letter.text, match.end())
        if _OTHER_DAY.search(letter.text[max(0, match.start() - 80) : match.start()]):
            continue
        if found and not letter.text[found.end() :].split("\n", 1)[0].strip():
            return _dated(letter, path, match.end())
    return None


def _dated(letter: Letter, path: str, at: int) -> Reading | None:
    match = DATE.match(letter.text, at)
    day = date_of(match) if match else None
    return Reading(path, day.isoformat(), letter.span(*match.span())) if match and day else None


# Who asked

_TITLE = r"(?:M\.?\s?D\.?|D\.?\s?O\.?|D\.?\s?C\.?|D\.?P\.?M\.?|Ph\.?D\.?|Psy\.?D\.?|D\.?D\.?S\.?|N\.?P\.?|P\.?A\.?(?:-C)?|L\.?Ac\.?)"
_SPECIALTY = regex(
    r"^[ \t]*(?:(?:requesting\s+)?(?:physician|provider)(?:['’]s)?\s+)?specialty\s*(?::|\r?\n)[ \t]*(?P<value>[^\n\r]+)"
    r"|(?<!\breviewer\s)(?<!\breviewer['’]s\s)(?<!\breviewing\sphysician\s)\bspecialty:[ \t]*(?P<also>[^\n\r]+)",
    re.IGNORECASE | re.MULTILINE,
)
# "Ruth Ellis, M.D." and, in brackets, behind a comma or on the next line, what in.
_BESIDE = regex(
    rf"(?:^|[:.])[^\n:]*?[A-Za-z][ ,.]+{_TITLE}(?![A-Za-z])[ \t]*(?:\((?P<bracket>[^)\n]+)\)|,[ \t]*(?P<comma>[A-Z][^\n:;.]+?)(?=[ \t]*(?:\n|\r|\Z))|[ \t]*\r?\n[ \t]*(?P<below>[A-Z][A-Za-z&, ]{{4,60}})(?=[ \t]*(?:\r?\n|\Z)))",
    re.MULTILINE,
)


_PRACTICE = regex(
    r"\b(?:institute|clinics?|group|associates|cent(?:er|re)|hospital|partners|offices?|inc|corp\w*|LLC|street|avenue|suite)\b",
    re.IGNORECASE,
)


def read_requester(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """The requesting physician's specialty: behind its label, else beside the physician's name in the letter's head."""
    header = outline.part("header")
    if header is None:
        return
    labelled = _SPECIALTY.search(letter.text, header.start, header.end)
    found = labelled or _BESIDE.search(letter.text, header.start, header.end)
    if found is None:
        return
    named = [span for group in found.groupdict() if found[group] for span in entries(letter, *found.span(group))]
    if not labelled:  # what stands beside a name may be a practice or a city
        named = [span for span in named if MEDICINE.search(span.text) and not _PRACTICE.search(span.text)]
    yield from listed("/requesting_physician/specialties", named)


# The worker's time

_IMR = regex(r"\bIMR\b|independent\s+medical\s+review|\bdisput|\bobject", re.IGNORECASE)
_WITHIN = regex(
    r"\b(?:within|(?:no\s+)?later\s+than|which\s+is|that\s+is|has|have|of)\s+(?P<days>\d{1,2}|[a-z]+(?:-[a-z]+)?)\s*(?:\(\d{1,2}\)\s*)?(?:calendar\s+|business\s+)?days?\b",
    re.IGNORECASE,
)
# What a time is for: the application, or the administrator's own appeal, or when somebody answers.
_FOR = regex(
    r"(?P<application>\bIMR\b|\bindependent\s+medical\s+review\b|\bapplication\b)|\binternal\b|\breconsider|\bvoluntary\b"
    r"|\bpeer[\s-]to[\s-]peer\b|\bwe\s+will\b|\bwill\s+be\s+(?:issued|made|sent|mailed)\b",
    re.IGNORECASE,
)
_SENTENCE = regex(r"[.!?](?=\s)|\n[ \t\r]*\n")
_BY = regex(
    r"\b(?:by|before|on\s+or\s+before|no\s+later\s+than|until|(?:last\s+day|deadline)\b[^.\d]{0,40}?)\s+(?=\d|[A-Z][a-z]{2})"
)


def read_imr_application(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """Within how many days, and by which day, the worker may apply for an independent medical review."""
    items = outline.all("item")
    after = max([item.part("request").end for item in items if item.part("request")] or [0])  # type: ignore[union-attr]
    rights = outline.part("rights")
    start, end = (rights.start, rights.end) if rights else (after, len(letter.text))
    if rights is None and not _IMR.search(letter.text, start, end):
        return
    within = next((m for m in _WITHIN.finditer(letter.text, start, end) if _to_apply(letter, m, rights)), None)
    days = read_number(within["days"]) if within else None
    if within and days is not None:
        yield Reading("/imr_application/within_days", int(days), letter.span(*within.span("days")))
    for lead in _BY.finditer(letter.text, start, end):
        found = _dated(letter, "/imr_application/deadline", lead.end())
        if found and _to_apply(letter, lead, rights):
            yield found
            return


def _to_apply(letter: Letter, match: re.Match[str], rights: Section | None) -> bool:
    """Whether the time is the one for an IMR: what its sentence names last before it, or first behind it, is not another."""
    before = _SENTENCE.split(letter.text[max(0, match.start() - 400) : match.start()])[-1]
    after = _SENTENCE.split(letter.text[match.end() : match.end() + 400], maxsplit=1)[0]
    told = [*_FOR.finditer(before)][-1:] or [*_FOR.finditer(after)][:1]
    return _near_imr(letter, match, rights) and not any(one["application"] is None for one in told)


def _near_imr(letter: Letter, match: re.Match[str], rights: Section | None) -> bool:
    around = letter.text[max(0, match.start() - 250) : match.end() + 250]
    return rights is not None or _IMR.search(around) is not None
