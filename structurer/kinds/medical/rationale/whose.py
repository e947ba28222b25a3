"""The words that tell whose a sentence of a rationale is: a guideline's, of the case, or the reviewer's conclusion."""

from __future__ import annotations

import re

from structurer.kinds.medical.rationale.words import NO_CLEAR_INDICATION, ONCE
from structurer.regex import regex

# A sentence that tells what a guideline says in general; of the worker it says nothing.
_SAYS = r"(?:states?|says?|recommend(?:s|ed)?|notes?|indicates?|supports?|allows?|requires?|suggests?|advises?|holds?|finds|endorses?|reserves?|remarks?|lists|accepts?|do(?:es)?\s+not|consider\w*)"
GENERAL = regex(
    rf"(?<!\bas\s)(?<!\bas\sthe\s)(?<!which\s)(?<!which\sthe\s)(?<!that\s)(?<!what\s)(?<!than\s)(?<!that\sthe\s)(?<!what\sthe\s)(?<!than\sthe\s)\b(?:guidelines?|MTUS|ODG|ACOEM|CA\s+MTUS|chapter|AHRQ|literature)\b[^.]{{0,80}}?\b{_SAYS}\b"
    r"|,\s*(?:according\s+to|per|says?|so|under|in|by)\s+(?:the\s+)?(?:[\w-]+\s+){0,4}?(?:guidelines?|MTUS|ODG|ACOEM|Official\s+Disability)\b"
    r"|\b(?:these|those|same|cited)\s+(?:pages?|paragraphs?|sections?|chapters?|tables?)\b[^.]{0,40}?\b(?:says?|adds?|states?|allows?|provides?|notes?)\b"
    r"|^\W*(?:criteria|indications?|recommend\w*|there\s+is\s+(?:insufficient|strong|limited)\s+evidence|studies|according\s+to|per\s+(?:the\s+)?(?-i:[A-Z]))"
    r"|\b(?:in|for|among|of)\s+(?:those|patients|people|individuals|persons|selected\s+(?:patients|cases))\b|\bpatients\s+(?:who|with|whose|on|in\s+whom)\b"
    r"|\b(?:is|are)\s+(?:an\s+option|limited\s+(?:by|to)|reserved\s+for|allowed\s+(?:for|in|when)|supported\s+(?:in|for|when)|advised\s+(?:for|in|when))\b"
    r"|\b(?:is|are)\s+(?:\w+\s+)?(?:endorsed|advised|supported|recommended|accepted|allowed|permitted|suggested|favou?red)\s+by\s+(?:the\s+)?(?:\w+\s+)?(?:guidelines?|MTUS|ODG|ACOEM|FDA)\b"
    r"|\b(?:as|says|say|writes|holds|adds)\s+(?:the\s+)?(?:guidelines?|MTUS|ODG|ACOEM)\b(?!\s+(?:requires?|asks?|wants?|demands?|calls?|expects?|stipulates?))(?:\s+(?:has|have|puts?|defines?|says)\s+it)?"
    r"|\bindiscriminate\s+imaging\b|\bfalse[\s-]{1,2}positive\s+(?:findings|results)\b|\bin\s+most\s+instances\b|\b(?:et\s+al|20\d\d\))"
    r"|\b(?:is|are|may\s+be|can\s+be)\s+(?:(?!only\b)\w+\s+)?(?:recommended|supported|indicated|considered|appropriate|required|repeated|tried|attempted|extended)\s+(?:for|as|if|after|when|only|to|where)\b",
    re.IGNORECASE,
)
# A sentence whose subject is a guideline tells what it says, whatever the verb: "ODG looks for ...", "Guidelines accept ...".
_NAMED = r"(?:MTUS|ODG|ACOEM|FDA|Medicare|AAOS|AMA|AHRQ|Official\s+Disability\s+Guidelines?|[\w-]+\s+(?:academy|college|society|association)|guidelines?|labeling)"
NAMED = regex(
    r"(?<!that\s)(?<!than\s)(?<!what\s)(?<!which\s)(?<!times\s)(?<!that\sthe\s)(?<!than\sthe\s)(?<!what\sthe\s)(?<!times\sthe\s)(?<!over\sthe\s)(?<!above\sthe\s)(?<!beyond\sthe\s)\b(?:MTUS|ODG|ACOEM|Official\s+Disability\s+Guidelines?)\b"
)
LEADS = regex(
    rf"^\W*(?:(?:moreover|further(?:more)?|additionally|also|in\s+addition|even\s+then|(?:regarding|with\s+(?:regard|respect)\s+to|as\s+(?:for|to)|for)\s+[^,.;]{{2,60}}),?\s+)?"
    rf"(?:(?:the|under|per|according\s+to|pursuant\s+to|neither|while|although)\s+)*(?:(?:CA|California|current|cited|applicable|same)[\s-]+)*{_NAMED}\b",
    re.IGNORECASE,
)
# What guidelines never say of themselves: that they are met, or not.
MEASURED = regex(
    r"\b(?:met|satisfied|fulfilled|exceeded|surpassed|observed|followed|unmet|on\s+top\s+of|exceeds?\s+(?:that|this|it|these)|(?:goes|runs|extends|lasts|reaches|is|are|lies?)\s+(?:\w+\s+)?(?:past|beyond|over|above)\s+(?:the|what|that|its)|(?:past|over|above|beyond|double|twice)\s+(?:the\s+)?(?:ODG|MTUS|ACOEM|guideline))\b|\bnot\s+(?:\w+\s+)?(?:fit|meet|satisfy)\b",
    re.IGNORECASE,
)
OF_ONE_CASE = regex(
    r"\b(?:injured\s+worker|(?:the|this)\s+(?:worker|member|employee|claimant|applicant|request)|this\s+(?:patient|case|individual|man|woman)|he|she|his|her|was|were|has\s+been|have\s+been|request(?:ed|s)?|current(?:ly)?)\b",
    re.IGNORECASE,
)
CONDITION = regex(r"\b(?:where|if|when|unless|until|once|who|whose)\b", re.IGNORECASE)
# How a guideline goes on in its next sentence: a rule for anybody, without a word of the case.
RULE_GOES_ON = regex(
    r"^\W*it\s+(?:adds|says|notes|states)\b|\b(?:generally|usually|typically|ordinarily|may|should|whether\s+(?:cream|gel|lotion)|it\s+is\s+(?:not\s+)?recommended|if|unless|(?:is|are)\s+(?:also\s+|likewise\s+|only\s+|not\s+)*(?:approved|indicated|recommended|supported|advised|considered)\s+(?:for|in|as|when|if|only))\b",
    re.IGNORECASE,
)
_ONE = r"(?:injured\s+worker|(?:the|this)\s+(?:worker|member|employee)|(?<!part\sof\sthe\s)(?<!where\sthe\s)(?<!if\sthe\s)(?<!,\sor\sthe\s)(?<!when\sthe\s)(?<!unless\sthe\s)(?<!until\sthe\s)patient|claimant|applicant|employee|he|she|IW)"
ABOUT_CASE = regex(
    rf"\b(?:{_ONE}|this\s+(?:case|request|individual|worker|man|woman|gentleman|lady|person|diagnosis|condition)|in\s+this|would\s+(?:exceed|surpass)|(?:is|are|was|were)\s+(?:being\s+)?(?:requested|sought|asked\s+for|ordered|proposed)|(?:exceeds?|surpass(?:es)?)\s+(?:the|what|this|that|these)|(?:is|are|was|were)\s+(?:far\s+|well\s+)?(?:beyond|above|in\s+excess|more\s+than\s+(?:the|what)|double|twice\s+(?:the|what)|outside)|(?:is|are|falls?)\s+within|provider|surgeon|prescriber|RFA|(?:the|this)\s+(?:file|chart|treating|requesting)|records?|(?:these|those|such)\s+(?:[\w-]+\s+){{0,2}}?(?:measures?|steps?|options?|alternatives?)|(?:was|were|has|have|had)(?:\s+(?:not|never)|n[’']t)\s+(?:yet\s+)?(?:been\s+)?(?:tried|used|given|prescribed|attempted|offered)|(?<!\bon\s)(?<!upon\s)(?<!with\s)documentation|treater"
    r"|the\s+(?:request(?:ed)?|current(?:ly)?)|(?:number|amount|quantity|frequency)\s+of)\b",
    re.IGNORECASE,
)
# Where a rationale turns from guidelines and history to its own judgement. What stands before it judges nothing.
TURNS = regex(
    rf"^\W*(?:(?:however|furthermore|additionally),?\s+)?(?:in\s+(?:this|the\s+(?:present|current|instant))(?:\s+{_ONE}[’']s)?\s+(?:case|situation|instance)\b|in\s+the\s+case\s+(?:of\s+this\b|at\s+hand\b)"
    rf"|(?:regarding|for|in)\s+this\s+{_ONE}(?:[’']s\s+case)?\b|within\s+the\s+(?:\w+\s+)?documentation\s+(?:available|provided|submitted)|here\b)",
    re.IGNORECASE,
)
ONLY_CONCLUDES = regex(
    r"^\W*(?:in\s+this\s+\w+|here),?\s+(?:the\s+)?(?:medical\s+necessity|request)\b[^.;]{0,80}\bnot\b", re.IGNORECASE
)
"""A sentence that turns to the case and only concludes: what stands before it is judgement all the same."""
# What no guideline says: a quotation that is still open here was never closed.
REVIEWER = regex(
    r"\W*(?:(?:however|further(?:more)?|additionally),?\s+)?(?:(?:the|this)\s+(?:\w+\s+){0,2}?(?:medical\s+(?:records?|documentation)|request|claimant|injured\s+worker|(?:treating|requesting)\s+(?:physician|provider))\b|in\s+this\s+case\b|as\s+such\b|therefore\b|there\s+(?:is|was|are|were)\s+(?:no|a\s+lack\s+of|insufficient)\s+(?:\w+\s+)?(?:document\w*|indication|mention|discussion)\b)",
    re.IGNORECASE,
)
# A guideline that recommends against a treatment only as a rule, and says when it does not.
UNLESS = regex(
    r"\b(?:not\s+(?:\w+\s+)?(?:recommend\w*|support\w*|advis\w*|endors\w*)|advis\w+\s+against|recommends?\s+against|turns?\s+down|discourag\w*)\b[^.;]*\bunless\b|\bnot\s+(?:\w+\s+)?recommended\s+(?:if|when|where)\b",
    re.IGNORECASE,
)
FLATLY = regex(
    r"\b(?:outside\s+(?:of\s+)?|not\s+(?:be\s+)?(?:generally\s+)?(?:considered|regarded|held|seen|counted|count)\s+(?:as\s+|to\s+be\s+)?(?:an?\s+)?)(?:medical|proper)\s+(?:treatment|care)\b"
    r"|\bmedical\s+(?:treatment|care|services)\s+do(?:es)?\s+not\s+include\b(?![^.;]*\bonly\s+(?:care|services?)\s+(?:\w+\s+)?needed)|\bnot\s+recommended\s+(?:at\s+all\b|and\s+(?:\w+\s+)?not\s+(?:indicated|intended|meant|to\s+be)\b)",
    re.IGNORECASE,
)
"""What is no treatment at all, or not recommended for anybody, whatever conditions follow."""
CONDITIONAL = regex(
    r"\b(?:only\s+(?:if|when|where)|reserved|isolated|to\s+be\s+homebound\s+means|stand-?alone|should\s+not\s+be\s+(?:done|used|given)\s+(?:if|when|for\s+the\s+sole)|unless\s+(?:\w+\s+){0,4}?(?:symptoms?|red\s+flags?|neurolog\w*|signs?|findings?|progress\w*|change\w*|radiculopathy|surgery)|until|routine|routinely|in\s+the\s+absence\s+of|(?:beyond|longer\s+than|more\s+than)\s+(?:\w+\s+){1,3}?(?:days?|weeks?|months?)|first[\s-]line|long[\s-]term|prolonged|chronic\s+use|to\s+other\s+agents|before(?!\s+or\s+after)|prior\s+to|not\s+(?:\w+\s+)?recommended\s+(?:if|when)|(?:the\s+)?same\s+day|series[\s-]of[\s-](?:three|3)|other\s+than\s+(?:an?\s+)?local\s+an(?:a)?esthetic|should\s+not\s+be\s+performed\s+(?:in|on)\s+patients|surface\s+EMGs?)\b"
    r"|\bbut\b.*(?<!\bnot\s)\b(?:recommended|considered|option|may\s+be|can\s+be|appropriate)\b",
    re.IGNORECASE,
)
# Guidelines that say nothing of a treatment; the records may still hold all that is needed.
SILENT = regex(r"\b(?:guidelines?|MTUS|ODG|ACOEM|UR|utilization\s+review|claims\s+administrator)\b[^.]{0,40}?\b(?:do(?:es)?|did)\s+not\s+(?:\w+\s+)?(?:address|discuss|mention)", re.IGNORECASE)  # fmt: skip
# "When the number of visits exceeds the guideline, ...": a case that is thought of.
SUPPOSED = regex(rf"\b(?:if|when|where|{ONCE})\s+(?:the\s+|a\s+)?[^,.;]{{3,100}},", re.IGNORECASE)

# The last sentence, that says what follows from the reasons and is none.
CONCLUSION = regex(
    r"(?:(?:therefore|as\s+such|thus|hence|consequently)\b|(?:this|the)\s+request\s+(?:\w+\s+)?not\s+(?:meet|satisf)).*\bmedically\s+necessary"
    r"|(?:(?:therefore|as\s+such|thus|hence|consequently|accordingly),?\s+)?(?:the\s+)?medical\s+necessity\b(?!\s+criteria)[^.;]{0,140}?\bnot\s+(?:been\s+)?met\W*$"
    rf"|{NO_CLEAR_INDICATION}",
    re.IGNORECASE | re.DOTALL,
)


# Where a sentence turns from what a guideline says to the case.
TO_CASE = regex(
    r"\s*;\s+|\s+and\s+(?=there\s+(?:is|are|was|were)\s+no\s+(?!known|evidence|proven|good|high|quality|data|literature|studies|reason|doubt))|,\s+(?:and|but|yet|so|while|whereas)\s+(?=(?:this|these|his|her|he|she|no|neither|nothing|nobody|none|there(?!\s+is\s+no\s+(?:known|evidence|proven|good|high|quality|data|literature))|what|it\s+is|the\s+(?:worker|patient|claimant|applicant|employee|films?|MRI|exam\w*|chart|notes?|records?|plan|order|reports?|request\w*|surgeon|provider|treater|physician|doctor))\b)",
    re.IGNORECASE,
)
OF_CASE = regex(
    rf"{ABOUT_CASE.pattern}|^(?:his|her|no|neither|nothing|nobody|none|there|the\s+(?:films?|MRI|exam\w*|chart|notes?|plan|order|reports?|results?|percentage|surgeon|physician|doctor))\b",
    re.IGNORECASE,
)
# What was looked for in the records is of the case, however the sentence goes on.
OF_RECORDS = regex(
    r"\b(?:could\s+not\s+be\s+|(?:was|were)\s+(?:not|never)\s+(?:\w+\s+)?|no(?:ne|thing)?\s+(?:\w+\s+){0,3}?(?:was|were)\s+)(?:found|located|submitted|provided|sent|included|documented|recorded|reported|examined|performed|described|noted|tried)\b",
    re.IGNORECASE,
)
GUIDE = regex(r"\b(?:guidelines?|MTUS|ODG|ACOEM|chapter|AHRQ|literature|studies|trials|patients)\b", re.IGNORECASE)
