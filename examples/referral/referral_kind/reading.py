"""What code reads behind labels, and how referrals are told from other letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer import Letter, Reading, Recognition
from structurer.interpret import DATE, date_of
from structurer.sections import Outline

_SIGNS = {
    "a referral is named": r"\brefer(?:ral|red|ring)?\b",
    "a patient is named": r"^(?:Re|Patient)\s*:",
    "a colleague is addressed": r"^Dear\s+(?:Dr|colleagues?)\b",
    "an examination is asked for": r"\b(?:kindly|please|grateful)\b[^.]{0,80}\b(?:see|assess|evaluat|examin|advise)",
}
_PATIENT = re.compile(
    r"^(?:Re|Patient)\s*:[ \t]*(?P<name>[^,\n]+)(?:,\s*(?P<age>\d{1,3})\s*(?:years?|y/?o)\b)?", re.MULTILINE
)


def recognise(letter: Letter) -> Recognition:
    """A quarter for each sign; two of them do not make a referral."""
    found = tuple(says for says, sign in _SIGNS.items() if re.search(sign, letter.text, re.MULTILINE | re.IGNORECASE))
    return Recognition(0.25 * len(found) if len(found) > 2 else 0.0, found)


def read_labels(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """Date, patient and age, where they are printed behind their labels. Not certain means nothing: then it is asked."""
    patient = _PATIENT.search(letter.text)
    if patient:
        span = letter.span(*patient.span("name"))
        yield Reading("/patient", letter.verbatim(span.start, span.end), span)
        if patient["age"]:
            yield Reading("/age", int(patient["age"]), letter.span(*patient.span("age")))
    label = re.search(r"^Date:[ \t]*", letter.text, re.MULTILINE)
    printed = DATE.match(letter.text, label.end()) if label else None
    day = date_of(printed) if printed else None
    if printed and day:
        yield Reading("/sent", day.isoformat(), letter.span(*printed.span()))
