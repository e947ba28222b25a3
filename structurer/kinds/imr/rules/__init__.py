"""The rules of IMR letters: what a record must hold against its letter. Small functions, one thing each."""

from __future__ import annotations

from structurer.kinds.imr.rules.case import CASE_RULES
from structurer.kinds.imr.rules.determinations import DETERMINATION_RULES
from structurer.kinds.imr.rules.whole import WHOLE_RULES
from structurer.kinds.medical.rules.clinical import CLINICAL_RULES
from structurer.kinds.medical.rules.headings import HEADING_RULES

RULES = (*CASE_RULES, *CLINICAL_RULES, *DETERMINATION_RULES, *HEADING_RULES, *WHOLE_RULES)
