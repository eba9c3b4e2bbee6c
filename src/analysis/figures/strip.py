"""Frame by paragraph: a strip over one article, dark where a frame is strong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_rgba

from analysis.figures.style import INK, PALETTE, new_axes, nothing, style
from analysis.language import label as as_label
from analysis.language import number, percent, translator

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


def strip(statistic: pd.DataFrame, *, lang: str = "ar", most: int = 8, ax: Axes | None = None) -> Axes:
    """The strip of the first article of `framing.frame_strip`: a row a frame, a column a paragraph, scores as colour.

    The `most` strongest frames are drawn; in Arabic the first paragraph stands on the right.
    """
    _ = translator(lang)
    rows = statistic[statistic["article_id"] == statistic["article_id"].iloc[0]] if len(statistic) else statistic
    if rows.empty:
        return nothing(lang, ax=ax)
    frames = list(dict.fromkeys(rows["frame"]))[:most]
    last = int(rows["paragraph"].max())
    grid = np.zeros((len(frames), last))
    for frame, paragraph, score in zip(rows["frame"], rows["paragraph"], rows["score"], strict=True):
        if frame in frames:
            grid[frames.index(frame), paragraph - 1] = score
    with style():
        ax = new_axes(7.2, 1.5 + 0.4 * len(grid), ax)
        map_ = LinearSegmentedColormap.from_list(
            "strip", [to_rgba(PALETTE[0], share) for share in (0.05, 1)]
        )  # on any paper
        ax.imshow(grid, aspect="auto", cmap=map_, vmin=0, vmax=1, interpolation="nearest")
        ax.grid(visible=False)
        ax.set_yticks(range(len(frames)), [as_label(_(frame), lang) for frame in frames])
        step = max(1, last // 15)
        ax.set_xticks(range(0, last, step), [number(n + 1, lang) for n in range(0, last, step)])
        ax.set_xlabel(as_label(_("Paragraph"), lang))
        ax.vlines(np.arange(0.5, last - 1), -0.5, len(grid) - 0.5, color="white", linewidth=2)
        ax.hlines(np.arange(0.5, len(grid) - 1), -0.5, last - 0.5, color="white", linewidth=2)
        if lang == "ar":
            ax.invert_xaxis()
            ax.yaxis.tick_right()
        _key(ax.inset_axes((-0.045 if lang == "ar" else 1.02, 0, 0.025, 1)), map_, lang)
    return ax


def _key(ax: Axes, map_: LinearSegmentedColormap, lang: str) -> None:
    """The key to the colours, from 0 to 1 on the side away from the frames."""
    ax.imshow(np.linspace(1, 0, 64)[:, np.newaxis], aspect="auto", cmap=map_, vmin=0, vmax=1, extent=(0, 1, 0, 1))
    ax.grid(visible=False)
    ax.set_xticks([])
    ax.set_yticks([0, 0.5, 1], [percent(share, lang) for share in (0, 0.5, 1)], color=INK)
    ax.spines[:].set_visible(False)
    if lang != "ar":
        ax.yaxis.tick_right()
