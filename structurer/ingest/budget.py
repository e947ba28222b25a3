"""What a job may spend, in tokens and money: reserved before a call is sent, so that it is never passed."""

from __future__ import annotations

import logging
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from structurer.errors import BudgetReached, SettingsError
from structurer.ingest.journal import Journal
from structurer.ingest.journal.money import Spent
from structurer.models.bounds import most_of
from structurer.models.calls import AnswerT, Reply, Request
from structurer.models.client import GREETING_MOST, ModelClient
from structurer.models.exchange import Usage
from structurer.models.prices import source_of

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Budget:
    """The most that a job may spend over all its runs; None is no limit. Money in US dollars."""

    cost: float | None = None
    tokens: int | None = None

    def __post_init__(self) -> None:
        if not all(limit is None or limit >= 0 for limit in (self.cost, self.tokens)):
            raise SettingsError("a budget must be a number, and not below nothing", hint="leave it out for no limit")


class Purse:
    """A budget with what is reserved of it for calls under way."""

    def __init__(self, budget: Budget, tokens: float = 0.0, cost: float = 0.0) -> None:
        self.budget = budget
        self._tokens = tokens
        self._cost = cost

    def reserve(self, spent: Spent, tokens: float, cost: float) -> str | None:
        """Set so much aside; where with what is spent it would be too much, why not, and nothing is set aside."""
        budget = self.budget
        too_many = budget.tokens is not None and spent.read + spent.written + self._tokens + tokens > budget.tokens
        too_dear = budget.cost is not None and spent.cost + self._cost + cost > budget.cost
        if too_many or too_dear:
            return f"the job's budget of {self._told()} would be passed"
        self._tokens += tokens
        self._cost += cost
        return None

    def free(self, tokens: float, cost: float) -> None:
        """What was set aside is so no longer."""
        self._tokens -= tokens
        self._cost -= cost

    def _told(self) -> str:
        parts = [] if self.budget.tokens is None else [f"{self.budget.tokens:,} tokens"]
        return " and ".join(parts if self.budget.cost is None else [*parts, f"${self.budget.cost:,.2f}"])


class Cashier(Protocol):
    """Who is asked before money is spent, and told after."""

    async def reserve(self, tokens: float, cost: float) -> str | None:
        """Set so much aside, or say why not."""

    def free(self, tokens: float, cost: float) -> None:
        """What was set aside is so no longer."""

    def paid(self, spent: Spent) -> None:
        """Note what a call took."""


class JournalCashier:
    """Keeps to a budget by what stands in the job's journal: spent and set aside, by all processes at the job."""

    def __init__(self, journal: Journal, budget: Budget) -> None:
        self.journal, self.budget = journal, budget
        self.owner = uuid.uuid4().hex

    async def reserve(self, tokens: float, cost: float) -> str | None:
        """Set so much aside, or say why not."""
        if self.budget == Budget():
            return None
        told: str | None = None

        def allowed(spent: Spent, reserved_tokens: float, reserved_cost: float) -> bool:
            nonlocal told
            purse = Purse(self.budget, reserved_tokens, reserved_cost)
            told = purse.reserve(spent, tokens, cost)
            return told is None

        self.journal.reserve(self.owner, tokens, cost, allowed)
        return told

    def free(self, tokens: float, cost: float) -> None:
        """What was set aside is so no longer."""
        if self.budget != Budget():
            self.journal.free_reserved(self.owner, tokens, cost)

    def paid(self, spent: Spent) -> None:
        """Note what a call took."""
        self.journal.add(spent)


class SpendingClient(ModelClient):
    """A client that asks `cashier` before each call, and tells it what the call took."""

    def __init__(self, *args: object, cashier: Cashier, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.cashier = cashier
        self._warned = False

    async def answers(self) -> bool | None:
        """As of any client; counted as spent. Raises BudgetReached where it would pass the budget."""
        async with self._reserved(GREETING_MOST):
            return await super().answers()

    async def _fresh(self, key: str, request: Request[AnswerT], began: float) -> Reply[AnswerT]:
        async with self._reserved(most_of(request, 1 + self.settings.reasks, empty=1)):
            return await super()._fresh(key, request, began)

    @asynccontextmanager
    async def _reserved(self, most: Usage) -> AsyncIterator[None]:
        """Set so many tokens aside while a call is under way. Raises BudgetReached."""
        tokens, cost = most.input + most.output, self.cost(most.input, 0, most.output) or 0.0
        refused = await self.cashier.reserve(tokens, cost)
        if refused is not None:
            raise BudgetReached(refused)
        try:
            yield
        finally:
            # Not before it is counted as spent: others look in between.
            self.cashier.free(tokens, cost)

    def _paid(self, used: Usage, most: Usage, attempts: int) -> None:
        if not used.is_said and not self._warned:
            self._warned = True
            log.warning("the server does not say what calls take; they count as the most that they may take")
        counted = used if used.is_said else most
        price = self.cost(counted.input, counted.cached, counted.output)
        self.cashier.paid(Spent(1, 0, attempts, counted.input, counted.output, price or 0.0, int(price is None)))


class JobClient(SpendingClient):
    """A client that asks within a budget, and notes in the journal what every call took.

    Raises SettingsError where money is limited and the model's price is not known.
    """

    def __init__(self, *args: object, journal: Journal, budget: Budget, **kwargs: object) -> None:
        super().__init__(*args, cashier=JournalCashier(journal, budget), **kwargs)
        see_priced(self, budget)


def see_priced(client: ModelClient, budget: Budget) -> None:
    """Raises SettingsError where money is limited and the price of the client's model is not known."""
    if budget.cost is not None and source_of(client.settings, client.identity) is None:
        raise SettingsError(
            f"the price of {client.identity.name} is not known, so that its cost cannot be limited",
            hint="give STRUCTURER_PRICE_INPUT and STRUCTURER_PRICE_OUTPUT, or limit tokens with --max-tokens",
        )
