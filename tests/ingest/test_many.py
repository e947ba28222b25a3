"""Letters in any number are distinct, ask questions of their own, and are answered from the recordings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from structurer import Letter, Structured, Structurer
from structurer.kinds.imr.record import ImrRecord
from tests.ingest import many
from tests.ingest.server import RecordedServer

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
SOME = many.names()[::9]


@pytest.fixture(autouse=True)
def no_certificates(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Clients do not read certificates, which none of these servers has."""
    monkeypatch.setattr("ssl.SSLContext.load_verify_locations", lambda *_, **__: None)
    return


def structured(server: RecordedServer, text: str) -> Structured[ImrRecord]:
    settings: dict[str, Any] = {"model": "m", "base_url": server.base_url, "cache": False}
    result: Structured[ImrRecord] = Structurer("imr", **settings).structure(Letter.from_text(text, "letter"))
    return result


def told(result: Structured[ImrRecord]) -> Any:
    """The record without marks and case number, and the rules that found something."""
    record = json.loads(many.unmarked(result.record.model_dump_json()))
    del record["case"]["case_number"]
    return record, [finding.rule for finding in result.findings], result.usage.calls


def test_there_are_letters_of_every_layout_that_something_is_asked_about() -> None:
    assert len(many.names()) >= 30
    assert {name[:4] for name in many.names()} >= {"2014", "2015", "2016", "2017", "2019", "2020"}


@pytest.mark.parametrize("name", SOME)
def test_a_varied_letter_becomes_the_record_of_the_letter_it_was(name: str) -> None:
    with RecordedServer() as server:
        as_it_was = structured(server, many.text_of(name))
        asked = len(server.books.answered)
        for number in (0, 17, 9_999_999):
            result = structured(server, many.varied(name, number))
            assert told(result) == told(as_it_was)
            assert str(result.record.case.case_number).endswith(f"{number:07d}")
        assert not server.books.unrecorded
        assert set(server.books.answered.values()) == {1}
        assert len(server.books.answered) == asked * 4


def test_another_case_number_alone_asks_the_same_questions() -> None:
    name = SOME[0]
    with RecordedServer() as server:
        results = [structured(server, many.varied(name, number, asks=False)) for number in range(3)]
        assert set(server.books.answered.values()) == {3}
    assert len({result.letter.digest for result in results}) == 3


def test_letters_are_made_as_they_are_wanted(tmp_path: Path) -> None:
    some = list(islice(many.many(), 120))
    assert len({name for name, _ in some}) == len({text for _, text in some}) == 120
    assert list(many.many(120)) == some
    many.write_folder(tmp_path / "letters", 5)
    many.write_lines(tmp_path / "letters.jsonl", 5)
    lines = [json.loads(line) for line in (tmp_path / "letters.jsonl").read_text().splitlines()]
    assert [(line["id"], line["text"]) for line in lines] == some[:5]
    assert sorted(path.stem for path in (tmp_path / "letters").iterdir()) == [name for name, _ in some[:5]]
