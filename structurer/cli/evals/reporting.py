"""`structurer eval report`: a run for a browser, a pull request, or a CI server."""

from __future__ import annotations

from pathlib import Path

import click

from structurer.cli.evals.shared import measured, revealed
from structurer.cli.options import spare
from structurer.cli.terminal import say, telling
from structurer.files import whole


@click.command()
@click.argument("run_file", metavar="RUN", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write an HTML page to this file."
)
@click.option(
    "--markdown",
    type=click.Path(allow_dash=True, dir_okay=False, path_type=Path),
    help="Write Markdown (- to standard output).",
)
@click.option(
    "--junit",
    type=click.Path(allow_dash=True, dir_okay=False, path_type=Path),
    help="Write JUnit XML (- to standard output).",
)
@click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tell in Markdown and JUnit what the gate says of this baseline.",
)
@click.option("--reveal", is_flag=True, help="Show single cells of the test half too; the run's file says so.")
@measured
def report(
    run_file: Path, output: Path | None, markdown: Path | None, junit: Path | None, baseline: Path | None, reveal: bool
) -> int:
    """Tell what RUN amounts to. The HTML page holds the letters; Markdown and JUnit hold no letter text and no values."""  # fmt: skip
    from structurer.evals.baselines import read_baseline
    from structurer.evals.gates import gate
    from structurer.evals.reports.junit import junit as as_junit
    from structurer.evals.reports.markdown import markdown as as_markdown
    from structurer.evals.runs import read_run
    from structurer.evals.scores import scores_of

    if not (output or markdown or junit):
        raise click.UsageError("say what to write: -o report.html, --markdown FILE or --junit FILE")
    for written in (output, markdown, junit):
        spare(written, [run_file, baseline])
    done = read_run(run_file)
    revealed(done, reveal, "eval report")
    verdict = gate(done, read_baseline(baseline), reveal=reveal) if baseline else None
    if output:
        from structurer.web.eval_report import eval_report

        _write(output, eval_report(done, reveal=reveal), private=True)
    scores = scores_of(done) if markdown or junit else None
    if markdown and scores:
        _write(markdown, as_markdown(done, scores, verdict))
    if junit and scores:
        _write(junit, as_junit(done, scores, verdict))
    return 0


def _write(path: Path, text: str, private: bool = False) -> None:
    """Write whole or not at all; what holds letters is for its owner's eyes alone."""
    if str(path) == "-":
        with telling():
            click.echo(text, nl=False)
        return
    if not path.parent.is_dir():
        raise click.UsageError(f"the folder of {path} does not exist")
    with whole(path, mode=0o600 if private else 0o644) as out:
        out.write(text)
    say(f"wrote {path}")
