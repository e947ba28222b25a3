"""The question on a disputed item, with the reasons that fit its decision."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field, create_model

from structurer.kinds.imr.record import Decision
from structurer.kinds.medical.asks.items import BASIS, HeadingAnswer, ItemAsk
from structurer.kinds.medical.record import AGAINST, FOR, Basis


class UpheldReason(BaseModel):
    reason: Literal[tuple(sorted(AGAINST, key=list(Basis).index))]  # type: ignore[valid-type]
    sentence: int


class OverturnedReason(BaseModel):
    reason: Literal[tuple(sorted(FOR, key=list(Basis).index))]  # type: ignore[valid-type]
    sentence: int


class ItemAnswer(HeadingAnswer):
    """What is asked about an item whose decision is not known."""

    basis: list[UpheldReason | OverturnedReason] = Field(max_length=2, description=BASIS)


def _answering(reasons: Any) -> type[BaseModel]:
    """The answer model that offers only these reasons."""
    return create_model("ItemAnswer", __base__=ItemAnswer, basis=(reasons, Field(max_length=2, description=BASIS)))


ITEMS = ItemAsk(
    "imr/item",
    ItemAnswer,
    {
        Decision.UPHELD: _answering(list[UpheldReason]),
        Decision.OVERTURNED: _answering(list[OverturnedReason]),
    },
)
