"""The flow from letter to result, against a server that holds every request to the strict rules."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from structurer import Letter, Structured, Structurer, StructurerError
from structurer.errors import LetterNotOfKind, ModelUnreachable, SettingsError
from structurer.kinds.imr.record import ImrRecord
from structurer.models.limits import Limits
from structurer.result import Severity, Source
from tests import letters
from tests.answering import Twist, from_label, is_again
from tests.fault_server import FaultServer, Seen, cut_off, dies, empty, refuses, says, status, unsupported

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


@pytest.fixture(autouse=True)
def no_certificates(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every client reads the certificates, 50 ms; this server has none."""
    monkeypatch.setattr("ssl.SSLContext.load_verify_locations", lambda *_, **__: None)
    return


def structurer(server: FaultServer, tmp_path: Path, **given: Any) -> Structurer[ImrRecord]:
    settings: dict[str, Any] = {
        "model": "scripted",
        "base_url": server.base_url,
        "cache_dir": tmp_path,
        "timeout": 5.0,
        "ask": "all",
    }
    return Structurer("imr", **{**settings, "transport_attempts": 1, **given})


def structured(
    tmp_path: Path, twist: Twist | None = None, name: str = "example", **given: Any
) -> Structured[ImrRecord]:
    with FaultServer(respond=from_label(letters.label(name), twist)) as server:
        result = structurer(server, tmp_path, **given).structure(letters.letter(name))
        assert server.refused == []
        return result


def rules(result: Structured[Any]) -> set[str]:
    return {finding.rule for finding in result.findings}


def test_a_right_model_gives_the_right_record(tmp_path: Path) -> None:
    result = structured(tmp_path)
    label = letters.label("example")
    assert result.record.case == label.case
    assert result.record.worker == label.worker
    assert result.record.clinical.diagnoses == label.clinical.diagnoses
    for got, expected in zip(result.record.determinations, label.determinations, strict=True):
        assert got == expected
    assert result.record.outcome == "mixed"
    assert not [finding for finding in result.findings if finding.severity is Severity.ERROR]


def test_every_value_has_evidence_that_prints_it(tmp_path: Path) -> None:
    result = structured(tmp_path)
    letter = letters.letter("example")
    from structurer.pointer import leaves

    for path, value in leaves(result.record):
        if value in (None, False):
            continue
        spans = result.evidence[path]
        for span in spans:
            assert letter.text[span.start : span.end] == span.text
    assert result.evidence["/worker/age"][0].text == "46 year old"
    assert result.evidence["/determinations/0/decision"][0].text == "Overturned"


@pytest.mark.parametrize(
    ("tokens", "prices", "cost"),
    [
        ((100, 20), {"price_input": 2.0, "price_output": 8.0}, 5 * 360e-6),
        (None, {"price_input": 2.0, "price_output": 8.0}, None),
        (None, {"price_input": 0.0, "price_output": 0.0}, 0.0),
    ],
)
def test_what_is_not_known_to_have_cost_nothing_has_no_cost(
    tmp_path: Path, tokens: tuple[int, int] | None, prices: dict[str, float], cost: float | None
) -> None:
    def respond(ask: str, answer: dict[str, Any], seen: Seen) -> Any:
        return says(answer, tokens=tokens)

    result = structured(tmp_path, respond, **prices)
    assert result.usage.calls == 5
    assert result.usage.cost == pytest.approx(cost)


def test_it_is_told_who_filled_what(tmp_path: Path) -> None:
    result = structured(tmp_path)
    sources = result.provenance.sources
    assert sources["/case/case_number"] is Source.READ
    assert sources["/clinical/diagnoses"] is Source.ASKED
    assert {call.ask for call in result.provenance.calls} == {"history", "workup", "item"}
    for call in result.provenance.calls:
        assert call.prompt.startswith("imr/")
        assert call.prompt_hash.startswith("sha256:")
    assert result.provenance.model == "scripted"
    assert result.usage.calls == result.usage.attempts == 5
    assert result.usage.output_tokens == 5 * 20
    assert result.usage.cost is None


def test_parameters_are_those_that_were_sent(tmp_path: Path) -> None:
    answers = from_label(letters.label("example"), None)

    def respond(seen: Seen) -> Any:
        return unsupported("temperature") if "temperature" in seen.body else answers(seen)

    with FaultServer(respond=respond) as server:
        result = structurer(server, tmp_path).structure(letters.letter("example"))
    assert result.provenance.parameters["temperature"] is None
    assert result.provenance.parameters["seed"] == 7


def test_a_result_is_the_same_after_json(tmp_path: Path) -> None:
    result = structured(tmp_path)
    again = Structured[ImrRecord].model_validate_json(result.model_dump_json())
    assert again.model_dump() == result.model_dump()
    assert list(json.loads(result.model_dump_json())) == [
        "letter", "record", "evidence", "findings", "needs_review", "provenance", "usage",
    ]  # fmt: skip


def test_the_second_time_costs_nothing(tmp_path: Path) -> None:
    with FaultServer(respond=from_label(letters.label("example"))) as server:
        first = structurer(server, tmp_path).structure(letters.letter("example"))
        second = structurer(server, tmp_path).structure(letters.letter("example"))
        assert len(server.requests) == 5
    assert second.record == first.record
    assert second.evidence == first.evidence
    assert second.usage.attempts == second.usage.output_tokens == 0
    assert second.usage.cached_calls == second.usage.calls == 5
    assert second.usage.saved_output_tokens == first.usage.output_tokens
    assert second.usage.cost == 0.0
    assert all(call.cached for call in second.provenance.calls)


@pytest.mark.parametrize("given", [{"cache": False}, {"refresh": True}])
def test_refresh_and_no_cache_ask_again(tmp_path: Path, given: dict[str, Any]) -> None:
    with FaultServer(respond=from_label(letters.label("example"))) as server:
        structurer(server, tmp_path).structure(letters.letter("example"))
        structurer(server, tmp_path, **given).structure(letters.letter("example"))
        assert len(server.requests) == 10


# What a model gets wrong


def test_words_that_are_not_in_the_letter_never_enter_the_record(tmp_path: Path) -> None:
    def invents(ask: str, answer: dict[str, Any], seen: Seen) -> dict[str, Any]:
        if ask == "history":
            answer["diagnoses"] = [*answer["diagnoses"], "fibromyalgia of both ears"]
        return answer

    result = structured(tmp_path, invents)
    assert "fibromyalgia of both ears" not in result.model_dump_json()
    assert "quote_not_in_letter" in rules(result)
    assert result.needs_review


def test_what_fails_is_asked_again_with_the_reason_and_mended(tmp_path: Path) -> None:
    asked_again: list[Seen] = []

    def wrong_at_first(ask: str, answer: dict[str, Any], seen: Seen) -> dict[str, Any]:
        if is_again(seen):
            asked_again.append(seen)
        elif ask == "history":
            answer["diagnoses"] = ["fibromyalgia of both ears"]
        return answer

    result = structured(tmp_path, wrong_at_first)
    assert result.record.clinical.diagnoses == letters.label("example").clinical.diagnoses
    assert result.provenance.sources["/clinical/diagnoses"] is Source.REPAIRED
    assert result.provenance.sources["/clinical/complaints"] is Source.ASKED
    assert [list(seen.schema["properties"]) for seen in asked_again] == [["diagnoses"]]
    assert "diagnoses: the answer's words are not in this section" in asked_again[0].messages[-1]["content"]
    assert "quote_not_in_letter" not in rules(result)


def test_the_better_attempt_is_kept(tmp_path: Path) -> None:
    def worse_the_second_time(ask: str, answer: dict[str, Any], seen: Seen) -> dict[str, Any]:
        if ask == "history":
            made_up = ["one made up thing", "another made up thing"] if is_again(seen) else ["one made up thing"]
            answer["diagnoses"] = ["right rotator cuff strain", *made_up]
        return answer

    result = structured(tmp_path, worse_the_second_time)
    assert result.record.clinical.diagnoses == ["right rotator cuff strain"]
    assert result.provenance.sources["/clinical/diagnoses"] is Source.ASKED
    assert sum(finding.rule == "quote_not_in_letter" for finding in result.findings) == 1
    assert result.usage.calls == 6


@pytest.mark.parametrize("given", [{"repairs": 0}, {"repair_tokens": 0}])
def test_repair_can_be_turned_off(tmp_path: Path, given: dict[str, Any]) -> None:
    def invents(ask: str, answer: dict[str, Any], seen: Seen) -> dict[str, Any]:
        return {**answer, "diagnoses": ["made up"]} if ask == "history" else answer

    assert structured(tmp_path, invents, **given).usage.calls == 5


def test_a_negation_may_not_be_dropped(tmp_path: Path) -> None:
    text = letters.letter("example").text
    letter = Letter.from_text(
        text.replace("Her treatment so far", "There was no crepitus of the jaw. Her treatment so far")
    )

    def drops(ask: str, answer: dict[str, Any], seen: Seen) -> dict[str, Any]:
        return {**answer, "exam_findings": ["crepitus of the jaw"]} if ask == "workup" else answer

    with FaultServer(respond=from_label(letters.label("example"), drops)) as server:
        result = structurer(server, tmp_path).structure(letter)
    assert result.record.clinical.exam_findings == []
    assert "quote_drops_negation" in rules(result)


def test_the_word_null_is_nothing(tmp_path: Path) -> None:
    def says_null(ask: str, answer: dict[str, Any], seen: Seen) -> dict[str, Any]:
        if ask == "history":
            return {**answer, "mechanism_of_injury": "null", "work_status": "None"}
        return answer

    result = structured(tmp_path, says_null)
    assert result.record.clinical.mechanism_of_injury is None
    assert result.record.clinical.work_status is None
    assert "quote_not_in_letter" not in rules(result)


@pytest.mark.parametrize(
    ("step", "rule"),
    [
        (refuses(), "answer_refused"),
        (empty(), "answer_empty"),
        (says("no JSON at all"), "answer_invalid"),
        (cut_off('{"diagnoses": ["cervical spr'), "answer_truncated"),
        (cut_off('{"diagnoses": [' + '"cervical sprain", ' * 60), "answer_repeats"),
    ],
)
def test_an_unusable_answer_is_a_finding_and_the_rest_stands(tmp_path: Path, step: Any, rule: str) -> None:
    def fails(ask: str, answer: dict[str, Any], seen: Seen) -> Any:
        return step if ask == "history" else answer

    result = structured(tmp_path, fails)
    assert rule in rules(result)
    assert result.needs_review
    assert result.record.determinations == letters.label("example").determinations
    assert result.record.clinical.exam_findings
    found = next(finding for finding in result.findings if finding.rule == rule)
    assert found.path == "/clinical"


def test_what_was_complete_of_a_cut_answer_is_kept(tmp_path: Path) -> None:
    def cut(ask: str, answer: dict[str, Any], seen: Seen) -> Any:
        text = json.dumps({**answer, "complaints": []})
        return cut_off(text[: text.index("possible carpal") + 5]) if ask == "history" and not is_again(seen) else answer

    result = structured(tmp_path, cut, repairs=0)
    assert result.record.clinical.diagnoses == ["right rotator cuff strain", "cervical sprain"]
    assert "answer_truncated" in rules(result)


# Letters that are not what they should be


@pytest.mark.parametrize(
    "text",
    [
        "Dear Sir or Madam,\nthank you for your order of forty chairs.\n",
        "Decision rationale: The request is not medically necessary.\nIt is so.\n",
        "Case Number: CM16-9104417\nDate Assigned: 12/09/2016 Date of Injury: 08/29/2016\nUR Denial Date: 11/23/2016\n",
    ],
)
def test_what_is_no_letter_of_the_kind_is_refused_unless_forced(tmp_path: Path, text: str) -> None:
    with pytest.raises(LetterNotOfKind, match="score"):
        Structurer("imr", read_only=True).structure(Letter.from_text(text, "odd.txt"))
    forced = Structurer("imr", read_only=True, force=True).structure(text)
    assert {"kind_doubtful", "no_items"} <= rules(forced)
    assert forced.needs_review


def test_a_letter_that_gives_orders_changes_nothing(tmp_path: Path) -> None:
    name = "2017-orders-to-the-model"
    seen_text: list[str] = []

    def notes(ask: str, answer: dict[str, Any], seen: Seen) -> dict[str, Any]:
        seen_text.extend(message["content"] for message in seen.messages)
        return answer

    result = structured(tmp_path, notes, name)
    label = letters.label(name)
    assert [item.decision for item in result.record.determinations] == [item.decision for item in label.determinations]
    assert result.record.case == label.case
    assert result.record.worker == label.worker
    # What looks like a template reaches the model as it stands in the letter.
    assert any("{{" in text and "{%" in text and "<script>" in text for text in seen_text)


def test_reading_alone_asks_nobody() -> None:
    result = Structurer("imr", read_only=True, model="local/qwen2.5-coder-1.5b").structure(letters.letter("example"))
    assert result.provenance.model is None
    assert result.usage.calls == 0
    assert result.record.determinations[1].quantity == 40
    assert {finding.rule for finding in result.findings} == {"read_only"}
    assert not result.needs_review


def test_a_damaged_letter_needs_review(tmp_path: Path) -> None:
    path = tmp_path / "cut.txt"
    path.write_bytes(letters.letter("example").text.encode() + "\nMuñoz’s".encode() + b"\xe2")
    result = Structurer("imr", read_only=True).structure(path)
    assert "letter_incomplete" in rules(result)
    assert result.needs_review


# Many letters


def outcomes(structurer: Structurer[ImrRecord], sources: list[Any], concurrency: int | None = None) -> list[Any]:
    async def run() -> list[Any]:
        async with structurer:
            return [outcome async for outcome in structurer.stream(sources, concurrency)]

    return asyncio.run(run())


def test_letters_that_fail_stand_in_order_beside_those_that_worked(tmp_path: Path) -> None:
    sources = [letters.letter("example"), tmp_path / "missing.pdf", "no letter\nat all", letters.letter("example")]
    found = outcomes(Structurer("imr", read_only=True), sources, 3)
    assert [outcome.index for outcome in found] == [0, 1, 2, 3]
    assert [outcome.error is None for outcome in found] == [True, False, False, True]
    assert found[1].name == str(tmp_path / "missing.pdf")
    assert found[1].error.letter == found[1].name
    assert found[1].error.hint
    assert isinstance(found[2].error, LetterNotOfKind)


def test_a_defect_at_one_letter_does_not_lose_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    structurer: Structurer[ImrRecord] = Structurer("imr", read_only=True)
    load = structurer.load

    def trips(source: Any) -> Letter:
        if source == "the odd\none":
            raise ZeroDivisionError("with letter text in it")
        return load(source)

    monkeypatch.setattr(structurer, "load", trips)
    found = outcomes(structurer, [letters.letter("example"), "the odd\none", letters.letter("example")])
    assert [outcome.error is None for outcome in found] == [True, False, True]
    assert "ZeroDivisionError" in str(found[1].error)
    assert "letter text" not in str(found[1].error)


def test_letters_that_share_a_call_are_each_told_by_their_own_name(tmp_path: Path) -> None:
    text = letters.letter("example").text
    with FaultServer(respond=lambda seen: status(500)) as server:
        found = outcomes(structurer(server, tmp_path), [Letter.from_text(text, name) for name in ("a", "b")], 2)
    assert [outcome.error.letter for outcome in found] == ["a", "b"]


def test_no_more_letters_are_taken_than_are_in_work() -> None:
    taken = 0

    def source() -> Iterator[Letter]:
        nonlocal taken
        for _ in range(50):
            taken += 1
            yield letters.letter("2016-one-item")

    async def run() -> int:
        structurer: Structurer[ImrRecord] = Structurer("imr", read_only=True)
        async for _ in structurer.stream(source(), 3):
            return taken
        return 0

    assert asyncio.run(run()) <= 4


def test_a_server_that_fails_fails_the_letter_and_keeps_what_was_answered(tmp_path: Path) -> None:
    label = letters.label("example")
    broken = True

    def fails(ask: str, answer: dict[str, Any], seen: Seen) -> Any:
        return status(503) if broken and ask == "workup" else answer

    with FaultServer(respond=from_label(label, fails)) as server:
        with pytest.raises(ModelUnreachable) as caught:
            structurer(server, tmp_path, concurrency=1).structure(letters.letter("example"))
        assert caught.value.retryable
        assert caught.value.letter == letters.letter("example").name
        assert len(server.requests) == 5
        broken = False
        result = structurer(server, tmp_path, concurrency=1).structure(letters.letter("example"))
        assert len(server.requests) == 6
    assert result.record.determinations == label.determinations


def test_what_was_answered_before_a_letter_failed_is_counted(tmp_path: Path) -> None:
    def fails(ask: str, answer: dict[str, Any], seen: Seen) -> Any:
        return status(503) if ask == "workup" else answer

    with FaultServer(respond=from_label(letters.label("example"), fails)) as server:
        asking = structurer(server, tmp_path, concurrency=1)
        (failed,) = outcomes(asking, [letters.letter("example")])
        (again,) = outcomes(asking, [letters.letter("example")])
    assert isinstance(failed.error, ModelUnreachable)
    assert (failed.usage.calls, failed.usage.cached_calls) == (4, 0)
    assert failed.usage.output_tokens > 0
    assert failed.usage.seconds > 0
    assert (again.usage.calls, again.usage.cached_calls, again.usage.output_tokens) == (4, 4, 0)


def test_what_the_failing_question_itself_was_answered_is_counted(tmp_path: Path) -> None:
    answered: list[str] = []

    def fails(ask: str, answer: dict[str, Any], seen: Seen) -> Any:
        if ask != "workup":
            return answer
        answered.append(ask)
        return says("no JSON at all") if len(answered) == 1 else status(503)

    with FaultServer(respond=from_label(letters.label("example"), fails)) as server:
        (failed,) = outcomes(structurer(server, tmp_path, concurrency=1), [letters.letter("example")])
    assert isinstance(failed.error, ModelUnreachable)
    assert len(answered) > 1
    assert failed.usage.calls == 5
    assert failed.usage.output_tokens == 5 * 20
    assert failed.error.call is None


@pytest.mark.parametrize("one", ["letter.pdf", Path("letter.pdf"), letters.letter("example")])
def test_one_letter_in_place_of_many_is_refused(one: Any) -> None:
    with pytest.raises(SettingsError, match="many letters"):
        outcomes(Structurer("imr", read_only=True), one)


def test_what_never_came_to_a_call_took_none(tmp_path: Path) -> None:
    (missing,) = outcomes(Structurer("imr", read_only=True), [tmp_path / "missing.pdf"])
    assert missing.error is not None
    assert (missing.usage.calls, missing.usage.cost) == (0, 0.0)


def test_a_server_that_dies_is_an_error_that_names_the_letter(tmp_path: Path) -> None:
    with FaultServer(respond=lambda seen: dies()) as server:
        found = outcomes(structurer(server, tmp_path), [letters.letter("example")])
    assert isinstance(found[0].error, ModelUnreachable)
    assert found[0].error.letter.endswith("letter.txt")


def test_no_letter_text_reaches_logs_or_errors(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    def invents(ask: str, answer: dict[str, Any], seen: Seen) -> Any:
        if ask == "workup":
            return says("rotator cuff and other words that break the schema")
        return {**answer, "diagnoses": ["cervical sprain", "made up"]} if ask == "history" else answer

    result = structured(tmp_path, invents)
    told = "\n".join(record.getMessage() for record in caplog.records if record.name != "asyncio")
    told += "\n".join(finding.message for finding in result.findings)
    for words in ("rotator", "cervical", "door hinges", "46 year"):
        assert words not in told


@pytest.mark.parametrize("concurrency", [0, -1])
def test_no_letter_at_once_is_refused(concurrency: int) -> None:
    with pytest.raises(SettingsError, match="concurrency"):
        outcomes(Structurer("imr", read_only=True), [letters.letter("example")], concurrency)


# The model's client


def test_a_client_that_was_given_is_asked_about_every_letter(tmp_path: Path) -> None:
    with FaultServer(respond=from_label(letters.label("example"))) as server:
        client = structurer(server, tmp_path, cache=False, timeout=60.0).client()
        given: Structurer[ImrRecord] = Structurer("imr", client=client, ask="all")
        results = [given.structure(letters.letter("example")) for _ in range(2)]
        results += [outcome.result for outcome in outcomes(given, [letters.letter("example")])]
        results += [outcome.result for outcome in outcomes(given, [letters.letter("example")])]
        assert [result.provenance.model for result in results] == ["scripted"] * 4
        assert len(server.requests) == 5 * 4


def test_a_letter_that_ends_takes_no_model_from_another_threads(tmp_path: Path) -> None:
    ended = threading.Event()

    def waits(ask: str, answer: dict[str, Any], seen: Seen) -> Any:
        if "Slowly, slowly" in seen.messages[-1]["content"]:
            ended.wait(30)
        return answer

    text = letters.letter("example").text
    slow = Letter.from_text(text.replace("Her treatment so far", "Slowly, slowly. Her treatment so far"))
    with FaultServer(respond=from_label(letters.label("example"), waits)) as server:
        both = structurer(server, tmp_path, cache=False, timeout=60.0)
        with ThreadPoolExecutor(1) as pool:
            other = pool.submit(both.structure, slow)
            both.structure(letters.letter("example"))
            ended.set()
            result = other.result()
    assert result.provenance.model == "scripted"
    assert result.provenance.parameters
    assert result.usage.calls == 5


def test_letters_one_after_another_share_limits_and_what_the_server_is_known_to_refuse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Limits] = []
    monkeypatch.setattr("structurer.models.transport.Limits", lambda *given: made.append(Limits(*given)) or made[-1])
    answered = from_label(letters.label("example"))

    def respond(seen: Seen) -> Any:
        return unsupported("temperature") if "temperature" in seen.body else answered(seen)

    with FaultServer(respond=respond) as server:
        one = structurer(server, tmp_path, cache=False, concurrency=1)
        results = [one.structure(letters.letter("example")) for _ in range(2)]
    assert [result.usage.calls for result in results] == [5, 5]
    assert ["temperature" in seen.body for seen in server.requests] == [True] + [False] * 10
    assert len(made) == 1


def test_within_an_event_loop_the_twin_is_named() -> None:
    async def run() -> Structured[ImrRecord]:
        structurer: Structurer[ImrRecord] = Structurer("imr", read_only=True)
        with pytest.raises(StructurerError, match="astructure"):
            structurer.structure(letters.letter("example"))
        return await structurer.astructure(letters.letter("example"))

    assert asyncio.run(run()).record.outcome == "mixed"


def test_the_record_class_is_typed() -> None:
    result = Structurer("imr", read_only=True).structure(letters.letter("example"))
    assert isinstance(result.record, ImrRecord)


def test_an_unknown_kind_names_the_known_ones() -> None:
    with pytest.raises(StructurerError, match="imr"):
        Structurer("postcard")
