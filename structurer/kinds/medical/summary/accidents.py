"""How accidents and strains are told: what happened, and the phrase that says it, in sentences of an opening."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DAY = r"(?:\d{1,2}[-/]\d{1,2}[-/]\d{2,4}|[A-Z][a-z]+\s+\d{1,2},?\s+\d{4})"
_DID = (
    r"(?:slipped|tripped|stumbled|fell|fallen|dropped|jumped|landed|collapsed|collided|crashed|rolled(?:\s+over)?|tipped|flipped|swerved|stepped|misstepped|missed\s+(?:a|the)\s+step|lost\s+(?:his|her)\s+(?:footing|balance|grip)"
    r"|twisted|rolled|turned|bent|reached|lifted|carried|pushed|pulled|dragged|heaved|yanked|jerked|tugged|swung|caught|jammed|smashed|slammed|cut|sliced|punctured|inhaled|breathed|went\s+(?:through|down|off|over|into)|gave\s+way|broke\s+(?:through|loose|free)"
    r"|burst|exploded|blew|kicked\s+back|snapped|sprang|spilled|splashed|sprayed|splattered|ignited|caught\s+fire|struck|hit|knocked|backed\s+(?:into|over)|ran\s+(?:into|over)|lodged|flew|got\s+past|lunged|bit|attacked|grabbed|punched|kicked|pinned|crushed|threw|shifted|slid)"
)
_DONE_TO = (
    r"(?:struck|hit|rear-?\s?ended|t-?boned|broadsided|sideswiped|knocked|thrown|pinned|crushed|caught|trapped|run\s+over|dragged|pulled|yanked|jerked|bitten|stung|assaulted|attacked|kicked|punched|shoved|pushed|stabbed|shot|robbed"
    r"|held(?:\s+up)?\s+at|burned|burnt|scalded|splashed|sprayed|shocked|electrocuted|exposed\s+to|cut|stuck|buried|hurt|involved\s+in\s+(?:an?\s+)?(?:[\w-]+\s+){0,4}?(?:accident|collision|crash|altercation)|in\s+an?\s+(?:[\w-]+\s+){0,4}?(?:accident|collision|crash))"
)
_WHOM = r"(?:he|she|who|the\s+(?:injured\s+worker|patient|worker|applicant|claimant|employee)(?:\s+\(IW\))?)"
_THING = r"(?:(?:an?|the|his|her|some|one|two)\s+(?:(?!(?:injured|injury|patient|worker|pain|physician|date|incident)\b)[\w'/-]+\s+){1,6}?)"
_STRAIN = (
    r"(?:(?:years|months|decades)\s+of\s+[^.;,]+|(?:repetitive|repeated|continuous|constant|cumulative|prolonged|chronic|frequent|heavy)\s+(?!pain|use\s+of\s+(?:opioid|medic))(?:[\w-]+\s+){0,3}?"
    r"(?:trauma|use|work|exposure|motion|movements?|strain|lifting|bending|stress|typing|keyboarding|gripping|pushing|pulling|carrying|twisting|kneeling|overhead|noise|stooping|\w+ing)\b[^.;,]*)"
)
_NOUN = (
    r"(?:(?:[\w-]+\s+){0,3}?(?:motor\s+vehicle|car|auto(?:mobile)?|vehicle|vehicular|forklift|truck|bus|van|rollover|motorcycle|bicycle|tractor|rear-?\s?end)(?:\s+(?:motor\s+vehicle|rollover))?\s+(?:accident|collision|crash)|(?:slip|trip)(?:ped)?\s+and\s+fall\b[^.;,]*"
    r"|fall(?:ing)?\s+(?:from|off|down|on|onto|through|into|over|while|at)\b[^.;,]*|assault\b[^.;,]*|(?:an?\s+)?(?:armed\s+)?robbery\b[^.;,]*|(?:an?\s+)?explosion\b[^.;,]*|(?:an?\s+)?(?:dog|cat|human|spider|insect)\s+bite\b[^.;,]*|needle\s?stick\b[^.;,]*)"
)
_GERUND = r"(?!(?:being\s+(?:seen|treated|evaluated)|having|undergoing|receiving|taking|using|attending|complaining|according|including|working\s*(?:[.,;]|$)|during|morning|evening)\b)\w{3,}ing\b"
_HURT = rf"(?:injur\w*|hurt|accident|incident|claims?|sustain\w*|occurr\w*|happened|DOI|date\s+of\s+(?:injury|loss)|{_DAY}|symptoms?|pain|onset|began|started|came\s+on|developed|complaints?|strain|felt|loss|rash|gradual\w*)"

_NOT_DONE = (
    r"(?:sustain\w*|suffer\w*|report\w*|complain\w*|present\w*|develop\w*|underw\w+|ha[sd]|have|is|are|was(?!\s+\w+ing\b)|were|be|filed|alleg\w*|claim\w*|injured|received|return\w*|retired|continue[sd]?|note[sd]|state[sd]|describe[sd]?|carries|carried\s+(?:a|the)\s+diagnos\w+|work(?:s|ed)|experienced"
    r"|diagnosed|treated|seen|saw|referred|requested|rated|denie[sd]|wa[sn]'t|did|does|will|can|may|took|takes|used|uses|feels|felt|told|said|says|gave|given|listed|recorded|dated|signed|submitted|appealed|associated|related|reviewed)"
)
_ANY = rf"(?!{_NOT_DONE}\b)(?:[a-z]+ed|fell|caught|hit|bent|slid|went|broke|drove|ran|stood|tore|threw|flew|got|lost|blew|burst|swung|sprang|bit|split|came\s+down|was\s+\w+ing)\b"
_CLAUSES = (
    rf"\((?P<aside>[^()]{{0,60}}?\b(?:{_DID}|{_DONE_TO}|splash|spill|blast|explosion|crash|collision|fall)\b[^()]*)\)",
    rf"\b(?:when|while|after|as|because|since)\s+(?P<hit>(?:his|her|an?|the)\s+(?:[\w'-]+\s+){{1,4}}?(?:was|were|got|been)\s+(?:[\w-]+\s+)?{_DONE_TO}\b[^.;)]*)",
    # What happened when the worker was hurt.
    rf"\b{_HURT}\b[^.;]{{0,70}}?[\s,(](?:when|while|after|as|because|since)\s+(?P<when>(?:{_WHOM}|{_THING}|[\w'-]+)\s*(?:[\w'-]+\s+){{0,4}}?(?:{_DID}|(?:was|were|got|been|being)\s+(?:[\w-]+\s+)?{_DONE_TO})\b[^.;)]*)",
    rf"\b{_HURT}\b[^.;]{{0,70}}?[\s,(](?:when|while|after|as|by|from|through)\s+(?P<doing>(?:(?:he|she)\s+(?:was|had\s+been)\s+)?{_GERUND}[^.;)]*)",
    rf"^(?:(?:On|In)\s+[^,.;]{{4,25}},?\s+)?(?P<began>while\s+{_GERUND}[^.;]*?\b(?:{_DID}|(?:was|were|got)\s+{_DONE_TO})\b[^.;]*)",
    rf"^(?:On|In)\s+(?:or\s+about\s+)?{_DAY},?\s+(?P<dated>(?:{_WHOM}|{_THING}|(?:his|her|the|an?)\s+[\w\s'-]{{3,40}}?)\s*(?:{_DID}|(?:was|were|got)\s+(?:[\w-]+\s+)?{_DONE_TO})\b[^.;]*)",
    rf"\b(?:{_WHOM}|(?:year[\s-]?old|y/?o|y\.o\.?)\s+[\w\s/,-]{{3,60}}?)\s+(?P<did>(?:(?:was|were|got)\s+)?{_DONE_TO}\b[^.;]*|{_DID}\b[^.;]*)",
    rf"[,(]\s*(?P<told>(?:[\w'-]+\s+){{0,4}}?(?:{_DONE_TO}|{_DID}|splash|spill|blast)\s+(?:by|on|in|with|at|over|when|from|off|while|onto|into|through)\b[^.;)]*)",
    rf"^(?P<thing>(?:[\w'/-]+\s+){{1,6}}(?:{_DID}|{_DONE_TO})\s+(?:\w+\s+){{0,3}}(?:when|him|her|his|over|into|onto|on|in)\b[^.;]*)",
    rf"^(?:On|In)\s+(?:or\s+about\s+)?{_DAY},?\s+(?:{_WHOM}|{_THING}|(?:his|her|the|an?|one)\s+[\w\s'-]{{3,40}}?\s)\s*(?P<anyday>{_ANY}[^.;]*)",
    rf"\bwho,?\s+(?:(?:on|in)\s+{_DAY},?\s+)?(?P<anyone>{_ANY}[^.;]*)",
    rf"\b{_DAY}\s*[),:–-]+\s*(?P<anyhow>(?!MRI|x-?ray|he\s+(?:is|was)|she\s+(?:is|was))(?:[\w'-]+\s+){{0,5}}?{_ANY}[^.;]*)",
    rf"\b(?:due|secondary|owing|attributed|related|relating|put\s+down)\s+to\s+(?:an?\s+|the\s+)?(?P<cause>{_STRAIN}|{_NOUN})",
    rf"\b(?:from|of|through|by|result\s+of|caused\s+by|involved\s+in|in|after|following|is|a)\s+(?:an?\s+|the\s+)?(?P<noun>{_NOUN}|{_STRAIN})",
)
_ACCIDENT = tuple(re.compile(clause, re.IGNORECASE) for clause in _CLAUSES)


def accidents(text: str) -> Iterator[tuple[int, int]]:
    """Where a sentence may tell how an injury came about, the surer phrases first."""
    for pattern in _ACCIDENT:
        for found in pattern.finditer(text):
            if found.lastgroup:
                yield found.span(found.lastgroup)
