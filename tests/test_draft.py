"""The draft: values at pointers, with their evidence, moved together."""

from __future__ import annotations

import pytest

from structurer.draft import Draft
from structurer.letter import Letter
from structurer.pointer import leaves, lookup, parse, under
from structurer.result import Severity, Source
from structurer.sections import Section

TEXT = "He has neck pain, headaches and no dizziness. Neck pain again."


def draft() -> Draft:
    made = Draft(Letter.from_text(TEXT))
    made.put("/clinical/complaints", [], None, Source.ASKED)
    for index, words in enumerate(("neck pain", "headaches", "pain again")):
        at = TEXT.index(words)
        made.put(f"/clinical/complaints/{index}", words, made.letter.span(at, at + len(words)), Source.ASKED)
    return made


def whole(made: Draft) -> Section:
    return Section("summary", 0, len(made.letter.text))


def test_containers_on_the_way_are_made() -> None:
    made = Draft(Letter.from_text(TEXT))
    made.put("/determinations/0/guidelines/0/title", "Neck", None, Source.READ)
    made.put("/determinations/0/guidelines/1/title", "Head", None, Source.READ)
    assert made.values == {"determinations": [{"guidelines": [{"title": "Neck"}, {"title": "Head"}]}]}
    with pytest.raises(IndexError):
        made.put("/determinations/5/guidelines/0/title", "x", None, Source.READ)


def test_an_entry_taken_out_takes_its_evidence_along() -> None:
    made = draft()
    made.note("some_rule", "/clinical/complaints/1", Severity.NOTE, "about headaches")
    made.note("some_rule", "/clinical/complaints/2", Severity.NOTE, "about pain again")
    made.remove("/clinical/complaints", 1)
    assert made.get("/clinical/complaints") == ["neck pain", "pain again"]
    assert [made.evidence[f"/clinical/complaints/{index}"][0].text for index in range(2)] == ["neck pain", "pain again"]
    assert [(finding.path, finding.message) for finding in made.findings] == [
        ("/clinical/complaints/1", "about pain again")
    ]


def test_clearing_takes_everything_below_along() -> None:
    made = draft()
    made.note("some_rule", "/clinical/complaints/1", Severity.ERROR, "x")
    made.clear("/clinical/complaints")
    assert made.values == {"clinical": {}}
    assert not made.evidence
    assert not made.findings
    assert not made.filled("/clinical/complaints")


def test_clearing_an_entry_of_a_list_takes_it_out() -> None:
    made = draft()
    made.clear("/clinical/complaints/1")
    assert made.get("/clinical/complaints") == ["neck pain", "pain again"]
    assert made.evidence["/clinical/complaints/1"][0].text == "pain again"


def test_a_copy_is_apart() -> None:
    made = draft()
    twin = made.copy()
    twin.remove("/clinical/complaints", 0)
    assert len(made.get("/clinical/complaints")) == 3


def test_grounding_says_why_it_refuses() -> None:
    made = draft()
    assert made.ground("/a", "back pain", whole(made)) is None
    assert made.ground("/b", "dizziness", whole(made)) is None
    assert made.ground("/c", None, whole(made)) is None
    assert made.ground("/d", "  ", whole(made)) is None
    found = made.ground("/e", "neck pain", whole(made))
    assert found is not None
    assert [(finding.rule, finding.path) for finding in made.findings] == [
        ("quote_not_in_letter", "/a"),
        ("quote_drops_negation", "/b"),
        ("quote_ambiguous", "/e"),
    ]
    assert "back pain" not in made.findings[0].message


def test_pointers() -> None:
    assert parse("") == []
    assert parse("/a~1b/0/c~0d") == ["a/b", "0", "c~d"]
    with pytest.raises(ValueError, match="slash"):
        parse("a/b")
    assert under("/a/b", "/a")
    assert under("/a", "/a")
    assert not under("/ab", "/a")
    assert lookup({"a": [{"b": 1}]}, "/a/0/b") == 1
    for path in ("/a/1", "/a/0/c", "/x", "/a/b"):
        with pytest.raises(KeyError):
            lookup({"a": [{"b": 1}]}, path)
    assert list(leaves({"a": [{"b": 1}, {"b": None}], "c": []})) == [("/a/0/b", 1), ("/a/1/b", None)]
    assert list(leaves({"S83/left~": 1})) == [("/S83~1left~0", 1)]
    assert lookup({"S83/left~": 1}, "/S83~1left~0") == 1


def test_where_a_value_stood_before_others_were_taken_out_or_put_in() -> None:
    made = draft().copy()
    made.remove("/clinical/complaints", 0)
    made.make_room("/clinical/complaints", 1)
    places = [f"/clinical/complaints/{index}" for index in range(3)]
    assert [made.origin(place) for place in places] == [places[1], None, places[2]]
    assert made.origin("/clinical/complaints") == "/clinical/complaints"
    assert made.copy().origin(places[0]) == places[0]


def test_a_place_that_is_no_number_in_a_list_holds_nothing() -> None:
    assert draft().get("/clinical/complaints/list[str]/0") is None
