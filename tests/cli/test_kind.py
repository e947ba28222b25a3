"""`structurer kind`: list, show, and the beginnings of a new kind, which run as they are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from structurer.kinds.registry import kind_names

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "referral"


def test_the_list_says_whence_each_kind_comes(run: Any) -> None:
    ran = run("kind", "list")
    assert ran.code == 0
    for name in kind_names():
        assert f" {name} " in ran.out
    assert "structurer 0." in ran.out


def test_a_kind_is_shown_with_its_fields(run: Any) -> None:
    ran = run("kind", "show", "ur")
    assert ran.code == 0
    assert "ur  version 1" in ran.out
    assert "ur/history" in ran.out
    assert "determinations.deferral" in ran.out


def test_an_unknown_kind_is_answered_with_those_there_are(run: Any) -> None:
    ran = run("kind", "show", "postcard")
    assert ran.code == 2
    assert "known kinds:" in ran.err


@pytest.mark.parametrize("name", ["Big", "two words", "1st", "class", "ur"])
def test_a_name_that_cannot_be_is_refused(run: Any, tmp_path: Path, name: str) -> None:
    assert run("kind", "new", name, "-o", tmp_path / "new").code == 2
    assert not (tmp_path / "new").exists()


def test_what_is_there_is_not_written_over(run: Any, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert run("kind", "new", "memo", "-o", tmp_path).code == 2


def passes(folder: Path) -> None:
    """The tests of a package pass, from its own folder."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """An environment in which the example package is installed beside structurer."""
    metadata = tmp_path / "site" / "structurer_referral-0.1.0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: structurer-referral\nVersion: 0.1.0\n")
    points = tomllib.loads((EXAMPLE / "pyproject.toml").read_text())["project"]["entry-points"]["structurer.kinds"]
    (metadata / "entry_points.txt").write_text(
        "[structurer.kinds]\n" + "".join(f"{name} = {value}\n" for name, value in points.items())
    )
    path = os.pathsep.join([str(tmp_path / "site"), str(EXAMPLE), str(ROOT)])
    return {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200"}


def structurer(environment: dict[str, str], *words: object) -> str:
    command = [sys.executable, "-m", "structurer", *map(str, words)]
    ran = subprocess.run(command, cwd=EXAMPLE, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_a_kind_from_another_package_is_one_among_the_others(installed: dict[str, str]) -> None:
    assert "structurer-referral 0.1.0" in structurer(installed, "kind", "show", "referral")
    letter = EXAMPLE / "evals" / "letters" / "cardiology.txt"
    result = json.loads(structurer(installed, "extract", letter, "--read-only", "--format", "json"))
    assert result["provenance"]["kind"] == "referral"
    assert result["provenance"]["kind_from"] == "structurer-referral 0.1.0"
    assert result["record"]["patient"] == "Walburga Senn"
    assert "0 errors" in structurer(installed, "eval", "lint", "evals")


LETTER = ROOT / "tests" / "letters" / "2016-one-item.txt"


@pytest.fixture
def broken(tmp_path: Path) -> dict[str, str]:
    """An environment in which a package is installed whose record has an open bracket."""
    site = tmp_path / "site"
    (site / "structurer_recipe-0.1.0.dist-info").mkdir(parents=True)
    (site / "structurer_recipe-0.1.0.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: structurer-recipe\nVersion: 0.1.0\n"
    )
    (site / "structurer_recipe-0.1.0.dist-info" / "entry_points.txt").write_text(
        "[structurer.kinds]\nrecipe = recipe_kind:KIND\n"
    )
    (site / "recipe_kind").mkdir()
    (site / "recipe_kind" / "__init__.py").write_text("from recipe_kind.record import KIND\n")
    (site / "recipe_kind" / "record.py").write_text("KIND = 1\n\nOTHER = f(\n")
    path = os.pathsep.join([str(site), str(ROOT)])
    return {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200"}


SAID = "kind recipe of structurer-recipe 0.1.0 cannot be loaded: SyntaxError at record.py:3"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["kind", "list"], 1, f"warning: {SAID}"),
        (["rules"], 0, f"warning: {SAID}"),
        (["extract", LETTER, "--read-only", "--format", "json"], 0, f"warning: {SAID}"),
        (["extract", LETTER, "--read-only", "--kind", "recipe"], 2, f"error: {SAID}"),
        (["kind", "show", "recipe"], 2, f"error: {SAID}"),
    ],
)
def test_a_broken_package_is_told_once_and_keeps_nobody_from_anything(
    broken: dict[str, str], words: list[object], code: int, says: str
) -> None:
    command = [sys.executable, "-m", "structurer", *map(str, words)]
    ran = subprocess.run(command, cwd=ROOT, env=broken, capture_output=True, text=True, check=False)
    assert ran.returncode == code, ran.stderr
    assert ran.stderr.count(SAID) == 1
    assert says in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ("imr" in ran.stdout) == (code == 0 or words == ["kind", "list"])


def test_the_doctor_has_a_row_for_a_broken_package(broken: dict[str, str]) -> None:
    command = [sys.executable, "-m", "structurer", "doctor"]
    ran = subprocess.run(command, cwd=ROOT, env=broken, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "SyntaxError at record.py:3" in next(line for line in ran.stdout.splitlines() if "kind recipe" in line)
    assert "kind imr" in ran.stdout
    assert ran.stderr == ""


@pytest.mark.long
def test_the_example_packages_own_tests_pass() -> None:
    passes(EXAMPLE)


@pytest.mark.long
def test_a_new_kind_runs_as_it_is(run: Any, tmp_path: Path) -> None:
    ran = run("kind", "new", "tax_notice", "-o", tmp_path / "tax_notice")
    assert ran.code == 0
    made = {
        str(path.relative_to(tmp_path / "tax_notice"))
        for path in (tmp_path / "tax_notice").rglob("*.*")
        if path.is_file()
    }
    assert {"pyproject.toml", "tax_notice_kind/record.py", "tax_notice_kind/prompts/tax_notice/record.md",
            ".gitignore", "evals/letters/first.txt", "evals/labels/first.json", "tests/test_kind.py"} <= made  # fmt: skip
    assert not [
        path for path in (tmp_path / "tax_notice").rglob("*") if path.is_file() and "@name@" in path.read_text("utf-8")
    ]
    passes(tmp_path / "tax_notice")
    reader = tmp_path / "tax_notice" / "tax_notice_kind" / "__init__.py"
    whole = reader.read_text("utf-8")
    reader.write_text(whole.replace('    readers=(Reader("labels", read_labels),),\n', ""), encoding="utf-8")
    passes(tmp_path / "tax_notice")  # a kind whose letters print nothing behind labels
    reader.write_text(whole, encoding="utf-8")
    shown = run("kind", "show", f"{tmp_path}/tax_notice/tax_notice_kind/__init__.py:KIND")
    assert "tax_notice/record" in shown.out
    read = run("extract", tmp_path / "tax_notice" / "evals" / "letters" / "first.txt", "--read-only", "--format", "record",
               "--kind", f"{tmp_path}/tax_notice/tax_notice_kind/__init__.py:KIND")  # fmt: skip
    assert '"reference": "OR-20417"' in read.out
