"""Utilization review determinations: what a claims administrator's reviewer decided on a request for authorization."""

from __future__ import annotations

from functools import partial

from structurer.kind import LetterKind, Stage
from structurer.kinds.medical.complete import complete
from structurer.kinds.medical.locating import LocateAnswer, locate
from structurer.kinds.ur.asks import ANSWERS, ASKS
from structurer.kinds.ur.labels import FIELD_GROUPS, LABEL_RULES
from structurer.kinds.ur.locating import outline_from
from structurer.kinds.ur.readers import READERS
from structurer.kinds.ur.recognition import recognise
from structurer.kinds.ur.record import UrRecord
from structurer.kinds.ur.rules import RULES
from structurer.kinds.ur.sections import outline

KIND: LetterKind[UrRecord] = LetterKind(
    name="ur",
    version=1,
    record=UrRecord,
    about="Utilization review determinations of California workers' compensation",
    recognise=recognise,
    outline=outline,
    locate=partial(locate, prompt="ur/locate"),
    outline_from=outline_from,
    readers=READERS,
    asks=ASKS,
    answers={**ANSWERS, "ur/locate": LocateAnswer},
    rules=RULES,
    complete=complete,
    field_groups=FIELD_GROUPS,
    label_rules=LABEL_RULES,
    parts=("header", "summary", "item"),
    stage=Stage(
        order=1,
        treatments=lambda record: record.determinations,
        injured=lambda record: record.claim.date_of_injury,
        decided=lambda record: record.claim.decision_date,
    ),
)
