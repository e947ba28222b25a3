"""What a guideline allows and what was had or asked for, compared in figures."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.rationale.judging import told
from structurer.kinds.medical.rationale.limits import beyond_limit
from structurer.letter import Letter
from structurer.sections import Section


def beyond(text: str) -> str | None:
    letter = Letter.from_text(text)
    span = beyond_limit(list(told(letter, Section("rationale", 0, len(letter.text)))))
    return span.text if span else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The guideline allows six visits. The worker asks for ten visits.", "The worker asks for ten visits."),
        ("The guideline allows 12 visits. The worker asks for ten visits.", None),
        ("The drug should not be used beyond five days. A month's supply was ordered.", "A month's supply was ordered."),
        ("Relaxants are for short-term use. He has taken this one since 2012.", "He has taken this one since 2012."),
        ("Relaxants are for short-term use. He took this one for ten days.", None),
        ("Four screens a year are reasonable. Monthly screens are requested.", "Monthly screens are requested."),
        ("The MTUS caps the dose at 100 mg a day. The regimen comes to 180 mg.", "The regimen comes to 180 mg."),
        ("No more than two levels may be injected. The plan names four levels.", "The plan names four levels."),
        ("ODG speaks of eight visits. She has had 14 and wants more.", "She has had 14 and wants more."),
        ("Two injections a year are the norm. This would be the fifth.", "This would be the fifth."),
        ("He has had it ten months, where three weeks are the ceiling.",
         "He has had it ten months, where three weeks are the ceiling."),
        ("A scan is recommended after six weeks of care. The injury was twelve weeks ago.", None),
        ("The ODG allows six visits. A supply of ten visits was the original request.", None),
        ("A screen once a year is recommended. She has already had one screen this year.",
         "She has already had one screen this year."),
        ("A screen once a month is recommended. She has already had one screen this year.", None),
    ],
)  # fmt: skip
def test_more_than_a_guideline_allows(text: str, expected: str | None) -> None:
    assert beyond(text) == expected
