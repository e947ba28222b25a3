"""Running the command line within the tests, as a process would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from structurer.cli.main import main


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Runs `structurer` with the arguments given."""

    def ran(*arguments: object) -> Ran:
        monkeypatch.setattr("sys.argv", ["structurer", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        code = ended.value.code
        return Ran(code if isinstance(code, int) else 0, printed.out, printed.err)

    return ran
