"""The project's recorded replies by what was asked: messages and schema, whichever model and parameters asked it."""

from __future__ import annotations

import copy
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent.parent
FOLDERS = (ROOT / "cassettes" / "imr", ROOT / "cassettes" / "evals" / "imr")

MARK = re.compile(r" \[q(\d+)\]")
"""What `varied` puts into letters to tell them apart; recorded replies are found without it."""

Messages = Sequence[Mapping[str, Any]]


@dataclass
class Recording:
    """One recorded reply. `letters` are those whose cassettes hold it, `key` is that of its request."""

    key: str
    content: str
    finish: str
    usage: dict[str, Any]
    letters: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """A reply to a request. `base` is the key of the question that it answers: a request that asks again, with a wrong
    answer and what is wrong with it behind the question, is answered as the question was. `letters` are the names of
    the letters that it may be about."""

    recording: Recording
    base: str
    content: str
    letters: list[str]


class Recorded:
    """Recorded replies, looked up by requests.

    A request that is not recorded and ends in an answer and a remark on it, as when an answer is asked again, is
    answered by the reply to what was asked before, or by the part of it that the schema wants.
    """

    def __init__(self, interactions: Iterable[tuple[str, Mapping[str, Any], Mapping[str, Any]]] = ()) -> None:
        self._by_messages: dict[bytes, dict[str, tuple[Recording, Mapping[str, Any]]]] = {}
        self._bodies: list[dict[str, Any]] = []
        for letter, body, reply in interactions:
            self._add(letter, body, reply)

    def __len__(self) -> int:
        return sum(len(of_schemas) for of_schemas in self._by_messages.values())

    def __iter__(self) -> Iterator[Recording]:
        return (recording for of_schemas in self._by_messages.values() for recording, _ in of_schemas.values())

    def bodies(self) -> list[dict[str, Any]]:
        """The messages and response formats of all recorded requests, in the order of the recordings."""
        return [copy.deepcopy(body) for body in self._bodies]

    def find(self, body: Mapping[str, Any]) -> Found | None:
        """The reply to a request, or None."""
        messages, wanted = body["messages"], schema_of(body)
        plain, number = _unmarked(messages)
        exact = self._by_messages.get(_digest(plain), {}).get(_shape(wanted))
        if exact is not None:
            return Found(exact[0], key_of(body), exact[0].content, _names(exact[0], number))
        while len(messages) > 3 and messages[-1]["role"] == "user" and messages[-2]["role"] == "assistant":
            messages = messages[:-2]
            for recording, had in self._by_messages.get(_digest(_unmarked(messages)[0]), {}).values():
                content = _part(recording.content, had, wanted)
                if content is not None:
                    base = {**body, "messages": messages, "response_format": {"json_schema": had}}
                    return Found(recording, key_of(base), content, _names(recording, number))
        return None

    def _add(self, letter: str, body: Mapping[str, Any], reply: Mapping[str, Any]) -> None:
        choice, schema = reply["choices"][0], schema_of(body)
        of_schemas = self._by_messages.setdefault(_digest(body["messages"]), {})
        recording, _ = of_schemas.setdefault(
            _shape(schema),
            (
                Recording(key_of(body), choice["message"]["content"], choice["finish_reason"], reply["usage"]),
                schema,
            ),
        )
        if not recording.letters:
            self._bodies.append({name: body[name] for name in ("messages", "response_format")})
        if letter not in recording.letters:
            recording.letters.append(letter)


@cache
def recorded(folders: tuple[Path, ...] = FOLDERS) -> Recorded:
    """Every recorded reply in the project's cassettes; a letter is named as its cassette is."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found = []
    for path in [path for folder in folders for path in sorted(folder.glob("*.yaml"))]:
        for one in yaml.load(path.read_text(encoding="utf-8"), Loader=loader)["interactions"]:
            if one["response"]["status"]["code"] == 200:
                reply = json.loads(one["response"]["body"]["string"])
                found.append((path.stem, json.loads(one["request"]["body"]), reply))
    return Recorded(found)


def key_of(body: Mapping[str, Any]) -> str:
    """A name for what is asked: a hash over messages and schema, in 32 hexadecimal digits."""
    whole = [[message["role"], message["content"]] for message in body["messages"]]
    return hashlib.sha256(json.dumps([whole, _shape(schema_of(body))]).encode()).hexdigest()[:32]


def schema_of(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Name and schema of the answer that a request wants; empty where it wants none."""
    found: Mapping[str, Any] = (body.get("response_format") or {}).get("json_schema") or {}
    return found


def _shape(schema: Mapping[str, Any]) -> str:
    # The order of its fields is the order in which they are written, and so part of what is asked.
    return json.dumps([schema.get("name"), schema.get("schema")])


def _digest(messages: Messages) -> bytes:
    return hashlib.sha256(json.dumps([[one["role"], one["content"]] for one in messages]).encode()).digest()


def _unmarked(messages: Messages) -> tuple[Messages, str | None]:
    """The messages as those of the letter that was varied, and the number of the variety."""
    number = next((found[1] for one in reversed(messages) if (found := MARK.search(one["content"]))), None)
    if number is None:
        return messages, None
    return [{"role": one["role"], "content": MARK.sub("", one["content"])} for one in messages], number


def _names(recording: Recording, number: str | None) -> list[str]:
    return [*([f"{name}#{number}" for name in recording.letters] if number else []), *recording.letters]


def _part(content: str, had: Mapping[str, Any], wanted: Mapping[str, Any]) -> str | None:
    """What a schema wants of the reply to another, or None where that one did not ask for all of it."""
    if had == wanted:
        return content
    names = list(wanted.get("schema", {}).get("properties", {}))
    if had.get("name") != wanted.get("name") or not set(names) <= set(had["schema"]["properties"]):
        return None
    try:
        whole = json.loads(content)
    except ValueError:
        return content
    return json.dumps({name: whole[name] for name in names}, ensure_ascii=False)
