"""How the injury came about: the passage that says it."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.accident_words import ANY, DID, DONE_TO, JOB
from structurer.kinds.medical.summary.accidents import accidents
from structurer.kinds.medical.summary.descriptions import undescribed
from structurer.kinds.medical.summary.line import Line
from structurer.kinds.medical.summary.words import MONTH
from structurer.regex import regex
from structurer.result import Span

_SAID = r"(?:(?:detailed|described|reported|documented|listed|noted|stated|given|told|recorded|recounted)\s+)?(?:(?:as|to\s+be|from|a\s+result\s+of|the\s+result\s+of|due\s+to|when|involved|:)\s+)*"
_NAMED = regex(
    rf"(?<!no\s)\b(?:mechanism\s+of\s+injury|MOI)\s*(?!\s*(?:in|within)\s+the\s)[:–-]?\s+(?!(?:[:–-]\s*)?(?:(?:is|was)\s+)?un(?:known|clear|specified|documented|disclosed|certain|available|reported|stated)\b)(?:(?:is|was|involved|to\s+the\s+[\w\s]+?(?:on\s+[\d/-]+\s+)?was)\s+)?{_SAID}(?:not\s+(?P<not>\w+)|(?:occurred\s+(?:when|while|as|from|by)\s+)?(?P<named>[^.;]+))"
    rf"|\bmechanism\s*(?:being|was|is|:|[–-])?\s+(?!of\b|(?:is|was)\s+not|not\b|never\b|nowhere\b|unknown|unclear|unspecified|undocumented){_SAID}(?P<short>[^.;]+)"
    r"|\b(?:how\s+(?:it|(?:the\s+)?injury)\s+(?:happened|occurred)|cause\s+of\s+(?:the\s+)?injury)\s*(?:[:–-]|was|is)(?!\s*(?:also\s+)?(?:not|never|nowhere|no|un(?:clear|known|specified|documented|reported|stated|disclosed|certain))\b)\s*(?:an?\s+)?(?P<how>[^.;]+)"
    r"|\b(?<!date\sof\s)injury\s+being\s+(?!given|listed|reported|noted|recorded)(?:an?\s+)?(?P<being>[^.;]+)"
    r"|\b(?:secondary\s+to|due\s+to|(?P<with>associated\s+with)|attributed\s+to|(?<!precluded\s)(?<!refrain\s)(?<!restricted\s)(?<!prohibited\s)(?<!barred\s)from)\s+(?:an?\s+)?(?P<cause>(?:(?:slip|trip|ground[\s-]level)\s+and\s+)?fall\b[^.,;]*|cumulative\s+trauma\b[^.,;]*|(?(with)(?!)|repetitive\s+[^.,;]+))",
    re.IGNORECASE,
)
_CUMULATIVE = regex(r"\b(?P<told>(?:cumulative|continuous|repetitive)\s+trauma)\b(?!\s+disorder)", re.IGNORECASE)  # fmt: skip


def mechanism(line: Line, opening: bool, *, diagnosed: bool = False) -> Span | None:
    """The passage that tells how the injury came about. What only hints at it counts in the summary's `opening` alone.

    A `diagnosed` sentence names diagnoses, among which falls and strains are none of it.
    """
    for found in _NAMED.finditer(line.text):
        group = found.lastgroup
        if group and group != "not" and (told := _told(line, *found.span(group), named=group != "cause")):
            return told
    if not opening:
        return None
    named = None
    line = undescribed(line)
    for start, end in accidents(line.text, sure=diagnosed):
        before = _BEFORE.split(line.text[:start])[-1]
        if (
            not _NO_ACCIDENT.search(before)
            and not _DISABLED.match(line.text, start)
            and not _DAILY.match(line.text, start)
            and not _WORSE.search(before)
            and (told := _told(line, start, end))
        ):
            if not only_named(told):
                return told
            named = named or told
    if named:
        return named
    cumulative = _CUMULATIVE.search(line.text)
    return line.span(*cumulative.span("told")) if cumulative else None


def at_work(line: Line) -> bool:
    """Whether a sentence says what the worker was doing and no more: what came upon him is told next."""
    return bool(_AT_WORK.match(line.text))


def only_named(told: Span) -> bool:
    """Whether the passage only names a trauma of long standing, and not how it came about."""
    return bool(_TRAUMA.fullmatch(told.text))


_TRAUMA = regex(r"(?:cumulative|continuous|repetitive)\s+(?:trauma|injury|strain)", re.IGNORECASE)
_BEFORE = regex(
    r"[.;]|\b(?:according\s+to|per|in|from|on)\s+(?:(?:the|an?|his|her)\s+)?(?:[\w'/-]+\s+){0,4}?(?:reports?|notes?|records?|files?|charts?|QME|AME|consult\w*)\b[^,;.]*,|\b(?:develop(?:ed)?|sustained|hurt|injured(?!\s+worker))\b",
    re.IGNORECASE,
)
"""What a passage on an accident begins with at the latest: whatever stands before it is about something else."""
_DISABLED = regex(r"(?:(?:temporar|permanent|total|partial)\w*\s+){1,3}disab", re.IGNORECASE)
"""What the injury left the worker, which is not how it came about."""
_NO_ACCIDENT = regex(
    r"\b(?:complain(?:s|ed)|exam(?:s|in(?:ed|es|ing|ation\w*))?|review\w*\s+(?:denied|approved|modified)|request\w*|MRI|x-?rays?|tender\w*|diagnosis\s+(?:is|was)|presented|underwent|claims\s+administrator|daily\s+living|progress\s+(?:note|report)|carried\s+out|arthroscop\w+|follow-?up|followed|medications?|surgery|injections?|therapy|precluded|refrain\w*|restricted|restrictions?|prohibited|barred)\b",
    re.IGNORECASE,
)
"""Before what happened: a sentence about something else, in which it is no accident."""
_DAILY = regex(r"daily\s+living\b", re.IGNORECASE)
"""What is of every day: "activities of daily living"."""
_WORSE = regex(
    r"\b(?:exacerbat\w+|aggravat\w+|wors\w+|increas\w+|provok\w+|trigger(?:ed|s)|reliev\w+|eas(?:ed|es)|improv\w+|better|rated)\b",
    re.IGNORECASE,
)


def _told(line: Line, start: int, end: int, *, named: bool = False) -> Span | None:
    """The passage from `start` to `end` without its subject, its date and what came of it."""
    for ends in (_ENDS, _CAME_OF_IT, _DATED):
        if ended := ends.search(line.text[start:end]):
            end = start + ended.start()
    if dated := _ON_DAY.search(line.text[start:end]):
        end = start + dated.start()
    if subject := _SUBJECT.match(line.text[start:end]):
        start += subject.end()
    if being := _WAS.match(line.text[start:end]):
        start += being.end()
    end = start + len(line.text[start:end].rstrip(' ,."()'))
    if went_on := _WENT_ON.match(line.text, end):
        end = went_on.end()
    elif then := _THEN.match(line.text, end):
        start, end = then.span("told")
    if end - start >= 3 and (
        named or not (_ABOUT_TIME.match(line.text[start:end]) or _BARE.fullmatch(line.text[start:end]))
    ):
        return line.span(start, end)
    return None


_ENDS = regex(
    r",?\s+(?:(?:and|&)\s+)?(?:at\s+(?:which|that)\s+time,?\s+)?(?:(?:he|she|the\s+(?:injured\s+)?(?:worker|patient|applicant))\s+)?(?:(?:was|were|is|has\s+been)\s+(?:air\s?-?lifted|taken|brought|transported|knocked\s+(?:out|unconscious)|hospitalized|diagnosed|treated|being|seen|evaluated)|sustain\w+|incurring|hurting\b|straining\b|spraining\b|resulting\s+in|suffer\w+|complain\w+|c/o\b|report\w+|(?:injur(?:ed|ing)|hurt(?:ing)?)\s+(?:his|her|both|the\s+(?:left|right|low))|(?:when\s+|as\s+)?(?:he|she|(?-i:[Pp]t)\.?|IW|(?:the\s+)?(?:injured\s+)?(?:worker|patient|applicant|claimant))\s+(?:felt|heard|noticed|experienced|developed|collapsed|fainted|passed\s+out|blacked\s+out|(?:grew|became)\s+(?:confused|dizzy|faint|weak|ill|lightheaded)))\b.*|,?\s+(?:and\s+)?(?:(?:is|was)\s+being\s+treated|(?:which\s+)?led\s+to\s+(?:the|this|his|her|an?)\s+(?:claim|injury|onset|surgery)).*"
    r"|(?:,|,?\s+and)\s+(?:(?:an?|his|her|the|two|some)\s+)?(?:co-?workers?|colleagues?|bystanders?|paramedics|EMS|911|ambulance|supervisor)\s+(?:got|took|brought|drove|helped|called|came|carried|found|freed|rushed)\b.*",
    re.IGNORECASE,
)
_CAME_OF_IT = regex(
    r",?\s+(?:(?:and|&)\s+)?(?:(?:he|she)\s+)?(?:with\s+(?:brief|loss|immediate|resulting|subsequent|onset|an?\s+onset|date\s+of|pain)\b|(?:and|,)\s+(?:then\s+)?(?:lost\s+consciousness|continues?|presents?|broke|fractured|tore|sustained|injured|developed|suffered|felt|had|has|was\s+(?:seen|taken|treated|diagnosed))\b"
    r"|(?:(?:and|&)\s+)?(?:felt|heard|noticed|experienced|broke|fractured|tore)\s+(?:an?|something|it|his|her|the|immediate|sudden|pain|(?-i:[A-Z]{2,}))\b|(?<=,\s)(?:brief|sharp|sudden|immediate|acute|instant)\s+(?:LOC|loss|pull|pain|pop|snap|onset|tear|ache)\b|(?<=,\s)(?:continues?|presents?|is|has|now|currently)\b|causing\b|resulting\b|sustaining\b|injuring\b|which\s+(?:caused|resulted|injured)\b"
    r"|(?:and\s+|(?<=,\s))(?:something|(?:(?:his|her|left|right|[LR])\s+){1,2}(?:low(?:er)?\s+)?(?:back|neck|shoulder|knee|elbow|wrist|hip|groin))\s+(?:[\w]+\s+){0,2}?(?:gave|popped|seized|went\s+out|locked|snapped|hurt))"
    r"|\s+(?:occurred|happened|took\s+place)\b.*|,?\s+when\s+(?:his|her)\s+(?:[\w-]+\s+){0,2}?(?:popped|gave\s+out|went\s+out|snapped)\b.*|(?<=trauma)\s+(?:injury|claim)\b.*|\s+[\[(](?:DOI|date).*|,\s+(?:is|was)\s+(?:seen|being|treated)\b.*|,\s+an?\s+\d\d[\s-]year.*|,?\s+(?:DOI|date\s+of\s+(?:injury|loss))\b.*",
    re.IGNORECASE,
)
_FULL_DAY = rf"(?:\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{2,4}}|{MONTH},?\s+(?:\d{{1,2}},?\s+|of\s+)?(?:19|20)\d\d)"
_DATED = regex(
    rf",?\s+\(?(?:(?:on|dated|in|of|through|thru|until|ending|claimed\s+through)\s+)?(?:or\s+about\s+)?{_FULL_DAY}\b\)?"
    r"(?!,\s+(?!resulting|causing|sustaining|injuring|suffering|incurring|complaining|having|hurting|straining)\w+ing\b"
    rf"|\s+(?:when|in\s+which|as|after|while|he|she|by|against|into|onto|with\s+(?:an?\s+)?air\s?-?bag|and\s+(?:(?:he|she)\s+)?(?:{DID}|(?:was\s+)?{DONE_TO}))\b|(?:,\s+(?:and\s+)?|\s+)(?:(?!(?:and|but|with|who|which|has|had|is|was|when|while|as|after)\b)[\w'-]+\s+){{0,4}}?(?:{DID}|let\s+go|(?:was|were|got)\s+{DONE_TO})\b).*",
    re.IGNORECASE,
)
"""A day, and what is told after it, unless that goes on with what happened."""
_ON_DAY = regex(r",?\s+(?:on\s+)?\d{1,2}[-/][\d/-]+\W*$", re.IGNORECASE)
_SUBJECT = regex(
    rf"^(?:(?:says|states|reports|relates|alleges)\s+(?:that\s+)?)?(?:(?:on\s+)?{_FULL_DAY},?\s+(?:when|while|as)\s+|(?:he|she)\s+and\s+(?:an?|his|her)\s+(?:co-?worker|partner|helper|colleague)s?\s+(?:were\s+)?)?(?:"
    r"(?:(?:he|she|IW|the\s+(?:injured\s+)?(?:worker|patient|applicant|claimant|employee|IW)(?:'s)?(?:\s+\(IW\))?)\s+)?(?:was\s+|had\s+been\s+)?(?:injured\s+|hurt\s+|involved\s+)?in\s+(?:an?\s+)?(?=[\w\s-]{0,40}(?:accident|collision|crash|altercation)\b)"
    r"|(?:he|she|IW|the\s+(?:injured\s+)?(?:worker|patient|applicant|claimant|employee|IW)(?:'s)?(?:\s+\(IW\))?)\s+(?:was\s+|had\s+been\s+)?"
    rf"|(?:[\w-]+\s+){{0,2}}?{JOB}\s+(?=(?:{DID}|{DONE_TO})\b)(?![^.;,]{{0,40}}\b(?:him|her)\s*(?:[,;.]|$|and\b))"
    rf"|(?:an?|the|this)\s+(?:[\w-]+\s+){{0,4}}?{JOB}(?:\s+then\s+aged\s+\d\d|,?\s+aged\s+\d\d,?|,\s+(?:male|female),?)?\s+(?=\w)"
    rf"|(?:an?|the|this)\s+\d\d[\s-]?(?:year|yr)s?[\s-]?old\s+(?:[\w'-]+\s+){{1,5}}?(?:was\s+)?(?=(?:{DID}|{DONE_TO}|{ANY})\b)"
    rf"|an?\s+(?!(?:[\w'-]+\s+){{1,8}}?(?:{DID}|{ANY}|was|were)\b)|the\s+fact\s+that\s+)?",
    re.IGNORECASE,
)
_NEXT = rf"(?:(?:he|she|it|(?:the|his|her|an?)\s+(?!(?:pain|patient|worker|diagnos\w+)\b)(?:\w+\s+){{0,4}}?\w+)\s+)?(?:came\s+down|{DID})\b[^.;,()]*"
_WENT_ON = regex(rf";\s+{_NEXT}", re.IGNORECASE)
"""A second thing that happened, told after a semicolon."""
_THEN = regex(rf",?\s+(?:on\s+)?{_FULL_DAY};\s+(?P<told>{_NEXT})", re.IGNORECASE)
"""The accident, told behind what the worker was at and the day."""
_AT_WORK = regex(
    r"(?:(?:on|in)\s+[^,.;]{4,25},?\s+)?(?:he|she|(?:the\s+)?(?:injured\s+)?(?:worker|patient|applicant|claimant|employee))\s+was\s+\w+ing\b(?![^.;]*\b(?:when|while|as|and|which|felt)\b)",
    re.IGNORECASE,
)
_WAS = regex(r"(?:was|were|got)\s+(?!\w+ing\b)|(?:was|were)\s+(?=\w+ing\b)|while\s+(?=\w+ing\b[^,]*$)", re.IGNORECASE)
_BARE = regex(
    rf"{DID}|{DONE_TO}|{ANY}|exposure\s+to|fall\w*\s+\w+|the\s+\w+(?:\s+worker)?|he|she",
    re.IGNORECASE,
)
_ABOUT_TIME = regex(r"^\s*(?:\d+\s*(?:$|days?|weeks?|months?|years?\b(?!\s+of\s+(?!age|pain|symptoms|experience)))|several(?!\s+(?:years|decades)\s+of\b)|a\s+few|date|which\b|that\s+date|work(?:ing)?\s*$|work\s+(?:injury|related)|(?:an?\s+)?(?:industrial|work)[\s-])", re.IGNORECASE)  # fmt: skip
