"""`python -m tests.readme`: put into the README what the example letter's recorded run prints."""

from __future__ import annotations

import io
import re
from pathlib import Path

from structurer.cli.tables import show
from structurer.loading import load_bytes
from tests import letters, replay

README = Path(__file__).parent.parent / "README.md"
BLOCK = re.compile(r"<!-- example -->\n(?:```\n.*?\n```\n)?", re.DOTALL)


def block() -> str:
    """The example as the README shows it: the command's output, but for the seconds, which vary."""
    letter = load_bytes(letters.EXAMPLE.read_bytes(), "examples/letter.txt")
    out = io.StringIO()
    show(replay.structured(letter, replay.CASSETTES / "imr" / "example.yaml"), out)
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    told = re.sub(r"\n{2,}", "\n\n", "\n".join(lines)).strip()
    told = re.sub(r" · [\d.]+ s$", "", told)
    return f"<!-- example -->\n```\n{told}\n```\n"


def main() -> None:
    """Rewrite the block."""
    text = README.read_text(encoding="utf-8")
    README.write_text(BLOCK.sub(lambda _: block(), text, count=1), encoding="utf-8")


if __name__ == "__main__":
    main()
