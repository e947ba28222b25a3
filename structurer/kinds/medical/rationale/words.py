"""Words of rationales that many turns of phrase share: patterns of records, gains, limits, services, and what is said of them."""

from __future__ import annotations

# "Once" where it makes a condition, not a rate: "20 mg once daily", "all at once".
ONCE = (
    r"(?<!\bat )once(?!\s+(?:daily|nightly|weekly|monthly|yearly|more|again|per|each|every|an?\s+(?:day|night|week|month|year)"
    r"|at\s+(?:night|bed)|in\s+the\s+(?:morning|evening)|before\s+(?:bed|meals|sleep))\b)"
)

# As they are written, and as they are misspelled.
MEDICAL = r"(?:medica(?:l(?:l?y)?|ly)|med(?=\.?\s+nec\b)\.?)"
NECESSARY = r"(?:n[ei]c{1,2}es{1,2}[ae]r+y|(?<=med\s)nec\b|(?<=med\.\s)nec\b)"
NECESSITY = r"n[ei]c{1,2}es{1,2}it(?:y|ies)"

KIND_OF_RECORD = r"(?:available\s+|submitted\s+|provided\s+|medical\s+|clinical\s+)*"
RECORD = r"(?:records?|documentation|documents?|notes?|reports?|file|provider|physician|treater|information|requesting\s+\w+)"
RECORDS = rf"(?:{KIND_OF_RECORD}{RECORD}(?:\s+(?:provided|submitted|available|reviewed|for\s+review))*)"
LACKING = r"(?:no|not|without|lack\s+of|lacks?|absence\s+of|fail\w*|insufficient|nor|unclear|minimal)"
GAIN = (
    r"(?:functional\s+(?:improvement|benefit|gains?|restoration|response)|improvement\s+in\s+function"
    r"|objective\s+(?:\w+\s+)?(?:improvement|benefit|response|gains?))"
)
HELP = (
    r"(?:(?:\w+\s+)?response\s+to\s+(?:the\s+)?(?:prior|previous|current|earlier|these|those|it|them|treatment|therapy|care)|efficacy\s+of|pain\s+(?:relief|reduction)|decrease\s+in\s+pain"
    r"|benefit\s+(?:from|of|with)\s+(?:the\s+)?(?:prior|previous|use|current|its)|improvement\s+(?:from|with)\s+(?:the\s+)?(?:prior|previous))"
)

SEEN = r"(?:exam\w*|films?|MRIs?|x-?rays?|radiographs?|stud(?:y|ies)|scans?|EMG|imaging|test(?:s|ing)?|labs?|laborator\w+|screens?)"
CONDITIONS = (
    r"(?:criteria|conditions|requirements?|prerequisites?|definition|standards?|terms|indications?|exceptions?)"
)
# What a reviewer looks for in a worker's condition, and misses.
SIGN = (
    r"(?:weakness|atrophy|wasting|spasms?|swelling|swollen|effusion|instability|laxity|deficits?|numbness|tingling|radicul\w+|radiating|dermatom\w+|fractures?|slip|slippage|translation|subluxation|dislocation|tumou?rs?|infections?"
    r"|locking|catching|giving\s+way|ulcers?|bleed(?:ing)?|(?:gastrointestinal|GI)\s+(?:\w+\s+)?(?:events?|risks?|complaints?|symptoms?|upset)|flare-?(?:ups?)?|flares|exacerbations?|daytime\s+\w+|limp|twitch|trigger\s+points|trauma|stenosis|compression|impingement|entrapment|neuropath\w+"
    r"|myelopath\w+|(?:osteo)?arthrit\w+|fibromyalgia|complications?|comorbid\w+|risk\s+factors?|disabilit(?:y|ies)|impairment|functional\s+loss|loss\s+of\s+(?:\w+\s+)?(?:sensation|strength|motion|function|reflex\w*)"
    r"|abnormalit\w+|pathology|diabetes|rash|fevers?|weight\s+loss|deformit(?:y|ies)|mechanical\s+symptoms|neurologic\w*\s+(?:compromise|change\w*|dysfunction|involvement|symptoms|findings)|sensory\s+\w+|motor\s+\w+|radicular\s+\w+|arm\s+symptoms|leg\s+symptoms"
    r"|(?:acute|new|recent|further|fresh)\s+(?:injur(?:y|ies)|trauma|findings?|symptoms|change|event|complaints?)|nerve\s+root\s+\w+|worsening|deterioration|aberrant\s+\w+|erosions?|nonunion|rupture|tear|tears|hernias?|insomnia|psychosis|suicidal\w*|need\s+for\s+(?:assistance|help|a\s+cane)|assistive\s+device)"
)
# What is said of things on paper: what is missing there is lacking in the records.
WRITTEN = r"(?:document\w*|records?|recorded|charted|submitted|provided|mention\w*|described|description|discuss\w+|explain\w*|explanation|indication\s+(?:that|of)|rationale|note|notes|reports?|reported|statement|information|account|specified|on\s+file|supplied|furnished|addressed)"
BODY = r"(?:guidelines?|MTUS|ODG|ACOEM|FDA|AHRQ|Cochrane|academy|society|college|association|panel|(?<!for )(?<!utilization )(?<!peer )reviews?(?!\s+of\s+(?:the\s+|his\s+|her\s+|these\s+|submitted\s+|medical\s+|available\s+)*(?:records?|documentation|chart|file|notes|reports?))|trials?|literature|research)"
GUIDE = r"(?:guidelines?|MTUS|ODG|ACOEM|chapter|academy|society|association|college|task\s+force|panel|literature|they)"

# What a prescriber is to have on file: "no evidence of" one says that it is not there, and nothing of the worker.
ON_FILE = r"(?:(?:drug|urine|toxicology)\s+(?:\w+\s+)?(?:screen\w*|tests?|testing)|UDS|UDTs?|CURES|PDMP|agreements?|contracts?|reports?|evaluations?|assessments?|screening|monitoring|pill\s+counts?|treatment\s+plans?|goals)"

# What a prescriber is to have done: "no evidence that" he did says the same, but not that he plans an operation.
BY_PRESCRIBER = r"\s+that\s+(?:(?:the|an?|his|her)\s+)?(?:[\w-]+\s+){0,2}?(?:physician|provider|doctor|surgeon|treater|prescriber)\b(?![^.;]*\b(?:plan|consider|contemplat)\w*)"

# What a request has to say, and what it is written on.
DETAIL = (
    r"(?:dos(?:e|es|age|ing)|strengths?|quantit(?:y|ies)|frequenc(?:y|ies)|duration|(?:number|amount)\s+of\s+(?:\w+\s+)?(?:visits|sessions|treatments|tablets|units|refills|trips|hours|days|weeks|months)"
    r"|how\s+(?:many|often|much|long)(?!\s+(?:it|they|he|she|(?:the|this)\s+\w+)\s+(?:was|were|had|has)\b)|body\s+parts?|laterality|spinal\s+levels?|directions\s+for\s+use|end\s+date|time\s?frame|time\s+limit)"
)
NOT_DETAILED = rf"\s+(?:\w+\s+)?(?:specif|indicat|includ|stat|provid)\w*\s+(?:the\s+|any\s+|an?\s+)?(?:\w+\s+)?{DETAIL}(?![^.;]*\b(?:completed|attended|taken|received|undergone|to\s+date|so\s+far|prior|previous)\b)"
"""After "did not", of who asks: that the request lacks a detail, and not what is known of earlier care."""
ORDER = r"(?:request|prescription|order|RFA|form|requisition|script)"

STATE = r"(?:pain|scores?|(?:work\s+)?restrictions|medications?|(?:opioid|ibuprofen|Norco|drug|tablet)\s+(?:use|intake)|intake|dosage|consumption|symptoms?|function|activity|motion|rotation|strength|disability|work\s+status|complaints|VAS|levels?|ratings?|figures?|headaches)"

# How much a guideline allows, by whatever name.
LIMIT = (
    r"(?:guidelines?|MTUS|ODG|ACOEM|recommend\w*|limits?|maximum|ceiling|cap|allotment|allowance|allow(?:ed|s)|schedule|advis(?:ed|es)|suggest(?:ed|s)|endorse[ds]"
    r"|permit(?:ted|s)|initial\s+(?:trial|course)|trial|course|threshold|calls?\s+for|provided\s+for|figure|upper\s+limit)"
)

OPIOIDS = r"opioids?|narcotics?|norco|vicodin|hydrocodone|oxycodone|percocet|oxycontin|tramadol|ultram|ultracet|morphine|MS\s?contin|nucynta|tapentadol|fentanyl|duragesic|dilaudid|hydromorphone|opana|oxymorphone|methadone|butrans|buprenorphine|suboxone|codeine|exalgo|kadian"
# What another item is for, and how a rationale says that it is not granted.
MAIN = (
    r"(?:surgery|procedures?|operation|arthroscopy|\w+ectomy|\w+plasty|\w+desis|\w+otomy|decompression|reconstruction|manipulation\s+under\s+anesthesia|debridement|excision|fusion|release|repair|replacement|injections?|epidurals?|ESIs?|blocks?|implant\w*"
    r"|stimulator|trial|opioids?|primary\s+\w+|service|request\s+for\s+surgery|surgical\s+(?:request|procedure|intervention))"
)
OPERATED = (
    r"(?:surgery|procedures?|operation|arthroscopy|\w+ectomy|\w+plasty|\w+desis|\w+otomy|fusion|release|repair|replacement|injections?|blocks?|implant\w*"
    r"|stimulator|primary\s+\w+|service|request\s+for\s+surgery|surgical\s+(?:request|procedure|intervention))"
)
TURNED_DOWN = (
    r"(?:(?:is|was|are|were|(?:is|was|has)n[’']t|has\s+been|have\s+been|has|have|being|(?:can|could)\s?not\s+be)\s+(?:\w+\s+)?(?:denied|turned\s+down|non-?\s?certified"
    r"|(?:not|never)\s+(?:been\s+|being\s+)?(?:found\s+)?(?:to\s+be\s+)?(?:deemed\s+)?(?:medically\s+necessary|certified|approved|authorized|supported|established|necessary|indicated|warranted|recommended|granted|allowed|accepted|upheld|permitted|justified|appropriate|going\s+(?:ahead|forward))"
    r"|(?:found|determined|deemed|held|judged|considered)\s+(?:to\s+be\s+)?not\s+(?:to\s+be\s+)?(?:medically\s+)?(?:necessary|warranted|indicated|supported)|(?:found\s+)?unnecessary|upheld\s+as\s+(?:not|un)\w*|refused|rejected|declined))"
)

TOLD = (
    r"provided|documented|described|discussed|addressed|submitted|included|clarified|explained|mentioned|recorded|noted"
    r"|specified|detailed|outlined|identified|demonstrated|established|quantified|reported|stated|indicated|evident|shown"
)

# What follows from the reasons: "as such, there is no clear indication for" it.
NO_CLEAR_INDICATION = (
    r"\W*(?:therefore|as\s+such|thus|hence|consequently),?\s+there\s+is\s+no\s+clear\s+indication\s+for\b[^.;,]*[.\s]*$"
)

# Who decided before this reviewer.
EARLIER_REVIEW = (
    r"(?:utili[sz]ation\s+(?:review\w*|physician)|\bUR\b|claims?\s+(?:administrator|examiner|adjuster)|\bcarrier|\binsurer"
    r"|(?:prior|previous|earlier|initial|original)\s+(?:UR|\w*\s?review\w*|determination|decision|denial))"
)
