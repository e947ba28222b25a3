"""What the workers of a job share is shared rightly. No Ray is needed for it."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock, MagicMock

import pytest

from structurer.errors import ClusterError, JournalError, SettingsError
from structurer.ingest.budget import Budget
from structurer.ingest.hands import Work
from structurer.ingest.journal import Journal
from structurer.ingest.journal.money import Spent
from structurer.ingest.onray.cluster import Cluster, joined
from structurer.ingest.onray.desk import Desk, Note, Rules
from structurer.ingest.onray.pool import Pool
from structurer.ingest.onray.worker import SentAnswers, _Asking, _asking
from structurer.models.cache import AnswerCache

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


RULES = Rules(2, None, None, Budget(), Spent(), 60.0)


def desk(concurrency: int = 2, budget: Budget | None = None, spent: Spent | None = None, longest: float = 60.0) -> Desk:
    return Desk(Rules(concurrency, None, None, budget or Budget(), spent or Spent(), longest))


async def waits(work: Any) -> bool:
    """Whether it does not come to its end at once."""
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({task}, timeout=0.05)
    task.cancel()
    return not done


def test_turns_are_those_of_all_workers_together() -> None:
    async def story() -> None:
        shared = desk(concurrency=2)
        first = await shared.turn("one", 10.0)
        await shared.turn("two", 10.0)
        assert await waits(shared.turn("three", 10.0))
        await shared.done(first, 12.0)
        await shared.turn("three", 10.0)

    asyncio.run(story())


def test_what_one_worker_is_told_narrows_the_others() -> None:
    async def story() -> None:
        shared = desk(concurrency=8)
        await shared.done(0, None, "busy", 30.0)
        assert shared.limits.width < 8
        assert await waits(shared.turn("another", 10.0))

    asyncio.run(story())


def test_a_dead_worker_holds_nothing_and_what_it_had_set_aside_is_spent() -> None:
    async def story() -> None:
        shared = desk(concurrency=1, budget=Budget(tokens=100))
        await shared.turn("dead", 10.0)
        assert await shared.reserve("dead", 60, 0.1) is None
        refused = await shared.reserve("other", 90, 0.0)
        assert refused is not None
        assert refused.passes
        await shared.gone("dead")
        refused = await shared.reserve("other", 41, 0.0)
        assert refused is not None
        assert not refused.passes, "what the dead one's calls may have taken is spent"
        assert await shared.reserve("other", 40, 0.0) is None
        await shared.turn("other", 10.0)
        assert [note.spent for note in await shared.notes(0, 0.0) if note.spent] == [Spent(read=60, cost=0.1)]

    asyncio.run(story())


def test_a_turn_of_a_worker_that_was_lost_unseen_comes_back_in_time() -> None:
    async def story() -> None:
        shared = desk(concurrency=1, longest=0.01)
        await shared.turn("lost", 10.0)
        await asyncio.sleep(0.02)
        shared._looked_at = 0.0
        assert not await waits(shared.turn("other", 10.0))

    asyncio.run(story())


def test_a_budget_counts_what_was_spent_before_and_what_every_worker_spends() -> None:
    async def story() -> None:
        shared = desk(budget=Budget(tokens=100), spent=Spent(read=50))
        assert await shared.reserve("one", 40, 0.0) is None
        assert "100 tokens" in str(await shared.reserve("two", 40, 0.0))
        await shared.note([Note(freed=("one", 40, 0.0)), Note(spent=Spent(calls=1, read=30, written=5))])
        refused = await shared.reserve("two", 20, 0.0)
        assert refused is not None
        assert not refused.passes
        assert await shared.reserve("two", 15, 0.0) is None

    asyncio.run(story())


def test_notes_stay_until_they_are_known_to_be_in_the_journal() -> None:
    async def story() -> None:
        shared = desk()
        assert await shared.notes(0, 0.0) == []
        one, two, three = (Note(key=name, answer="{}") for name in ("a", "b", "c"))
        assert [await shared.note([one]), await shared.note([two])] == [1, 2]
        assert await shared.notes(0, 5.0) == [one, two]
        assert await shared.notes(0, 5.0) == [one, two], "the answer to the question before may have been lost"
        waiting = asyncio.create_task(shared.notes(2, 5.0))
        await asyncio.sleep(0)
        assert await shared.note([three]) == 3
        assert await waiting == [three]

    asyncio.run(story())


def test_what_was_answered_and_spent_is_entered_whatever_ended_the_job(tmp_path: Path) -> None:
    async def story() -> None:
        shared = desk()
        ray = MagicMock()
        actor = ray.remote.return_value.options.return_value.remote.return_value
        actor.notes.remote = shared.notes
        order: Any = None
        async with Pool(ray, order, RULES, journal, None, size=1, each=1, most_bytes=1, asks={}) as pool:
            await shared.note([Note(key="a", content="sha256:1", answer="{}"), Note(spent=Spent(calls=1))])
            pool.lost = ClusterError("workers cannot be started")

    journal = Journal(tmp_path / "journal")
    asyncio.run(story())
    assert journal.spent().calls == 1
    assert journal.answers_of("sha256:1") == {"a": "{}"}
    journal.close()


def test_a_journal_that_cannot_be_written_ends_the_job_and_what_was_spent_is_counted_once(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")
    journal.execute("CREATE TRIGGER full BEFORE INSERT ON answers BEGIN SELECT RAISE(FAIL, 'disk is full'); END")
    told = {"is": ["LetterEmpty"], "message": "what the letter came to", "hint": "", "letter": "a"}
    work = Work("a", "sha256:1", b"")

    async def story() -> None:
        shared, ray = desk(), MagicMock()
        ray.exceptions.RayError = ClusterError
        actor = ray.remote.return_value.options.return_value.remote.return_value
        actor.notes.remote = shared.notes
        actor.begin.remote = AsyncMock(return_value=1)

        async def structured(*_: object) -> str:
            noted = await shared.note([Note(spent=Spent(calls=1)), Note(key="a", content="sha256:1", answer="{}")])
            return json.dumps({"noted": noted, "error": told})

        actor.structured.remote = structured
        order: Any = None
        async with Pool(ray, order, RULES, journal, None, size=1, each=1, most_bytes=1, asks={}) as pool:
            for _ in range(2):
                with pytest.raises(JournalError, match="disk is full"):
                    await asyncio.wait_for(pool.structured(work), 60.0)
            journal.execute("DROP TRIGGER full")

    asyncio.run(story())
    assert (journal.spent().calls, journal.answers_of("sha256:1")) == (1, {"a": "{}"})
    journal.close()


def test_an_answer_of_a_workers_own_cache_is_noted_once(tmp_path: Path) -> None:
    shared = MagicMock()

    async def story() -> None:
        asking = _Asking("sha256:1", {}, shared)
        _asking.set(asking)
        answers = SentAnswers(cache, refresh=False)
        assert [answers.get("a"), answers.get("a"), answers.get("b")] == ["{}", "{}", None]
        asking.send()

    cache = AnswerCache(tmp_path / "cache", 1_000_000)
    cache.put("a", "{}")
    asyncio.run(story())
    cache.close()
    shared.note.remote.assert_called_once_with(
        [Note(key="a", content="sha256:1", answer="{}"), Note(spent=Spent(cached=1))]
    )


def test_without_ray_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(SettingsError, match=r"structurer\[ray\]"), joined(Cluster()):
        pass


def test_where_no_cluster_is_it_says_so_at_once() -> None:
    pytest.importorskip("ray")
    with (
        pytest.raises(ClusterError, match=r"no Ray cluster can be had at 127\.0\.0\.1:1"),
        joined(Cluster("127.0.0.1:1")),
    ):
        pass
