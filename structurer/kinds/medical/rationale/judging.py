"""Whose words a rationale's sentences are: what guidelines say in general, or what the reviewer says of the case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from structurer.kinds.medical.rationale.words import ONCE
from structurer.kinds.medical.sentences import sentences
from structurer.letter import Letter
from structurer.result import Span
from structurer.sections import Section

# A sentence that tells what a guideline says in general; of the worker it says nothing.
_SAYS = r"(?:states?|says?|recommend(?:s|ed)?|notes?|indicates?|supports?|allows?|requires?|suggests?|advises?|holds?|finds|endorses?|reserves?|remarks?|lists|accepts?|do(?:es)?\s+not|consider\w*)"
_GENERAL = re.compile(
    rf"(?<!that\s)(?<!what\s)(?<!than\s)(?<!that\sthe\s)(?<!what\sthe\s)(?<!than\sthe\s)\b(?:guidelines?|MTUS|ODG|ACOEM|CA\s+MTUS|chapter|AHRQ|literature)\b[^.]{{0,80}}?\b{_SAYS}\b"
    r"|^\W*(?:criteria|indications?|recommend\w*|there\s+is\s+(?:insufficient|strong|limited)\s+evidence|studies|according\s+to|per\s+(?:the\s+)?(?-i:[A-Z]))"
    r"|\b(?:in|for|among|of)\s+(?:those|patients|people|individuals|persons|selected\s+(?:patients|cases))\b|\bpatients\s+(?:who|with|whose|on|in\s+whom)\b"
    r"|\b(?:is|are)\s+(?:an\s+option|limited\s+(?:by|to)|reserved\s+for|allowed\s+(?:for|in|when)|supported\s+(?:in|for|when)|advised\s+(?:for|in|when))\b"
    r"|\b(?:is|are)\s+(?:\w+\s+)?(?:endorsed|advised|supported|recommended|accepted|allowed|permitted|suggested|favou?red)\s+by\s+(?:the\s+)?(?:\w+\s+)?(?:guidelines?|MTUS|ODG|ACOEM|FDA)\b"
    r"|\b(?:as|says|say|writes|holds|adds)\s+(?:the\s+)?(?:guidelines?|MTUS|ODG|ACOEM)\b(?:\s+(?:has|have|puts?|defines?|says)\s+it)?"
    r"|\bin\s+most\s+instances\b|\b(?:et\s+al|20\d\d\))|\bshould\b(?!\s+(?:\w+\s+)?be\s+(?:\w+\s+)?(?:sufficient|enough|adequate))"
    r"|\b(?:is|are|may\s+be|can\s+be)\s+(?:(?!only\b)\w+\s+)?(?:recommended|supported|indicated|considered|appropriate|required|repeated|tried|attempted|extended)\s+(?:for|as|if|after|when|only|to|where)\b",
    re.IGNORECASE,
)
_ONE = r"(?:injured\s+worker|(?:the|this)\s+(?:worker|member|employee)|(?<!part\sof\sthe\s)patient|claimant|applicant|employee|he|she|IW)"
_ABOUT_CASE = re.compile(
    rf"\b(?:{_ONE}|this\s+(?:case|request|individual|worker|man|woman|gentleman|lady|person|diagnosis|condition)|in\s+this|would\s+(?:exceed|surpass)|(?:exceeds?|surpass(?:es)?)\s+(?:the|what|this|that|these)|(?:is|are|was|were)\s+(?:far\s+|well\s+)?(?:beyond|above|in\s+excess|more\s+than\s+(?:the|what)|double|twice\s+(?:the|what)|outside)|(?:is|are|falls?)\s+within|provider|records?|(?<!\bon\s)(?<!upon\s)(?<!with\s)documentation|treater"
    r"|the\s+(?:request(?:ed)?|current(?:ly)?)|(?:number|amount|quantity|frequency)\s+of)\b",
    re.IGNORECASE,
)
# Where a rationale turns from guidelines and history to its own judgement. What stands before it judges nothing.
_TURNS = re.compile(
    rf"^\W*(?:(?:however|furthermore|additionally),?\s+)?(?:in\s+(?:this|the\s+(?:present|current|instant))(?:\s+{_ONE}[’']s)?\s+(?:case|situation|instance)\b"
    rf"|(?:regarding|for|in)\s+this\s+{_ONE}(?:[’']s\s+case)?\b|within\s+the\s+(?:\w+\s+)?documentation\s+(?:available|provided|submitted)|here\b)",
    re.IGNORECASE,
)
# What no guideline says: a quotation that is still open here was never closed.
_REVIEWER = re.compile(
    r"\W*(?:(?:however|further(?:more)?|additionally),?\s+)?(?:(?:the|this)\s+(?:\w+\s+){0,2}?(?:medical\s+records?|request|claimant|injured\s+worker)\b|in\s+this\s+case\b|as\s+such\b)",
    re.IGNORECASE,
)
# A guideline that recommends against a treatment only as a rule, and says when it does not.
_UNLESS = re.compile(
    r"\b(?:not\s+(?:\w+\s+)?recommended|advis\w+\s+against|recommends?\s+against)\b[^.;]*\bunless\b", re.IGNORECASE
)
_CONDITIONAL = re.compile(
    r"\b(?:reserved|unless\s+(?:\w+\s+){0,4}?(?:symptoms?|red\s+flags?|neurolog\w*|signs?|findings?|progress\w*|change\w*|radiculopathy|surgery)|until|routine|routinely|in\s+the\s+absence\s+of|(?:beyond|longer\s+than|more\s+than)\s+(?:\w+\s+){1,3}?(?:days?|weeks?|months?)|first[\s-]line|long[\s-]term|prolonged|chronic\s+use|to\s+other\s+agents|before(?!\s+or\s+after)|prior\s+to)\b"
    r"|\bbut\b.*\b(?:recommended|considered|option)\b",
    re.IGNORECASE,
)
# Guidelines that say nothing of a treatment; the records may still hold all that is needed.
_SILENT = re.compile(r"\b(?:guidelines?|MTUS|ODG|ACOEM)\b[^.]{0,40}?\bdo(?:es)?\s+not\s+(?:\w+\s+)?(?:address|discuss|mention)", re.IGNORECASE)  # fmt: skip
# "When the number of visits exceeds the guideline, ...": a case that is thought of.
_SUPPOSED = re.compile(rf"\b(?:if|when|where|{ONCE})\s+(?:the\s+|a\s+)?[^,.;]{{3,100}},", re.IGNORECASE)

# The last sentence, that says what follows from the reasons and is none.
CONCLUSION = re.compile(
    r"(?:(?:therefore|as\s+such|thus|hence|consequently)\b|(?:this|the)\s+request\s+(?:\w+\s+)?not\s+(?:meet|satisf)).*\bmedically\s+necessary",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Told:
    """A sentence of a rationale: all its words, and those that are the reviewer's own."""

    span: Span
    words: str
    own: str
    before_turn: bool
    """Whether the rationale turns to the case only after it."""

    @property
    def about_case(self) -> bool:
        """Whether its own words speak of the worker, the request or the records."""
        return bool(_ABOUT_CASE.search(self.own))

    @property
    def general(self) -> bool:
        """Whether it speaks of guidelines and not of the case."""
        return self.before_turn or not self.own.strip() or bool(_GENERAL.search(self.own)) and not self.about_case

    @property
    def conditional(self) -> bool:
        """Whether it tells what is not recommended as a rule, or only in certain conditions."""
        if _UNLESS.search(self.words):
            return True
        return not self.about_case and bool(_CONDITIONAL.search(self.words)) and "deemed" not in self.words

    @property
    def silent(self) -> bool:
        """Whether it says that guidelines say nothing."""
        return bool(_SILENT.search(self.own))

    @property
    def judged(self) -> str:
        """Its own words without what is only supposed."""
        return _SUPPOSED.sub(" ", self.own)


def told(letter: Letter, rationale: Section) -> Iterator[Told]:
    """The sentences of a rationale, in order."""
    spans = sentences(letter, rationale)
    words = [letter.verbatim(span.start, span.end) for span in spans]
    turn = next((index for index, sentence in enumerate(words) if _TURNS.match(sentence)), 0)
    quoting = False
    for index, (span, sentence) in enumerate(zip(spans, words, strict=True)):
        quoting = quoting and not _REVIEWER.match(sentence)
        own, quoting = _unquoted(sentence, quoting)
        yield from _parted(Told(span, sentence, own, index < turn))


# Where a sentence turns from what a guideline says to the case.
_TO_CASE = re.compile(
    r"\s*;\s+|,\s+(?:and|but|yet|so|while|whereas)\s+(?=(?:this|these|his|her|he|she|no|neither|nothing|nobody|none|there|what|it\s+is|the\s+(?:worker|patient|claimant|applicant|employee|films?|MRI|exam\w*|chart|notes?|records?|plan|order|reports?|request\w*|surgeon|provider|treater|physician|doctor))\b)",
    re.IGNORECASE,
)
_OF_CASE = re.compile(
    rf"{_ABOUT_CASE.pattern}|^(?:his|her|no|neither|nothing|nobody|none|there|the\s+(?:films?|MRI|exam\w*|chart|notes?|plan|order|reports?|results?|percentage|surgeon|physician|doctor))\b",
    re.IGNORECASE,
)
_GUIDE = re.compile(
    r"\b(?:guidelines?|MTUS|ODG|ACOEM|chapter|AHRQ|literature|studies|trials|patients)\b", re.IGNORECASE
)


def _parted(told: Told) -> Iterator[Told]:
    """The sentence, or where it tells a guideline's rule and then the case, its clauses, each for itself."""
    clauses = _TO_CASE.split(told.own) if told.own == told.words and told.general and not told.before_turn else []
    of_case = [
        bool(_OF_CASE.search(clause)) and not (_GENERAL.search(clause) or _GUIDE.search(clause)) for clause in clauses
    ]
    if not any(of_case):
        yield told
        return
    for clause in clauses:
        yield Told(told.span, clause, clause, False)


# Quotation marks; what stands for inches ("stands 5'7" tall") is none.
_MARKS = re.compile(r"(?<!['’]\d)(?<!['’]\d\d)[\"“”]")


def _unquoted(text: str, quoting: bool) -> tuple[str, bool]:
    """The sentence without what it quotes at length, which is a guideline's, and whether a quotation is open after it.

    `quoting` says whether one was open before it. A word or two in quotation marks are the reviewer's own.
    """
    own: list[str] = []
    for part in _MARKS.split(text):
        if not quoting or len(part.split()) <= 5:
            own.append(part)
        quoting = not quoting
    return " ".join(own), not quoting
