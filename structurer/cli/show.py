"""`structurer show`: letters beside their records, as one page."""

from __future__ import annotations

import asyncio
import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from structurer.cli.options import kind_options, model_options, source_of, spare
from structurer.cli.terminal import echo_path, say_error, telling
from structurer.errors import RecordError, SettingsError, StructurerError
from structurer.files import own_folder, whole, write_own
from structurer.letter import Letter

if TYPE_CHECKING:
    from structurer.kind import LetterKind
    from structurer.pipeline import Outcome, Structurer
    from structurer.settings import Bounds

PAGES_KEPT = 20


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="LETTER|RESULT...")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The page's file, - for standard output. [default: kept in the cache]",
)
@click.option("--open", "open_", is_flag=True, help="Open the page in the browser.")
@click.option(
    "--letters",
    "folders",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where the letters of results are, if they have moved; may be given several times.",
)
@kind_options
@click.option("--force", is_flag=True, help="Structure even what does not look like a letter of the kind.")
@click.option("--read-only", is_flag=True, help="Ask no model: only what code reads.")
@model_options
def show(
    sources: tuple[str, ...],
    output: Path | None,
    open_: bool,
    folders: tuple[Path, ...],
    kind: str | None,
    force: bool,
    read_only: bool,
    refresh: bool,
    **settings: Any,
) -> int:
    """Show letters beside their records: where each value stands, who filled it, what the rules say.

    A LETTER is structured first; a RESULT is a file of `extract --format json` or `jsonl`. The page is one file that
    loads nothing; it holds the letters' text, and only its owner can read it. A page is of one kind of letter: the one
    given, else what the first source is of; a result of another stands in it with what it is of.

    Exit codes: 0 everything is in it, 1 some letter failed (it stands in the page with its error), 2 wrong use.
    """  # fmt: skip
    needs_web()
    from structurer.kinds.registry import kind_named
    from structurer.settings import load_settings
    from structurer.web.letter_view import error_view
    from structurer.web.show_page import show_page

    bounds, given = load_settings(**settings).bounds, dict[str, Letter]()
    chosen = kind_named(kind) if kind else _kind_of(sources, bounds, given)
    spare(output, sources)
    views: list[dict[str, Any]] = []
    waiting: list[str] = []
    for source in sources:
        if Path(source).suffix.lower() in (".json", ".jsonl"):
            views += _structured(waiting, given, chosen, force, read_only, refresh, settings)
            waiting = []
            try:
                views += _results(Path(source), folders, chosen)
            except StructurerError as error:
                say_error(error)
                views.append(error_view(source, error.as_data()))
        else:
            waiting.append(source)
    views += _structured(waiting, given, chosen, force, read_only, refresh, settings)
    made = show_page(chosen, views)
    if output is not None and str(output) == "-":
        with telling():
            click.echo(made, nl=False)
        return 1 if any("error" in view for view in views) else 0
    place = _kept(load_settings().cache_dir, made) if output is None else _written(output, made)
    with telling():
        echo_path(place)
    if open_ and click.launch(place.resolve().as_uri()):
        raise SettingsError("no browser could be opened", hint=f"open {place} yourself")
    return 1 if any("error" in view for view in views) else 0


def _kind_of(sources: tuple[str, ...], bounds: Bounds, given: dict[str, Letter]) -> LetterKind[Any]:
    """The kind of the first source: what a result says it is of, or what a letter is recognised as. The letters that were
    looked at are put into `given`: a pipe can be read once."""
    from structurer.kinds.recognising import kind_of_letter
    from structurer.kinds.registry import kind_named
    from structurer.loading import load
    from structurer.web.results import kind_in

    told: StructurerError | None = None
    for source in sources:
        try:
            if Path(source).suffix.lower() in (".json", ".jsonl"):
                named = kind_in(Path(source))
                if named:
                    return kind_named(named)
            else:
                given[source] = load(source_of(source), **bounds)
                return kind_of_letter(given[source])
        except StructurerError as error:
            told = told or error
    raise told or SettingsError("what kind of letters these are cannot be told", hint="say it with --kind")


def needs_web(*more: str) -> None:
    """Raise SettingsError where the packages that pages need are not installed, or these besides."""
    lacking = [name for name in ("jinja2", "PIL", *more) if find_spec(name) is None]
    if lacking:
        raise SettingsError(
            f"pages need packages that are not installed: {', '.join(lacking)}",
            hint="run: pip install 'structurer[web]'",
        )


def _structured(
    sources: list[str],
    given: dict[str, Letter],
    kind: LetterKind[Any],
    force: bool,
    read_only: bool,
    refresh: bool,
    settings: dict[str, Any],
) -> list[dict[str, Any]]:
    """Letters structured now. All of them are loaded at once: the page holds them all anyway."""
    if not sources:
        return []
    from structurer.cli.model import pulling
    from structurer.pipeline import Structurer
    from structurer.web.letter_view import Opened, error_view, opened_letter, result_view

    loaded: list[Letter | Path | str] = []
    views: list[dict[str, Any]] = []
    with pulling() as progress:
        structurer: Structurer[Any] = Structurer(
            kind, force=force, read_only=read_only, refresh=refresh, progress=progress, **settings
        )
        for source in sources:
            try:
                loaded.append(given.get(source) or structurer.load(source_of(source)))
            except StructurerError:
                loaded.append(source_of(source))  # fails again in its turn, as an outcome
        outcomes = asyncio.run(_outcomes(structurer, loaded))
    for source, letter, outcome in zip(sources, loaded, outcomes, strict=True):
        if outcome.result is None or not isinstance(letter, Letter):
            error = outcome.error or SettingsError("it cannot be loaded")
            say_error(error)
            views.append(error_view(outcome.name, error.as_data()))
            continue
        path = Path(source)
        views.append(result_view(opened_letter(path, letter) if path.is_file() else Opened(letter), outcome.result))
    return views


async def _outcomes(structurer: Structurer[Any], letters: list[Letter | Path | str]) -> list[Outcome[Any]]:
    async with structurer:
        return [outcome async for outcome in structurer.stream(letters)]


def _results(path: Path, folders: tuple[Path, ...], kind: LetterKind[Any]) -> list[dict[str, Any]]:
    from structurer.web.letter_view import error_view, result_view
    from structurer.web.results import letter_of, read_results

    views: list[dict[str, Any]] = []
    for held in read_results(path, kind):
        if held.result is None:
            told = held.error or {}
            say_error(RecordError(str(told.get("message", "failed")), hint=str(told.get("hint", "")), letter=held.name))
            views.append(error_view(held.name, held.error or {}))
            continue
        try:
            views.append(result_view(letter_of(held.result, [*folders, path.parent]), held.result))
        except StructurerError as error:
            say_error(error)
            views.append(error_view(held.name, error.as_data()))
    return views


def _written(output: Path, made: str) -> Path:
    if not output.parent.is_dir():
        raise click.UsageError(f"the folder of {output} does not exist")
    with whole(output) as out:
        out.write(made)
    return output


def _kept(cache: Path, made: str) -> Path:
    """The page in the cache's own folder, with the latest few before it."""
    folder = own_folder(cache / "pages")
    path = folder / f"{hashlib.sha256(made.encode()).hexdigest()[:16]}.html"
    write_own(path, made)
    by_age = sorted(folder.glob("*.html"), key=lambda page: page.stat().st_mtime, reverse=True)
    for old in by_age[PAGES_KEPT:]:
        old.unlink(missing_ok=True)
    return path
