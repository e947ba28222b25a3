"""Treatment to date, in the turns that it is told in, and what is told beside it that is none."""

from __future__ import annotations

import pytest

from tests.kinds.medical.test_summary import told, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Treatment has included physical therapy, which helped, acupuncture, and a home exercise program.",
         ["physical therapy", "acupuncture", "home exercise program"]),
        ("Prior treatment: PT x 12 (no benefit), chiropractic x 8, ESI x 2 (50% relief), Norco 5/325.",
         ["PT x 12", "chiropractic x 8", "ESI x 2"]),
        ("Treatment to date has included Norco 5/325 b.i.d. with food, ice, and a sling.", ["ice", "sling"]),
        ("Treatment has included physical and occupational therapy, and hot and cold packs.",
         ["physical and occupational therapy", "hot and cold packs"]),
        ("Treatment has included C4-5 and C5-6 facet injections, ultrasound, and Kenalog injections to the scar.",
         ["C4-5 and C5-6 facet injections", "ultrasound", "Kenalog injections to the scar"]),
        ("He had a lumbar fusion in 2012, which did not help, and hardware removal in 2014.",
         ["lumbar fusion in 2012", "hardware removal in 2014"]),
        ("She underwent L3-L5 decompression and instrumented fusion on 6/8/2015.",
         ["L3-L5 decompression and instrumented fusion on 6/8/2015"]),
        ("She underwent left carpal tunnel release on 3/3/2015 and right carpal tunnel release on 4/4/2015.",
         ["left carpal tunnel release on 3/3/2015", "right carpal tunnel release on 4/4/2015"]),
        ("Tx to date; CMT 10 visits, EMS, hot packs + foam roller.", ["CMT 10 visits", "EMS", "hot packs", "foam roller"]),
    ],
)  # fmt: skip
def test_lists(text: str, expected: list[str]) -> None:
    assert words(told(text).treatments) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orthotics, night splints and two cortisone shots have been tried.",
         ["Orthotics", "night splints", "two cortisone shots"]),
        ("Physical therapy and a counterforce strap did not help.", ["Physical therapy", "counterforce strap"]),
        ("An air cast, crutches and six visits of therapy have not resolved the instability.",
         ["air cast", "crutches", "six visits of therapy"]),
        ("Eighteen sessions of hand therapy brought little change.", ["Eighteen sessions of hand therapy"]),
        ("He was seen in the emergency room, where a splint was applied.", ["splint"]),
        ("Heel lifts and a walking boot for three weeks are the care to date.",
         ["Heel lifts", "walking boot for three weeks"]),
        ("Treated with rest, PT and a sling.", ["rest", "PT", "sling"]),
        ("Failed PT, NSAIDs, ESI.", ["PT", "NSAIDs", "ESI"]),
        ("There have been ten visits of physical therapy and a masking device.",
         ["ten visits of physical therapy", "masking device"]),
        ("He was kept in the hospital overnight.", ["kept in the hospital overnight"]),
        ("She spent six days in the hospital.", ["six days in the hospital"]),
        ("He wears a lumbar brace and uses a TENS unit.", ["lumbar brace", "TENS unit"]),
        ("The tendon was repaired on 3/3/2015.", ["tendon was repaired on 3/3/2015"]),
        ("He was managed in a cast and has since had 36 visits of physical therapy.",
         ["cast", "36 visits of physical therapy"]),
        ("Left shoulder acromioplasty on 8/8/2015 was followed by 18 PT visits.",
         ["Left shoulder acromioplasty on 8/8/2015", "18 PT visits"]),
        ("A subacromial injection took the edge off for ten days.", ["subacromial injection"]),
        ("Treatment over time: gym membership; back support; Celebrex.", ["gym membership", "back support"]),
        ("He got 60% relief for three months from a radiofrequency ablation.", ["radiofrequency ablation"]),
        ("Other than physical therapy he has had no treatment.", ["physical therapy"]),
        ("He had good relief from the prior injection for three months.", ["prior injection"]),
        ("Treated with the following: rest; transfer of care to and from various doctors; therapy and injections.",
         ["rest", "transfer of care to and from various doctors", "therapy", "injections"]),
    ],
)  # fmt: skip
def test_clauses(text: str, expected: list[str]) -> None:
    assert words(told(text).treatments) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tx: chiro x 6 no relief, traction x 2 w/o benefit, HEP.", ["chiro x 6", "traction x 2", "HEP"]),
        ("Prior care: PT 2x4, helped temporarily; facet blocks 2/3/15 and 5/4/15, 50% relief x 3 wks.",
         ["PT 2x4", "facet blocks 2/3/15 and 5/4/15"]),
        ("Treatment has included stellate blocks in March and May of 2015 each helpful for a week, and a sling part time.",
         ["stellate blocks in March and May of 2015", "sling"]),
        ("He had a rhizotomy on the left in 2013 and on the right in 2014 with five months of relief.",
         ["rhizotomy on the left in 2013 and on the right in 2014"]),
        ("Treatment has consisted of a knee injection on June 9, 2015, and ice.",
         ["knee injection on June 9, 2015", "ice"]),
        ("Treatment has included physical therapy (14 visits post op) and two Euflexxa injections (last 3-2015).",
         ["physical therapy (14 visits post op)", "two Euflexxa injections (last 3-2015)"]),
        ("Treatment has included a work hardening program (finished 2013) and an orthosis (wrist cock-up splint).",
         ["work hardening program", "orthosis (wrist cock-up splint)"]),
        ("She underwent repair of the flexor tendon and digital nerve of the ring finger, and pinning.",
         ["repair of the flexor tendon and digital nerve of the ring finger", "pinning"]),
        ("He underwent ankle arthroscopy with microfracture surgery and deltoid reconstruction on 4/4/2014.",
         ["ankle arthroscopy with microfracture surgery and deltoid reconstruction on 4/4/2014"]),
        ("Placed in a walking boot with crutches.", ["walking boot", "crutches"]),
        ("Care since: daily dressing changes with Silvadene, hand therapy.",
         ["daily dressing changes", "hand therapy"]),
        ("He has not improved with aquatic therapy, taping or manual therapy.",
         ["aquatic therapy", "taping", "manual therapy"]),
        ("CAM boot for a month, knee walker, elevation and ice.",
         ["CAM boot for a month", "knee walker", "elevation", "ice"]),
        ("Prior surgeries: thumb amp + flap repair 3-3-15; neuroma excision 8-8-15.",
         ["thumb amp + flap repair 3-3-15", "neuroma excision 8-8-15"]),
        ("Two prior ESIs (6/2015, 9/2015), the first with relief.", ["Two prior ESIs (6/2015, 9/2015)"]),
        ("S/P left knee arthroscopy x 2 (2012, 2014).", ["left knee arthroscopy x 2 (2012, 2014)"]),
        ("She underwent plating of the ulna ten days later.", ["plating of the ulna"]),
        ("Treatment has included nine visits of vestibular and balance therapy.",
         ["nine visits of vestibular and balance therapy"]),
        ("Had a medial meniscectomy of that knee in 2009.", ["medial meniscectomy of that knee in 2009"]),
        ("Tx: OT 2x/wk incl. thumb splint and paraffin.", ["OT 2x/wk", "thumb splint", "paraffin"]),
        ("Excision with local flap (donor groin) 3-3-15.", ["Excision with local flap (donor groin) 3-3-15"]),
        ("He had ten visits of therapy, and on 6/2/15 an epidural at L5-S1.",
         ["ten visits of therapy", "epidural at L5-S1"]),
        ("Treatment has included at least 5 visits of acupuncture and psychological evaluations.",
         ["at least 5 visits of acupuncture", "psychological evaluations"]),
    ],
)  # fmt: skip
def test_where_an_entry_ends(text: str, expected: list[str]) -> None:
    assert words(told(text).treatments) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Other treatment to date, massage (amount unknown), TENS unit, lumbar support.",
         ["massage", "TENS unit", "lumbar support"]),
        ("No treatment besides a truss and ice.", ["truss", "ice"]),
        ("Hospital course included chest tube placement and a collar.", ["chest tube placement", "collar"]),
        ("Surgery same day consisted of nail bed repair, pinning of the tuft.",
         ["nail bed repair", "pinning of the tuft"]),
        ("Surgical hx: C4-5 ACDF 2009.", ["C4-5 ACDF 2009"]),
        ("Prior surgeries include a Bankart repair in 2010 and a lysis of adhesions in 2012.",
         ["Bankart repair in 2010", "lysis of adhesions in 2012"]),
        ("Then OT 8 visits which irritated the wrist, massage x 2.", ["OT 8 visits", "massage x 2"]),
        ("After surgery, knee immobilizer for two weeks; 6 of 12 authorized PT visits have been used.",
         ["knee immobilizer for two weeks", "6 of 12 authorized PT visits"]),
        ("For treatment she got Fioricet which made her sleepy, and dark glasses.", ["dark glasses"]),
        ("He treated first with a wrist brace and paraffin baths.", ["wrist brace", "paraffin baths"]),
        ("She was taken to surgery that night for amputation of the thumb tip and extensor tendon repair of the ring finger.",
         ["amputation of the thumb tip", "extensor tendon repair of the ring finger"]),
        ("He went through left hip labral repair.", ["left hip labral repair"]),
        ("He has a back brace and does pool exercises.", ["back brace", "pool exercises"]),
        ("X-rays were negative, and an ankle brace, crutches and Motrin 600 mg daily were dispensed.",
         ["ankle brace", "crutches"]),
        ("Nine acupuncture visits had slight benefit, and a boot was worn for a month.",
         ["Nine acupuncture visits", "boot"]),
        ("Wrist splints given.", ["Wrist splints"]),
        ("The K-wires came out on 4/4/2015.", ["K-wires came out on 4/4/2015"]),
        ("The eyes were irrigated at the scene for ten minutes.", ["irrigated at the scene for ten minutes"]),
        ("The vertigo resolved after two Epley maneuvers and three vestibular therapy visits.",
         ["two Epley maneuvers", "three vestibular therapy visits"]),
        ("TENS was no help.", ["TENS"]),
        ("The surgeon injected the heel; the podiatrist performed an ankle injection a month ago.", ["ankle injection"]),
        ("Work restrictions were imposed.", ["Work restrictions"]),
        ("Since then hand therapy times 12, scar massage and buddy taping.",
         ["hand therapy times 12", "scar massage", "buddy taping"]),
        ("Previous tx- massage, H-wave; none helped.", ["massage", "H-wave"]),
        ("Conserv tx: NSAIDs/PT/HEP.", ["NSAIDs", "PT", "HEP"]),
        ("Post op course: 24 PT, CPM x 3 wks.", ["24 PT", "CPM x 3 wks"]),
        ("8 chiro visits - no help.", ["8 chiro visits"]),
        ("EMDR tried x 4.", ["EMDR tried x 4"]),
        ("She had bilateral L2, L3 and L4 medial branch blocks, followed by RFA on 8/8/14.",
         ["bilateral L2, L3 and L4 medial branch blocks", "RFA on 8/8/14"]),
        ("Lumbar epidurals at L5-S1 in 2010, 2011, and 2013 each with some benefit.",
         ["Lumbar epidurals at L5-S1 in 2010, 2011, and 2013"]),
        ("Currently in PT, 4/12 visits completed.", ["PT, 4/12 visits"]),
        ("Initial care at a clinic included x-rays, a sling and modified duty.", ["sling", "modified duty"]),
        ("He got two rounds of trigger point injections.", ["two rounds of trigger point injections"]),
        ("Bracing was tried and surgery is recommended.", ["Bracing"]),
        ("Treated by Dr. with a wrist brace.", ["wrist brace"]),
        ("She was casted for six weeks, then went into a removable splint.",
         ["casted for six weeks", "removable splint"]),
        ("Since the surgery she's been through 18 sessions of therapy.", ["18 sessions of therapy"]),
        ("Injections: R SI joint 2/2016, L4-5 ESI 5/2016.", ["R SI joint 2/2016", "L4-5 ESI 5/2016"]),
        ("He took part in a pain program for four weeks.", ["pain program for four weeks"]),
        ("She spent two nights in the hospital and was sent home with crutches.",
         ["two nights in the hospital", "crutches"]),
        ("Brought to the OR on 3/4/2015 for tibial nailing, fasciotomy; later a long leg cast.",
         ["tibial nailing", "fasciotomy", "long leg cast"]),
        ("Care so far six hand tx visits, putty, silicone caps.", ["six hand tx visits", "putty", "silicone caps"]),
        ("ED: T 101, wound irrigation, Keflex, sling.", ["wound irrigation", "sling"]),
        ("Put on Medrol, a soft collar and heat.", ["soft collar", "heat"]),
        ("He owns a heating pad and an elbow sleeve.", ["heating pad", "elbow sleeve"]),
        ("He was treated non-operatively in a Jewett brace for three months.", ["Jewett brace for three months"]),
    ],
)  # fmt: skip
def test_what_leads_up_to_care(text: str, expected: list[str]) -> None:
    assert words(told(text).treatments) == expected


def test_a_procedure_among_diagnoses_counts_unless_it_is_told_elsewhere() -> None:
    diagnosed = "Diagnoses: status post ORIF of the left wrist; stiffness."
    assert words(told(diagnosed).treatments) == ["ORIF of the left wrist"]
    assert words(told(f"{diagnosed} He underwent open reduction and internal fixation on 3/3/2015.").treatments) == [
        "open reduction and internal fixation on 3/3/2015"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An epidural on 9/1/15 bought him two months.", ["epidural on 9/1/15"]),
        ("Mirror exercises were begun and ten desensitization sessions followed.",
         ["Mirror exercises", "ten desensitization sessions"]),
        ("Hip arthroscopy followed in 2013 and a set of three PRP injections in 2014.",
         ["Hip arthroscopy", "three PRP injections in 2014"]),
        ("Nine of nine aquatic therapy visits used up by 3/3/16.", ["Nine of nine aquatic therapy visits"]),
        ("Group counseling was broken off, twelve EMDR sessions were finished.",
         ["Group counseling", "twelve EMDR sessions"]),
        ("Knee aspirated x 2, then a steroid injection 7/7/16.", ["Knee aspirated x 2", "steroid injection 7/7/16"]),
        ("The jaw was wired for six weeks.", ["jaw was wired for six weeks"]),
        ("Cuts of the scalp and left cheek were stapled.", ["Cuts of the scalp and left cheek were stapled"]),
        ("Kenalog was injected into the thumb 3/3/16.", ["Kenalog was injected into the thumb 3/3/16"]),
        ("The foreman rinsed the eye with tap water; the clinic irrigated it with saline.",
         ["rinsed the eye with tap water", "irrigated it with saline"]),
        ("Lumbar fusion L4-5 in 2008, L3-4 added in 2010, and she has also had traction.",
         ["Lumbar fusion L4-5 in 2008", "L3-4 added in 2010", "traction"]),
        ("Tibial plating in 2012, hardware out in 2013.", ["Tibial plating in 2012", "hardware out in 2013"]),
        ("He could not walk; films clear; splint, crutches x 10 days.", ["splint", "crutches x 10 days"]),
        ("The nail bed was sutured in the ER, splint for three weeks.",
         ["nail bed was sutured in the ER", "splint for three weeks"]),
        ("The eyes were flushed w/ saline.", ["flushed w/ saline"]),
        ("Failed OT, an elbow injection (4/6/16: 70% better x 2 wks), taping.", ["OT", "elbow injection", "taping"]),
        ("Recurred 3/16 - bursectomy 4/1/16.", ["bursectomy 4/1/16"]),
        ("Therapy, a steroid shot, then three gel shots did little.", ["Therapy", "steroid shot", "three gel shots"]),
        ("In May a sinus tarsi injection was carried out under fluoroscopy.", ["sinus tarsi injection"]),
        ("The surgery was a laminotomy on 3/3/16; a drain was placed.", ["laminotomy on 3/3/16"]),
        ("Exam: gait normal. Seven therapy visits so far, flexion was 20 at first.", ["Seven therapy visits"]),
    ],
)  # fmt: skip
def test_care_told_by_what_was_done(text: str, expected: list[str]) -> None:
    assert words(told(text).treatments) == expected


@pytest.mark.parametrize(
    "text",
    [
        "She has not had physical therapy.",
        "Neither surgery nor injections have been tried.",
        "The provider recommends a lumbar epidural steroid injection.",
        "He was advised to use ice.",
        "She should continue her home exercise program.",
        "A brace was ordered.",
        "She has pain after therapy sessions.",
        "She can walk two blocks; the pain is worse after one block.",
        "Exam: incision healed, sling in place.",
        "CT showed loosening of the hardware after the fusion.",
        "UR approved 6 of 12 visits of physical therapy.",
        "The patient was given a prescription for PT.",
        "She works as a massage therapist.",
        "Under review are 12 sessions of aqua therapy.",
        "Laser therapy x 4 and EMDR 6 visits were applied for.",
        "Rec: continue PT 2x6, Dynasplint rental.",
        "The surgeon wants a knee brace.",
        "PT to start next week.",
        "She has difficulty with dressing, using the commode, and exercise.",
        "Future medical care to include injections and therapy.",
        "She went through a glove with the needle.",
        "A spinal cord stimulator trial has been recommended.",
        "Heat and walking help.",
        "Exam: flexion 40, extension 10. Uses a rolling walker.",
        "He can walk half a block using a walker.",
        "He has knee pain after walking more than one block.",
        "An ultrasound was done on 3/3/2015.",
        "The provider plans to continue physical therapy.",
        "She is not taking any medications.",
        "Placed on modified duty. Put on light work until the next visit.",
        "MBB was denied. Plan: PT 2x6 and bracing.",
        "Symptoms did not abate, and the foot surgeon was puzzled.",
        "RF neg.",
        "Hot slag got past his glove.",
        "Sutures came out on day ten.",
        "Grafting was not needed.",
        "Arthrofibrosis after TKA.",
        "Plan - arthrocentesis; PT x 6.",
    ],
)
def test_no_treatment(text: str) -> None:
    assert words(told(text).treatments) == []
