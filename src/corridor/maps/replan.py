"""Drawing what can be done at a port that is shut: every option in its colour, and until when waiting pays."""

from __future__ import annotations

from corridor.analysis.replan import Replan, WayOut
from corridor.lang import Translator
from corridor.maps.page import Drawing
from corridor.maps.several import WIDE, Panel, Way, draw_ways, figures_of
from corridor.maps.words import world_words
from corridor.units import days

_ROOM = 330
"""Pixels at the foot of the map that the panel may cover."""
_DRAWN = 8
"""Options that are drawn at most, the best first: as many as there are colours."""


def draw_replan(found: Replan, t: Translator) -> Drawing:
    """Draw the options for cargo at a closed port, the best on top."""
    options = found.options[:_DRAWN]
    ways = [Way(option_words(found, one, t), one.itinerary, _figures(one, t)) for one in options]
    closed = ", ".join(_name(found, port, t) for port in found.closed)
    shut = t("{ports} shut for {days:g} days", ports=closed, days=days(found.closure_hours))
    title = f"{_name(found, found.at, t)} – {_name(found, found.query.destination, t)}: {shut}"
    return draw_ways(title, ways, _told(found, t), t, Panel(style=WIDE, below=_ROOM))


def option_words(found: Replan, one: WayOut, t: Translator) -> str:
    """Say what an option is."""
    if not one.gate:
        return t("go round by land")
    port, held = _name(found, one.gate, t), days(one.held_hours)
    if not one.waits_for_reopening:
        return t("go round by {port}", port=port)
    if one.gate == found.at:
        return t("wait, {days:.1f} d for the reopening", days=held) if held else t("wait, already open")
    if held:
        return t("go to {port} and wait, {days:.1f} d for the reopening", port=port, days=held)
    return t("go to {port} and wait, already open", port=port)


def _name(found: Replan, node_id: str, t: Translator) -> str:
    return t.place(found.network.nodes[node_id])


def _figures(one: WayOut, t: Translator) -> tuple[str, ...]:
    cost, time, _ = figures_of(one.itinerary, t)
    return cost, time, _beyond(one, t)


def _beyond(one: WayOut, t: Translator) -> str:
    if one.waits_for_reopening:
        return ""
    if one.is_beaten_always:
        return t("never beats waiting")
    if one.break_even_hours is None:
        return ""
    if not one.break_even_hours:
        return t("always beats waiting")
    return t("beats waiting beyond {days:.2f} d", days=days(one.break_even_hours))


def _told(found: Replan, t: Translator) -> list[str]:
    told = [_turning(found, t), *_weather(found, t)]
    told.append(t("The usual wait for a sailing follows the reopening, without the queue that builds up meanwhile."))
    return [*told, world_words(found.query.scenario, found.network.as_of, t)]


def _turning(found: Replan, t: Translator) -> str:
    around = next((one for one in found if not one.waits_for_reopening), None)
    if around is None:
        return t("There is no way around.")
    if all(not one.waits_for_reopening for one in found):
        return t("No ship from a closed port leads there.")
    other = option_words(found, around, t)
    if found.break_even_hours is None:
        return t("Waiting is the best at any length of closure.")
    if not found.break_even_hours:
        return t("Better than any closed port, even were it open: {option}.", option=other)
    until = days(found.break_even_hours)
    return t("Waiting is the best up to a closure of {days:.2f} days; beyond that: {option}.", days=until, option=other)


def _weather(found: Replan, t: Translator) -> list[str]:
    ports = [_name(found, port, t) for port in found.weather.ports]
    return [t("Ports under the same weather: {ports}.", ports=", ".join(ports))] if ports else []
