"""Lines of JSON: a file, or a folder with a file for each table."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from structurer.ingest.halt import Halt
from structurer.ingest.row import Row
from structurer.ingest.shapes import Shape


def fill(target: Path, shape: Shape, rows: Iterable[Row], halt: Halt) -> int:
    """Write the rows; give their number."""
    count = 0
    with ExitStack() as stack:
        if shape.name == "tables":
            target.mkdir(mode=0o700)
            places = {table.name: target / f"{table.name}.jsonl" for table in shape.tables}
        else:
            places = {table.name: target for table in shape.tables}
        files = {name: stack.enter_context(place.open("w", encoding="utf-8")) for name, place in places.items()}
        for row in halt.seen(rows):
            count += 1
            for table, entry in shape.entries(row):
                files[table].write(line(entry))
    return count


def line(entry: dict[str, Any]) -> str:
    """One entry of a table, as its line."""
    return json.dumps(entry, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"
