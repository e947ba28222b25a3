"""`structurer kind new`: a package with a kind of its own, two invented letters, their labels, and a test."""

from __future__ import annotations

import keyword
import re
from pathlib import Path

import click

from structurer.cli.terminal import echo_path
from structurer.errors import SettingsError
from structurer.printable import printable

_SKELETON = Path(__file__).parent / "skeleton"


@click.command()
@click.argument("name")
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="The folder to make. [default: ./NAME]"
)
def new(name: str, output: Path | None) -> None:
    """Write the beginnings of the kind NAME into a folder: record, prompt, two invented letters with labels, a test.

    They run as they are: change them piece by piece into what your letters are.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,40}", name) or keyword.iskeyword(name):
        raise SettingsError(
            f"{name!r} cannot be a kind's name", hint="use small letters, digits and _, such as my_letter"
        )
    from structurer.kinds.registry import kind_names

    if name in kind_names():
        raise SettingsError(f"there is a kind {name} already", hint="take another name: structurer kind list")
    folder = output or Path(name)
    if folder.exists() and any(folder.iterdir()):
        raise SettingsError(f"{folder} is there, and not empty", hint="name another folder with -o")
    for path in written(name, folder):
        echo_path(path)
    click.echo(f"\nnow: cd {printable(str(folder))} && pip install -e '.[dev]' && pytest")


def written(name: str, folder: Path) -> list[Path]:
    """The files of a new kind, written into the folder."""
    words = {
        "name": name,
        "package": f"{name}_kind",
        "dashed": name.replace("_", "-"),
        "Model": name.title().replace("_", ""),
    }
    made: list[Path] = []
    for source in sorted(path for path in _SKELETON.rglob("*") if path.is_file()):
        text = re.sub(r"@(\w+)@", lambda match: words.get(match.group(1), match.group()), source.read_text("utf-8"))
        place = source.relative_to(_SKELETON)
        parts = [words["package"] if part == "package" else part for part in place.parts]
        if parts[-1] == "record.md.txt":
            parts.insert(-1, name)
        target = folder.joinpath(*parts)
        if target.name == "gitignore.txt":
            target = target.with_name(".gitignore")
        elif (
            target.suffix == ".txt" and target.with_suffix("").suffix
        ):  # record.py.txt is record.py, first.txt a letter
            target = target.with_suffix("")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        made.append(target)
    return made
