"""The summary of a report in sentences, each of which is reckoned from what the report shows."""

from __future__ import annotations

from fractions import Fraction

from corridor.lang import Translator
from corridor.maps.dates import moment_words
from corridor.maps.words import corridor_of, world_words
from corridor.planning.frontier import Point
from corridor.report.material import Material
from corridor.units import PRICE_YEAR, days

_FIGURES = "USD {cost:,.0f}, {days:.1f} days, {co2e:,.0f} kg CO2e"


def title_words(made: Material, t: Translator) -> str:
    """Give the title of the report."""
    nodes, query = made.network.nodes, made.query
    return t.ends(nodes[query.origin], nodes[query.destination])


def setting_words(made: Material, t: Translator) -> str:
    """Say what is moved and in which world the report holds."""
    world = world_words(made.query.scenario, made.network.as_of, t)
    priced = t("USD of {year}", year=PRICE_YEAR)
    return f"{made.query.consignment}; {priced}; {world}{_when(made, t)}."


def _when(made: Material, t: Translator) -> str:
    if made.query.depart is not None:
        return f"; {t('Departure: {when}', when=moment_words(made.query.depart, t))}"
    return f"; {t('travel in {date}', date=made.query.on)}" if made.query.on else ""


def summary(made: Material, t: Translator) -> list[str]:
    """Give the summary, the most important first."""
    told = (*_extremes(made, t), _price(made, t), _change(made, t), _surely(made, t))
    return [sentence for sentence in told if sentence]


def _figures(point: Point, t: Translator) -> str:
    one = point.itinerary
    told = t(_FIGURES, cost=one.cost_usd, days=days(one.hours), co2e=one.co2e_kg)
    warnings = "; ".join(item.title for item in one.advisories if item.severity == "warning")
    return f"{corridor_of(one, t)}: {told}." + (f" {t('Mind: {titles}.', titles=warnings)}" if warnings else "")


def _extremes(made: Material, t: Translator) -> list[str]:
    """Name the cheapest, the fastest and the cleanest; one sentence where one itinerary is several of them."""
    places = {"Cheapest": 0, "Fastest": 1, "Cleanest": 2}
    titles: dict[Point, list[str]] = {}
    for word, place in places.items():
        order = lambda point, place=place: (point.sums[place], point.index)  # noqa: E731
        titles.setdefault(min(made.points, key=order), []).append(t(word))
    return [f"{', '.join(words)}: {_figures(point, t)}" for point, words in titles.items()]


def _price(made: Material, t: Translator) -> str:
    cheapest = min(made.points, key=lambda point: (point.sums[0], point.index)).itinerary
    fastest = min(made.points, key=lambda point: (point.sums[1], point.index)).itinerary
    saved = days(cheapest.hours - fastest.hours)
    if saved <= 0:
        return t("The cheapest itinerary is the fastest as well.")
    dearer = fastest.cost_usd - cheapest.cost_usd
    return t(
        "The fastest saves {days:.1f} days against the cheapest for USD {cost:,.0f}: USD {rate:,.0f} a day.",
        days=saved,
        cost=dearer,
        rate=dearer / saved,
    )


def _change(made: Material, t: Translator) -> str:
    """Say which itinerary is best at the query's value of time, and where that turns."""
    vot = made.query.vot_usd_per_hour
    point = made.front.best_at(vot)
    told = t(
        "At a value of time of USD {vot:,.2f} per hour the best is {corridor}.",
        vot=vot,
        corridor=corridor_of(point.itinerary, t),
    )
    turns = [value for value in made.front.breakpoints_usd_per_hour if Fraction(str(vot)) < Fraction(str(value))]
    if not turns:
        return told
    later = made.front.best_at(turns[0] * 1.000001 + 0.01)
    if later.itinerary.corridor == point.itinerary.corridor:
        return told
    turning = t(
        "From USD {vot:,.2f} per hour on it is {corridor}.", vot=turns[0], corridor=corridor_of(later.itinerary, t)
    )
    return f"{told} {turning}"


def _surely(made: Material, t: Translator) -> str:
    drawn = made.journeys(made.best)
    if drawn is None:
        return ""
    told = t(
        "{corridor}: one journey in ten takes longer than {days:.1f} days; {share:.0%} keep to the typical {plan:.1f}.",
        corridor=corridor_of(made.best, t),
        days=days(drawn.quantiles[0.9]),
        share=drawn.plan_percentile,
        plan=days(drawn.itinerary.hours),
    )
    if made.query.depart is None:
        return told
    return f"{t('Departure: {when}', when=moment_words(made.query.depart, t))}. {told}"
