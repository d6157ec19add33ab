"""All arcs of a state graph priced at once, for many sets of values: the formulas of costing over columns.

A tornado asks for thousands of worlds that differ in one figure, a stability index for a thousand in which
all differ.  Building each as a network takes a tenth of a second; here every line of the ledger is one
row of arithmetic, rounded to whole cents, minutes and grams as costing rounds it.  The tests compare both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corridor.costing.rates import Rates
from corridor.costing.transfer import price_wait
from corridor.model.figure import Figure
from corridor.model.ledger import Entry, Measure
from corridor.model.link import Service
from corridor.planning.stategraph import Arc, StateGraph
from corridor.units import CENTS_PER_USD, GRAMS_PER_KILOGRAM, HOURS_PER_WEEK, MINUTES_PER_HOUR

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Places = NDArray[np.intp]

_TIME, _SPEED, _FREQUENCY, _MONEY, _SHARE, _GRAMS, _KILOGRAMS = range(7)
_ONE = 0
"""The row of values that is 1 in all columns: the length of what has none."""
_MANY = 1e6


class Totals(NamedTuple):
    """Minutes, cents and grams by impedance (rows) and set of values (columns)."""

    minutes: Integers
    cents: Integers
    grams: Integers


class Line(NamedTuple):
    """A line of the ledger as arithmetic: value x scale x length, or its inverse, or a share of another line."""

    form: int
    figure: int
    length: int
    scale: float
    base: int
    """The line of which this is a share; else -1."""
    measure: Measure
    impedance: int
    country: str
    """Whose tariff it is; empty for all but haulage."""


class Prices:
    """The figures that price some arcs, and what all arcs take at other values of them.

    `figures` holds every figure once, lengths of links among them; `impedance_of` tells by identity of an
    arc's impedance its row of `Totals`.
    """

    def __init__(self, made: StateGraph, arcs: Sequence[Arc]) -> None:
        self.made = made
        self.figures: list[Figure] = [Figure(1, 1, 1, "", "", "", "A")]
        self.lines: list[Line] = []
        self.impedance_of: dict[int, int] = {}
        self._places: dict[int, int] = {}
        self._speeds = {id(figure) for _, figure in made.network.parameters.speeds.items()}
        for arc in arcs:
            if id(arc.impedance) not in self.impedance_of:
                self.impedance_of[id(arc.impedance)] = len(self.impedance_of)
                self._add(arc)
        self.values = np.array([figure.value for figure in self.figures], dtype=float)
        self._compiled = _Compiled(self.lines)

    def place_of(self, figure: Figure) -> int | None:
        """Give the row of a figure, told by identity; None where nothing is priced with it."""
        return self._places.get(id(figure))

    def columns(self, count: int) -> Floats:
        """Give so many columns of all figures at their own values."""
        return np.repeat(self.values[:, None], count, axis=1)

    def totals(self, values: Floats, tariffs: dict[str, Floats] | None = None) -> Totals:
        """Price everything at each column of values; `tariffs` has a factor by column for tariffs of a country."""
        factors = {
            place: tariffs[line.country] for place, line in enumerate(self.lines) if tariffs and line.country in tariffs
        }
        amounts = self._compiled.amounts(values, factors)
        return Totals(*(self._compiled.summed(amounts, name, len(self.impedance_of)) for name in _MEASURES))

    def users(self) -> list[set[int]]:
        """Give by figure the impedances that it is a part of."""
        found: list[set[int]] = [set() for _ in self.figures]
        for line in self.lines:
            for place in self._parts(line):
                found[place].add(line.impedance)
        return found

    def _parts(self, line: Line) -> tuple[int, ...]:
        own = (line.figure, line.length)
        return own if line.base < 0 else own + self._parts(self.lines[line.base])

    def _place(self, figure: Figure) -> int:
        if id(figure) not in self._places:
            self._places[id(figure)] = len(self.figures)
            self.figures.append(figure)
        return self._places[id(figure)]

    def _add(self, arc: Arc) -> None:
        impedance, haulage = self.impedance_of[id(arc.impedance)], -1
        link = self.made.network.links[arc.subject] if arc.kind == "link" else None
        for entry in arc.impedance.entries:
            form, length, scale = self._form(arc, entry)
            base, country = -1, ""
            if form == _SHARE:
                base = haulage
            elif link is not None and form == _MONEY:
                haulage, country = len(self.lines), link.country
            told = entry.measure, impedance, country
            self.lines.append(Line(form, self._place(entry.figure), length, scale, base, *told))

    def _form(self, arc: Arc, entry: Entry) -> tuple[int, int, float]:
        """Say how an entry comes from its figure: form, row of the length, scale."""
        rates = self.made.rates
        if arc.kind != "link":
            return self._form_of_transfer(arc, entry)
        length = self._place(rates.network.links[arc.subject].length)
        if entry.measure == "hours":
            return (_SPEED, length, 1.0) if id(entry.figure) in self._speeds else (_TIME, _ONE, 1.0)
        if entry.measure == "co2e":
            return _GRAMS, length, rates.consignment.tonnes
        if entry.item == "empty_return":
            return _SHARE, _ONE, 1.0
        return _MONEY, length if entry.quantity_unit.endswith("-km") else _ONE, rates.consignment.units

    def _form_of_transfer(self, arc: Arc, entry: Entry) -> tuple[int, int, float]:
        service = self.made.network.services.get(arc.subject) if arc.kind == "waiting" else None
        if service is not None and entry.figure is service.departures:
            return _FREQUENCY, _ONE, _share_of_headway(service, self.made.rates)
        form = {"hours": _TIME, "cost": _MONEY, "co2e": _KILOGRAMS}[entry.measure]
        return form, _ONE, entry.quantity


_MEASURES: tuple[Measure, ...] = ("hours", "cost", "co2e")


def _share_of_headway(service: Service, rates: Rates) -> float:
    """Give the wait for a departure in headways, as costing has it."""
    rare = service.departures._replace(value=HOURS_PER_WEEK / _MANY)
    return price_wait(service._replace(departures=rare), rates).minutes / (_MANY * MINUTES_PER_HOUR)


class _Compiled:
    """The lines of a ledger as arrays, by form."""

    def __init__(self, lines: Sequence[Line]) -> None:
        forms = np.array([line.form for line in lines], dtype=int)
        self.by_form = {form: np.flatnonzero(forms == form) for form in range(7)}
        self.figure = np.array([line.figure for line in lines], dtype=int)
        self.length = np.array([line.length for line in lines], dtype=int)
        self.scale = np.array([line.scale for line in lines], dtype=float)[:, None]
        self.base = np.array([line.base for line in lines], dtype=int)
        self.groups = {name: _grouped(lines, name) for name in _MEASURES}

    def amounts(self, values: Floats, factors: dict[int, Floats]) -> Integers:
        """Give what each line comes to in each column; shares come after the money that they go by."""
        own = values[self.figure]
        for place, factor in factors.items():
            own[place] *= factor
        made = np.empty(own.shape)
        for form, places in self.by_form.items():
            base = made[self.base[places]] if form == _SHARE else None
            made[places] = np.rint(self._amount(form, own[places], values[self.length[places]], places, base))
        return made.astype(np.int64)

    def _amount(self, form: int, own: Floats, length: Floats, places: Places, base: Floats | None) -> Floats:
        scale = self.scale[places]
        if form == _TIME:
            minutes: Floats = own * scale * MINUTES_PER_HOUR
            return minutes
        if form == _SPEED:
            return length / own * MINUTES_PER_HOUR
        if form == _FREQUENCY:
            headway: Floats = HOURS_PER_WEEK / own
            wait: Floats = headway * scale * MINUTES_PER_HOUR
            return wait
        if form == _MONEY:
            return own * (scale * length) * CENTS_PER_USD
        if form == _SHARE:
            assert base is not None  # noqa: S101 - it goes by another line
            return base * own
        amount: Floats = own * (scale * length)
        return amount * GRAMS_PER_KILOGRAM if form == _KILOGRAMS else amount

    def summed(self, amounts: Integers, name: Measure, count: int) -> Integers:
        """Add up the lines of a measure by impedance."""
        made = np.zeros((count, amounts.shape[1]), dtype=np.int64)
        order, starts, impedances = self.groups[name]
        if order.size:
            made[impedances] = np.add.reduceat(amounts[order], starts, axis=0)
        return made


def _grouped(lines: Sequence[Line], name: Measure) -> tuple[Places, Places, Places]:
    """Give the lines of a measure in order of impedance, where each impedance begins, and which it is."""
    order = np.array([place for place, line in enumerate(lines) if line.measure == name], dtype=int)
    owners = np.array([lines[place].impedance for place in order], dtype=int)
    impedances, starts = np.unique(owners, return_index=True)
    return order, starts, impedances
