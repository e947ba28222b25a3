"""One peer in a process of its own: a letter in, a record out, as lines of JSON.

PYTHONPATH=<checkout> <peers' python> benchmarks/peers/worker.py instructor|langextract|contextgem

The first line in is {"base_url", "key", "model"}, each further one {"text"}; each line out {"record", "evidence"} or
{"error"}. The record is as the peer gave it; whoever reads it makes it fit the schema. Evidence is by JSON pointer.
"""

from __future__ import annotations

import importlib
import json
import logging
import os
import sys
import time
import warnings


def main() -> None:
    """Answer until the standard input ends."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    peer = importlib.import_module(f"with_{sys.argv[1]}")
    server = json.loads(sys.stdin.readline())
    structure = peer.prepare(**server)
    print(json.dumps({"ready": True}), file=out, flush=True)
    for line in sys.stdin:
        began = time.perf_counter()
        try:
            record, evidence = structure(json.loads(line)["text"])
            reply = {"record": record, "evidence": evidence}
        except Exception as error:
            reply = {"error": type(error).__name__}
        print(json.dumps({**reply, "seconds": time.perf_counter() - began}, default=str), file=out, flush=True)


if __name__ == "__main__":
    main()
