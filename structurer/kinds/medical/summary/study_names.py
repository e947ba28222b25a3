"""What tests are called: imaging, electrodiagnostics, the laboratory, scored inventories, and what they are of."""

from __future__ import annotations

import re

from structurer.regex import regex

_WORD = r"(?!(?:an?|the|and|or|of|to|in|on|was|were|is|are|with|for|by|his|her|had|has|from|that|which|baseline|week)\b)[A-Za-z][\w.-]*"

# The laboratory

_BLOOD = (
    r"(?:hemoglobin\s+)?A1c|hemoglobin|hematocrit|CBC|complete\s+blood\s+count|(?:basic\s+|comprehensive\s+)?metabolic\s+panel|(?-i:CMP|BMP)|TSH|thyroid\s+panel|(?:serum\s+)?creatinine(?:\s+kinase)?|creatine\s+(?:phospho)?kinase"
    r"|e?GFR|liver\s+(?:function\s+tests?|enzymes|panel)|LFTs|lipid\s+panel|ESR|sedimentation\s+rate|C-?reactive\s+protein|CRP|rheumatoid\s+factor|uric\s+acid|testosterone|vitamin\s+(?:D|B-?12)"
    r"|(?-i:HbA1c|Hgb|Hb|HCT|Hct|Cr|Ig[EGAM]|RBC|PTT|ACE\s+level|ANA|ALT|AST|BUN|PSA|INR|WBC|BNP|ABG|HLA-B27|RF(?=\s+(?:neg|pos|was|\d))|CK|CPK|LDH|HIV|PTH|LDL|HDL|TIBC)|antinuclear\s+antibod(?:y|ies)|anti-?CCP|(?:fasting\s+|random\s+)?(?:blood\s+)?(?:glucose|sugar)|D-?dimer|troponin|(?-i:DLCO)(?=\s+(?:on|of|from|dated|was)\s|\s+\d{1,2}[-/]|$)|eosinophils?|neutrophils?|lymphocytes?|prothrombin\s+time|alkaline\s+phosphatase|serum\s+(?:sodium|potassium|calcium|magnesium)|(?:sodium|potassium)\s+level|platelets?\s+count|white\s+(?:blood\s+)?(?:cell\s+)?count"
    r"|(?:blood\s+)?lead\s+level|(?:red\s+cell\s+)?cholinesterase|carboxyhemoglobin|ferritin|albumin|bilirubin|lipase|amylase|cortisol|cholesterol|triglycerides|myoglobin"
    rf"|(?:{_WORD}\s+){{1,3}}?(?:titers?|antibod(?:y|ies)|antigen(?:/antibody)?|serolog(?:y|ies)|assay)|(?-i:HIV|HCV|HBV|COVID)(?:[\s-]+[\w/]+){{0,3}}?\s+(?:tests?|RNA|DNA|PCR|viral\s+load)|viral\s+load"
)
_INSTRUMENT = (
    r"Beck\s+(?:Depression|Anxiety|Hopelessness)\s+(?:Inventory|Scale)(?:-?\s?II)?|(?-i:BDI(?:-II)?|BAI|MoCA|MMSE|MMPI(?:-?2)?(?:-RF)?|MCMI(?:-I{1,3}V?)?|PAI|PCL(?:-?5|-C|-M)?|PHQ-?\d|ISI|GAD-?7|SOAPP(?:-R)?|COMM|ORT|HAM-[AD])"
    r"|insomnia\s+severity\s+index|Hamilton\s+(?:depression|anxiety)(?:\s+(?:rating\s+)?scale)?|opioid\s+risk\s+tool|Montreal\s+cognitive\s+assessment|mini[\s-]mental(?:\s+state)?(?:\s+exam\w*)?|patient\s+health\s+questionnaire(?:-\d)?|PTSD\s+checklist"
)
LABORATORY = regex(rf"(?:{_BLOOD}|{_INSTRUMENT})(?:\s+(?:level|scores?))?", re.IGNORECASE)
"""A test whose result is a number: in the laboratory by what it measures, or a scored inventory by its name."""

_OF_FLUIDS = (
    r"urinalysis|urine\s+(?:drug\s+)?(?:screen\w*|tests?|testing|toxicology(?:\s+screen\w*)?|sample|culture)|(?:oral\s+fluid|saliva|hair)\s+(?:drug\s+)?(?:screen\w*|tests?|testing)|drug\s+screen\w*|toxicology\s+screen\w*|toxicology|(?-i:UDS|UDT|UTOX|UTox)"
    r"|u-?tox|laborator(?:y|ies)(?:\s+(?:tests?|stud(?:y|ies)|work|testing|results?|values))?|lab(?:s|\s+(?:work|tests?|studies|results?|values))|blood\s+(?:work|tests?|count)|bloodwork"
    r"|synovial\s+fluid(?:\s+analysis)?|joint\s+fluid\s+analysis|cultures?(?=\s+(?:of|from|taken|grew|was\s+(?:neg|pos|sterile)|were\s+(?:neg|pos|sterile)))|(?:wound\s+|urine\s+|blood\s+|sputum\s+|throat\s+|tissue\s+|bone\s+)(?:cultures?|cx)|pathology(?:\s+report)?|biops(?:y|ies)(?:\s+for\s+H\.?\s+pylori)?|(?:KOH\s+|skin\s+)(?:scrapings?|prep\w*)|Gram\s+stain|Tzanck\s+smear"
)

_SIDE = r"(?:left|right|bilateral|both|(?-i:L|R|B)|lt\.?|rt\.?|bilat\.?)"
_PART = r"(?:(?-i:LS|L/S|C/S|T/S)|cervical|lumbar|lumbosacral|thoracic|chest|brain|head|renal|abdominal|pelvi[cs]|pelvis|scrotal|testicular|thyroid|orbital|sinus|cardiac|neck|back|shoulder|knee|wrist|hand|foot|ankle|hip|elbow|spine|rib|heel|calf|thigh|forearm|finger|thumb|toe|groin|scrotum|abdomen|kidney|macula|breast|achilles|clavicle|sacrum|coccyx|jaw|face|TMJ|[CTL]-?spine|(?:upper|lower)\s+extremity)"
_HOW_TAKEN = r"(?:official|standing|plain|repeat|initial|previous|prior|recent|positional|portable|follow[\s-]?up|baseline|serial|updated|outside|(?:post|pre)[\s-]?op(?:erative)?|post-?injury|weight[\s-]?bearing|open|upright|dynamic|overnight|in-?lab|fasting|emergency\s+(?:department|room)|(?-i:ED|ER)|urgent\s+care|hospital|non-?contrast|contrast|AP|oblique|high[\s-]resolution|comprehensive|complete|limited|formal)"
_COUNT = r"(?:single|two|three|four|five|several|multiple|\d)"

# Pictures

_FILMS = (
    rf"(?:(?:plain|chest|rib|dental|panoramic|lateral|stress|ED|ER|{_HOW_TAKEN}|{_SIDE}|{_PART}|weight[\s-]?bearing|flex(?:ion)?[\s/-]+ext(?:ension)?|bitewing|periapical|post-?op\w*)\s+){{1,5}}(?:films?(?!\s+dressing)|x-?\s?rays?|radiographs?|views)|(?:{_COUNT}[\s-]+)?x-?\s?rays?(?:\s+(?:films?|series|studies|views))?|(?-i:CXR|AXR)s?|film(?=\s+(?:(?:was\s+)?(?:taken|obtained|done|dated)|of\s+(?:the\s+)?\w+|on\s+\d|from\s+\d|\d|show))|radiographs?|(?:plain\s+)?films"
    r"|panorex|bitewings|(?:ankle|knee|rib|wrist|hand|foot|shoulder|hip|spine|cervical|lumbar|bone|skeletal|obstructive|abdominal)\s+series(?:\s+radiographs?)?|radiographic\s+(?:imaging|stud(?:y|ies))|scanogra\w+|KUB"
)
_SLICES = (
    r"(?:MRI?|CT)[\s-]+(?:arthro|myelo|angio|veno|uro)gra\w+|(?-i:MRA|MRV|MRCP)|(?:functional\s+)?MRI(?:'?s)?(?:\s+(?:imaging|scans?))?|MR\s+(?:imaging|neurograph\w+|spectroscopy)|magnetic\s+resonance\s+(?:imaging|arthrogra\w+|angiogra\w+)(?:\s+\(MR[IA]\))?"
    r"|cone[\s-]beam\s+CT|CT(?:\s+scans?|\s+imaging)?|CAT\s+scans?|comput(?:ed|eri[sz]ed)\s+(?:axial\s+)?tomograph\w+(?:\s+\(CT\))?|(?-i:CBCT|HRCT)|(?:(?:anterior|posterior)\s+segment\s+|macular\s+|retinal\s+|spectral[\s-]domain\s+)?(?-i:OCT)|optical\s+coherence\s+tomography|PET(?:[\s-]+CT)?\s+scan|SPECT(?:\s+scan)?"
)
_OTHER_IMAGES = (
    r"ultraso(?:und|nogra\w+)(?:\s+scan)?|sonogra\w+|sono(?=\s+(?:of\b|[LR]\b|left\b|right\b|\d))|(?:\w+[\s-]phase\s+|whole\s+body\s+)?bone\s+scan|DE?XA(?:\s+scan)?|bone\s+(?:density|densitometry)(?:\s+(?:scan|study|test))?|(?:V/?Q|HIDA|gallium|indium|white\s+cell|thallium|thyroid|renal|nuclear(?:\s+medicine)?|liver|Dat)\s+scan"
    r"|(?:venous\s+|arterial\s+|carotid\s+|duplex\s+)*(?:doppler|duplex)(?:\s+(?:study|studies|ultrasound|scan))?|(?:2-?D\s+)?echocardiogra\w+|2-?D\s+echo\b|stress\s+echo\w*|thermogra\w+|mammogra\w+|fluoroscopic\s+swallow\w*|(?:modified\s+)?barium\s+(?:swallow|enema)(?:\s+study)?|upper\s+GI(?:\s+(?:series|endoscopy))?"
    r"|(?:retinal|fluorescein|coronary|cerebral|CT|MR)\s+angiogra\w+|angiogra\w+|(?:veno|lympho|disco|arthro|myelo|cysto|uro|sialo|pyelo|esopha|cholangio)gra\w+|fundus\s+photogra\w+|(?-i:[AB]-scan)|diagnostic\s+(?:stud(?:y|ies)|testing|tests?|imaging|x-?rays?)|imaging(?:\s+(?:stud(?:y|ies)|tests?))?|diagnostics"
)

# What is measured of the body's work

_ELECTRIC = (
    r"EMG(?:'?s)?(?:\s*(?:[-/]|&|and|with)\s*NC[VS]'?s?)?(?:\s+(?:stud(?:y|ies)|testing|tests?))?|NC[VS]'?s?(?:\s*[-/]\s*EMG)?|electromyogra\w+(?:\s*\(EMG\))?(?:\s*(?:and|/|-)\s*nerve\s+conduction\s+(?:velocity\s+)?(?:stud(?:y|ies)|velocit(?:y|ies)|tests?|testing))?"
    r"|nerve\s+(?:conduction\s+)?(?:velocity\s+)?(?:stud(?:y|ies)|velocity|tests?|testing)|electro-?\s?(?:diagnostic|physiologic(?:al)?)\s+(?:stud(?:y|ies)|testing|tests?|evaluation)|electrodiagnostics|(?-i:EDX|EDx|SSEPs?|BAER|VEMP|QST|QSART|EKG|ECG|EEG|VNG|ENG|ABR|ERG)|(?:somatosensory|visual|auditory|motor)\s+evoked\s+(?:potentials?|responses?)"
    r"|electrocardiogra\w+|electroencephalogra\w+|(?:video|electro)nystagmogra\w+|Holter(?:\s+monitor\w*)?|event\s+monitor\w*|tilt[\s-]table\s+test\w*"
)
_FUNCTION = (
    r"spirometr\w+|(?:pulmonary|lung)\s+function\s+(?:tests?|testing|stud(?:y|ies))|(?-i:PFT'?s?)|methacholine\s+challenge(?:\s+test\w*)?|audiometr\w+|audiogra\w+|audiologic(?:al)?\s+(?:testing|evaluation)|tympanogra\w+|tympanometr\w+|otoacoustic\s+emissions|posturogra\w+"
    r"|(?:home\s+)?sleep\s+(?:apnea\s+)?(?:study|test(?:ing)?)|polysomnogra\w+|(?:overnight\s+)(?:pulse\s+)?oximetry|actigraphy|ankle[\s-]brachial\s+ind(?:ex|ices)|(?-i:ABI|PSG)|manometry|pH\s+(?:study|monitoring)|gastric\s+emptying\s+study|cystoscopy|urodynamic\w*(?:\s+(?:study|testing))?|uroflowmetry|video(?:stroboscopy|fluoroscop\w+)"
    r"|(?:upper\s+(?:GI\s+)?)?endoscopy|colonoscopy|sigmoidoscopy|gastroscopy|bronchoscopy|laryngoscopy|(?-i:EGD)|visual\s+fields?(?:\s+test\w*)?|corneal\s+topography|(?:cardiac\s+|treadmill\s+|nuclear\s+|chemical\s+|exercise\s+)+(?:stress\s+)?(?:test|echo\w*)|(?<!gus\s)(?<!rus\s)(?<!tilt\s)(?<!joint\s)stress\s+test"
    r"|(?:patch|allergy|skin\s+prick|prick|breath|(?:diagnostic\s+)?salivary|caloric|audiometric|neuropsych\w*|neurocognitive|psychological|psychometric|cognitive|vestibular|autonomic|genetic|pharmacogenetic|DNA)\s+(?:challenge\s+)?test(?:s|ing)?|H\.?\s+pylori(?:\s+\w+){0,2}?\s+test(?:ing)?"
)

TEST = regex(
    rf"(?<![\w/])(?:{_HOW_TAKEN}\s+){{0,2}}(?:(?:{_SIDE}|{_PART})\s+){{0,3}}"
    rf"(?:{_FILMS}|{_SLICES}|{_OTHER_IMAGES}|{_ELECTRIC}|{_FUNCTION}|{_OF_FLUIDS}|{LABORATORY.pattern}"
    rf"|(?-i:XR)(?=\s+\d{{1,2}}[-/]\d)|(?-i:MR|US|XR)(?=\s+(?:of\s+(?:the\s+)?)?(?:(?:{_SIDE}|upper|lower)\s+)?{_PART}\b))"
    r"(?!\w)",
    re.IGNORECASE,
)
"""A test by its name, with how it was taken and the part of the body that stand before it."""

BEDSIDE = regex(r"MoCA|MMSE|Montreal|mini[\s-]mental", re.IGNORECASE)
"""A test that the examiner does by asking: its score is a finding of the examination."""
URINE = regex(r"urin|UDS|UDT|u-?tox|toxicolog|drug\s+screen", re.IGNORECASE)
"""A test of what is taken, which can be consistent with it."""
UNNAMED = regex(
    r"(?:diagnostic\s+(?:stud(?:y|ies)|testing|tests?|imaging)|imaging(?:\s+stud(?:y|ies))?|diagnostics|lab\w*(?:\s+(?:tests?|stud(?:y|ies)|work|testing|results?|values))?|blood\s+(?:work|tests?))",
    re.IGNORECASE,
)
"""A word for tests of some kind, which heads a list of them or stands for one that nobody names."""

_LIKE_A_TEST = regex(
    r"\b(?:tests?|testing|scans?|stud(?:y|ies)|films?|imag(?:es?|ing)|screens?|screening|panels?|series|views?|samples?|cultures?|levels?|counts?|smears?|titers?|assays?|scores?|monitoring|work-?\s?ups?|recordings?|tracings?|measurements?|inventor(?:y|ies)|questionnaires?|scales?"
    r"|\w+(?:gra(?:ms?|phy|phs?)|scop(?:y|ies)|metr(?:y|ies)|ops(?:y|ies)|lysis))\b|(?-i:\b[A-Z]{2,6}\b)",
    re.IGNORECASE,
)
_SENTENCE = regex(
    r"\b(?:he|she|they|is|are|was|were|has|have|had|be|been|will|would|asked|ordered|requested)\b", re.IGNORECASE
)
_MOST_WORDS = 12


def is_study(text: str) -> bool:
    """Whether a phrase that a model took for a test can be one: a name with a word for a test in it, and no sentence."""
    named = TEST.search(text) or _LIKE_A_TEST.search(text)
    return bool(named) and len(text.split()) <= _MOST_WORDS and not _SENTENCE.search(text)


_KIND = rf"(?:{_SIDE}|cervical|thoracic|lumbar|lumbosacral|sacral|upper|lower|low|mid)"
_REGION = (
    r"(?:spine|neck|back|head|brain|skull|sinus(?:es)?|orbits?|macula|shoulders?|elbows?|wrists?|hands?|fingers?|thumbs?|hips?|pelvis|sacrum|coccyx|knees?|legs?|ankles?|foot|feet|heels?|toes?|calf|thighs?"
    r"|jaw|face|facial\s+bones|maxillofacial|mandible|temporal\s+bones?|soft\s+tissues?|chest|ribs?|clavicle|scapula|sternum|abdomen|groin|scrotum|kidneys?|(?:upper|lower)\s+extremit(?:y|ies)|extremit(?:y|ies)|arms?|forearms?|region|TMJs?|(?:upper|lower)\s+limbs?|limbs?|(?-i:[BRL]?[UL]Es?)|[CTL]-?spine|(?-i:[LCT]/S)|(?:cervical|thoracic|lumbar)(?=\s*,\s*(?:thoracic|lumbar|sacral)\s)|(?:cervical|thoracic|lumbar)(?=\s+(?:[\d(]|with|w/|wo\b|on\b|dated\b|show|reveal)|\s*[:,])|[CTLS]\d(?:-[CTLS]?\d)?)"
)
_OF = regex(
    rf"\s+(?:(?:scan|study|studies|testing|report)\s+)?(?:(?:of|to|for)\s+(?:the\s+|his\s+|her\s+|both\s+)?)?(?:{_KIND}\s+|the\s+)*"
    rf"{_REGION}(?:(?:\s+and\s+|\s*/\s*|,\s+(?=(?:{_KIND}\s+)*{_REGION}\s*(?:,\s*(?:{_KIND}\s+)*{_REGION}\s*)*(?:[:–-]|(?:was|were|are)\b|\d))|,\s+(?=[\w\s,]{{3,60}}?\band\s+(?:the\s+)?(?:{_KIND}\s+)*{_REGION})(?:and\s+)?)(?:of\s+)?(?:the\s+)?(?:{_KIND}\s+)*{_REGION})*(?!\w)",
    re.IGNORECASE,
)
_NO_VERB = r"(?!(?:same|that|this|\w+ed|show\w*|reveals?|was|were|is|are|had|has|gave|grew|found|with|without|and|\w+ing|read|at|per|by|positive|negative|normal)\b)"
_OF_OTHER = regex(
    rf"\s+of\s+(?:the\s+|his\s+|her\s+)?(?:{_NO_VERB}[a-z][\w-]*\s+){{0,3}}?{_NO_VERB}[a-z][\w-]*(?=\s*[,(:]|\s+(?:on|in|from|dated|of|was|were|done|taken|performed|obtained|show\w*|reveal\w*|demonstrat\w*|confirm\w*|found)\b)",
    re.IGNORECASE,
)
_TAIL = regex(r"\s+(?:outlet|inlet|joints?|girdle|region|area|apex|bones?|lobes?|vessels?|veins?|arter(?:y|ies)|canals?|soft\s+tissues?|tunnel|series|plexus)(?!\w)", re.IGNORECASE)  # fmt: skip
_HOW = regex(
    r"\s+(?:with(?:out)?|w/o?|wo)\s+(?:(?:and|or)\s+with(?:out)?\s+)?(?:IV\s+)?(?:contrast|gadolinium|(?:flexion[\s/-]+extension|stress|oblique|weight[\s-]bearing)\s+(?:views|films))\b"
    rf"|\s+{_COUNT}[\s-]views?\b|\s+awake(?:\s+and\s+(?:drowsy|asleep))?\b|,\s+(?:triple|three|3)[\s-]phase\b",
    re.IGNORECASE,
)


_SHARED = regex(
    rf"(?:^|[.;:(]\s*|\b(?:the|an?|his|her|had|underwent|obtained)\s+)(?P<places>(?:(?:{_SIDE}|{_KIND}|{_PART}|{_REGION})(?:\s*,\s*|\s+|\s*/\s*))+(?:and\s+|&\s+|(?<=/)))$",
    re.IGNORECASE,
)
"""Before a name that begins with a place: another place, of which the test was as well ("cervical and thoracic x-rays")."""


def name_begins(text: str, start: int) -> int:
    """Where a test's name begins whose last place stands at `start`: with the places that share its word for the test."""
    before = text[max(0, start - 80) : start]
    placed = re.match(rf"(?:{_SIDE}|{_KIND}|{_PART})\b", text[start:], re.IGNORECASE)
    shared = _SHARED.search(before) if placed else None
    return start - (len(before) - shared.start("places")) if shared else start


_VIEWS = regex(rf"\s+{_COUNT}[\s-]views?(?=\s)", re.IGNORECASE)
"""How many were taken, before what they are of: "films three views left knee"."""


def name_ends(text: str, end: int, stop: int) -> int:
    """Where a test's name ends that begins before `end`: with what it is of, and how it was made."""
    spelled = _SPELLED.match(text, end, stop)
    end = spelled.end() if spelled else end
    contrast = _CONTRAST.match(text, end, stop)
    end = contrast.end() if contrast else end
    counted = _VIEWS.match(text, end, stop)
    of = _OF.match(text, counted.end(), stop) if counted else None
    of = of or _OF.match(text, end, stop)
    if of and (tail := _TAIL.match(text, of.end(), stop)):
        end = tail.end()
    elif (of := of or _OF_OTHER.match(text, end, stop)) and not _MONTH.match(of[0]):
        end = of.end()
    how = _HOW.match(text, end, stop)
    return how.end() if how else end


_SPELLED = regex(
    r"\s*\((?:(?-i:[A-Z][A-Za-z/&-]{1,9})|magnetic\s+resonance[\w\s]*|comput\w+\s+tomogra\w+|electro\w+(?:\s+\w+)?|nerve\s+conduction[\w\s]*)\)",
    re.IGNORECASE,
)
"""A test's other name in brackets: "urine drug screen (UDS)"."""
_CONTRAST = regex(r"\s*\((?:with(?:out)?|w/o?|non-?)\s*(?:and\s+without\s+)?(?:IV\s+)?contrast\)", re.IGNORECASE)
_MONTH = regex(r"\s+of\s+(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)\w*\b", re.IGNORECASE)
