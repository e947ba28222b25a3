"""A run as Markdown. It holds no letter text and no values: it may stand in a public log."""

from __future__ import annotations

from collections.abc import Sequence

from structurer.evals.gates import Exit, GateVerdict
from structurer.evals.runs import Run
from structurer.evals.scores import FieldScore, Scores
from structurer.evals.statistics import Estimate


def markdown(run: Run, scores: Scores, verdict: GateVerdict | None = None) -> str:
    """The run's scores, and the gate's verdict where there is one."""
    head = run.head
    lines = [
        f"## {head.suite}: micro F1 {_interval(scores.micro)}",
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
        lines.append(f"| {name} | {_interval(value)} |")
    if scores.spread:
        lines.append(f"| lowest and highest repeat | {scores.spread[0]:.3f} to {scores.spread[1]:.3f} |")
    lines.append(f"| letters entirely right | {_count(scores.entirely_right_count)} of {scores.letters} |")
    lines += ["", *_fields("group", scores.groups), "", *_fields("field", scores.fields), ""]
    lines += [
        "| flagged by | letters flagged | unflagged with an error | cells flagged | wrong among flagged | wrong among unflagged | errors caught |",
        "|---|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {row.threshold} and above | {_percent(row.letters_flagged.value)} | {_percent(row.letters_wrong_unflagged.value)} "
            f"| {_percent(row.cells_flagged)} | {_percent(row.cells_wrong_flagged)} | {_percent(row.cells_wrong_unflagged)} "
            f"| {_percent(row.errors_caught)} |"
            for row in scores.review
        ),
        "",
    ]
    usage = scores.usage
    cost = "not known" if usage.cost is None else f"${usage.cost:.2f}"
    lines.append(
        f"{usage.calls} calls ({usage.calls - usage.cached_calls} fresh, {usage.cached_calls} cached), {usage.attempts} attempts, "
        f"{usage.input_tokens:,} tokens read and {usage.output_tokens:,} written fresh, {usage.saved_input_tokens:,} and "
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
            f"| {one.name} | {_number(one.baseline)} | {_number(one.now)} | {_interval(one.difference)} | {one.margin:g} | {said} |"
        )
    for letter, keys in verdict.lost.items():
        lines += [f"- lost in `{letter}`: " + ", ".join(f"`{key}`" for key in keys)]
    return lines


def _fields(title: str, fields: Sequence[FieldScore]) -> list[str]:
    lines = [
        f"| {title} | cells | letters | precision | recall | F1 | grounded F1 | omitted | invented | wrong |",
        "|---|" + "---:|" * 9,
    ]
    for one in fields:
        if one.cells:
            lines.append(
                f"| {one.name} | {_count(one.cells)} | {one.letters} | {_number(one.precision)} | {_number(one.recall)} "
                f"| {_interval(one.f1)} | {_number(one.grounded_f1)} | {_count(one.omissions)} | {_count(one.inventions)} "
                f"| {_count(one.wrong)} |"
            )
    return lines


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _interval(estimate: Estimate) -> str:
    if estimate.low is None or estimate.high is None:
        return _number(estimate.value)
    return f"{_number(estimate.value)} [{estimate.low:.3f}, {estimate.high:.3f}]"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"


def _count(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
