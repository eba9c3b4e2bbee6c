"""Figures: each takes a statistic (DataFrame) and returns matplotlib Axes; it computes nothing."""

from analysis.figures.actions import actions
from analysis.figures.bars import bars, stacked_bars
from analysis.figures.drawing import svg
from analysis.figures.keywords import intervals, keywords
from analysis.figures.names import network, timeline
from analysis.figures.strip import strip

__all__ = ["actions", "bars", "intervals", "keywords", "network", "stacked_bars", "strip", "svg", "timeline"]
