"""`make record`: ask the embedded model for what the cassettes lack or hold no more. Letters that replay are left alone."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from vcr.record_mode import RecordMode

from structurer import Structurer, StructurerError
from tests import letters, replay
from tests.test_cassettes import CASES


def main() -> int:
    """Record each case that does not replay. Exit code 1 where one could not be recorded."""
    failed = 0
    for name, given in CASES.items():
        path = replay.CASSETTES / "imr" / f"{name}.yaml"
        if _replays(name, path, given):
            print(f"{name}: kept")
            continue
        began = time.perf_counter()
        fresh = path.with_suffix(".new.yaml")
        fresh.unlink(missing_ok=True)
        try:
            with replay.tape(fresh, RecordMode.ALL):
                result = Structurer("imr", model=f"local/{replay.MODEL}", cache=False, slots=4, **given).structure(
                    letters.letter(name)
                )
        except StructurerError as error:
            print(f"{name}: {error}", file=sys.stderr)
            failed += 1
            continue
        fresh.replace(path)
        print(f"{name}: recorded, {result.usage.calls} calls, {time.perf_counter() - began:.0f} s", flush=True)
    return 1 if failed else 0


def _replays(name: str, path: Path, given: dict[str, bool]) -> bool:
    if not path.exists():
        return False
    try:
        replay.structured(letters.letter(name), path, **given)
    except (StructurerError, AssertionError):
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
