"""A run as Markdown. It holds no letter text and no values: it may stand in a public log."""

from __future__ import annotations

from collections.abc import Sequence

from structurer.evals.gates import Exit, GateVerdict
from structurer.evals.reports.figures import count, interval, number, percent
from structurer.evals.runs import Run
from structurer.evals.scores import FieldScore, Scores


def markdown(run: Run, scores: Scores, verdict: GateVerdict | None = None) -> str:
    """The run's scores, and the gate's verdict where there is one."""
    head = run.head
    lines = [
        f"## {head.suite}: micro F1 {interval(scores.micro)}",
        "",
        f"{scores.letters} letters{f' ({head.half} half)' if head.half != 'all' else ''}, {head.mode}, `{head.model}`, "
        f"commit {head.commit or 'unknown'}, structurer {head.library_version}"
        + (f", {scores.repeats} repeats" if scores.repeats > 1 else "")
        + (f"; **{scores.failed} letters failed and score zero**" if scores.failed else ""),
        "",
    ]
    if run.reveals:
        lines += [f"Single cells of the test half were looked at in this run ({len(run.reveals)} times).", ""]
    if verdict is not None:
        lines += [*_gate(verdict), ""]
    lines += ["| measure | value |", "|---|---:|"]
    for name, value in (("micro F1", scores.micro), ("macro F1", scores.macro), ("mean-letter F1", scores.mean_letter), ("grounded F1", scores.grounded)):  # fmt: skip
        lines.append(f"| {name} | {interval(value)} |")
    if scores.spread:
        lines.append(f"| lowest and highest repeat | {scores.spread[0]:.3f} to {scores.spread[1]:.3f} |")
    lines.append(f"| letters entirely right | {count(scores.entirely_right_count)} of {scores.letters} |")
    lines += ["", *_fields("group", scores.groups), "", *_fields("field", scores.fields), ""]
    lines += [
        "| flagged by | letters flagged | unflagged with an error | cells flagged | wrong among flagged | wrong among unflagged | errors caught |",
        "|---|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {row.threshold} and above | {percent(row.letters_flagged.value)} | {percent(row.letters_wrong_unflagged.value)} "
            f"| {percent(row.cells_flagged)} | {percent(row.cells_wrong_flagged)} | {percent(row.cells_wrong_unflagged)} "
            f"| {percent(row.errors_caught)} |"
            for row in scores.review
        ),
        "",
    ]
    usage = scores.usage
    cost = "not known" if usage.cost is None else f"${usage.cost:.2f}"
    lines.append(
        f"{usage.calls} calls ({usage.calls - usage.cached_calls} {head.answered}, {usage.cached_calls} cached), {usage.attempts} attempts, "
        f"{usage.input_tokens:,} tokens read and {usage.output_tokens:,} written{' when recorded' if head.mode == 'replay' else ' fresh'}, {usage.saved_input_tokens:,} and "
        f"{usage.saved_output_tokens:,} spared by the cache; cost {cost}."
    )
    return "\n".join(lines) + "\n"


def _gate(verdict: GateVerdict) -> list[str]:
    word = {Exit.PASS: "passes", Exit.REGRESSION: "REGRESSION", Exit.INCONCLUSIVE: "INCONCLUSIVE"}[verdict.exit]
    lines = [
        f"**Gate: {word}**", "",
        "| group | baseline | now | difference | margin | verdict |",
        "|---|---:|---:|---:|---:|---|",
    ]  # fmt: skip
    for one in verdict.groups:
        said = one.exit.name.lower() + (f": {one.why}" if one.why else "")
        lines.append(
            f"| {one.name} | {number(one.baseline)} | {number(one.now)} | {interval(one.difference)} | {one.margin:g} | {said} |"
        )
    if verdict.failed:
        lines += [f"- failed, and did not before: {', '.join(f'`{letter}`' for letter in verdict.failed)}"]
    for letter, keys in verdict.lost.items():
        lines += [f"- lost in `{letter}`: " + ", ".join(f"`{key}`" for key in keys)]
    return lines


def _fields(title: str, fields: Sequence[FieldScore]) -> list[str]:
    lines = [
        f"| {title} | cells | letters | precision | recall | F1 | grounded F1 | omitted | invented | wrong |",
        "|---|" + "---:|" * 9,
    ]
    for one in fields:
        if one.tally.cells:
            lines.append(
                f"| {one.name} | {count(one.tally.cells)} | {one.letters} | {number(one.tally.precision)} | {number(one.tally.recall)} "
                f"| {interval(one.f1)} | {number(one.tally.grounded_f1)} | {count(one.tally.omissions)} | {count(one.tally.inventions)} "
                f"| {count(one.tally.wrong)} |"
            )
    return lines
