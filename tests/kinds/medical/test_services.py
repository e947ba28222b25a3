"""What headings ask for and for which parts of the body, as code reads it of them."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.body import body_parts
from structurer.kinds.medical.categories import settled_category
from structurer.kinds.medical.headings import plain_reading
from structurer.kinds.medical.services import plain_service
from structurer.letter import Letter
from structurer.sections import Section


def read(heading: str) -> tuple[str | None, list[str]]:
    letter = Letter.from_text(heading)
    disputed = Section("request", 0, len(letter.text))
    service = plain_service(letter, disputed, plain_reading(letter, disputed))
    return (service.text if service else None), [part.text for part in body_parts(letter, disputed)]


@pytest.mark.parametrize(
    ("heading", "service", "parts"),
    [
        ("Six massage sessions for the neck", "massage", ["neck"]),
        ("One month supply of Norco 5/325mg", "Norco", []),
        ("two week trial of a pain program", "pain program", []),
        ("Series of 3 Synvisc injections for the left knee", "Synvisc injections", ["left knee"]),
        ("One knee scooter", "knee scooter", []),
        ("Left L4-L5 epidural steroid injection", "epidural steroid injection", ["Left L4-L5"]),
        ("X-ray of the hand/wrist", "X-ray", ["hand", "wrist"]),
        ("Platelet-rich plasma (PRP) injection of the right heel", "Platelet-rich plasma (PRP) injection", ["right heel"]),
        ("EMG (electromyography)/NCV of the left arm", "EMG (electromyography)/NCV", ["left arm"]),
        ("Baclofen 2%, Ketoprofen 10%/Menthol", "Baclofen 2%, Ketoprofen 10%/Menthol", []),
        ("Pre-op labs: CBC and CMP", "labs", []),
        ("Pre-op labs: CBC", "CBC", []),
    ],
)  # fmt: skip
def test_service_and_parts_of_a_heading(heading: str, service: str, parts: list[str]) -> None:
    assert read(heading) == (service, parts)


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("Psychological clearance for the stimulator trial", "psych_services"),
        ("Follow-up labs", "diagnostic_testing"),
        ("Follow-up visit", "evaluation_management"),
    ],
)
def test_what_settles_the_category_comes_first(words: str, category: str) -> None:
    assert settled_category(words) == category
