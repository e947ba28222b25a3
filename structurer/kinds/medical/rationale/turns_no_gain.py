"""The turns of phrase that say that earlier treatment brought nothing, one a line."""

from __future__ import annotations

from structurer.interpret import NUMBER_WORD
from structurer.kinds.medical.rationale.words import GAIN, HELP, LACKING, SEEN, STATE, TOLD

# Up to what is lacking, and not over a word that turns to what there is.
_TO = r"(?:(?!\b(?:but|however|and\s+(?:he|she|reports?|reported|has|had|\d\S*))(?!\w))[^.;])"

# Not where the records are said not to tell that something failed: that it did is no reason then.
_UNLESS_DENIED = r"^(?!.*\bno\s+(?:\w+\s+)?(?:documentation|evidence|indication|mention)\s+that\b).*"

# What a note would tell of a treatment that helped.
_BETTER = r"(?:better|less|more(?!\s+than)|longer|fewer|lower|improv\w+|relief|gain\w*|regained|restored|resumed|spared|reduc\w+|return\w*|help(?:s|ed|ful)|benefit\w*|progress)"

NO_GAIN = (
    rf"\b{LACKING}\b{_TO}{{0,60}}?\b{GAIN}",
    rf"\b{LACKING}\b{_TO}{{0,120}}?\bfunctional\s+(?:improvement|gains?|benefit)",
    rf"\b{LACKING}\b{_TO}{{0,60}}?\b{HELP}",
    r"\b(?:no|without|lack\s+of|insufficient|limited|little)\s+(?:[\w-]+\s+){0,2}?(?:documentation|evidence|mention|indication|discussion)\s+(?:of|that|regarding)\b[^.;]{0,100}?\b(?:(?:improv|increas)(?:e[ds]?|ing|ements?)\s+(?:in\s+)?(?:(?:his|her|the)\s+)?(?:level\s+of\s+|pain\s+(?:and|or)\s+)?(?:function\w*|ADLs?|quality\s+of\s+life)|(?:improv|decreas|reduc)(?:e[ds]?|ing|ements?|tions?)\s+(?:in\s+)?(?:\w+\s+)?pain|efficacy|(?:has|have)\s+(?:helped|improved))",
    r"\black\s+of\s+documented\s+efficacy\b",
    rf"\b{LACKING}\b[^.;]{{0,220}}?\b(?:functional\s+)?(?:improvement|benefit|progress|gains?|relief)\s+(?:with|from|following|after|due\s+to)\s+(?:the\s+|any\s+)?(?:prior|previous|earlier|past|current|initial|completed|its|their)\b",
    rf"\b(?:{GAIN}|{HELP}|efficacy|benefits?|effectiveness|pain\s+relief|response|improvements?|(?:outcomes?|results?)\s+of(?!\s+(?:the\s+|any\s+)?(?:\w+\s+)?{SEEN}))\b[^.;,]{{0,60}}?\b(?:was|were|is|are|has|have)\s+(?:not|never)\s+(?:been\s+)?(?:\w+\s+)?(?:{TOLD})",
    r"\b(?:do(?:es)?|did)\s+not\s+(?:appear|seem)\s+to\s+(?:be|have)\b[^.;]{0,40}?\b(?:improvement|benefit|relief|gains?)\b",
    r"\bno\s+(?:\w+\s+)?(?:indication|evidence(?!\s+that\s+[^.;]{0,60}?\bimproves\s+(?:[\w-]+\s+)?outcomes?)|mention|statement)\s+(?:that|of\s+how)\s+[^.;]{0,60}?\b(?:improv(?:es|ed|ing)|help(?:s|ed|ing)|benefit(?:s|t?ed|t?ing)|reliev(?:es|ed|ing)|(?<!not\s)(?<!not\sbeen\s)effective|useful|helpful|of\s+(?:any\s+)?(?:use|help|benefit))\b",
    r"\b(?:improvements?|gains?|benefits?|relief)\s+(?:\w+\s+){0,4}?(?:remains?|is|was)\s+(?:unclear|unknown|undocumented|minimal|limited|temporary|short[\s-]lived)",
    r"\b(?:has|have|had)\s+failed\s+to\s+(?:\w+\s+)?(?:curtail|generate|produce|effect|diminish|improve|reduce|result\s+in|provide\s+(?:\w+\s+)?(?:relief|benefit))",
    r"\bfail(?:s|ed|ure)\s+to\s+(?:\w+\s+)?(?:demonstrate|show|document|exhibit|achieve|outline|establish|detail|describe|identify|quantify)\s+[^.;]{0,40}?\b(?:improvements?|progress|gains?|benefits?)\b",
    r"\b(?:(?:has|have|had)\s+not\s+(?:helped|improved|relieved|benefit(?:t?ed)?|responded)|did\s+not\s+(?:help|improve|relieve|benefit|respond))\b",
    r"\b(?:do(?:es)?|did|ha(?:s|ve))\s+not\s+(?:\w+\s+)?(?:quantif|describe|document|show|report|note|demonstrate|detail|indicate)\w*\s+[^.;]{0,50}?\b(?:relief|improvements?|benefits?|efficacy|gains?)\b",
    rf"\bresults?\s+(?:of|from)\s+the\s+(?:initial|prior|previous|first)\b(?!\s+(?:\w+\s+)?{SEEN})",
    r"\b(?:was|were|been)\s+not\s+(?:beneficial|helpful|effective)\b",
    r"\b(?:change|improvement|difference|relief|reduction|gain|response|benefit)s?\b[^.;]{0,40}?\b(?:not|n[’']t|hardly|scarcely|neither)\s+(?:a\s+)?(?:clinically\s+)?(?:meaningful|significant|substantial|sufficient|lasting|sustained)\b",
    rf"{_UNLESS_DENIED}\bnot\s+been\s+(?:beneficial|helpful|effective)\b",
    r"\b(?:no|without|lack\s+of)\s+document(?:ation\s+of|ed)\s+(?:any\s+)?(?:(?!expected|anticipated|potential|likely)\w+\s+)?benefits?\b",
    r"\b(?:brought|yielded|produced|gave|given|achieved|accomplished)\s+(?:(?!is\b|was\b|are\b|were\b)\w+\s+)?(?:little|nor?(?!\s+(?:\w+\s+)?(?:indication|reason|rationale|explanation|details?|information|account|mention|history|evidence|basis|statement|directions?|quantity|dos\w+|frequency|duration|number))|not|neither|nothing|minimal|only\s+(?:brief|temporary|transient|short|passing|minimal|slight))\b",
    r"\bno\s+(?:closer|stronger|better|nearer|more\s+(?:active|able|functional))\b(?!\s+(?:than\s+(?:sham|placebo|no\s+|usual|ordinary)|alternatives?|options?|choice))",
    r"\b(?:made|makes|has|had)\s+(?:no|little)\s+(?:\w+\s+)?(?:progress|difference|headway)\b|\bnot\s+(?:made?|make)\s+(?:a|any|much)\s+(?:difference|progress)\b",
    r"\b(?:helped|relief|benefit|improvement)\b[^.;]{0,30}?\bfor\s+(?:less\s+than|only|just|no\s+more\s+than)\s+(?:an?|one|two|three|\d+)\s+(?:\w+\s+)?(?:hours?|days?|weeks?)\b",
    r"\b(?:prior|previous|earlier|past|to\s+date)\b[^.;]{0,60}?\bof\s+(?:no|little|minimal|limited)\s+(?:\w+\s+)?(?:benefit|help|value|use)\b",
    r"\b(?:gave|brought|provided|yielded|produced|obtained|had|got|with)\s+(?:(?:only|just|about|some|him|her)\s+)*(?:an?\s+few|a|one|two|three|four|five|\d|\d\d)\s+(?:hours?|days?)\s+of\s+(?:\w+\s+)?(?:relief|benefit|improvement|comfort)\b",
    r"\b(?:did|do(?:es)?|has|have)\s+not\s+(?:\w+\s+)?(?:yield\w*|provid\w*|produc\w*|giv\w+|brought|bring|achiev\w*|result\w*|led|lead|offer\w*)\b[^.;]{0,50}?\b(?:relief|benefit|improvement|gain|reduction|return\s+to)\b",
    r"\bno\s+(?:functional\s+|objective\s+)+measures?\b",
    r"\bno(?:ne\s+of\s+the)?\s+(?:\w+\s+)?goals?\s+(?:was|were|have\s+been|had\s+been)\s+(?:met|reached|achieved|attained)\b|\b(?:nothing|little)\s+to\s+(?:show|suggest|indicate)\s+that\b[^.;]{0,60}?\b(?:helps?|does|works?|benefits?|improves?)\b",
    r"\bno\s+(?:\w+\s+)?(?:gains?|benefits?|improvements?|progress|relief)\s+(?:(?:was|were|is|has\s+been|have\s+been)\s+)?(?:\w+\s+)?(?:reported|seen|noted|recorded|charted|shown|described|documented|observed|found|achieved)\b",
    r"\bno\s+(?:\w+\s+)?measures?\s+of\s+(?:function|pain|improvement|benefit)",
    r"\b(?:only|just)\s+(?:\w+\s+)?(?:brief|temporary|transient|short-?(?:term|lived)|passing|minimal|slight|marginal)\s+(?:\w+\s+)?(?:relief|improvement|benefit|gains?|help)",
    r"\b(?:did|does|has\s+done)\s+(?:nothing|little)\b|\bto\s+no\s+avail\b|\bno\s+(?:appreciable|measurable|lasting|noticeable|sustained|tangible)\s+(?:\w+\s+)?(?:benefit|effect|change|improvement|relief|gains?|difference|response)",
    r"(?<!\bI\s)(?<!\bwe\s)\b(?:has|have|had|did)\s+not\s+(?:\w+\s+)?(?:enabl|allow|permit|increas|decreas|result|produc|yield|achiev|eas)\w*\b",
    r"\b(?:relief|relieved|helped|benefit(?:ed)?|improvement)\b[^.;]{0,40}?\bfor\s+(?:only\s+|just\s+|about\s+)?(?:a\s+)?(?:few|one|two|three|four|five|six|seven|ten|\d{1,2})\s+(?:hours?|days?)\b",
    r"\b(?:returned|back)\s+to\s+(?:baseline|where)\b",
    r"\b(?:relief|benefit|improvement)\s+(?:\w+\s+){0,3}?(?:lasted\s+(?:only|just|no\s+more|(?:\w+\s+)?(?:\d|a\s+few|a|one|two|three|four|five|six)\s+(?:hours?|days?))|wore\s+off|did\s+not\s+last|was\s+(?:brief|short|temporary|transient|minimal|gone))",
    r"\b(?:did|has|have|had)\s+not\s+(?:\w+\s+)?(?:last|translate|alter|reduce|lessen|cut|bring|result\s+in|led?\s+to)\w*\b",
    r"\bneither\s+(?:the\s+)?(?:pain|function|relief)\b|\bnor\s+(?:is|was|has)\s+(?:there\s+)?(?:\w+\s+)?(?:gain|improvement|benefit|relief)",
    r"\blittle\s+(?:has\s+)?(?:come\s+of|benefit|gain|relief|improvement|progress|to\s+show)\b",
    r"\b(?:no|not(?!\s+attempted)|nor)\s+(?:\w+\s+){0,2}?(?:gain|reduction|drop|decrease|increase|return|change)\s+(?:in|to|of)\s+(?:[\w’']+\s+){0,3}?(?:function|pain|activit\w+|work|medications?|opioid|use|motion|strength|scores?)",
    r"\b(?:heightened|unchanged|undiminished|unabated)\b[^.;]{0,20}?\bdespite\s+(?:[\w-]+\s+){0,3}?us(?:e|age)\b|\bpersist\w*\s*,?\s+despite\s+(?:\w+\s+)?(?:ongoing|continued|chronic|regular|prior)\s+us(?:e|age)\b",
    r"\bdespite\s+(?:\w+\s+){0,6}?(?:use|usage|dose|drug|medication|opioids?|visits|sessions|treatments?)\b[^.;]{0,80}?\b(?:remains?|still|continues?|persist\w*|unchanged|has\s+not|reported\s+to)",
    r"\b(?:has|have|had|did)\s+(?:not|n[’']t)\s+(?:\w+\s+)?(?:budge|shift|move|chang|dropp|fall|fell|gone\s+(?:down|up)|go\s+(?:down|up)|come\s+down|declin|diminish|lessen|curtail)\w*\b(?!\s+(?:since|in\s+(?:his|her|the)\s+(?:exam|find)))",
    r"\b(?:derived?|deriving|obtain(?:ed)?|gain(?:ed)?|got|had|noted|reported|experienced|afford(?:ed|s)?|shown?|showed)\s+(?:little|no|minimal|scant|only\s+(?:\w+\s+)?|fleeting|transient|brief|partial|(?:just\s+)?a\s+few\s+(?:hours|days)\s+of)\s*(?:\w+\s+)?(?:advantage|benefit|relief|gain|gains|improvement|good|help|use|effect|comfort)\b",
    r"\b(?:fleeting|momentary|negligible|trivial|marginal)\s+(?:\w+\s+)?(?:relief|benefit|gains?|improvement|effect|comfort)\b|\black\s+of\s+carry-?\s?over\b",
    r"\b(?:identical|similar|equal|unchanged|the\s+(?:very\s+)?same)\b[^.;]{0,30}?\b(?:at|from|to|as)\s+(?:those\s+at\s+|that\s+at\s+|it\s+was\s+at\s+)?(?:the\s+)?(?:outset|start|beginning|baseline|before|intake)\b",
    r"\bjust\s+as\s+(?:(?:he|she|it|they)\s+\w+\s+)?before\b|\b(?:with\s+and\s+without|without\s+and\s+with)\s+(?:it|the|use|medication)[^.;]{0,40}?\b(?:same|equal|identical|\d)",
    r"\b(?:function|symptoms|pain|condition|status|he|she|mood|sleep)\b[^.;]{0,40}?\b(?:declin|worsen|deteriorat|regress)\w*\b[^.;]{0,40}?\b(?:while|with|during|in\s+the\s+course\s+of|despite|under|on)\s+(?:the\s+|this\s+|that\s+)?(?:\w+\s+)?(?:medications?|drugs?|program|therapy|treatments?|regimen|opioids?|sessions|course|it)\b",
    rf"{_UNLESS_DENIED}\b(?:treatment|therapy|medications?|drugs?|injections?|sessions|patch(?:es)?|cream|pills?|tablets?|shots?|gel|ointment|care|opioids?|program|unit|it|they|medicine|block|device)\b[^.;]{{0,40}}?\b(?:(?:do(?:es)?|did|is|are|was|were|has|have)\s*(?:not|n[’']t)\s+(?:\w+\s+)?(?:work(?:ing|ed)?|help(?:ing|ed|ful)?)|ineffective|unhelpful|of\s+no\s+(?:help|use|benefit))\b",
    r"\b(?:do(?:es)?|did|fail(?:s|ed)?\s+to|has|have|had)\s+(?:not\s+)?(?:\w+\s+)?(?:show|demonstrat|document|describ|explain|indicat|state|say|tell|address|outline|record)\w*\s+(?:how|whether|that|if)\s+(?:(?!\btried\b)[^.;]){0,60}?\b(?:improv(?:es|ed|ing)|help(?:s|ed|ing)|benefi(?:ts|tt?ed)|reliev(?:es|ed)|lessen(?:s|ed)|reduc(?:es|ed)|achiev(?:es|ed)|increas(?:es|ed))\b(?!\s+(?:the\s+)?(?:diagnos|manage|plan))",
    r"\bno\s+(?:clear\s+|objective\s+)?(?:indication|evidence|mention|statement)\s+(?:that|of\s+how)\s+[^.;]{0,60}?\b(?:lessen(?:s|ed)|reduc(?:es|ed)|decreas(?:es|ed)|increas(?:es|ed)|diminish(?:es|ed)|restored)\b",
    r"\bno\s+(?:\w+\s+)?(?:quantifiable|measurable|objective|appreciable|discernible|meaningful|real|significant|lasting)\s+(?:\w+\s+)?(?:change|improvement|gains?|difference|benefit|progress)\b[^.;]{0,60}?\b(?:in|with|from|after|of)\b",
    rf"\b(?:effects?|results?|outcomes?|value|impact|success)\s+(?:of|from)\s+(?:the\s+|his\s+|her\s+|any\s+)?(?:prior|previous|earlier|past|last|first|initial|completed|ongoing|current)\b(?!\s+(?:\w+\s+)?{SEEN})[^.;]{{0,80}}?\b(?:not|never|un\w+|unknown)\b",
    r"\b(?:nothing|little)\s+(?:\w+\s+){0,2}?(?:for|to\s+help|to\s+show\s+for)\s+(?:him|her|it|the\s+(?:patient|worker|pain))\b|\bdid\s*(?:not|n[’']t)\s+do\s+anything\b|\bfailed\s+(?:him|her)?\s*the\s+first\s+time\b",
    r"\b(?:by\s+none|not\s+by\s+any)\s+of\b[^.;]{0,60}?\b(?:improved|better)\b|\bno\s+note\s+(?:credits?|says?|tells?|shows?)\b[^.;]{0,40}?\b(?:better|longer|relief|less|improve\w*|help\w*)\b",
    r"\b(?:nobody|no\s+one)\s+(?:wrote|recorded|noted|documented)[^.;]{0,60}?\b(?:better|improved|relief|helped|progress)\b",
    r"\b(?:no|not)\s+(?:\w+\s+){0,2}?(?:farther|further\s+than|longer\s+than|more\s+than)\s+(?:before|at\s+the\s+(?:start|outset)|he\s+did|she\s+did)\b|\btook\s+just\s+as\s+much\b",
    rf"\b(?:no|neither|none\s+of\s+the|nor\s+do(?:es)?\s+(?:any|an?|either|the))\s+(?:\w+\s+){{0,2}}?(?:notes?|visits?|reports?|entr(?:y|ies)|records?|charts?|letters?)\s+(?:\w+\s+)?(?:tells?|speaks?|mentions?|shows?|records?|credits?|notes?|documents?|says?|reports?|describes?)\b[^.;]{{0,80}}?\b{_BETTER}\b",
    rf"\bnowhere\b[^.;]{{0,60}}?\b(?:read|find|found|see|seen|told|said|recorded|written|mentioned|noted|documented|hear|heard)\b[^.;]{{0,30}}?\b(?:of|that|as)\b[^.;]{{0,40}}?\b{_BETTER}\b",
    r"\b(?:not|nor|never|no|hardly|scarcely)\b[^.;,]{0,40}?\bany\s+(?:better|easier|stronger|longer|farther|further|less|lower|different)\b",
    r"\b(?:can|could|does|do)\s+(?:do\s+)?(?:nothing|no\s+more)\s+(?:(?:that\s+)?(?:he|she)\s+(?:could|did)\s+not|now\s+that|new\b|more\s+than\s+before|than\s+(?:before|at\s+the\s+(?:start|outset)))",
    r"\b(?:stayed|stays?|remain(?:s|ed)?|stood|stands|is|are|was|were|sits?)\s+(?:exactly\s+|just\s+|right\s+|still\s+)?(?:where|what|as)\s+(?:it|they|he|she)\s+(?:was|were|had\s+been|stood)\b",
    rf"\b(?:bought|gave|given|brought|provided|yielded|produced|had|got|with|afforded|only|mere|some)\s+(?:(?:him|her|them|only|some|about|just|perhaps|roughly|an?|mere)\s+){{0,3}}?(?:{NUMBER_WORD}|[1-4]\d|\d)(?:\s?%|\s+per\s?cent)[^.;]{{0,40}}?\bfor\s+(?:(?:only|just|about|some|less\s+than)\s+)?(?:an?|\w+|\d+)\s+(?:\w+\s+)?(?:hours?|days?)\b",
    r"\b(?:one|a\s+single|half\s+a)\s+point\s+(?:is|was)\s+(?:what|all|the\s+(?:only|whole))\b|\ba\s+mere\s+(?:\w+\s+)?(?:points?|percent|degrees)\b",
    r"\bwore\s+off\s+(?:within|after|in)\s+(?:the\s+|an?\s+|\w+\s+)?(?:\w+\s+)?(?:hours?|days?|weeks?|weekend|month)\b|\bnothing\s+(?:measurable|objective|tangible|lasting|concrete|lasting)\b",
    rf"\b(?:nothing|little)\s+(?:\w+\s+){{0,3}}?(?:suggests?|shows?|indicates?|tells?|proves?|says?|points?)\s+(?:us\s+|to\s+|that\s+)?[^.;]{{0,80}}?\b(?:{_BETTER}|eased|dropped|fell|fallen|lifted|came\s+down|went\s+down|works\s+for)\b",
    r"\bno\s+(?:note|report|entry|visit)\s+(?:\w+\s+)?credit\w*\b",
    r"\bno\s+(?:comment|word|mention|statement|discussion|account)s?\b[^.;]{0,30}?\b(?:whether|if|how)\b[^.;]{0,60}?\b(?:helped|helps|improv(?:ed|es)|benefi\w+|work(?:ed|s)|reliev\w+)\b",
    rf"\b{STATE}\b[^.;]{{0,40}}?\bwith\s+(?:or|and)\s+without\b(?!\s+(?:contrast|fluoro))",
    r"\bto\s+(?:little|no)\s+(?:\w+\s+)?(?:effect|purpose)\b|\b(?:nothing|little)\s+to\s+show\s+for\b|(?<!\bwith\sor\s)\bwithout\s+(?:\w+\s+)?(?:effect|result|success)\b",
)
