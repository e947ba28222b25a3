"""The server that the tests rely on does refuse what the API would refuse."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

import pytest

from structurer.models.strict import strict_schema
from tests.fault_server import FaultServer, says
from tests.models.conftest import Answer

GOOD = {
    "model": "m",
    "messages": [{"role": "user", "content": "x"}],
    "response_format": {
        "type": "json_schema",
        "json_schema": {"name": "Answer", "strict": True, "schema": strict_schema(Answer)},
    },
}
LOOSE = {"type": "json_schema", "json_schema": {"name": "Answer", "schema": Answer.model_json_schema()}}


def posted(server: FaultServer, body: Any) -> tuple[int, Any]:
    request = urllib.request.Request(
        f"{server.base_url}/chat/completions", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return response.status, json.loads(response.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"response_format": LOOSE}, "strict is not true"),
        ({"response_format": None}, "not of type json_schema"),
        ({"model": None}, "no model"),
        ({"messages": [{"role": "user", "content": None}]}, "without content"),
        ({"messages": [{"role": "worker", "content": "x"}]}, "without a role"),
        ({"max_tokens": 1, "max_completion_tokens": 1}, "at once"),
    ],
)
def test_a_request_that_breaks_the_rules_is_refused_and_uses_no_step(change: Any, said: str) -> None:
    with FaultServer([says("x")]) as server:
        code, body = posted(server, {**GOOD, **change})
        assert (code, body["error"]["code"]) == (400, "invalid_json_schema")
        assert said in body["error"]["message"]
        assert (len(server.steps), len(server.refused), server.requests) == (1, len(server.refused) or 1, [])
        assert posted(server, GOOD)[0] == 200


def test_a_script_that_is_used_up_says_so() -> None:
    with FaultServer() as server:
        assert posted(server, GOOD)[1]["error"]["code"] == "script_used_up"


def test_a_server_that_came_back_is_where_it_was() -> None:
    with FaultServer([says("x"), says("y")]) as server:
        posted(server, GOOD)
        before = server.base_url
        server.go_away()
        with pytest.raises(OSError, match="refused"):
            posted(server, GOOD)
        server.come_back()
        assert server.base_url == before
        assert posted(server, GOOD)[0] == 200
