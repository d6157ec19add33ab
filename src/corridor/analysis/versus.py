"""Corridors against each other over several pairs of places: for each pair the best itinerary of each corridor.

One answer between two places says little about a line; a table over the places that matter says where it
wins, where not, and by how much.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from corridor.errors import QueryError, UnknownWayError, nearest
from corridor.model.consignment import Consignment
from corridor.model.itinerary import Band, Itinerary
from corridor.model.ledger import Entry
from corridor.model.network import Network
from corridor.model.serial import SCHEMA_VERSION
from corridor.planning.another import find_other
from corridor.planning.assemble import assemble
from corridor.planning.corridors import Found, Setting, best_in_corridor, settled
from corridor.planning.query import Query, make_query
from corridor.planning.solve import priced_graph
from corridor.planning.whynot import absence_of
from corridor.units import usd


@dataclass(frozen=True, eq=False)
class Contender:
    """The best itinerary of a corridor between two places, or why there is none."""

    corridor: str
    itinerary: Itinerary | None
    is_proven: bool
    """Whether no better one of the corridor can exist; else the search was stopped at its cap."""
    reason: str = ""
    """Why there is no itinerary; empty where there is one."""


@dataclass(frozen=True, eq=False)
class Bout:
    """All contenders between two places, in the order in which the corridors were named."""

    query: Query
    contenders: tuple[Contender, ...]

    @property
    def winner(self) -> Contender | None:
        """Give the contender that is best in what is minimised, the first of equals; None where none arrives."""
        found = [contender for contender in self.contenders if contender.itinerary is not None]
        return min(found, key=lambda one: _objective(self.query, one.itinerary), default=None)

    def of(self, corridor: str) -> Itinerary | None:
        """Give the itinerary of a corridor; raise `KeyError` for one that was not asked for."""
        for contender in self.contenders:
            if contender.corridor == corridor:
                return contender.itinerary
        raise KeyError(corridor)


@dataclass(frozen=True, eq=False)
class Versus:
    """Corridors against each other; goes through a loop like a tuple of bouts, one a pair of places."""

    network: Network = field(repr=False)
    corridors: tuple[str, ...]
    bouts: tuple[Bout, ...]

    def __iter__(self) -> Iterator[Bout]:
        return iter(self.bouts)

    def __len__(self) -> int:
        return len(self.bouts)

    def rows(self) -> list[dict[str, Any]]:
        """Give one row for each pair and corridor, with the difference to the pair's first corridor."""
        return [_row(bout, contender) for bout in self.bouts for contender in bout.contenders]

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON form of the command line (docs/cli.md)."""
        return {
            "schema_version": SCHEMA_VERSION,
            "query": {"corridors": list(self.corridors)} | _shared(self.bouts[0].query),
            "network": {"name": self.network.name, "as_of": self.network.as_of},
            "pairs": [
                {
                    "origin": bout.query.origin,
                    "destination": bout.query.destination,
                    "winner": bout.winner.corridor if bout.winner else None,
                    "contenders": [
                        {
                            "corridor": contender.corridor,
                            "is_proven": contender.is_proven,
                            "reason": contender.reason,
                            "itinerary": contender.itinerary.to_dict() if contender.itinerary else None,
                        }
                        for contender in bout.contenders
                    ],
                }
                for bout in self.bouts
            ],
        }

    def to_frame(self) -> Any:  # noqa: ANN401 - pandas is not imported to name its type
        """Give a pandas DataFrame, one row for each pair and corridor."""
        import pandas as pd  # noqa: PLC0415 - only who asks for a frame pays for pandas

        return pd.DataFrame(self.rows())

    def __str__(self) -> str:
        lines = []
        for bout in self.bouts:
            told = [
                f"{one.corridor} {one.reason}"
                if one.itinerary is None
                else f"{one.corridor} USD {one.itinerary.cost_usd:,.0f}, {one.itinerary.hours:,.1f} h"
                for one in bout.contenders
            ]
            lines.append(f"{bout.query.origin} to {bout.query.destination}: {'; '.join(told)}")
        return "\n".join(lines)


class Gap(NamedTuple):
    """What one itinerary takes more than another, over what the two do not share."""

    cost_usd: Band
    """From: all that is only in the first at its low, all that is only in the second at its high; and the reverse."""
    hours: float
    distance_km: float
    co2e_kg: float


def gap(one: Itinerary, other: Itinerary) -> Gap:
    """Give what an itinerary takes more than another (less: below 0).

    Lines of the ledger that both have cancel, and with them their ranges: that the Caspian may be dear says
    nothing about two ways that both cross it.

    >>> from corridor import load_network, route
    >>> best = route(load_network(), "Baku", "Kars")
    >>> gap(best, best).cost_usd
    Band(low=0.0, typical=0.0, high=0.0)
    """
    mine, theirs = Counter(_charges(one)), Counter(_charges(other))
    only_mine, only_theirs = mine - theirs, theirs - mine

    def total(lines: Counter[Entry], name: str) -> int:
        return sum(int(getattr(entry, name)) * count for entry, count in lines.items())

    return Gap(
        Band(
            usd(total(only_mine, "low") - total(only_theirs, "high")),
            usd(total(only_mine, "amount") - total(only_theirs, "amount")),
            usd(total(only_mine, "high") - total(only_theirs, "low")),
        ),
        round(one.hours - other.hours, 6),
        round(one.distance_km - other.distance_km, 3),
        round(one.co2e_kg - other.co2e_kg, 3),
    )


def versus(
    network: Network,
    origins: Sequence[str],
    destinations: Sequence[str],
    consignment: Consignment | None = None,
    *,
    corridors: Sequence[str],
    **options: Any,  # noqa: ANN401 - the options of `make_query`, checked there
) -> Versus:
    """Give for each pair of places the best itinerary of each corridor, in what is minimised.

    `corridors` are ids of corridor rules; the options are those of `route`.  A pair of one place with
    itself is left out.

    Raises `UnknownWayError` for a name that no rule gives, `QueryError` where there are no pairs, and what
    `make_query` raises.

    >>> from corridor import load_network
    >>> found = versus(load_network(), ["Almaty"], ["Kars", "Mersin"], corridors=["middle-btk", "iran-rail"])
    >>> [bout.winner.corridor for bout in found]
    ['iran-rail', 'iran-rail']
    """
    known = [rule.corridor_id for rule in network.corridors]
    for corridor in corridors:
        if corridor not in known:
            raise UnknownWayError(corridor, nearest(corridor, known))
    if not corridors:
        raise QueryError("--corridors", "", f"name at least one of {', '.join(known)}")
    ends = [tuple(network.gazetteer.resolve(name).node_id for name in names) for names in (origins, destinations)]
    pairs = [(start, end) for start, end in itertools.product(*ends) if start != end]
    if not pairs:
        raise QueryError("DESTINATIONS", ",".join(destinations), "no pair of two different places is left")
    queries = [make_query(network, start, end, consignment, **options) for start, end in pairs]
    return Versus(network, tuple(corridors), tuple(_bout(network, query, corridors) for query in queries))


def _bout(network: Network, query: Query, corridors: Sequence[str]) -> Bout:
    setting = settled(priced_graph(network, query), query)
    return Bout(query, tuple(_contender(network, query, setting, corridor) for corridor in corridors))


def _contender(network: Network, query: Query, setting: Setting | None, corridor: str) -> Contender:
    found = best_in_corridor(network, setting, query, corridor) if setting else Found(None, is_proven=True)
    if found.best:
        return Contender(corridor, assemble(network, query, found.best[1]), found.is_proven)
    if not found.is_proven:
        return Contender(corridor, None, False, "none found before the search was stopped at its cap.")
    return Contender(corridor, None, True, absence_of(network, query, find_other(network, corridor)).reason)


def _charges(itinerary: Itinerary) -> Iterator[Entry]:
    return (entry for entry in itinerary.entries if entry.measure == "cost")


def _objective(query: Query, one: Itinerary | None) -> float:
    if one is None:
        return float("inf")
    if query.minimize == "generalized":
        return one.cost_usd + query.vot_usd_per_hour * one.hours
    return {"cost": one.cost_usd, "time": one.hours, "co2e": one.co2e_kg}[query.minimize]


def _shared(query: Query) -> dict[str, Any]:
    return {name: value for name, value in query.to_dict().items() if name not in {"origin", "destination"}}


def _row(bout: Bout, contender: Contender) -> dict[str, Any]:
    one, first = contender.itinerary, bout.contenders[0].itinerary
    told: dict[str, Any] = {
        "origin": bout.query.origin,
        "destination": bout.query.destination,
        "corridor": contender.corridor,
        "reason": contender.reason,
        "is_winner": contender is bout.winner,
    }
    names = ("cost_usd", "cost_low", "cost_high", "hours", "hours_p10", "hours_p90", "distance_km", "co2e_kg")
    values: tuple[float | None, ...] = (None,) * len(names)
    if one is not None:
        cost, time = one.cost_band, one.hours_band
        values = (one.cost_usd, cost.low, cost.high, one.hours, time.low, time.high, one.distance_km, one.co2e_kg)
    told |= dict(zip(names, values, strict=True))
    told["borders"] = one and sum(step.kind == "border" for step in one.transfers)
    told["gauge_changes"] = one and sum(step.kind == "gauge_change" for step in one.transfers)
    told["countries"] = one and " ".join(one.countries)
    apart = gap(one, first) if one is not None and first is not None else None
    told["more_cost_usd"] = apart and apart.cost_usd.typical
    told["more_hours"] = apart and apart.hours
    told["more_distance_km"] = apart and apart.distance_km
    return told
