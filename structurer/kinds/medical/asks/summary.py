"""Two questions on the case summary: what the worker has and says, and what was found and done."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from structurer.draft import Draft
from structurer.kind import Ask, Question, part_of
from structurer.kinds.medical.asks.history import History, HistoryAnswer
from structurer.kinds.medical.asks.mentions import mentioned
from structurer.kinds.medical.asks.workup import Workup, WorkupAnswer
from structurer.kinds.medical.summary import told_in, told_section
from structurer.letter import Letter
from structurer.result import Severity
from structurer.sections import Outline, Section


def summary_ask(kind: str) -> Ask:
    """The ask on the case summary, by the prompts `history` and `workup` of the kind."""
    return Ask("summary", partial(_plan_summary, kind))


def _plan_summary(kind: str, letter: Letter, outline: Outline, draft: Draft) -> Iterator[Question]:
    """Two questions on the case summary: what the worker has and says, and what was found and done.

    Where code has read the summary, only the sentences are shown that it could not read, and their entries are put
    among those that it read.
    """
    if outline.part("summary") is None:
        draft.note("summary_missing", "/clinical", Severity.WARNING, "the letter has no clinical case summary")
        return
    section = told_section(letter, outline)
    if section is None:
        return
    told = told_in(letter, section) if draft.filled("/clinical") else None
    passages = [Section("summary", one.start, one.end) for one in told.unread] if told else [section]
    text = " ".join(letter.verbatim(one.start, one.end) for one in passages)
    for name, model, taking, most in (
        ("history", HistoryAnswer, History, 500),
        ("workup", WorkupAnswer, Workup, 700),
    ):
        fields = [
            field
            for field in mentioned(model, text, rest=told is not None)
            if told is None or field not in _SINGLE or draft.get(f"/clinical/{field}") is None
        ]
        if fields and text:
            yield Question(
                ask=name,
                prompt=f"{kind}/{name}",
                section=section,
                shown=text,
                answer_model=part_of(model, tuple(fields)),
                notes_model=model,
                paths={field: (f"/clinical/{field}",) for field in fields},
                take=taking(told, passages),
                max_tokens=most,
                label="summary",
            )


_SINGLE = ("mechanism_of_injury", "work_status")
