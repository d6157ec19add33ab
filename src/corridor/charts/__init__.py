"""Figures as self-contained SVG, drawn from small functions, and rows for those who draw their own."""

from corridor.charts.bars import bands, breakdown, tornado
from corridor.charts.canvas import Chart
from corridor.charts.distance import cost_distance, time_distance
from corridor.charts.frontier import frontier

__all__ = ["Chart", "bands", "breakdown", "cost_distance", "frontier", "time_distance", "tornado"]
