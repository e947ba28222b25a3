"""Settings: from arguments, `STRUCTURER_…` variables, a project's file, then the user's own; docs/settings.md tells more."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, TypedDict

import platformdirs
from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from structurer.errors import SettingsError

DEFAULT_MODEL = "local/qwen2.5-coder-1.5b"


def _from_home(path: str | Path) -> Path:
    """The path, of which `~` at its beginning is the user's own folder; `~x` where x is no user is a name like any."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 - raises where x is no user


def _sendable(key: SecretStr) -> SecretStr:
    """The key without the blanks and line ends around it, as files and pages have them."""
    bare = key.get_secret_value().strip()
    if not (bare and bare.isascii() and bare.isprintable()):
        raise ValueError("this is no key: it is empty, or has characters that cannot be sent, such as curly quotes")
    return SecretStr(bare)


Place = Annotated[Path, AfterValidator(_from_home)]
PLACES = ("prompts_dir", "cache_dir", "data_dir")

ANSWERING = ("ask", "temperature", "seed", "max_answer_tokens", "reasks", "repairs", "repair_tokens")
"""The settings that change what a model is asked, or what becomes of its answers."""


class Bounds(TypedDict):
    """How large a letter may be: as a file, and as text."""

    max_bytes: int
    max_characters: int


class Settings(BaseSettings):
    """Everything that can be set, with its default. Times are seconds, sizes bytes unless the name says otherwise."""

    model_config = SettingsConfigDict(
        env_prefix="STRUCTURER_", env_ignore_empty=True, extra="forbid", frozen=True,
        hide_input_in_errors=True,  # it may be a key
    )  # fmt: skip

    # the model
    model: str = Field(DEFAULT_MODEL, description="local/<weights>, openai/<name>, or <name> with a base URL")
    base_url: str | None = Field(None, description="an OpenAI-compatible server, such as http://127.0.0.1:8000/v1")
    api_key: Annotated[SecretStr, AfterValidator(_sendable)] | None = Field(
        None, description="the server's key; OPENAI_API_KEY serves too"
    )
    temperature: float = Field(0.0, ge=0, le=2, description="sampling temperature")
    seed: int = Field(7, description="sampling seed, where the server honours one")
    max_answer_tokens: int = Field(0, ge=0, description="the most tokens of an answer; 0: as many as its question sets")
    timeout: float = Field(600.0, gt=0, description="seconds until one call is given up")
    transport_attempts: int = Field(5, ge=1, description="tries of a call that the network or the server fails")
    concurrency: int | None = Field(
        None, ge=1, description="calls in flight; by default the slots of the embedded server, 8 of any other"
    )

    # what it may take
    rpm: float | None = Field(None, gt=0, description="requests a minute at most")
    tpm: float | None = Field(None, gt=0, description="tokens a minute at most, read and written")
    price_input: float | None = Field(None, ge=0, description="US dollars for a million tokens read")
    price_cached_input: float | None = Field(None, ge=0, description="the same for those that the provider had cached")
    price_output: float | None = Field(None, ge=0, description="US dollars for a million tokens written")

    # what is asked
    ask: Literal["rest", "all"] = Field(
        "rest", description="rest: what code could not read; all: prose is asked about in place of being read by code"
    )

    # asking again
    reasks: int = Field(1, ge=0, description="how often an answer that breaks its schema is asked again")
    repairs: int = Field(1, ge=0, description="how often what the rules reject is asked again")
    repair_tokens: int = Field(400, ge=0, description="tokens that repairs of one letter may write in all")

    # letters
    max_letter_characters: int = Field(400_000, ge=1, description="a longer text is refused")
    max_letter_bytes: int = Field(50_000_000, ge=1, description="a larger file is refused")

    # places
    prompts_dir: Place | None = Field(None, description="a whole folder like prompts/, in place of the shipped one")
    cache: bool = Field(True, description="keep validated answers")
    cache_dir: Place = Field(
        default_factory=lambda: Path(platformdirs.user_cache_dir("structurer")), description="where answers are kept"
    )
    cache_size_limit: int = Field(4 << 30, ge=1 << 20, description="bytes; beyond it the oldest answers go")
    data_dir: Place = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("structurer")), description="where weights are kept"
    )

    # the embedded model's server
    slots: int | None = Field(None, ge=1, le=64, description="answers written side by side; by default from the cores")
    threads: int | None = Field(None, ge=1, description="threads; by default the cores")
    context: int | None = Field(None, ge=512, description="tokens of context for each slot; by default 4096")
    idle_seconds: float = Field(900.0, gt=0, description="the server goes when nobody asked it for so long")

    @model_validator(mode="after")
    def _has_both_prices(self) -> Settings:
        given = (self.price_input, self.price_cached_input, self.price_output)
        if any(price is not None for price in given) and None in (self.price_input, self.price_output):
            raise ValueError("price_input and price_output go together: with one alone no cost can be told")
        return self

    def key(self) -> str | None:
        """The key that a server is sent: the setting, else OPENAI_API_KEY. Raises SettingsError where that is no key."""
        if self.api_key is not None:
            return self.api_key.get_secret_value()
        found = os.environ.get("OPENAI_API_KEY", "").strip()
        try:
            return _sendable(SecretStr(found)).get_secret_value() if found else None
        except ValueError as error:
            wrong = str(error)
        raise SettingsError(f"OPENAI_API_KEY: {wrong}")

    @property
    def bounds(self) -> Bounds:
        """How large a letter may be, as `load` takes it."""
        return {"max_bytes": self.max_letter_bytes, "max_characters": self.max_letter_characters}

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        files = [InitSettingsSource(settings_cls, init_kwargs=table) for _, table in settings_files()]
        return (init_settings, env_settings, *files)


def settings_files() -> list[tuple[Path, dict[str, Any]]]:
    """The settings files in force, nearest first: the file that STRUCTURER_CONFIG names, else the first of
    `structurer.toml` and `pyproject.toml` (table `[tool.structurer]`) from here upwards; then the user's own. A path in one
    starts from the file's folder.

    Raises SettingsError for a file that is not TOML, or that STRUCTURER_CONFIG names and is not there.
    """
    found: list[tuple[Path, dict[str, Any]]] = []
    named = os.environ.get("STRUCTURER_CONFIG")
    if named:
        if not _is_file(Path(named)):
            raise SettingsError(f"STRUCTURER_CONFIG names {named}, which is not a file", hint="correct or unset it")
        found.append((Path(named), _toml(Path(named))))
    else:
        project = _project_file()
        if project:
            found.append(project)
    own = Path(platformdirs.user_config_dir("structurer")) / "config.toml"
    if _is_file(own):
        found.append((own, _toml(own)))
    return [(file, _placed(table, file)) for file, table in found]


def load_settings(**given: Any) -> Settings:
    """The settings in force, with what is given (None means not given) before everything else.

    Raises SettingsError that names the setting and what is wrong with it; a value is never printed.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(str(part) for part in problem['loc']) or 'settings'}: {problem['msg']}"
            for problem in error.errors(include_input=False, include_context=False, include_url=False)
        )
        raise SettingsError(f"settings that cannot be used: {wrong}", hint="run: structurer doctor") from None


def _project_file() -> tuple[Path, dict[str, Any]] | None:
    """The project's file; none where the working folder is gone, and past a folder that may not be entered."""
    try:
        start = Path.cwd()
    except OSError:
        return None
    for folder in (start, *start.parents):
        own = folder / "structurer.toml"
        if _is_file(own):
            return own, _toml(own)
        project = folder / "pyproject.toml"
        if _is_file(project):
            table = _toml(project).get("tool", {}).get("structurer")
            return (project, table) if table else None
    return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder on the way may not be entered
        return False


def _placed(table: dict[str, Any], file: Path) -> dict[str, Any]:
    """The file's settings, with paths that do not depend on the folder in which one works."""
    paths = {name: value for name, value in table.items() if name in PLACES and isinstance(value, str)}
    return table | {name: file.absolute().parent / _from_home(value) for name, value in paths.items()}


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be read as TOML: {error}", hint="correct the file") from None
