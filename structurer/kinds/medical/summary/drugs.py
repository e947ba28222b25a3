"""Drugs as case summaries name them: by brand or substance, with strength and how often."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.drug_names import NAMES

_ENDINGS = (
    r"codone|profen|pentin|oxicam|caine|prazole|tidine|triptyline|methocarbamol|azepam|azolam|oxetine|statin|sartan|cillin|mycin|floxacin"
    r"|triptan|barbital|morphone|prine|tadol|setron"
)
_SALTS = (
    r"HCL|sodium|potassium|magnesium|citrate|tartrate|hydrochloride|hydrobromide|succinate|besylate|maleate|acetate|sulfate|phosphate|mesylate|fumarate"
    r"|pamoate|decanoate|tromethamine|bitartrate|oxalate|monohydrate|hyclate"
)
_RELEASES = r"ER|XR|SR|CR|IR|DR|EC|XL|LA|CD|ODT|OTC|PM|DS|HFA|IB|forte|(?:extended|delayed|immediate|controlled|sustained)[\s-]+release"
_SHAPES = (
    r"(?:transdermal\s+|topical\s+)?patch(?:es)?|gel|cream|ointment|(?:nasal\s+)?spray|tablets?|capsules?|inhalers?|lotion|(?:eye\s+|ear\s+)?drops|dose\s?pa(?:k|ck)"
    r"|nebulizer|suppositor(?:y|ies)|solution|suspension|elixir|syrup|powder"
)
_FORMS = rf"(?:\s+(?:{_SALTS}|{_RELEASES}|{_SHAPES})(?!\w))*"
_ONE = rf"(?:{'|'.join(name.replace('_', ' ') for name in sorted(NAMES, key=len, reverse=True))}|[a-z]+(?:{_ENDINGS}))(?!\w)"
_WITH = rf"(?:{_ONE}|acetaminophen|apap|caffeine|aspirin|asa|hctz|menthol|camphor|chondroitin)(?!\w)"
NAME = (
    rf"\b(?:(?:topical|oral|nebulized|compound(?:ed)?)\s+)?(?:depo-|solu-)?{_ONE}(?:\s(?:{_SALTS})(?!\w))?(?:\s?[/-]\s?{_WITH})*"
    rf"(?:\s+(?:with|w/)\s?codeine)?(?:\s?\#\s?[1-4](?!\d))?{_FORMS}"
)
_AMOUNT = r"\d[\d.,]*(?:\s?[/-]\s?\d[\d.]*)?\s?(?:mg(?:/ml)?|mcg|µg|g|gm|ml|meq|iu|units?|%)(?:\s?/\s?\d[\d.]*\s?(?:mg|mcg|ml|%)|/\s?(?:hr|hour))?(?![a-z])"
_LATIN = r"(?:[bt]\.\s?i\.\s?d\.?|[bt]id|q\.\s?i\.\s?d\.?|qid|q\.\s?h\.\s?s\.?|qhs|q\.\s?d\.?|qd|q\.\s?a\.?\s?m\.?|qam|q\.\s?p\.?\s?m\.?|qpm|qday|qod)"
_PRN = r"(?:p\.\s?r\.\s?n\.?|prn)"
_OFTEN = (
    r"(?:(?:once|twice|(?:one|two|three|four|five|1|2|3|4|\d+(?:\s?-\s?\d+)?)\s+times|[1-6]x|x[1-6])"
    r"(?:\s+(?:a|per|each)\s+(?:day|week|month)|\s+daily|\s+weekly)?|daily|nightly|weekly|(?:one|two|three|four|five|\d)\s+(?:a|per)\s+day|each\s+(?:day|morning|evening|night)|every\s+(?:(?:\d+(?:\s?(?:-|to)\s?\d+)?|other|four|six|eight|twelve)\s+)?(?:hours?|days?|morning|evening|night|weeks?)"
    r"|(?:at|@)\s+(?:bedtime|night|hs)|at\s+(?:the\s+)?onset(?:\s+of\s+\w+)?|(?:before|with|after)\s+(?:breakfast|lunch|dinner|supper|meals|therapy|(?:the\s+)?evening\s+meal)|hs(?:\s+prn)?(?!\w)|before\s+bed(?:time)?|in\s+the\s+(?:morning|evening)|q\.?\s?\d+(?:-\d+)?\s?h(?:rs?|ours?)?"
    rf"|{_LATIN}|as\s+needed|{_PRN}|with\s+(?:food|meals))"
)
OFTEN = re.compile(
    rf"{_OFTEN}(?:[\s,]+(?:and\s+)?(?:as\s+needed|{_PRN}|daily|at\s+(?:bedtime|night)|with\s+(?:food|meals)|for\s+\w+\s+(?:days|weeks))(?!\w))*(?!\w)",
    re.IGNORECASE,
)
DRUG = re.compile(NAME, re.IGNORECASE)
AMOUNT = re.compile(_AMOUNT, re.IGNORECASE)
NAMES_ANY = re.compile(rf"{NAME}|{_AMOUNT}", re.IGNORECASE)
"""What shows that a phrase names a drug."""
