"""The turns of phrase by which a reviewer decides without a word of medical necessity: "The denial is upheld"."""

from __future__ import annotations

# What was decided before, and who decided it.
_BEFORE = (
    r"(?:prior|previous|original|earlier|initial|first|adverse|present|UR|review|reviewer[’']s|administrator[’']s|carrier[’']s|insurer[’']s|plan[’']s|payer[’']s"
    r"|utili[sz]ation\s+review[’']?s?|their|its|partial|limited|modified)"
)
_DECISION = r"(?:determination|decision|ruling|finding|conclusion|opinion|position|judge?ment|approval|authorization|certification|modification|outcome)"
_DENIER = (
    r"(?:utili[sz]ation\s+(?:review|management)|UR|(?:the\s+)?(?:carrier|insurer|payer|plan(?=[’'])|claims?\s+(?:administrator|adjuster|examiner)|administrator)"
    r"|(?:first|prior|previous|earlier|initial|peer|UR)\s+(?:review\w*|physician))(?:[’']s)?(?:\s+(?:physician|doctor|reviewer|nurse|review))?"
)
_DENIAL = rf"(?:denial|non-?\s?certification|refusal|rejection|disapproval|{_BEFORE}\s+{_DECISION}|determination|modification|decision\s+(?:below|under\s+review|to\s+deny|in\s+dispute)|{_DENIER}(?:\s+\w+)?)"
# What is done to it, and what is found of it.
_LEFT = r"(?:as\s+it\s+(?:is|was)|alone|standing|in\s+place|in\s+force|unchanged|untouched|undisturbed)"
_UPHELD = r"(?:uph[eo]ld(?:s|ing)?|sustain(?:s|ed|ing)?|affirm(?:s|ed|ing)?|stands?|maintained|confirm(?:s|ed)?|holds(?:\s+good)?|concur(?:s|red)?\s+with|agree[ds]?\s+with)"
_UPRIGHT = rf"(?:kept|left\s+{_LEFT}|(?:still\s+)?standing|in\s+(?:place|force|effect)|justified|correct|right(?!\s+(?:to\b(?!\s+(?:den|refus|declin|modif|cut|limit|withh|turn))|about|on|that|in))|proper|well[\s-]founded|sound|supported|warranted|valid|appropriate|reasonable)"
_OVERTURNED = (
    r"(?:overturn(?:s|ed|ing)?|revers(?:e[ds]?|ing)|(?:put|set)(?:s|ting)?\s+aside|vacate[ds]?|disagree[ds]?\s+with|lift(?:s|ed)?|rescind(?:s|ed)?|revoke[ds]?|annul(?:s|led)?|quash(?:es|ed)?"
    r"|disturb(?:s|ed)?|depart(?:s|ed)?\s+from|part(?:s|ed)?\s+(?:ways|company)\s+with|differ(?:s|ed)?\s+(?:with|from))"
)
_UNSOUND = r"(?:unjustified|incorrect|wrong(?!\s+(?:about|on|that|in))|mistaken|misplaced|misguided|unfounded|untenable|unsound|unwarranted|erroneous|in\s+error|an?\s+(?:error|mistake)|undone)"
NOW = r"(?:(?:is|are)(?:n[’']t)?(?:\s+(?:not\s+)?to\s+be)?|remains?|stays?|must\s+stay|(?:has|have|ought|needs?)\s+(?:not\s+)?to\s+be|(?:can|will|shall|could|would|should|must)(?:not|\s+not|n?[’']t)?\s+(?:\w+\s+)?be)"
"""Of what is decided here; what was or has been granted, was so by others."""
_BE = rf"(?:{NOW}|(?:was|were)(?:n[’']t)?|(?:has|have)\s+(?:not\s+)?been|seems?|appears?|(?:do|does|did)(?:\s+not|n[’']t)\s+(?:appear|seem))"
_FILL = r"(?:(?:not|therefore|thus|hence|consequently|accordingly|hereby|also|likewise|too|still|currently|presently|considered|deemed|found|felt|held|judged|to\s+be|be|clearly|clinically|medically|well|fully|quite|either|both|reasonable|appropriate|necessary|indicated|warranted|supported|and|or|as|for|recommended)\s+){0,6}?"
_GRANTED = (
    r"(?:certified|approved|okayed|ok[’']d|permissible|authorized|granted|allowed|certifiable|approvable|certify)"
)
_REFUSED = (
    r"(?:denied|refused|declined|rejected|disapproved|disallowed|turned\s+down|withheld|non-?\s?certified|noncertified)"
)
_FIT = (
    r"(?:(?<!medically\s)necessary|warranted|indicated(?!\s+(?:that|the|in|by|on|he|she)\b)|supported|supportable|justified|justifiable|appropriate|recommended|reasonable|endorsed|substantiated|established|needed|required|called\s+for|advisable"
    r"|sensible|in\s+order|proper|merited|due|suitable|a\s+necessity|agreed\s+to|said\s+yes\s+to)"
)
_UNFIT = r"(?:unnecessary|unwarranted|unsupported|unjustified|unneeded|uncalled\s+for|inappropriate|unreasonable|premature|moot|superfluous|redundant)"
_REQUEST = r"(?:(?:the|this|these|its|said)\s+(?:\w+\s+){0,2}?(?:requests?|treatments?|services?|items?)|request|(?:it|this)(?!\s+are\b))\b"
_REVIEWER = r"(?:I|we|(?:this|the\s+present|the\s+undersigned)\s+reviewer)"
_TO_VERB = r"(?:(?:can(?:not|\s+not)?|could(?:\s+not)?|would(?:\s+not)?|will(?:\s+not)?|do(?:es)?(?:\s+not)?|must|shall|hereby|therefore|thus|hence|accordingly|consequently|so|also|am|is|unable|able|not|going|inclined|obliged|bound|prepared|free|have|left|to|respectfully)\s+){0,7}?"
_TO_REVERSE = r"(?:revers\w+|overturn\w*|vacat\w+|set(?:ting)?\s+(?:it|this|them|that|the\s+\w+)?\s*aside|disturb\w*|interfer\w+|chang\w+|depart\w*|differ\w*|disagree\w*|find\s+(?:otherwise|differently))"
_TO_GRANT = r"(?:certify\w*|certification|approv\w+|authoriz\w+|grant\w*|allow\w*|endors\w+)"
_TO_REFUSE = (
    r"(?:den(?:y|ying|ial)|refus\w+|withhold\w*|reject\w*|uphold\w*|sustain\w*|affirm\w*|turn(?:ing)?\s+\w+\s+down)"
)
_GROUND = r"\b(?:no|any|good|every|ample|sufficient|insufficient|scant|enough|clear|not\s+(?:any|enough|sufficient))\s+(?:\w+\s+)?(?:grounds?|reasons?|basis|cause|warrant|occasion|case|justification)\s+(?:here\s+)?(?:to|for|in\s+favou?r\s+of)\s+(?:\w+\s+)?"
_ASKER = r"(?:(?:the\s+|this\s+)?(?:treating|requesting|attending|injured)?\s*(?:applicant|claimant|worker|patient|employee|provider|physician|surgeon|doctor|treater|prescriber|therapist|orthopedist|podiatrist|psychologist|dentist)|(?:him|her|Dr\.?)\b)"
_SUMMED_UP = r"(?:^|[;:–—]\s)\W*(?:(?:therefore|thus|hence|so|accordingly|consequently|as\s+such|in\s+(?:sum|short|conclusion|summary)|on\s+balance|(?:for|on|given|in\s+view\s+of|in\s+light\s+of|based\s+on)\s+(?:all\s+)?(?:the\s+|this|these|that|those|such)\s*(?:\w+\s+){0,2}?(?:above|foregoing|reasons?|grounds?|basis|facts?|record|notes|points?|account)|(?:overall\s+)?(?:decision|determination|conclusion|verdict|result))\s*[,:–-]?\s+)?"
_PERHAPS_NOT = r"(?:\b(?:not|cannot)\s+|n[’']t\s+)?"
_OF_WHAT = r"(?:\s+(?:of|for|on|to|by|from|in)\s+[^.;]{1,120}?|(?:\s+[\w-]+){0,4}?)"
_NEED = r"(?:need|necessity|indication|justification|case|support|rationale)"
_SHOWN = r"(?:shown|demonstrated|established|proved|proven|made(?:\s+out)?|borne\s+out|substantiated|supported|justified|satisfied|evident|apparent)"


DECIDES: tuple[tuple[str, bool], ...] = (
    (rf"\b{_DENIAL}{_OF_WHAT}\s+(?:{_UPHELD}|{_BE}\s+(?:[\w-]+\s+){{0,2}}?{_UPRIGHT})\b|{_PERHAPS_NOT}\b(?:{_UPHELD}|keep|maintain|side\s+with|join|leave)\s+(?:in\s+)?(?:\w+\s+){{0,3}}?{_DENIAL}\b", False),
    (rf"\b{_DENIAL}{_OF_WHAT}\s+(?:{_OVERTURNED}|erred|{_BE}\s+(?:[\w-]+\s+){{0,2}}?{_UNSOUND})\b|{_PERHAPS_NOT}\b{_OVERTURNED}\s+(?:\w+\s+){{0,3}}?{_DENIAL}\b", True),
    (r"\bnon-?\s?certif(?:y|ication)\b|\brecommend(?:s|ed|ing)?\s+(?:(?:\w+\s+){0,2}?denial|against\s+(?:certification|approval|authorization|certifying|approving|the\s+request|this|it))\b|\b(?:denial|refusal)\s+(?:is|was)\s+(?:\w+\s+)?recommended\b", False),
    (rf"\b{_REVIEWER}\s+(?:\w+\s+)?(?:disagree|beg\s+to\s+differ|part\s+(?:ways|company))\b", True),
    (rf"\b{_REVIEWER}\s+(?:(?:do(?:es)?|can)\s+not|cannot)\s+(?:\w+\s+)?(?:agree|concur)\s*(?:[.;]|$)", False),
    (rf"\b{_REVIEWER}\s+(?:\w+\s+){{0,3}}?(?:agree|concur|side|in\s+agreement|(?:come|comes)\s+down\s+on\s+the\s+side)s?\s+(?:with|of)\s+{_ASKER}|\b(?:find|finds|rule|rules|decide|decides)\s+(?:for|in\s+favou?r\s+of)\s+{_ASKER}", True),
    (rf"\b(?:find|finds|rule|rules|decide|decides)\s+against\s+{_ASKER}", False),
    (rf"\b{_REVIEWER}\s+{_TO_VERB}(?:reverse|overturn|vacate)s?\b|{_SUMMED_UP}(?:(?:I|we)\s+)?(?:reverse|reversed|overturn|overturned|vacate|vacated)\s*(?:[.;,]|$)", True),
    (rf"\b{_REVIEWER}\s+{_TO_VERB}(?:uphold|sustain|affirm)s?\b|{_SUMMED_UP}(?:(?:I|we)\s+)?(?:uphold|upheld|affirm|affirmed|sustain|sustained|deny|denied|refused|disallowed|non-?\s?certified|(?:request|item|appeal)\s+(?:denied|refused|disallowed|overruled))\s*(?:[.;,]|$)", False),
    (rf"{_GROUND}(?:{_TO_REVERSE}|{_TO_GRANT})\b", True),
    (rf"{_GROUND}{_TO_REFUSE}\b", False),
    (r"(?:\b(?:not|cannot)\s+(?:\w+\s+){0,2}?)?\brecommend(?:s|ed|ing)?\s+(?:\w+\s+){0,2}?(?:certification|approval|authorization)\b"
           r"|(?<!non-)\b(?:certification|approval|authorization)\s+(?:\w+\s+){0,8}?(?:is|can(?:not|\s+not)?\s+be|must\s+be|has\s+to\s+be)\s+(?:\w+\s+)?(?:not\s+)?(?:recommended|advised|granted|given|warranted|supported|in\s+order|due|appropriate|justified|merited|indicated|possible)", True),
    (r"(?<!non-)\b(?:certification|approval|authorization)\s+(?:\w+\s+){0,4}?(?:is|must\s+be|has\s+to\s+be)\s+(?:\w+\s+)?(?:withheld|refused|declined|denied)\b", False),
    (rf"\b{NOW}\s+{_FILL}{_GRANTED}\b(?!\s+by\s+(?:the\s+)?(?:FDA|Food))|\brecommend\s+that\s+[^.;]{{1,150}}?\b(?:not\s+)?be\s+(?:not\s+)?{_GRANTED}\b", True),
    (rf"\b{NOW}\s+{_FILL}{_REFUSED}\b", False),
    (r"(?:\b(?:not|cannot|unable\s+to)\s+|n[’']t\s+)(?:\w+\s+){0,2}?(?:certify|approve|authorize|recommend|grant|endorse|support|justify|accept|okay|say\s+yes|agree\s+to|go\s+along\s+with|sign\s+off\s+on)\b", True),
    (rf"\b{_REVIEWER}\s+(?:would\s+|will\s+|can\s+|do\s+|therefore\s+)*(?:certify|approve|authorize|grant|allow)\b|^\W*(?:certify|approve|authorize)\b", True),
    (rf"{_SUMMED_UP}(?:not\s+)?(?:certified|certifiable|approved|authorized|granted|okayed)\s*(?:[.;,]|$|\bas\b)", True),
    (rf"^\W*(?:deny|denied)\b|\b{_REVIEWER}\s+{_TO_VERB}(?:deny|refuse|decline)\b(?!\s+that\b)", False),
    (r"\b(?:not\s+|fail(?:s|ed)?\s+to\s+)?(?:meets?|satisf(?:y|ies)|establish(?:es)?|supports?|demonstrates?|confirms?|justif(?:y|ies))\s+(?:\w+\s+){0,4}?medical\s+necessity\b", True),
    (rf"\b{_REQUEST}(?:\s+for\s+[^.;]{{1,150}}?)?\s+{_BE}\s+{_FILL}{_FIT}\b(?!\s+(?:when|if|where|only)\b)", True),
    (rf"\b{_REQUEST}(?:\s+for\s+[^.;]{{1,150}}?)?\s+{_BE}\s+{_FILL}{_UNFIT}\b", False),
    (rf"\b(?:no\s+)?{_NEED}\s+(?:for|of)\s+[^.;]{{1,120}}?\s+{_BE}\s+(?:\w+\s+){{0,2}}?{_SHOWN}\b", True),
    (r"\b(?:the|this)\s+(?:appeal|request|application|item|claim)\s+(?:(?:for|of)\s+[^.;,]{1,80}?\s+)?(?:must\s+|has\s+to\s+|therefore\s+|thus\s+)*(?:not\s+)?(?:fails?|founders?|falls\s+short)\b(?!\s+to\b)", False),
    (r"\b(?:the|this)\s+(?:appeal|request|application|item|claim)\s+(?:(?:for|of)\s+[^.;,]{1,80}?\s+)?(?:(?:does|can|must|should|therefore|thus|not|cannot)\s+)*(?:succeeds?|prevails?|has\s+merit)\b", True),
    (r"\b(?:favou?rable|positive|affirmative)\s+(?:determination|decision|answer|recommendation)\s+(?:\w+\s+){0,3}?(?:is|can(?:not|\s+not)?\s+be)\s+(?:not\s+)?(?:made|given|issued|possible|in\s+order|due|warranted)", True),
    (r"\banswer\s+(?:here\s+)?(?:is|must\s+be|has\s+to\s+be|remains|can\s+only\s+be)\s+(?:\w+\s+)?(?:a\s+)?[\"“']?(?:no|yes)\b", True),
)  # fmt: skip
"""What decides by itself, or is said of the request: a turn, and whether it grants where nothing in it denies."""

_THING = r"(?:(?:(?:this|these|the|such|an?|another|more|any|either|further)(?:\s+[\w-]+){1,6})|it|them|this|one)"
_SUFFERER = r"(?:worker|patient|claimant|applicant|employee|man|woman|lady|gentleman|he|she)"
_DONE = r"(?:provided|done|performed|furnished|carried\s+out|carried\s+on|given|permitted|covered|supplied|paid(?:\s+for)?|made\s+available|undertaken)"
_NOT_THEN = r"(?![^.;]*\b(?:first|before(?:hand)?|instead|prior|at\s+home|home\s+(?:exercise|program)|rather|in\s+place\s+of|only|until|unless|if|when|once|without|chance|trial|try|gradual\w*)\b)"
JUDGES: tuple[tuple[str, bool], ...] = (
    (rf"\b(?:is|are)\s+{_FILL}(?:(?<!medically\s)necessary|warranted|indicated|justified|appropriate|reasonable|called\s+for|needed)\b", True),
    (rf"\b{_BE}\s+(?:\w+\s+){{0,2}}?not\s+{_FILL}{_FIT}\b|n[’']t\s+{_FILL}{_FIT}\b|\b(?:can|could|will|would|should)(?:not|\s+not)\s+(?:\w+\s+)?be\s+{_FILL}{_FIT}\b|\b(?:none|nothing|neither|no\s+(?:[\w-]+\s+){{1,4}}?)\b[^.;,]{{0,60}}?\b(?:is|are)\s+{_FILL}{_FIT}\b", True),
    (rf"\b{_BE}\s+{_FILL}{_UNFIT}\b", False),
    (r"\b(?:is|are)\s+(?:\w+ly\s+)?supported\s*(?:[.;,]|$)|\b(?:do(?:es)?|did)\s+not\s+(?:\w+\s+)?(?:support|sustain)\s+(?:the|this|these|such|an?|it)\b|(?<!\bto\s)\bsupports?\s+(?:the|this)\s+request\b|\bnot\s+(?:persuaded|convinced|satisfied)\s+(?:of|that|by)\b", True),
    (r"\b(?:criteria|conditions|requirements|guidelines?|standards?)\s+(?:for\s+[^.;,]{1,60}?\s+)?(?:(?:is|are|was|were|has|have)\s+(?:not\s+)?|not\s+)(?:been\s+)?(?:\w+\s+)?(?:not\s+)?(?:met|satisfied|fulfilled)\b|\b(?:(?:fail(?:s|ed)?\s+to\s+)?(?:meets?|satisf(?:y|ies)|fulfil(?:ls?|s)?)|(?:do(?:es)?|did|has|have)\s+not\s+(?:meet|met|satisf(?:y|ied)|fulfil(?:l|led)?))\s+(?:(?:the|these|those|all|ODG|MTUS|ACOEM|guideline|necessary)\s+){0,3}?(?:criteria|conditions|requirements|guidelines?|standards?|them|these)\b", True),
    (r"\bno\s+(?:real\s+|present\s+|proven\s+|demonstrated\s+|established\s+)?(?:medical\s+|clinical\s+|further\s+)?(?:need|necessity|indication|justification|basis|role|place|call|case)\s+(?:here\s+)?(?:for|of|in)\b", True),
    (r"\b(?:do(?:es)?|did|can|could)\s*not\s+(?:\w+\s+)?(?:see|find)\s+(?:an?|any|much|the)\s+(?:\w+\s+)?(?:basis|reason|need|grounds?|case|cause|indication|justification|support)\s+(?:for|to)\b", True),
    (rf"\b(?:do(?:es)?|did)\s+not\s+(?:\w+\s+)?(?:need|require|warrant|justify|merit|call\s+for)\s+{_THING}\b|\b(?:needs|requires|warrants?|justif(?:y|ies)|merits?|deserves?|calls?\s+for)\s+(?:this|these|the\s+requested)\s+\w+", True),
    (rf"\b(?:should|(?:is|are)(?:\s+not)?\s+to|ought(?:\s+not)?\s+to|must)\s+(?:not\s+)?be\s+{_DONE}\b{_NOT_THEN}", True),
    (rf"\b(?:may|can|should|will|(?:is|are)\s+(?:free\s+|cleared\s+)?to|ought\s+to)\s+(?:not\s+)?(?:now\s+|therefore\s+|thus\s+)?(?:go\s+(?:ahead|forward|on)|proceed|take\s+place){_NOT_THEN}", True),
    (rf"\b{_SUFFERER}\s+(?:is\s+(?:not\s+)?entitled\s+to|(?:should|ought\s+to|must)\s+(?:not\s+)?(?:have|get|receive|be\s+given|be\s+allowed))\b{_NOT_THEN}", True),
    (r"\b(?:falls?|fails?|drops?|collapses?)\s+(?:too|also|likewise|away|as\s+well|with\s+(?:it|them|the\s+\w+)|along\s+with)\b|\b(?:suffers?|shares?|meets?)\s+the\s+same\s+fate\b|\b(?:goes|go)\s+(?:the\s+same\s+way|down\s+with)\b", False),
    (r"\bnot\s+enough\s+(?:\w+\s+){0,4}?to\s+(?:support|justify|warrant|approve|certify|reverse|overturn)\b|\b(?:nothing|no\s+(?:\w+\s+)?(?:finding|fact|record|note|evidence))\b[^.;,]{0,40}?\b(?:warrants?|justif(?:y|ies)|supports?|calls?\s+for)\s+(?:this|the|an?|it|these|another)\b|\bis\s+(?:not\s+)?an?\s+(?:\w+\s+){0,2}?(?:reasonable|appropriate|sensible|proper|fair|logical)\s+(?:\w+\s+){0,2}?(?:step|choice|request|measure|plan|use)\b|\bmakes?\s+(?:no\s+|little\s+|good\s+|perfect\s+)?(?:medical\s+|clinical\s+)?sense\b|\b(?:has|have)\s+no\s+(?:\w+\s+)?(?:place|role|merit|basis|purpose|object)\b|\bserves?\s+no\s+(?:\w+\s+)?purpose\b|\blacks?\s+(?:merit|justification|medical\s+justification|a\s+(?:medical\s+)?basis)\b", True),
    (r"\b(?:rather\s+than|instead\s+of)\s+(?:a\s+|an\s+|the\s+|another\s+)?(?:renewal|refills?|continuation|more\s+of\s+the\s+same)\s+is\s+(?:in\s+order|called\s+for|indicated|appropriate)\b", False),
)  # fmt: skip
"""What judges the treatment in the last sentence, where nothing decides."""
