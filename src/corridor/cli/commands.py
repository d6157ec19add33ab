"""Every command with its arguments, as data: the parser, the help and the documentation all go by it."""

from __future__ import annotations

from corridor.cli.arguments import Command
from corridor.cli.verbs_analysis import ANALYSES
from corridor.cli.verbs_draw import DRAWING
from corridor.cli.verbs_flat import PLAIN
from corridor.cli.verbs_network import NETWORKS
from corridor.cli.verbs_route import ROUTING
from corridor.cli.verbs_time import TIMES

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


GROUPS = {
    "flat": "Ask plain networks of any size: read from CSV or GMNS tables or DIMACS files.",
    "network": "Check, show and format the tables of a network.",
    "scenario": "List and show the scenarios of a network.",
}

COMMANDS: dict[str, Command] = {**ROUTING, **ANALYSES, **TIMES, **DRAWING, **NETWORKS, **PLAIN}
