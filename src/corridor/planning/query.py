"""A question, made precise: places resolved, filters as sets, bounds as numbers, all of it checked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from corridor.errors import PlaceError, QueryError, UnknownPlaceError, nearest
from corridor.model.consignment import Consignment
from corridor.model.network import Network
from corridor.model.state import MODES, Mode
from corridor.planning import value_of_time
from corridor.planning.value_of_time import VotModel

Objective = Literal["cost", "time", "co2e", "generalized"]
OBJECTIVES: tuple[Objective, ...] = ("cost", "time", "co2e", "generalized")


@dataclass(frozen=True, slots=True)
class Filters:
    """What an itinerary must and must not do; the defaults admit everything."""

    modes: frozenset[Mode] = frozenset(MODES)
    avoid_countries: frozenset[str] = frozenset()
    avoid_nodes: frozenset[str] = frozenset()
    via: tuple[str, ...] = ()
    sequence: tuple[str, ...] = ()
    """The modes of the legs in order, in the terms of `corridor.planning.sequence`; empty for any."""
    max_transfers: int | None = None
    max_hours: float | None = None
    max_cost_usd: float | None = None
    max_co2e_kg: float | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A routing question over one network; made by `make_query`."""

    origin: str
    destination: str
    consignment: Consignment
    minimize: Objective = "cost"
    vot_usd_per_hour: float = 0.0
    scenario: str = "baseline"
    on: date | None = None
    filters: Filters = field(default_factory=Filters)
    vot_model: VotModel = ""
    depart: datetime | None = None
    """When the journey begins; asked for by `corridor.planning.depart`, and by no other search."""

    @property
    def minimized(self) -> str:
        """Say what is minimised, and for generalized cost at which value of time and whose.

        >>> Query("a", "b", Consignment.feu(), "generalized", 25.0, vot_model="revealed").minimized
        'generalized at USD 25 per hour (revealed preference)'
        """
        if self.minimize != "generalized":
            return self.minimize
        model = f" ({value_of_time.WORDS[self.vot_model]})" if self.vot_model else ""
        return f"{self.minimize} at USD {self.vot_usd_per_hour:g} per hour{model}"

    def to_dict(self) -> dict[str, Any]:
        """Give the question as the JSON contract echoes it."""
        filters = self.filters
        return {
            "origin": self.origin,
            "destination": self.destination,
            "scenario": self.scenario,
            "minimize": self.minimize,
            "vot_usd_per_hour": self.vot_usd_per_hour,
            "vot_model": self.vot_model or None,
            "date": self.on.isoformat() if self.on else None,
            "cargo": self.consignment.unit,
            "commodity": self.consignment.commodity,
            "units": self.consignment.units,
            "tonnes": self.consignment.tonnes,
            "value_usd": self.consignment.value_usd,
            "modes": [mode for mode in MODES if mode in filters.modes],
            "avoid": sorted(filters.avoid_countries) + sorted(filters.avoid_nodes),
            "via": list(filters.via),
            "sequence": list(filters.sequence),
            "max_transfers": filters.max_transfers,
            "max_hours": filters.max_hours,
            "max_cost_usd": filters.max_cost_usd,
            "max_co2e_kg": filters.max_co2e_kg,
            **({"depart": self.depart.isoformat()} if self.depart else {}),
        }


NOTHING_SAID: tuple[object, ...] = (None, "", [], ())
"""What an option is that was not given; 0 is something."""


def make_query(
    network: Network,
    origin: str,
    destination: str,
    consignment: Consignment | None = None,
    *,
    minimize: Objective = "cost",
    vot_usd_per_hour: float | None = None,
    vot_model: str | None = None,
    scenario: str | None = None,
    on: date | str | None = None,
    modes: Sequence[str] = (),
    avoid: Sequence[str] = (),
    via: Sequence[str] = (),
    sequence: Sequence[str] = (),
    max_transfers: float | None = None,
    max_hours: float | None = None,
    max_cost_usd: float | None = None,
    max_co2e_kg: float | None = None,
) -> Query:
    """Check a question and resolve its places.

    Raises `QueryError` for values that cannot be, and `PlaceError` for places that cannot be told.
    """
    if minimize not in OBJECTIVES:
        raise QueryError(
            "--minimize", minimize, f"choose from {', '.join(OBJECTIVES)}", nearest(str(minimize), OBJECTIVES)
        )
    if scenario not in {None, network.scenario}:
        problem = f"the network is in {network.scenario}; corridor.apply_scenario(network, …) gives another one"
        raise QueryError("scenario", scenario, problem)
    start, end = network.gazetteer.resolve(origin).node_id, network.gazetteer.resolve(destination).node_id
    if start == end:
        raise QueryError("DESTINATION", destination, f"it is the same place as the origin ({start})")
    countries, nodes = _avoided(network, avoid)
    for option, node_id in (("ORIGIN", start), ("DESTINATION", end)):
        if node_id in nodes or network.nodes[node_id].country in countries:
            raise QueryError("--avoid", ",".join(avoid), f"it excludes the {option.lower()} ({node_id})")
    passed = tuple(network.gazetteer.resolve(name).node_id for name in via)
    for node_id in passed:
        if node_id in nodes or network.nodes[node_id].country in countries:
            raise QueryError("--via", node_id, "it is also to be avoided")
    admitted = _modes(modes)
    filters = Filters(
        modes=admitted,
        avoid_countries=countries,
        avoid_nodes=nodes,
        via=passed,
        sequence=_sequence(sequence, admitted),
        max_transfers=None if max_transfers is None else _whole("--max-transfers", max_transfers),
        max_hours=None if max_hours is None else _bound("--max-hours", max_hours),
        max_cost_usd=None if max_cost_usd is None else _bound("--max-cost", max_cost_usd),
        max_co2e_kg=None if max_co2e_kg is None else _bound("--max-co2e", max_co2e_kg),
    )
    box = consignment or Consignment.feu()
    model = value_of_time.vot_model(vot_model, vot_usd_per_hour, needed=minimize == "generalized")
    if vot_usd_per_hour is not None:
        hourly = _bound("--vot", vot_usd_per_hour)
    else:
        hourly = value_of_time.value_of_time(network, box, model) if model else 0.0
    return Query(
        origin=start,
        destination=end,
        consignment=box,
        minimize=minimize,
        vot_usd_per_hour=hourly,
        scenario=network.scenario,
        on=_date(on),
        filters=filters,
        vot_model=model,
    )


def _modes(modes: Sequence[str]) -> frozenset[Mode]:
    for mode in modes:
        if mode not in MODES:
            raise QueryError("--modes", mode, f"choose from {', '.join(MODES)}", nearest(mode, MODES))
    return frozenset(mode for mode in MODES if not modes or mode in modes)


def _sequence(sequence: Sequence[str], admitted: frozenset[Mode]) -> tuple[str, ...]:
    if not sequence:
        return ()
    from corridor.planning.sequence import read_sequence  # noqa: PLC0415 - few queries have one

    return read_sequence(sequence, admitted)


def _avoided(network: Network, avoid: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    countries, nodes = set(), set()
    for name in avoid:
        country = network.gazetteer.country(name)
        if country is not None:
            countries.add(country)
            continue
        try:
            nodes.add(network.gazetteer.resolve(name).node_id)
        except UnknownPlaceError as error:
            candidates = (*nearest(name, network.countries.values(), 1), *error.candidates)
            raise UnknownPlaceError(name, candidates) from None
        except PlaceError as error:
            nodes.update(error.candidates)
    return frozenset(countries), frozenset(nodes)


def _bound(option: str, value: float) -> float:
    if not (math.isfinite(value) and value >= 0):
        raise QueryError(option, value, "it must be a number of 0 or more")
    return value


def _whole(option: str, value: float) -> int:
    if _bound(option, value) != int(value):
        raise QueryError(option, value, "it must be a whole number")
    return int(value)


def _date(value: date | str | None) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise QueryError("--date", value, "write a date as YYYY-MM-DD") from None
