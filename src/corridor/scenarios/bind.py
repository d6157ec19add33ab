"""From entries to single changes of one network: what is selected is looked up, and what does not fit is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corridor.errors import Finding, ScenarioError, nearest
from corridor.model.figure import Figure
from corridor.model.link import USABLE
from corridor.model.network import Network
from corridor.model.parameter import Key, ParameterTable
from corridor.model.reference import Source
from corridor.scenarios.entry import Entry, Scenario, Value
from corridor.scenarios.facts import parameter_table
from corridor.scenarios.ops import Amount, Op, Target
from corridor.scenarios.schema import PARAMETER_TABLES, range_keys
from corridor.scenarios.select import Selector

_PLAIN = ("status", "opens", "opens_early", "opens_late", "line_class", "traction")
_KEPT = 64
_UNITS = {"dwell": "h", "running_time": "h", "speed": "km/h"}


@dataclass(frozen=True, eq=False)
class Bound:
    """Scenarios, understood for one network: their single changes, and the sources that they bring."""

    network: Network
    scenarios: tuple[Scenario, ...]
    ops: tuple[Op, ...]
    sources: dict[str, Source]
    _rows: dict[str, dict[Key, Figure]] = field(default_factory=dict, repr=False)
    _tables: dict[tuple[str, frozenset[tuple[Key, Figure]]], ParameterTable] = field(default_factory=dict, repr=False)

    def row(self, table: str, key: Key) -> Figure | None:
        """Give the figure of just this row of a parameter table, or None where the table lacks it."""
        if table not in self._rows:
            self._rows[table] = dict(parameter_table(self.network, table).items())
        return self._rows[table].get(key)

    def table(self, name: str, rows: Mapping[Key, Figure]) -> ParameterTable:
        """Give a parameter table with other rows: the old ones in their order, then the new ones in that of their keys.

        The last few are kept, because one set of levers after another asks for the same.
        """
        asked = name, frozenset(rows.items())
        if asked not in self._tables:
            base = parameter_table(self.network, name)
            made = ParameterTable(base.columns)
            for key, figure in base.items():
                made.add(key, rows.get(key, figure))
            for key in sorted(rows):
                if self.row(name, key) is None:
                    made.add(key, rows[key])
            if len(self._tables) >= _KEPT:
                self._tables.clear()
            self._tables[asked] = made
        return self._tables[asked]


def bind(network: Network, scenarios: Sequence[Scenario]) -> Bound:
    """Look up in a network all that scenarios select.

    Raises `ScenarioError` with every finding: file, line, key, value, and the nearest name.
    """
    found: list[Finding] = []
    sources = _sources(network, scenarios, found)
    binder = _Binder(network, found, frozenset((*network.sources, *sources)))
    ops = tuple(op for scenario in scenarios for entry in scenario.entries for op in binder.ops(entry))
    if found:
        raise ScenarioError(found)
    return Bound(network, tuple(scenarios), ops, sources)


def _sources(network: Network, scenarios: Sequence[Scenario], found: list[Finding]) -> dict[str, Source]:
    """Give the sources that scenarios define; refuse an id that stands for another source elsewhere."""
    made: dict[str, Source] = {}
    for scenario in sorted(scenarios, key=lambda item: item.name):
        for line, source in scenario.sources:
            known = network.sources.get(source.source_id) or made.get(source.source_id)
            if known is not None and known != source:
                message = "another source has this id already"
                hint = "cite that one, or choose another id"
                name = source.source_id
                found.append(Finding("S112", "error", scenario.file, line, "source_id", name, message, hint))
            made[source.source_id] = source
    return made


class _Binder:
    """Turns entries into single changes of one network."""

    def __init__(self, network: Network, found: list[Finding], sources: frozenset[str]) -> None:
        self.network, self.sources = network, sources
        self.select = Selector(network, found)

    def ops(self, entry: Entry) -> list[Op]:
        """Give the single changes of an entry."""
        if entry.source_id not in self.sources:
            near = nearest(entry.source_id, sorted(self.sources), 1)
            hint = f"did you mean {near[0]}?" if near else "define it in a [[source]] of this file"
            self.select.fault(entry, "source", entry.source_id, "there is no such source", hint)
        keys = self.select.keys(entry)
        if entry.kind in PARAMETER_TABLES:
            return list(self._row_ops(entry, keys))
        make = {"link": self._link_ops, "node": self._node_ops, "service": self._service_ops}
        return list(make.get(entry.kind, self._transfer_ops)(entry, keys))

    def _link_ops(self, entry: Entry, keys: list[Key]) -> Iterator[Op]:
        change = entry.change
        for key in keys:
            for name in _PLAIN:
                if name in change:
                    yield Op(Target("link", key, name), "set", str(change[name]), entry)
            if "delay_months" in change:
                if not self.network.links[key[0]].opens and "opens" not in change:
                    self.select.fault(
                        entry, "delay_months", change["delay_months"], f"{key[0]} has no expected opening to move"
                    )
                yield Op(Target("link", key, "opening"), "move", int(change["delay_months"]), entry)
            if "length_km" in change:
                yield Op(Target("link", key, "length_km"), "set", amount(change, "length_km", "km"), entry)
            yield from self._hours_ops(entry, key)
            if "multiply_cost" in change:
                yield Op(Target("link", key, "haulage"), "multiply", amount(change, "multiply_cost"), entry)

    def _hours_ops(self, entry: Entry, key: Key) -> Iterator[Op]:
        target = Target("running_time", key, "value")
        if "hours" in entry.change:
            yield Op(target, "set", amount(entry.change, "hours", "h"), entry)
        if "speed_kmh" in entry.change:
            yield Op(target, "set", amount(entry.change, "speed_kmh", "km/h"), entry)
        if "multiply_hours" in entry.change:
            yield Op(target, "multiply", amount(entry.change, "multiply_hours"), entry)

    def _node_ops(self, entry: Entry, keys: list[Key]) -> Iterator[Op]:
        status, touched = str(entry.change["status"]), {key[0] for key in keys}
        for link_id, link in self.network.links.items():
            meant = status == "closed" or link.status not in USABLE
            if meant and touched & {link.from_node_id, link.to_node_id}:
                yield Op(Target("link", (link_id,), "status"), "set", status, entry)

    def _transfer_ops(self, entry: Entry, keys: list[Key]) -> Iterator[Op]:
        for key in keys:
            yield Op(Target("transfer", key, "status"), "set", str(entry.change["status"]), entry)

    def _service_ops(self, entry: Entry, keys: list[Key]) -> Iterator[Op]:
        change = entry.change
        for key in keys:
            if "status" in change:
                link = (self.network.services[key[0]].link_id,)
                yield Op(Target("link", link, "status"), "set", str(change["status"]), entry)
            target = Target("service", key, "departures_per_week")
            if "departures_per_week" in change:
                yield Op(target, "set", amount(change, "departures_per_week", "1/week"), entry)
            if "multiply_departures" in change:
                yield Op(target, "multiply", amount(change, "multiply_departures"), entry)
            if "regularity" in change:
                yield Op(Target("service", key, "regularity"), "set", str(change["regularity"]), entry)
            if "wait_hours" in change:
                for row in wait_rows(self.network, key[0]) or [(key[0], "", "", "", "", "", "", "waiting")]:
                    yield Op(Target("dwell", row, "value"), "set", amount(change, "wait_hours", "h"), entry)

    def _row_ops(self, entry: Entry, keys: list[Key]) -> Iterator[Op]:
        for key in keys:
            target = Target(entry.kind, key, "value")
            if "multiply" in entry.change:
                yield Op(target, "multiply", amount(entry.change, "multiply"), entry)
                continue
            unit = str(entry.change.get("unit") or key[-1])
            wanted = unit_of(self.network, entry.kind, key)
            if wanted and unit != wanted:
                named = " ".join(part for part in key if part)
                self.select.fault(entry, "unit", unit, f"{named} is in {wanted}", f"did you mean {wanted}?")
                return
            yield Op(target, "set", amount(entry.change, "set", unit), entry)


def amount(change: Mapping[str, Value], name: str, unit: str = "") -> Amount:
    """Give a number of an entry with its range; without one it is its own range."""
    low, high = range_keys(name)
    value = float(change[name])
    return Amount(value, float(change.get(low, value)), float(change.get(high, value)), unit)


def wait_rows(network: Network, service_id: str) -> list[Key]:
    """Give the keys of the published waits of a service, seasons included."""
    return [key for key, _ in network.parameters.dwells.of(service_id) if key[-1] == "waiting"]


def unit_of(network: Network, kind: str, key: Key) -> str:
    """Give the unit that a row of a table has; empty where any will do.

    >>> from corridor import load_network
    >>> unit_of(load_network(), "tariff", ("", "rail", "AM", "", "", "feu", "per_km"))
    'USD/feu-km'
    """
    if kind == "tariff":
        return f"USD/{key[5]}" + ("-km" if key[6] == "per_km" else "")
    if kind == "charge":
        return f"USD/{key[5]}"
    if kind == "emission_factor":
        return "gCO2e/tkm" if key[0] == "haulage" else "kgCO2e/teu"
    if kind == "capacity":
        return key[2]
    if kind == "parameter":
        rows = parameter_table(network, kind).of(key[0])
        return rows[0][1].unit if rows else ""
    return _UNITS[kind]
