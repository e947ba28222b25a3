"""Where one diagnosis of a list ends and the next begins, and what leads up to such a list."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.summary import Told, read
from structurer.kinds.medical.summary.diagnoses import diagnoses
from structurer.kinds.medical.summary.diseases import names_disease
from structurer.kinds.medical.summary.line import Line, Piece
from structurer.letter import Letter
from structurer.sections import Section


def listed(text: str) -> list[str]:
    letter = Letter.from_text(text)
    line = Line.of(letter, letter.span(0, len(letter.text)))
    return [one.text for one in diagnoses(Piece(line, 0, len(line.text)))]


def told(text: str) -> Told:
    letter = Letter.from_text(text)
    return read(letter, Section("summary", 0, len(letter.text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cervical, thoracic and lumbar strain, left knee contusion",
         ["cervical, thoracic and lumbar strain", "left knee contusion"]),
        ("elbow sprain, right and left hip bursitis", ["elbow sprain", "right and left hip bursitis"]),
        ("contusion of the face, scalp, and neck", ["contusion of the face, scalp, and neck"]),
        ("lumbar disc disease L4-5 and L5-S1, facet arthropathy",
         ["lumbar disc disease L4-5 and L5-S1", "facet arthropathy"]),
        ("fracture of teeth 3 and 4", ["fracture of teeth 3 and 4"]),
        ("wrist sprain and strain", ["wrist sprain and strain"]),
        ("ankle sprain, healed, and plantar fasciitis", ["ankle sprain, healed", "plantar fasciitis"]),
        ("hip labral tear, recurrent, with trochanteric bursitis",
         ["hip labral tear, recurrent", "trochanteric bursitis"]),
        ("venous ulcer, grade II", ["venous ulcer, grade II"]),
        ("obesity and stage 2 heel ulcer", ["obesity", "stage 2 heel ulcer"]),
        ("tear of the labrum and osteochondral lesion of the talus",
         ["tear of the labrum", "osteochondral lesion of the talus"]),
        ("laceration of the palm with digital nerve and flexor tendon injury",
         ["laceration of the palm with digital nerve and flexor tendon injury"]),
        ("amputation of the ring and little fingers", ["amputation of the ring and little fingers"]),
        ("status post lumbar laminectomy and fusion L4-5 and dysphagia",
         ["status post lumbar laminectomy and fusion L4-5", "dysphagia"]),
        ("status post hip replacement on 3-4-2015 and gout", ["status post hip replacement on 3-4-2015", "gout"]),
        ("thumb pain, rule out fracture", ["thumb pain, rule out fracture"]),
        ("thumb pain and rule out fracture", ["thumb pain", "rule out fracture"]),
        ("radiculitis secondary to disc herniation and stenosis",
         ["radiculitis secondary to disc herniation and stenosis"]),
        ("shoulder impingement, elbow pain and tobacco use", ["shoulder impingement", "elbow pain", "tobacco use"]),
        ("meniscal tear per MRI of 2-3-2016", ["meniscal tear"]),
        ("status post knee surgery and chondromalacia", ["status post knee surgery", "chondromalacia"]),
        ("adjustment disorder with mixed anxiety and depressed mood",
         ["adjustment disorder with mixed anxiety and depressed mood"]),
        ("the following: heel spur and gout", ["heel spur", "gout"]),
        ("847.0 neck sprain, 724.4 radiculitis", ["neck sprain", "radiculitis"]),
        ("gout treated with allopurinol", ["gout"]),
        ("S93.401A, sprain of right ankle", ["sprain of right ankle"]),
    ],
)  # fmt: skip
def test_a_list_is_parted_by_what_stands_on_both_sides(text: str, expected: list[str]) -> None:
    assert listed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A 40-year-old woman with bruxism, jaw pain and headaches following an assault.",
         ["bruxism", "jaw pain", "headaches"]),
        ("The podiatrist listed heel pain; plantar fasciitis; and rule out stress fracture.",
         ["heel pain", "plantar fasciitis", "rule out stress fracture"]),
        ("AXIS I: 1) Panic disorder 2) Insomnia related to pain. AXIS II: deferred.",
         ["Panic disorder", "Insomnia related to pain"]),
        ("Diagnoses as of 9-8-16 were hip bursitis and gout.", ["hip bursitis", "gout"]),
        ("Urgent care diagnosed a scaphoid fracture.", ["scaphoid fracture"]),
        ("He went on to develop chronic regional pain syndrome (CRPS).", ["chronic regional pain syndrome (CRPS)"]),
        ("A diagnosis of frozen shoulder was made on 5-6-2016.", ["frozen shoulder"]),
        ("Trigger thumb and wrist ganglion were assessed.", ["Trigger thumb", "wrist ganglion"]),
        ("The chart carries the labels of wrist sprain and gout.", ["wrist sprain", "gout"]),
        ("A 50-year-old man with a cumulative trauma claim through 1-2-2015.", []),
        ("A 50-year-old man with a history of an occupational claim.", []),
    ],
)  # fmt: skip
def test_what_leads_up_to_diagnoses(text: str, expected: list[str]) -> None:
    assert [one.text for one in told(text).diagnoses] == expected


@pytest.mark.parametrize("text", ["left hydrocele", "rhabdomyolysis", "tenosynovitis", "disc protrusion", "PTSD"])
def test_a_disease_is_known_by_its_word_or_ending(text: str) -> None:
    assert names_disease(text)


@pytest.mark.parametrize("text", ["neck pain", "the diagnosis", "urinalysis", "neurolysis", "numbness", "symptoms"])
def test_what_is_felt_or_done_is_no_disease(text: str) -> None:
    assert not names_disease(text)
