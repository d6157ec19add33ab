"""What a break-even turns: groups of lines of the ledger, scaled together on every arc of the graph.

Every line is linear in what stands behind it, or in one over it (speeds, departures per week).  So a lever is
a factor on the lines that it matches, and today is the factor 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from corridor.errors import QueryError, UnknownPlaceError, nearest
from corridor.model.ledger import Entry, Impedance, Measure
from corridor.model.network import Network
from corridor.model.state import MODES
from corridor.planning.figures import is_inverse
from corridor.planning.solve import Problem
from corridor.planning.stategraph import Arc

NAMES = ("vot", "border-hours", "gauge-hours", "ferry-wait", "dwell", "tariff", "speed", "figure", "opening")
_WHERE = {
    "border-hours": "a country: border-hours:AM",
    "gauge-hours": "a country or a place: gauge-hours:TR",
    "ferry-wait": "a place: ferry-wait:Aktau",
    "dwell": "a place: dwell:Alat",
    "tariff": "a country and a mode: tariff:KZ:rail",
    "speed": "a country and a mode: speed:TR:rail",
}


class Lever(NamedTuple):
    """Lines of the ledger that are scaled together."""

    name: str
    measure: Measure
    matches: Callable[[Arc, Entry], bool]
    is_inverse: bool = False
    """Whether the lines go with one over the factor."""

    def scaled(self, arc: Arc, factor: float) -> Arc:
        """Give an arc with the lines that match at a factor, rounded to whole cents, minutes and grams."""
        entries = arc.impedance.entries
        if not any(self.matches(arc, entry) for entry in entries):
            return arc
        times = 1 / factor if self.is_inverse else factor
        made = [_times(entry, times) if self.matches(arc, entry) else entry for entry in entries]
        return arc._replace(impedance=Impedance.of(made))

    def applied(self, problem: Problem, factor: float) -> Problem:
        """Give a problem with the lever at a factor."""
        if factor == 1:
            return problem
        return problem._replace(arcs=[self.scaled(arc, factor) for arc in problem.arcs])

    def amount(self, arcs: Iterable[Arc]) -> tuple[int, int, int]:
        """Give what the lever's lines add up to on a way, in minutes or cents: as it is, low and high."""
        lines = [entry for arc in arcs for entry in arc.impedance.entries if self.matches(arc, entry)]
        return sum(line.amount for line in lines), sum(line.low for line in lines), sum(line.high for line in lines)


def _times(entry: Entry, factor: float) -> Entry:
    amount, low, high = (round(value * factor) for value in (entry.amount, entry.low, entry.high))
    return entry._replace(amount=amount, low=low, high=high)


def find_lever(network: Network, problem: Problem, parameter: str) -> Lever:
    """Give the lever that a parameter names, such as `border-hours:AM` or `figure:dwell:gc-az-sadarak-1435-1520`.

    Raises `QueryError` with the nearest name for what is none, and for a lever that turns nothing.
    """
    name, _, rest = parameter.partition(":")
    parts = [part.strip() for part in rest.split(":") if part.strip()]
    if name == "figure":
        lever = _of_figure(network, problem, rest)
    elif name in _WHERE:
        lever = _of_group(network, name, parts)._replace(name=parameter)
    else:
        raise QueryError("--parameter", parameter, f"choose from {', '.join(NAMES)}", nearest(name, NAMES))
    if not any(lever.matches(arc, entry) for arc in problem.arcs for entry in arc.impedance.entries):
        where = f"; it takes {_WHERE[name]}" if name in _WHERE else ""
        raise QueryError("--parameter", parameter, f"nothing in the network goes with it{where}")
    return lever


def _of_group(network: Network, name: str, parts: Sequence[str]) -> Lever:
    countries, places, modes = _scope(network, name, parts)

    def is_there(arc: Arc) -> bool:
        if places and arc.node_id not in places:
            return False
        return not countries or bool(countries & _countries(network, arc))

    def times(*kinds: str) -> Lever:
        return Lever(
            name,
            "hours",
            lambda arc, entry: entry.measure == "hours" and (not kinds or arc.kind in kinds) and is_there(arc),
        )

    def on_links(measure: Measure, *, is_inverse: bool) -> Lever:
        def matches(arc: Arc, entry: Entry) -> bool:
            if arc.kind != "link" or entry.measure != measure or not is_there(arc):
                return False
            return not modes or network.links[arc.subject].mode in modes

        return Lever(name, measure, matches, is_inverse)

    if name == "tariff":
        return on_links("cost", is_inverse=False)
    if name == "speed":
        return on_links("hours", is_inverse=True)
    if name == "dwell":
        return Lever(
            name, "hours", lambda arc, entry: entry.measure == "hours" and arc.kind != "link" and is_there(arc)
        )
    return times({"border-hours": "border", "gauge-hours": "gauge_change", "ferry-wait": "waiting"}[name])


def _scope(network: Network, name: str, parts: Sequence[str]) -> tuple[set[str], set[str], set[str]]:
    """Tell countries, places and modes apart."""
    countries: set[str] = set()
    places: set[str] = set()
    modes: set[str] = set()
    for part in parts:
        country = network.gazetteer.country(part)
        if part in MODES and name in {"tariff", "speed"}:
            modes.add(part)
        elif country is not None:
            countries.add(country)
        elif name in {"tariff", "speed", "border-hours"}:
            known = [*MODES, *network.countries, *network.countries.values()]
            raise QueryError("--parameter", f"{name}:{part}", f"it takes {_WHERE[name]}", nearest(part, known))
        else:
            places.add(_place(network, name, part))
    return countries, places, modes


def _place(network: Network, name: str, part: str) -> str:
    try:
        return network.gazetteer.resolve(part).node_id
    except UnknownPlaceError as error:
        raise QueryError("--parameter", f"{name}:{part}", f"it takes {_WHERE[name]}", error.candidates) from None


def _countries(network: Network, arc: Arc) -> set[str]:
    """Give the countries that an arc belongs to: of a border both."""
    if arc.kind == "link":
        return {network.links[arc.subject].country}
    if arc.kind == "border":
        transfer = network.transfers[arc.subject]
        return {transfer.from_country, transfer.to_country}
    return {network.nodes[arc.node_id].country}


def _of_figure(network: Network, problem: Problem, name: str) -> Lever:
    """Give the lever of one sourced row, by table and key as `corridor explain` shows them."""
    rows = {
        f"{entry.figure.table}:{entry.figure.key}": entry for arc in problem.arcs for entry in arc.impedance.entries
    }
    begun = [row for row in rows if row.startswith(f"{name} ")]
    if name not in rows and len(begun) == 1:
        name = begun[0]
    if name not in rows:
        problem_text = "no such row; write figure:TABLE:KEY as `corridor explain` shows them"
        raise QueryError("--parameter", f"figure:{name}", problem_text, nearest(name, rows))
    entry = rows[name]
    figure = entry.figure

    def matches(arc: Arc, line: Entry) -> bool:
        if line.figure is figure or line.figure == figure:
            return True
        # An empty box's way home is a share of the haulage.
        return line.item == "empty_return" and any(other.figure == figure for other in arc.impedance.entries)

    return Lever(f"figure:{name}", entry.measure, matches, is_inverse(network, figure))
