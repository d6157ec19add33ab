"""The commands that write something to look at: map and report."""

from __future__ import annotations

from corridor.cli.arguments import PLACES, SHARED, Argument, Command
from corridor.cli.verbs_analysis import BY_GENERALIZED_COST
from corridor.cli.verbs_route import DEPART
from corridor.cli.verbs_time import DEADLINE, DRAWS

MAP = """Draw the best itinerary as one HTML file that makes no network request.

The file is named by `-o`, or after the two places.
"""

REPORT = """Write a report on the way from ORIGIN to DESTINATION as one HTML file that makes no network request.

A summary in words; the trade-off over cost, time and CO2e with its map, where sliders for the value of time and
the carbon price choose the best itinerary; each itinerary with its steps and every figure behind it; time and
cost over distance; where days and money go; how surely; what drives the answer; what becomes of it in other
scenarios; sources. With --depart also when it arrives. The file is named by `-o`, or after the two places
(docs/report.md).
"""

DRAWING: dict[str, Command] = {
    "map": Command(MAP, "corridor.cli.answers:draw_map", (*PLACES, DEPART, *SHARED)),
    "report": Command(
        REPORT,
        "corridor.cli.report:write_report",
        (
            *PLACES,
            DEPART,
            Argument(("--scenarios",), "Scenarios to compare with, separated by commas.", default="", metavar="NAMES"),
            DEADLINE,
            *DRAWS,
            Argument(("--all",), "Ship the whole trade-off, not only what stands for it.", is_flag=True),
            *BY_GENERALIZED_COST,
        ),
    ),
}
