"""`structurer review`: a page on this machine to check and correct records, and to make labels."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from structurer.cli.show import needs_web
from structurer.cli.terminal import say, say_hint
from structurer.cli.words import plural
from structurer.files import own_folder, write_own


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--results",
    "results",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Begin from these results of `extract`, or of `ingest export --shape results`. [default: results.jsonl in FOLDER, if it is there]",
)
@click.option("--reader", help="Who reads: the name under which readings are kept. [default: git's user.name]")
@click.option(
    "--from",
    "start",
    type=click.Choice(["read", "nothing"]),
    help="Begin from what code reads, or from an empty record, whatever else there is.",
)
@click.option("--kind", help="The kind of the letters. [default: what FOLDER's suite.toml says, else what they are]")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port. [default: any that is free]")
@click.option("--open/--no-open", "open_", default=True, help="Open the page in the browser.")
def review(
    folder: Path, results: tuple[Path, ...], reader: str | None, start: Any, kind: str | None, port: int, open_: bool
) -> int:
    """Check and correct the records of the letters in FOLDER, in a browser; what is done becomes labels.

    Letters stand in FOLDER/letters or in FOLDER itself. A letter begins from its label, else from its result, else
    from what code reads; a second reader never sees what the first one made of it. Finished readings are written to
    FOLDER/labels: FOLDER is then a suite for `structurer eval run FOLDER --live`. A label that is there stays, unless the
    reading began from it or settles what readers said. The page is served on this machine alone,
    to whoever has the address with its token; Ctrl-C stops it, and nothing is lost.
    """  # fmt: skip
    needs_web("starlette", "uvicorn", "scipy")
    from structurer.evals.checkout import somebody
    from structurer.evals.suite import kind_of_suite, suite_file
    from structurer.settings import load_settings
    from structurer.web.results import read_results
    from structurer.web.review.desk import Desk
    from structurer.web.review.serving import serve

    chosen = kind_of_suite(folder, suite_file(folder), kind)
    own = folder / "results.jsonl"
    files = results or ((own,) if own.is_file() else ())
    held = [one for path in files for one in read_results(path, chosen)]
    passed_over = sum(one.result is None for one in held)
    if passed_over:
        say(f"{plural(passed_over, 'letter')} of the results passed over: failed, or of another kind")
    desk = Desk(
        folder,
        chosen,
        reader or somebody(folder, "--reader"),
        [one.result for one in held if one.result is not None],
        start,
    )

    door = own_folder(load_settings().cache_dir / "pages") / f"review-{os.getpid()}.html"

    def ready(address: str) -> None:
        click.echo(address)
        where = f"{desk.reader} reads {len(desk.letters):,} letters of {folder}; labels go to {folder / 'labels'}"
        say(f"{where}; Ctrl-C stops")
        # Whoever lists processes sees what a browser is called with, and the address holds the token.
        write_own(
            door, f'<!doctype html><meta http-equiv="refresh" content="0; url={address}"><title>structurer</title>'
        )
        if open_ and click.launch(door.resolve().as_uri()):
            say_hint("no browser could be opened: open the address above yourself")
        elif open_:
            say_hint("where the browser shows nothing, open the address above yourself")

    try:
        serve(desk, port, ready)
    finally:
        door.unlink(missing_ok=True)
    say(f"\n{desk.finished()} of {len(desk.letters)} letters are done")
    return 0
