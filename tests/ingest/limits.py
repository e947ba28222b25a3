"""A provider's rate limits: requests and tokens in a window, and what it says when they are passed."""

from __future__ import annotations

import math
import time
from collections import deque
from dataclasses import dataclass, field


@dataclass
class Limits:
    """At most so many requests and tokens in any window of `window` seconds; None is without limit.

    `violations` counts the requests beyond them, which do not count towards the window.
    """

    rpm: int | None = None
    tpm: int | None = None
    window: float = 60.0
    violations: int = 0
    _taken: deque[tuple[float, int]] = field(default_factory=deque, repr=False)
    _tokens: int = 0

    def take(self, tokens: int, now: float | None = None) -> dict[str, str] | None:
        """Admit a request of so many tokens, or the headers of its refusal."""
        now = time.monotonic() if now is None else now
        while self._taken and self._taken[0][0] <= now - self.window:
            self._tokens -= self._taken.popleft()[1]
        wait = self._wait(tokens, now)
        if wait is None:
            self._taken.append((now, tokens))
            self._tokens += tokens
            return None
        self.violations += 1
        return {
            "retry-after": str(math.ceil(wait)),
            "retry-after-ms": str(math.ceil(wait * 1000)),
            **({"x-ratelimit-limit-requests": str(self.rpm)} if self.rpm is not None else {}),
            **({"x-ratelimit-limit-tokens": str(self.tpm)} if self.tpm is not None else {}),
            "x-ratelimit-remaining-requests": str(max((self.rpm or 0) - len(self._taken), 0)),
            "x-ratelimit-remaining-tokens": str(max((self.tpm or 0) - self._tokens, 0)),
        }

    def _wait(self, tokens: int, now: float) -> float | None:
        """Seconds until there is room, or None where there is. A request larger than the window fits an empty one."""
        count, held, room = len(self._taken), self._tokens, now
        for at, of_it in self._taken:
            full = self.rpm is not None and count >= self.rpm
            if not full and (self.tpm is None or held + tokens <= self.tpm):
                break
            count, held, room = count - 1, held - of_it, at + self.window
        return None if room == now else room - now
