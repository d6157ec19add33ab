"""The commands that write something to look at: map."""

from __future__ import annotations

from corridor.cli.arguments import PLACES, SHARED, Command

MAP = """Draw the best itinerary as one HTML file that makes no network request.

The file is named by `-o`, or after the two places.
"""

DRAWING: dict[str, Command] = {
    "map": Command(MAP, "corridor.cli.answers:draw_map", (*PLACES, *SHARED)),
}
