"""The words that case summaries are made of: symptoms, findings, conditions, tests, care, parts of the body."""

from __future__ import annotations

import re

from structurer.regex import regex

MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
"""A month, whole or shortened."""
MONTH_NAME = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"


def either(words: str) -> re.Pattern[str]:
    """A pattern for any of the words, parted by blanks; `~` ends a stem, `_` is a blank."""
    stems = (word.replace("~", r"\w*").replace("_", r"[\s-]+") for word in words.split())
    return regex(rf"\b(?:{'|'.join(stems)})(?!\w)", re.IGNORECASE)


SYMPTOM = either(
    "pain pains painful ache~ aching sore~ discomfort numb~ tingl~ paresthesia~ weakness weak stiff~ swelling swollen burning"
    " spasm~ cramp~ headache~ migraine~ dizz~ vertigo nausea vomit~ insomnia sleep~ fatigue anxi~ depress~ stress~ irritab~ tight~"
    " popping clicking locking grinding catching giving_way buckl~ instab~ throb~ radiat~ radicular sciatica blurr~ tinnitus"
    " ringing memory concentrat~ disorient~ constipat~ diarrhea heartburn reflux cough~ wheez~ short~ difficult~ inability unable"
    " trouble symptom~ complaint~ sensation sensitiv~ pressure loss limp~ fear~ nightmare~ flashback~ appetite itch~ rash"
    " tender~ worse~ pins_and_needles syncop~ seizures? disturbance~ discolor~ mobility gives_way gave_way consciousness panic tearful deformity impair~ limit~ decreased_range lump bleed~ hunger hungry restricted imbalance feeling~"
    " glare tearing watering light_sensitivity photophob~ phonophob~ floaters? double_vision diplopia foreign_body_sensation dryness dry_eyes? dry_mouth redness"
    " cracking cracked_skin peeling scaling hives blister~ drainage discharge congestion sneez~ hoarse~ swallow~ dysphag~ choking snor~ hearing_changes vision_changes visual_changes"
    " palpitations? racing sweat~ chills fevers? crying nervous~ anger angry outbursts? sadness sad hopeless~ helpless~ jump(?:y|iness) hypervigilan~ startl~ intrusive worry~ guilt~"
    " irritable withdraw~ low_energy low_mood low_motivation libido erectile urinary_(?:urgency|frequency|hesitancy|retention|incontinence|leakage) incontinen~ bloating belch~ regurgitat~ indigestion bruxism clench~ toothaches? malocclusion"
    " intolerance hypersensitiv~ hyperesthesia phantom allodynia dysesthesia~ coldness colou?r_changes? temperature_changes? shak(?:y|ing|iness) tremors? twitch~ unstead~ off-balance poor_balance balance_(?:problems|difficulties|issues)"
    " coordination clums~ weak_grip grip_weakness lighthead~ light_headed~ faint~ blackouts? confusion forgetful~ fogg~ brain_fog word_finding tired~ exhaust~ letharg~ malaise"
    " pulling_(?:sensation|pain|feeling) pinching snapping squeak~ crepit~ creak~ slipping gives_out gave_out soreness dyspnea shortness_of_breath chest_pressure weight_(?:gain|loss) disrupted_sleep"
    " fullness clumsy dropping tripping startled avoidance flaking embarrass~ heav(?:y|iness) stabbing sharp_sensation shooting zaps? still_burn~ still_hurt~ shocks? shock-like electric electrical electricity scratchy gritty stings? stinging"
    " sensitive_to_cold stiffer hurts? burns swells? itches locks catches pops clicks buckles hot_flashes flushing discomfort~ sob overwhelmed lonel~ worthless~ rumination flashbacks? avoids detached numbing panick~"
    " spells episodes_of bouts_of attacks problems_with sense_of lack_of sleepless~ sleepy snores tense on_edge keyed_up short-tempered temper buzzing jolts? twinges? jabs? pangs? knots? watery runny stuffy puffy slurred stutter~ stammer~"
    " muffled halos? floaters blurry squint~ eye_strain dragging foot_drop raw oozing leakage leaks dribbling nocturia constipated bloated nauseated gassy wobbly spinning winded breathless out_of_breath short_of_breath phlegm sputum"
    " afraid scared fearful jittery panicky weepy suicidal isolat~ distracted attention confused focus~ collapses twinge sleepiness hypervigilant relives numbs uncomfortable buzz hum roaring fluttering pounding crunching grating pins/needles no_energy no_strength no_stamina no_motivation no_interest haloes short_fuse lost_weight gasp~"
    " weeping cracked upset_stomach stomach_upset gi_upset gastrointestinal_upset queasy~ metallic_taste bad_taste zinging whistling drooling foggy sneezes choking giving-way asleep ha ha's lbp has_headaches? bruxing waking awaken~ restless~ groggy drowsi~ sedation dry_skin hair_loss bumps? bump broken_teeth"
)
FINDING = either(
    "tender~ spasm~ guarding range_of_motion rom motion~ gait swelling swollen edema effusion ecchymosis bruis~ deformity atrophy reflex~"
    " sensation sensory strength power weakness motor positive negative normal intact full decreased diminished reduced limited restrict~"
    " absent increased tone crepit~ instability laxity stable unstable flexion extension abduction adduction rotation bending"
    " dorsiflexion plantarflexion pronation supination degrees? test~ sign~ maneuver tinel~ phalen~ spurling~ hawkins~ neer~ speed~"
    " o'brien~ obrien~ yergason~ mcmurray~ lachman~ drawer~ finkelstein~ faber fabere patrick~ kemp~ milgram~ slr straight_leg"
    " apprehension grind~ compression impingement limp~ antalgic heel walk~ squat~ ambulat~ posture incision~ scar~ wound~ laceration"
    " hypertonic~ trigger_point~ palpa~ pulse~ pressure_(?:was|is) temperature lungs abdomen heart pupils cranial mood affect alert"
    " oriented distress drop grip pinch hypersensitiv~ dysesthesia allodynia pain~ numb~ tight~ symmetric~ equal clear hernia reducible"
    " subluxation no denied dermatome~ myotome~ shifting stiff stooped warm~ erythema redness discolor~ mild moderate loss"
    " hypertension tachycardia capillary blood_pressure hearing sitting stand weight_bearing wheelchair assist memory discrimination mottled bulk sensitiv~"
    " healed pinprick jerks? respirations? respiratory_rate saturation bmi body_mass_index wheez~ rales rhonchi murmur romberg babinski clonus unremarkable"
    " alignment varus valgus"
)
CONDITION = either(
    "strains? sprains? pain~ injur~ fractur~ tears? torn contusion~ radiculopath~ radiculitis syndrome~ disease~ disorder~ tendin~ tendonitis tendono~ seizures?"
    " bursitis arthr~ osteoarthr~ spondyl~ stenosis herniat~ hernia~ hnp protrusion~ displacement bulg~ degenerat~ neuropath~ neuritis"
    " impingement epicondylitis fasciitis myositis myofasci~ myalgia fibromyalgia synovitis tenosynovitis capsulitis frozen_shoulder"
    " headache~ concussion~ trauma~ laceration~ burns? amputation~ crush~ dislocat~ subluxat~ instability internal_derangement"
    " derangement sciatica lumbago cervicalgia neuralgia insomnia depress~ anxi~ stress ptsd hypertension diabetes~ dyslipidemia obesity"
    " spurs? gerd gastritis failed_back post-?laminectomy weakness numbness paresthesia~ stiffness spasm~ cyst~ ganglion infection cellulitis"
    " dermatitis asthma hearing_loss tinnitus vertigo dysfunction lesion~ effusion swelling edema abscess thrombosis deficit~ atrophy"
    " fusion status_post s/p history disc deformity enthesopathy plica chondromalacia ulcer~ mass foreign_body abrasion~"
    " myospasm~ ~algia ~algias ~itis ~opathy ~opathies ~plegia ~paresis tendinos~ stenos~ avulsion~ nonunion malunion osteonecrosis necrosis bunion~ pseudarthrosis whiplash trigger_fingers? trigger_thumbs?"
    " neuromas? prediabetes scarring scars? fissuring bruxism crps rsd tbi dependence addiction epilepsy glaucoma cataracts? copd hypothyroidism"
    " hyperlipidemia constipation hemorrhoids gout lupus cancer carcinoma~ stroke arrhythmia palsy foot_drop bladder keloids? malocclusion"
    " pruritus dysphagia pregnancy reflux dyskinesis avulsed rhabdomyolysis oa djd ddd pfps bppv tos tfcc failure adhesion~ arthrofibrosis hyperglycemia ~emia nightmare~ obesity intolerance bite"
    " incontinence apnea migraine~ phobia~ hallux claudication spondylosis scoliosis kyphosis rupture~ neoplasm depression impairment complaint~ symptom~ reaction sequela fall wound~"
)
_BESIDE = (
    r"and|or|the|his|her|both|of|in|to|post\.?|ant\.?|lat\.?|med\.?|prox\.?|dist\.?|left|right|[LR]t?|b/l|bilateral|upper|mid|middle|lower|low|medial|lateral|anterior|posterior|distal|proximal"
    r"|inner|outer|dorsal|volar|ulnar|radial|index|ring|little|small|long|back|second|third|fourth|fifth|1st|2nd|3rd|4th|5th|as|well|also|into|\w+(?:al|ar|ior|oid|eal|ic)"
)
"""Words that stand before the name of a place, or join two."""
_NAMED = (
    r"neck|back|low[\s-]back|shoulders?|arms?|elbows?|forearms?|wrists?|hands?|fingers?|thumbs?|digits?|hips?|groin|thighs?|legs?|knees?"
    r"|calf|calves|shins?|ankles?|foot|feet|toes?|heels?|buttocks?|head|face|jaw|eyes?|ears?|chest|ribs?|abdomen|flank|pelvis|spine|trunk"
    r"|cervical|thoracic|lumbar|sacral|lumbosacral|thoracolumbar|trapezi(?:us|i)|scapula\w*|parascapular|paraspinals?|paravertebrals?|rhomboids?"
    r"|musculature|muscles?|ligaments?|fascia|tendons?|joints?|extremit(?:y|ies)|limbs?|sides?|bicep\w*|triceps|brachioradialis|quadriceps"
    r"|hamstrings?|[CTLS]\d+(?:\s*-\s*[CTLS]?\d+)?|left|right|lateral|medial|posterior|anterior|laterally|medially|metacarpals?|metatarsals?|phalanx|head|areas?"
    r"|regions?|tissues?|tailbone|coccyx|testicles?|scrotum|metaphysis|tuberosity|epicondyles?|malleol\w+|patella\w*|tibia\w*|femur|radius|ulna|clavicle|groove|bursa|facets?|dermatomes?|palms?|eminence|thenar|index|middle|ring|little|thumb|occiput|temple|scalp|trapezius|subscapularis|flexors?|extensors?"
)
"""Names of places, sides among them."""
_OF_IT = r"spine|muscles?|musculature|region|area|joints?|regions|areas|lines?|blade|tendons?|nerve|back|extremit(?:y|ies)|tissue|dermatomes?|myotomes?|levels?"
"""What stands behind the name of a place."""
# Each word is one step, taken or not: "cervical and cervical and …" has no second way to be read.
LOCATION = regex(
    rf"(?!(?:lines?|blade|nerve|myotomes?|levels?|/)(?!\w))(?:(?>(?:{_BESIDE}|{_NAMED}|{_OF_IT}|/)(?!\w))\s+)*(?:{_NAMED})(?:\s+(?:{_OF_IT}))*",
    re.IGNORECASE,
)
"""A phrase that names nothing but places of the body: what several of stand beside one another share their finding."""

PLACE = regex(
    r"\b(?:neck|back|shoulders?|arms?|elbows?|forearms?|wrists?|hands?|fingers?|thumbs?|hips?|groin|thighs?|legs?|knees?|calf|calves|ankles?|foot|feet|toes?|heels?|buttocks?"
    r"|head|face|jaw|eyes?|ears?|chest|ribs?|abdom\w+|spine|cervical|thoracic|lumbar|sacral|lumbosacral|thoracolumbar|trapezi\w+|scapula\w*|paraspinals?|paravertebral\w*|extremit\w+"
    r"|limbs?|body|joints?|muscles?|musculature|biceps|triceps|[CTLS]\d|umbilic\w+|radial|ulnar|acromioclavicular|patella\w*|cranial|tailbone|coccyx|testicles?)\b",
    re.IGNORECASE,
)
"""A word for a place of the body."""

OPERATION = r"(?:fusions?|graft(?:s|ing)?|transposition|washout|excision|fixation|pinning|amputation|resection|replacement|reconstruction|debridement|implant\w*|ORIF|CRPP|ACDF|TKA|THA|TKR|THR|[PTAXL]LIF|TSA|UKA|(?-i:CTR|RCR|ACLR|DCE)|tenolysis|neurolysis|\w+otomy|\w+desis|removal|surgery|repairs?|releases?|decompressions?|laminectomy|discectomy|arthroscop\w+|reduction|\w+ectomy|\w+plasty)\b"
"""A word for an operation, as part of a pattern."""
OPERATED = regex(rf"\b{OPERATION}", re.IGNORECASE)
"""A word for an operation."""

CARE = either(
    "therap~ physical_therapy pt inj chiropract~ acupunct~ massage surg~ inject~ esis? brac~ splint~ cast~ boot sling crutch~ cane walker"
    " rest ice heat exercis~ hep tens stimulat~ traction activity work restrict~ modif~ duty ortho~ shoe~ rehab~ counsel~ psycho~"
    " block~ ablation fusion discectomy laminectomy arthroscop~ meniscectomy repair~ decompression release reconstruct~ replace~ orif"
    " reduction fixation resection hospital~ icu drain~ wound care home immobil~ program visits? sessions? medic~ analgesic~ nsaids?"
    " anti-?_?inflammator~ relaxant~ management modalities consult~ evaluat~ follow tens treatment~ cream~ debrid~ sutur~ excision graft~"
    " diet taping kinesio~ ultrasound compress~ wrap~ support~ collar pillow"
    " inserts? insoles? lifts? afo kafo garments? gloves? sleeves? silicone sheeting guard eye_patch lens(?:es)? glasses plugs? cpap bipap belt binder packs? cushion scooter wheelchair commode"
    " epidurals? rhizotomy prp platelet~ viscosupplement~ iontophoresis phonophoresis e-?stim interferential cupping needling distraction manipulat~ adjustments? mobilization myofascial_release"
    " paraffin whirlpool hydro~ fluidotherapy desensiti[sz]ation mirror graded_motor stretch~ strengthening pulleys? cpm pool gym yoga tai_chi pilates"
    " cbt emdr biofeedback meditation hypno~ relaxation mindfulness psychiatr~ detox~ hearing_aids? amplifier sound_machine"
    " pinning crpp removal amputation ~ectomy ~ectomies ~plasty ~otomy ~ostomy ~desis tenolysis neurolysis lavage irrigation graft~ flap implant~ hemodialysis dialysis oxygen intravenous_fluids transfusion tetanus vaccin~ shots?"
    " footwear boots night_guard crown crowns bridge root_canal stimulator halo walking_boot cam dressings? bandage~ catheter halter unna laser"
)
