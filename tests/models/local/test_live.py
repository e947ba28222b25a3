"""The real weights and the real server: run with STRUCTURER_LIVE=1 where the weights are."""

from __future__ import annotations

import json
import os
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from structurer.models.local.supervisor import Endpoint, endpoint, run_folder, running, stop
from structurer.models.local.weights import is_present, path_of, weights_named
from structurer.settings import Settings

WEIGHTS = weights_named("qwen2.5-coder-1.5b")
pytestmark = [
    pytest.mark.live,
    pytest.mark.block_network(allowed_hosts=["127.0.0.1"]),
    pytest.mark.skipif(
        os.environ.get("STRUCTURER_LIVE") != "1" or not is_present(WEIGHTS, Settings().data_dir),
        reason="needs STRUCTURER_LIVE=1 and the weights",
    ),
]
MARK = "ZEBRAQUARTZ"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A server of our own, on the weights that are here."""
    data = tmp_path_factory.mktemp("data")
    path_of(WEIGHTS, data).parent.mkdir()
    path_of(WEIGHTS, data).symlink_to(path_of(WEIGHTS, Settings().data_dir))
    made = Settings(data_dir=data, slots=2, context=1024)
    yield made
    stop(made)


def asked(server: Endpoint, text: str) -> str:
    body = {
        "model": server.model,
        "messages": [{"role": "user", "content": text}],
        "temperature": 0,
        "seed": 7,
        "max_tokens": 24,
        "response_format": {
            "type": "json_schema",
            "json_schema": {
                "name": "word",
                "schema": {
                    "type": "object",
                    "properties": {"word": {"enum": ["upheld", "overturned"]}},
                    "required": ["word"],
                    "additionalProperties": False,
                },
            },
        },
    }
    request = urllib.request.Request(
        f"{server.base_url}/chat/completions", json.dumps(body).encode(), {"Authorization": f"Bearer {server.key}"}
    )
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=120) as response:
        return str(json.load(response)["choices"][0]["message"]["content"])


def test_who_asks_for_a_busy_server_finds_it(settings: Settings) -> None:
    server = endpoint(settings)
    questions = [f"Case {number}: write a long letter about it." for number in range(16)]
    with ThreadPoolExecutor(len(questions)) as pool:
        asked_for = [pool.submit(asked, server, question) for question in questions]
        found = []
        while not all(one.done() for one in asked_for):
            found.append(running(settings))
            time.sleep(0.05)
        answers = [one.result() for one in asked_for]
    assert all(one is not None and one.pid == server.pid for one in found)
    assert {*map(type, map(json.loads, answers))} == {dict}


def test_an_answer_keeps_to_its_schema_and_nothing_of_it_is_written_down(settings: Settings) -> None:
    server = endpoint(settings)
    question = f"{MARK}: the decision was overturned. Give the word of the decision as JSON."
    first = asked(server, question)
    assert json.loads(first) in ({"word": "upheld"}, {"word": "overturned"})
    assert asked(server, question) == first
    for file in run_folder(settings).iterdir():
        assert MARK not in Path(file).read_text(encoding="utf-8", errors="replace")
