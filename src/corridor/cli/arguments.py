"""What commands and their arguments are as data, and the arguments that most commands share."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable
from typing import Any, NamedTuple


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
LANG = Argument(
    ("--lang",),
    "Language of a map's or report's fixed words and place names (default en).",
    default="en",
    choices=("en", "ru", "zh", "tr", "az", "ka", "kk"),
)
TILES = Argument(
    ("--tiles",),
    "Address of a tile server, with {z}, {x} and {y}, for the background of a map; without it a page makes no request.",
    default="",
    metavar="URL",
)

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
        "Value of time in USD per hour, for generalized cost (default: by --vot-model).",
        number,
        metavar="USD_PER_HOUR",
    ),
    Argument(
        ("--vot-model",),
        "Whose value of time: the cargo's capital cost (default), what trade reveals (twentyfold), or --vot.",
        choices=("capital", "revealed", "user"),
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
    LANG,
    TILES,
    NETWORK,
)

WHY_NOT = Argument(
    ("--why-not",), "Compare with this corridor, country or place, such as iran-rail, IR, Poti.", metavar="NAME"
)
