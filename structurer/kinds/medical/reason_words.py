"""Words of rationales that many turns of phrase share: patterns of records, gains, limits, services, and what is said of them."""

from __future__ import annotations

KIND_OF_RECORD = r"(?:available\s+|submitted\s+|provided\s+|medical\s+|clinical\s+)*"
RECORD = r"(?:records?|documentation|documents?|notes?|reports?|file|provider|physician|treater|information|requesting\s+\w+)"
RECORDS = rf"(?:{KIND_OF_RECORD}{RECORD}(?:\s+(?:provided|submitted|available|reviewed|for\s+review))*)"
LACKING = r"(?:no|not|without|lack\s+of|lacks?|absence\s+of|fail\w*|insufficient|nor|unclear|minimal)"
GAIN = (
    r"(?:functional\s+(?:improvement|benefit|gains?|restoration|response)|improvement\s+in\s+function"
    r"|objective\s+(?:\w+\s+)?(?:improvement|benefit|response|gains?))"
)
HELP = (
    r"(?:(?:\w+\s+)?response\s+to\s+(?:the\s+)?(?:prior|previous|current)|efficacy\s+of|pain\s+(?:relief|reduction)|decrease\s+in\s+pain"
    r"|benefit\s+(?:from|of|with)\s+(?:the\s+)?(?:prior|previous|use|current|its)|improvement\s+(?:from|with)\s+(?:the\s+)?(?:prior|previous))"
)

SEEN = r"(?:exam\w*|films?|MRI|x-?rays?|radiographs?|stud(?:y|ies)|scans?|EMG|imaging|testing)"
CONDITIONS = r"(?:criteria|conditions|requirements?|prerequisites?|definition|standards?|terms|indications|exceptions?)"
BODY = r"(?:guidelines?|MTUS|ODG|ACOEM|FDA|AHRQ|Cochrane|academy|panel|reviews?|trials?|literature|research)"
GUIDE = r"(?:guidelines?|MTUS|ODG|ACOEM|chapter|academy|panel|literature|they)"

# What a request has to say, and what it is written on.
DETAIL = (
    r"(?:dos(?:e|es|age|ing)|strengths?|quantit(?:y|ies)|frequenc(?:y|ies)|duration|(?:number|amount)\s+of\s+(?:\w+\s+)?(?:visits|sessions|treatments|tablets|units|refills|trips|hours|days|weeks|months)"
    r"|how\s+(?:many|often|much|long)|body\s+parts?|laterality|spinal\s+levels?|directions\s+for\s+use|end\s+date|time\s?frame|time\s+limit)"
)
ORDER = r"(?:request|prescription|order|RFA|form|requisition|script)"

STATE = r"(?:pain|scores?|symptoms?|function|activity|motion|rotation|strength|disability|work\s+status|complaints|VAS|levels?|ratings?|figures?|headaches)"

# How much a guideline allows, by whatever name.
LIMIT = (
    r"(?:guidelines?|MTUS|ODG|ACOEM|recommend\w*|limits?|maximum|ceiling|cap|allotment|allowance|allow(?:ed|s)|schedule|advis(?:ed|es)|suggest(?:ed|s)|endorse[ds]"
    r"|permit(?:ted|s)|initial\s+(?:trial|course)|trial|course|threshold|calls?\s+for|provided\s+for|figure|upper\s+limit)"
)

# What another item is for, and how a rationale says that it is not granted.
MAIN = (
    r"(?:surgery|procedures?|operation|arthroscopy|\w+ectomy|\w+plasty|fusion|release|repair|replacement|injections?|blocks?|implant\w*"
    r"|stimulator|trial|opioids?|primary\s+\w+|service|request\s+for\s+surgery|surgical\s+(?:request|procedure|intervention))"
)
TURNED_DOWN = (
    r"(?:(?:is|was|are|were|(?:is|was|has)n[’']t|has\s+been|have\s+been|has|have|being|(?:can|could)\s?not\s+be)\s+(?:\w+\s+)?(?:denied|turned\s+down|non-?\s?certified"
    r"|(?:not|never)\s+(?:been\s+|being\s+)?(?:found\s+)?(?:to\s+be\s+)?(?:deemed\s+)?(?:medically\s+necessary|certified|approved|authorized|supported|established|necessary|indicated|warranted|recommended|granted|allowed|accepted|upheld|permitted|justified|appropriate|going\s+(?:ahead|forward))"
    r"|found\s+(?:to\s+be\s+)?not\s+(?:to\s+be\s+)?(?:medically\s+)?(?:necessary|warranted|indicated|supported)|found\s+unnecessary))"
)

TOLD = (
    r"provided|documented|described|discussed|addressed|submitted|included|clarified|explained|mentioned|recorded|noted"
    r"|specified|detailed|outlined|identified|demonstrated|established|quantified|reported|stated|indicated|evident|shown"
)
