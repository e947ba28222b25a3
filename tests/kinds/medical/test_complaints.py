"""Complaints as narrators and notes tell them: what leads up to them, where they come apart, and what is none."""

from __future__ import annotations

import pytest

from tests.kinds.medical.test_summary import told, words

LED = [
    ("Symptoms at the last visit were aching of both wrists, tingling at night, and a weak grip.",
     ["aching of both wrists", "tingling at night", "weak grip"]),
    ("Complaints as of 3/3/2015 were of neck pain and dizziness.", ["neck pain", "dizziness"]),
    ("Complaints on 3-3-2015 consisted of heel pain, cramping of the calf, and poor sleep.",
     ["heel pain", "cramping of the calf", "poor sleep"]),
    ("In the April note the complaints are unchanged: low back pain, left leg numbness, and difficulty sleeping.",
     ["low back pain", "left leg numbness", "difficulty sleeping"]),
    ("He complains chiefly of stiffness of the middle finger and an inability to make a full fist.",
     ["stiffness of the middle finger", "inability to make a full fist"]),
    ("The worker is bothered most by pain under the kneecap on stairs.", ["pain under the kneecap on stairs"]),
    ("He was last seen on 9/1/2016 for ongoing right knee pain with clicking and giving way.",
     ["ongoing right knee pain with clicking and giving way"]),
    ("He has had difficulty swallowing, hoarseness and a sore throat since the neck operation.",
     ["difficulty swallowing", "hoarseness", "sore throat"]),
    ("Recent reports tell of wheezing in the cold and a dry cough at night.",
     ["wheezing in the cold", "dry cough at night"]),
    ("In the hand surgeon's note he says the thumb is still stiff in the morning.",
     ["thumb is still stiff in the morning"]),
    ("On 4-4-2016 the treating provider reported headaches twice a week and trouble concentrating.",
     ["headaches twice a week", "trouble concentrating"]),
    ("Subjectively, 6-6-2016, right hip aching, must sit to put on shoes.",
     ["right hip aching", "must sit to put on shoes"]),
    ("Podiatry, 1/3/2015: burning of the sole, heel no better; drawer test negative.",
     ["burning of the sole", "heel no better"]),
    ("By noon her shoulder burns and she has to let the arm hang.", ["shoulder burns", "has to let the arm hang"]),
    ("What he minds most is the ringing in his ears.", ["ringing in his ears"]),
    ("He is left with a stiff thumb and a grip that gives out.", ["stiff thumb", "grip that gives out"]),
    ("At her last visit the wrist was sore with twisting and the fingers tingled at night.",
     ["wrist was sore with twisting", "fingers tingled at night"]),
    ("His main worry is that he forgets what he is told.", ["forgets what he is told"]),
    ("Symptoms were unchanged except for new numbness of the thumb.", ["new numbness of the thumb"]),
]  # fmt: skip

APART = [
    ("She was troubled by numbness of the thumb and by night pain.", ["numbness of the thumb", "night pain"]),
    ("He reported that the hand falls asleep at night and that he drops his tools.",
     ["hand falls asleep at night", "drops his tools"]),
    ("She mentions ringing in the ears, and says that bright light bothers her.",
     ["ringing in the ears", "bright light bothers her"]),
    ("He reports low back pain rated 7 out of 10 with left leg pain and spasms.",
     ["low back pain", "left leg pain and spasms"]),
    ("She has neck pain, which is rated 5 out of 10 and associated with headaches.", ["neck pain", "headaches"]),
    ("He has persistent pain and stiffness in the right hand and is unable to grip tools.",
     ["persistent pain and stiffness in the right hand", "unable to grip tools"]),
    ("She reports left shoulder pain and stiffness with overhead reaching.",
     ["left shoulder pain and stiffness with overhead reaching"]),
    ("He complains of knee pain with giving way, clicking and occasional locking.",
     ["knee pain with giving way, clicking and occasional locking"]),
    ("She complained of bilateral hip pain, sharp on the right and dull on the left.",
     ["bilateral hip pain, sharp on the right and dull on the left"]),
    ("She reports difficulty with buttons, dropping cups and occasional pins and needles.",
     ["difficulty with buttons", "dropping cups", "occasional pins and needles"]),
    ("He noted that the numbness had improved but that his shoulder was still painful.",
     ["numbness had improved", "shoulder was still painful"]),
    ('He says "my foot is on fire."', ["my foot is on fire"]),
    ('Subjective complaints: "throbbing of my wrist, can\'t sleep on it."', ["throbbing of my wrist", "can't sleep on it"]),
    ("She reported wrist pain with popping and locking along with pain over the hip when lying down.",
     ["wrist pain with popping and locking", "pain over the hip when lying down"]),
    ("She complains of pain at the fracture site with lifting and neck pain with flexion and rotation.",
     ["pain at the fracture site with lifting", "neck pain with flexion and rotation"]),
    ("CC: (1) Mid back pain; (2) left hip pain.", ["Mid back pain", "left hip pain"]),
    ("Her complaints were unchanged; wrist pain with typing.", ["wrist pain with typing"]),
]  # fmt: skip

NONE = [
    "He reports fullness of the ear; vertigo and otalgia are denied.",
    "There was no nausea, vomiting or fever.",
    "Ibuprofen upset her stomach and was stopped; gabapentin made her drowsy.",
    "The injured worker is a roofer with left wrist sprain, wrist pain and tobacco use.",
    "She fell on an outstretched hand and felt immediate pain in the wrist.",
    "He had six visits of acupuncture with decrease in headache frequency.",
    "The provider reported tenderness of the left elbow.",
]


@pytest.mark.parametrize(("text", "expected"), LED)
def test_what_leads_up_to_complaints(text: str, expected: list[str]) -> None:
    assert words(told(text).complaints) == expected


@pytest.mark.parametrize(("text", "expected"), APART)
def test_where_complaints_come_apart(text: str, expected: list[str]) -> None:
    assert words(told(text).complaints) == expected


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_complaint(text: str) -> None:
    assert words(told(text).complaints) in ([], ["fullness of the ear"])


def test_a_complaint_told_again_only_to_be_rated_is_no_new_one() -> None:
    given = told("She complains of constant, aching neck pain. Neck pain was rated 5/10, right wrist pain 3/10.")
    assert words(given.complaints) == ["constant, aching neck pain"]


def test_a_note_goes_over_to_what_was_found() -> None:
    given = told("Podiatry, 1/3/2015: burning of the sole; talar tilt increased; he startles at noises.")
    assert (words(given.complaints), words(given.exam_findings)) == (
        ["burning of the sole", "startles at noises"],
        ["talar tilt increased"],
    )


@pytest.mark.parametrize(
    "words",
    [
        "left right cervical lumbar and ",
        "cervical and ",
        "bilateral ",
        "her ",
        "moderate severe ",
        "of the left ",
        "pain, ",
    ],
)
def test_a_long_run_of_one_sort_of_words_comes_to_an_end(words: str) -> None:
    told(f"He reported {words * 40}.")  # read in every division it would take years


UNLED = [
    ("Gravel is hard for him; he hobbles out of bed; the left heel burns in boots.",
     ["Gravel is hard for him", "hobbles out of bed", "left heel burns in boots"]),
    ("Her headaches are fewer but the neck is no looser and she tires by two o'clock.",
     ["headaches are fewer", "neck is no looser", "tires by two o'clock"]),
    ("He was stiff in the morning and had trouble with stairs.", ["stiff in the morning", "trouble with stairs"]),
    ("She is afraid of dogs now and avoids the park.", ["afraid of dogs now", "avoids the park"]),
    ("Initially could not bear weight; ER films 3/3/2016 no fracture; splint.", ["could not bear weight"]),
    ("By her account the wrist cracks with each turn of the wheel.", ["wrist cracks with each turn of the wheel"]),
    ("On stairs, the knee buckles.", ["knee buckles"]),
    ("The wrist has been stiff since the cast came off.", ["wrist has been stiff"]),
    ("Cannot wear closed shoes.", ["Cannot wear closed shoes"]),
    ("Sneezing sends pain down the leg.", ["Sneezing sends pain down the leg"]),
    ("Sitting longer than twenty minutes makes the leg go numb.",
     ["Sitting longer than twenty minutes makes the leg go numb"]),
    ("Tension in the shoulders was rated 5 of 10.", ["Tension in the shoulders"]),
    ("She takes a powder which gives her cramps.", ["powder which gives her cramps"]),
]  # fmt: skip
LED_SO = [
    ("Her podiatrist writes that the heel throbs after an hour.", ["heel throbs after an hour"]),
    ("At 7 months: knee still gives, calf aches on ladders.", ["knee still gives", "calf aches on ladders"]),
    ("She has a tight neck. It is hard to hold a phone to the ear.",
     ["tight neck", "It is hard to hold a phone to the ear"]),
    ("Since then, tires after an hour outside, lightheaded when he stands quickly, headaches in the afternoon.",
     ["tires after an hour outside", "lightheaded when he stands quickly", "headaches in the afternoon"]),
    ("Present symptoms are pain over the heel with the first steps, swelling by day's end, and a burning arch.",
     ["pain over the heel with the first steps", "swelling by day's end", "burning arch"]),
    ("She continues to be symptomatic: dizziness with quick turns, fullness in the ears.",
     ["dizziness with quick turns", "fullness in the ears"]),
    ("He has elbow pain, crunching on stairs, and cannot kneel. Drops wrenches. She naps daily.",
     ["elbow pain", "crunching on stairs", "cannot kneel", "Drops wrenches", "naps daily"]),
    ('The patient says, "My knee is junk."', ["My knee is junk"]),
    ('Says "food tastes like cardboard".', ["food tastes like cardboard"]),
    ('Seen 12/1/2015. "Hip still killing me." Groin pain w/ pivoting, limp by noon, up 3x a night.',
     ["Hip still killing me", "Groin pain w/ pivoting", "limp by noon", "up 3x a night"]),
    ("She reports tingling of the thumb and index finger that wakes her at night.",
     ["tingling of the thumb and index finger that wakes her at night"]),
    ("Function: cannot mow the lawn, needs help with shoes.", ["cannot mow the lawn", "needs help with shoes"]),
    ("Ongoing: neck stiff AM, L arm buzz, grip fades w/ drill use.",
     ["neck stiff AM", "L arm buzz", "grip fades w/ drill use"]),
    ("At recheck 2/2/2016 - wrist better w/ splint, thumb still tingles, elbow now sore.",
     ["wrist better w/ splint", "thumb still tingles", "elbow now sore"]),
    ("Her complaints have not changed: numb fingertips, weak pinch, aching forearm.",
     ["numb fingertips", "weak pinch", "aching forearm"]),
    ("When re-seen on 3/3/2016 the cough was less but she still becomes short of breath on stairs.",
     ["cough was less", "becomes short of breath on stairs"]),
    ("Notes of 3/3, 4/4 and 5/5/2016 read alike: stabbing low back pain, numb toes, cannot sit through a meal.",
     ["stabbing low back pain", "numb toes", "cannot sit through a meal"]),
    ("Therapist writes he cannot lift a gallon of milk, hand goes numb at the wheel.",
     ["cannot lift a gallon of milk", "hand goes numb at the wheel"]),
    ("Today he is doing poorly: the back seizes when he stands, his left leg feels heavy.",
     ["back seizes when he stands", "left leg feels heavy"]),
    ('"I can\'t shut it off," he says, and he wakes four times a night.',
     ["I can't shut it off", "wakes four times a night"]),
    ("He has neck pain. Reaching overhead hurts. Sitting tolerance is down to ten minutes. She can walk one block.",
     ["neck pain", "Reaching overhead hurts", "Sitting tolerance is down to ten minutes", "can walk one block"]),
    ("He has neck pain. Mood is low, sleeps poorly, no appetite. He weeps often. No energy.",
     ["neck pain", "Mood is low", "sleeps poorly", "no appetite", "weeps often", "No energy"]),
]  # fmt: skip
TOGETHER = [
    ("He reports forearm aching with torque, ring and little finger numbness when the arm is bent.",
     ["forearm aching with torque", "ring and little finger numbness when the arm is bent"]),
    ("He cannot button a shirt, hold a nail, or carry a plate.", ["cannot button a shirt, hold a nail, or carry a plate"]),
    ("He can sit 15 minutes, stand 10 minutes, and walk one block.",
     ["can sit 15 minutes, stand 10 minutes, and walk one block"]),
    ("He says the knee gives way, it swells at night, and he cannot kneel.",
     ["knee gives way", "swells at night", "cannot kneel"]),
    ("Complains of fatigue - falls asleep at his desk.", ["fatigue", "falls asleep at his desk"]),
    ("Complains of ears ring, jaw clicks and tires with chewing, short fuse.",
     ["ears ring", "jaw clicks and tires with chewing", "short fuse"]),
    ("Pt c/o LBP radiating to R post thigh, lat calf and foot, w/ burning and pins/needles.",
     ["LBP radiating to R post thigh, lat calf and foot", "burning and pins/needles"]),
    ("Now c/o deep knee pain with any twisting or stairs, clicking, giving way about twice a week, puffy by evening.",
     ["deep knee pain with any twisting or stairs", "clicking", "giving way about twice a week", "puffy by evening"]),
    ("He wakes at 2 am and cannot get back to sleep.", ["wakes at 2 am and cannot get back to sleep"]),
    ("She reports burning, tearing, and blurred vision.", ["burning", "tearing", "blurred vision"]),
    ("Itching, burning and cracking of the fingers persist.", ["Itching, burning and cracking of the fingers persist"]),
    ("She complained of constant heel pain, 7 out of 10 on average and 9 by the end of the day, of swelling, and of poor sleep.",
     ["constant heel pain", "swelling", "poor sleep"]),
    ("Headaches continue at 5/10.", ["Headaches"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [*UNLED, *LED_SO, *TOGETHER])
def test_function_and_feeling_told_as_complaints(text: str, expected: list[str]) -> None:
    assert words(told(text).complaints) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She reported that headaches were down to one a week and that she'd gone back to the gym.",
         ["headaches were down to one a week"]),
        ("The shoulder is looser and he can reach the shelf again, but the neck still aches.",
         ["shoulder is looser", "neck still aches"]),
        ("He tires easily; the wife complains of his snoring.", ["tires easily", "snoring"]),
        ("Ribs no longer hurt.", []),
        ("The fingers do not tingle.", []),
        ("10/10/2016: night tingling gone, palm sore w/ pushing up.", ["palm sore w/ pushing up"]),
        ("Lungs: faint wheeze.", []),
        ("Since then he has had therapy for pain.", []),
        ("Present: sharp low back pain; sleep broken; bladder fine.", ["sharp low back pain", "sleep broken"]),
        ("No bladder trouble.", []),
        ("3/3/2016 note: itching at night, fist now complete, scar flatter.", ["itching at night"]),
        ("The surgeon has dx'd a meniscal tear and compensatory hip pain.", []),
        ("Tramadol had to be stopped for nausea.", []),
        ("Numbness of the toes, three times a week.", ["Numbness of the toes"]),
        ("Two ribs were broken and were strapped.", []),
        ("Her sleep is broken.", ["sleep is broken"]),
    ],
)  # fmt: skip
def test_what_goes_well_again_is_no_complaint(text: str, expected: list[str]) -> None:
    assert words(told(text).complaints) == expected
