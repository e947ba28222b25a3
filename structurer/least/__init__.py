"""The least kind of letter: a Pydantic model and nothing else. Its types say how values are asked, grounded and checked."""

from __future__ import annotations

from structurer.least.declaring import PROMPT, declared_by
from structurer.least.places import kind_at, model_at

__all__ = ["PROMPT", "declared_by", "kind_at", "model_at"]
