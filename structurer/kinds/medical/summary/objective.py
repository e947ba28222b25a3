"""Whether words tell an examination although nothing leads up to it: what an examiner sees, feels or measures."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.finding_phrases import Phrase
from structurer.kinds.medical.summary.finding_tokens import is_number, is_part, may_place
from structurer.kinds.medical.summary.finding_words import EPONYMS, LOOKS, MOTIONS, QUALITIES, SIDES, VERBS
from structurer.regex import regex

_OUTCOMES = frozenset("positive negative pos neg + - absent present normal abnormal equivocal midline symmetric symmetrical painful painless intact steady unsteady".split())  # fmt: skip
_BODIES = frozenset(
    """
    gait stance station coordination posture reflex reflexes dtr dtrs jerk jerks rom arom prom motor strength sensation pinprick proprioception tone bulk girth
    pulse pulses refill pupils lungs heart abdomen affect mood speech thought thoughts judgment judgement insight grooming demeanor acuity iop intraocular
    cornea conjunctiva sclera chamber lens epithelium uptake canals canal tympanic membranes tms oropharynx ligaments portals portal incision
    incisions sutures staples wound scar scars graft nails skin nail testis testes sphincter grip jamar pinch ehl bp pressure weight bmi temperature
    respirations saturation discrimination monofilament alignment patella patellae curvature lordosis fist perception motion vibration
    thickness opening excursion distance gap lag mouth drift take pressures lids eyelids tandem girth circumference
    squat squatting expansion jaw flow interincisal turbinates septum uvula tonsils
    fields eoms eom convergence accommodation finger-nose finger-to-nose heel-shin saccades
    sensory throat nodes range fpl fdp fds epl epb apl edc 2pd 2-pt two-point lashes eyelashes schirmer fossa
    va otoscopy sevens recall visual plaques fissures vesicles blisters nerves dermatomes myotomes quadriceps
    """.split()
)
"""What only an examiner tells of, by its name."""
_SEEN = frozenset(
    """
    tenderness ttp jlt guarding crepitus crepitation crepitance effusion ecchymosis erythema atrophy wasting laxity nodule nodules hypertonicity clonus
    nystagmus hyperreflexia lichenification keloid haze pannus wheezes crackles rales rhonchi murmur edema induration fluctuance bogginess hypesthesia hypoesthesia
    clubbing cyanosis icterus jaundice lymphadenopathy infection cellulitis symblepharon synovitis
    plaques papules pustules excoriations hyperkeratosis hypopyon hyphema papilledema bogginess
    hyperesthesia allodynia step-off triggering contracture organomegaly hepatosplenomegaly hyperpigmentation
    """.split()
)
"""Signs that are found and not complained of."""
_LOOKED = LOOKS - frozenset("dry swollen red warm bruised draining mobile discolored distended".split())
"""What of that the worker does not tell of himself."""
_HOW = QUALITIES - frozenset(
    "very still somewhat mildly moderately slightly tight painful weak improved worse better unchanged able unable difficult bilateral active passive depressed anxious".split()
)
_NOT_MEASURED = regex(
    r"\d\s*(?:mg|mcg|ml|%(?!\s+(?:take|graft\s+take|epithelialized|healed)\b))|year[\s-]old|extension\s+cord|/\s?10(?![\d/])|out\s+of\s+10|\bMRI|\bEMG|x-?ray|\b(?:release|repair|surgery|fusion)\b",
    re.IGNORECASE,
)


def is_objective(text: str) -> bool:
    """Whether a phrase begins with what only an examination tells."""
    phrase = Phrase(text)
    if not phrase.words or "feels" in phrase.words[:5] or _NOT_MEASURED.search(text) or _IN_LOW_MOOD.match(text):
        return False
    return (
        _tests(phrase)
        or _begins_with_how(phrase)
        or (phrase.moves and phrase.measured)
        or _names_seen(phrase)
        or _says_how(phrase)
        or _sized(phrase)
    )


_IN_LOW_MOOD = regex(
    r"\W*(?:(?:the|his|her)\s+)?mood\s+(?:(?:is|was|has\s+been|remains?|stays)\s+)?(?:still\s+|often\s+|very\s+)?(?:low|down|poor|bad|better|worse|improv\w+)\b",
    re.IGNORECASE,
)
"""What the worker tells of his mood in words of every day."""


def _sized(phrase: Phrase) -> bool:
    """A part of the body and its girth or length: "neck 15.5 inches", "left calf 1.5 cm smaller"."""
    for index, word in enumerate(phrase.words[:6]):
        if is_number(word):
            return _is_of_body(phrase.words[:index]) and phrase.words[index + 1 : index + 2] in _LENGTHS
        if not may_place(word):
            return False
    return False


_LENGTHS = (("cm",), ("mm",), ("inches",), ("inch",))


def _begins_with_how(phrase: Phrase) -> bool:
    """How it was, and what: "full trunk motion", "tender bicipital groove"."""
    while phrase.words and is_part(phrase.first) and len(phrase.words) > 2:
        phrase = Phrase(" ".join(phrase.words[1:]))
    if phrase.first == "tender" and len(phrase.words) > 1:
        return may_place(phrase.words[1])
    if phrase.first not in _WELL:
        return False
    between = [index for index, word in enumerate(phrase.words[:6]) if word in _BODIES]
    return bool(between) and all(
        may_place(word) or word in QUALITIES or word == "range" for word in phrase.words[: between[0]]
    )


_WELL = frozenset("full normal intact antalgic absent brisk symmetric symmetrical good preserved slow stooped slumped hunched".split())  # fmt: skip


_GRADE = regex(r"[0-4]\+")
"""How far a joint gives way: "anterior drawer 2+"."""


def _tests(phrase: Phrase) -> bool:
    """A test by its name and outcome: "Rinne positive bilaterally"."""
    head = phrase.words[:8]
    if any(word in _SCORED for word in head[:2]):
        return any(is_number(word) or _ROMAN.fullmatch(word) for word in head)
    if phrase.first in _SIGNED and any(word in _PROVOKING for word in head):
        return True
    return any(word in EPONYMS for word in head) and any(word in _OUTCOMES or _GRADE.fullmatch(word) for word in head)


_SIGNED = frozenset("+ - positive negative pos neg".split())
_PROVOKING = frozenset(
    "load loading compression grind stretch squeeze distraction impingement provocation apprehension tap".split()
)
"""What a test does to a joint or a nerve, after its outcome: "+ facet load"."""
_SCORED = frozenset("mallampati schirmer schirmers slr slrs".split())
"""Tests whose outcome is a class or a measure: "Mallampati III", "Schirmer 4 mm"."""
_ROMAN = regex(r"i{1,3}|iv")


def _names_seen(phrase: Phrase) -> bool:
    """A sign, after no more than how and where it is: "trace left ankle edema"."""
    for word in phrase.words[:5]:
        if word in _SEEN:
            return True
        if not (word in QUALITIES or may_place(word) or word in ("no", "there", "was", "is")):
            return False
    return False


def _says_how(phrase: Phrase) -> bool:
    """Something examined, and how it was: "visual acuity was 20/40", "the portals were clean"."""
    named = False
    for index, word in enumerate(phrase.words[:8]):
        rest = phrase.words[index:]
        if index and (word in VERBS or word in _HOW or word in _OUTCOMES or word in _CHANGED or is_number(word)):
            looked = any(one in _LOOKED or one in _SEEN for one in rest[:5])
            measured = any(is_number(one) for one in rest[:4])
            return (named and (measured or any(one in _HOW for one in rest[:5]))) or (
                looked and _is_of_body(phrase.words[:index])
            )
        named = named or word in _BODIES
        if not (word in _BODIES or may_place(word) or word in MOTIONS or word in SIDES or word in _JOINS):
            return False
    return False


_CHANGED = frozenset("improved increased decreased reduced declined".split())
"""Before the measure to which something came."""


def _is_of_body(words: tuple[str, ...]) -> bool:
    return any(is_part(word) or word in _EYES for word in words) and all(map(may_place, words))


_EYES = frozenset("od os ou".split())


_JOINS = frozenset(
    "maximum maximal max interincisal now still then today again blood va od os and by of to light touch then by the in deep tendon muscle range closure processes process growth raise with readings reading dynamometer goniometer inclinometer".split()
)
