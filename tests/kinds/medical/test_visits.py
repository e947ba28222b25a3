"""What was felt at a visit, told straight after its name; what the body does; and what is told of it."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.summary.visit_headings import visit_headings
from tests.kinds.medical.test_summary import told, words

HEADED = [
    ("Recheck 9/3/2016 - still limping, toe throbs at the end of the day.",
     ["limping", "toe throbs at the end of the day"]),
    ("Hand clinic 11/1/2016 - itch that \"drives me up the wall\", graft splits open with gripping.",
     ['itch that "drives me up the wall"', "graft splits open with gripping"]),
    ("January 9 recheck: persistent ankle pain, cramps of the calf.", ["persistent ankle pain", "cramps of the calf"]),
    ("Per pain clinic note of 2/2/2015 aching of the hip and trouble sleeping.", ["aching of the hip", "trouble sleeping"]),
    ("On 1-3-17 he states that the jaw clicks, ears feel full.", ["jaw clicks", "ears feel full"]),
    ("At today's visit, pain in the elbow with gripping; tingling in the small finger.",
     ["pain in the elbow with gripping", "tingling in the small finger"]),
    ("At the 01-05-2017 recheck the thumb is still stiff and he drops cups.", ["thumb is still stiff", "drops cups"]),
]  # fmt: skip

OTHERWISE = [
    "Orthopedic note of 3/3/2015 lists the request.",
    "On 3/3/2015 underwent surgery for shoulder pain.",
    "Progress note 3/3/2015: tenderness of the wrist, decreased motion.",
    "In a 2/2/2016 consult with sleep physician the worker was weighed.",
]

SAID = [
    ("He told the eye doctor the eye was \"gritty\" and watering.", ['eye was "gritty" and watering']),
    ("Complaints were noted of heel pain, with cramps at night.", ["heel pain", "cramps at night"]),
    ("It was indicated that the itching keeps him awake and that skin cracks in the cold.",
     ["itching keeps him awake", "skin cracks in the cold"]),
    ("There were continuing reports of wrist stiffness and night pain.", ["wrist stiffness", "night pain"]),
    ("The worker voices concern about memory loss and trouble finding words.", ["memory loss", "trouble finding words"]),
    ("Reports that the legs give way; poor concentration; \"I don't want to go out\".",
     ["legs give way", "poor concentration", "I don't want to go out"]),
    ("She states she feels \"useless\" and avoids the shop.", ['feels "useless"', "avoids the shop"]),
    ("She remains symptomatic with numbness of the toes.", ["numbness of the toes"]),
    ("Complains of: 1. hip pain; 2. left leg numbness.", ["hip pain", "left leg numbness"]),
    ("CC: 1) jaw pain, popping left side 2) wrist pain on pushing up, 7/10 3) tooth sensitivity.",
     ["jaw pain", "popping left side", "wrist pain on pushing up", "tooth sensitivity"]),
]  # fmt: skip

DOES = [
    ("The left knee clicks and locks.", ["left knee clicks and locks"]),
    ("He reports that the knee is stiff and swells by the evening.", ["knee is stiff", "swells by the evening"]),
    ("Left elbow has begun hurting.", ["Left elbow has begun hurting"]),
    ("Reportedly the left hand falls asleep at the wheel.", ["left hand falls asleep at the wheel"]),
    ("He complained of hip pain. Can sit 20 min. Walks only two blocks.",
     ["hip pain", "Can sit 20 min", "Walks only two blocks"]),
    ("The knee hurts; ring and little finger fall asleep if the arm is bent.",
     ["knee hurts", "ring and little finger fall asleep if the arm is bent"]),
    ("The gait was normal. She still has numbness of the toes.", ["numbness of the toes"]),
    ("He complained of neck pain. Also with foot cramps at night.", ["neck pain", "foot cramps at night"]),
    ("She reports fewer headaches but the jaw still catches.", ["fewer headaches", "jaw still catches"]),
]  # fmt: skip

RATED = [
    ("He reports 7/10 neck pain radiating to the arm, and 5/10 hip pain.", ["neck pain radiating to the arm", "hip pain"]),
    ("The low back pain varies between 4/10 and 7/10.", ["low back pain"]),
    ("On 7/7/2016, he rated thumb pain at 8/10 and elbow pain at 6/10, with tingling in the toes.",
     ["thumb pain", "elbow pain", "tingling in the toes"]),
    ("PR-2 8/8/16: still w/ neck pain and HA daily, rates 7/10, drops objects.", ["neck pain", "HA daily", "drops objects"]),
    ("She complained of knee pain rated 7/10, increasing with kneeling, squatting and stairs, with swelling.",
     ["knee pain", "swelling"]),
]  # fmt: skip

LISTED = [
    ("She feels pressure behind the eye, has watery eyes, and cannot tolerate bright light.",
     ["pressure behind the eye", "watery eyes", "cannot tolerate bright light"]),
    ("On 5/5/2016 he voiced sadness, crying spells, and loss of appetite.",
     ["sadness", "crying spells", "loss of appetite"]),
    ("Since the last visit, increased numbness, and trouble with buttons.",
     ["increased numbness", "trouble with buttons"]),
    ("She complains of neck pain aggravated by coughing, stairs and driving; ringing in both ears and forgetting names.",
     ["neck pain aggravated by coughing, stairs and driving", "ringing in both ears", "forgetting names"]),
    ("He has trouble swallowing bread and pills.", ["trouble swallowing bread and pills"]),
    ("She notes thumb pain, which is worse with pinching, along with stiffness in the morning.",
     ["thumb pain", "stiffness in the morning"]),
    ("He has leg pain described as deep, aching and electric.", ["leg pain described as deep, aching and electric"]),
    ("She complained of facial pain while chewing and ear fullness.", ["facial pain while chewing", "ear fullness"]),
    ("She complains of persistent cough and shortness of breath on stairs.",
     ["persistent cough", "shortness of breath on stairs"]),
    ("She reported that the shoulder throbs and she cannot fasten her bra.",
     ["shoulder throbs", "cannot fasten her bra"]),
    ("He reports numbness of the hands due to repetitive typing.", ["numbness of the hands"]),
]  # fmt: skip

NOT_SAID = [
    "Scaling plaques of the palms, fissures of the thumbs and redness of the wrists were seen.",
    "Progress note 5/5/2016: pain medication refilled, wound check.",
    "Current symptoms are aggravated by typing, gripping and driving.",
    "It was noted that the request was denied. It was reported that the surgery went well.",
    "Usual pain is 6/10.",
    "Pain today 8, least 5, worst 10.",
    "Aggravated by driving, coughing and bending.",
    "Pain diminishes with rest and ice.",
    "The rib pain is resolved.",
    "Vomiting has stopped.",
    "There were no complaints of numbness or tingling of the legs.",
    "Left jaw internal derangement; myofascial pain; bruxism; cervicalgia.",
]


@pytest.mark.parametrize(("text", "expected"), [*HEADED, *SAID, *DOES, *RATED, *LISTED])
def test_what_was_felt(text: str, expected: list[str]) -> None:
    assert words(told(text).complaints) == expected


@pytest.mark.parametrize("text", OTHERWISE)
def test_a_visit_that_tells_of_something_else(text: str) -> None:
    assert list(visit_headings(text)) == []


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_is_gone_or_only_rated_or_brings_pain_on(text: str) -> None:
    assert words(told(text).complaints) == []


def test_a_symptom_told_before_is_no_new_one_where_it_is_rated() -> None:
    given = told("He complains of frequent neck pain and a weak grip. On 2/2/2015: neck pain 7, shoulders 6.")
    assert words(given.complaints) == ["frequent neck pain", "weak grip"]


@pytest.mark.parametrize("words", ["progress note ", "of the left ", "first visit, ", "3/3/2015 "])
def test_a_long_run_of_one_sort_of_words_comes_to_an_end(words: str) -> None:
    told(f"At the {words * 60}.")
