"""As many letters as are wanted, out of those whose replies are recorded: each another text with another case number,
and each asking questions of its own, which the recorded server answers as it would those of the letter they came from.

A mark, ` [q17]`, stands in one sentence of each question. It is not told to the recordings, so that answers are found,
and it is part of the request's key, so that the books tell one letter's questions from another's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path

from tests import letters
from tests.ingest.recorded import MARK, ROOT, recorded

SUITE = ROOT / "evals" / "imr" / "letters"
_CASE = re.compile(r"(Case\s+Number:?\s+)(CM\d\d-)(\d{7})", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?](?=\s|$)")
_TAIL = 12
_WHOLE = 30


@cache
def text_of(name: str) -> str:
    """The text of a letter of the tests or of the suite, by the name of its cassette."""
    if name in letters.NAMES:
        return letters.letter(name).text
    return (SUITE / f"{name}.txt").read_text(encoding="utf-8")


@cache
def names() -> list[str]:
    """The letters that can be varied: those with a case number, and with a sentence for a mark in every question."""
    suite = [path.stem for path in sorted(SUITE.glob("*.txt"))]
    return [name for name in [*letters.NAMES, *suite] if name not in _STUBBORN and _places(name)]


def varied(name: str, number: int, *, asks: bool = True) -> str:
    """The letter with another case number, distinct for distinct numbers below ten million. With `asks` every question
    about it is another too; without, its questions are those of the letter, answered as often as they are asked."""
    text = text_of(name)
    if asks:
        places = _places(name)
        assert places, f"{name} cannot be varied"
        for place in sorted(places, reverse=True):
            text = f"{text[:place]} [q{number}]{text[place:]}"
    return _CASE.sub(rf"\g<1>\g<2>{number:07d}", text)


def many(most: int | None = None, *, asks: bool = True) -> Iterator[tuple[str, str]]:
    """Distinct letters with names of their own, `00000017-2016-one-item`, endlessly or so many."""
    known = names()
    for number in count() if most is None else range(most):
        name = known[number % len(known)]
        yield f"{number:08d}-{name}", varied(name, number, asks=asks)


def write_folder(folder: Path, most: int, *, asks: bool = True) -> None:
    """So many letters as text files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in many(most, asks=asks):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def write_lines(path: Path, most: int, *, asks: bool = True) -> None:
    """So many letters as JSON Lines with the columns `id` and `text`."""
    with path.open("w", encoding="utf-8") as file:
        for name, text in many(most, asks=asks):
            file.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")


def unmarked(text: str) -> str:
    """What was varied, as it was but for the case number."""
    return MARK.sub("", text)


@cache
def _places(name: str) -> list[int]:
    """Where in the letter its marks go, one for each of its questions; none where a question has no room for one."""
    text = text_of(name)
    if not _CASE.search(text):
        return []
    found: set[int] = set()
    for body, recording in zip(recorded().bodies(), recorded(), strict=True):
        if name in recording.letters and len(body["messages"]) == 4:
            shown = body["messages"][-1]["content"].split("\n\nGive:")[0]
            place = next(_room(text, shown, recording.content), None)
            if place is None:
                return []
            found.add(place)
    return sorted(found)


def _room(text: str, shown: str, answer: str) -> Iterator[int]:
    """The ends of sentences that are shown, stand once in the letter, and are not what the answer quotes."""
    said = re.sub(r"\W+", " ", answer).lower()
    lines = [line for line in shown.split("\n") if not line.startswith(("Request:", "Decision:", "Rationale:"))]
    for sentence in [one.strip() for line in lines for one in _SENTENCE.findall(re.sub(r"^\d+\. ", "", line))]:
        words = sentence[:-1].split()
        if len(sentence) < _WHOLE or re.sub(r"\W+", " ", sentence[-_TAIL:-1]).lower().strip() in said:
            continue
        places = [match.end() for match in re.finditer(r"\s+".join(map(re.escape, words)), text)]
        if len(places) == 1:
            yield places[0]


_STUBBORN = frozenset({"2016-seamstress-hands-ragged", "2016-contradictory-overturn", "2016-foundry-burn-compounds"})
"""Letters of which a mark makes another record: it moves the ends of sentences, or hides a turn of phrase."""
