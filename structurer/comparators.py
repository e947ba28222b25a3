"""When two values are the same: comparators, declared with a record's fields. None of them is a guess.

A phrase may be cut a little longer or shorter by another reader and is the same phrase still. A dose, a side, a place
or a negation that differs makes it another one, however alike the rest is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from structurer.folding import fold
from structurer.interpret import read_number
from structurer.letter import verbatim

PHRASE_F1 = 0.8
"""Token F1 from which on two phrases count as one (the customary cut for spans read by two people)."""


@dataclass(frozen=True)
class Comparator:
    """A named way to tell whether two values, neither of them null, are the same.

    `alike` says from 0 to 1 how near they are, for pairing the entries of two lists; it never decides that they are
    the same.
    """

    name: str
    says: str
    same: Callable[[Any, Any], bool]
    alike: Callable[[Any, Any], float]

    def __repr__(self) -> str:
        return f"Comparator({self.name})"


_WORD = re.compile(
    r"(?<![^\W_])w/(?:o(?:ut)?)?(?!\w)|(?:(?<![^\s(])-)?\d+(?:[.,/:-]\d+)*\+?(?:\s?%)?|\.\d+(?:\s?%)?|[<>≤≥]=?|[$€£¥]|[^\W\d_]+(?:'[^\W\d_]+)*"
)
_SIDED = re.compile(r"^(left|right|bilateral)(?:ly|sided|ward)?$")
_SHORT = {
    "l": "left", "lt": "left", "r": "right", "rt": "right", "neg": "negative", "pos": "positive", "w/": "with",
    "w/o": "without", "w/out": "without",
}  # fmt: skip
_DECIMAL = re.compile(r"-?\d*\.\d+")
# What stands for itself beside words: a number sign, a grade's plus or minus.
_MARK = re.compile(r"#|(?<=\w)\++(?!\w)|(?<=[a-z])-(?=\s|$)")
_CRITICAL = frozenset(
    "left right bilateral both upper lower above below medial lateral anterior posterior proximal distal "
    "superior inferior internal external flexion extension dorsiflexion plantarflexion abduction adduction "
    "pronation supination inversion eversion "
    "no not non cannot without never none nor neither denies denied denying absent negative positive normal abnormal "
    "increased decreased once twice thrice first second third fourth fifth i ii iii iv < > <= >= ≤ ≥ $ € £ ¥".split()
)
_TURNING = ("un", "in", "im", "ir", "ab", "dis", "non", "a", "hypo", "hyper")


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text in one spelling: small letters, no punctuation, `six` as 6, `left-sided` as left.

    What stands between the digits of a number stays: 10/325 is one word, and not 10.325. So does a sign before one.
    """
    found: list[str] = []
    said = fold(text).text
    for match in _WORD.finditer(said):
        word = match.group()
        number = read_number(word) if word[0].isalpha() else None
        side = _SIDED.match(word)
        if word in _SHORT and not said[match.end() : match.end() + 1].isdigit():  # "L5" is a level
            found.append(_SHORT[word])
            continue
        if number is not None:
            found.append(f"{number:g}")
        elif side:
            found.append(side.group(1))
        elif _DECIMAL.fullmatch(word):
            found.append(word.rstrip("0").rstrip(".") or "0")
        else:
            found.append(re.sub(r"(?<=\d),(?=\d{3}\b)|\s", "", word))
    return tuple(found)


def token_f1(one: str, other: str) -> float:
    """The F1 of the words that two texts share, counted with their repetitions: 0 to 1."""
    first, second = words(one), words(other)
    if not first or not second:
        return float(first == second and fold(one).text == fold(other).text)
    shared = sum((Counter(first) & Counter(second)).values())
    return 2 * shared / (len(first) + len(second))


def same_exactly(label: Any, predicted: Any) -> bool:
    """The same value; numbers by what they are worth, texts with blanks collapsed."""
    if isinstance(label, bool) or isinstance(predicted, bool):
        return label is predicted
    if isinstance(label, str) and isinstance(predicted, str):
        return verbatim(str(label)) == verbatim(str(predicted))
    return bool(label == predicted)


def same_words(label: Any, predicted: Any) -> bool:
    """The same words and numbers in the same order; case, blanks, and punctuation aside that stands for nothing."""
    one, other = str(label), str(predicted)
    if not words(one) or _MARK.findall(fold(one).text) != _MARK.findall(fold(other).text):
        return fold(one).text == fold(other).text
    return words(one) == words(other)


def same_phrase(label: Any, predicted: Any) -> bool:
    """Nearly the same words (token F1 of at least PHRASE_F1), and exactly the same numbers, sides, directions and
    negations."""
    one, other = str(label), str(predicted)
    if token_f1(one, other) < PHRASE_F1:
        return False
    first, second = Counter(words(one)), Counter(words(other))
    if _decisive(first) != _decisive(second):
        return False
    return not any(_turns(left, right) for left in first - second for right in second - first)


def same_strength(label: Any, predicted: Any) -> bool:
    """The same amounts in the same units; blanks and spellings of units aside."""
    return _strength(str(label)) == _strength(str(predicted))


def _decisive(counted: Counter[str]) -> Counter[str]:
    return Counter({word: count for word, count in counted.items() if _is_decisive(word)})


def _is_decisive(word: str) -> bool:
    return word in _CRITICAL or word.endswith("n't") or word[0].isdigit() or word[0] in ".-"


def _turns(one: str, other: str) -> bool:
    """Whether one word is the other turned into its opposite: stable and unstable, hyporeflexia and hyperreflexia."""
    if any(low.startswith("hypo") and high == f"hyper{low[4:]}" for low, high in ((one, other), (other, one))):
        return True
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return len(shorter) > 3 and longer.endswith(shorter) and longer[: -len(shorter)] in _TURNING


_UNITS = (
    (re.compile(r"milligrams?|mgs\b"), "mg"),
    (re.compile(r"micrograms?|[µμ]g|ug\b"), "mcg"),
    (re.compile(r"millilit(?:er|re)s?|mls\b"), "ml"),
    (re.compile(r"grams?|gms?\b"), "g"),
    (re.compile(r"percent"), "%"),
)


@lru_cache(maxsize=16384)
def _strength(text: str) -> str:
    said = fold(text).text
    for pattern, unit in _UNITS:
        said = pattern.sub(unit, said)
    said = re.sub(r"(?<!\d)\.(?=\d)", "0.", re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", said))
    said = re.sub(r"(\d+\.\d*?)0+(?!\d)", r"\1", said).replace(".%", "%")
    # A blank between two digits parts two numbers.
    return re.sub(r"(?<!\d)\s+|\s+(?!\d)|(?<=\d)\.(?!\d)|\.$", "", said)


def _as_equal(same: Callable[[Any, Any], bool]) -> Callable[[Any, Any], float]:
    return lambda label, predicted: float(same(label, predicted))


def _as_text(label: Any, predicted: Any) -> float:
    return token_f1(str(label), str(predicted))


EXACT = Comparator("exact", same_exactly.__doc__ or "", same_exactly, _as_equal(same_exactly))
WORDS = Comparator("words", same_words.__doc__ or "", same_words, _as_text)
PHRASE = Comparator("phrase", same_phrase.__doc__ or "", same_phrase, _as_text)
STRENGTH = Comparator("strength", same_strength.__doc__ or "", same_strength, _as_text)
