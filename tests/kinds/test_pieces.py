"""Pieces of every suite letter, cut at every border: each is refused or flagged, never taken for a whole letter.

Left out is what is a whole letter by its form: one of the items of an Independent Medical Review less, and a letter of
2014 that begins, as whole ones of that year may, at the section on how the determination was made.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from structurer import Letter, LetterError, Structurer
from structurer.evals.suite import Labelled, load_suite
from structurer.kinds.registry import kind_named, kind_names
from structurer.kinds.ur.items.told import asked_for
from structurer.result import Severity
from tests.kinds.ur.letters import SHORT

CASES = [
    (name, case)
    for name in kind_names()
    if name in ("imr", "ur")
    for case in load_suite(name).cases[:: 4 if name == "imr" else 2]
]
"""Every fourth letter, or second: a letter has some forty pieces, and each is structured."""
EACH = [
    pytest.param(name, case, id=f"{name}-{case.id}", marks=[pytest.mark.long] if index % 2 else [])
    for index, (name, case) in enumerate(CASES)
]
"""Of these every second is among the tests that take long."""


def pieces(name: str, letter: Letter) -> Iterator[tuple[str, str]]:
    """Each part alone, the letter up to and from each part that is no item, each page, and what lies about the middle."""
    text, outline = letter.text, kind_named(name).outline(letter)
    for part in outline.walk():
        if part.name != "letter":
            yield f"{part.name} alone", text[part.start : part.end]
    for part in outline.parts:
        if part.name != "item" and part.start:
            yield f"before the {part.name}", text[: part.start]
            yield f"from the {part.name}", text[part.start :]
    for page in letter.pages if len(letter.pages) > 1 else ():
        yield "a page", text[page.start : page.end]
    for share in (0.25, 0.5, 0.75):
        at = text.find(" ", int(len(text) * share)) if share != 0.5 else text.find("\n", len(text) // 2)
        yield f"the first {share}", text[:at]
        yield f"the last {1 - share}", text[at:]


def whole_by_form(name: str, letter: Letter, piece: str) -> bool:
    """Whether nothing in the piece can tell that it is one."""
    outline = kind_named(name).outline(letter)
    borders = [part.start for part in outline.all("item")][1:]
    if piece.strip() == letter.text.strip() or outline.found_by != "headings":
        return piece.strip() == letter.text.strip()
    after_head = outline.layout == "determination-2014" and letter.text.endswith(piece) and "HOW THE IMR" in piece
    return after_head or any(letter.text[:border].strip() == piece.strip() for border in borders)


@pytest.mark.parametrize(("name", "case"), EACH)
def test_a_piece_is_refused_or_flagged(name: str, case: Labelled) -> None:
    structurer = Structurer(read_only=True)
    for what, piece in pieces(name, case.letter):
        if not piece.strip() or whole_by_form(name, case.letter, piece):
            continue
        try:
            result = structurer.structure(Letter.from_text(piece))
        except LetterError:
            continue
        assert result.needs_review, f"{what} was taken for a whole letter"


SPOKEN = """Tamarack Casualty
Utilization Review

May 3, 2021

Claim: TC-5521
Date of injury: 01/04/2021

Dear Dr. Ames,

We received your request for authorization on April 28, 2021. You ask for acupuncture of the neck, and for a cervical pillow.
Our physician reviewer is Lena Ortiz, M.D., board certified in Family Medicine and licensed in California.

Clinical summary. A 50 year old clerk has neck pain of 4/10.

The request for acupuncture of the neck is approved. The guideline supports a trial.

The request for a cervical pillow is approved. It is inexpensive.

Sincerely,
Lena Ortiz
"""

CUT = [
    ("requests_misnumbered", SHORT, ("Request #1", "Request #2")),
    ("ending_missing", SHORT, ("YOUR RIGHTS", None)),
    ("letter_breaks_off", SHORT, ("service of this decision", None)),
    ("asked_not_decided", SPOKEN, ("The request for a cervical pillow", "Sincerely")),
    ("closing_missing", SPOKEN, ("Sincerely", None)),
    ("required_decision_date", SPOKEN, ("May 3, 2021", "Claim:")),
]


@pytest.mark.parametrize(("rule", "text", "cut"), CUT, ids=[rule for rule, *_ in CUT])
def test_what_is_cut_out_is_told(rule: str, text: str, cut: tuple[str, str | None]) -> None:
    begin, end = cut
    structurer = Structurer("ur", read_only=True, force=True)
    piece = text[: text.index(begin)] + (text[text.index(end) :] if end else "")
    if rule == "letter_breaks_off":
        piece = piece.rstrip() + " that was made"
    assert rule not in {finding.rule for finding in structurer.structure(Letter.from_text(text)).findings}
    assert rule in {finding.rule for finding in structurer.structure(Letter.from_text(piece)).findings}


def test_requests_are_counted_where_a_sentence_names_them() -> None:
    assert len(asked_for(Letter.from_text(SPOKEN))) == 2


@pytest.mark.parametrize("name", ["imr", "ur"])
def test_a_whole_letter_is_not_flagged_as_a_piece(name: str) -> None:
    if name not in kind_names():
        pytest.skip("the kind is not installed")
    signs = {"part_missing", "header_incomplete", "letter_breaks_off", "items_announced", "heading_without_text",
             "requests_misnumbered", "asked_not_decided", "ending_missing", "closing_missing"}  # fmt: skip
    structurer = Structurer(name, read_only=True)
    for case in load_suite(name).cases[::2]:
        found = {finding.rule for finding in structurer.structure(case.letter).findings
                 if finding.severity is not Severity.NOTE}  # fmt: skip
        # In these letters' own words the summary stands under no heading that is known.
        known = {"part_missing"} if case.id.startswith(("plain-words", "narrative")) else set()
        assert not found & signs - known, case.id
