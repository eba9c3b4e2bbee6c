"""How all figures look.

matplotlib from 3.11 on shapes and orders Arabic itself: labels are passed as they are, behind a right-to-left mark.
"""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib import font_manager, pyplot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

FAMILY = "Noto Naskh Arabic"
INK, FAINT, GRID = "#24292f", "#57606a", "#d8dee4"
# Okabe and Ito 2008: eight colours that stay apart under the common colour-vision deficiencies.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6d1f", "#6e7781")

_STYLE: dict[str, Any] = {
    "font.family": [FAMILY, "DejaVu Sans"],
    "font.size": 11,
    "text.parse_math": False,  # a dollar sign in a headline is no mathematics
    "svg.fonttype": "none",  # the browser shapes the text, which stays selectable
    "svg.hashsalt": "khabar",  # the same figure gives the same bytes
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": FAINT,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": True,
    "axes.grid.axis": "x",
    "axes.axisbelow": True,
    "grid.color": GRID,
    "ytick.major.size": 0,
}


@functools.cache
def _register_fonts() -> None:
    for path in sorted(files("analysis").joinpath("fonts").iterdir(), key=str):
        if path.name.endswith(".ttf"):
            font_manager.fontManager.addfont(str(path))


def style() -> Any:
    """The context in which every figure is drawn."""
    _register_fonts()
    return mpl.rc_context(_STYLE)  # type: ignore[arg-type]


def new_axes(width: float, height: float, ax: Axes | None = None) -> Axes:
    """The axes given, or those of a new figure of this size in inches."""
    if ax is None:
        _, ax = pyplot.subplots(figsize=(width, height), layout="constrained")
    return ax


def row_axes(rows: int, *, right_to_left: bool, ax: Axes | None = None) -> Axes:
    """Axes for a horizontal chart of so many rows, the first on top, growing from the side where reading starts."""
    ax = new_axes(4.8, 1.1 + 0.34 * max(rows, 1), ax)
    ax.invert_yaxis()
    if right_to_left:
        ax.invert_xaxis()
        ax.yaxis.tick_right()
    return ax


def colours(names: Sequence[str]) -> dict[str, str]:
    """A colour for each name, in order; the palette repeats after eight."""
    return {name: PALETTE[n % len(PALETTE)] for n, name in enumerate(names)}
