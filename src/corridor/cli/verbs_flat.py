"""The commands for plain networks of any size: flat show, route, frontier and alternatives."""

from __future__ import annotations

from corridor.cli.arguments import JSON, Argument, Command, number

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

PLAIN: dict[str, Command] = {
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
}
