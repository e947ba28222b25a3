"""Letters beside their records: one HTML file with everything in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from structurer.kind import LetterKind
from structurer.web.forms import form_of
from structurer.web.pages import data_block, page


def show_page(kind: LetterKind[Any], views: Sequence[dict[str, Any]]) -> str:
    """The page. `views` are made by `result_view` and `error_view`, in the order in which they are listed."""
    return page(
        "show.html",
        ("base.css", "view.css"),
        ("dom.js", "letter_pane.js", "record_pane.js", "show.js"),
        title=views[0]["name"] if len(views) == 1 else f"{len(views)} letters",
        data=data_block({"kind": kind.name, "form": form_of(kind.record), "letters": list(views)}),
    )
