"""What every peer is told about the fields: the record's own descriptions, and what structurer's prompts say of codes.

Nobody is told more than another. What code reads for structurer (guidelines) has no description in the record; a peer
has to be told, in the words of the record's documentation.
"""

from __future__ import annotations

from pydantic import BaseModel

from structurer.kinds.imr.record import ImrRecord
from structurer.prompts import field_notes, load

TASK = (
    "You read a California workers' compensation Independent Medical Review (IMR) determination letter. Words that come "
    "from the letter are copied exactly as they stand there. Lists keep the letter's order. Dates in the letter are month "
    "first. There is one determination for each disputed item, in the letter's order. The clinical part comes from the "
    "clinical case summary alone."
)
GUIDELINES = (
    "Guidelines, from `Claims Administrator guideline:` and `MAXIMUS guideline:`: source is MTUS, ODG, ACOEM or other; title "
    "is the document's name without `MTUS` or `Official Disability Guidelines (ODG)` and without sections and pages; sections "
    "are listed after `Section(s):`, pages after `Page(s):`. `did not cite any medical evidence` is an empty list."
)
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
    if part is ImrRecord or "basis" in part.model_fields:
        told += [GUIDELINES, codes()]
    return "\n".join(told)
