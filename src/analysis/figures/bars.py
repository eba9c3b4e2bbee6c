"""Horizontal bars: the form of most of our figures, since Arabic names are read in rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import MaxNLocator

from analysis.figures.style import INK, PALETTE, colours, key_below, nothing, row_axes, short, style
from analysis.language import label as as_label
from analysis.language import number, percent, translator

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


# Columns that hold a probability or a part of a whole, shown in per cent.
SHARES = {"share", "score"}
_NAME = 32  # characters of a name


def bars(
    statistic: pd.DataFrame,
    *,
    label: str,
    value: str,
    title: str = "",
    lang: str = "ar",
    ax: Axes | None = None,
) -> Axes:
    """One bar a row of the statistic, in its order: `label` names it, `value` is its length.

    Columns `low` and `high`, where there, are drawn as an interval; `href`, where there, makes the bar a link;
    a `share` or `score` is shown in per cent. `title` is the English heading of the value axis.
    """
    if statistic.empty:
        return nothing(lang, ax=ax)
    with style():
        ax = row_axes(len(statistic), right_to_left=lang == "ar", ax=ax)
        lengths = statistic[value].to_numpy(dtype=float)
        drawn = ax.barh(np.arange(len(lengths)), lengths, height=0.66, color=PALETTE[0])
        if {"low", "high"} <= set(statistic.columns):
            reach = np.abs(statistic[["low", "high"]].to_numpy(dtype=float).T - lengths)
            known = np.flatnonzero(reach.max(axis=0, initial=0) > 0)  # one article has no interval
            ax.errorbar(lengths[known], known, xerr=reach[:, known], fmt="none", ecolor=INK, capsize=3, lw=1)
        for bar, href, name, length in zip(drawn, statistic.get("href", []), statistic[label], lengths, strict=False):
            bar.set_url(href)
            bar.set_label(f"_{translator(lang)(str(name))}: {_value(length, value in SHARES, lang)}")  # see `svg`
        _name_rows(ax, [str(name) for name in statistic[label]], lang)
        _name_values(ax, title or value, share=value in SHARES, lang=lang)
    return ax


def stacked_bars(
    statistic: pd.DataFrame,
    *,
    by: tuple[str, str],
    value: str,
    title: str = "",
    top: int | None = None,
    lang: str = "ar",
) -> Axes:
    """One bar a label, in order of appearance, cut into its parts by `value`: a long table in, one row a part.

    `by` are the columns of labels and parts. The first `top` labels are drawn, all where it is None.
    """
    label, part = by
    names = list(dict.fromkeys(statistic[label]))[:top]
    statistic = statistic[statistic[label].isin(names)]
    if not names:
        return nothing(lang)
    with style():
        parts = list(dict.fromkeys(statistic[part]))
        wide = statistic.pivot_table(index=label, columns=part, values=value, aggfunc="sum", fill_value=0)
        ax = row_axes(len(names), right_to_left=lang == "ar")
        left = np.zeros(len(names))
        for name, colour in colours(parts).items():
            lengths = wide.loc[names, name].to_numpy(dtype=float)
            word = as_label(translator(lang)(str(name)), lang)
            ax.barh(np.arange(len(names)), lengths, left=left, height=0.66, color=colour, label=word)
            left += lengths
        _name_rows(ax, [str(name) for name in names], lang)
        _name_values(ax, title or value, share=value in SHARES, lang=lang)
        key_below(ax, ax.get_legend_handles_labels()[0], lang=lang)
    return ax


def _name_rows(ax: Axes, names: list[str], lang: str) -> None:
    _ = translator(lang)
    ax.set_yticks(np.arange(len(names)), [as_label(short(_(name), _NAME), lang) for name in names])


def _name_values(ax: Axes, title: str, *, share: bool, lang: str) -> None:
    ax.set_xlabel(as_label(translator(lang)(title), lang))
    ax.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=not share))
    ax.xaxis.set_major_formatter(lambda x, _: _value(x, share, lang))


def _value(x: float, share: bool, lang: str) -> str:
    return percent(x, lang) if share else number(x, lang)
