"""What headings ask for and for which parts of the body, as code reads it of them."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.heading.amounts import plain_reading
from structurer.kinds.medical.heading.body import body_parts
from structurer.kinds.medical.heading.categories import settled_category
from structurer.kinds.medical.heading.portions import portions, service_dates
from structurer.kinds.medical.heading.requests import read_request
from structurer.kinds.medical.heading.services import plain_service
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
        ("Baclofen 2%/Menthol 1% cream, 90gm", "Baclofen 2%/Menthol 1% cream", []),
        ("X-ray of the hip on 3/4/16", "X-ray", ["hip"]),
        ("Work capacity evaluation on 3/4/16", "Work capacity evaluation", []),
        ("Synvisc-One 6 ml, right knee", "Synvisc-One", ["right knee"]),
        ("Six to eight sessions of massage", "massage", []),
        ("Referral: ENT specialist", "ENT specialist", []),
        ("Up to 12 visits of yoga", "yoga", []),
        ("90 hours (3 weeks) of a pain program", "pain program", []),
        ("Pre-op labs: CBC and CMP", "labs", []),
        ("Pre-op labs: CBC", "CBC", []),
        ("EMG (electromyography)/NCV (nerve conduction velocity) of the left arm",
         "EMG (electromyography)/NCV (nerve conduction velocity)", ["left arm"]),
        ("Referral to a hand surgeon for evaluation of the right wrist", "Referral to a hand surgeon", ["hand", "right wrist"]),
        ("Spine surgeon consultation", "Spine surgeon consultation", ["Spine"]),
        ("TOC to hand specialist eval and treat", "TOC to hand specialist", ["hand"]),
        ("Back support", "Back support", ["Back"]),
        ("Lumbar support brace", "support brace", ["Lumbar"]),
        ("Soft cervical collar", "Soft cervical collar", []),
        ("LSO back brace, purchase", "LSO back brace", ["back"]),
        ("Ankle stirrup brace right", "stirrup brace", ["Ankle"]),
        ("Zirconia crown on tooth #30", "Zirconia crown", ["tooth #30"]),
        ("Fillings, teeth #4, #5 and #12", "Fillings", ["teeth #4, #5 and #12"]),
        ("Dental: scaling and bite guard", "scaling and bite guard", []),
        ("Gold fused to metal crown, tooth #8", "Gold fused to metal crown", ["tooth #8"]),
        ("Door to door transportation to appointments", "Door to door transportation", []),
        ("Health club membership w/ heated pool, 3 months", "Health club membership w/ heated pool", []),
        ("Chiropractic care with modalities x 6", "Chiropractic care with modalities", []),
        ("Walker with fluoroscopy", "Walker", []),
        ("Rheumatology consult and treat", "Rheumatology consult and treat", []),
        ("Evaluate and treat with podiatrist, left foot", "Evaluate and treat with podiatrist", ["left foot"]),
        ("40 hours of work hardening", "work hardening", []),
        ("30 capsules of Lyrica", "Lyrica", []),
        ("24 hour home health care", "home health care", []),
        ("2 day length of stay", "length of stay", []),
        ("Third sacral block", "block", ["sacral"]),
        ("Second opinion surgery consult", "Second opinion surgery consult", []),
        ("3 Tesla MRI of the left wrist", "MRI", ["left wrist"]),
        ("Rx: Mobic 15mg", "Mobic", []),
        ("Purchase crutches", "crutches", []),
        ("Tylenol #4 #20", "Tylenol #4", []),
        ("Acupuncture through the MPN, right hip", "Acupuncture", ["right hip"]),
        ("Total shoulder arthroplasty, left shoulder", "Total shoulder arthroplasty", ["left shoulder"]),
        ("Right trigger finger release", "trigger finger release", ["finger"]),
        ("Arthroscopic left shoulder labral repair", "labral repair", ["left shoulder"]),
        ("L4-S1 posterior fusion with cages and allograft", "posterior fusion with cages and allograft", ["L4-S1"]),
        ("Flector (diclofenac) patch 1.3%", "Flector (diclofenac) patch", []),
        ("Emergency room visit", "Emergency room visit", []),
        ("24 hour Holter monitor", "Holter monitor", []),
        ("Fusion L3 to L5", "Fusion", ["L3 to L5"]),
        ("Blocks at levels C3, C4", "Blocks", ["C3", "C4"]),
        ("Injection of the left 2nd MCP joint", "Injection", ["left 2nd MCP joint"]),
        ("Massage of the lumbar paraspinal muscles and R. hip", "Massage", ["lumbar paraspinal muscles", "R. hip"]),
        ("X-ray b/l midfoot", "X-ray", ["b/l midfoot"]),
        ("4 wheeled walker", "4 wheeled walker", []),
        ("Rental or purchase of a TENS unit", "TENS unit", []),
        ("One month home trial of a TENS unit", "TENS unit", []),
        ("DME - Shower bench", "Shower bench", []),
        ("Botox injection for cervical dystonia", "Botox injection", []),
        ("Full mouth x-rays", "Full mouth x-rays", []),
        ("Medical food: Sentra PM #60", "Sentra PM", []),
        ("Durable medical equipment: cane", "cane", []),
        ("Interpreter at all medical appointments", "Interpreter", []),
        ("Padded ankle heat wrap", "heat wrap", ["ankle"]),
        ("Right C4, C5 and C6 medial branch blocks", "medial branch blocks", ["Right C4", "C5", "C6"]),
        ("Left knee arthroscopy with partial medial meniscectomy", "arthroscopy with partial medial meniscectomy", ["Left knee"]),
        ("Anterior lumbar interbody fusion at L4-L5", "Anterior lumbar interbody fusion", ["L4-L5"]),
        ("Laminectomy and posterior lumbar fusion", "Laminectomy and posterior lumbar fusion", []),
        ("Monthly follow-up visits", "follow-up visits", []),
        ("One tablet by mouth", "tablet", []),
        ("EMG of the BUE", "EMG", ["BUE"]),
        ("Cortisone injection to the left second extensor compartment", "Cortisone injection", ["left second extensor compartment"]),
        ("Right inguinal hernia repair with mesh", "hernia repair with mesh", ["Right inguinal"]),
        ("Left stellate ganglion block", "stellate ganglion block", ["Left stellate ganglion"]),
        ("Repair of a left hernia", "Repair of a left hernia", []),
        ("Total knee replacement", "Total knee replacement", ["knee"]),
        ("Hand therapy for the right thumb", "Hand therapy", ["right thumb"]),
        ("Hospital bed with a trapeze, purchase", "Hospital bed with a trapeze", []),
        ("Walker with two spare wheels", "Walker", []),
        ("Blood work: CBC, CMP", "Blood work", []),
        ("CBC, CMP, urinalysis", "CBC, CMP, urinalysis", []),
        ("Shoulder manipulation under anesthesia", "manipulation under anesthesia", ["Shoulder"]),
        ("Botox injections for migraine", "Botox injections", []),
        ("Evaluation for a pain program", "Evaluation for a pain program", []),
        ("Orthopedic re-evaluation within six weeks", "Orthopedic re-evaluation", []),
        ("1 year gym membership", "gym membership", []),
        ("Continued use of a TENS unit", "TENS unit", []),
        ("PT for the C/S and L/S", "PT", ["C/S", "L/S"]),
        ("Topical compound: Ketoprofen 20% 165gm", "Ketoprofen", []),
        ("Compound cream: Gabapentin 10%, Baclofen 2%", "Compound cream", []),
        ("Random urine toxicology screen performed on 5/12/15", "Random urine toxicology screen", []),
        ("X-ray of the left wrist obtained on March 3, 2015", "X-ray", ["left wrist"]),
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
        ("Referral to chiropractor", "rehabilitation"),
        ("Referral to a spine surgeon", "evaluation_management"),
        ("Pain management", "evaluation_management"),
        ("Bone scan", "diagnostic_testing"),
        ("Knee immobilizer", "dmepos"),
        ("Nurse case manager", "other"),
        ("Occupational therapy evaluation and treatment", "rehabilitation"),
        ("Chiropractic evaluation", "evaluation_management"),
        ("QEEG", "diagnostic_testing"),
        ("Holter monitor", "diagnostic_testing"),
        ("Muscle stimulator", "dmepos"),
        ("Spinal cord stimulator", "surgery"),
        ("Scar revision", "surgery"),
        ("Urinalysis", "diagnostic_testing"),
        ("Night guard", "evaluation_management"),
        ("Prolotherapy", "injection"),
        ("Stress management", "psych_services"),
        ("Telehealth visit", "evaluation_management"),
        ("Ultrasound bone healing system", "dmepos"),
        ("Tendon transfer", "surgery"),
        ("Dry needling", "rehabilitation"),
        ("Initial evaluation for functional restoration program", "programs"),
        ("Functional restoration evaluation", "evaluation_management"),
        ("Functional restoration program", "programs"),
        ("Weight loss consultation", "evaluation_management"),
        ("Consultation with a weight loss specialist", "evaluation_management"),
        ("Weight loss program", "programs"),
        ("Consultation with a psychologist", "psych_services"),
        ("Autonomic function assessment", "diagnostic_testing"),
        ("Functional assessment", "evaluation_management"),
    ],
)
def test_what_settles_the_category_comes_first(words: str, category: str) -> None:
    assert settled_category(words) == category


@pytest.mark.parametrize(
    ("heading", "service", "category"),
    [
        ("Dental: debridement", "debridement", "evaluation_management"),
        ("Debridement, tooth #4", "Debridement", "evaluation_management"),
        ("Debridement, left foot", "Debridement", "surgery"),
        ("Kenalog 40mg injection, left knee", "Kenalog", "injection"),
        ("Kenalog 40mg", "Kenalog", "pharmaceuticals"),
    ],
)
def test_category_by_what_stands_around_the_name(heading: str, service: str, category: str) -> None:
    letter = Letter.from_text(heading)
    request = Section("request", 0, len(letter.text))
    read = {
        reading.path: reading.value
        for reading in read_request(letter, Section("item", 0, len(letter.text), 0, (request,)), "")
    }
    assert (read["/service"], read["/category"]) == (service, category)


@pytest.mark.parametrize(
    ("heading", "rate"),
    [
        ("Follow-up visit in 4 weeks", None),
        ("Pain management re-evaluation within 30 days", None),
        ("Follow-up visit every 4 weeks", "every 4 weeks"),
        ("Office visits times 2 within 3 months", "within 3 months"),
        ("Massage, 8 sessions within 6 weeks", "within 6 weeks"),
    ],
)
def test_when_a_visit_is_due_is_no_rate(heading: str, rate: str | None) -> None:
    letter = Letter.from_text(heading)
    request = Section("request", 0, len(letter.text))
    item = Section("item", 0, len(letter.text), 0, (request,))
    assert {reading.path: reading.value for reading in read_request(letter, item, "")}["/frequency"] == rate


@pytest.mark.parametrize(
    ("heading", "count", "rate"),
    [
        ("Physical therapy two times four visits (8)", 8, "two times four"),
        ("Physical therapy 2x6", None, "2x6"),
        ("Acupuncture 2 times a week for 4 weeks (2x4)", None, "2 times a week for 4 weeks"),
        ("PT 2-3 times per week for 4-6 weeks", None, "2-3 times per week for 4-6 weeks"),
        ("Aqua therapy, two visits weekly for four weeks", None, "two visits weekly for four weeks"),
        ("Home aide 4 hours a day, 3 days a week for 6 weeks", None, "4 hours a day, 3 days a week for 6 weeks"),
        ("Van rides, 2 round trips per month", None, "2 round trips per month"),
        ("Famotidine 20mg, one tablet b.i.d., #60", 60, "b.i.d."),
        ("Tylenol with codeine #3, #30", 30, None),
        ("Therapy (12-sessions)", 12, None),
        ("Chiropractic times 12", 12, None),
        ("Therapy two (2) times a week for four (4) weeks", None, "two (2) times a week for four (4) weeks"),
        ("Massage once weekly times six", None, "once weekly times six"),
        ("Massage, 2 x wk x 8 wks", None, "2 x wk x 8 wks"),
        ("Drug screen, quarterly", None, "quarterly"),
        ("Program, 80 hours", 80, None),
        ("Splint rental, 10 additional days", None, "10 additional days"),
        ("Electrodes, 4 packs/month", None, "4 packs/month"),
        ("Tramadol 50mg, one tablet every six hours, #40", 40, "every six hours"),
        ("Synvisc One injection", None, None),
        ("Series of 3 injections (6 injections total)", 6, None),
        ("Consultation with one follow-up visit", None, None),
        ("Lyrica 75mg, 1 capsule po bid, 60 capsules", 60, "bid"),
        ("Vitamin D 50,000 units weekly #4", 4, "weekly"),
        ("Memory testing (96101 x 3 units)", 3, None),
        ("Botox injections 100 units x 2", 2, None),
        ("Crown, tooth #30", None, None),
        ("Dental implant #8 and #9", None, None),
        ("3 phase bone scan", None, None),
        ("Level 4 office visit", None, None),
        ("Lidocaine patch #20, 10 hours on/14 hours off", 20, "10 hours on/14 hours off"),
        ("Lidocaine patch #20, 12 hrs on and 12 hrs off per day", 20, "12 hrs on and 12 hrs off per day"),
        ("Home aide, 6 hours x 3 days x 2 weeks", None, "6 hours x 3 days x 2 weeks"),
        ("Program for 120 hours over 5 weeks", 120, "over 5 weeks"),
        ("Series of 5 weekly injections", 5, "weekly"),
        ("Porcelain veneer #9", None, None),
        ("Six to eight sessions of massage", None, None),
        ("Blocks x 4-6", None, None),
        ("Massage 8x", 8, None),
        ("Ultram 50mg, dispense 60", 60, None),
        ("Counseling, 45 minute sessions, once a week", None, "once a week"),
        ("Menthol gel, 120 grams, 4 refills", 120, None),
        ("Prozac 20mg, 4 refills", 4, None),
        ("Voltaren gel 1%, apply 2 gm four times a day, 300 gm", 300, "four times a day"),
        ("Bupropion XL 150mg q am #30", 30, "q am"),
        ("Massage, two sessions for the hip and six sessions for the knee", None, None),
    ],
)
def test_counts_and_rates_of_a_heading(heading: str, count: float | None, rate: str | None) -> None:
    letter = Letter.from_text(heading)
    plain = plain_reading(letter, Section("request", 0, len(letter.text)))
    assert (plain.count[0] if plain.count else None) == count
    assert (plain.rate.text if plain.rate else None) == rate


@pytest.mark.parametrize(
    ("heading", "strength"),
    [
        ("Baclofen/Menthol (5%/2%) cream", "5%/2%"),
        ("Advair 100/50 #1", "100/50"),
        ("Lactulose 10g/15ml", "10g/15ml"),
        ("Botox 100 units", "100 units"),
        ("Memory testing, 3 units", None),
    ],
)
def test_strength_of_a_heading(heading: str, strength: str | None) -> None:
    letter = Letter.from_text(heading)
    plain = plain_reading(letter, Section("request", 0, len(letter.text)))
    assert (plain.strength.text if plain.strength else None) == strength


@pytest.mark.parametrize(
    ("heading", "days"),
    [
        ("Retro toxicology screen (DOS: 3/4/16)", ["2016-03-04"]),
        ("Retrospective X-ray of the hand, 3/4/16", ["2016-03-04"]),
        ("Toradol injection, given on 7/7/2016", ["2016-07-07"]),
        ("Visits between 3/4/16 and 5/4/16", []),
    ],
)
def test_dates_of_service_of_a_heading(heading: str, days: list[str]) -> None:
    letter = Letter.from_text(heading)
    assert [day for day, _ in service_dates(letter, Section("request", 0, len(letter.text)))] == days


@pytest.mark.parametrize(
    "heading",
    [
        "Massage, 12 visits was the original request. The Claims Administrator authorized massage, 6 visits. "
        "The remaining IMR eligible portion of the original request is massage, 6 visits",
        "Massage, 12 visits was requested. The Claims Administrator authorized massage, 6 visits, and what remains is "
        "massage, 6 visits",
        "Original request: Massage, 12 visits. Claims Administrator approved massage, 6 visits. Remaining in dispute, "
        "massage, 6 visits",
        "Massage, 12 visits was originally requested; massage, 6 visits was authorized by the Claims Administrator. Still in "
        "dispute: massage, 6 visits",
        "Original request was for massage, 12 visits. The Claims Administrator certified massage, 6 visits. The remaining "
        "portion in dispute is massage, 6 visits",
    ],
)
def test_a_remaining_portion_may_be_told_in_a_sentence(heading: str) -> None:
    letter = Letter.from_text(heading)
    found = portions(letter, Section("request", 0, len(letter.text)))
    assert letter.text[found.disputed.start :] == "massage, 6 visits"
    assert found.authorized is not None
    assert found.authorized.text == "massage, 6 visits"


@pytest.mark.parametrize(
    "heading", ["Cane, as requested", "Original pattern brace", "Therapy, what remains of 12 visits"]
)
def test_a_heading_that_parts_nothing_is_all_in_dispute(heading: str) -> None:
    letter = Letter.from_text(heading)
    found = portions(letter, Section("request", 0, len(letter.text)))
    assert (found.disputed.start, found.authorized) == (0, None)


@pytest.mark.parametrize(
    ("heading", "service", "parts", "category"),
    [
        ("Morphine sulfate extended release 15mg #60", "Morphine sulfate extended release", [], "pharmaceuticals"),
        ("Tramadol immediate-release 50mg", "Tramadol immediate-release", [], "pharmaceuticals"),
        ("Right carpal tunnel release", None, ["Right carpal tunnel"], "surgery"),
        ("Associated surgical service: 2 day inpatient hospitalization", "inpatient hospitalization", [], "surgery"),
        ("Inpatient LOS 3 days", "Inpatient LOS", [], "surgery"),
        ("Inpatient pain program", "Inpatient pain program", [], "programs"),
        (
            "Neuromuscular electrical stimulation (NMES) unit",
            "Neuromuscular electrical stimulation (NMES) unit",
            [],
            "dmepos",
        ),
        ("Electrical stimulation device for home", "Electrical stimulation device", [], "dmepos"),
        ("Electrical stimulation x 6", "Electrical stimulation", [], "rehabilitation"),
        ("Therapeutic ultrasound", "Therapeutic ultrasound", [], "rehabilitation"),
        ("1 urine drug screen between 7/9/2013 and 9/20/2013", "urine drug screen", [], "diagnostic_testing"),
        ("Home health aide from 11/1/16 to 12/31/16", "Home health aide", [], "home_health"),
        ("Follow-up CT scan of the lumbar spine", "CT scan", ["lumbar spine"], "diagnostic_testing"),
        ("Follow-up urine drug screen", "urine drug screen", [], "diagnostic_testing"),
        ("Follow-up visit", "Follow-up visit", [], "evaluation_management"),
        ("Right index and middle finger injections", "injections", ["Right index and middle finger"], "injection"),
        ("MRI of the lower left extremity", "MRI", ["lower left extremity"], "diagnostic_testing"),
        ("One month home-based trial of a TENS unit", "TENS unit", [], "dmepos"),
    ],
)
def test_services_of_their_kind(heading: str, service: str | None, parts: list[str], category: str) -> None:
    found, places = read(heading)
    assert service is None or found == service
    assert places == parts
    settled = settled_category(heading)
    assert settled is not None
    assert settled.value == category


def test_the_name_behind_inpatient_is_the_service() -> None:
    assert read("Inpatient L5-S1 lumbar fusion")[0] == "fusion"


@pytest.mark.parametrize("heading", ["TSH, T4 and a lipid panel", "Labs: free T4", "Blood test for total T3"])
def test_hormones_of_the_thyroid_are_no_levels_of_the_spine(heading: str) -> None:
    assert read(heading)[1] == []


def test_a_level_of_the_spine_is_a_part_of_the_body() -> None:
    assert read("Kyphoplasty, T4")[1] == ["T4"]


def strength(heading: str) -> str | None:
    letter = Letter.from_text(heading)
    whole = Section("item", 0, len(heading), parts=(Section("request", 0, len(heading)),))
    return next(one.value for one in read_request(letter, whole, "") if one.path == "/strength")


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Lidoderm patch 5% (700mg/patch) #30", "5%"),
        ("Norco 10/325mg (hydrocodone 10mg/acetaminophen 325mg) #60", "10/325mg"),
        ("Baclofen 2%, Ketoprofen 10% cream (20gm)", None),
        ("Flurbiprofen 20%, Lidocaine 5% (180gm)", None),
    ],
)
def test_a_strength_that_brackets_explain_is_one_strength(heading: str, expected: str | None) -> None:
    assert strength(heading) == expected


@pytest.mark.parametrize("between", [" ", "  ", " \n", "\n"])
def test_what_was_authorized_is_found_however_sentences_are_parted(between: str) -> None:
    letter = Letter.from_text(
        f"PT, 12 visits was the original request.{between}PT, 6 visits was authorized by the Claims Administrator. The "
        "remaining IMR eligible portion of the original request, PT, 6 visits"
    )
    found = portions(letter, Section("request", 0, len(letter.text)))
    assert found.authorized is not None
    assert found.authorized.text == "PT, 6 visits"


@pytest.mark.parametrize(
    ("heading", "service", "parts"),
    [
        ("Referral to foot and ankle specialist", "Referral to foot and ankle specialist", None),
        ("Foot and ankle surgeon consult", "Foot and ankle surgeon consult", None),
        ("Hand surgery consultation", "Hand surgery consultation", None),
        ("MRI of the foot and ankle", "MRI", ["foot", "ankle"]),
        ("Right sided sacroiliac joint injection", "sacroiliac joint injection", ["Right sided sacroiliac joint"]),
        ("Right-\nsided knee injection", "injection", ["Right-\nsided knee"]),
        ("MRI of the bi-lateral knees", "MRI", ["bi-lateral knees"]),
        ("Bilateral SIJ injections", "SIJ injections", ["Bilateral SIJ"]),
        ("X-ray lumbo-sacral spine", "X-ray", ["lumbo-sacral spine"]),
        ("PT for the L/S spine", "PT", ["L/S spine"]),
        ("12 visits physical therapy for the neck", "physical therapy", ["neck"]),
        ("30 tablets Norco 5/325mg", "Norco", []),
        ("12 visits of therapy", "therapy", []),
        ("Referral for acupuncture, 8 sessions", "Referral for acupuncture", []),
        ("Referral for the right knee", "Referral", ["right knee"]),
        ("Left knee, MRI without contrast", "MRI", ["Left knee"]),
        ("Lumbar spine: physical therapy", "physical therapy", ["Lumbar spine"]),
        ("MRI of the right knee to rule out tear", "MRI", ["right knee"]),
        ("CT of left ankle rule out fracture", "CT", ["left ankle"]),
        ("Associated surgical service: 23 hour observation", "observation", []),
        ("48 hour Holter monitor", "Holter monitor", []),
        ("Follow-up appointment with neurologist", "Follow-up appointment with neurologist", []),
        ("MRI-left knee", "MRI", ["left knee"]),
    ],
)
def test_services_in_more_spellings(heading: str, service: str, parts: list[str] | None) -> None:
    found, places = read(heading)
    assert found == service
    assert parts is None or places == parts


@pytest.mark.parametrize(
    ("heading", "counts", "rates"),
    [
        ("Physical therapy 2 times a week x4 weeks", [], ["2 times a week x4 weeks"]),
        ("Acupuncture twice a week for 6wks", [], ["twice a week for 6wks"]),
        ("Therapy twice a week for a period of six weeks", [], ["twice a week for a period of six weeks"]),
        ("Home health aide 4 hours per day to assist with activities of daily living", [], ["4 hours per day"]),
        ("Ibuprofen 800mg TID/PRN #90", [90], ["TID/PRN"]),
        ("Physical therapy, 12 visits, unspecified body part", [12], []),
        ("Omeprazole #30, strength unspecified", [30], []),
        ("Naproxen, unspecified quantity", [], []),
        ("3 in 1 commode", [], []),
        ("Associated surgical service: 23 hour observation", [], []),
    ],
)
def test_amounts_in_more_spellings(heading: str, counts: list[float], rates: list[str]) -> None:
    letter = Letter.from_text(heading)
    plain = plain_reading(letter, Section("request", 0, len(letter.text)))
    assert [count for count, _ in plain.counts] == counts
    assert [rate.text for rate in plain.rates] == rates


@pytest.mark.parametrize(
    ("service", "category"),
    [
        ("Pre-op PT and PTT", "diagnostic_testing"),
        ("MR arthrography", "diagnostic_testing"),
        ("Complete blood count", "diagnostic_testing"),
        ("Neuromuscular re-education", "rehabilitation"),
        ("Pneumatic cervical traction", "dmepos"),
        ("Home exercise rehab kit", "dmepos"),
        ("PT", "rehabilitation"),
    ],
)
def test_categories_of_tests_and_therapies(service: str, category: str) -> None:
    settled = settled_category(service)
    assert settled is not None
    assert settled.value == category
