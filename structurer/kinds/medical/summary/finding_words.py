"""The words of an examination by what they do in a finding: name it, name what was examined, say how that was."""

from __future__ import annotations

SIGNS = frozenset(
    """
    tenderness tender ttp jlt soreness spasm spasms myospasm myospasms guarding splinting hypertonicity hypertonic tightness tight stiffness
    swelling swollen edema oedema effusion ecchymosis ecchymoses bruise bruises bruising hematoma erythema redness warmth discoloration
    deformity deformities atrophy wasting hypotrophy crepitus crepitation crepitance crepitations grinding clicking click popping locking
    catching triggering nodule nodules mass masses lump bump cyst bogginess step-off stepoff
    instability laxity subluxation dislocation contracture contractures malrotation malalignment pseudoclawing clawing asymmetry
    weakness numbness tingling paresthesia paresthesias dysesthesia dysesthesias hypesthesia hypoesthesia hyperesthesia hyperalgesia
    hypersensitivity allodynia anesthesia deficit deficits loss drop tremor tremors fasciculations clonus spasticity rigidity ataxia
    incoordination nystagmus hyperreflexia hyporeflexia areflexia
    pain discomfort burning radiation radiculopathy impingement apprehension distress limp lurch lean shift
    scar scars incision incisions wound wounds laceration abrasion abrasions ulcer ulcers ulceration drainage discharge dehiscence
    rash plaques plaque papules vesicles blisters fissures scaling lichenification hyperpigmentation hypopigmentation keloid
    hypertrophy lesion lesions granulation eschar infection induration fluctuance cellulitis callus callosity
    hernia bulge recurrence organomegaly hepatosplenomegaly distention distension rebound masses ascites
    wheezes wheezing rales rhonchi crackles murmur murmurs gallop rub gallops jvd cyanosis clubbing varicosities
    haze opacity pannus cell cells flare hyphema injection chemosis ptosis proptosis diplopia cataract perforation cerumen
    dysphonia dysarthria aphasia hypertension tachycardia bradycardia tachypnea fever obesity
    trigger pts taut knots bands adhesions restriction restrictions fixation fixations hardening
    fracture fractures neuroma synovitis ganglion
    nad nvi nvid wnl lad stability perrla perrl eomi afebrile winging kyphosis lordosis scoliosis rrr ctab ctap ncat planus cavus varum valgum hallux callus breakdown sway
    defect defects hypopyon staining cataracts hyperemia papilledema trismus seroma thrill bruit egophony anosmia
    puffiness fullness wheeze ridge ridges ridging pallor hypersens hyposens clubbing icterus jaundice lymphadenopathy symblepharon
    tearfulness hopelessness psychosis hallucinations delusions
    """.split()
)
"""What is a finding by being there: "spasm", "an effusion"."""

EXAMINED = frozenset(
    """
    gait stance station balance coordination posture ambulation transfers rom arom prom motion motions mobility movement movements
    strength power motor grip grips pinch jamar bulk tone girth circumference
    reflex reflexes dtr dtrs jerk jerks sensation sensory sensations pinprick proprioception vibration dermatome dermatomes myotome myotomes
    perception stimulation discrimination monofilament semmes-weinstein semmes weinstein 2-pt two-point
    pulse pulses refill perfusion circulation temperature pressure bp hr rr rate respirations respiration saturation spo2 o2 weight height bmi vitals vs
    mood affect speech thought thoughts judgment judgement insight memory concentration attention cognition appearance behavior orientation recall
    sevens eye-contact grooming demeanor ideation contact
    vision acuity va visual pupils iop intraocular fundus fundi cornea conjunctiva conjunctivae sclera chamber lens epithelium uptake fluorescein
    hearing canals canal tympanic membrane membranes tm tms otoscopy pharynx oropharynx tonsils mucosa dentition teeth tooth gums tongue bite occlusion
    lungs heart abdomen bowel breath skin nails nail hair lymph thyroid cranial nerves nerve
    alignment curvature lordosis kyphosis scoliosis contour sphincter testis testes testicles
    ligament ligaments ligamentous joint joints tendon tendons muscle muscles musculature patella cuff graft portals portal sutures staples pin sites hardware
    fist closure opening raise raising raises walk walking walks squat squatting heel-walk toe-walk ehl testing test tests sign signs maneuver maneuvers provocation
    lid lids eyelid eyelids epithelial macula retina pressures opening mio interincisal overbite overjet
    fields confrontation eoms eom convergence accommodation saccades tracking finger-nose heel-shin heel-to-shin auscultation moca mmse gaf take thickness drift distance dysmetria tandem finger-to-nose end-feel pad pads tip-to-palm stump stumps impulse loading provocation heart lung
    2pd lashes eyelashes
    inspection palpation percussion compression distraction function exam examination findings score scale
    """.split()
)
"""What is examined, and is a finding only by what is said of it: "gait", "reflexes"."""

QUALITIES = frozenset(
    """
    positive negative pos neg normal abnormal full intact preserved decreased diminished reduced limited restricted unrestricted absent present increased
    mild moderate severe slight minimal marked significant trace exquisite diffuse focal gross obvious visible palpable notable subtle
    mildly moderately severely slightly minimally markedly significantly exquisitely diffusely grossly visibly somewhat very still
    good poor fair excellent adequate symmetric symmetrical asymmetric equal unequal bilateral
    antalgic slow slowed stiff weak strong painful painless pain-free guarded unsteady steady stable unstable wide-based broad-based spastic stooped hunched
    tender nontender non-tender well-healed healed healing clean dry warm cool cold hot mottled shiny dusky pale swollen red reddened
    erythematous edematous boggy firm soft supple tight thickened raised hypertrophic ridged brittle sparse spared moist clammy
    sluggish brisk hyperactive hypoactive hyperreflexic reactive round clear quiet patent mobile immobile fixated fixed reproducible
    constricted flat blunted anxious depressed dysphoric euthymic tearful irritable cooperative appropriate pleasant linear coherent goal-directed
    logical organized guarded pressured labile congruent euphoric sad
    alert awake oriented obese distended nondistended non-distended benign regular irregular
    questionable equivocal inconclusive borderline unremarkable remarkable unchanged improved worse better unable able inaudible audible
    deformed antalgically compensated unrestricted functional nonfunctional untestable deferred difficult grade
    non-antalgic nonantalgic wnl nl ok okay radiating superficial deep active passive resisted seated supine sitting standing prone
    impaired altered delayed exaggerated excessive elevated low high prolonged slurred loose rapid hesitant disheveled neat well-groomed
    dec decr incr injected clouded draining closed open dehisced approximated granulating epithelialized bulbous padded
    adherent hyperpigmented hypopigmented mobile hypermobile hypomobile tethered dystrophic fluent purulent nonfocal non-focal accurate uncorrected corrected unlabored nonlabored unsupported
    slumped enlarged pliable pink purple violaceous free scattered expiratory inspiratory end-expiratory freely
    sweaty discolored diaphoretic prominent subluxing lichenified eczematous healthy c/d/i cdi well-approximated nondisplaced tolerated scaling peeling cracked fissured scaly crusted ulcerated macerated flaccid atrophic wasted ataxic shuffling steppage
    """.split()
)
"""How something was found to be, before its name or after it."""

LOOKS = frozenset(
    """
    tender nontender non-tender mottled shiny erythematous edematous fixated healed well-healed clean deformed spared symmetric symmetrical stable boggy
    pale dusky thickened raised hypertonic palpable clear quiet intact antalgic nontender cool supple soft reactive constricted linear
    pliable pink violaceous epithelialized adherent mobile dry swollen atrophic wasted red warm bulbous padded dystrophic injected hyperpigmented discolored draining closed dehisced approximated bruised distended
    """.split()
)
"""How a part of the body is found to be, which its owner would not say."""

MOTIONS = frozenset(
    """
    flexion extension flex ext flx abduction adduction abd add rotation rot bending bend sidebending side-bending tilt tilting dorsiflexion
    plantarflexion plantar-flexion pronation supination deviation inversion eversion elevation hyperextension ir er ff df pf rr lr rlb llb ir/er
    inversion/eversion eversion/inversion flexion/extension extension/flexion flex/ext ext/flex supination/pronation pronation/supination abduction/adduction df/pf pf/df
    opposition protrusion excursion lat sup pro rsb lsb rb lb lrot rrot
    """.split()
)
"""A motion whose range is measured."""

SIDES = frozenset("left right l r lt rt bilateral bilat bil b/l bilaterally both either od os ou ipsilateral contralateral opposite unilateral r/l l/r r>l l>r r<l l<r right>left left>right".split())  # fmt: skip

DIRECTIONS = frozenset(
    """
    upper lower mid middle low lateral medial anterior posterior anterolateral anteromedial posterolateral posteromedial distal proximal inner outer
    dorsal volar plantar palmar ulnar radial superior inferior central paracentral cervical thoracic lumbar lumbosacral sacral thoracolumbar
    cervicothoracic suboccipital occipital parietal temporal frontal paraspinal paraspinous paravertebral paracervical paralumbar parascapular
    interscapular periscapular scapular subacromial acromial glenohumeral acromioclavicular sternoclavicular bicipital deltoid rotator
    sacroiliac si ac trochanteric ischial gluteal inguinal pubic femoral patellar patellofemoral infrapatellar suprapatellar peripatellar
    parapatellar tibial fibular peroneal calcaneal tarsal metatarsal midtarsal subtalar navicular malleolar achilles carpal metacarpal
    metacarpophalangeal interphalangeal mcp pip dip cmc mtp ip tfcc scaphoid scapholunate epicondylar cubital antecubital olecranon
    costal costochondral intercostal sternal axillary clavicular mandibular masseteric tmj nasal orbital facial suprapubic epigastric umbilical
    internal external forward horizontal side laterally medially posteriorly anteriorly distally proximally dorsally
    spinal vertebral spinous transverse first second third fourth fifth 1st 2nd 3rd 4th 5th index long ring little small great big web
    facet iliac popliteal thenar hypothenar wrist hand shoulder elbow knee ankle hip foot finger thumb arm leg neck
    midline donor quadriceps hamstring trapezial trapezius biceps triceps hamate dominant involved affected operative injured
    """.split()
)
"""Words that place something and may stand before its name."""

PARTS = frozenset(
    """
    neck back head face jaw eye eyes ear ears chest rib ribs abdomen flank groin pelvis trunk spine shoulder shoulders arm arms elbow elbows forearm forearms
    wrist wrists hand hands finger fingers thumb thumbs digit digits hip hips buttock buttocks thigh thighs leg legs knee knees calf calves shin shins ankle
    ankles foot feet toe toes heel heels arch arches palm palms sole soles instep forefoot hindfoot midfoot extremity extremities limb limbs
    base umbilicus navel axilla dorsalis pedis c/s t/s l/s quad hams gastroc gastrocs tib-ant fhl edb paraspinal lid lids eyelid eyelids mouth nose scalp shldr shldrs shld paras parasp canthus volar
    rue lue rle lle bue ble ue le ues les c-spine t-spine l-spine
    paraspinals paravertebrals trapezius trapezii traps trapezial levator rhomboid rhomboids scapulae scapula deltoid deltoids supraspinatus infraspinatus
    subscapularis teres pectoralis latissimus biceps triceps brachioradialis quadriceps quads hamstring hamstrings gluteus gluteals piriformis psoas
    gastrocnemius soleus masseter masseters temporalis sternocleidomastoid scm scalenes iliopsoas adductor adductors flexor flexors extensor extensors
    abductor abductors rotators peroneals tibialis paraspinous paracervicals occiput temple temples
    musculature muscle muscles muscular tissue tissues fascia ligament ligaments tendon tendons joint joints line lines bone bones nerve nerves root roots
    interosseous interossei intrinsics pvm pvms pvmm lashes eyelashes fossae mf conj
    capsule cartilage cartilages meniscus menisci labrum cuff bursa bursae band itb patella patellae femur tibia fibula radius ulna humerus clavicle sternum
    sacrum coccyx metatarsal metatarsals metacarpal metacarpals phalanx phalanges malleolus malleoli trochanter trochanters epicondyle epicondyles condyle
    condyles tubercle tuberosity process processes notch sulcus fossa crest spines crease pulley sheath tunnel canal ring snuffbox eminence compartment
    insertion origin groove gutter plateau facet facets metaphysis epiphysis shaft tip tips fingertip fingertips pad web space interspace interspaces
    area areas region regions aspect aspects surface surfaces border distribution distributions level levels side sides half third quadrant quadrants
    dermatome dermatomes myotome myotomes segment segments junction angle margin site sites dorsum
    coracoid acromion olecranon scaphoid lunate hamate pisiform tfcc hamstring calcaneus talus navicular cuboid plantar-fascia retinaculum
    group groups nailbed nailbeds blade blades hemiscrotum scrotum testicle testicles cord muscles points
    """.split()
)
"""A part of the body that a finding is placed at."""

EPONYMS = frozenset(
    """
    tinel tinels phalen phalens durkan durkans finkelstein finkelsteins spurling spurlings hawkins hawkin neer neers speed speeds yergason yergasons
    o'brien obrien obriens mcmurray mcmurrays lachman lachmans apley apleys steinman steinmann drawer pivot thomas thompson ober obers faber fabere fadir patrick
    patricks gaenslen gaenslens kemp kemps ely elys yeoman yeomans milgram milgrams lasegue lasegues bragard braggard valsalva hoffman hoffmann
    hoffmans babinski babinskis romberg waddell waddells homan homans adson adsons roos wright jobe jobes lift-off liftoff cozen cozens mill mills maudsley froment
    froments watson allen allens weber rinne dix-hallpike fortin fortins nachlas hibb hibbs soto-hall minor slump trendelenburg fabers mulder mulders
    windlass simmonds gerber gerbers hornblower cross-arm cross-body crossover crossarm slr slrs straight-leg empty-can sulcus axial lhermitte lhermittes
    fadir fadirs cubital-compression squeeze log-roll logroll ludington popeye thessaly ballottement
    mallampati schirmer schirmers seidel ishihara grind clarke clarkes wartenberg elson bunnell noble
    bonnet bakody bakodys kernig murphy psoas obturator rovsing carnett o'donoghue valgus varus eichhoff tfcc bowstring stinchfield fulcrum
    """.split()
)
"""A test of the examination by its name."""

VERBS = frozenset(
    """
    is was are were be been has had have having does did do shows showed demonstrates demonstrated reveals revealed exhibits exhibited displays displayed
    remains remained remain appears appeared appear measures measured measure lacks lacked lack reproduces reproduced reproduce elicits elicited
    provokes provoked reaches reached reach causes caused cause produces produced walks walked ambulates ambulated stands stood moves moved rests rested
    sits sat favors favored blanches blanch scored scores rated tracks tracked glides opens opened brought makes made extends extended flexes flexed bends bent lifts lifted gives gave increases
    increased wears wore uses required requires could can cannot transfers rises rose squats squatted limps limped holds held feels felt lies sways swayed misses missed hops hopped drifts drifted recalls recalled
    """.split()
)
"""Verbs that say something of what was examined."""

JOINED_VERBS = frozenset(
    "reproduced reproduce produced produce provoked provoke elicited caused cause increased aggravated are were remain appear show showed have had".split()
)
"""Verbs that may be said of several things: "reflexes and sensation are intact"."""

PREPOSITIONS = frozenset(
    """
    of in to at on over along about around from through throughout across down into onto with without w/ w/o by for during upon near under above below
    between beyond against versus vs when while because due secondary after before than compared as per within just
    approximately about appearing favoring causing producing reproducing suggesting measuring indicating
    which that who where especially particularly including greater more less worse extending radiating consistent only likely
    """.split()
)
"""What goes on about the thing before it."""
