"""The rules of utilization review letters: what a record must hold, and what the regulation wants in the letter."""

from __future__ import annotations

from structurer.kinds.medical.rules.clinical import CLINICAL_RULES
from structurer.kinds.ur.rules.claim import CLAIM_RULES
from structurer.kinds.ur.rules.determinations import DETERMINATION_RULES
from structurer.kinds.ur.rules.requests import REQUEST_RULES
from structurer.kinds.ur.rules.required import REQUIRED_RULES
from structurer.kinds.ur.rules.whole import WHOLE_RULES

RULES = (*CLAIM_RULES, *CLINICAL_RULES, *DETERMINATION_RULES, *REQUEST_RULES, *REQUIRED_RULES, *WHOLE_RULES)
