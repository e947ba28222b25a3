"""What is asked of the model about an IMR letter: the case summary in two questions, and one question an item.

Answer models are small and apart from the record. A field is offered only where the text mentions what it is about,
since a small model fills whatever it is offered; and lists have an end, since a small model may not find one.
"""

from __future__ import annotations

from pydantic import BaseModel

from structurer.kinds.imr.asks.items import ITEMS, ItemAnswer
from structurer.kinds.medical.asks.history import HistoryAnswer
from structurer.kinds.medical.asks.summary import summary_ask
from structurer.kinds.medical.asks.workup import WorkupAnswer

ASKS = (summary_ask("imr"), ITEMS.ask())

ANSWERS: dict[str, type[BaseModel]] = {"imr/history": HistoryAnswer, "imr/workup": WorkupAnswer, "imr/item": ItemAnswer}
