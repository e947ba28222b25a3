"""The least kind: a Pydantic model, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    computed_field,
    field_validator,
    model_validator,
)

from structurer import Letter, LetterKind, Quote, Reader, Reading, Structurer
from structurer.draft import Draft
from structurer.errors import KindError, UnexpectedError
from structurer.evals.fields import leaf_specs, strange_fields
from structurer.evals.lint import lint
from structurer.kind import Ask, Question, part_of
from structurer.kinds.registry import kind_named
from structurer.least.shape import answer_of
from structurer.models.strict import strict_schema
from structurer.prompts import field_notes, load
from structurer.reading import questions_about, read
from structurer.result import Severity, Source, Span, sorted_findings
from structurer.schema import published
from structurer.sections import Outline
from structurer.validation import record_from, validate
from tests.fault_server import FaultServer, Seen, Step, says


class Tone(Enum):
    FRIENDLY = "friendly"
    ANGRY = "angry"


class Person(BaseModel):
    name: str
    """Full name."""
    role: str | None = None


class Note(BaseModel):
    """A note from one neighbor to another."""

    sender: Person
    sent: dt.date
    """When it was written."""
    amount: float | None = Field(None, ge=0, description="money asked for, in dollars")
    tone: Tone | None = None
    urgent: bool | None = None
    """Whether it cannot wait."""
    topics: list[Quote] = []
    others: list[Person] = []


KIND = LetterKind.from_model(Note)
TEXT = """April 3, 2021
Dear Bob,
please pay the $1,250.50 at once! No rush about the roof, and the cat is fine.
Yours, Ann Lee, landlady (and Joe, her brother)
"""
LETTER = Letter.from_text(TEXT, "note.txt")
RIGHT = {
    "sender": {"name": "Ann Lee", "role": "landlady"},
    "sent": "April 3, 2021",
    "amount": "$1,250.50",
    "tone": {"value": "angry", "words": "at once!"},
    "urgent": {"value": True, "words": "at once"},
    "topics": ["the roof", "the cat"],
    "others": [{"name": "Joe", "role": "her brother"}],
}


def taken(answer: Mapping[str, Any]) -> tuple[Note, Draft]:
    draft = Draft(LETTER)
    (question,) = KIND.asks[0].plan(LETTER, KIND.outline(LETTER), draft)
    question.take(answer, draft, question, Source.ASKED)
    return record_from(KIND, draft), draft


def test_types_say_what_is_copied_read_and_chosen() -> None:
    note, draft = taken(RIGHT)
    assert isinstance(note, Note)
    assert note.model_dump() == {
        "sender": {"name": "Ann Lee", "role": "landlady"},
        "sent": dt.date(2021, 4, 3),
        "amount": 1250.5,
        "tone": Tone.ANGRY,
        "urgent": True,
        "topics": ["the roof", "the cat"],
        "others": [{"name": "Joe", "role": "her brother"}],
    }
    assert draft.evidence["/sent"][0].text == "April 3, 2021"
    assert draft.evidence["/tone"][0].text == "at once!"
    assert draft.findings == []
    assert validate(LETTER, note, draft.evidence, KIND) == []


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("amount", "$1,350.50"),
        ("sent", "April 30, 2021"),
        ("sent", "at once"),
        ("tone", {"value": "friendly", "words": "with love"}),
        ("topics", ["the garden"]),
        ("others", [{"name": "Zed", "role": "her uncle"}]),
        ("sender", {"name": "Anne Lee", "role": None}),
    ],
)
def test_what_does_not_stand_in_the_letter_does_not_enter_the_record(field: str, given: Any) -> None:
    note, _ = taken({**RIGHT, field: given})
    held = note.model_dump()[field]
    assert held in (None, [], {"name": None, "role": None})


def test_what_the_model_requires_and_is_not_there_is_a_finding() -> None:
    note, draft = taken({**RIGHT, "sent": None, "sender": {"name": None, "role": None}})
    found = [(finding.rule, finding.path) for finding in validate(LETTER, note, draft.evidence, KIND)]
    assert found == [("value_missing", "/sender/name"), ("value_missing", "/sent")]


def test_a_value_that_breaks_a_constraint_is_a_finding_and_no_value() -> None:
    draft = Draft(LETTER)
    draft.put("/amount", -3, LETTER.span(0, 5), Source.ASKED)
    note = record_from(KIND, draft)
    assert note.amount is None
    assert [(finding.rule, finding.path) for finding in draft.findings] == [("value_not_valid", "/amount")]
    assert "3" not in draft.findings[0].message


class Dosed(BaseModel):
    """A medication, of which the class itself wants more than types say."""

    kind: str | None = None
    drug: str | None = None
    dose: str | None = None
    ended: str | None = None

    @model_validator(mode="after")
    def _whole(self) -> Dosed:
        if self.drug and not self.dose:
            raise ValueError(f"{self.drug} needs a dose")
        if self.ended and self.kind:
            raise TypeError(f"{self.ended} and {self.kind}")
        return self


@pytest.mark.parametrize(
    ("values", "left", "path"),
    [
        ({"kind": "oral", "drug": "lorazepam", "dose": None}, {"kind": "oral"}, "/drug"),
        ({"drug": "lorazepam"}, {}, "/drug"),
    ],
)
def test_a_value_that_a_check_of_the_class_does_not_take_is_a_finding_and_no_value(
    values: dict[str, Any], left: dict[str, Any], path: str
) -> None:
    draft = Draft(LETTER)
    for name, value in values.items():
        draft.put(f"/{name}", value, LETTER.span(0, 5) if value else None, Source.ASKED)
    assert record_from(LetterKind.from_model(Dosed), draft).model_dump(exclude_none=True) == left
    (finding,) = draft.findings
    assert (finding.rule, finding.path, finding.severity) == ("value_not_valid", path, Severity.ERROR)
    assert "lorazepam" not in finding.message
    assert path not in draft.evidence


def test_where_no_one_value_is_at_fault_the_last_go_until_the_class_takes_the_others() -> None:
    class Few(BaseModel):
        names: list[str] = []
        one: str | None = None
        two: str | None = None

        @model_validator(mode="after")
        def _few(self) -> Few:
            if len(self.names) + (self.one is not None) + (self.two is not None) > 1:
                raise ValueError("too many")
            return self

    draft = Draft(LETTER)
    for path in ("/one", "/two", "/names/0"):
        draft.put(path, "April", LETTER.span(0, 5), Source.ASKED)
    assert record_from(LetterKind.from_model(Few), draft).model_dump() == {"names": [], "one": "April", "two": None}
    assert [finding.path for finding in draft.findings] == ["/names", "/two"]


class Signed(BaseModel):
    """A record whose class takes none without a name."""

    name: str

    @model_validator(mode="before")
    @classmethod
    def _spelt(cls, values: Any) -> Any:
        if values.get("name") == "Ann":
            raise KeyError("Ann")
        return values


@pytest.mark.parametrize(
    ("kind", "values", "told"),
    [
        (
            LetterKind("signed", 1, Signed),
            {},
            r"kind signed cannot be without what this letter lacks: /name \(missing\)",
        ),
        (LetterKind("signed", 1, Signed), {"name": "Ann"}, r"record of kind signed failed: KeyError at test_least\.py"),
        (LetterKind.from_model(Dosed), {"ended": "today", "kind": "oral"}, "record of kind dosed failed: TypeError at"),
    ],
)
def test_a_class_that_cannot_be_filled_is_named_without_values(
    kind: LetterKind[Any], values: dict[str, Any], told: str
) -> None:
    draft = Draft(LETTER)
    draft.values.update(values)
    with pytest.raises(UnexpectedError, match=told) as failed:
        record_from(kind, draft)
    assert failed.value.hint.startswith(("give every field", "correct it there"))
    assert not any(str(value) in str(failed.value) for value in values.values())


def test_docstrings_and_choices_are_told_to_the_model() -> None:
    notes = field_notes(answer_of(Note))
    assert "- sent: When it was written, as printed; else null" in notes
    assert "  - name: Full name; else null" in notes
    assert "value: one of: friendly, angry" in notes
    assert KIND.about == "A note from one neighbor to another."
    assert "{{about}}" in load("least/record").question


def test_what_the_docstrings_say_stands_in_the_records_schema() -> None:
    assert KIND.record.model_fields["sent"].description == "When it was written."
    assert KIND.record.model_fields["urgent"].description == "Whether it cannot wait."
    assert KIND.record.model_json_schema()["properties"]["amount"]["anyOf"][0]["minimum"] == 0


def test_the_answer_model_keeps_to_the_strict_rules() -> None:
    strict_schema(answer_of(Note))


def test_a_record_that_has_itself_for_a_part_has_no_fields_to_score() -> None:
    with pytest.raises(KindError, match="Branch has itself for a part"):
        list(leaf_specs(Tree))


def test_comparators_come_from_the_types() -> None:
    compared = {name: spec.comparator.name for name, spec in leaf_specs(KIND.record)}
    assert compared["sent"] == compared["amount"] == compared["tone"] == compared["urgent"] == "exact"
    assert compared["topics"] == compared["sender.name"] == "phrase"


def test_a_long_letter_is_asked_about_in_windows() -> None:
    letter = Letter.from_text("\n\n".join([TEXT] * 200))
    questions = list(KIND.asks[0].plan(letter, KIND.outline(letter), Draft(letter)))
    assert len(questions) > 3
    assert "".join(letter.text[q.section.start : q.section.end] for q in questions) == letter.text
    assert questions[1].label == f"window 2 of {len(questions)}"


class Sender(BaseModel):
    full: str = Field(alias="Full")


class Aliased(BaseModel):
    model_config = ConfigDict(strict=True, serialize_by_alias=True, extra="forbid")

    sender: str | None = Field(None, alias="Sender")
    topic: str | None = Field(None, validation_alias=AliasChoices("about", "Topic"))
    sent: dt.date | None = None
    by: Sender | None = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def told(self) -> bool:
        return self.topic is not None


def test_a_record_is_held_by_its_fields_names_whatever_else_they_may_be_called() -> None:
    kind = LetterKind.from_model(Aliased)
    held = {"sender": "Ann", "topic": "roof", "sent": "2021-04-03", "by": {"full": "Ann Lee"}, "told": True}
    record = kind.record.model_validate(held)
    assert record.model_dump(mode="json") == held
    assert kind.record.model_validate({"Sender": "Ann", "about": "roof", "sent": "2021-04-03", "by": {"Full": "Ann Lee"}}) == record  # fmt: skip
    assert list(published(kind)["properties"]) == list(held)
    assert list(strange_fields(kind.record, {"Sender": "", "Topic": "", "by": {"Full": "", "Fill": ""}})) == ["by.Fill"]


def test_a_part_of_which_the_letter_has_nothing_is_null() -> None:
    kind = LetterKind.from_model(Aliased)
    letter = Letter.from_text("The roof leaks.")
    answer = {"sender": None, "topic": "The roof", "sent": None, "by": {"full": None}}
    (question,) = kind.asks[0].plan(letter, kind.outline(letter), draft := Draft(letter))
    question.take(answer, draft, question, Source.ASKED)
    kind.complete(draft, kind.outline(letter))
    record = record_from(kind, draft)
    assert record.by is None
    assert validate(letter, record, kind=kind, evidence=draft.evidence) == []


class Party(BaseModel):
    name: str


class Lists(BaseModel):
    tags: list[str] | None = None
    parties: list[Party] | None = None


def test_lists_that_may_be_null_are_read_back_as_they_are_held() -> None:
    record = LetterKind.from_model(Lists).record
    for held in ({"tags": None, "parties": None}, {"tags": ["a"], "parties": [{"name": "Ann"}]}):
        assert record.model_validate(held).model_dump(mode="json") == held


class Odd(BaseModel):
    anything: dict[str, str] = {}


class Empty(BaseModel):
    pass


class Branch(BaseModel):
    name: str | None = None
    branches: list[Branch] = []


class Tree(BaseModel):
    root: Branch | None = None


class Names(RootModel[list[str]]):
    pass


class Bag(BaseModel):
    names: Annotated[set[str], Field(max_length=3)] | None = None


class Met(BaseModel):
    at: list[dt.datetime] = []


class Pair(BaseModel):
    pair: tuple[str, int] | None = None


@pytest.mark.parametrize(
    ("model", "says"),
    [
        (Odd, "Odd.anything"),
        (Empty, "no fields"),
        (int, "not a Pydantic model"),
        (Tree, "leads back to itself: Branch in Branch"),
        (Names, "no named fields"),
        (Bag, "Bag.names: a record's lists have an order"),
        (Pair, "Pair.pair: .* entries of one type"),
        (Met, "Met.at: .* the time of day is not read"),
    ],
)
def test_a_model_that_cannot_be_asked_for_is_refused(model: Any, says: str) -> None:
    with pytest.raises(KindError, match=says):
        LetterKind.from_model(model)


class Plain(BaseModel):
    choice: Literal["a", "b"] | None = None
    count: int | float | None = None
    size: int = 0


def test_numbers_and_literals_of_every_spelling() -> None:
    kind = LetterKind.from_model(Plain, name="plain", version=3)
    assert (kind.name, kind.version) == ("plain", 3)
    letter = Letter.from_text("We have seven geese and\n12,000 hens.")
    draft = Draft(letter)
    (question,) = kind.asks[0].plan(letter, kind.outline(letter), draft)
    question.take({"choice": None, "count": "seven", "size": "12,000 hens"}, draft, question, Source.ASKED)
    assert record_from(kind, draft) == Plain(choice=None, count=7, size=12000)


class Times(BaseModel):
    written: dt.date | None = None
    days: int | None = None
    weeks: list[float] = []


@pytest.mark.parametrize(
    ("given", "held", "unread"),
    [
        ({"written": "3 March 2026"}, {"written": dt.date(2026, 3, 3)}, []),
        ({"days": "thirty days"}, {"days": 30}, []),
        ({"days": "sixty (60)"}, {"days": 60}, []),
        ({"written": "before Easter"}, {}, [("/written", "before Easter")]),
        ({"days": "one hundred"}, {}, [("/days", "one hundred")]),
        ({"weeks": ["two weeks", "some", "a few", "8"]}, {"weeks": [2, 8]}, [("/weeks", "some"), ("/weeks", "a few")]),
    ],
)
def test_words_that_stand_in_the_letter_and_are_not_read_are_told(
    given: dict[str, Any], held: dict[str, Any], unread: list[tuple[str, str]]
) -> None:
    letter = Letter.from_text(
        "3 March 2026. Pay within thirty days or sixty (60), before Easter.\nOne hundred is\ntwo weeks, some, a few, 8."
    )
    kind = LetterKind.from_model(Times)
    draft = Draft(letter)
    (question,) = kind.asks[0].plan(letter, kind.outline(letter), draft)
    question.take(given, draft, question, Source.ASKED)
    assert record_from(kind, draft) == Times(**held)
    assert [(finding.rule, finding.path, finding.span and finding.span.text.lower()) for finding in draft.findings] == [
        ("value_not_read", path, words.lower()) for path, words in unread
    ]


class Billed(BaseModel):
    visits: int | None = None
    seen: dt.date | None = None
    paid: Decimal | None = None
    weeks: list[float] = []
    copies: int = 1
    cents: int | None = None

    @field_validator("cents")
    @classmethod
    def in_cents(cls, dollars: int) -> int:
        return dollars * 100


BILLED = Letter.from_text(
    "Ms Lee had 10 visits, the last on 10/13/2016, for $98,765,432,109,876,543.21: $5 each; 1.5 and 3 weeks, half a dozen."
)


def passages(**words: str) -> dict[str, list[Span]]:
    at = {name: BILLED.text.index(said) for name, said in words.items()}
    return {f"/{name}": [BILLED.span(at[name], at[name] + len(said))] for name, said in words.items()}


@pytest.mark.parametrize(
    ("values", "evidence", "expected"),
    [
        ({"visits": 10, "seen": dt.date(2016, 10, 13), "weeks": [1.5, 3]}, {}, []),
        ({"visits": 99, "seen": dt.date(1999, 1, 1)}, {}, [("value_not_printed", "/visits"), ("value_not_printed", "/seen")]),
        ({"visits": 99}, {"visits": "10 visits"}, [("value_misread", "/visits")]),
        ({"seen": dt.date(1999, 1, 1)}, {"seen": "on 10/13/2016"}, [("value_misread", "/seen")]),
        ({"visits": 10, "seen": dt.date(2016, 10, 13)}, {"visits": "10 visits", "seen": "10/13/2016"}, []),
        ({"visits": 99}, {"visits": "Ms Lee"}, [("value_not_printed", "/visits")]),
        ({"visits": 6}, {"visits": "half a dozen"}, []),
        ({"paid": Decimal("98765432109876543.21")}, {}, []),
        ({"paid": Decimal("98765432109876543.22")}, {}, [("value_not_printed", "/paid")]),
        ({"weeks": [1.5, 4]}, {}, [("value_not_printed", "/weeks/1")]),
        ({"cents": 5}, {"cents": "$5"}, []),
    ],
)  # fmt: skip
def test_dates_and_numbers_from_anywhere_are_those_that_the_letter_prints(
    values: dict[str, Any], evidence: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    kind = LetterKind.from_model(Billed)
    found = validate(BILLED, kind.record(**values), passages(**evidence), kind)
    told = [(finding.rule, finding.path) for finding in found if finding.rule != "value_without_evidence"]
    assert told == expected


class Sums(BaseModel):
    dose: float | None = None
    account: int | None = None
    paid: Decimal | None = None


@pytest.mark.parametrize(
    ("given", "held"),
    [
        ({"account": "12345678901234567"}, {"account": 12345678901234567}),
        ({"paid": "$98,765,432,109,876,543.21"}, {"paid": Decimal("98765432109876543.21")}),
        ({"dose": "1/2 tablet"}, {}),
        ({"dose": "2,5 ml"}, {}),
        ({"dose": "1.2"}, {}),
    ],
)
def test_a_number_in_the_record_is_the_one_that_the_letter_prints(given: dict[str, Any], held: dict[str, Any]) -> None:
    letter = Letter.from_text(
        "Take 1/2 tablet or 2,5 ml.\nAccount 12345678901234567: $98,765,432,109,876,543.21 of 1.2 million."
    )
    kind = LetterKind.from_model(Sums)
    draft = Draft(letter)
    (question,) = kind.asks[0].plan(letter, kind.outline(letter), draft)
    question.take(given, draft, question, Source.ASKED)
    assert record_from(kind, draft) == Sums(**held)
    assert [finding.rule for finding in draft.findings] == ([] if held else ["value_not_read"])


def test_a_choice_for_which_no_words_are_named_is_left_out_and_told() -> None:
    note, draft = taken({**RIGHT, "tone": {"value": "angry", "words": None}, "urgent": {"value": None, "words": None}})
    assert (note.tone, note.urgent) == (None, None)
    assert [(finding.rule, finding.path) for finding in draft.findings] == [("value_without_words", "/tone")]


def test_every_entry_that_is_not_in_the_letter_has_a_finding_of_its_own() -> None:
    topics = ["the garden", "the roof", "the moon", "a fence", "the cat"]
    note, draft = taken({**RIGHT, "topics": topics, "others": [{"name": "Zed", "role": "her uncle"}]})
    assert note.topics == ["the roof", "the cat"]
    assert note.others == []
    says = "the answer's words are not in the letter"
    assert [(finding.path, finding.message) for finding in sorted_findings(draft.findings)] == [
        *(("/topics", f"entry {number}: {says}") for number in (1, 3, 4)),
        ("/others", f"name of entry 1: {says}"),
        ("/others", f"role of entry 1: {says}"),
    ]
    assert all(words not in finding.message for words in topics for finding in draft.findings)


def test_an_ask_of_ones_own_goes_before_the_records_ask_and_leaves_it_the_rest() -> None:
    def plan(letter: Letter, outline: Outline, draft: Draft) -> Iterator[Question]:
        yield Question(
            ask="topics", prompt="note/topics", section=outline, shown=letter.text, answer_model=part_of(answer_of(Note), ("topics",)),
            paths={"topics": ("/topics",)}, take=lambda answer, draft, question, source: None,
        )  # fmt: skip

    kind = LetterKind.from_model(Note, asks=[Ask("topics", plan)])
    first, rest = questions_about(kind, LETTER)
    assert (first.ask, rest.ask) == ("topics", "record")
    assert [*rest.answer_model.model_fields] == ["sender", "sent", "amount", "tone", "urgent", "others"]
    assert list(kind.answers) == ["least/record"]


@pytest.mark.parametrize("path", ["/caseid", "/sender/nom", "/others/0/nom", "/sent/year"])
def test_a_reader_that_fills_what_the_record_has_not_is_refused(path: str) -> None:
    reader = Reader("labels", lambda letter, outline: [Reading(path, "x", letter.span(0, 5))])
    kind = LetterKind.from_model(Note, readers=[reader])
    with pytest.raises(KindError, match=f"reader labels fills {path}, which the record has not"):
        Structurer(kind, read_only=True).structure(LETTER)


@pytest.mark.parametrize("path", ["/sender/name", "/others/0/name", "/topics/0"])
def test_a_reader_may_fill_every_place_of_the_record(path: str) -> None:
    reader = Reader("labels", lambda letter, outline: [Reading(path, "April", letter.span(0, 5))])
    result = Structurer(LetterKind.from_model(Note, readers=[reader]), read_only=True).structure(LETTER)
    assert list(result.evidence) == [path]


def test_what_a_reader_leaves_open_in_a_part_is_asked() -> None:
    class Member(BaseModel):
        name: str | None = None
        role: str | None = None
        told: list[str] = []

    class Minutes(BaseModel):
        chair: Member
        clerk: Member | None = None

    readings = {"/chair/name": "April", "/chair/told/0": "April", "/clerk": None}
    reader = Reader(
        "labels",
        lambda letter, outline: [
            Reading(path, value, letter.span(0, 5) if value else None) for path, value in readings.items()
        ],
    )
    kind = LetterKind.from_model(Minutes, readers=[reader])
    letter = Letter.from_text("April the secretary met May.")
    draft = read(kind, letter, kind.outline(letter))
    (question,) = kind.asks[0].plan(letter, kind.outline(letter), draft)
    assert [*question.answer_model.model_fields] == ["chair"]
    given = {"name": "May", "role": "secretary", "told": ["May"]}
    question.take({"chair": given}, draft, question, Source.ASKED)
    assert draft.values == {"chair": {"name": "April", "told": ["April"], "role": "secretary"}, "clerk": None}


def test_what_has_a_default_and_no_value_in_the_letter_keeps_it() -> None:
    kind = LetterKind.from_model(Plain)
    letter = Letter.from_text("A few geese.")
    draft = Draft(letter)
    (question,) = kind.asks[0].plan(letter, kind.outline(letter), draft)
    question.take({"choice": None, "count": None, "size": "few"}, draft, question, Source.ASKED)
    assert record_from(kind, draft) == Plain()
    assert [(finding.rule, finding.path) for finding in draft.findings] == [("value_not_read", "/size")]


MODEL = '''
import datetime as dt
from pydantic import BaseModel

class Memo(BaseModel):
    """A memo."""
    sent: dt.date | None = None
    """When."""
    topics: list[str] = []
'''


@pytest.fixture
def memo(tmp_path: Path) -> str:
    (tmp_path / "models.py").write_text(MODEL)
    return f"{tmp_path}/models.py:Memo"


def test_a_model_in_a_file_is_a_kind(memo: str, tmp_path: Path) -> None:
    kind = kind_named(memo)
    assert (kind.name, kind.reference) == ("memo", memo)
    assert kind_named("models.py:Memo", tmp_path).record is kind.record
    for place, told in ((f"{tmp_path}/none.py:Memo", "is not there"), (f"{tmp_path}/models.py:Gone", "has no Gone"),
                        (f"{tmp_path}/models.py:dt", "not a Pydantic model")):  # fmt: skip
        with pytest.raises(KindError, match=told):
            kind_named(place)


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_extract_takes_a_model_in_a_file(run: Any, memo: str, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(TEXT)
    answer = {"sent": "April 3, 2021", "topics": ["the roof", "the moon"]}

    def respond(seen: Seen) -> Step:
        return says(json.dumps({name: answer[name] for name in seen.schema["properties"]}))

    with FaultServer(respond=respond) as server:
        ran = run("extract", tmp_path / "note.txt", "--schema", memo, "--format", "json", "--no-cache",
                  "--model", "m", "--base-url", server.base_url)  # fmt: skip
    result = json.loads(ran.out)
    assert result["record"] == {"sent": "2021-04-03", "topics": ["the roof"]}
    assert result["provenance"]["kind"] == "memo"
    assert {finding["rule"] for finding in result["findings"]} == {"quote_not_in_letter"}


def test_a_suite_may_be_of_a_model_in_a_file(run: Any, memo: str, tmp_path: Path) -> None:
    for part in ("letters", "labels"):
        (tmp_path / part).mkdir()
    (tmp_path / "letters" / "one.txt").write_text(TEXT)
    (tmp_path / "labels" / "one.json").write_text('{"sent": "2021-04-03", "topics": ["the roof", "the cat"]}')
    (tmp_path / "suite.toml").write_text('kind = "models.py:Memo"\n')
    ran = run("eval", "lint", tmp_path)
    assert ran.code == 0
    assert "1 letter: 0 errors" in ran.out


def test_without_a_model_nothing_is_made_up() -> None:
    result = Structurer(KIND, read_only=True).structure(LETTER)
    assert result.record.topics == []
    assert result.evidence == {}


def test_check_and_lint_hold_what_is_required_to_the_letter(run: Any, tmp_path: Path) -> None:
    (tmp_path / "models.py").write_text("from pydantic import BaseModel\n\nclass Dose(BaseModel):\n    drug: str\n")
    for part in ("letters", "labels"):
        (tmp_path / part).mkdir()
    (tmp_path / "letters" / "one.txt").write_text(TEXT)
    (tmp_path / "labels" / "one.json").write_text('{"drug": "Foo"}')
    (tmp_path / "suite.toml").write_text('kind = "models.py:Dose"\n')
    checked = run("check", tmp_path / "labels" / "one.json", tmp_path / "letters" / "one.txt",
                  "--schema", f"{tmp_path}/models.py:Dose", "--format", "json")  # fmt: skip
    assert [(one["rule"], one["path"]) for one in json.loads(checked.out)] == [("value_not_in_letter", "/drug")]
    linted = run("eval", "lint", tmp_path)
    assert linted.code == 1
    assert "value_not_in_letter" in linted.out


def test_what_is_sent_by_the_prompt_of_any_model_is_shown_for_one(run: Any, memo: str, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(TEXT)
    ran = run("prompt", "render", "least/record", tmp_path / "note.txt", "--schema", memo, "--json")
    (body,) = json.loads(ran.out)
    assert [*body["response_format"]["json_schema"]["schema"]["properties"]] == ["sent", "topics"]
    assert "no rush about the roof" in body["messages"][-1]["content"].lower()
    unnamed = run("prompt", "render", "least/record", tmp_path / "note.txt")
    assert unnamed.code == 2
    assert "--schema" in unnamed.err


def test_lint_says_which_dates_and_numbers_code_cannot_read(run: Any, tmp_path: Path) -> None:
    (tmp_path / "models.py").write_text(
        "import datetime as dt\nfrom pydantic import BaseModel\n\n"
        "class Times(BaseModel):\n    paid: dt.date | None = None\n    due: dt.date | None = None\n"
        "    days: int | None = None\n    hens: int | None = None\n"
    )
    for part in ("letters", "labels"):
        (tmp_path / part).mkdir()
    (tmp_path / "letters" / "one.txt").write_text(
        "Paid on 3 March 2026, due at Easter 2026.\nIn thirty days a gross of hens.\n"
    )
    (tmp_path / "labels" / "one.json").write_text(
        '{"paid": "2026-03-03", "due": "2026-04-05", "days": 30, "hens": 144}'
    )
    (tmp_path / "suite.toml").write_text('kind = "models.py:Times"\n')
    _, remarks = lint(tmp_path)
    assert [(one.severity, one.rule, one.path) for one in remarks] == [
        (Severity.NOTE, "label_not_readable", "/due"),
        (Severity.NOTE, "label_not_readable", "/hens"),
    ]
