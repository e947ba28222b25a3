"""Versions of the prompts: those of a folder, of a revision of git, or the shipped ones."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from structurer.errors import EvalError
from structurer.evals.checkout import git
from structurer.files import own_folder
from structurer.kinds.registry import kind_named, kind_names
from structurer.prompts import load
from structurer.resources import folder as shipped_folder
from structurer.settings import Settings

SHIPPED = "shipped"


@dataclass(frozen=True)
class Version:
    """A version of the prompts: how it is called, and the folder in which it stands."""

    said: str
    folder: Path


def prompts_of(version: str, checkout: Path, folder: Path) -> Path:
    """Where a version's prompts stand: the shipped ones whatever the settings say; those of a revision are written below
    `folder`.

    Raises EvalError where it is neither a folder nor a revision that has prompts.
    """
    if version == SHIPPED:
        return shipped_folder("prompts")
    if Path(version).is_dir():
        return Path(version).resolve()
    top = git(checkout, "rev-parse", "--show-toplevel")
    if top is None:
        raise EvalError(
            f"{version!r} is neither a folder of prompts nor, outside of git, a revision",
            hint="name a folder, or shipped",
        )
    texts = texts_at(Path(top.strip()), version, "prompts")
    return written({name.removeprefix("prompts/"): text for name, text in texts.items()}, folder / "prompts")


def working_prompts(settings: Settings, name: str = "") -> Path:
    """The prompts that are worked on: the settings' folder, else that of the kind whose prompt is named, else the
    library's."""
    kind = name.partition("/")[0]
    if settings.prompts_dir is None and kind in kind_names() and (home := kind_named(kind).home) is not None:
        return (home / "prompts").resolve()
    return (settings.prompts_dir or shipped_folder("prompts")).resolve()


def texts_at(place: Path, revision: str, below: str = ".") -> dict[str, str]:
    """The Markdown files below a folder of a checkout as they are in a revision: their paths from `place`, and their
    texts.

    Raises EvalError outside of git, where the revision is none or has no such files, and for one that is no text.
    """
    if git(place, "rev-parse", "--show-toplevel") is None:
        raise EvalError(
            f"{place}: this package is not in git, so there are no earlier versions",
            hint="in the package: git init && git add -A && git commit -m begun; or name a folder of prompts that git "
            "keeps with STRUCTURER_PROMPTS_DIR",
        )
    commit = None if revision.startswith("-") else git(place, "rev-parse", "--verify", f"{revision}^{{commit}}")
    if commit is None:
        raise EvalError(f"{revision!r} is no revision of git", hint="name a commit, a branch or a tag; see: git log")
    commit = commit.strip()
    listed = (git(place, "ls-tree", "-r", "-z", "--name-only", commit, "--", below) or "").split("\0")
    names = [name for name in listed if name.endswith(".md")]
    if not names:
        raise EvalError(f"{revision} has no prompts", hint="name a revision that holds prompts/")
    texts: dict[str, str] = {}
    for name in names:
        text = git(place, "show", f"{commit}:./{name}")
        if text is None:
            raise EvalError(
                f"{name} of {revision} cannot be read as UTF-8", hint=f"see: git show {commit[:12]}:./{name}"
            )
        texts[name] = text
    return texts


def earlier(working: Path, revision: str | None) -> tuple[str, dict[str, str]]:
    """How the version before the working one is called, and its files: those of `revision`; without one those of HEAD,
    and where git knows none, the shipped ones."""
    if revision is not None:
        return revision, texts_at(working, revision)
    try:
        return "HEAD", texts_at(working, "HEAD")
    except EvalError:
        base = shipped_folder("prompts")
        return SHIPPED, _texts_in(base)


def before_and_after(name: str, working: Path, revision: str | None, place: Path) -> tuple[Version, Version]:
    """The prompts before, and the same ones with the prompt `name` as it is worked on, each in a folder below `place`.

    Whatever else was changed, only that prompt differs between the two. Raises EvalError where the version before
    does not have it, SettingsError where it is malformed.
    """
    after = load(name, working)
    said, texts = earlier(working, revision)
    file = f"{name}.md"
    if file not in texts:
        raise EvalError(
            f"{said} has no prompt {name}", hint="commit the prompt first, or name --before a revision that has it"
        )
    # What came after that version: the kind's code of today may ask by it.
    texts = {**_texts_in(working), **texts}
    before = Version(said, written(texts, place))
    return before, Version("working tree", written({**texts, file: after.text}, place))


def written(texts: Mapping[str, str], place: Path) -> Path:
    """A folder below `place` that holds these files, named by what they hold."""
    digest = hashlib.sha256("\0".join(part for item in sorted(texts.items()) for part in item).encode()).hexdigest()
    folder = place / digest[:16]
    if folder.is_dir():
        return folder.resolve()
    own_folder(place)
    fresh = Path(tempfile.mkdtemp(dir=place, prefix=".new-"))
    try:
        for name, text in texts.items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_text(text, encoding="utf-8")
        fresh.rename(folder)
    except OSError:
        # Another process was quicker with the same files; what is there is whole, since it was renamed into place.
        shutil.rmtree(fresh, ignore_errors=True)
        if not folder.is_dir():
            raise EvalError(f"{folder} cannot be written", hint="check the permissions of its folder") from None
    return folder.resolve()


def _texts_in(base: Path) -> dict[str, str]:
    return {str(path.relative_to(base)): path.read_text(encoding="utf-8") for path in sorted(base.rglob("*.md"))}


def changed_since_head(name: str, root: Path) -> str:
    """How a prompt stands to git's HEAD, its includes counted: same, changed, new; or that there is no git."""
    try:
        texts = texts_at(root, "HEAD")
    except EvalError:
        return "no git"
    if f"{name}.md" not in texts:
        return "new"
    now = {f"{name}.md", *load(name, root).includes}
    return "same" if all(texts.get(file) == (root / file).read_text(encoding="utf-8") for file in now) else "changed"
