"""What maps say of legs, transfers and links, in the language that is asked for; the caller makes it safe."""

from __future__ import annotations

from corridor.lang import Translator
from corridor.maps.dates import Span, journey_words, span_words
from corridor.model.itinerary import Itinerary, Leg, TransferStep
from corridor.model.link import Link
from corridor.model.network import Network
from corridor.units import PRICE_YEAR, days

NOTE = (
    "Leaflet. Land and borders: Natural Earth 1:50m, drawn as the source has them. "
    "CO2e: ISO 14083-structured estimate from default data."
)


def spoken(identifier: str, t: Translator) -> str:
    """Give an identifier such as `gauge_change` as words."""
    return t(identifier.replace("_", " "))


def role_words(role: str, t: Translator) -> str:
    """Say what a point of a frontier stands for: one role, or several with a comma between."""
    return ", ".join(t(word) for word in role.split(", "))


def leg_words(network: Network, leg: Leg, t: Translator, span: Span | None = None) -> list[str]:
    """Say what a leg is, what it takes, from when to when if it has dates, and who says so."""
    nodes = network.nodes
    gauge = f", {leg.state.gauge_mm} mm" if leg.state.gauge_mm else ""
    ends = f"{t.place(nodes[leg.from_node_id])} – {t.place(nodes[leg.to_node_id])}"
    return [
        f"{t(leg.mode)}{gauge}: {ends}",
        t(
            "{km:,.0f} km, {hours:,.1f} h, USD {cost:,.0f}, {co2e:,.0f} kg CO2e",
            km=leg.distance_km,
            hours=leg.hours,
            cost=leg.cost_usd,
            co2e=leg.co2e_kg,
        ),
        *([span_words(span, t)] if span else []),
        t("Sources: {ids}", ids=", ".join(dict.fromkeys(entry.figure.source_id for entry in leg.entries))),
    ]


WAITS = ("hours of opening", "port closed")
"""What is waited for that is no service."""


def step_words(step: TransferStep, t: Translator) -> str:
    """Say what a transfer is: the words of its kind, then what they stand before in its label."""
    kind = step.kind.replace("_", " ")
    label = step.label or kind
    if not label.startswith(kind):
        return t(label) if label in WAITS else label
    rest = label[len(kind) :]
    return f"{t(kind)}{rest if t.language == 'en' else rest.replace(' to ', ' → ')}"


def transfer_words(step: TransferStep, t: Translator, span: Span | None = None) -> list[str]:
    """Say what a transfer is, what it takes, and from when to when if it has dates."""
    figures = t("{hours:,.1f} h, USD {cost:,.0f}", hours=step.hours, cost=step.cost_usd)
    return [f"{step_words(step, t)}: {figures}", *([span_words(span, t)] if span else [])]


def expected_words(link: Link, t: Translator) -> str:
    """Say when a link is expected to open."""
    return t("expected {likely} ({early} to {late})", likely=link.opens, early=link.opens_early, late=link.opens_late)


def ends_of(one: Itinerary, t: Translator) -> str:
    """Say from where to where an itinerary goes."""
    return t.ends(one.network.nodes[one.origin], one.network.nodes[one.destination])


def corridor_of(one: Itinerary, t: Translator) -> str:
    """Say which corridor an itinerary takes."""
    return t(one.corridor_name) if one.corridor_name else one.corridor


def world_words(scenario: str, as_of: str, t: Translator) -> str:
    """Say in which world an answer holds."""
    return t("scenario {scenario}; network as of {as_of}", scenario=scenario, as_of=as_of)


def summary_words(one: Itinerary, t: Translator) -> list[str]:
    """Say what an itinerary takes in all, and in which world."""
    band, cost = one.hours_band, one.cost_band
    return [
        f"{one.consignment}",
        f"{corridor_of(one, t)}; {' '.join(one.countries)}",
        t(
            "{days:.1f} days ({low:.1f}–{high:.1f}, p10–p90)",
            days=days(one.hours),
            low=days(band.low),
            high=days(band.high),
        ),
        *journey_words(one, t),
        t(
            "USD {cost:,.0f} of {year} ({low:,.0f}–{high:,.0f}); {km:,.0f} km; {co2e:,.0f} kg CO2e",
            cost=one.cost_usd,
            year=PRICE_YEAR,
            low=cost.low,
            high=cost.high,
            km=one.distance_km,
            co2e=one.co2e_kg,
        ),
        f"{world_words(one.scenario, one.network.as_of, t)}; {t('{count} sources', count=len(one.sources))}",
    ]
