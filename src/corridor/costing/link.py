"""Pricing a link: moving time, haulage, the empty box's way home, and well-to-wheel emissions.

Formulas (docs/concepts.md has them with their reasons):

- hours = published running time, or length_km / commercial speed;
- haulage = tariff per unit and km x km x units, or the price of the whole link x units;
- empty return = share of the haulage, for boxes;
- co2e = tonnes x km x factor, as ISO 14083 counts a transport chain element.
"""

from __future__ import annotations

from corridor.costing.rates import Rates
from corridor.model.consignment import Consignment
from corridor.model.figure import Figure
from corridor.model.ledger import Entry, Impedance
from corridor.model.link import Link
from corridor.units import cents, minutes, usd

_BOXES = frozenset({"feu", "teu"})


def price_link(link: Link, rates: Rates) -> Impedance | None:
    """Price a link for the consignment; None when no tariff or no speed applies, so that it cannot be used."""
    moving = _moving(link, rates)
    haulage = _haulage(link, rates)
    if moving is None or haulage is None:
        return None
    entries = [moving, haulage]
    if rates.consignment.unit in _BOXES:
        entries += _empty_return(link, haulage, rates)
    entries += _emission(link, rates)
    return Impedance.of(entries)


def _moving(link: Link, rates: Rates) -> Entry | None:
    tables = rates.network.parameters
    time = tables.running_times.find((link.link_id,))
    if time is not None:
        triple = (minutes(time.value), minutes(time.low), minutes(time.high))
        return Entry("hours", "moving", *triple, link.length.value, "km", time, link.link_id)
    speed = tables.speeds.find((link.mode, link.country, link.line_class))
    if speed is None:
        return None
    km = link.length.value
    triple = (minutes(km / speed.value), minutes(km / speed.high), minutes(km / speed.low))
    return Entry("hours", "moving", *triple, km, "km", speed, link.link_id)


def _tariff(link: Link, consignment: Consignment, rates: Rates) -> tuple[Figure, str] | None:
    """Find the tariff and its basis: the link's own rows first, and a price of the whole link before one by km."""
    commodity = "" if consignment.commodity == "general" else consignment.commodity
    table = rates.network.parameters.tariffs
    own = {
        key[-1]: figure
        for key, figure in table.of(link.link_id)
        if key[-3] in {"", commodity} and key[-2] == consignment.unit
    }
    for basis in ("per_unit", "per_km"):
        if basis in own:
            return own[basis], basis
    for basis in ("per_unit", "per_km"):
        figure = table.find(("", link.mode, link.country, link.line_class, commodity, consignment.unit, basis))
        if figure is not None:
            return figure, basis
    return None


def _haulage(link: Link, rates: Rates) -> Entry | None:
    consignment = rates.consignment
    found = _tariff(link, consignment, rates)
    if found is None:
        return None
    tariff, basis = found
    units, km = consignment.units, link.length.value
    factor = units * (km if basis == "per_km" else 1.0)
    unit = f"{consignment.unit}-km" if basis == "per_km" else consignment.unit
    value, low, high = (cents(amount) for amount in tariff.scaled(factor))
    return Entry("cost", "haulage", value, low, high, factor, unit, tariff, link.link_id)


def _empty_return(link: Link, haulage: Entry, rates: Rates) -> list[Entry]:
    share = rates.network.parameters.general.find(("empty_return_share", link.country, link.mode))
    if share is None or share.high == 0:
        return []
    amount = round(haulage.amount * share.value)
    low, high = round(haulage.low * share.low), round(haulage.high * share.high)
    return [Entry("cost", "empty_return", amount, low, high, usd(haulage.amount), "USD", share, link.link_id)]


def _emission(link: Link, rates: Rates) -> list[Entry]:
    key = ("haulage", link.mode, link.country, link.traction, link.line_class)
    factor = rates.network.parameters.emission_factors.find(key)
    if factor is None:
        return []
    tonne_km = rates.consignment.tonnes * link.length.value
    value, low, high = (round(grams) for grams in factor.scaled(tonne_km))
    return [Entry("co2e", "haulage", value, low, high, tonne_km, "tkm", factor, link.link_id)]
