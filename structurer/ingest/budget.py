"""What a job may spend, in tokens and money: reserved before a call is sent, so that it is never passed."""

from __future__ import annotations

from dataclasses import dataclass

from structurer.errors import BudgetReached, SettingsError
from structurer.ingest.journal import Journal, Spent
from structurer.models.calls import AnswerT, Reply, Request
from structurer.models.client import ModelClient
from structurer.models.prices import source_of

CHARACTERS_A_TOKEN = 3
"""Few on purpose: what is reserved should not be less than what a call takes."""


@dataclass(frozen=True)
class Budget:
    """The most that a job may spend over all its runs; None is no limit. Money in US dollars."""

    cost: float | None = None
    tokens: int | None = None


class JobClient(ModelClient):
    """A client that asks within a budget, and notes in the journal what every call took.

    Raises SettingsError where money is limited and the model's price is not known.
    """

    def __init__(self, *args: object, journal: Journal, budget: Budget, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.journal, self.budget = journal, budget
        self.asked = 0
        self._reserved_tokens = 0.0
        self._reserved_cost = 0.0
        if budget.cost is not None and source_of(self.settings, self.identity) is None:
            raise SettingsError(
                f"the price of {self.identity.name} is not known, so that its cost cannot be limited",
                hint="give STRUCTURER_PRICE_INPUT and STRUCTURER_PRICE_OUTPUT, or limit tokens with --max-tokens",
            )

    async def _fresh(self, key: str, request: Request[AnswerT], began: float) -> Reply[AnswerT]:
        read = sum(len(message.content) for message in request.messages) // CHARACTERS_A_TOKEN
        cost = self.cost(read, 0, request.max_tokens) or 0.0
        self._reserve(read + request.max_tokens, cost)
        try:
            reply = await super()._fresh(key, request, began)
        finally:
            self._reserved_tokens -= read + request.max_tokens
            self._reserved_cost -= cost
        call = reply.call
        price = self.cost(call.input_tokens, call.cached_input_tokens, call.output_tokens)
        self.asked += 1
        self.journal.add(
            Spent(1, 0, call.attempts, call.input_tokens, call.output_tokens, price or 0.0, int(price is None))
        )
        return reply

    def _reserve(self, tokens: int, cost: float) -> None:
        spent = self.journal.spent()
        too_many = self.budget.tokens is not None and (
            spent.read + spent.written + self._reserved_tokens + tokens > self.budget.tokens
        )
        too_dear = self.budget.cost is not None and spent.cost + self._reserved_cost + cost > self.budget.cost
        if too_many or too_dear:
            raise BudgetReached(f"the job's budget of {self._told()} would be passed")
        self._reserved_tokens += tokens
        self._reserved_cost += cost

    def _told(self) -> str:
        parts = [] if self.budget.tokens is None else [f"{self.budget.tokens:,} tokens"]
        return " and ".join(parts if self.budget.cost is None else [*parts, f"${self.budget.cost:,.2f}"])
