"""What follows from a change: a running time from a speed, a wait from a frequency, a link's price from a tariff."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from corridor.model.consignment import CARGO_UNITS
from corridor.model.figure import Figure
from corridor.model.link import Link
from corridor.model.parameter import Key, ParameterTable
from corridor.scenarios.ops import Amount

_COMMODITIES = ("", "grain", "metals", "crude")
_BASES = ("per_unit", "per_km")


def moving_time(link: Link, speed: Amount) -> Amount:
    """Give the hours on a link at a speed in km/h, with the range that the range of the speed gives.

    The same as a link is priced with: length / speed; slow gives the high end.
    """
    km = link.length.value
    return Amount(km / speed.value, km / speed.high, km / speed.low, "h")


def wait_factor(before: Figure, after: Figure) -> Amount:
    """Give the factor by which a published wait changes when the frequency does: the old over the new.

    >>> week = Figure(2, 1, 4, "1/week", "2026", "estimate", "C")
    >>> wait_factor(week, week._replace(value=4, low=2, high=8)).value
    0.5
    """
    return Amount(_ratio(before.value, after.value), _ratio(before.high, after.high), _ratio(before.low, after.low))


def _ratio(old: float, new: float) -> float:
    return float(Fraction(str(old)) / Fraction(str(new)))


def haulage_rows(link: Link, tariffs: ParameterTable) -> list[tuple[Key, Figure]]:
    """Give the tariff rows by which a link is priced, as rows of its own: those it has, else what applies to it.

    The general rows come before those of a commodity, because a link's own rows are read in their order.
    """
    own = tariffs.of(link.link_id)
    found: dict[Key, Figure] = dict(own)
    covered = {(key[-3], key[-2]) for key, _ in own}
    for commodity, unit in product(_COMMODITIES, CARGO_UNITS):
        if ("", unit) in covered or (commodity, unit) in covered or not _is_moved(link, commodity, unit):
            continue
        general = _applying(link, tariffs, "", unit) if commodity else None
        applying = _applying(link, tariffs, commodity, unit)
        if applying is not None and applying != general:
            key, figure = applying
            found[link.link_id, link.mode, link.country, link.line_class, commodity, unit, key] = figure
    return list(found.items())


def _is_moved(link: Link, commodity: str, unit: str) -> bool:
    """Say whether a link admits cargo that is priced by a commodity and unit."""
    if unit == "tonne":
        return ("crude" if commodity == "crude" else "bulk") in link.cargo
    return not commodity and ("truck" if unit == "truck" else "container") in link.cargo


def _applying(link: Link, tariffs: ParameterTable, commodity: str, unit: str) -> tuple[str, Figure] | None:
    for basis in _BASES:
        figure = tariffs.find(("", link.mode, link.country, link.line_class, commodity, unit, basis))
        if figure is not None:
            return basis, figure
    return None
