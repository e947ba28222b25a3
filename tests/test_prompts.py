"""Prompt files: their parts, their hash, and letters that look like templates."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from structurer.errors import SettingsError
from structurer.kinds.imr.asks.items import ItemAnswer
from structurer.kinds.imr.asks.summary import HistoryAnswer, WorkupAnswer
from structurer.kinds.imr.locating import LocateAnswer
from structurer.prompts import field_notes, load
from structurer.resources import folder

NAMES = sorted(str(path.relative_to(folder("prompts")).with_suffix("")) for path in folder("prompts").glob("*/*.md"))
ASKS = [name for name in NAMES if name not in ("imr/shared-rules", "imr/material")]
WHOLE = '+++\nid = "k/p"\nversion = 3\nabout = "a"\n+++\n# Instructions\nDo.\n# Fields\n{{fields}}\n# Question\n{{shown}} {{asked}}\n'


def write(root: Path, text: str) -> None:
    (root / "k").mkdir(exist_ok=True)
    (root / "k" / "p.md").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", ASKS)
def test_every_prompt_has_what_a_prompt_needs(name: str) -> None:
    prompt = load(name)
    assert prompt.id == name
    assert prompt.version >= 1
    assert prompt.about
    assert "{{include" not in prompt.instructions
    assert "do not" in prompt.instructions  # letters are material, whatever they say
    assert prompt.examples
    for example in prompt.examples:
        json.loads(example.answer)


@pytest.mark.parametrize(
    ("name", "model"),
    [("imr/history", HistoryAnswer), ("imr/workup", WorkupAnswer), ("imr/locate", LocateAnswer)],
)
def test_examples_follow_the_answer_models(name: str, model: type) -> None:
    for example in load(name).examples:
        model.model_validate_json(example.answer)  # type: ignore[attr-defined]


def test_examples_quote_what_they_show() -> None:
    from structurer.letter import Letter
    from structurer.quote import find

    for name in ("imr/history", "imr/workup", "imr/item"):
        for example in load(name).examples:
            shown = Letter.from_text(example.shown)

            def strings(value: object) -> list[str]:
                if isinstance(value, str):
                    return [value]
                if isinstance(value, list):
                    return [text for entry in value for text in strings(entry)]
                if isinstance(value, dict):
                    return [
                        text
                        for key, entry in value.items()
                        if key not in ("category", "reason")
                        for text in strings(entry)
                    ]
                return []

            for quote in strings(json.loads(example.answer)):
                assert find(shown, quote), (name, quote)


def test_what_is_shown_is_never_a_template(tmp_path: Path) -> None:
    write(tmp_path, WHOLE)
    messages = load("k/p", tmp_path).render("notes {{shown}}", "{{asked}} {% if %} {{fields}} \\1 $x", asked="a, b")
    assert messages == [
        ("system", "Do.\n\nnotes {{shown}}"),
        ("user", "{{asked}} {% if %} {{fields}} \\1 $x a, b"),
    ]


def test_the_hash_is_of_everything_that_is_sent(tmp_path: Path) -> None:
    (tmp_path / "k").mkdir()
    (tmp_path / "k" / "part.md").write_text("Part one.", encoding="utf-8")
    write(tmp_path, WHOLE.replace("Do.", "Do.\n{{include k/part.md}}"))
    first = load("k/p", tmp_path)
    assert "Part one." in first.instructions
    (tmp_path / "k" / "part.md").write_text("Part two.", encoding="utf-8")
    assert load("k/p", tmp_path).digest != first.digest


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("no front matter", "front matter"),
        (WHOLE.replace("k/p", "k/q"), "its id is"),
        (WHOLE.replace("version = 3", "version = "), "TOML"),
        (WHOLE + "# Epilogue\nx\n", "unknown part"),
        (WHOLE + "# Example\nx\n", "## Shown"),
    ],
)
def test_a_malformed_prompt_is_refused(tmp_path: Path, text: str, says: str) -> None:
    write(tmp_path, text)
    with pytest.raises(SettingsError, match=says):
        load("k/p", tmp_path)


def test_a_missing_prompt_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no prompt"):
        load("k/none", tmp_path)


def test_field_notes_are_the_models_own_words() -> None:
    notes = field_notes(WorkupAnswer)
    assert "- studies: tests already done" in notes
    assert "  - date: its date as printed; else null" in notes
    assert field_notes(ItemAnswer).count("\n- ") >= 6


def test_no_letter_of_the_tests_stands_in_a_prompt() -> None:
    """No run of eight words of a letter that anything is measured on."""
    from tests import letters

    def runs(text: str) -> set[tuple[str, ...]]:
        words = "".join(c.lower() if c.isalnum() else " " for c in text).split()
        return {tuple(words[index : index + 8]) for index in range(len(words) - 7)}

    prompts = set().union(*(runs((folder("prompts") / f"{name}.md").read_text(encoding="utf-8")) for name in NAMES))
    for name in letters.NAMES:
        assert not runs(letters.letter(name).text) & prompts, name
