"""A case told by labels with brackets, in one sentence that begins with the request."""

from __future__ import annotations

from structurer.kinds.medical.sentences import told_until
from structurer.kinds.medical.summary.gathered import Told
from structurer.kinds.medical.summary.told import read
from structurer.letter import Letter
from structurer.sections import Section

TOLD = (
    "At the time (5/6/14) of request for authorization for an injection, there is documentation of subjective (right "
    "elbow pain rated 6/10 and weak grip) and objective (tenderness over the lateral epicondyle, positive Cozen's test) "
    "findings, imaging findings (MRI right elbow (3/2/14) report revealed a partial tear of the extensor origin), current "
    "diagnoses (lateral epicondylitis and elbow sprain), and treatment to date (bracing, physical therapy, and "
    "medications (including Norco since at least 1/3/14))."
)


def told(text: str) -> Told:
    letter = Letter.from_text(text)
    return read(letter, Section("summary", 0, len(letter.text)))


def test_each_bracket_is_told_by_its_label() -> None:
    case = told(TOLD)
    assert [span.text for span in case.complaints] == ["right elbow pain", "weak grip"]
    assert [span.text for span in case.exam_findings] == [
        "tenderness over the lateral epicondyle", "positive Cozen's test"]  # fmt: skip
    assert [span.text for span in case.diagnoses] == ["lateral epicondylitis", "elbow sprain"]
    assert [span.text for span in case.treatments] == ["bracing", "physical therapy"]
    assert [drug.name.text for drug in case.medications] == ["Norco"]
    assert [(rating.low, rating.context and rating.context.text) for rating in case.pain_scores] == [
        (6, "right elbow pain")]  # fmt: skip
    (study,) = case.studies
    assert (study.study.text, study.date and study.date.text) == ("MRI right elbow", "3/2/14")
    assert study.finding
    assert study.finding.text == "partial tear of the extensor origin"


def test_a_day_in_brackets_is_no_label_s() -> None:
    case = told("Subjective findings (3-4-16) included heel pain. Objective findings (3-4-16) included edema.")
    assert [span.text for span in case.complaints] == ["heel pain"]
    assert [span.text for span in case.exam_findings] == ["edema"]


def test_the_request_before_the_brackets_is_not_where_the_case_ends() -> None:
    letter = Letter.from_text(
        f"The patient is a cook with a 2/3/13 date of injury. {TOLD} Utilization review denied it."
    )
    end = told_until(letter, Section("summary", 0, len(letter.text)))
    assert letter.text[:end].rstrip().endswith("since at least 1/3/14)).")


def test_where_a_bracket_says_whence_it_is_what_is_told_stands_behind_it() -> None:
    case = told(
        "Subjective findings (per the 3/4/14 report) included neck pain and headaches, and objective findings (same report) "
        "included cervical spasm."
    )
    assert [span.text for span in case.complaints] == ["neck pain", "headaches"]
    assert [span.text for span in case.exam_findings] == ["cervical spasm"]


def test_one_bracket_in_what_is_disputed_does_not_make_it_the_case() -> None:
    letter = Letter.from_text(
        "The patient has knee pain. Authorization was asked for tramadol. Utilization review denied it for lack of "
        "objective findings (motor weakness or sensory loss)."
    )
    assert (
        letter.text[: told_until(letter, Section("summary", 0, len(letter.text)))].strip()
        == "The patient has knee pain."
    )
