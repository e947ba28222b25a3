"""What a passage that leads up to complaints names: symptoms, one each, without their ratings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kinds.medical.summary.bettering import bettering
from structurer.kinds.medical.summary.drugs import DRUG
from structurer.kinds.medical.summary.examination import is_examined
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.openings import WHO, begun
from structurer.kinds.medical.summary.phrases import BODY_DOES, PREDICATE, QUALITIES
from structurer.kinds.medical.summary.symptoms import listed
from structurer.kinds.medical.summary.words import CARE, LOCATION, SYMPTOM, TEST

_DONE_NEXT = r"(?:requesting|awaiting|given|prescribed|referred|placed|taking)"
_ENDS = re.compile(
    rf"[.](?=\s|$)|\s+while\b|,?\s+and\s+(?:is|was|has\s+been)\s+{_DONE_NEXT}\b|,?\s+but\s+(?!(?:the\s+|an?\s+|his\s+|her\s+|now\s+|also\s+|new\s+)*(?:[\w-]+\s+){{0,3}}?(?:pain|ache|numb|tingl|burn|stiff|sore|weak|swell|headache|remains|continue|arch)|that\s|there\s+(?:is|was|are|were)\s)|,?\s+(?:however|reportedly(?!\s+(?:improv|better|worse|unchanged|resolv)))\b"
    r"|,?\s+[\"“]?and\s+then\b|\s+so\s+(?:he|she|that)\b|,\s+which\s+(?:he|she|(?:is|are|was|were)\s+(?!rated))\b",
    re.IGNORECASE,
)
_OF_TEN = r"\d+(?:\s*-\s*\d+)?\s*(?:/|out\s+of|of)\s*10\b"
_RATED = re.compile(
    rf",?\s+(?:which\s+|that\s+)?(?:(?:is|was|are|were|he|she)\s+)?(?:also\s+)?(?:rated|rates|rating|quantified|scored|graded)\b|,?\s*(?:at|of|a)?\s+{_OF_TEN}.*"
    r"|,?\s+\d+\s+intensity\s+out\s+of\b.*|,?\s+(?:the\s+)?level\s+of\s+pain\b",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"\s+for\s+(?:about|the\s+(?:past|last)|over|approximately)\b.*|\s+(?:(?:about|approximately)\s+)?\w+\s+(?:days?|weeks?|months?|years?)\s+(?:prior|ago)\b.*",
    re.IGNORECASE,
)
_NONE = re.compile(r"\b(?:treatments?|therapy)\s+(?:has|have|had)\b|\bimprovement\b|^to\s+improve\b", re.IGNORECASE)
_DENIED = re.compile(r"(?:and\s+|or\s+)?(?:no(?!\s+(?:better|longer|more|improvement))|denies|denied|denying|without)\s", re.IGNORECASE)  # fmt: skip
"""What the worker says that he has not is no complaint."""
_FELT = re.compile(r"[\"“]?(?:feels?|felt|hurts?|aches?|swells?)\s+(?!better\b)", re.IGNORECASE)
_BARE = re.compile(
    r"(?:(?:his|her|the|current|average|subjective|multifocal)\s+)*(?:pain|symptoms?|discomfort|complaints?|pain\s+complaints?|levels?\s+of\s+pain)"
    r"(?:\s+(?:levels?|scores?|ratings?|scales?|as|is|was|were|not|the))*",
    re.IGNORECASE,
)


# What goes on about a symptom whose rating stood between them.
_OF_ANOTHER = re.compile(r"(?:which|that|who)\s", re.IGNORECASE)


def complaints(piece: Piece, *, sure: bool = False) -> Iterator[Piece]:
    """The complaints that the passage lists; where it is `sure` to list some, also those in words that are not known."""
    better = bettering(piece)
    if better:
        yield unrated(better)
        piece = piece.cut(better.end - piece.start, len(piece.text))
    if _EASED.match(piece.text) or (not sure and len(_DIAGNOSED.findall(piece.text)) > 1):
        return
    piece = piece.until(_DENIED_CLAUSE)
    if (own := _own_words(piece)) and "," not in own.text:
        yield own.trimmed(_BEFORE_QUOTED, _AFTER)
        return
    piece = own or piece
    parts = [part.trimmed(_BEFORE, _AFTER) for part in listed(begun(_until_end(piece)))]
    sure = (sure and len(piece.text.split()) > 1) or any(names_symptom(part.text) for part in parts)
    for part in parts:
        one = unrated(begun(part)).until(_LASTING).until(_CAUSE).trimmed(_BEFORE, _AFTER)
        if _is_told(one.text, sure):
            yield one


_DENIED_CLAUSE = re.compile(r"(?:^|;)[^;]*\b(?:is|are|was|were)\s+(?:all\s+)?denied\b", re.IGNORECASE)
_BEFORE_QUOTED = re.compile(r"\s+")
_QUOTED = re.compile(r"\s*[\"“](?P<said>[^\"“”]+)[\"”][.,]?\s*")


def _own_words(piece: Piece) -> Piece | None:
    """What stands in quotation marks, where that is all; else None."""
    quoted = _QUOTED.fullmatch(piece.text)
    return piece.cut(*quoted.span("said")) if quoted else None


def _until_end(piece: Piece) -> Piece:
    """The piece up to where something else is told, outside of quotation marks."""
    for found in _ENDS.finditer(piece.text):
        if len(re.findall(r"[\"“”]", piece.text[: found.start()])) % 2 == 0:
            return piece.cut(0, found.start())
    return piece


def _is_told(text: str, sure: bool) -> bool:
    """Whether an entry of a list of complaints is one."""
    if (
        not text.strip()
        or _OF_ANOTHER.match(text)
        or _NONE.search(text)
        or _DENIED.match(text)
        or _BARE.fullmatch(text.strip())
    ):
        return False
    if _NO_COMPLAINT.search(text) or _FOUND.search(text) or TEST.match(text) or LOCATION.fullmatch(text.strip()):
        return False
    if (
        names_symptom(text)
        or _FELT.match(text)
        or BODY_DOES.match(text)
        or (PREDICATE.match(text) and len(text.split()) > 2)
    ):
        return True
    return sure and not (
        _NO_SYMPTOM.search(text) or CARE.search(text) or TEST.search(text) or DRUG.search(text) or is_examined(text)
    )


_FOUND = re.compile(
    r"\b(?:non-?tender|negative|intact|bruising(?:\s+(?:over|below|about|around|of|at)\b.*)?|ecchymosis)$|\b(?:test|sign|maneuver)s?\s+(?:is\s+|was\s+)?(?:positive|negative)\b",
    re.IGNORECASE,
)
"""What an examiner found, among what a note tells in one breath."""
_EASED = re.compile(
    r"\s*(?:that\s+)?(?:the\s+|his\s+|her\s+|these\s+)*(?:pain|symptoms?|it)\s+(?:is|are|was|were|gets?|becomes?)\s+(?:made\s+)?(?:worse|worsened|aggravated|exacerbated|relieved|eased|alleviated|better)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r",?\s+(?:since\s+(?!starting|taking|(?:the|his|her)\s+(?:last|previous|prior)|the\s+\w+(?:in|en|ol|am)\b)|(?:arising|stemming|resulting|dating)\s+(?:back\s+)?(?:from|to)\b|from\s+(?:years|repeated|repetitive|cumulative|constant|an?\s+(?:[\d/-]+\s+)?(?:fall|injury|accident|motor|work)|the\s+(?:fall|injury|accident|incident))|(?:said|felt|thought|believed|alleged)\s+to\s+(?:have|be)\b"
    r"|following\s+(?:an?|the|his|her)\s|after\s+(?:an?\s+(?:fall|work|slip|motor)|the\s+(?:fall|injury|accident|incident)|falling|being)\b|as\s+a\s+result\s+of|caused\s+by|attributed\s+to|put\s+down\s+to|sustained\b|secondary\s+to"
    r"|(?:has|have|had)\s+been\s+(?:present|there|ongoing|unchanged)\b|(?:was|were|is|are)\s+(?:also\s+|again\s+)?(?:reported|noted|described|complained\s+of|mentioned|endorsed)\s*$|(?:is|are|remains?)\s+(?:the|his|her)\s+(?:(?:chief|main|only|biggest|primary)\s+)?(?:complaints?|concerns?|problems?)\b|reportedly\s+(?:associated|due|from)|(?:that|which)\s+(?:began|started|came\s+on)|with\s+date\s+of)",
    re.IGNORECASE,
)
"""What brought a symptom about, which is no part of it."""
_BEFORE = re.compile(
    r"\s+|[,;:.\-–•*]+\s*|\(?\d{1,2}[.)]\s*(?=[A-Za-z])|(?:an?\s+)?(?:(?!family)[\w-]+\s+){0,3}history\s+of\s+(?!present)|(?:and|or|an?|the|rated\s+(?:his|her)|his|her|he|she|(?:the\s+)?(?:injured\s+)?(?:worker|patient|applicant|claimant)|also|that|some|noted|still|to\s+(?:have|be)|there['’]s|there\s+(?:is|was|are|were)(?:\s+also)?|noticed|is|was|were|are|(?!(?-i:HAs)\b)has|had|having)\s+",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(?:\s+|[,;:.]+|\s+(?:and|or|which|that|who|is|was|were|are|with(?:out)?|of|for))$", re.IGNORECASE)
_NO_COMPLAINT = re.compile(
    r"\d\s*/\s*10\b(?!\s+(?:\w+\s+)?(?:pain|ache|discomfort|headaches?)\b)|\b(?:disorder|syndrome|disease|fibromyalgia|radiculopathy|tendin\w+|\w{4,}itis|fracture|hernia|stenosis)\b|\bout\s+of\s+(?:10|ten)\b|\b\d+\s+of\s+10\b|\bscale\s+of\b|(?<!with\s)(?<!on\s)(?<!during\s)(?<!in\s)(?<!neck\s)\b(?:rotation|flexion|abduction|elevation|extension)\b|\b(?:makes?|made)\s+(?:it|them|this|the\s+pain|things)\s+(?:worse|better)\b|\bhelps?(?:\s+(?:a\s+little|some|somewhat|it|the\s+pain))?$|\b(?:relieves?|eases|aggravates?|worsens?)\s+(?:it|them|the\s+pain)\b|^(?:tender|trigger\s+points?|full)\b|^(?:(?:activity|work)\s+)?(?:restrictions?|limitations?)\b|^(?:(?:the|his|her|average|current)\s+)*pain:?\s+(?:scores?|levels?|w/o|(?:was|is)\s+[\"“]?(?:\d|at|rated|given|put)|worst|over|of\s+\d|(?:with(?:out)?|before|after)\s+(?:meds|medications?))\b|^(?:VAS|NRS|least|worst|average)\b|^(?:been|had|subjective|multifocal|patient|occ|it\s.*|come\s+back)$|\bdate\s+of\s+(?:loss|injury)\b|^(?:he\s+|she\s+)?(?:puts?|rates?|graded?|grades)\s+(?:the|his|her|it)\b|^does\s+not\s+(?:want|take|use|need|smoke|drink|work|agree)\b|^(?:(?:\d+\s?%|some|no|good|partial|temporary|significant|excellent)\s+)*relief\b|^pain\s+at\s+(?:its|his|her)\b|^(?:they|these|this)\s|^pain\s+(?:is\s+|was\s+)?(?:down|up|went|fell)\s+(?:from|to)\b|^can\s+now\b|^[\"“]?an?\s+(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\s+(?:on|at|out)\b|^been\s|^there\s+has\s+been\s+no\b",
    re.IGNORECASE,
)
"""A rating, a diagnosis, or what has been done."""
_NO_SYMPTOM = re.compile(
    r"\b(?:requests?|requested|requesting|plans?|prescri\w+|refill\w*|returns?\s+for|seen|work\w*|records?|notes?|report\w*|date|doctor|physician|provider|injury|accident|fell|medically|meds|restrict\w+|weight|denied|denies|(?:19|20)\d\d)\b"
    r"|^(?:in|on|at|during|while|when|after|before|since|by|as|due)\s|^(?:he|she|it|they|this|these|none|all|other|others|neck|etc)$|^\W*$|^\d",
    re.IGNORECASE,
)


def unrated(piece: Piece) -> Piece:
    """A complaint without its rating, which is a field of its own; one that stands before the symptom stays."""
    found = _RATED.search(piece.text)
    return piece.cut(0, found.start()) if found and names_symptom(piece.text[: found.start()]) else piece


def names_symptom(text: str) -> bool:
    """Whether a phrase holds a word for a symptom."""
    return bool(SYMPTOM.search(text))


def is_complaint(text: str) -> bool:
    """Whether a phrase that a model took for a complaint can be one: a symptom with more to it than its bare name."""
    return names_symptom(text) and not _BARE.fullmatch(text) and not TEST.search(text) and not is_examined(text)


_TOLERANCE = re.compile(
    r"(?:sitting|standing|walking|driving)(?:\s+tolerance)?\s+(?:is|was)\s+(?:limited\s+to|only|about)?\s*\d+\s*(?:to\s+\d+\s*)?(?:min|hour|block)\w*",
    re.IGNORECASE,
)
"""How long the worker can stay in a position."""
_ABOUT_SYMPTOM = re.compile(
    rf"(?:the\s+)?(?:(?:pain|symptoms?|numbness|tingling|there\s+(?:is|was)|it|occasional|paresthesias?|weakness|pins\s+and\s+needles)\b"
    rf"|(?:{LOCATION.pattern})\s+(?:goes?|go|feels?|aches?|hurts?|swells?)\b)",
    re.IGNORECASE,
)
_OF_WORKER = re.compile(
    rf"(?:{WHO})\s+(?:(?:also|often|still|now|frequently|sometimes|reportedly)\s+)*(?={PREDICATE.pattern})",
    re.IGNORECASE,
)
_REPEATED = re.compile(r"the\s+pain\s+(?:in|of|to)\b.*\brated\b", re.IGNORECASE)


def goes_on(text: str) -> bool:
    """Whether a sentence after one of complaints tells a further one: it begins with a symptom or where it is felt."""
    if _NO_COMPLAINT.search(text):
        return False
    if _OF_WORKER.match(text) and not CARE.search(text):
        return True
    begins = (
        _ABOUT_SYMPTOM.match(text)
        or BODY_DOES.match(text)
        or (PREDICATE.match(text) and re.match(r"(?:he|she)\b", text, re.IGNORECASE))
    )
    return bool(begins) and not _REPEATED.match(text)


_TOLD_OF = re.compile(
    r"(?P<named>(?!(?:the|his|her|current|average|worst|least)\s)[\w\s-]{4,40}?\bpain)\s+(?:is|was)\s+(?:described|rated)\b",
    re.IGNORECASE,
)


_SUBJECTIVE = (
    rf"(?:(?!(?:tender|spasm|decreas|limit|restrict|impair|deform|mobility|radic|sciatica|loss|sensation|pressure|feeling|symptom|complaint|unable|inability|stress|depress|swollen|difficult\w*\s+(?!\w+ing|with)|memory|lump|bleed|redness|discharge|drainage|focus|attention|painful|painless|sore\b|weak\b|tight\b|burns|hurts|swells|itches|catches|locks|clicks|pops|buckl|stings|worse|grinding|dropping|tripping|heavy|finding|racing|sweat|allodynia|numb\b|stiff\b|pulling|shak|waking|avoid|fatigue\s+of|effusion|instab|crepit)\w*)"
    rf"{SYMPTOM.pattern})"
)
_MODIFIER = rf"(?:(?:{QUALITIES.pattern}|{LOCATION.pattern}|[\w-]+(?:al|ar|ic|ed|ing|y)|left|right|bilateral|both|occasional|some|more|less|increased)[\s,/]+)"
_UNLED = re.compile(
    rf"(?:^|(?<=[;:]\s)|(?P<before>[\w'’-]+)\s+)(?:an?\s+|the\s+|his\s+|her\s+|some\s+)?(?P<list>(?!of\b|in\b|to\b|and\b|or\b){_MODIFIER}{{0,4}}{_SUBJECTIVE}(?!\s+(?:medic\w+|management|clinic|relief|control|specialist|pump|scale|score|level|rating|killer|diagram|reliever|psycholog\w+|disorder|complaints?\s+were))[^.]*)",
    re.IGNORECASE,
)
"""A list of symptoms wherever it begins, with the word before it."""
_NOT_LED_BY = re.compile(
    r"(?:no|not|felt|denie[sd]|denying|without|for|of|to|reduc\w+|reliev\w+|relief|manag\w+|control\w*|treat\w*|eas\w+|decreas\w+|improv\w+|despite|because|by|into|and|or|any|with|from|than|less|more|affect\w*|caus\w+|evaluat\w*|address\w*|increas\w+|produc\w+"
    r"|reproduc\w+|provok\w+|elicit\w*|includ\w+|in|on|is|was|are|were|be|as|about|through|secondary|chronic|due)",
    re.IGNORECASE,
)


_OF_EXAMINATION = re.compile(
    r"\b(?:tender\w*|motion|strength|reflex\w*|ROM|flexion|extension|abduct\w*|gait|palpa\w+|signs?|tests?|tested|positive|negative|grip|intact|alert|incisions?|portals|crepitus|effusion|allodynia|DF|PF|[0-5][+-]?/5|degrees|hypertonic\w*|program|diagnos\w+|impression"
    r")\b",
    re.IGNORECASE,
)
"""Words of a sentence that tells something else than what the worker complains of."""
_DENIED_AFTER = re.compile(
    r"\b(?:is|are|was|were)\s+(?:all\s+)?(?:denied|absent|not\s+(?:reported|present))\b", re.IGNORECASE
)
_DIAGNOSED = re.compile(
    r"\b(?:strains?|sprains?|tears?|fractures?|impingement|stenosis|apnea|hypertension|diabetes|nonunion|herniation|\w{4,}itis|\w{4,}opathy|syndrome|disorder|disease)\b",
    re.IGNORECASE,
)
"""Words of a list that is one of diagnoses."""
_SAYS_OF = re.compile(
    r"\b(?:is|was|are|were|be|been|rate[sd]?|rating|scored?|given|put|put\s+at|falls?|fell|drops?|dropped|stood|went|goes|ranged?|ranges|disorder|syndrome|disease|averag\w+|over\s+the\s+(?:last|past))\b|^\s*(?:pain|VAS|NRS)\b",
    re.IGNORECASE,
)
_RATES = re.compile(rf"(?:[^.;]*?\s)?(?:{WHO})\s+rated\s+(?:his|her)\s", re.IGNORECASE)


def unled(piece: Piece) -> Piece | None:
    """The list of symptoms in a sentence that is led up to by no known turn of phrase; None where it holds none."""
    if _NO_COMPLAINT.search(piece.text) and _SAYS_OF.search(piece.text) and not _RATES.match(piece.text):
        return None
    for found in _UNLED.finditer(piece.text):
        if found["before"] and _NOT_LED_BY.fullmatch(found["before"]):
            return None
        if _OF_EXAMINATION.search(piece.text[: found.start("list")]) or _DENIED_AFTER.search(piece.text):
            return None
        if piece.text.count("(", 0, found.start("list")) > piece.text.count(")", 0, found.start("list")):
            continue
        told = piece.cut(found.start("list"), len(piece.text))
        if _DIAGNOSED.search(piece.text):
            return None
        other = _OF_EXAMINATION.search(told.text)
        until = (
            max((at for at in (told.text.rfind(mark, 0, other.start()) for mark in ",;")), default=-1)
            if other
            else len(told.text)
        )
        return told.cut(0, until) if until > 0 else None
    return None


def told_of(piece: Piece) -> Piece | None:
    """The symptom that a sentence describes or rates: "neck pain is described as dull"; None where it does neither."""
    found = _TOLD_OF.match(piece.text)
    return piece.cut(*found.span("named")) if found else None


_STATE = (
    r"(?:feels?\s+(?!that\b|like\s+(?:he|she)\b|(?:he|she)\b)|(?:has\s+|had\s+)?(?:lost\s+(?=(?:all\s+|his\s+|her\s+)?(?:interest|appetite|weight|sleep|hope|motivation|temper|confidence|strength|grip|feeling|sensation|hearing|vision|balance|libido|track|energy|\d))|spells\s+of\s+)"
    r"|(?:is\s+|was\s+)?(?:unable\s+to|pessimistic|tearful|irritable|hopeless|withdrawn)\b)"
)
_OF_SELF = re.compile(
    rf"(?:{WHO}|and)\s+(?:also\s+)?(?:(?:has|had|is|was)\s+(?={_STATE}))?(?P<state>{_STATE}.*)", re.IGNORECASE
)


def state_of_mind(piece: Piece) -> Iterator[Piece]:
    """What a sentence says that the worker feels, has lost, or cannot do, clause by clause; none where it is no such."""
    start = 0
    for clause in (
        *re.finditer(
            r"\s+and\s+(?=has\s+lost\b|is\s+unable\b|feels\b|report|describ|complain|sa(?:ys|id)\b|stat)", piece.text
        ),
        None,
    ):
        end = clause.start() if clause else len(piece.text)
        told = _OF_SELF.match(piece.text[start:end] if start == 0 else f"and {piece.text[start:end]}")
        if start == 0 and not told:
            return
        if told:
            inset = told.start("state") - (4 if start else 0)
            yield piece.cut(start + inset, end).trimmed(re.compile(r"(?!)"), re.compile(r"[\s.]+$"))
        start = clause.end() if clause else end
