"""The dwell and charge tables, prepared for one consignment and one month of travel.

A transfer or service with rows of its own goes by those alone; the others go by the defaults of their
kind, country and modes.  A row for the month of travel replaces the year-round row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from corridor.model.consignment import Consignment
from corridor.model.figure import Figure
from corridor.model.network import Network
from corridor.model.parameter import Key

Items = Mapping[str, Figure]
"""Figures by item or activity."""

_CARGO, _MONTHS = 5, 6
"""Positions in the key of the dwell table."""


class Context(NamedTuple):
    """What a transfer is, as far as default figures can tell transfers apart."""

    kind: str
    country: str
    from_mode: str
    to_mode: str

    @property
    def key(self) -> Key:
        """Give the middle part of the key of the dwell and charge tables."""
        return self.kind, self.country, self.from_mode, self.to_mode


@dataclass(eq=False)
class Rates:
    """The figures that price `consignment` on `network`; `month` (1–12) or None for a typical month."""

    network: Network
    consignment: Consignment
    month: int | None = None
    _defaults: dict[tuple[str, Key], Items] = field(default_factory=dict)

    def __post_init__(self) -> None:
        tables = self.network.parameters
        self._activities = sorted({key[-1] for key, _ in tables.dwells.items()})
        self._charge_items = sorted({key[-1] for key, _ in tables.charges.items()})

    def dwells(self, subject: str, context: Context) -> Items:
        """Give the dwell figures of a transfer or service by activity."""
        return self.own_dwells(subject) or self._default_dwells(context)

    def charges(self, subject: str, context: Context) -> Items:
        """Give the charges of a transfer by item: its own, and the default of each item that it has no row for."""
        return {**self._default_charges(context), **self._own_charges(subject)}

    def own_dwells(self, subject: str) -> Items:
        """Give the dwell figures that a transfer or service has rows of its own for; empty where it has none."""
        chosen: dict[str, tuple[bool, bool, Figure]] = {}
        for key, figure in self.network.parameters.dwells.of(subject) if subject else ():
            if key[_CARGO] not in {"", self.consignment.cargo_class} or not self._is_now(key[_MONTHS]):
                continue
            rank = (bool(key[_MONTHS]), bool(key[_CARGO]))
            best = chosen.get(key[-1])
            if best is None or rank > best[:2]:
                chosen[key[-1]] = (*rank, figure)
        return {activity: choice[2] for activity, choice in chosen.items()}

    def timetable_wait(self, service_id: str) -> Figure | None:
        """Give the expected wait by the timetable of a service, as it holds when the network was last checked."""
        rows = self.network.timetables.get(service_id)
        if not rows:
            return None
        from corridor.costing.wait import timetable_wait  # noqa: PLC0415 - few services have a timetable

        return timetable_wait(rows, self.network.as_of)

    def _is_now(self, months: str) -> bool:
        return not months or (self.month is not None and str(self.month) in months.split())

    def _own_charges(self, subject: str) -> Items:
        rows = self.network.parameters.charges.of(subject) if subject else ()
        return {key[-1]: figure for key, figure in rows if key[-2] == self.consignment.unit}

    def _default_dwells(self, context: Context) -> Items:
        found = self._defaults.get(("dwell", context.key))
        if found is None:
            table, cargo = self.network.parameters.dwells, self.consignment.cargo_class
            pairs = [(activity, table.find(("", *context.key, cargo, "", activity))) for activity in self._activities]
            found = self._defaults["dwell", context.key] = {item: figure for item, figure in pairs if figure}
        return found

    def _default_charges(self, context: Context) -> Items:
        found = self._defaults.get(("charge", context.key))
        if found is None:
            table, unit = self.network.parameters.charges, self.consignment.unit
            pairs = [(item, table.find(("", *context.key, unit, item))) for item in self._charge_items]
            found = self._defaults["charge", context.key] = {item: figure for item, figure in pairs if figure}
        return found
