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
        ("gout, myalgia and myositis, unspecified, and asthma", ["gout", "myalgia and myositis, unspecified", "asthma"]),
        ("myalgia and insomnia", ["myalgia", "insomnia"]),
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
        ("M77.11 (tennis elbow tendinitis), G56.01 (carpal tunnel syndrome)",
         ["tennis elbow tendinitis", "carpal tunnel syndrome"]),
        ("knee arthritis, post meniscectomy", ["knee arthritis, post meniscectomy"]),
        ("rhinitis, steroid dependent; asthma, mild; obesity", ["rhinitis, steroid dependent", "asthma, mild", "obesity"]),
        ("hip bursitis on the left, s/p injection; plantar fasciitis",
         ["hip bursitis on the left, s/p injection", "plantar fasciitis"]),
        ("neck strain, left wrist sprain; heel spur", ["neck strain", "left wrist sprain", "heel spur"]),
        ("elbow contusion, r/o fracture; anxiety", ["elbow contusion", "r/o fracture", "anxiety"]),
        ("extensor tendon laceration, index finger zone 4", ["extensor tendon laceration, index finger zone 4"]),
        ("ankle sprain and proposes eight visits", ["ankle sprain"]),
        ("rotator cuff tendinitis, continue home exercise", ["rotator cuff tendinitis"]),
        ("heel spur since the accident of last spring", ["heel spur"]),
        ("asthma was suspected", ["asthma"]),
        ("gout and negative for diabetes", ["gout"]),
        ("gout and hypothyroidism", ["gout", "hypothyroidism"]),
        ("bunion and later DVT of the left leg", ["bunion", "DVT of the left leg"]),
        ("heel spur / plantar fasciitis / gout", ["heel spur", "plantar fasciitis", "gout"]),
        ("heel spur, and, by history, gout", ["heel spur", "gout"]),
        ("scald burns right foot and ankle (2% TBSA), gout", ["scald burns right foot and ankle (2% TBSA)", "gout"]),
        ("problem #1 heel spur, problem #2 bunion", ["heel spur", "bunion"]),
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
        ("DSM-5: Panic disorder; bulimia nervosa with obesity.", ["Panic disorder", "bulimia nervosa with obesity"]),
        ("Dx 1. Mallet finger deformity 2. Trigger thumb.", ["Mallet finger deformity", "Trigger thumb"]),
        ("Dx 1. Heel spur, 2. Hallux rigidus and 3. Tibialis tendinitis.",
         ["Heel spur", "Hallux rigidus", "Tibialis tendinitis"]),
        ("Impression lateral ankle sprain; peroneal tendinitis.", ["lateral ankle sprain", "peroneal tendinitis"]),
        ("Assessment, seborrheic dermatitis of the scalp.", ["seborrheic dermatitis of the scalp"]),
        ("Assessment- calcific tendinitis.", ["calcific tendinitis"]),
        ("A- pterygium with conjunctivitis.", ["pterygium with conjunctivitis"]),
        ("Assessed: hiatal hernia; reflux.", ["hiatal hernia", "reflux"]),
        ("The diagnosis codes read ankle fracture, heel ulcer.", ["ankle fracture", "heel ulcer"]),
        ("Diagnostic entries: labral tear; hip arthritis.", ["labral tear", "hip arthritis"]),
        ("The diagnoses are unchanged: wrist sprain, ganglion.", ["wrist sprain", "ganglion"]),
        ("The impression of the surgeon was biceps tendinitis.", ["biceps tendinitis"]),
        ("Diagnoses, as of 5-6-16: hip bursitis and gout.", ["hip bursitis", "gout"]),
        ("Problem list; sciatica, gout, and asthma.", ["sciatica", "gout", "asthma"]),
        ("He has treated for bilateral plantar fasciitis.", ["bilateral plantar fasciitis"]),
        ("She was diagnosed by a podiatrist with hallux rigidus.", ["hallux rigidus"]),
        ("He is under the care of a neurologist for epilepsy.", ["epilepsy"]),
        ("Her other illnesses are diabetes and gout.", ["diabetes", "gout"]),
        ("PMH HTN, DM II.", ["HTN", "DM II"]),
        ("History of gout on allopurinol 100 mg.", ["History of gout"]),
        ("Esophagitis was added in 2014.", ["Esophagitis"]),
        ("The mechanism of injury was listed as a fall.", []),
        ("The impression on MRI was a meniscal tear.", []),
        ("Assessment of pain: 7/10.", []),
        ("Diagnoses are listed in the note.", []),
        ("The diagnosis of wrist sprain is disputed.", ["wrist sprain"]),
        ("Dx: 1. 726.32 lateral epicondylitis 2. 723.1 neck pain 3. Gout", ["lateral epicondylitis", "neck pain", "Gout"]),
        ("Dxs: heel spur; bunion.", ["heel spur", "bunion"]),
        ("Exam: gait slow. Works full duty. GERD, recurrent ventral hernia, obesity.", ["GERD", "recurrent ventral hernia", "obesity"]),
        ("He limps. He rests. He naps. He eats. He sits. MRI 3/4/16: cyst. Labral tear, chondromalacia.", []),
        ("Impression post-traumatic stress disorder, acute; bruxism.", ["post-traumatic stress disorder, acute", "bruxism"]),
        ("The PTP has dx'd plantar fasciitis.", ["plantar fasciitis"]),
        ("Gout and asthma are looked after by his own doctor.", ["Gout", "asthma"]),
        ("Also followed for gout.", ["gout"]),
        ("History significant for type 2 diabetes.", ["type 2 diabetes"]),
        ("Imp: wrist sprain, insomnia sec. to pain.", ["wrist sprain", "insomnia sec. to pain"]),
        ("Dx: frozen shoulder. Reactive depression.", ["frozen shoulder", "Reactive depression"]),
        ("A 50-year-old man with a cumulative trauma claim through 1-2-2015.", []),
        ("A 50-year-old man with a history of an occupational claim.", []),
    ],
)  # fmt: skip
def test_what_leads_up_to_diagnoses(text: str, expected: list[str]) -> None:
    assert [one.text for one in told(text).diagnoses] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1) Heel spur 2) plantar fasciitis 3) ED 4) obesity.", ["Heel spur", "plantar fasciitis", "ED", "obesity"]),
        ("Bruxism; malocclusion; disc displacement of the jaw.",
         ["Bruxism", "malocclusion", "disc displacement of the jaw"]),
        ("Excision of a ganglion; repair of a laceration; release of adhesions.", []),
        ("No instability; no deformity; no contracture.", []),
    ],
)  # fmt: skip
def test_a_list_of_diseases_is_told_by_its_form_wherever_it_stands(text: str, expected: list[str]) -> None:
    before = "She sees him. " * 6
    assert [one.text for one in told(before + text).diagnoses] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He sustained a fracture of the left tibia, and a scalp laceration.",
         ["fracture of the left tibia", "scalp laceration"]),
        ("He was found to have a ruptured spleen and left hemothorax.", ["ruptured spleen", "left hemothorax"]),
        ("He sustained a fracture of the left tibia. Diagnosis: tibial nonunion.", ["tibial nonunion"]),
        ("He sustained an injury to the left leg.", []),
    ],
)  # fmt: skip
def test_what_an_accident_did_is_the_diagnosis_where_no_other_is_named(text: str, expected: list[str]) -> None:
    assert [one.text for one in told(text).diagnoses] == expected


@pytest.mark.parametrize("text", ["left hydrocele", "rhabdomyolysis", "tenosynovitis", "disc protrusion", "PTSD"])
def test_a_disease_is_known_by_its_word_or_ending(text: str) -> None:
    assert names_disease(text)


@pytest.mark.parametrize("text", ["neck pain", "the diagnosis", "urinalysis", "neurolysis", "numbness", "symptoms"])
def test_what_is_felt_or_done_is_no_disease(text: str) -> None:
    assert not names_disease(text)
