"""Under which condition a rating holds: "without medications", "at rest", "on a bad day", "average for the week"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from structurer.kinds.medical.summary.words import MONTH_NAME
from structurer.regex import regex

_FELT = (
    r"(?:numb|tingl|pins|weak|radiat|swell|tender|spasm|stiff|associat|accompan|report|nausea|photopho|headache|difficult|limited|restricted|decreased|reduced"
    r"|spikes?|flares?|giving\s+way|locking|clicking|popping|catching|positive|negative|intact|normal|full|sensation|symptom|some\b|no\b|intermittent|constant|occasional|improve|noted|pain\b|relief|functional|an?\s+(?:range|average|score|maximum|peak))"
)
_OF_SCALE = r"(?:(?:an?|the|his|her)\s+)?(?:(?:[\w-]+\s+){0,3}?scale|(?:pain\s+)?(?:severity|intensity|levels?|scores?|ratings?)|VAS|NRS|visual|numeric|analog\w*|exam\w*|average\s+\d)\b"
_WORD = r"(?!for\s+\d)(?!out\s+of\b)(?!(?:and|but|which|that|or|is|was|were|are|had|has|versus|vs|to|rated|pain|it|he|she)\b)[A-Za-z][\w'’/.-]*(?<!\.)"
_SOME_WORDS = rf"(?:[a-z]{{3,}}ing\s+(?:the|his|her)\s+)?(?:the\s+|his\s+|her\s+|any\s+|an?\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)\s+)?{_WORD}(?:\s+(?!the\b|his\b|her\b){_WORD}){{0,5}}(?:\s+(?:on|in|at|of|to|by|into|over)\s+(?:the|his|her|its)\s+{_WORD}(?:\s+{_WORD})?)?"
_CLAUSE = r"(?!(?:and|but|or)\b)[A-Za-z'’]+(?:\s+(?!(?:and|but|which|that|rated|it)\b|(?:is|was|are|were)\s+(?:[a-z]+\s+){0,2}(?:\d|$))[A-Za-z'’-]+){0,9}"
_TIME = r"(?:hours?|days?|nights?|weeks?|months?|years?|visits?|\d+\s+\w+|(?:several|few|two|three|four)\s+\w+)"
_SPAN = rf"(?:over|for|in|during|since|within)\s+(?:the\s+)?(?:(?:last|past|previous|prior|preceding)\s+)?{_TIME}"
_EXTREME = r"(?:worst|best|least|lowest|highest|most|average|maximum|minimum|max|min|avg|peak|baseline|usual)"
_AT = rf"at\s+(?:(?:its|his|her|the|their)\s+)?(?:{_EXTREME}|rest|night(?:time)?|present|work|times|bedtime|end\s+of\s+\w+(?:\s+\w+){{0,2}}|last\s+visit|(?:initial|first|prior|previous|last)\s+(?:visit|evaluation|exam\w*|appointment)|onset)"
_ON = rf"on\s+(?!{_OF_SCALE}|\d|exam|{MONTH_NAME}|(?:the\s+)?(?:{MONTH_NAME}|left|right)\b)(?:an?\s+|the\s+)?{_SOME_WORDS}(?:\s+when\s+{_CLAUSE})?"
_IN = rf"in\s+(?:{MONTH_NAME}|(?:the\s+)?(?:(?:early\s+|late\s+)?(?:mornings?|evenings?|afternoons?|AM|PM|heat|cold|summer|winter|past)|(?:cold|hot|wet|damp)\s+weather))"
_BY = r"by\s+(?:the\s+)?(?:end\s+of\s+\w+(?:\s+\w+){0,2}|evening|night|noon|day|morning|midday|lunch|dinner|bedtime|afternoon|\w+\s+time)"
_DOING = r"(?!reaching\s*(?:\d|$))(?!(?:br|radiat|tingl|burn|ach|throbb|shoot|stabb|swell|includ|caus|requir|increas|decreas|improv|dropp|fall|averag|reduc|rat|eas|ris|climb|go|com|hitt|peak|runn|be|us|tak|worsen|mak|hav|do|go|rang|remain|constant)ing\b)[a-z]{2,}ing(?:\s+(?:up|down|stairs|still|over|overhead|back|forward|behind|out|across|weight))?"
_HOW_HELD = r"(?:seated|idle|supine|recumbent|upright|barefoot|(?:in|out\s+of)\s+(?:(?:an?|the|his|her)\s+)?(?:[\w-]+\s+)?(?:brace|boot|sling|splint|cast|collar|bed|chair|recliner|water|pool|shoes|it)|(?:rest|activity|use|exertion|movement|stairs|reach)(?=\s*(?:[,.;/]|$|\d)))"
"""How the worker holds himself, or is held."""
_NOW = r"(?:today|now|currently|presently|at\s+present|(?:on\s+)?most\s+days)"
_ONCE = r"(?:initially|afterwards?|otherwise|previously|originally|usually|typically|on\s+average|last\s+visit|(?:prior|previous)\s+visit|pre-?op\w*|post-?op\w*|most\s+of\s+the\s+(?:day|time)|(?:an?|\d+|one|two|three|six)\s+(?:hours?|days?|weeks?|months?|years?)\s+(?:after|later|before|earlier|ago|post-?op))"
_CIRCUMSTANCES = (
    r"(?:with(?:out)?|w/o?)\s*(?<!\w)(?:it|them|meds?)(?!\w)",
    _HOW_HELD,
    rf"(?:with(?:out)?|w/o?)\s*(?!{_OF_SCALE})(?!(?:(?!\b(?:the|his|her)\s+pain\b)[^.;,]){{0,24}}\b{_FELT})(?:the\s+use\s+of\s+)?{_SOME_WORDS}",
    rf"(?:when(?:ever)?|while|if)\s+(?!{_FELT}|\d)(?:{_CLAUSE})",
    rf"prior\s+to\s+(?!\d)(?:{_SOME_WORDS})",
    rf"(?:after|before|during|following|despite|upon)\s+(?!{_FELT}|\d)(?:{_SOME_WORDS})",
    _AT,
    _ON,
    _IN,
    _BY,
    _SPAN,
    _ONCE,
    rf"(?<!\band\s){_DOING}",
)
_SO_LONG = r"(?:\s+(?:for\s+)?(?:more\s+than\s+|over\s+)?\d+\s+(?:minutes?|hours?|blocks?|days?|steps))?"
_ALSO = r"(?:\s+(?:and|or)\s+(?:rest|[a-z]{3,}ing|medications?|meds|ice|heat|therapy|activity|activities|movement|exertion|standing|walking|lifting|sitting|use))?"
_END = r"(?=\s*(?:[.,;:()/&\"”]|--|–\s|$|\d|(?:and|but|or|out\s+of|versus|vs|while|compared|which|to\s+\d|down\s+to|it|that|(?:increas|decreas|improv|eas|dropp|fall|ris|reduc|worsen|com|go)ing)(?!\w)))"
_FILLER = r"(?:\s+(?:pain(?=\s+(?:at|with|when|on|in|after|by|while)\b)|VAS|NRS|in\s+(?:intensity|severity)|on\s+(?:the\s+)?(?:VAS|NRS|left|right)))?\s*[,(]?\s*"
_AFTER = regex(
    rf"{_FILLER}(?P<told>(?P<weak>{_NOW})|(?:{'|'.join(_CIRCUMSTANCES)}){_SO_LONG}{_ALSO}|{_EXTREME}|with(?:out)?|w/o?|before|after){_END}",
    re.IGNORECASE,
)
_LEAD = (
    r"(?:\s*[,:;(=]?\s*(?:(?:it|pain|the|his|her|overall|level|score|is|was|are|were|has|had|been|be|would|rated|given|put|at|as|an?|of|to|from|down|up|about|around|approximately|still|only"
    r"|goes|drops?|dropped|falls?|fell|decreases?|decreased|reduces?|reduced|increases?|increased|rises?|rose|improves?|improved)\b\s*)*)"
)
_NAMED = rf"(?:at\s+(?:(?:its|his|her)\s+)?)?(?:{_EXTREME}|currently)(?:\s+{_SPAN})?"
_BEFORE = tuple(
    regex(rf"(?:^|(?<=[\s,;(]))(?P<told>{told}){_LEAD}$", re.IGNORECASE)
    for told in (
        _NAMED,
        rf"(?P<weak>{_NOW})",
        *(f"(?:{circumstance}){_ALSO}" for circumstance in _CIRCUMSTANCES),
    )
)


@dataclass(frozen=True)
class Condition:
    """Characters `start` to `end` (exclusive) of a text; a `weak` one ("today") gives way to what is rated."""

    start: int
    end: int
    weak: bool = False


def condition_after(text: str, at: int) -> Condition | None:
    """The condition that follows a rating which ends at `at`."""
    found = _AFTER.match(text, at)
    return Condition(*found.span("told"), found["weak"] is not None) if found else None


def condition_before(text: str) -> Condition | None:
    """The condition that a text leads up to a rating with: "with medications it is", "average for the week"."""
    tail = max(text.rfind(";"), len(text) - _LONGEST)
    best: Condition | None = None
    for pattern in _BEFORE:
        found = pattern.search(text, max(tail, 0))
        if found and (best is None or (found.end("told"), -found.start("told")) > (best.end, -best.start)):
            weak = "weak" in pattern.groupindex
            best = Condition(*found.span("told"), weak)
    return best


_LONGEST = 90
