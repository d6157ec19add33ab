"""The options that every verb shares, spelled once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from corridor.data.load import load_network
from corridor.errors import QueryError
from corridor.model.consignment import CargoUnit, Commodity, Consignment
from corridor.model.network import Network
from corridor.planning.query import Objective

Format = Literal["table", "json", "csv", "geojson", "md"]
_PER_UNIT = {"d": 24.0, "h": 1.0}
_FORMAT_OF_SUFFIX: dict[str, Format] = {"json": "json", "csv": "csv", "geojson": "geojson", "md": "md", "txt": "table"}


@dataclass(frozen=True)
class Options:
    """What is moved, what is best, which world, what is allowed, and how to show it."""

    cargo: CargoUnit = "feu"
    commodity: Commodity = "general"
    units: float | None = None
    tonnes: float | None = None
    value: float | None = None
    minimize: Objective = "cost"
    vot: float | None = None
    vot_model: str | None = None
    scenario: str = "baseline"
    date: str | None = None
    depart: str | None = None
    modes: str = ""
    avoid: str = ""
    via: str = ""
    sequence: str = ""
    max_transfers: float | None = None
    max_hours: float | None = None
    max_cost: float | None = None
    max_co2e: float | None = None
    format: Format | None = None
    json: bool = False
    output: str | None = None
    network: str | None = None
    lang: str = "en"
    tiles: str = ""

    def load(self) -> Network:
        """Load the network that is asked for, in the scenario that is asked for."""
        made = load_network(self.network)
        if self.scenario == "baseline":
            return made
        from corridor.scenarios.apply import apply_scenario  # noqa: PLC0415 - the baseline needs no overlay

        return apply_scenario(made, self.scenario, Path(self.network) if self.network else None)

    def consignment(self) -> Consignment:
        """Give what is moved."""
        return Consignment.of(self.cargo, self.units, self.tonnes, self.value, self.commodity)

    def query(self) -> dict[str, Any]:
        """Give the options of `corridor.route`."""
        return {
            "minimize": self.minimize,
            "vot_usd_per_hour": self.vot,
            "vot_model": self.vot_model,
            "on": self.date,
            "modes": words(self.modes),
            "avoid": words(self.avoid),
            "via": words(self.via),
            "sequence": words(self.sequence),
            "max_transfers": self.max_transfers,
            "max_hours": self.max_hours,
            "max_cost_usd": self.max_cost,
            "max_co2e_kg": self.max_co2e,
        }

    def wants_map(self) -> bool:
        """Say whether the name of the output file asks for a map."""
        named = (self.output or "").lower().endswith((".html", ".htm"))
        return named and self.format is None and not self.json

    def shown_as(self) -> Format:
        """Give the format: what is said, or what the name of the output file says, or a table."""
        if self.json and self.format not in {None, "json"}:
            raise QueryError("--json", True, f"contradicts --format {self.format}")
        if self.json or self.format:
            return self.format or "json"
        suffix = (self.output or "").rpartition(".")[2].lower()
        return _FORMAT_OF_SUFFIX.get(suffix, "table")


def length_hours(option: str, text: str, problem: str) -> float:
    """Read a length of time as hours: 5d, 120h or plain hours; raise `QueryError` with the problem for another."""
    unit = text[-1:].lower()
    try:
        return float(text[:-1] if unit in _PER_UNIT else text) * _PER_UNIT.get(unit, 1.0)
    except ValueError:
        raise QueryError(option, text, problem) from None


def words(text: str) -> list[str]:
    """Split a comma-separated option.

    >>> words("IR, RU,,Poti")
    ['IR', 'RU', 'Poti']
    """
    return [word.strip() for word in text.split(",") if word.strip()]
