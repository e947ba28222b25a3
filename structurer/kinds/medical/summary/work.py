"""Whether and how the worker works: the passage that says it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from structurer.kinds.medical.summary.line import Line
from structurer.result import Span

_DAY = r"(?:\d[\d/-]+|(?:[A-Z][a-z]+\s+)?\d{1,2},?\s+\d{4}|[A-Z][a-z]+\s+\d{4}|(?:the|his|her)\s+next\s+(?:visit|appointment|evaluation))"
_HOW_LONG = rf"(?:\s+for\s+(?:(?:the\s+)?next\s+|approximately\s+|at\s+least\s+)?[\w-]+\s+(?:more\s+)?(?:days?|weeks?|months?)|\s+(?:until|through|thru|since|to|from|as\s+of)\s+{_DAY})"
_NAMED = (
    r"(?:work|disability)\s+status\s+(?:(?:is|was|has\s+been|as|remains|remained|includes?|included)\b)?\s*(?:noted|described|listed|documented|reported|unchanged)?"
    r"\s*(?:to\s+be|as|at|with)?\s*:?\s*(?:as\s+)?[\"“]?(?P<named>[^.;\"”]+)"
)
_OUT = (
    rf"(?:currently\s+)?not\s+(?:currently\s+|presently\s+|yet\s+)?working|unable\s+to\s+(?:return\s+to\s+)?work|out\s+of\s+work(?:\s+since[^.;,]*)?"
    rf"|off\s+(?:of\s+|from\s+)?work{_HOW_LONG}?"
    rf"|(?:(?:total|partial)(?:ly)?\s+)?temporar(?:il)?y\s+(?:and\s+|total(?:ly)?\s+|partial(?:ly)?\s+)*disab\w+{_HOW_LONG}?"
    rf"|permanent(?:ly)?\s+(?:and\s+stationary|total(?:ly)?\s+disab\w+|disab\w+|partial(?:ly)?\s+disab\w+)|retired|(?:TTD|TPD){_HOW_LONG}?|P&S"
    rf"|(?:stopped|ceased)\s+working(?:\s+(?:on|in|since)\s+{_DAY})?|last\s+worked\s+(?:on|in)\s+{_DAY}"
)
_KIND = r"(?:full|modified|light|regular|restricted|sedentary|limited|part[\s-]?time|full[\s-]?time)"
_LIMITED = r"(?:\s+with\s+(?:the\s+)?(?:\w+\s+)?(?:restrictions?|limitations?))?(?:\s+(?:of|including|that\s+includ\w+|to\s+include|consisting\s+of)\s+[^.;]{2,90})?"
_AT_WORK = (
    rf"(?:currently\s+)?(?:continue[sd]?\s+to\s+)?work(?:s|ing)?\s+(?:(?:on|at|in)\s+)?(?:{_KIND}|with(?:out)?\s+(?:any\s+)?(?:modified|restrict\w+|limitation\w*|light|modif\w+))"
    rf"(?:[\w\s]{{0,30}}?(?:duty|duties|time|restrictions?)\b)?{_LIMITED}"
    rf"|(?:able\s+to\s+|released\s+to\s+|has\s+|may\s+)?return(?:ed|ing)?\s+(?:back\s+)?to\s+(?:{_KIND}|work\s+(?:with|on|at))[\w\s]{{0,30}}?(?:duty|duties|work|restrictions?|limitations?)\b{_LIMITED}"
    r"|ha[sd]\s+returned\s+to\s+work|(?:currently\s+|continues\s+)working(?=\s*(?:[.,;]|$|as\b))|continues\s+to\s+work(?=\s*(?:[.,;]|$))"
    r"|(?:performing|working)\s+(?:his|her)\s+(?:usual|regular|normal)(?:\s+and\s+customary)?\s+(?:job|duties|occupation|work)(?:\s+duties)?"
    r"|works?\s+\w+\s+hours\s+(?:a|per)\s+(?:day|week)(?:\s+with\s+[^.;,]{2,40})?"
    r"|(?:working\s+from\s+home,?\s+)?(?:continue[sd]?\s+(?:performing|to\s+perform)\s+)?full\s+duty(?:\s+work)?(?:,\s*[^.;,]{2,40}\s+only)?"
    r"|(?:modified|light|regular|restricted|sedentary)\s+(?:work\s+)?(?:duty|duties|work)(?:,?\s*(?:with|no|not|at)\s+[^.;]{2,60})?"
    r"|work\s+restrictions\s+(?:were|have\s+been)\s+(?:imposed|given|issued)"
    r"|(?:work|activity)\s+restrictions?\s+(?:includ(?:e|es|ed|ing)|of|consist\w*\s+of)\s+[^.;]{3,160}"
)
_NOT_YET = r"ha[sd]\s+not\s+(?:yet\s+)?(?:returned\s+to\s+work|worked\s+since[^.;,]*|worked)"
_STATUS = re.compile(
    rf"\b(?:{_NAMED}|(?P<plain>{_NOT_YET}|{_OUT}|{_AT_WORK}))(?!\w)",
    re.IGNORECASE,
)
# Two statements that are one: "not working but able to return to modified work".
_JOINED = re.compile(r",?\s+(?:but|although)\s+(?:(?:is|was)\s+)?", re.IGNORECASE)
_WHETHER = re.compile(
    r"\b(?:whether|unclear\s+if|if|goals?|hopes?|wishes|wants)\b[^.;]*$|\b(?:when|while|during|after|before)\s+(?:(?:he|she)\s+(?:is|was)\s+)?$",
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
    first = last = 0
    for match in _STATUS.finditer(line.text):
        if match["plain"] and _CARE.search(line.text[: match.start()]):
            continue
        if _WHETHER.search(line.text[: match.start()]):
            continue
        start, end = match.span("named") if match["named"] else match.span("plain")
        if found and _JOINED.fullmatch(line.text[last:start]):
            start = first
        text = line.text[start:end]
        start += len(text) - len(text.lstrip())
        end = start + len(line.text[start:end].rstrip(' ,"'))
        if end > start and not _UNTOLD.match(line.text[start:end]):
            found = WorkStatus(line.span(start, end), bool(match["named"]))
            first, last = start, end
    return found


_UNTOLD = re.compile(r"(?:was\s+|is\s+)?(?:deferred|not\s+(?:stated|noted|documented|provided|specified)|unclear|unknown)", re.IGNORECASE)  # fmt: skip
