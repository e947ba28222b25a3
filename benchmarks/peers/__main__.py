"""python benchmarks/peers run|table …: run structurer beside its peers, or print a run's table again."""

from __future__ import annotations

import sys

import run
import table

COMMANDS = {"run": run.main, "table": table.main}


def main() -> None:
    """Hand over to the command."""
    command = COMMANDS.get(sys.argv[1]) if len(sys.argv) > 1 else None
    if command is None:
        sys.exit(f"{__doc__}\n\nEach has --help.")
    command(sys.argv[2:])


if __name__ == "__main__":
    main()
