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
        r"\bfail(?:s|ed|ure)\s+to\s+(?:\w+\s+)?(?:demonstrate|show|document|exhibit|achieve)\s+[^.;]{0,40}?\b(?:improvement|progress|gains?|benefit)\b",
        r"\b(?:(?:has|have|had)\s+not\s+(?:helped|improved|relieved|benefit(?:t?ed)?|responded)|did\s+not\s+(?:help|improve|relieve|benefit|respond))\b",
        r"\b(?:do(?:es)?|did|ha(?:s|ve))\s+not\s+(?:\w+\s+)?(?:quantif|describe|document|show|report|note|demonstrate|detail|indicate)\w*\s+[^.;]{0,50}?\b(?:relief|improvements?|benefits?|efficacy|gains?)\b",
        r"\bresults?\s+(?:of|from)\s+the\s+(?:initial|prior|previous|first)\b",
        r"\b(?:was|were|been)\s+not\s+(?:beneficial|helpful|effective)\b",
        r"\bnot\s+been\s+(?:beneficial|helpful|effective)\b",
        r"\b(?:no|without|lack\s+of)\s+documentation\s+of\s+(?:any\s+)?benefit\b",
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
        r"\bunknown\s+(?:quantity|number|duration)",
    ),
    Basis.DOCUMENTATION_LACKING: (
        r"\black(?:s|ing|ed)?\s+(?:of\s+)?(?:\w+\s+){0,3}?document\w*",
        r"\bno\s+(?:\w+\s+){0,3}?(?:documentation|documented|documents)\b",
        r"\bwithout\s+(?:\w+\s+){0,3}?document\w+",
        r"\binsufficient\s+(?:\w+\s+){0,2}?(?:documentation|information|evidence)",
        r"\b(?:not|never)\s+(?:\w+\s+){0,2}?(?:documented|provided|described|discussed|addressed|submitted|included|apparent|clear|clarified|explained|mentioned|recorded|noted|established\s+by\s+the\s+record)",
        r"\b(?:not|never)\s+(?:\w+\s+){0,2}?(?:specified|detailed|outlined|identified|evident|available|furnished|reported)\b(?!\s+(?:in|on|with)\s+the\s+(?:request|prescription|RFA))",
        r"\b(?:do(?:es)?|did|ha(?:s|ve|d))\s+not\s+(?:\w+\s+){0,2}?(?:detail|specif(?:y|ied)|outlined?|recount(?:ed)?|furnish(?:ed)?|comment(?:ed)?|establish(?:ed)?\s+(?:the|a)\s+(?:need|reason|rationale))\b",
        r"\b(?:inadequate|limited|scant|sparse|poor)\s+(?:\w+\s+)?documentation",
        r"\bfurther\s+(?:clarification|information|documentation)\s+(?:is|was|would\s+be)\s+(?:needed|required|necessary)",
        r"\b(?:lack|absence)\s+of\s+(?:\w+\s+){0,2}?(?:rationale|explanation|indication|detail)",
        r"\bno\s+(?:\w+\s+){0,2}?(?:are|is|was|were)\s+documented",
        r"\bunclear",
        r"\bun-?documented",
        r"\bundocumented",
        r"\b(?:do(?:es)?|did|ha(?:s|ve))\s+not\s+(?:\w+\s+){0,2}?(?:document|address|describe|discuss|mention|explain|specify\s+why|provide|include|contain|clarify|give|submit)\w*",
        rf"\b{_RECORDS}\s+(?:do(?:es)?|did|fails?\s+to|failed\s+to)\s+(?:not\s+)?(?:\w+\s+)?(?:show|reveal|indicate|contain|establish|demonstrate|detail|reflect|identify)",
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
        r"\black\s+of\s+(?:\w+\s+)?evidence\s+(?:to\s+support|of\s+efficacy|for)",
        r"\bno\s+(?:scientific\s+|high[\s-]quality\s+|quality\s+)?(?:evidence|studies)\s+(?:to\s+support|that|of\s+efficacy)",
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
        r"(?<!\brequest\s)\boutside\s+(?:of\s+)?(?:the\s+)?guidelines?",
    ),
    Basis.DEPENDENT_ON_DENIED_SERVICE: (
        r"\b(?:since|as|because|given\s+that)\s+(?:the\s+)?(?:[\w-]+\s+){0,6}?(?:is|was|are|were|has\s+been|have)\s+not\s+(?:been\s+)?(?:medically\s+necessary|certified|approved|authorized|supported|established|necessary|indicated)",
        r"\b(?:surgery|procedure|operation|injection|primary\s+\w+|service)\s+(?:itself\s+)?(?:is|was|has\s+been)\s+not\s+(?:been\s+)?(?:medically\s+necessary|certified|approved|authorized|supported|found)",
        r"\b(?:surgery|operation|procedure|fusion|injections?|implant\w*|trial)\s+(?:itself\s+)?(?:has|have|was|were|is|are)\s+(?:been\s+)?(?:denied|turned\s+down|not\s+(?:been\s+)?found\s+(?:to\s+be\s+)?(?:medically\s+)?necessary)",
        r"\bwith\s+the\s+\w+\s+not\s+certified",
        r"\bassociated\s+(?:services?|requests?)\s+(?:are|is)\s+(?:also\s+)?not",
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
        r"\bnor\s+has\s+[^.;]{2,40}?\s+been\s+tried",
        r"\bself-?directed",
        r"\bgeneric",
    ),
}
# Turns that tell why only where a rationale uses none of the others: elsewhere they belong to the history.
UPHELD_ALONE: dict[Basis, tuple[str, ...]] = {
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
        r"\bkeeps?\s+(?:\w+\s+)?within",
        r"\bunder\s+the\s+(?:maximum|limit)",
        r"\ballows?\s+(?:for\s+)?(?:up\s+to\s+)?\d+",
    ),
    Basis.DOCUMENTED_IMPROVEMENT: (
        r"\b(?<!no\s)(?<!without\s)(?<!not\s)(?:documented|demonstrated|evidence\s+of|with|had|has|shown|showed|noted|reported|significant|objective)\s+(?:(?!no\b|not\b)\w+\s+){0,3}?(?:functional\s+(?:improvement|gains?|benefit)|improvement|pain\s+relief|pain\s+reduction|relief|benefit|decreased?\s+(?:in\s+)?pain)",
        r"\bbenefit(?:t?ed|ing)?\s+from\s+(?:the\s+)?(?:prior|previous|initial|use)",
        r"\b(?:helps?|helped|effective|improved?)\s+(?:\w+\s+){0,3}?(?:function|pain|symptoms)",
        r"\ballows?\s+(?:him|her|the\s+\w+)\s+to",
    ),
    Basis.SUPPORTS_APPROVED_SERVICE: (
        r"(?<!\bto\sthe\s)\b(?:surgery|procedure|operation|injection|fusion|arthroscopy|repair|replacement|service)\s+(?:\w+\s+){0,3}?(?:is|was|has\s+been|have\s+been|were|being)\s+(?:\w+\s+)?(?:approved|authorized|certified|found\s+(?:to\s+be\s+)?(?:medically\s+)?necessary|medically\s+necessary|scheduled|supported|deemed)",
        r"\b(?:approved|authorized|certified)\s+(?:\w+\s+){0,3}?(?:surgery|procedure|operation|injection|fusion|arthroscopy|repair|replacement)",
        r"\bpost-?\s?operative(?:ly)?",
        r"\b(?:scheduled|approved|authorized|planned)\s+(?:for|to\s+undergo)\s+[^.;]{0,40}?\b(?:surgery|arthroscop\w+|\w+ectomy|\w+plasty|fusion|repair|release|replacement|procedure)",
        r"\b(?:after|recover\w*\s+from)\s+(?:the\s+|this\s+)?surgery",
        r"\bfollowing\s+(?:the\s+)?(?:surgery|procedure)",
        r"\bperformed\s+together",
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
