"""Which kind a letter is of: every installed kind that says how its letters look is tried, and the surest one taken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from structurer.errors import LetterNotOfKind, UnexpectedError
from structurer.kind import LetterKind, Recognition, anything
from structurer.kinds.registry import kinds, leave_out
from structurer.letter import Letter
from structurer.reading import recognised

CLOSE = 0.1
"""Scores nearer to each other than this do not tell two kinds apart."""

Scored = tuple[LetterKind[Any], Recognition]


def recognitions(letter: Letter) -> list[Scored]:
    """The installed kinds with how much the letter looks like one of each, the likeliest first.

    A kind that does not say how its letters look is left out: it has to be named. So is one that fails at this, with
    a KindWarning.
    """
    found: list[Scored] = []
    for kind in kinds():
        if kind.recognise is anything:
            continue
        try:
            found.append((kind, recognised(kind, letter)))
        except UnexpectedError as error:  # of a package that has nothing to do with this letter, for all that is known
            leave_out(error.message)
    return sorted(found, key=lambda scored: -scored[1].score)


def kind_of_letter(letter: Letter) -> LetterKind[Any]:
    """The kind that the letter is of. Raises LetterNotOfKind where it is of none, or where two are as likely."""
    scored = recognitions(letter)
    likely = [(kind, found) for kind, found in scored if found.score >= kind.threshold]
    if not likely:
        raise refusal(letter, scored)
    if len(likely) > 1 and likely[0][1].score - likely[1][1].score < CLOSE:
        names = " or ".join(kind.name for kind, _ in likely[:2])
        raise LetterNotOfKind(
            f"may be of kind {names}: {_told(likely[:2])}", letter=letter.name, hint="say which with --kind (kind=…)"
        )
    return likely[0][0]


def refusal(letter: Letter, scored: Iterable[Scored]) -> LetterNotOfKind:
    """The error for a letter that looks like none of these kinds: with each one's score and what speaks for it. Where
    one kind was asked for and the letter is of another, the remedy is that one."""
    tried = list(scored)
    if len(tried) == 1:
        what = f"does not look like a letter of kind {tried[0][0].name}"
        hint = next((f"it is of kind {kind.name}: structure it as one (--kind {kind.name})"
                     for kind, found in recognitions(letter) if found.score >= kind.threshold), "")  # fmt: skip
    else:
        what = "does not look like a letter of any kind that is installed"
        hint = "check that this is the right file, or say what it is: --kind, --schema (kind=…)"
    return LetterNotOfKind(f"{what} ({_told(tried)})" if tried else what, letter=letter.name, hint=hint)


def _told(scored: Iterable[Scored]) -> str:
    return "; ".join(
        f"{kind.name}: score {found.score:.2f} of 1, {kind.threshold:.2f} needed, for {_reasons(found)}"
        for kind, found in scored
    )


def _reasons(found: Recognition) -> str:
    return ", ".join(found.reasons) if found.reasons else "nothing that it prints"
