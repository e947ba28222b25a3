"""What trying prompts needs: a checkout of the prompts, a small suite with halves, and a model that is right."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from structurer.kinds.registry import kind_named
from structurer.reading import questions_about
from structurer.resources import folder
from tests import letters
from tests.answering import Twist, from_label
from tests.fault_server import Seen, Step

# The halves go by the hash of the letters' bytes. Nothing about these two of the dev half has to be asked again.
DEV = ["2013-decided-twice", "2017-eight-items-surgery"]
TEST = ["2016-one-item", "2015-with-header"]
CHANGED = "You study the clinical case summary"

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def git(place: Path, *words: str) -> None:
    """Git in a folder, with no settings of the machine's owner."""
    owner = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *owner, *words], cwd=place, check=True, capture_output=True)


def checkout(root: Path) -> Path:
    """A checkout whose one commit holds the project's prompts; their folder."""
    shutil.copytree(folder("prompts"), root / "prompts")
    git(root, "init", "--quiet", "--template=")
    commit(root / "prompts")
    return root / "prompts"


def commit(prompts: Path) -> None:
    """Commit the prompts as they are."""
    git(prompts, "add", ".")
    git(prompts, "commit", "--quiet", "--allow-empty", "-m", "The prompts")


def save(path: Path, text: str) -> None:
    """Save as many editors do, in one step: whoever watches never sees half of it."""
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def change(prompts: Path, name: str = "imr/history") -> None:
    """Change a sentence of the prompt; what is asked by it then holds CHANGED."""
    path = prompts / f"{name}.md"
    text = path.read_text(encoding="utf-8")
    assert "You read the clinical case summary" in text
    save(path, text.replace("You read the clinical case summary", CHANGED))


def is_changed(seen: Seen) -> bool:
    """Whether a request is made by a prompt as `change` leaves it."""
    return CHANGED in seen.messages[0]["content"]


def suite_at(root: Path, names: Sequence[str] = (*DEV, *TEST), **also: str) -> Path:
    """A suite of the tests' letters with a dev and a test half."""
    for part, end in (("letters", "txt"), ("labels", "json")):
        (root / part).mkdir(parents=True)
        for name in names:
            shutil.copy(letters.HERE / f"{name}.{end}", root / part)
    said = {"kind": '"imr"', "halves": "true", **also}
    (root / "suite.toml").write_text("".join(f"{name} = {value}\n" for name, value in said.items()))
    return root


class Model:
    """Answers about several letters from their labels. `asked` tells letter and ask of every request so far."""

    def __init__(self, names: Sequence[str], twist: Twist | None = None) -> None:
        self.asked: list[tuple[str, str]] = []
        self._twist = twist
        kind = kind_named("imr")
        asked = {name: questions_about(kind, letters.letter(name), "all") for name in names}
        # How a question begins, of an item and of anything else.
        self._begins = {
            name: tuple(begin for one in questions for begin in (f"{one.shown}\n", f"Request: {one.shown}\n"))
            for name, questions in asked.items()
        }

    def __call__(self, seen: Seen) -> Step:
        said = [message["content"] for message in seen.messages if message["role"] == "user"]
        name = next(name for name, begins in self._begins.items() if any(one.startswith(begins) for one in said))

        def noted(ask: str, answer: dict[str, object], seen: Seen) -> object:
            self.asked.append((name, ask))
            return self._twist(ask, answer, seen) if self._twist else answer

        return from_label(letters.label(name), noted)(seen)

    def counted(self, ask: str) -> dict[str, int]:
        """How often each letter was asked so."""
        return {name: sum(one == (name, ask) for one in self.asked) for name in self._begins}
