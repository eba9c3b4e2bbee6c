"""How all figures look.

matplotlib from 3.11 on shapes and orders Arabic itself: labels are passed as they are, behind a right-to-left mark.
"""

from __future__ import annotations

import functools
import math
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib import font_manager, pyplot

from analysis.language import label as as_label
from analysis.language import translator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

FAMILY = "Noto Naskh Arabic"
INK, FAINT, GRID = "#24292f", "#57606a", "#d8dee4"
# Okabe and Ito 2008: eight colours that stay apart under the common colour-vision deficiencies; then four more, since
# there are eleven classes of cues.
_EIGHT = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6d1f", "#6e7781")
PALETTE = (*_EIGHT, "#8e6bbf", "#b5c33f", "#a8324a", "#f0b49e")

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


def short(name: str, limit: int) -> str:
    """The name in so many characters at most, an ellipsis where it was cut."""
    return name if len(name) <= limit else name[: limit - 1].rstrip() + "…"


def nothing(lang: str, why: str = "Nothing was found.", ax: Axes | None = None) -> Axes:
    """Axes that say in one line why there is nothing to draw, where reading starts."""
    with style():
        ax = new_axes(4.8, 0.6, ax)
        ax.set_axis_off()
        right = lang == "ar"
        words = as_label(translator(lang)(why), lang)
        ax.text(int(right), 0.5, words, ha="right" if right else "left", va="center", transform=ax.transAxes)
    return ax


def key_below(ax: Axes, handles: Sequence[Artist], *, lang: str, most: int = 4) -> None:
    """The key to the colours below the axes, in as many columns as have room, at `most` so many.

    In Arabic it is read from the right. The figure grows by what the key takes beyond its first row.
    """
    root = ax.get_figure(root=True)
    assert root is not None
    options: dict[str, Any] = {"loc": "outside lower center", "frameon": False, "fontsize": 10}
    for columns in range(min(most, len(handles)), 0, -1):
        ordered = _from_right(handles, columns) if lang == "ar" else list(handles)
        key = root.legend(handles=ordered, ncols=columns, markerfirst=lang != "ar", **options)
        if columns == 1 or key.get_window_extent().width <= root.bbox.width:
            break
        key.remove()
    rows = math.ceil(len(handles) / columns)
    root.set_size_inches(root.get_figwidth(), root.get_figheight() + 0.28 * (rows - 1))


def _from_right(handles: Sequence[Artist], columns: int) -> list[Artist]:
    """The handles in the order in which a legend, which fills columns from the left, shows them from the right."""
    large = len(handles) % columns  # so many columns, the leftmost, hold one more
    sizes = [len(handles) // columns + (n < large) for n in range(columns)][::-1]
    ends = [sum(sizes[: n + 1]) for n in range(columns)]
    parts = [handles[end - size : end] for size, end in zip(sizes, ends, strict=True)]
    return [handle for part in reversed(parts) for handle in part]


def colours(names: Sequence[str]) -> dict[str, str]:
    """A colour for each name, in order; the palette repeats after twelve."""
    return {name: PALETTE[n % len(PALETTE)] for n, name in enumerate(names)}
