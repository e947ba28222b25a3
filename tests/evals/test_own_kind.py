"""What a suite of a kind of one's own is told when something in it is amiss."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from structurer.errors import EvalError, SettingsError
from structurer.evals.lint import Remark, lint
from structurer.evals.suite import load_suite
from structurer.kinds.registry import kind_named
from structurer.prompts import load, place_of
from structurer.schema import exporting
from tests.cli.conftest import run as run

KIND = """from pathlib import Path
from typing import Literal
from pydantic import BaseModel
from structurer import LetterKind

class Medicine(BaseModel):
    drug: str | None = None
    strength: str | None = None

class Answer(BaseModel):
    sender: str | None = None
    decision: Literal["granted", "refused"] | None = None
    asked: Medicine | None = None
    alternatives: list[Medicine] = []

KIND = LetterKind("answer", 1, Answer, home=Path(__file__).parent)
class Needed(BaseModel):
    sender: str

NEEDED = LetterKind.from_model(Needed)
ASKED = LetterKind("answer", 1, Answer, home=Path(__file__).parent, answers={"answer/record": Answer})
GROUPED = LetterKind("answer", 1, Answer, field_groups={"who": ["sender"], "what": ["asked.drug", "asked", "reason"]})
"""
LABEL = {"sender": "Ann", "asked": {"drug": "zolpidem"}, "alternatives": [{"drug": "trazodone"}]}


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delitem(sys.modules, "answer_kind", raising=False)
    for name in ("suite/letters", "suite/labels", "answer_kind"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "answer_kind" / "__init__.py").write_text(KIND)
    (tmp_path / "suite" / "suite.toml").write_text('kind = "../answer_kind/__init__.py:KIND"\n')
    (tmp_path / "suite" / "letters" / "first.txt").write_text("No zolpidem, but trazodone.\nAnn\n")
    (tmp_path / "suite" / "labels" / "first.json").write_text(json.dumps(LABEL))
    return tmp_path / "suite"


def errors(suite: Path) -> list[Remark]:
    return [remark for remark in lint(suite)[1] if remark.severity == "error"]


def test_a_right_label_has_no_errors_and_may_leave_fields_out(suite: Path) -> None:
    assert errors(suite) == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"alternatifs": []}, "alternatifs"),
        ({"asked": {"drag": "zolpidem"}}, "asked.drag"),
        ({"alternatives": [{"drug": "a"}, {"strenght": "5 mg"}]}, "alternatives.strenght"),
    ],
)
def test_a_misspelt_name_in_a_label_is_an_error(suite: Path, change: dict[str, Any], named: str) -> None:
    (suite / "labels" / "first.json").write_text(json.dumps({**LABEL, **change}))
    (found,) = errors(suite)
    assert (found.letter, found.rule) == ("first", "label_schema")
    assert found.message.endswith(f"no such field: {named}")
    with pytest.raises(EvalError, match=f"no such field: {named}"):
        load_suite(suite)


def test_groups_that_do_not_hold_every_field_once_are_named_before_anything_is_asked(suite: Path, run: Any) -> None:
    (suite / "suite.toml").write_text('kind = "../answer_kind/__init__.py:GROUPED"\n')
    said = [
        "in no group: decision, alternatives.drug, alternatives.strength",
        "more than once: asked.drug",
        "no such field: reason",
    ]
    assert sorted(remark.message for remark in errors(suite) if remark.rule == "field_groups") == said
    shown = run("kind", "show", f"{suite.parent}/answer_kind/__init__.py:GROUPED").out
    assert all(words in " ".join(shown.split()) for words in said)


def test_an_example_that_answers_what_is_not_asked_is_told(suite: Path) -> None:
    (suite / "suite.toml").write_text('kind = "../answer_kind/__init__.py:ASKED"\n')
    prompt = suite.parent / "answer_kind" / "prompts" / "answer" / "record.md"
    prompt.parent.mkdir(parents=True)
    prompt.write_text(
        '+++\nid = "answer/record"\n+++\n# Example\n## Shown\nA text.\n## Answer\n{"sender": "A", "promises": []}\n'
        "# Question\n{{shown}}\n"
    )
    told = [remark.message for remark in lint(suite)[1] if remark.rule == "example_field"]
    assert told == ["an example of the prompt answer/record answers promises, which the record has not"]


def test_a_letter_in_the_kinds_own_prompts_is_told(suite: Path) -> None:
    letter = suite / "letters" / "first.txt"
    letter.write_text("No zolpidem, but trazodone. " + " ".join(f"word{number}" for number in range(40)) + "\nAnn\n")
    prompt = suite.parent / "answer_kind" / "prompts" / "answer" / "record.md"
    prompt.parent.mkdir(parents=True)
    prompt.write_text(f'+++\nid = "answer/record"\n+++\n{letter.read_text()}\n# Question\n{{{{shown}}}}\n')
    assert [remark.rule for remark in errors(suite)] == ["letter_in_prompt"]


def test_a_kind_is_shown_with_its_choices_and_what_it_requires(suite: Path, run: Any) -> None:
    place = f"{suite.parent}/answer_kind/__init__.py"
    assert "granted | refused" in run("kind", "show", f"{place}:KIND").out
    assert "required" not in run("kind", "show", f"{place}:KIND").out
    assert "str, required" in run("kind", "show", f"{place}:NEEDED").out


def test_a_prompt_that_a_package_lacks_is_looked_for_in_the_package(suite: Path) -> None:
    home = suite.parent / "answer_kind"
    with pytest.raises(SettingsError) as lacking:
        load("answer/record", place_of("answer/record", home, None))
    assert str(home / "prompts" / "answer" / "record.md") in lacking.value.message
    assert lacking.value.hint.startswith("the package lacks it")


def test_a_package_may_ask_by_the_prompt_that_serves_any_model(suite: Path) -> None:
    assert place_of("least/record", suite.parent / "answer_kind", None) is None


def test_a_schema_is_written_to_where_its_kind_keeps_it(suite: Path, monkeypatch: pytest.MonkeyPatch, run: Any) -> None:
    monkeypatch.chdir(suite.parent)
    place = "answer_kind/__init__.py:KIND"
    command = exporting(kind_named(place))
    assert command.endswith("-o answer_kind/schemas")
    assert run(*command.split()[1:]).code == 0
    assert (suite.parent / "answer_kind" / "schemas" / "answer-1.schema.json").is_file()
    assert "schemas/answer-1.schema.json" in run("kind", "show", place).out


def test_a_matrix_of_which_nothing_was_measured_says_so(suite: Path, monkeypatch: pytest.MonkeyPatch, run: Any) -> None:
    monkeypatch.setenv("STRUCTURER_TRANSPORT_ATTEMPTS", "1")
    (suite / "suite.toml").write_text('kind = "../answer_kind/__init__.py:NEEDED"\n')
    (suite / "labels" / "first.json").write_text('{"sender": "Ann"}')
    ran = run("eval", "matrix", suite, "--live", "--model", "none", "--base-url", "http://127.0.0.1:9/v1",
              "-o", suite / "runs")  # fmt: skip
    assert ran.code == 2
    assert "not measured" in ran.out
    assert "every letter failed" in ran.err


def test_a_live_run_says_which_letter_it_asks_about(suite: Path, run: Any) -> None:
    ran = run("eval", "run", suite, "--live", "--model", "none", "--base-url", "http://127.0.0.1:9/v1",
              "-o", suite / "run.jsonl")  # fmt: skip
    assert "first: asking …" in ran.err
    quiet = run("eval", "run", suite, "--live", "--model", "none", "--base-url", "http://127.0.0.1:9/v1",
                "-o", suite / "other.jsonl", "--quiet")  # fmt: skip
    assert quiet.err == ""
