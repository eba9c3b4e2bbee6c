"""Keyness and differences: what marks one group against another, on both sides of a line."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.ticker import MaxNLocator

from analysis.figures.style import FAINT, INK, PALETTE, nothing, row_axes, short, style
from analysis.language import label as as_label
from analysis.language import naming, number, percent, translator

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_NAME = 18  # characters of a group's name
_SMALL = 3  # a z below which whole numbers are too few for an axis
_LRM = "\u200e"


def keywords(statistic: pd.DataFrame, *, a: str, b: str, top: int = 12, lang: str = "ar") -> Axes:
    """The `top` terms of each side of `framing.keyness`: a row a term, its z to the side of its group.

    What is not significant is pale. `a` and `b` name the groups.
    """
    _ = translator(lang)
    if statistic.empty:
        return nothing(lang)
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
        ax.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=reach > _SMALL))
        ax.xaxis.set_major_formatter(lambda x, _pos: number(abs(x), lang, digits=0 if reach > _SMALL else 1))
        ax.set_xlabel(as_label(_("z of the log-odds"), lang))
        _name_sides(ax, a, b, lang)
    return ax


def intervals(
    statistic: pd.DataFrame, *, a: str, b: str, top: int = 15, title: str = "Difference", lang: str = "ar"
) -> Axes:
    """The first `top` rows of a comparison: a dot a difference with its interval; pale where articles are too few.

    `a` and `b` name the groups: a difference stands on the side of the group that has more of it.
    """
    _ = translator(lang)
    rows = statistic.head(top)
    if rows.empty:
        return nothing(lang)
    labels = [_wrapped(naming(str(item), lang), lang) for item in rows["item"]]
    lines = max([label.count("\n") for label in labels] or [0]) + 1
    with style():
        ax = row_axes(round(len(rows) * (0.6 + 0.4 * lines)), right_to_left=lang == "ar")
        for n, (value, low, high, few) in enumerate(
            zip(rows["difference"], rows["low"], rows["high"], rows["few"], strict=True)
        ):
            alpha = 0.35 if few else 1.0
            if not np.isnan(low):
                ax.plot([low, high], [n, n], color=PALETTE[0], linewidth=2.4, alpha=alpha, solid_capstyle="round")
            ax.plot(value, n, "o", color=PALETTE[0], markersize=7, alpha=alpha)
        ax.axvline(0, color=FAINT, linewidth=1)
        ax.set_yticks(range(len(rows)), labels, linespacing=1.0)
        ax.set_ylim(len(rows) - 0.5, -0.5)
        ax.set_xlabel(as_label(_(title), lang))
        ax.xaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 5, 10]))
        ax.xaxis.set_major_formatter(lambda x, _pos: percent(abs(x), lang))
        _name_sides(ax, a, b, lang)
    return ax


def _wrapped(label: str, lang: str, width: int = 26) -> str:
    """In lines, each with its direction, so that long labels leave room for what is drawn."""
    return "\n".join(as_label(line, lang) for line in textwrap.wrap(label, width, max_lines=2, placeholder=" …"))


def _name_sides(ax: Axes, a: str, b: str, lang: str) -> None:
    """Above the axes: which group is on which side of the line; values grow toward `a`."""
    low, high = ax.get_xlim()
    reach = max(abs(low), abs(high))
    ax.set_xlim((reach, -reach) if low > high else (-reach, reach))
    left, right = (a, b) if lang == "ar" else (b, a)
    for name, x, side, arrow in ((left, 0, "left", "⟵"), (right, 1, "right", "⟶")):
        # The arrow is on the outer side, whatever the direction of the name.
        outside = (side == "left") == (lang == "en")
        called = short(name, _NAME)
        text = f"{arrow} {called}" if outside else f"{called} {arrow}"
        place: dict[str, Any] = {"xytext": (0, 4), "xycoords": "axes fraction", "textcoords": "offset points"}
        ax.annotate(_directed(text, lang), (x, 1), **place, ha=side, va="bottom", color=FAINT, fontsize=10)


def _directed(text: str, lang: str) -> str:
    return as_label(text, lang) if lang == "ar" else _LRM + text
