"""Figures of entities: who is named with whom, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.dates import AutoDateLocator, DateFormatter
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from analysis.figures.style import FAINT, INK, PALETTE, colours, key_below, new_axes, nothing, short, style
from analysis.language import label as as_label
from analysis.language import number, translator

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.text import Text

_ROUNDS = 400
_NAME = 26  # characters of a name
_FEW = 6  # periods that are all named on the axis
# Of a label: font size in points, and the space around it within its box in font sizes.
_FONT, _PAD = 11, 0.25
LINES = "#c3cad1"
_TYPES = {"PER": PALETTE[0], "LOC": PALETTE[2], "ORG": PALETTE[1], "MISC": PALETTE[3]}


def network(
    pairs: pd.DataFrame, entities: pd.DataFrame, *, top: int = 20, lang: str = "ar", ax: Axes | None = None
) -> Axes:
    """The `top` entities that stand together with others most often, lines between those named together.

    `pairs` is as from `entities.cooccurrence` (source, target, count), `entities` as from `entities.prominence`: name
    and type give the colour, `href`, where there, makes the name a link. The more often two are named together, the
    nearer and the thicker their line. No label lies on another. Fruchterman and Reingold 1991.
    """
    import networkx as nx

    graph = nx.Graph()
    graph.add_weighted_edges_from(zip(pairs["source"], pairs["target"], pairs["count"], strict=True))
    degree = dict(graph.degree(weight="weight"))
    first = sorted(degree, key=lambda name: (-degree[name], name))[:top]
    # networkx keeps its nodes in sets, whose order differs from process to process.
    lines = sorted((*sorted((a, b)), weight) for a, b, weight in graph.subgraph(first).edges(data="weight"))
    with_lines = {name for a, b, _ in lines for name in (a, b)}
    kept = [name for name in first if name in with_lines]  # whose company is not drawn says nothing here
    if not kept:
        return nothing(lang, ax=ax)
    with style():
        ax = new_axes(7.2, min(6.4, 1.6 + 0.4 * len(kept)), ax)
        ax.set_axis_off()
        ax.set_aspect("auto")
        ordered = nx.Graph()
        ordered.add_nodes_from(kept)
        ordered.add_weighted_edges_from(lines)
        known = entities.drop_duplicates("name").set_index("name")
        _draw(ax, ordered, known, lang)
    return ax


def _draw(ax: Axes, graph: nx.Graph, known: pd.DataFrame, lang: str) -> None:
    import networkx as nx

    start = nx.spring_layout(graph, k=2.2 / np.sqrt(len(graph)), iterations=200, seed=0, weight="weight")
    names = list(graph)
    texts = []
    for name in names:
        kind = str(known["type"].get(name, "MISC"))
        text = ax.text(0, 0, as_label(short(name, _NAME), lang), ha="center", va="center", fontsize=_FONT, zorder=3)
        text.set_in_layout(False)  # the axes leave room for all of them themselves
        text.set_bbox({"boxstyle": f"round,pad={_PAD}", "fc": "white", "ec": _TYPES.get(kind, FAINT), "lw": 1.4})
        if "href" in known and name in known.index:
            text.set_url(str(known["href"][name]))
        texts.append(text)
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    _name_types(ax, [str(known["type"].get(name, "MISC")) for name in names], lang)
    sizes = _sizes(ax, texts)
    places = _fitted(_spread(np.array([start[name] for name in names])), sizes)
    for text, place in zip(texts, places, strict=True):
        text.set_position((float(place[0]), float(place[1])))
    at = dict(zip(names, places, strict=True))
    strongest = max((d["weight"] for _, _, d in graph.edges(data=True)), default=1)
    for one, other, data in graph.edges(data=True):
        width = 0.8 + 4.2 * data["weight"] / strongest
        ax.plot(*zip(at[one], at[other], strict=True), color=LINES, lw=width, zorder=1, solid_capstyle="round")


def _name_types(ax: Axes, kinds: list[str], lang: str) -> None:
    """The key to the colours of the types that are there."""
    there = {kind: colour for kind, colour in _TYPES.items() if kind in kinds}
    words = [as_label(translator(lang)(kind), lang) for kind in there]
    marks = [
        Patch(fc="white", ec=colour, lw=1.4, label=word) for colour, word in zip(there.values(), words, strict=True)
    ]
    key_below(ax, marks, lang=lang)


def _spread(places: np.ndarray) -> np.ndarray:
    """The places in the unit square, near to their ranks: what lies crowded is spread, what lies far comes near.

    They are turned first until the way along which they reach farthest lies flat; else all might stand on a diagonal.
    """
    axes = np.linalg.svd(places - places.mean(axis=0))[2]
    axes = axes * np.where(axes[np.arange(2), np.abs(axes).argmax(axis=1)] < 0, -1, 1)[:, np.newaxis]
    places = (places - places.mean(axis=0)) @ axes.T
    low, high = places.min(axis=0), places.max(axis=0)
    scaled = (places - low) / np.maximum(high - low, 1e-9)
    ranks = places.argsort(axis=0).argsort(axis=0) / max(len(places) - 1, 1)
    return np.asarray(scaled / 4 + ranks * 3 / 4)


def _sizes(ax: Axes, texts: list[Text]) -> np.ndarray:
    """(texts, 2) width and height of each label with its box, in the units of the axes."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
    frame, pad = ax.get_window_extent(), 2 * _PAD * _FONT * figure.dpi / 72
    boxes = [text.get_window_extent() for text in texts]
    return np.array([((box.width + pad) / frame.width, (box.height + pad) / frame.height) for box in boxes]) * 1.08


def _fitted(start: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """(n, 2) centres of boxes of these sizes in the unit square: each whole, none on another, near to `start`.

    Boxes that reach beyond are moved apart again from places that lie nearer together. Where even that leaves no room
    they are laid closer than they are large.
    """
    room = np.ones(2)
    for _ in range(12):
        places = apart(0.5 + (start - 0.5) * room, sizes)
        low, high = (places - sizes / 2).min(axis=0), (places + sizes / 2).max(axis=0)
        if (high - low <= 1).all():
            break
        room = np.where(high - low > 1, room * 0.85, room)
    closer = (1 - sizes) / np.maximum(np.maximum(high - low, 1) - sizes, 1e-9)
    return np.asarray(sizes / 2 + (places - sizes / 2 - low) * closer + np.maximum(1 - (high - low), 0) / 2)


def apart(places: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """(n, 2) centres of boxes of these sizes moved as little as it takes until none lies on another.

    Overlapping pairs are pushed apart along the shorter way; where a round ends crowded, all places spread a little.

    >>> apart(np.array([[0.0, 0.0], [0.0, 0.0]]), np.array([[1.0, 0.2], [1.0, 0.2]]))[:, 1].tolist()
    [-0.1, 0.1]
    """
    places = places.astype(float).copy()
    for turn in range(_ROUNDS):
        moved = False
        for one in range(len(places)):
            for other in range(one + 1, len(places)):
                gap = places[other] - places[one]
                need = (sizes[one] + sizes[other]) / 2 - np.abs(gap)
                if (need > 1e-9).all():
                    axis = int(need.argmin())
                    push = np.zeros(2)
                    push[axis] = need[axis] / 2 * (1 if gap[axis] >= 0 else -1)
                    places[one] -= push
                    places[other] += push
                    moved = True
        if not moved:
            break
        if turn % 20 == 19:
            places *= 1.05
    return places


def timeline(statistic: pd.DataFrame, *, lang: str = "ar") -> Axes:
    """A line an entity over time, from `entities.timeline`: articles a period that name it.

    Time goes as reading does: in Arabic from the right, as everything that we draw.
    """
    _ = translator(lang)
    if statistic.empty:
        return nothing(lang, "No article has a date.")
    with style():
        ax = new_axes(7.2, 4.2)
        ax.grid(axis="y")
        for name, colour in colours(list(dict.fromkeys(statistic["name"]))).items():
            rows = statistic[statistic["name"] == name]
            ax.plot(
                rows["period"],
                rows["articles"],
                color=colour,
                marker="o",
                ms=4,
                label=as_label(short(name, _NAME), lang),
            )
        ax.set_ylabel(as_label(_("Articles"), lang), color=INK)
        ax.set_ylim(0, 1.08 * statistic["articles"].max())
        ax.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
        ax.yaxis.set_major_formatter(lambda y, _: number(y, lang))
        _name_periods(ax, statistic["period"])
        if lang == "ar":
            ax.invert_xaxis()
            ax.yaxis.tick_right()
            ax.yaxis.set_label_position("right")
        key_below(ax, ax.get_legend_handles_labels()[0], lang=lang, most=3)
    return ax


def _name_periods(ax: Axes, periods: pd.Series[pd.Timestamp]) -> None:
    """Each period where they are few, else round dates, as finely as they differ."""
    days, months = (periods.dt.day > 1).any(), (periods.dt.month > 1).any()
    finest = "%Y-%m-%d" if days else "%Y-%m" if months else "%Y"
    different = np.unique(periods.to_numpy())
    if len(different) <= _FEW:
        ax.set_xticks(different)
        if len(different) == 1:
            ax.set_xlim(different[0] - np.timedelta64(1, "D"), different[0] + np.timedelta64(1, "D"))
    else:
        ax.xaxis.set_major_locator(AutoDateLocator(minticks=2, maxticks=6))  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_formatter(DateFormatter(finest))  # type: ignore[no-untyped-call]
