"""The drugs that a passage names, each with its strength and how often it is taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from structurer.folding import fold
from structurer.kinds.medical.summary.drugs import AMOUNT, DRUG, OFTEN
from structurer.kinds.medical.summary.entries import entries
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.words import either
from structurer.regex import regex
from structurer.result import Span


@dataclass(frozen=True)
class DrugRead:
    """A drug that the worker takes or took."""

    name: Span
    strength: Span | None
    frequency: Span | None


_NO_DRUG = either(
    "therap~ restrict~ modif~ splint~ brac~ surg~ exercis~ injection~ acupunct~ chiropract~ crutch~ study studies mri x-?rays? medications?"
    " sessions? visits? rest ice heat tens as_needed pain not no for he she the is was are drugs? cane walker sling boot works? care diets?"
    " food evaluations? follow unchanged same stable refilled continued listed reviewed none taken"
)
_RATING = regex(r"\d{1,2}(?:\s?-\s?\d{1,2})?\s?/\s?10\b")
"""What pain is rated with medications, which is none of them."""
_SAID_OF_THEM = regex(
    r"(?:not|also|all|well|being|been|each|both|currently|then|again|un\w+|in\w*effective|(?:very\s+)?help\w*|effective|beneficial|useful|necessary|tolerated|[a-z]+ing|prescribed|provided|dispensed|given|renewed|refilled"
    r"|discontinued|stopped|adjusted|changed|ordered|discussed|documented|listed|noted|reported|recorded|reviewed|requested|needed|used|taken|denied|illegible|authorized|approved|denied|certified|allowed|recommended|limited|reduced|increased|decreased|weaned|tapered)\b",
)
"""In place of a drug's name: what is said of all of them ("medications are helpful", "were dispensed on")."""
_NOTHING = regex(r"(?!)")
_NAME_END = regex(r"(?:[\s,;:.(#]+|\s+(?:at|with|on|in|by)\b.*)$")
# Where what is said of a drug ends; a name with a capital after a comma is another drug, though it be unknown.
_ENDS = regex(
    r";|(?<![bBtTqQ]\.[iI]\.[dD])(?<![pP]\.[rR]\.[nN])\.\s|,\s+(?:and\s+)?(?!(?:One|Two|Take|Takes|Apply|As|At|Every|Once|Twice)\b)[A-Z][a-z]{3,}"
)


# A name with a capital that stands before a strength or a rate at which drugs are taken, though it be unknown.
_DOSED = regex(
    r"\b(?!(?:PT|OT|HEP|TENS|MRI|EMG|Pain|Exercise\w*|Therapy|Physical|Ice|Heat|Rest|Weight|Hemoglobin|Glucose|Total|Home|Continue|Take|Increase\w*|Decrease\w*|Worst|Dose|Disability|Index|Oswestry|Neck|Score|Scale|Visual|The|On|At|He|She|And|Cervical|Lumbar|Thoracic|Shoulder|Knee|Rotation|Flexion|Extension|Grip|Vitamin|Graft|Flap|Skin|Wound|Donor|Defect|Epithelium|Burn|Take|Bilateral|Right|Left)\b)[A-Z][A-Za-z]{3,}(?:-[A-Za-z]+)?(?:\s(?:[A-Z][A-Za-z]+|PM|ES|\d{3}))?"
    r"(?=\s(?:\d[\d.,/-]*\s?(?:mg|mcg|%(?!\s+(?:of|relief|improv\w*|better|reduc\w*|decreas\w*|pain|TBSA|benefit|take|healed|predicted)\b))(?!\s?/\s?d[lL])|(?:[BTQ]\.?I\.?D|[bt]\.?i\.?d|qhs|QHS|q\d+h|qd|QD)\b))"
)
# A drug that is part of a procedure's name, or of a germ's: that is no drug that is taken.
_GIVEN_BY_HAND = regex(
    r"(?:\s?/\s?[\w-]+)?(?:\s?-\s?(?:resistant|sensitive|induced)|\s(?:and\s\w+\s)?(?:[\w-]+\s)?(?:injections?|infusions?|iontophoresis|phonophoresis|blocks?|allergy|resistant|deficien\w+|levels?|toxicity|(?:milligram\s|daily\s)?equivalen\w+)\b)",
    re.IGNORECASE,
)
_ALLERGY = regex(r"\b(?:allerg\w+|adverse\s+reactions?|anaphyla\w+)(?:\s*:|\s+(?:reactions?\s+)?(?:to|with|from|includ\w+|are|is|were))\s+(?:(?!\b(?:takes?|taking|uses?|using|on|prescribed)\b)[^.;]){0,30}$", re.IGNORECASE)  # fmt: skip
_SCREENED = regex(r"\b(?:positive|negative|presence)\s+(?:for|of)\s+(?:[\w-]+,?\s+){0,5}$", re.IGNORECASE)
"""Before a drug that a screen of the urine found, or did not."""
_NEVER = regex(
    r"\b(?:(?:has|have|had)\s+(?:not|never)\s+(?:yet\s+)?(?:taken|tried|used|been\s+on)|denie[sd]\s+(?:taking|using|(?:the\s+)?use\s+of))\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
"""Before a drug that the worker never took."""
_INJECTED = regex(r"\binject(?:ed|ing|ions?)\b[^.;,]{0,40}\s(?:with|of)\s+(?:an?\s+)?$", re.IGNORECASE)
"""Before a drug that was injected, which is a treatment."""
_UNTRIED = regex(
    r"\s+(?:was|were|has|have|had)\s+(?:not|never)\s+(?:yet\s+)?(?:been\s+)?(?:tried|taken|started|used|given|filled|begun|dispensed)\b",
    re.IGNORECASE,
)
"""After a drug that the worker never took."""
_NO_LIST = regex(
    r"\b(?:hemoglobin|glucose|cholesterol|creatinine|serum|level|ejection|range\s+of\s+motion|exam\w*)\b", re.IGNORECASE
)


def _is_taken(piece: Piece, match: re.Match[str]) -> bool:
    """Whether a drug that is named can be one that the worker takes: no allergy, no part of a procedure, no test's result."""
    text, at = piece.text, piece.start + match.start()
    return not (
        _GIVEN_BY_HAND.match(text, match.end())
        or _ALLERGY.search(text[max(0, match.start() - 50) : match.start()])
        or _SCREENED.search(text[max(0, match.start() - 60) : match.start()])
        or _INJECTED.search(text[max(0, match.start() - 60) : match.start()])
        or _NEVER.search(piece.line.text[max(0, at - 60) : at])
        or _UNTRIED.match(text, match.end())
    )


_ASKED_FOR = regex(
    rf"\s+refills?\b(?!\s+(?:were|was)\s+given)|(?:\s+{AMOUNT.pattern})?\s+(?:is\s+|was\s+)?to\s+be\s+(?:started|tried|added|begun)\b"
    r"|[^.;]{0,160}?\b(?:was|were|is|are|be|been|being)\s+(?:also\s+)?(?:being\s+)?(?:requested|sought|asked(?:\s+for)?|applied\s+for|endorsed|submitted|proposed|appealed|recommended|denied|disputed|(?:not\s+|non-?)(?:certified|approved|authorized)|the\s+(?:subject|object)\s+of)\b",
    re.IGNORECASE,
)
_TAKEN = regex(
    r"\b(?:tak(?:es|ing|en)|took|us(?:es|ing|ed)|on|prescri\w+|medications?|meds|drugs|treat\w*|fail\w*|tried|given|includ\w+|consist\w*|continu\w+|start\w+|Rx|Tx|has|had|received)\b",
    re.IGNORECASE,
)


def _is_asked_for(piece: Piece, match: re.Match[str]) -> bool:
    """Whether a sentence only tells that a drug is requested or planned: "PT and Norco were sought", "a Soma refill"."""
    text, at = piece.line.text, piece.start
    if _TO_BE.search(text, max(0, at + match.start() - 60), at + match.start()):
        return True
    asked = _ASKED_FOR.match(text, at + match.end())
    return bool(asked) and not _TAKEN.search(text, 0, at + match.start())


_TO_BE = regex(
    r"(?:\b(?:will|would|should|plans?\s+to|wants?\s+to|to\s+be)\s+(?:be\s+)?(?:start\w*|begin|begun|try|tried|trial\w*|add\w*|prescribe\w*|switch\w*|receive)\b[^.;,]{0,30}|\brefills?\s+(?:of|for)\s+[^.;]{0,30})$",
    re.IGNORECASE,
)
"""Before a drug that is yet to be given."""


def medications(piece: Piece, *, every: bool = False) -> Iterator[DrugRead]:
    """The drugs of the passage; with `every`, what a list of drugs holds is a drug though its name is not known."""
    known = [
        match for match in DRUG.finditer(piece.text) if _is_taken(piece, match) and not _is_asked_for(piece, match)
    ]
    unlisted = [] if _NO_LIST.search(piece.text) else _DOSED.finditer(piece.text)
    unknown = [match for match in unlisted if not _is_asked_for(piece, match)]
    apart = [
        match for match in unknown if all(match.end() <= one.start() or one.end() <= match.start() for one in known)
    ]
    matches = sorted((*known, *apart), key=lambda match: match.start())
    for match, following in zip_longest(matches, matches[1:]):
        stop = following.start() if following else len(piece.text)
        drug = _drug(piece.cut(match.start(), match.end()), piece.cut(match.end(), stop))
        before = _OFTEN_BEFORE.search(piece.text, max(0, match.start() - 20), match.start())
        yield replace(drug, frequency=drug.frequency or piece.cut(*before.span()).span) if before else drug
    if not every:
        return
    for part in entries(piece):
        if (
            DRUG.search(part.text)
            or _RATING.match(part.text)
            or _NO_DRUG.search(part.text)
            or _SAID_OF_THEM.match(part.text)
        ):
            continue
        amount = AMOUNT.search(part.text)
        name = (part.cut(0, amount.start()) if amount else part).trimmed(_NOTHING, _NAME_END)
        if 0 < len(name.text.split()) <= 3 and (amount or len(name.text) > 3) and not OFTEN.match(name.text):
            yield _drug(name, Piece(part.line, name.end, part.end))


# An amount without its unit: the two of a compound ("Norco 5/325"), or one before how often it is taken ("200 QD").
_BARE_AMOUNT = regex(
    rf"\s*(?P<amount>\d{{1,2}}(?:\.\d)?\s?[/-]\s?\d{{3}}(?![\d/-])|\d{{3}}/\d{{1,2}}(?:\.\d)?(?![\d/-])|\d{{3}}/\d{{1,2}}\.\d{{1,2}}(?!\d)|\d{{2}}/\d{{1,2}}\.\d{{1,2}}(?!\d)|(?:\d{{2,4}}|[5-9](?=\s+(?:[bt]\.?i\.?d|q[dhp]|prn))|\d?\.\d{{1,3}})(?=\s+{OFTEN.pattern})|(?!(?:19|20)\d\d)\d{{2,4}}(?=\s*(?:[,;(#]|\.?\s*$)|\s+(?:which|that|but|and|with|w/|for)\s))",
    re.IGNORECASE,
)
_OFTEN_BEFORE = regex(r"\b(?:occasional|intermittent|infrequent|daily|nightly|prn|as[\s-]needed)(?=\s+$)", re.IGNORECASE)  # fmt: skip


_NEAR = 25
"""How far behind a drug its strength begins at most: what stands farther off is something else's, as a relief of 50%."""


def _drug(name: Piece, rest: Piece) -> DrugRead:
    text = rest.until(_ENDS).text
    changed = _CHANGED.match(text)
    if changed:
        rest = rest.cut(changed.start("now"), len(rest.text))
        text = text[changed.start("now") :]
    amount = AMOUNT.search(text)
    if amount is None or amount.start() >= _NEAR:
        amount = _BARE_AMOUNT.match(text) or amount
    often = _often(text, amount.end() if amount and amount.start() < _NEAR else 0)
    strength = rest.cut(*amount.span(amount.lastgroup or 0)).span if amount and amount.start() < _NEAR else None
    frequency = (
        rest.cut(*often.span()).span
        if often and often.start() < 45 + (amount.end() if amount and amount.start() < _NEAR else 0)
        else None
    )
    return DrugRead(name.span, strength, frequency)


_CHANGED = regex(
    rf"\s+(?:(?:was|has\s+been|is)\s+)?(?:increased|decreased|raised|lowered|titrated|reduced|tapered|weaned|changed|upped)?\s*from\s+(?:{AMOUNT.pattern}|\d[\d.]*)\s+to\s+(?P<now>\d)",
    re.IGNORECASE,
)
"""A strength that gave way to another, which is the drug's now."""
_AT_A_MEAL = regex(r"(?:with|w/?|before|after)\s+\w+", re.IGNORECASE)


def _often(text: str, start: int) -> re.Match[str] | None:
    """How often a drug is taken: by a rate rather than by the meal that it is taken with, where both stand apart."""
    found = OFTEN.search(text, start)
    if found and _AT_A_MEAL.fullmatch(found[0]):
        rate = OFTEN.match(text, found.end() + 1)
        return rate or found
    return found


def _tells_more(drug: DrugRead, known: DrugRead) -> bool:
    return drug.strength is not None or (known.frequency is None and drug.frequency is not None)


_SALT = regex(r"(?<=\w)\s(?:sodium|potassium|hcl|hydrochloride)$", re.IGNORECASE)
"""What a drug's name may be told with and without: "naproxen sodium"."""


def each_drug_once(drugs: Iterable[DrugRead]) -> list[DrugRead]:
    """Each drug by its first mention, or by the first that gives its strength or else its rate, in the letter's order."""
    kept: dict[str, DrugRead] = {}
    for drug in sorted(drugs, key=lambda drug: drug.name.start):
        name = _SALT.sub("", fold(drug.name.text).text)
        known = kept.get(name)
        if known is None or (known.strength is None and _tells_more(drug, known)):
            kept[name] = drug
    return sorted(kept.values(), key=lambda drug: drug.name.start)
