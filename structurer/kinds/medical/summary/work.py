"""Whether and how the worker works: the passage that says it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from structurer.kinds.medical.summary.line import Line
from structurer.result import Span

_NAMED = (
    r"(?:work|disability)\s+status\s+(?:is|was|has\s+been|as)?\s*(?:noted|described|listed|documented|reported)?"
    r"\s*(?:to\s+be|as)?\s*:?\s*(?:as\s+)?[\"“]?(?P<named>[^.;\"”]+)"
)
_OUT = (
    r"not\s+(?:currently\s+)?working|unable\s+to\s+work|out\s+of\s+work(?:\s+since[^.;,]*)?"
    r"|off\s+(?:of\s+)?work(?:\s+(?:until|through)\s+[\d/-]+)?"
    r"|temporar(?:il)?y\s+(?:and\s+|total(?:ly)?\s+|partial(?:ly)?\s+)*disab\w+(?:\s+(?:until|through)\s+[\d/-]+)?"
    r"|permanent(?:ly)?\s+(?:and\s+stationary|total(?:ly)?\s+disab\w+|disab\w+|partial(?:ly)?\s+disab\w+)|retired|(?:TTD|TPD)(?:\s+(?:until|through|thru)\s+[\d/-]+)?|P&S"
)
_AT_WORK = (
    r"work(?:s|ing)?\s+(?:full|modified|light|regular|with(?:out)?\s+(?:any\s+)?(?:modified|restrict\w+|light|modif\w+))"
    r"(?:[\w\s]{0,30}?(?:duty|duties|time|restrictions?)\b)?"
    r"|(?:able\s+to\s+)?return(?:ed|ing)?\s+to\s+(?:full|modified|light|regular|work\s+with)[\w\s]{0,30}?(?:duty|duties|work|restrictions?)\b"
    r"|works?\s+\w+\s+hours\s+(?:a|per)\s+(?:day|week)(?:\s+with\s+[^.;,]{2,40})?"
    r"|(?:working\s+from\s+home,?\s+)?(?:continue[sd]?\s+(?:performing|to\s+perform)\s+)?full\s+duty(?:\s+work)?(?:,\s*[^.;,]{2,40}\s+only)?"
    r"|(?:modified|light|regular|restricted)\s+(?:duty|duties|work)(?:,?\s*(?:with|no|not|at)\s+[^.;]{2,60})?"
)
_NOT_YET = r"ha[sd]\s+not\s+(?:yet\s+)?(?:returned\s+to\s+work|worked\s+since[^.;,]*|worked)"
_STATUS = re.compile(
    rf"\b(?:{_NAMED}|(?P<plain>{_NOT_YET}|{_OUT}|{_AT_WORK}))(?!\w)",
    re.IGNORECASE,
)
_CARE = re.compile(r"\b(?:treatments?|therapy|care)\b[^.]{0,60}\binclud\w+", re.IGNORECASE)


@dataclass(frozen=True)
class WorkStatus:
    """What a sentence says of work, and whether it calls that the work status."""

    span: Span
    named: bool


def work_status(line: Line) -> WorkStatus | None:
    """The last statement of the sentence on work; None where there is none, or only as one of the treatments."""
    found = None
    for match in _STATUS.finditer(line.text):
        if match["plain"] and _CARE.search(line.text[: match.start()]):
            continue
        start, end = match.span("named") if match["named"] else match.span("plain")
        text = line.text[start:end]
        start += len(text) - len(text.lstrip())
        end = start + len(line.text[start:end].rstrip(' ,"'))
        if end > start and not _UNTOLD.match(line.text[start:end]):
            found = WorkStatus(line.span(start, end), bool(match["named"]))
    return found


_UNTOLD = re.compile(r"(?:was\s+|is\s+)?(?:deferred|not\s+(?:stated|noted|documented|provided|specified)|unclear|unknown)", re.IGNORECASE)  # fmt: skip
