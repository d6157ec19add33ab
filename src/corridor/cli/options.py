"""The options that every verb shares, spelled once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from cyclopts import Parameter

from corridor.data.load import load_network
from corridor.errors import QueryError, UnknownScenarioError
from corridor.model.consignment import Consignment
from corridor.model.network import Network
from corridor.scenarios.catalogue import scenario_names

Format = Literal["table", "json", "csv", "geojson", "md"]
_FORMAT_OF_SUFFIX: dict[str, Format] = {"json": "json", "csv": "csv", "geojson": "geojson", "md": "md", "txt": "table"}


@Parameter(name="*")
@dataclass(frozen=True)
class Options:
    """What is moved, what is best, which world, what is allowed, and how to show it."""

    cargo: Annotated[Literal["feu", "teu", "tonne", "truck"], Parameter(help="Loading unit.")] = "feu"
    commodity: Annotated[
        Literal["general", "grain", "metals", "crude"], Parameter(help="Commodity, for cargo by the tonne.")
    ] = "general"
    units: Annotated[float | None, Parameter(help="Number of loading units (default 1).")] = None
    tonnes: Annotated[
        float | None, Parameter(help="Mass of all units in tonnes (default 18 per FEU or truck, 12 per TEU).")
    ] = None
    value: Annotated[float | None, Parameter(help="Value of all units in USD (default 60,000 per FEU).")] = None
    minimize: Annotated[Literal["cost", "time", "co2e", "generalized"], Parameter(help="What is best.")] = "cost"
    vot: Annotated[
        float | None,
        Parameter(help="Value of time in USD per hour, for generalized cost (default: capital cost of the cargo)."),
    ] = None
    scenario: Annotated[str, Parameter(help="Which world; see `corridor scenario list`.")] = "baseline"
    date: Annotated[
        str | None, Parameter(help="Date of travel (YYYY-MM-DD): season, and links expected to be open.")
    ] = None
    modes: Annotated[str, Parameter(help="Only these modes, such as rail,sea.")] = ""
    avoid: Annotated[str, Parameter(help="Countries and places to keep off, such as IR,RU,Poti.")] = ""
    via: Annotated[str, Parameter(help="Places to pass, in this order, such as Aktau,Poti.")] = ""
    max_transfers: Annotated[
        float | None, Parameter(help="At most so many transfers, loading, borders, waits and unloading included.")
    ] = None
    max_hours: Annotated[float | None, Parameter(help="At most so many hours door to door.")] = None
    max_cost: Annotated[float | None, Parameter(help="At most so many USD.")] = None
    format: Annotated[Format | None, Parameter(help="How to show the answer (default: table).")] = None
    json: Annotated[bool, Parameter(help="Short for --format json.", negative="")] = False
    output: Annotated[
        str | None,
        Parameter(
            name=["--output", "-o"],
            allow_leading_hyphen=True,
            help="Write to this file; .html draws a map, - is stdout.",
        ),
    ] = None
    network: Annotated[str | None, Parameter(help="Folder of another network's tables.")] = None

    def load(self) -> Network:
        """Load the network that is asked for, in the scenario that is asked for."""
        made = load_network(self.network)
        if self.scenario not in scenario_names():
            raise UnknownScenarioError(self.scenario, scenario_names())
        return made

    def consignment(self) -> Consignment:
        """Give what is moved."""
        return Consignment.of(self.cargo, self.units, self.tonnes, self.value, self.commodity)

    def query(self) -> dict[str, Any]:
        """Give the options of `corridor.route`."""
        return {
            "minimize": self.minimize,
            "vot_usd_per_hour": self.vot,
            "scenario": self.scenario,
            "on": self.date,
            "modes": words(self.modes),
            "avoid": words(self.avoid),
            "via": words(self.via),
            "max_transfers": self.max_transfers,
            "max_hours": self.max_hours,
            "max_cost_usd": self.max_cost,
        }

    def shown_as(self) -> Format:
        """Give the format: what is said, or what the name of the output file says, or a table."""
        if self.json and self.format not in {None, "json"}:
            raise QueryError("--json", True, f"contradicts --format {self.format}")
        if self.json or self.format:
            return self.format or "json"
        suffix = (self.output or "").rpartition(".")[2].lower()
        return _FORMAT_OF_SUFFIX.get(suffix, "table")


def words(text: str) -> list[str]:
    """Split a comma-separated option.

    >>> words("IR, RU,,Poti")
    ['IR', 'RU', 'Poti']
    """
    return [word.strip() for word in text.split(",") if word.strip()]
