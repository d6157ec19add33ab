"""Figures as self-contained SVG, drawn from small functions, and rows for those who draw their own."""

from corridor.charts.bars import bands, tornado
from corridor.charts.canvas import Chart
from corridor.charts.distance import cost_distance, time_distance
from corridor.charts.frontier import frontier
from corridor.charts.stacked import breakdown, cost_breakdown

__all__ = ["Chart", "bands", "breakdown", "cost_breakdown", "cost_distance", "frontier", "time_distance", "tornado"]
