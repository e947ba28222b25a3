"""Drugs as case summaries name them: by brand or substance, with strength and how often."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.drug_names import NAMES
from structurer.regex import any_of, regex

_ENDINGS = (
    "codone profen pentin oxicam caine prazole tidine triptiline triptyline prophen methocarbamol azepam azolam oxetine"
    " statin sartan cillin mycin floxacin triptan barbital morphone prine tadol setron"
)
_ENDING = f"(?:{'|'.join(f'(?<=[a-z]{ending})' for ending in _ENDINGS.split())})"
_SALTS = (
    r"HCL|sodium|potassium|magnesium|citrate|tartrate|hydrochloride|hydrobromide|succinate|besylate|maleate|acetate|sulfate|phosphate|mesylate|fumarate"
    r"|pamoate|decanoate|tromethamine|bitartrate|oxalate|monohydrate|hyclate"
)
_RELEASES = r"ER|XR|SR|CR|IR|DR|EC|XL|LA|CD|ODT|MLT|VK|ES|PM|DS|HFA|IB|forte|(?:extended|delayed|immediate|controlled|sustained)[\s-]+release"
_SHAPES = (
    r"(?:transdermal\s+|topical\s+)?patch(?:es)?|gel|cream|ointment|(?:nasal\s+)?spray|tablets?|capsules?|inhalers?|lotion|(?:eye\s+|ear\s+)?drops|gtts?|dose\s?pa(?:k|ck)"
    r"|nebulizer|suppositor(?:y|ies)|solution|suspension|elixir|syrup|powder|rinse|mouthwash|foam|ophthalmic\s+\w+"
)
_FORMS = rf"(?:\s+(?:{_SALTS}|{_RELEASES}|{_SHAPES})(?!\w))*"
_ONE = rf"(?:{any_of(name.replace('_', ' ') for name in NAMES)}|(?>[a-z]+){_ENDING})(?!\w)"
_WITH = rf"(?:{_ONE}|acetaminophen|apap|caffeine|aspirin|asa|hctz|menthol|camphor|chondroitin)(?!\w)"
NAME = (
    rf"\b(?:(?:topical|nebulized|compound(?:ed)?)\s+(?=(?-i:[a-z])))?(?:depo-|solu-)?{_ONE}(?:\s(?:{_SALTS})(?!\w))?(?:\s?[/-]\s?{_WITH})*"
    rf"(?:\s+(?:with|w/)\s?codeine)?(?:\s?\#\s?[1-4](?!\d))?{_FORMS}"
)
_AMOUNT = r"\d[\d.,]*(?:(?:\s?[/-]\s?|\s+to\s+)\d[\d.]*)?\s?(?:mg(?:/ml)?|mcg|µg|g|gm|ml|meq|iu|units?|%)(?:\s?/\s?\d[\d.]*\s?(?:mg|mcg|ml|%)|/\s?(?:hr|hour))?(?![a-z])"
_LATIN = r"(?:[bt]\.\s?i\.\s?d\.?|[bt]id|q\.\s?i\.\s?d\.?|qid|q\.\s?h\.\s?s\.?|q\s?hs|q\.\s?d\.?|qd|q\.\s?a\.?\s?m\.?|qam|q\.\s?p\.?\s?m\.?|qpm|qday|qod)"
_PRN = r"(?:p\.\s?r\.\s?n\.?|prn)(?:\s+(?:breakthr\w+(?:\s+pain)?|pain|headaches?|migraines?|spasms?|nausea|anxiety|panic|insomnia|sleep|constipation|flare-?ups?)(?!\w))?"
_HOW_MANY = r"(?:(?:up\s+to|at\s+most|no\s+more\s+than)\s+)?(?:half(?:\s+an?)?|1/2|½|one|two|three|four|five|six|eight|\d{1,2})(?:\s?(?:-|–|to|or)\s?(?:one|two|three|four|six|eight|\d{1,2}))?"
_TAKEN = (
    r"(?:\s+(?:half\s+)?(?:tabs?|tablets?|caps?|capsules?|pills?|puffs?|drops?|sprays?|times|doses?|patch(?:es)?))?"
)
_DAY = r"(?:day|night|week|month|morning|evening)"
_ONCE = rf"(?:up\s+to\s+|at\s+most\s+)?(?:(?:a\s+few|few|several|a\s+couple\s+of)\s+times(?=\s+(?:a|per|each)\s)|once|twice|thrice|(?:one|two|three|four|five|1|2|3|4|\d+(?:\s?-\s?\d+)?)\s+times|[1-6]x|x[1-6])(?:\s+(?:a|per|each)\s+{_DAY}|\s?/\s?(?:day|night|week|wk|month|d)(?!\w)|\s+daily|\s+nightly|\s+weekly|(?!\s+(?:in\s+(?!(?:the\s+)?(?:morning|evening|afternoon|AM|PM)\b)|since\s|during\s|last\s|while\s)))"
_EVERY = r"(?:every|each)\s+(?:(?:\d+(?:\s?(?:-|to)\s?\d+)?|other|few|two|three|four|five|six|eight|twelve|four\s+to\s+six|six\s+to\s+eight)\s+)?(?:hours?|hrs?|days?|mornings?|evenings?|nights?|weeks?|months?|bed\s?time)"
_AT_MEALS = r"(?:before|with|w/?|after)\s+(?:breakfast|lunch|dinner|supper|meals|food|therapy|work|(?:the\s+)?evening\s+meal)|in\s+the\s+(?:morning|evening|afternoon|AM|PM|a\.m|p\.m)|in\s+(?:AM|PM)|(?:at|@)\s+(?:bed\s?time|night|nite|hs)|before\s+bed(?:\s?time)?|at\s+(?:the\s+)?onset(?:\s+of\s+\w+)?|hs(?:\s+prn)?(?!\w)"
_HOURLY = r"q\.?\s?\d+(?:\s?-\s?\d+)?(?:\s?h(?:rs?|ours?)?)?(?![\w/])"
_ON_AND_OFF = r"\d{1,2}(?:\s+(?:hrs?|hours?))?\s+on[\s,/]*(?:and\s+)?\d{1,2}(?:\s+(?:hrs?|hours?))?\s+off"
_NOW_AND_THEN = r"occasionally|sporadically|intermittently|infrequently|rarely|regularly|(?:when|if|as)\s+(?:needed|required)|as\s+directed|sparingly|on\s+a\s+taper|on\s+occasion"
_RATE = rf"(?:{_ON_AND_OFF}|{_HOW_MANY}{_TAKEN}\s+(?:(?:a|per|each)\s+{_DAY}|daily|nightly|weekly)(?!\w)|{_HOW_MANY}\s?/\s?(?:day|week|month)(?!\w)|{_ONCE}|daily|nightly|weekly|hourly|{_EVERY}|{_AT_MEALS}|{_HOURLY}|{_LATIN}|{_PRN}|{_NOW_AND_THEN}|(?<=mg\s)(?:a|per|each)\s+(?:day|night))"
# A bare number belongs to the rate that it stands before ("1-2 every 4 to 6 hours"), a number of tablets does not.
_OFTEN = rf"(?:{_HOW_MANY}\s+(?:(?:puffs?|inhalations?|sprays?|drops?)\s+(?:(?:in|to)?\s*(?:each|both)\s+(?:nostrils?|eyes?|ears?)\s+)?(?={_RATE}(?!\w))|(?:(?:po|p\.o\.|by\s+mouth|orally)\s+)?(?=(?:{_EVERY}|{_AT_MEALS}|{_HOURLY}|{_LATIN}|{_PRN}|in\s+(?:the|AM|PM))(?!\w))))?{_RATE}"
_ADDED = rf"(?:(?:and\s+)?{_HOW_MANY}\s+(?={_AT_MEALS})|and\s+)?(?:{_NOW_AND_THEN}|{_PRN}|daily|{_AT_MEALS}|{_LATIN}|(?:for|x)\s+\w+\s+(?:days|weeks|wks)(?!\s+(?:by|of)\b))"
OFTEN = regex(rf"(?<![\w/.#-]){_OFTEN}(?:[\s,]+{_ADDED}(?!\w))*(?!\w)", re.IGNORECASE)
DRUG = regex(NAME, re.IGNORECASE)
AMOUNT = regex(_AMOUNT, re.IGNORECASE)
