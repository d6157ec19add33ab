"""Wait or re-route: cargo stands at a port that is shut for so many days; which way is best now, and until when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from corridor.analysis.replan_search import Way, WaysOut, break_even
from corridor.analysis.replan_weather import Weather, weather_of
from corridor.errors import QueryError
from corridor.model.consignment import Consignment
from corridor.model.figure import Figure
from corridor.model.itinerary import Itinerary
from corridor.model.ledger import Entry, Impedance
from corridor.model.network import Network
from corridor.model.serial import SCHEMA_VERSION
from corridor.planning.assemble import assemble
from corridor.planning.query import NOTHING_SAID, Query, make_query
from corridor.planning.route import no_itinerary
from corridor.planning.solve import priced_graph
from corridor.planning.stategraph import Arc
from corridor.units import MINUTES_PER_HOUR, hours, minutes

_LONGEST_HOURS = 366 * 24
_NOT_HERE = {"via": "--via", "sequence": "--sequence", "max_transfers": "--max-transfers", "max_hours": "--max-hours",
             "max_cost_usd": "--max-cost", "max_co2e_kg": "--max-co2e"}  # fmt: skip


@dataclass(frozen=True, eq=False)
class WayOut:
    """One option: the best itinerary that first takes ship at a port, or that takes none in these waters."""

    gate: str
    """The port; empty where no ship is taken."""
    itinerary: Itinerary
    """From the port where the cargo stands, the wait for the reopening included."""
    waits_for_reopening: bool
    held_hours: float
    """How long it waits for the reopening, before the usual wait for a sailing."""
    break_even_hours: float | None
    """The longest closure at which waiting at the port is no worse; None where waiting never gets worse."""
    is_beaten_always: bool
    """Whether it is no better than waiting at any length of closure."""


@dataclass(frozen=True, eq=False)
class Replan:
    """The options at one length of closure, the best first, and until when waiting is the best."""

    network: Network = field(repr=False)
    query: Query
    at: str
    closed: tuple[str, ...]
    closure_hours: float
    options: tuple[WayOut, ...]
    break_even_hours: float | None
    """The closure beyond which the best way around beats waiting for a closed port; None where none ever does."""
    weather: Weather

    def __iter__(self) -> Iterator[WayOut]:
        return iter(self.options)

    def __len__(self) -> int:
        return len(self.options)

    @property
    def best(self) -> WayOut:
        """Give the best option."""
        return self.options[0]

    def rows(self) -> list[dict[str, Any]]:
        """Give one row an option."""
        return [
            {
                "first_ship_at": one.gate,
                "waits_for_reopening": one.waits_for_reopening,
                "held_hours": one.held_hours,
                "hours": one.itinerary.hours,
                "cost_usd": one.itinerary.cost_usd,
                "co2e_kg": one.itinerary.co2e_kg,
                "corridor": one.itinerary.corridor,
                "countries": " ".join(one.itinerary.countries),
                "break_even_hours": one.break_even_hours,
                "is_beaten_always": one.is_beaten_always,
                "is_best": one is self.best,
            }
            for one in self.options
        ]

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON form of the command line (docs/timetables.md)."""
        return {
            "schema_version": SCHEMA_VERSION,
            "query": self.query.to_dict()
            | {"at": self.at, "closed": list(self.closed), "closure_hours": self.closure_hours},
            "network": {"name": self.network.name, "as_of": self.network.as_of},
            "break_even_hours": self.break_even_hours,
            "options": [
                row | {"itinerary": one.itinerary.to_dict()} for row, one in zip(self.rows(), self.options, strict=True)
            ],
            "weather": self.weather.to_dict(),
        }

    def to_frame(self) -> Any:  # noqa: ANN401 - pandas is not imported to name its type
        """Give a pandas DataFrame, one row an option."""
        import pandas as pd  # noqa: PLC0415 - only who asks for a frame pays for pandas

        return pd.DataFrame(self.rows())

    def __str__(self) -> str:
        return "\n".join(
            f"{row['first_ship_at'] or 'no ship'}: {row['hours'] / 24:.1f} days, USD {row['cost_usd']:,.0f}"
            + (f", of it {row['held_hours'] / 24:.1f} for the reopening" if row["held_hours"] else "")
            for row in self.rows()
        )


def replan(
    network: Network,
    at: str,
    destination: str,
    consignment: Consignment | None = None,
    *,
    closure_hours: float,
    also_closed: Sequence[str] = (),
    minimize: str = "time",
    **options: Any,  # noqa: ANN401 - the options of `make_query`, checked there
) -> Replan:
    """Compare waiting for a closed port with every way around, for cargo that stands there.

    A closed port lets no ship in or out for `closure_hours`; what can be done ashore is done meanwhile, and the
    usual wait for a sailing begins at the reopening; that storms may shut these ports in the month of the query is
    not counted beside.  Options are told apart by the port where they first take ship;
    one that passes a place twice is left out unless it is the best of all, or of those that do not wait.
    `minimize` is "time" or another criterion; only where time counts does a closure turn the choice.

    Raises `QueryError` for a place that is no seaport and for filters that a choice between ways has no use for,
    and `NoItineraryError` where there is no way at all.

    >>> from corridor import load_network
    >>> found = replan(load_network(), "Aktau", "Istanbul", closure_hours=120, avoid=["IR"])
    >>> found.best.gate, found.options[-1].waits_for_reopening
    ('kz-kuryk', True)
    """
    if not 0 <= closure_hours <= _LONGEST_HOURS:
        raise QueryError("--closure", closure_hours, "it must be a number of hours or days, up to a year")
    for name, option in _NOT_HERE.items():
        if options.get(name) not in NOTHING_SAID:
            raise QueryError(option, options[name], "ways out of a port are not compared under this filter")
    query = make_query(network, at, destination, consignment, minimize=minimize, **options)  # type: ignore[arg-type]
    closed = tuple(dict.fromkeys(_port(network, option, name) for option, name in _named(at, also_closed)))
    made = priced_graph(_with_closure_known(network, closed), query)
    out = WaysOut(made, query, closed[0], frozenset(closed))
    closure = minutes(closure_hours)
    ways = sorted(out.by_gate(closure), key=lambda way: way.weight(query, closure))
    if not ways:
        raise no_itinerary(network, query)
    around = next((way for way in ways if not way.held), None)
    ways = [way for way in ways if way is ways[0] or way is around or not way.comes_back(closed[0])]
    waiting = out.through(closed[0])
    everywhere = [way for port in out.gates for way in out.through(port) if way.held]
    turning = break_even(query, everywhere, around) if around is not None and everywhere else None
    return Replan(
        network=network,
        query=query,
        at=closed[0],
        closed=closed,
        closure_hours=closure_hours,
        options=tuple(_option(network, query, way, waiting, closure) for way in ways),
        break_even_hours=_hours(turning),
        weather=weather_of(network, closed[0], out.waters),
    )


def _named(at: str, also_closed: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield "--at", at
    for name in also_closed:
        yield "--also-closed", name


def _port(network: Network, option: str, name: str) -> str:
    node = network.gazetteer.resolve(name)
    if not any(link.mode == "sea" and node.node_id in link.ends(forward=True) for link in network.links.values()):
        raise QueryError(option, name, "no ship calls there; only seaports can be asked about")
    return node.node_id


def _with_closure_known(network: Network, closed: Sequence[str]) -> Network:
    """Give the network without the closures to be expected at some ports: how long they are shut is asked about."""
    sails = {link_id for link_id, link in network.links.items() if not set(closed).isdisjoint(link.ends(forward=True))}
    known = {
        id(figure): figure._replace(value=0.0, low=0.0, high=0.0)
        for service in network.services.values()
        if service.link_id in sails
        for key, figure in network.parameters.dwells.of(service.service_id)
        if key[-1] == "closure"
    }
    dwells = network.parameters.dwells.exchanged(known)
    return replace(network, parameters=replace(network.parameters, dwells=dwells)) if known else network


def _option(network: Network, query: Query, way: Way, waiting: Sequence[Way], closure: int) -> WayOut:
    held = way.wait(closure)
    arcs = list(way.arcs)
    if held:
        arcs.insert(way.boards, _held(way, held))
    turning = None if way.held or not waiting else break_even(query, waiting, way)
    return WayOut(
        gate=way.gate,
        itinerary=assemble(network, query, arcs),
        waits_for_reopening=way.held,
        held_hours=hours(held),
        break_even_hours=_hours(turning),
        is_beaten_always=not way.held and bool(waiting) and turning is None,
    )


def _held(way: Way, held: int) -> Arc:
    """Make the step of waiting for the reopening: a line of the ledger like any other."""
    boards = way.arcs[way.boards]
    said = "The closure that was asked about"
    figure = Figure(hours(held), hours(held), hours(held), "h", "", "asked", "C", said, "", "closure")
    entry = Entry("hours", "waiting", held, held, held, 1, "times", figure, boards.subject)
    return Arc(boards.tail, boards.tail, Impedance.of([entry]), "waiting", way.gate, "", label="port closed")


def _hours(length: Fraction | None) -> float | None:
    return None if length is None else round(float(length / MINUTES_PER_HOUR), 6)
