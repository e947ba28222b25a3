"""The journal: states, several processes, what dies, and who may read it."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from structurer.cli.ingest.words import spent_words
from structurer.errors import JournalError, SettingsError
from structurer.ingest.answers import KeptAnswers, current_letter
from structurer.ingest.journal import Journal, liveness
from structurer.ingest.journal.batches import ASIDE
from structurer.ingest.journal.inputs import WAITING
from structurer.ingest.journal.money import Spent
from structurer.models.cache import AnswerCache
from tests.ingest.jobs import dies

RESULT: dict[str, Any] = {"needs_review": True, "record": {"name": "Zoë \ud800"}}


def filled(path: Path, names: str = "abc") -> Journal:
    journal = Journal(path)
    for position, name in enumerate(names):
        journal.place(name, f"sha256:{name}", "1", 1, position)
    return journal


def test_a_letter_goes_from_waiting_to_done_and_comes_back_whole(tmp_path: Path) -> None:
    journal = filled(tmp_path / "j")
    worker = journal.enter()
    assert journal.claim("sha256:b", worker)
    assert not journal.claim("sha256:b", worker)
    assert journal.attempt("sha256:b") == 1
    assert journal.finish("sha256:b", worker, "done", 1, RESULT, None)
    assert not journal.finish("sha256:b", worker, "failed", 1, None, {"type": "Late"})
    [row] = journal.rows()
    assert (row.number, row.name, row.status, row.result, row.error) == (1, "b", "done", RESULT, None)
    counts = journal.counts()
    assert (counts.waiting, counts.done, counts.flagged, counts.letters, counts.finished) == (2, 1, 1, 3, 1)


def test_rows_keep_the_order_of_the_input_and_hold_every_name(tmp_path: Path) -> None:
    journal = filled(tmp_path / "j", "cab")
    journal.place("again", "sha256:a", "1", 1, 3)
    worker = journal.enter()
    for name in "abc":
        journal.claim(f"sha256:{name}", worker)
        journal.finish(f"sha256:{name}", worker, "failed", 1, None, {"type": "X", "stage": "load"})
    assert [(row.name, row.other_names) for row in journal.rows()] == [("c", ()), ("a", ("again",)), ("b", ())]
    assert journal.failures() == [("load", "X", 3)]


def test_what_a_dead_process_held_is_given_back_at_once_and_what_a_living_one_holds_is_not(tmp_path: Path) -> None:
    path = tmp_path / "j"
    journal = filled(path)
    code = (
        "import sys, os; from pathlib import Path; from structurer.ingest.journal import Journal\n"
        "journal = Journal(Path(sys.argv[1])); worker = journal.enter(); print(journal.claim('sha256:a', worker), flush=True)\n"
        "sys.stdin.read(1); os._exit(9)"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdin is not None
    assert other.stdout.readline() == "True\n"
    worker = journal.enter()
    assert journal.free_dead() == 0
    assert not journal.claim("sha256:a", worker)
    assert journal.held_by_others(worker) == 1
    assert journal.is_elsewhere("sha256:a", worker)
    other.stdin.write("x")
    other.stdin.close()
    other.wait()
    assert journal.free_dead() == 1
    assert journal.claim("sha256:a", worker)


def test_workers_that_died_at_a_letter_are_counted_until_it_is_finished(tmp_path: Path) -> None:
    journal = filled(tmp_path / "j")
    for times in (1, 2):
        dies(journal, "sha256:a")
        assert journal.deaths("sha256:a") == times
    worker = journal.enter()
    journal.claim("sha256:a", worker)
    journal.release("sha256:a", worker)
    assert (journal.deaths("sha256:a"), journal.deaths("sha256:b")) == (2, 0), "who gives it back has not died"
    journal.claim("sha256:a", worker)
    journal.finish("sha256:a", worker, "failed", 1, None, {"type": "X"})
    assert journal.deaths("sha256:a") == 0


def test_a_worker_of_another_machine_is_dead_when_it_beats_no_more(tmp_path: Path) -> None:
    journal = filled(tmp_path / "j")
    journal.execute("INSERT INTO workers VALUES ('far', 'elsewhere', 1, strftime('%s', 'now'))")
    assert journal.claim("sha256:a", "far")
    assert journal.free_dead() == 0
    journal.execute("UPDATE workers SET beat = beat - 31")
    assert journal.free_dead() == 1


def test_a_clock_that_is_set_forward_kills_nobody_on_this_machine(tmp_path: Path) -> None:
    journal = filled(tmp_path / "j")
    worker = journal.enter()
    journal.claim("sha256:a", worker)
    journal.execute("UPDATE workers SET beat = beat - 3600")
    assert Journal(tmp_path / "j").free_dead() == 0
    assert journal.workers() == [os.getpid()]


def test_on_windows_nobody_is_looked_at_by_a_signal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = filled(tmp_path / "j")
    worker = journal.enter()
    journal.claim("sha256:a", worker)
    signals: list[int] = []
    monkeypatch.setattr(liveness, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(os, "kill", lambda pid, signal: signals.append(signal))
    assert journal.workers() == [os.getpid()]
    journal.execute("UPDATE workers SET beat = beat - 31")
    assert journal.workers() == []
    assert Journal(tmp_path / "j").free_dead() == 1
    assert signals == []


def test_who_says_nothing_while_others_look_is_dead_whatever_has_its_process_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(liveness, "LEASE_SECONDS", 0.05)
    journal, other = filled(tmp_path / "j"), Journal(tmp_path / "j")
    worker = journal.enter()
    journal.claim("sha256:a", worker)
    assert other.free_dead() == 0
    time.sleep(0.06)
    journal.beat(worker)
    assert other.free_dead() == 0
    time.sleep(0.06)
    assert other.free_dead() == 1


def test_leaving_gives_back_what_is_not_finished(tmp_path: Path) -> None:
    journal = filled(tmp_path / "j")
    worker = journal.enter()
    journal.claim("sha256:a", worker)
    journal.leave(worker)
    assert journal.counts().waiting == 3
    assert journal.workers() == []


def test_a_changed_file_is_another_letter_and_the_old_one_is_gone(tmp_path: Path) -> None:
    journal = filled(tmp_path / "j")
    journal.place("a", "sha256:new", "2", 1, 0)
    assert journal.counts().letters == 3
    journal.place("b", "sha256:new", "2", 1, 1)
    assert (journal.counts().letters, journal.counts().names) == (2, 3)
    journal.leave_out({})
    assert (journal.state("sha256:a"), journal.state("sha256:c")) == (None, "waiting")


def test_a_letter_whose_name_is_another_letters_is_kept_until_it_may_have_come_under_a_new_one(tmp_path: Path) -> None:
    journal = filled(tmp_path / "j", "ab")
    worker = journal.enter()
    for name in "ab":
        journal.claim(f"sha256:{name}", worker)
        journal.finish(f"sha256:{name}", worker, "done", 1, RESULT, None)
    journal.place("a", "sha256:b", "2", 1, 0)
    counts = journal.counts()
    assert (counts.done, counts.flagged, len(list(journal.rows()))) == (1, 1, 1)
    journal.place("b", "sha256:a", "2", 1, 1)
    journal.leave_out({})
    assert [(row.name, row.content) for row in journal.rows()] == [("a", "sha256:b"), ("b", "sha256:a")]


def test_what_was_looked_at_in_vain_goes_with_its_name_unless_it_is_told_since_it_is_gone(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j")
    worker = journal.enter()
    ends = {
        "unread:x": ("failed", "load", "LetterNotFound"),
        "sha256:damaged": ("failed", "load", "LetterDamaged"),
        "sha256:other kind": ("failed", "kind", "LetterNotOfKind"),
        "sha256:gone": ("failed", "load", "LetterNotFound"),
        "sha256:asked": ("failed", "model", "ModelBusy"),
        "sha256:done": ("done", None, None),
    }
    for position, (content, (state, stage, kind)) in enumerate(ends.items()):
        journal.place(content, content, "", 1, position)
        journal.claim(content, worker)
        journal.finish(content, worker, state, 1, None, {"stage": stage, "type": kind} if stage else None)  # type: ignore[arg-type]
    assert set(journal.made_nothing_of(1)) == {"unread:x", "sha256:damaged", "sha256:other kind"}
    assert journal.made_nothing_of(2) == {}
    other = journal.listing("x", ["letters", "unread:x"])
    journal.execute("UPDATE inputs SET listing = 7 WHERE listing = ?", other)
    assert journal.made_nothing_of(other) == {"unread:x": "unread:x"}, "which is named now, and may be read"
    journal.execute("UPDATE inputs SET listing = 1")
    journal.place("sha256:damaged", "sha256:mended", "", 1, 1)
    journal.leave_out(journal.made_nothing_of(1) | {"sha256:damaged": "sha256:damaged"})
    left = {"sha256:mended", "sha256:gone", "sha256:asked", "sha256:done"}
    assert {content for (content,) in journal.query("SELECT content FROM letters")} == left


def test_what_waits_or_failed_is_forgotten_but_for_questions_on_their_way(tmp_path: Path) -> None:
    journal = filled(tmp_path / "j", "abcdef")
    worker = journal.enter()
    for name, status in (("a", "done"), ("b", "failed"), ("c", "incomplete")):
        journal.claim(f"sha256:{name}", worker)
        journal.keep_answer(name, [f"sha256:{name}"], "paid")
        journal.finish(f"sha256:{name}", worker, status, 1, None, None)  # type: ignore[arg-type]
    journal.claim("sha256:d", worker)
    journal.batches.want("k", "sha256:e", {})
    for key, letter in (("told", "b"), ("aside", "f"), ("of another", "a")):
        journal.batches.want(key, f"sha256:{letter}", {"messages": []})
    journal.batches.tell("told", {"completion": {}}, Spent())
    journal.execute("UPDATE requests SET batch = ? WHERE key = 'aside'", ASIDE)
    assert journal.forget_unmade() == 2
    assert journal.query("SELECT key FROM requests ORDER BY 1") == [("k",), ("of another",)]
    assert [name for (name,) in journal.query("SELECT name FROM inputs ORDER BY 1")] == ["a", "c", "d", "e"]
    assert (journal.answer("b"), journal.answer("c"), journal.counts().letters) == (None, "paid", 4)


def test_answers_are_kept_until_their_letter_is_finished(tmp_path: Path) -> None:
    journal = filled(tmp_path / "j")
    worker = journal.enter()
    journal.claim("sha256:a", worker)
    journal.keep_answer("k", ["sha256:a"], "paid")
    journal.keep_answer("l", ["sha256:b"], "paid too")
    assert journal.answer("k") == "paid"
    journal.finish("sha256:a", worker, "done", 1, RESULT, None)
    assert journal.answer("k") is None
    assert journal.answer("l") == "paid too"


@pytest.mark.usefixtures("leaving_sqlite")
def test_what_is_deleted_does_not_stay_in_the_file(tmp_path: Path) -> None:
    journal, said = filled(tmp_path / "j", "a"), "the worker has a tender knee"
    worker = journal.enter()
    for number in range(30):
        journal.keep_answer(f"{number}", ["sha256:a"], said * 100)
        journal.batches.want(f"{number}", "sha256:a", {"messages": [said * 100]})
        journal.batches.tell(f"{number}", {"completion": said * 50}, Spent())
    journal.claim("sha256:a", worker)
    assert journal.finish("sha256:a", worker, "done", 1, RESULT, None)
    journal.batches.forget()
    assert journal.query("PRAGMA secure_delete") == [(1,)]
    journal.close()
    assert [file.name for file in tmp_path.iterdir() if said.encode() in file.read_bytes()] == []


def test_an_answer_that_letters_share_is_kept_until_the_last_of_them_is_done(tmp_path: Path) -> None:
    journal = filled(tmp_path / "j")
    worker, kept = journal.enter(), KeptAnswers(journal, None)

    def of(letter: str, call: Callable[..., str | None], *given: str) -> str | None:
        context = copy_context()
        context.run(current_letter.set, f"sha256:{letter}")
        return context.run(call, *given)

    def is_done(letter: str) -> None:
        journal.claim(f"sha256:{letter}", worker)
        assert journal.finish(f"sha256:{letter}", worker, "done", 1, RESULT, None)

    assert of("a", kept.get, "k") is None
    assert of("b", kept.get, "k") is None, "it waits for the call of the first"
    of("a", kept.put, "k", "paid")
    is_done("a")
    assert of("c", kept.get, "k") == "paid"
    is_done("b")
    assert journal.answer("k") == "paid"
    is_done("c")
    assert journal.answer("k") is None


def test_an_answer_of_the_users_cache_is_counted_once_however_often_its_letter_is_tried(tmp_path: Path) -> None:
    journal = filled(tmp_path / "j", "ab")
    cache = AnswerCache(tmp_path / "cache", 1_000_000)
    cache.put("k", "paid before")
    for letter in ("a", "a", "b"):
        for kept in (KeptAnswers(journal, cache), KeptAnswers(journal, cache, refresh=True)):
            context = copy_context()
            context.run(current_letter.set, f"sha256:{letter}")
            assert context.run(kept.get, "k") == "paid before"
    assert context.run(kept.get, "l") is None
    cache.close()
    assert (journal.spent(), spent_words(journal.spent())) == (
        Spent(cached=1), "0 calls · 1 answer from the cache · 0 tokens read, 0 written",
    )  # fmt: skip


def test_what_was_spent_adds_up_over_runs(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with_first = Journal(path)
    with_first.add(Spent(1, 0, 2, 100, 20, 0.5, 0))
    with_first.close()
    again = Journal(path, create=False)
    again.add(Spent(1, 0, 1, 1, 1, 0.25, 1))
    assert again.spent() == Spent(2, 0, 3, 101, 21, 0.75, 1)


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    journal = filled(tmp_path / "j")
    for file in tmp_path.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
    assert len(list(tmp_path.iterdir())) == 3
    journal.close()


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be looked at" * 5, None])
def test_what_is_no_journal_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "j"
    if content is None:
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE mine(x)")
        other.close()
        content = path.read_bytes()
    else:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match="journal"):
        Journal(path)
    with sqlite3.connect(path) if content.startswith(b"SQLite") else path.open("rb") as found:
        assert found is not None
    with pytest.raises(SettingsError, match="no journal"):
        Journal(tmp_path / "none", create=False)
    with pytest.raises(SettingsError, match="folder"):
        Journal(tmp_path / "no" / "where")


def test_retry_puts_back_what_failed_and_keeps_what_is_done(tmp_path: Path) -> None:
    journal = filled(tmp_path / "j")
    worker = journal.enter()
    for name, status in (("a", "done"), ("b", "failed"), ("c", "incomplete")):
        journal.claim(f"sha256:{name}", worker)
        journal.finish(f"sha256:{name}", worker, status, 1, RESULT if status != "failed" else None, None)  # type: ignore[arg-type]
    assert journal.retry() == 2
    counts = journal.counts()
    assert (counts.done, counts.waiting) == (1, 2)


def incomplete(path: Path) -> tuple[Journal, str]:
    """A journal with a letter that is incomplete, and one of its workers."""
    journal = filled(path)
    worker = journal.enter()
    journal.claim("sha256:a", worker)
    journal.finish("sha256:a", worker, "incomplete", 1, RESULT, {"type": "AnswerEmpty", "stage": "answer"})
    return journal, worker


def test_what_is_tried_again_waits_and_keeps_what_it_came_to_until_it_comes_to_a_record_again(tmp_path: Path) -> None:
    journal, worker = incomplete(tmp_path / "j")
    before = list(journal.rows())
    assert journal.retry() == 1
    assert (list(journal.rows()), list(journal.rows(("done",))), journal.counts().waiting) == (before, [], 3)
    dies(journal, "sha256:a")
    for given_back in (journal.release, lambda content, worker: journal.leave(worker)):
        assert (list(journal.rows()), journal.state("sha256:a")) == (before, "waiting")
        assert journal.claim("sha256:a", worker)
        assert list(journal.rows()) == before
        given_back("sha256:a", worker)
    assert (list(journal.rows()), journal.state("sha256:a")) == (before, "waiting")
    worker = journal.enter()
    assert journal.claim("sha256:a", worker)
    assert journal.finish("sha256:a", worker, "done", 2, {"needs_review": False}, None)
    assert [(row.status, row.result) for row in journal.rows()] == [("done", {"needs_review": False})]
    assert journal.query("SELECT * FROM earlier") == []


@pytest.mark.parametrize("end", ["failed", "gone"])
def test_what_is_tried_again_and_fails_is_as_incomplete_as_it_was_for_the_reason_of_now(
    tmp_path: Path, end: str
) -> None:
    journal, worker = incomplete(tmp_path / "j")
    for _ in range(2):
        assert journal.retry() == 1
        error = {"type": "ModelBusy", "stage": "model"}
        if end == "failed":
            assert journal.claim("sha256:a", worker)
            assert journal.finish("sha256:a", worker, "failed", 2, None, error)
        else:
            assert journal.give_up(["sha256:a", "sha256:b"], 2, error) >= 1
            journal.execute("UPDATE letters SET state = 'waiting' WHERE content = 'sha256:b'")
        [row] = journal.rows()
        assert row.error is not None
        assert (row.status, row.result, row.error["type"]) == ("incomplete", RESULT, "ModelBusy")
        assert (journal.is_by_another("sha256:a", 1), journal.counts().flagged) == (False, 1)


def test_what_is_tried_again_and_refused_waits_with_what_it_came_to(tmp_path: Path) -> None:
    journal, worker = incomplete(tmp_path / "j")
    journal.retry()
    journal.claim("sha256:a", worker)
    journal.finish("sha256:a", worker, "failed", 1, None, {"type": "ModelRequestRefused", "stage": "model"})
    journal.reopen("sha256:a")
    assert ([row.result for row in journal.rows()], journal.state("sha256:a")) == ([RESULT], "waiting")


def test_what_is_tried_again_and_forgotten_is_what_it_came_to(tmp_path: Path) -> None:
    journal, _ = incomplete(tmp_path / "j")
    before = list(journal.rows())
    journal.retry()
    assert journal.forget_unmade() == 2
    assert (list(journal.rows()), journal.counts().incomplete, journal.counts().letters) == (before, 1, 1)


def test_records_of_what_is_tried_again_are_of_their_recipe(tmp_path: Path) -> None:
    journal, _ = incomplete(tmp_path / "j")
    first, second = journal.recipe("x", {"model": "a"}), journal.recipe("y", {"model": "b"})
    journal.retry()
    assert (journal.other_recipes(first), journal.other_recipes(second)) == ([], [({"model": "a"}, 1)])
    assert journal.recipes_of_records() == [(first, {"model": "a"}, 1)]
    assert list(journal.rows(unfit=[first])) == []


def test_a_changed_recipe_is_told_and_what_it_made_is_kept_until_there_is_another(tmp_path: Path) -> None:
    journal = filled(tmp_path / "j")
    first, second = journal.recipe("x", {"model": "a"}), journal.recipe("y", {"model": "b"})
    assert journal.recipe("x", {"model": "a"}) == first
    worker = journal.enter()
    journal.claim("sha256:a", worker)
    journal.finish("sha256:a", worker, "done", first, RESULT, None)
    assert journal.other_recipes(first) == []
    assert journal.other_recipes(second) == [({"model": "a"}, 1)]
    before = list(journal.rows())
    assert not journal.claim_again("sha256:b", worker)
    for given_back in (journal.release, lambda content, worker: journal.leave(worker)):
        assert journal.claim_again("sha256:a", worker)
        assert not journal.claim_again("sha256:a", worker)
        journal.attempt("sha256:a")
        assert (list(journal.rows()), journal.counts().working) == ([], 1)
        given_back("sha256:a", worker)
        assert (list(journal.rows()), journal.is_by_another("sha256:a", second)) == (before, True)
    worker = journal.enter()
    assert journal.claim_again("sha256:a", worker)
    assert journal.finish("sha256:a", worker, "done", second, {"needs_review": False}, None)
    journal.release("sha256:a", worker)
    assert [row.result for row in journal.rows()] == [{"needs_review": False}]
    assert journal.other_recipes(second) == []


def test_what_a_dying_process_was_doing_anew_is_as_it_was(tmp_path: Path) -> None:
    journal = filled(tmp_path / "j")
    worker = journal.enter()
    journal.claim("sha256:a", worker)
    journal.finish("sha256:a", worker, "incomplete", 1, RESULT, {"type": "X", "stage": "answer"})
    before = list(journal.rows())
    assert journal.claim_again("sha256:a", worker)
    journal.execute("DELETE FROM workers")
    assert journal.free_dead() == 1
    assert (list(journal.rows()), journal.deaths("sha256:a")) == (before, 1)


def test_what_was_refused_while_it_was_done_anew_is_as_it_was_and_is_asked_about_again(tmp_path: Path) -> None:
    journal = filled(tmp_path / "j")
    worker = journal.enter()
    journal.claim("sha256:a", worker)
    journal.finish("sha256:a", worker, "done", 1, RESULT, None)
    before = list(journal.rows())
    journal.claim_again("sha256:a", worker)
    for key, told in (("k", {"status": 403}), ("l", {"completion": {}})):
        journal.batches.want(key, "sha256:a", {})
        journal.batches.tell(key, told, Spent())
    journal.finish("sha256:a", worker, "failed", 2, None, {"type": "ModelRequestRefused", "stage": "model"})
    assert [row.status for row in journal.rows()] == ["failed"]
    journal.reopen("sha256:a")
    assert list(journal.rows()) == before
    assert (journal.batches.told("k"), journal.batches.told("l")) == (None, {"completion": {}})


def test_who_structures_otherwise_is_told_as_long_as_it_lives(tmp_path: Path) -> None:
    journal = filled(tmp_path / "j")
    first, second = journal.recipe("x", {"model": "a"}), journal.recipe("y", {"model": "b"})
    worker = journal.enter(first)
    assert journal.others_at_work(first) == []
    assert journal.others_at_work(second) == [{"model": "a"}]
    journal.execute("UPDATE workers SET host = 'elsewhere', beat = beat - 31")
    assert journal.others_at_work(second) == []
    journal.beat(worker)
    assert journal.others_at_work(second) == [{"model": "a"}]
    journal.leave(worker)
    assert journal.others_at_work(second) == []


def test_the_umask_does_not_matter(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        filled(tmp_path / "j").close()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "j").stat().st_mode) == 0o600


def test_who_was_taken_for_dead_and_lives_holds_its_letters_and_loses_them_when_it_dies(tmp_path: Path) -> None:
    journal = filled(tmp_path / "j")
    worker = journal.enter()
    journal.execute("UPDATE workers SET host = 'elsewhere', beat = beat - 31")
    assert journal.free_dead() == 0
    assert journal.claim("sha256:a", worker)
    journal.beat(worker)
    assert journal.free_dead() == 0
    assert journal.workers() == [os.getpid()]
    journal.execute("UPDATE workers SET host = 'elsewhere', beat = beat - 31")
    assert journal.free_dead() == 1
    assert journal.claim("sha256:b", worker)
    assert journal.free_dead() == 1, "a worker that is not on the list holds nothing for ever"


@pytest.mark.parametrize("end", ["done", "released", "dead"])
def test_a_letter_whose_name_has_another_content_by_now_is_no_letter_of_the_job(tmp_path: Path, end: str) -> None:
    journal = filled(tmp_path / "j", "a")
    worker = journal.enter()
    journal.claim("sha256:a", worker)
    journal.keep_answer("k", ["sha256:a"], "paid")
    journal.place("a", "sha256:new", "2", 1, 0)
    if end == "done":
        assert journal.finish("sha256:a", worker, "done", 1, RESULT, None)
    elif end == "released":
        journal.release("sha256:a", worker)
    else:
        journal.execute("UPDATE workers SET host = 'elsewhere', beat = beat - 31")
        assert journal.free_dead() == 1
    assert journal.counts().letters == 1
    journal.leave_out({})
    assert (journal.counts().letters, journal.state("sha256:a"), journal.answer("k")) == (1, None, None)


@pytest.mark.parametrize("status", ["failed", "incomplete"])
def test_the_answers_of_a_letter_that_is_not_done_are_kept_for_its_next_try(tmp_path: Path, status: Any) -> None:
    journal = filled(tmp_path / "j")
    worker = journal.enter()
    journal.claim("sha256:a", worker)
    journal.keep_answer("k", ["sha256:a"], "paid")
    journal.finish("sha256:a", worker, status, 1, None, {"type": "X", "stage": "model"})
    assert journal.answer("k") == "paid"


def test_what_failed_by_another_recipe_is_redone_too(tmp_path: Path) -> None:
    journal = filled(tmp_path / "j")
    first, second = journal.recipe("x", {"kind": "a"}), journal.recipe("y", {"kind": "b"})
    worker = journal.enter()
    for name, stage in (("a", "kind"), ("b", "load")):
        journal.claim(f"sha256:{name}", worker)
        journal.finish(f"sha256:{name}", worker, "failed", first, None, {"type": "X", "stage": stage})
    assert journal.other_recipes(second) == [({"kind": "a"}, 1)]
    assert [journal.is_by_another(f"sha256:{name}", second) for name in "ab"] == [True, False]


def test_a_journal_that_others_have_open_is_left(tmp_path: Path) -> None:
    path = tmp_path / "j"
    path.touch()
    late = Journal(path)
    late.leave_nothing()
    assert path.exists(), "it was there, if empty, and may be another's who begins"
    path.unlink()
    first, second = Journal(path), Journal(path)
    first.leave_nothing()
    second.place("a", "sha256:a", "1", 1, 0)
    second.close()
    assert Journal(path, create=False).counts().letters == 1


def test_who_opens_a_journal_that_is_being_removed_has_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "j"
    first = Journal(path)
    assert first.is_alone()
    with ThreadPoolExecutor(1) as pool:
        second = pool.submit(Journal, path)
        time.sleep(0.1)
        assert not second.done()
        first.remove()
        second.result().place("a", "sha256:a", "1", 1, 0)
    assert Journal(path, create=False).counts().letters == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_database_of_something_else_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE mine(x)")
    other.close()
    path.chmod(0o644)
    before = path.read_bytes()
    with pytest.raises(SettingsError, match="no journal of this version"):
        Journal(path)
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (before, 0o644)


def test_what_a_full_disk_rolled_back_by_itself_does_not_hold_up_the_next(tmp_path: Path) -> None:
    journal = filled(tmp_path / "j")

    def full() -> None:
        with journal.transaction():
            journal.connection.execute("ROLLBACK")
            raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(JournalError, match="full"):
        full()
    journal.place("d", "sha256:d", "1", 1, 4)


def test_what_is_set_aside_counts_for_all_processes_that_live(tmp_path: Path) -> None:
    path = tmp_path / "j"
    one, other = Journal(path), Journal(path)
    one.enter()
    one.add(Spent(read=50))

    def within(spent: Spent, tokens: float, cost: float) -> bool:
        return spent.read + tokens + 40 <= 100

    assert one.reserve("one", 40, 0.0, within)
    assert not other.reserve("two", 40, 0.0, within)
    one.free_reserved("one", 40, 0.0)
    assert other.reserve("two", 40, 0.0, within)
    other.free_reserved("two", 40, 0.0)
    assert one.reserve("one", 40, 0.0, within)
    assert one.spent() == Spent(read=50)


def test_what_a_dead_process_had_set_aside_counts_as_spent_once(tmp_path: Path) -> None:
    path = tmp_path / "j"
    journal = Journal(path)
    code = (
        "import sys, os; from pathlib import Path; from structurer.ingest.journal import Journal\n"
        "journal = Journal(Path(sys.argv[1])); journal.enter()\n"
        "for tokens in (40, 30): journal.reserve('dead', tokens, tokens / 100, lambda *_: True)\n"
        "journal.free_reserved('dead', 30, 0.3); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)])
    assert journal.spent() == Spent()
    assert not journal.reserve("one", 10, 0.0, lambda spent, tokens, cost: tokens == 0), "nobody has missed it yet"
    for look in (journal.free_dead, journal.enter, journal.free_dead):
        look()
        assert journal.spent() == Spent(read=40, cost=0.4)
    assert journal.reserve("one", 10, 0.0, lambda spent, tokens, cost: tokens == 0)


def test_who_was_only_taken_for_dead_takes_back_what_counted_as_spent(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j")
    worker = journal.enter()
    journal.reserve("one", 40, 0.4, lambda *_: True)
    journal.execute("DELETE FROM workers")
    journal.free_dead()
    assert journal.spent() == Spent(read=40, cost=0.4)
    journal.beat(worker)
    journal.free_reserved("one", 40, 0.4)
    journal.add(Spent(read=5))
    held: list[float] = []
    journal.reserve("two", 0, 0.0, lambda spent, tokens, cost: held.append(spent.read + tokens) or False)  # type: ignore[func-returns-value]
    assert held == [5]
    journal.leave(worker)
    journal.enter()
    assert journal.spent() == Spent(read=5)


def test_letters_that_wait_are_found_by_their_listing_without_going_through_all_names(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j")
    one, other = journal.listing("x", ["letters"]), journal.listing("y", ["more"])
    for position, (name, listing) in enumerate((("a", one), ("b", other), ("c", one))):
        journal.place(name, f"sha256:{name}", "1", listing, position)
    journal.place("c again", "sha256:c", "1", other, 3)
    assert journal.waiting_in(one) == {"sha256:a"}, "what has a name elsewhere too may be found there"
    assert journal.waiting_elsewhere(one) == [(["more"], 2)]
    journal.batches.want("k", "sha256:b", {})
    assert journal.give_up(["sha256:a", "sha256:b"], 1, {"stage": "load"}) == 1, (
        "whose answer is on its way is not lost"
    )
    plan = str(journal.query(f"EXPLAIN QUERY PLAN SELECT 1 FROM {WAITING}"))
    assert "SEARCH letters USING" in plan
    assert "SEARCH inputs USING INDEX inputs_by_content" in plan or "COVERING INDEX inputs_by_content" in plan
