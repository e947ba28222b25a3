"""The turns of phrase that lead up to diagnoses, one a line; many do where a disease follows, and to nothing else."""

from __future__ import annotations

from structurer.kinds.medical.summary.diseases import DISEASE
from structurer.kinds.medical.summary.openings import TOLD

_DISEASE = f"(?:{DISEASE.pattern})"
_AHEAD = rf"(?=[^.;]{{0,60}}?{_DISEASE})"
"""Where a disease is named not far on."""
_NEXT = rf"(?=(?:[\w'’/-]+\s+){{0,5}}?{_DISEASE})"
"""Where what comes next is a disease."""

_PROVIDER = r"(?:orthop\w+|surgeon|physician|doctor|provider|psychiatrist|psychologist|specialist|chiropractor|podiatrist|dentist|clinician|attending|practitioner|optometrist|audiologist|internist|neurosurgeon|physiatrist|acupuncturist|examiner|evaluator|PTP|AME|QME|(?:emergency|urgent)\s+\w+|\w+ologist)"
_LIST_OF = r"(?:entr(?:y|ies)|codes?|list(?:ings?)?|labels?|impressions?|conclusions?|considerations?|formulations?|summar(?:y|ies))"
_LABEL = rf"(?:diagnos(?:[ei]s|tic)\s+{_LIST_OF}|diagnos[ei]s|impressions?|assessments?)(?:\s+(?:on|of|from|dated)\s+(?:that\s+day|[\d/-]+))?"
_BY = rf"\s+(?:the\s+|his\s+|her\s+)?(?:[\w-]+\s+)?{_PROVIDER}\b"
"""Whose diagnosis it is."""
_RANK = r"(?:the\s+)?(?:(?:current|present|final|clinical|working|treating|industrial|primary|principal|overall|pertinent|provisional|discharge|admitting|post-?operative|pre-?operative)\s+)*"
_NO_LIST = rf"(?!(?:{_LIST_OF}|of|is|are|was|were|be|been|by|on|from|for|per|as|at|in|to|and|or|with|without|that|which|has|have|had|not|no|made|given|dated|pending|deferred|unchanged|remain\w*|reads?|runs?|stands?|contains?|names?|includ\w+|consist\w*|show\w*|reveal\w*|not(?:ed|es)|indicat\w+|demonstrat\w+|document\w+|suggest\w*|confirm\w*|found)\b)"
_BEGINS = r"(?:^|(?<=[.;]\s))"
"""Where a sentence or a note's clause begins: a label alone may head its list there."""
_INCLUDE = r"(?:\s*(?:includ(?:ed|es?|ing)\b|consist(?:s|ed)?\s+of|are|is|was|were|listed|as|of|that\s+includes?)\b)*\s*(?::|-\s)?"
_VISIT = r"\s+(?:an?\s+)?(?:evaluation|follow|review|re-?eval|complaint|initial)"
FELT_ONLY = r"(?:(?!strain|sprain|contusion|injur|trauma|fall)[\w/-]+\s+){0,3}?(?:pain|numbness|tingling|headaches?|stiffness|soreness|discomfort)\b"
_PERSON = r"(?:him\b|her\b|this\b|(?:the\s+)?(?:\w+\s+)?(?:patient|worker|claimant|applicant|employee)\b)"
_WORKER = r"(?:man|woman|male|female|year[\s-]old|yo|y/o)"
_AFTER_SUBJECT = r"(?:(?<=worker\s)|(?<=patient\s)|(?<=\bpt\s)|(?<=\bIW\s)|(?<=\(IW\)\s)|(?<=employee\s)|(?<=member\s)|(?<=applicant\s)|(?<=claimant\s)|(?<=\bhe\s)|(?<=\bshe\s)|(?<=\bwho\s)|(?<=also\s)|(?<=\band\s)|(?<=,\s)|(?<=\)\s))"
_NO_CLAIM = r"(?!(?:an?\s+|the\s+)?(?:complaints?|symptoms?|chief|date|injur|cumulative|work|industrial|occupational|claim|accepted|history\s+of\s+(?:an?\s+)?(?:occupational|industrial|work|injur|claim)))"

LABELS: tuple[str, ...] = (
    rf"\b{_LABEL}(?:{TOLD}(?:includ(?:ed|es?)|consist(?:s|ed)?\s+of|of(?!\s+this|{_BY})|:|as)\b{_INCLUDE})",
    rf"\b{_LABEL}(?:\s+(?:are|is|was|were)(?:\s+(?:documented|noted|listed))?(?:\s+as|\s+is)?(?=[\s:])\s*:?|\s+that\s+includes?|\s*:)",
    rf"\b(?:{_LABEL}|dxs?)\b(?!\s+of(?!{_BY}))(?:,\s[^.,;:]{{2,40}}(?:,|(?=:))|\s*\([^)]{{2,60}}\))?(?:(?!\b(?:there|it|he|she|patient|worker|gait)\b)(?:[^.:;,]|(?<=\bDr)\.)){{0,45}}?(?:\s*[:=]|\s?[-–]{{1,3}}\s|(?:(?<=dx)|(?<=sis)|(?<=ses)|(?<=ion)|(?<=ons)|(?<=ent)|(?<=nts))-(?=\w)|\s+(?:are|is|was|were|remain(?:s|ed)?)(?:\s+(?:documented|noted|listed|given|reported|stated))?(?:\s+(?:as|to\s+be|(?:(?:that|those|one)\s+)?of))?(?:\s+(?:again|still))?(?:\s+(?:unchanged|the\s+same|as\s+before|as\s+follows)\s*(?=:))?(?=[\s:])|\s+(?:includ(?:ed|es?|ing)|consist(?:s|ed)?\s+of)\b)\s*:?",
    rf"\b{_LABEL}\s+(?:reads?|runs?|stands?|has|have|contains?|names?|shows?|given|offered|made|listed|entered|rendered)\s+(?:as\s+|is\s+|are\s+)?{_AHEAD}",
    rf"{_BEGINS}{_RANK}(?:{_LABEL}|dxs?)(?:\s*,)?\s+{_NO_LIST}{_NEXT}",
    rf"\b(?:{_LABEL}|dxs?)\s+(?=\(?1[.)](?:\s|$))",
    rf"{_BEGINS}(?:also\s+|was\s+)?(?:diagnosed|assessed|dx['’]?d)\s*(?::|\s[–-]\s)",
    r"\b(?-i:DSM)(?:[\s-]*(?:IV|V|[345]))?(?:-?TR)?(?:\s+diagnos[ei]s)?\s*(?::|\s[–-]\s)",
    r"\b(?:lists?|listed|given|recorded|entered|carried)\s+as\s+diagnos[ei]s\s*:?(?=\s+\w)",
    r"\bdx\s*:?\s+(?:(?-i:[A-Z])\d\d(?:\.\w{1,4})?\s+)?(?=[A-Za-z])(?!of\b)",
    r"\bICD-?(?:9|10)(?:-CM)?\s+codes?\s*(?::|(?:are|is|were|was|include[sd]?)(?=\s))",
    r"\baxis\s+(?:IV|V|I{1,3}|[1-5])(?:\s+diagnos[ei]s)?(?:\s*[:–-]|\s+(?:is|are|was|were|includ(?:es?|ed))(?=\s))",
    rf"{_BEGINS}(?-i:A|A[/&]P)(?:\s*:|\s?[–-]\s)",
    rf"{_BEGINS}(?:imp|assess|diag|ddx|A[/&]P)\s*[:.-]\s*(?=\w)",
    r"\b(?:treated|accepted|compensable|covered|industrial|listed)\s+(?:conditions?|injur(?:y|ies)|problems?)\s*(?::|(?:is|are|was|were|includ(?:e|es|ed))\s)",
    r"\bconditions\s+(?:[\w-]+\s+){1,5}?[\w-]+\s*:",
    r"\b(?:other|medical|chronic|co-?existing|underlying|pre-?existing|concurrent)\s+(?:medical\s+)?(?:illness(?:es)?|conditions?|diseases?|disorders?)\s*(?::|(?:is|are|include[sd]?|were|was)(?=\s))",
    r"\baccepted\s+(?:conditions?|diagnos[ei]s|injur(?:y|ies))(?:\s+(?:are|is|include[sd]?|were|was))?\s*:?(?=\s)",
    r"\b(?:problem\s+list|co-?morbid(?:ities|\s+conditions)|problems(?!\s+including\b)|conditions(?:\s+(?:being\s+)?(?:treated|listed|under\s+treatment))?)\s*(?:[:;]|\s[–-]\s|(?:is|are|has|shows?|reads?|includ(?:ed|es?|ing))\s+)",
    r"\b(?:past\s+(?:medical\s+)?|medical\s+)history\s*:",
    r"\b(?:past\s+(?:medical\s+)?|medical\s+)history\s+(?:includ(?:ed|es?)|(?:is|was)\s+(?:significant|positive|notable)\s+for|of|is|was)\b",
    rf"{_BEGINS}(?:past\s+)?(?:history|hx)\s+(?:is\s+|was\s+)?(?:significant|positive|notable|remarkable)\s+for\s+{_NEXT}",
    rf"\b(?-i:PMHx?)\s*(?:[:–-]|of|includes?|significant\s+for)?\s+{_NEXT}",
)
"""What heads or names a list of diagnoses."""

TREATED: tuple[str, ...] = (
    r"\b(?:undergoing|receiving|under(?:went)?)\s+(?:active\s+)?(?:treatments?|care)\s+for",
    rf"\b(?:is|was|were|are|been|being)\s+(?:also\s+)?(?:being\s+)?(?:treated\s+for|(?:followed|seen)\s+for(?!\s+{FELT_ONLY}(?!\s*(?:,|and\s)\s*{_NEXT}))(?=[^.]{{0,80}}?{_DISEASE}))(?!{_VISIT})(?:\s+the\s+diagnos[ei]s\s+of)?",
    rf"{_BEGINS}(?:also\s+)?(?:treated|followed|managed)\s+for\s+{_NEXT}",
    rf"\b(?:has|have|had)\s+(?:been\s+)?(?:treated|treating)\s+for\s+{_AHEAD}",
    rf"\btreat(?:s|ed|ing)\s+{_PERSON}\s+for\b",
    rf"\bunder\s+(?:the\s+)?care\s+of\s+(?:Dr\.\s+)?[^.;,]{{1,40}}?\s+for\s+{_AHEAD}",
    r"\btreat(?:ing|ed)\s+(?:(?:him|her|the\s+\w+)\s+)?for\s*:",
    r"\b(?:under|receiving|in)\s+(?:[\w-]+\s+){0,2}?care\s+for\b",
    rf"\b(?:in|receiv(?:es?|ing)|under(?:going)?|needs|requires)\s+(?:\w+\s+)?(?:treatment|care|management)\s+(?:by\s+[^.;,]{{3,30}}\s+)?for\s+{_AHEAD}",
    rf"\b(?:treated|managed|followed|seen|evaluated)\s+by\s+[^.;,]{{3,40}}?\s+for\s+{_AHEAD}",
    rf"\bfollow[\s-]?up\s+(?:visit\s+|appointment\s+|care\s+)?of\s+(?!{FELT_ONLY}){_NEXT}",
    rf"\b(?:worked\s+up|monitored|cared\s+for|treated\s+conservatively)\s+for\s+{_NEXT}",
    rf"\b(?:(?:present(?:s|ed|ing)?|returns?|returned|seen)\s+(?:[\w-]+\s+){{0,3}}?(?:(?:follow[\s-]?up|appointment|evaluation|visit)\s+){{1,2}}|(?:evaluated|examined)\s+)for\s+{_NEXT}",
    r"\b(?:records?|chart|file|notes?|documents|documentation)\b[^.;:]{0,30}?\b(?:show|indicate|document|describe|reflect|reveal)s?\s+(?:\w+\s+)?(?:treatment|care)\s+for\b",
)
"""What the worker is treated for."""

HELD: tuple[str, ...] = (
    rf"\bdiagnos(?:ed|es|ing)\s+{_PERSON}\s+(?:with|as\s+having)\b",
    r"\bdiagnosed\s+(?:(?:(?:on|in)\s+)?[\d/-]+\s+)?(?:by\s+[^.;,]{3,40}?\s+)?(?:with|as\s+having|as|to\s+have)(?:\s*:)?",
    rf"\bdiagnosed\s+(?!(?:with|as|on|by|in|to|from|and)\b|{_PERSON}){_NEXT}",
    r"\bdx['’]?d\s+(?:with|w/|as)(?=\s)",
    rf"\bdx['’]?d\s+(?!(?:with|w/|as|by|on|in|him|her)\b){_NEXT}",
    rf"\b(?:records?|notes?|reports?|chart|file)\b[^.;:]{{0,40}}?\b(?:lists?|carr(?:y|ies)|describes?)\s+(?!these\b|the\s+(?:following|diagnos)|as\b)(?:(?:the\s+|an?\s+)?(?:labels?\s+of|(?:patient|worker|man|woman)\s+with)\s+)?{_AHEAD}",
    rf"\b(?:lists?|carries)\s+(?!these\b|(?:the\s+|an?\s+)?labels?\b(?!\s+of))(?:the\s+|an?\s+)?(?:(?:diagnos[ei]s|labels?|impressions?)\s+of\s+)?(?=[^.]{{0,60}}?{_DISEASE})",
    rf"\b{_PROVIDER}\s+(?:also\s+|has\s+|then\s+)?(?:adds?|added|names?|named|gives?|gave|offers?|offered|suspects?|suspected|diagnos(?:es|ed)|lists?|listed|assess(?:es|ed)|assign(?:s|ed)|wrote(?:\s+down)?|writes|charts?|charted|carries|enters?|entered|considers?|considered|(?:is|was)\s+(?:now\s+|then\s+)?(?:writing|charting|considering|diagnosing|listing))\s*:?\s+(?!(?:with|that|as)\b|{_PERSON})(?=[^.]{{0,70}}?{_DISEASE})",
    rf"\b{_WORKER}\s+(?:[\w/-]+\s+){{0,4}}?(?:with\s+|(?:who\s+is\s+)?(?=status\s+post\b)){_NO_CLAIM}(?:an?\s+|the\s+diagnos[ei]s\s+of\s+)?(?=[^.;]{{0,90}}?{_DISEASE})",
    rf"\b(?:man|woman|male|female)(?:\s+[\w/-]+){{0,3}},\s+{_NO_CLAIM}(?!(?:who|whose|that|which|whom|aged?|on|has|had|is|was|with|and)\b|\w+\s+injur){_NEXT}",
    rf"\b(?:meets?|met|meeting|fulfil\w*)\s+(?:the\s+)?(?:[\w/-]+\s+)?criteria\s+for\s+{_NEXT}",
    rf"\b(?:is|was)\s+a\s+case\s+of\s+{_NEXT}",
    rf"\baccepted\s+(?:for|as)\s+{_AHEAD}",
    rf"\b(?:suffers?|suffering)\s+from\s+{_AHEAD}",
    rf"\b(?:assessed|labell?ed|classified|felt|thought|believed|known)\s+(?:with|as\s+having|to\s+have)\s*:?\s+{_AHEAD}",
    rf"\b(?:labell?ed|termed|called|classed)\s+(?:as\s+)?{_NEXT}",
    rf"\b(?:felt|thought|believed|considered|presumed|suspected)\s+to\s+(?:be|represent|reflect|suffer\s+from)\s+{_NEXT}",
    rf"\b(?:injuries|conditions)\s+(?:at\s+the\s+time\s+)?(?:are|were|includ(?:e|es|ed)|consist(?:s|ed)?\s+of|listed\s+(?:are|as))\s+{_AHEAD}",
    rf"{_AFTER_SUBJECT}(?:(?:currently|presently|now|also)\s+)*has\s+(?!an?\s+history)(?!(?:an?\s+)?(?:(?:no|positive|negative)\b|(?:[\w-]+\s+){{0,4}}?(?:signs?|tests?|maneuver|tenderness|tightness|trigger\s+points?|radicular\s+(?:pains?|symptoms?))\b))(?=(?:an?\s+)?(?:(?!been\b|had\b|pain\b|complain)[\w-]+\s+){{0,4}}?{_DISEASE})",
    rf"\b(?:(?:went|goes|going)\s+on\s+to\s+develop|(?:has|had|later|then|subsequently|since)\s+developed)\s+{_NEXT}",
    rf"\b(?:presentation|(?:clinical\s+)?picture)\s+(?:is|was)\s+(?:that\s+of|(?:\w+\s+)?consistent\s+with)\s+{_NEXT}",
    r"\b(?:has|had|with)\s+an?\s+(?=history\s+of\s+(?!(?:an?\s+)?(?:occupational|industrial|work))(?!(?:chronic\s+)?(?:[\w-]+\s+){0,5}?pain\b))",
)
"""What somebody holds the worker to have."""

DIAGNOSES = (*LABELS, *TREATED, *HELD)
