"""`structurer prompt render`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from structurer.cli.evals.shared import measured
from structurer.cli.options import kind_options, model_options, source_of
from structurer.cli.prompts.listing import told
from structurer.cli.terminal import console_for, echo_json, shown, table
from structurer.cli.words import plural
from structurer.errors import EvalError

if TYPE_CHECKING:
    from structurer.kind import Question
    from structurer.prompts import Prompt
    from structurer.settings import Settings


@click.command()
@click.argument("name")
@click.argument("letter")
@click.option("--json", "as_json", is_flag=True, help="The bodies of the requests, exactly as they are sent.")
@kind_options
@model_options
@measured
def render(name: str, letter: str, as_json: bool, refresh: bool, kind: str | None, **given: Any) -> int:
    """Show what is sent about LETTER (- for standard input) by the prompt NAME, in full, with its tokens by part.

    The kind is the one that the prompt belongs to; a model's that has none of its own is given: `structurer prompt render
    least/record LETTER --schema my_models.py:Note`. No model is asked. What all letters share comes first and stands once; a prompt for single items has a question for
    each. Exit codes: 0 shown, 2 the letter leads to no such question, or cannot be read.
    """
    del refresh
    from structurer.evals.trying.plan import kind_of_prompt
    from structurer.evals.versions import working_prompts
    from structurer.kinds.registry import kind_named
    from structurer.least import PROMPT
    from structurer.loading import load as load_letter
    from structurer.prompts import load, place_of
    from structurer.reading import questions_about
    from structurer.settings import load_settings

    settings = load_settings(**given)
    if kind is None and name == PROMPT:
        raise click.UsageError(f"{name} asks about any model: name one, --schema my_models.py:Note")
    chosen = kind_named(kind) if kind else kind_of_prompt(name, working_prompts(settings, name))
    prompt = load(name, place_of(name, chosen.home, settings.prompts_dir))
    found = load_letter(source_of(letter), **settings.bounds)
    asked = questions_about(chosen, found, settings.ask)
    questions = [question for question in asked if question.prompt == name]
    if not questions:
        others = ", ".join(sorted({question.prompt for question in asked})) or "nothing"
        raise EvalError(f"{found.name} leads to no question by {name}", hint=f"what it leads to: {others}")
    if as_json:
        bodies = [_body(prompt, question, settings) for question in questions]
        echo_json(bodies)
    else:
        _show(prompt, questions, settings)
    return 0


def _body(prompt: Prompt, question: Question, settings: Settings) -> dict[str, Any]:
    from structurer.answers import messages_of, most_tokens_of
    from structurer.models.exchange import format_of
    from structurer.models.names import parse_name
    from structurer.models.transport import Transport

    messages = [{"role": role, "content": content} for role, content in messages_of(prompt, question)]
    shown = {"messages": messages, "response_format": format_of(question.answer_model)}
    return Transport(settings, parse_name(settings)).body(shown, most_tokens_of(question, settings))


def _show(prompt: Prompt, questions: Sequence[Question], settings: Settings) -> None:
    from rich.text import Text

    from structurer.answers import messages_of, most_tokens_of
    from structurer.models.tokens import count_tokens
    from structurer.prompts import field_notes

    first = questions[0]
    notes = field_notes(first.notes_model or first.answer_model)
    fixed = prompt.fixed(notes)
    own = [messages_of(prompt, question)[-1][1] for question in questions]
    parts = [("instructions", prompt.instructions), ("fields", prompt.field_part(notes))]
    parts += [(f"example {number}", f"{one.shown}\n{one.answer}") for number, one in enumerate(prompt.examples, 1)]
    tokens = count_tokens([*(text for _, text in parts), *own], settings, start=True)
    console = console_for(sys.stdout)
    console.print(Text(f"the same for every letter · {plural(len(fixed), 'message')}", style="title"))
    for role, content in fixed:
        console.print(Text(f"[{role}]", style="name"))
        console.print(Text(shown(content)), soft_wrap=True)
    for number, (question, content) in enumerate(zip(questions, own, strict=True), 1):
        where = question.label or question.section.name
        fields = ", ".join(question.answer_model.model_fields)
        console.print(Text.assemble("\n", (f"question {number} of {len(questions)} · {where}", "title"), (f" · answers {fields} · at most {most_tokens_of(question, settings):,} tokens", "aside")), soft_wrap=True)  # fmt: skip
        console.print(Text("[user]", style="name"))
        console.print(Text(shown(content)), soft_wrap=True)
    made = table("", "part", "tokens", right=("tokens",))
    for (title, _), count in zip(parts, tokens.counts, strict=False):
        made.add_row(title, told(count, tokens.exact))
    shared = sum(tokens.counts[: len(parts)])
    made.add_row("shared by all letters", told(shared, tokens.exact), style="title")
    for number, count in enumerate(tokens.counts[len(parts) :], 1):
        made.add_row(f"question {number}" if len(own) > 1 else "question", told(count, tokens.exact))
    made.add_row("all questions, with what they share", told(shared * len(own) + sum(tokens.counts[len(parts) :]), tokens.exact), style="title")  # fmt: skip
    console.print()
    console.print(made)
    if not tokens.exact:
        console.print(Text("≈ estimated: the embedded model is not here to count them", style="aside"))
