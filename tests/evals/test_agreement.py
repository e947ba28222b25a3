"""How far two readers agree: the same whoever of them is named first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from structurer.evals.agreement import agreement
from structurer.evals.cells import Tally
from structurer.kinds.registry import kind_named
from tests import letters
from tests.cli.conftest import run as run


def test_what_one_reader_may_leave_out_is_agreed_on_whoever_comes_first(tmp_path: Path) -> None:
    label = letters.label("2016-one-item").model_copy(update={"documents_reviewed": []})
    listed = label.model_copy(update={"documents_reviewed": ["Operative report dated 1/2/2016"]})
    for reader, said in (("first", label), ("second", listed), ("third", listed)):
        (tmp_path / reader).mkdir()
        (tmp_path / reader / "letter.json").write_text(said.model_dump_json())
    kind = kind_named("imr")
    for pair in (("first", "second"), ("second", "first")):
        found = agreement(*(tmp_path / reader for reader in pair), kind)
        assert found.total.errors == 0
        assert found.fields["documents_reviewed"] == Tally()
    both = agreement(tmp_path / "second", tmp_path / "third", kind)
    assert both.fields["documents_reviewed"].right == 1


def test_every_pair_of_readers_is_told_with_the_letters_that_both_have(tmp_path: Path, run: Any) -> None:
    (tmp_path / "note.py").write_text(
        "from pydantic import BaseModel\nclass Note(BaseModel):\n    part: str | None = None\n"
    )
    (tmp_path / "suite.toml").write_text('kind = "note.py:Note"\n')
    read = {"letters": 8, "labels": 8, "readers/ann": 2, "readers/bob": 8}
    for place, count in read.items():
        (tmp_path / place).mkdir(parents=True)
        for number in range(count):
            name, text = (
                (f"{number}.txt", "His back.\n") if place == "letters" else (f"{number}.json", '{"part": "back"}')
            )
            (tmp_path / place / name).write_text(text)
    table = run("eval", "agreement", tmp_path).out.splitlines()
    heads = ["ann / ann / bob /", "bob labels labels", "field cells 2 letters 2 letters 8 letters"]
    assert [" ".join(line.split()) for line in table if "/" in line or "labels" in line or "field" in line] == heads
    assert next(line.split() for line in table if "part" in line) == ["part", "2…8", "1.000", "1.000", "1.000"]
    assert run("eval", "agreement", tmp_path, "--markdown").out.splitlines()[0] == (
        "| field | cells | ann / bob, 2 letters | ann / labels, 2 letters | bob / labels, 8 letters |"
    )


def differing(root: Path, read: dict[str, tuple[int, ...]]) -> Path:
    """A suite of four letters of which readers said so of these; Bob says otherwise than all others."""
    (root / "note.py").write_text(
        "from pydantic import BaseModel\nclass Note(BaseModel):\n    part: str | None = None\n"
    )
    (root / "suite.toml").write_text('kind = "note.py:Note"\npartial = true\n')
    (root / "letters").mkdir()
    for number in range(4):
        (root / "letters" / f"{number}.txt").write_text(f"His back, {number}.\n")
    for place, numbers in read.items():
        (root / place).mkdir(parents=True)
        for number in numbers:
            said = "knee" if place.endswith("bob") else "back"
            (root / place / f"{number}.json").write_text(f'{{"part": "{said}"}}')
    return root


def test_readers_who_differ_on_every_letter_are_told_of(tmp_path: Path, run: Any) -> None:
    """No label is in force then."""
    told = run("eval", "agreement", differing(tmp_path, {"readers/ann": (0, 1), "readers/bob": (0, 1)}), "--markdown")
    assert (told.code, told.err) == (0, "")
    assert "| part | 2 | 0.000 |" in told.out


def test_readers_without_a_letter_in_common_stop_nobody_else(tmp_path: Path, run: Any) -> None:
    read = {"readers/ann": (0, 1), "readers/bob": (1, 2), "readers/cat": (2, 3), "labels": (3,)}
    told = run("eval", "agreement", differing(tmp_path, read), "--markdown")
    assert told.code == 0
    assert (
        told.out.splitlines()[0]
        == "| field | cells | ann / bob, 1 letter | bob / cat, 1 letter | cat / labels, 1 letter |"
    )
    assert "ann and cat have no letter in common" in told.err


def test_where_no_two_readers_have_a_letter_in_common_nothing_is_told(tmp_path: Path, run: Any) -> None:
    told = run("eval", "agreement", differing(tmp_path, {"readers/ann": (0,), "readers/bob": (1,)}))
    assert told.code == 2
    assert "no label in common" in told.err
