"""What leads up to an examination, what of it is one finding, and what is none: invented sentences, as reports have them."""

from __future__ import annotations

import pytest

from structurer import Letter
from structurer.kinds.medical.summary import Told, read
from structurer.sections import Section


def told(summary: str) -> Told:
    letter = Letter.from_text(summary)
    return read(letter, Section("summary", 0, len(letter.text)))


def findings(summary: str) -> list[str]:
    return [span.text for span in told(summary).exam_findings]


@pytest.mark.parametrize(
    ("summary", "found"),
    [
        ("Physical exam disclosed an antalgic stance and loss of lordosis.", ["antalgic stance", "loss of lordosis"]),
        ("Exam both visits: stooped gait, spasm of the glutei.", ["stooped gait", "spasm of the glutei"]),
        ("Examined 3/4/16: olecranon tender, extension 10.", ["olecranon tender", "extension 10"]),
        ("Neurologic exam, Romberg negative, tandem gait steady.", ["Romberg negative", "tandem gait steady"]),
        ("On PE wrist flexion 40, ext 35. Watson neg.", ["wrist flexion 40, ext 35", "Watson neg"]),
        ("Physical examination on 8/2/16 by Dr. Moss: hip flexion limited.", ["hip flexion limited"]),
        ("In the exam of 5-6-2016 affect was flat.", ["affect was flat"]),
        ("Exam findings unchanged except grip 22 kg right.", ["grip 22 kg right"]),
        ("Findings that day were of a cool, mottled hand.", ["cool, mottled hand"]),
        ("Vitals BP 128/76, pulse 64.", ["BP 128/76", "pulse 64"]),
        ("Pulse today 96. Trigger pts palpable in both trapezii.", ["Pulse today 96", "Trigger pts palpable in both trapezii"]),
        ("The left hand on inspection was dusky with brittle nails.", ["left hand on inspection was dusky with brittle nails"]),
        ("The physiatrist found him alert and tearful.", ["alert and tearful"]),
        ("Dr. Moss felt crepitus of the patella.", ["crepitus of the patella"]),
        ("Auscultation of the chest found scattered rhonchi.", ["scattered rhonchi"]),
        ("Orthopedic testing produced leg pain with Bragard's.", ["Orthopedic testing produced leg pain with Bragard's"]),
        ("Left elbow: tender olecranon, ulnar nerve stable.", ["tender olecranon", "ulnar nerve stable"]),
        ("Psych: mood sad, affect restricted, denies delusions.", ["mood sad", "affect restricted"]),
        ("There was a 5 x 3 cm plaque of the forearm.", ["5 x 3 cm plaque of the forearm"]),
        ("Examined by the internist and had a soft bruit.", ["soft bruit"]),
        ("Palpation elicited tenderness of the coccyx.", ["tenderness of the coccyx"]),
        ("On slit lamp there was a 1 mm corneal infiltrate.", ["1 mm corneal infiltrate"]),
        ("Exam Height 64 inches, BMI 31.", ["Height 64 inches", "BMI 31"]),
        ("Objective: 1) slow gait 2) tender L3 3) Kemp + R.", ["slow gait", "tender L3", "Kemp + R"]),
        ("PE: anxious, disheveled, poor recall.", ["anxious", "disheveled", "poor recall"]),
        ("Elbow ROM: flex 120, ext 10.", ["Elbow ROM: flex 120, ext 10"]),
        ("Exam: gait slow. ROM: full. Sutures were removed.", ["gait slow", "ROM: full"]),
        ("Ex: scar healed, swayed on Romberg, pinch was 4 kg.", ["scar healed", "swayed on Romberg", "pinch was 4 kg"]),
        ("MSE: cooperative, anxious, speech rapid.", ["cooperative", "anxious", "speech rapid"]),
        ("Exam: FADIR+, Ober-, +Hawkins.", ["FADIR+", "Ober-", "+Hawkins"]),
        ("SLE: OD clear; OS haze. Stent placed OS 5/12/16.", ["OD clear", "OS haze"]),
        ("Examiner notes hooked nail, pinch 4 kg.", ["hooked nail", "pinch 4 kg"]),
        ("Exam no recurrence; testes nl.", ["no recurrence", "testes nl"]),
        ("Otoscopy w/ dull drum, no fluid.", ["dull drum", "no fluid"]),
        ("Exam essentially unchanged except grip 10 kg.", ["grip 10 kg"]),
        ("Skin: fissured palms with scale, nails normal.", ["fissured palms with scale", "nails normal"]),
        ("O/ gait slow. Neck full motion.", ["gait slow", "Neck full motion"]),
        ("Exam: restless, guarded. During the interview she was tearful.", ["restless", "guarded", "tearful"]),
        ("Exam: OD conj 2+ injection, epithelium intact.", ["OD conj 2+ injection", "epithelium intact"]),
        ("Exam: antalgic gait. Uses a walker. Walks on the edge of the foot.", ["antalgic gait", "Uses a walker", "Walks on the edge of the foot"]),
    ],
)  # fmt: skip
def test_what_leads_up_to_an_examination(summary: str, found: list[str]) -> None:
    assert findings(summary) == found


@pytest.mark.parametrize(
    ("summary", "found"),
    [
        ("Exam: deltoid strength 4/5, wrist extensors 4+/5, otherwise 5/5.", ["deltoid strength 4/5, wrist extensors 4+/5, otherwise 5/5"]),
        ("Exam: knee jerks 2+, ankle jerks absent.", ["knee jerks 2+, ankle jerks absent"]),
        ("Exam: reflexes 1+ at elbows & absent wrists, Hoffman negative.", ["reflexes 1+ at elbows & absent wrists", "Hoffman negative"]),
        ("Exam: ring PIP motion 5-80, DIP 0-40; active abduction 90, passive 120.", ["ring PIP motion 5-80, DIP 0-40", "active abduction 90, passive 120"]),
        ("VA 20/25 OD, 20/100 OS uncorrected.", ["VA 20/25 OD, 20/100 OS uncorrected"]),
        ("Exam: painful eversion, dorsiflexion 10.", ["painful eversion", "dorsiflexion 10"]),
        ("Exam: lumbar ROM half of normal, 4/5 left hip flexion.", ["lumbar ROM half of normal", "4/5 left hip flexion"]),
        ("Exam: restricted neck rotation, and 4/5 right deltoid.", ["restricted neck rotation", "4/5 right deltoid"]),
        ("Exam: decreased LT R C7, triceps reflex 1+.", ["decreased LT R C7", "triceps reflex 1+"]),
        ("Exam: Apley equivocal, drawer tests stable, brow tender L. Knee - no effusion.", ["Apley equivocal", "drawer tests stable", "brow tender L", "no effusion"]),
        ("Exam: TTP L2-L4 bilat. Ely negative.", ["TTP L2-L4 bilat", "Ely negative"]),
        ("Exam: portal intact, tender cord, positive Tinel.", ["portal intact", "tender cord", "positive Tinel"]),
        ("Exam: the neck was supple, with no masses and with a healed scar.", ["neck was supple", "no masses and with a healed scar"]),
        ("Exam: abdomen soft, mildly tender to the touch.", ["abdomen soft, mildly tender to the touch"]),
        ("Exam: slow gait, limited and painful motion of the hip.", ["slow gait", "limited and painful motion of the hip"]),
        ("Exam: resisted wrist flexion and finger flexion reproduced the pain.", ["resisted wrist flexion and finger flexion reproduced the pain"]),
        ("Exam: the left greater trochanter was tender, and the greater tuberosity was nontender.", ["left greater trochanter was tender", "greater tuberosity was nontender"]),
        ("Exam: positive drop arm and lift-off tests.", ["positive drop arm and lift-off tests"]),
        ("Skin: scaly plaques of the palms. Neck - FROM.", ["scaly plaques of the palms", "FROM"]),
        ("Exam: wound was clean, dry and intact with sutures.", ["wound was clean, dry and intact with sutures"]),
        ("Exam: pain with resisted wrist flexion and elbow flexion, stable to valgus stress.", ["pain with resisted wrist flexion and elbow flexion", "stable to valgus stress"]),
        ("The nurse measured flexion of 80 degrees and noted scapular winging.", ["flexion of 80 degrees", "scapular winging"]),
        ("Exam: cuff weak in ER, passive ER 30, flexion to 60 with complaints of pain.", ["cuff weak in ER", "passive ER 30, flexion to 60 with complaints of pain"]),
        ("Exam: flexion full, right rotation slightly reduced.", ["flexion full", "right rotation slightly reduced"]),
        ("Exam: elbow flexion is 4/5 and triceps 2/5.", ["elbow flexion is 4/5", "triceps 2/5"]),
        ("Exam: strength of the biceps 4/5 and triceps 5/5.", ["strength of the biceps 4/5 and triceps 5/5"]),
        ("Exam: ulcer of 3 cm, with a clean base.", ["ulcer of 3 cm, with a clean base"]),
        ("Exam: SLR negative; left knee 0-130.", ["SLR negative", "left knee 0-130"]),
        ("Exam: grip was 24/20/22 kg right and 30/31/33 kg left.", ["grip was 24/20/22 kg right and 30/31/33 kg left"]),
        ("Exam: height 64 inches, weight 200 pounds, for a BMI of 34.", ["height 64 inches", "weight 200 pounds", "BMI of 34"]),
        ("Exam: thick ridge at the border, raised 3 mm, red.", ["thick ridge at the border, raised 3 mm, red"]),
        ("Exam: rhomboids tight and tender L>R, flexion full.", ["rhomboids tight and tender L>R", "flexion full"]),
        ("Exam: DF 10, PF 40, inversion/eversion 15.", ["DF 10, PF 40, inversion/eversion 15"]),
        ("Exam: a nodule is felt at the sole which is firm and moves.", ["nodule is felt at the sole which is firm and moves"]),
        ("Exam: hip motion symmetric and free of pain.", ["hip motion symmetric and free of pain"]),
        ("Exam: worker ambulated with a limp. There's a 2 cm scar.", ["ambulated with a limp", "2 cm scar"]),
    ],
)  # fmt: skip
def test_what_is_one_finding(summary: str, found: list[str]) -> None:
    assert findings(summary) == found


@pytest.mark.parametrize(
    "summary",
    [
        "There is pain in the calf after standing.",
        "There was loss of consciousness for a minute.",
        "Pain is 4 out of 10 with bending. Severity is up to 8 on a scale of ten.",
        "Nexium 40 mg, lisinopril 20/12.5 daily.",
        "He gained weight: a 15 lb weight gain.",
        "Tests to date: none.",
        "Nerve studies performed last year.",
        "Excision of a 2 x 3 cm mass.",
        "Exam findings are consistent with sciatica.",
        "Findings at surgery were a torn labrum.",
        "Dr. Moss saw him for knee pain.",
        "He says the knee is swollen after work.",
        "Wound is still draining, she says.",
        "Her weight is up 20 pounds.",
    ],
)
def test_what_is_no_finding(summary: str) -> None:
    assert findings(summary) == []


def test_what_could_not_be_completed_is_no_treatment() -> None:
    assert told("Exam: the squat could not be completed due to pain.").treatments == []
