"""The commands that ask about many itineraries at once: compare and its like."""

from __future__ import annotations

from corridor.cli.arguments import PLACES, SHARED, Argument, Command

COMPARE = """Compare the best itinerary from ORIGIN to DESTINATION in several scenarios, side by side.

The first scenario is the one that the others are compared with. Where a change comes from is shared out
among a scenario's levers by Shapley values, with what each lever does alone and as the last one beside
them (docs/scenarios.md). A scenario without an itinerary says why.
"""

VERSUS = """Set corridors against each other: the best itinerary of each for every pair of ORIGINS and DESTINATIONS.

Both are lists of places, separated by commas. Differences are against the corridor named first. A line that is
not open needs its scenario, such as --scenario zangezur.
"""

ANALYSES: dict[str, Command] = {
    "compare": Command(
        COMPARE,
        "corridor.cli.compare:compare_scenarios",
        (
            *PLACES,
            Argument(
                ("--scenarios",),
                "Names and .toml files, separated by commas, each joined by + (default baseline).",
                default="baseline",
                metavar="A,B+C",
            ),
            Argument(("--no-attribution",), "Do not share out where changes come from.", is_flag=True),
            *(argument for argument in SHARED if argument.name != "scenario"),
        ),
    ),
    "versus": Command(
        VERSUS,
        "corridor.cli.versus:against_each_other",
        (
            Argument(("origins",), "Where from: one or more places."),
            Argument(("destinations",), "Where to."),
            Argument(
                ("--corridors",),
                "Ids of corridors, the first being compared with (default zangezur,middle-btk,iran-rail).",
                default="zangezur,middle-btk,iran-rail",
                metavar="A,B",
            ),
            *SHARED,
        ),
    ),
}
