"""The commands about a network and its scenarios: place, network and scenario."""

from __future__ import annotations

from corridor.cli.arguments import JSON, LANG, NETWORK, TILES, Argument, Command

PLACE = """Show which place a name, spelling, UN/LOCODE or node id stands for.

Several places are all listed; when none is found, the nearest names are, and the exit code is 5.
"""

FORMAT = """Bring the tables into canonical form and write their datapackage.json.

Nothing is written while the tables have errors.
"""

NETWORKS: dict[str, Command] = {
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
    "network map": Command(
        "Draw a whole network by mode and status, or its rails by gauge, as one HTML file that makes no request.",
        "corridor.cli.network:draw",
        (
            Argument(
                ("--by",), "What the colours tell (default status).", default="status", choices=("status", "gauge")
            ),
            Argument(("--output", "-o"), "Write to this file (default the network's name).", metavar="FILE"),
            LANG,
            TILES,
            NETWORK,
        ),
    ),
    "network format": Command(
        FORMAT,
        "corridor.cli.network:format_tables",
        (NETWORK, Argument(("--check",), "Change nothing; exit code 4 if a file would change.", is_flag=True)),
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
