"""An entry of a list of care: what is only said of it, and whether it is care at all."""

from __future__ import annotations

import re

from structurer.interpret import NUMBER_WORD
from structurer.kinds.medical.summary.care_done import DAY
from structurer.kinds.medical.summary.care_words import OUTCOME, SAYS
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.words import OPERATION
from structurer.regex import regex

_REMARK = regex(
    rf",?\s+(?:{OUTCOME}).*|"
    r"\s+[\"“].*$|\s*\([^)]*(?:improvement|relief|benefit|without|documentation|not\s+found)[^)]*\)?$",
    re.IGNORECASE,
)
_SHORT_ASIDE = r"\s*(?:x\s*)?\d+\s*(?:visits?|sessions?|treatments?|total|days?|nights?|weeks?|months?)?\s*\)|\s*\d+\s*\+\s*\d+\s*\)|\s*(?:\d{1,2}[-/])?\d{1,2}[-/]\d{2,4}|\s*(?-i:[A-Z])[a-z]+\.?\s+(?:\d{1,2},\s+)?\d{4}|\s*\d{4}(?:\s*(?:,|and|&)\s*\d{4})*\s*\)|\s*(?-i:[A-Z]{2,6})\s*\)|\s*(?-i:[A-Z])[a-z]{3,}(?:[\s-](?-i:[A-Z])[a-z]{3,})?\s*\)|\s*\#\s*\w+\s*\)|\s*(?:last|first|latest|most\s+recent)\s+(?:on\s+|in\s+)?(?:(?-i:[A-Z])[a-z]+\.?\s+)?(?:\d{1,2}[-/]){0,2}\d{2,4}\s*\)|\s*(?:\d+|\w+)\s+(?:visits?|sessions?|treatments?)\s+(?:post|pre)[\s-]?op\w*\s*\)|\s*(?:[\w-]+\s+){1,3}(?:splint|brace|boot|cast|cane|walker)\s*\)"
_BEYOND = regex(
    rf"\s+(?:(?:he|she)\s+(?:had|was|has|underwent|is|went|continues|still|then)\b|this\s+(?:year|month)|for\s+(?:an?|the|this|his|her)\s+(?:[\w-]+\s+)?(?:injury|claim)\b|(?:by\s+|per\s+)?Dr\b|without\b|w/o(?:ut)?\b|because|when\b|while\b|(?:until|till|thru)\s|in\s+all\b|in\s+total\b|altogether|as\s+of\s|since\s|said\s+to|that\s+(?:he|she|was|were|gave|did|had)\b|(?:after|following|upon)\s+which\b|which\b|in\s+the\s+past|last\s+(?:year|month)|\d+\s?%|through\s+(?:the|\d|(?:EAP|HR|work)\b)|(?:an?|one|two|three|four|five|six|several|a\s+few|\d+)\s+(?:days?|weeks?|months?|years?)\s+ago\b|(?:the|that)\s+same\s+(?:day|night|week)\b|that\s+(?:day|night)\b|(?:an?|{NUMBER_WORD}|several|a\s+few|\d+)\s+(?:hours?|days?|weeks?|months?|years?)\s+later\b|(?:the|that)\s+(?:next|following)\s+(?:day|morning|week|month)\b|later\s+that\s+(?:day|night|week|month|year)\b|before\s+(?:the|his|her|he|she|it|surgery|\w+ing)\b|prior\s+to\s+(?:the\s+)?surgery\b|after\s+(?:(?:an?|the|his|her)\s+)?(?:[\w-]+\s+){{0,3}}?{OPERATION}|nightly|daily|(?:part|full)[\s-]time|finished|stopped|discontinued|weaned|discarded|used\s+up|exhausted|loaned|lent|taught|dc'd|d/c'd"
    r"|(?:had|has|have|was|were)\s+(?:\w+ly\s+|also\s+|since\s+)?(?:been\s+)?(?:done|performed|given|completed|provided|tried|handed|used|carried|administered|applied)|handed\s+out|from\s+(?:his|her)\s+own\b|with\s+an?\s+[\w-]+\s+gait|with\s+(?:residuals?|persistent|ongoing|continued|recurrent)\b|\d+\s*(?:lbs?|pounds?|kg)\s+(?:lost|gained)\b)"
    r"|\s+for\s+(?:an?\s+|the\s+|his\s+|her\s+)?(?:[\w-]+\s+){0,5}?(?:tears?|fractures?|stenosis|hernia|herniation|radiculopathy|syndrome|impingement|infection|osteoarthritis|nonunion|instability)(?=\s*(?:[,;.]|$))"
    rf"|,?\s+{SAYS}"
    r"|\s*:\s*(?:\d+\s*(?:mos?|months?|weeks?|wks?|days?|%)\s+(?:of\s+)?(?:relief|better|benefit)|no\b|good\b|some\b|little\b|helped)"
    rf"|\s*\((?!{_SHORT_ASIDE})(?![^()]{{2,40}}\)\s+(?:on\s+|in\s+)?{DAY})[^)]*\)?|\s*-+\s*(?:made|no\s|not\s|did|with|without|some|little|good|helped)\b",
    re.IGNORECASE,
)
"""What is said of care beyond its name, number and date."""
_EDGE = regex(
    r"\s+|w/(?!o)\s*|(?:ER|ED|UC|urgent\s+care|emergency\s+room)\s*[-–:]\s*|(?:is\s+|was\s+)?(?:status\s+post|s/p)\s+|(?:mix|combination|variety|number)\s+of\s+|on\s+(?=crutches\b|oxygen\b)|limited\s+to\s+|(?:conservative|non-?operative|non-?surgical)\s+(?:measures|care|treatment|management|modalities)\s+(?:of|with|consisting\s+of|such\s+as)\s+|(?:(?!(?:for|of|from|after|to|due)\b)[\w-]+\s+){1,5}syndrome\s+(?:with|status\s+post|s/p)\s+|now\s+|(?:Dr\.?(?:\s+[A-Z]\w+)?|(?:the\s+)?(?:surgeon|doctor|provider|podiatrist|orthopedist|\w+ologist))\s+(?:performed|did|gave|carried\s+out|administered|placed)\s+(?:an?\s+|the\s+)?|in\s+(?=(?:an?\s+|the\s+|his\s+|her\s+)?(?:[\w-]+\s+){0,3}?(?:boots?|casts?|splints?|brace|sling|collar|immobili[sz]er|spica|orthosis|wheelchair|stirrup|halo)\b)|part\s+in\s+|(?:does|made)\s+|(?:significant|notable|positive|remarkable)\s+for\s+|currently\s+(?:in\s+)?|(?:transitioned|changed|switched|advanced|progressed|graduated|moved|went|going|put)\s+(?:on)?(?:in)?to\s+(?:an?\s+)?|(?:in|on)\s+(?:\d{1,2}[-/]\d{1,2}[-/]\d{2,4}|(?:19|20)\d\d|[A-Z][a-z]{2,8}\.?\s+(?:\d{1,2},\s+)?(?:19|20)\d\d),?\s+|(?:19|20)\d\d\s+(?=an?\s)"
    r"|(?:an?|the|his|her|also|some|with|had|has|been|then|of|for|to|given|wore|worn|wears|(?:uses?|used)(?!\s+of\b)|did|doing|attended|tried|underwent|undergone|received|(?:set|total)\s+of|namely|such\s+as|including|following(?:\s+treatments?)?\s*:?|(?:placed|put)\s+(?:in(?:to)?|on)|fitted\s+with|gone\s+to|(?:prior|previous|past|other)\s+(?:treatments?|care)\s+(?:with|by)|treatments?\s+(?:with|by)|since\s+then,?|after\s+surgery,?|initially|subsequently|later|only|both|post-?op\s+(?=PT\b|there\b))\s+(?!work\b)",
    re.IGNORECASE,
)
_EDGE_AFTER = regex(
    r"(?:[\s,;:.–-]+|\s+of\s+(?:his|hers|theirs)(?:\s+own)?|\s+(?:worn|has|have|had|was|were|are|is|been|being|of|for|with|each|both|all|done|given|completed|attended|finished|tried|on|before|previously|already|elsewhere))$",
    re.IGNORECASE,
)
_NONE = regex(
    rf"^(?:(?:the\s+|his\s+|her\s+)?(?:pain|symptoms?|swelling|numbness)\s+(?:is|was|has|had|have|never|did|does|came|returned|remain\w*|persist\w*|continue\w*)\b.*|(?:[\w-]+\s+){{0,2}}(?:visit|note|report)\s+(?:(?:of|on|dated|from)\s+)?\d.*|following|latter|former|(?:(?:about|over|\d+\s?%|partial|good|some|no|little|mild|moderate|minimal|temporary|significant|excellent|great|pain|short-?term)\s+)*(?:benefit|relief|improvement|success)(?:\s+(?:with|from|of|after|in|for)\b.*)?|with\b.*|(?:on|at|over|within|for)\s+(?:the\s+|about\s+)?(?:\d|(?:{NUMBER_WORD})\b).*|.*:\s*(?:none|no|nil|n/?a|denied|never|not\b.*)|at\s+(?:the|his|her|that|this|each|every)\s.*|(?:still|less|more|fewer|better|worse|improved)\b.*|every\b.*|(?:w/o|without)\b.*|Dr\b.*|each|both|time|conservative|non-?operative|minimal|sporadic|supportive|ongoing|(?:he|she|it|there)\b.*|[\w\s-]*\b(?:syndrome|capsulitis|depression|disorder)|request\w*|the|and|or|was|were|been|needed|no\s+(?!(?:lifting|bending|climbing|kneeling|squatting|driving|overhead|heavy|repetitive|prolonged|use\s+of)\b).*|surgery\s+and|(?:sutures|stitches|staples)\s+(?:(?:were|are)\s+)?out\b.*|(?:\w+)(?:\s+(?:out\s+)?of\s+(?:the\s+)?\d+)?\s+(?:visits|sessions|treatments)\s+(?:so\s+far|used|to\s+date)|helping|max\s+.*|once|twice|{NUMBER_WORD}|reports?|last\s.*|(?:put|placed|taken|kept)\s+off\b.*|(?:full|regular)\s+duty|(?:\w+\s+)?(?:surgeries|operations|procedures)|neither\b.*|failed|has|have|had|none(?:\s.*)?|(?:helped|helps|gave|worked|worsened|aggravated)\s.*|(?:the\s+)?(?:most\s+)?recent(?:ly)?\s+(?:on|in|being)\b.*|(?:an?\s+)?(?:agreed|qualified|panel\s+qualified)\s+medical\s+(?:re-?)?(?:evaluations?|examinations?)\b.*|(?:about\s+|over\s+|>\s?)?\d+\s?(?:%|percent)\s+(?:effective|relief|better|improve\w*|benefit|help|reduction|decrease)\b.*|regained|.*\snot|.*\sto\s+(?:start|begin|resume|be\s+\w+ed)\b.*|be\s+\w+ed\b.*|(?:skin\s+)?graft\s+take\b.*|(?:told|instructed|advised|asked|encouraged)\s.*|(?:prescriptions?|referrals?|orders?)\s+(?:for|to)\b.*|(?:[\w-]+\s+)*(?:scars?|incisions?)\s+(?:from|of|at|over|on|is|was)\b.*|(?-i:IV|IM)\s+(?-i:[A-Z][a-z]+))$"
    r"|^(?:this|these|that|(?-i:[Ii]t))\b|^(?:any|at\s+discharge|as\s+of|due\s+to|in(?!-)|up\s+to|until|during|since|similar|note|come|discontinued|stopped|weaned|return(?:ed|ing)|going|working|could|would|went|released|reported|complained|felt|denied|after|neck\s+\d|out\s+of)\b|\bdocument\w*\b|^\d+$|^[\d/-]+$|\b\d\s*/\s*10\b(?!/)|\bout\s+of\s+10\b",
    re.IGNORECASE,
)


def treatment(part: Piece) -> Piece | None:
    """An entry as a treatment, without a remark on its use or its effect; None where it is none."""
    bare = part.until(_REMARK).until(_BEYOND).trimmed(_EDGE, _EDGE_AFTER)
    if bare.text.count("(") > bare.text.count(")"):  # what is said of it began within the brackets
        bare = bare.cut(0, bare.text.rindex("(")).trimmed(_EDGE, _EDGE_AFTER)
    if is_none(bare.text) or len(bare.text) < 2 or _UNDONE.match(part.line.text, bare.end, part.end):
        return None
    if so_far := _SO_FAR.search(bare.text):
        bare = bare.cut(0, so_far.start())
    least = _AT_LEAST.search(bare.line.text, max(0, bare.start - 10), bare.start)
    return Piece(bare.line, least.start(), bare.end) if least else bare


_UNDONE = regex(
    r"\s+(?:has|have|had|was|were|is|are)\s+(?:also\s+|since\s+|then\s+)?(?:been\s+)?(?:recommended|requested|proposed|planned|considered|contemplated|denied|advised|ordered|scheduled|discussed|offered|declined|refused|sought|suggested|pending|deferred|never|non-?certified|not\s+(?:yet\s+)?(?:been\s+)?(?:done|tried|given|started|authorized|approved|received|certified|attempted))\b",
    re.IGNORECASE,
)
"""What is said of care that was not given: "an injection was recommended"."""
_SO_FAR = regex(r"\s+(?:to\s+date|so\s+far|thus\s+far)$", re.IGNORECASE)
_AT_LEAST = regex(r"\bat\s+least\s+$", re.IGNORECASE)
"""Before a number of visits, of which it is part."""


def is_none(text: str) -> bool:
    """Whether an entry of a list of care is not care, whatever it is."""
    return bool(_NONE.search(text))
