"""What a criticality analysis says: for each element what its loss costs, and the way that replaces it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from corridor.analysis.criticality_elements import Element, ElementKind
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.model.serial import SCHEMA_VERSION
from corridor.planning.query import Query


@dataclass(frozen=True)
class Added:
    """What the way that replaces the best one takes more than it (less, below 0)."""

    cost_usd: float
    hours: float
    co2e_kg: float
    distance_km: float
    objective: float
    """In what is minimised: USD, hours or kg; never below 0."""

    def to_dict(self) -> dict[str, float]:
        """Give it as plain data."""
        return {
            "cost_usd": self.cost_usd,
            "hours": self.hours,
            "co2e_kg": self.co2e_kg,
            "distance_km": self.distance_km,
            "objective": self.objective,
        }


@dataclass(frozen=True)
class Loss:
    """The loss of one element, or of two together."""

    elements: tuple[Element, ...]
    added: Added | None
    """None where no way is left: unserved, and not a large number."""
    replacement: Itinerary | None = field(repr=False)
    stretch: int
    """Losses of one stretch have the same replacement: the elements lie in a row that is passed or left as one."""
    geometries: tuple[dict[str, Any], ...] = field(repr=False)
    singles: tuple[float | None, ...] = ()
    """For two together, what the loss of either alone adds to what is minimised; None where that leaves no way."""

    @property
    def is_unserved(self) -> bool:
        """Say whether no way is left."""
        return self.added is None

    @property
    def corridor(self) -> str:
        """Give the corridor of the way that replaces the best one; empty where there is none."""
        return self.replacement.corridor if self.replacement else ""

    @property
    def exceeds_sum(self) -> bool:
        """Say whether two together cost more than the sum of either alone, or leave no way where either does."""
        if None in self.singles or not self.singles:
            return False
        return self.added is None or self.added.objective > sum(one for one in self.singles if one is not None) + 1e-6

    def row(self) -> dict[str, Any]:
        """Give the loss as a flat row."""
        added = self.added.to_dict() if self.added else dict.fromkeys(Added.__dataclass_fields__)
        made: dict[str, Any] = {
            "kind": "+".join(one.kind for one in self.elements),
            "id": " + ".join(one.id for one in self.elements),
            "name": " + ".join(one.name for one in self.elements),
            "stretch": self.stretch,
            "is_unserved": self.is_unserved,
            **{f"added_{name}": value for name, value in added.items()},
            "corridor": self.corridor,
            "countries": " ".join(self.replacement.countries) if self.replacement else None,
        }
        if self.singles:
            made |= {"added_alone_1": self.singles[0], "added_alone_2": self.singles[1]}
            made |= {"exceeds_sum": self.exceeds_sum}
        return made

    def to_dict(self, replacement: int | None = None) -> dict[str, Any]:
        """Give the loss as plain data; `replacement` is the place of its itinerary in a list beside it."""
        made: dict[str, Any] = {
            "elements": [{"kind": one.kind, "id": one.id, "name": one.name} for one in self.elements],
            "stretch": self.stretch,
            "is_unserved": self.is_unserved,
            "added": self.added.to_dict() if self.added else None,
            "corridor": self.corridor,
            "replacement": replacement,
        }
        if self.singles:
            made |= {"added_alone": list(self.singles), "exceeds_sum": self.exceeds_sum}
        return made


@dataclass(frozen=True, eq=False)
class Criticality:
    """What hurts most: every element of the best itinerary taken out in turn, the worst loss first."""

    network: Network = field(repr=False)
    query: Query
    best: Itinerary = field(repr=False)
    kinds: tuple[ElementKind, ...]
    losses: tuple[Loss, ...]
    """Unserved ones first, then by what is added to what is minimised."""
    pairs: tuple[Loss, ...] | None = None
    """Pairs that cost more together than the worse of the two alone; None where they were not asked for."""

    @property
    def unserved(self) -> tuple[Loss, ...]:
        """Give the losses of one element that leave no way."""
        return tuple(one for one in self.losses if one.is_unserved)

    def rows(self) -> list[dict[str, Any]]:
        """Give one row a loss, pairs after single ones."""
        blank = {"added_alone_1": None, "added_alone_2": None, "exceeds_sum": None} if self.pairs else {}
        return [one.row() | blank for one in self.losses] + [one.row() for one in self.pairs or ()]

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON form of the command line: losses, and each replacing itinerary once."""
        told = [*self.losses, *(self.pairs or ())]
        ways = {id(one.replacement): one.replacement for one in told if one.replacement}
        number = {key: place for place, key in enumerate(ways)}
        made: dict[str, Any] = {
            "schema_version": SCHEMA_VERSION,
            "query": self.query.to_dict(),
            "network": {"name": self.network.name, "as_of": self.network.as_of},
            "by": list(self.kinds),
            "itinerary": self.best.to_dict(),
            "losses": [one.to_dict(number.get(id(one.replacement))) for one in self.losses],
            "replacements": [way.to_dict() for way in ways.values()],
        }
        if self.pairs is not None:
            made["pairs"] = [one.to_dict(number.get(id(one.replacement))) for one in self.pairs]
        return made

    def to_geojson(self) -> dict[str, Any]:
        """Give a GeoJSON FeatureCollection: each single element's line or point with what its loss adds.

        `rank` counts from 1, the worst first; elements of one stretch share a rank.
        """
        ranks: dict[int, int] = {}
        for one in self.losses:
            ranks.setdefault(one.stretch, len(ranks) + 1)
        features = [
            {"type": "Feature", "geometry": one.geometries[0], "properties": {"rank": ranks[one.stretch]} | one.row()}
            for one in self.losses
        ]
        return {"type": "FeatureCollection", "features": features}

    def to_frame(self) -> Any:  # noqa: ANN401 - pandas is not imported to name its type
        """Give one row a loss as a pandas DataFrame."""
        import pandas as pd  # noqa: PLC0415 - only who asks for a frame pays for pandas

        return pd.DataFrame(self.rows())

    def __str__(self) -> str:
        lines = [f"{self.best.corridor}: {len(self.losses)} elements, {len(self.unserved)} of them not to be replaced"]
        for one in self.losses:
            told = f"+{one.added.objective:,.1f}, {one.corridor}" if one.added else "unserved"
            lines.append(f"  {one.elements[0].kind} {one.elements[0].name}: {told}")
        return "\n".join(lines)
