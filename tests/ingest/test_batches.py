"""The Batch API that ingestion is tested against speaks as the provider's, to the provider's own SDK."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

import openai
import pytest
from openai import AsyncOpenAI
from openai.types import Batch

from tests.ingest.batches import BatchRules, rules_of
from tests.ingest.faults import Fault, Plan
from tests.ingest.recorded import key_of, recorded
from tests.ingest.server import RecordedServer

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
ResultT = TypeVar("ResultT")
MANY = 8


@pytest.fixture(autouse=True)
def no_certificates(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Clients do not read certificates, which none of these servers has."""
    monkeypatch.setattr("ssl.SSLContext.load_verify_locations", lambda *_, **__: None)
    return


def lines(count: int = MANY, **change: Any) -> list[dict[str, Any]]:
    """Recorded requests as a batch's file has them, named by their number; what is given is changed in the first."""
    bodies = [{"model": "m", **body} for body in recorded().bodies()[:count]]
    made = [
        {"custom_id": f"n{number}", "method": "POST", "url": "/v1/chat/completions", "body": body}
        for number, body in enumerate(bodies)
    ]
    made[0].update(change)
    return made


def file_of(made: list[dict[str, Any]]) -> bytes:
    return "\n".join(json.dumps(line) for line in made).encode()


def using(server: RecordedServer, work: Callable[[AsyncOpenAI], Awaitable[ResultT]]) -> ResultT:
    async def run() -> ResultT:
        async with AsyncOpenAI(base_url=server.base_url, api_key="none", max_retries=0) as client:
            return await work(client)

    return asyncio.run(run())


async def submitted(client: AsyncOpenAI, content: bytes, **metadata: str) -> Batch:
    file = await client.files.create(file=("letters.jsonl", content), purpose="batch")
    assert (file.bytes, file.purpose, file.filename) == (len(content), "batch", "letters.jsonl")
    return await client.batches.create(
        input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h", metadata=metadata
    )


async def ended(client: AsyncOpenAI, batch: Batch) -> tuple[Batch, list[str]]:
    """The batch once it has ended, and the statuses on the way."""
    seen: list[str] = [batch.status]
    while batch.status not in ("completed", "failed", "expired", "cancelled"):
        batch = await client.batches.retrieve(batch.id)
        seen.append(batch.status)
    return batch, seen


async def read(client: AsyncOpenAI, file: str | None) -> list[dict[str, Any]]:
    text = (await client.files.content(file)).text if file else ""
    return [json.loads(line) for line in text.splitlines()]


Results = tuple[Batch, list[str], list[dict[str, Any]], list[dict[str, Any]]]


def results(server: RecordedServer, made: list[dict[str, Any]] | None = None) -> Results:
    """The batch of these requests, the statuses it had, what is in its output file, what is in its error file."""

    async def work(client: AsyncOpenAI) -> Results:
        batch, seen = await ended(client, await submitted(client, file_of(made or lines())))
        return (
            batch,
            seen,
            await read(client, batch.output_file_id),
            await read(client, batch.error_file_id),
        )

    return using(server, work)


def test_a_batch_brings_the_recorded_answers_in_another_order() -> None:
    with RecordedServer() as server:
        batch, seen, output, errors = results(server)
        bodies = {line["custom_id"]: line["body"] for line in lines()}
        for line in output:
            assert set(line) == {"id", "custom_id", "response", "error"}
            assert line["error"] is None
            assert (line["response"]["status_code"], set(line["response"])) == (
                200,
                {"status_code", "request_id", "body"},
            )
            content = line["response"]["body"]["choices"][0]["message"]["content"]
            found = recorded().find(bodies[line["custom_id"]])
            assert found is not None
            assert content == found.content
        assert server.books.answered == dict.fromkeys(map(key_of, bodies.values()), 1)
    assert seen == ["validating", "in_progress", "finalizing", "completed"]
    assert errors == []
    assert [line["custom_id"] for line in output] != list(bodies)
    assert sorted(line["custom_id"] for line in output) == list(bodies)
    assert batch.request_counts is not None
    assert (batch.request_counts.total, batch.request_counts.completed, batch.request_counts.failed) == (MANY, MANY, 0)
    assert batch.usage is not None
    assert batch.usage.output_tokens == server.books.output_tokens > 0
    assert batch.model == "m"


def test_batches_go_on_by_looks_or_by_time() -> None:
    with RecordedServer(batches=BatchRules(polls=2)) as server:
        assert results(server)[1] == ["validating", *["validating", "in_progress"], *["in_progress", "finalizing"], *["finalizing", "completed"]]  # fmt: skip
    with RecordedServer(batches=BatchRules(seconds=0.05)) as server:

        async def work(client: AsyncOpenAI) -> list[str]:
            batch = await submitted(client, file_of(lines()))
            seen: list[str] = []
            for _ in range(4):
                seen.append((await client.batches.retrieve(batch.id)).status)
                await asyncio.sleep(0.06)
            return seen

        assert using(server, work) == ["validating", "in_progress", "finalizing", "completed"]


def test_files_and_batches_are_listed_newest_first_and_in_pages() -> None:
    async def work(client: AsyncOpenAI) -> tuple[list[str], list[Any], list[str]]:
        made = [await submitted(client, file_of(lines()), token=str(number)) for number in range(3)]
        listed = [batch async for batch in client.batches.list(limit=2)]
        assert [batch.id for batch in listed] == [batch.id for batch in reversed(made)]
        page = await client.batches.list(limit=1, after=made[2].id)
        assert [batch.id for batch in page.data] == [made[1].id]
        files = [file.id async for file in client.files.list(purpose="batch")]
        return files, [batch.metadata for batch in listed], [batch.input_file_id for batch in made]

    with RecordedServer() as server:
        files, metadata, ids = using(server, work)
    assert metadata == [{"token": "2"}, {"token": "1"}, {"token": "0"}]
    assert files == ids[::-1]


def test_a_file_can_be_removed() -> None:
    async def work(client: AsyncOpenAI) -> None:
        file = await client.files.create(file=("a.jsonl", b'{"x":\r\n 1}\n'), purpose="batch")
        assert (await client.files.retrieve(file.id)).id == file.id
        assert (await client.files.content(file.id)).content == b'{"x":\r\n 1}\n'
        assert (await client.files.delete(file.id)).deleted
        with pytest.raises(openai.NotFoundError):
            await client.files.content(file.id)

    with RecordedServer() as server:
        using(server, work)


@pytest.mark.parametrize(
    ("made", "rules", "code"),
    [
        ([*lines(3), lines(1)[0]], {}, "duplicate_custom_id"),
        (lines(3), {"most_requests": 2}, "too_many_tasks"),
        (lines(3, body={**lines(1)[0]["body"], "model": "another"}), {}, "mismatched_model"),
        (lines(3, url="/v1/embeddings"), {}, "invalid_url"),
        (lines(3, body=None), {}, "missing_required_parameter"),
        (lines(3), {"most_waiting_tokens": 10}, "token_limit_exceeded"),
        (lines(3), {"failed": {0: "billing_hard_limit_reached"}}, "billing_hard_limit_reached"),
    ],
)
def test_a_batch_that_breaks_the_rules_fails_as_a_whole(made: Any, rules: dict[str, Any], code: str) -> None:
    with RecordedServer(batches=BatchRules(**rules)) as server:
        batch, seen, output, errors = results(server, made)
        assert server.books.answered.total() == 0
    assert seen == ["validating", "failed"]
    assert batch.errors is not None
    assert batch.errors.data is not None
    assert {error.code for error in batch.errors.data} == {code}
    assert output == errors == []


def test_a_file_that_is_too_large_is_not_taken() -> None:
    with RecordedServer(batches=BatchRules(most_bytes=100)) as server, pytest.raises(openai.APIStatusError) as caught:
        results(server)
    assert caught.value.status_code == 413


def test_requests_fail_one_by_one() -> None:
    loose = lines()[0]["body"]
    loose["response_format"]["json_schema"]["strict"] = False
    plan = Plan(at={1: Fault.FAILS, 2: Fault.TOO_LONG, 3: Fault.LIMITED, 4: Fault.NEVER})
    with RecordedServer(batches=BatchRules(plan=plan)) as server:
        batch, _, output, errors = results(server, lines(body=loose))
        assert server.books.answered.total() == MANY - 5
    told = {line["custom_id"]: line for line in errors}
    assert {name: line["response"]["status_code"] for name, line in told.items()} == {"n0": 400, "n1": 500, "n2": 400, "n3": 429}  # fmt: skip
    assert told["n2"]["response"]["body"]["error"]["code"] == "context_length_exceeded"
    assert told["n0"]["response"]["body"]["error"]["code"] == "invalid_json_schema"
    assert {line["custom_id"] for line in output} == {"n5", "n6", "n7"}
    assert batch.request_counts is not None
    assert batch.request_counts.failed == 5


def test_answers_go_wrong_one_by_one() -> None:
    plan = Plan(at=dict(enumerate([Fault.BROKEN_JSON, Fault.REFUSAL, Fault.EMPTY, Fault.CUT_OFF])))
    with RecordedServer(batches=BatchRules(plan=plan)) as server:
        _, _, output, errors = results(server)
        assert server.books.spoilt.total() == 4
    choices = {line["custom_id"]: line["response"]["body"]["choices"][0] for line in output}
    with pytest.raises(ValueError, match=r"."):
        json.loads(choices["n0"]["message"]["content"])
    assert choices["n1"]["message"]["refusal"]
    assert choices["n2"]["message"]["content"] is None
    assert choices["n3"]["finish_reason"] == "length"
    assert errors == []


def test_a_line_can_be_cut() -> None:
    with (
        RecordedServer(batches=BatchRules(plan=Plan(at={1: Fault.CUT_BODY}))) as server,
        pytest.raises(json.JSONDecodeError),
    ):
        results(server)
    assert server.books.spoilt.total() == 1


def test_a_batch_that_expires_has_answered_a_part() -> None:
    with RecordedServer(batches=BatchRules(expired={0: 0.25})) as server:
        batch, seen, output, errors = results(server)
        assert server.books.answered.total() == len(output) == 2
    assert seen == ["validating", "in_progress", "expired"]
    assert batch.expired_at
    assert {line["error"]["code"] for line in errors} == {"batch_expired"}
    assert {line["response"] for line in errors} == {None}
    assert len(errors) == MANY - 2


def test_a_batch_that_is_cancelled_has_answered_a_part() -> None:
    async def work(client: AsyncOpenAI) -> Results:
        batch = await submitted(client, file_of(lines()))
        batch = await client.batches.retrieve(batch.id)
        batch = await client.batches.cancel(batch.id)
        batch, seen = await ended(client, batch)
        return batch, seen, await read(client, batch.output_file_id), await read(client, batch.error_file_id)

    with RecordedServer() as server:
        _, seen, output, errors = using(server, work)
    assert seen == ["cancelling", "cancelled"]
    assert (len(output), len(errors)) == (MANY // 2, MANY // 2)


def test_a_batch_is_made_though_its_answer_is_lost() -> None:
    async def work(client: AsyncOpenAI) -> list[Batch]:
        with pytest.raises(openai.APIConnectionError):
            await submitted(client, file_of(lines()))
        with pytest.raises(openai.APIConnectionError):
            await submitted(client, file_of(lines()), token="of mine")
        return [batch async for batch in client.batches.list()]

    with RecordedServer(batches=BatchRules(lost={"upload": [0], "create": [0]})) as server:
        made = using(server, work)
        assert len(server.batches.files.held) == 2
    assert [batch.metadata for batch in made] == [{"token": "of mine"}]


def test_calls_fail_as_planned() -> None:
    async def work(client: AsyncOpenAI) -> None:
        with pytest.raises(openai.InternalServerError):
            await submitted(client, file_of(lines()))
        assert [batch async for batch in client.batches.list()] == []

    with RecordedServer(batches=rules_of({"refused": {"0": 500}})) as server:
        using(server, work)
