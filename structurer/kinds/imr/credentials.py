"""The expert reviewer's licences and specialties: from labels since 2016, from sentences before."""

from __future__ import annotations

from collections.abc import Iterator

from structurer.kind import Reading
from structurer.kinds.medical.credentials import credentials_in_prose, entries, listed
from structurer.letter import Letter
from structurer.regex import regex
from structurer.sections import Outline

_LICENSURE = regex(r"State\(s\)\s+of\s+Licensure\s*:\s*")
_CERTIFICATION = regex(r"Certification\(s\)\s*/\s*Specialty\s*:\s*")
_SENTENCE = regex(r"[\n\f]\s*(?:(?:The|This|These|He|She|He/she|They|All|No|I)\s+[a-z]|Page\s+\d)")
"""Text that follows a list of specialties without a heading, or a page's number."""


def read_credentials(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """States of licensure and specialties, one each."""
    reviewer = outline.part("reviewer")
    if reviewer is None:
        return
    licensure = _LICENSURE.search(letter.text, reviewer.start, reviewer.end)
    certification = _CERTIFICATION.search(letter.text, reviewer.start, reviewer.end)
    if licensure or certification:
        if licensure:
            end = certification.start() if certification and certification.start() > licensure.end() else reviewer.end
            yield from listed("/reviewer/licensed_states", entries(letter, licensure.end(), end))
        if certification:
            end = licensure.start() if licensure and licensure.start() > certification.end() else reviewer.end
            text = _SENTENCE.search(letter.text, certification.end(), end)
            yield from listed(
                "/reviewer/specialties", entries(letter, certification.end(), text.start() if text else end)
            )
        return
    yield from credentials_in_prose(letter, reviewer)
