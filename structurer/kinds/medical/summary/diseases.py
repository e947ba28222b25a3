"""The words for diseases and injuries that a diagnosis is made of, and that no worker would complain of by that name."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.words import either
from structurer.regex import regex

_NOT_SO = r"(?!diagnos|prognos|analys|urinalys|dialys|paralysis\s+of|neurolys|tenolys|adhesiolys|thrombolys|symptom|trauma|stroma\b|coma\b|anesthe)"
_BY_ENDING = r"\w{2,}(?:itis|itides|osis|oses|opathy|opathies|opathic|algia|algias|iasis|ectasis|ectasia|megaly|penia|osmia|dynia|plasia|cele|celes|plegia|paresis|phobia|phagia|listhesis|lysis|emia|uria|trophy|dystrophies|pneumothorax|thorax|oma|omas|omata|edema|rrhea|tropia|kinesis|kinesia)"
_NAMED = either(
    "strains? sprains? sprain-strain fractur~ tears? torn tearing contusion~ radicul(?!ar_(?:symptom|complaint))~ syndrome~ disease~ disorder~ tendin~ tendon~_(?:tear|rupture|injury) tendono~ bursitis arthr~ osteoarthr~ spondyl~ stenosis herniat~ hernia hernias hnp"
    " displacement~ disc_(?:protrusion|bulge~|extrusion~|disease|displacement~|herniation~|injury|desiccation|degeneration) protrusion~ extrusion~ degenerat~ neuropath~ neuritis impingement epicondyl~ fasciitis myofasci~ fibromyalgia synovitis tenosynovitis capsul~"
    " frozen_(?:right_|left_)?shoulder concussion~ post-?concussi~ lacerat~ amputat~ crush_injur~ dislocat~ subluxat~ instability derangement~ sciatica cervicalgia lumbago dorsalgia neuralgia ptsd post-?traumatic_stress stress_(?:disorder|reaction|fracture) depressive adjustment_disorder"
    " hypertension diabet~ prediabet~ dyslipidemia hyperlipidemia obesity gerd reflux gastritis failed_back post-?laminectomy dysfunction~ dyskinesi~ ganglion cyst~ neuroma~ infection~ cellulitis dermatitis eczema asthma copd hearing_loss"
    " thrombos~ dvt embol~ ulcer~ abscess~ osteonecrosis necrosis non-?union~ mal-?union~ bunion~ whiplash trigger_(?:finger|thumb|digit)~ bruxism crps rsd tbi (?:brain|head|crush|nerve|ligament|tendon|kidney|lung|colon|spinal_cord|soft_tissue|disc)_injur~"
    " dependence addiction use_disorder epilep~ glaucoma cataract~ hypothyroid~ hyperthyroid~ hypogonad~ hypofunction insufficiency gout lupus cancer carcinoma~ stroke arrhythmia~ palsy keloid~ scarring malocclusion apnea migraine~ post-?traumatic_headache~ cervicogenic_headache~ phobia~"
    " claudication scoliosis kyphosis rupture~ avuls~ neoplasm~ burns? bite chondromalacia plica enthesopath~ fibrosis arthrofibrosis adhesions? lipoma~ tumou?r~ masses varicos~ insufficiency pneumonia pneumonitis bronchitis sinusitis rhinitis fistula~ retinal_detachment"
    " quadriplegia tetraplegia paraplegia hemiplegia dystonia spasticity neurogenic_(?:bladder|bowel|claudication) incontinence pain_(?:syndrome|disorder) chronic_pain_syndrome sacroiliac_(?:joint_)?(?:dysfunction|pain) facet_(?:syndrome|arthropathy|pain) discogenic tmj tmd oa djd ddd hnp slap bankart"
    " impetig~ pruritus psoriasis cholelithiasis hemorrhoid~ hepatitis cirrhosis anemia heat_(?:stroke|exhaustion) dehydration frostbite rhabdomyolysis kidney_(?:injury|failure) (?:renal|heart|respiratory|liver)_failure sepsis foreign_body corneal_abrasion~ abrasion~ nerve_(?:entrapment|compression|damage|palsy)"
    " (?:major|reactive|clinical|situational|secondary|post-?traumatic|recurrent)_depression depression_(?:due|secondary|related) insomnia_(?:due|secondary|related) (?:anxiety|stress|adjustment|allergic|grief|panic|drug)_(?:reaction|attack~) post-?traumatic_anxiety"
    " fibrillation hematoma~ hemorrhage~ hyphema paralysis erosions? caries (?:cracked|chipped|fractured|broken|avulsed|missing)_(?:tooth|teeth) delayed_union overuse withdrawal poisoning inhalation_injury syncope deconditioning deficienc~ deviated_(?:nasal_)?septum hypoactive (?:vision|visual|memory)_loss positional_vertigo vestibular_(?:dysfunction|disorder|hypofunction)"
    " entrapment contracture~ deformity hallux hammer_?toe~ spurs? osteophyte~ wounds? trauma_to blunt_(?:head_)?trauma multiple_trauma head_trauma tenosynovitis de_quervain~ dupuytren~"
)
_SHORT = (
    r"(?-i:HTN|HLD|DM(?:[\s-]?(?:II?|[12]))?|NIDDM|IDDM|CAD|CHF|CKD|OSA|CTS|DVT|PUD|IBS|PVD|TIA|CVA|MDD|GAD|mTBI|FBSS|TMJD|AVN|BPH|UTI|A-?[Ff]ib|PFO|RADS|FAI|LVH|RTC\s+tear|[Ff]xs?|FX)"
    r"|s/s|sp/st|spr/str"
)
"""Diseases by the letters that notes have for them."""
DISEASE = regex(rf"\b(?:{_NOT_SO}{_BY_ENDING})(?!\w)|{_NAMED.pattern}|(?<!\w)(?:{_SHORT})(?!\w)", re.IGNORECASE)
"""A word that names a disease or an injury."""


def names_disease(text: str) -> bool:
    """Whether a phrase names a disease or an injury, and not merely what is felt."""
    return bool(DISEASE.search(text))
