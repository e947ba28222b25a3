"""The turns of phrase by which rationales name their reasons, one a line, in the order in which reasons are looked for."""

from __future__ import annotations

import re

from structurer.kinds.medical.record import Basis

_KIND_OF_RECORD = r"(?:available\s+|submitted\s+|provided\s+|medical\s+|clinical\s+)*"
_RECORD = r"(?:records?|documentation|documents?|notes?|reports?|file|provider|physician|treater|information|requesting\s+\w+)"
_RECORDS = rf"(?:{_KIND_OF_RECORD}{_RECORD}(?:\s+(?:provided|submitted|available|reviewed|for\s+review))*)"
_LACKING = r"(?:no|not|without|lack\s+of|lacks?|absence\s+of|fail\w*|insufficient|nor|unclear|minimal)"
_GAIN = (
    r"(?:functional\s+(?:improvement|benefit|gains?|restoration|response)|improvement\s+in\s+function"
    r"|objective\s+(?:\w+\s+)?(?:improvement|benefit|response|gains?))"
)
_HELP = (
    r"(?:(?:\w+\s+)?response\s+to\s+(?:the\s+)?(?:prior|previous|current)|efficacy\s+of|pain\s+(?:relief|reduction)|decrease\s+in\s+pain"
    r"|benefit\s+(?:from|of|with)\s+(?:the\s+)?(?:prior|previous|use|current|its)|improvement\s+(?:from|with)\s+(?:the\s+)?(?:prior|previous))"
)

_SEEN = r"(?:exam\w*|films?|MRI|x-?rays?|radiographs?|stud(?:y|ies)|scans?|EMG|imaging|testing)"
_CONDITIONS = (
    r"(?:criteria|conditions|requirements?|prerequisites?|definition|standards?|terms|indications|exceptions?)"
)
_BODY = r"(?:guidelines?|MTUS|ODG|ACOEM|FDA|AHRQ|Cochrane|academy|panel|reviews?|trials?|literature|research)"
_GUIDE = r"(?:guidelines?|MTUS|ODG|ACOEM|chapter|academy|panel|literature|they)"

# What a request has to say, and what it is written on.
_DETAIL = (
    r"(?:dos(?:e|es|age|ing)|strengths?|quantit(?:y|ies)|frequenc(?:y|ies)|duration|(?:number|amount)\s+of\s+(?:\w+\s+)?(?:visits|sessions|treatments|tablets|units|refills|trips|hours|days|weeks|months)"
    r"|how\s+(?:many|often|much|long)|body\s+parts?|laterality|spinal\s+levels?|directions\s+for\s+use|end\s+date|time\s?frame|time\s+limit)"
)
_ORDER = r"(?:request|prescription|order|RFA|form|requisition|script)"

_STATE = r"(?:pain|scores?|symptoms?|function|activity|motion|rotation|strength|disability|work\s+status|complaints|VAS|levels?|ratings?|figures?|headaches)"

# How much a guideline allows, by whatever name.
_LIMIT = (
    r"(?:guidelines?|MTUS|ODG|ACOEM|recommend\w*|limits?|maximum|ceiling|cap|allotment|allowance|allow(?:ed|s)|schedule|advis(?:ed|es)|suggest(?:ed|s)|endorse[ds]"
    r"|permit(?:ted|s)|initial\s+(?:trial|course)|trial|course|threshold|calls?\s+for|provided\s+for|figure|upper\s+limit)"
)

# What another item is for, and how a rationale says that it is not granted.
_MAIN = (
    r"(?:surgery|procedures?|operation|arthroscopy|\w+ectomy|\w+plasty|fusion|release|repair|replacement|injections?|blocks?|implant\w*"
    r"|stimulator|trial|opioids?|primary\s+\w+|service|request\s+for\s+surgery|surgical\s+(?:request|procedure|intervention))"
)
_TURNED_DOWN = (
    r"(?:(?:is|was|are|were|(?:is|was|has)n[’']t|has\s+been|have\s+been|has|have|being|(?:can|could)\s?not\s+be)\s+(?:\w+\s+)?(?:denied|turned\s+down|non-?\s?certified"
    r"|(?:not|never)\s+(?:been\s+)?(?:found\s+)?(?:to\s+be\s+)?(?:deemed\s+)?(?:medically\s+necessary|certified|approved|authorized|supported|established|necessary|indicated|warranted|recommended|granted|allowed|accepted|upheld|permitted|justified|appropriate|going\s+(?:ahead|forward))"
    r"|found\s+(?:to\s+be\s+)?not\s+(?:to\s+be\s+)?(?:medically\s+)?(?:necessary|warranted|indicated|supported)|found\s+unnecessary))"
)

_TOLD = (
    r"provided|documented|described|discussed|addressed|submitted|included|clarified|explained|mentioned|recorded|noted"
    r"|specified|detailed|outlined|identified|demonstrated|established|quantified|reported|stated|indicated|evident|shown"
)

# What beside an improvement may be missing in the records: then both are a reason.
ALSO_LACKING = re.compile(
    r"\b(?:no|lack\s+of|without)\s+(?:\w+\s+){0,3}?document\w*[^.;]*\b(?:and|or|nor)\s+(?:\w+\s+){0,3}?"
    r"(?:deficits?|rationale|goals?|plans?|screen(?:ing|s)?|monitoring|compliance|aberrant|agreement|contract|side\s+effects|CURES|failure|why)\b",
    re.IGNORECASE,
)

UPHELD: dict[Basis, tuple[str, ...]] = {
    Basis.NO_FUNCTIONAL_IMPROVEMENT: (
        rf"\b{_LACKING}\b[^.;]{{0,60}}?\b{_GAIN}",
        rf"\b{_LACKING}\b[^.;]{{0,120}}?\bfunctional\s+(?:improvement|gains?|benefit)",
        rf"\b{_LACKING}\b[^.;]{{0,60}}?\b{_HELP}",
        rf"\b{_LACKING}\b[^.;]{{0,220}}?\b(?:functional\s+)?(?:improvement|benefit|progress|gains?|relief)\s+(?:with|from|following|after|due\s+to)\s+(?:the\s+|any\s+)?(?:prior|previous|earlier|past|current|initial|completed|its|their)\b",
        rf"\b(?:{_GAIN}|{_HELP}|efficacy|benefits?|effectiveness|pain\s+relief|response|improvements?|(?:outcomes?|results?)\s+of)\b[^.;,]{{0,60}}?\b(?:was|were|is|are|has|have)\s+(?:not|never)\s+(?:been\s+)?(?:\w+\s+)?(?:{_TOLD})",
        r"\b(?:do(?:es)?|did)\s+not\s+(?:appear|seem)\s+to\s+(?:be|have)\b[^.;]{0,40}?\b(?:improvement|benefit|relief|gains?)\b",
        r"\bno\s+(?:clear\s+|specific\s+)?(?:indication|evidence|mention|statement)\s+(?:that|of\s+how)\s+[^.;]{0,60}?\b(?:improv(?:es|ed|ing)|help(?:s|ed|ing)|benefit(?:s|t?ed|t?ing)|reliev(?:es|ed|ing)|effective)\b",
        r"\b(?:improvements?|gains?|benefits?|relief)\s+(?:\w+\s+){0,4}?(?:remains?|is|was)\s+(?:unclear|unknown|undocumented|minimal|limited|temporary|short[\s-]lived)",
        r"\b(?:has|have|had)\s+failed\s+to\s+(?:\w+\s+)?(?:curtail|generate|produce|effect|diminish|improve|reduce|result\s+in|provide\s+(?:\w+\s+)?(?:relief|benefit))",
        r"\bfail(?:s|ed|ure)\s+to\s+(?:\w+\s+)?(?:demonstrate|show|document|exhibit|achieve|outline|establish|detail|describe|identify|quantify)\s+[^.;]{0,40}?\b(?:improvements?|progress|gains?|benefits?)\b",
        r"\b(?:(?:has|have|had)\s+not\s+(?:helped|improved|relieved|benefit(?:t?ed)?|responded)|did\s+not\s+(?:help|improve|relieve|benefit|respond))\b",
        r"\b(?:do(?:es)?|did|ha(?:s|ve))\s+not\s+(?:\w+\s+)?(?:quantif|describe|document|show|report|note|demonstrate|detail|indicate)\w*\s+[^.;]{0,50}?\b(?:relief|improvements?|benefits?|efficacy|gains?)\b",
        r"\bresults?\s+(?:of|from)\s+the\s+(?:initial|prior|previous|first)\b",
        r"\b(?:was|were|been)\s+not\s+(?:beneficial|helpful|effective)\b",
        r"\bnot\s+been\s+(?:beneficial|helpful|effective)\b",
        r"\b(?:no|without|lack\s+of)\s+documentation\s+of\s+(?:any\s+)?benefit\b",
        rf"\b{_STATE}\b[^.;]{{0,60}}?\b(?:unchanged|unaltered|no\s+(?:better|different|lower)|the\s+same|stood\s+still|(?:did|has|have|had)\s+not\s+(?:chang|improv|decreas|dropp?|fall|lessen|gone\s+down)\w*)",
        r"\b(?:remain(?:s|ed)|still|stay(?:s|ed)|continues?)\s+(?:\w+\s+){0,3}?(?:off\s+work|out\s+of\s+work|disabled|temporarily\s+totally|on\s+(?:total\s+)?(?:temporary|disability)|TTD|not\s+working|unable\s+to\s+(?:work|return\s+to\s+work))",
        r"\b(?:brought|yielded|produced|gave|given|achieved|accomplished)\s+(?:\w+\s+)?(?:little|no|neither|nothing|minimal|only\s+(?:brief|temporary|transient|short|passing|minimal|slight))",
        r"\b(?:only|just)\s+(?:\w+\s+)?(?:brief|temporary|transient|short-?(?:term|lived)|passing|minimal|slight|marginal)\s+(?:\w+\s+)?(?:relief|improvement|benefit|gains?|help)",
        r"\b(?:has|have|had)\s+(?:reached\s+a\s+)?plateau\w*",
        r"\b(?:did|does|has\s+done)\s+(?:nothing|little)\b|\bto\s+no\s+avail\b|\bno\s+(?:appreciable|measurable|lasting|noticeable|sustained|tangible)\s+(?:\w+\s+)?(?:benefit|effect|change|improvement|relief|gains?|difference|response)",
        r"\b(?:relief|benefit|improvement)\s+(?:\w+\s+){0,3}?(?:lasted\s+(?:only|just|no\s+more)|wore\s+off|did\s+not\s+last|was\s+(?:brief|short|temporary|transient|minimal|gone))",
        r"\b(?:did|has|have|had)\s+not\s+(?:\w+\s+)?(?:last|translate|alter|reduce|lessen|cut|bring|result\s+in|led?\s+to)\w*\b",
        r"\b(?:the\s+)?(?:same|identical|unchanged)\s+(?:restrictions|scores?|figures?|measurements|limitations|deficits|work\s+status|level\s+of\s+pain|pain\s+(?:level|score|rating))",
        r"\bneither\s+(?:the\s+)?(?:pain|function|relief)\b|\bnor\s+(?:is|was|has)\s+(?:there\s+)?(?:\w+\s+)?(?:gain|improvement|benefit|relief)",
        r"\bpain\s+(?:is|was|has\s+been)\s+still\b|\bstill\s+(?:rates?|scores?|reports?|needs|takes|requires|has)\b",
        r"\blittle\s+(?:has\s+)?(?:come\s+of|benefit|gain|relief|improvement|progress|to\s+show)\b",
        r"\bas\s+(?:low|high|bad|often|limited|severe|great|many)\s+as\s+(?:ever|before|it\s+was|they\s+were|at\s+the\s+start)",
        r"\b(?:slightly|barely|hardly|scarcely)\s+(?:better|improved|changed)",
        r"\bby\s+(?:only\s+)?(?:a\s+single|one)\s+point|\bone\s+point\s+lower",
        r"\b(?:no|not|nor)\s+(?:\w+\s+){0,2}?(?:gain|reduction|drop|decrease|increase|return|change)\s+(?:in|to)\s+(?:\w+\s+){0,3}?(?:function|pain|activit\w+|work|medications?|opioid|use|motion|strength|scores?)",
        r"\bdespite\s+(?:\w+\s+){0,6}?(?:use|dose|drug|medication|opioids?|visits|sessions|treatments?)\b[^.;]{0,80}?\b(?:remains?|still|continues?|persist\w*|unchanged|has\s+not|reported\s+to)",
    ),
    Basis.REQUEST_INCOMPLETE: (
        r"\b(?:request|prescription|it|order)\s+(?:also\s+)?(?:do(?:es)?|did|fails?\s+to|failed\s+to|as\s+(?:written|submitted)\s+(?:also\s+)?(?:does|did|fails\s+to|failed\s+to))\s+(?:not\s+)?(?:specify|specified|indicate|include|state|provide|list|note|identify)\b(?!\s+(?:why|how|(?:the|a|any)\s+(?:need|reason|rationale|indication|benefit)))",
        r"\b(?:frequency|duration|quantity|dos(?:e|age)|number\s+of\s+(?:sessions|visits)|body\s+part|site|level)\b[^.;]{0,40}?\b(?:was|were|is|are|has|have)\s+not\s+(?:been\s+)?(?:specified|provided|stated|indicated|listed|included|noted|given|identified|submitted|documented)",
        r"\b(?:not|never)\s+(?:been\s+)?(?:specified|provided|stated|indicated|listed|included|noted|given)\s+(?:in|on|with|within)\s+the\s+(?:request|prescription|RFA|order)\b",
        r"\brequest\s+for\s+[^.;]{2,80}?\s+(?:do(?:es)?\s+not|fails?\s+to|failed\s+to|did\s+not)\s+(?:specify|indicate|state|include|provide)\b(?!\s+(?:why|how|(?:the|a|any)\s+(?:need|reason|rationale|indication|benefit)))",
        r"\bunspecified\s+(?:quantity|number|duration|frequency|dos)",
        r"\bwithout\s+(?:a\s+)?(?:specified|stated)\s+(?:quantity|frequency|duration|dose)",
        r"\bleft\s+blank",
        r"\bopen-?ended\s+request",
        rf"\b{_ORDER}\b[^.;]{{0,40}}?\b(?:simply|merely|only|just)\s+(?:says?|states?|reads?|names?|lists?|asks?)\b",
        r"\b(?:without|with\s+no|no)\s+(?:a\s+|any\s+)?(?:\w+\s+)?(?:time\s+limit|end\s+date|stop\s+date|end\s+point|limit\s+(?:on|of)\s+(?:time|duration|number))",
        r"\bfor\s+an?\s+(?:indefinite|unstated|undefined|unspecified|unlimited)\b",
        r"\bunknown\s+(?:quantity|number|duration)",
        rf"\bno\s+(?:stated\s+|specific\s+|specified\s+|defined\s+|indicated\s+)?{_DETAIL}\s+(?:or\s+\w+\s+)?(?:\w+\s+)?(?:is|was|were|are|has\s+been)\b",
        rf"\bneither\s+(?:the\s+|a\s+|an\s+)?{_DETAIL}\s+nor\b",
        rf"\b{_ORDER}\b[^.;]{{0,60}}?\b(?:gives?|states?|names?|lists?|contains?|has|carries)\s+(?:only\s+the|just\s+the|no\s+{_DETAIL}|neither)",
        rf"\b{_ORDER}\b[^.;]{{0,60}}?\b(?:do(?:es)?\s+not|did\s+not|never|fails?\s+to|is\s+silent)\s+[^.;]{{0,30}}?\b(?:{_DETAIL}|which\s+(?:\w+\s+)?(?:side|level|joint|part|treatment|test|drug))",
        rf"\b{_DETAIL}\b[^.;]{{0,60}}?\b(?:blank|omitted|missing|undefined|unstated|unspecified|left\s+(?:out|open)|not\s+(?:named|defined|set|told|written))\b",
        rf"\bwithout\s+(?:a\s+|any\s+|an\s+|the\s+)?(?:\w+\s+)?{_DETAIL}\b",
        r"\bwithout\s+knowing\s+(?:what|which|how)|\bno\s+one\s+says\s+(?:which|how|what)|\b(?:unquantified|vague|indefinite|non-?specific|blanket)\s+(?:request|order|prescription|drug|number)",
        rf"\b(?:no|without|lacks?|lacking|missing|neither|nor)\s+(?:a\s+|an\s+|the\s+|any\s+)?(?:\w+\s+){{0,2}}?{_DETAIL}\b[^.;]{{0,40}}?\b(?:given|stated|specified|provided|indicated|listed|included|named|supplied|identified|{_ORDER})\b",
        r"\b(?:do(?:es)?|did)\s+not\s+(?:say|state|tell|specify|indicate|name|identify)\s+(?:which|whether\s+(?:the\s+)?(?:left|right)|how\s+(?:many|often|long|much)|for\s+how\s+long|what\s+(?:dose|strength|tests?|components?|body))",
        r"\b(?:at|for|in)\s+what\s+(?:dose|strength|frequency|interval|quantity)",
        r"^(?!.*\b(?:tried|attempted|failed|records?|documentation)\b).*\bfor\s+how\s+long\b",
        r"\brequest\s+(?:is|was)\s+(?:too\s+)?(?:vague|incomplete|non-?specific|indefinite|ambiguous|open[\s-]ended)",
    ),
    Basis.DOCUMENTATION_LACKING: (
        r"\black(?:s|ing|ed)?\s+(?:of\s+)?(?:\w+\s+){0,3}?document\w*",
        r"\bno\s+(?:\w+\s+){0,3}?(?:documentation|documented|documents)\b",
        r"\bwithout\s+(?:\w+\s+){0,3}?document\w+",
        r"\b(?:insufficient|inadequate|incomplete|not\s+enough)\s+(?:\w+\s+){0,2}?(?:documentation|information|evidence|detail)",
        r"\b(?:not|never)\s+(?:\w+\s+){0,2}?(?:documented|provided|described|discussed|addressed|submitted|included|apparent|clear(?!\s+(?:him|her|the\s+(?:patient|worker)))|clarified|explained|mentioned|recorded|noted(?!\s+to\b)|established\s+by\s+the\s+record)",
        r"\b(?:not|never)\s+(?:\w+\s+){0,2}?(?:specified|detailed|outlined|identified|evident|available|furnished|reported)\b(?!\s+(?:in|on|with)\s+the\s+(?:request|prescription|RFA))",
        r"\b(?:do(?:es)?|did|ha(?:s|ve|d))\s+not\s+(?:\w+\s+){0,2}?(?:detail|specif(?:y|ied)|outlined?|recount(?:ed)?|furnish(?:ed)?|comment(?:ed)?|establish(?:ed)?\s+(?:the|a)\s+(?:need|reason|rationale))\b",
        r"\b(?:inadequate|limited|scant|sparse|poor)\s+(?:\w+\s+)?documentation",
        r"\bfurther\s+(?:clarification|information|documentation)\s+(?:is|was|would\s+be)\s+(?:needed|required|necessary)",
        r"\b(?:lack|absence)\s+of\s+(?:\w+\s+){0,2}?(?:rationale|explanation|indication|detail)",
        r"\bno\s+(?:\w+\s+){0,2}?(?:are|is|was|were)\s+documented",
        r"\bunclear",
        r"\bun-?documented",
        r"\bno\s+[^.;,]{2,60}?\b(?:was|were|is|are|has\s+been|have\s+been|being)\s+(?:\w+\s+)?(?:recorded|charted|submitted|furnished|forwarded|enclosed|attached|entered|supplied|listed|explained|mentioned|provided|described|included|found\s+(?:in|among)|on\s+(?:file|record)|available|in\s+the\s+(?:chart|file|record))",
        rf"\b(?:chart|file|{_RECORD})\b[^.;]{{0,30}}?\b(?:contains?|holds?|shows?|gives?|includes?|has|have|offers?)\s+(?:no|neither|nothing|little)\b",
        r"\bnothing\s+(?:in|within|on)\s+(?:the\s+)?(?:\w+\s+){0,2}?(?:chart|records?|file|notes?|reports?|documentation|documents|papers)",
        r"\b(?:nobody|no\s+one)\s+(?:wrote|recorded|documented|noted)|\bno\s+notes?\s+(?:credits?|tells?|says?|shows?)",
        r"\b(?:not|nowhere|never)\s+(?:to\s+be\s+)?(?:found|seen)\s+(?:in|among|anywhere)",
        r"\b(?:omitted|missing|absent)\s+(?:from|in)\s+the\s+(?:\w+\s+)?(?:chart|records?|file|notes?|reports?|documentation)",
        r"\b(?:were|was)\s+not\s+(?:forwarded|sent|enclosed|attached|among\s+the)",
        r"\b(?:cannot|can\s+not|could\s+not|can[’']t)\s+be\s+(?:verified|determined|confirmed|ascertained|established)|\bone\s+cannot\s+(?:tell|verify|judge)",
        r"\b(?:gives?|offers?|states?|provides?)\s+no\s+(?:\w+\s+)?(?:reason|rationale|explanation|account|basis|details?|goals?)",
        r"\bno\s+(?:stated|given|documented)\s+reason",
        r"\b(?:do(?:es)?|did)\s+not\s+(?:say|tell|state|name|record)\s+(?:why|whether|how|what|that|which|when)",
        r"\bundocumented",
        r"\b(?:do(?:es)?|did|ha(?:s|ve))\s+not\s+(?:\w+\s+){0,2}?(?:document|address|describe|discuss|mention|explain|specify\s+why|provide|include|contain|clarify|give|submit)\w*",
        rf"\b{_RECORDS}\s+(?:do(?:es)?|did|fails?\s+to|failed\s+to)\s+(?:not\s+)?(?:\w+\s+)?(?:substantiate|corroborate|confirm|verify|show|reveal|indicate|contain|establish|demonstrate|detail|reflect|identify)",
        r"\bno[t]?\s+(?:clear\s+|current\s+|recent\s+|objective\s+)*(?:indication|mention|rationale|discussion|explanation|report|record|notes?)\b",
        r"\bno\s+evidence\s+(?:in|within)\s+the\s+(?:\w+\s+)?(?:record|documentation|notes)",
        r"\babsence\s+of\s+(?:\w+\s+){0,2}?document\w*",
        r"\bnowhere\s+(?:stated|documented|recorded)",
        r"\bnot\s+recorded\s+anywhere",
        r"\bnot\s+on\s+(?:file|record)",
        r"\bnot\s+supported\s+by\s+(?:the\s+)?(?:\w+\s+){0,2}?(?:documents?|documentation|records?|notes?)",
        r"\black\s+of\s+information",
        r"\bfail(?:s|ed)\s+to\s+(?:\w+\s+)?(?:document|provide|address|discuss|describe|show|outline|recount|identify|explain|establish|furnish|state|detail|specify|clarify|mention|include|indicate)\b",
    ),
    Basis.CRITERIA_NOT_MET: (
        r"\bno\s+(?:\w+\s+){0,4}?(?:evidence|findings?|signs?|symptoms?|history|diagnosis|red[\s-]flags?|deficits?|indications?\s+for|emergence|progression|plans?|change|aberrant)\b(?!\s+(?:\w+\s+){0,2}?(?:are|is|was|were)\s+documented)(?!\s+(?:in|within)\s+the\s+(?:\w+\s+)?(?:record|documentation))",
        r"\b(?:was|were|is|are)(?:/is)?\s+not,?\s+(?:in\s+fact,\s+)?(?:actively\s+|currently\s+)?(?:considering|contemplating|planning|pursuing|scheduled|undergoing|participating)",
        r"\b(?:do(?:es)?|did|has|have)\s+not\s+(?:currently\s+)?(?:meet|satisf\w+|have|suffer|been\s+diagnosed|fail(?:ed)?|tried|warrant|exhibit|demonstrate)",
        r"\bcriteria\s+(?:\w+\s+){0,4}?(?:not|un)\s*(?:been\s+)?(?:met|satisfied)",
        r"\bnot\s+(?:\w+\s+)?(?:met|homebound|confined|a\s+candidate|at\s+risk|indicated|congruent)",
        r"^absent\b",
        r"\b(?:has|have|had)\s+not\s+(?:yet\s+)?(?:\w+\s+)?(?:completed|undergone|attempted|exhausted)\b",
        r"\b(?:is|was)\s+not\s+(?:currently\s+)?(?:taking|using|on\s+(?!file|record))",
        r"\buntil\s+(?:\w+\s+){0,2}?(?:conservative|therapy|treatment|care)\b[^.;]{0,60}?\b(?:implemented|completed|tried|exhausted|attempted)",
        r"\black\s+of\s+(?:subjective\s+)?(?:complaints|symptoms)",
        r"\bexam(?:ination)?\s+(?:findings\s+)?(?:do(?:es)?|did)\s+not\s+(?:\w+\s+)?(?:show|reveal|demonstrate|document|support)",
        r"\black\s+of\s+(?:significant\s+|objective\s+)*(?:neurolog\w+\s+)?(?:deficits?|findings?|red\s+flags?|evidence)",
        r"\b(?:was|is)\s+not,?\s+(?:in\s+fact,\s+)?a\s+candidate",
        rf"\b{_CONDITIONS}\b[^.;]{{0,60}}?\b(?:unmet|absent|(?:not|n[’']t)\s+(?:\w+\s+){{0,2}}?(?:met|fulfilled|satisfied))\b",
        r"\bmeets?\s+(?:none|neither|few)\b",
        rf"\b{_SEEN}\b[^.;]{{0,60}}?\b(?:shows?|showed|shown|reveal\w*|found|demonstrat\w*|disclosed?)\s+(?:no|neither|nothing)\b",
        r"\bnot\s+(?:called\s+for|someone\s+(?:who|whose)|one\s+(?:who|whose)|in\s+the\s+(?:\w+\s+){0,2}?(?:group|category|population))\b",
        r"\bno\s+(?:grounds|occasion|call|cause|need\b(?!\s+for\s+(?:additional|further|more))|reason\s+to\s+(?:suspect|expect|think|believe))\b",
        r"\b(?:has|have|had)\s+not\s+(?:yet\s+)?been\s+(?:tried|exhausted|attempted|offered|completed|optimized|explored)\b",
        r"\b(?:have|has)\s+yet\s+to\s+(?:be\s+(?:tried|exhausted|attempted)|try|fail|complete|have)\b",
        r"\bno\s+(?:\w+\s+)?(?:trial|attempt|course)\s+(?:of|at)\b(?![^.;]*\bdocument)",
        r"\b(?:neither|none)\s+(?:of\s+(?:these|those|them|the\s+\w+|which)\s+)?(?:\w+\s+){0,2}?(?:exists?|holds?|appl(?:y|ies)|(?:is|are|was|were)\s+(?:present|met|found|seen|the\s+case))\b",
        r"\bnot\s+(?:one\s+of|among|within)\s+the\s+(?:\w+\s+)?(?:conditions|indications|diagnoses|criteria|exceptions)",
        r"\bdo(?:es)?\s+not\s+(?:fall\s+(?:into|under|within)|fit|qualify)\b",
        r"\bonly\s+(?:recommended|indicated|supported)\s+(?:for|when|if|in)",
        r"\babsence\s+of\s+(?:red|significant|neuro|objective|progress)",
        r"\bwithout\s+(?:any\s+)?(?:evidence|red\s+flags?|neurolog\w+|progressive|signs?|objective)",
        r"\bis\s+(?:only\s+)?reserved\s+for",
        r"\bnot\s+consistent\s+with",
        r"\b(?:records?|documentation|findings?|examination)\s+(?:do(?:es)?|did)\s+not\s+support",
    ),
    Basis.NOT_RECOMMENDED: (
        r"\b(?:is|are|was|were|be|been|generally|deemed)\s+[\"“]?not\s+(?:generally\s+|routinely\s+|currently\s+|specifically\s+)?(?:recommended|supported|advised|endorsed)(?!\s+for\s+(?:longer|more)|\s+by\s+(?:the\s+)?(?:\w+\s+){0,2}?(?:documents?|documentation|records?|notes?|exam\w*|findings))",
        r"\b(?:guidelines?|MTUS|ODG|ACOEM|they|it|evidence|literature)\s+(?:do(?:es)?|did)\s+not\s+(?:\w+\s+)?(?:recommend|support|endorse|advise)",
        r"\brecommends?\s+against",
        r"\bno\s+(?:(?!to\b)\w+\s+){0,3}?(?:support|proven)",
        r"\b(?:little|limited|no\s+(?:good|quality|strong))\s+(?:\w+\s+)?evidence\s+(?:to\s+(?:utilize|use|support|recommend)|for\s+the\s+use|of\s+(?:efficacy|benefit))",
        r"\b(?:not|never)\s+been\s+(?:shown|demonstrated|found|established)\s+to\s+(?:\w+\s+){0,2}?(?:have|be|provide|improve|help|work)\b",
        r"\b(?:no|little|lack\s+of)\s+(?:lasting|long[\s-]term|proven|demonstrated)\s+(?:benefit|value|efficacy)",
        r"\bunder\s+(?:study|investigation)\b",
        r"\bnot\s+(?:been\s+)?proven",
        r"\bno\s+other\s+commercially",
        r"\bexperimental",
        r"\binvestigational",
        r"\b(?:not\s+supported|unsupported)\s+by\s+(?:the\s+)?(?:\w+\s+)?(?:guidelines?|evidence)",
        r"\black\s+of\s+(?:\w+\s+){0,3}?evidence\s+(?:to\s+support|of\s+efficacy|for)",
        r"\bno\s+(?:scientific\s+|high[\s-]quality\s+|quality\s+)?(?:evidence|studies)\s+(?:to\s+support|that\s+(?:it|this|they|these|such)|of\s+efficacy)",
        rf"\b{_GUIDE}\b[^.;]{{0,60}}?\b(?:advis\w+|counsels?|speaks?|warns?|cautions?|recommend\w*|statement|position|argues?)\b[^.;]{{0,20}}?\bagainst\b(?!\s+(?:going|routine|long|chronic|exceeding))",
        rf"\b{_GUIDE}\b[^.;]{{0,60}}?\b(?:do(?:es)?\s+not|did\s+not|will\s+not|would\s+not)\s+(?:\w+\s+)?(?:favou?r|back|accept|approve|regard|consider|count|list|include|hold)\b",
        r"\b(?:advise[sd]?|recommend(?:s|ed)?|counsels?|speaks?|cautions?)\s+against\b(?!\s+(?:going|routine|long|chronic))",
        r"\bno\s+(?:better|more\s+effective|different)\s+than\s+(?:sham|placebo|no\s+treatment|usual)",
        r"\bnot\s+(?:considered|count\s+as|regarded\s+as|held\s+to\s+be)\s+(?:a\s+)?(?:medical|proper)\s+treatment",
        r"\b(?:thin|weak|scant|conflicting|insufficient|limited|poor)\s+(?:\w+\s+){0,2}?evidence\s+(?:to\s+support|for|that|of\s+(?:efficacy|benefit|effect))",
        r"\bnot\s+(?:been\s+)?(?:FDA[\s-]?)approved\b|\boff-?\s?label\b|\bunproven\b|\bnot\s+(?:been\s+)?validated",
        r"\b(?:shown|showed|found)\s+no\s+(?:\w+\s+)?(?:advantage|benefit|difference|effect)",
        rf"\b{_BODY}\b[^.;]{{0,60}}?\b(?:finds?|found|sees?|saw|shows?|showed|reports?|concludes?|offers?|gives?|provides?)\s+(?:no|little|insufficient|limited|scant)\s+(?:\w+\s+){{0,2}}?(?:evidence|support|benefit|basis|role|place|advantage|effect|difference)",
        r"\b(?:evidence|support|data|research)\b[^.;]{0,50}?\b(?:is|are|remains?)\s+(?:\w+\s+)?(?:lacking|weak|thin|sparse|limited|conflicting|insufficient|poor|inconclusive|absent|scant)",
        r"\b(?:listed|classed|rated|designated|considered)\s+(?:as\s+)?(?:[\"“]?not\s+recommended|investigational|experimental|unproven)",
        r"\bno\s+(?:proven\s+|established\s+|accepted\s+)?(?:role|place|value)\s+(?:for|in)\b",
        r"\bcontrary\s+to\s+(?:the\s+)?(?:guidelines?|MTUS|ODG|ACOEM|recommendations?)|\bin\s+conflict\s+with\s+(?:the\s+)?guidelines?",
        rf"\b{_GUIDE}\b[^.;]{{0,40}}?\bdiscourages?\b",
        r"\bno\s+longer\s+recommended\b",
        r"\bshould\s+not\s+be\s+(?:used|prescribed|given|done|performed|repeated)\b",
        r"\b(?:almost\s+never|rarely|seldom)\s+(?:required|needed|indicated|necessary)",
        r"\bnot\s+endorsed\b",
    ),
    Basis.EXCEEDS_GUIDELINE_LIMIT: (
        r"\bexceed\w*",
        r"\bno\s+compelling\s+[^.;]*\b(?:additional|full\s+complement|over\s+and\s+above|over\s+the)\b",
        r"\b(?:previously|already|was|were|been)\s+(?:been\s+)?(?:approved|authorized|certified)\s+for",
        r"\bduplicat(?:e|ive)\b",
        r"\bin\s+excess\s+of",
        r"\bexcessive",
        r"\bmore\s+than\s+(?:the\s+)?(?:recommended|guideline|is\s+recommended)",
        r"\b(?:beyond|over|above|longer\s+than)\s+(?:the|what|any|MTUS|ODG|guideline)\b\s*(?:\w+\s+){0,3}?(?:recommend\w*|guideline\w*|limit\w*)",
        r"\bguidelines?\s+limit",
        r"\bnot\s+recommended\s+for\s+(?:longer|more)\s+than",
        r"\blimit\w*\s+(?:the\s+)?use",
        r"\bsurpass\w*",
        r"(?<!\brequest\s)\boutside\s+(?:of\s+)?(?:the\s+)?(?:guidelines?|recommended\s+\w+)",
        rf"\b(?:beyond|past|over|above|more\s+than|greater\s+than|higher\s+than|longer\s+than)\s+(?:the\b|what\b|that\b|those\b|its\b|any\b|is\b|a\b|guideline|MTUS|ODG|ACOEM|recommended)\W*[^.;,]{{0,60}}?\b{_LIMIT}",
        r"\b(?:double|twice|twofold|triple|thrice|nearly\s+double|doubl(?:es|ing)|(?:three|four|five|six|seven|eight|\d+)\s+times)\s+(?:the|that|those|what|its|as\s+(?:many|long|much))\b[^.;,]{0,60}",
        r"\bovershoot\w*",
        r"\btoo\s+(?:many|long|often|frequent)\b",
        r"\b(?:has|have)\s+(?:\w+\s+)?used\s+up\b|\balready\s+(?:been\s+)?used\s+up\b",
        r"\b(?:at|from)\s+the\s+(?:very\s+)?outset\b|\bup\s+front\b|\bin\s+one\s+block\b|\ball\s+at\s+once\b",
        r"\balready\s+(?:had|received|completed|attended|undergone|been\s+(?:given|provided))\s+(?:the\s+)?(?:\d+|\w+)\s+(?:\w+\s+){0,3}?(?:visits|sessions|treatments|days|weeks)",
        r"\b(?:well|far|months|weeks|visits|sessions)\s+(?:past|beyond|above|over|in\s+excess|more\s+than)\b(?!\s+(?:the\s+)?(?:(?:sub-?)?acute|healing|injury|surgery))",
        r"\bthan\s+(?:the\s+)?(?:guidelines?|MTUS|ODG|ACOEM)\s+(?:\w+\s+)?(?:recommends?|allows?|supports?|suggests?|provides?)",
        r"\b(?:runs?|extends?|goes|go)\s+(?:\w+\s+){0,2}?(?:past|beyond)\s+(?:the|that|what|it)\b",
    ),
    Basis.DEPENDENT_ON_DENIED_SERVICE: (
        rf"\b(?:since|as|because|given\s+that)\s+(?:the\s+|this\s+|that\s+)?(?:[\w-]+\s+){{0,6}}?{_MAIN}\s+(?:[\w-]+\s+){{0,6}}?{_TURNED_DOWN}",
        rf"\b{_MAIN}\s+(?:itself\s+)?(?:[\w-]+\s+){{0,4}}?{_TURNED_DOWN}",
        rf"\b{_MAIN}\b[^.;,]{{0,80}}?{_TURNED_DOWN}",
        rf"\b(?:denial|non-?certification|disapproval|rejection|adverse\s+\w+)\s+(?:of|on)\s+(?:the\s+)?(?:\w+\s+){{0,4}}?{_MAIN}",
        rf"\bwith\s+(?:the\s+|that\s+)?(?:\w+\s+){{0,3}}?{_MAIN}\s+(?:\w+\s+)?not\s+(?:\w+\s+)?(?:certified|approved|necessary|supported|granted)",
        r"\bwith\s+the\s+\w+\s+not\s+certified",
        r"\b(?:primary|parent|underlying|main|above|preceding|previous|first)\s+(?:\w+\s+)?(?:request|procedure|service|item|surgery|treatment)\s+(?:is|was|has)\s+(?:\w+\s+)?(?:not|denied|upheld)",
        r"\b(?:associated|ancillary|accompanying|attendant|adjunctive?|companion|dependent)\s+(?:\w+\s+){0,3}?(?:are|is)\s+(?:also\s+|likewise\s+|therefore\s+)?not\b",
        rf"\b(?:no|without\s+(?:an?\s+|the\s+)?|absence\s+of\s+(?:an?\s+|the\s+)?)(?:\w+\s+){{0,2}}?{_MAIN}\s+(?:to\s+(?:prepare|recover|assist|follow)|will\s+(?:be|take)|is\s+(?:to\s+be|going)|there\s+is\s+no)",
        r"\bassociated\s+service\s+falls\b",
        r"\b(?:falls?|goes|stands?\s+or\s+falls?)\s+with\s+(?:it|the\s+(?:\w+\s+)?(?:surgery|operation|procedure))",
        rf"\bno\s+{_MAIN}\s+for\s+which\b",
        rf"\b{_MAIN}\s+(?:has\s+been\s+|was\s+|is\s+)?(?:denied|upheld\s+as\s+denied)",
        r"\bis\s+(?:therefore\s+|thus\s+)?moot\b",
        r"\bloses\s+its\s+(?:purpose|basis)",
    ),
    Basis.ALTERNATIVE_AVAILABLE: (
        r"^(?!.*\bdocument).*\bfirst[\s-]line",
        r"\bcould\s+(?:not\s+)?(?:\w+\s+)?(?:perform|continue|do)\s+[^.;]{0,30}?\bhome\s+exercis",
        r"\b(?:should|would)\s+be\s+(?:well[\s-]versed|independent|capable)\b",
        r"\bover[\s-]the[\s-]counter",
        r"\b(?:less|more)\s+(?:costly|expensive|conservative|invasive|effective\s+alternatives?)",
        r"\balternatives?\s+(?:\w+\s+){0,3}?(?:available|tried|exist)",
        r"\bhome\s+exercise\s+program\s+(?:would|should|can)",
        r"\b(?:could|can|should|may)\s+be\s+(?:\w+\s+)?(?:transitioned|performed|done|achieved)\s+(?:at\s+home|to\s+a\s+home|with)",
        r"\b(?:has|have)\s+yet\s+to\s+be\s+tried",
        r"\b(?:first[\s-](?:line|choice)|preferred|generic|cheaper|simpler|safer|inexpensive|less\s+(?:costly|expensive|invasive|intensive))\b[^.;]{0,80}?\b(?:(?:not|never)\s+(?:yet\s+)?(?:been\s+)?(?:tried|used|attempted|given|considered|exhausted|prescribed)|yet\s+to|untried)\b",
        r"\b(?:ought|should|has|have|need)\s+(?:to\s+)?(?:come|be\s+(?:tried|attempted|used|given))\s+(?:first|before)\b",
        r"\b(?:serves?|works?|does|do)\s+(?:just\s+)?as\s+well\b|\b(?:would|will|can|could|should)\s+(?:\w+\s+)?suffice\b|\bequally\s+effective\b",
        r"\bat\s+(?:no|little|lower|less|much\s+(?:lower|less)|a\s+fraction\s+of\s+the)\s+(?:\w+\s+)?(?:cost|expense)\b|\bcosts?\s+(?:far\s+|much\s+)?(?:less|little)\b",
        r"\b(?:agent|drug|treatment|medication)\s+of\s+(?:first\s+)?choice\b",
        r"\bnor\s+has\s+[^.;]{2,40}?\s+been\s+tried",
        r"\bself-?directed",
        r"\bable\s+to\s+(?:continue|transition|perform|do|carry\s+on)\b[^.;]{0,60}?\b(?:home\s+(?:exercise|program)|exercises?\s+at\s+home)",
        r"\btransition(?:ed|ing)?\s+(?:in)?to\s+(?:an?\s+)?(?:\w+\s+)?home\s+(?:exercise|program)",
        r"\bgeneric",
    ),
}
# Turns that tell why only where a rationale uses none of the others: elsewhere they belong to the history.
UPHELD_ALONE: dict[Basis, tuple[str, ...]] = {
    Basis.NO_FUNCTIONAL_IMPROVEMENT: (
        r"\bpain\b[^.;]{0,40}?\b(?:remains?|remained|stays?|stayed|continues?)\s+(?:\w+\s+){0,2}?(?:at\s+)?\d",
        r"\bcontinues?\s+to\s+(?:report|have|complain|rate|require)\b[^.;]{0,60}?\b(?:pain|symptoms|limitations)",
    ),
    Basis.CRITERIA_NOT_MET: (
        r"\b(?:exam\w*|neurologic\w*|strength|sensation|reflexes|motor)\b[^.;]{0,60}?\b(?:was|were|is|are)\s+(?:\w+\s+){0,2}?(?:normal|intact|unremarkable|negative|non-?focal)",
        r"\b(?:not|never)\s+(?:\w+\s+)?(?:appropriate|warranted|justified)\b",
        r"\bnot\s+(?:\w+\s+)?in\s+accordance\b",
    ),
}
OVERTURNED: dict[Basis, tuple[str, ...]] = {
    Basis.WITHIN_GUIDELINE_LIMIT: (
        r"\bwithin\s+(?:the\s+)?(?:\w+\s+){0,3}?(?:guideline\w*|recommend\w*|limit\w*|range|parameters)",
        r"\b(?:not|n't)\s+(?:in\s+excess|exceed)\w*",
        r"\b(?:number|amount|quantity|duration|frequency)\s+(?:of\s+[\w\s]{2,40})?(?:is|are|falls?)\s+(?:within|consistent|in\s+(?:line|keeping|accordance))",
        r"\b\d+\s+(?:\w+\s+){0,3}?(?:sessions|visits|treatments)\s+(?:is|are|would\s+be)\s+(?:\w+\s+)?(?:consistent|within|in\s+(?:line|keeping|accordance))",
        r"\b(?:keeps?|stays?|lies|remains?)\s+(?:\w+\s+){0,2}?(?:within|inside|under|below|clear\s+of|at\s+or\s+below)\b|\bfalls?\s+(?:\w+\s+)?(?:within|inside|below)\s+(?:the|what|that)",
        r"\b(?:does|do|would|will)\s+not\s+(?:surpass|go\s+(?:past|beyond|over))",
        r"\b(?:less|fewer|no\s+more)\s+than\s+(?:the\s+)?(?:[\w-]+\s+){0,4}?(?:guideline\w*|recommended|allowed|maximum|limit|spoken|provided|advised|visits|weeks|months|sessions)",
        r"\b(?:exactly|precisely|just)\s+(?:the|what|that)\s+(?:\w+\s+){0,5}?(?:allow\w*|recommend\w*|advis\w*|weeks|trial|number|months)",
        r"\b(?:is|are)\s+(?:what|the\s+(?:number|amount|course|trial))\s+(?:that\s+)?(?:the\s+)?(?:\w+\s+){0,3}?(?:allows?|allowed|recommends?|recommended|provides?|advises?)",
        r"\b(?:the\s+)?number\s+the\s+guidelines?\s+allows?",
        r"\bbring\w*\s+the\s+(?:sum|total)\s+to\b",
        r"\bunder\s+the\s+(?:maximum|limit)",
        r"\ballows?\s+(?:for\s+)?(?:up\s+to\s+)?\d+",
    ),
    Basis.DOCUMENTED_IMPROVEMENT: (
        r"\b(?<!no\s)(?<!without\s)(?<!not\s)(?:documented|demonstrated|evidence\s+of|with|had|has|shown|showed|noted|reported|significant|objective)\s+(?:(?!no\b|not\b|temporary|transient|brief|minimal|partial|passing|only)\w+\s+){0,3}?(?:functional\s+(?:improvement|gains?|benefit)|improvement|pain\s+relief|pain\s+reduction|(?<!with\s)(?:relief|benefit)|decreased?\s+(?:in\s+)?pain)",
        r"\bbenefit(?:t?ed|ing)?\s+from\s+(?:the\s+)?(?:prior|previous|initial|use)",
        r"\b(?:helps?|helped|effective|improved?)\s+(?:\w+\s+){0,3}?(?:function|pain|symptoms)",
        r"\ballows?\s+(?:him|her|the\s+\w+)\s+to",
        r"\b(?:went|gone|dropped|fell|fallen|rose|risen|decreased|increased|improved|lowered|reduced|cut|took|brought|climbed)\s+(?:\w+\s+){0,4}?from\s+[\w/.+-]+\s+(?:\w+\s+){0,3}?to\b",
        r"\b\d+\s?(?:%|percent)\s+(?:\w+\s+){0,2}?(?:relief|improvement|reduction|better|decrease)",
        r"\b(?:response|gains?|progress|benefit|improvement)\s+(?:\w+\s+){0,4}?(?:justif\w+|ample|shows?|confirms?|to\s+date)",
        r"\b(?:responded|responding)\s+(?:well|favou?rably)|\bgood\s+response\b",
    ),
    Basis.SUPPORTS_APPROVED_SERVICE: (
        r"(?<!\bto\sthe\s)\b(?:surgery|procedure|operation|injection|fusion|arthroscopy|repair|replacement|service)\s+(?:\w+\s+){0,3}?(?:is|was|has\s+been|have\s+been|were|being)\s+(?:\w+\s+)?(?:approved|authorized|certified|found\s+(?:to\s+be\s+)?(?:medically\s+)?necessary|medically\s+necessary|scheduled|supported|deemed)",
        r"\b(?:approved|authorized|certified)\s+(?:\w+\s+){0,3}?(?:surgery|procedure|operation|injection|fusion|arthroscopy|repair|replacement)",
        r"\bpost-?\s?operative(?:ly)?",
        r"\b(?:scheduled|approved|authorized|planned)\s+(?:for|to\s+undergo)\s+[^.;]{0,40}?\b(?:surgery|arthroscop\w+|\w+ectomy|\w+plasty|fusion|repair|release|replacement|procedure)",
        r"\b(?:after|recover\w*\s+from)\s+(?:the\s+|this\s+)?surgery",
        r"\bfollowing\s+(?:the\s+)?(?:surgery|procedure)",
        r"\bperformed\s+together",
        rf"\b{_MAIN}\b[^.;,]{{0,60}}?\b(?:has\s+been|have\s+been|was|were|is|are)\s+(?:already\s+|also\s+)?(?:approved|authorized|certified|granted|allowed|going\s+(?:ahead|forward)|found\s+(?:to\s+be\s+)?(?:medically\s+)?(?:necessary|appropriate|warranted|supported))",
        rf"\b(?:approved|authorized|certified|granted|pending|upcoming|planned|forthcoming)\s+(?:\w+\s+){{0,4}}?{_MAIN}",
        rf"\b{_MAIN}\s+(?:goes|is\s+going)\s+(?:ahead|forward)",
        r"\b(?:hand\s+in\s+hand|necessary\s+(?:adjunct|companion|part))\b",
        r"\b(?:goes|go)\s+(?:together\s+)?with\s+(?:it|the\s+(?:surgery|operation|procedure))",
        r"\bas\s+(?:the|this)\s+(?:[\w-]+\s+){0,5}?(?:has\s+been|is|was)\s+(?:found|deemed|held|considered)\s+(?:to\s+be\s+)?(?:appropriate|necessary|warranted|indicated|medically\s+necessary)",
        r"\bprior\s+to\s+(?:the\s+)?surgery",
        r"\bperioperative",
    ),
    Basis.CRITERIA_MET: (
        r"\bmeets?\s+(?:\w+\s+){0,4}?(?:criteria|guideline\w*|requirement\w*)",
        r"\bcriteria\s+(?:\w+\s+){0,3}?(?:met|satisfied|fulfilled)",
        r"\b(?:is|are|be|was|were|deemed|seems|appears)\s+(?:(?!not\b)\w+\s+(?:and\s+)?){0,2}?(?:supported|indicated|appropriate|warranted|reasonable|consistent\s+with|in\s+accordance)",
        r"\bguidelines?\s+(?:\w+\s+){0,2}?supports?",
        r"\bsupports?\s+(?:the\s+)?(?:use|request|medical\s+necessity|referral)",
        r"\bconditions\s+(?:of\s+the\s+guideline\s+)?(?:are|have\s+been)\s+(?:met|satisfied|fulfilled)",
        r"\bgood\s+candidate",
        r"\b(?:criteria|conditions?|requirements?|prerequisites?|all\s+of\s+(?:this|these|them)|each\s+of\s+(?:these|those|them))\b[^.;]{0,60}?\b(?:is|are|has\s+been|have\s+been)\s+(?:\w+\s+)?(?:met|fulfilled|satisfied|present|documented)",
        r"\bbears?\s+out\s+(?:each|all|both|every)",
        r"\b(?:is|are|would\s+be)\s+(?:\w+\s+){0,2}?(?:justified|sensible|proper|apt|sound|in\s+order|medically\s+appropriate)\b",
        r"\b(?:have|has)\s+not\s+(?:controlled|relieved|settled|resolved|helped)",
        r"\b(?:has|have)\s+(?:each\s+|both\s+|all\s+)?(?:been\s+tried\s+and\s+)?failed\b",
        r"\b(?:objective|clinical|clear|imaging|exam(?:ination)?)\s+(?:evidence|findings|signs)\s+(?:of|that|consistent|support)",
        r"\b(?:has|have|had)\s+(?:already\s+)?(?:had|completed|undergone|tried|exhausted)\s+(?:\w+\s+)?(?:conservative|non-?operative)",
        r"\bdespite\s+(?:\w+\s+){0,3}?(?:conservative|therapy|treatment|care|medications?|injections?)",
        r"\bguidelines?\s+would\s+support",
        r"\b(?:is|are)\s+at\s+(?:\w+\s+)?risk",
        r"\bred[\s-]flags?\s+(?:\w+\s+)?(?:is|are|was|were)\s+present",
        r"\bhas\s+failed",
        r"\bfailed\s+(?:conservative|\w+\s+treatment)",
        r"\bfindings?\s+(?:that\s+)?(?:consistent|support)",
        r"\bdeficits?",
    ),
}
