"""A case across kinds: a utilization review letter and the IMR determination that reviews it."""

from __future__ import annotations

from typing import Any

import pytest

from structurer import link
from structurer.errors import KindError
from structurer.evals.suite import load_suite
from structurer.kinds.imr.record import ImrRecord
from structurer.kinds.ur.record import UrRecord
from structurer.linking import Link

UR = next(case.label for case in load_suite("ur").cases if case.id == "blocks-roofer-lumbar")


def item(request: str, service: str, decision: str, **also: Any) -> dict[str, Any]:
    return {"request": request, "service": service, "decision": decision, **also}


THERAPY = item(
    "Physical therapy 2 times a week for 6 weeks, lumbar spine was the original request. Physical therapy 6 visits was "
    "authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, Physical therapy "
    "6 visits, lumbar spine",
    "Physical therapy", "upheld", body_parts=["lumbar spine"], quantity=6,
)  # fmt: skip
MRI = item("MRI of the lumbar spine", "MRI", "overturned", body_parts=["lumbar spine"])


def reviewed(*items: dict[str, Any], **case: Any) -> ImrRecord:
    dates = {"date_of_injury": "2019-03-14", "ur_denial_date": "2020-02-12", "decision_date": "2020-04-20", **case}
    return ImrRecord.model_validate({"case": dates, "determinations": list(items)})


def linked(*items: dict[str, Any], **case: Any) -> Link:
    return link(UR, reviewed(*items, **case))


def test_what_was_asked_decided_appealed_and_reversed() -> None:
    found = linked(MRI, THERAPY)
    assert found.sure
    assert (found.earlier, found.later) == ("ur", "imr")
    assert [(one.decided, one.appealed, one.reversed, one.later) for one in found.treatments] == [
        ("approved", False, None, None),
        ("modified", True, False, "/determinations/1"),
        ("denied", True, True, "/determinations/0"),
    ]
    assert found.treatments[1].authorized == "Physical therapy 6 visits, lumbar spine"


def test_the_order_in_which_letters_are_given_does_not_matter() -> None:
    assert link(reviewed(MRI), UR) == linked(MRI)


@pytest.mark.parametrize(
    ("case", "says"),
    [
        ({"date_of_injury": "2019-03-15"}, "the date of injury differs"),
        ({"ur_denial_date": "2020-03-12"}, "the date of the decision under review differs"),
        ({"decision_date": "2020-01-02"}, "the later letter was decided first"),
    ],
)
def test_another_date_speaks_against_one_case(case: dict[str, str], says: str) -> None:
    found = linked(MRI, **case)
    assert not found.sure
    assert [one for one in found.against if one.startswith(says)]


@pytest.mark.parametrize(
    "other",
    [
        item("Right shoulder arthroscopy", "arthroscopy", "upheld", body_parts=["Right shoulder"]),
        item("Left carpal tunnel release", "carpal tunnel release", "upheld"),
    ],
)
def test_another_treatment_is_not_linked(other: dict[str, Any]) -> None:
    found = linked(other)
    assert not found.sure
    assert found.treatments[-1].earlier is None
    assert found.treatments[-1].reversed is False


def test_another_strength_or_side_is_another_treatment() -> None:
    def asked(request: str, **also: Any) -> UrRecord:
        return UrRecord.model_validate({"determinations": [item(request, "Norco", "denied", **also)]})

    def same(one: UrRecord, two: dict[str, Any]) -> bool:
        return link(one, reviewed(two)).treatments[0].appealed

    assert same(
        asked("Norco 10/325mg #60", strength="10/325mg"),
        item("Norco 10/325 mg #60", "Norco", "upheld", strength="10/325 mg"),
    )
    assert not same(
        asked("Norco 10/325mg #60", strength="10/325mg"),
        item("Norco 5/325mg #60", "Norco", "upheld", strength="5/325mg"),
    )
    assert not same(asked("Left knee brace"), item("Right knee brace", "Norco", "upheld"))


@pytest.mark.parametrize(
    ("asked", "reviewed_as", "same"),
    [
        (("MRI of the lumbar spine", "MRI", "lumbar spine"), ("MRI of the cervical spine", "MRI", "cervical spine"), False),
        (("MRI of the lumbar spine", "MRI", "lumbar spine"), ("MRI of the low back", "MRI", "low back"), True),
        (("EMG of the legs", "EMG", "legs"), ("EMG, bilateral lower extremities", "EMG", "bilateral lower extremities"), True),
        (("EMG of the legs", "EMG", "legs"), ("EMG, bilateral upper extremities", "EMG", "bilateral upper extremities"), False),
        (("Tramadol #60", "Tramadol"), ("Norco #60", "Norco"), False),
        (("Tramadol #60", "Tramadol"), ("Tramadol 50mg #30", "Tramadol"), True),
        (("Norco #60", "Norco"), ("Hydrocodone (Norco) #60", "Hydrocodone"), True),
        (("Colace 100mg #60 with 2 refills", "Colace"), ("Imitrex 100mg #9 with 2 refills", "Imitrex"), False),
        (("Physical therapy 2 times a week for 6 weeks, left knee", "Physical therapy", "left knee"),
         ("Acupuncture 2 times a week for 6 weeks, left knee", "Acupuncture", "left knee"), False),
        (("Physical therapy 2 times a week for 6 weeks", "Physical therapy"),
         ("Aquatic therapy 2 times a week for 6 weeks", "Aquatic therapy"), False),
        (("TENS unit purchase", "TENS unit"), ("TENS units, 30-day rental", "TENS units"), True),
        (("97110 x 6", None), ("97140 x 6", None), False),
    ],
)  # fmt: skip
def test_another_service_or_part_of_the_body_is_another_treatment(
    asked: tuple[str, ...], reviewed_as: tuple[str, ...], same: bool
) -> None:
    def made(request: str, service: str, *parts: str) -> dict[str, Any]:
        return item(request, service, "denied", body_parts=list(parts))

    before = UrRecord.model_validate({"determinations": [made(*asked)]})
    after = reviewed({**made(*reviewed_as), "decision": "overturned"})
    found = link(before, after).treatments[0]
    assert (found.appealed, found.reversed) == ((True, True) if same else (False, None))


def test_two_letters_of_one_stage_are_not_linked() -> None:
    with pytest.raises(KindError, match="same stage"):
        link(UR, UR)
