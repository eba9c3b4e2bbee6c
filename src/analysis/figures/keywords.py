"""Keyness and differences: what marks one group against another, on both sides of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import MaxNLocator

from analysis.figures.style import FAINT, INK, PALETTE, row_axes, style
from analysis.language import label as as_label
from analysis.language import number, percent, translate_parts, translator

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


def keywords(statistic: pd.DataFrame, *, a: str, b: str, top: int = 12, lang: str = "ar") -> Axes:
    """The `top` terms of each side of `framing.keyness`: a row a term, its z to the side of its group.

    What is not significant is pale. `a` and `b` name the groups.
    """
    _ = translator(lang)
    ordered = statistic.sort_values("z", ascending=False, kind="stable")
    first, second = ordered[ordered["z"] > 0].head(top), ordered[ordered["z"] < 0].tail(top)
    rows = [*zip(first["term"], first["z"], first["significant"], strict=True)]
    rows += [*zip(second["term"], second["z"], second["significant"], strict=True)]
    with style():
        ax = row_axes(len(rows), right_to_left=lang == "ar")
        for n, (term, z, significant) in enumerate(rows):
            colour = PALETTE[0] if z > 0 else PALETTE[1]
            ax.barh(n, z, height=0.62, color=colour, alpha=1.0 if significant else 0.35)
            toward_left = (z > 0) == (lang == "ar")
            # The term stands on the empty side of the line, where no bar can cover it.
            ax.annotate(
                as_label(str(term), lang),
                (0, n),
                xytext=(6 if toward_left else -6, 0),
                textcoords="offset points",
                ha="left" if toward_left else "right",
                va="center",
                color=INK,
            )
        reach = max([abs(z) for _term, z, _ in rows] or [1.0]) * 1.08
        ax.set_xlim((reach, -reach) if lang == "ar" else (-reach, reach))
        ax.axvline(0, color=FAINT, linewidth=1)
        ax.set_yticks([])
        ax.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=True))
        ax.xaxis.set_major_formatter(lambda x, _pos: number(abs(x), lang))
        name = _("z of the log-odds")
        arrows = f"{b} ⟶   {name}   ⟵ {a}" if lang == "ar" else f"{b} ⟵   {name}   ⟶ {a}"
        ax.set_xlabel(as_label(arrows, lang))
    return ax


def intervals(statistic: pd.DataFrame, *, top: int = 15, title: str = "Difference", lang: str = "ar") -> Axes:
    """The first `top` rows of a comparison: a dot a difference with its interval; pale where articles are too few."""
    _ = translator(lang)
    rows = statistic.head(top)
    with style():
        ax = row_axes(len(rows), right_to_left=lang == "ar")
        for n, (value, low, high, few) in enumerate(
            zip(rows["difference"], rows["low"], rows["high"], rows["few"], strict=True)
        ):
            alpha = 0.35 if few else 1.0
            if not np.isnan(low):
                ax.plot([low, high], [n, n], color=PALETTE[0], linewidth=2.4, alpha=alpha, solid_capstyle="round")
            ax.plot(value, n, "o", color=PALETTE[0], markersize=7, alpha=alpha)
        ax.axvline(0, color=FAINT, linewidth=1)
        ax.set_yticks(range(len(rows)), [as_label(translate_parts(str(item), lang), lang) for item in rows["item"]])
        ax.set_ylim(len(rows) - 0.5, -0.5)
        ax.set_xlabel(as_label(_(title), lang))
        ax.xaxis.set_major_formatter(lambda x, _pos: percent(x, lang))
    return ax
