"""The commands that ask about many itineraries at once: compare and its like."""

from __future__ import annotations

from corridor.cli.arguments import PLACES, SHARED, Argument, Command, number

BY_GENERALIZED_COST = tuple(
    argument._replace(default="generalized", help="What is best (default generalized).")
    if argument.name == "minimize"
    else argument
    for argument in SHARED
)

COMPARE = """Compare the best itinerary from ORIGIN to DESTINATION in several scenarios, side by side.

The first scenario is the one that the others are compared with. Where a change comes from is shared out
among a scenario's levers by Shapley values, with what each lever does alone and as the last one beside
them (docs/scenarios.md). A scenario without an itinerary says why.
"""

VERSUS = """Set corridors against each other: the best itinerary of each for every pair of ORIGINS and DESTINATIONS.

Both are lists of places, separated by commas. Differences are against the corridor named first. A line that is
not open needs its scenario, such as --scenario zangezur.
"""

SENSITIVITY = """Move every sourced figure to its low and its high, all else as it is, and search anew each time.

Rows that say the same in the same words move together. Sorted by the swing of the answer; beside it stands that
of today's way kept. Then all figures are drawn at random: in how many draws does today's corridor stay the best?
With --tariff-range, all tariffs of each country are scaled and drawn instead (docs/sensitivity.md).
"""

CRITICALITY = """Say what hurts most: take each link, place, border and country of the best way out in turn.

Each time the search is made anew: what is added to cost, hours and CO2e, and by which way the lost one is
replaced; or that no way is left. With --pairs two of a kind are taken out together as well, and those pairs are
shown that cost more than the worse of the two alone (docs/sensitivity.md).
"""

TOP = (
    Argument(("--top",), "Rows to show (default 15).", number, 15, metavar="N"),
    Argument(("--all",), "Show all rows.", is_flag=True),
)

BREAKEVEN = """Find the value of a parameter at which one of two corridors overtakes the other.

PARAMETER is vot (the value of time), opening (from which date the first is better), or a lever on lines of
the ledger: border-hours, gauge-hours, ferry-wait, dwell, tariff, speed, narrowed by a colon and a country,
place or mode (border-hours:AM, ferry-wait:Aktau, tariff:TR:rail); or figure:TABLE:KEY, one sourced row as
`corridor explain` shows it (docs/analysis.md).
"""

CATCHMENT = """Say for each of many places which corridor wins to --destination (or from --origin), by how much.

Without --places all cities, terminals and seaports are asked, of --countries if these are named. Over a range
of values of time the winner is exact; how contested a place is, is 1 less the sum of squared shares
(docs/analysis.md). `-o FILE.geojson` gives points, `-o FILE.html` a map.
"""

REACH = """Say in how many hours, and for how much, every place is reached from ORIGIN.

--max-hours and --max-cost leave out what lies beyond. `-o FILE.geojson` gives points, `-o FILE.html` a map.
"""

UNBOUNDED = tuple(
    argument
    for argument in BY_GENERALIZED_COST
    if argument.name not in {"via", "sequence", "max_transfers", "max_hours", "max_cost", "max_co2e"}
)

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
    "sensitivity": Command(
        SENSITIVITY,
        "corridor.cli.sensitivity:show_sensitivity",
        (
            *PLACES,
            Argument(
                ("--by",),
                "Sort by the swing of this (default objective: what is minimised).",
                default="objective",
                choices=("objective", "cost", "hours", "co2e"),
            ),
            *TOP,
            Argument(("--draws",), "Random draws of all figures (default 1000; 0: none).", number, 1000, metavar="N"),
            Argument(("--seed",), "Of the draws: the same seed, the same draws (default 0).", number, 0, metavar="N"),
            Argument(
                ("--tariff-range",), "Scale all tariffs of each country by up to this share.", number, metavar="SHARE"
            ),
            *SHARED,
        ),
    ),
    "criticality": Command(
        CRITICALITY,
        "corridor.cli.criticality:show_criticality",
        (
            *PLACES,
            Argument(
                ("--by",),
                "What is taken out: link, node, border, country (default all of them).",
                default="link,node,border,country",
                metavar="KINDS",
            ),
            Argument(("--pairs",), "Take out two of a kind together as well.", is_flag=True),
            *TOP,
            *SHARED,
        ),
    ),
    "breakeven": Command(
        BREAKEVEN,
        "corridor.cli.breakeven:breakeven",
        (
            *PLACES,
            Argument(("--between",), "Two corridors, countries or places, such as zangezur,middle-btk.", metavar="A,B"),
            Argument(("--parameter",), "What is varied (default vot).", default="vot", metavar="NAME"),
            *BY_GENERALIZED_COST,
        ),
    ),
    "catchment": Command(
        CATCHMENT,
        "corridor.cli.catchment:show_catchment",
        (
            Argument(("--destination",), "Where to, from many places.", default="", metavar="PLACE"),
            Argument(("--origin",), "Or: where from, to many places.", default="", metavar="PLACE"),
            Argument(("--places",), "The many places.", default="", metavar="PLACES"),
            Argument(
                ("--countries",), "Or: all places of these countries, such as KZ,UZ,CN.", default="", metavar="CC"
            ),
            Argument(
                ("--vot-range",),
                "Values of time looked at, USD per hour, such as 0,25.",
                default="",
                metavar="LOW,HIGH",
            ),
            *UNBOUNDED,
        ),
    ),
    "reach": Command(
        REACH,
        "corridor.cli.catchment:show_reach",
        (
            PLACES[0],
            *(
                argument
                for argument in SHARED
                if argument.name not in {"minimize", "vot", "via", "sequence", "max_transfers", "max_co2e"}
            ),
        ),
    ),
}
