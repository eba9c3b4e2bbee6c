"""Who does what to whom: a directed network of agents and patients."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
from matplotlib.lines import Line2D

from analysis.figures.style import FAINT, INK, PALETTE, new_axes, style
from analysis.language import label as as_label
from analysis.language import translator

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_COLOURS = {"conflict": PALETTE[1], "cooperation": PALETTE[2], "": PALETTE[7]}
_WORDS = {"conflict": "Conflict", "cooperation": "Cooperation", "": "Other relation"}


def actions(pairs: pd.DataFrame, *, most: int = 20, lang: str = "ar") -> Axes:
    """The `most` frequent rows of `framing.pairs`: an arrow from agent to patient, coloured by relation.

    The wider the arrow, the more events. Nodes stand on a circle, so that labels have room.
    """
    _ = translator(lang)
    rows = pairs.head(most)
    graph = nx.MultiDiGraph()
    for agent, patient, relation, count in zip(
        rows["agent"], rows["patient"], rows["relation"], rows["count"], strict=True
    ):
        graph.add_edge(agent, patient, relation=relation, count=count)
    with style():
        ax = new_axes(7.2, 6.2)
        ax.set_axis_off()
        place = nx.circular_layout(graph) if len(graph) else {}
        for n, (agent, patient, edge) in enumerate(graph.edges(data=True)):
            ax.annotate(
                "",
                place[patient],
                place[agent],
                arrowprops={
                    "arrowstyle": "-|>",
                    "color": _COLOURS[edge["relation"]],
                    "linewidth": 1 + min(edge["count"], 8) * 0.6,
                    "shrinkA": 9,
                    "shrinkB": 9,
                    "connectionstyle": f"arc3,rad={0.12 + 0.06 * (n % 3)}",
                },
            )
        for name, (x, y) in place.items():
            ax.plot(x, y, "o", color=INK, markersize=9)
            ax.annotate(
                as_label(_short(str(name)), lang),
                (x * 1.09, y * 1.09),
                ha="left" if x > 0.1 else "right" if x < -0.1 else "center",
                va="bottom" if y > 0.1 else "top" if y < -0.1 else "center",
            )
        ax.set_xlim(-1.75, 1.75)
        ax.set_ylim(-1.3, 1.3)
        used = [relation for relation in _COLOURS if relation in set(rows["relation"])]
        lines = [Line2D([], [], color=_COLOURS[relation], linewidth=3) for relation in used]
        if used:
            names = [as_label(_(_WORDS[relation]), lang) for relation in used]
            root = ax.get_figure(root=True)
            assert root is not None
            root.legend(lines, names, loc="outside lower center", ncols=3, frameon=False, labelcolor=FAINT)
    return ax


def _short(name: str, limit: int = 28) -> str:
    return name if len(name) <= limit else name[: limit - 1].rstrip() + "…"
