"""Who serves which place: the corridor that wins from (or to) each of many places, by how much, how contested.

At one value of time the best way and the best of another corridor are exact.  Over a range of values of time
the winner is read off the exact frontier of cost and time: each of its corners is the best over an interval.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

from corridor.analysis.catchment_search import Candidate, two_best
from corridor.errors import NoItineraryError, QueryError
from corridor.model.consignment import Consignment
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.model.place import Node
from corridor.model.serial import SCHEMA_VERSION
from corridor.planning.assemble import assemble
from corridor.planning.frontier import frontier_of
from corridor.planning.query import NOTHING_SAID, Query, make_query
from corridor.planning.solve import priced_graph, primary_weight

PLACES = frozenset({"city", "terminal", "seaport"})
"""The kinds of places that are asked about where none are named: not borders, stations and junctions."""
_PER_UNIT = {"cost": 100, "time": 60, "co2e": 1000, "generalized": 6000}
_REFUSED = ("via", "sequence", "max_transfers", "max_hours", "max_cost_usd", "max_co2e_kg")
_HOURS_PER_DAY = 24


class Span(NamedTuple):
    """Values of time, USD per hour from `low` to `high`, over which one corridor is the best."""

    corridor: str
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Cell:
    """One place: who wins there, by how much, and over which values of time."""

    place: Node
    winner: Itinerary | None = field(repr=False)
    runner_up: Itinerary | None = field(repr=False)
    """The best itinerary of another named corridor; None where none takes less than twice what the winner takes."""
    margin: float | None
    """How much more the runner-up takes, in the unit of what is minimised."""
    margin_share: float | None
    """The margin as a share of what the winner takes."""
    spans: tuple[Span, ...]
    reason: str = ""

    @property
    def shares(self) -> dict[str, float]:
        """Give the share of the values of time that each corridor wins, the largest first."""
        whole = self.spans[-1].high - self.spans[0].low if self.spans else 0.0
        made: dict[str, float] = {}
        for span in self.spans:
            share = (span.high - span.low) / whole if whole else 1.0
            made[span.corridor] = made.get(span.corridor, 0.0) + share
        return dict(sorted(made.items(), key=lambda item: (-item[1], item[0])))

    @property
    def contestability(self) -> float:
        """Give 1 less the sum of the squared shares: 0 where one corridor wins at every value of time.

        The complement of Herfindahl's index of concentration.
        """
        return 1 - sum(share * share for share in self.shares.values()) if self.spans else 0.0


@dataclass(frozen=True, eq=False)
class Catchment:
    """Who serves which place; goes through a loop like a tuple of cells, in order of country and name."""

    network: Network = field(repr=False)
    query: Query
    """With the fixed place at its one end, and the first of the places at the other."""
    inward: bool
    """Whether the fixed place is the destination."""
    vot_range: tuple[float, float]
    cells: tuple[Cell, ...]

    @property
    def fixed(self) -> str:
        """Give the id of the fixed place."""
        return self.query.destination if self.inward else self.query.origin

    def rows(self) -> list[dict[str, Any]]:
        """Give one row a place."""
        return [_row(cell) for cell in self.cells]

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON form of the command line (docs/cli.md)."""
        told = self.query.to_dict()
        told[("origin" if self.inward else "destination")] = None
        return {
            "schema_version": SCHEMA_VERSION,
            "query": told,
            "network": {"name": self.network.name, "as_of": self.network.as_of},
            "vot_range": list(self.vot_range),
            "places": [
                _row(cell)
                | {
                    "shares": {corridor: round(share, 6) for corridor, share in cell.shares.items()},
                    "spans": [span._asdict() for span in cell.spans],
                }
                for cell in self.cells
            ],
        }

    def to_frame(self) -> Any:  # noqa: ANN401 - pandas is not imported to name its type
        """Give a pandas DataFrame, one row a place."""
        import pandas as pd  # noqa: PLC0415 - only who asks for a frame pays for pandas

        return pd.DataFrame(self.rows())

    def to_geojson(self) -> dict[str, Any]:
        """Give a GeoJSON FeatureCollection (RFC 7946): a point a place, with its row as properties."""
        features = [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [cell.place.lon, cell.place.lat]},
                "properties": _row(cell),
            }
            for cell in self.cells
        ]
        return {"type": "FeatureCollection", "features": features}

    def __iter__(self) -> Iterator[Cell]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)

    def __str__(self) -> str:
        lines = []
        for cell in self.cells:
            won = cell.winner.corridor if cell.winner else cell.reason
            lines.append(f"{cell.place.name}: {won}, contestability {cell.contestability:.2f}")
        return "\n".join(lines)


def catchment(
    network: Network,
    *,
    destination: str = "",
    origin: str = "",
    places: Sequence[str] = (),
    countries: Sequence[str] = (),
    consignment: Consignment | None = None,
    vot_range: tuple[float, float] | None = None,
    told: Callable[[str], None] | None = None,
    **options: Any,  # noqa: ANN401 - the options of `make_query`, checked there
) -> Catchment:
    """Give for each of many places the corridor that wins to `destination` (or from `origin`).

    `places` are names; without any, all cities, terminals and seaports of `countries` (without these, of
    all but the fixed place's) are asked.  What is minimised is generalized cost unless the options say;
    the winner's margin is over the best itinerary of another named corridor.  `vot_range` are USD per hour;
    by default from 0 to the high end of revealed preference for the cargo.  `told` is called with a word on
    progress.

    Raises `QueryError` unless exactly one of destination and origin is given, and for bounds, `via` and
    `sequence`, which are not searched here; and what `make_query` raises.

    >>> from corridor import load_network
    >>> found = catchment(load_network(), destination="Istanbul", places=["Almaty", "Baku"])
    >>> [cell.winner.corridor for cell in found]
    ['middle-black-sea', 'iran-rail']
    """
    if bool(destination) == bool(origin):
        raise QueryError("--destination", destination, "name either one destination or one origin")
    for name in _REFUSED:
        if options.get(name) not in NOTHING_SAID:
            raise QueryError(name, options[name], "a catchment is not searched with it")
    options.setdefault("minimize", "generalized")
    inward = bool(destination)
    fixed = network.gazetteer.resolve(destination or origin).node_id
    chosen = _chosen(network, fixed, places, countries)
    ends = (chosen[0], fixed) if inward else (fixed, chosen[0])
    query = make_query(network, *ends, consignment, **options)
    priced = vot_range or _vot_range(network, query)
    if not 0 <= priced[0] <= priced[1]:
        raise QueryError("--vot-range", f"{priced[0]:g},{priced[1]:g}", "write two numbers of 0 or more, least first")
    best = two_best(network, priced_graph(network, query), query, chosen, inward=inward)
    cells = []
    for number, place in enumerate(chosen):
        if told:
            told(f"{number} of {len(chosen)} places")
        asked = make_query(network, *((place, fixed) if inward else (fixed, place)), query.consignment, **options)
        cells.append(_cell(network, asked, network.nodes[place], best[place], priced))
    return Catchment(network, query, inward, priced, tuple(cells))


def _chosen(network: Network, fixed: str, places: Sequence[str], countries: Sequence[str]) -> list[str]:
    named = [network.gazetteer.resolve(name).node_id for name in places]
    codes = set()
    for country in countries:
        code = network.gazetteer.country(country)
        if code is None:
            raise QueryError("--countries", country, "no such country in the network")
        codes.add(code)
    if not named:
        named = [
            node.node_id
            for node in network.nodes.values()
            if node.node_type in PLACES
            and (node.country in codes if codes else node.country != network.nodes[fixed].country)
        ]
    chosen = [place for place in dict.fromkeys(named) if place != fixed]
    if not chosen:
        raise QueryError("--places", ",".join(places), "no place is left but the fixed one")
    return sorted(chosen, key=lambda place: (network.nodes[place].country, network.nodes[place].name))


def _vot_range(network: Network, query: Query) -> tuple[float, float]:
    try:
        revealed = network.parameters.value("vot_revealed_share_per_day")
    except KeyError:
        raise QueryError("--vot-range", "", "the network has no vot_revealed_share_per_day: name a range") from None
    return 0.0, round(query.consignment.value_usd * revealed.high / _HOURS_PER_DAY, 2)


def _cell(network: Network, query: Query, place: Node, best: list[Candidate], priced: tuple[float, float]) -> Cell:
    if not best:
        return Cell(place, None, None, None, None, (), "no itinerary")
    winner, *rest = (assemble(network, query, one.arcs) for one in best if one.arcs)
    totals = [sum(primary_weight(query, arc.impedance) for arc in one.arcs) for one in best if one.arcs]
    spans = _spans(network, query, priced)
    if not rest:
        return Cell(place, winner, None, None, None, spans)
    margin = (totals[1] - totals[0]) / _PER_UNIT[query.minimize]
    share = (totals[1] - totals[0]) / totals[0] if totals[0] else None
    return Cell(place, winner, rest[0], margin, share, spans)


def _spans(network: Network, query: Query, priced: tuple[float, float]) -> tuple[Span, ...]:
    """Read off the frontier which corridor is the best over which values of time."""
    try:
        found = frontier_of(network, query, ("cost", "time"))
    except NoItineraryError:
        return ()
    low, high = map(Fraction, priced)
    spans: list[Span] = []
    priced_points = [(point.vot_usd_per_hour, point.itinerary.corridor) for point in found]
    best = [(own, corridor) for own, corridor in priced_points if own is not None]
    for own, corridor in sorted(best, key=lambda item: item[0].low):
        start, end = max(low, own.low), high if own.high is None else min(high, own.high)
        if start > end or (start == end and spans):
            continue
        if spans and spans[-1].corridor == corridor:
            spans[-1] = spans[-1]._replace(high=float(end))
        else:
            spans.append(Span(corridor, float(start), float(end)))
    return tuple(spans)


def _row(cell: Cell) -> dict[str, Any]:
    one, two = cell.winner, cell.runner_up
    return {
        "place": cell.place.node_id,
        "name": cell.place.name,
        "country": cell.place.country,
        "corridor": one.corridor if one else None,
        "corridor_name": one.corridor_name if one else None,
        "cost_usd": one.cost_usd if one else None,
        "hours": one.hours if one else None,
        "distance_km": one.distance_km if one else None,
        "runner_up": two.corridor if two else None,
        "margin": None if cell.margin is None else round(cell.margin, 4),
        "margin_share": None if cell.margin_share is None else round(cell.margin_share, 6),
        "contestability": round(cell.contestability, 6),
        "won": "; ".join(f"{corridor} {share:.0%}" for corridor, share in cell.shares.items()),
        "reason": cell.reason,
    }
