"""The turns of phrase that lead up to treatment to date, one a line."""

from __future__ import annotations

from structurer.interpret import NUMBER_WORD
from structurer.kinds.medical.summary.care_words import CARE_AHEAD
from structurer.kinds.medical.summary.openings import TOLD
from structurer.kinds.medical.summary.words import OPERATION

_TREATMENT = (
    r"(?:(?:the|past|prior|previous|relevant|current|conservative|initial|medical)\s+)*"
    r"(?:treatments?|care|dental\s+work|therap(?:y|ies)|Tx|management|(?:treatment\s+|conservative\s+)?(?:modalities|measures|interventions)|treatment\s+history|(?:active|non-?op(?:erative)?|non-?surgical)\s+(?:treatment|care))"
    r"(?:\s+(?:and|&)\s+(?:\w+\s+)?(?:evaluations?|testing|studies|work-?up|diagnostics?))?"
)
_SO_FAR = r"(?:,?\s+(?:to\s+date|to\s+this\s+point|up\s+to\s+(?:now|date|the\s+present|this\s+(?:point|date|time))|thus\s+far|so\s+far|until\s+now|rendered|provided|received|given|tried|attempted|administered|undertaken|since(?:\s+(?:then|the\s+injury|injury))?|at\s+that\s+time|in\s+the\s+past))*"
_MANY = rf"(?:an?\s+|\d+\s+|{NUMBER_WORD}\s+|several\s+)"
_GIVEN = (
    r"(?:injections?|surger(?:y|ies)|resection|repair|fusion|arthroscop\w+|acupuncture|physical\s+therapy|chiropractic|sessions|visits|ESIs?"
    r"|\w+ectomy|\w+plasty)\b"
)
_BUT = r"(?:besides|beyond|other\s+than|except(?:\s+for)?|but|aside\s+from|apart\s+from|save)"
_SAME_DAY = r"(?:(?:on\s+)?(?:the\s+)?same\s+(?:day|night)|that\s+(?:same\s+)?(?:day|night)|(?:on\s+)?\d{1,2}[-/]\d{1,2}[-/]\d{2,4})"
_OPERATED_ON = rf"(?:{_SAME_DAY}\s+(?:operated|surgery|operation)|(?:operated|surgery|operation|OR)\s+{_SAME_DAY})"
"""An operation told with its day, before a list of what was done."""
_THEATRE = r"(?:surgery|(?-i:OR)|operating\s+(?:room|theat(?:er|re))|the\s+OR)"
_WHEN = r"(?:(?:(?:on|in)\s+)?(?:\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?|(?-i:[A-Z])[a-z]{2,8}\.?\s+\d{1,2}(?:,?\s+\d{4})?)|(?:the\s+)?(?:same|next|that|following)\s+(?:day|night|morning|evening|week)|emergently|urgently|again)"
_FOR = r"(?:\s+for(?=\s)|\s*:|,?\s+where\s+(?:he|she)\s+(?:had|underwent|received)(?=\s))"
"""Where operations are done, when, and what leads on to them."""
_OWNED = r"(?:brace|braces|splints?|orthotics|inserts|TENS|(?:TENS|paraffin|traction|stim|interferential|H-?wave|inversion|cold\s+therapy|home)\s+(?:unit|table)|gym\s+membership|CPAP|stimulator|home\s+exercises?|HEP)\b"
"""What a worker has and uses as care."""

CARE_TURNS: tuple[str, ...] = (
    rf"(?<!future\s)(?<!future\smedical\s)(?<!recommended\s)(?<!proposed\s)(?<!planned\s)(?<!requested\s)(?<!suggested\s)\b{_TREATMENT}{_SO_FAR}(?:\s+also|,\s+(?:in\s+so\s+far\s+)?as\s+(?:far\s+as\s+)?(?:is\s+)?known)?,?{TOLD}(?:(?:also\s+)?(?:includ(?:ed|es?|ing)\b|consist(?:s|ed|ing)?(?:\s+\w+ly)?\s+of|compris(?:es?|ed|ing))(?:\s+of)?\s*:?|:)",
    rf"(?:^|(?<=[.;]\s)){_TREATMENT}{_SO_FAR}\s?[-–]\s",
    r"(?:^|(?<=[.;]\s))(?:post-?\s?op\w*|hospital|clinical)\s+(?:course|care|treatment)\s*:",
    rf"\b{_TREATMENT}\s+(?:to\s+date|so\s+far|thus\s+far)\s*(?:;|,{CARE_AHEAD})",
    rf"\b{_TREATMENT}\s+(?:at|by|from|through|for|of|after)\s+[^.;:]{{2,50}}?\s+(?:(?:has|have)\s+)?(?:includ(?:ed|es)|consist(?:s|ed)\s+of|compris(?:es?|ed)){CARE_AHEAD}",
    rf"\b(?:provider|physician|doctor|surgeon|podiatrist|dentist|nurse|\w+ologist|therapist|orthopedist|chiropractor|PTP|MD)\s+(?:has\s+|had\s+|also\s+|then\s+)*(?:administered|performed|gave|injected|applied|dispensed|made|fitted|fabricated|placed\s+(?:him|her)\s+in){CARE_AHEAD}",
    rf"\b(?:no|only)\s+(?:other\s+|further\s+)?treatments?\s+(?:to\s+date\s+|so\s+far\s+)?{_BUT}(?=\s)",
    r"\b(?:hospital|post-?operative|emergency(?:\s+room|\s+department)?|ER|ED|acute)\s+(?:course|care|stay|treatment)\s+(?:includ(?:ed|es?)|consisted\s+of|involved|compris(?:es?|ed)|was\s+notable\s+for)(?=\s)",
    rf"(?:^|(?<=[.;]\s)){_OPERATED_ON}\s*(?:[:;]|\s-\s|consist(?:s|ed)\s+of|includ(?:ed|es?)|involved|compris(?:es?|ed))",
    r"\bsurgical\s+(?:treatment|care|repair|intervention|management)\b[^.;:]{0,30}?\s(?:includ(?:ed|es?)|consist(?:s|ed)\s+of|involved|compris(?:es?|ed))(?=\s)",
    rf"(?:^|(?<=[.;]\s))(?:then|next|thereafter|afterwards?|since\s+then|(?:after|before)\s+(?:the\s+)?(?:surgery|operation)|post-?op(?:eratively)?|pre-?op(?:eratively)?|initially|at\s+first),?(?:\s+(?:had|got|did|received|underwent))?{CARE_AHEAD}",
    rf"(?<=,\s)then(?=\s+(?:an?|{NUMBER_WORD}|\d+)\s){CARE_AHEAD}",
    rf"\bwent\s+on\s+to\s+(?:have|undergo|receive|need|require){CARE_AHEAD}",
    rf"\bwent\s+through(?=\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){{0,5}}?(?:{OPERATION}|therapy|rehab\w*|program|detox\w*|sessions|visits|injections?)\b)",
    rf"(?:^|(?<=[.;]\s))(?:(?-i:ER|ED|UC)|urgent\s+care|emergency\s+(?:room|department))\s*(?::|\s[-–]){CARE_AHEAD}",
    rf"\b(?:taken|brought|went|returned|goes|back|sent)\s+(?:back\s+)?to\s+(?:the\s+)?{_THEATRE}(?:\s+{_WHEN})?{_FOR}",
    rf"(?:^|(?<=[.;,]\s))(?:then\s+|back\s+)?to\s+(?:the\s+)?{_THEATRE}(?:\s+{_WHEN})?{_FOR}",
    r"(?:^|(?<=[.;]\s))(?:was\s+)?(?:then\s+|also\s+)?(?:put|placed|started)\s+(?:back\s+)?on(?=\s)(?!\s+(?:[\w-]+\s+){0,3}?(?:duty|duties|work|restrictions?|leave|disability|hold|hours|TTD|TPD|schedule|waiting|list)\b)",
    rf"(?:,|\band|\bthen)\s+(?:put\s+(?:in|on)|placed|applied|inserted|issued|dispensed|gave(?:\s+(?:him|her))?){CARE_AHEAD}",
    rf"(?:^|(?<=[.;]\s)){_TREATMENT}\s+(?:so\s+far|to\s+date|thus\s+far|given|received|tried){CARE_AHEAD}",
    rf"\bowns{CARE_AHEAD}",
    rf"(?:^|(?<=[.;]\s))(?:(?:prior|past|previous)\s+)?(?:surgeries|operations|injections)(?=\s+(?:[LRB]|left|right|lumbar|cervical|bilateral|[CTLS]\d)\b){CARE_AHEAD}",
    r"\bfor\s+treatment,?\s+(?:he|she|the\s+\w+)\s+(?:got|had|has\s+(?:had|used|tried)|received|was\s+given|uses|used)(?=\s)",
    rf"\b(?:has|have|owns)\s+(?:also\s+|an?\s+|his\s+|her\s+)*(?=(?:(?!(?:no|not|never|been|pain|with|without|for|to|from|in|of)\b)[\w-]+\s+){{0,2}}?{_OWNED})",
    rf"\b(?:and|he|she|who|also|still|patient|worker|applicant|claimant)\s+(?:does|performs|practices){CARE_AHEAD}",
    rf"(?:^|(?<=[.;]\s)){_TREATMENT}\s+(?:(?!plan|request|recomm|propos|options|goals)[\w/-]+\s+){{0,3}}(?!plan|request|recomm|propos|options|goals)[\w/-]+\s*:",
    rf"\bthere\s+(?:have|has|had)\s+(?:also\s+|since\s+)?been{CARE_AHEAD}",
    rf"\b(?:uses?(?!\s+of\b)|using|used|wore|gets(?:\s+(?:around|about|by)\s+(?:[\w\s]{{2,12}}\s)?(?:with|on))?|goes\s+to|went\s+to|going\s+to|(?:did|does|doing)\s+well\s+with|relies\s+on|(?:sleeps|sleeping|slept)\s+(?:in|with)|(?:sent\s+home|discharged(?:\s+home)?|went\s+home|left)\s+(?:with|in|on)|(?:is|was|remains|has\s+been|stays)\s+(?:still\s+)?(?:in(?!\s+need)|on(?=\s+(?:crutches|(?:\d\s*(?:L|liters?)\s+(?:of\s+)?|home\s+)?oxygen|CPAP|a\s+knee\s+scooter)\b)|non[\s-]weight[\s-]bearing\s+in)|(?:has|have|had)\s+(?:also\s+)?(?:done|followed|tried|needed|required|received|got|gotten|worn)|needed|required|received|given|got|and\s+(?:given|placed\s+in)|was\s+helped\s+by|receiving|undergoing|had|participat(?:ed|es|ing)\s+in|t(?:akes?|ook)\s+part\s+in|enrolled\s+in|trialed|undertook|hospitali[sz]ed\s+for|course\s+(?:was|of)\s+[\w\s]{{3,20}},\s+with){CARE_AHEAD}",
    rf"\boperative\s+(?:reports?|notes?)\b[^.;]{{0,40}}?\b(?:(?:was|is)\s+(?:notable|significant)\s+for|(?:describ|document|list|record|indicat)\w+){CARE_AHEAD}",
    r"\b(?:operations?|surger(?:y|ies)|procedures?)\s+(?:to\s+date\s+|(?:on|of|in)\s+[\w/-]+(?:\s+\d{1,2},\s+\d{4})?\s+)?(?:(?:have|has)\s+been|were|are|(?:have\s+)?includ(?:ed|es?)|consist\w+\s+of)(?=\s+(?!for\b|not\b|request|recommend|denied|discussed|performed|done|noted|deferred))",
    r"\b(?:Rx|Tx)\s+(?:so\s+far|to\s+date)\b(?!\s*[:;-])",
    r"(?:^|(?<=[.;]\s))(?:also\s+)?(?:provided|given|tried|dispensed|issued)\s+(?:were|was|have\s+been)\b",
    r"(?:^|(?<=[.;]\s))(?:also\s+had|had|has\s+had)\s*:",
    rf"\b{_TREATMENT}{_SO_FAR}\s+(?:has\s+been|have\s+been|was|were|are|is)(?=\s+(?!for\b|of\b|not\b|never\b|also\b|request|recommend|(?!limited\s+to)\w+ed\b|given|done|begun|helpful|beneficial|effective|ineffective|unhelpful|useless|successful|unsuccessful|ongoing|underway|continuing|in\s+progress))",
    rf"\b{_TREATMENT}\b[^.;:]{{0,30}}?,?\s+(?:including|such\s+as|(?:(?<=undertaken,\s)|(?<=provided,\s)|(?<=tried,\s)|(?<=rendered,\s)|(?<=given,\s))to\s+include|which\s+(?:has\s+|have\s+)?included){CARE_AHEAD}",
    r"(?:^|(?<=[.;]\s))(?:(?:past\s+|prior\s+|previous\s+)?(?:Tx|Rx'?d?|surger(?:y|ies)|procedures?|injections?|interventional|interventions|(?:non-?\s?)?surgical(?:ly)?|(?:non-?\s?)?operative|conservative(?:ly)?|PSH|surgical\s+(?:history|hx)|later|then|next|subsequently|afterwards?|thereafter)(?:\s+so\s+far|\s+to\s+date)?|since\s+then|so\s+far|to\s+date|has\s+had|also\s+tried|tried|failed|previously\s+tried)\s*(?::|\s-\s|-\s)",
    r"\b(?:what\s+has\s+been\s+)?(?:done|tried|given|received|provided|had)\s+(?:so\s+far|to\s+date|thus\s+far)(?:\s*:|\s+(?:includ\w+|consist\w+\s+of|is|are|was|were))",
    r"(?:\b(?:has|have|had)|(?<=he)['’](?:s|d)|(?<=they)['’](?:ve|d))\s+(?:also\s+|since\s+|already\s+|previously\s+|then\s+|only\s+|thus\s+far\s+|since\s+then\s+)*(?:had|undergone|finished|used|attended|worn|failed(?!\s+(?:low\s+)?(?:back|neck)\b)|gone\s+through|been\s+(?:through|given|provided(?:\s+with)?|fitted\s+with|issued|placed\s+(?:in|on)|prescribed|using|wearing|doing|attending))(?=\s)",
    r"\b(?:was|were|and(?=\s+taken\b))\s+(?:also\s+|then\s+|initially\s+|subsequently\s+)*(?:given(?!\s+as\b)|provided(?:\s+with)?|fitted\s+with|dispensed|issued|placed\s+in(?:to)?|put\s+(?:in(?:to)?|on)|taken\s+(?:(?:back\s+)?to\s+(?:the\s+)?(?:operating\s+(?:room|theat(?:er|re))|surgery|OR)\s+(?:(?:that|the\s+same|the\s+next|the\s+following)\s+(?:same\s+)?(?:day|night|morning|evening)\s+|on\s+\S+\s+|emergently\s+|urgently\s+)?)?for|splinted\s+in|started\s+on|immobili[sz]ed\s+(?:\w+ly\s+)?in|casted|sent\s+(?:to|for))(?=\s)",
    rf"\b(?:(?:he|she|who|has|had|have|patient|worker|applicant|claimant|also)\s+(?:\w+ly\s+)?failed(?!\s+(?:low\s+)?(?:back|neck)\b)|finished|wears|wearing|attends|attending|(?:is|was)\s+(?:also\s+)?doing|(?:he|she)\s+(?:also\s+)?did|(?:continues|(?<=\w\s)continue)(?:\s+with|\s+to\s+(?:use|wear|do|attend))?|(?:after|despite|since)\s+(?:failing|trying|completing|attending|undergoing|receiving|having\s+had)){CARE_AHEAD}",
    r"\b(?:had|required|needed)\s+(?=(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,4}?(?:open\s+reduction|closed\s+reduction|release|debridement|graft\w*|excision|fixation|pinning|amputation|decompression|replacement|reconstruction|ORIF|\w+otomy|\w+desis|hardware\s+removal)\b)",
    r"(?<!relevant\s)\b(?:past\s+)?surgical\s+histor(?:y|ies)\s+(?:(?:(?:is|was)\s+(?:noted|documented|reported)\s+to\s+)?includ(?:ed|es?)|(?:is|was)\s+(?:significant|positive|notable)\s+for|consist(?:ed|s)\s+of|of)",
    r"\b(?:has\s+been|was|were|is|been)\s+(?:initially\s+|also\s+)?(?:treated|managed)(?:\s+(?:by|at|in)\s+(?:(?:an?|the|his|her)\s+[\w\s]{2,30}?|Dr\.?(?:\s+[\w\s.]{1,30}?)?))?\s+(?:with|by|in|[\w-]+ly\s+(?:with|by|in(?=\s+an?\s)))(?=\s)",
    r"(?:^|(?<=[.;]\s))(?:Tx|Rx)['’]?d\s+(?:w/|with)(?=\s)",
    r"(?:^|(?<=[.;]\s))(?:(?:initially|previously|also|then|later)\s+)*(?:treated|managed)(?:\s+(?:by|at|in)\s+[\w\s]{2,30}?)?\s+(?:conservatively\s+)?with",
    rf"\b(?:conservative|non-?operative|initial|prior|previous)\s+(?:care|treatment|management|measures)\s+of{CARE_AHEAD}",
    rf"\btreats\s+(?:him|her)?(?:self\s+)?(?:with|w/){CARE_AHEAD}",
    r"\b(?:treated|managed)\s+(?:by\s+(?:himself|herself|Dr\.?(?:\s+[A-Z]\w*)?|(?:his|her|the|an?)\s+[\w\s-]{2,25}?)\s+)?(?:(?:at\s+first|first|early\s+on|elsewhere|before|in\s+the\s+past|conservatively|symptomatically|only|also|there|\w+ly)\s+)*with(?=\s)",
    rf"(?:^|(?<=[.;]\s))(?:has\s+)?(?:failed|tried|used|wore|wears|uses|attends|doing|does|had){CARE_AHEAD}",
    rf"\b(?:records?|notes?|charts?|file|reports?)\s+(?:also\s+)?(?:show|mention|list|document|describe|include|reflect|indicate|reveal|confirm)(?:s|d|ed)?{CARE_AHEAD}",
    rf"\b(?:days?|weeks?|months?|years?)\s+post-?\s?op(?:erative(?:ly)?)?(?:\s+(?:from|after))?(?=\s+(?:[\w-]+\s+){{0,5}}?{OPERATION})",
    rf"\b(?:history|hx)\s+of(?=\s+(?:an?\s+)?(?:[\w-]+\s+){{0,5}}?(?:surgeries|(?!implant|removal|resection|reduction|amputation){OPERATION}))",
    r"\b(?:underwent|undergone|status\s+post|s/p|treatment\s+with)\b(?!\s+(?:treatment|diagnostic|an?\s+(?:MRI|EMG|x-?ray|CT)|MRI|EMG|x-?ray))",
    r"\b(?:has\s+)?(?:started|completed|attended|received|tried(?:\s+and\s+failed)?)\b(?!\s*(?:[.,;]|$)|\s+(?:x\s?\d|at\b|once\b|twice\b|and\s+(?:surgery|\w+\s+(?:is|was|has))\b|was|were|has|have|on\s+\d|\d{1,2}/(?!\d{1,2}\s+(?:of\s+)?(?:post|pre|PT|OT|therapy|visits|sessions|acupuncture|chiro\w*|physical|hand|aqua\w*|authorized|approved))|in\s+(?:\w+\s+)?\d{4}))",
    rf"\b(?:has|had)\s+(?!(?:been|not|never|no|failed\s+(?:low\s+)?back)\b)(?:also\s+|subsequently\s+|previously\s+|had\s+)*(?={_MANY}?(?:(?!(?:pain|after|from|trouble|tender\w*|no|not|for|to|worse\w*|difficulty|relief|improve\w*)\b)[\w-]+\s+){{0,6}}?{_GIVEN})",
)
