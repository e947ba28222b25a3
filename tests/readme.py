"""`python -m tests.readme`: put into the README what the example letter's recorded run prints, and the peers' kept run."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path

from structurer.cli.tables import show
from structurer.loading import load_bytes
from tests import letters, replay

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PEERS = ROOT / "benchmarks" / "peers"
KEPT = PEERS / "kept" / "imr-dev"
CONTESTANTS = ("structurer", "instructor", "langextract")
EXAMPLE = re.compile(r"<!-- example -->\n(?:```\n.*?\n```\n)?", re.DOTALL)
TABLE = re.compile(r"<!-- peers -->\n(?:\|.*\n)*")


def example() -> str:
    """The example as the README shows it: the command's output, but for the seconds, which vary."""
    letter = load_bytes(letters.EXAMPLE.read_bytes(), "examples/letter.txt")
    out = io.StringIO()
    show(replay.structured(letter, replay.CASSETTES / "imr" / "example.yaml"), out)
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    told = re.sub(r"\n{2,}", "\n\n", "\n".join(lines)).strip()
    told = re.sub(r" · [\d.]+ s$", "", told)
    return f"<!-- example -->\n```\n{told}\n```\n"


def peers() -> str:
    """The table of the peers' kept run, as `python benchmarks/peers table … --short --markdown` prints it."""
    sys.path.insert(0, str(PEERS))
    from measuring import rows_of
    from table import markdown, short

    return f"<!-- peers -->\n{markdown(short(rows_of(KEPT, CONTESTANTS)))}\n"


BLOCKS: tuple[tuple[re.Pattern[str], Callable[[], str]], ...] = ((EXAMPLE, example), (TABLE, peers))
"""What is made by commands, and how."""


def main() -> None:
    """Rewrite the blocks."""
    text = README.read_text(encoding="utf-8")
    for pattern, made in BLOCKS:
        text = pattern.sub(lambda _, made=made: made(), text, count=1)  # type: ignore[misc]
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
