"""An error names the letter it happened to, and keeps what it is."""

from __future__ import annotations

from structurer.errors import LetterDamaged, ModelBusy


def test_an_error_about_a_letter_is_the_same_in_all_else() -> None:
    cause = OSError("gone")
    try:
        raise ModelBusy("m is busy", hint="wait") from cause
    except ModelBusy as error:
        first, second = error.about("a.txt"), error.about("b.txt")
    assert (first.letter, second.letter) == ("a.txt", "b.txt")
    assert (type(second), second.hint, second.__cause__) == (ModelBusy, "wait", cause)
    assert second.__traceback__ is not None
    assert str(second) == "b.txt: m is busy (wait)"


def test_an_error_that_names_its_letter_goes_on_naming_it() -> None:
    error = LetterDamaged("cut", letter="inner.pdf")
    assert error.about("letters.zip").letter == "inner.pdf"
