"""A list of care taken apart: where an entry ends, which two are one operation, and what is only said of an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.interpret import NUMBER_WORD
from structurer.kinds.medical.summary.care_words import CERTAIN, OUTCOME
from structurer.kinds.medical.summary.drugs import DRUG
from structurer.kinds.medical.summary.entries import entries
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.words import CARE, LOCATION, OPERATION

_ENDS = re.compile(
    r"[.]$|,?\s+and\s+(?:he|she|was|is|has|had|reports?|reported|states?|stated|notes|noted|says|said|feels|felt|remains|improved|returned)\b|,?\s+(?:but|however|yet|although|though)\b", re.IGNORECASE
)


def beyond_care(piece: Piece) -> Piece | None:
    """What a passage on treatment goes on with after its list: "and was started on Norco"; None where nothing follows."""
    end = _ENDS.search(piece.text)
    return piece.cut(end.start(), len(piece.text)) if end and end.end() < len(piece.text) else None


def care(piece: Piece) -> Iterator[Piece]:
    """The entries of a passage on treatment: care, and the drugs and tests that stand among it."""
    remarked: Piece | None = None
    for part in (one for listed in _joined(entries(piece.until(_ENDS))) for one in _added(listed)):
        is_joined = remarked and _gap(remarked, part).strip().lower() == "and"
        within_remark = is_joined and not (CERTAIN.search(part.text) or DRUG.search(part.text))
        if not within_remark:
            yield from _followed(part)
            remarked = part if _SAYS_OF.search(part.text) else None


def _added(piece: Piece) -> Iterator[Piece]:
    """ "24 sessions + glove liners" are two, and so are "bracing or injections"."""
    start = 0
    for found in _PLUS.finditer(piece.text):
        yield piece.cut(start, found.start())
        start = found.end()
    if piece.text.count("/") > 1 and all(names.strip() and CARE.search(names) for names in piece.text.split("/")):
        while (slash := piece.text.find("/", start)) >= 0:
            yield piece.cut(start, slash)
            start = slash + 1
    rest = piece.cut(start, len(piece.text))
    either = _OR.search(rest.text)
    if either and CERTAIN.search(rest.text, 0, either.start()) and CARE.search(rest.text, either.end()):
        yield rest.cut(0, either.start())
        rest = rest.cut(either.end(), len(rest.text))
    yield rest


_PLUS = re.compile(r"\s+[+/]\s+(?=[A-Za-z])")
_OR = re.compile(r"\s+or\s+(?!an?\s+(?:half|so)\b)(?=[\w-]+\s+\w)", re.IGNORECASE)
_SAYS = (
    r"(?:(?:which|that)\b|(?:has|have|had|was|were|is|are)\s+(?!(?:an?|the)\s+(?!care))|(?:gave|gives|giving|brought|bringing|help|helped|helps|helping|provided|providing|offered|afforded|yielded|let|made|reduced|eased|lasted|lasting|relieved|failed|worked|did|does|wore\s+off"
    r"|resulted|produced|improved|decreased|proved|seemed|came|preceded|followed(?!\s+by)|took|continues?|remains?|replaced|started|began|begun|ended|broke|aggravated|worsened|complicated\s+(?:by|with)|caused|completed\s+(?:and|with|w/|\d))(?:\b|(?<=[/\d])))"
)
_SAYS_OF = re.compile(rf",?\s+(?:{OUTCOME}|{_SAYS})", re.IGNORECASE)
"""Where an entry stops and what is said of it begins."""


def _gap(one: Piece, other: Piece) -> str:
    return one.line.text[one.end : other.start]


def _joined(parts: list[Piece]) -> Iterator[Piece]:
    """The entries, those together again that are one operation, one list of levels, or an operation and its day."""
    held: Piece | None = None
    listed = False
    for part in parts:
        if held is not None and _are_one(held.text, _gap(held, part), part.text, listed):
            held = Piece(held.line, held.start, part.end)
            continue
        if held is not None:
            yield held
            listed = "," in _gap(held, part)
        held = part
    if held is not None:
        yield held


_LEVEL = r"(?:[CTLS]\d{1,2}(?:\s?-\s?[CTLS]?\d{1,2})?|\#\d{1,2}|\d(?:st|nd|rd|th)|ring|little|long|middle|index|small)"
_ENDS_LEVEL = re.compile(rf"\b(?:of|at|to)\b.*{_LEVEL}$|^(?!.*\b(?:of|at|to)\b).*\s\#\d{{1,2}}$", re.IGNORECASE)
_BEGINS_LEVEL = re.compile(rf"{_LEVEL}(?:\s+\w+){{0,2}}(?:\s+(?:on|in)\s.*|\s*\(.*)?$", re.IGNORECASE)
_BARE_LEVEL = re.compile(
    r"(?:(?:bilateral|left|right|cervical|thoracic|lumbar|facet)\s+)*(?:[CTLS]\d{1,2}(?:\s?-\s?[CTLS]?\d{1,2})?(?:,?\s+(?:and\s+)?)?)+", re.IGNORECASE
)
_BEGINS_ANY_LEVEL = re.compile(r"[CTLS]\d{1,2}\b", re.IGNORECASE)
"""Levels before the word for what was done at all of them."""
_ENDS_OPERATION = re.compile(rf"{OPERATION}$", re.IGNORECASE)
_IN_ONE_SITTING = re.compile(rf"\b{OPERATION}[^\d]{{0,80}}?\bwith\s[^\d]{{0,80}}?{OPERATION}$", re.IGNORECASE)
"""An operation with another, that has its day after a third."""
_ENDS_AMPUTATION = re.compile(r"\bamputation\s+of\s+[\w\s]+$", re.IGNORECASE)
_BEGINS_OPERATION = re.compile(rf"(?:[\w-]+\s+)?{OPERATION}", re.IGNORECASE)
_HAS_OPERATION = re.compile(rf"\b{OPERATION}", re.IGNORECASE)
_COUNT = re.compile(
    rf"(?:{NUMBER_WORD}|\d+(?:/\d+)?)\s+(?:visits|sessions|treatments|weeks|months|times)(?:\s+completed)?(?=\s*(?:$|,\s*(?:with|which|without)\b))",
    re.IGNORECASE,
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_ONE_DAY = rf"(?:\d{{1,2}}[-/](?:\d{{1,2}}[-/])?\d{{2,4}}|(?:19|20)\d\d|{_MONTH}(?:\s+\d{{1,2}}(?!\d))?(?:,?\s+(?:of\s+)?(?:19|20)\d\d)?)"
_ENDS_DAY = re.compile(rf"\b{_ONE_DAY}$", re.IGNORECASE)
_MORE_DAYS = re.compile(
    rf"(?:(?:again\s+)?(?:in|on)\s+)?(?:the\s+)?(?:(?:left|right)\s+(?:side\s+)?(?:in|on)\s+)?{_ONE_DAY}(?!\w)(?!\s+(?:an?|the|he|she|had|was|underwent)\b)",
    re.IGNORECASE,
)
"""Another day of the same care: "in April and August of 2016", "on the right in 2011 and on the left in 2012"."""
_YEAR = re.compile(r"(?:in\s+)?(?:19|20)\d\d|\d{1,2}[-/](?:\d{1,2}[-/])?\d{2,4}")
_UNFINISHED = re.compile(
    rf"(?:(?:{NUMBER_WORD}|\d+|visits\s+of|sessions\s+of)\s+)*(?:{LOCATION.pattern}|boil|physical|occupational|aquatic|aqua|land|speech|vestibular|vision|individual|group|cognitive|behavio\w+|manual|hot|cold|warm|moist|range[\s-]of[\s-]motion|active|passive|core|aerobic|oral|topical|custom|prefabricated|daytime|night(?:time)?|inpatient|outpatient|medical|surgical|epidural|facet|intra-?articular|acromioclavicular|subacromial|glenohumeral|[CTLS]\d+(?:\s*-\s*[CTLS]?\d+)?)",
    re.IGNORECASE,
)
"""What has its head after the "and": "physical", before "and occupational therapy"."""
_SIDED = re.compile(r"(?:left|right|bilateral)\b", re.IGNORECASE)
_STARTS_DAY = re.compile(r"(?:on|in)\s+(?:\w+\s+)?\d", re.IGNORECASE)
_DAY = re.compile(r"(?:on\s+)?\d{1,2}[-/](?:\d{1,2}[-/])?\d{2,4}", re.IGNORECASE)


_OPERATED_ON = re.compile(
    r"\b(?:repair|reconstruction|release|exploration|excision|debridement|neurolysis|transfer|graft(?:ing)?|ORIF|reduction|fixation|pinning|plating)\s+of\s+(?:(?!(?:on|in)\s+\d)[^\d,;])+$",
    re.IGNORECASE,
)
_TISSUE = re.compile(
    rf"(?:(?!(?:a|an|he|she)\b|{OPERATION})[\w-]+\s+){{0,4}}?(?:tendons?|nerves?|arter(?:y|ies)|veins?|ligaments?|muscles?|menisc(?:us|i)|labrum|cartilage|pulleys?|tibia|fibula|radius|ulna|humerus|femur|clavicle|maxilla|mandible|(?:meta(?:carp|tars)al|phalan)\w*|ribs?)\b",
    re.IGNORECASE,
)
"""The second of two tissues that one operation was done on: "repair of the tendon and digital nerve"."""


def _are_one(left: str, gap: str, right: str, listed: bool) -> bool:
    """Whether two neighbours of a list are one entry; `listed`: the first of them follows a comma itself."""
    between = gap.strip().lower()
    if between == "," and _COUNT.match(right):
        return True
    if between in ("and", "&", ", and") and _ENDS_DAY.search(left) and _MORE_DAYS.match(right):
        return True
    if between in ("and", "&", "or") and (_is_unfinished(left) or _YEAR.fullmatch(right)):
        return True
    if between == "," and _HAS_OPERATION.search(left) and _DAY.fullmatch(right):
        return True
    if between in (",", "and") and _BARE_LEVEL.fullmatch(left) and _BEGINS_ANY_LEVEL.match(right):
        return True
    if between in ("and", ",", "&") and _ENDS_LEVEL.search(left) and _BEGINS_LEVEL.match(right):
        return True
    if between in ("and", "&") and _OPERATED_ON.search(left) and _TISSUE.match(right):
        return True
    if between not in ("and", "&") or not _HAS_OPERATION.search(right) or DRUG.search(left):
        return False
    if _IN_ONE_SITTING.search(left) and _ENDS_DAY.search(right):
        return True
    if listed or _SIDED.match(right) or _STARTS_DAY.match(right):
        return False
    unfinished = len(left.split()) < 4 and not CARE.search(left) and not re.search(r"\d", left)
    of_amputation = _ENDS_AMPUTATION.search(left) and _BEGINS_OPERATION.match(right)
    return unfinished or bool(_ENDS_OPERATION.search(left) or of_amputation)


def _is_unfinished(text: str) -> bool:
    return len(text.split()) < 6 and bool(_UNFINISHED.fullmatch(text))


def _followed(piece: Piece) -> Iterator[Piece]:
    """ "A cast followed by therapy" are two."""
    start = 0
    for found in _FOLLOWED.finditer(piece.text):
        yield piece.cut(start, found.start())
        start = found.end()
    yield piece.cut(start, len(piece.text))


_FOLLOWED = re.compile(
    r",?\s*\b(?:and\s+)?(?:which\s+was\s+)?(?:followed\s+by|then|with\s+subsequent|along\s+with|together\s+with|in\s+addition\s+to)\s+(?:an?\s+)?"
    r"|\s+(?:with|w/)\s*(?:an?\s+|the\s+)?(?=(?:(?:knee|axillary|forearm|front[\s-]wheeled|rolling|single[\s-]point|quad)\s+)?(?:crutches|scooter|walker|cane|wheelchair)\b)"
    r"|(?<=\bdressing\schanges)\s+with\s+|(?<=\bdressings)\s+with\s+"
    rf"|,\s*with\s+(?=\d|{NUMBER_WORD}\b)(?!\S+\s+(?:\w+\s+){{0,2}}(?:relief|benefit|improvement|of\s+(?:relief|benefit)))",
    re.IGNORECASE,
)


_REMARK = re.compile(
    rf",?\s+(?:{OUTCOME}).*|"
    r"\s+[\"“].*$|\s*\([^)]*(?:improvement|relief|benefit|without|documentation|not\s+found)[^)]*\)?$",
    re.IGNORECASE,
)
_SHORT_ASIDE = r"\s*(?:x\s*)?\d+\s*(?:visits?|sessions?|treatments?|total|days?|nights?|weeks?|months?)?\s*\)|\s*\d+\s*\+\s*\d+\s*\)|\s*(?:\d{1,2}[-/])?\d{1,2}[-/]\d{2,4}|\s*(?-i:[A-Z])[a-z]+\.?\s+(?:\d{1,2},\s+)?\d{4}|\s*\d{4}\s*\)|\s*(?-i:[A-Z]{2,6})\s*\)|\s*(?-i:[A-Z])[a-z]{3,}(?:[\s-](?-i:[A-Z])[a-z]{3,})?\s*\)|\s*(?:last|first|latest|most\s+recent)\s+(?:on\s+|in\s+)?(?:(?-i:[A-Z])[a-z]+\.?\s+)?(?:\d{1,2}[-/]){0,2}\d{2,4}\s*\)|\s*(?:\d+|\w+)\s+(?:visits?|sessions?|treatments?)\s+(?:post|pre)[\s-]?op\w*\s*\)|\s*(?:[\w-]+\s+){1,3}(?:splint|brace|boot|cast|cane|walker)\s*\)"
_BEYOND = re.compile(
    r"\s+(?:(?:he|she)\s+(?:had|was|has|underwent|is|went|continues|still|then)\b|this\s+(?:year|month)|for\s+(?:an?|the)\s+(?:injury|claim)\b|without\s+lasting|because|until\s|as\s+of\s|since\s|said\s+to|that\s+(?:he|she|was|were|gave|did|had)\b|(?:after|following|upon)\s+which\b|which\b|in\s+the\s+past|last\s+(?:year|month)|\d+\s?%|through\s+(?:the|\d|(?:EAP|HR|work)\b)|(?:an?|one|two|three|four|five|six|several|a\s+few|\d+)\s+(?:days?|weeks?|months?|years?)\s+ago\b|(?:the|that)\s+same\s+(?:day|night|week)\b|that\s+(?:day|night)\b|before\s+(?:the\s+)?surgery\b|prior\s+to\s+(?:the\s+)?surgery\b|nightly|daily|(?:part|full)[\s-]time|finished|stopped|discontinued|dc'd|d/c'd"
    r"|(?:had|has|have|was|were)\s+(?:\w+ly\s+|also\s+|since\s+)?(?:been\s+)?(?:done|performed|given|completed|provided|tried|handed|used|carried|administered|applied)|handed\s+out|from\s+(?:his|her)\s+own\b|with\s+an?\s+[\w-]+\s+gait|with\s+(?:residuals?|persistent|ongoing|continued|recurrent)\b|\d+\s*(?:lbs?|pounds?|kg)\s+(?:lost|gained)\b)"
    r"|\s+for\s+(?:an?\s+|the\s+|his\s+|her\s+)?(?:[\w-]+\s+){0,5}?(?:tears?|fractures?|stenosis|hernia|herniation|radiculopathy|syndrome|impingement|infection|osteoarthritis|nonunion|instability)(?=\s*(?:[,;.]|$))"
    rf"|,?\s+{_SAYS}"
    rf"|\s*\((?!{_SHORT_ASIDE})[^)]*\)?|\s*-+\s*(?:made|no\s|not\s|did|with|without|some|little|good|helped)\b",
    re.IGNORECASE,
)
"""What is said of care beyond its name, number and date."""
_EDGE = re.compile(
    r"\s+|w/\s*|(?:ER|ED|UC|urgent\s+care|emergency\s+room)\s*[-–:]\s*|(?:is\s+|was\s+)?(?:status\s+post|s/p)\s+|(?:mix|combination|variety|number)\s+of\s+|on\s+(?=crutches\b|oxygen\b)|(?:does|made)\s+|(?:significant|notable|positive|remarkable)\s+for\s+|currently\s+(?:in\s+)?|(?:transitioned|changed|switched|advanced|progressed)\s+(?:in)?to\s+(?:an?\s+)?|(?:in|on)\s+(?:\d{1,2}[-/]\d{1,2}[-/]\d{2,4}|(?:19|20)\d\d|[A-Z][a-z]{2,8}\.?\s+(?:\d{1,2},\s+)?(?:19|20)\d\d),?\s+|(?:19|20)\d\d\s+(?=an?\s)"
    r"|(?:an?|the|his|her|also|some|with|had|has|been|then|of|for|to|given|wore|worn|wears|(?:uses?|used)(?!\s+of\b)|did|doing|attended|tried|underwent|undergone|received|(?:set|total)\s+of|namely|such\s+as|including|following(?:\s+treatments?)?\s*:?|(?:placed|put)\s+(?:in(?:to)?|on)|fitted\s+with|gone\s+to|(?:prior|previous|past|other)\s+(?:treatments?|care)\s+(?:with|by)|treatments?\s+(?:with|by)|since\s+then,?|after\s+surgery,?|initially|subsequently|later|only|both|post-?op\s+(?=PT\b|there\b))\s+(?!work\b)",
    re.IGNORECASE,
)
_EDGE_AFTER = re.compile(
    r"(?:[\s,;:.–-]+|\s+(?:has|have|had|was|were|are|is|been|being|of|for|with|each|both|all|done|given|completed|attended|finished|tried|on|before|previously|already|elsewhere))$",
    re.IGNORECASE,
)
_NONE = re.compile(
    rf"^(?:following|latter|former|(?:partial|good|some|no|little)\s+(?:benefit|relief|improvement)|relief|benefit|with\b.*|(?:on|at)\s+(?:the\s+)?\d.*|(?:he|she|it|there)\b.*|[\w\s-]*\b(?:syndrome|capsulitis|depression|disorder)|request\w*|the|and|or|was|were|been|needed|no\s+(?!(?:lifting|bending|climbing|kneeling|squatting|driving|overhead|heavy|repetitive|prolonged|use\s+of)\b).*|surgery\s+and|(?:sutures|stitches|staples)\s+(?:(?:were|are)\s+)?out\b.*|(?:\w+)(?:\s+(?:out\s+)?of\s+(?:the\s+)?\d+)?\s+(?:visits|sessions|treatments)\s+(?:so\s+far|used|to\s+date)|helping|max\s+.*|once|twice|{NUMBER_WORD}|reports?|last\s.*|(?:put|placed|taken|kept)\s+off\b.*|(?:full|regular)\s+duty|(?:\w+\s+)?(?:surgeries|operations|procedures)|neither\b.*|failed|has|have|had|none(?:\s.*)?|(?:helped|helps|gave|worked|worsened|aggravated)\s.*|(?:about\s+|over\s+|>\s?)?\d+\s?(?:%|percent)\s+(?:relief|better|improve\w*|benefit|help|reduction|decrease)\b.*|regained|.*\snot|.*\sto\s+(?:start|begin|resume|be\s+\w+ed)\b.*|be\s+\w+ed\b.*|(?:skin\s+)?graft\s+take\b.*|(?:told|instructed|advised|asked|encouraged)\s.*|(?:prescriptions?|referrals?|orders?)\s+(?:for|to)\b.*|(?:[\w-]+\s+)*(?:scars?|incisions?)\s+(?:from|of|at|over|on|is|was)\b.*|(?-i:IV|IM)\s+(?-i:[A-Z][a-z]+))$"
    r"|^(?:this|these|that|(?-i:[Ii]t))\b|^(?:at\s+discharge|as\s+of|due\s+to|in(?!-)|up\s+to|until|during|since|similar|note|come|discontinued|stopped|weaned|return(?:ed|ing)|going|working|could|would|went|released|reported|complained|felt|denied|after|neck\s+\d|out\s+of)\b|\bdocument\w*\b|^\d+$|^[\d/-]+$|\b\d\s*/\s*10\b(?!/)|\bout\s+of\s+10\b",
    re.IGNORECASE,
)


def treatment(part: Piece) -> Piece | None:
    """An entry as a treatment, without a remark on its use or its effect; None where it is none."""
    bare = part.until(_REMARK).until(_BEYOND).trimmed(_EDGE, _EDGE_AFTER)
    if is_none(bare.text) or len(bare.text) < 2 or _UNDONE.match(part.line.text, bare.end, part.end):
        return None
    least = _AT_LEAST.search(bare.line.text, max(0, bare.start - 10), bare.start)
    return Piece(bare.line, least.start(), bare.end) if least else bare


_UNDONE = re.compile(
    r"\s+(?:has|have|had|was|were|is|are)\s+(?:also\s+|since\s+|then\s+)?(?:been\s+)?(?:recommended|requested|proposed|planned|considered|contemplated|denied|advised|ordered|scheduled|discussed|offered|declined|refused|sought|suggested|pending|deferred|never|non-?certified|not\s+(?:yet\s+)?(?:been\s+)?(?:done|tried|given|started|authorized|approved|received|certified|attempted))\b",
    re.IGNORECASE,
)
"""What is said of care that was not given: "an injection was recommended"."""
_AT_LEAST = re.compile(r"\bat\s+least\s+$", re.IGNORECASE)
"""Before a number of visits, of which it is part."""


def is_none(text: str) -> bool:
    """Whether an entry of a list of care is not care, whatever it is."""
    return bool(_NONE.search(text))
