"""What a terminal is shown, in one place: the same forms and colours in every command, plain where nobody looks.

Results go to standard output, everything about the doing (progress, errors, hints) to standard error. Colours carry
meaning by name and never alone: the word beside them says the same. Piped, or with NO_COLOR set, output is plain text
of a fixed width. Nothing here is imported from rich before something is printed, so that `--help` stays quick.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import select
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

import click

from structurer.errors import StructurerError
from structurer.printable import text_of

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

PIPED_WIDTH = 120
"""Columns where the output is no terminal."""
WIDEST = 160
"""Columns at most: longer lines are hard to read."""
NARROW = 100
"""Below so many columns, what can be left out is."""

STYLES = {
    "title": "bold",
    "name": "cyan",
    "aside": "dim",
    "good": "green",
    "doubtful": "yellow",
    "bad": "red",
    "alarm": "bold red",
    "added": "green",
    "removed": "red",
}


def console_for(out: IO[str]) -> Console:
    """A console that writes to `out`: plain and PIPED_WIDTH wide where that is no terminal, at most WIDEST elsewhere."""
    from rich.console import Console
    from rich.theme import Theme

    if isinstance(out, io.TextIOWrapper) and out.errors == "strict":
        # A character that the output cannot hold is no reason to fail.
        out.reconfigure(errors="replace")
    made = Console(
        file=out,
        width=None if out.isatty() else PIPED_WIDTH,
        theme=Theme(STYLES),
        highlight=False,
        emoji=False,
        markup=False,
    )
    if made.width > WIDEST:
        made.width = WIDEST
    made.on_broken_pipe = _broken_pipe  # type: ignore[method-assign]
    return made


def json_for(out: IO[str], value: Any, indent: int | None = 2) -> str:
    """The value as JSON that `out` can hold: where it has not a character, JSON's own escapes have."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode(getattr(out, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent)
    return text


def echo_json(value: Any) -> None:
    """Print the value as JSON."""
    click.echo(json_for(sys.stdout, value))


_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def shown(text: str) -> str:
    """Text out of a letter as a terminal may be given it: a sign that would steer the terminal is U+FFFD."""
    return _CONTROLS.sub("\ufffd", text)


def _broken_pipe() -> NoReturn:
    # Rich's own way ends with 1; a reader that has seen enough is no failure.
    raise BrokenPipeError


# Results


@contextlib.contextmanager
def telling() -> Iterator[None]:
    """Around the telling of what was worked out: whether somebody still reads it changes nothing of what it came to."""
    try:
        yield
    except* BrokenPipeError:  # alone, or out of a group of tasks that tell
        pass


def is_read(out: IO[str]) -> bool:
    """Whether somebody can still read what is written to `out`: not where it is a pipe that was closed at its other end.

    Where the system cannot tell, somebody can.
    """
    try:
        asked = select.poll()
        asked.register(out.fileno(), 0)  # errors are told whatever is asked for
    except (AttributeError, OSError, ValueError):
        return True
    return not any(event & select.POLLERR for _, event in asked.poll(0))


def echo_path(path: Path) -> None:
    """A file's name on standard output, as it is on the disk: text or not, whoever reads it can open the file."""
    import click

    click.echo(os.fsencode(path))


def table(title: str, *columns: str, right: Sequence[str] = (), whole: bool = True, gap: int = 2) -> Table:
    """An empty table in the house's form; numbers stand to the right, and the first column is never broken."""
    from rich import box
    from rich.table import Table

    made = Table(
        title=title or None,
        title_justify="left",
        title_style="title",
        caption_justify="left",
        caption_style="aside",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, gap - 1, 0, 0),
    )
    for index, name in enumerate(columns):
        numbers = name in right
        made.add_column(
            name, style="name" if index == 0 else None, justify="right" if numbers else "left",
            no_wrap=numbers or (whole and index == 0), overflow="fold",
        )  # fmt: skip
    return made


def fitting(
    console: Console,
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str | Text]],
    *,
    right: Sequence[str] = (),
    expendable: Sequence[str] = (),
    beside: Sequence[Sequence[str | Text]] = (),
) -> Table:
    """A table that fits its console: where room is short columns stand closer, then those of `expendable` are left
    out, the first named first. The caption says which. A row may be shorter than the columns are many; rows of another
    table that is to have the same columns are given as `beside`."""
    kept = list(range(len(columns)))
    needed: list[int] = [
        _needed([name, *(row[index] for row in (*rows, *beside) if index < len(row))], index == 0 or name in right)
        for index, name in enumerate(columns)
    ]

    def width(gap: int) -> int:
        # The edges are a blank each.
        return sum(needed[index] for index in kept) + gap * (len(kept) - 1) + 2

    gap = 2 if width(2) <= console.width else 1
    left_out: list[str] = []
    for name in expendable:
        if width(gap) <= console.width:
            break
        kept.remove(columns.index(name))
        left_out.append(name)
    made = table(title, *(columns[index] for index in kept), right=right, gap=gap)
    for column, index in zip(made.columns, kept, strict=True):
        column.min_width = needed[index]
    for row in rows:
        made.add_row(*(row[index] if index < len(row) else "" for index in kept))
    if left_out:
        made.caption = f"not shown at this width: {', '.join(' '.join(name.split()) for name in left_out)}"
    return made


def _needed(cells: Iterable[str | Text], whole: bool) -> int:
    """The columns that cells cannot do without: their longest line, or where it may be broken in two, some of it."""
    from rich.cells import cell_len

    texts = [cell if isinstance(cell, str) else cell.plain for cell in cells]
    line = max((cell_len(line) for text in texts for line in text.splitlines()), default=0)
    word = max((cell_len(word) for text in texts for word in text.split()), default=0)
    return line if whole else max(word, line * 3 // 5)


def facts(console: Console, rows: Iterable[tuple[str | Text, str | Text]], width: int = 0) -> None:
    """Names, and beside each what is said of it.

    On a terminal long lines go on below where they began, but a word such as a path stays whole, to be copied; piped no
    line is broken. With the names' `width` given, rows are printed as they come.
    """
    from rich.text import Text

    made = (
        (Text(name, style="name") if isinstance(name, str) else name.copy(), Text(text_of(said)) if isinstance(said, str) else said)
        for name, said in rows
    )  # fmt: skip
    if not width:
        held = [*made]
        width = max((name.cell_len for name, _ in held), default=0)
        made = (row for row in held)
    room = max(console.width - width - 2, 20)
    for name, said in made:
        name.pad_right(max(width - name.cell_len, 0))
        parts = said.split() or [said]
        for line in [line for part in parts for line in _wrapped(part, room)] if console.is_terminal else parts:
            line.rstrip()
            console.print(Text.assemble(name, "  ", line), soft_wrap=True)
            name = Text(" " * width)


def _wrapped(text: Text, room: int) -> Iterable[Text]:
    """A text in lines of at most `room` columns; a word that is longer has a line of its own."""
    from rich.cells import cell_len

    breaks: list[int] = []
    column = 0
    for found in re.finditer(r"\S+\s*", text.plain):
        if column and column + cell_len(found.group().rstrip()) > room:
            breaks.append(found.start())
            column = 0
        column += cell_len(found.group())
    return text.divide(breaks)


# The doing


class Status:
    """The one line on standard error that is written over while work goes on; on a terminal only."""

    def __init__(self) -> None:
        self._shown = False

    @property
    def is_there(self) -> bool:
        """Whether there is a terminal on which a line can be written over."""
        return sys.stderr.isatty() and not console_for(sys.stderr).is_dumb_terminal

    def show(self, text: str) -> None:
        """Put `text` in place of what the line said."""
        if not self.is_there:
            return
        from rich.text import Text

        console = console_for(sys.stderr)
        line = Text(text)
        line.truncate(console.width - 1, overflow="ellipsis")
        sys.stderr.write(f"\r\x1b[K{line.plain}")
        sys.stderr.flush()
        self._shown = True

    def clear(self) -> None:
        """Make room for something that stays."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False


status = Status()


def say(text: str | Text) -> None:
    """A line about the doing, on standard error. Whether somebody still reads it does not end the doing."""
    from rich.text import Text

    status.clear()
    with telling():
        console_for(sys.stderr).print(Text(text) if isinstance(text, str) else text, soft_wrap=True)


def say_hint(text: str) -> None:
    """What to do about what was just said."""
    from rich.text import Text

    say(Text.assemble("  ", ("hint", "title"), f": {text}"))


def say_error(error: StructurerError) -> None:
    """An error and its remedy, on standard error."""
    from rich.text import Text

    where = f"{error.letter}: " if error.letter else ""
    say(Text.assemble(("error", "alarm"), f": {where}{error.message}"))
    if error.hint:
        say_hint(error.hint)


def say_warning(message: str) -> None:
    """Something that is amiss and keeps nothing from being done, on standard error."""
    from rich.text import Text

    say(Text.assemble(("warning", "doubtful"), f": {message}"))


def progress(of: str) -> Callable[[int, int, Any], None]:
    """Counts letters in the status line; nothing is left of it in the end."""

    def step(done: int, total: int, line: Any) -> None:
        failed = " failed" if line is not None and line.error else ""
        name = line.id if line is not None else ""
        if done == total:
            status.clear()
        else:
            status.show(f"{of}: {done:,} of {total:,} letters  {name}{failed}")

    return step
