"""The words that name what is rated: symptoms, what places them, what leads from them to the number."""

from __future__ import annotations

from structurer.kinds.medical.summary.finding_words import DIRECTIONS, PARTS, SIDES

NAMES = frozenset(
    """
    pain pains ache aches aching headache headaches migraine migraines ha lbp discomfort soreness burning tightness throbbing stiffness numbness
    tingling spasm spasms cramps cramping popping clicking catching grinding feeling sensation itch itching sciatica zaps pinching pressure cramp tension
    """.split()
)
"""A symptom that is rated."""
HURTS = frozenset(
    "pain pains ache aches aching headache headaches migraine migraines ha lbp discomfort soreness burning throbbing cramps cramping".split()
)
"""What a rating is of though more is told between them."""
BARE = frozenset("pain pains discomfort symptoms symptom".split())
WHEN = frozenset("current present average worst least best usual baseline overall typical highest lowest resting today's today’s maximum minimum".split())  # fmt: skip
SORTS = frozenset("radicular phantom nerve muscle joint myofascial neuropathic post-operative postoperative surgical incisional tooth stump scar".split())  # fmt: skip
FELT = frozenset(
    """
    constant sharp dull burning stabbing throbbing shooting severe mild moderate chronic persistent ongoing intermittent frequent occasional electric
    radiating achy aching continued worsening increased residual new diffuse deep
    """.split()
)
"""How pain is felt: part of what is rated only where no place tells it apart."""
PLACING = (
    SIDES
    | DIRECTIONS
    | PARTS
    | SORTS
    | frozenset(
        "back's upper lower inside outside side top bottom front lumbar-spine low-back mid-back tailbone whole-body body".split()
    )
)
JOINS = frozenset("and or & ,".split())
ARTICLES = frozenset("the his her both their of".split())
TO_PLACE = frozenset(
    "between that in of to at over around about along across down under behind near on inside outside beneath above below through".split()
)
LEAD = frozenset(
    """
    , ( : = " “ - is was are were be been being has have had to at as of a an about approximately around now today currently still only also rated rates rating
    scored scores graded grades given put puts reported reports described quantified noted documented stated which that she he it remains remained stays persists
    persisted persisting averaging averages averaged reaching peaking hitting runs ran running ranging ranges ranged up down come came gone went goes fell fallen falls drops dropped decreased increased reduced improved climbed risen
    between from level levels score scores intensity severity vas nrs less more same unchanged much better worse said per week day month daily times weekly twice
    """.split()
)
