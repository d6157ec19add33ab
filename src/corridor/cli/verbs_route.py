"""The commands that find itineraries: route, alternatives, explain and frontier."""

from __future__ import annotations

from corridor.cli.arguments import PLACES, SHARED, WHY_NOT, Argument, Command, number

ROUTE = """Find the best itinerary from ORIGIN to DESTINATION, itemised.

Places may be given by name in many spellings and scripts, by UN/LOCODE or by node id (see
`corridor place`). With `-o FILE.html` the answer is drawn as a map.
"""

EXPLAIN = """Show every figure behind the best itinerary: value, range, unit, date, source, confidence.

One row for each line of the ledger and each length; `--format csv` or `json` gives all columns
and notes. `--why-not NAME` compares the best itinerary with the best one of a corridor, or through a
country or place, and says the smallest change of one figure at which the choice would flip.
"""

FRONTIER = """Find every itinerary that no other beats in all of two or three criteria: the exact trade-off.

Shown are at most seven: the extremes, the knee and an even spread; `--all` shows all. Each says at
which value of time (USD per hour) or carbon price it is the best one, or that it is a compromise. A
further criterion may be bounded: --max-hours, --max-cost, --max-co2e, --max-transfers.
"""

ALTERNATIVES = """Find different itineraries from ORIGIN to DESTINATION, side by side, the best first.

The best of each named corridor comes first, then others that share little with those; `--by rank`
gives the plain order, siding by siding. No place is passed twice. docs/concepts.md says what of it is
exact.
"""

DEPART = Argument(
    ("--depart",),
    "Departure with its offset: then each step has dates, and waits are those of the timetables known.",
    metavar="YYYY-MM-DDTHH:MM+HH:MM",
)

SIDE_BY_SIDE = (
    Argument(("-k",), "How many (default 5).", number, 5, metavar="N"),
    Argument(
        ("--by",),
        "One of each corridor first, or simply the best (default corridor).",
        default="corridor",
        choices=("corridor", "rank"),
    ),
    Argument(
        ("--max-overlap",),
        "Share of the shorter way in common with any other, beyond one of each corridor (default 0.6).",
        number,
        0.6,
        metavar="SHARE",
    ),
    Argument(
        ("--max-stretch",),
        "At most so many times the best, in what is minimised (default 2).",
        number,
        2.0,
        metavar="TIMES",
    ),
)

ROUTING: dict[str, Command] = {
    "route": Command(ROUTE, "corridor.cli.answers:route", (*PLACES, DEPART, *SHARED)),
    "alternatives": Command(ALTERNATIVES, "corridor.cli.alternatives:alternatives", (*PLACES, *SIDE_BY_SIDE, *SHARED)),
    "explain": Command(EXPLAIN, "corridor.cli.answers:explain", (*PLACES, DEPART, *SHARED, WHY_NOT)),
    "frontier": Command(
        FRONTIER,
        "corridor.cli.frontier:frontier",
        (
            *PLACES,
            Argument(
                ("--objectives",),
                "Two or three of cost, time, co2e, distance, transfers (default cost,time).",
                default="cost,time",
                metavar="CRITERIA",
            ),
            Argument(("--all",), "Show all itineraries, not seven at most.", is_flag=True),
            *(argument for argument in SHARED if argument.name not in {"minimize", "vot"}),
        ),
    ),
}
