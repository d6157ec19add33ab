"""The commands about time as it is lived: reliability, departures, replan."""

from __future__ import annotations

from corridor.cli.arguments import PLACES, SHARED, Argument, Command, number
from corridor.cli.verbs_route import DEPART

RELIABILITY = """Say how surely the itineraries from ORIGIN to DESTINATION arrive, by drawing many journeys.

Drawn are the itineraries that nothing beats in cost and typical time, all on the same days: what delays one
step delays others with it (storms on the Caspian, a country's borders or trains). With --deadline, such as
25d or 600h from the start, the chance to be on time; --date sets the month.  With --depart the ways are
followed from then on, who misses a departure of a known timetable takes the next, and --deadline may be a
date such as 2026-12-24 (docs/reliability.md).
"""

DRAWS = (
    Argument(("--draws",), "Journeys to draw (default 20,000).", number, 20_000, metavar="N"),
    Argument(("--seed",), "The same seed, the same journeys (default 0).", number, 0, metavar="N"),
)
"""How many are drawn, and which."""

DEADLINE = Argument(
    ("--deadline",),
    "Days or hours from the start, such as 25d or 600h; with --depart also a date, such as 2026-12-24.",
    default="",
    metavar="TIME",
)

DEPARTURES = """Show the best journey for each day of departure: when it arrives, how long, how much, which way.

Each day begins at --at by the clocks of the origin. With --minimize time each is the earliest arrival through the
timetables and seasons known; otherwise the best without dates, followed from that day on (docs/timetables.md).
`-o FILE.html` draws the ways with their days.
"""

REPLAN = """Say what to do with cargo that stands at a port which is shut: wait for the reopening, or go round.

--at is the port, --closure how long it is forecast to stay shut (5d or 120h). Each option is the best way that
first takes ship at one port, or takes none; it says the length of closure from which it beats waiting. Storms shut
several ports: name the others with --also-closed (docs/timetables.md). `-o FILE.html` draws the options.
"""
_WITHOUT = {"minimize", "via", "sequence", "max_transfers", "max_hours", "max_cost", "max_co2e"}

TIMES: dict[str, Command] = {
    "reliability": Command(
        RELIABILITY,
        "corridor.cli.reliability:show_reliability",
        (
            *PLACES,
            DEPART,
            DEADLINE,
            *DRAWS,
            Argument(("--late-cost",), "What each day beyond the deadline costs.", number, 0.0, metavar="USD_PER_DAY"),
            Argument(
                ("--reliability-value",),
                "What each hour of the journey's standard deviation costs (value of reliability).",
                number,
                0.0,
                metavar="USD_PER_HOUR",
            ),
            Argument(
                ("--free-days",), "Days that cargo may stay at each seaport free of demurrage.", number, metavar="DAYS"
            ),
            Argument(
                ("--demurrage",),
                "What each begun day beyond the free days costs a loading unit.",
                number,
                0.0,
                metavar="USD_PER_DAY",
            ),
            *SHARED,
        ),
    ),
    "departures": Command(
        DEPARTURES,
        "corridor.cli.departures:show_departures",
        (
            *PLACES,
            Argument(("--from",), "First day of departure.", metavar="YYYY-MM-DD"),
            Argument(("--to",), "Last day of departure (default: 13 days after the first).", metavar="YYYY-MM-DD"),
            Argument(("--at",), "Time of departure at the origin (default 08:00).", default="08:00", metavar="HH:MM"),
            *(argument for argument in SHARED if argument.name != "date"),
        ),
    ),
    "replan": Command(
        REPLAN,
        "corridor.cli.replan:show_replan",
        (
            Argument(("--at",), "The port where the cargo stands.", metavar="PORT"),
            Argument(("--destination",), "Where to.", metavar="PLACE"),
            Argument(("--closure",), "How long the port stays shut, such as 5d or 120h.", metavar="TIME"),
            Argument(("--also-closed",), "Ports that are shut as long, such as Kuryk.", default="", metavar="PORTS"),
            Argument(
                ("--minimize",),
                "What is best (default time; a closure costs time, so that for cost it turns nothing).",
                default="time",
                choices=("cost", "time", "co2e", "generalized"),
            ),
            *(argument for argument in SHARED if argument.name not in _WITHOUT),
        ),
    ),
}
