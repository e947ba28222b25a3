"""One peer in a process of its own: a letter in, a record out, as lines of JSON.

PYTHONPATH=<checkout> <peers' python> benchmarks/peers/worker.py instructor|langextract|contextgem

The first line in is {"base_url", "key", "model"}; the first line out {"ready": true}, or {"error"} where the peer cannot be
used at all. Each further line in is {"text"}, and out {"record", "evidence", "seconds"} or {"error", "seconds"}. The
record is as the peer gave it; whoever reads it makes it fit the schema. Evidence is by JSON pointer.
"""

from __future__ import annotations

import importlib
import json
import logging
import os
import sys
import time
import warnings
from typing import TextIO

DEEPEST = 5


def main() -> None:
    """Answer until the standard input ends."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # What a peer prints could hold a letter, and would break the lines.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    server = json.loads(sys.stdin.readline())
    try:
        structure = importlib.import_module(f"with_{sys.argv[1]}").prepare(**server)
    except Exception as error:
        # No letter has been read yet: the message says more than the name, and gives nothing away.
        _say({"error": f"{type(error).__name__}: {error}"}, out)
        return
    _say({"ready": True}, out)
    for line in sys.stdin:
        began = time.perf_counter()
        try:
            record, evidence = structure(json.loads(line)["text"])
            reply = {"record": record, "evidence": evidence}
        except Exception as error:
            reply = {"error": named(error)}
        _say({**reply, "seconds": time.perf_counter() - began}, out)


def named(error: BaseException) -> str:
    """The names of an error and of its causes. Their messages could hold the letter."""
    names: list[str] = []
    at: BaseException | None = error
    while at is not None and len(names) < DEEPEST:
        if type(at).__name__ not in names:
            names.append(type(at).__name__)
        at = at.__cause__ or at.__context__
    return ", from ".join(names)


def _say(reply: dict[str, object], out: TextIO) -> None:
    print(json.dumps(reply, default=str), file=out, flush=True)


if __name__ == "__main__":
    main()
