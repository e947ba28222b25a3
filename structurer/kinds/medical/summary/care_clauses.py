"""Care that a sentence tells in passing: by saying that it was given or what it did, when, or after which something was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.interpret import NUMBER_WORD
from structurer.kinds.medical.summary.care_done import DAY
from structurer.kinds.medical.summary.care_entries import treatment
from structurer.kinds.medical.summary.care_lists import care
from structurer.kinds.medical.summary.care_words import CERTAIN, PROCEDURE
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.words import MONTH
from structurer.regex import regex

_KIND = r"(?:physical|occupational|chiropractic|aquatic|massage|manual|hand)"
_HELPED = r"(?:help|improv|decreas|reduc|reliev|benefi|effective|ineffective|tolerated)"
_DID = regex(
    rf"\b(?P<care>(?:{_KIND}\s+(?:therapy|treatments?|care|sessions|visits)|acupuncture|chiropractic|massage)(?:\s+(?:treatments?|sessions))?)"
    rf"\s+(?:received\s+)?(?:(?:has|have|had|was|were)\s+)?(?:been\s+)?(?:not\s+)?(?:noted\s+to\s+)?{_HELPED}",
    re.IGNORECASE,
)


_DONE = r"(?:(?:was|were|(?:has|have|had)(?:\s+\w+ly)?\s+been)\s+(?:\w+ly\s+)?(?:done|performed|carried\s+out|given|provided|tried|completed|administered|used|needed|required|undertaken|placed|applied))"
_PASSIVE = (
    r"(?:was|were|has\s+been|had\s+been)\s+(?:given|done|performed|administered|applied|carried\s+out|put(?=\s+in))\b"
)
_WHEN = r"(?:in\s+(?:\w+\s+(?:of\s+)?)?(?:19|20)\d\d|on\s+\d{1,2}[-/]\d{1,2}[-/]\d{2,4})"
_WHERE = r"in(?:\s?to)?\s+the\s+[\w\s]{3,30}?(?=[.,;]|\s+(?:that|and|on|in|with|which)\b|$)"
_SURGERY = r"(?:surgery|repair|fusion|release|arthroscopy|\w+ectomy|\w+plasty)"
_SAME = r"(?:(?!\b(?:he|she|they)\b)[^.,;]){0,60}?"
_FINITE = r"had|has|have|was|were|is|are|when|where|while|until|before|after|he|she|they|who"
_GIVEN = regex(
    rf"(?:^|;\s*|\b(?:when|where)\s+)(?:(?:in|on)\s+(?:{MONTH}(?:\s+\d{{1,2}})?(?:,?\s+(?:of\s+)?\d{{4}})?|{DAY}),?\s+)?(?:an?\s+|the\s+)?(?P<care>(?:(?!\b(?:{_FINITE})\b)[^.,;])*?\b"
    rf"(?:{_SURGERY}\b{_SAME}(?:\s+{_PASSIVE}\s+{_WHEN}|(?=\s+{_PASSIVE}))"
    rf"|(?:injections?|splint|brace|cast|blocks?)\b{_SAME}(?:\s+{_PASSIVE}\s+{_WHERE}|(?=\s+{_PASSIVE}))))",
    re.IGNORECASE,
)


_RESTRICTED = regex(r"\b(?P<care>(?:work|activity)\s+restrictions)\s+were\s+(?:also\s+)?(?:imposed|put\s+in\s+place)\b", re.IGNORECASE)  # fmt: skip


def care_that_did(piece: Piece) -> Iterator[Piece]:
    """The care that a sentence is about: that was given, or of which it says what it did for the worker.

    Surgery stays with its date, and an injection with its place, where they are told of it: "was done in 2011".
    """
    for found in (*_DID.finditer(piece.text), *_GIVEN.finditer(piece.text), *_RESTRICTED.finditer(piece.text)):
        yield piece.cut(*found.span("care"))


_COUNTED = regex(
    rf"\b(?P<care>(?:{NUMBER_WORD}|\d+)\s+(?:visits|sessions|treatments)\s+of\s+(?:[\w-]+\s+(?:(?:and|or|&)\s+[\w-]+\s+)?(?:therapy|care)|acupuncture|massage|PT|OT|CBT|EMDR|traction|dry\s+needling|hypnosis|shock\s?wave|aqua\w*(?!\s+\w*therap)|psychotherapy|counsel\w+|biofeedback|(?:\w+\s+)?rehabilitation|work\s+(?:hardening|conditioning)|chiropractic\b[\w\s]{{0,12}}))",
    re.IGNORECASE,
)


def care_counted(piece: Piece) -> Iterator[Piece]:
    """The care that the passage counts: "18 visits of physical therapy"."""
    for found in _COUNTED.finditer(piece.text):
        yield piece.cut(*found.span("care"))


_ADVERBS = r"(?:\s+(?:\w+ly|also|both|all|then|not|never|since|only|subsequently))*"
_HAPPENED = (
    r"(?:provided|given|tried|dispensed|utili[sz]ed|continued|used|attempted|prescribed|attended|started|begun|completed|finished|helpful|ineffective|unhelpful|effective|administered|needed|required|performed|done|carried\s+out|undertaken|furnished|issued|applied(?!\s+for)|fitted|worn|placed|employed|exhausted"
    r"|unsuccessful|successful|(?:of\s+)?(?:no|little|some|great|much)\s+(?:real\s+)?(?:help|benefit|use|good)|beneficial|tolerated|rendered|received|on\s+record|documented|recorded|listed|mentioned|implanted|inserted|stopped|discontinued|abandoned|cut\s+short|interrupted|unavailing|held|followed|arranged|repeated|instituted|initiated|put\s+in|set\s+up|supplied|fabricated|made|ongoing|underway|under\s+way|in\s+progress|continuing|(?:used|finished)\s+up|(?:broken|cut|called)\s+off|weaned)"
)
_WORKED = (
    r"(?:(?:did|does|do|have|has|had)(?:\s+not|n't)?(?:\s+\w+ly|\s+little|\s+nothing|\s+only)?(?:\s+to)?\s+(?:help|resolve|improve|work|relieve|reduce|change|provide|bring|brought|last|worn\s+off|fail|ease|ma[dk]e|give|given|decrease|produce|control|let|allow|enable|permit|calm|settle|quiet|restore|bought)\w*"
    r"|(?:did|does|do|done)\s+(?:little|nothing|not\s+much|no\s+good)\b|(?:made|aggravated|worsened)\s+(?:his|her|the|it|pain|symptoms)\b|had\s+(?:an?\s+)?(?:no|little|some|slight|minimal|mild|modest|good|fair|partial|temporary|transient|brief|short-lived|limited|great)\s+(?:[\w-]+\s+)?(?:benefit|effect|relief|help|success|response|results?)\b|(?:helped|failed|gave|gives|took\s+place|provided|brought|eased|relieved|reduced|lasted|wore\s+off|took\s+(?:the\s+edge|away|care\s+of)|offered|afforded|produced|let|bought|restored|earned|allowed|enabled|permitted|calmed|settled|quieted|dulled|cleared|followed(?!\s+by)|came\s+out|complete[sd]?\s+the)\b)"
)
_TOLD = regex(
    rf"(?:(?:he|she|the\s+(?:injured\s+)?(?:worker|patient|applicant|claimant))\s+(?:also\s+)?(?:reports?|reported|states?|stated|notes?|noted|says|said|feels|felt)\s+(?:that\s+)?)?(?:[A-Z][\w\s/-]{{2,25}}:\s+)?(?:(?:In|On|Since|After|Before|Following|During|From|Post-?op\w*|Initially|Thereafter)\b[^,.;:]{{0,40}},\s+)?(?P<care>(?!(?:(?:sutures|stitches|staples)\s+(?:came|were)|he|she|they|it|this|these|there|pain|on\s|the\s+(?:patient|worker|injured|physician|provider|applicant|claimant|surgeon|doctor)|his\s+pain|her\s+pain)\b)[^.;:]{{2,260}}?)"
    rf"\s+(?:(?:was|were|(?:has|have|had|having)(?:\s+\w+ly)?\s+been|are|is){_ADVERBS}\s+{_HAPPENED}\b|{_WORKED}|(?:done|completed|finished|tried|dc'd|d/c'd|attended|given|dispensed|applied|issued|placed|provided|performed|used\s+up|exhausted)(?=\s*(?:[,;.]|$|(?:with|without|for|by|as\s+of)\b|\d{{1,2}}[-/]))"
    r"|(?:is|are|was|were|makes?\s+up|complete[sd]?|constitutes?)\s+(?:all\s+)?(?:of\s+)?the\s+(?:\w+\s+){0,2}?(?:care|treatments?|therap\w+)\b)",
    re.IGNORECASE,
)
_CLAUSE = regex(r"\s*;\s*(?:and\s+)?")
_JOINED = regex(
    rf",?\s+and\s+(?=(?:an?|{NUMBER_WORD}|\d+)\s)|,\s+(?:(?:where|and|but|then)\s+)?(?=[^,;.]{{3,60}}?(?<!\bwas)(?<!\bwere)(?<!\bbeen)\s(?:given|dispensed|applied|issued|placed|tried|provided|done)\s*(?:[,;.]|$))|,\s+and\s+(?=[A-Z])|,\s+(?=(?:an?|{NUMBER_WORD}|\d{{1,2}})\s)|,?\s+where\s+|,?\s+when\s+(?=(?:an?|the)\s)|,?\s+but\s+|,\s+(?:and|whereupon)\s+"
)
_BESIDE = regex(
    rf"\b{CERTAIN.pattern}[^.;]*?\s(?:{_DONE}\b[^.;]*?\b(?:(?:along|together)\s+with|,\s+(?:and\s+)?then|followed\s+by)|(?:was|were)\s+followed\s+by)\s+(?P<care>[^.;]+)",
    re.IGNORECASE,
)
_BY_NAME = regex(r"(?:the\s+|that\s+)?(?:therapy|surgery|chiropractic)", re.IGNORECASE)
_UNDONE = regex(
    r"\b(?:request\w*|recommend\w*|would|will|should|pending|plan(?:s|ned)?|authoriz(?:ation|ing)|denied|certif\w+|consider\w*|candidate|schedul\w+|awaiting|propos\w+|sought|dispute\w*|appeal\w*|IMR|refus\w+|declin\w+|complain\w*|pain\s+(?:is|was)|tender\w*|whether|if|no|neither|nor|without|included|includes|including|consist\w*|underwent|had|has|have|was|were|is|are|received|treated|he|she|they|report\w*|states?|stated)\b",
    re.IGNORECASE,
)


def care_passive(piece: Piece) -> Iterator[Piece]:
    """The list of care of which a clause says that it was given or what it did: "a brace and ice were provided"."""
    for clause in _parted(piece, _CLAUSE):
        if beside := _BESIDE.search(clause.text):
            yield clause.cut(*beside.span("care"))
        told = _told_of(clause)
        if told is not None:
            yield told
        rest = clause.cut(told.end - clause.start, len(clause.text)) if told else clause
        for part in list(_parted(rest, _JOINED))[1 if told else 0 :]:
            if more := _told_of(part, within=True):
                yield more
            elif told and _is_named_alone(part.text):
                yield part


def _is_named_alone(text: str) -> bool:
    """Whether a clause names care without a verb, which is that of the clause before: "… and two blocks in 2015"."""
    return len(text.split()) < 10 and bool(CERTAIN.search(text)) and not (_UNDONE.search(text) or _TOLD.search(text))


def _parted(piece: Piece, where: re.Pattern[str]) -> Iterator[Piece]:
    start = 0
    for end in (*where.finditer(piece.text), None):
        yield piece.cut(start, end.start() if end else len(piece.text))
        start = end.end() if end else 0


def _told_of(clause: Piece, *, within: bool = False) -> Piece | None:
    """The care that a clause has as its subject, where it tells that it was given or what it did."""
    found = _TOLD.match(clause.text)
    if (
        not found
        or not (CERTAIN.search(found["care"]) or _BY_NAME.fullmatch(found["care"]))
        or _UNDONE.search(found["care"])
        or _NEVER_DONE.search(found[0])
    ):
        return None
    if not within and (_GIVEN.search(clause.text) or _DID.search(clause.text)):
        return None
    done = _DONE_ON.match(clause.text, found.end("care"))
    return clause.cut(found.start("care"), done.end() if done else found.end("care"))


_NEVER_DONE = regex(
    r"\b(?:was|were|is|are|been)\s+(?:not|never)\s+(?:\w+ly\s+)?(?:needed|required|done|performed|given|tried|attempted|undertaken|provided|completed|used|started|begun)$",
    re.IGNORECASE,
)
"""What is said of care that was not given: "grafting was not needed"."""
_DONE_ON = regex(rf"\s+(?:done|performed)\s+(?:on\s+|in\s+)?{DAY}", re.IGNORECASE)
"""After an operation, its day, in the manner of notes: "meniscectomy done 3/2/2015"."""
_NO_NAME = r"(?:(?:his|her|the|an?|that|this|last|one|two|three|first|second|third|most|recent|\d)\s+)*(?:surgery|injections?|blocks?|procedure)\b(?!\s+(?:of|to|on|in)\b)"
_BEFORE_NOW = regex(
    rf"\b(?:after|following|since|out\s+from|recover(?:ing|ed)\s+from)\s+(?!{_NO_NAME})(?:an?\s+|the\s+|his\s+|her\s+)?(?P<care>(?:(?!(?:he|she|was|had|years|repetitive|injury|and|walk\w*|standing|sitting|driving|more|less|than|about|half)\b)[\w/-]+\s+){{0,6}}?{PROCEDURE}(?:\s+with\s+[\w-]+\s+{PROCEDURE})?(?:\s*\({DAY}\)|\s+(?:of\s+(?:the\s+)?)?(?:(?!he|she|was|had|on|in|and|which|that)[\w-]+\s+){{1,3}}?(?:on|in)\s+{DAY}|(?:\s+(?:performed|done)\s+(?:on|in)|(?<!injection)(?<!injections)(?<!blocks)(?<!block)\s+(?:on|in))?\s+{DAY}\b)?)",
    re.IGNORECASE,
)
_AFTER_THERAPY = regex(
    rf"\b(?:after|despite|following|other\s+than|apart\s+from|aside\s+from|besides|(?:relief|better|improve\w*|reduc\w+|decreas\w+|success|help\w*|eas\w+)\s+(?:[\w\s%]{{0,20}}\s)?(?:with|from|by|after))\s+(?P<care>(?:(?:{NUMBER_WORD}|\d+)\s+(?:(?:visits|sessions|treatments|weeks|months)\s+of\s+)?)?(?:{_KIND}\s+(?:therapy|treatments?|care|sessions|visits)|acupuncture(?:\s+(?:treatments?|sessions|visits))?|ultrasound\s+treatments?|chiropractic|physiotherapy|(?-i:PT|OT)(?!\s+notes?)))\b",
    re.IGNORECASE,
)


def care_before(piece: Piece) -> Iterator[Piece]:
    """The procedure after which something was so: "following the second block"."""
    for found in (*_BEFORE_NOW.finditer(piece.text), *_AFTER_THERAPY.finditer(piece.text)):
        if " " in found["care"] or found.re is _AFTER_THERAPY:
            yield piece.cut(*found.span("care"))


_GOOD = regex(
    rf"(?:\b(?:no|little|some|good|partial|minimal|temporary|short-term|significant|moderate|great|excellent|\d+\s?%)\s+(?:[\w-]+\s+){{0,2}}?(?:benefit|relief|improvement|help|response|success)(?:\s+for\s+[\w\s]{{3,20}}?)?\s+(?:with|from|to|after)|\b(?:resolved|cleared|subsided|abated|improved|eased|lessened)\s+(?:after|following|with))\s+(?P<care>(?=(?:[\w-]+\s+){{0,4}}?{CERTAIN.pattern})(?:(?!\s+for\s+(?:\w+\s+){{1,3}}?(?:days?|weeks?|months?|years?)\b)[^.;])+)",
    re.IGNORECASE,
)
_EASES = regex(r"(?:[\w-]+\s+)?(?:heat|ice|rest|exercises?|stretching|surgery)", re.IGNORECASE)


def care_of_benefit(piece: Piece) -> Iterator[Piece]:
    """The care of which a sentence says how much it helped: "no relief from acupuncture or a TENS unit"."""
    for found in _GOOD.finditer(piece.text):
        for part in care(piece.cut(*found.span("care"))):
            if CERTAIN.search(part.text) and not _EASES.fullmatch(part.text) and (given := treatment(part)):
                yield given


def tells_given(text: str) -> bool:
    """Whether a text says of some care that it was given, or what it did for the worker."""
    return bool(_GIVEN.search(text) or _DID.search(text))
