"""How a suite is to be run: replayed or live, which letters, by which settings."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import SecretStr

from structurer.errors import EvalError
from structurer.evals.cassettes import BASE_URL
from structurer.evals.recordings import recorded_server
from structurer.evals.suite import Half, Suite
from structurer.resources import folder as shipped_folder
from structurer.settings import ANSWERING, Settings, load_settings

SLOTS = 4

_EVERYWHERE = (*ANSWERING, "timeout", "transport_attempts", "max_letter_characters", "max_letter_bytes")
"""The settings that in replays and recordings are at their defaults, whatever the machine's say."""


@dataclass(frozen=True)
class Plan:
    """How a suite is to be run. `settings` are named settings, such as model and prompts_dir.

    What answers are asked by in a replay is the defaults', the same on every machine. The model is the suite's where none
    is given; only where it has none, and where no prompts are given, those of the machine's settings are taken, and
    `by_settings` tells.
    """

    suite: Suite
    mode: Literal["replay", "live"] = "replay"
    repeats: int = 1
    half: Half = "all"
    settings: Mapping[str, Any] | None = None
    concurrency: int = 2

    def loaded(self) -> Settings:
        """The settings in force: no cache in an eval, and in a replay no way to a server, since none is asked."""
        if self.mode == "live":
            return load_settings(**self._given, cache=False)
        found = self.recording()
        base_url = None if found.model.startswith("local/") else self._server
        # A hosted model's client insists on a key, even where nothing is sent.
        offline = {"base_url": base_url, "api_key": SecretStr("none"), "transport_attempts": 1}
        return found.model_copy(update={**offline, **dict.fromkeys(("concurrency", "rpm", "tpm"))})

    def recording(self) -> Settings:
        """The settings by which what is not recorded is asked: as it will be replayed, on the way that the machine's
        settings know to the server."""
        defaults = {name: Settings.model_fields[name].default for name in _EVERYWHERE}
        return load_settings(**{**defaults, **self._given, "cache": False, "slots": SLOTS})

    @property
    def by_settings(self) -> dict[str, Any]:
        """The model and the folder of prompts, where neither the plan nor its suite says and the machine's settings do."""
        settings = load_settings()
        return {
            name: value
            for name in ("model", "prompts_dir")
            if name not in self._given and (value := getattr(settings, name)) != Settings.model_fields[name].default
        }

    @property
    def record_command(self) -> str:
        """The command that records what this plan replays."""
        model, prompts = ((self.settings or {}).get(name) for name in ("model", "prompts_dir"))
        command = ["structurer", "eval", "record", self.suite.named]
        if model is not None and model != self.suite.model:
            command += ["--model", model]
        if prompts is not None and prompts != shipped_folder("prompts"):
            command += ["--prompts", str(prompts)]
        return shlex.join(command)

    @property
    def _given(self) -> dict[str, Any]:
        named = {} if self.suite.model is None else {"model": self.suite.model}
        return named | {name: value for name, value in (self.settings or {}).items() if value is not None}

    @cached_property
    def _server(self) -> str:
        """The base URL of the server whose replies are replayed: nothing is sent there, but the run's file names the host,
        and what its answers cost may go by it."""
        from structurer.models.names import OPENAI_HOST, parse_name

        name = parse_name(self.recording().model_copy(update={"base_url": BASE_URL}))
        found = recorded_server((cassette_of(self.suite, case.id) for case in self.suite.cases), name.model)
        return found or (f"https://{OPENAI_HOST}/v1" if name.provider == "openai" else BASE_URL)


def cassette_of(suite: Suite, name: str) -> Path:
    """Where the recorded replies about a letter stand. Raises EvalError where the suite has no place for any."""
    if suite.cassettes is None:
        raise EvalError(
            f"the suite {suite.name} has no recordings", hint="ask the model itself with --live, or name cassettes in suite.toml"
        )  # fmt: skip
    return suite.cassettes / f"{name}.yaml"
