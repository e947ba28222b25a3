"""The provider's Batch API: files of requests in, files of answers out, some time later.

Shapes, limits and statuses are those of https://platform.openai.com/docs/guides/batch and
https://platform.openai.com/docs/api-reference/batch.
"""

from __future__ import annotations

import asyncio
import copy
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.fault_server import error_body
from tests.ingest.answering import Answering, Asked
from tests.ingest.faults import Fault, Plan, plan_of
from tests.ingest.files import Files, page
from tests.ingest.http import RESET, HttpRequest, HttpResponse, data

ENDPOINT = "/v1/chat/completions"
DAY = 86_400
MANY = 100
"""Requests that are answered before others get a turn."""

Call = Literal["upload", "create"]
STATUSES = {Fault.UNAVAILABLE: 503, Fault.TOO_LONG: 400, Fault.BAD_KEY: 401}
CODES = {429: "rate_limit_exceeded", 400: "context_length_exceeded", 401: "invalid_api_key", 503: "service_unavailable"}


@dataclass
class BatchRules:
    """How batches go, and what goes wrong with them. Batches and calls are numbered from 0, in the order they come.

    A batch goes a stage further with every `polls` looks at it, or every `seconds` if given. The plan is about single
    requests, by their number in their file: answers go wrong as ever; a request that fails stands in the error file with its status; what would be
    a cut body is a line that is cut, and what would never be answered is in neither file.
    """

    polls: int = 1
    seconds: float | None = None
    most_requests: int = 50_000
    most_bytes: int = 200_000_000
    most_waiting_tokens: int | None = None
    """A batch is refused that would have more tokens than this wait for answers, over all batches."""
    plan: Plan = field(default_factory=Plan)
    expired: Mapping[int, float] = field(default_factory=dict)
    """Batches that expire with this part of their requests answered."""
    failed: Mapping[int, str] = field(default_factory=dict)
    """Batches that fail validation as a whole, with this code."""
    lost: Mapping[Call, Sequence[int]] = field(default_factory=dict)
    """Calls that are carried out, and whose answer is lost with the connection."""
    refused: Mapping[int, int] = field(default_factory=dict)
    """Calls to files and batches, of any kind, that get this HTTP status, such as 500, and are not carried out."""
    when_cancelled: float = 0.5
    """The part of a batch in progress that is answered by the time it is cancelled."""
    unsupported: str | None = None
    """A parameter that the model does not know."""
    bodies: Mapping[int, Any] = field(default_factory=dict)
    """Bodies of errors by their HTTP status, in place of OpenAI's."""
    change: Callable[[dict[str, Any]], object] = lambda completion: None
    """What is changed in each completion."""
    seed: int = 0
    """Of the order of the results."""


def rules_of(given: Mapping[str, Any]) -> BatchRules:
    """Rules as written in JSON."""
    rules: dict[str, Any] = dict(given)
    if "plan" in rules:
        rules["plan"] = plan_of(rules["plan"])
    for name in ("expired", "failed", "refused"):
        if name in rules:
            rules[name] = {int(number): value for number, value in rules[name].items()}
    return BatchRules(**rules)


@dataclass
class _Batch:
    """A batch: what is told of it, its requests as (custom id, request), and how many looks its stage has had."""

    number: int
    told: dict[str, Any]
    raw: bytes
    looks: int = 0
    since: float = field(default_factory=time.monotonic)
    requests: list[tuple[str, Asked]] = field(default_factory=list)
    stopped: bool = False
    busy: bool = False


class BatchApi:
    """Files and batches. `batches` are told of as the API does."""

    def __init__(self, answering: Answering, rules: BatchRules | None = None) -> None:
        self.rules = rules or BatchRules()
        self.files = Files()
        self._answering = answering
        self._batches: list[_Batch] = []
        self._made: Counter[str] = Counter()
        self._calls = 0

    @property
    def batches(self) -> list[dict[str, Any]]:
        return [batch.told for batch in self._batches]

    def bodies(self) -> list[dict[str, Any]]:
        """The requests of all batches, as they were submitted."""
        return [json.loads(line)["body"] for batch in self._batches for line in batch.raw.splitlines()]

    def asked_of(self) -> list[str]:
        """The models that the requests of all batches were for."""
        return [body["model"] for body in self.bodies()]

    def stats(self) -> dict[str, Any]:
        """Calls, files that are there, and batches by status."""
        return {
            "calls": self._calls,
            "files": len(self.files.held),
            "statuses": dict(Counter(batch["status"] for batch in self.batches)),
        }

    async def handle(self, request: HttpRequest, path: str) -> HttpResponse | Literal["reset"]:
        """Answer one call."""
        number, self._calls = self._calls, self._calls + 1
        if number in self.rules.refused:
            return data(self.rules.refused[number], error_body("as_planned"))
        _, room, *rest = path.split("/")
        if room == "files":
            response = self.files.handle(request, rest, self.rules.most_bytes)
            return self._done("upload", response) if request.method == "POST" and response.status == 200 else response
        return await self._batch(request, rest)

    def _done(self, call: Call, response: HttpResponse) -> HttpResponse | Literal["reset"]:
        """The answer to what was carried out, which may be lost."""
        number, self._made[call] = self._made[call], self._made[call] + 1
        return RESET if number in self.rules.lost.get(call, ()) else response

    # Batches

    async def _batch(self, request: HttpRequest, rest: list[str]) -> HttpResponse | Literal["reset"]:
        if not rest:
            if request.method == "POST":
                return self._create(request.json())
            if self.rules.seconds is not None:
                for batch in self._batches:
                    await self._look(batch)
            return data(200, page(self.batches[::-1], request.query))
        found = next((batch for batch in self._batches if batch.told["id"] == rest[0]), None)
        if found is None:
            return data(404, error_body("batch_not_found", message=f"No batch found with id '{rest[0]}'."))
        if rest[1:] == ["cancel"]:
            if found.told["status"] not in ("validating", "in_progress"):
                return data(409, error_body("cannot_cancel", message=f"the batch is {found.told['status']}"))
            found.stopped = found.told["status"] == "in_progress"
            self._set(found, "cancelling")
        else:
            await self._look(found)
        return data(200, found.told)

    def _create(self, body: dict[str, Any]) -> HttpResponse | Literal["reset"]:
        metadata = body.get("metadata") or {}
        wrong = [
            *([] if body.get("endpoint") == ENDPOINT else ["endpoint"]),
            *([] if body.get("completion_window") == "24h" else ["completion_window"]),
            *([] if body.get("input_file_id") in self.files.held else ["input_file_id"]),
            *([] if len(metadata) <= 16 and all(len(k) <= 64 and len(v) <= 512 for k, v in metadata.items()) else ["metadata"]),
        ]  # fmt: skip
        if wrong:
            return data(400, error_body("invalid_value", param=wrong[0], message=f"wrong: {', '.join(wrong)}"))
        number, now = len(self._batches), int(time.time())
        stages = ("in_progress", "finalizing", "completed", "failed", "expired", "cancelling", "cancelled")
        told = {
            "id": f"batch_{number:06d}",
            "object": "batch",
            "endpoint": ENDPOINT,
            "errors": None,
            "input_file_id": body["input_file_id"],
            "completion_window": "24h",
            "status": "validating",
            "output_file_id": None,
            "error_file_id": None,
            "created_at": now,
            "expires_at": now + DAY,
            **{f"{stage}_at": None for stage in stages},
            "request_counts": {"total": 0, "completed": 0, "failed": 0},
            "metadata": body.get("metadata"),
        }
        self._batches.append(_Batch(number, told, self.files.held[body["input_file_id"]][1]))
        return self._done("create", data(200, told))

    async def _look(self, batch: _Batch) -> None:
        """Somebody looks at the batch: it may go a stage further."""
        if batch.busy:
            return
        batch.looks += 1
        rules, now = self.rules, time.monotonic()
        if batch.looks < rules.polls if rules.seconds is None else now - batch.since < rules.seconds:
            return
        batch.looks, batch.since = 0, now
        batch.busy = True
        try:
            await self._go_on(batch)
        finally:
            batch.busy = False

    async def _go_on(self, batch: _Batch) -> None:
        """To the next stage."""
        status = batch.told["status"]
        if status == "validating":
            self._validate(batch)
        elif status == "in_progress" and batch.number in self.rules.expired:
            await self._answer(batch, self.rules.expired[batch.number], "expired")
            self._set(batch, "expired")
        elif status == "in_progress":
            self._set(batch, "finalizing")
            await self._answer(batch, 1.0, "")
        elif status == "finalizing":
            self._set(batch, "completed")
        elif status == "cancelling":
            await self._answer(batch, self.rules.when_cancelled if batch.stopped else 0.0, "cancelled")
            self._set(batch, "cancelled")

    def _set(self, batch: _Batch, status: str) -> None:
        batch.told["status"] = status
        batch.told[f"{status}_at"] = int(time.time())

    def _validate(self, batch: _Batch) -> None:
        requests, errors = self._read(batch)
        if errors:
            batch.told["errors"] = {"object": "list", "data": errors}
            self._set(batch, "failed")
            return
        batch.requests = requests
        batch.told["request_counts"]["total"] = len(requests)
        batch.told["model"] = requests[0][1].body["model"]
        self._set(batch, "in_progress")

    def _read(self, batch: _Batch) -> tuple[list[tuple[str, Asked]], list[dict[str, Any]]]:
        """The requests of a batch, or what is wrong with it as a whole."""
        if batch.number in self.rules.failed:
            return [], [_error(self.rules.failed[batch.number], None)]
        requests: list[tuple[str, Asked]] = []
        known: set[str] = set()
        models: set[str] = set()
        errors: list[dict[str, Any]] = []
        lines = [line for line in batch.raw.splitlines() if line.strip()]
        if not lines:
            return [], [_error("empty_file", None)]
        if len(lines) > self.rules.most_requests:
            return [], [_error("too_many_tasks", None)]
        for number, line in enumerate(lines, 1):
            try:
                given = json.loads(line)
                name, method, url, body = (given[part] for part in ("custom_id", "method", "url", "body"))
                models.add(body["model"])
            except ValueError:
                errors.append(_error("invalid_json_line", number))
                continue
            except (KeyError, TypeError):
                errors.append(_error("missing_required_parameter", number))
                continue
            if name in known:
                errors.append(_error("duplicate_custom_id", number))
            if method != "POST" or url != ENDPOINT:
                errors.append(_error("invalid_url", number))
            if len(models) > 1:
                errors.append(_error("mismatched_model", number))
            known.add(name)
            requests.append((name, self._answering.look_up(body)))
        most = self.rules.most_waiting_tokens
        if most is not None:
            waiting = [
                one for other in self._batches if other.told["status"] == "in_progress" for one in other.requests
            ]
            if sum(asked.tokens for _, asked in [*waiting, *requests]) > most:
                errors.append(_error("token_limit_exceeded", None))
        return requests, errors

    async def _answer(self, batch: _Batch, share: float, ended: str) -> None:
        """Answer this part of the batch, and write its files; the rest has `ended` with the batch."""
        order = random.Random(self.rules.seed + batch.number)
        shuffled = order.sample(list(enumerate(batch.requests)), len(batch.requests))
        done = round(len(shuffled) * share)
        answers: list[str] = []
        failures: list[str] = []
        counts = batch.told["request_counts"]
        used = [0, 0]
        for place, (number, (name, asked)) in enumerate(shuffled):
            if place % MANY == MANY - 1:
                await asyncio.sleep(0)
            identity = f"batch_req_{batch.number:04d}{number:06d}"
            if place >= done:
                failures.append(_line(identity, name, None, _error(f"batch_{ended}", None)))
                counts["failed"] += 1
                continue
            fault = self.rules.plan.fault(number, asked.base, asked.letters) if asked.found else None
            if fault is not None:
                self._answering.enter(asked, fault)
            if fault is Fault.NEVER:
                counts["failed"] += 1
                continue
            status, body = self._single(asked, fault)
            told = copy.deepcopy(body)
            if status == 200:
                self.rules.change(told)
            response = {"status_code": status, "request_id": f"req_{identity}", "body": told}
            line = _line(identity, name, response, None)
            if status == 200:
                used = [used[0] + body["usage"]["prompt_tokens"], used[1] + body["usage"]["completion_tokens"]]
                answers.append(line[: len(line) // 2] if fault is Fault.CUT_BODY else line)
                counts["completed"] += 1
            else:
                failures.append(line)
                counts["failed"] += 1
        batch.requests = []
        batch.told["usage"] = {
            "input_tokens": used[0],
            "input_tokens_details": {"cached_tokens": 0},
            "output_tokens": used[1],
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": sum(used),
        }
        for kind, lines in (("output", answers), ("error", failures)):
            if lines:
                content = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
                name = f"{batch.told['id']}_{kind}.jsonl"
                batch.told[f"{kind}_file_id"] = self.files.keep(name, content, "batch_output")["id"]

    def _single(self, asked: Asked, fault: Fault | None) -> tuple[int, dict[str, Any]]:
        """Status and body of one request's answer."""
        unsupported = self.rules.unsupported
        if unsupported is not None and unsupported in asked.body:
            return 400, error_body("unsupported_parameter", param=unsupported)
        if fault is None or fault.is_answer or fault is Fault.SLOW:
            return self._answering.reply(asked, fault if fault and fault.is_answer else None)
        if fault is Fault.CUT_BODY:
            # The provider did its work, and nobody can read it.
            return self._answering.reply(asked, Fault.BROKEN_JSON)
        status = 429 if fault.value.startswith("429") or fault is Fault.NO_QUOTA else STATUSES.get(fault, 500)
        code = "insufficient_quota" if fault is Fault.NO_QUOTA else CODES.get(status, "server_error")
        return status, self.rules.bodies.get(status, error_body(code))


def _error(code: str, line: int | None) -> dict[str, Any]:
    return {"code": code, "message": f"as the provider says: {code}", "param": None, "line": line}


def _line(identity: str, name: str, response: dict[str, Any] | None, error: dict[str, Any] | None) -> str:
    told = {"code": error["code"], "message": error["message"]} if error else None
    return json.dumps({"id": identity, "custom_id": name, "response": response, "error": told}, ensure_ascii=False)
