"""What a rationale concludes."""

from __future__ import annotations

import pytest

from structurer.kinds.medical.rationale.conclusion import conclusion
from structurer.letter import Letter
from structurer.sections import Section


def concluded(text: str) -> bool | None:
    letter = Letter.from_text(text)
    found = conclusion(letter, Section("rationale", 0, len(text)))
    if found:
        assert letter.text[found.span.start : found.span.end] == found.span.text
    return found.necessary if found else None


@pytest.mark.parametrize(
    "text",
    [
        "The request is not medically necessary.",
        "The request is notmedically necessary.",
        "The request is not medicallynecessary.",
        "The request is determined to be not medically necessary.",
        "The request is determined to not be medically necessary.",
        "The item is not seen as medically necessary.",
        "It is deemed not medically necessary.",
        "It is not indicated as medically necessary.",
        "It does not appear medically necessary.",
        "It is considered not medically necessary and appropriate.",
        "The pads are not a medical necessity.",
        "It is not medically\nnecessary at this time.",
        "It is medically unnecessary.",
        "Medical necessity has not been established.",
        "The medical necessity of the brace cannot be established.",
        "There is no medical necessity for it.",
        "This is not reasonable or medically necessary.",
        "X is medically necessary for some. Here X is not medically necessary.",
        "The trial is not medically necessary. It should be medically necessary to taper; see the guideline on weaning.",
        "X isn't medically necessary.",
        "Omeprazole 20 mg once daily is not medically necessary.",
        "Ibuprofen 800 mg, one every six hours if needed for pain is not medically necessary.",
        "Nursing at home until 3/1/2015 is not medically necessary.",
        "The cane is light. Not medically necessary.",
        "On this record I find the second brace not to be medically necessary.",
        "Buying all of it at once is not medically necessary.",
        "The pump was not, on these notes, medically necessary.",
        "The pump cannot be recommended as medically necessary.",
        "Buying an IF unit is therefore not a medical necessity.",
        "A fourth film does not appear to be medically necessary.",
        "I do not find the course of therapy, thrice weekly for a month, to the neck, to be medically necessary.",
        "I cannot find this medically necessary.",
        "There is nothing to show that the pump is medically necessary.",
        "Neither the scan, nor the dye, is medically necessary.",
        "None of the three is medically necessary.",
        "This is not a device that is medically necessary.",
        "The sling, it seems, can't be found medically necessary.",
        "Medical necessity can't be affirmed.",
        "The medical necessity of the brace cannot be determined.",
        "Medical necessity could not be adequately determined.",
        "Medical necessity for the pump remains unproven.",
        "Medical necessity not established.",
        "Medical necessity has yet to be established.",
        "Medical necessity: not shown.",
        "The notes lack evidence that the pump is medically necessary.",
        "Until then the pump is not medically necessary.",
        "It's not medically necessary.",
        "It isnt medically neccessary.",
        "I've found the new lamp not to be medically necessary.",
        "The lamp is held not to have been medically necesary.",
    ],
)
def test_not_necessary(text: str) -> None:
    assert concluded(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "The request is medically necessary.",
        "The request is determined to be medically necessary.",
        "X is not medically necessary for most, but here it is medically necessary.",
        "The medical necessity has been established.",
        "Both studies are medically necessary.",
        "It is medically reasonable and necessary.",
        "The left knee MRI is medically necessary and appropriate.",
        "Therefore it is medicallynecessary.",
        "He walks with it. Medically necessary.",
        "I find the eight visits of speech therapy to be medically necessary.",
        "As the pills did not help the block is medically necessary.",
        "The pool visits, which the carrier did not certify, are medically necessary.",
        "The pump is, in my view, medically necessary.",
        "The lamp is of use to a man with one eye, and medically necessary.",
        "The cane is not only cheap but medically necessary.",
        "There's no reason not to go on and the pump is medically necessary.",
        "Neither side disputes that he limps, and the cane is medically necessary.",
        "It's medically necessary.",
        "There is no doubt that the lift is medically necessary.",
        "Utilization review held that the lamp was not medically necessary. I find it medically necessary.",
    ],
)
def test_necessary(text: str) -> None:
    assert concluded(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "The guideline supports ten visits.",
        "Whether it is medically necessary has to be seen from the notes",
        "The provider must show that it could be medically necessary.",
        "Once the films are back a brace may be medically necessary.",
        "Once weaning is medically necessary the dose goes down.",
        "To be medically necessary.",
        "It is to be seen, if the films show a fracture line that it is medically necessary.",
        "Criteria for medical necessity are given in the guideline.",
        "Utilization review held that the lamp was not medically necessary.",
        "The surgeon believes the lamp is medically necessary.",
        "The UR physician stated that medical necessity could not be determined.",
        "The UR physician found no medical necessity.",
        "The lamp will be looked at again once medical necessity can be determined.",
        "Visits are recommended as determined to be medically necessary.",
    ],
)
def test_nothing_concluded(text: str) -> None:
    assert concluded(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "The request for the lamp is not certified.",
        "Recommend non-certification.",
        "The denial is upheld.",
        "I agree with the determination of utilization review.",
        "As the notes are silent, the pump cannot be certified.",
        "Certification is not recommended.",
        "Recommend denial of the lamp.",
        "The original decision should stand.",
        "The need for the lamp is not established.",
        "The request fails to meet the criteria for medical necessity.",
        "The request is not supported by the guidelines.",
        "No, the pump was not indicated here.",
        "Therefore, a second lamp is unnecessary.",
        "There is no need for the lamp.",
        "Uphold.",
        "I cannot go along with this request.",
        "I recommend against certification.",
        "Not certifiable.",
        "The request fails to meet the criteria.",
        "There is not enough here to support a lamp.",
        "Nothing here warrants a lamp.",
        "I do not see a basis for a third lamp.",
        "A second lamp makes no sense by day.",
        "The refusal is kept.",
        "The adverse determination is left undisturbed.",
        "The denial of the right hip lamp is affirmed.",
        "The plan's reviewer was right to turn it down.",
        "I see no ground to reverse.",
        "There is insufficient reason to overturn the denial.",
        "I have no choice but to uphold the denial.",
        "I side with the carrier.",
        "I find against the applicant.",
        "The lamp stays denied.",
        "It cannot be said yes to.",
        "One cannot approve a lamp for good.",
        "A second lamp, at a bench in full sun, can not be endorsed.",
        "The need for a lamp has not been made out.",
        "A man who weaves by day does not need this lamp.",
        "As written the lamp is not necessary.",
        "Since the loom is not to be had, what goes with it falls too.",
        "None of what hangs upon it is needed. I have not gone into its price. Should a loom be had, it may be asked for anew.",
        "No necessity for a lamp. A fresh request with the hours of work may be sent.",
    ],
)
def test_refused_in_other_words(text: str) -> None:
    assert concluded(f"He works at a loom. {text}") is False


@pytest.mark.parametrize(
    "text",
    [
        "The request is approved.",
        "I would overturn the denial.",
        "Utilization review's decision is reversed.",
        "I do not agree with the denial.",
        "I recommend that the lamp be certified.",
        "The request should be approved.",
        "I respectfully disagree. A lamp should be given to him.",
        "The notes establish the medical necessity of the lamp.",
        "The claims administrator denied it as not medically necessary. The lamp is certified.",
        "Therefore, the lamp is warranted.",
        "I reverse.",
        "I am in agreement with the treating surgeon.",
        "A lamp is a reasonable next step.",
        "This makes sense and is approved.",
        "I therefore overturn, and find the three lamps to be medically necessary.",
        "The denial cannot stand.",
        "The denial of the lamp and of the wick is reversed.",
        "The carrier's position is untenable.",
        "I do not agree with the claims administrator.",
        "I cannot concur.",
        "I agree with the treating surgeon.",
        "I find for the applicant.",
        "There is every reason to approve the lamp.",
        "I see no reason to withhold the lamp.",
        "The need for the lamp has been shown.",
        "Lamps are to be provided.",
        "The change of lamp may go ahead.",
        "The request has merit.",
    ],
)
def test_granted_in_other_words(text: str) -> None:
    assert concluded(f"He works at a loom. {text}") is True


@pytest.mark.parametrize(
    "text",
    [
        "Seven visits were certified by the carrier.",
        "A lamp by day would be reasonable.",
        "If the films are sent, the request would be approved.",
        "The guideline says that such lamps are not indicated.",
        "It was indicated that he has a lamp.",
        "The carrier was right about the dates.",
        "A lamp should be given first.",
        "Such lamps are approved by the FDA for weavers.",
        "He agrees with the surgeon that the light is poor.",
        "Weaving should be done at home.",
        "The change may go ahead once the bench is mended.",
        "If the notes are sent the lamp will be looked at again.",
    ],
)
def test_nothing_decided_in_other_words(text: str) -> None:
    assert concluded(f"He works at a loom. {text}") is None


def test_a_verdict_that_stands_first_counts_where_none_follows() -> None:
    assert (
        concluded("Denied. The guideline wants a week of daylight first. He had two days of it. Then it rained.")
        is False
    )


def test_what_is_said_of_necessity_outweighs_other_words() -> None:
    assert concluded("The lamp is not medically necessary. A home program is appropriate.") is False


@pytest.mark.parametrize(
    ("text", "necessary"),
    [
        ("The request for a visit with the surgeon is deemed not medically necessary.", False),
        ("Continued use in this patient is considered medically necessary.", True),
    ],
)
def test_whom_a_service_is_with_concludes_nothing(text: str, necessary: bool) -> None:
    letter = Letter.from_text(text)
    found = conclusion(letter, Section("rationale", 0, len(text)))
    assert found is not None
    assert found.necessary is necessary
