"""The requests that go into a batch: as many as the provider takes and the budget allows, in files as it reads them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Literal

from structurer.errors import BudgetReached
from structurer.ingest.batch.client import BatchClient, price_in
from structurer.ingest.budget import Budget
from structurer.ingest.journal import Journal
from structurer.ingest.journal.money import Spent
from structurer.models.bounds import most_of_one
from structurer.models.exchange import Usage

if TYPE_CHECKING:
    from structurer.settings import Settings

ENDPOINT: Literal["/v1/chat/completions"] = "/v1/chat/completions"
MOST_REQUESTS = 50_000
MOST_BYTES = 190_000_000


@dataclass(frozen=True)
class Limits:
    """What one batch may hold: requests, and bytes of its file."""

    requests: int = MOST_REQUESTS
    bytes: int = MOST_BYTES


class Wanted:
    """The requests of a job that are in no batch yet."""

    def __init__(self, client: BatchClient, journal: Journal, budget: Budget, limits: Limits) -> None:
        self.client, self.journal, self.budget, self.limits = client, journal, budget, limits

    def files(self) -> Iterator[tuple[list[str], IO[bytes]]]:
        """The wanted requests in files that the provider takes, each with its keys."""
        keys: list[str] = []
        size = 0
        left = self._affordable()
        # Without a name, so that nothing stays of it where the process is killed; closed by whoever gets it.
        file = tempfile.TemporaryFile()  # noqa: SIM115
        for key, text in self.journal.batches.wanted():
            body = json.loads(text)
            line = self._line(key, body)
            if not left(most_of_one(body)):
                if keys:
                    file.flush()
                    yield keys, file
                raise BudgetReached("the job's budget would be passed by the next batch")
            if keys and (len(keys) >= self.limits.requests or size + len(line) > self.limits.bytes):
                file.flush()
                yield keys, file
                keys, size = [], 0
                file = tempfile.TemporaryFile()  # noqa: SIM115
            file.write(line)
            keys.append(key)
            size += len(line)
        if keys:
            file.flush()
            yield keys, file
        else:
            file.close()

    def _line(self, key: str, body: dict[str, Any]) -> bytes:
        line = {"custom_id": key, "method": "POST", "url": ENDPOINT, "body": body}
        return (json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")

    def _affordable(self) -> Callable[[Usage], bool]:
        """Tells of one request after another whether the budget allows it, with all that is out already."""
        spent = self.journal.spent() + most_of_open(self.journal, self.client.settings)
        tokens, cost = float(spent.read + spent.written), spent.cost

        def allows(takes: Usage) -> bool:
            nonlocal tokens, cost
            tokens += takes.input + takes.output
            cost += self.client.cost(takes.input, 0, takes.output) or 0.0
            too_many = self.budget.tokens is not None and tokens > self.budget.tokens
            return not too_many and not (self.budget.cost is not None and cost > self.budget.cost)

        return allows


def most_of_open(journal: Journal, settings: Settings) -> Spent:
    """The most that the batches which are out may take, at the prices at which they were submitted."""
    most = Spent()
    for number, token, *_ in journal.batches.open():
        price = price_in(journal, settings, token)
        for _, text in journal.batches.bodies_of(number):
            takes = most_of_one(json.loads(text))
            most += Spent(read=takes.input, written=takes.output, cost=price(takes) or 0.0)
    return most
