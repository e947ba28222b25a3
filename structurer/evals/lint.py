"""Lint of a suite: are its labels, its letters and the prompts fit to be measured with?"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from structurer.errors import EvalError, StructurerError
from structurer.evals.fields import faults_of_groups, field_names
from structurer.evals.grounding import numbers_in
from structurer.evals.suite import (
    Half,
    Labelled,
    find_suite,
    half_of,
    kind_of_suite,
    label_files,
    label_hash,
    letter_files,
    read_label,
    suite_file,
)
from structurer.general_rules import GENERAL_RULES
from structurer.interpret import DATE, date_of
from structurer.kind import Case, LetterKind
from structurer.letter import Letter, verbatim
from structurer.loading import load
from structurer.marks import marked
from structurer.pointer import leaves
from structurer.prompts import load as load_prompt
from structurer.prompts import place_of
from structurer.quote import find
from structurer.reading import outline_of
from structurer.resources import folder as resource_folder
from structurer.result import Severity
from structurer.validation import findings_of

RUN = 8
"""Words in a row that a letter may not share with a prompt."""
ALIKE = 0.25
"""Share of a letter's 5-word runs that may stand in a letter of the other half."""
TWINS = 0.8
"""The same within one half, where only a letter that is there twice does harm: real letters share their form's text."""
_SHINGLE = 5
_BY_SECTIONS = frozenset({"value_not_in_section"})
_AS_READABLE = frozenset({"value_not_printed"})
"""What a remark of lint's own says of every kind's labels."""


@dataclass(frozen=True)
class Remark:
    """Something that lint has to say: about which letter (or file), which rule, at which place. `half` is that of the
    labelled letter whose label it is about."""

    severity: Severity
    letter: str
    rule: str
    message: str
    path: str = ""
    half: Half = "all"


def lint(named: str | Path, kind: str | None = None, prompts: Path | None = None) -> tuple[int, list[Remark]]:
    """How many letters were looked at, and the remarks, the weightiest first. Raises EvalError where there is no suite."""
    folder = find_suite(named)
    said = suite_file(folder)
    letters, labels = letter_files(folder), label_files(folder)
    if not letters and not labels:
        raise EvalError(f"{folder} holds neither letters nor labels", hint="put them into letters/ and labels/")
    chosen = kind_of_suite(folder, said, kind)
    remarks = [*_pairing(letters, labels, said.partial), *_tags(said.tags, letters)]
    remarks += [
        Remark(Severity.ERROR, chosen.name, "field_groups", wrong)
        for wrong in faults_of_groups(chosen, field_names(chosen.record))
    ]
    remarks += _examples(chosen)
    cases: list[Labelled] = []
    for name, path in letters.items():
        case = _case(name, path, labels.get(name), chosen, said.halves, remarks)
        if case is not None:
            cases.append(case)
    for case in cases:
        remarks += [replace(remark, half=case.half) for remark in _label(case, chosen)]
    own = [chosen.home / "prompts"] if chosen.home is not None else []
    for shown in [prompts or resource_folder("prompts"), *own]:
        remarks += _in_prompts(cases, shown)
    remarks += _alike(cases)
    if said.halves and cases and len({case.half for case in cases}) < 2:
        remarks.append(Remark(Severity.ERROR, folder.name, "half_empty", "all letters fall into one half"))
    order = list(Severity)
    return len(letters), sorted(remarks, key=lambda remark: (order.index(remark.severity), remark.letter, remark.rule))


def _pairing(letters: Mapping[str, Path], labels: Mapping[str, Path], partial: bool) -> Iterator[Remark]:
    for name in sorted(set(letters) - set(labels)):
        yield Remark(Severity.NOTE if partial else Severity.ERROR, name, "label_missing", "this letter has no label")
    for name in sorted(set(labels) - set(letters)):
        yield Remark(Severity.ERROR, name, "letter_missing", "this label has no letter")


def _tags(tags: Mapping[str, Sequence[str]], letters: Mapping[str, Path]) -> Iterator[Remark]:
    for name in sorted(set(tags) - set(letters)):
        yield Remark(Severity.ERROR, name, "tags_of_nothing", "suite.toml has tags for a letter that is not there")


def _case(
    name: str, path: Path, label_path: Path | None, kind: LetterKind[Any], halves: bool, remarks: list[Remark]
) -> Labelled | None:
    try:
        letter = load(path)
        label: BaseModel = read_label(label_path, kind) if label_path else kind.record.model_construct()
    except EvalError as error:
        remarks.append(Remark(Severity.ERROR, name, "label_schema", error.message))
        return None
    except StructurerError as error:
        remarks.append(Remark(Severity.ERROR, name, "letter_unreadable", error.message))
        return None
    if label_path is None:
        return None
    content = path.read_bytes()
    return Labelled(
        id=name,
        path=path,
        letter=Letter(name, letter.text, letter.pages, letter.medium),
        label=label,
        letter_hash="",
        label_hash=label_hash(label),
        half=half_of(content) if halves else "all",
    )


def _label(case: Labelled, kind: LetterKind[Any]) -> Iterator[Remark]:
    """What rules say of a label. Those of every kind and of its labels bind. Those of its records, and those that go by
    where code sees the letter's sections, hold a label against what code reads: there the label is right as a rule, and
    they are notes for whoever wrote it."""
    facts: Case[Any] = Case(case.letter, outline_of(kind, case.letter), case.label, {})
    for rule in (*GENERAL_RULES, *kind.label_rules, *kind.rules):
        reads = rule in kind.rules or rule.name in _BY_SECTIONS
        if reads and (rule.of_answers or rule.name in _AS_READABLE):
            continue
        for finding in findings_of(kind, rule, facts):
            severity = Severity.NOTE if reads else finding.severity
            yield Remark(severity, case.id, finding.rule, finding.message, finding.path)
    yield from _as_printed(case)
    yield from _readable(case)
    yield from _in_order(case)


def _as_printed(case: Labelled) -> Iterator[Remark]:
    """Rules look words up in any case and spelling of blanks; a label copies them as they stand."""
    printed = verbatim(case.letter.text)
    for path, value, _ in marked(case.label):
        if value not in printed and find(case.letter, value):
            yield Remark(Severity.ERROR, case.id, "label_not_as_printed",
                         "the letter has these words in another case or with other signs", path)  # fmt: skip


def _readable(case: Labelled) -> Iterator[Remark]:
    """Dates and numbers are read by code: what the letter prints in no form that it reads cannot come out right."""
    text = case.letter.text
    days = {date_of(match) for match in DATE.finditer(text)}
    numbers = set(numbers_in(text))
    for path, value in leaves(case.label):
        day = value.date() if isinstance(value, dt.datetime) else value
        if isinstance(day, dt.date) and day not in days:
            told = "date"
        elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) not in numbers:
            told = "number"
        else:
            continue
        yield Remark(Severity.NOTE, case.id, "label_not_readable",
                     f"the letter prints this {told} in no form that code reads", path)  # fmt: skip


def _in_order(case: Labelled) -> Iterator[Remark]:
    """Lists of verbatim values keep the letter's order: each stands somewhere behind the one before it."""
    at: dict[str, int] = {}
    for path, value, mark in marked(case.label):
        listed, _, index = path.rpartition("/")
        if not index.isdigit() or not mark.section:
            continue
        starts = [place.start for place in find(case.letter, value)]
        later = [start for start in starts if start >= at.get(listed, 0)]
        if starts and not later:
            yield Remark(
                Severity.WARNING, case.id, "label_out_of_order", "the letter has it before the entry above", path
            )
        at[listed] = min(later or starts or [0])


def _in_prompts(cases: Sequence[Labelled], prompts: Path) -> Iterator[Remark]:
    """What a model was shown in a prompt it need not read from a letter."""
    runs = {run: path for path in sorted(prompts.rglob("*.md")) for run in _runs(path.read_text(encoding="utf-8"), RUN)}
    for case in cases:
        shared = next((run for run in _runs(case.letter.text, RUN) if run in runs), None)
        if shared is not None:
            where = runs[shared].relative_to(prompts)
            yield Remark(Severity.ERROR, case.id, "letter_in_prompt", f"{RUN} words in a row stand in prompts/{where}")


def _examples(kind: LetterKind[Any]) -> Iterator[Remark]:
    """What the examples of the kind's own prompts answer that is not asked: it is left from another record."""
    for name, model in kind.answers.items():
        if name.partition("/")[0] != kind.name:
            continue
        try:
            prompt = load_prompt(name, place_of(name, kind.home, None))
        except StructurerError:
            continue  # whoever asks by it is told
        answers = [json.loads(example.answer) for example in prompt.examples]
        for field in dict.fromkeys(field for answer in answers if isinstance(answer, dict) for field in answer):
            if field not in model.model_fields:
                message = f"an example of the prompt {name} answers {field}, which the record has not"
                yield Remark(Severity.WARNING, kind.name, "example_field", message)


def _alike(cases: Sequence[Labelled]) -> Iterator[Remark]:
    shingles = {case.id: set(_runs(case.letter.text, _SHINGLE)) for case in cases}
    for index, one in enumerate(cases):
        for other in cases[index + 1 :]:
            across = one.half != other.half
            smaller = min(len(shingles[one.id]), len(shingles[other.id])) or 1
            share = len(shingles[one.id] & shingles[other.id]) / smaller
            if share > (ALIKE if across else TWINS):
                message = f"nearly the same as {other.id}{', which is in the other half' if across else ''} ({share:.0%} of its runs of words)"
                yield Remark(Severity.ERROR if across else Severity.WARNING, one.id, "letters_alike", message)


def _runs(text: str, length: int) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    yield from (tuple(words[at : at + length]) for at in range(len(words) - length + 1))


def counted(remarks: Sequence[Remark], severity: Severity) -> int:
    """How many remarks are of that severity."""
    return sum(remark.severity is severity for remark in remarks)
