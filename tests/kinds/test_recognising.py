"""Which kind a letter is of; and that what is no whole letter of any kind is refused, or flagged."""

from __future__ import annotations

import pytest

from structurer import Letter, LetterError, Structurer
from structurer.errors import KindWarning, LetterNotOfKind
from structurer.evals.suite import Labelled, load_suite
from structurer.kind import LetterKind, Recognition
from structurer.kinds import recognising
from structurer.kinds.recognising import kind_of_letter, recognitions
from structurer.kinds.registry import kind_named, kind_names
from structurer.result import Severity
from tests.kinds.ur.letters import SHORT

SUITES = [name for name in ("imr", "ur") if name in kind_names()]
CASES = [(name, case) for name in SUITES for case in load_suite(name).cases]
NOT_WHOLE = ("summary", "reviewer", "rationale", "request", "decision", "rights")


@pytest.mark.parametrize(("name", "case"), CASES, ids=[f"{name}-{case.id}" for name, case in CASES])
def test_every_letter_of_the_suites_is_recognised_with_a_margin(name: str, case: Labelled) -> None:
    (first, surest), *others = recognitions(case.letter)
    assert first.name == name
    assert surest.reasons
    assert all(surest.score - other.score > 0.3 for _, other in others)


PROSE = [
    "The county fair opened on Saturday. Judges denied the first prize to nobody: every pie was approved.\n" * 20,
    "Dear neighbor,\nyour request for a new fence is denied. The board met on Monday and reviewed it.\nThe board",
    "Utilization review is a process by which treatment requests are reviewed. Decisions may be approved or denied.\n"
    * 5,
]


@pytest.mark.parametrize("text", PROSE)
def test_other_prose_is_refused_with_every_kinds_score(text: str) -> None:
    with pytest.raises(LetterNotOfKind) as refused:
        Structurer(read_only=True).structure(Letter.from_text(text, "page.txt"))
    assert "does not look like a letter of" in str(refused.value)
    for name in SUITES:
        assert f"{name}: score" in str(refused.value)


def pieces(case: Labelled, kind: LetterKind[object]) -> list[tuple[str, str]]:
    """The parts of a letter, each on its own."""
    text = case.letter.text
    found = [
        (part.name, text[part.start : part.end]) for part in kind.outline(case.letter).walk() if part.name != "letter"
    ]
    return [(name, piece) for name, piece in found if piece.strip()]


@pytest.mark.parametrize("suite", SUITES)
def test_a_piece_of_a_letter_is_refused_or_flagged(suite: str) -> None:
    kind = kind_named(suite)
    structurer = Structurer(read_only=True)
    for case in load_suite(suite).cases[:12]:
        for name, piece in pieces(case, kind):
            try:
                result = structurer.structure(Letter.from_text(piece))
            except LetterError:
                continue
            assert name not in NOT_WHOLE, f"{case.id}: {name} alone was structured"
            assert any(finding.severity is not Severity.NOTE for finding in result.findings), f"{case.id}: {name}"


def test_a_letter_cut_short_lacks_a_part() -> None:
    whole = Structurer("ur", read_only=True).structure(Letter.from_text(SHORT))
    assert "part_missing" not in {finding.rule for finding in whole.findings}
    cut = SHORT[SHORT.index("Request #1") :]
    result = Structurer("ur", read_only=True, force=True).structure(Letter.from_text(cut))
    assert {finding.message.split(":")[0] for finding in result.findings if finding.rule == "part_missing"} == {
        "the letter has no header", "the letter has no summary",
    }  # fmt: skip


@pytest.mark.skipif(len(SUITES) < 2, reason="needs two kinds")
def test_a_letter_of_another_kind_is_refused_with_the_kind_that_it_is_of() -> None:
    with pytest.raises(LetterNotOfKind) as refused:
        Structurer("imr", read_only=True).structure(Letter.from_text(SHORT))
    assert "--kind ur" in refused.value.hint
    with pytest.raises(LetterNotOfKind) as refused:
        Structurer("imr", read_only=True).structure(Letter.from_text(PROSE[0]))
    assert "--force" in refused.value.hint


def test_two_kinds_that_are_as_likely_are_not_guessed_between(monkeypatch: pytest.MonkeyPatch) -> None:
    def likely(score: float) -> LetterKind[object]:
        return LetterKind(f"k{score}", 1, object, recognise=lambda letter: Recognition(score, ("a sign",)))  # type: ignore[type-var]

    kinds = {"a": likely(0.8), "b": likely(0.75), "c": likely(0.2)}
    monkeypatch.setattr(recognising, "kinds", lambda: [*kinds.values()])
    with pytest.raises(LetterNotOfKind, match=r"k0\.8 or k0\.75: .*a sign"):
        kind_of_letter(Letter.from_text("a\nb"))
    kinds["b"] = likely(0.6)
    assert kind_of_letter(Letter.from_text("a\nb")).name == "k0.8"


@pytest.mark.parametrize("found", [0.8, None])
def test_a_kind_that_recognises_by_a_bare_number_is_left_out_with_a_warning(
    found: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong: LetterKind[object] = LetterKind(f"wrong-{found}", 1, object, recognise=lambda letter: found)  # type: ignore[type-var,arg-type,return-value]
    right: LetterKind[object] = LetterKind("right", 1, object, recognise=lambda letter: Recognition(0.9, ("a sign",)))  # type: ignore[type-var]
    monkeypatch.setattr(recognising, "kinds", lambda: [wrong, right])
    with pytest.warns(KindWarning, match="wrong"):
        assert kind_of_letter(Letter.from_text("a\nb")).name == "right"


def test_a_kind_that_does_not_say_how_its_letters_look_is_never_found(monkeypatch: pytest.MonkeyPatch) -> None:
    plain: LetterKind[object] = LetterKind("plain", 1, object)  # type: ignore[type-var]
    monkeypatch.setattr(recognising, "kinds", lambda: [plain])
    with pytest.raises(LetterNotOfKind):
        kind_of_letter(Letter.from_text("a\nb"))
