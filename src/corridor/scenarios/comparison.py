"""What a comparison says: for each scenario an itinerary or a reason, the change, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.model.serial import SCHEMA_VERSION
from corridor.planning.query import Query
from corridor.scenarios.attribution import Attribution

_NOT_OPEN = ("scenario-", "not-open-")
"""How the advisories begin of links that only a scenario or a date has open."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an itinerary takes more (or less, below 0) than the one it is compared with."""

    hours: float
    cost_usd: float
    distance_km: float
    co2e_kg: float

    def to_dict(self) -> dict[str, float]:
        """Give the change as plain data."""
        return {
            "hours": self.hours,
            "cost_usd": self.cost_usd,
            "distance_km": self.distance_km,
            "co2e_kg": self.co2e_kg,
        }


@dataclass(frozen=True, eq=False)
class Outcome:
    """What becomes of a question in one scenario."""

    scenario: str
    itinerary: Itinerary | None
    reason: str
    """Why there is no itinerary; empty where there is one."""
    blocking: tuple[str, ...] = ()
    first: Outcome | None = field(default=None, repr=False)
    """The outcome that it is compared with; None for the first itself."""
    attribution: Attribution | None = field(default=None, repr=False)

    def with_attribution(self, attribution: Attribution) -> Outcome:
        """Give the outcome with what its change comes from."""
        return replace(self, attribution=attribution)

    @property
    def change(self) -> Change | None:
        """Give the change against the first scenario; None where one of the two has no itinerary."""
        mine = self.itinerary
        theirs = (self.first or self).itinerary
        if mine is None or theirs is None:
            return None
        return Change(
            round(mine.hours - theirs.hours, 6),
            round(mine.cost_usd - theirs.cost_usd, 2),
            round(mine.distance_km - theirs.distance_km, 3),
            round(mine.co2e_kg - theirs.co2e_kg, 3),
        )

    def to_dict(self) -> dict[str, Any]:
        """Give the outcome in the JSON contract of `compare`."""
        one, change = self.itinerary, self.change
        made: dict[str, Any] = {
            "scenario": self.scenario,
            "itinerary": None if one is None else one.to_dict(),
            "change": None if change is None else change.to_dict(),
        }
        if one is None:
            made |= {"reason": self.reason, "blocking": list(self.blocking)}
        else:
            made["summary"] = summary(one)
        if self.attribution is not None:
            made["attribution"] = self.attribution.to_dict()
        return made


def summary(itinerary: Itinerary) -> dict[str, Any]:
    """Give what is compared beside the totals: borders, gauge changes, countries, moving against standing."""
    moving = itinerary.hours_by_activity["moving"]
    kinds = [step.kind for step in itinerary.transfers]
    return {
        "borders": kinds.count("border"),
        "gauge_changes": kinds.count("gauge_change"),
        "transfers": len(kinds),
        "countries": len(set(itinerary.countries)),
        "links_not_open": sum(item.advisory_id.startswith(_NOT_OPEN) for item in itinerary.advisories),
        "moving_hours": moving,
        "stationary_hours": round(itinerary.hours - moving, 6),
    }


@dataclass(frozen=True, eq=False)
class Comparison:
    """One question in several scenarios; goes through a loop like a tuple of outcomes, the first one first."""

    network: Network = field(repr=False)
    query: Query
    outcomes: tuple[Outcome, ...]

    def __iter__(self) -> Iterator[Outcome]:
        return iter(self.outcomes)

    def __len__(self) -> int:
        return len(self.outcomes)

    def __getitem__(self, place: int) -> Outcome:
        return self.outcomes[place]

    @property
    def itineraries(self) -> tuple[Itinerary, ...]:
        """Give the itineraries of the scenarios that have one."""
        return tuple(outcome.itinerary for outcome in self.outcomes if outcome.itinerary is not None)

    def rows(self) -> list[dict[str, Any]]:
        """Give one row a scenario: totals, bands, km by mode, what is crossed, and the change against the first."""
        return [_row(outcome) for outcome in self.outcomes]

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON form of the command line (docs/cli.md)."""
        return {
            "schema_version": SCHEMA_VERSION,
            "query": self.query.to_dict(),
            "network": {"name": self.network.name, "as_of": self.network.as_of},
            "scenarios": [outcome.to_dict() for outcome in self.outcomes],
        }

    def to_frame(self) -> Any:  # noqa: ANN401 - pandas is not imported to name its type
        """Give one row a scenario as a pandas DataFrame."""
        import pandas as pd  # noqa: PLC0415 - only who asks for a frame pays for pandas

        return pd.DataFrame(self.rows())

    def to_geojson(self) -> dict[str, Any]:
        """Give a GeoJSON FeatureCollection of all itineraries; `scenario` says to which each feature belongs."""
        features = [
            feature | {"properties": {"scenario": outcome.scenario} | feature["properties"]}
            for outcome in self.outcomes
            if outcome.itinerary is not None
            for feature in outcome.itinerary.to_geojson()["features"]
        ]
        return {"type": "FeatureCollection", "features": features}

    def __str__(self) -> str:
        lines = []
        for outcome in self.outcomes:
            one = outcome.itinerary
            told = f"no itinerary: {outcome.reason}"
            if one is not None:
                told = f"USD {one.cost_usd:,.0f}, {one.hours:,.1f} h, {one.co2e_kg:,.0f} kg CO2e, {one.corridor}"
            lines.append(f"{outcome.scenario}: {told}")
        return "\n".join(lines)


def _row(outcome: Outcome) -> dict[str, Any]:
    one, change = outcome.itinerary, outcome.change
    made: dict[str, Any] = {"scenario": outcome.scenario, "reason": outcome.reason}
    made["corridor"] = one.corridor if one else None
    made["cost_usd"] = one.cost_usd if one else None
    made["cost_low"] = one.cost_band.low if one else None
    made["cost_high"] = one.cost_band.high if one else None
    made["hours"] = one.hours if one else None
    made["hours_p10"] = one.hours_band.low if one else None
    made["hours_p90"] = one.hours_band.high if one else None
    made["distance_km"] = one.distance_km if one else None
    for mode in ("rail", "sea", "road", "pipeline"):
        made[f"{mode}_km"] = one.distance_km_by_mode.get(mode, 0.0) if one else None
    made["co2e_kg"] = one.co2e_kg if one else None
    told = summary(one) if one else dict.fromkeys(
        ("borders", "gauge_changes", "transfers", "countries", "links_not_open", "moving_hours", "stationary_hours")
    )  # fmt: skip
    made |= told | {"countries": " ".join(one.countries) if one else None}
    for name in ("hours", "cost_usd", "distance_km", "co2e_kg"):
        made[f"change_{name}"] = getattr(change, name) if change else None
    return made
