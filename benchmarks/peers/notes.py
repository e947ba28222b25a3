"""What every peer is told about the fields: the record's own descriptions, and what structurer's prompts say of codes.

No peer is told more than another. What code reads for structurer needs no prompt; a peer has to be told the rules that
the code follows (DETAILS, GUIDELINES).
"""

from __future__ import annotations

from pydantic import BaseModel

from structurer.kinds.imr.record import CaseInfo, Determination, ImrRecord, Reviewer
from structurer.kinds.medical.record import Clinical, Worker
from structurer.prompts import field_notes, load

TASK = (
    "You read a California workers' compensation Independent Medical Review (IMR) determination letter. Words that come "
    "from the letter are copied exactly as they stand there. Lists keep the letter's order. Dates in the letter are month "
    "first. There is one determination for each disputed item, in the letter's order. The clinical part comes from the "
    "clinical case summary alone."
)
GUIDELINES = (
    "Guidelines, from `Claims Administrator guideline:` and `MAXIMUS guideline:`: source is MTUS, ODG, ACOEM or other; title "
    "is the document's name without `MTUS` or `Official Disability Guidelines (ODG)` and without sections and pages, null "
    "where none is named; for ODG the words of chapter and topic; sections are listed after `Section(s):`, pages after "
    "`Page(s):`. A sentence that cites several documents gives one guideline each. `did not cite any medical evidence` is an "
    "empty list."
)
DETAILS: dict[type[BaseModel], str] = {
    CaseInfo: "Priority and dates are the header's. A letter without a header has none of them but the date of injury, if "
    "its summary tells it.",
    Reviewer: "Each state and each specialty is an entry of its own (`Texas,California` is two). A name with `&` in it is one.",
    Worker: "A pronoun or title (he, she, Mr., Ms.) tells the sex where no other word does.",
    Clinical: "Pain `7/10 without medications` is low 7, high 7, context `without medications`; `2-5 out of 10` is 2 and 5. A "
    "drug, test or treatment that is only requested or planned is none. Of several work statuses the latest counts. A drug's "
    "name stands without its strength and rate, a study without its date and result.",
    Determination: "The request is the printed name of the item, whole, and ends before the colon that is followed by the "
    "word of the decision; the words of the rationale are no part of it. The decision is that word: `Upheld` or `Overturned`; "
    "where a letter has neither, `is not medically necessary and appropriate` is upheld and `is medically necessary and "
    "appropriate` overturned. Upheld goes with medically_necessary false, overturned with true. Prefixes such as "
    "`Retrospective`, `Associated surgical service:`, `Post-op` or `Additional` are no part of the service. Where a heading "
    "names an original, an authorized and a remaining portion, the service with its amounts is that of the remaining portion. "
    "The quantity is the count that is printed (`#60` is 60, `times 12` is 12, `Six sessions` 6, `Three refills` 3), never "
    "computed from a rate; `1 times 6` is a frequency; where no count is printed it is null. The rationale is the whole text "
    "after `Decision rationale:`. That there is no evidence of a condition is criteria_not_met; that it is not documented or "
    "not provided is documentation_lacking.",
}
"""What the record's documentation says beyond the descriptions of fields, by part."""
_TOLD_OF_CODES = ("Categories:", "Reasons to uphold:", "Reasons to overturn:")


def codes() -> str:
    """What structurer's prompt on disputed items says of categories and reasons, word for word."""
    lines = load("imr/item").instructions.splitlines()
    return "\n".join(line for line in lines if line.startswith(_TOLD_OF_CODES))


def rules() -> str:
    """The rules on copying that structurer's prompts share."""
    return "\n".join(line for line in load("imr/history").instructions.splitlines() if line.startswith("- "))


def notes(part: type[BaseModel] = ImrRecord) -> str:
    """The notes on a part of the record, or on the whole: its fields, and the rules and codes that concern them."""
    told = [field_notes(part), rules()]
    told += [details for of, details in DETAILS.items() if part in (ImrRecord, of)]
    if part is ImrRecord or "basis" in part.model_fields:
        told += [GUIDELINES, codes()]
    return "\n".join(told)
