"""How accidents and strains are told: what happened, and the phrase that says it, in sentences of an opening."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from structurer.kinds.medical.summary.accident_words import (
    ACCIDENT,
    AGE,
    ANY,
    AT_SOME_TIME,
    AT_WORK,
    DAY,
    DID,
    DONE_TO,
    FELL,
    GERUND,
    HURT,
    JOB,
    NOT_DONE,
    RUINED,
    STRAIN,
    THING,
    WHILE_IN,
    WHOM,
)
from structurer.kinds.medical.summary.descriptions import GAP
from structurer.regex import regex

_AFTER_DAY = rf"(?:(?:(?:on|in)\s+(?:or\s+about\s+)?)?{DAY},?\s+)?"
_WHEN = (
    r"(?:when|while|after|as|because|since|whereby|in\s+which|at\s+which\s+time|that\s+occurred\s+(?:when|while|as))"
)
_THROUGH = r"(?:when|while|after|as|by|from|through|due\s+to|secondary\s+to|as\s+a\s+result\s+of|caused\s+by|resulting\s+from|following)"
_WORDS = rf"(?:(?!{NOT_DONE}\b)[\w'-]+\s+)"
# How the worker was, and what he had of care: "that she was doing well" tells no accident.
_FARED = (
    r"(?:was|were)\s+(?:working\s+(?:under|full|part|modified|light|with\s+(?:\w+\s+){0,3}?(?:restrictions?|limitations?|accommodations?|modifications?|pain))|(?:taking|using|receiving)(?!\s+(?:an?|the|out|down|off)\b)"
    r"|doing\s+(?:\w+\s+)?(?:well|better|fine|poorly|worse)|feeling|having|sleeping|improving|awaiting|attending|undergoing)\b"
)
_LIMB = r"(?:hands?|fingers?|thumb|foot|feet|toes?|arms?|legs?|head)"
_SUBJECT = rf"(?:{WHOM}|{THING}|(?:his|her|an?|the)\s+[\w'-]+|[\w'-]+)"
_WAS = r"(?:(?:was|were|got|had\s+been|been|being)\s+(?:[\w-]+\s+){0,2}?)"
_HAPPENED = rf"\b(?:{DID}|{_WAS}{DONE_TO}|{ANY})"
_REST = r"(?:[^.;)]|(?<=\d)\.(?=\d))*"
_BY_PAPER = r"(?:As\s+)?(?:According\s+to|Per|By)\s+(?:[^,.;]{2,60},\s+|[^,.;]{2,40}?\s+(?=(?:he|she|the\s+(?:injured\s+)?(?:worker|patient|claimant|applicant|employee))\s+(?:was|had|is)\b))"
"""Whose account a sentence begins with: "Per the QME"."""
_IT = r"(?:(?:an?|the|his|her|one|some|two)\s+)?(?!(?:pains?|aching|numbness|tingling|symptoms?|swelling|relief|claim|denial|requests?|therapy|surgery|injections?|MRI|x-?rays?|exam\w*|he|she|it|they|injured|patient|pt|worker|claimant|applicant|employee|reports?|records?|notes?|letters?|husband|wife|mother|father|son|daughter|brother|sister|company|employer|insurer|adjuster|doctor|surgeon|physician|provider|therapist|dis[ck]s?)\b)(?:(?!(?:has|have|had|is|was|were|pains?|who)\b)[\w'/-]+\s+){1,7}?"
_ON_HIM = r"(?=[^.;]{0,160}?\b(?:him|her|his|he|she|left|right|fell|falling|landing|throwing|knocking|pinning|striking|hitting|onto|into)\b)"
"""Before a clause on a thing that came upon the worker."""
_WORKER = rf"(?:(?:(?:[\w-]+\s+){{0,2}}?{JOB}|Injured\s+\w+|An?|The|This|IW|Claimant|Patient|Pt\.?|Applicant|Employee|Worker|Male|Female|M|F|\d{{2}})\b)"
_SURE = (
    # What happened when the worker was hurt: an accident by its name, a clause, or what he was doing.
    rf"\b{HURT}\b[^.;]{{0,70}}?\s(?:in|from|by|of|during|after|following|through|due\s+to|secondary\s+to|to|as\s+a\s+result\s+of)\s+(?:an?\s+|the\s+)?(?:{DAY}\s+)?(?P<named>{ACCIDENT}{_REST})",
    rf"\b{HURT}\b[^.;]{{0,70}}?[\s,(]{_WHEN}\s+(?:on\s+{DAY},?\s+)?(?P<when>{_SUBJECT}\s*{_WORDS}{{0,5}}?{_HAPPENED}\b{_REST})",
    rf"\b(?:when|while|after|as|because|since)\s+(?P<hit>(?:his|her|an?|the)\s+(?:[\w'-]+\s+){{1,4}}?(?:was|were|got|been)\s+(?:[\w-]+\s+)?{DONE_TO}\b{_REST})",
    rf"\b(?:since|(?:due|secondary|owing)\s+to|because\s+of|as\s+a\s+result\s+of)\s+(?P<since>an?\s+(?:[\w'-]+\s+){{1,5}}?(?:that\s+)?{DID}\b{_REST})",
    rf"\b{HURT}\b[^.;]{{0,70}}?\sby\s+(?P<by>(?:an?\s+)?(?:falling|flying|swinging|moving|rolling|runaway|reversing)\s{_REST})",
    rf"\b(?:injury|accident|incident)\s+(?:was|is|as)\s+an?\s+(?P<was_a>(?:crush|fall|slip|trip|twist|blow|bite|burn|collision|crash|puncture|kick|tumble)\b{_REST})",
    rf"\b(?:following|after|secondary\s+to|post|s/p)\s+(?:an?\s+|the\s+)?(?P<following>{ACCIDENT}{_REST})",
    rf"\b(?:sustained|suffered|received|experienced)\s+(?:an?\s+)?(?P<got>(?:electric(?:al)?\s+(?:shock|burn)|(?:human|dog|cat|spider|insect|snake)\s+bite|(?:slip|trip)\s+and\s+fall|fall\s+(?:from|off|down|on|onto|through|into|over))\b{_REST})",
    r"\bafter\s+(?P<falling>(?:falling|slipping|tripping)\b[^.;,]*)",
    r"\bfrom\s+(?P<worn>(?:many|[\w-]+)\s+(?:years|decades)\s+of\s+[^.;,]+)",
)
_LIKELY = (
    rf"\b{HURT}\b[^.;]{{0,70}}?[\s,(]{_THROUGH}\s+(?P<doing>(?:(?:he|she)\s+(?:was|had\s+been)\s+)?(?:\w+ly\s+)?{GERUND}{_REST})",
    rf"\b{HURT}\b[^.;]{{0,70}}?[\s,(]{_THROUGH}\s+(?P<being>being\s+{DONE_TO}\b{_REST})",
    rf"\bin\s+the\s+(?:course|process|act)\s+of\s+(?P<course>{GERUND}{_REST})",
    rf"\b(?:injured(?!\s+worker)|hurt|strained|sprained|tore|wrenched|tweaked|ruptured|dislocated)\b[^.;,]{{0,60}}?\s(?:(?:on\s+)?{DAY},?\s+)?(?P<bare>{GERUND}{_REST})",
    rf"\b(?:injury|DOI|accident)(?:\s+(?:of|on))?\W{{1,3}}{DAY}(?:,\s+[a-z\s/&]{{3,30}})?\W{{1,4}}(?P<noted>{GERUND}{_REST})",
    r"\b(?:injury|injuries|hurt|claim|accident|incident)\b[^.;(]{0,40}\((?:cumulative\s*[;,:]\s*)?(?P<bracketed>(?!DOI|date|\d|(?-i:[A-Z]{2,})\b|IW\)|left|right|on\s)[a-z][^()]{4,140})\)",
    rf"\b(?:injur(?:y|ies|ed(?!\s+worker))|hurt|accident|incident)\b[^.;(]{{0,40}}\((?P<crushed>(?:[\w'-]+\s+){{1,5}}?(?:{DID}|{DONE_TO})\b[^()]*)\)",
    rf"(?:^|\b(?-i:[MF])\.\s+)(?P<opened>(?:(?:(?:was|got)\s+)?{DONE_TO}|{DID})\b(?!\s+(?:is|was)\b){_REST})",
    rf"\b{DAY}\s*[),:;–-]+\s*(?P<anyhow>(?:(?:(?!(?:{NOT_DONE}|pain|who|which|when|while|as|after|because|since)\b)[\w'/-]+\s+){{0,7}}?(?:{DONE_TO}|{DID})|{ACCIDENT})\b{_REST})",
    # The worker, or a thing, of whom the sentence tells what he did or what became of him.
    rf"^(?:[\w\s]{{3,30}}:\s+)?(?:(?:On|In)\s+[^,.;]{{4,25}},?\s+)?(?P<while>while\s+(?:using\b|working\b|{GERUND})[^.;,]+,?\s+{_SUBJECT}\s*{_WORDS}{{0,3}}?{_HAPPENED}\b{_REST})",
    rf"(?:^|;\s+)(?:On|In)\s+(?:or\s+about\s+)?(?:{DAY}|the\s+day\s+of\s+(?:the\s+)?(?:injury|accident|incident)),?\s+(?:(?:with|in)\s+[^,.;]{{4,40}},\s+)?(?P<dated>{_SUBJECT}\s*{_WORDS}{{0,6}}?{_HAPPENED}\b{_REST})",
    rf"^(?:In|During|Amid)\s+[\w\s]{{3,25}}\s+on\s+{DAY},?\s+(?P<amid>{_SUBJECT}\s*{_WORDS}{{0,4}}?{_HAPPENED}\b{_REST})",
    rf"(?:^|[,;.]\s+)(?:Hx|HPI|history(?:\s+of\s+(?:present\s+|the\s+)?(?:illness|injury))?|cause|injury|incident|accident|(?:(?:stress|psych\w*)\s+)?claim|onset)\s*:\s*(?:(?:On\s+)?{DAY},?\s+)?(?:{WHOM}\s+)?"
    rf"(?P<labelled>(?:(?:(?:was|had\s+been)\s+)?(?:{DID}|{DONE_TO}|{ACCIDENT}|{AT_WORK})|{THING}{_HAPPENED})\b{_REST})",
    rf"\b(?:when|after|as)\s+(?P<limb>(?:(?:his|her|the|left|right|[LR])\s+){{0,2}}{_LIMB}\s+{_WAS}?{DONE_TO}\b{_REST})",
    rf"\b(?P<limb_by>(?:(?:his|her|the|left|right|[LR]|both)\s+){{0,3}}(?:{_LIMB}|face|eyes?)\s+(?:was|were|got|became)\s+{DONE_TO}\s+(?:by|in|between|under|against|beneath)\b{_REST})",
    rf"\b(?:injury|recalls|remembers|describes)\s+(?P<recalled>{AT_WORK}\b{_REST})",
    rf"^{_BY_PAPER}(?!(?:19|20)\d\d\b)(?P<by_paper>{_SUBJECT}\s*{_WORDS}{{0,4}}?{_HAPPENED}\b{_REST})",
    rf"\bthat\s+{AT_SOME_TIME}(?P<that>(?:{THING}|{WHOM}\s*)(?!{_FARED}){_HAPPENED}\b{_REST})",
    rf"\bwhose\s+(?!(?:injur\w*|accident|claim|date|pain|complaints?|symptoms?)\b)(?P<whose>(?:[\w'-]+\s+){{1,3}}?{_HAPPENED}\b{_REST})",
    rf"\b{WHOM},?\s+(?:\w+ly\s+)?{_AFTER_DAY}(?P<did>(?:{_WAS}{DONE_TO}|{DID})\b{_REST})",
    rf"\b(?:year[\s-]?old|y/?o|y\.o\.?)\s+[\w\s/,-]{{3,60}}?,?\s+(?P<aged>(?:{_WAS}?{DONE_TO}|{DID})\b{_REST})",
    rf"\b(?:an?|the|this)\s+(?:[\w/'-]+\s+){{0,7}}?(?:{JOB}|old)(?:\s+{AGE})?,?\s+(?P<person>(?:{_WAS}?{DONE_TO}|{DID})\b{_REST})",
    rf"\s{{{GAP},}}(?P<described>(?:{_WAS}?{DONE_TO}|{DID})\b{_REST})",  # behind what described the worker
    rf"\bwho,?\s+{AT_SOME_TIME}(?P<anyone>{ANY}{_REST})",
    rf"\b(?:{WHOM}|{JOB}|male|female|man|woman),?\s+(?:(?:on|in)\s+[^,.;]{{4,25}},?\s+)?had\s+(?P<had>(?:an?|the|some|one|two|his|her)\s+(?:[\w'-]+\s+){{1,4}}?{FELL}\b{_REST})",
    rf"^(?:As|While|When)\s+(?:he|she)\s+[^.;,]{{3,60}}?\s+(?:on\s+)?{DAY},?\s+(?P<as_he>(?:an?|the|his|her|one)\s+(?:[\w'-]+\s+){{1,6}}?{_HAPPENED}\b{_REST})",
    rf"^(?:(?:On|In)\s+[^,.;]{{4,25}},?\s+)?(?P<in_it>(?:an?|the|his|her)\s+(?:[\w'-]+\s+){{1,3}}?{WHILE_IN}(?:{DID}|{_WAS}{DONE_TO})\b{_REST})",
    rf"\bwas\s+(?P<rode>(?:(?:an?|the|belted|restrained|unrestrained|front|rear|front-seat|rear-seat)\s+)*(?:passenger|rider)\s+(?:in|of|on)\s+(?:an?|the|his|her)\s+[^.;]*?{_HAPPENED}\b{_REST})",
    rf"\bwas\s+(?P<sat>(?:seated|parked|stopped|bent|crouched|perched)\b[^.;]*?\s(?:when|and)\s+{_SUBJECT}\s*{_WORDS}{{0,4}}?{_HAPPENED}\b{_REST})",
    rf"^(?:On\s+)?{DAY},?\s+(?P<day_led>{AT_WORK}\b{_REST})",
    rf"^(?:Was|Had\s+been)\s+(?P<was_doing>{GERUND}{_REST})",
    rf"\b(?:{WHOM}|{JOB}|male|female|man|woman)\s+(?:was|had\s+been)\s+(?P<was>{GERUND}[^.;]*?\s(?:(?:when|as)\s+{_SUBJECT}|(?:that|which)\s+(?:{DID}|{_WAS}{DONE_TO})\b|and\s+(?:felt|heard|noticed|experienced|developed)\b|and\s+(?:an?|the|his|her)\s+{_WORDS}{{1,4}}?{_HAPPENED}\b){_REST})",
    rf"^{_WORKER}[^.;:()]{{0,90}}?[,;]\s*(?P<main>(?:{_WAS}?{DONE_TO}|{DID}|{ANY})\b{_REST})",
)
_PERHAPS = (
    rf"^(?:(?:On|In)\s+[^,.;]{{4,25}},?\s+)?while\s+(?P<began>{GERUND}[^.;,]+),\s+{WHOM}\s",
    r"^(?:Injured|Hurt)\s+(?:when|while|as|by|in)\s+(?:an?\s+)?(?P<hurt>[^.;,]+)",
    rf"^(?:while\s+)?(?P<fragment>(?![^.;]*\b(?:hurts|aches|burns|takes|sends|makes|brings|causes|gives|wakes|bothers|triggers|aggravates|worsens|is|are)\b)(?:{DONE_TO}|(?:(?:industrial|occupational|work(?:place)?|chemical)\s+)?{ACCIDENT}|{GERUND})\s(?!(?:is|was|the\s+patient)\b)[^.;]*)",
    rf"\b(?:after|since|while)\s+(?P<fell>(?:{AT_WORK}|being\s+{DONE_TO})\b(?:[^.;,]|,(?=\s(?:19|20)\d\d))*)",
    rf"(?:^(?:(?:On\s+that\s+day|At\s+the\s+time|That\s+day),?\s+)?|\b(?:states?|stated|reports?|reported|says|said|relates|explains|recalls)\s+(?:that\s+)?){WHOM}\s+(?:was|had\s+been)\s+(?P<at_work>{AT_WORK}\b{_REST})",
    rf"[,(]\s*(?P<told>(?!(?:and|but|which)\b)(?:[\w'-]+\s+){{0,4}}?(?:{DONE_TO}|{DID}|splash|spill|blast)\s+(?:by|on|in|with|at|over|when|from|off|while|onto|into|through)\b{_REST})",
    rf"(?:^|;\s+)(?P<thing>(?:(?!(?:has|have|is|pain)\b)[\w'/-]+\s+){{1,6}}(?:{DID}|{DONE_TO})\s+(?:\w+\s+){{0,6}}?(?:when|him|her|his|the\s+(?:left|right)|over|into|onto|on|in|out|off|back|against)\b[^.]*)",
    rf"^(?P<upon_him>{_IT}(?:{DID}|{RUINED})\b{_ON_HIM}{_REST})",
    r"\bblames\s+(?P<blames>(?:[\w-]+\s+)?(?:years|decades|months)\s+of\s+[^.;,]+)",
    r"^(?P<wore>(?:[\w-]+|\d+)\s+(?:years|decades)\s+of\s+[^.;,]+?)(?=\s+(?:wore|caused|led|left|brought|gave|took|has|have)\b)",
    rf"\b(?:when|after|as)\s+(?P<struck>{THING}(?:{DID}|{_WAS}{DONE_TO})\b{_REST})",
    rf"(?:(?-i:\b(?:\d\d\s?)?[MF])|\b(?:male|female|man|woman))[,.]?\s+(?:with\s+|s/p\s+|in\s+)?(?:an?\s+)?(?P<in_brief>{ACCIDENT}{_REST})",
    rf"\b{JOB}\s+(?:with|s/p|in)\s+(?:an?\s+)?(?P<job_brief>{ACCIDENT}{_REST})",
    # What the injury is put down to.
    rf"\b(?:attributed|attributable|put\s+down|ascribed|traced|owed|blamed|relates?\s+(?:his|her)\s+\w+|relat(?:ed|ing)|due|secondary|owing)\s*(?:to|on)\s+(?:an?\s+|the\s+)?(?P<cause>{STRAIN}|{ACCIDENT}{_REST}|{GERUND}{_REST})",
    r"\b(?:attribut|ascrib|trac|blam|relat|put(?=[^.;]{0,80}\bdown\s+to\b))(?:e[sd]?|s)?\s+(?:(?:his|her|the|an?|this|these|all|it)\b(?:\s+[\w-]+){0,6}?\s+)?(?:down\s+)?(?:to|on)\s+(?!\d|weight\b)(?P<blamed>(?:[^.;,(]|,(?=\d))+)",
    rf"\balleg(?:es|ed|ing)\s+(?P<alleged>(?:cumulative\s+trauma|harassment|bullying|discrimination|retaliation|hostil\w+|threats|mistreatment|sexual\s+\w+|verbal\s+abuse|\w+\s+by\s+(?:an?|her|his)\s+(?:supervisor|co-?worker|manager))\b{_REST})",
    rf"\b(?:from|of|through|by|result\s+of|caused\s+by|involved\s+in|claim\b[^.;]{{0,40}}?\sfor|in|during|being|an?)\s+(?:an?\s+|the\s+)?(?:{DAY}\s+)?(?P<noun>{ACCIDENT}{_REST}|{STRAIN})",
    r"[,;]\s+(?P<apart>cumulative\s+trauma\b[^.;,]*)",
    r"\bpain(?:ful)?\b[^.;]{0,30}?\s(?:after|from)\s+(?P<span>an?\s+(?:long\s+|hard\s+|full\s+|whole\s+)?(?:day|week|month|year|season|shift|decade)s?\s+of\s+[^.;,]+)",
    r"\b(?:followed|following|from|after|due\s+to|because\s+of|as\s+a\s+result\s+of|secondary\s+to|through)\s+(?P<psychic>(?:harassment|bullying|discrimination|threats|mistreatment|verbal\s+abuse)\b[^.;,]*)",
    r"\b(?:gradual\w*|onset|cumulative|overuse)\b[^.;]{0,60}?\s(?:from|due\s+to|because\s+of|secondary\s+to|with)\s+(?P<use>(?:(?:her|his)\s+)?(?:[\w-]+\s+){0,4}?(?:use|work|duties|job|activities|entry|tasks|contact|overtime)\b[^.;,]*)",
    r"\bfrom\s+(?:an?\s+)?(?P<over>(?!(?:an?|his|her|\d)\b)(?:(?!\b(?:pains?|aches?|headaches?|symptoms?|injections?|ESIs?|(?:nerve|facet|branch)\s+blocks?|surgery|therapy|medications?|insomnia|depression|anxiety)\b)[\w\s-]){3,50}?\s(?:over|for)\s+(?:[\w-]+\s+){1,3}?(?:years|decades|months)\b)",
    r"\b(?:for|over|after|following)\s+(?P<years>(?:(?:many|[\w-]+)\s+)?(?:years|decades)\s+of\s+[^.;,]+)",
    rf"\bpainful\s+from\s+(?P<from>{GERUND}{_REST})",
    rf"\bcumulative,?\s+from\s+(?P<long>{GERUND}{_REST})",
)


@cache
def _compiled(clauses: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Compiled when the first letter is read: commands that read none begin sooner."""
    return tuple(regex(clause, re.IGNORECASE) for clause in clauses)


def accidents(text: str, *, sure: bool = False) -> Iterator[tuple[int, int]]:
    """Where a sentence may tell how an injury came about: what it tells first, then what is less sure to be it.

    With `sure` only what is told as that at which the worker was hurt, as in a sentence on diagnoses.
    """
    near = _compiled(_SURE) if sure else (*_compiled(_SURE), *_compiled(_LIKELY))
    found = [match.span(match.lastgroup) for pattern in near for match in pattern.finditer(text) if match.lastgroup]
    yield from sorted(found, key=lambda span: span[0])
    for pattern in () if sure else _compiled(_PERHAPS):
        for match in pattern.finditer(text):
            if match.lastgroup:
                yield match.span(match.lastgroup)
