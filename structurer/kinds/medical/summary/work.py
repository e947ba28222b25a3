"""Whether and how the worker works: the passage that says it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from structurer.kinds.medical.summary.line import Line
from structurer.result import Span

_DAY = r"(?:\d[\d/-]+|(?:[A-Z][a-z]+\s+)?\d{1,2},?\s+\d{4}|[A-Z][a-z]+\s+\d{4}|(?:the|his|her)\s+next\s+(?:visit|appointment|evaluation))"
_HOW_LONG = rf"(?:\s+for\s+(?:(?:the\s+)?next\s+|approximately\s+|at\s+least\s+)?[\w-]+\s+(?:more\s+)?(?:days?|weeks?|months?)|\s+(?:until|through|thru|since|to|from)\s+{_DAY})"
_NAMED = (
    r"(?:(?:work|disability|duty|job|employment|occupational)\s+status\s+(?:(?:is|was|has\s+been|as|remains|remained|includes?|included)\b)?\s*(?:noted|described|listed|documented|reported|unchanged)?"
    r"|(?:(?:work|disability|duty|job|employment|occupational)\s+status|(?<!\w)WS|(?:(?<=^)|(?<=[.;]\s))(?:work|status|duty|disability))\s*(?:\([^)]*\)\s*)?(?=[:–-]))"
    r"\s*(?:to\s+be|as|at|with)?\s*[:–-]?\s*(?:as\s+)?[\"“]?(?P<named>[^.;\"”]+)"
)
_UNTIL = r"(?!(?:and|but)\s+(?:he|she|is|was|has|the)\b|which\b|as\s+the\s+employer|because\b|when\s|tolerat)"
_MORE = rf"(?:{_UNTIL}[^\s.;,]+(?:\s+|(?=[.;,]|$)))+"
_TAIL = rf"(?:{_HOW_LONG}|\s+(?:with(?:out)?|on\s+an?|in\s+(?:19|20)\d\d|limited\s+to|pending)\s+{_MORE}|(?:,\s*|\s*[-–]\s*)(?:no|not|without|limited\s+to|only|never|max\w*|(?:\w+\s+)?hours)\b\s*{_MORE}|\s+(?:was|has\s+been)\s+(?:extended|continued){_HOW_LONG}?|\s+only\b)?"
_DISABILITY = (
    r"(?:(?:remains?|on|off\s+of\s+work,\s+on)\s+)?(?:(?:temporar(?:y|ily)|total(?:ly)?|partial(?:ly)?|permanent(?:ly)?|and|\(?TTD\)?|industrial(?:ly)?)[\s,-]+)+(?:disab\w+)"
    r"|permanent(?:ly)?\s+(?:and|&)\s+stationary|P\s?&\s?S|(?:TTD|TPD|TT\s+disability)\b"
)
_OUT = (
    rf"(?:currently\s+|presently\s+|still\s+|remains?\s+)?not\s+(?:currently\s+|presently\s+|yet\s+)?(?:working|employed)(?:\s+since\s+[^.;,]+)?{_HOW_LONG}?|(?:no\s+longer|never)\s+(?:working|employed|returned\s+to\s+work)|unable\s+to\s+(?:return\s+to\s+)?work|(?:has\s+been\s+)?out\s+of\s+work(?:\s+since[^.;,]*)?"
    rf"|(?:currently\s+)?off\s+(?:of\s+|from\s+)?(?:all\s+)?(?:work|duty)(?:\s+since\s+[^.;,]+)?(?:,?\s+on\s+total\s+temporary\s+disability)?{_HOW_LONG}?"
    rf"|(?:{_DISABILITY}){_TAIL}"
    rf"|(?:medically\s+|now\s+)?retired(?:\s+(?:in|since|from)\s+[^.;,]+)?|(?:was\s+|been\s+)?(?:laid\s+off|terminated)(?:\s+(?:in|on|from)\s+[^.;,]+)?|unemployed|on\s+(?:medical|disability|sick)\s+leave{_HOW_LONG}?"
    rf"|(?:stopped|ceased|quit)\s+work(?:ing)?(?:\s+(?:on|in|since)\s+{_DAY})?|last\s+worked\s+(?:on|in)\s+{_DAY}|did\s+not\s+appear\s+to\s+be\s+working|ha[sd]\s+not\s+been\s+(?:able\s+to\s+work|working)"
)
_KIND = r"(?:full|modified|light|regular|restricted|sedentary|seated|desk|limited|alternate|alternative|transitional|part[\s-]?time|full[\s-]?time|half[\s-]?time|reduced|usual|normal|customary)"
_DUTY = r"(?:duty|duties|work|hours|time|job|schedule|days?|shifts?|capacity|occupation)"
_LIMITED = r"(?:\s+with\s+(?:the\s+)?(?:\w+\s+)?(?:restrictions?|limitations?))?(?:\s+(?:of|including|that\s+includ\w+|to\s+include|consisting\s+of)\s+[^.;]{2,90})?"
_AT_WORK = (
    r"(?:performing|working)\s+(?:his|her)\s+(?:usual|regular|normal)(?:\s+and\s+customary)?\s+(?:job|duties|occupation|work)(?:\s+duties)?"
    rf"|(?:currently\s+)?(?:continue[sd]?\s+to\s+)?work(?:s|ed|ing)?\s+(?:(?:on|at|in|under|a|his|her)\s+){{0,2}}(?:{_KIND}|with(?:out)?\s+(?:any\s+|no\s+)?(?:modified|restrict\w+|limitation\w*|light|modif\w+))"
    rf"(?:[\w\s]{{0,30}}?(?:duty|duties|time|hours|schedule|shifts|restrictions?)\b)?{_LIMITED}{_TAIL}"
    rf"|(?:able\s+to\s+|released\s+to\s+|has\s+|have\s+|may\s+|can\s+|was\s+)?(?:return(?:ed|ing)?|released|cleared)\s+(?:back\s+)?(?:to|for)\s+(?:{_KIND}|work\s+(?:with(?:out)?|on|at|in|as))[\w\s]{{0,30}}?(?:duty|duties|work|restrictions?|limitations?|job)\b{_LIMITED}{_TAIL}"
    rf"|(?:has\s+|had\s+|was\s+)?returned\s+to\s+work{_TAIL}|(?:currently\s+|continues\s+)working(?=\s*(?:[.,;]|$|as\b))|continues\s+to\s+work(?=\s*(?:[.,;]|$))"
    r"|works?\s+\w+\s+(?:hours|days)\s+(?:a|per)\s+(?:day|week)(?:\s+with\s+[^.;,]{2,40})?|(?:cut\s+back\s+to|(?:is\s+)?down\s+to)\s+\w+\s+(?:hours|days|shifts)(?:\s+(?:a|per)\s+(?:day|week))?"
    rf"|(?:can|may|able\s+to|allowed\s+to|is\s+to)\s+(?:do\s+|perform\s+)?(?:{_KIND}\s+)?work\s+(?:with|without|only|up\s+to|at|on|from|part|half|in)\b\s*{_MORE}"
    rf"|back\s+(?:at|to)\s+(?:the\s+|his\s+|her\s+)?(?:work|job|duty|shop|office|{_KIND}\s+{_DUTY})(?:\s+{_MORE})?"
    r"|(?:working\s+from\s+home,?\s+)?(?:continue[sd]?\s+(?:performing|to\s+perform)\s+)?full\s+duty(?:\s+work)?(?:,\s*[^.;,]{2,40}\s+only)?"
    rf"|(?:modified|light|regular|restricted|sedentary|limited|seated|desk|alternate|transitional)\s+(?:work\s+)?(?:duty|duties|work)(?:,?\s*(?:with|no|not|at)\s+[^.;,]{{2,60}}|{_TAIL})"
    r"|work\s+restrictions\s+(?:were|have\s+been)\s+(?:imposed|given|issued)"
    r"|(?:work|activity)\s+restrictions?\s+(?:includ(?:e|es|ed|ing)|of|consist\w*\s+of)\s+[^.;]{3,160}"
    rf"|(?:is|was|still|currently)\s+working\s+(?:as\s+an?|in\s+an?|at\s+a)\s+{_MORE}"
)
_NOT_YET = r"ha[sd]\s+not\s+(?:yet\s+)?(?:returned\s+to\s+work|worked\s+since[^.;,]*|worked(?:\s+(?:in|for|at\s+all)\s+[^.;,]+)?)"
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


_UNTOLD = re.compile(r"(?:was\s+|is\s+)?(?:deferred|illegible|not\s+(?:legible|stated|noted|documented|provided|specified)|unclear|unknown)", re.IGNORECASE)  # fmt: skip
