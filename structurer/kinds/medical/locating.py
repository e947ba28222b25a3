"""Where headings fail: the model is asked which numbered lines the parts of the letter begin and end on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Field

from structurer.kind import Question
from structurer.letter import Letter
from structurer.regex import regex
from structurer.sections import Outline, Section


class ItemLines(BaseModel):
    heading_first: int = Field(description="line on which the disputed treatment is named")
    heading_last: int = Field(description="line on which that ends")
    rationale_first: int = Field(description="first line of the reviewer's reasoning on it")
    rationale_last: int = Field(description="last line of that")


class LocateAnswer(BaseModel):
    summary_first: int | None = Field(description="first line of the case summary; null if there is none")
    summary_last: int | None = Field(description="its last line; null if there is none")
    items: list[ItemLines] = Field(description="each disputed treatment; empty if there is none")


# About what the embedded model's context holds besides the prompt and the answer, at four characters a token.
_MOST_CHARACTERS = 9_000
_LINE = regex(r"[^\n\r\f]*\S[^\n\r\f]*")


def _lines(letter: Letter) -> list[tuple[int, int]]:
    return [match.span() for match in _LINE.finditer(letter.text)]


def locate(letter: Letter, prompt: str) -> Question | None:
    """The question over the letter's lines, numbered from 1; None where the letter is too long to be shown whole.

    Long lines are shown by their beginning: where a part starts and ends is seen from that.
    """
    lines = _lines(letter)
    room = max(24, _MOST_CHARACTERS // max(len(lines), 1) - 6)
    shown = "\n".join(
        f"{number}. {letter.text[start:end].strip()[:room]}" for number, (start, end) in enumerate(lines, 1)
    )
    if len(shown) > _MOST_CHARACTERS * 1.3:
        return None
    return Question(
        ask="locate",
        prompt=prompt,
        section=Section("letter", 0, len(letter.text)),
        shown=shown,
        answer_model=LocateAnswer,
        paths={},
        take=lambda answer, draft, question, source: None,
        max_tokens=400,
        label="letter",
    )


def outline_from(letter: Letter, answer: Mapping[str, Any]) -> Outline | None:
    """An outline of the line numbers that the model gave, as far as they are in order and in the letter; else None."""
    lines = _lines(letter)

    def stretch(name: str, first: Any, last: Any) -> Section | None:
        if not (isinstance(first, int) and isinstance(last, int) and 1 <= first <= last <= len(lines)):
            return None
        span = letter.span(lines[first - 1][0], lines[last - 1][1])
        return Section(name, span.start, span.end)

    parts: list[Section] = []
    summary = stretch("summary", answer.get("summary_first"), answer.get("summary_last"))
    if summary:
        parts.append(summary)
    for item in answer.get("items") or []:
        request = stretch("request", item["heading_first"], item["heading_last"])
        rationale = stretch("rationale", item["rationale_first"], item["rationale_last"])
        if request is None or (parts and parts[-1].name == "item" and request.start < parts[-1].end):
            continue
        own = [request] + ([rationale] if rationale and rationale.start >= request.end else [])
        number = sum(part.name == "item" for part in parts)
        parts.append(Section("item", request.start, own[-1].end, number, tuple(own)))
    if not parts:
        return None
    return Outline("letter", 0, len(letter.text), parts=tuple(parts), layout="", found_by="model")
