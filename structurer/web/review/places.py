"""What a value of a record may be, by its pointer; and from a selection or typed words to the value and its passages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from structurer.evals.fields import FieldSpec, specs
from structurer.folding import fold
from structurer.general_rules import sections_for
from structurer.interpret import DATE, date_of, find_number, read_date, read_number
from structurer.kind import Case
from structurer.letter import Letter
from structurer.pointer import leaves, parse
from structurer.quote import locate
from structurer.result import Span
from structurer.web.forms import code_named, options_of, type_of


@dataclass(frozen=True)
class Entered:
    """What somebody's words or selection come to: the value, its passages, and what is wrong where there is no value."""

    value: Any
    spans: tuple[Span, ...] = ()
    problem: str = ""


def spec_at(record: type[BaseModel], path: str) -> FieldSpec | None:
    """The field that a pointer leads to, whichever entry of its lists; None where the class has no such field."""
    found: FieldSpec | None = None
    inside: type[BaseModel] | None = record
    for key in parse(path):
        if key.isdigit() and found is not None and found.shape in ("values", "codes", "parts"):
            continue
        found = next((spec for spec in specs(inside) if spec.name == key), None) if inside is not None else None
        if found is None:
            return None
        inside = found.part
    return found


def selected(letter: Letter, spec: FieldSpec, start: int, end: int) -> Entered:
    """The value that the selected stretch of the letter gives."""
    span = letter.span(start, end)
    if not span.text:
        return Entered(None, (), "nothing is selected")
    words = letter.verbatim(span.start, span.end)
    match type_of(spec.inner):
        case "text":
            return Entered(words, (span,))
        case "date":
            day = read_date(words)
            return Entered(day and day.isoformat(), (span,), "" if day else "there is no date in these words")
        case "number":
            number = find_number(span.text, letter.text[span.end : span.end + 40])
            return Entered(number, (span,), "" if number is not None else "there is no number in these words")
        case "code":
            code = code_named(spec.inner, _code_in(words, options_of(spec.inner)) or "")
            return Entered(code, (span,), "" if code is not None else "choose the value; these words are its passage")
        case _:
            return Entered(None, (span,), "choose the value; these words are its passage")


def typed(case: Case[Any], spec: FieldSpec, path: str, text: str) -> Entered:
    """The value that typed words give, and where the letter prints it."""
    words = " ".join(text.split())
    if not words:
        return Entered(None)
    match type_of(spec.inner):
        case "text":
            return Entered(words, tuple(_printed(case, spec, path, words)))
        case "date":
            day = read_date(words)
            if day is None:
                return Entered(None, (), "this is no date; give 2016-10-13 or 10/13/2016")
            return Entered(day.isoformat(), tuple(printed_dates(case.letter, day.isoformat())[:1]))
        case "number":
            number = _as_number(words)
            return Entered(number, (), "" if number is not None else "this is no number")
        case "yes or no":
            answer = {"yes": True, "true": True, "no": False, "false": False}.get(words.lower())
            return Entered(answer, (), "" if answer is not None else "say yes or no")
        case _:
            code = code_named(spec.inner, words)
            return Entered(code, (), "" if code is not None else "this is none of the values it may have")


def grounded(case: Case[Any]) -> Iterator[tuple[str, Span]]:
    """Where the values of a record that came without evidence most likely stand: words and dates, each once."""
    last: dict[str, int] = {}
    for path, value in leaves(case.record):
        spec = spec_at(type(case.record), path)
        if spec is None or value is None or value is False:
            continue
        listed = path.rpartition("/")[0]
        if type_of(spec.inner) == "text":
            found = _printed(case, spec, path, str(value), last.get(listed, 0))
        elif type_of(spec.inner) == "date":
            found = printed_dates(case.letter, value.isoformat())[:1]
        else:
            continue
        for span in found:
            last[listed] = span.end
            yield path, span


def printed_dates(letter: Letter, day: str) -> list[Span]:
    """Every place where the letter prints that day (ISO 8601)."""
    found = ((date_of(match), match) for match in DATE.finditer(letter.text))
    return [letter.span(*match.span()) for read, match in found if read is not None and read.isoformat() == day]


def _printed(case: Case[Any], spec: FieldSpec, path: str, words: str, after: int = 0) -> list[Span]:
    """The likeliest place of the words: in the part of the letter that the field belongs to, else anywhere in it."""
    for section in [*(sections_for(case, path, spec.verbatim) if spec.verbatim else []), case.outline]:
        located = locate(case.letter, words, section.start, section.end, after)
        if located is not None:
            return [located.span]
    return []


def _as_number(words: str) -> int | float | None:
    number = read_number(words.removeprefix("-").removeprefix("−"))
    return -number if number is not None and words[:1] in ("-", "−") else number


def _code_in(words: str, options: list[str]) -> str | None:
    said = fold(words).text
    exact = [option for option in options if fold(option.replace("_", " ")).text == said or option.lower() == said]
    within = [option for option in options if option.replace("_", " ").lower() in said]
    return exact[0] if exact else within[0] if len(within) == 1 else None
