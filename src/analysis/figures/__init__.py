"""Figures: each takes a statistic (DataFrame) and returns matplotlib Axes; it computes nothing."""

from analysis.figures.bars import bars, stacked_bars
from analysis.figures.names import network, timeline
from analysis.figures.style import svg

__all__ = ["bars", "network", "stacked_bars", "svg", "timeline"]
