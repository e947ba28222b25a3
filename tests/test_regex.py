"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import copy
import gc
import importlib
import pickle
import pkgutil
import re
import subprocess
import sys

import pytest

import structurer.kinds
from structurer.regex import _Later, any_of, regex


def test_it_is_used_as_a_pattern_is() -> None:
    word = regex(r"(?P<first>\w)\w*", re.IGNORECASE)
    assert word.pattern == r"(?P<first>\w)\w*"
    assert [found["first"] for found in word.finditer("two words")] == ["t", "w"]
    assert word.sub("x", "two words") == "x x"
    assert word.search("two", 1)
    assert word.fullmatch("two")
    assert not word.match(" two")
    assert word.findall("two words") == ["t", "w"]
    assert word.split("a-b") == ["", "a", "-", "b", ""]
    assert dict(word.groupindex) == {"first": 1}
    assert word.flags & re.IGNORECASE


def test_it_is_compiled_once_and_only_when_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_it = re.compile
    monkeypatch.setattr(re, "compile", lambda text, flags=0: compiled.append(text) or compile_it(text, flags))
    word = regex(r"\w+")
    assert word.pattern
    assert repr(word)
    assert not hasattr(word, "__array__")
    assert compiled == []
    assert word.search("one")
    assert word.match("two")
    assert word.sub("", "three") == ""
    assert compiled == [r"\w+"]


@pytest.mark.parametrize("anew", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
@pytest.mark.parametrize("used", [False, True])
def test_a_copy_is_a_pattern_too(anew: object, used: bool) -> None:
    word = regex("A+", re.IGNORECASE)
    if used:
        assert word.match("a")
    again = anew(word)  # type: ignore[operator]
    assert again.pattern == "A+"
    assert again.fullmatch("aaa")


def test_a_pattern_that_is_none_says_so_at_its_first_use() -> None:
    with pytest.raises(re.error, match="unterminated"):
        regex("(open").search("")


def test_every_pattern_of_the_kinds_compiles() -> None:
    for module in pkgutil.walk_packages(structurer.kinds.__path__, "structurer.kinds."):
        importlib.import_module(module.name)
    patterns = [one for one in gc.get_objects() if type(one) is _Later]
    assert len(patterns) > 500
    for pattern in patterns:
        if "(open" not in pattern.pattern:  # the test's own
            assert pattern.flags is not None


def test_naming_a_kind_compiles_nothing() -> None:
    counts = (
        "import gc; from structurer.kinds.registry import kind_named; kind_named('imr'); kind_named('ur');"
        "from structurer.regex import _Later;"
        "patterns = [one for one in gc.get_objects() if type(one) is _Later];"
        "print(len(patterns), sum('search' in vars(one) for one in patterns))"
    )
    there, compiled = map(
        int, subprocess.run([sys.executable, "-c", counts], capture_output=True, text=True, check=True).stdout.split()
    )
    assert there > 500
    assert compiled == 0


_DRUGS = ("norco", "nor-qd", "norflex", "motrin", "motrin ib", "mobic", "c++", "c")


@pytest.mark.parametrize("words", [_DRUGS, _DRUGS[::-1], ("one",), ("", "a")])
def test_any_of_several_words_is_as_they_are_side_by_side_the_longest_first(words: tuple[str, ...]) -> None:
    side_by_side = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
    branching = re.compile(any_of(words))
    text = "norco, nor-qd and norflexed motrin ib motri c++ cob motrins mobic no one aa"
    assert [found.span() for found in branching.finditer(text)] == [
        found.span() for found in side_by_side.finditer(text)
    ]


def test_where_the_longest_does_not_do_a_shorter_one_is_taken() -> None:
    found = re.search(rf"(?:{any_of(_DRUGS)})(?!\w)", "motrin ibs")
    assert found
    assert found[0] == "motrin"
