"""Whose words a rationale's sentences are: what guidelines say in general, or what the reviewer says of the case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from structurer.kinds.medical.rationale.whose import (
    ABOUT_CASE,
    CONDITION,
    CONDITIONAL,
    FLATLY,
    GENERAL,
    GUIDE,
    LEADS,
    MEASURED,
    NAMED,
    OF_CASE,
    OF_ONE_CASE,
    OF_RECORDS,
    ONLY_CONCLUDES,
    REVIEWER,
    RULE_GOES_ON,
    SILENT,
    SUPPOSED,
    TO_CASE,
    TURNS,
    UNLESS,
)
from structurer.kinds.medical.rationale.writing import written_out
from structurer.kinds.medical.sentences import sentences
from structurer.letter import Letter
from structurer.regex import regex
from structurer.result import Span
from structurer.sections import Section


@dataclass(frozen=True)
class Told:
    """A sentence of a rationale: all its words, and those that are the reviewer's own."""

    span: Span
    words: str
    own: str
    before_turn: bool
    """Whether the rationale turns to the case only after it."""
    after_rule: bool = False
    """Whether a guideline's words stand right before it."""

    @cached_property
    def about_case(self) -> bool:
        """Whether its own words speak of the worker, the request or the records."""
        return bool(ABOUT_CASE.search(self.own))

    @cached_property
    def general(self) -> bool:
        """Whether it speaks of guidelines and not of the case."""
        if self.before_turn or not self.own.strip():
            return True
        return self._rule or bool(GENERAL.search(self.own)) and not self.about_case or self._of_nobody

    @cached_property
    def _rule(self) -> bool:
        """Whether a guideline is its subject, or it carries on with a guideline's rule."""
        if OF_ONE_CASE.search(CONDITION.split(self.own, 1)[0]) or MEASURED.search(self.own):
            return False
        if LEADS.match(self.own):
            return True
        return self.after_rule and bool(RULE_GOES_ON.search(self.own)) and not self.about_case

    @cached_property
    def _of_nobody(self) -> bool:
        """Whether it names a guideline, wherever in the sentence, and has no word of a worker, a request or records."""
        named = NAMED.search(self.own)
        return bool(named) and not (
            self.about_case or any(of.search(self.own) for of in (OF_ONE_CASE, MEASURED, OF_RECORDS))
        )

    @cached_property
    def conditional(self) -> bool:
        """Whether it tells what is not recommended as a rule, or only in certain conditions."""
        if FLATLY.search(self.words):
            return False
        if UNLESS.search(self.words):
            return True
        return not self.about_case and bool(CONDITIONAL.search(self.words)) and "deemed" not in self.words

    @cached_property
    def silent(self) -> bool:
        """Whether it says that guidelines say nothing."""
        return bool(SILENT.search(self.own))

    @cached_property
    def judged(self) -> str:
        """Its own words without what is only supposed."""
        return SUPPOSED.sub(" ", self.own)


@lru_cache(maxsize=24)  # who reads reasons, and who reads the verdict, want the same ones
def told(letter: Letter, rationale: Section) -> tuple[Told, ...]:
    """The sentences of a rationale, in order."""
    return tuple(_told(letter, rationale))


def _told(letter: Letter, rationale: Section) -> Iterator[Told]:
    spans = sentences(letter, rationale)
    words = [written_out(letter.verbatim(span.start, span.end)) for span in spans]
    turn = next(
        (index for index, sentence in enumerate(words) if TURNS.match(sentence) and not ONLY_CONCLUDES.match(sentence)),
        0,
    )
    quoting = False
    # A rationale begins with the rule rather than with the case, where nothing in its first words is of one worker.
    after_rule = bool(words) and not OF_ONE_CASE.search(words[0])
    for index, (span, sentence) in enumerate(zip(spans, words, strict=True)):
        quoting = quoting and not REVIEWER.match(sentence)
        own, quoting = _unquoted(sentence, quoting)
        for part in _parted(Told(span, sentence, own, index < turn, after_rule)):
            after_rule = part.general
            yield part


def _parted(told: Told) -> Iterator[Told]:
    """The sentence, or where it tells a guideline's rule and then the case, its clauses, each for itself."""
    clauses = TO_CASE.split(told.own) if told.own == told.words and told.general and not told.before_turn else []
    of_case = [
        bool(OF_CASE.search(clause) or OF_RECORDS.search(clause))
        and not (GENERAL.search(clause) or GUIDE.search(clause))
        for clause in clauses
    ]
    if not any(of_case):
        yield told
        return
    for clause in clauses:
        yield Told(told.span, clause, clause, False)


# Quotation marks; what stands for inches ("stands 5'7" tall") is none.
_MARKS = regex(r"(?<!['’]\d)(?<!['’]\d\d)[\"“”]")


def _unquoted(text: str, quoting: bool) -> tuple[str, bool]:
    """The sentence without what it quotes at length, which is a guideline's, and whether a quotation is open after it.

    `quoting` says whether one was open before it. A word or two in quotation marks are the reviewer's own.
    """
    own: list[str] = []
    for part in _MARKS.split(text):
        if not quoting or len(part.split()) <= 5:
            own.append(part)
        quoting = not quoting
    return " ".join(own), not quoting
