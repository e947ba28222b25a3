"""Letters of kind referral."""

from __future__ import annotations

from pathlib import Path

from referral_kind.reading import read_labels, recognise
from referral_kind.record import Referral
from structurer import LetterKind, Reader

KIND = LetterKind.from_model(
    Referral,
    name="referral",
    version=1,
    prompt="referral/record",
    home=Path(__file__).parent,
    recognise=recognise,
    readers=(Reader("labels", read_labels),),
)
