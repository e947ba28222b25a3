"""Pages of a PDF as pictures: sixteen greys are enough for print, and small."""

from __future__ import annotations

import io

from structurer.errors import SettingsError
from structurer.letter import Letter
from structurer.pdf import opened

WIDTH = 1100
"""Dots across a page: sharp enough to read on a screen of any usual width."""
GREYS = 16


def page_picture(data: bytes, letter: Letter, number: int, width: int = WIDTH) -> bytes:
    """Page `number` (from 1) of the PDF as PNG, `width` dots across."""
    return page_pictures(data, letter, [number], width)[0]


def page_pictures(data: bytes, letter: Letter, numbers: list[int], width: int = WIDTH) -> list[bytes]:
    """As `page_picture`, for several pages. Raises SettingsError where Pillow is not installed."""
    try:
        from PIL import Image
    except ImportError:
        raise SettingsError(
            "pictures of pages need the package pillow", hint="run: pip install 'structurer[web]'"
        ) from None
    found: list[bytes] = []
    with opened(data, letter.name) as document:
        for number in numbers:
            page = document[number - 1]
            drawn = page.render(scale=width / page.get_width(), grayscale=True).to_pil()
            page.close()
            out = io.BytesIO()
            drawn.quantize(GREYS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
            found.append(out.getvalue())
    return found
