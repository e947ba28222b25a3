"""Where items begin and end: headings that wrap, hold colons, or tell a tale."""

from __future__ import annotations

import pytest

from structurer import Structurer
from structurer.kinds.imr import KIND
from structurer.kinds.imr.sections import outline
from structurer.letter import Letter
from tests import letters

BODY = "\nClaims Administrator guideline: Decision based on MTUS Knee Complaints 2004.\nDecision rationale: {}\n"


def requests(text: str) -> list[str]:
    letter = Letter.from_text("IMR ISSUES, DECISIONS AND RATIONALES\n" + text)
    found = outline(letter)
    return [letter.verbatim(part.start, part.end) for item in found.all("item") if (part := item.part("request"))]


def one(heading: str, before: str = "Earlier words end here.") -> list[str]:
    """The requests of two items; the second has this heading, close to the text before it."""
    return requests("Knee brace: Upheld" + BODY.format(before) + heading + BODY.format("It is so."))[1:]


@pytest.mark.parametrize(
    "heading",
    [
        "Left knee brace",
        "Associated surgical service: Cold therapy for one week",
        "Pre-op labs: CBC: with differential",
        "Chiropractic care twice a week for six weeks to the neck, the upper back and\nboth of the shoulders",
        "Gabapentin 300mg #90 was the original request. Gabapentin 300mg #60 was authorized\nby the Claims Administrator. "
        "The remaining IMR eligible portion of the original request,\nGabapentin 300mg #30",
        "Walker with a seat was the original request.\nThe Claims Administrator authorized a walker for 1 month, leaving the "
        "original request IMR eligible.\nThe original request, walker with a seat",
        "Walker with a seat was requested.\nThe Claims Administrator authorized a walker for 1 month, and what remains is the\n"
        "walker with a seat",
        "Original request: cold unit for 3 weeks. Claims Administrator authorized cold unit for 1 week.\nRemaining in dispute, "
        "cold unit for 2 weeks",
    ],
)
@pytest.mark.parametrize("end", [": Overturned", ":  Upheld", " is: Upheld", ":\nUpheld", ": Upheld \n"])
@pytest.mark.parametrize("gap", ["\n", "\n\n", " \n \n"])
def test_a_heading_is_taken_whole(heading: str, end: str, gap: str) -> None:
    before = "Earlier words end here." + gap.rstrip("\n")
    found = requests(
        "Knee brace: Upheld" + BODY.format(before) + gap.lstrip(" ") + heading + end + BODY.format("It is so.")
    )
    assert found == ["Knee brace", " ".join(heading.split())]


def test_a_heading_that_never_names_what_was_first_asked_for_takes_nothing_of_the_item_before() -> None:
    heading = "A walker was authorized by the Claims Administrator. What is left, the seat"
    assert one(heading + ": Upheld", before="Earlier words end here.\n\n") == [heading]
    assert one(heading + ": Upheld") == [heading]
    before = "Therapy was requested in May,\nand denied in June. What was sent since\nis no more than that.\n\n"
    heading = "Therapy, six visits still in dispute"
    assert one(heading + ": Upheld", before=before) == [heading]


@pytest.mark.parametrize("rest", ["#3", "# 30, no refills", "for the left wrist", "(both)"])
def test_a_gap_within_a_heading_does_not_cut_it(rest: str) -> None:
    assert one(f"Naproxen gel 2%, 50gm tube\n\n{rest}: Upheld", before="Earlier words end here.\n") == [
        f"Naproxen gel 2%, 50gm tube {rest}"
    ]


def test_a_word_within_a_rationale_opens_no_item() -> None:
    text = "Knee brace: Upheld" + BODY.format("An earlier review said of it: Upheld\nand nothing since has changed.")
    assert requests(text) == ["Knee brace"]


def test_a_heading_of_all_items_may_be_printed_twice() -> None:
    twice = "The decision is as follows:\n\nIMR ISSUES, DECISIONS AND RATIONALES\nThis was decided on items/services set forth below:\n \n"
    assert requests(twice + "Knee brace: Upheld" + BODY.format("It is so.")) == ["Knee brace"]


def test_no_item_at_all() -> None:
    assert requests("Nothing is disputed here.") == []


def test_a_page_break_before_a_heading_is_no_part_of_it() -> None:
    assert requests("Knee brace: Upheld" + BODY.format("It is so.\f") + "Hip brace: Upheld" + BODY.format("Too.")) == [
        "Knee brace",
        "Hip brace",
    ]


def test_twenty_one_items_keep_their_order() -> None:
    names = [f"Item of equipment number {number}" for number in range(21)]
    assert requests("".join(f"{name}: Upheld" + BODY.format("It is so.") + "\n" for name in names)) == names


@pytest.mark.parametrize(
    "introduction",
    [
        "The Final Determination was based on decisions for the disputed items/services set forth below:",
        "Nine services remained open, and this became of each:",
        "What was decided, service by service, and on which grounds, is told here in the order of the\napplication:",
    ],
)
@pytest.mark.parametrize("gap", ["\n\n", " \n \n", "\r\n\r\n"])
def test_the_sentence_before_the_first_item_is_no_part_of_its_heading(introduction: str, gap: str) -> None:
    assert requests(introduction + gap + "Associated surgical service: Sling: Upheld" + BODY.format("It is so.")) == [
        "Associated surgical service: Sling"
    ]


def test_a_professional_review_is_decided_by_its_conclusion_not_by_its_form() -> None:
    letter = Letter.from_text(
        "MEDICAL PROFESSIONAL REVIEW\n\nISSUE AT DISPUTE:\nMRI of the left knee\n\nCASE SUMMARY:\nA man fell.\n\n"
        "RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS NOT MEDICALLY NECESSARY:\n"
        "The knee locks. The MRI of the left knee is medically necessary.\n"
    )
    decided = outline(letter).all("item")[0].part("decision")
    assert decided is not None
    assert letter.verbatim(decided.start, decided.end) == "is medically necessary"


@pytest.mark.parametrize(
    ("concluded", "decision"),
    [
        ("There is insufficient evidence that the requested MRI is medically necessary.", "upheld"),
        ("Nothing shows that the requested MRI is medically necessary.", "upheld"),
        ("The records fail to show that the MRI is medically necessary.", "upheld"),
        ("The MRI is medically necessary.", "overturned"),
    ],
)
def test_a_professional_review_is_decided_as_it_concludes(concluded: str, decision: str) -> None:
    text = letters.letter("2020-professional-review").text
    at = text.index("IS/WAS NOT MEDICALLY NECESSARY:") + len("IS/WAS NOT MEDICALLY NECESSARY:")
    result = Structurer(KIND, read_only=True).structure(Letter.from_text(f"{text[:at]}\nThe knee locks. {concluded}\n"))
    [item] = result.record.determinations
    assert (item.decision, item.medically_necessary) == (decision, decision == "overturned")
    assert "decision_against_conclusion" not in {finding.rule for finding in result.findings}


def test_a_pages_footer_within_a_rationale_does_not_end_it() -> None:
    body = BODY.format(
        "The first half ends here.\n\nPage 4 of 6\n\nThe second half concludes: it is not medically necessary."
    )
    letter = Letter.from_text(
        "IMR ISSUES, DECISIONS AND RATIONALES\n" + "Sling: Upheld" + body + "\nPage 5 of 6\n\nSincerely,\n"
    )
    rationale = outline(letter).all("item")[0].part("rationale")
    assert rationale is not None
    assert letter.text[rationale.start : rationale.end].endswith("not medically necessary.")


def test_a_short_item_under_its_own_heading_is_not_taken_for_a_decision() -> None:
    text = (
        "Notice of Independent Medical Review Determination\n"
        "1) MAXIMUS Federal Services, Inc. has determined the request for one urine drug screen is medically necessary.\n\n"
        "1) Regarding the request for one urine drug screen:\n\nRationale for the Decision:\n"
        "Screening is advised. The request for one urine drug screen is medically necessary and appropriate.\n"
    )
    assert requests(text) == ["one urine drug screen"]


def test_the_decision_of_a_professional_review_holds_its_negation() -> None:
    text = (
        "ISSUE AT DISPUTE:\nMRI of the left knee\n\n"
        "RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS NOT MEDICALLY NECESSARY:\n"
        "The scan cannot be considered medically necessary at this time.\n"
    )
    word = outline(Letter.from_text(text)).all("item")[0].part("decision")
    assert word is not None
    assert text[word.start : word.end] == "cannot be considered medically necessary"


@pytest.mark.parametrize("gap", ["\r\n", " "])
def test_a_letter_with_a_long_gap_is_read_as_without(gap: str) -> None:
    """In no time that grows with the gap's square, which would be minutes."""
    text = letters.letter("example").text
    at = text.index("Tizanidine")
    gaping = Letter.from_text(text[:at] + gap * 100_000 + text[at:])
    assert KIND.recognise(gaping) == KIND.recognise(Letter.from_text(text))
    assert len(outline(gaping).all("item")) == len(outline(Letter.from_text(text)).all("item")) == 3
