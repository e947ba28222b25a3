"""What calls take is reserved before they are sent, and counted when they are answered, whatever the server says of it."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from structurer.errors import BudgetReached, ModelUnreachable, SettingsError
from structurer.ingest.budget import Budget, JobClient, Purse, Refusal, SpendingClient
from structurer.ingest.journal import Journal
from structurer.ingest.journal.money import Spent
from structurer.models.bounds import most_of, most_of_next
from structurer.models.calls import Message, Request
from structurer.models.client import GREETING_MOST
from structurer.models.names import ModelIdentity
from structurer.models.retry import Sleep
from structurer.settings import Settings
from tests.fault_server import (
    FaultServer,
    Seen,
    Step,
    body,
    completion,
    rate_limited,
    resets,
    says,
    stalls,
    status,
    truncated_body,
    unsupported,
    usage,
)
from tests.ingest.http import HttpRequest, HttpResponse, HttpServer
from tests.ingest.jobs import quick
from tests.models.conftest import WHOLE, ask, question

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


@pytest.fixture(autouse=True)
def no_certificates(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every client reads the certificates, 50 ms; this server has none."""
    monkeypatch.setattr("ssl.SSLContext.load_verify_locations", lambda *_, **__: None)
    return


class Book:
    """A cashier who grants everything and writes it down."""

    def __init__(self) -> None:
        self.reserved: list[tuple[float, float]] = []
        self.freed: list[tuple[float, float]] = []
        self.spent: list[Spent] = []

    async def reserve(self, tokens: float, cost: float) -> Refusal | None:
        self.reserved.append((tokens, cost))
        return None

    def free(self, tokens: float, cost: float) -> None:
        self.freed.append((tokens, cost))

    def paid(self, spent: Spent) -> None:
        self.spent.append(spent)

    @property
    def tokens(self) -> int:
        return sum(spent.read + spent.written for spent in self.spent)


def asked(*steps: Step, sleep: Sleep = asyncio.sleep, **given: Any) -> Book:
    """The cashier's book after one question that is answered so; `given` are settings."""
    book = Book()
    with FaultServer(list(steps)) as server:
        settings: dict[str, Any] = {"model": "fault-model", "base_url": server.base_url, "price_input": 10.0,
                                    "price_output": 100.0, **given}  # fmt: skip
        ask(SpendingClient(Settings(**settings), cache=None, cashier=book, sleep=sleep))
        assert len(server.requests) == len(steps)
    assert sorted(book.freed) == sorted(book.reserved)
    return book


def test_what_the_provider_says_is_what_counts() -> None:
    [spent] = asked(says(WHOLE, tokens=(100, 20))).spent
    assert (spent.read, spent.written, spent.cost) == (100, 20, pytest.approx(0.003))


@pytest.mark.parametrize("steps", [[says(WHOLE, tokens=None)], [says("{}", tokens=(9, 9)), says(WHOLE, tokens=None)]])
def test_where_the_provider_does_not_say_the_most_that_its_answers_may_take_counts(
    steps: list[Step], caplog: pytest.LogCaptureFixture
) -> None:
    book = asked(*steps)
    most = most_of(question(), len(steps))
    [(tokens, cost)] = book.reserved
    assert most.output == 300 * len(steps)
    assert book.tokens == most.input + most.output <= tokens
    assert book.spent[0].cost == pytest.approx((10 * most.input + 100 * most.output) / 1e6)
    assert book.spent[0].cost <= cost
    assert "does not say what calls take" in caplog.text


def dear(content: Any, share: float = 1.0) -> Step:
    """An answer at this share of its limit to a question that has a token in every three characters, those of its
    schema too."""

    def step(handler: Any, seen: Seen) -> None:
        shown = sum(len(message["content"]) for message in seen.messages) + len(
            json.dumps(seen.body["response_format"])
        )
        says(content, tokens=(shown // 3, int(share * seen.body["max_tokens"])))(handler, seen)

    return step


@pytest.mark.parametrize("reasks", [0, 1, 2])
def test_no_call_takes_more_than_was_reserved_for_it(reasks: int) -> None:
    book = asked(dear(None), *[dear("{}", 0.5)] * reasks, dear(WHOLE), reasks=reasks)
    [(tokens, cost)] = book.reserved
    assert book.tokens <= tokens
    assert book.spent[0].cost <= cost


def test_cached_tokens_that_are_not_counted_among_those_read_are_added_to_them() -> None:
    [spent] = asked(says(WHOLE, tokens=(10, 5), cached=1000), price_cached_input=1.0).spent
    assert (spent.read, spent.cost) == (1010, pytest.approx((10 * 10 + 1000 * 1 + 5 * 100) / 1e6))


def test_listed_prices_hold_for_them_too(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = ModelIdentity("openai/gpt-4o-mini", "openai", None, "api.openai.com")
    monkeypatch.setattr("structurer.models.names.ModelName.identity", lambda self: listed)
    [spent] = asked(says(WHOLE, tokens=(10, 5), cached=1000), price_input=None, price_output=None).spent
    assert (spent.read, spent.unpriced) == (1010, 0)
    assert spent.cost > 0


def test_what_does_not_fit_beside_others_may_do_so_later_and_what_does_not_fit_alone_never_does() -> None:
    purse, spent = Purse(Budget(tokens=100, cost=1.0)), Spent(read=30, written=10, cost=0.1)
    assert purse.reserve(spent, 50, 0.1) is None
    for tokens, cost, passes in ((60, 0.1, True), (10, 0.9, True), (61, 0.1, False), (10, 0.95, False)):
        refused = purse.reserve(spent, tokens, cost)
        assert refused is not None
        assert refused.passes == passes
        assert f"100 tokens and $1.00 may be passed by the next call, of at most {tokens} tokens" in refused.told
    purse.free(50, 0.1)
    assert purse.reserve(spent, 60, 0.9) is None


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    made = Journal(tmp_path / "journal")
    made.enter()
    return made


def numbered(number: int) -> Request[Any]:
    """A question that is not the others'."""
    return question(messages=(Message("user", str(number)),))


def asked_at_once(journal: Journal, budget: Budget, *answered: int) -> list[Any]:
    """What becomes of questions that are asked side by side within a budget, answered with so many tokens."""
    steps = [says(WHOLE, tokens=(tokens, 0)) for tokens in answered]
    with FaultServer(steps) as server:
        settings = Settings(model="fault-model", base_url=server.base_url, concurrency=len(answered))
        client = JobClient(settings, cache=None, journal=journal, budget=budget)

        async def ask_all() -> list[Any]:
            asks = [client.answer(numbered(number)) for number in range(len(answered))]
            try:
                return await asyncio.gather(*asks, return_exceptions=True)
            finally:
                await client.aclose()

        return asyncio.run(ask_all())


def most_tokens() -> int:
    most = most_of(numbered(0), 1 + Settings(model="m").reasks, empty=1)
    return int(most.input + most.output)


def test_calls_that_fit_one_after_the_other_wait_for_each_other(journal: Journal) -> None:
    replies = asked_at_once(journal, Budget(tokens=most_tokens() + 60), 20, 20, 20, 20)
    assert [type(reply).__name__ for reply in replies] == ["Reply"] * 4
    assert journal.spent().read == 80


def test_a_call_that_no_longer_fits_when_its_turn_comes_is_refused(journal: Journal) -> None:
    one, other = asked_at_once(journal, Budget(tokens=most_tokens() + 60), 100, 20)
    assert one.problem is None
    assert isinstance(other, BudgetReached)
    assert journal.spent().read == 100


@pytest.mark.parametrize("more", [0, 1])
def test_what_a_process_has_set_aside_that_dies_counts_as_spent_and_is_not_waited_for(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, more: int
) -> None:
    monkeypatch.setattr("structurer.ingest.budget.LOOK_SECONDS", 0.01)
    journal.execute("INSERT INTO workers VALUES ('dead', 'elsewhere', 1, 0.0)")
    journal.execute("INSERT INTO reserved VALUES ('dead', 'elsewhere', 1, 6.0, 0.0)")
    [reply] = asked_at_once(journal, Budget(tokens=most_tokens() + 5 + more), 20)
    assert type(reply).__name__ == ("Reply" if more else "BudgetReached")
    journal.free_dead()
    assert journal.spent().read == (26 if more else 6)


def test_money_is_not_limited_where_it_is_not_known_what_calls_before_cost(journal: Journal) -> None:
    journal.add(Spent(calls=2, unpriced=2))
    settings = Settings(model="fault-model", base_url="http://127.0.0.1:9/v1", price_input=1.0, price_output=1.0)
    with pytest.raises(SettingsError, match=r"calls without a price: 2\)") as refused:
        JobClient(settings, cache=None, journal=journal, budget=Budget(cost=1.0))
    assert "--max-tokens" in refused.value.hint
    JobClient(settings, cache=None, journal=journal, budget=Budget(tokens=1))


@pytest.mark.parametrize("tries", [1, 2])
def test_what_is_given_up_in_time_counts_as_the_most_that_it_may_have_taken(tries: int) -> None:
    book = Book()
    with FaultServer([*[stalls()] * tries, says(WHOLE, tokens=(100, 20))]) as server:
        settings = Settings(
            model="fault-model", base_url=server.base_url, timeout=0.5, price_input=10.0, price_output=100.0
        )
        ask(SpendingClient(settings, cache=None, cashier=book, sleep=quick))
    one = most_of(question(), 1)
    # On a slow machine the answer may be late too.
    assert len(server.requests) > tries
    assert book.tokens == (len(server.requests) - 1) * (one.input + one.output) + 120
    assert sum(spent.calls for spent in book.spent) == 1
    assert sorted(book.freed) == sorted(book.reserved)


NOTHING_IN_IT = {**completion("c", "m", {}, None), "choices": []}
PERHAPS_PAID = [
    pytest.param(truncated_body(), id="an answer cut in the middle"),
    pytest.param(resets(), id="a connection that is reset"),
    pytest.param(body("<html>sign in</html>", "text/html"), id="a page"),
    pytest.param(body(json.dumps(NOTHING_IN_IT)), id="a completion without choices"),
    pytest.param(status(500), id="500"),
    pytest.param(status(502), id="502"),
    pytest.param(status(504), id="504"),
]


@pytest.mark.parametrize("failure", PERHAPS_PAID)
def test_what_failed_after_it_was_sent_counts_as_the_most_that_it_may_have_taken(failure: Step) -> None:
    book = asked(failure, failure, says(WHOLE, tokens=(100, 20)), sleep=quick)
    one = most_of(question(), 1)
    assert book.tokens == 2 * (one.input + one.output) + 120
    assert sum(spent.cost for spent in book.spent) == pytest.approx(
        (2 * (10 * one.input + 100 * one.output) + 10 * 100 + 100 * 20) / 1e6
    )


def test_what_came_in_place_of_an_answer_counts_as_the_provider_says() -> None:
    nothing = body(json.dumps({**NOTHING_IN_IT, "usage": usage((50, 7), cached=40)}))
    book = asked(nothing, says(WHOLE, tokens=(100, 20)), sleep=quick, price_cached_input=1.0)
    assert book.tokens == 50 + 7 + 100 + 20
    assert book.spent[0].cost == pytest.approx((10 * 10 + 40 * 1 + 7 * 100) / 1e6)


@pytest.mark.parametrize(
    "refusal",
    [rate_limited(), status(503, headers={"Retry-After": "1"}), unsupported("seed")],
    ids=["429", "503 with a wait", "400"],
)
def test_what_was_refused_counts_as_nothing(refusal: Step) -> None:
    assert asked(refusal, says(WHOLE, tokens=(100, 20)), sleep=quick).tokens == 120


def test_a_server_that_is_not_there_takes_nothing() -> None:
    book = Book()
    with FaultServer() as server:
        pass
    client = SpendingClient(
        Settings(model="fault-model", base_url=server.base_url), cache=None, cashier=book, sleep=quick
    )
    with pytest.raises(ModelUnreachable):
        ask(client)
    assert book.spent == []


@pytest.mark.parametrize("failure", PERHAPS_PAID)
def test_a_server_that_fails_after_it_was_asked_passes_no_budget(journal: Journal, failure: Step) -> None:
    one = most_of(numbered(0), 1)
    budget = Budget(tokens=most_tokens() + one.input + one.output)
    with FaultServer(respond=lambda seen: failure) as server:
        settings = Settings(model="fault-model", base_url=server.base_url)
        client = JobClient(settings, cache=None, journal=journal, budget=budget, sleep=quick)
        with pytest.raises(ModelUnreachable):
            ask(client, messages=numbered(0).messages)
        # It was sent twice; for a third time nothing was left.
        assert len(server.requests) == 2
    spent = journal.spent()
    assert spent.read + spent.written == 2 * (one.input + one.output) <= (budget.tokens or 0)


def test_a_small_question_to_a_server_that_fails_counts_too() -> None:
    book = Book()

    async def fails(request: HttpRequest) -> HttpResponse:
        return HttpResponse(502, b"")

    async def answers() -> bool | None:
        server = HttpServer(fails)
        await server.listen()
        settings = Settings(model="m", base_url=f"http://127.0.0.1:{server.port}/v1", transport_attempts=2)
        client = SpendingClient(settings, cache=None, cashier=book, sleep=quick)
        try:
            return await client.answers()
        finally:
            await client.aclose()
            server.go_away()

    assert asyncio.run(answers()) is False
    assert book.tokens == 2 * (GREETING_MOST.input + GREETING_MOST.output)
    assert sorted(book.freed) == sorted(book.reserved)


def test_what_is_given_up_in_time_passes_no_budget(journal: Journal) -> None:
    one = most_of(numbered(0), 1)
    budget = Budget(tokens=most_tokens() + one.input + one.output)
    with FaultServer(respond=lambda seen: stalls()) as server:
        settings = Settings(model="fault-model", base_url=server.base_url, timeout=0.2)
        client = JobClient(settings, cache=None, journal=journal, budget=budget, sleep=quick)
        with pytest.raises(ModelUnreachable):
            ask(client, messages=numbered(0).messages)
        with pytest.raises(BudgetReached):
            ask(client, messages=numbered(1).messages)
    # It was sent twice; for a third time nothing was left.
    spent = journal.spent()
    assert spent.read + spent.written == 2 * (one.input + one.output) <= (budget.tokens or 0)


def test_what_is_broken_off_counts_too() -> None:
    book, begun = Book(), threading.Event()

    def stalling(seen: Seen) -> Step:
        begun.set()
        return stalls()

    with FaultServer(respond=stalling) as server:
        client = SpendingClient(Settings(model="fault-model", base_url=server.base_url), cache=None, cashier=book)

        async def broken_off() -> None:
            task = asyncio.create_task(client.answer(question()))
            await asyncio.to_thread(begun.wait, 10)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await client.aclose()

        asyncio.run(broken_off())
    one = most_of(question(), 1)
    assert book.tokens == one.input + one.output
    assert book.freed == book.reserved


def test_a_question_that_is_put_again_takes_what_came_before_as_well() -> None:
    first, second = most_of_next(question(), 0), most_of_next(question(), 1)
    both = most_of(question(), 2)
    assert (first.input + second.input, first.output + second.output) == (both.input, both.output)
    assert second.input == first.input + question().max_tokens
