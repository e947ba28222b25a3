"""California workers' compensation Independent Medical Review (IMR) final determinations."""

from __future__ import annotations

from functools import partial

from structurer.kind import LetterKind, Stage
from structurer.kinds.imr.asks import ANSWERS, ASKS
from structurer.kinds.imr.labels import FIELD_GROUPS, LABEL_RULES
from structurer.kinds.imr.readers import READERS
from structurer.kinds.imr.recognition import recognise
from structurer.kinds.imr.record import Decision, ImrRecord
from structurer.kinds.imr.rules import RULES
from structurer.kinds.imr.sections import outline
from structurer.kinds.medical.complete import complete
from structurer.kinds.medical.locating import LocateAnswer, locate, outline_from

KIND: LetterKind[ImrRecord] = LetterKind(
    name="imr",
    version=1,
    record=ImrRecord,
    about="Independent Medical Review final determinations of California workers' compensation",
    recognise=recognise,
    outline=outline,
    locate=partial(locate, prompt="imr/locate"),
    outline_from=outline_from,
    readers=READERS,
    asks=ASKS,
    answers={**ANSWERS, "imr/locate": LocateAnswer},
    rules=RULES,
    complete=complete,
    field_groups=FIELD_GROUPS,
    label_rules=LABEL_RULES,
    parts=("reviewer", "summary", "item"),
    stage=Stage(
        order=2,
        treatments=lambda record: record.determinations,
        injured=lambda record: record.case.date_of_injury,
        decided=lambda record: record.case.decision_date,
        reviews=lambda record: record.case.ur_denial_date,
        reverses=lambda item: None if item.decision is None else item.decision is Decision.OVERTURNED,
    ),
)
