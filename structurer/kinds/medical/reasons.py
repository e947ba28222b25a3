"""Why a reviewer decided so, read from the rationale's own turns of phrase."""

from __future__ import annotations

import re

from structurer.kinds.medical.record import Basis
from structurer.kinds.medical.sentences import sentences
from structurer.letter import Letter
from structurer.result import Span
from structurer.sections import Section

_RECORDS = r"(?:(?:available\s+|submitted\s+|provided\s+|medical\s+|clinical\s+)*(?:records?|documentation|documents?|notes?|reports?|file|provider|physician|treater|information|requesting\s+\w+)(?:\s+(?:provided|submitted|available|reviewed|for\s+review))*)"
_UPHELD: tuple[tuple[Basis, str], ...] = (
    (Basis.NO_FUNCTIONAL_IMPROVEMENT, r"\b(?:(?:no|not|without|lack\s+of|lacks?|absence\s+of|fail\w*|insufficient|nor|unclear|minimal)\b[^.;]{0,60}?\b(?:functional\s+(?:improvement|benefit|gains?|restoration|response)|improvement\s+in\s+function|objective\s+(?:\w+\s+)?(?:improvement|benefit|response|gains?)|(?:\w+\s+)?response\s+to\s+(?:the\s+)?(?:prior|previous|current)|efficacy\s+of|benefit\s+(?:from|of|with)\s+(?:the\s+)?(?:prior|previous|use|current|its)|functional\s+response|pain\s+(?:relief|reduction)|decrease\s+in\s+pain|improvement\s+(?:from|with)\s+(?:the\s+)?(?:prior|previous)))|\bresults?\s+(?:of|from)\s+the\s+(?:initial|prior|previous|first)\b|\b(?:was|were|been)\s+not\s+(?:beneficial|helpful|effective)\b|\bnot\s+been\s+(?:beneficial|helpful|effective)\b|\b(?:no|without|lack\s+of)\s+documentation\s+of\s+(?:any\s+)?benefit\b"),
    (Basis.DOCUMENTATION_LACKING, rf"\b(?:lack(?:s|ing|ed)?\s+(?:of\s+)?(?:\w+\s+){{0,3}}?document\w*|no\s+(?:\w+\s+){{0,3}}?(?:documentation|documented|documents)\b|without\s+(?:\w+\s+){{0,3}}?document\w+|insufficient\s+(?:\w+\s+){{0,2}}?(?:documentation|information|evidence)"
     rf"|(?:not|never)\s+(?:\w+\s+){{0,2}}?(?:documented|provided|described|discussed|addressed|submitted|included|apparent|clear|clarified|explained|mentioned|recorded|noted|established\s+by\s+the\s+record)|unclear|un-?documented|undocumented"
     rf"|(?:do(?:es)?|did|ha(?:s|ve))\s+not\s+(?:\w+\s+){{0,2}}?(?:document|address|describe|discuss|mention|explain|specify\s+why|provide|include|contain|clarify|give|submit)\w*|{_RECORDS}\s+(?:do(?:es)?|did|fails?\s+to|failed\s+to)\s+(?:not\s+)?(?:\w+\s+)?(?:show|reveal|indicate|contain|establish|demonstrate|detail|reflect|identify)"
     rf"|no[t]?\s+(?:clear\s+|current\s+|recent\s+|objective\s+)*(?:indication|mention|rationale|discussion|explanation|report|record|notes?)\b|no\s+evidence\s+(?:in|within)\s+the\s+(?:\w+\s+)?(?:record|documentation|notes)|absence\s+of\s+(?:\w+\s+){{0,2}}?document\w*|nowhere\s+(?:stated|documented|recorded)|not\s+recorded\s+anywhere|not\s+on\s+(?:file|record)|not\s+supported\s+by\s+(?:the\s+)?(?:\w+\s+){{0,2}}?(?:documents?|documentation|records?|notes?)|lack\s+of\s+information|fail(?:s|ed)\s+to\s+(?:document|provide|address|discuss|describe|show))"),
    (Basis.CRITERIA_NOT_MET, r"\b(?:no\s+(?:\w+\s+){0,4}?(?:evidence|findings?|signs?|symptoms?|history|diagnosis|red[\s-]flags?|deficits?|indications?\s+for|emergence|progression|plans?|change)\b(?!\s+(?:in|within)\s+the\s+(?:\w+\s+)?(?:record|documentation))|(?:do(?:es)?|did|has|have)\s+not\s+(?:currently\s+)?(?:meet|satisf\w+|have|suffer|been\s+diagnosed|fail(?:ed)?|tried|warrant|exhibit|demonstrate)|criteria\s+(?:\w+\s+){0,4}?(?:not|un)\s*(?:been\s+)?(?:met|satisfied)|not\s+(?:\w+\s+)?(?:met|homebound|confined|a\s+candidate|at\s+risk|indicated|in\s+accordance|congruent)"
     r"|^absent\b|lack\s+of\s+(?:subjective\s+)?(?:complaints|symptoms)|exam(?:ination)?\s+(?:findings\s+)?(?:do(?:es)?|did)\s+not\s+(?:\w+\s+)?(?:show|reveal|demonstrate|document|support)|lack\s+of\s+(?:significant\s+|objective\s+)*(?:neurolog\w+\s+)?(?:deficits?|findings?|red\s+flags?|evidence)|(?:was|is)\s+not,?\s+(?:in\s+fact,\s+)?a\s+candidate|only\s+(?:recommended|indicated|supported)\s+(?:for|when|if|in)|absence\s+of\s+(?:red|significant|neuro|objective|progress)|without\s+(?:any\s+)?(?:evidence|red\s+flags?|neurolog\w+|progressive|signs?|objective)|is\s+(?:only\s+)?reserved\s+for|not\s+consistent\s+with|(?:records?|documentation|findings?|examination)\s+(?:do(?:es)?|did)\s+not\s+support)"),
    (Basis.NOT_RECOMMENDED, r"\b(?:(?:is|are|was|were|be|been|generally|deemed)\s+[\"“]?not\s+(?:generally\s+|routinely\s+|currently\s+|specifically\s+)?(?:recommended|supported|advised|endorsed)(?!\s+for\s+(?:longer|more)|\s+by\s+(?:the\s+)?(?:\w+\s+){0,2}?(?:documents?|documentation|records?|notes?|exam\w*|findings))|(?:guidelines?|MTUS|ODG|ACOEM|they|it|evidence|literature)\s+(?:do(?:es)?|did)\s+not\s+(?:\w+\s+)?(?:recommend|support|endorse|advise)|recommends?\s+against|no\s+(?:(?!to\b)\w+\s+){0,3}?(?:support|benefit\s+beyond|proven)|not\s+(?:been\s+)?proven|no\s+other\s+commercially|experimental|investigational|(?:not\s+supported|unsupported)\s+by\s+(?:the\s+)?(?:\w+\s+)?(?:guidelines?|evidence)|lack\s+of\s+(?:\w+\s+)?evidence\s+(?:to\s+support|of\s+efficacy|for)|no\s+(?:scientific\s+|high[\s-]quality\s+|quality\s+)?(?:evidence|studies)\s+(?:to\s+support|that|of\s+efficacy))"),
    (Basis.EXCEEDS_GUIDELINE_LIMIT, r"\b(?:exceed\w*|(?:previously|already|was|were|been)\s+(?:been\s+)?(?:approved|authorized|certified)\s+for|\bduplicat(?:e|ive)\b|in\s+excess\s+of|excessive|more\s+than\s+(?:the\s+)?(?:recommended|guideline|is\s+recommended)|(?:beyond|over|above|longer\s+than)\s+(?:the|what|any|MTUS|ODG|guideline)\b\s*(?:\w+\s+){0,3}?(?:recommend\w*|guideline\w*|limit\w*)|guidelines?\s+limit|not\s+recommended\s+for\s+(?:longer|more)\s+than|limit\w*\s+(?:the\s+)?use|surpass\w*|outside\s+(?:of\s+)?(?:the\s+)?guidelines?)"),
    (Basis.REQUEST_INCOMPLETE, r"\b(?:(?:request|prescription|it|order)\s+(?:also\s+)?(?:do(?:es)?|did|fails?\s+to|failed\s+to|as\s+(?:written|submitted)\s+(?:does\s+not|fails\s+to))\s+(?:not\s+)?(?:specify|specified|indicate|include|state|provide|list|note|identify)\b|(?:frequency|duration|quantity|dos(?:e|age)|number\s+of\s+(?:sessions|visits)|body\s+part|site|level)\b[^.;]{0,40}?\b(?:was|were|is|are|has|have)\s+not\s+(?:been\s+)?(?:specified|provided|stated|indicated|listed|included|noted)|request\s+for\s+[^.;]{2,80}?\s+do(?:es)?\s+not\s+(?:specify|indicate|state)\b|unspecified\s+(?:quantity|number|duration|frequency|dos)|without\s+(?:a\s+)?(?:specified|stated)\s+(?:quantity|frequency|duration|dose)|left\s+blank|open-?ended\s+request|unknown\s+(?:quantity|number|duration))"),
    (Basis.DEPENDENT_ON_DENIED_SERVICE, r"\b(?:(?:since|as|because|given\s+that)\s+(?:the\s+)?(?:[\w-]+\s+){0,6}?(?:is|was|are|were|has\s+been|have)\s+not\s+(?:been\s+)?(?:medically\s+necessary|certified|approved|authorized|supported|established|necessary|indicated)|(?:surgery|procedure|operation|injection|primary\s+\w+|service)\s+(?:itself\s+)?(?:is|was|has\s+been)\s+not\s+(?:been\s+)?(?:medically\s+necessary|certified|approved|authorized|supported|found)|(?:surgery|operation|procedure|fusion|injections?|implant\w*|trial)\s+(?:itself\s+)?(?:has|have|was|were|is|are)\s+(?:been\s+)?(?:denied|turned\s+down|not\s+(?:been\s+)?found\s+(?:to\s+be\s+)?(?:medically\s+)?necessary)|with\s+the\s+\w+\s+not\s+certified|associated\s+(?:services?|requests?)\s+(?:are|is)\s+(?:also\s+)?not)"),
    (Basis.ALTERNATIVE_AVAILABLE, r"\b(?:first[\s-]line|over[\s-]the[\s-]counter|(?:less|more)\s+(?:costly|expensive|conservative|invasive|effective\s+alternatives?)|alternatives?\s+(?:\w+\s+){0,3}?(?:available|tried|exist)|home\s+exercise\s+program\s+(?:would|should|can)|(?:could|can|should|may)\s+be\s+(?:\w+\s+)?(?:transitioned|performed|done|achieved)\s+(?:at\s+home|to\s+a\s+home|with)|(?:has|have)\s+yet\s+to\s+be\s+tried|nor\s+has\s+[^.;]{2,40}?\s+been\s+tried|self-?directed|generic)"),
)  # fmt: skip
_OVERTURNED: tuple[tuple[Basis, str], ...] = (
    (Basis.WITHIN_GUIDELINE_LIMIT, r"\b(?:within\s+(?:the\s+)?(?:\w+\s+){0,3}?(?:guideline\w*|recommend\w*|limit\w*|range|parameters)|(?:not|n't)\s+(?:in\s+excess|exceed)\w*|(?:number|amount|quantity|duration|frequency)\s+(?:of\s+[\w\s]{2,40})?(?:is|are|falls?)\s+(?:within|consistent|in\s+(?:line|keeping|accordance))|keeps?\s+(?:\w+\s+)?within|under\s+the\s+(?:maximum|limit)|allows?\s+(?:for\s+)?(?:up\s+to\s+)?\d+)"),
    (Basis.DOCUMENTED_IMPROVEMENT, r"\b(?:(?<!no\s)(?<!without\s)(?<!not\s)(?:documented|demonstrated|evidence\s+of|with|had|has|shown|showed|noted|reported|significant|objective)\s+(?:(?!no\b|not\b)\w+\s+){0,3}?(?:functional\s+(?:improvement|gains?|benefit)|improvement|pain\s+relief|pain\s+reduction|relief|benefit|decreased?\s+(?:in\s+)?pain)|benefit(?:t?ed|ing)?\s+from\s+(?:the\s+)?(?:prior|previous|initial|use)|(?:helps?|helped|effective|improved?)\s+(?:\w+\s+){0,3}?(?:function|pain|symptoms)|allows?\s+(?:him|her|the\s+\w+)\s+to)"),
    (Basis.SUPPORTS_APPROVED_SERVICE, r"\b(?:(?:surgery|procedure|operation|injection|fusion|arthroscopy|repair|replacement|service)\s+(?:\w+\s+){0,3}?(?:is|was|has\s+been|have\s+been|were|being)\s+(?:\w+\s+)?(?:approved|authorized|certified|found\s+(?:to\s+be\s+)?(?:medically\s+)?necessary|medically\s+necessary|scheduled|supported|deemed)|(?:approved|authorized|certified)\s+(?:\w+\s+){0,3}?(?:surgery|procedure|operation|injection|fusion|arthroscopy|repair|replacement)|post-?\s?operative(?:ly)?|following\s+(?:the\s+)?(?:surgery|procedure)|performed\s+together|prior\s+to\s+(?:the\s+)?surgery|perioperative)"),
    (Basis.CRITERIA_MET, r"\b(?:meets?\s+(?:\w+\s+){0,4}?(?:criteria|guideline\w*|requirement\w*)|criteria\s+(?:\w+\s+){0,3}?(?:met|satisfied|fulfilled)|(?:is|are|be)\s+(?:(?!not\b)\w+\s+)?(?:supported|indicated|appropriate|warranted|reasonable|consistent\s+with|in\s+accordance)|guidelines?\s+(?:\w+\s+){0,2}?supports?|supports?\s+(?:the\s+)?(?:use|request|medical\s+necessity|referral)|conditions\s+(?:of\s+the\s+guideline\s+)?(?:are|have\s+been)\s+(?:met|satisfied|fulfilled)|good\s+candidate|has\s+failed|failed\s+(?:conservative|\w+\s+treatment)|findings?\s+(?:that\s+)?(?:consistent|support)|deficits?)"),
)  # fmt: skip
_COMPILED = {
    False: tuple((basis, re.compile(pattern, re.IGNORECASE)) for basis, pattern in _UPHELD),
    True: tuple((basis, re.compile(pattern, re.IGNORECASE)) for basis, pattern in _OVERTURNED),
}
# A sentence that tells what a guideline says in general; of the worker it says nothing.
_GENERAL = re.compile(
    r"\b(?:guidelines?|MTUS|ODG|ACOEM|CA\s+MTUS|chapter|AHRQ)\b[^.]{0,80}?\b(?:states?|recommend\w*|notes?|indicates?|supports?|allows?|says|requires?|suggests?|advises?|do(?:es)?\s+not|consider\w*)\b|^\W*(?:criteria|indications?|recommend\w*|there\s+is\s+(?:insufficient|strong|limited)\s+evidence|studies|according\s+to)\b|\bin\s+most\s+instances\b|\b(?:et\s+al|20\d\d\))|\bshould\b",
    re.IGNORECASE,
)
_ABOUT_CASE = re.compile(r"\b(?:injured\s+worker|(?<!part\sof\sthe\s)patient|claimant|applicant|employee|this\s+(?:case|request|individual)|in\s+this|would\s+(?:exceed|surpass)|provider|records?|documentation|he|she|IW|treater|the\s+request(?:ed)?|(?:number|amount|quantity|frequency)\s+of)\b", re.IGNORECASE)  # fmt: skip
# A guideline that recommends against a treatment only as a rule, and says when it does not.
_CONDITIONAL = re.compile(
    r"\b(?:reserved|unless|until)\b|\bbut\b.*\b(?:recommended|considered|option)\b", re.IGNORECASE
)
_SESSIONS = r"\d+(?:\s*(?:-|to)\s*\d+)?\s+(?:\w+\s+){0,2}?(?:sessions|visits)\b"
_ALLOWED = re.compile(rf"\b(?:guidelines?|MTUS|ODG|ACOEM)\b.*{_SESSIONS}", re.IGNORECASE | re.DOTALL)
_HAD = re.compile(
    rf"\b(?:has|had|have|was)\s+(?:already\s+|previously\s+|been\s+)*(?:undergone|completed|received|attended|approved\s+for|authorized\s+for|had)\s+{_SESSIONS}",
    re.IGNORECASE,
)
# Guidelines that say nothing of a treatment; the records may still hold all that is needed.
_SILENT = re.compile(r"\b(?:guidelines?|MTUS|ODG|ACOEM)\b[^.]{0,40}?\bdo(?:es)?\s+not\s+(?:\w+\s+)?(?:address|discuss|mention)", re.IGNORECASE)  # fmt: skip
# The last sentence, that says what follows from the reasons and is none.
_CONCLUSION = re.compile(r"(?:therefore|as\s+such|thus|hence|consequently)\b.*\bmedically\s+necessary", re.IGNORECASE | re.DOTALL)  # fmt: skip
_CONCLUDES = re.compile(r"\b(?:is|are|was|be|deemed|considered)\s+(?:\w+\s+){0,3}?(?:not\s+)?medically\s+(?:necessary|reasonable)", re.IGNORECASE)  # fmt: skip


def reasons(letter: Letter, rationale: Section, overturned: bool) -> list[tuple[Basis, Span]]:
    """The reasons that the rationale gives, each with the sentence that gives it; none where it uses no known turn."""
    found: dict[Basis, Span] = {}
    quoting = False
    for sentence in sentences(letter, rationale):
        told = letter.verbatim(sentence.start, sentence.end)
        text, quoting = _unquoted(told, quoting)
        general = not text.strip() or bool(_GENERAL.search(text)) and not _ABOUT_CASE.search(text)
        for basis, pattern in _COMPILED[overturned]:
            if general and basis is not Basis.NOT_RECOMMENDED:
                continue
            if basis is Basis.NOT_RECOMMENDED and not _ABOUT_CASE.search(text) and _CONDITIONAL.search(told):
                continue
            if basis is Basis.DOCUMENTATION_LACKING and _SILENT.search(text):
                continue
            if basis is Basis.CRITERIA_NOT_MET and _CONCLUSION.match(text):
                continue
            match = pattern.search(told if basis is Basis.NOT_RECOMMENDED else text)
            if match and not _only_conclusion(text, match) and not _said_better(basis, sentence, found):
                found.setdefault(basis, sentence)
    if not overturned and (spent := _spent(letter, rationale)):
        found.setdefault(Basis.EXCEEDS_GUIDELINE_LIMIT, spent)
    return [(basis, found[basis]) for basis in found]


def _unquoted(text: str, quoting: bool) -> tuple[str, bool]:
    """The sentence without what it quotes at length, which is a guideline's, and whether a quotation is open after it.

    `quoting` says whether one was open before it. A word or two in quotation marks are the reviewer's own.
    """
    own: list[str] = []
    for part in re.split(r"[\"“”]", text):
        if not quoting or len(part.split()) <= 5:
            own.append(part)
        quoting = not quoting
    return " ".join(own), not quoting


def _spent(letter: Letter, rationale: Section) -> Span | None:
    """The sentence that tells of sessions had, where one before it says how many the guideline allows; else None."""
    allowed = False
    for sentence in sentences(letter, rationale):
        text = letter.verbatim(sentence.start, sentence.end)
        if allowed and _HAD.search(text):
            return sentence
        allowed = allowed or bool(_ALLOWED.search(text))
    return None


def _said_better(basis: Basis, sentence: Span, found: dict[Basis, Span]) -> bool:
    """Whether the sentence says more precisely what is lacking: that the records show no improvement of function."""
    return (
        basis in (Basis.DOCUMENTATION_LACKING, Basis.CRITERIA_NOT_MET)
        and found.get(Basis.NO_FUNCTIONAL_IMPROVEMENT) == sentence
    )


def _only_conclusion(text: str, match: re.Match[str]) -> bool:
    """Whether the words found are the conclusion's own "is not medically necessary"."""
    conclusion = _CONCLUDES.search(text)
    return bool(conclusion and conclusion.start() <= match.start() and match.end() <= conclusion.end())
