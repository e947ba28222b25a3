"""`python -m tests.readme`: put into the documents what is made by commands, or taken from other files."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path

from structurer.cli.tables import show
from structurer.loading import load_bytes
from structurer.settings import Settings
from tests import letters, replay

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
SETTINGS = ROOT / "docs" / "settings.md"
ACCURACY = ROOT / "docs" / "accuracy.md"
SAMPLE = ROOT / "examples" / "structuring.py"
PEERS = ROOT / "benchmarks" / "peers"
KEPT = PEERS / "kept"
LEFT_OUT = re.compile(r"^(?:reviewer|worker|determinations [13] of 3)\n\n(?:.+\n)+\n", re.MULTILINE)
"""The parts of the example that the README does without: they show nothing that the others do not."""


def example() -> str:
    """The example as the README shows it: the command's output, but for some parts, and the seconds, which vary."""
    letter = load_bytes(letters.EXAMPLE.read_bytes(), "examples/letter.txt")
    out = io.StringIO()
    show(replay.structured(letter, replay.CASSETTES / "imr" / "example.yaml"), out)
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    told = re.sub(r"\n{2,}", "\n\n", "\n".join(lines)).strip()
    told = re.sub(r" · [\d.]+ s$", "", LEFT_OUT.sub("", told))
    return f"<!-- example -->\n```\n{told}\n```\n"


def sample() -> str:
    """The sample as the README shows it: the file, which is type-checked and run by a test."""
    return f"<!-- sample -->\n```python\n{SAMPLE.read_text(encoding='utf-8')}```\n"


def settings() -> str:
    """The table of settings, from their class."""
    rows = ["| setting | default | what it is |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "the system's folder for it" if field.default_factory else str(field.default)
        rows.append(
            f"| `{name}` | {'' if field.default is None else default} | {field.description} |".replace("<", "&lt;")
        )
    return "<!-- settings -->\n" + "".join(f"{row}\n" for row in rows)


def peers() -> str:
    """The table of the peers' kept run over the whole dev half."""
    return _table("peers", "imr-dev", ("structurer", "instructor", "langextract"))


def in_turn() -> str:
    """The table of the kept run of the first letters, which three contestants had in turn."""
    return _table("in-turn", "imr-dev-turns", ("structurer", "instructor", "langextract"))


def all_four() -> str:
    """The table of the kept run of one letter, which all four had in turn."""
    return _table("all-four", "imr-dev-four", ("structurer", "instructor", "langextract", "contextgem"))


def _table(mark: str, run: str, contestants: tuple[str, ...]) -> str:
    """A block with what `python benchmarks/peers table benchmarks/peers/kept/RUN --short --markdown` prints."""
    sys.path.insert(0, str(PEERS))
    from measuring import rows_of
    from table import briefly, machine_of

    folder = KEPT / run
    return f"<!-- {mark} -->\n{briefly(rows_of(folder, contestants), machine_of(folder), as_markdown=True)}\n"


def _after(mark: str, what: str) -> re.Pattern[str]:
    """A block: its mark, and what stands behind it."""
    return re.compile(rf"<!-- {mark} -->\n{what}", re.DOTALL)


FENCED = r"(?:```\w*\n.*?\n```\n)?"
TABLE = r"(?:\|[^\n]*\n)*"
NOTED = rf"{TABLE}(?:\n(?:- [^\n]*\n)+)?"
BLOCKS: tuple[tuple[Path, re.Pattern[str], Callable[[], str]], ...] = (
    (README, _after("example", FENCED), example),
    (README, _after("sample", FENCED), sample),
    (README, _after("peers", NOTED), peers),
    (ACCURACY, _after("in-turn", NOTED), in_turn),
    (ACCURACY, _after("all-four", NOTED), all_four),
    (SETTINGS, _after("settings", TABLE), settings),
)
"""What is made, in which document, and how."""


def main() -> None:
    """Rewrite the blocks."""
    for document, pattern, made in BLOCKS:
        text = document.read_text(encoding="utf-8")
        if pattern.search(text):
            block = made()
            document.write_text(pattern.sub(lambda _, block=block: block, text, count=1), encoding="utf-8")  # type: ignore[misc]


if __name__ == "__main__":
    main()
