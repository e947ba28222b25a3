"""Where settings come from, in which order, and what is said of those that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from structurer.errors import SettingsError
from structurer.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    project = tmp_path / "project" / "deep"
    project.mkdir(parents=True)
    monkeypatch.chdir(project)
    return project.parent


def test_arguments_go_before_variables_before_files(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().repairs == 1
    (elsewhere / "pyproject.toml").write_text("[tool.structurer]\nrepairs = 2\nreasks = 2\ntimeout = 2\n")
    assert load_settings().repairs == 2
    monkeypatch.setenv("STRUCTURER_REPAIRS", "3")
    monkeypatch.setenv("STRUCTURER_REASKS", "3")
    assert load_settings(repairs=4).repairs == 4
    assert load_settings(repairs=None).repairs == 3
    assert load_settings().timeout == 2


def test_a_working_folder_that_is_gone_holds_no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert load_settings().repairs == 1
    monkeypatch.chdir(tmp_path)


def test_a_file_that_may_not_be_looked_for_is_none(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    is_file = Path.is_file

    def forbidden(path: Path) -> bool:
        if path.parent == elsewhere:
            raise PermissionError(13, "Permission denied")
        return is_file(path)

    (elsewhere.parent / "structurer.toml").write_text("repairs = 5")
    monkeypatch.setattr(Path, "is_file", forbidden)
    assert load_settings().repairs == 5


def test_a_file_may_begin_with_a_byte_order_mark(elsewhere: Path) -> None:
    (elsewhere / "structurer.toml").write_text("repairs = 5", encoding="utf-8-sig")
    assert load_settings().repairs == 5


def test_a_file_that_a_variable_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.toml"
    monkeypatch.setenv("STRUCTURER_CONFIG", str(path))
    with pytest.raises(SettingsError, match="not a file"):
        load_settings()
    path.write_text("repairs = 5")
    assert load_settings().repairs == 5
    path.write_text("repairs = ")
    with pytest.raises(SettingsError, match="TOML"):
        load_settings()


@pytest.mark.parametrize(
    ("written", "meant"),
    [("kept", "{project}/kept"), ("../kept", "{project}/../kept"), ("~/kept", "{home}/kept"), ("/kept", "/kept")],
)
def test_a_path_in_a_file_starts_from_its_folder(
    elsewhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, meant: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("STRUCTURER_CACHE_DIR", raising=False)
    path = Path(meant.format(project=elsewhere, home=tmp_path / "home"))
    (elsewhere / "structurer.toml").write_text(f'cache_dir = "{written}"\nprompts_dir = "{written}"\n')
    assert (load_settings().cache_dir, load_settings().prompts_dir) == (path, path)
    monkeypatch.chdir(elsewhere.parent)
    monkeypatch.setenv("STRUCTURER_CONFIG", "project/structurer.toml")
    assert load_settings().cache_dir == path


def test_other_paths_start_from_the_working_folder_or_from_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("STRUCTURER_CACHE_DIR", "~/kept")
    assert load_settings().cache_dir == tmp_path / "kept"
    assert load_settings(cache_dir="~/mine").cache_dir == tmp_path / "mine"
    assert load_settings(prompts_dir=Path("mine")).prompts_dir == Path("mine")
    assert load_settings(data_dir="~nobody-of-that-name").data_dir == Path("~nobody-of-that-name")


@pytest.mark.parametrize(
    ("given", "says"),
    [({"repairs": -1}, "repairs"), ({"timeout": "soon"}, "timeout"), ({"colour": "blue"}, "colour")],
)
def test_what_cannot_be_is_named_and_its_value_is_not(given: dict[str, object], says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(**given)
    assert says in str(caught.value)
    assert "soon" not in str(caught.value)


def test_a_variable_that_is_empty_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BASE_URL", "API_KEY", "REPAIRS"):
        monkeypatch.setenv(f"STRUCTURER_{name}", "")
    settings = load_settings()
    assert (settings.base_url, settings.api_key, settings.repairs) == (None, None, 1)


@pytest.mark.parametrize("setting", ["STRUCTURER_API_KEY", "OPENAI_API_KEY"])
def test_a_key_is_what_can_be_sent_of_it(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.delenv("STRUCTURER_API_KEY", raising=False)
    monkeypatch.setenv(setting, " sk-secret\r\n")
    assert load_settings().key() == "sk-secret"
    monkeypatch.setenv(setting, "\u201csk-secret\u201d")
    with pytest.raises(SettingsError, match="curly quotes") as caught:
        load_settings().key()
    assert setting.removeprefix("STRUCTURER_").lower() in str(caught.value).lower()
    assert "sk-secret" not in str(caught.value)


def test_the_settings_key_goes_before_the_environments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STRUCTURER_API_KEY", raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", "theirs")
    assert load_settings(api_key="mine").key() == "mine"
    monkeypatch.setenv("OPENAI_API_KEY", " ")
    assert load_settings().key() is None


@pytest.mark.parametrize("given", [{"price_input": 1.0}, {"price_output": 1.0}, {"price_cached_input": 0.5}])
def test_a_price_alone_is_refused(given: dict[str, float]) -> None:
    with pytest.raises(SettingsError, match="price_input and price_output go together"):
        load_settings(**given)
    assert load_settings(**({"price_input": 0.0, "price_output": 0.0} | given)).price_input is not None


def test_a_key_is_not_repeated_where_it_is_none() -> None:
    with pytest.raises(ValidationError, match="curly quotes") as caught:
        Settings(api_key="sk-very-secret\u201d")  # type: ignore[arg-type]
    assert "very-secret" not in str(caught.value)


def test_a_key_is_never_shown() -> None:
    settings = load_settings(api_key="sk-very-secret")
    assert "very-secret" not in repr(settings) + str(settings) + settings.model_dump_json()
