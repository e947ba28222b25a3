"""The clinical case summary as code reads it: by the turns of phrase that its sentences are made of."""

from __future__ import annotations

from structurer.kinds.medical.summary.gathered import Told
from structurer.kinds.medical.summary.readings import read_summary, readings, told_in, told_section
from structurer.kinds.medical.summary.told import read

__all__ = ["Told", "read", "read_summary", "readings", "told_in", "told_section"]
