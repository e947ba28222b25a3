"""What a job may spend, in tokens and money: reserved before a call is sent, so that it is never passed.

Most calls take far less than they may take at most. Where only what calls under way have reserved stands against a further
one, that one waits until they are through.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from structurer.errors import BudgetReached, SettingsError
from structurer.ingest.journal import Journal
from structurer.ingest.journal.money import Spent
from structurer.models.bounds import most_of
from structurer.models.calls import AnswerT, Reply, Request
from structurer.models.client import GREETING_MOST, ModelClient
from structurer.models.exchange import Usage
from structurer.models.prices import source_of

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
"""How often who waits looks whether another process has freed something."""
NOTHING = 1e-9
"""Tokens or dollars: more than what sums of fractions leave of nothing."""


@dataclass(frozen=True)
class Budget:
    """The most that a job may spend over all its runs; None is no limit. Money in US dollars."""

    cost: float | None = None
    tokens: int | None = None

    def __post_init__(self) -> None:
        if not all(limit is None or limit >= 0 for limit in (self.cost, self.tokens)):
            raise SettingsError("a budget must be a number, and not below nothing", hint="leave it out for no limit")


class Refusal(NamedTuple):
    """Why nothing is set aside; `passes` says that it may be once calls under way are through."""

    told: str
    passes: bool


class Purse:
    """A budget with what is reserved of it for calls under way."""

    def __init__(self, budget: Budget, tokens: float = 0.0, cost: float = 0.0) -> None:
        self.budget = budget
        self._tokens = tokens
        self._cost = cost

    def reserve(self, spent: Spent, tokens: float, cost: float) -> Refusal | None:
        """Set so much aside; where with what is spent it would be too much, why not, and nothing is set aside."""
        if not self._allows(spent, self._tokens + tokens, self._cost + cost):
            is_held = self._tokens > NOTHING or self._cost > NOTHING
            limits = self._told(self.budget.tokens, self.budget.cost)
            told = f"the job's budget of {limits} may be passed by the next call, of at most {self._told(tokens, cost)}"
            return Refusal(told, is_held and self._allows(spent, tokens, cost))
        self._tokens += tokens
        self._cost += cost
        return None

    def free(self, tokens: float, cost: float) -> None:
        """What was set aside is so no longer."""
        self._tokens -= tokens
        self._cost -= cost

    def _allows(self, spent: Spent, tokens: float, cost: float) -> bool:
        too_many = self.budget.tokens is not None and spent.read + spent.written + tokens > self.budget.tokens
        return not too_many and not (self.budget.cost is not None and spent.cost + cost > self.budget.cost)

    def _told(self, tokens: float | None, cost: float | None) -> str:
        """So many tokens and dollars, of what is limited."""
        parts = [] if tokens is None or self.budget.tokens is None else [f"{tokens:,.0f} tokens"]
        if cost is not None and self.budget.cost is not None:
            parts.append(f"${cost:,.2f}" if cost >= 0.01 or not cost else f"${cost:.2g}")
        return " and ".join(parts)


class Cashier(Protocol):
    """Who is asked before money is spent, and told after."""

    async def reserve(self, tokens: float, cost: float) -> Refusal | None:
        """Set so much aside, or say why not."""

    def free(self, tokens: float, cost: float) -> None:
        """What was set aside is so no longer."""

    def paid(self, spent: Spent) -> None:
        """Note what a call took."""


class JournalCashier:
    """Keeps to a budget by what stands in the job's journal: spent and set aside, by all processes at the job. What is
    `in_batches` counts as spent: calls do not wait for it to be free."""

    def __init__(self, journal: Journal, budget: Budget, in_batches: Spent | None = None) -> None:
        self.journal, self.budget, self.in_batches = journal, budget, in_batches or Spent()
        self.owner = uuid.uuid4().hex

    async def reserve(self, tokens: float, cost: float) -> Refusal | None:
        """Set so much aside, or say why not."""
        if self.budget == Budget():
            return None
        refused: Refusal | None = None

        def allowed(spent: Spent, reserved_tokens: float, reserved_cost: float) -> bool:
            nonlocal refused
            purse = Purse(self.budget, reserved_tokens, reserved_cost)
            refused = purse.reserve(spent + self.in_batches, tokens, cost)
            return refused is None

        if not self.journal.reserve(self.owner, tokens, cost, allowed):
            # What a dead process has set aside is not waited for: it counts as spent.
            self.journal.free_dead()
        return refused

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
        self._line = asyncio.Lock()
        self._freed = asyncio.Event()

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
        # One after another: of those that wait, a large one must not see smaller ones pass it for ever.
        async with self._line:
            while refused := await self._refused(tokens, cost):
                if not refused.passes:
                    raise BudgetReached(refused.told)
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_SECONDS):
                        await self._freed.wait()
        try:
            yield
        finally:
            # Not before it is counted as spent: others look in between.
            self.cashier.free(tokens, cost)
            self._freed.set()

    async def _refused(self, tokens: float, cost: float) -> Refusal | None:
        self._freed.clear()
        return await self.cashier.reserve(tokens, cost)

    async def _lost(self, most: Usage) -> bool:
        # Nothing is waited for here: whoever has set aside what this waits for may wait for the same.
        tokens, cost = most.input + most.output, self.cost(most.input, most.cached, most.output) or 0.0
        refused = await self.cashier.reserve(tokens, cost)
        self._unsaid(most)
        if refused is None:
            self.cashier.free(tokens, cost)
        return refused is None

    def _unsaid(self, most: Usage) -> None:
        """It counts as the most that it may have taken."""
        self._pay(most)

    def _paid(self, used: Usage, most: Usage, attempts: int) -> None:
        if not used.is_said and not self._warned:
            self._warned = True
            log.warning("the server does not say what calls take; they count as the most that they may take")
        self._pay(used.or_else(most), calls=1, attempts=attempts)

    def _pay(self, used: Usage, calls: int = 0, attempts: int = 0) -> None:
        price = self.cost(used.input, used.cached, used.output)
        self.cashier.paid(Spent(calls, 0, attempts, used.input, used.output, price or 0.0, int(price is None)))


class JobClient(SpendingClient):
    """A client that asks within a budget, of which what is `in_batches` may take its part, and notes in the journal what
    every call took.

    Raises SettingsError where money is limited and the model's price is not known, or that of calls before.
    """

    def __init__(
        self, *args: object, journal: Journal, budget: Budget, in_batches: Spent | None = None, **kwargs: object
    ) -> None:
        super().__init__(*args, cashier=JournalCashier(journal, budget, in_batches), **kwargs)
        see_priced(self, budget, journal)


def see_priced(client: ModelClient, budget: Budget, journal: Journal) -> None:
    """Raises SettingsError where money is limited and the price of the client's model is not known, or what the job has
    cost before."""
    if budget.cost is None:
        return
    if source_of(client.settings, client.identity) is None:
        raise SettingsError(
            f"the price of {client.identity.name} is not known, so that its cost cannot be limited",
            hint="give STRUCTURER_PRICE_INPUT and STRUCTURER_PRICE_OUTPUT, or limit tokens with --max-tokens",
        )
    unpriced = journal.spent().unpriced
    if unpriced:
        raise SettingsError(
            f"what this job has cost before is not known (calls without a price: {unpriced:,}), so that it cannot be limited",
            hint="limit tokens with --max-tokens, or name another --out",
        )
