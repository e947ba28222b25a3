"""What is tried: one prompt in two versions, on some letters, with one model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from structurer.errors import SettingsError
from structurer.evals.trying.kept import tries_folder
from structurer.evals.trying.letters import Subject, subjects
from structurer.evals.trying.questions import fields_of
from structurer.evals.versions import Version, before_and_after, working_prompts
from structurer.kind import LetterKind
from structurer.kinds.registry import kind_named, kind_names, kinds
from structurer.prompts import Prompt, load, names
from structurer.reading import questions_about
from structurer.settings import ANSWERING, Settings, load_settings

SHARED_READING = 8
"""Calls for each slot of the embedded model. Every slot reads the part that letters share for itself, which takes as long
as a short letter: below that, another slot costs more than it brings."""


@dataclass(frozen=True)
class TryPlan:
    """A try. `letters` are in the order in which they are asked about, those with least to read first; `calls` counts the
    questions by this prompt about each; `fields` are what it fills."""

    name: str
    kind: LetterKind[Any]
    suite: str
    letters: tuple[Subject, ...]
    calls: dict[str, int]
    fields: tuple[str, ...]
    before: Version
    after: Version
    settings: Settings
    folder: Path

    @property
    def prompts(self) -> tuple[Prompt, Prompt]:
        """The prompt before and after."""
        return load(self.name, self.before.folder), load(self.name, self.after.folder)

    @property
    def changed(self) -> bool:
        """Whether the prompt differs between the two versions."""
        before, after = self.prompts
        return before.digest != after.digest


def plan_try(
    name: str,
    on: Sequence[str] = (),
    *,
    most: int | None = None,
    suite: str | None = None,
    before: str | None = None,
    **given: Any,
) -> TryPlan:
    """Get ready to try the prompt `name` on what `on` names (see `subjects`), at most `most` letters of it.

    `before` is a revision of git, by default HEAD. `given` are settings; what answers are asked by is the defaults, as
    in recordings, whatever the environment says but of how much is asked. Raises EvalError where there is nothing to try on or to compare with,
    SettingsError for a prompt that is malformed or unknown.
    """
    settings = load_settings(**given)
    working = working_prompts(settings, name)
    kind_of_prompt(name, working)
    found = subjects(name.partition("/")[0], on, suite)
    defaults = {field: Settings.model_fields[field].default for field in ANSWERING if field != "ask"}
    model = given.get("model") or (found.suite.model if found.suite else None)
    settings = load_settings(**{**given, **defaults, "model": model})
    folder = tries_folder(settings.cache_dir)
    versions = before_and_after(name, working, before, folder / "prompts")
    asked = {
        one.id: [
            question for question in questions_about(found.kind, one.letter, settings.ask) if question.prompt == name
        ]
        for one in found.letters
    }
    reading = {key: sum(len(question.shown) for question in questions) for key, questions in asked.items()}
    # Letters that the prompt asks nothing of show nothing: they come last.
    letters = sorted(found.letters, key=lambda one: (not asked[one.id], reading[one.id], one.id))[:most]
    return TryPlan(
        name=name,
        kind=found.kind,
        suite=found.suite.name if found.suite else found.kind.name,
        letters=tuple(letters),
        calls={one.id: len(asked[one.id]) for one in letters},
        fields=tuple(fields_of(found.kind, [question for one in letters for question in asked[one.id]])),
        before=versions[0],
        after=versions[1],
        settings=settings,
        folder=folder,
    )


def kind_of_prompt(name: str, root: Path) -> LetterKind[Any]:
    """The kind whose prompt that is. Raises SettingsError, naming those there are, where there is none of that name."""
    kind = name.partition("/")[0]
    known = [known for one in kinds() for known in names(one.name, one.home / "prompts" if one.home else root)]
    if kind not in kind_names() or (name not in known and not (root / f"{name}.md").is_file()):
        raise SettingsError(f"there is no prompt {name!r}", hint=f"there are: {', '.join(known) or 'none'}")
    return kind_named(kind)


def side_by_side(settings: Settings, most: int, calls: int) -> int:
    """How many calls are made at once, of the `most` that the server takes, where so many calls are to be made."""
    if settings.concurrency or not settings.model.startswith("local/"):
        return most
    return max(1, min(most, calls // SHARED_READING))


def with_version(plan: TryPlan, version: Version, concurrency: int) -> Settings:
    """The settings by which one version is asked."""
    return plan.settings.model_copy(update={"prompts_dir": version.folder, "concurrency": concurrency})
