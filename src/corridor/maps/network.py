"""The whole network: lines by mode, what is not open dashed, or lines by gauge; with sources on each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from corridor.lang import Translator, translator
from corridor.maps.bulk import Bulk, Group, Line
from corridor.maps.itinerary import fit
from corridor.maps.page import Drawing, counted_ids, new_map, page_of
from corridor.maps.safe import safe, safe_colour
from corridor.maps.style import CSS, STROKES, titled
from corridor.maps.words import NOTE, expected_words, spoken
from corridor.model.link import USABLE, Link
from corridor.model.network import Network

By = Literal["status", "gauge"]

GAUGES = {1435: "#0072b2", 1520: "#d55e00", 1676: "#009e73", 1000: "#cc79a7"}
_MANY = 2_000
"""From so many links on, lines are simplified more, and the map says so."""
_TOO_MANY = 20_000
"""From so many links on, lines tell nothing of themselves: their words would be most of the file."""
_TOLERANCE, _COARSE = 0.003, 0.02
_OTHER = "#767676"


def draw_network(network: Network, by: By = "status", *, t: Translator | None = None) -> Drawing:
    """Draw all links of a network by mode and status, or its rails by gauge."""
    t = t or translator()
    groups: dict[str, Group] = {}
    lines: list[Line] = []
    order: dict[str, int] = {}
    tolerance = _COARSE if len(network.links) > _MANY else _TOLERANCE
    for link in sorted(network.links.values(), key=lambda one: (one.status not in USABLE, one.mode, one.link_id)):
        group = _by_gauge(link, t) if by == "gauge" else _by_status(link, t)
        if group is None:
            continue
        groups.setdefault(group.name, group)
        number = order.setdefault(group.name, len(order))
        words = _words(network, link, t) if len(network.links) < _TOO_MANY else ()
        lines.append(Line(number, words, network.coordinates(link.link_id)))
    counted = "{count:,} links by gauge" if by == "gauge" else "{count:,} links by mode and status"
    title = f"{network.name}: {t(counted, count=len(lines))}"
    told = [
        t(
            "{places:,} places, {sources:,} sources, as of {as_of}; scenario {scenario}.",
            places=len(network.nodes),
            sources=len(network.sources),
            as_of=network.as_of,
            scenario=network.scenario,
        ),
        t(
            "Lines are simplified by {degrees:g} degrees, some {km:.1f} km.",
            degrees=tolerance,
            km=tolerance * 111,
        ),
    ]
    if len(network.links) >= _TOO_MANY:
        told.append(t("Too many lines to tell of each: what a line is, the tables say."))
    with counted_ids():
        made = new_map()
        made.add_child(Bulk(list(groups.values()), lines, tolerance))
        fit(made, [line.points for line in lines] or [((node.lon, node.lat),) for node in network.nodes.values()])
        return Drawing(page_of(made, safe(title), CSS, _panels(title, told, list(groups.values()), t)))


def _by_status(link: Link, t: Translator) -> Group | None:
    stroke = STROKES[link.mode]
    if link.status in {"open", "restricted"}:
        word = "open" if link.status == "open" else "restricted"
        return Group(f"{t(link.mode)}, {t(word)}", stroke.colour, 2.4 if word == "open" else 1.6, "")
    return Group(f"{t(link.mode)}, {spoken(link.status, t)}", stroke.colour, 2.2, "6 6")


def _by_gauge(link: Link, t: Translator) -> Group | None:
    if link.mode != "rail":
        return None
    gauge = link.state.gauge_mm
    name = f"{gauge} mm" if gauge else t("gauge not told")
    if link.status not in USABLE:
        return Group(f"{name}, {t('not open')}", GAUGES.get(gauge or 0, _OTHER), 2.2, "6 6")
    return Group(name, GAUGES.get(gauge or 0, _OTHER), 2.4)


def _words(network: Network, link: Link, t: Translator) -> list[str]:
    ends = " – ".join(t.place(network.nodes[place]) for place in (link.from_node_id, link.to_node_id))
    gauge = f", {link.state.gauge_mm} mm" if link.state.gauge_mm else ""
    length = link.length
    words = [
        ends,
        f"{t(link.mode)}{gauge}, {spoken(link.line_class, t)}, {spoken(link.status, t)}; {link.country}",
        f"{length.value:g} km ({length.source_id}, {length.confidence})",
    ]
    if link.opens:
        words.append(f"{expected_words(link, t)}; {link.status_source_id}, {link.status_as_of}")
    return words


def _panels(title: str, told: Sequence[str], groups: Sequence[Group], t: Translator) -> str:
    rows = "".join(
        f'<tr><td><svg width="38" height="12"><line x1="1" y1="6" x2="37" y2="6" stroke="{safe_colour(one.colour)}" '
        f'stroke-width="{one.width + 1}" stroke-dasharray="{safe(one.dash)}"/></svg></td><td>{safe(one.name)}</td></tr>'
        for one in groups
    )
    notes = "".join(f"<p>{safe(line)}</p>" for line in told)
    return (
        f'{titled(safe(title), notes)}<div id="legend" class="panel"><table>{rows}</table></div>'
        f'<div id="note" class="panel">{safe(t(NOTE))}</div>'
    )
