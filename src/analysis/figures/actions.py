"""Who does what to whom: a directed network of agents and patients."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from matplotlib.lines import Line2D

from analysis.figures.style import INK, PALETTE, key_below, new_axes, nothing, short, style
from analysis.language import label as as_label
from analysis.language import translator

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_NAME = 28  # characters of a name
_COLOURS = {"conflict": PALETTE[1], "cooperation": PALETTE[2], "": PALETTE[7]}
_WORDS = {"conflict": "Conflict", "cooperation": "Cooperation", "": "Other relation"}


def actions(pairs: pd.DataFrame, *, most: int = 20, lang: str = "ar") -> Axes:
    """The `most` frequent rows of `framing.pairs`: an arrow from agent to patient, coloured by relation.

    The wider the arrow, the more events. Who is first met as an agent stands where reading starts, the others
    opposite, each in a row of his own, so that no label lies on another.
    """
    _ = translator(lang)
    rows = pairs.head(most)
    if rows.empty:
        return nothing(lang)
    place = _places(rows["agent"], rows["patient"], lang)
    high = max(abs(y) for _x, y in place.values()) + 0.6
    with style():
        ax = new_axes(7.2, 0.8 + 0.64 * high)
        ax.set_axis_off()
        for n, (agent, patient, relation, count) in enumerate(
            zip(rows["agent"], rows["patient"], rows["relation"], rows["count"], strict=True)
        ):
            ax.annotate(
                "",
                place[patient],
                place[agent],
                arrowprops={
                    "arrowstyle": "-|>",
                    "color": _COLOURS[relation],
                    "linewidth": 1 + min(count, 8) * 0.6,
                    "shrinkA": 9,
                    "shrinkB": 9,
                    "connectionstyle": f"arc3,rad={_bend(place[agent], place[patient], n):.2f}",
                },
            )
        for name, (x, y) in place.items():
            ax.plot(x, y, "o", color=INK, markersize=9)
            side = 1 if x > 0 else -1
            ax.annotate(
                as_label(short(name, _NAME), lang), (x + 0.09 * side, y), ha="left" if x > 0 else "right", va="center"
            )
        ax.set_xlim(-1.75, 1.75)
        ax.set_ylim(-high, high)
        used = [relation for relation in _COLOURS if relation in set(rows["relation"])]
        names = [as_label(_(_WORDS[relation]), lang) for relation in used]
        lines = [
            Line2D([], [], color=_COLOURS[relation], lw=3, label=name)
            for relation, name in zip(used, names, strict=True)
        ]
        key_below(ax, lines, lang=lang)
    return ax


def _bend(start: tuple[float, float], end: tuple[float, float], n: int) -> float:
    """How far an arrow bends: a little, each of three otherwise; between two of one column inward, clear of the others.

    >>> _bend((0.4, 2), (-0.4, 2), 0), _bend((-0.4, 2), (-0.4, -2), 0), _bend((0.4, 2), (0.4, -2), 0)
    (0.06, -0.15, 0.15)
    """
    if (start[0] > 0) != (end[0] > 0):
        return 0.06 + 0.04 * (n % 3)
    downward = start[1] > end[1]
    return 0.15 if (start[0] > 0) == downward else -0.15


def _places(agents: Iterable[str], patients: Iterable[str], lang: str) -> dict[str, tuple[float, float]]:
    """Where each name stands: in one of two columns that are bent outward in the middle, rows one unit apart."""
    sides: dict[str, int] = {}
    start = 1 if lang == "ar" else -1
    for agent, patient in zip(agents, patients, strict=True):
        sides.setdefault(agent, start)
        sides.setdefault(patient, -start)
    columns = {side: [name for name in sides if sides[name] == side] for side in (1, -1)}
    longest = max(map(len, columns.values()))
    found = {}
    for side, names in columns.items():
        for n, name in enumerate(names):
            y = (len(names) - 1) / 2 - n
            found[name] = (side * (0.4 + 0.3 * (1 - (2 * y / longest) ** 2)), y)
    return found
