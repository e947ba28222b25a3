"""Pages of a PDF as pictures: sixteen greys are enough for print, and small."""

from __future__ import annotations

import io
from importlib.util import find_spec

from structurer.errors import SettingsError
from structurer.letter import Letter
from structurer.pdf import opened

WIDTH = 1100
"""Dots across a page: sharp enough to read on a screen of any usual width."""
GREYS = 16
_FEW = [grey * GREYS // 256 * 255 // (GREYS - 1) for grey in range(256)]


def page_picture(data: bytes, letter: Letter, number: int, width: int = WIDTH) -> bytes:
    """Page `number` (from 1) of the PDF as PNG, `width` dots across."""
    return page_pictures(data, letter, [number], width)[0]


def page_pictures(data: bytes, letter: Letter, numbers: list[int], width: int = WIDTH) -> list[bytes]:
    """As `page_picture`, for several pages. Raises SettingsError where Pillow is not installed."""
    if find_spec("PIL") is None:
        raise SettingsError("pictures of pages need the package pillow", hint="run: pip install 'structurer[web]'")
    found: list[bytes] = []
    with opened(data, letter.name) as document:
        for number in numbers:
            page = document[number - 1]
            drawn = page.render(scale=width / page.get_width(), grayscale=True).to_pil()
            page.close()
            out = io.BytesIO()
            # Few greys in runs are what PNG packs well.
            drawn.point(_FEW).save(out, "PNG")
            found.append(out.getvalue())
    return found
