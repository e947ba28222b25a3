"""What stands on a PDF's pages and is not in their text is told; what is read is not."""

from __future__ import annotations

import pytest

from structurer.errors import LetterDamaged, LetterNeedsOcr
from structurer.loading import load_bytes
from tests import pdfs

LINES = ["Request for authorization of the worker", "Requested treatment:"]
LETTER = ["A page of a letter, with a line of some thirty words on it as letters have."] * 3
FAX = ["FAX 10/13/2016 10:15 from 555-0100 page 2 of 2"]
SHOWN = b"BT /F1 11 Tf 2 4 Td (MRI) Tj ET"
TYPED_ON = (
    "page 1 of 1 has filled-in fields, typed notes or stamps that are not read: print the file to PDF, and take that"
)
PICTURE = (
    "page 2 of 2 is a picture with a few words beside it: if it is a scan, run OCR over its pictures, "
    "for example: ocrmypdf --redo-ocr in.pdf out.pdf"
)


@pytest.mark.parametrize(
    ("annotation", "appearance"),
    [
        (b"/Subtype /Widget /FT /Tx /T (treatment) /V (MRI of the lumbar spine, denied)", b""),
        (b"/Subtype /Widget /FT /Ch /T (decision) /V (denied)", b""),
        (b"/Subtype /Widget /Parent 99 0 R", SHOWN),  # its value stands with the field of which it is one place
        (b"/Subtype /Widget /FT /Btn /T (denied) /V /Yes /AS /Yes", b"0 0 5 5 re f"),
        (b"/Subtype /Widget /Parent 99 0 R /AS /Denied", b"0 0 5 5 re f"),
        (b"/Subtype /FreeText /Contents (approved 12 visits)", b""),
        (b"/Subtype /FreeText", SHOWN),
        (b"/Subtype /Stamp", SHOWN),
        (b"/Subtype /Stamp", b"BT [<0041> 12 <0042>] TJ ET"),
    ],
)
def test_what_was_filled_in_or_typed_onto_a_page_is_noted(annotation: bytes, appearance: bytes) -> None:
    letter = load_bytes(pdfs.annotated(LINES, annotation, appearance), "form.pdf")
    assert letter.text == "\n".join(LINES)
    assert letter.notes == (TYPED_ON,)


@pytest.mark.parametrize(
    ("annotation", "appearance"),
    [
        (b"/Subtype /Widget /FT /Tx /T (treatment)", b"/Tx BMC BT /F1 11 Tf ( ) Tj ET EMC"),
        (b"/Subtype /Widget /FT /Tx /T (treatment) /V ( )", b"/Tx << /MCID 0 >> BDC EMC"),
        (b"/Subtype /Widget /FT /Tx /F 2 /T (state) /V (submitted)", SHOWN),
        (b"/Subtype /Widget /FT /Btn /T (denied) /V /Off /AS /Off", b""),
        (b"/Subtype /Widget /FT /Btn /T (print)", b"BT /F1 11 Tf (Print this form) Tj ET"),
        (b"/Subtype /Widget /FT /Sig /T (signed)", b"/Im Do"),
        (b"/Subtype /FreeText /Contents ()", b""),
        (b"/Subtype /Stamp", b"/Im Do"),
        (b"/Subtype /Highlight /Contents (is that so?)", b"0 0 5 5 re f"),
        (b"/Subtype /Link /Contents (a link)", b""),
    ],
)
def test_where_nothing_is_filled_in_there_is_nothing_to_note(annotation: bytes, appearance: bytes) -> None:
    assert load_bytes(pdfs.annotated(LINES, annotation, appearance), "form.pdf").notes == ()


@pytest.mark.parametrize("within_form", [False, True])
def test_a_scan_with_a_faxs_line_beside_it_is_noted(within_form: bool) -> None:
    data = pdfs.on_pictures((LETTER, b"a"), (FAX, b"b"), within_form=within_form)
    assert load_bytes(data, "fax.pdf").notes == (PICTURE,)


@pytest.mark.parametrize("within_form", [False, True])
def test_where_all_pages_are_scans_the_letter_needs_ocr(within_form: bool) -> None:
    data = pdfs.on_pictures((FAX, b"a"), (FAX, b"b"), ([], b"c"), within_form=within_form)
    with pytest.raises(LetterNeedsOcr, match=r"a few words beside them.*--redo-ocr"):
        load_bytes(data, "fax.pdf")


def test_a_page_is_no_scan_for_its_paper_its_pictures_or_few_words() -> None:
    for data in (
        pdfs.on_pictures((LETTER, b"a"), (FAX, b"a")),
        pdfs.on_pictures((LETTER, b"a"), (FAX, b"b"), height=0.5),
        pdfs.on_pictures((LETTER, b"a"), (FAX, b"b"), height=0.5, within_form=True),
        pdfs.on_pictures((LETTER, b"a"), (LETTER, b"b")),
        pdfs.of_pages(LETTER, FAX),
    ):
        assert load_bytes(data, "letter.pdf").notes == ()


def test_a_scan_that_ocr_was_run_over_is_read() -> None:
    letter = load_bytes(pdfs.on_pictures((FAX, b"a"), (FAX, b"b"), unseen=True), "fax.pdf")
    assert letter.notes == ()
    assert letter.text == "\f".join(FAX * 2)


def test_a_form_that_only_some_viewers_draw_is_told_and_what_waits_in_its_place_is_not_read() -> None:
    with pytest.raises(LetterDamaged) as told:
        load_bytes(pdfs.drawn_anew(["Please wait until this document is drawn."] * 5), "form.pdf")
    assert str(told.value) == (
        "form.pdf: this PDF is a form that only some viewers draw (XFA) "
        "(open it in a viewer that shows the form, print it to PDF, and take that)"
    )
