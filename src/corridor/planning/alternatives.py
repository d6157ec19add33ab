"""The other answers: the best itinerary of each corridor, and others that share little with those."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, overload

from corridor.errors import QueryError, nearest
from corridor.model.consignment import Consignment
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.model.serial import SCHEMA_VERSION
from corridor.planning.assemble import assemble
from corridor.planning.choose import Choice, by_corridor, by_rank, farthest
from corridor.planning.corridors import settled, trimmed
from corridor.planning.overlap import Way, overlap
from corridor.planning.query import Query, make_query
from corridor.planning.route import answer
from corridor.planning.solve import priced_graph, primary_weight
from corridor.units import days

By = Literal["corridor", "rank"]
BY: tuple[By, ...] = ("corridor", "rank")
MOST = 100
"""Alternatives that are found at most."""


@dataclass(frozen=True, eq=False)
class Alternatives:
    """Itineraries side by side, the best first; goes through a loop like a tuple of them.

    `chosen_by` says for each whether it is the best of its corridor, or was chosen by overlap or rank;
    `overlaps` the share of the shorter way that it has in common with the best; `stretches` its objective
    as a multiple of the best.  `note` says why there are fewer than asked for, and what was not proven.
    """

    query: Query
    by: By
    k: int
    max_overlap: float
    max_stretch: float
    itineraries: tuple[Itinerary, ...]
    chosen_by: tuple[str, ...]
    overlaps: tuple[float, ...]
    stretches: tuple[float, ...]
    is_exact: bool
    note: str = field(default="")

    def __iter__(self) -> Iterator[Itinerary]:
        return iter(self.itineraries)

    def __len__(self) -> int:
        return len(self.itineraries)

    @overload
    def __getitem__(self, place: int) -> Itinerary: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Itinerary, ...]: ...
    def __getitem__(self, place: int | slice) -> Itinerary | tuple[Itinerary, ...]:
        return self.itineraries[place]

    def rows(self) -> list[dict[str, Any]]:
        """Give one row an itinerary: totals, overlap with the best and difference to it."""
        best = self.itineraries[0]
        return [
            {
                "itinerary": number,
                "corridor": one.corridor,
                "corridor_name": one.corridor_name,
                "chosen_by": self.chosen_by[number - 1],
                "cost_usd": one.cost_usd,
                "hours": one.hours,
                "hours_p10": one.hours_band.low,
                "hours_p90": one.hours_band.high,
                "distance_km": one.distance_km,
                "co2e_kg": one.co2e_kg,
                "borders": sum(step.kind == "border" for step in one.transfers),
                "countries": " ".join(one.countries),
                "overlap": self.overlaps[number - 1],
                "stretch": self.stretches[number - 1],
                "more_cost_usd": round(one.cost_usd - best.cost_usd, 2),
                "more_hours": round(one.hours - best.hours, 6),
                "places": " ".join(one.places),
            }
            for number, one in enumerate(self.itineraries, 1)
        ]

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON form of the command line (docs/cli.md)."""
        network = self.itineraries[0].network
        return {
            "schema_version": SCHEMA_VERSION,
            "query": self.query.to_dict(),
            "network": {"name": network.name, "as_of": network.as_of},
            "by": self.by,
            "k": self.k,
            "max_overlap": self.max_overlap,
            "max_stretch": self.max_stretch,
            "is_exact": self.is_exact,
            "note": self.note,
            "itineraries": [
                one.to_dict() | {"chosen_by": by, "overlap": shared, "stretch": stretch}
                for one, by, shared, stretch in zip(
                    self.itineraries, self.chosen_by, self.overlaps, self.stretches, strict=True
                )
            ],
        }

    def to_frame(self) -> Any:  # noqa: ANN401 - pandas is not imported to name its type
        """Give a pandas DataFrame, one row an itinerary."""
        import pandas as pd  # noqa: PLC0415 - only who asks for a frame pays for pandas

        return pd.DataFrame(self.rows())

    def to_geojson(self) -> dict[str, Any]:
        """Give a GeoJSON FeatureCollection of all itineraries; `itinerary` numbers them from 1."""
        features = []
        for number, one in enumerate(self.itineraries, 1):
            for feature in one.to_geojson()["features"]:
                told = {"itinerary": number, "corridor": one.corridor} | feature["properties"]
                features.append(feature | {"properties": told})
        return {"type": "FeatureCollection", "features": features}

    def __str__(self) -> str:
        lines = [
            f"{number}. {one.corridor}: {days(one.hours):.1f} days, USD {one.cost_usd:,.0f}, "
            f"{one.distance_km:,.0f} km, {one.co2e_kg:,.0f} kg CO2e, {'–'.join(one.countries)}, overlap {shared:.0%}"
            for number, (one, shared) in enumerate(zip(self.itineraries, self.overlaps, strict=True), 1)
        ]
        return "\n".join([*lines, self.note] if self.note else lines)


def alternatives(
    network: Network,
    origin: str,
    destination: str,
    consignment: Consignment | None = None,
    *,
    k: int = 5,
    by: By = "corridor",
    max_overlap: float = 0.6,
    max_stretch: float = 2.0,
    **options: Any,  # noqa: ANN401 - the options of `make_query`, checked there
) -> Alternatives:
    """Give up to k itineraries that a planner would call different, the best first.

    By "corridor": the best itinerary of each named corridor, in order of what is minimised; then, if that
    is fewer than k, the next best of which no more than `max_overlap` of the length lies on the links of
    any chosen one.  By "rank": the k best, however alike.  None is worse than `max_stretch` times the best
    in what is minimised, and but for the first none passes a place twice (other than for `via`).  Options
    are those of `route`.  docs/concepts.md says what of it is exact.

    Raises what `route` raises, and `QueryError` for numbers that cannot be.

    >>> from corridor import load_network
    >>> [one.corridor for one in alternatives(load_network(), "Almaty", "Mersin", k=2)][0]
    'iran-rail'
    """
    query = make_query(network, origin, destination, consignment, **options)
    return choose(network, query, k, by, max_overlap, max_stretch)


def choose(network: Network, query: Query, k: float, by: By, max_overlap: float, max_stretch: float) -> Alternatives:
    """Give the alternatives of a query; raises as `alternatives` does."""
    if by not in BY:
        raise QueryError("--by", by, f"choose from {', '.join(BY)}", nearest(str(by), BY))
    if not (math.isfinite(k) and 1 <= k <= MOST and k == int(k)):
        raise QueryError("-k", f"{k:g}", f"it must be a whole number from 1 to {MOST}")
    if not 0 <= max_overlap <= 1:
        raise QueryError("--max-overlap", max_overlap, "it must be a share from 0 to 1")
    if not (math.isfinite(max_stretch) and max_stretch >= 1):
        raise QueryError("--max-stretch", max_stretch, "it must be a number of 1 or more")
    setting = settled(priced_graph(network, query), query)
    if setting is None:
        answer(network, query)
        raise AssertionError  # what has no setting has no answer, and says why
    limit = farthest(query, setting.best, max_stretch)
    setting = setting._replace(problem=trimmed(setting.problem, query, limit))
    if by == "rank":
        choice = by_rank(setting, query, int(k), limit)
    else:
        choice = by_corridor(network, setting, query, int(k), limit, max_overlap)
    ways = [Way.of(one.arcs) for one in choice.chosen]
    sums = [sum(primary_weight(query, arc.impedance) for arc in one.arcs) for one in choice.chosen]
    return Alternatives(
        query=query,
        by=by,
        k=int(k),
        max_overlap=max_overlap,
        max_stretch=max_stretch,
        itineraries=tuple(assemble(network, query, one.arcs) for one in choice.chosen),
        chosen_by=tuple(one.by for one in choice.chosen),
        overlaps=tuple(round(overlap(way, ways[0]), 3) for way in ways),
        stretches=tuple(round(total / sums[0], 3) if sums[0] else 1.0 for total in sums),
        is_exact=choice.is_exact,
        note=_note(choice, int(k), by, max_overlap, max_stretch),
    )


def _note(choice: Choice, k: int, by: By, max_overlap: float, max_stretch: float) -> str:
    count = len(choice.chosen)
    parts = []
    if count < k:
        alike = "" if by == "rank" else f" and overlap at most {max_overlap:g}"
        found = "1 itinerary is" if count == 1 else f"{count} itineraries are"
        parts.append(f"Only {found} within {max_stretch:g} times the best{alike}.")
    if not choice.is_exact:
        parts.append("The search was stopped at its cap: there may be better or further ones.")
    return " ".join(parts)
