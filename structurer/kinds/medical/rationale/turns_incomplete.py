"""The turns of phrase that say that the request leaves something out, one a line."""

from __future__ import annotations

from structurer.kinds.medical.rationale.words import DETAIL, NOT_DETAILED, ORDER

# An earlier course, whose extent is not known: nothing that the request leaves out.
_HAD = (
    r"(?<!had\san\s)(?<!completed\san\s)(?<!received\san\s)(?<!attended\san\s)(?<!undergone\san\s)(?<!underwent\san\s)"
)

# What a request need not say of itself.
_NO_DETAIL = r"(?!\s+(?:why|how|(?:the\s+|its\s+)?(?:intended\s+)?(?:for\s+)?short[\s-]term|(?:the|a|any)\s+(?:need|reason|rationale|indication|benefit)))"

INCOMPLETE = (
    rf"\b(?:request|prescription|it|order)\s+(?:also\s+)?(?:do(?:es)?|did|fails?\s+to|failed\s+to|as\s+(?:written|submitted)\s+(?:also\s+)?(?:does|did|fails\s+to|failed\s+to))\s+(?:not\s+)?(?:specify|specified|indicate|include|state|provide|list|note|identify)\b{_NO_DETAIL}",
    r"\b(?:frequency|duration|quantity|dos(?:e|age)|number\s+of\s+(?:sessions|visits|hours|days|weeks)|body\s+part|site|level)\b[^.;]{0,100}?\b(?:was|were|is|are|has|have)\s+(?:also\s+|likewise\s+)?not\s+(?:been\s+)?(?:specified|provided|stated|indicated|listed|included|noted|given|identified|submitted|documented)",
    r"\b(?:not|never)\s+(?:been\s+)?(?:specified|provided|stated|indicated|listed|included|noted|given)\s+(?:in|on|with|within)\s+the\s+(?:request|prescription|RFA|order)\b",
    rf"\brequest\s+for\s+[^.;]{{2,80}}?\s+(?:do(?:es)?\s+not|fails?\s+to|failed\s+to|did\s+not)\s+(?:specify|indicate|state|include|provide)\b{_NO_DETAIL}",
    rf"\b(?:provider|physician|treater|doctor|surgeon)\b[^.;]{{0,40}}?\b(?:did|does|has)\s+not{NOT_DETAILED}",
    rf"{_HAD}\bunspecified\s+(?:quantity|number|duration|frequency|dos)",
    r"\bwithout\s+(?:a\s+)?(?:specified|stated)\s+(?:quantity|frequency|duration|dose)",
    r"\bleft\s+blank",
    r"\bopen[\s-]?ended\s+(?:request|service|treatment|order|therapy|prescription|care|authorization|approval|course|number)",
    rf"\b{ORDER}\b[^.;]{{0,80}}?\b(?:yet|but|and|though)\s+(?:sets?\s+|has\s+|with\s+|names?\s+|gives?\s+)?no\s+(?:end|term|stop|total|number|count|quantity|dose|side|level|date)\b(?!\s+(?:why|of\s+the))",
    rf"\b{ORDER}\b[^.;]{{0,80}}?\b(?:stops?|ends?|leaves?\s+(?:it|off|the\s+matter))\s+(?:there|at\s+that)\b|\breads?\b[^.;]{{1,60}}?\band\s+(?:nothing\s+(?:else|more|further)|not\s+a\s+word\s+more|no\s+more)\b",
    rf"\b{ORDER}\s+leaves?\s+open\b|\bcannot\s+be\s+(?:told|determined|gathered)\s+from\s+the\s+{ORDER}\b",
    r"\b(?:unclear|uncertain|not\s+clear|unknown|not\s+known)\s+(?:which|how\s+(?:many|much|often|long)|what\s+(?:dose|strength|quantity)|whether\s+(?:the\s+)?(?:left|right|one|both))\b",
    rf"\b{ORDER}\b[^.;]{{0,40}}?\b(?:simply|merely|only|just)\s+(?:says?|states?|reads?|names?|lists?|asks?)\b",
    r"\b(?:without|with\s+no|no)\s+(?:a\s+|any\s+)?(?:\w+\s+)?(?:time\s+limit|end\s+date|stop\s+date|end\s+point|limit\s+(?:on|of)\s+(?:time|duration|number))",
    r"\bfor\s+an?\s+(?:indefinite|unstated|undefined|unspecified|unlimited)\b",
    rf"{_HAD}\bunknown\s+(?:quantity|number|duration)",
    rf"\bno\s+(?:stated\s+|specific\s+|specified\s+|defined\s+|indicated\s+)?{DETAIL}\s+(?:or\s+\w+\s+)?(?:\w+\s+)?(?:is|was|were|are|has\s+been)\b",
    rf"\bneither\s+(?:the\s+|a\s+|an\s+)?{DETAIL}\s+nor\b",
    r"\bneither\b[^.;]{0,60}?\b(?:ingredients?|concentrations?)\b[^.;]{0,40}?\bnor\b[^.;]{0,60}?\b(?:is|are|was|were)\s+(?:\w+\s+)?(?:given|stated|specified|listed|named|provided)\b(?!\s+in\s+the\s+(?:\w+\s+)?(?:notes?|records?|reports?|chart))",
    rf"\b{ORDER}\b[^.;]{{0,60}}?\b(?:gives?|states?|names?|lists?|contains?|has|carries)\s+(?:only\s+the|just\s+the|no\s+{DETAIL}|neither)",
    rf"\b{ORDER}\b[^.;]{{0,60}}?\b(?:do(?:es)?\s+not|did\s+not|never|fails?\s+to|is\s+silent)\s+[^.;]{{0,30}}?\b(?:{DETAIL}|which\s+(?:\w+\s+)?(?:side|level|joint|part|treatment|test|drug))",
    rf"\b{DETAIL}\b[^.;]{{0,60}}?\b(?:blank|omitted|missing|undefined|unstated|unspecified|left\s+(?:out|open|off)|not\s+(?:named|defined|set|told|written))\b",
    rf"\bwithout\s+(?:a\s+|any\s+|an\s+|the\s+)?(?:\w+,?\s+){{0,2}}?{DETAIL}\b",
    rf"\b{ORDER}\b[^.;]{{0,60}}?\b(?:lists?|names?|gives?)\s+none\b",
    rf"\b{DETAIL}\b[^.;]{{0,20}}?\b(?:TBD|to\s+be\s+(?:determined|decided|announced|set)|left\s+open)\b|\b(?:approve|certify|authorize|weigh|review)\s+what\s+is\s+not\s+(?:\w+\s+)?(?:defined|stated|specified|named|told|given|known)\b",
    r"^\W*(?:which|what|how\s+(?:many|much|often|long))\b[^.;]{0,60}?\b(?:is|are|was|were)\s+(?:not|nowhere)\s+(?:\w+\s+)?(?:stated|specified|indicated|said|given|named|told)\b(?!\s+in\s+(?:any\s+of\s+)?(?:the|these|those|his|her)\s+(?:\w+\s+)?(?:notes?|records?|reports?|chart|file|papers))",
    rf"\b{ORDER}\b[^.;]{{0,60}}?\b(?:do(?:es)?|did)\s+not\s+(?:\w+\s+)?(?:list|name|itemi[sz]e|say|tell)\b(?!\s+(?:why|how\s+(?!many|much|often|long)|(?:the|a|any)\s+(?:need|reason|rationale|indication|benefit)))",
    rf"\b{ORDER}\b[^.;]{{0,30}}?\bleaves?\b[^.;]{{0,60}}?\b(?:guess\w*|unsaid|unstated)\b",
    rf"\b(?:leaves?|left|leaving)\s+(?:out|open|unsaid)\s+(?:how\s+(?:many|much|often|long)|the\s+{DETAIL})",
    rf"\b{ORDER}\b[^.;]{{0,40}}?\b(?:illegible|silent|unclear|vague|mute)\b[^.;]{{0,30}}?\b{DETAIL}\b",
    r"\bnot\s+(?:\w+\s+)?(?:stated|specified|said|indicated|named|given)\s+(?:which|what|how\s+(?:many|much|often|long))\s+(?:\w+\s+)?(?:tests?|labs?|panels?|visits?|sessions?|side|levels?|joints?|knee|shoulder|body|parts?|doses?|strength|treatments?)\b",
    rf"\b{ORDER}\b[^.;]{{0,60}}?\b(?:and|but|with|yet)\s+(?:gives?\s+|names?\s+|has\s+)?no\s+(?:\w+\s+)?{DETAIL}",
    rf"\b(?:requested|asked\s+for|ordered|prescribed|sought|written)\s+without\s+(?:an?\s+|any\s+|the\s+)?(?:\w+\s+)?(?:number|term|count|side|level|length|end|limit|{DETAIL})\b",
    r"\b(?:from|on)\s+the\s+(?:slip|sheet|order)\b[^.;]{0,30}?\b(?:which|how\s+(?:many|much|often|long))\b",
    r"\b(?:for|of|to|in)\s+(?:what|which)\s+(?:joint|side|level|part|body|knee|shoulder|dose|drug|test|tests)\b[^.;]{0,30}?\b(?:not|guess|unclear|unsaid|open|unknown)\b",
    rf"\bnothing(?:\s+(?:is|was)|[’']s)\s+(?:said|told|stated|written)\s+(?:of|about|as\s+to|on)\s+(?:the\s+|its\s+)?(?:{DETAIL}|length|count|term|side|end)\b",
    r"\bno\s+(?:\w+\s+)?(?:drug|medication|body\s+part|side|level|joint|test|strength|dose|quantity|number)\s+(?:is|was)\s+(?:\w+\s+)?(?:named|given|stated|specified|identified)\b(?!\s+in\s+the\s+(?:notes?|records?|chart))",
    r"^\W*(?:this\s+is\s+)?not\s+(?:stated|specified|given|said|named|indicated)\W*$",
    r"\bnot\s+defined\s+(?:in|as\s+to|by)\b|\bblanket\s+(?:approval|authorization|certification)\b",
    r"\bwithout\s+knowing\s+(?:what|which|how)|\bno\s+one\s+says\s+(?:which|how|what)|\b(?:unquantified|vague|indefinite|non-?specific|blanket)\s+(?:request|order|prescription|drug|number)",
    rf"\b(?:no|without|lacks?|lacking|missing|neither|nor)\s+(?:a\s+|an\s+|the\s+|any\s+)?(?:\w+\s+){{0,2}}?{DETAIL}\b[^.;]{{0,40}}?\b(?:given|stated|specified|provided|indicated|listed|included|named|supplied|identified|{ORDER})\b",
    r"\b(?:do(?:es)?|did)\s+not\s+(?:say|state|tell|specify|indicate|name|identify)\s+(?:which(?!\s+(?:[\w-]+\s+){1,6}?(?:he|she|(?:the|this)\s+(?:patient|worker|claimant|applicant|aide))\b)|whether\s+(?:the\s+)?(?:left|right)|how\s+(?:many|often|long|much)|for\s+how\s+long|what\s+(?:dose|strength|tests?|components?|body))",
    r"\b(?:at|for|in)\s+what\s+(?:dose|strength|frequency|interval|quantity)",
    r"^(?!.*\b(?:tried|attempted|failed|records?|documentation)\b).*\bfor\s+how\s+long\b",
    r"\brequest\s+(?:is|was)\s+(?:too\s+)?(?:vague|incomplete|non-?specific|indefinite|ambiguous|open[\s-]ended)",
    rf"\b{DETAIL}\b(?:[\s,]+(?:(?:and|or|nor)\s+)?(?:the\s+)?{DETAIL})*\s+(?:is|are|was|were)\s+(?:\w+\s+)?(?:absent|missing|lacking|unclear|unknown|omitted)\b[^.;]{{0,30}}?\b(?:from|in|on)\s+(?:the\s+)?{ORDER}",
    rf"\b{ORDER}\b(?:[^.;,]{{0,40}}?)\b(?:is|was)\s+(?:\w+\s+){{0,2}}?(?:vague|incomplete|open[\s-]ended|indefinite|ambiguous|non-?specific|unspecific|unspecified)\b",
    r"\b(?:quantity|dose|dosage|strength|frequency|duration|number)\s+(?:is\s+|was\s+)?(?:unknown|unspecified|unstated|not\s+(?:given|specified|stated))\b(?!\s+(?:in|by)\s+the\s+(?:record|note))",
    rf"\b(?:minus|sans|without|omits?|omitted|omitting|lacks?|lacked|lacking|missing)\s+(?:a\s+|an\s+|any\s+|the\s+|its\s+)?(?:\w+\s+)?(?:{DETAIL}|laterality|(?:tablet\s+)?count|directions|amount)\b",
    r"\b(?:no|without|nor)\s+(?:a\s+|any\s+)?(?:set|fixed|stated|specific|defined|certain|particular)\s+(?:number|quantity|amount|duration|frequency|item|end|limit|body\s+part)\b",
    r"\bno\s+limit\s+(?:as\s+to|on|to|in)\s+(?:the\s+)?(?:number|time|duration|quantity|amount)",
    rf"\b(?:do(?:es)?|did)\s+not\s+(?:\w+\s+)?appear\s+(?:in|on)\s+the\s+{ORDER}\b|\bleft\s+(?:off|out\s+of)\s+the\s+{ORDER}\b",
    rf"\b{ORDER}\b[^.;]{{0,60}}?\b(?:names?|lists?|gives?|states?|specif(?:y|ies)|identif(?:y|ies))\s+(?:\w+\s+){{0,3}}?(?:but\s+)?(?:neither|no|only|nothing)\b",
    rf"\b(?:how\s+(?:many|much|often|long)|which\s+(?:\w+\s+)?(?:side|level|joint|part|test|drug|shoulder|knee|wrist)|{DETAIL})\b[^.;]{{0,60}}?\b(?:anyone[’']s\s+guess|cannot\s+be\s+(?:told|made\s+out|determined)|not\s+furnished|not\s+(?:supplied|furnished|sent|disclosed))\b",
    rf"\b{DETAIL}\b[^.;]{{0,60}}?\b(?:not|never)\s+(?:been\s+)?(?:furnished|supplied|provided|given|stated)\s+(?:with|by|in)\s+the\s+{ORDER}\b|\b{ORDER}\b[^.;]{{0,30}}?\bcomes?\s+without\b",
    rf"{_HAD}\b(?:unspecified|unstated|undefined|indefinite|unlimited|unknown)\s+(?:number|amount|quantity|duration|frequency|period|length)\b|[\"“]unspecified,?[\"”]|\bopen\s+account\b",
)
