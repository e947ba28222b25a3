"""What a request is answered, and the books on it: which questions were answered, how often, and what went wrong."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

from tests.fault_server import check_request, completion, error_body, usage
from tests.ingest.faults import Fault, spoilt
from tests.ingest.recorded import Found, Recorded, Recording, key_of, schema_of
from tests.ingest.smallest import smallest

Event = Literal["answered", "fault", "unrecorded", "gone", "limited", "refused"]


@dataclass(frozen=True)
class Asked:
    """A request for a completion, looked up. `key` names exactly this request, `base` the question behind it; `wrong` is
    what the API's rules have against it."""

    body: Mapping[str, Any]
    key: str
    base: str
    found: Found | None
    letters: list[str]
    wrong: list[str]

    @property
    def tokens(self) -> int:
        """What it will take, read and written."""
        used = self.found.recording.usage if self.found else {}
        return int(used.get("total_tokens", 0))


@dataclass
class Books:
    """What became of requests. `answered` counts right answers by the request's key, `spoilt` wrong ones, by which the
    provider earns as well, and `paid` is both; `faults` counts by fault, `failed` by the question's key and the fault. `gone` are clients
    that had hung up when their answer was ready. With a log, each is also a line of JSON, written at once."""

    log: Path | None = None
    requests: int = 0
    paid: int = 0
    answered: Counter[str] = field(default_factory=Counter)
    spoilt: Counter[str] = field(default_factory=Counter)
    faults: Counter[Fault] = field(default_factory=Counter)
    failed: Counter[tuple[str, Fault]] = field(default_factory=Counter)
    unrecorded: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    synthetic: int = 0
    limited: int = 0
    gone: int = 0
    greetings: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    _file: IO[str] | None = None

    def note(self, event: Event, key: str, fault: Fault | None = None) -> None:
        """Write a line to the log."""
        if self.log is None:
            return
        if self._file is None:
            self._file = self.log.open("a", encoding="utf-8")
        line = {"event": event, "key": key, "at": round(time.time(), 6), **({"fault": fault.value} if fault else {})}
        self._file.write(json.dumps(line) + "\n")
        self._file.flush()

    def close(self) -> None:
        """Let go of the log."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def stats(self) -> dict[str, Any]:
        """The books as data, without keys."""
        return {
            "requests": self.requests,
            "answered": self.answered.total(),
            "distinct": len(self.answered),
            "most_a_key": max(self.answered.values(), default=0),
            "answered_again": self.answered.total() - len(self.answered),
            "spoilt": self.spoilt.total(),
            "paid": self.paid,
            "faults": {fault.value: count for fault, count in sorted(self.faults.items())},
            "unrecorded": len(self.unrecorded),
            "refused": len(self.refused),
            "synthetic": self.synthetic,
            "limited": self.limited,
            "gone": self.gone,
            "input_tokens": self.input_tokens,
            "output_tokens": self.output_tokens,
        }


class Answering:
    """Answers requests from recorded replies, and keeps the books. With `synthetic`, what is not recorded is answered
    with the smallest instance of its schema."""

    def __init__(self, recorded: Recorded, books: Books, synthetic: bool = False) -> None:
        self.recorded = recorded
        self.books = books
        self.synthetic = synthetic
        self._verdicts: dict[str, list[str]] = {}

    def look_up(self, body: Any) -> Asked:
        """The request as this server knows it."""
        wrong = self._wrong(body)
        if wrong:
            return Asked(body, "", "", None, [], wrong)
        key, found = key_of(body), self.recorded.find(body)
        if found is None and self.synthetic:
            found = self._synthetic(body, key)
        return Asked(body, key, found.base if found else key, found, found.letters if found else [], [])

    def reply(self, asked: Asked, fault: Fault | None = None) -> tuple[int, dict[str, Any]]:
        """Status and body of the answer, entered into the books. A fault is one of answers."""
        books, found = self.books, asked.found
        if asked.wrong:
            books.refused += asked.wrong
            books.note("refused", asked.key)
            return 400, error_body("invalid_json_schema", param="response_format", message="; ".join(asked.wrong))
        if found is None:
            books.unrecorded[asked.key] = asked.body
            books.note("unrecorded", asked.key)
            return 418, error_body("unrecorded", message=f"no recorded reply to request {asked.key}")
        recording = found.recording
        books.paid += 1
        books.input_tokens += recording.usage["prompt_tokens"]
        books.output_tokens += recording.usage["completion_tokens"]
        if fault is None:
            books.answered[asked.key] += 1
            books.note("answered", asked.key)
            message = {"role": "assistant", "content": found.content, "refusal": None}
            choice = {"index": 0, "message": message, "finish_reason": recording.finish, "logprobs": None}
        else:
            books.spoilt[asked.key] += 1
            choice = spoilt(fault, found.content)
        identity = f"chatcmpl-{asked.key[:12]}-{books.paid}"
        return 200, completion(identity, asked.body["model"], choice, recording.usage)

    def greeting(self, body: Any) -> dict[str, Any] | None:
        """The answer to a question that wants no record and is short, entered into the books; None to others."""
        said = "".join(message["content"] for message in body["messages"]) if "messages" in body else ""
        if "response_format" in body or not 0 < len(said) < 20:
            return None
        self.books.greetings += 1
        self.books.input_tokens += 8
        self.books.output_tokens += 2
        message = {"role": "assistant", "content": "Hello", "refusal": None}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return completion("chatcmpl-greeting", body["model"], choice, usage((8, 2)))

    def enter(self, asked: Asked, fault: Fault) -> None:
        """Enter a fault into the books."""
        self.books.faults[fault] += 1
        self.books.failed[asked.base, fault] += 1
        self.books.note("fault", asked.key, fault)

    def _wrong(self, body: Any) -> list[str]:
        """What is wrong with the request; the same shape is looked into once."""
        if not isinstance(body, dict):
            return ["the body is no object"]
        roles = [(message.get("role"), type(message.get("content"))) for message in body.get("messages") or [{}]]
        limits = [name for name in ("max_tokens", "max_completion_tokens") if name in body]
        shape = json.dumps(body.get("response_format")) + str((roles, limits, type(body.get("model"))))
        if shape not in self._verdicts:
            self._verdicts[shape] = check_request(body).errors
        return self._verdicts[shape]

    def _synthetic(self, body: Mapping[str, Any], key: str) -> Found:
        self.books.synthetic += 1
        content = json.dumps(smallest(schema_of(body)["schema"]))
        read = sum(len(message["content"]) for message in body["messages"]) // 4
        return Found(Recording(key, content, "stop", usage((read, len(content) // 4))), key, content, [])
