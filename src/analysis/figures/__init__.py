"""Figures: each takes a statistic (DataFrame) and returns matplotlib Axes; it computes nothing."""

from analysis.figures.bars import bars, stacked_bars
from analysis.figures.keywords import intervals, keywords
from analysis.figures.network import network
from analysis.figures.strip import strip
from analysis.figures.style import svg

__all__ = ["bars", "intervals", "keywords", "network", "stacked_bars", "strip", "svg"]
