"""The turns of phrase that give reasons to overturn a denial, one a line.

Of the item that is decided: WITHIN, IMPROVED, MET and FITTING; of another that it goes with: SUPPORTS.
"""

from __future__ import annotations

_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|dozen)"
# What a guideline sets, and by whatever name it is called.
_SETS = r"(?:allots?|gives?|allow\w*|permit\w*|grants?|recommend\w*|suggest\w*|advis\w*|provides?|named|names|listed|lists|sets\s+(?:out|forth)|describe[ds]|printed|lays\s+down|laid\s+down|contemplat\w*|envisag\w*|foresees?|at\s+(?:the\s+)?most)"
_LIMIT = (
    r"(?:guideline\w*|recommend\w*|limits?|maximum|ceiling|cap|range|parameters|schedule|window|allowance|allotment|threshold|table"
    r"|(?:number|amount|figure|total|course|rate|duration|period|frequency|dose|dosage|dosing|trial)(?!\s+of\s+(?:pain|therapy|care)\b))"
)
_COUNTED = r"(?:visits|sessions|treatments|days|weeks|months|injections?|number|amount|quantity|frequency|duration|dose|total|sum|count|MED|MME|(?:more|further|additional)(?=\s+(?:is|are|would))|rental|supply)"
_WORDS = r"(?:[\w’'-]+\s+)"

WITHIN: tuple[str, ...] = (
    rf"\bwithin\s+(?!(?:these\s+guidelines|(?:\w+\s+)?(?:normal|functional)|the\s+scope\s+of\s+(?!the\s+guideline)))(?:(?!\d){_WORDS}){{0,4}}?{_LIMIT}\b",
    r"\b(?:not|n[’']t)\s+(?:in\s+excess|exceed)\w*",
    r"\b(?:is|are)\s+the\s+(?:trial|course|number)\s+(?:that\s+)?(?:the\s+)?(?:guidelines?|MTUS|ODG|ACOEM)\s+calls?\s+for\b",
    r"\b(?:is|are|was|were|falls?|fell)\s+(?:(?:well|still|also|thus|therefore|clearly|squarely|easily)\s+)?within\s+(?:the\s+)?(?:CA\s+)?(?:MTUS|ODG|ACOEM)\b",
    rf"\b{_COUNTED}\s+(?:of\s+[\w\s]{{2,40}})?(?:is|are|falls?)\s+(?:within|consistent|in\s+(?:line|keeping|accordance))",
    rf"\b(?:keeps?|stays?|lies|remains?|falls?|fits?|sits?|would\s+be|is|are)\s+{_WORDS}{{0,2}}?(?:within|inside(?:\s+of)?|under|below|beneath|clear\s+of|at\s+or\s+below|into)\s+(?!(?:\w+\s+)?(?:normal|functional)\b){_WORDS}{{0,5}}?(?:{_LIMIT}|{_SETS}|{_NUMBER}\s+(?:that|which|visits|sessions|weeks|or\s+\w+\s+that))\b",
    rf"\bfits?\s+{_WORDS}{{0,2}}?(?:the|its|that|this|what)\s+{_WORDS}{{0,3}}?(?:{_LIMIT}|MTUS|ODG|ACOEM)",
    r"\b(?:does|do|did|would|will)(?:\s+not|n[’']t)\s+(?:surpass|exceed|top|outstrip|overrun|overstep|outrun|go\s+(?:past|beyond|over|above))\b",
    r"(?:\b(?:is|are|was|were|be)|,)\s+(?:still\s+|also\s+|even\s+)?(?:less|fewer|no\s+more)\s+than\s+(?:the\s+)?(?:[\w-]+\s+){0,4}?(?:guideline\w*|recommended|allowed|maximum|limit|spoken|provided|advised|visits|weeks|months|sessions)",
    r"\b(?:exactly|precisely|just)\s+(?:the|what|that)\s+(?:\w+\s+){0,5}?(?:allow\w*|recommend\w*|advis\w*|weeks|trial|number|months)",
    rf"\b(?:is|are|makes?)\s+(?:what|the\s+(?:number|amount|course|trial|figure|rate|schedule))\s+(?:that\s+)?(?:the\s+)?{_WORDS}{{0,3}}?{_SETS}",
    r"\bbring\w*\s+(?:him\s+|her\s+|them\s+)?(?:the\s+|his\s+|her\s+)?(?:sum|total|count|number)\b|\b(?:sum|total)\s+(?:of\s+\w+\s+)?would\s+(?:be|reach|come\s+to)\b",
    rf"\b(?:be|is|are|at|to|makes?)\s+(?:only\s+)?{_NUMBER}\s+(?:out\s+)?of\s+(?:the\s+)?{_NUMBER}\b(?!\s+(?:criteria|tender|risk|conditions|factors|signs|points|categories|elements))",
    r"\b(?:be|is)\s+(?:only\s+|just\s+)?(?:his|her|the|a)\s+(?:second|third|fourth)\b[^.;]{0,40}?\b(?:for|in|of|within)\s+(?:the\s+|this\s+|that\s+)?(?:20\d\d|year|twelve|12)\b",
    r"\b(?:no\s+more\s+than|up\s+to|allow\w*|maximum|limit\w*)\b[^.;]{0,80}?\b(?:would\s+be|was|is)\s+(?:only\s+)?(?:his|her|the)\s+(?:second|third|fourth)\b",
    rf"\b{_COUNTED}\b[^.;]{{0,60}}?\b(?:equals?|matches|corresponds?\s+to|agrees?\s+with|fits?|compatible\s+with|in\s+(?:line|keeping|accord\w*|agreement)\s+with|consistent\s+with|no\s+more\s+than|short\s+of|less\s+than|fewer\s+than)\b[^.;]{{0,50}}?\b(?:{_SETS}|{_LIMIT})\b",
    r"\b(?:well|far|just|still|one|two|three)\s+short\s+of\s+(?:the|what|that|its)\b",
    rf"\b(?:well|far|safely|comfortably|easily|still|just)\s+(?:under|below|within|inside)\s+{_WORDS}{{0,5}}?{_LIMIT}\b",
    rf"\b(?:{_NUMBER}|(?:MED|MME|dose|total|sum)\b[^.;,]{{0,25}}?)\s+(?:is|are|remains?|stays?|keeps?)\s+(?:well\s+|far\s+|still\s+)?(?:below|under|within|inside|short\s+of|less\s+than|fewer\s+than)\s+(?:that|this|{_NUMBER})\b",
    rf"\bwithout\s+(?:exceeding|surpassing|going\s+(?:over|past|beyond))\b|\b(?:completes?|exhausts?|fills?|uses?\s+up|makes?\s+up)\s+(?:the|that|this)\s+(?:{_NUMBER}|number|total)\b",
    rf"\b(?:take|takes|bring|brings|carry|carries)\s+(?:him|her|the\s+\w+)\s+to\s+(?:the\s+)?{_NUMBER}\b|\bconforms?\s+to\s+{_WORDS}{{0,3}}?(?:frequency|number|schedule|limits?|amount|duration)\b",
    rf"\b{_NUMBER}(?:\s+\w+)?\s+(?:is|are)\s+(?:still\s+|well\s+|far\s+)?(?:less|fewer)\s+than\s+(?:the|what|those)\b",
    rf"\bwould\s+(?:only\s+)?(?:reach|come\s+to|be\s+at|total|amount\s+to|stand\s+at)\s+(?:only\s+)?{_NUMBER}\b",
    rf"\b(?:half|a\s+third|two\s+thirds|a\s+quarter)\s+of\s+(?:the|what|those)\s+{_WORDS}{{0,4}}?(?:{_SETS}|{_LIMIT})\b",
    rf"^(?!.*\b(?:pain|symptoms?|condition|diagnosis|finding)\b).*\b(?:is|are)\s+(?:just|exactly|precisely)\s+(?:that|so\s+many)\b|\b{_COUNTED}\b[^.;]{{0,20}},\s+as\s+(?:is\s+)?(?:recommended|advised|allowed|suggested)\b",
    rf",\s+(?:which\s+is\s+)?(?:exactly\s+)?the\s+(?:length|number|amount|duration|figure|most|course|trial|maximum)\b[^.;,]{{0,50}}?\b(?:guidelines?|MTUS|ODG|ACOEM|{_SETS})\b",
    r"\b(?:and|or|but)\s+(?:no|nothing|not)\s+more(?:\s+than\s+(?:that|this))?(?=\s*[.,;]|$)|\bneither\s+more\s+nor\s+less\b",
    r"\b(?:the\s+)?(?:number|most|visits|sessions|days|period|trial|course)\s+(?:that\s+)?(?:the\s+)?(?:\w+\s+)?(?:guidelines?|chapter|MTUS|ODG|ACOEM|schedule)\s+(?:has\b|allows?|permits?|grants?|provides?|recommends?|names|lists)",
    r"\bin\s+the\s+guidelines?\s+(?:corresponds|matches|agrees)|\bunder\s+the\s+(?:maximum|limit)",
    rf"\b(?:arrives?|lands?|ends?|stops?)\s+(?:exactly\s+|right\s+|just\s+|only\s+|out\s+)?(?:at|on)\s+(?:exactly\s+|only\s+)?{_NUMBER}\b(?!\s+(?:percent|degrees|%|pounds|hours))|\bcomes?\s+to\s+(?:exactly|only|just|no\s+more\s+than)\s+{_NUMBER}\b",
    rf"\b(?:makes?|making)\s+(?:a\s+total\s+of\s+|exactly\s+|only\s+|just\s+)?{_NUMBER}\b(?=\s*(?:[.,;]|in\s+all\b|altogether\b|in\s+total\b|$))",
    r"\b(?:and|or|but)?\s*not\s+(?:an?|one|a\s+single)\s+(?:\w+\s+)?(?:day|visit|session|week|night|tablet|more|further)\s*(?:longer|more|beyond|over|further)?\b(?=\s*[.,;]|$|\s+than\b)",
    r"\b(?:is|are|falls?|fits?|stays?|lies?|sits?)\s+(?:well|easily|safely|comfortably|squarely)\s+within\s*(?=[.,;]|$)",
    r"\b(?:is|are|falls?|fits?|stays?|keeps?|remains?|lies?|sits?)\s+(?:\w+\s+)?within\s+(?:this|that|these|it|them|those)\b(?=\s*(?:[.,;]|$|\b(?:and|range|number|limit)\b))|\bcomplet(?:e|es|ing)\s+(?:what|the\s+(?:course|number|allot\w*|schedule|remaining))\b",
    r"\bof\s+(?:that|the\s+same|just\s+that|exactly\s+that)\s+(?:length|number|size|duration|amount)\b",
    r"\b(?:leaves?|keeps?|puts?|holds?)\s+(?:him|her|it|them|the\s+\w+)\s+(?:\w+\s+)?(?:below|under|within|inside|short\s+of)\s+(?:that|the|what|this|its)\b(?!\s+(?:poverty|knee|waist|shoulder))",
    r"\b(?:number|amount|quantity|dose|visits|sessions|injection)\s+(?:\w+\s+)?(?:requested|asked\s+for|sought),?\s+(?:is|are)\s+(?:what|all|no\s+more)\b",
)
"""What compares what is asked for with what a guideline allows. No guideline says such things, so every sentence counts."""

_GAIN = r"(?:functional\s+(?:improvement|gains?|benefit)|improvement|pain\s+relief|pain\s+reduction|(?:reduction|drop|decrease)\s+(?:of|in)\s+(?:\w+\s+)?(?:pain|symptoms|pills|tablets|medications?|opioids?|headaches)|(?<!with\s)(?:relief|benefit)|decreased?\s+(?:in\s+)?pain)"
_NO_REAL = r"(?!(?:no|not|neither|nor|little|temporary|transient|brief|minimal|partial|passing|only|limited|any)\b)"
_BETTER = r"(?:relief|improvement|reduction|better|decrease|less|drop)"
_WORK = r"(?:work|duty|shifts?|his\s+job|her\s+job|driving|school|full[\s-]time|half[\s-]time|part[\s-]time)"

_AGAINST = r"[^.;]{0,40}?\b(?:vs\.?|versus|and|against|but|compared\s+(?:to|with))\s+"

IMPROVED: tuple[str, ...] = (
    rf"\b(?<!no\s)(?<!without\s)(?<!not\s)(?:documented|demonstrated|evidence\s+of|with|had|has|shown|showed|noted|reported|reports|significant|objective|measured|clear)\s+(?:{_NO_REAL}(?!documentation\b)\w+\s+){{0,3}}?{_GAIN}",
    r"\bbenefit(?:t?ed|ing)?\s+from\s+(?:the\s+)?(?:prior|previous|initial|use)",
    r"\b(?:helps?|helped|effective|improved?)\s+(?:(?!when\b|if\b|in\b)\w+\s+){0,3}?(?:function|pain|symptoms)",
    r"\bprovid(?:es?|ed|ing)\s+(?:\w+\s+)?(?:decreased|reduced|less)\s+pain\b|\b(?<!no\s)(?<!not\s)(?:increased|improved|better)\s+(?:level\s+of\s+)?(?:function|activity\s+tolerance|quality\s+of\s+life)\b",
    r"\b(?:allows?|enables?|permits?)\s+(?:him|her|the\s+\w+)\s+to|\blets\s+(?:him|her)\s+\w+",
    r"\b(?:cut|reduced|lowered|tapered)\s+(?:[\w’'-]+\s+){0,4}?(?:in|to)\s+half\b",
    r"\b(?:walk\w*|sit\w*|stand\w*|lift\w*|grip|motion|strength|time|tolerance|distance|endurance)\b[^.;]{0,30}?\b(?:doubled|tripled)\b|\b[\w-]+\s+(?:has|have|had|is|are|was|were|been)\s+(?:been\s+|nearly\s+|almost\s+|about\s+)?halved\b|\b(?:doubled|tripled)\s+(?:his|her|the)\s+(?:walk\w*|sit\w*|stand\w*|lift\w*|grip|reach|hours)",
    r"\b(?:now|currently|hours?|minutes|pounds|lbs|pain|mean|scores?|degrees|headaches|blocks|miles)\b[^;]*?\b(?:compared\s+(?:to|with)|instead\s+of|rather\s+than|versus|as\s+opposed\s+to)\s+(?:\w+\s+){0,3}?(?:\d|an?\b|one\b|two\b|three\b|four\b|five\b|six\b)|\b(?:whereas|when)\s+before\b",
    rf"\b(?:led\s+to|resulted\s+in|brought|has\s+meant)\s+(?:{_NO_REAL}\w+\s+){{0,2}}?(?:fewer|less|better|improved|reduced)\s+\w+",
    rf"(?<![\d/.])(?P<with>\d[\d./-]*)\s+(?:\w+\s+)?with\b{_AGAINST}(?!(?P=with)\b)\d[\d./-]*\s+(?:\w+\s+)?without\b|(?<![\d/.])(?P<without>\d[\d./-]*)\s+(?:\w+\s+)?without\b{_AGAINST}(?!(?P=without)\b)\d[\d./-]*\s+(?:\w+\s+)?with\b",
    rf"\b\d+\s?(?:%|percent)\s+(?:\w+\s+){{0,2}}?{_BETTER}|\b{_BETTER}\s+(?:of|by)\s+(?:\w+\s+){{0,2}}?\d+\s?(?:%|percent)",
    r"\b(?:response|gains?|progress|benefit|improvement|outcomes?|results?)\s+(?:\w+\s+){0,5}?(?:justif\w+|warrants?|ample|shows?|shown|confirms?|to\s+date|proven|plain|clear)\b",
    rf"\b(?:brought|produced|yielded|gave|given|led\s+to|resulted\s+in|afforded|achieved|shown\s+by|provid(?:es?|ed|ing))\s+(?:{_NO_REAL}\w+\s+){{0,8}}?(?:gains?|improvement|benefit|progress|return\s+to|(?:decrease|reduction)\s+in\s+(?:\w+\s+)?pain)\b",
    r"\b(?:able|enabled?|helped|allowed)\s+(?:(?:the\s+)?\w+\s+)?to\s+(?:cut|reduce|lower|wean|stop|return|resume|work|go\s+back)\b|\bhelped\s+(?:(?:him|her|the\s+\w+)\s+)?(?:cut|reduce|lower|wean|stop|return|resume|go\s+back)\b|\bable\s+to\s+(?:\w+\s+){1,6}?(?:with|on)\s+(?:it|the\s+(?:medication|drug|patch))\b|\b(?:done|doing|does)\s+well\s+(?:with|on)\b",
    r"\b(?:because\s+of|with|on|thanks\s+to)\s+(?:the|this|these|his|her)\s+\w+\b[^.;]{0,60}?\b(?:is|was|been)\s+able\s+to\b",
    r"\b(?:took|taken|brought|got|weaned)\b[^.;]{0,20}?\boff\s+(?:the\s+|of\s+)?(?:\w+\s+)?(?:walker|cane|crutches|opioids|narcotics)\b",
    rf"\b(?:since|after|following|thereafter|with|on\s+(?:the|this)\s+\w+)\b[^;]*?\b(?:resumed|returned\s+to\s+(?:\w+\s+)?{_WORK}|went\s+back\s+to|(?:is\s+)?back\s+(?:to|at)\s+(?:\w+\s+){{0,2}}?{_WORK}|no\s+longer\s+(?:needs?|requires?|takes?|uses?)|(?:has\s+)?come\s+off|came\s+off|gave\s+up\s+(?:his|her|the)\s+(?:cane|walker|crutches|brace)|restrictions?\s+(?:\w+\s+){{0,3}}?lifted)\b",
    r"\bwith\s+(?:it|this\s+\w+)\b[^.;]{0,60}?\b(?:he|she)\s+(?:now\s+)?(?:works|sleeps|walks|sits|stands|drives|cooks|can\b(?!not))|\bcan\s+(?:now|again)\b|\b(?:once\s+more|again)\s+able\s+to\b",
    r"\b(?:responded|responding)\s+(?:well|favou?rably)|\bgood\s+response\b",
    r"(?<!no\s)(?<!without\s)(?<!not\s)(?<!any\s)(?<!lack\sof\s)\b(?:clear|measured|measurable|plain|clinically\s+significant|objective|definite|substantial|meaningful|real|tangible|lasting)\s+(?:functional\s+)?(?:gains?|benefit|improvements?|response)\b(?!\s+(?:is|are|be|should|must|has\s+to)\b)",
    r"\b(?:better|improved|increased|more)\s+(?:activities\s+of\s+daily\s+living|ADLs?|functioning)\b",
    r"\bwithout\s+(?:it|them|the\s+\w+)\b[^.;]{0,40}?\b(?:can|could)\s*(?:not|do\s+neither|neither|hardly|do\s+nothing)\b",
    r"(?<![\d/.])\d[\d./]*\s+(?:\w+\s+){0,2}?(?:instead\s+of|in\s+place\s+of|rather\s+than|where\s+(?:there|it)\s+(?:was|were|had\s+been))\s+(?:an?\s+)?\d|\b(?:weekly|monthly|rarely|occasional\w*|hourly)\s+(?:in\s+place\s+of|instead\s+of|rather\s+than)\b",
    r"\b(?:cane|walker|crutch(?:es)?|brace|boot|wheelchair|sling|norco|opioids?|tramadol|percocet|tablets?|pills?)\s+(?:(?:was|were|is|are|has|have|had|been|now|since|all)\s+){0,3}?(?:discarded|dropped|given\s+up|put\s+away|no\s+longer\s+needed|weaned|laid\s+aside|thrown\s+out|stopped)\b",
    r"(?<!no\s)(?<!without\s)(?<!not\s)(?<!any\s)(?<!of\s)\b(?:real|steady|good|marked|considerable|remarkable)\s+(?:functional\s+)?(?:progress|headway|strides)\b",
    r"(?<![\d/.])(?P<on>\d[\d./]*)\s+on\b[^.;]{0,30}?(?:\band\b|\bbut\b|\bvs\b\.?|\bversus\b|\bagainst\b|,)\s+(?!(?P=on)\b)\d[\d./]*\s+off\b",
    r"\b(?:let|lets|allowed|helped|enabled|permitted)\s+(?:him|her|the\s+\w+)\s+(?:to\s+)?(?:return|resume|go\s+back|reduce|cut|work|walk|sleep|drive|stop|lower|wean|stand|sit|lift)\b",
    r"\bwith\s+(?:it|them|this\s+\w+|the\s+(?:drug|medication|pills?|tablets?|patch(?:es)?|unit|brace))\s*,?\s+(?:he|she)\s+(?:now\s+)?(?!(?:is|has|was|had|still|does\s+not|reports|states|says|continues|remains|gets|needs)\b)\w+s\b",
    r"\b(?:went|came|come|gone|got|is|was|weaned)\s+off\s+(?:the\s+|his\s+|her\s+|of\s+)?(?:\w+\s+)?(?:cane|walker|crutch(?:es)?|brace|opioids?|narcotics|norco|tramadol|percocet|wheelchair)\b",
    r"\benough\s+for\s+(?:him|her|the\s+\w+)\s+to\s+(?:work|drive|walk|stand|sit|sleep|lift|climb|cook|return|keep|hold|run|carry)\b",
    rf"\bdown\s+to\s+(?:just\s+|only\s+|about\s+)?(?:once|twice|weekly|monthly|an?\s+(?:few|single|week|month)|none|rare|half|an?\s+\w+\s+(?:a|per)\b|{_NUMBER})\b",
    r"(?<!provided\s)(?<!while\s)(?<!if\s)(?<!when\s)(?<!that\s)\b(?:progress|headway)\s+(?:is|has\s+been|was)\s+(?:being\s+)?(?:\w+\s+)?(?:made|shown|evident|plain|steady|clear|documented)\b(?!\s+(?:or|and)\b)",
    r"\b(?:he|she|patient|worker|claimant|applicant|and)\s+(?:now\s+|again\s+|has\s+(?:begun|started|gone\s+back)\s+to\s+)?(?:shops?|walks?|drives?|works?|sleeps?|dresses|cooks?|bathes|lifts?|climbs?|stands|sits|cleans|gardens|cycles|swims|runs|goes|go|reads|closes|opens)\b[^.;,]{0,30}?\b(?:by\s+(?:him|her)self|again|alone|through\s+the\s+night|unaided|once\s+more|without\s+(?:help|a\s+cane|pain|aid|assistance|stopping))\b",
    r"\brepeat\w*\s+what\s+(?:has\s+)?(?:worked|helped)\b|\b(?:is|are)\s+doing\s+(?:its|their)\s+job\b",
)
"""What earlier treatment of the kind brought."""

_SURGERY = (
    r"(?:surger(?:y|ies)|procedures?|operations?|arthroscop\w+|\w+ectomy|\w+plasty|\w+desis|\w+otomy|fusion|release|repair|replacement|reconstruction|decompression|fixation|graft|implantation|resection|debridement|scope"
    r"|(?-i:ORIF|ACDF|[APXT]?LIF|TKA|THA)|primary\s+\w+|surgical\s+(?:request|procedure|intervention))\b"
)
_GRANT = r"(?<!non-)(?<!non\s)(?<!not\s)(?:approved|authorized|certified|granted)"
_FOUND = r"(?:found|deemed|held|considered|judged|determined|shown)\s+(?:to\s+be\s+)?(?:medically\s+)?(?:necessary|appropriate|warranted|indicated|supported|reasonable|justified)"
_CARRIER = r"(?:carrier|claims?\s+(?:administrator|examiner|adjuster)|insurer|utili[sz]ation\s+review|UR)"

SUPPORTS: tuple[str, ...] = (
    rf"(?<!\bto\sthe\s)\b{_SURGERY}[^.;,]{{0,60}}?\b(?:has\s+been|have\s+been|having\s+been|had\s+been|was|were|is|are|being)\s+(?:already\s+|also\s+|itself\s+|now\s+|since\s+)?(?:{_GRANT}|scheduled\s+for)\b",
    rf"\b{_SURGERY}[^.;,]{{0,60}}?\b(?:has\s+been|have\s+been|having\s+been|had\s+been|was|were)\s+(?:already\s+|also\s+)?(?:{_FOUND}|(?:medically\s+)?necessary)\b",
    rf"\b(?:as|since|because|inasmuch\s+as|given\s+that|once|now\s+that)\s+(?:the|this|his|her)\s+(?:[\w-]+\s+){{0,4}}?{_SURGERY}\b[^.;,]{{0,40}}?\b(?:is|are)\s+(?:also\s+)?(?:{_FOUND}|(?:medically\s+)?necessary|appropriate|warranted|supported|approved|going\s+(?:ahead|forward))",
    rf"\b(?:as|since)\s+(?:the|this)\s+(?:[\w-]+\s+){{0,5}}?(?:has\s+been|is|was)\s+{_FOUND}",
    rf"\b{_SURGERY}\b[^.;,]{{0,40}}?\b(?:has|have|had|with)\s+(?:\w+\s+){{0,2}}?(?:approval|authorization|certification)\b",
    rf"\bhav(?:ing|e)\s+(?:\w+\s+)?(?:found|approved|certified|authorized|held|judged)\s+[^.;,]{{0,60}}?\b{_SURGERY}\b",
    rf"\b(?:{_GRANT}|pending|upcoming|forthcoming)\s+(?:[\w-]+\s+){{0,4}}?{_SURGERY}",
    rf"\b{_SURGERY},?\s+(?:which\s+(?:was|has\s+been|is)\s+)?(?:already\s+|itself\s+)?{_GRANT}\b",
    rf"\b{_SURGERY},?\s+(?:which|that)\s+(?:I|we|this\s+reviewer)\s+(?:have\s+)?(?:also\s+)?(?:find|finds|found|deem\w*|approved?|certif\w+)\b",
    rf"\b{_SURGERY}\b[^.;,]{{0,30}}?,?\s*\b(?:that|which)\b[^.;,]{{0,30}}?\b(?:{_CARRIER}|I|we)\b[^.;,]{{0,30}}?\b(?:approved|authorized|certified|agreed|granted|accepted|allowed)\b",
    rf"\b(?:scheduled|approved|authorized|certified)\s+(?:for|to\s+undergo)\s+[^.;]{{0,40}}?\b{_SURGERY}\b",
    rf"\b{_SURGERY}\s+(?:goes|is\s+going|will\s+go|is\s+to\s+go|proceeds|will\s+proceed)(?:\s+(?:ahead|forward)|\b)",
    r"\b(?:these|those)\s+(?:\w+\s+)?(?:approved|authorized|certified)\s+(?:\w+\s+){0,2}?(?:visits?|sessions?|therapy|treatments?|appointments?|injections?)\b[^.;]*\b(?:without|cannot|could\s+not|attend|get\s+to|reach)\b",
    rf"\b(?:in\s+(?:support|preparation)\s+(?:of|for)|in\s+conjunction\s+with|recovery\s+from|needed\s+for)\s+(?:the|this|that|his|her)\s+(?:\w+\s+){{0,3}}?{_SURGERY}",
    rf"\b(?:hand\s+in\s+hand|part\s+and\s+parcel|(?:necessary|usual|ordinary|natural)\s+(?:adjunct|companion|part|sequel|accompaniment))\s+(?:\w+\s+){{0,3}}?{_SURGERY}",
    rf"\b(?:goes|go)\s+(?:together\s+|along\s+)?with\s+(?:it|the\s+{_SURGERY})\b",
    rf"\b(?:after|recover\w*\s+from|following|prior\s+to|before)\s+(?:the\s+|this\s+)?{_GRANT}\s+{_SURGERY}",
    rf"\b(?:with|as|since|now\s+that)\s+the\s+(?:latter|{_SURGERY})\s+(?:is\s+|being\s+|having\s+been\s+)?(?:now\s+|thus\s+|already\s+|itself\s+)?(?:{_GRANT}|allowed|accepted|(?:found\s+)?(?:medically\s+)?necessary|going\s+(?:ahead|forward))",
    rf"\b(?:I|we)\s+(?:have\s+)?(?:approved|allowed|certified|granted|accepted|found\s+(?:medically\s+)?necessary)\b[^.;]{{0,30}}?\b(?:above|in\s+the\s+(?:first|preceding|other)\s+item)\b|\b(?:{_GRANT}|(?<!not\s)(?:allowed|accepted))\s+(?:above|in\s+the\s+(?:first|preceding|other)\s+item)\b",
    r"\bperformed\s+together",
)
"""What says that another service is granted, and that this one goes with it."""

MET: tuple[str, ...] = (
    r"\b(?:meets?|met|satisf(?:y|ies|ied)|fulfil(?:ls?|led|s)?)\s+(?:\w+\s+){0,4}?(?:criteria|guideline\w*|requirement\w*|conditions?|indications?|elements?|MTUS|ODG)",
    r"\b(?:satisf(?:y|ies)|fulfil(?:ls?|s)?|meets?)\s+(?:\w+\s+){0,2}?(?:each|all|both|every|these|those)\b",
    r"\b(?:satisf(?:y|ies)|fulfil(?:ls?|s)?|meets?)\s+the\s+(?:\w+\s+)?(?:A[’']s|definition|standards?|test|rule|policy|terms|recommendations?)\b",
    r"\bcriteria\s+(?:\w+\s+){0,3}?(?:met|satisfied|fulfilled)",
    r"\b(?:both|all|each)\s+of\s+(?:which|these|them|those)\s+(?:is|are|has\s+been|have\s+been)\s+(?:\w+\s+)?(?:present|met|documented|evident|satisfied)\b",
    r"\b(?:4|four)\s+A[’']?s\b[^.;]{0,40}?\b(?:met|satisfied|documented|addressed|present)\b",
    r"\b(?:criteria|conditions?|requirements?|prerequisites?|elements?|indications?|all\s+of\s+(?:this|these|them)|each\s+of\s+(?:these|those|them|the\s+\w+))\b[^.;]{0,60}?\b(?:is|are|has\s+been|have\s+been)\s+(?:\w+\s+)?(?:met|fulfilled|satisfied|present|documented|there|here)",
    r"\b(?:qualif(?:y|ies)|eligible)\s+(?:under|for|by)\b",
    r"\b(?:good|identified|suitable|appropriate|proper|fit|fitting|ideal)\s+candidate\b",
    r"\bbears?\s+out\s+(?:each|all|both|every)",
    r"\bconditions\s+(?:of\s+the\s+guideline\s+)?(?:are|have\s+been)\s+(?:met|satisfied|fulfilled)",
    r"\b(?:have|has)\s+not\s+(?:controlled|relieved|settled|resolved|helped)",
    r"\b(?:has|have|had)\s+(?:each\s+|both\s+|all\s+)?(?:been\s+tried\s+and\s+)?failed\b|\bfailed\s+(?:conservative|\w+\s+treatment)|\bfailure\s+of\s+(?!(?:conservative|the)\b)\w+",
    r"\b(?:objective|clinical|clear|imaging|exam(?:ination)?)\s+(?:evidence|findings|signs)\s+(?:of|that|consistent|support)",
    r"\b(?:has|have|had)\s+(?:already\s+)?(?:had|completed|undergone|tried|exhausted)\s+(?:\w+\s+)?(?:conservative|non-?operative)",
    r"\bdespite\s+(?:\w+\s+){0,3}?(?:conservative|therapy|treatment|care|medications?|injections?)",
    r"\b(?:is|are)\s+at\s+(?:\w+\s+)?risk|\bmakes?\s+(?:him|her)\s+high[\s-]risk",
    r"\bfindings?\s+(?:that\s+)?(?:consistent|support)",
    r"\b(?:has|have|had|with|shows?|documents?|of|motor|sensory|neurologic\w*)\s+(?:\w+\s+){0,4}?deficits?\b",
    r"\b(?:red\s+flags?|risk\s+factors?|signs|indications?)\b[^.;]{0,60}?\b(?:is|are|was|were)\s+(?:\w+\s+)?(?:present|evident|found|documented)",
    r"\b(?:change|worsening|progression)\s+(?:in|of)\s+[^.;]{0,60}?\b(?:has|have)\s+(?:been\s+)?(?:documented|occurred|noted|developed)",
    r"\b(?:persists?|persisted|continues?|remains?)\s+(?:\w+\s+)?(?:in\s+spite\s+of|despite|after|notwithstanding)\b",
)
"""What says that what a guideline asks for is there."""

FITTING: tuple[str, ...] = (
    r"\b(?:is|are|be|was|were|deemed|seems|appears)\s+(?:(?!not\b)\w+\s+(?:and\s+)?){0,2}?(?:supported|indicated|appropriate|warranted|reasonable|consistent\s+with|in\s+accordance)",
    r"\bguidelines?\s+(?:\w+\s+){0,2}?supports?",
    r"\bsupports?\s+(?:the\s+)?(?:use|request|medical\s+necessity|referral)",
    r"\b(?:is|are|would\s+be)\s+(?:\w+\s+){0,2}?(?:justified|sensible|proper|apt|sound|in\s+order|medically\s+appropriate)\b",
    r"\bguidelines?\s+would\s+support",
)
"""What says that the treatment is right, whatever for; beside a plainer reason it says nothing more."""

_CARE = r"(?:ESIs?|epidurals?|injections?|blocks?|program|trial|stimulator|psychotherapy|therapy|sessions|visits|treatments|admission|stay|course|detoxification)"
GRANTED_BY = rf"\b{_CARRIER}\s+(?:has|have|had)?\s*(?:already\s+|since\s+|also\s+)?(?:{_GRANT}|allowed|agreed\s+to)\s+(?:[\w-]+\s+){{0,4}}?(?P<care>{_CARE})\b"
GRANTED_CARE = rf"\b(?P<care>{_CARE})\b[^.;,]{{0,50}}?\b(?:has\s+been|have\s+been|had\s+been|was|were|is|are)\s+(?:already\s+|also\s+)?(?:{_GRANT}|{_FOUND}|medically\s+necessary)"
"""What says that care short of an operation is granted; it may be a part of what is asked for."""
NEEDED_FOR = r"\b(?:required|needed|necessary\s+(?:for|to)|belongs?|attend|transport\w*|accompan\w+|(?:at|during|for|to)\s+(?:the|those|these|that|each)\s+(?:\w+\s+)?{care}|without\s+(?:it|them)|part\s+of|hold\s+only\s+if|only\s+(?:if|when|with)|between\s+(?:the\s+|those\s+)?(?:visits|sessions))\b"
"""What says that another service is needed for such care."""
