"""Figures: each takes a statistic (DataFrame) and returns matplotlib Axes; it computes nothing."""
