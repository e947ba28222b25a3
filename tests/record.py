"""`make record`: ask the embedded model for what the tests' cassettes lack; what they hold and is asked for stays."""

from __future__ import annotations

import sys
import time

from structurer import StructurerError
from tests import letters, replay
from tests.test_cassettes import CASES


def main() -> int:
    """Complete each case's cassette and remove from it what nobody asks for. Exit code 1 where one could not be."""
    failed = 0
    for name, given in CASES.items():
        path, letter = replay.CASSETTES / "imr" / f"{name}.yaml", letters.letter(name)
        began = time.perf_counter()
        try:
            try:
                _, used = replay.played(letter, path, "replay", **given)
                fresh = 0
            except StructurerError:
                fresh = replay.played(letter, path, "add", **given)[1].fresh
                _, used = replay.played(letter, path, "replay", **given)
            if used.unused:
                replay.played(letter, path, "replay", prune=True, **given)
        except StructurerError as error:
            print(f"{name}: {error}", file=sys.stderr)
            failed += 1
            continue
        print(f"{name}: {fresh} recorded, {used.unused} removed, {time.perf_counter() - began:.0f} s", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
