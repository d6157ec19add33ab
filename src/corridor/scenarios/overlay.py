"""From single changes to another network, and to the list of what is different in it.

Links come first, then the tables, then what follows from both: waits from frequencies, running times from lengths and
speeds, prices of single links from tariffs.  Within a step the order does not matter, so neither does the order of
entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from corridor.model.figure import Figure
from corridor.model.link import Link, Service
from corridor.model.network import Network, Parameters
from corridor.model.parameter import Key, ParameterTable
from corridor.model.reference import Advisory
from corridor.model.timetable import Timetable
from corridor.scenarios.bind import Bound, wait_rows
from corridor.scenarios.derive import haulage_rows, moving_time, wait_factor
from corridor.scenarios.diff import Difference
from corridor.scenarios.facts import FIELD_OF_TABLE, parameter_table
from corridor.scenarios.figures import amount_of, changed
from corridor.scenarios.links import altered_link, opened_advisory
from corridor.scenarios.ops import Amount, Change, Op, Target, merge


class Overlay:
    """One network as some of the entries of its scenarios make it."""

    def __init__(self, bound: Bound, ops: Iterable[Op] | None = None, name: str = "") -> None:
        """Raise `ScenarioConflictError` where entries contradict each other."""
        self.base, self.bound, self.name = bound.network, bound, name
        self.changes = merge(bound.ops if ops is None else ops)
        self.differences: list[Difference] = []
        self.links: dict[str, Link] = dict(self.base.links)
        self.services: dict[str, Service] = dict(self.base.services)
        self.rows: dict[str, dict[Key, Figure]] = {}
        self.advisories: dict[str, Advisory] = dict(self.base.advisories)

    def network(self) -> Network:
        """Give the network as it is with the entries."""
        if not self.changes:
            return replace(self.base, scenario=self.name or self.base.scenario)
        self._change_links()
        self._change_services()
        self._change_rows()
        self._change_running_times()
        self._change_haulage()
        closed = {target.key[0] for target in self._of("transfer")}
        self._note_all("transfer", "open")
        made = replace(
            self.base,
            links=self.links,
            services=self.services,
            transfers={name: item for name, item in self.base.transfers.items() if name not in closed},
            parameters=self._parameters(),
            sources={**self.base.sources, **self.bound.sources},
            advisories=self.advisories,
            read_geometry=lambda: self.base.geometry,
            scenario=self.name or self.base.scenario,
            timetables=self._timetables(),
        )
        if "gazetteer" in vars(self.base):  # places never change, and their index takes time to make
            vars(made)["gazetteer"] = self.base.gazetteer
        return made

    def _of(self, table: str, column: str = "") -> dict[Target, Change]:
        return {
            target: change
            for target, change in self.changes.items()
            if target.table == table and column in {"", target.column}
        }

    def _note(self, change: Change, before: Amount | str | None, after: Amount | str | None) -> None:
        if before != after:
            self.differences.append(Difference(change.target, before, after, change.entries))

    def _note_all(self, table: str, before: str) -> None:
        for target, change in self._of(table).items():
            if target.column == "status" and change.setting:
                self._note(change, before, str(change.setting.value))

    def _change_links(self) -> None:
        by_link: dict[str, dict[str, Change]] = {}
        for target, change in self._of("link").items():
            by_link.setdefault(target.key[0], {})[target.column] = change
        for link_id, changes in by_link.items():
            before = self.links[link_id]
            after = altered_link(before, changes)
            advisory = opened_advisory(before, after, changes.get("status"))
            if advisory is not None:
                self.advisories[advisory.advisory_id] = advisory
                after = after._replace(advisory_ids=(*after.advisory_ids, advisory.advisory_id))
            self.links[link_id] = after
            for column, change in changes.items():
                self._note_link(change, column, before, after)

    def _note_link(self, change: Change, column: str, before: Link, after: Link) -> None:
        if column == "length_km":
            self._note(change, amount_of(before.length), amount_of(after.length))
        elif column == "opening":
            self._note(change, _span(before), _span(after))
        elif column != "haulage":
            self._note(change, str(getattr(before, column)), str(getattr(after, column)))

    def _change_services(self) -> None:
        for target, change in self._of("service").items():
            before = self.services[target.key[0]]
            if target.column == "regularity":
                value = str(change.setting.value) if change.setting else before.regularity
                fills = before.units_to_fill if value == "when_full" else None
                after = before._replace(regularity=value, units_to_fill=fills)  # type: ignore[arg-type]
                self.services[before.service_id] = after
                self._note(change, before.regularity, value)
                continue
            figure = changed(before.departures, change)
            self.services[before.service_id] = before._replace(departures=figure)
            self._note(change, amount_of(before.departures), amount_of(figure))
            self._scale_waits(before, figure, change)

    def _scale_waits(self, before: Service, departures: Figure, change: Change) -> None:
        """Change the published waits of a service in inverse proportion to its frequency, unless they are set."""
        factor = wait_factor(before.departures, departures)
        for key in wait_rows(self.base, before.service_id):
            target = Target("dwell", key, "value")
            own = self.changes.setdefault(target, Change(target))
            if own.setting is None:
                own.factors += [Op(target, "multiply", factor, change.entries[0])]

    def _change_rows(self) -> None:
        for target, change in self.changes.items():
            if target.table in FIELD_OF_TABLE and target.table != "running_time":
                self._set_row(change, changed(self.bound.row(target.table, target.key), change))

    def _change_running_times(self) -> None:
        speeds = self._table("speed")
        for target, change in self._of("running_time").items():
            link = self.links[target.key[0]]
            figure = self.bound.row("running_time", target.key) or _by_speed(link, speeds)
            setting = change.setting.value if change.setting else None
            if isinstance(setting, Amount) and setting.unit == "km/h":
                self._set_row(change, changed(figure, change, moving_time(link, setting)), figure)
            elif setting is not None or figure is not None:
                self._set_row(change, changed(figure, change), figure)

    def _change_haulage(self) -> None:
        tariffs = self._table("tariff")
        for target, change in self._of("link", "haulage").items():
            for key, figure in haulage_rows(self.links[target.key[0]], tariffs):
                row = Change(Target("tariff", key, "value"), None, change.factors)
                self._set_row(row, changed(figure, row), figure)

    def _row(self, table: str, key: Key) -> Figure | None:
        found = self.rows.get(table, {}).get(key)
        return self.bound.row(table, key) if found is None else found

    def _set_row(self, change: Change, figure: Figure, applied: Figure | None = None) -> None:
        """Set a row; `applied` is the general figure that applied where there was no such row."""
        table, key, _ = change.target
        before = self._row(table, key) or applied
        self.rows.setdefault(table, {})[key] = figure
        self._note(change, None if before is None else amount_of(before), amount_of(figure))

    def _table(self, name: str) -> ParameterTable:
        """Give a table with the rows that were changed so far."""
        base, rows = parameter_table(self.base, name), self.rows.get(name)
        return self.bound.table(name, rows) if rows else base

    def _timetables(self) -> Mapping[str, tuple[Timetable, ...]]:
        """Give the timetables of the services whose frequency and wait stay as they are: others sail otherwise."""
        changed_ones = {target.key[0] for target in self.changes if target.table in {"service", "dwell"}}
        return {subject: rows for subject, rows in self.base.timetables.items() if subject not in changed_ones}

    def _parameters(self) -> Parameters:
        tables: Mapping[str, ParameterTable] = {field: self._table(name) for name, field in FIELD_OF_TABLE.items()}
        return Parameters(**tables)


def _by_speed(link: Link, speeds: ParameterTable) -> Figure | None:
    """Give the running time that follows from the speed that applies to a link."""
    speed = speeds.find((link.mode, link.country, link.line_class))
    if speed is None:
        return None
    made = moving_time(link, amount_of(speed))
    return speed._replace(**made._asdict(), table="running_time", key=link.link_id)


def _span(link: Link) -> str:
    ends = f" ({link.opens_early or '?'} to {link.opens_late or '?'})" if link.opens_early or link.opens_late else ""
    return f"{link.opens or 'no date'}{ends}"
