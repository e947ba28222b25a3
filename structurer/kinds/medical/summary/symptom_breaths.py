"""What is told of a symptom in one breath and what stands apart: "clicks and tires with use", but "burning, tearing"."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.phrases import BODY_DOES
from structurer.kinds.medical.summary.symptom_phrases import Kind, Phrase
from structurer.regex import regex

_ACTS_TOO = regex(
    r"(?:(?:sometimes|often|then|also|easily)\s+)?[\"“]?(?:"
    r"(?:locks?|catch(?:es)?|clicks?|pops?|grinds?|swells?|buckles?|gives?\s+(?:way|out)|aches?|burns?|throbs?|stings?|itch(?:es)?|tingles?|cramps?|goes\s+(?:numb|cold|dead)|gets\s+(?:cold|tight|stiff|heavy))(?=[\"”]?$)"
    r"|(?:stiff|sore|numb|weak|cold|swollen|heavy|tight|red|blue|purple|painful|tender|watering|itchy|dry)(?=[\"”]?(?:$|\s+(?:with|when|in\s+the|at|on|after|by)\b)))",
    re.IGNORECASE,
)
"""A second thing that a part of the body does: "the knee clicks and locks"."""
_ACT = r"(?:locks?|catch(?:es)?|clicks?|pops?|grinds?|swells?|buckles?|gives?\s+(?:way|out)|aches?|burns?|throbs?|stings?|itch(?:es)?|tingles?|cramps?|tires?|sweats?|stiffens?|peels?|shakes?|cracks?|bleeds?|turns?\s+\w+|goes\s+\w+)"
_ACTING = regex(rf"(?:(?:sometimes|often|then|also|easily)\s+)?{_ACT}(?!\w)", re.IGNORECASE)
_ENDS_ACTING = regex(rf"\b{_ACT}$", re.IGNORECASE)
"""Two things that a part of the body does, with what is said of both behind the second: "clicks and tires with use"."""


def acts_too(told: str, words: str) -> bool:
    """Whether words tell a second thing that a part of the body does, of which one has been told."""
    if not BODY_DOES.match(told):
        return False
    return bool(_ACTS_TOO.match(words) or (_ENDS_ACTING.search(told) and _ACTING.match(words)))


_WAKES = regex(r"\b(?:wakes|awakens|wakens)\b", re.IGNORECASE)
_SLEEPLESS = regex(
    r"(?:cannot|can['’]t|can\s+not|could\s+not|is\s+unable\s+to|has\s+trouble)\s+(?:fall\w*|get\w*|go\w*)\s+(?:back\s+)?(?:to\s+)?(?:sleep|asleep)\b",
    re.IGNORECASE,
)
"""What one who wakes goes on to tell in the same breath."""


def sleepless_too(told: str, words: str) -> bool:
    """Whether words go on about a sleep that is broken: "wakes at two and cannot get back to sleep"."""
    return bool(_WAKES.search(told) and _SLEEPLESS.match(words))


_HINDERED = regex(
    r"(?:(?:he|she|still|also|now)\s+)*+(?:unable\s+to|cannot|can['’]t|can\s+not|could\s+not)\s+[\w-]+(?:\s+[\w-]+){0,9}$",
    re.IGNORECASE,
)
_STAYS = regex(r"(?:(?:he|she)\s+)?(?:(?:can|could)\s+(?:only\s+)?)?(?:sit|stand|walk|drive)\s+(?:for\s+)?(?:only\s+|about\s+)?(?:\d+|one|two|three|four|five|ten|fifteen|twenty|thirty|half)\b", re.IGNORECASE)  # fmt: skip


def hindered_too(told: str, phrase: Phrase, later: list[Phrase]) -> bool:
    """Whether a phrase is a further thing that cannot be done, or be done for long: "unable to kneel, crawl or climb"."""
    if _STAYS.match(told) and _STAYS.match(phrase.words):
        return True
    alternative = phrase.alternative or any(one.alternative for one in later[:2])
    return alternative and bool(_HINDERED.match(told))


_NAMED_SO = regex(r"(?:burning|itching|tearing|throbbing|cramping|aching)", re.IGNORECASE)
_FELT_SO = regex(
    r"\b(?:pains?|aches?|aching|discomfort|sensations?|feelings?|soreness|headaches?|paresthesias?|numbness|pressure|tightness|stiffness|cramps?|spasms?|symptoms?|heartburn)\b",
    re.IGNORECASE,
)


def is_symptom_apart(entry: list[Phrase], phrase: Phrase, later: list[Phrase]) -> bool:
    """Whether a word for how a pain is felt was a symptom by itself, since no pain follows it: "burning, tearing"."""
    alone = len(entry) == 1 and _NAMED_SO.fullmatch(entry[0].words)
    if not alone or phrase.joint != "comma" or (later and later[0].joint == "and"):
        return False
    return phrase.kind in (Kind.HEADED, Kind.OTHER) and not _FELT_SO.search(phrase.words)
