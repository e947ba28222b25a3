"""Quotes are found where they stand, however the letter sets them, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from structurer.letter import Letter
from structurer.quote import find, locate, negation_before


def stands(text: str, quote: str) -> list[str]:
    letter = Letter.from_text(text)
    return [letter.text[place.start : place.end] for place in find(letter, quote)]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("tenderness of the\nleft heel", "tenderness of the left heel"),
        ("tenderness  of   the\r\n\r\nleft heel", "tenderness of the left heel"),
        ("a peer-\nreviewed study", "peer-reviewed study"),
        ("a peer-\nreviewed study", "peer- reviewed study"),
        ("the documen-\ntation shows", "documentation shows"),
        ("on 10-13-\n2016 again", "10-13-2016"),
        ("the “drop arm” test", 'the "drop arm" test'),
        ("O’Brien’s test", "O'Brien's test"),
        ("deﬁcit of ﬂexion", "deficit of flexion"),
        ("C5–C6 disc", "C5-C6 disc"),
        ("Norco\u00a010/325\u00a0mg", "Norco 10/325 mg"),
        ("soft\u00adhyphen", "softhyphen"),
        ("Straight leg raising is positive", "straight leg raising is positive"),
        ("neck pain, headaches", "neck pain,"),
        ("neck pain", '"neck pain."'),
        ("temp 98.6 °F today", "temp 98.6 °F"),
        ("caf\u00e9 work", "cafe\u0301 work"),
        ("given 6 sessions.The patient", "6 sessions"),
        ("back pain—radiating to the leg", "back pain"),
        ("back pain—radiating to the leg", "radiating to the leg"),
        ("back pain—radiating to the leg", "back pain—radiating"),
        ("back pain—radiating to the leg", "back pain-radiating"),
        ("back pain—\nradiating to the leg", "radiating to the leg"),
        ("sprain of the neck—seen in 2016—healed", "seen in 2016"),
        ("Dx- lumbar strain", "lumbar strain"),
        ("She limps. Meds- Norco daily", "Norco daily"),
        ("seen 2/3/2016\nA- corneal burn", "corneal burn"),
        ("Back- stiff; Neck- supple", "supple"),
        ("Neck- supple", "Neck- supple"),
        ("Hand x-ray- a healed fracture", "Hand x-ray"),
        ("Hand X-rays- a healed fracture", "a healed fracture"),
        ("given .5 mg", ".5 mg"),
        ("given .5 mg", '".5 mg."'),
        ("given 5 mg", ", 5 mg"),
        ("Norco 10\u2044325 mg", "Norco 10/325 mg"),
        ("Cyclobenzaprine 7\uff0e5 mg", "Cyclobenzaprine 7.5 mg"),
        ("Cyclobenzaprine 7\u00b75 mg", "7\u00b75 mg"),
        ("extension \u221210 degrees", "-10 degrees"),
        ("plan:\n- 10 sessions", "10 sessions"),
        ("a (PT)-10 visits", "10 visits"),
        ("request #2 - 10 visits", "10 visits"),
        ("from 1/5/2016 - 3/5/2016", "3/5/2016"),
        ("from 1/5/2016 - 3/5/2016", "1/5/2016"),
        ("C5 - 6 tenderness", "C5"),
        ("reflexes 2 4/5 strength", "4/5 strength"),
        ("given 2 500 mg tablets", "500 mg tablets"),
        ("given 2 500 mg tablets", "given 2"),
        ("code 97110 012", "012"),
        ("TSH was <0.5 today", "<0.5"),
        ("TSH was <0.5 today", "TSH was <0.5"),
        ("about ~5 mg", "5 mg"),
        ("flexion +10 degrees", "10 degrees"),
        ("from 5->10 mg", "10 mg"),
        ("plan => 10 visits", "10 visits"),
        ("on <10/13/2016> again", "10/13/2016"),
        ("<td>10 mg</td>", "10 mg"),
        ("<br /> 10 mg", "10 mg"),
        ("Jane Roe <jane@roe.example> 10 May", "10 May"),
        ("visits \u00d7 10", "10"),
        ("x 10 visits", "10 visits"),
        ("10±2 degrees", "10"),
        ("rated 7 to 10 days ago", "rated 7"),
    ],
)
def test_setting_does_not_matter(text: str, quote: str) -> None:
    assert len(stands(text, quote)) == 1


# Near misses: a dose, a side, a number, a "not" more or less. Each would be a different fact.
@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Non- tender at the knee", "tender at the knee"),
        ("Abdomen soft. Non- tender", "tender"),
        ("a post- operative knee", "operative knee"),
        ("It was shown. Radio-\ngraphs of the knee", "graphs of the knee"),
        ("Norco 10/325 mg", "Norco 5/325 mg"),
        ("Norco 10/325 mg", "325 mg"),
        ("Norco 10/325 mg", "Norco 10"),
        ("Baclofen 100mg", "Baclofen 10mg"),
        ("Baclofen 10mg", "Baclofen 100mg"),
        ("Cyclobenzaprine 7.5 mg", "5 mg"),
        ("Cyclobenzaprine 7.5 mg", "Cyclobenzaprine 75 mg"),
        ("Cyclobenzaprine 75 mg", "Cyclobenzaprine 7.5 mg"),
        ("given .5 mg", "5 mg"),
        ("given 5 mg", ".5 mg"),
        ("given 0.5 mg", ".5 mg"),
        ("given 6 sessions.5 mg of", ".5 mg"),
        ("given 7\u00b75 mg", "5 mg"),
        ("given 7\u00b75 mg", "given 7"),
        ("given 7\uff0e5 mg", "5 mg"),
        ("Norco 10\u2044325 mg", "325 mg"),
        ("extension -10 degrees", "10 degrees"),
        ("extension \u221210 degrees", "10 degrees"),
        ("extension (-10 degrees)", "10 degrees"),
        ("extension minus 10 degrees", "10 degrees"),
        ("7-10 degrees", "-10 degrees"),
        ("7—10 days", "10 days"),
        ("given 7\ufffd5 mg", "5 mg"),
        ("given 7\ufffd5 mg", "given 7"),
        ("extension \ufffd10 degrees", "10 degrees"),
        ("7— 10 days", "10 days"),
        ("L4-5 disc", "-5 disc"),
        ("a balance of -$1,200", "$1,200"),
        ("a balance of -$1,200", "1,200"),
        ("1,000 mg daily", "000 mg daily"),
        ("1,000 mg daily", "1 mg daily"),
        ("up to 1,000", "up to 1"),
        ("5 10 mg tablets", "510 mg tablets"),
        ("510 mg tablets", "5 10 mg tablets"),
        ("7-10 days", "10 days"),
        ("for 7 - 10 days", "10 days"),
        ("for 7 - 10 days", "for 7"),
        ("for 7 – 10 days", "10 days"),
        ("for 1.5 - 2 hours", "2 hours"),
        ("takes 1 1/2 tablets", "1/2 tablets"),
        ("takes 1 1/2 tablets", "takes 1"),
        ("takes 2 ½ tablets", "½ tablets"),
        ("takes 2 ½ tablets", "takes 2"),
        ("TSH was <0.5 today", "0.5"),
        ("TSH was < 0.5 today", "0.5"),
        ("TSH was <.5 today", ".5"),
        ("pain of >10 years", "10 years"),
        ("a cost of >$1,200", "$1,200"),
        ("a cost of >$1,200", "1,200"),
        ("A1c ≥ 7.5%", "7.5%"),
        ("A1c >=7.5%", "7.5%"),
        ("BMI =<30", "30"),
        ("extension <-10 degrees", "10 degrees"),
        ("BMI <30 or >40", "30"),
        ("BMI <30, >40", "30"),
        ("BMI <30 or >40", "40"),
        ("BMI <30,>40", "40"),
        ("BMI < a or >40", "40"),
        ("grip ±10 pounds", "10 pounds"),
        ("grip +/- 10 pounds", "10 pounds"),
        ("grip 40±10 pounds", "10 pounds"),
        ("given 1.5\u00d710 mg", "10 mg"),
        ("a mass of 4\u00d76 cm", "6 cm"),
        ("a mass of 4\u00d76 cm", "a mass of 4"),
        ("given 10 000 mg", "000 mg"),
        ("given 10 000 mg", "given 10"),
        ("given 10 050 mg", "050 mg"),
        ("2-5 out of 10", "5 out of 10"),
        ("pain 7/10", "pain 7"),
        ("pain 7-8/10", "8/10"),
        ("on 11-01-2016", "on 1-01-2016"),
        ("on 11/01/2016", "11/01/201"),
        ("left knee", "right knee"),
        ("bilateral knees", "lateral knees"),
        ("unilateral", "lateral"),
        ("non-tender abdomen", "tender abdomen"),
        ("non- certified", "certified"),
        ("nontender", "tender"),
        ("was not medically necessary", "was medically necessary"),
        ("was medically necessary", "was not medically necessary"),
        ("is notable", "is not able"),
        ("no table", "notable"),
        ("no radiation of pain", "no pain"),
        ("positive bilaterally", "negative bilaterally"),
        ("x 10² cells", "x 102 cells"),
        ("takes 2½ tablets", "takes 21/2 tablets"),
        ("L4-5 disc", "L4 disc"),
        ("hypertension", "hypotension"),
        ("neck pain and headaches", "neck pain ... headaches"),
        ("twice a day", "twice daily"),
        ("tenderness", ""),
        ("tenderness", "..."),
        ("a - b", "-"),
    ],
)
def test_another_fact_is_another_text(text: str, quote: str) -> None:
    assert stands(text, quote) == []


def test_every_place_is_found_in_order() -> None:
    letter = Letter.from_text("left knee pain. The left\nknee. A left-knee brace. Left Knee!")
    assert [letter.text[p.start : p.end] for p in find(letter, "left knee")] == ["left knee", "left\nknee", "Left Knee"]


def test_only_the_window_is_searched() -> None:
    text = "neck pain; later neck pain"
    assert [place.start for place in find(Letter.from_text(text), "neck pain", 5)] == [17]
    assert find(Letter.from_text(text), "neck pain", 5, 20) == []


def test_the_likeliest_of_several_places_is_taken() -> None:
    letter = Letter.from_text("No swelling. The right ankle shows swelling. Swelling was gone, then swelling.")
    first = locate(letter, "swelling")
    assert first is not None
    assert first.span.start == letter.text.index("shows") + len("shows ")
    assert first.ambiguous
    later = locate(letter, "swelling", after=first.span.end)
    assert later is not None
    assert later.span.start == letter.text.rindex("swelling")


@pytest.mark.parametrize(
    ("text", "negator"),
    [
        ("There is no tenderness", "no"),
        ("He denied tenderness", "denied"),
        ("without\n tenderness", "without"),
        ("negative for tenderness", "negative for"),
        ("It was not tenderness", "not"),
        ("no\u200b tenderness", "no"),
        ("no \u200etenderness", "no"),
        ("no \u00adtenderness", "no"),
        ("denies “tenderness”", "denies"),
        ("no *tenderness*", "no"),
        ("**no** tenderness", "no"),
        ("negative\n for *tenderness*", "negative for"),
        ("the knee (no tenderness)", "no"),
        ("swelling/no tenderness", "no"),
        ("pain—no tenderness", "no"),
        ("a non—tenderness", "non"),
        ("x" * 50 + " no tenderness", "no"),
        ("Numbness: no\n* tenderness", None),
        ("Numbness: no\n- tenderness", None),
        ("Numbness (no), tenderness", None),
        ("Surgery: no (tenderness after it)", None),
        ("it isn't tenderness", "isn't"),
        ("it isn’t *tenderness*", "isn't"),
        ("There is no evidence of tenderness", "no"),
        ("There is no clear sign of an acute tenderness", "no"),
        ("He denies any significant tenderness", "denies"),
        ("without\n evidence of *tenderness*", "without"),
        ("no new tenderness", "no"),
        ("It was not the tenderness", None),
        ("no pain, but evidence of tenderness", None),
        ("no evidence of pain or tenderness", None),
        ("cannot feel tenderness", None),
        ("this cannot tenderness", "cannot"),
        ("the patient's tenderness", None),
        ("the patient' tenderness", None),
        ("casino tenderness", None),
        ("mild tenderness", None),
        ("No. Tenderness", None),
        ("tenderness", None),
    ],
)
def test_a_negation_before_is_seen(text: str, negator: str | None) -> None:
    assert negation_before(Letter.from_text(text), text.lower().index("tenderness")) == negator


@pytest.mark.parametrize(
    ("text", "negator"),
    [
        ("Claim No 12345-A", None),
        ("CLAIM NO 12345-A", None),
        ("use No 5 screws", None),
        ("There is no 2+ edema", "no"),
        ("THERE IS NO 2+ EDEMA", "no"),
        ("Edema.\nNo 2+ edema", "no"),
        ("Extremities\nNo 2+ edema", "no"),
        ("Extremities: No 2+ edema", "no"),
        ("There are no 2016 records", "no"),
        ("not 12345", "not"),
    ],
)
def test_the_sign_of_a_number_is_no_negation(text: str, negator: str | None) -> None:
    start = next(index for index, character in enumerate(text) if character.isdigit())
    assert negation_before(Letter.from_text(text), start) == negator


@pytest.mark.parametrize(
    ("text", "negator"),
    [
        ("Interpreter needed: No\n@Dr. Ann Lee", None),
        ("Prior surgery? NO\r\n\r\n@12 Main Street", None),
        ("Form of 3/4/2016\n  Fever: denied \n@Tenderness of the heel", None),
        ("Extremities: No\n@edema", "no"),
        ("Extremities: No @Edema", "no"),
        ("He was seen. Extremities: No\n@Edema of the feet", "no"),
        ("On palpation there was no\n@Tinel's sign", "no"),
        ("On palpation there was no\n\n@Tinel's sign", "no"),
        ("not\n@Medically necessary", "not"),
    ],
)
def test_the_answer_on_the_line_above_is_no_negation(text: str, negator: str | None) -> None:
    start = text.index("@")
    assert negation_before(Letter.from_text(text.replace("@", "")), start) == negator


# Properties

WORDS = st.sampled_from(
    "pain of the left right knee Norco 10/325 mg 7.5 no not tenderness 2-5 MRI (L4-5) patient's bilateral x-ray daily "
    "#60 5% examination documentation was medically necessary".split()
)
PHRASES = st.lists(WORDS, min_size=1, max_size=8)
FILLER = st.lists(st.sampled_from("and then there followed a further visit to somebody else".split()), max_size=12)
BLANKS = st.sampled_from([" ", "  ", "\n", " \n", "\r\n", "\n\n", "\u00a0", "\t", " \f"])


@st.composite
def mangled(draw: st.DrawFn) -> tuple[str, str]:
    """A phrase, and the same phrase as a PDF might print it."""
    words = draw(PHRASES)
    printed = ""
    for index, word in enumerate(words):
        if index:
            printed += draw(BLANKS)
        if len(word) > 5 and word.isalpha() and draw(st.booleans()):
            at = draw(st.integers(2, len(word) - 2))
            word = word[:at] + draw(st.sampled_from(["-\n", "-\r\n", "\u00ad", "- \n"])) + word[at:]
        printed += draw(
            st.sampled_from([word, word.replace("'", "’").replace("-", "–") if "-\n" not in word else word])
        )
    return " ".join(words), printed


@settings(max_examples=400, deadline=None)
@given(FILLER, mangled(), FILLER)
def test_what_is_planted_is_found_where_it_was_planted(
    before: list[str], phrase: tuple[str, str], after: list[str]
) -> None:
    quote, printed = phrase
    start = len(" ".join(before)) + bool(before)
    text = " ".join([*before, printed, *after])
    places = find(Letter.from_text(text), quote)
    spans = [(place.start, place.end) for place in places]
    lead = len(printed) - len(printed.lstrip("(#\"'."))
    tail = len(printed.rstrip("\"'.,;:"))
    assert any(start <= left <= start + lead and start + tail <= right <= start + len(printed) for left, right in spans), (
        text, quote, spans)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, min_size=3, max_size=25), PHRASES)
def test_what_does_not_stand_there_is_not_found(words: list[str], phrase: list[str]) -> None:
    text = "\n".join(words)
    runs = [words[index : index + len(phrase)] for index in range(len(words))]
    if [word.strip("(#)%'") for word in phrase] not in [[word.strip("(#)%'") for word in run] for run in runs]:
        assert find(Letter.from_text(text), " ".join(phrase)) == []


@settings(max_examples=300, deadline=None)
@given(st.text(min_size=1, max_size=200), st.text(max_size=20))
def test_offsets_hold_for_any_text(text: str, quote: str) -> None:
    if not text.strip():
        return
    letter = Letter.from_text(text)
    for place in find(letter, quote):
        assert 0 <= place.start < place.end <= len(text)
    folded = letter.folded
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert folded.starts == sorted(folded.starts)
