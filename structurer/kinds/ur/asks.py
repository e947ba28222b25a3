"""What is asked of the model about a utilization review letter: its case summary, and one question an item."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field, create_model

from structurer.kinds.medical.asks.history import HistoryAnswer
from structurer.kinds.medical.asks.items import BASIS, HeadingAnswer, ItemAsk
from structurer.kinds.medical.asks.summary import summary_ask
from structurer.kinds.medical.asks.workup import WorkupAnswer
from structurer.kinds.medical.record import AGAINST, FOR, Basis
from structurer.kinds.ur.record import Decision


class ReasonAgainst(BaseModel):
    reason: Literal[tuple(sorted(AGAINST, key=list(Basis).index))]  # type: ignore[valid-type]
    sentence: int


class ReasonFor(BaseModel):
    reason: Literal[tuple(sorted(FOR, key=list(Basis).index))]  # type: ignore[valid-type]
    sentence: int


class ItemAnswer(HeadingAnswer):
    """What is asked about a requested treatment whose decision is not known."""

    basis: list[ReasonAgainst | ReasonFor] = Field(max_length=2, description=BASIS)


def _answering(reasons: Any) -> type[BaseModel]:
    """The answer model that offers only these reasons."""
    return create_model("ItemAnswer", __base__=ItemAnswer, basis=(reasons, Field(max_length=2, description=BASIS)))


_ITEMS = ItemAsk(
    "ur/item",
    ItemAnswer,
    {
        Decision.APPROVED: _answering(list[ReasonFor]),
        Decision.MODIFIED: _answering(list[ReasonAgainst]),
        Decision.DENIED: _answering(list[ReasonAgainst]),
    },
    unreasoned=frozenset({Decision.DEFERRED}),
)

ASKS = (summary_ask("ur"), _ITEMS.ask())

ANSWERS: dict[str, type[BaseModel]] = {"ur/history": HistoryAnswer, "ur/workup": WorkupAnswer, "ur/item": ItemAnswer}
