"""The worker: age, sex and date of injury, from the first sentences of the case summary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from structurer.interpret import DATE, NUMBER_WORD, date_of, read_number
from structurer.kind import Reading
from structurer.kinds.medical.summary.accident_words import JOB
from structurer.letter import Letter
from structurer.regex import regex
from structurer.result import Span
from structurer.sections import Outline, Section

_N = rf"(?:\d{{1,3}}|{NUMBER_WORD})"
_FIRST = r"(?<![\d./-])"
_YEARS = r"(?:years?|yrs?|y)\.?"
_SEXED = r"(?:males?|man|gentleman|females?|woman|lady)"
_LETTER = r"(?-i:[MF])(?=[\s.,;)])"
# "a 12-year-old injury", "of a ten year old scan": the years of a thing.
_OF_A_THING = (
    r"(?!\s+(?:(?!(?:with|who|whose|had|has|and|in|on|after|for)\b)[\w-]+\s+){0,2}"
    r"(?:injur(?:y|ies)|claim|accident|incident|fracture|tear|scan|MRI|CT|x-?rays?|films?|study|studies|report|fusion|surgery|scar)\b"
    r"(?!\s+(?:tech|nurse|adjust|assist|clerk|schedul|examin|patient|victim|worker)))"
)
_WORKER = r"(?:he|she|worker|patient|claimant|applicant|employee)"
_TOLD_AS_AGE = (
    rf"{_FIRST}\b{_N}[\s-]*{_YEARS}[\s-]*(?:olds?|of\s+age|o)\b{_OF_A_THING}",  # "63-year-old", "59 years of age"
    rf"{_FIRST}\d{{1,3}}[\s-]*y\.?\s?/?\s?o(?:\.?[MF])?\b",  # "61 y.o.", "44 y/o"
    rf"\b(?:{_WORKER}|(?:Mr|Mrs|Ms)\.?\s+[\w\[\]-]+)\s+is\s+(?:now\s+)?[1-9]\d(?=\s*(?:[.,;]|$|(?:now|and(?!\s+(?:\d|an?\s+half|one))|years)\b))",  # "he is 52 now"
    rf"\b{_WORKER},\s+(?:1[5-9]|[2-9]\d),",  # "the worker, 31, delivers"
    rf"\b(?:aged?|age\s+(?:of|is))(?:\s*:?\s+|-){_N}\b(?!\s*(?:weeks|months|days))",
)
_BESIDE_SEX = (
    rf"{_FIRST}[1-9]\d\s*-?\s*(?:{_YEARS})?\s*,?\s*{_SEXED}(?=[\s.,;)])",  # "64 yr old man", "a cook, 44, female"
    rf"{_FIRST}[1-9]\d(?:\s*-?\s*{_YEARS}\s*,?\s*|\s*[,-]\s*){_LETTER}",  # "64 yr F", "a cook, 44, F"; no temperature
    rf"(?:\A|(?<=\n)|(?<=[.;]\s)|(?<=\ba\s)|(?<=\b[Tt]his\s))[1-9]\d\s*{_LETTER}(?!\s+(?:temp|fever))",  # "A 64 F fell."
    rf"(?:\b{_SEXED}|(?<![\w/-])(?<!\d\s){_LETTER})\s*[,;]?\s*\(?(?:now\s+)?[1-9]\d(?=\s*(?:[.,;)]|$))",  # "welder, male, 33"
    r"\b(?:female|woman|male|man)\s+(?:[\w-]+\s+){1,4}?now\s+[1-9]\d(?=\s*[.,;)])",  # "a female guard now 58"
    rf"{_FIRST}\b[1-9]\d(?:\s+and\s+|\s*/\s*)(?:(?:an?|is)\s+)?{_SEXED}(?=[\s.,;)])",  # "a roofer, 57 and male"
    rf"\b{_SEXED}\s*,\s*[1-9]\d\s+years?\b(?!\s+(?:ago|of\b))",  # "a man, 49 years"
    rf"\b{_SEXED}\s+of\s+{_N}(?=\s*(?:[.,;)]|$|years?\b(?!\s+(?:ago|of)\b)|who\b|with\b))",  # "a lady of 39 years", "a man of 50"
    r"\bwho(?:\s+is|['’]s)\s+(?:now\s+)?[1-9]\d(?=\s*(?:[.,;)]|and\s+(?!(?:\d|an?\s+half)\b)))",  # "who is 41 and drives"
)
_AGES = tuple(regex("|".join(turns), re.IGNORECASE) for turns in (_TOLD_AS_AGE, _BESIDE_SEX))
_OPENING = regex(
    r"\s*(?:(?:IW|Pt\.?|(?:Mr|Mrs|Ms)\.?\s+[\w\[\]-]+|Patient|Claimant|Applicant|Worker|Employee|(?:An?|The|This)\s[^.,;:\d]{1,60}),\s*(?P<apart>(?:1[5-9]|[2-9]\d)(?=\s*,))"
    rf"|[^.;\d]{{0,90}}?(?:,|\band)\s+is\s+(?:now\s+)?(?P<told>(?:1[5-9]|[2-9]\d)(?=\s*(?:[.,;]|and\b)))"
    rf"|[^.;\d]{{0,90}}?\b{JOB}\s+of\s+(?P<of>(?:1[5-9]|[2-9]\d)(?=\s*(?:[.,;(]|(?:who|whose|with|and|was|is|has|had|fell|[a-z]+ed)\b)))"
    rf"|[^.;\d]{{0,90}}?(?<![\w/.])(?P<beside>\((?:now\s+)?(?:1[5-9]|[2-9]\d)\)|(?:1[5-9]|[2-9]\d)\s?(?:{_LETTER}|(?-i:[MF])(?=/[a-z]{{3}}))(?!\s+(?:temp|fever))|(?:1[5-9]|[2-9]\d)/(?-i:[MF])\b|(?-i:[MF])/(?:1[5-9]|[2-9]\d)(?![\d/])))",
    re.IGNORECASE,
)
"""Nobody but the worker is who a summary opens with: "A mail sorter, 42, noticed", "an operator (47)", "Carrier 60F"."""
_NUMBER = regex(rf"\b{_N}", re.IGNORECASE)
_ONCE = regex(r"\b(?:then|at|since|from|until|by|when\s+(?:he|she)\s+was)\s+(?:the\s+|an?\s+)?$", re.IGNORECASE)
"""Before an age that is not today's: "then aged 48", "since the age of 13"."""
_THEN = regex(
    r"\s*,?\s*(?:(?:and\s+)?(?:when|while)\s+(?:he|she|this|injured|hurt)\b|(?:(?:at|on)\s+)?the\s+(?:time|day|date)\s+of\s+(?:the\s+|his\s+|her\s+)?(?:injury|accident|incident)\b)",
    re.IGNORECASE,
)
"""Behind an age of the day of the injury: it counts where no other is told."""
_ANOTHER = regex(
    r"\b(?:son|daughter|child|children|husband|wife|spouse|mother|father|brother|sister)\s*,?\s*(?:is\s+)?(?:who\s+is\s+)?(?:an?\s+)?\Z"
    r"|\b(?:last|past)\s+\Z",
    re.IGNORECASE,
)
"""Before the age of somebody else, and before a number that is no age."""
_WARM = regex(r"\b(?:temperature|temp|fever|degrees)\b[^.;]{0,30}\Z", re.IGNORECASE)
"""Before a number and an F that is no letter of sex."""
_OLDEST = 110
_SEX = regex(r"\b(?:(?P<male>male|man|gentleman)|(?P<female>female|woman|lady))\b", re.IGNORECASE)
_OF_ANOTHER = regex(
    r"\b(?!(?:being|involving|concerning|regarding)\b)(?:by|with|from|\w+ing)\s+(?:an?|another|the|two|some)\s+(?:[a-z]+\s+){0,2}\Z"
    r"|\b(?:another|other)\s+\Z",
    re.IGNORECASE,
)
"""Before a word for somebody whom the worker met with: "restraining a male", "struck by a large man"."""
_SEX_LETTER = regex(
    r"(?:(?<![A-Za-z/.-])(?=[MF])|(?<=\d/)(?=[MF])|(?<=yo)|(?<=YO)|(?<=\.o\.)|(?<=/o))(?:(?P<male>[Mm])|(?P<female>[Ff]))(?![\w-]|/(?!\d\d\b))"
)
_TITLE = regex(r"\b(?:(?P<male>Mr)|(?P<female>Mrs|Ms|Miss))\b(?=\.?\s+\S)")
_PRONOUN = regex(r"\b(?:(?P<male>he|his|him|himself)|(?P<female>she|hers?|herself))\b", re.IGNORECASE)
_INJURY_DATE = regex(
    r"\b(?:date\s+of\s+(?:the\s+|this\s+|his\s+|her\s+)?(?:\w+\s+)?injur(?:y|ies)|injury\s+date|DOI|date\s+of\s+loss)\b"
    r"(?:\s*(?:[:,(–-]|\b(?:was|is|of|on|as|being|given|listed|recorded|reported|stated|DOI)\b))*\)?\s*",
    re.IGNORECASE,
)
_DAY_FIRST = regex(
    rf"\b(?:with|has|had)\s+an?\s+(?:reported\s+)?(?P<date>{DATE.pattern})\s+(?:date\s+of\s+(?:injury|loss)|DOI|(?:industrial|work(?:[\s-]related)?|occupational)\s+injury)\b",
    re.IGNORECASE,
)
"""The day before the words for it: "with a 9/17/12 date of injury"."""
_INJURED = regex(
    r"(?<!re-)\b(?:injur(?:y|ies|ed(?!\s+(?:worker|employee|patient|claimant|applicant)))|accident|incident|(?P<claim>claim))"
    r"(?P<how>(?:\s+[\w/'’-]+){0,7}?)\s+(?:(?P<on>on)|of|from|dated)\s+(?=\d|(?-i:[A-Z])[a-z]{2})",
    re.IGNORECASE,
)
_NOT_THE_FIRST = regex(
    r"\b(?:prior|previous(?:ly)?|earlier|past|second|subsequent|new|another|other|different|non-?\s?industrial|non-?\s?work-?\s?related)"
    r"\s+(?:[\w-]+\s+){0,3}\Z",
    re.IGNORECASE,
)
_NO_DAY_OF_INJURY = regex(
    r"\b(?:seen|saw|under(?:went|go)|surg\w+|operati\w+|MRI|CT|x-?rays?|scans?|study|studies|visits?|consult\w*|follow\w*|therapy|inject\w*"
    r"|notes?|letters?|forms?|records?|reports?|per|return\w*|began|given|told|present\w*|complain\w*|claim\w*|denial|review\w*|evaluation"
    r"|exam\w*|assess\w*|until|before|after|since|(?:PR|DWC)-?\s?\d)\b",
    re.IGNORECASE,
)
"""Between the injury and a day, what makes the day another's: "the injury was last examined on"."""
_DONE = regex(
    r"\b(?!(?:occurred|happened|sustained|suffered|incurred|dated|alleged|injured)\b)[a-z]+ed\b", re.IGNORECASE
)
_HOW = regex(r"\b(?:when|while)\b", re.IGNORECASE)


def read_worker(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """Age and sex, where the summary says one thing."""
    summary = outline.part("summary")
    if summary is None:
        return
    age = next(_ages(letter, summary), None)
    if age and age[0] <= _OLDEST:
        yield Reading("/worker/age", *age)
    yield from _sex(letter, summary, age[1] if age else None)


def injury_date(letter: Letter, summary: Section, path: str) -> Reading | None:
    """The date of injury as the summary tells it, as the value at `path`."""
    labelled = _days_behind(letter, summary, _INJURY_DATE.finditer(letter.text, summary.start, summary.end))
    told = _days_behind(
        letter, summary, filter(_of_the_injury, _INJURED.finditer(letter.text, summary.start, summary.end))
    )
    first = _days_first(letter, summary)
    told_of = [one for one in (next(first, None), next(told, None)) if one]
    found = next(labelled, None) or min(told_of, key=lambda one: one[1].start, default=None)
    return Reading(path, found[0].isoformat(), found[1]) if found else None


def _days_behind(letter: Letter, summary: Section, leads: Iterable[re.Match[str]]) -> Iterator[tuple[date, Span]]:
    for lead in leads:
        yield from _day_at(letter, lead.end(), summary.end)


def _days_first(letter: Letter, summary: Section) -> Iterator[tuple[date, Span]]:
    for found in _DAY_FIRST.finditer(letter.text, summary.start, summary.end):
        if _NOT_THE_FIRST.search(re.split(r"[.;]\s", letter.text[max(0, found.start() - 60) : found.start()])[-1]):
            continue
        yield from _day_at(letter, *found.span("date"))


def _day_at(letter: Letter, start: int, end: int) -> Iterator[tuple[date, Span]]:
    match = DATE.match(letter.text, start, end)
    day = date_of(match) if match else None
    if match and day:
        yield day, letter.span(*match.span())


def _of_the_injury(lead: re.Match[str]) -> bool:
    """Whether the day behind these words is that of the injury, and not of a visit, of a paper, or of another injury."""
    how = lead["how"]
    if (lead["claim"] and lead["on"]) or _NO_DAY_OF_INJURY.search(how) or (_DONE.search(how) and not _HOW.search(how)):
        return False
    return not _NOT_THE_FIRST.search(re.split(r"[.;]\s", lead.string[max(0, lead.start() - 60) : lead.start()])[-1])


def _ages(letter: Letter, summary: Section) -> Iterator[tuple[int, Span]]:
    """The ages told, in years, each with its passage, those in so many words first; not those of an earlier day."""
    then: list[tuple[int, Span]] = []
    told_of = [found.span() for turns in _AGES for found in turns.finditer(letter.text, summary.start, summary.end)]
    if not told_of and (opening := _OPENING.match(letter.text, summary.start, summary.end)):
        told_of = [opening.span(opening.lastgroup or 0)]
    for start, end in told_of:
        told = letter.text[start:end]
        number = _NUMBER.search(told)
        years = read_number(re.sub(r"\s+", " ", number[0])) if number else None
        before = letter.text[max(summary.start, start - 40) : start]
        warm = told.endswith("F") and _WARM.search(before)
        if years is None or warm or _ONCE.search(before) or _ANOTHER.search(before):
            continue
        age = int(years), letter.span(start, end)
        if _THEN.match(letter.text, end, summary.end):
            then.append(age)
        else:
            yield age
    yield from then


def _sex(letter: Letter, summary: Section, age: Span | None) -> Iterator[Reading]:
    """The word in or beside the age; else the only one there is; else the only letter, title or pronoun."""
    text = letter.text
    words = [
        word
        for word in _SEX.finditer(text, summary.start, summary.end)
        if not _OF_ANOTHER.search(text[max(summary.start, word.start() - 40) : word.start()])
    ]
    beside = [match for match in words if age and age.start <= match.start() <= age.end + 40]
    letters = list(_SEX_LETTER.finditer(text, max(summary.start, age.start - 4), age.end + 12)) if age else []
    titles = list(_TITLE.finditer(text, summary.start, summary.end))
    for matches in (beside, words, letters, titles, list(_PRONOUN.finditer(text, summary.start, summary.end))):
        said = {"male" if match["male"] else "female" for match in matches}
        if len(said) == 1 or (matches is beside and beside):
            first = matches[0]
            yield Reading("/worker/sex", "male" if first["male"] else "female", letter.span(*first.span()))
            return
        if said:
            return
