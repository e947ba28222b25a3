"""Where a rationale says of something that it is medically necessary or not, and does not merely mention necessity."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kinds.medical.rationale.words import EARLIER_REVIEW, MEDICAL, NECESSARY, NECESSITY, ONCE
from structurer.regex import regex

# "medically necessary", with what PDF text and reviewers do to it: "notmedically", "not a medical necessity",
# "medically reasonable and necessary".
_NECESSARY = regex(
    rf"(?P<un>un)?{MEDICAL}\s*(?:(?:\w+\s+){{1,2}}(?:and|or|/|&)\s+)?(?P<un2>un)?(?:{NECESSARY}|{NECESSITY})(?!\w)",
    re.IGNORECASE,
)
# What joins a thing and its necessity: "is not seen as", "does not appear", "deemed to be not", "I find it to be".
_FINITE = (
    r"(?:(?:is|are|was|were)(?:n[’']?t)?|(?:it|that|this)[’']s|(?<!\bto\s)(?:has|have|had)\s+(?:not\s+|never\s+)?been|(?:can|could)(?:not|\s+not|n?[’']t)\s+be"
    r"|(?:do|does|did)(?:\s+not|n[’']t)\s+(?:appear|seem)|appears?|seems?|remains?)"
)
_LINK = regex(
    rf"\b(?:{_FINITE}|be|been|being|as|deemed|considered|found|determined|not|non|(?:find|consider|deem|judge|hold|view|regard|see|call)s?)\b[^,;.:]{{0,45}}$|\b(?:is|are|was|were)\s+not\s*$",
    re.IGNORECASE,
)
_VERB = regex(rf"\b{_FINITE}\b", re.IGNORECASE)
_ALONE = regex(
    r"\s*(?:(?:therefore|thus|hence|consequently|accordingly|as\s+such|so),?\s+)?(?:not\s+)?$", re.IGNORECASE
)
"""What stands before the words in a sentence of theirs alone: "Not medically necessary."."""
_ALSO = regex(
    r"\b(?:is|are|was|were)\s+(?!not\b)[^;:]{3,90},\s+(?:and|&)\s+(?:\w+\s+)?(?P<not>not\s+)?$", re.IGNORECASE
)
"""A verdict before the words, to which they are added: "The lamp is of use here, and medically necessary"."""
# Words put between a verb and what it says: "was not, on these notes, medically necessary".
_ASIDE = regex(
    r"\b(?:is|are|was|were|be|been|not|appears?|seems?|remains?|deemed|considered|found|(?:is|are|was|were)n[’']t)\s*(?P<aside>,(?!\s*(?:and|or|nor|but)\b)[^,;.:]{1,60},)"
    r"|(?P<brackets>\([^()]{1,60}\))",
    re.IGNORECASE,
)

_NOT = regex(
    r"\bnot\b(?!\s+(?:only|just|merely)\b)|\bnot(?=medic)|\bnot$|n[’']t\b|\b(?:is|are|was|were|do|does|did|ca)nt\b|\bcannot\b|\bno\s+longer\b|\bnever\b|\byet\s+to\b|\bnon\b|\bneither\b|\bnor\b|\bhardly\b",
    re.IGNORECASE,
)
# What denies, before the verb, what the verb says: "I do not find", "it has not been shown that", "none of these".
_DENIES = r"(?:\bnot|n[’']t|\bcannot|\bunable\s+to|\bfail(?:s|ed)?\s+to|\bno|\bnothing|\bnor)"
_FOUND = (
    r"(?:find|found|see|seen|consider\w*|deem\w*|judge|view|regard|hold|held|call|think|believe|feel|agree|accept|render|make|say|said|show\w*|establish\w*|support\w*"
    r"|demonstrat\w*|document\w*|conclude[ds]?|indicat\w*|prove[dn]?|confirm\w*|verif\w+|substantiat\w*|clear|evident|apparent|convinced|persuaded|certain|evidence|proof|reason(?!\s+not)|recommend\w*|certify|approve)"
)
_DENIED_BEFORE = regex(
    rf"(?P<not>{_DENIES})\s+(?:\w+\s+){{0,3}}?{_FOUND}\b[^,;:]*$"
    rf"|(?P<be>{_DENIES})\s+(?:\w+\s+){{0,3}}?{_FOUND}\b(?!.*\b{_FINITE}\b).*\bto\s*$"
    r"|(?P<lacking>\b(?:insufficient|lack(?:s|ing|\s+of)?|without|little))\s+(?:\w+\s+){0,2}?(?:evidence|proof|documentation|support|indication)\b[^,;:]*$"
    r"|(?P<none>\bneither\b(?:[^,]*$|.*\bnor\b)|\bnone\s+of\b|^\W*(?:therefore,?\s+|as\s+such,?\s+)?(?:no|nothing)\b)"
    r"|(?P<kind>\bnot)\s+(?:an?|the)\s+\w+\s+(?:that|which)\s*$",
    re.IGNORECASE,
)

_ESTABLISHED = regex(
    rf"{MEDICAL}\s+{NECESSITY}\b(?P<between>[^.;]{{0,140}}?)(?:\b(?:established|supported|demonstrated|substantiated|documented|evident|confirmed|clear|shown|proven|affirmed|verified|ascertained|justified|satisfied|met|apparent|upheld|made\s+out|(?<=not\sbe\s)(?:\w+ly\s+)?determined)\b"
    r"|(?P<wanting>\b(?:lacking|absent|wanting|missing|unproven|unclear|questionable|doubtful|in\s+doubt|unsupported|unsubstantiated)\b))",
    re.IGNORECASE,
)
_SAYS = regex(r"\b(?:is|was|are|has|been|can(?:not)?|could|remains?|appears|seems|not)\b|n[’']t\b", re.IGNORECASE)
_ABSENT = regex(
    r"\b(?:no|lacks?|lacking|lack\s+of|without|absence\s+of)\s+(?:clear\s+|established\s+)?medical\s+necess?ity",
    re.IGNORECASE,
)

# Necessity spoken of, not concluded: a condition, a rule, a question.
_HYPOTHETICAL = regex(
    r"\b(?:may|might|could(?!\s+not\b|n[’']t)|should|would\s+be|must|to\s+(?:be|determine|establish|support|prove|"
    r"assess|demonstrate|document|justify|show)|criteria\s+for|definition\s+of|contingent|in\s+order|recommended(?!\s+as\s*$))\b"
    r"(?![^.;]*\b(?:is|are|was|were)\b)[^.;]*$",
    re.IGNORECASE,
)
_CONDITION = regex(
    rf"\b(?:(?-i:[Ii]f)(?!\s+(?:needed|necessary|required|tolerated|indicated)\b)|whether|unless|until(?!\s+(?:discharge\b|then\b|\d))|{ONCE})\b[^,]*$|\b(?:recommended|needed|used|given|testing|treatment|care|visits?)\s+(?:as|when|if)\s+(?:\w+\s+){{0,2}}?(?:determined|deemed|found|considered)\s+(?:to\s+be\s+)?$",
    re.IGNORECASE,
)  # "IF" is interferential current
_CONCLUDES = regex(
    r"\b(?:is|are|was|were|been|deemed|considered|determined|found|appears?|seems?)\s+(?:\w+\s+){0,3}(?:not\s+)?(?:to\s+)?(?:not\s+)?(?:be\s+)?"
    r"(?:not\s+)?$"
    r"|\b(?:I|we|reviewers?)(?:[’']ve|[’']d)?\s+(?:\w+,?\s+){0,6}?(?:find|found|consider|deem|judge|hold|believe)s?\s+[^.;]{1,250}?\b(?:not\s+)?to\s+(?:not\s+)?be\s+"
    r"(?:not\s+)?$",
    re.IGNORECASE,
)

# Somebody else's opinion, up to its end: "Utilization review held that", "The surgeon believes".
_OTHERS = regex(
    rf"(?:{EARLIER_REVIEW}|\b(?:provider|physician|surgeon|treater|doctor|PTP|attending|patient|applicant|claimant|worker))\b(?:(?!\b(?:is|are|was|were|be|been|being)\b)[^.;,]){{0,40}}?"
    r"\b(?:stat(?:es?|ed)|sa(?:ys|id)|h[eo]lds?|found|finds|felt|feels|wrote|writes|determined|deemed|considers?|considered|argue[sd]?|contend(?:s|ed)|concluded|reasoned|opine[sd]|maintain(?:s|ed)|thought|thinks|believe[sd]?|claim(?:s|ed)"
    r"|(?:denied|declined|refused|rejected|non-?certified)\s+[^.;,]{1,60}\b(?:as|because|since))\b[^.;,]*$",
    re.IGNORECASE,
)

_NEAR = 120
"""So many characters before the words may make them a condition; what denies them may stand farther off."""


def stated(text: str) -> Iterator[tuple[int, int, bool]]:
    """Sentences such as "X is [not] medically necessary", as (start, end, necessary)."""
    for match in _NECESSARY.finditer(text):
        whole = _without_asides(clause_before(text, match.start(), 300))
        before = whole[-_NEAR:]
        link = _LINK.search(before) or _ALSO.search(before)
        if link is None and text[match.end() : match.end() + 1] in ("", "."):
            link = _ALONE.match(before)
        if (
            link is None
            or _CONDITION.search(before)
            or _OTHERS.search(whole)
            or (_HYPOTHETICAL.search(before) and not _CONCLUDES.search(whole))
        ):
            continue
        start = match.start() - len(before) + link.start()
        denial = _denial(whole, len(whole) - len(before) + link.start())
        if denial is not None:  # "cannot be considered": the span says so too
            start = min(start, match.start() - len(whole) + denial)
        yield start, match.end(), (denial is None) != bool(match["un"] or match["un2"])


def established(text: str) -> Iterator[tuple[int, int, bool]]:
    """Sentences such as "medical necessity has [not] been established", and "no medical necessity"."""
    for match in _ESTABLISHED.finditer(text):
        if not (_SAYS.search(match["between"]) or match["between"].strip() == ":"):
            continue
        before = clause_before(text, match.start())
        if _HYPOTHETICAL.search(before) or _CONDITION.search(before) or _OTHERS.search(before):
            continue
        yield match.start(), match.end(), bool(_NOT.search(match["between"])) == bool(match["wanting"])
    for match in _ABSENT.finditer(text):
        if not _OTHERS.search(clause_before(text, match.start())):
            yield match.start(), match.end(), False


def clause_before(text: str, at: int, most: int = _NEAR) -> str:
    """The words before `at` in its sentence, `most` characters of them at most."""
    window = text[max(0, at - most) : at]
    return re.split(r"[.;](?=\s|[A-Z])", window)[-1]


def _denial(before: str, link: int) -> int | None:
    """Where the words before "medically necessary" deny it; None where they do not.

    What is denied of something else does not count: "As the pills did not help, the block is medically necessary".
    """
    verbs = [verb.start() for verb in _VERB.finditer(before)]
    finite = bool(verbs) and verbs[-1] >= link
    verb = verbs[-1] if finite else link
    said = _NOT.search(before, verb)
    if said:
        return said.start()
    denied = _DENIED_BEFORE.search(before[:verb]) or (None if finite else _DENIED_BEFORE.search(before))
    return denied.start() if denied else None


def _without_asides(text: str) -> str:
    """The text with blanks for what is put in between, so that every place in it stays where it is."""
    for match in _ASIDE.finditer(text):
        start, end = match.span("aside" if match["aside"] else "brackets")
        text = text[:start] + " " * (end - start) + text[end:]
    return text
