"""What a heading asks for, and for which parts of the body: read from its words, where they are plain."""

from __future__ import annotations

import re

from structurer.interpret import NUMBER_WORD
from structurer.kinds.medical.headings import Plain
from structurer.kinds.medical.record import Category
from structurer.kinds.medical.summary.drugs import DRUG
from structurer.letter import Letter
from structurer.result import Span
from structurer.sections import Section

_SIDE = r"(?:left|right|bilateral|both|lt|rt)"
_REGION = (
    r"(?:(?:upper|lower|mid|low)\s+)?(?:cervical(?:\s+spine)?|thoracic(?:\s+spine)?|lumbar(?:\s+spine)?"
    r"|lumbosacral(?:\s+spine)?|thoracolumbar(?:\s+(?:spine|junction))?|spine|neck|backs?|head|shoulders?|elbows?|wrists?|hands?|fingers?|thumbs?|arms?|forearms?"
    r"|hips?|groin|pelvis|knees?|legs?|ankles?|foot|feet|toes?|heels?|(?:upper|lower)\s+(?:extremit(?:y|ies)|limbs?)"
    r"|extremit(?:y|ies)|chest|ribs?|jaw|face|eyes?|ears?|abdomen|trapezius|thighs?|calf|calves|sacrum|coccyx|tailbone)"
)
_LEVEL = r"[CTLS]\d{1,2}(?:\s?-\s?[CTLS]?\d{1,2})?"
# A part that belongs to the name of a device: "knee scooter".
_NAMED_BY = r"(?!\s+(?:scooter|walker|orthosis|controls)\b)"
_PART = rf"\b(?:{_SIDE}\s+)?(?:{_REGION}|(?:Achilles|gluteus\s+medius)\s+tendon|(?-i:{_LEVEL}))\b{_NAMED_BY}"
BODY_PART = re.compile(_PART, re.IGNORECASE)


def body_parts(letter: Letter, disputed: Section) -> list[Span]:
    """The parts of the body that the heading names, with their side, in its order and each once."""
    found: list[Span] = []
    said: set[str] = set()
    for match in BODY_PART.finditer(letter.text, disputed.start, disputed.end):
        words = letter.verbatim(*match.span()).lower()
        if words not in said:
            said.add(words)
            found.append(letter.span(*match.span()))
    return found


# What stands before the service: why, when and how much of it is asked for.
_BEFORE = re.compile(
    r"\s*(?:(?:retrospective(?:ly)?(?:\s+(?:request|review))?(?:\s+(?:for|of))?|associated\s+surgical\s+services?"
    r"|(?:post|pre)-?\s?op(?:erative)?|additional|continued|purchase\s+of|rental\s+of|DME|labs(?=\s*:(?:(?!\band\b)[^,:])*\Z)"
    r"|series\s+of(?:\s+\d+)?|(?:left|right|bilateral)(?=\s+(?:stellate|sacroiliac|SI|facet|medial|greater|trigger))"
    rf"|(?:{NUMBER_WORD}|\d+)?[\s-]*(?:weeks?|months?|days?)\s+(?:trial|supply|course|rental|stay)\s+(?:of|at|in)(?:\s+an?)?|trial\s+of"
    r"|(?:unknown|unspecified)\s+(?:sessions|number|quantity)\s+of|(?:the\s+)?request\s+for|an?|the|with|is"
    rf"|(?:{NUMBER_WORD}|\d+)(?:\s*\(\d+\))?(?:\s+(?:sessions?|visits?|treatments?|units?|refills?|bottles?|boxes|tubes?|containers?|jars?)\s+of)?"
    r"|(?:sessions?|visits?|treatments?|units?|refills?)\s+of)(?:\s*[:,]\s*|\s+(?=\S)))",
    re.IGNORECASE,
)
# What ends it: where it is done, with or without what, how often, and everything behind a comma.
_AFTER = re.compile(
    rf"\s+(?:for|of|to|on|in|at)\s+(?:the\s+|his\s+|her\s+|unspecified\s+)?(?={_PART})|\s+(?:with|without)\s+(?:contrast|dye)\b|(?<!consult)(?<!consultation)(?<!visit)\s+with\b|\s+under\b|\s+\((?!(?-i:[A-Z]{{2,6}})\)\s+[a-z])(?![^)]*\)\s*/)|(?<=labs)\s*:(?=[^:]*(?:,|\band\b))|\s+to[\s/-]+(?:and\s+)?from\b|\s+by\s+(?=car|taxi|van)|\s+of\s+(?:the\s+)?(?=internal|external)"
    rf"|\s*,|\s+#|\s+times\b|\s+(?:sessions?|visits?)\b(?!\s+with)|\s+\(?DOS\b|(?<!\bin)\s+\(?(?=\d)(?!\d+\s+in\s+\d)|\s+(?={_PART})|\s+-\s|\s+was\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[\w/&'().-]+(?:\s+[\w/&'().-]+){0,3}")
_JOINT = re.compile(
    r"\b(?:for|to|with|of|and|or|vs|per|in|by|from|consult\w*|evaluation|follow|referral|program)\b", re.IGNORECASE
)


def plain_service(letter: Letter, disputed: Section, plain: Plain) -> Span | None:
    """The shortest phrase of the heading that names the service, as far as its form shows; None where none is left."""
    text = letter.text
    start = disputed.start
    while before := _BEFORE.match(text, start, disputed.end):
        start = before.end()
    part = BODY_PART.match(text, start, disputed.end)
    if part and text[part.end() : disputed.end].strip(" ,\t\r\n"):
        start = part.end() + len(text[part.end() :]) - len(text[part.end() :].lstrip())
    ends = [
        span.start
        for span in (*plain.strengths, *plain.rates, *(place for _, place in plain.counts))
        if span.start > start
    ]
    after = _AFTER.search(text, start + 1, disputed.end)
    end = min([*ends, after.start() if after else disputed.end, disputed.end])
    shares = [span for span in plain.strengths if span.text.endswith("%")]
    if len(shares) > 1:  # a compound is named by all its parts
        end = shares[-1].end
        last = _LAST_PART.match(text, end, disputed.end)
        end = last.end() if last else end
    dangling = _DANGLING.search(text, start, end)
    span = letter.span(start, dangling.start() if dangling else end)
    return span if re.search(r"[A-Za-z]{2}", span.text) else None


_LAST_PART = re.compile(r"\s*/\s*[A-Za-z]+(?!\s*\d)")
# What may be left at the end of the phrase once a rate or a count behind it is cut off.
_DANGLING = re.compile(rf"(?:[\s,:;#(-]|\b(?:for|of|to|times|x|{NUMBER_WORD})(?=\W|$))+\Z", re.IGNORECASE)
# Words of a heading that belong to no service: how it is given, for how long, without what.
_MINOR = re.compile(
    rf"{_PART}|\b(?:{NUMBER_WORD}|with(?:out)?|contrast|dye|times|sessions?|visits?|treatments?|refills?|tablets?|tabs?|capsules?"
    r"|mouth|orally|total|spine|original|request|purchase|rental|date|service|quantity|count|series|unspecified|each|needed)\b",
    re.IGNORECASE,
)


def is_plain(letter: Letter, disputed: Section, service: Span, plain: Plain) -> bool:
    """Whether the phrase is so simple, and so little is left of the heading, that it can be nothing but the name."""
    if _PLAIN.fullmatch(service.text) is None or _JOINT.search(service.text):
        return False
    before = letter.text[disputed.start : service.start]
    if (part := BODY_PART.search(before)) and not re.match(_SIDE, part.group(), re.IGNORECASE):
        return False  # "knee scooter", "back support": the part may belong to the name
    rest = list(letter.text[service.end : disputed.end])
    for span in (*plain.strengths, *plain.rates, *(place for _, place in plain.counts)):
        for index in range(max(span.start, service.end), min(span.end, disputed.end)):
            rest[index - service.end] = " "
    return re.search(r"[A-Za-z]{4,}", _MINOR.sub(" ", "".join(rest))) is None


def is_name(phrase: str) -> bool:
    """Whether a phrase whose words settle the category is short, and goes on about no purpose, place or person."""
    return (
        len(phrase.split()) <= 8
        and re.search(r":|\b(?:to|by|of\s+the|for\s+the|consult\w*|from)\b", phrase, re.IGNORECASE) is None
    )


# Words that settle the category by themselves, those that settle it whatever else stands there first: a consultation
# about an operation is a consultation. Wide words ("therapy", "device") are not among them.
_SETTLED = (
    (Category.PSYCH_SERVICES, r"^\W*psychological\s+(?:clearance|evaluation|testing)"),
    (Category.TRANSPORTATION, r"\btransportation\b|\bmileage\b|\btaxi\b"),
    (Category.HOME_HEALTH, r"\bhome\s+(?:health|aide|care\s+(?:aide|nurse)|attendant|nursing)|\bhome\s+health\s?care\b|\bcaregiver\b|\b(?:visiting|wound\s+care)\s+nurse\b|\bnursing\s+(?:visits?|care)"),
    (Category.SURGERY, r"\b(?:hospital|inpatient)\s+stay\b|\bstimulator\s+(?:trial|implant\w*)|\bsurgical\s+assist\w*|\bassistant\s+surgeon"),
    (Category.INJECTION, r"\bultrasound\s+guidance\b|\bfluoroscop\w+"),
    (Category.PROGRAMS, r"\binpatient\b|\bfunctional\s+(?:restoration|capacity\s+program)|\bgym\b|\bweight\s+loss\b|\bprogram\b(?!\w)|\brehabilitation\s+(?:unit|facility|hospital)|\bskilled\s+nursing\s+(?:facility|home|unit)|\bwork\s+(?:hardening|conditioning)\b|\bdetox\w*"),
    (Category.PSYCH_SERVICES, r"\bpsych(?:ological|iatric|otherapy|ology|iatry|ologist|iatrist)\w*|\bcognitive\s+behaviou?ral|\bCBT\b|\bcounsel\w+"),
    (Category.EVALUATION_MANAGEMENT, r"\bconsult(?:ation)?s?\b|\breferral\b|\bspecialist\b|\b(?:office|follow[\s-]{0,2}up)\s+visits?\b|\bfollow[\s-]{0,2}up\b(?!\s+(?:labs?|x-?rays?|MRI|imaging)\b)|\bevaluations?\b|\bclearance\b|\bTOC\b|\btransfer\s+of\s+care\b|\bdental\b|\bcrown\b|\bdentist\b|\bsecond\s+opinion\b"),
    (Category.INJECTION, r"\binjections?\b|\b(?:nerve|facet|ganglion|branch)\s+blocks?\b|\bESIs?\b|\bepidural\s+steroid\b|\bviscosupplementation\b|\bSynvisc|\bOrthovisc|\bPRP\b|\bBotox\b"),
    (Category.DIAGNOSTIC_TESTING, r"\bMRIs?\b|\bmagnetic\s+resonance|\bEMG\b|\bNC[VS]s?\b|\bx-?\s?rays?\b|\bradiographs?\b|\bCT\b|\burinalysis\b|\burine\s+(?:drug|toxicology)|\belectro(?:diagnostic|encephalogram|cardiogram|myogra\w+)|\bEEG\b|\bE[KC]G\b|\bultrasound\b(?!\s+(?:therapy|treatment))|\blab(?:s|oratory)?\b|\bCBC\b|\bCMP\b|\bPT/PTT\b|\bblood\s+(?:work|tests?)|\bSSEPs?\b|\bbone\s+scan|\bsleep\s+study|\barthrogram|\bmyelogram|\bdiscogra\w+|\bscreen(?:ing)?\b|\btesting\b|\bimaging\b|\bchallenge\s+test|\b(?:tests?|studies|study)\b"),
    (Category.REHABILITATION, r"\bphysical\s+therapy\b|\bphysiotherapy\b|\boccupational\s+therapy\b|\bhand\s+therapy\b|\baqua(?:tic)?\s+therapy\b|\bPT\b|\bacupuncture\b|\bchiro(?:practic|practor)?\b|\bmassage\b|\bmanual\s+therapy\b|\btherapeutic\s+exercises?\b|\bmyofascial\s+release\b|\b(?:electrical\s+stimulation|infrared\s+therapy|traction(?!\s+(?:device|unit))|heat\s+pads?\s+therapy|ultrasound\s+therapy|spinolator\s+therapy)\b(?!\s+unit)|\bvestibular\b|\bspeech\s+therapy\b|\bbiofeedback\b|\bshock\s?wave\b"),
    (Category.DMEPOS, r"\bwheelchair\b|\bTENS\b|\bH-?wave\b|\binterferential\b|\bcommode\b|\bcrutch(?:es)?\b|\b(?:walker|cane|scooter|cast|boot|shoes?|insoles?|mattress|chair|bed|pillow|helmet|vest)\b|\borthotics?\b|\borthosis\b|\bbrac(?:e|es|ing)\b|\bsplints?\b|\bsling\b|\b(?:back|lumbar|wrist|ankle|knee|elbow)\s+support\b|\bcollar\b|\b(?:cold|hot|heat|ice)\b[\w\s/-]{0,20}\b(?:unit|pads?|wraps?|packs?|system|compression)\b|\bcryotherapy\b|\bthermacure\b|\bbone\s+(?:growth\s+)?stimulator\b|\bprosthe\w+|\bhearing\s+aids?\b|\bglasses\b|\bsupplies\b|\belectrodes?\b|\bstimulat(?:or|ion)\s+unit|\bunit\b|\bgarments?\b|\bDVT\b|\bcompression\s+(?:device|stockings?)|\bshower\b|\bdevice\b|\bmodification\b|\bgel\s+sheets?\b"),
    (Category.SURGERY, r"\bsurg(?:ery|ical|eon)\b|\barthroscop\w+|\b\w+ectomy\b|\b\w+plasty\b|\b\w+otomy\b|\bfusion\b|\brelease\b|\brepair\b|\breconstruction\b|\breplacement\b|\bORIF\b|\bassist(?:ant)?\b|\bdebridement\b|\bdecompression\b|\bfixation\b|\bhospital\s+stay\b|\binpatient\s+stay\b|\bremoval\b|\bablation\b|\brhizotomy\b|\bgraft\b|\bsplenectomy\b"),
    (Category.PHARMACEUTICALS, rf"\b\d+(?:\.\d+)?\s?(?:mg|mcg)\b|\d\s?%|\btablets?\b|\bcapsules?\b|\btopical\b|\bcompound(?:ed)?\s+(?:cream|medication)|\b(?:cream|ointment|patch(?:es)?|gel|lotion|inhaler|spray|drops|vaccine|syringe)\b|{DRUG.pattern}"),
)  # fmt: skip
_COMPILED = tuple((category, re.compile(words, re.IGNORECASE)) for category, words in _SETTLED)


def settled_category(told: str) -> Category | None:
    """The category, where the words of service and strength settle it by themselves; else None."""
    return next((category for category, words in _COMPILED if words.search(told)), None)
