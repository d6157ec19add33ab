"""Drawing the itineraries of answers that weigh some against each other: how surely each arrives, which overtakes."""

from __future__ import annotations

from collections.abc import Sequence

from corridor.analysis.breakeven import BreakEven
from corridor.analysis.breakeven_dates import Opening
from corridor.analysis.reliability_result import Journeys, Reliability
from corridor.lang import Translator
from corridor.maps.dates import moment_words
from corridor.maps.page import Drawing
from corridor.maps.several import WIDE, Panel, Way, draw_ways, figures_of
from corridor.maps.words import corridor_of, ends_of, world_words
from corridor.model.itinerary import Band
from corridor.units import days


def draw_reliability(found: Reliability, t: Translator) -> Drawing:
    """Draw the itineraries of which journeys were drawn, with how surely each arrives; the safest is said."""
    journeys = found.journeys
    ways = [Way(corridor_of(one.itinerary, t), one.itinerary, _surely(one, t)) for one in journeys]
    first = journeys[0].itinerary
    drawn = t("{draws:,} draws, seed {seed}", draws=found.draws, seed=found.seed)
    told = [
        t("Days of the drawn journeys: the median (p10–p90)."),
        *_deadline(found, t),
        t(
            "The safest: {number}. {corridor}.",
            number=journeys.index(found.safest) + 1,
            corridor=found.safest.itinerary.corridor,
        ),
        f"{drawn}; {world_words(found.query.scenario, first.network.as_of, t)}",
    ]
    return draw_ways(f"{ends_of(first, t)}: {t('how surely')}", ways, told, t, Panel(style=WIDE))


def _deadline(found: Reliability, t: Translator) -> list[str]:
    """Say when the journeys begin and by when they are on time, as far as it was asked."""
    departs = found.query.depart
    told = [t("Departure: {when}", when=moment_words(departs, t))] if departs else []
    if found.deadline_hours is None:
        return told
    within = t("On time: within {days:.4g} days.", days=days(found.deadline_hours))
    return [*told, f"{within} ({t('deadline')}: {moment_words(found.deadline, t)})" if found.deadline else within]


def _surely(one: Journeys, t: Translator) -> tuple[str, ...]:
    """Say what an itinerary costs, how long its drawn journeys take, and how many are on time."""
    told = figures_of(one.itinerary, t, Band(one.quantiles[0.1], one.quantiles[0.5], one.quantiles[0.9]))
    return told if one.on_time is None else (*told, t("{share:.1%} on time", share=one.on_time))


def draw_break_even(found: BreakEven, t: Translator) -> Drawing:
    """Draw the two sides of a break-even, and say where the choice turns."""
    ways = [Way(one.id, one.itinerary) for one in found.sides if one.itinerary is not None]
    told = [f"{one.id}: {one.reason}" for one in found.sides if one.itinerary is None]
    told += _opening(found, found.opening, t) if found.opening else _crossings(found, t)
    told.append(world_words(found.query.scenario, found.network.as_of, t))
    nodes, query = found.network.nodes, found.query
    title = f"{t.ends(nodes[query.origin], nodes[query.destination])}: {' – '.join(one.id for one in found.sides)}"
    return draw_ways(title, ways, told, t, Panel(style=WIDE))


def _crossings(found: BreakEven, t: Translator) -> Sequence[str]:
    if found.gap is None:
        return []
    ids = [side.id for side in found.sides]
    now = t("As things are, the better one: {corridor}.", corridor=ids[0] if found.gap > 0 else ids[1])
    if not found.crossings:
        return [f"{now} {t('No break-even in {parameter}.', parameter=found.parameter)}"]
    return [
        now,
        *(
            t(
                "Below {value} the better one is {below}, above it {above}.",
                value=_value(found, crossing.value, t),
                below=ids[crossing.below],
                above=ids[1 - crossing.below],
            )
            for crossing in found.crossings
        ),
    ]


def _value(found: BreakEven, value: float, t: Translator) -> str:
    if found.parameter == "vot":
        return t("USD {value:,.2f} per hour", value=value)
    return t("{value:.4g} times today's {parameter}", value=value, parameter=found.parameter)


def _opening(found: BreakEven, opening: Opening, t: Translator) -> Sequence[str]:
    first = found.sides[0].id
    if opening.is_better_now:
        return [t("The better one already: {corridor}.", corridor=first)]
    if opening.likely is None:
        return [t("Never the better one by the dates expected: {corridor}.", corridor=first)]
    early, late = (when.isoformat() if when else "–" for when in (opening.early, opening.late))
    return [
        t(
            "The better one from {likely} on (early {early}, late {late}): {corridor}.",
            likely=opening.likely.isoformat(),
            early=early,
            late=late,
            corridor=first,
        )
    ]
