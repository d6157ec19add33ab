"""Which figure drives the answer: every sourced figure at its low and its high, with the search made anew.

A tornado over the best itinerary alone says too much (a dear figure is avoided, and another way taken) and
too little (a cheap one elsewhere may win).  So every statement that prices anything between the two places
is tried, and what cannot change the answer is told by bounds and not searched.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from corridor.analysis.sensitivity_bounds import Base, base_of, may_win
from corridor.analysis.sensitivity_figures import Statement, ValueOfTime, statements_of, value_of_time
from corridor.analysis.sensitivity_prices import Floats, Totals
from corridor.analysis.sensitivity_result import SWINGS_BY, Effect, End, Sensitivity, Swing, SwingBy
from corridor.analysis.sensitivity_search import Search, Sums, Way, World
from corridor.analysis.stability import MOST_DRAWS, drawn_figures, drawn_tariffs, natural
from corridor.errors import QueryError, nearest
from corridor.model.consignment import Consignment
from corridor.model.figure import Figure
from corridor.model.network import Network
from corridor.planning.assemble import assemble
from corridor.planning.query import make_query
from corridor.planning.route import no_itinerary
from corridor.planning.solve import priced_graph
from corridor.units import hours, kilograms, usd

DRAWS = 1000
_BLOCK = 256


def sensitivity(
    network: Network,
    origin: str,
    destination: str,
    consignment: Consignment | None = None,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    by: SwingBy = "objective",
    tariff_range: float | None = None,
    **options: Any,  # noqa: ANN401 - the options of `make_query`, checked there
) -> Sensitivity:
    """Move every sourced figure to its low and its high, all else as it is, and search anew each time.

    Rows that say the same in the same words move together.  `draws` random draws of all figures at once
    give the ranking-stability index (0 for none), the same for the same `seed`; `by` sets what swings are
    sorted by; with `tariff_range` (0.2 for ±20 %) all tariffs of each country are scaled together, and
    drawn.  The other options are those of `route`.

    Raises what `route` raises, and `QueryError` for numbers that cannot be.

    >>> from corridor import load_network
    >>> found = sensitivity(load_network(), "Baku", "Kars", draws=0)
    >>> found.best.corridor, found.swings[0].figure.table
    ('middle-btk', 'tariff')
    """
    _check(draws, by, tariff_range)
    query = make_query(network, origin, destination, consignment, **options)
    try:
        search = Search(priced_graph(network, query), query)
    except LookupError:
        raise no_itinerary(network, query) from None
    statements = statements_of(search.prices)
    rate = value_of_time(network, query)
    countries = _countries(search) if tariff_range is not None else []
    swings = [] if countries else [*_moved(search, statements), *_at_other_rates(search, rate)]
    scaled = list(_scaled(search, countries, tariff_range or 0.0))
    return Sensitivity(
        network=network,
        query=query,
        best=assemble(network, query, search.arcs(search.today)),
        by=by,
        swings=tuple(_sorted(swings, by)),
        tried=len(countries) if tariff_range is not None else len(statements) + (rate is not None),
        stability=drawn_figures(search, statements, rate, draws, seed) if draws and tariff_range is None else None,
        tariffs=tuple(_sorted(scaled, by)),
        tariff_range=tariff_range,
        tariff_stability=drawn_tariffs(search, countries, tariff_range, draws, seed)
        if draws and tariff_range is not None
        else None,
    )


def _check(draws: float, by: str, tariff_range: float | None) -> None:
    if not (math.isfinite(draws) and 0 <= draws <= MOST_DRAWS and draws == int(draws)):
        raise QueryError("--draws", draws, f"it must be a whole number from 0 to {MOST_DRAWS:,}")
    if by not in SWINGS_BY:
        raise QueryError("--by", by, f"choose from {', '.join(SWINGS_BY)}", nearest(by, SWINGS_BY))
    if tariff_range is not None and not 0 < tariff_range < 1:
        raise QueryError("--tariff-range", tariff_range, "it must be a share above 0 and below 1, such as 0.2")


def _sorted(swings: Sequence[Swing], by: SwingBy) -> list[Swing]:
    """Sort by the swing of the answer, then by that of today's way, then by other measures and name."""
    return sorted(
        swings, key=lambda one: (-one.size(by), -one.size(by, kept=True), -one.size("hours", kept=True), one.label)
    )


def _moved(search: Search, statements: Sequence[Statement]) -> Iterator[Swing]:
    """Try both ends of every statement; give those that price the best way or change the answer."""
    base, users = base_of(search), search.prices.users()
    vot = search.query.vot_usd_per_hour
    for start in range(0, len(statements), _BLOCK):
        block = statements[start : start + _BLOCK]
        values = search.prices.columns(2 * len(block))
        for place, one in enumerate(block):
            one.put(values, 2 * place, one.figure.low)
            one.put(values, 2 * place + 1, one.figure.high)
        totals = search.prices.totals(values)
        on_way = [any(users[row] & base.on_way for row in one.places) for one in block]
        worlds = [
            World(column, vot)
            for column in range(values.shape[1])
            if on_way[column // 2] or may_win(search, base, totals, column)
        ]
        found = dict(zip([world.column for world in worlds], search.best(totals, worlds), strict=True))
        for place, one in enumerate(block):
            columns = 2 * place, 2 * place + 1
            ends = [
                _end(search, base, totals, World(column, vot), value, found.get(column, search.today))
                for column, value in zip(columns, (one.figure.low, one.figure.high), strict=True)
            ]
            swing = Swing(_on_way_first(search, one, users, base.on_way), on_way[place], *ends)
            if on_way[place] or swing.changes_winner:
                yield swing


def _on_way_first(search: Search, one: Statement, users: Sequence[set[int]], on_way: set[int]) -> tuple[Figure, ...]:
    """Give the rows of a statement, those that price the best way before the others."""

    def is_off(row: Figure) -> bool:
        place = search.prices.place_of(row)
        return place is None or not users[place] & on_way

    return tuple(sorted(one.rows, key=is_off))


def _end(search: Search, base: Base, totals: Totals, world: World, value: float, way: Way | None) -> End:
    kept = _effect(search, base, search.sums(search.today, totals, world))
    if way is None:
        return End(value, kept, None, "", is_same_way=False)
    best = _effect(search, base, search.sums(way, totals, world))
    return End(value, kept, best, search.corridor(way), is_same_way=way == search.today)


def _effect(search: Search, base: Base, sums: Sums) -> Effect:
    return Effect(
        usd(sums.cents - base.sums.cents),
        hours(sums.minutes - base.sums.minutes),
        kilograms(sums.grams - base.sums.grams),
        natural(search.query, sums.primary - base.sums.primary),
    )


def _at_other_rates(search: Search, rate: ValueOfTime | None) -> Iterator[Swing]:
    """Try both ends of the parameter that the value of time follows from."""
    if rate is None:
        return
    base, totals = base_of(search), search.prices.totals(search.prices.columns(1))
    ends = []
    for value in (rate.figure.low, rate.figure.high):
        world = World(0, rate.at(value))
        (way,) = search.best(totals, [world])
        ends.append(_end(search, base, totals, world, value, way))
    yield Swing((rate.figure,), True, *ends)


def _countries(search: Search) -> list[str]:
    """Give the countries of which a tariff prices anything, in order."""
    return sorted({line.country for line in search.prices.lines if line.country})


def _scaled(search: Search, countries: Sequence[str], reach: float) -> Iterator[Swing]:
    """Try all tariffs of each country at once, dearer and cheaper by a share."""
    base = base_of(search)
    vot = search.query.vot_usd_per_hour
    paid = {line.country for line in search.prices.lines if line.impedance in base.on_way}
    for code in countries:
        factors: dict[str, Floats] = {code: np.array([1 - reach, 1 + reach])}
        totals = search.prices.totals(search.prices.columns(2), factors)
        worlds = [World(0, vot), World(1, vot)]
        ways = search.best(totals, worlds)
        low, high = (
            _end(search, base, totals, world, value, way)
            for world, value, way in zip(worlds, (1 - reach, 1 + reach), ways, strict=True)
        )
        note = "All tariffs of the country, scaled together."
        figure = Figure(1.0, 1 - reach, 1 + reach, "factor", "", "", "C", note, "tariffs of", code)
        swing = Swing((figure,), code in paid, low, high)
        if swing.is_on_way or swing.changes_winner:
            yield swing
