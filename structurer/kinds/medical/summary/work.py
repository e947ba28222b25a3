"""Whether and how the worker works: the passage that says it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from structurer.interpret import NUMBER_WORD
from structurer.kinds.medical.summary.line import Line
from structurer.kinds.medical.summary.work_words import (
    DAY,
    DISABILITY,
    DUTY,
    HOURS,
    JOB_DONE,
    KEPT,
    KIND,
    LIMIT,
    LIMIT_NAMED,
    OUT,
)
from structurer.regex import regex
from structurer.result import Span

_NAMED = (
    rf"(?:(?:work|disability|duty|job|employment|occupational)\s+status(?!\s+(?:reports?|forms?|notes?|slips?|letters?|updates?)\b)(?:\s+(?:of|for)\s+(?:the\s+)?(?:injured\s+)?(?:worker|patient|claimant|applicant|employee)\b)?(?:\s+(?:as\s+of|on|from|per)\s+{DAY})?\s*(?:(?:is|was|has\s+been|as|remains|remained|includes?|included)\b)?\s*(?:noted|described|listed|documented|reported|unchanged)?"
    r"|(?:(?:work|disability|duty|job|employment|occupational)\s+status|(?<!\w)WS|(?:(?<=^)|(?<=[.;]\s))(?:work|status|duty|disability|work\s+capacity|RTW))\s*(?:\([^)]*\)\s*)?(?=[:–-]))"
    r"\s*(?:to\s+be|as|at|with)?\s*[:–-]?\s*(?:as\s+)?[\"“]?(?P<named>[^.;\"”]+)"
)
_RESTRICTIONS = rf"(?:(?:work|current|permanent|temporary|his|her|the|job)\s+)?(?:restrictions?|limitations?|mods|modifications|preclusions?)\s*(?:(?:are|is|were|was|of|include[sd]?|listed\s+as)\b|[:–-]|(?=\d+\s*(?:lbs?|pounds?)\b))\s*(?:for\s+)?(?P<limits>{LIMIT}(?:[^.;,]|,(?!\s+which))*)"
_IS_LIMIT = (
    r"(?P<limit>no\s+[^.;,]{3,60}?)\s+(?:is|are|was|were)\s+the\s+(?:only\s+|current\s+)?(?:work\s+)?restrictions?"
)
_DOES = (
    r"\b(?:he|she|and|worker|patient|applicant)\s+(?P<does>(?!(?:works|takes|uses|reports|has|is|was|attends|wears|walks|sleeps|exercises|rates|smokes|drinks|applies|states|notes|does\s+(?:not|his|her)\s+(?:exercise|stretch|home)\w*|needs|receives|complains|denies|gets|feels|continues\s+(?!to\s+work)|stretches|swims|ices)\b)[a-z]+s\s+"
    rf"(?:(?!exercis|stretch|therap|walk|pain|sleep)[^.;]){{0,60}}?\b{HOURS}[^.;]*?(?=\s+(?:as\s+the|because|but|which|and\s+(?:he|she|takes|uses|is|has))\b|[.;]|$))"
)
_DOING = rf"\b(?:is|was|been)\s+(?:now\s+|currently\s+|still\s+|back\s+)*(?P<doing>{JOB_DONE}\s+(?:[^.;]{{0,60}}?\b)?{HOURS}(?:\s+(?:since|until)\s+{DAY})?)"
_STATUS = regex(
    rf"\b(?:{_NAMED}|{_RESTRICTIONS}|{_IS_LIMIT}|(?P<plain>{OUT}|{DISABILITY}|{KEPT}|{LIMIT_NAMED})(?!\w))|{_DOES}|{_DOING}",
    re.IGNORECASE,
)
_ALONE = regex(r"^(?:(?P<alone>no\s+(?:(?:lift|climb|kneel|squat|stoop|crawl|driv|push|pull|stand|bend|reach|carry|grip|grasp)\w*|use\s+of\s+(?!tobacco|alcohol|drugs|illicit|assistive|opioids?|accessory)|overhead|repetitive|forceful|prolonged|ladders?|heights|outdoor|heavy(?!\s+(?:meals|alcohol|drinking|bleeding|smok\w+))|work\s+(?:with|at|on|around|near|above|over|in))\b[^.;]*)|(?P<held>(?:limited|restricted)\s+to\s+(?:no|lifting|sitting|seated|sedentary|standing|light|desk|\d+\s*(?:lbs?|pounds?|hours?))\b[^.;]*|avoid\s+(?:prolonged|repetitive|repeated|heavy|overhead|forceful|lift\w*|kneel\w*|climb\w*|stand\w*|sit\w*|driv\w*)\b[^.;]*)|(?:he|she|(?:the\s+)?(?:injured\s+)?(?:patient|pt\.?|worker|claimant|applicant|employee))\s+(?:is|was)\s+(?:currently\s+|presently\s+|still\s+|self-?employed\s+and\s+)*(?P<works>working))\W*$", re.IGNORECASE)  # fmt: skip
"""A sentence that is a limit and no more, or says only that somebody works."""
# What goes on about the work: how long, under what limits, as what.
_BREAKS = r"(?:and\s+(?:he|she|is|was|has|had|the|takes|uses|reports|continues|currently)\b|but\b|although\b|which\b|who\b|because\b|when\b|while\b|as\s+(?:of|the)\b|on\s+\d|if\b|unless\b|after\b|tolerat\w*|due\b|despite\b|secondary\b|where\b|he\b|she\b|is\b|was\b|were\b|has\b|had\b)"
_WORDS = rf"(?:(?!{_BREAKS})[^\s.;,]+(?:(?<=\d)\.\d+\b)?(?:\s+|(?=[.;,]|$)))+"
_HOW_LONG = rf"(?:the\s+(?:next\s+day|same\s+day|following\s+\w+)\b|x\s*\d+\s*(?:hours?|hrs?|days?|weeks?|wks?|months?|mos?)\b|(?:until|till|through|thru|since|to|from|for|in|during)\s+(?:about\s+|approximately\s+|at\s+least\s+|the\s+next\s+|an\s+additional\s+)?(?:{DAY}|[\w-]+\s+(?:more\s+)?(?:days?|weeks?|months?|years?)|the\s+(?:next\s+day|following\s+\w+)|(?:the\s+|his\s+|her\s+)?(?:(?:day|date|time)\s+of\s+(?:the\s+)?)?(?:[\w-]+\s+)?(?:injury|accident|incident|robbery|assault|attack|fall|crash|collision|fire|explosion|event|DOI|surgery|operation|fusion|arthroscopy|stroke)|then|(?:re-?evaluat\w+|re-?checked|cleared|released|seen|further\s+notice)(?:\s+by\s+[\w\s]{{3,20}})?))"
_TAIL = regex(
    rf"(?:\s+\(?(?:{_HOW_LONG}|(?:with(?:out)?|no|not|on\s+an?|as(?=\s+an?\s)|at|in|from|by(?=\s+(?:his|her|the)\s)|per(?=\s+(?:day|week|shift|month)\b)|under|over|above|beyond|more\s+than|greater\s+than|doing|full[\s-]?time|part[\s-]?time|indoors|outdoors|away|remotely|limited\s+to|only|pending|of|including|that\s+includ\w+|to\s+include|consisting\s+of|for|[LR]\s+\w+\s+only|w/o?|(?:\d+|{NUMBER_WORD})\s+(?:hours|hrs?|days|shifts|lbs|pounds))(?![\w-])\s*(?:{_WORDS})?)\)?"
    rf"|\s*\((?:TTD|TPD|PTD|P\s?&\s?S)\)|\s+[<>]\s*\d+\s*(?:lbs?\.?|pounds?|#|kg)?|\s+since(?=\s*(?:[.;,]|$))|,\s+{_HOW_LONG}|\s+(?:on\s+)?\d{{1,2}}[-/][-/\d]+(?=\s+with(?:out)?\s)|\s+(?:was|has\s+been)\s+(?:extended|continued)\s+{_HOW_LONG}"
    rf"|(?:[,:]\s*|\s*[-–]\s*)(?:and\s+)?(?:no|not(?!\s+(?:stated|documented|noted))|with(?:out)?|away\s+from|out\s+of\s+the|indoors|seated|sedentary|sitting|limited\s+to|only|never|max\w*|(?:\w+\s+){{0,2}}(?:hours|hrs?|pounds|lbs)|if\s+(?:not|no|unable)|left|right|for\s+an?|on\s+total|short|avoid\w*|(?:or\s+)?(?:lift|push|pull|carry|bend|stoop|twist|climb|kneel|squatt|crawl|reach|gripp|grasp|stand|walk|sitt|driv|typ)ing|or\s+\w+ing|overhead|repetitive|forceful|prolonged|{NUMBER_WORD}\s+(?:per|a|hours)|(?:[\w-]+\s+){{1,3}}(?=only\b)|{KIND}\s+{DUTY})\b\s*(?:{_WORDS})?|:\s+(?=[^.;]{{0,60}}\b(?:hours?|hrs?|lbs?|pounds?|only|duty|duties|work|tasks?)\b)[^.;]+)",
    re.IGNORECASE,
)
# Two statements that are one: "not working but able to return to modified work".
_JOINED = regex(r",?\s+|,?\s+(?:but|although)\s+(?:(?:is|was)\s+)?", re.IGNORECASE)
_LIMITED_BY = regex(r"\s*;\s*")
"""Between a named status and its limit: "modified; no lifting over ten pounds"."""
_LAST_OF_THEM = regex(
    rf".*(?:\b(?:therefore|thus|hence|consequently|and\s+so|so)\s+(?:(?:(?:he|she)(?:\s+is|\s+was|['’]s)|is|was|remains)\s+)?|,\s+(?:and\s+)?(?:(?:as\s+of|on)\s+)?{DAY}\s*,?\s*(?:is|was|:)?\s+|\bas\s+of\s+{DAY},?\s+(?:and|then)\s+)(?=\S)",
    re.IGNORECASE,
)
"""In a named status what stands before the last one: a reason for it, or that of an earlier day."""
_OF_WORKER = regex(
    r"(?:(?:the\s+)?(?:injured\s+)?(?:patient|worker|claimant|applicant|employee)|he|she|IW)\s+(?:(?:is|was|has\s+been|will)\s+)?(?:to\s+)?(?:be\s+)?(?=\S)",
    re.IGNORECASE,
)
_ENDED = regex(
    rf"(?:{DISABILITY})(?:\s+benefits)?\s+(?:(?:was|were|has\s+been|had\s+been)\s+)?(?:ended|stopped|lifted|discontinued|expired)\b[^,;]*(?:,\s*|$)",
    re.IGNORECASE,
)
_WHETHER = regex(
    r"\b(?:whether|not\s+(?:clear|known|evident)|did\s+not\s+appear\s+that|unclear\s+if|if|ready\s+to|eager\s+to|motivated\s+to|goals?|hopes?|wishes|wants|would|should|attempt\w*|trial\s+of|ability\s+to|prior\s+to|before|until|unable|difficulty|problems)\b[^.;]*$|\b(?:not|never)\s+(?:yet\s+|been\s+)?$|\b(?:when|while|during|after)\s+(?:(?:he|she)\s+(?:is|was)\s+)?$",
    re.IGNORECASE,
)
_CARE = regex(
    r"\b(?:treatments?|therapy|care)\b[^.]{0,60}\b(?:includ\w+|consist\w*|compris\w*)|\b(?:treated|managed)\b[^.]{0,40}\bwith\b",
    re.IGNORECASE,
)
_IS_ONLY_LIMIT = regex(LIMIT_NAMED, re.IGNORECASE)
_IS_DISABILITY = regex(DISABILITY, re.IGNORECASE)
_SINCE = regex(rf"\s*since\b(?!\s+{DAY})", re.IGNORECASE)
_AS_OF = regex(rf",?\s+as\s+of\s+{DAY}$", re.IGNORECASE)
_CAME_TO_NOTHING = regex(
    r"\s+(?:(?:was|were|has\s+been)\s+(?:ended|stopped|lifted|discontinued|expired)|(?:is|are|was|were)\s+(?:not|un)\s*available|ended|expired|failed|was\s+(?:attempted|tried|unsuccessful|not)|attempt)\b",
    re.IGNORECASE,
)
_UNTOLD = regex(r"(?:was\s+|is\s+)?(?:(?:currently|presently)\s+)?(?:n/?a\b|from\s+(?:the|his|her)\s+(?:previous|prior|last)\b|deferred|illegible|not\s+(?:\w+ly\s+)?(?:legible|stated|noted|documented|provided|specified|addressed|indicated|mentioned|reported|recorded|discussed|described|included|listed|given|available|clear|known|found|submitted|updated|furnished|supplied|outlined|detailed|delineated|disclosed|elaborated|identified|apparent|evident)\b|un(?:clear|known|available|specified|documented|stated|reported)|unchanged\W*$|(?:the\s+)?same\b|no\s+changes?\b|as\s+(?:before|above)\b|(?:as\s+)?per\s+(?:the\s+)?(?:PTP|primary|treating|AME|QME|Dr)|(?:reviewed|discussed|updated|pending)\b)", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True)
class WorkStatus:
    """What a sentence says of work, whether it calls that the work status, and whether it is a limit and no more."""

    span: Span
    named: bool
    limit: bool = False


def work_status(line: Line) -> WorkStatus | None:
    """The last statement of the sentence on work; None where there is none, or only as one of the treatments."""
    text = line.text
    found = None
    at = first = last = 0
    while match := _STATUS.search(text, at):
        start, end = match.span(match.lastgroup or 0)
        if match.lastgroup == "plain":
            goes_on = found is not None and _JOINED.fullmatch(text[last:start])
            end = _with_tail(text, end, since=bool(goes_on) or not _IS_DISABILITY.match(text, start))
        at = max(end, match.start() + 1)
        before = text[: match.start()]
        if found and match.lastgroup in ("does", "doing"):
            continue
        if _CAME_TO_NOTHING.match(text, end) or _WHETHER.search(before):
            continue
        if match.lastgroup == "plain" and _CARE.search(before):
            continue
        limited = found is not None and found.named and _LIMITED_BY.fullmatch(text[last:start])
        if found and (_JOINED.fullmatch(text[last:start]) or (limited and _IS_ONLY_LIMIT.match(text, start))):
            start = first
        stated = _stated(line, start, end, named=match.lastgroup in ("named", "limits"))
        if stated and match.lastgroup == "plain" and _IS_ONLY_LIMIT.match(text, start):
            stated = replace(stated, limit=True)
        if stated:
            found, first, last = stated, start, end
    if (found is None or found.limit) and (alone := _ALONE.match(text)):
        stated = _stated(line, *alone.span(alone.lastgroup or 0), named=False)
        return replace(stated, limit=alone.lastgroup != "works") if stated else found
    return found


def _with_tail(text: str, end: int, *, since: bool) -> int:
    """Where the statement ends with what goes on about it: how long (or since when), under what limits, as what."""
    while (tail := _TAIL.match(text, end)) and tail.end() > end and (since or not _SINCE.match(tail[0])):
        end = tail.end()
    return end


def _stated(line: Line, start: int, end: int, *, named: bool) -> WorkStatus | None:
    text = line.text[start:end]
    start += len(text) - len(text.lstrip(" ,"))
    end = start + len(line.text[start:end].rstrip(' ,".-–'))
    if named and (earlier := _LAST_OF_THEM.match(line.text[start:end])):
        start += earlier.end()
    if named and (subject := _OF_WORKER.match(line.text[start:end])):
        start += subject.end()
    if named and (ended := _ENDED.match(line.text[start:end])):
        start += ended.end()
    if dated := _AS_OF.search(line.text[start:end]):
        end = start + dated.start()
    if end <= start or _UNTOLD.match(line.text[start:end]):
        return None
    return WorkStatus(line.span(start, end), named)
