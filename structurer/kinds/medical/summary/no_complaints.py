"""What stands among complaints and is none: ratings, diagnoses, findings, what helps, what was done."""

from __future__ import annotations

import re

from structurer.regex import regex


def _any(turns: tuple[str, ...]) -> re.Pattern[str]:
    return regex("|".join(turns), re.IGNORECASE)


_NONE = (
    r"\b(?:disorder|syndrome|disease|fibromyalgia|(?<!pain\swith\s)radiculopathy)\b",
    r"\d\s*/\s*10\b(?!\s+(?:[\w-]+\s+){0,3}?(?:pain|ache|discomfort|headaches?)\b)",
    r"^(?!.*\b(?:pain|ach(?:e|es|ing)|numbness|tingling|swelling|stiffness|soreness|tightness|catching)\b).*\b(?:tendin\w+|\w{4,}itis|fracture|hernia|stenosis)\b",
    r"\bout\s+of\s+(?:10|ten)\b",
    r"\b\d+\s+of\s+10\b",
    r"\bscale\s+of\b",
    r"^(?!.*\b(?:with|on|during|in|neck)\s).*\b(?:rotation|flexion|abduction|elevation|extension)\b",
    r"\b(?:makes?|made)\s+(?:it|them|this|the\s+pain|things)\s+(?:worse|better|sharper|stronger|ache|hurt)\b",
    r"\bhelps?(?:\s+(?:a\s+little|some|somewhat|it|the\s+pain))?$",
    r"\b(?:relieves?|eases|aggravates?|worsens?)\s+(?:it|them|the\s+pain)\b",
    r"^(?:tender|trigger\s+points?|full)\b",
    r"^(?:(?:activity|work)\s+)?(?:restrictions?|limitations?)\b",
    r"^(?:(?:the|his|her|average|current)\s+)*pain:?\s+(?:\d{1,2}(?![\d/])|scores?|levels?|w/o|(?:was|is)\s+[\"“]?(?:\d|at|rated|given|put|an?\s+(?:\d|(?:two|three|four|five|six|seven|eight|nine|ten)\b))|worst|over\s+the\s+(?:last|past)|of\s+\d|(?:with(?:out)?|before|after)\s+(?:meds|medications?))\b",
    r"^(?:VAS|NRS|least|worst|best|average|avg|highest|lowest)\b",
    r"^(?:been|had|subjective|multifocal|patient|occ|it\s+(?!(?:is|was)\s+(?:\w+\s+)?(?:hard|difficult|painful|impossible|tough)\b).*|come\s+back)$",
    r"\bdate\s+of\s+(?:loss|injury)\b",
    r"^(?:he\s+|she\s+)?(?:puts?|rates?|graded?|grades|gave|gives|scores?|scored|estimates?|estimated)\s+(?:the|his|her|it)\b",
    r"^does\s+not\s+(?:want|take|use|need|smoke|drink|work|agree)\b",
    r"^(?:(?:about|over|\d+\s?(?:%|percent)|some|no|good|partial|temporary|significant|excellent|adequate|moderate|minimal|pain|symptom\w*)\s+(?:of\s+)?)*relief\b",
    r"^(?:(?:the|his|her|current|pain|all)\s+)*(?:medications?|meds|therapy|treatments?|injections?|brace|TENS)\b.*\b(?:help|reliev|reduc|control|allow|eas|provid|effective)\w*",
    r"^pain\s+at\s+(?:its|his|her)\b",
    r"^(?:they|these|this)\s",
    r"^pain\s+(?:is\s+|was\s+)?(?:down|up|went|fell)\s+(?:from|to)\b",
    r"^(?:can|could)\s+now\b",
    r"^(?:(?:he|she)(?:['’]d)?\s+)?(?:(?:now|again|finally)\s+)*(?:(?:can|could)\s+(?!(?:not|only|hardly|barely|no)\b)(?:[^.;,]*\bagain\b|now\b|comb|walk\s+(?:his|her)|drive\s+again)|(?:is|was|been)\s+able\s+to|managed\s+to|(?:had|has)\s+(?:gone|resumed|returned|started)\b|gone\s+(?:to|back)\b)",
    r"^(?:he|she)['’]d\s",
    r"\bno\s+longer\s+(?:hurts?|painful|sore|swells?|swollen|aches?|numb|tingles?|bothers?|wakes?|itch\w*|locks?|catch\w*|a\s+problem|an\s+issue|uses?|takes?|needs?|has|have|feels?)\b",
    r"^(?:(?:the|his|her|an?)\s+)*(?:wife|husband|spouse|daughter|son|mother|father|partner|girlfriend|boyfriend|family|co-?workers?)$",
    r"^(?:stopped|discontinued|held|withheld|switched|weaned)\s+(?:for|due|because|after|secondary)\b",
    r"^hurt$",
    r"^[\"“]?an?\s+(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\s+(?:on|at|out)\b",
    r"^(?:sleep|appetite|mood|energy)\s+(?:is\s+|was\s+)?(?:ok|okay|good|fine|fair|normal)\b",
    r"^(?:[\w-]+\s+){1,2}(?:(?:is|are|was|were)\s+)?(?:ok|okay|fine|normal|wnl|unaffected)$",
    r"^(?:[\w-]+\s+){1,4}(?:gone|resolved)$",
    r"^(?:the\s+)?same\b",
    r"^suspect(?:s|ed)?\s",
    r"^(?:once|twice|(?:[a-z]+|\d+(?:\s*(?:-|to)\s*\d+)?)\s+times)\s+(?:an?|per|each|every|in|over|during|daily|weekly|monthly|nightly)\b[\w\s]*$",
    r"^(?:it\s+)?(?:(?:very|more|increasingly)\s+)?difficult$",
    r"^been\s",
    r"^there\s+has\s+been\s+no\b",
    r"\b(?:is|are|was|were|has|have|had)\s+(?:(?:now|since|all|been|completely|fully|largely)\s+)*(?:gone|resolved|stopped|subsided|cleared|come\s+back|returned\s+to\s+normal|back\s+to\s+normal|normal)(?:$|\s+(?:on|in|after|with|since|by)\b)(?!.*\bbut\b)",
    r"\d\s*(?:mm|cm|degrees)\b",
    r"^(?:upon|when|while|after|before|during|at|as)\s",
    r"^(?:(?:is|are|was|were)\s+)?(?:worse|aggravated|exacerbated|relieved|eased|better)\s+(?:with|w/|by|when|on|after|in|at|during|while)(?!\w)",
    r"\b(?:do(?:es)?|did)\s+not\s+(?:extend|radiate|travel|spread|tingle|hurt|swell|lock|ache|burn|itch|bother|wake|give\s+way|catch|click|buckle|cramp|throb)\b",
    r"^(?:otherwise|none|nothing|able\s+to)\b",
    r"^(?:[\w'-]+\s+){0,4}?(?:aged\s+\d\d|\d\d[\s-]*(?:years?|yrs?|y/?o|y\.o)\b)",
    r"\b(?:reduce[sd]?|decrease[sd]?|lower(?:s|ed)|relieve[sd]?|improve[sd]?|help(?:s|ed)|eased?)\s+(?:his|her|the)\s+(?:[\w-]+\s+)?(?:pain|symptoms)\b",
    r"^on\s+an?\s+(?:[\w-]+\s+){0,3}?scale\b",
    r"^(?:two|three|four|five|six|seven|eight|nine|ten)\s+(?:at|on|with|out)\b",
    r"^pain\s+(?:medic\w+|meds|management|clinic|contract|agreement|diary|specialist)\b",
    r"^(?:sleeping|eating|walking|ambulating|functioning)\s+(?:well|fine|normally|daily|independently)\b",
    r"^numeric\b",
    r"^(?:HA|headache|pain)\s+(?:intensity|severity)\b",
    r"^(?:increas|worsen|decreas)(?:ing|ed)\s+(?:with|by|on|when)\b",
    r"^(?:(?:an?|about|approximately|around|over|at\s+least|up\s+to|greater\s+than|more\s+than|>)\s+)*\d{1,3}(?:\s?-\s?\d{1,3})?\s?(?:%|percent)\s+(?:\w+\s+)?(?:reduction|decrease|relief)\b",
    r"^(?:says|states|reports)\b",
    r"^to\s+(?:see|take|use|attend|follow|treat|receive|undergo|do|perform|work)\b",
    r"^caused\b",
    r"^(?:stopped|resolved|settled|unchanged|improved|eased|controlled|resting|still|also|now|is|are|was|were|pain\s+as)$",
    r"^(?:improves?|worsens?|clears?|eases?|lessens?|diminish(?:es)?)\s+(?:in\s+part\s+)?(?:with|by|after|on|in|at|when)\b",
    r"\b(?:partial|full)[\s-]thickness\b",
    r"^hurt\s+(?:his|her)\s",
    r"^consciousness\s+for\b",
    r"^(?:Epworth|PHQ|GAD|BDI|BAI|GAF|Beck)\b",
    r"^(?:pain|it|symptoms?)\s+(?:(?:is|are|was|were)\s+)?(?:increase[sd]?|decrease[sd]?|diminish\w*|lessen\w*|worsen\w*|improve[sd]?|aggravated|exacerbated|relieved|eased|alleviated)\s+(?:with|w/|by)(?!\w)",
)
"""A rating, a diagnosis, what helps, or what has been done."""
NO_COMPLAINT = _any(_NONE)

_ELSEWHERE = (
    r"\b(?:requests?|requested|requesting|plans?|prescri\w+|refill\w*|returns?\s+for|seen|work\w*|records?|notes?|report\w*|date|doctor|physician|provider|injury|accident|fell|medically|meds|restrict\w+|weight|denied|denies|brought|transported|admitted|ambulance|hospital\w*|(?:19|20)\d\d)\b",
    r"^(?:in|on|at|during|while|when|after|before|since|by|as|due)\s",
    r"^(?:he|she|it|they|this|these|none|all|other|others|neck|etc)$",
    r"^\W*$",
    r"^\d",
)
"""What tells, of a phrase without a word for a symptom, that it is about something else."""
NO_SYMPTOM = _any(_ELSEWHERE)

_BY_EXAMINER = (
    r"^(?:(?:the|his|her)\s+)?(?:fist|scars?|ridge|graft|incisions?|portals?|wounds?|burns?|swelling|edema|effusion|bruising)\s+(?:(?:is|are|was|were|now|much|well|nearly)\s+)*(?:complete|flatter|flat|softer|paler|healed|closed|intact|full|down|resolved|less|improved|dry|clean)$",
    r"\b(?:non-?tender|negative|intact|bruising(?:\s+(?:over|below|about|around|of|at)\b.*)?|ecchymosis)$",
    r"\b(?:test|sign|maneuver)s?\s+(?:is\s+|was\s+)?(?:positive|negative)\b",
)
"""What an examiner found, among what a note tells in one breath."""
FOUND = _any(_BY_EXAMINER)

_CAUSES = (
    r"since\s+(?!he\b|she\b|starting|taking|(?:the|his|her)\s+(?:last|previous|prior)|the\s+\w+(?:in|en|ol|am)\b)",
    r"(?:arising|stemming|resulting|dating)\s+(?:back\s+)?(?:from|to)\b",
    r"from\s+(?:years|repeated|repetitive|cumulative|constant|an?\s+(?:[\d/-]+\s+)?(?:fall|injury|accident|motor|work)|the\s+(?:fall|injury|accident|incident))",
    r"(?:said|felt|thought|believed|alleged)\s+to\s+(?:have|be)\b",
    r"following\s+(?:an?|the|his|her)\s",
    r"after\s+(?:an?\s+(?:fall|work|slip|motor)|the\s+(?:fall|injury|accident|incident)|falling|being)\b",
    r"as\s+a\s+result\s+of",
    r"caused\s+by",
    r"told\s+by\b",
    r"and\s+(?:improves?|(?:is|are|was|were)\s+(?:relieved|eased|alleviated))\s+(?:with|by)\b",
    r"attributed\s+to",
    r"put\s+down\s+to",
    r"sustained\b",
    r"secondary\s+to",
    r"due\s+to\s+(?:repetitive|repeated\w*|cumulative|continuous|prolonged|years)\b",
    r"to\s+contact\s+with\b",
    r"after\s+(?:exposure|(?:several\s+|many\s+)?(?:months|years|decades)\s+of|catching|slipping|tripping|getting\s+(?:hit|struck))\b",
    r"after\s+an?\s+(?:[\w'-]+\s+){1,5}?(?:rolled|fell|struck|hit|crushed|caught|landed|slipped|swung|kicked|bit|ran\s+over)\b",
    r"with\s+\d[\d/-]+\s+as\b",
    r"for\s+(?:he|she)\s",
    r"(?:has|have|had)\s+been\s+(?:present|there|ongoing|unchanged)\b",
    r"(?:was|were|is|are)\s+(?:also\s+|again\s+)?(?:reported|noted|described|complained\s+of|mentioned|endorsed)\s*$",
    r"(?:is|are|remains?)\s+(?:the|his|her)\s+(?:(?:chief|main|only|biggest|primary)\s+)?(?:complaints?|concerns?|problems?)\b",
    r"reportedly\s+(?:associated|due|from)",
    r"(?:that|which)\s+(?:began|started|came\s+on)",
    r"with\s+date\s+of",
)
"""What brought a symptom about, or that it was told, which is no part of it."""
CAUSE = regex(rf",?\s+(?:{'|'.join(_CAUSES)})", re.IGNORECASE)

DIAGNOSED = regex(
    r"\b(?:strains?|sprains?|tears?|fractures?|impingement|stenosis|apnea|hypertension|diabetes|nonunion|herniation|derangement|bruxism|(?!neur|my)\w{4,}algia|\w{4,}itis|\w{4,}opathy|syndrome|disorder|disease)\b",
    re.IGNORECASE,
)
"""Words of a list that is one of diagnoses."""
