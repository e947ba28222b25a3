"""What stands before and behind the name of a service in a heading: why, when, how much, where, with what."""

from __future__ import annotations

import re

from structurer.interpret import NUMBER_WORD
from structurer.kinds.medical.heading.body import PART, SIDE
from structurer.regex import regex

# What stands before the service: why, when and how much of it is asked for.
_AMOUNT_OF = (
    r"(?:sessions?|visits?|treatments?|units?|refills?|bottles?|box(?:es)?|tubes?|containers?|jars?|packs?|sets?|pairs?|trials?|rounds?"
    r"|hours?|hrs?|days?|courses?|cycles?|doses?|vials?|syringes?|tablets?|tabs?|capsules?|caps?|patch(?:es)?)"
)
_NUMBERED = rf"(?:{NUMBER_WORD}|\d+)(?:\s*\(\s*(?:{NUMBER_WORD}|\d+)\s*\))?"
# Tests that may be done again, as no visit is: "follow-up MRI".
FOLLOW_UP_TESTS = r"labs?|x-?rays?|MRIs?|imaging|urine|UDS|EMGs?|NC[VS]s?|CT|ultrasounds?|sonograms?|DEXA|bone\s+(?:scan|density)|EKG|ECG|echocardio\w*|sleep\s+study"
# "four wheeled walker": a number of what it is made of.
_NO_MAKE = r"(?![\s-]+(?:phase|view|wheel|point|prong|level|lead|channel|way|stage|in-?\s?\d))"
_LEADS = (
    r"(?:retro(?:spective|active)?(?:ly)?|prospective|concurrent)(?:\s+(?:request|review))?(?:\s+(?:for|of))?",
    r"associated\s+surgical\s+services?",
    r"\(?(?:CPT|HCPCS)(?:\s+codes?)?\s*#?:?\s*[A-Z]?\d{4,5}\)?|(?-i:[A-Z]\d{4})",
    r"\(?(?:DOS|dates?\s+of\s+service):?\s*[\d/.-]+\)?",
    r"(?:DME\s+)?purchase(?=\s*:)|prescription\s+drug(?:,\s*(?:brand\s+name|generic))?(?=\s*:)",
    r"\(?(?:post|pre|peri)[\s-]?\s?(?:op(?:erative(?:ly)?)?|surgical|surgery)\)?",
    r"additional|continued?|continuation\s+of|repeat|ongoing|further|outpatient|inpatient(?=\s+(?:[\w/-]+\s+){0,4}?(?:\w+ectomy|\w+plasty|\w+desis|\w+otomy|fusion|surgery|arthroscop\w+|ORIF|decompression|repair|reconstruction|revision|replacement)\b)|in-?office|urgent|new(?!\s+terocin)|possible|one[\s-]time",
    r"(?:continued\s+|ongoing\s+)?(?:use|usage)\s+of",
    r"(?:first|second|third|fourth|fifth|[1-5](?:st|nd|rd|th))(?=\s+[a-z])(?!\s+(?:opinion|assist|surgical|extensor|dorsal|meta[ct]|web|toe|finger|occipital))",
    r"(?:purchase|rental)\s*(?:/|or|and)\s*(?:purchase|rental)\s+(?:of|for)|replacement\s+of(?:\s+the)?",
    r"(?:purchase|rental|prescription|provision|dispensing|refills?|renewal|authorization|extension)\s+(?:of|for)",
    r"(?:pharmacy\s+)?purchase\s+(?:of|for)",
    r"durable\s+medical\s+equipment(?=\s*:)",
    r"(?:DME|facility|service|surgery|procedure)(?=\s*[:-])|DME",
    r"(?:medications?|medical\s+foods?|rx|dental|referral)(?=\s*:)",
    r"(?:(?:topical\s+)?compound(?:ed)?(?:\s+topical)?|topical)(?:\s+(?:cream|ointment|gel|medications?))?(?=\s*:(?:(?!\band\b)[^,:])*\Z)|compound(?:ed)?(?=\s*:)",
    r"labs?(?=\s*:(?:(?!\band\b)[^,:])*\Z)",
    rf"follow-?\s?up(?=\s+(?:{FOLLOW_UP_TESTS})\b)",
    r"series\s+of(?:\s+\d+)?",
    r"(?:\d+|ten|twelve)[\s-]panel(?=\s+urine)",
    rf"{_NUMBERED}[\s-]+hours?(?=\s+(?:holter|urine|EEG|ambulatory|observation|stay|inpatient|hospital))",
    r"(?:ultrasound|fluoroscop\w+|CT)[\s-]guided",
    SIDE,
    rf"{_NUMBERED}?[\s-]*(?:weeks?|months?|days?|years?)'?\s+(?:home(?:[\s-]based)?\s+)?(?:trial|supply|course|rental|stay|period|use)\s+(?:of|at|in)(?:\s+an?)?",
    rf"{_NUMBERED}[\s-]*(?:days?|weeks?|months?|years?)(?=\s+[a-z])",
    r"(?:24|twenty[\s-]four)[\s-]hours?(?=\s+(?:home|nurs|care|aide|attend|superv|holter|urine))",
    r"(?:1\.5|3(?:\.0)?|three)[\s-]?(?:tesla|(?-i:T))(?=\s)",
    r"(?:initial\s+)?trial\s+of",
    r"(?:unknown|unspecified)\s+(?:sessions|number|quantity|amount|prescription|duration)\s+(?:of|for)",
    rf"purchase|rental|level\s+\d|(?:up\s+to|initial)(?=\s+{_NUMBERED}\s)|{_NUMBERED}\s?(?:-|to|or)\s?{_NUMBERED}\s+{_AMOUNT_OF}\s+of",
    r"(?:the\s+)?requests?\s+for|an?|the|with|is|for|unknown|unspecified",
    rf"{_NUMBERED}{_NO_MAKE}(?:\s+(?:additional\s+|more\s+)?{_AMOUNT_OF}(?:\s*\([^()]{{0,40}}\))?\s+of)?",
    rf"{_AMOUNT_OF}\s+of",
)
BEFORE = regex(rf"\s*(?:(?:{'|'.join(_LEADS)})(?:\s*[:,]\s*|\s+[-–]\s+|\s+(?=\S)))", re.IGNORECASE)
# An operation of several steps is named by all of them.
_STEP = (
    r"(?:evaluation\s+of|(?:possible\s+|and/or\s+)?(?:[\w-]+\s+){0,3}?(?:\w+(?:ectomy|plasty|otomy|desis|rrhaphy|lysis)|repair|release|debridement|decompression"
    r"|excision|removal|fusion|(?:allo|auto)?graft(?:ing)?|fixation|instrumentation|plat(?:es?|ing)|screws?|cages?|hardware|lysis|reconstruction|resection|transposition|exploration|augmentation|mesh|SAD|Mumford|ORIF)\b)"
)
# What belongs to a bed or a chair: "hospital bed with a trapeze bar".
_FITTED = r"(?:an?\s+)?(?:[\w-]+\s+){0,4}?(?:mattress|rails?|trapeze|cushion|footrests?|armrests?)"
# What belongs to the name of a membership, a test or a device: "with pool access", "with psychometric testing".
_ALONG = r"(?:(?:heated\s+)?pool\b|(?:[\w-]+\s+){0,3}?(?:access|modalit(?:y|ies)|testing|garments?|sleeves?|titration|codeine)\b)"
# What goes on behind a second name in brackets: "Voltaren (diclofenac) gel".
_FORM = (
    r"(?:ER|XR|SR|DR|CR|XL|LA|HCL|gel|cream|patch(?:es)?|ointment|lotion|tablets?|capsules?|injections?|infusions?|blocks?|units?|device|machine"
    r"|system|therapy|study|test|evaluation|program|brace|orthosis)"
)
# "spine surgeon": the part belongs to who is seen.
NO_SPECIALIST = r"(?!(?:\s*(?:and|&|/)\s*(?:upper\s+|lower\s+)?\w+)?\s+(?:\w+\s+)?(?:(?:surgeon|specialist|doctor|physician|clinic)\b|surgery\s+(?:consult|eval|re-?eval|referral|follow|clinic|visit|opinion)))"
# "repair of a left inguinal hernia": the part belongs to what is operated on.
_NO_DISEASE = r"(?!(?:\s*(?!(?:to|for|with|and|due|rule|status|post|after|from|s/p|r/o)\b)[\w-]+){0,3}?\s+(?:hernias?|fractures?|tears?|mass|cysts?|lesions?|tumou?rs?|neuromas?|lipomas?|hardware|contractures?)\b)"
# "total knee arthroplasty": the part stands within the name.
_NO_JOINT = r"(?!\s+(?:joint\s+)?(?:arthroplasty|replacement|resurfacing)\b)"
# For what is asked belongs to the name where it is a program or a device: "evaluation for a pain program".
_NAMED_FOR = (
    r"(?!\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}?(?:programs?|FRP|units?|machine|wheelchair|walker|pump|CPAP)\b)"
)
_SEEN = r"(?<!consult)(?<!consultation)(?<!visit)(?<!visits)(?<!opinion)(?<!referral)(?<!follow-up)(?<!follow\sup)(?<!evaluation)(?<!and\streat)(?<!&\streat)(?<!and\streatment)(?<!&\streatment)(?<!appointment)"
# What somebody is referred for, where that is care or somebody: it belongs to the name.
_REFERRED_FOR = r"(?:an?\s+)?(?:[\w-]+[\s/]+){0,3}?(?:consult\w*|eval\w*|therapy|acupuncture|chiropract\w*|massage|PT|OT|psych\w*|counsel\w*|management|testing|stud(?:y|ies)|injections?|surgery|treatment|opinion|specialist|surgeon|\w*ologist)\b"
# What ends it: where it is done, with or without what, how often, and everything behind a comma.
_ENDS = (
    rf"\s+(?:for|of|to|on|in|at|over)\s+(?:the\s+|his\s+|her\s+|unspecified\s+)?(?={PART}{NO_SPECIALIST}{_NO_DISEASE})",
    rf"\s+(?:for|of|to|on|in|at|over)\s+(?:the\s+)?(?={SIDE}\s{_NO_DISEASE})",
    r"\s+(?:with|without|w/|w/o)\s*(?:contrast|dye|gadolinium)\b",
    rf"{_SEEN}\s+(?:with\b|w/)(?!\s*(?:an?\s+)?(?:possible\s+)?(?:{_STEP}|{_FITTED}|{_ALONG}))",
    r"\s+(?:with|w/)\s*(?:\d|one\b|two\b|three\b|supplies|refills?)",
    r"\s+(?:under(?!\s+(?:general\s+)?an(?:a)?esthesia)|via|using|utilizing|including|per|as\s+an?|prior\s+to|before|after|following)\b",
    r"\s+(?:by\s+mouth|orally|po|subcutaneous(?:ly)?|intramuscular(?:ly)?|IM)\b(?!\s+injection)",
    r"\s+(?:for|to)\s+(?:an?\s+|the\s+)?(?:evaluat\w+|treat\w*|assess\w*|help|assist|home\s+use|address|rule|determine)\b",
    rf"(?:(?<=clearance)\s+by|(?<=transportation)\s+(?:to|from)|(?<=transport)\s+(?:to|from))\b|(?<!\breferral)\s+(?:for|regarding|re(?!-))\b{_NAMED_FOR}|(?<=\breferral)\s+(?:for|regarding|re(?!-))\b(?!\s+{_REFERRED_FOR})",
    r"(?:(?<=injection)|(?<=injections)|(?<=block)|(?<=blocks))\s+(?:to|into|of|for|at)\b",
    r"\s+trial\s+of\b",
    r"\s+(?:at|of|for)\s+(?:the\s+)?levels?\b",
    r"\s+(?:through|within|outside|inside)\s+(?:of\s+)?(?:the\s+)?(?:MPN|network|PPO|HMO)\b",
    r"\s+(?:at|during)\s+(?:all\s+|each\s+|every\s+)?(?:[\w-]+\s+)?(?:appointments?|visits?)\b",
    r"\s+(?:purchase|rental)\b",
    rf"\s+\((?!(?-i:[A-Z]{{2,6}})\)\s+[a-z])(?![^)]{{0,80}}\)(?:\s*/|\s+{_FORM}\b))",
    r"\s+to[\s/-]+(?:and\s+)?from\b",
    r"\s+by\s+(?=car|taxi|van)",
    r"\s+of\s+(?:the\s+)?(?=internal|external)",
    rf"\s*,(?!\s*(?:and\s+|&\s+)?{_STEP})",
    r"(?<!tylenol)(?<!codeine)\s+#|\s*;",
    r"\s+(?:times|x)\b(?!\s*-?\s?rays?)",
    rf"{_SEEN}(?<!office)(?<!return)(?<!clinic)(?<!home)(?<!room)(?<!telehealth)(?<!urgent\scare)(?<!\bER)\s+(?:sessions|(?:session|visits?|treatments)\b(?!\s+with))\b",
    r"\s+\(?(?:DOS|dates?\s+of\s+service|service\s+date|CPT|HCPCS|ICD|body\s+parts?|dispensed|qty|quantity)\b",
    r"(?<!\bin)\s+\(?(?=\d)(?!\d+\s+in\s+\d)",
    rf"(?<!trigger)\s+(?={PART}{NO_SPECIALIST}{_NO_DISEASE}{_NO_JOINT})",
    r"\s+[-–]\s",
    rf"(?:(?<=\bMRI)|(?<=\bCT)|(?<=\bPT)|(?<=x-ray)|(?<=therapy)|(?<=puncture)|(?<=practic)|(?<=injection)|(?<=surgery)|(?<=massage)|(?<=arthroscopy))[-–](?=(?:{SIDE}\s+)?{PART}{NO_SPECIALIST}{_NO_DISEASE})",
    r"\s+(?:was\b|(?:performed|obtained|collected|completed|done|rendered|provided|dispensed)\s+on\b)",
)
AFTER = regex("|".join(_ENDS), re.IGNORECASE)
