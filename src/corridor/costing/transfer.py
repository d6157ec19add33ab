"""Pricing what happens between legs: loading, gauge changes, borders, ports, and waiting for a sailing."""

from __future__ import annotations

from corridor.costing.rates import Context, Rates
from corridor.model.figure import Figure
from corridor.model.ledger import Entry, Impedance
from corridor.model.link import Service
from corridor.units import HOURS_PER_WEEK, cents, minutes

_HANDLED = frozenset({"loading", "unloading", "transshipment", "gauge_change"})
"""Kinds in which the cargo is lifted or pumped, so that handling equipment burns energy."""

_VARIATION_OF_HEADWAY = {"timetable": 0.0, "irregular": 1.0, "when_full": 1.0}
"""Coefficient of variation of the time between departures; 1 is that of a Poisson process."""


def price_transfer(subject: str, context: Context, rates: Rates) -> Impedance | None:
    """Price a transfer for the consignment; None when nobody says how long it takes."""
    dwells = rates.dwells(subject, context)
    if not dwells:
        return None
    entries = [_dwell(activity, figure, subject) for activity, figure in dwells.items()]
    units, unit = rates.consignment.units, rates.consignment.unit
    for item, figure in rates.charges(subject, context).items():
        value, low, high = (cents(amount) for amount in figure.scaled(units))
        entries.append(Entry("cost", item, value, low, high, units, unit, figure, subject))
    if context.kind in _HANDLED:
        entries += _handling_emission(subject, context, rates)
    return Impedance.of(entries)


def price_wait(service: Service, rates: Rates) -> Impedance:
    """Price the wait for a departure: the published wait, or what follows from the days, or from the frequency.

    With departures at intervals H, the mean wait of cargo that arrives at random is E[H²] / 2E[H] =
    (E[H] / 2)(1 + CV²): half the interval for a strict timetable, the whole of it for departures at
    random.  The range spans the intervals of the high and the low frequency from nothing to twice the mean.
    A vessel known to leave with its Nth unit keeps them (N - 1) / 2λ, λ = N x departures: the first waits for all
    others, the last for none, so that the range is a tenth and nine tenths of the whole filling.
    In months with a closure its mean is added: the share of journeys that meet it times the mean wait of those.
    """
    published = dict(rates.own_dwells(service.service_id))
    shut = published.pop("closure", None)
    closures = [] if shut is None or not shut.value else [_closure(shut, service.service_id)]
    if published:
        waits = [_dwell(activity, figure, service.service_id) for activity, figure in published.items()]
        return Impedance.of([*waits, *closures])
    known = rates.timetable_wait(service.service_id)
    if known is not None:
        return Impedance.of([_dwell("waiting", known, service.service_id), *closures])
    units = service.units_to_fill
    triple = _between_departures(service) if units is None else _filling(service, units)
    quantity, unit = (1, "times") if units is None else (units, "units to fill it")
    wait = Entry("hours", "waiting", *triple, quantity, unit, service.departures, service.service_id)
    return Impedance.of([wait, *closures])


def _between_departures(service: Service) -> tuple[int, int, int]:
    factor = (1 + _VARIATION_OF_HEADWAY[service.regularity] ** 2) / 2
    mean = HOURS_PER_WEEK / service.departures.value * factor
    fast = HOURS_PER_WEEK / service.departures.high * factor * 0.2
    slow = HOURS_PER_WEEK / service.departures.low * factor * 2
    return minutes(mean), minutes(fast), minutes(slow)


def _filling(service: Service, units: float) -> tuple[int, int, int]:
    from corridor.costing.wait import wait_until_full  # noqa: PLC0415 - few services say with how many units they leave

    often = service.departures
    mean, fast, slow = (
        wait_until_full(units, units * departures / HOURS_PER_WEEK)
        for departures in (often.value, often.high, often.low)
    )
    return minutes(mean), minutes(fast * 0.2), minutes(slow * 1.8)


def _dwell(activity: str, figure: Figure, subject: str) -> Entry:
    triple = (minutes(figure.value), minutes(figure.low), minutes(figure.high))
    return Entry("hours", activity, *triple, 1, "times", figure, subject)


def _closure(figure: Figure, subject: str) -> Entry:
    """Give the mean wait for a port to open again over all journeys, with its 10th and 90th percentile."""
    from corridor.costing.wait import closure_wait  # noqa: PLC0415 - only months of storms have closures

    mean = minutes(figure.value * figure.chance)
    low, high = (minutes(closure_wait(figure.chance, figure.value, share)) for share in (0.1, 0.9))
    quantity = figure.chance, "of journeys"
    return Entry("hours", "closure", mean, min(low, mean), max(high, mean), *quantity, figure, subject)


def _handling_emission(subject: str, context: Context, rates: Rates) -> list[Entry]:
    modes = {context.from_mode, context.to_mode}
    mode = "gauge_change" if context.kind == "gauge_change" else next(
        (mode for mode in ("sea", "pipeline", "rail", "road") if mode in modes), ""
    )  # fmt: skip
    factor = rates.network.parameters.emission_factors.find(("handling", mode, context.country, "", ""))
    if factor is None:
        return []
    teu = rates.consignment.teu_count
    value, low, high = (round(kilograms * 1000) for kilograms in factor.scaled(teu))
    return [Entry("co2e", "handling", value, low, high, teu, "TEU", factor, subject)]
