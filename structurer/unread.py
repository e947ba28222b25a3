"""What stands on a PDF's pages and not in their text: what was filled in or typed onto them, and pictures of text."""

from __future__ import annotations

import hashlib
import importlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from ctypes import c_float, c_ubyte
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pypdfium2

FEW = 100
"""So many letters and digits a page of a letter has, and what a fax or an archive prints on a scan hardly ever."""

_WIDE = 0.75
"""The share of a page from which on its images are the page."""

_SHOWN = re.compile(r"\(\s*[^\s)]|<\s*[0-9A-Fa-f]")
"""A string in an appearance: not empty, and no mere blanks."""

_Box = tuple[float, float, float, float]
"""Left, bottom, right and top."""


def _raw() -> Any:
    """PDFium's own functions; their types are not known."""
    return importlib.import_module("pypdfium2.raw")


def is_drawn_anew(document: pypdfium2.PdfDocument) -> bool:
    """Whether what is in the document's pages is replaced when it is opened, by what its XFA form draws."""
    return bool(document.get_formtype() == _raw().FORMTYPE_XFA_FULL)  # type: ignore[no-untyped-call]


def is_typed_on(page: pypdfium2.PdfPage) -> bool:
    """Whether form fields of the page are filled in, or text was typed or stamped onto it: a viewer draws it, and it is
    not of the page's text."""
    raw = _raw()
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        try:
            if annotation and _says(annotation):
                return True
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return False


def _says(annotation: Any) -> bool:
    raw = _raw()
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if kind not in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP):
        return False
    if raw.FPDFAnnot_GetFlags(annotation) & (raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW):
        return False
    state = _string(raw.FPDFAnnot_GetStringValue, annotation, b"AS")
    if state or _string(raw.FPDFAnnot_GetStringValue, annotation, b"FT") == "Btn":
        return state not in ("", "Off")  # ticked or not; what is printed on a button is the form's own
    said = {raw.FPDF_ANNOT_WIDGET: b"V", raw.FPDF_ANNOT_FREETEXT: b"Contents"}.get(kind)
    if said and _string(raw.FPDFAnnot_GetStringValue, annotation, said).strip():
        return True
    drawn = _string(raw.FPDFAnnot_GetAP, annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL)
    return _SHOWN.search(drawn) is not None


def _string(get: Callable[..., int], annotation: Any, what: bytes | int) -> str:
    """What PDFium answers in UTF-16, after it was asked how many bytes that takes."""
    raw = _raw()
    size = get(annotation, what, None, 0)
    buffer = (raw.FPDF_WCHAR * (size // 2))()
    get(annotation, what, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def pictured(document: pypdfium2.PdfDocument, texts: Sequence[str]) -> set[int]:
    """The pages, by index, that are pictures with a few words beside them, as a fax's line above a scan.

    None is what OCR was run over, where the text is laid on the picture unseen; nor one most of whose picture is another
    page's too: that is the paper.
    """
    few = {index for index, text in enumerate(texts) if text.strip() and len(re.findall(r"\w", text)) < FEW}
    found = {index: images for index in few if sum((images := _images(document[index])).values()) >= _WIDE}
    if not found:
        return set()
    pages = Counter(image for index in range(len(texts)) for image in found.get(index) or _images(document[index]))
    return {
        index
        for index, images in found.items()
        if 2 * sum(share for image, share in images.items() if pages[image] == 1) >= sum(images.values())
    }


def _images(page: pypdfium2.PdfPage) -> dict[str, float]:
    """The page's images by their content, each with the share of the page that it takes; none where text is unseen."""
    raw = _raw()
    unseen = raw.FPDF_TEXTRENDERMODE_INVISIBLE
    left, bottom, right, top = page.get_bbox()  # type: ignore[no-untyped-call]
    size = (right - left) * (top - bottom)
    shares: dict[str, float] = {}
    for part, box in _parts(page):
        kind = raw.FPDFPageObj_GetType(part)
        if kind == raw.FPDF_PAGEOBJ_TEXT and raw.FPDFTextObj_GetTextRenderMode(part) == unseen:
            return {}
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            width, height = min(box[2], right) - max(box[0], left), min(box[3], top) - max(box[1], bottom)
            share = max(width, 0.0) * max(height, 0.0) / size if size else 0.0
            content = _content(part)
            shares[content] = shares.get(content, 0.0) + share
    return shares


def _parts(page: pypdfium2.PdfPage) -> Iterator[tuple[Any, _Box]]:
    """What is drawn on the page, also within forms, each with its box on the page."""
    from pypdfium2 import PdfMatrix

    raw = _raw()

    def within(
        whole: Any, count: Callable[[Any], int], get: Callable[[Any, int], Any], placed: Any
    ) -> Iterator[tuple[Any, _Box]]:
        for index in range(count(whole)):
            part = get(whole, index)
            if raw.FPDFPageObj_GetType(part) == raw.FPDF_PAGEOBJ_FORM:
                matrix = raw.FS_MATRIX()
                raw.FPDFPageObj_GetMatrix(part, matrix)
                inner = PdfMatrix.from_raw(matrix).multiply(placed)  # type: ignore[no-untyped-call]
                yield from within(part, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner)
                continue
            sides = [c_float() for _ in range(4)]
            if raw.FPDFPageObj_GetBounds(part, *sides):
                yield part, placed.on_rect(*(side.value for side in sides))

    yield from within(page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, PdfMatrix())  # type: ignore[no-untyped-call]


def _content(image: Any) -> str:
    raw = _raw()
    size = raw.FPDFImageObj_GetImageDataRaw(image, None, 0)
    buffer = (c_ubyte * size)()
    raw.FPDFImageObj_GetImageDataRaw(image, buffer, size)
    return hashlib.sha256(buffer).hexdigest()
