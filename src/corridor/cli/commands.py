"""Every command with its arguments, as data: the parser, the help and the documentation all go by it."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable
from typing import Any, NamedTuple

HELP = "Plan freight from China to Türkiye and Europe: how long, how much, how sure, how dirty, and who says so."

EXAMPLES = """
Examples:
  corridor route "Xi'an" Istanbul --minimize time --avoid IR,RU
  corridor route Almaty Mersin --json
  corridor explain Khorgos Poti --modes rail,sea
  corridor compare Almaty Kars --scenarios baseline,zangezur --avoid IR
  corridor map "Xi'an" Budapest --via Poti -o maps/xian-budapest.html

Exit codes: 0 found, 1 unexpected, 2 usage, 3 no itinerary, 4 network data invalid, 5 unknown or ambiguous
place, 130 interrupted.
"""


def number(text: str) -> float:
    """Read a number; raise ArgumentTypeError for what is none."""
    try:
        return float(text)
    except ValueError:
        msg = f'"{text}" is not a number'
        raise ArgumentTypeError(msg) from None


class Argument(NamedTuple):
    """One argument of a command: a positional one by its bare name, an option by its flags."""

    flags: tuple[str, ...]
    help: str
    kind: Callable[[str], Any] = str
    default: Any = None
    choices: tuple[str, ...] = ()
    is_flag: bool = False
    metavar: str = ""

    @property
    def is_positional(self) -> bool:
        """Say whether it stands without a flag."""
        return not self.flags[0].startswith("-")

    @property
    def name(self) -> str:
        """Give the name of its value in code."""
        return self.flags[0].lstrip("-").replace("-", "_")


class Command(NamedTuple):
    """One command: its help, the function behind it as `module:name`, and its arguments."""

    help: str
    target: str
    arguments: tuple[Argument, ...]


JSON = Argument(("--json",), "Answer as JSON (short for --format json).", is_flag=True)
NETWORK = Argument(("--network",), "Folder of another network's tables.", metavar="DIR")

PLACES = (
    Argument(("origin",), "Where from: name, spelling, UN/LOCODE or node id."),
    Argument(("destination",), "Where to."),
)

SHARED = (
    Argument(("--cargo",), "Loading unit (default feu).", default="feu", choices=("feu", "teu", "tonne", "truck")),
    Argument(
        ("--commodity",),
        "Commodity, for cargo by the tonne (default general).",
        default="general",
        choices=("general", "grain", "metals", "crude"),
    ),
    Argument(("--units",), "Number of loading units (default 1).", number, metavar="N"),
    Argument(
        ("--tonnes",), "Mass of all units in tonnes (default 18 per FEU or truck, 12 per TEU).", number, metavar="T"
    ),
    Argument(("--value",), "Value of all units in USD (default 60,000 per FEU).", number, metavar="USD"),
    Argument(
        ("--minimize",),
        "What is best (default cost).",
        default="cost",
        choices=("cost", "time", "co2e", "generalized"),
    ),
    Argument(
        ("--vot",),
        "Value of time in USD per hour, for generalized cost (default: capital cost of the cargo).",
        number,
        metavar="USD_PER_HOUR",
    ),
    Argument(
        ("--scenario",),
        "Which world: names of `corridor scenario list` and .toml files, joined by + (default baseline).",
        default="baseline",
        metavar="NAME",
    ),
    Argument(("--date",), "Date of travel: season, and links expected to be open by then.", metavar="YYYY-MM-DD"),
    Argument(("--modes",), "Only these modes, such as rail,sea.", default="", metavar="MODES"),
    Argument(("--avoid",), "Countries and places to keep off, such as IR,RU,Poti.", default="", metavar="PLACES"),
    Argument(("--via",), "Places to pass, in this order, such as Aktau,Poti.", default="", metavar="PLACES"),
    Argument(
        ("--sequence",),
        "The modes of the legs in order, such as rail,sea?,road; ? may be left out, ... is any.",
        default="",
        metavar="MODES",
    ),
    Argument(
        ("--max-transfers",),
        "At most so many transfers, loading, borders, waits and unloading included.",
        number,
        metavar="N",
    ),
    Argument(("--max-hours",), "At most so many hours door to door.", number, metavar="H"),
    Argument(("--max-cost",), "At most so many USD.", number, metavar="USD"),
    Argument(("--max-co2e",), "At most so many kg of CO2e.", number, metavar="KG"),
    Argument(
        ("--format",), "How to show the answer (default table).", choices=("table", "json", "csv", "geojson", "md")
    ),
    JSON,
    Argument(("--output", "-o"), "Write to this file; .html draws a map, - is stdout.", metavar="FILE"),
    NETWORK,
)

WHY_NOT = Argument(
    ("--why-not",), "Compare with this corridor, country or place, such as iran-rail, IR, Poti.", metavar="NAME"
)

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

MAP = """Draw the best itinerary as one HTML file that makes no network request.

The file is named by `-o`, or after the two places.
"""

PLACE = """Show which place a name, spelling, UN/LOCODE or node id stands for.

Several places are all listed; when none is found, the nearest names are, and the exit code is 5.
"""

FORMAT = """Bring the tables into canonical form and write their datapackage.json.

Nothing is written while the tables have errors.
"""

FLAT = """A plain network is read from a folder of two CSV tables (GMNS: node.csv and link.csv) or from DIMACS
.gr files with commas between them, one for each criterion. Large ones need the compiled engine:
pip install "corridor[large]".
"""

_PLAIN_PATH = Argument(("path",), "Folder of node.csv and link.csv, or .gr files, comma-separated.")
_PLAIN_ENDS = (
    _PLAIN_PATH,
    Argument(("origin",), "Node id to start from."),
    Argument(("destination",), "Node id to reach."),
)
_PLAIN_OPTIONS = (
    Argument(
        ("--criteria",),
        "Columns that are summed, such as length_km=KM,time_s=T; names of .gr files in their order.",
        default="",
        metavar="NAMES",
    ),
    Argument(
        ("--names",),
        "What files and columns are called if not as in GMNS: links=roads.csv,from_node=A,to_node=B.",
        default="",
        metavar="NAMES",
    ),
    Argument(
        ("--engine",),
        "Which form of the searches (default auto, by size).",
        default="auto",
        choices=("auto", "plain", "compiled"),
    ),
    Argument(("--format",), "How to show the answer (default table).", choices=("table", "json", "csv")),
    JSON,
    Argument(("--output", "-o"), "Write to this file; - is stdout.", metavar="FILE"),
)
_PLAIN_MINIMIZE = Argument(("--minimize",), "Criterion that is best when least (default the first).", metavar="NAME")

GROUPS = {
    "flat": "Ask plain networks of any size: read from CSV or GMNS tables or DIMACS files.",
    "network": "Check, show and format the tables of a network.",
    "scenario": "List and show the scenarios of a network.",
}

ALTERNATIVES = """Find different itineraries from ORIGIN to DESTINATION, side by side, the best first.

The best of each named corridor comes first, then others that share little with those; `--by rank`
gives the plain order, siding by siding. No place is passed twice. docs/concepts.md says what of it is
exact.
"""

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

COMPARE = """Compare the best itinerary from ORIGIN to DESTINATION in several scenarios, side by side.

The first scenario is the one that the others are compared with. Where a change comes from is shared out
among a scenario's levers by Shapley values, with what each lever does alone and as the last one beside
them (docs/scenarios.md). A scenario without an itinerary says why.
"""

COMMANDS: dict[str, Command] = {
    "route": Command(ROUTE, "corridor.cli.answers:route", (*PLACES, *SHARED)),
    "alternatives": Command(ALTERNATIVES, "corridor.cli.alternatives:alternatives", (*PLACES, *SIDE_BY_SIDE, *SHARED)),
    "explain": Command(EXPLAIN, "corridor.cli.answers:explain", (*PLACES, *SHARED, WHY_NOT)),
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
    "map": Command(MAP, "corridor.cli.answers:draw_map", (*PLACES, *SHARED)),
    "place": Command(
        PLACE, "corridor.cli.place:place", (Argument(("query",), "What somebody calls it."), JSON, NETWORK)
    ),
    "network check": Command(
        "Check the tables by every rule and report all findings; exit code 4 if one is an error.",
        "corridor.cli.network:check",
        (NETWORK, JSON, Argument(("--strict",), "Count warnings as errors.", is_flag=True)),
    ),
    "network show": Command(
        "Show what a network holds: places, km by mode and status, sources, confidence of its figures.",
        "corridor.cli.network:show",
        (NETWORK, JSON),
    ),
    "network format": Command(
        FORMAT,
        "corridor.cli.network:format_tables",
        (NETWORK, Argument(("--check",), "Change nothing; exit code 4 if a file would change.", is_flag=True)),
    ),
    "flat show": Command(
        f"Show what a plain network holds, and what was assumed in reading it.\n\n{FLAT}",
        "corridor.cli.flat:show",
        (_PLAIN_PATH, *_PLAIN_OPTIONS),
    ),
    "flat route": Command(
        f"Find a way of the least sum of one criterion in a plain network.\n\n{FLAT}",
        "corridor.cli.flat:route",
        (*_PLAIN_ENDS, _PLAIN_MINIMIZE, *_PLAIN_OPTIONS),
    ),
    "flat frontier": Command(
        f"Find every way in a plain network that no other beats in two or three criteria, exactly.\n\n{FLAT}",
        "corridor.cli.flat:frontier",
        (
            *_PLAIN_ENDS,
            Argument(("--objectives",), "Two or three criteria (default the first two).", default="", metavar="NAMES"),
            Argument(("--limits",), "Largest sums, such as time_s=3600,cost_usd=90.", default="", metavar="NAMES"),
            *_PLAIN_OPTIONS,
        ),
    ),
    "flat alternatives": Command(
        f"Find the k best ways in a plain network that pass no node twice.\n\n{FLAT}",
        "corridor.cli.flat:alternatives",
        (
            *_PLAIN_ENDS,
            Argument(("-k",), "How many (default 5).", number, default=5, metavar="K"),
            _PLAIN_MINIMIZE,
            *_PLAIN_OPTIONS,
        ),
    ),
    "scenario list": Command(
        "List the scenarios, each with one line on what it assumes.",
        "corridor.cli.scenario:list_scenarios",
        (JSON, NETWORK),
    ),
    "scenario show": Command(
        "Show what a scenario assumes, as a diff: what was, what is, with source, range and note.",
        "corridor.cli.scenario:show",
        (Argument(("name",), "Names and .toml files, joined by +."), JSON, NETWORK),
    ),
}
