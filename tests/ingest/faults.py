"""What goes wrong, and when: faults of the way to the model, faults of its answers, and plans of both."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Fault(StrEnum):
    """One thing that goes wrong with a request."""

    # the way
    LIMITED = "429"
    LIMITED_SECONDS = "429-after"
    LIMITED_MILLISECONDS = "429-after-ms"
    FAILS = "500"
    UNAVAILABLE = "503"
    NEVER = "never"
    RESET = "reset"
    SLOW = "slow"
    CUT_BODY = "cut-body"
    PAGE = "page"
    DIES = "dies"
    # the answer
    BROKEN_JSON = "broken-json"
    BREAKS_SCHEMA = "breaks-schema"
    REFUSAL = "refusal"
    FILTERED = "filtered"
    EMPTY = "empty"
    CUT_OFF = "cut-off"
    # what no second try mends
    TOO_LONG = "too-long"
    BAD_KEY = "bad-key"
    NO_QUOTA = "no-quota"

    @property
    def is_answer(self) -> bool:
        """Whether the request is answered all the same: with something that is paid for and cannot be used."""
        return self in OF_ANSWERS


OF_ANSWERS = (
    Fault.BROKEN_JSON,
    Fault.BREAKS_SCHEMA,
    Fault.REFUSAL,
    Fault.FILTERED,
    Fault.EMPTY,
    Fault.CUT_OFF,
)
OF_THE_WAY = (
    Fault.LIMITED,
    Fault.LIMITED_SECONDS,
    Fault.LIMITED_MILLISECONDS,
    Fault.FAILS,
    Fault.UNAVAILABLE,
    Fault.NEVER,
    Fault.RESET,
    Fault.SLOW,
    Fault.CUT_BODY,
    Fault.PAGE,
    Fault.DIES,
)
FOR_GOOD = (Fault.TOO_LONG, Fault.BAD_KEY, Fault.NO_QUOTA)
PASSING = tuple(fault for fault in OF_THE_WAY if fault not in (Fault.NEVER, Fault.DIES))
"""Those of the way that take no longer than a retry."""


@dataclass
class Plan:
    """Which requests fail, and how. The first of these that applies decides:

    - `at`: by the number of the request, from 0, in the order in which requests come
    - `letters`: every request about a letter, by the name of its cassette, as `2016-one-item`; or about one of the
      letters that `varied` made of it, as `2016-one-item#17`
    - `rate`: this part of all requests, with one of `kinds`. What falls on a request depends on the seed, on what it asks
      and on how often that was asked before, not on when it comes.

    No question fails more than `most_a_key` times, if given: then it is answered.
    """

    at: Mapping[int, Fault] = field(default_factory=dict)
    letters: Mapping[str, Fault] = field(default_factory=dict)
    rate: float = 0.0
    kinds: Sequence[Fault] = OF_THE_WAY + OF_ANSWERS
    seed: int = 0
    most_a_key: int | None = None
    retry_after: float = 1.0
    """Seconds that LIMITED_SECONDS asks to wait."""
    retry_after_ms: int = 50
    slow_seconds: float = 0.5
    down_seconds: float = 0.5
    """How long the server is away when it dies."""
    _asked: Counter[str] = field(default_factory=Counter, repr=False)
    _failed: Counter[str] = field(default_factory=Counter, repr=False)

    def fault(self, number: int, base: str, letters: Sequence[str]) -> Fault | None:
        """What is to go wrong with the request of that number about the question `base`, which belongs to letters."""
        asked = self._asked[base]
        self._asked[base] += 1
        if self.most_a_key is not None and self._failed[base] >= self.most_a_key:
            return None
        fault = self.at.get(number) or next((self.letters[name] for name in letters if name in self.letters), None)
        fault = fault or self._drawn(base, asked)
        if fault is not None:
            self._failed[base] += 1
        return fault

    def _drawn(self, base: str, asked: int) -> Fault | None:
        if not self.rate:
            return None
        drawn = hashlib.sha256(f"{self.seed} {base} {asked}".encode()).digest()
        if int.from_bytes(drawn[:8], "big") >= self.rate * 2**64:
            return None
        return self.kinds[int.from_bytes(drawn[8:16], "big") % len(self.kinds)]


def plan_of(given: Mapping[str, Any]) -> Plan:
    """A plan as written in JSON: faults by their values, numbers of requests as names."""
    plan: dict[str, Any] = dict(given)
    if "at" in plan:
        plan["at"] = {int(number): Fault(value) for number, value in plan["at"].items()}
    if "letters" in plan:
        plan["letters"] = {name: Fault(value) for name, value in plan["letters"].items()}
    if "kinds" in plan:
        plan["kinds"] = tuple(Fault(value) for value in plan["kinds"])
    return Plan(**plan)


def written(plan: Plan) -> dict[str, Any]:
    """A plan as `plan_of` reads it."""
    return {
        "at": {str(number): fault.value for number, fault in plan.at.items()},
        "letters": {name: fault.value for name, fault in plan.letters.items()},
        "rate": plan.rate,
        "kinds": [fault.value for fault in plan.kinds],
        "seed": plan.seed,
        "most_a_key": plan.most_a_key,
        "retry_after": plan.retry_after,
        "retry_after_ms": plan.retry_after_ms,
        "slow_seconds": plan.slow_seconds,
        "down_seconds": plan.down_seconds,
    }


def spoilt(fault: Fault, content: str) -> dict[str, Any]:
    """The choice of a completion whose answer is wrong: what should have been said is `content`."""
    says: dict[Fault, Any] = {
        Fault.BROKEN_JSON: content.rstrip("}] \n") + ",,",
        Fault.BREAKS_SCHEMA: _breaking(content),
        Fault.CUT_OFF: content[: max(len(content) // 2, 1)],
        Fault.FILTERED: "",
    }
    finish = {Fault.CUT_OFF: "length", Fault.FILTERED: "content_filter"}.get(fault, "stop")
    refusal = "I cannot help with that." if fault is Fault.REFUSAL else None
    message = {"role": "assistant", "content": says.get(fault), "refusal": refusal}
    return {"index": 0, "message": message, "finish_reason": finish, "logprobs": None}


def _breaking(content: str) -> str:
    """JSON that no schema takes in which the answer was right: its first field holds a list of lists."""
    try:
        answer = json.loads(content)
    except ValueError:
        answer = {}
    broken = {name: [[0]] if index == 0 else value for index, (name, value) in enumerate(answer.items())}
    return json.dumps(broken or {"of another schema": [[0]]})
