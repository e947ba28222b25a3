"""A real browser (`make test-browser`): wide and narrow, light and dark, and nothing may go wrong unseen in it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

IN_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(not os.environ.get("STRUCTURER_BROWSER"), reason="run by: make test-browser"),
]
LOOKS = [(1280, "light"), (1280, "dark"), (400, "light"), (400, "dark")]
SHOTS = os.environ.get("STRUCTURER_SHOTS")
"""A folder for screenshots, where somebody wants to look at them."""


@contextmanager
def chromium() -> Iterator[Any]:
    """Debian's Chromium, or the one that CHROMIUM names."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield opened
        opened.close()


@contextmanager
def opened_page(browser: Any, width: int, scheme: str, address: str, allowed: tuple[str, ...] = ()) -> Iterator[Any]:
    """A page at that address. Errors and refused loads fail the test, but for messages that hold one of `allowed`."""
    opened = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    opened.set_default_timeout(8000)
    said: list[str] = []
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    opened.goto(address)
    yield opened
    opened.close()
    assert not [words for words in said if not any(one in words for one in allowed)]


def shot(page: Any, name: str) -> None:
    """A screenshot, where STRUCTURER_SHOTS names a folder."""
    if SHOTS:
        scheme = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'")
        page.screenshot(path=str(Path(SHOTS) / f"{name}-{page.viewport_size['width']}-{scheme}.png"))


def fits(page: Any) -> bool:
    """Whether nothing sticks out of the page sideways."""
    found: bool = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    return found


def least_contrast(page: Any, pairs: list[str]) -> float:
    """The least contrast (WCAG 2.2) among pairs of the page's inks and grounds, such as "ink paper"."""
    ratio: float = page.evaluate(
        """(pairs) => {
      const probe = document.body.appendChild(document.createElement('span'));
      const rgb = (name) => { probe.style.color = `var(--${name})`; return getComputedStyle(probe).color.match(/\\d+/g).slice(0, 3).map(Number); };
      const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
      const contrast = (one, other) => { const [a, b] = [light(rgb(one)), light(rgb(other))].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05); };
      return Math.min(...pairs.map((pair) => contrast(...pair.split(' '))));
    }""",
        pairs,
    )
    return ratio


def nameless(page: Any) -> list[str]:
    """Controls without a name that a screen reader could say."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('button, input, select, textarea, [tabindex="0"]')]
          .filter((one) => one.offsetParent !== null)
          .filter((one) => !(one.getAttribute('aria-label') || one.textContent.trim() || one.labels?.length || one.title))
          .map((one) => one.outerHTML.slice(0, 120))"""
    )
    return found


def until(page: Any, expression: str, seconds: float = 8.0) -> None:
    """Wait until a JavaScript expression is true. (Playwright's own waiting needs eval, which the pages forbid.)"""
    end = time.monotonic() + seconds
    while not page.evaluate(f"Boolean({expression})"):
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(50)
