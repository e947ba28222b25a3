"""Whether a phrase is care, a test, or the word for drugs: what the entries of a list of treatment are sorted by."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.care_entries import is_none
from structurer.kinds.medical.summary.care_words import CERTAIN
from structurer.kinds.medical.summary.drugs import DRUG
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.study_names import TEST, name_ends
from structurer.kinds.medical.summary.words import CARE
from structurer.regex import regex

_DATES = regex(r"\(?\b\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\)?")
_DRUGS = regex(
    r"(?:(?:oral|topical|pain|prescription|prescribed|current|various|multiple|use\s+of|and)\s+)*(?:medications?|medicines?|meds)(?:\s+(?:management|therapy|regimen|use))?",
    re.IGNORECASE,
)
_BY_SOUND = regex(r"ultrasound(?:\s+(?:treatments?|therapy))?", re.IGNORECASE)
_BRAND = regex(r"[A-Z][a-z]{4,}(?:\s(?:ER|XR|SR|CR|DS|\d[\d.,]*\s?(?:mg|mcg|%).*))?")
_WITH_DRUG = regex(
    r"\b(?:injections?|blocks?|iontophoresis|phonophoresis|infusions?|epidurals?|shots?|ESIs?|series|Synvisc|Orthovisc|Euflexxa|Supartz|Hyalgan)\b",
    re.IGNORECASE,
)


def names_test(part: Piece) -> bool:
    """Whether an entry among treatments is a test that was done."""
    text = _DATES.sub("", part.text).strip(" ,()")
    named = TEST.match(text)
    if named is None or _BY_SOUND.fullmatch(text):
        return False
    return name_ends(text, named.end(), len(text)) == len(text) or not CARE.search(text)


def tests_by_another_name(text: str) -> bool:
    """Whether an entry holds the word for a test and none for care: "rib series radiographs"."""
    return bool(TEST.search(text)) and not names_care(text)


def names_drug(text: str) -> bool:
    """Whether an entry among treatments is a drug, and not what is done with one: "Kenalog injection" is care."""
    return bool(DRUG.search(text)) and not _WITH_DRUG.search(text)


def names_unknown_drug(text: str) -> bool:
    """Whether an entry among treatments can only be a drug by a name that is not known: one word with a capital."""
    return bool(_BRAND.fullmatch(text.strip())) and not names_care(text) and not TEST.search(text)


def is_drugs_unnamed(text: str) -> bool:
    """Whether the words are "medications" and no more, which is a treatment only where no drug is named."""
    return bool(_DRUGS.fullmatch(text.strip()))


def names_care(text: str) -> bool:
    """Whether a phrase holds a word for care."""
    return bool(CARE.search(_PEOPLE.sub("", text)) or CERTAIN.search(text))


_PEOPLE = regex(r"\b(?:surgeons?|therapists?|acupuncturists?|psych\w+ists?|consultants?|evaluators?)\b", re.IGNORECASE)  # fmt: skip
"""Who gives care, which is none."""


def is_treatment(text: str) -> bool:
    """Whether a phrase that a model took for a treatment can be one: care, and no test or drug."""
    return names_care(text) and not TEST.search(text) and not DRUG.search(text) and not is_none(text)


def is_certain_care(text: str) -> bool:
    """Whether a phrase names care in words that mean nothing else."""
    return bool(CERTAIN.search(text)) and len(text.split()) < 12


_LEADS_TO_LIST = regex(
    r"\binclud|\bconsist|:|-\s*$|\b(?:treatments?|care|measures|modalities|therap(?:y|ies))\b|\b(?:treated|managed)\b|underw|undergone|completed|received|attended|\bTx\s+(?:so|to)\b|^(?:\w+\s+)?(?:surgeries|operations|injections)$|\bto\s+(?:the\s+)?(?:surgery|OR|operating)\b",
    re.IGNORECASE,
)


def is_list_of_care(turn: str) -> bool:
    """Whether a turn of phrase leads up to nothing but care, so that what it names is care in whatever words."""
    return bool(_LEADS_TO_LIST.search(turn)) and not _WHERE.match(turn)


_WHERE = regex(r"(?:(?-i:ER|ED|UC)|urgent\s+care|emergency\s+\w+)\b", re.IGNORECASE)
"""Where care was given first, and much besides was found."""
