"""Prompt files: their parts, their hash, and letters that look like templates."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from structurer.errors import SettingsError
from structurer.kinds.imr.asks.items import ItemAnswer
from structurer.kinds.medical.asks.history import HistoryAnswer
from structurer.kinds.medical.asks.workup import WorkupAnswer
from structurer.kinds.medical.locating import LocateAnswer
from structurer.kinds.medical.record import Basis, Category
from structurer.prompts import Part, field_notes, load, names, sources
from structurer.resources import folder

NAMES = sorted(str(path.relative_to(folder("prompts")).with_suffix("")) for path in folder("prompts").glob("*/*.md"))
ASKS = [name for name in NAMES if not name.startswith("medical/")]  # those are put in place of includes
WHOLE = '+++\nid = "k/p"\nversion = 3\nabout = "a"\n+++\n# Instructions\nDo.\n# Fields\n{{fields}}\n# Question\n{{shown}} {{asked}}\n'


def write(root: Path, text: str, **others: str) -> None:
    """The prompt k/p, and other files beside it."""
    (root / "k").mkdir(exist_ok=True)
    for name, content in {"p": text, **others}.items():
        (root / "k" / f"{name}.md").write_text(content, encoding="utf-8")


def doing(text: str) -> str:
    """The whole prompt with these instructions."""
    return WHOLE.replace("Do.", text)


@pytest.mark.parametrize("name", ASKS)
def test_every_prompt_has_what_a_prompt_needs(name: str) -> None:
    prompt = load(name)
    assert prompt.id == name
    assert prompt.version >= 1
    assert prompt.about
    assert "{{include" not in prompt.instructions
    assert "do not" in prompt.instructions  # letters are material, whatever they say
    assert prompt.examples or name == "least/record"  # an example of another record would mislead
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


@pytest.mark.parametrize(
    "change",
    [
        {"part": "Part two."},
        {"p": doing("Do it.\n{{include k/part.md}}")},
        {"p": doing("Do.\n{{include k/part.md}}").replace("version = 3", "version = 4")},
    ],
)
def test_an_edited_file_or_include_is_read_anew_and_is_another_prompt(tmp_path: Path, change: dict[str, str]) -> None:
    files = {"p": doing("Do.\n{{include k/part.md}}"), "part": "Part one."}
    write(tmp_path, files["p"], part=files["part"])
    first = load("k/p", tmp_path)
    assert first.instructions == "Do.\nPart one."
    changed = {**files, **change}
    write(tmp_path, changed["p"], part=changed["part"])
    second = load("k/p", tmp_path)
    assert second.digest != first.digest
    assert second.text != first.text
    write(tmp_path, files["p"], part=files["part"])
    assert load("k/p", tmp_path) == first


@pytest.mark.parametrize(
    ("instructions", "others", "reads"),
    [
        ("One. {{include k/a.md}} Three.", {"a": "Two.\n"}, "One. Two. Three."),
        ("{{include k/a.md}}\nThree.", {"a": "\nOne.\n{{include k/b.md}}\n", "b": "Two.\n\n"}, "One.\nTwo.\nThree."),
        ("{{include k/a.md}} {{include k/a.md}}", {"a": "Twice."}, "Twice. Twice."),
        ("{{ include k/a.md }} {{includes}}", {"a": "Never."}, "{{ include k/a.md }} {{includes}}"),
    ],
)
def test_an_include_stands_where_it_is_named(
    tmp_path: Path, instructions: str, others: dict[str, str], reads: str
) -> None:
    write(tmp_path, doing(instructions), **others)
    assert load("k/p", tmp_path).instructions == reads


@pytest.mark.parametrize(
    ("named", "others", "says"),
    [
        ("k/none.md", {}, "k/none.md, which cannot be read"),
        ("k/p.md", {}, "includes it in turn"),
        ("k/a.md", {"a": "{{include k/b.md}}", "b": "{{include k/a.md}}"}, "includes it in turn"),
        ("k/../k/a.md", {"a": "{{include k/../k/a.md}}"}, "includes it in turn"),
        ("../outside.md", {}, "which is not in"),
        ("k/link.md", {}, "which is not in"),
        ("/etc/hostname", {}, "which is not in"),
        ("", {}, "which is not in"),
    ],
)
def test_an_include_is_another_file_of_the_folder(
    tmp_path: Path, named: str, others: dict[str, str], says: str
) -> None:
    root = tmp_path / "prompts"
    root.mkdir()
    (tmp_path / "outside.md").write_text("Outside.", encoding="utf-8")
    write(root, doing(f"{{{{include {named}}}}}"), **others)
    (root / "k" / "link.md").symlink_to(tmp_path / "outside.md")
    with pytest.raises(SettingsError, match=says) as refused:
        load("k/p", root)
    assert refused.value.hint


def test_parts_and_includes_are_known_as_data(tmp_path: Path) -> None:
    example = "# Example\n## Shown\nx {{include k/c.md}}\n## Answer\n{}\n"
    text = doing("{{include k/a.md}}\nDo.").replace("# Question", f"{example}{example}# Question")
    write(tmp_path, text, a="A. {{include k/b.md}}", b="B.", c="C.")
    prompt = load("k/p", tmp_path)
    assert prompt.parts == (
        Part("front matter", 'id = "k/p"\nversion = 3\nabout = "a"'),
        Part("instructions", "A. B.\nDo.", ("k/a.md", "k/b.md")),
        Part("fields", "{{fields}}"),
        Part("example 1", "## Shown\nx C.\n## Answer\n{}", ("k/c.md",)),
        Part("example 2", "## Shown\nx C.\n## Answer\n{}", ("k/c.md",)),
        Part("question", "{{shown}} {{asked}}"),
    )
    assert prompt.includes == ("k/a.md", "k/b.md", "k/c.md")
    assert [path.name for path in sources("k/p", tmp_path)] == ["p.md", "a.md", "b.md", "c.md"]
    assert names("k", tmp_path) == ["k/p"]  # what is only included is no prompt


def test_a_prompt_with_its_includes_in_place_is_the_same_prompt(tmp_path: Path) -> None:
    write(tmp_path, doing("{{include k/a.md}}"), a="A.")
    whole = load("k/p", tmp_path)
    write(tmp_path, whole.text)
    assert load("k/p", tmp_path).digest == whole.digest


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("no front matter", "front matter"),
        (WHOLE.replace("k/p", "k/q"), "its id is"),
        (WHOLE.replace("version = 3", "version = "), "TOML"),
        (WHOLE + "# Epilogue\nx\n", "unknown part"),
        (WHOLE.replace("version = 3", 'version = "3"'), "no whole number"),
        (WHOLE.replace("version = 3", "version = true"), "no whole number"),
        (WHOLE.replace("{{shown}}", "shown"), "no {{shown}}"),
        (WHOLE.replace("# Question", "# Instructions"), "no {{shown}}"),
        (WHOLE + "# Example\nx\n", "## Shown"),
        (WHOLE + "# Example\n## Shown\nx\n## Answer\n{'a': 1}\n", "is not JSON"),
    ],
)
def test_a_malformed_prompt_is_refused(tmp_path: Path, text: str, says: str) -> None:
    write(tmp_path, text)
    with pytest.raises(SettingsError, match=says) as refused:
        load("k/p", tmp_path)
    assert str(tmp_path / "k" / "p.md") in refused.value.message


def test_a_missing_prompt_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no prompt"):
        load("k/none", tmp_path)


class Node(BaseModel):
    name: str
    below: list[Node] = []


def test_a_model_within_itself_is_described_once() -> None:
    assert field_notes(Node) == "- name\n- below"


def test_field_notes_are_the_models_own_words() -> None:
    notes = field_notes(WorkupAnswer)
    assert "- studies: tests already done" in notes
    assert "  - date: its date as printed; else null" in notes
    assert field_notes(ItemAnswer).count("\n- ") >= 6


@pytest.mark.parametrize("code", [*Category, *Basis])
def test_the_prompt_names_every_code_that_an_answer_may_hold(code: str) -> None:
    assert re.search(rf"\b{code}\b", load("imr/item").instructions)


def test_the_prompt_names_no_code_that_an_answer_may_not_hold() -> None:
    assert set(re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", load("imr/item").instructions)) <= {*Category, *Basis}


def test_no_letter_of_the_tests_stands_in_a_prompt() -> None:
    """No run of eight words of a letter that anything is measured on."""
    from tests import letters

    def runs(text: str) -> set[tuple[str, ...]]:
        words = "".join(c.lower() if c.isalnum() else " " for c in text).split()
        return {tuple(words[index : index + 8]) for index in range(len(words) - 7)}

    prompts = set().union(*(runs((folder("prompts") / f"{name}.md").read_text(encoding="utf-8")) for name in NAMES))
    for name in letters.NAMES:
        assert not runs(letters.letter(name).text) & prompts, name
