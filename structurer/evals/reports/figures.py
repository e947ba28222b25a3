"""How numbers and values are written, everywhere the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from structurer.printable import figures

if TYPE_CHECKING:
    from structurer.evals.statistics import Estimate


def number(value: float | None, digits: int = 3) -> str:
    """A number, or a dash where there is none."""
    return "–" if value is None else f"{value:.{digits}f}"


def count(value: float) -> str:
    """A count; means over repeats may be fractions."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def interval(estimate: Estimate, digits: int = 3) -> str:
    """A number with its interval, where it has one."""
    if estimate.low is None or estimate.high is None:
        return number(estimate.value, digits)
    return f"{number(estimate.value, digits)} [{estimate.low:.{digits}f}, {estimate.high:.{digits}f}]"


def bounds(estimate: Estimate, digits: int = 2) -> str:
    """The interval alone; a dash where there are too few letters for one."""
    if estimate.low is None or estimate.high is None:
        return "–"
    return f"{estimate.low:.{digits}f}…{estimate.high:.{digits}f}"


def percent(value: float | None) -> str:
    """A share in percent, or a dash."""
    return "–" if value is None else f"{100 * value:.1f} %"


def said(value: Any) -> str:
    """A cell's value; nothing where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return figures(value) if isinstance(value, float) else str(value)
