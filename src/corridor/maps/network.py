"""The whole network: lines by mode, what is not open dashed, or lines by gauge; with sources on each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from corridor.maps.bulk import Bulk, Group, Line
from corridor.maps.itinerary import NOTE, fit
from corridor.maps.page import Drawing, counted_ids, new_map, page_of
from corridor.maps.safe import safe, safe_colour
from corridor.maps.style import CSS, STROKES, titled
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


def draw_network(network: Network, by: By = "status") -> Drawing:
    """Draw all links of a network by mode and status, or its rails by gauge."""
    groups: dict[str, Group] = {}
    lines: list[Line] = []
    order: dict[str, int] = {}
    tolerance = _COARSE if len(network.links) > _MANY else _TOLERANCE
    for link in sorted(network.links.values(), key=lambda one: (one.status not in USABLE, one.mode, one.link_id)):
        group = _by_gauge(link) if by == "gauge" else _by_status(link)
        if group is None:
            continue
        groups.setdefault(group.name, group)
        number = order.setdefault(group.name, len(order))
        words = _words(network, link) if len(network.links) < _TOO_MANY else ()
        lines.append(Line(number, words, network.coordinates(link.link_id)))
    title = f"{network.name}: {len(lines):,} links by {'gauge' if by == 'gauge' else 'mode and status'}"
    told = [
        f"{len(network.nodes):,} places, {len(network.sources):,} sources, as of {network.as_of}; scenario "
        f"{network.scenario}.",
        f"Lines are simplified by {tolerance:g} degrees, some {tolerance * 111:.1f} km.",
    ]
    if len(network.links) >= _TOO_MANY:
        told.append("Too many lines to tell of each: what a line is, the tables say.")
    with counted_ids():
        made = new_map()
        made.add_child(Bulk(list(groups.values()), lines, tolerance))
        fit(made, [line.points for line in lines])
        return Drawing(page_of(made, safe(title), CSS, _panels(title, told, list(groups.values()))))


def _by_status(link: Link) -> Group | None:
    stroke = STROKES[link.mode]
    if link.status in {"open", "restricted"}:
        word = "open" if link.status == "open" else "restricted"
        return Group(f"{link.mode}, {word}", stroke.colour, 2.4 if word == "open" else 1.6, "")
    return Group(f"{link.mode}, {link.status.replace('_', ' ')}", stroke.colour, 2.2, "6 6")


def _by_gauge(link: Link) -> Group | None:
    if link.mode != "rail":
        return None
    gauge = link.state.gauge_mm
    name = f"{gauge} mm" if gauge else "gauge not told"
    if link.status not in USABLE:
        return Group(f"{name}, not open", GAUGES.get(gauge or 0, _OTHER), 2.2, "6 6")
    return Group(name, GAUGES.get(gauge or 0, _OTHER), 2.4)


def _words(network: Network, link: Link) -> list[str]:
    ends = " – ".join(network.nodes[place].name for place in (link.from_node_id, link.to_node_id))
    gauge = f", {link.state.gauge_mm} mm" if link.state.gauge_mm else ""
    length = link.length
    words = [
        ends,
        f"{link.mode}{gauge}, {link.line_class.replace('_', ' ')}, {link.status.replace('_', ' ')}; {link.country}",
        f"{length.value:g} km ({length.source_id}, {length.confidence})",
    ]
    if link.opens:
        words.append(
            f"expected {link.opens} ({link.opens_early} to {link.opens_late}); {link.status_source_id}, "
            f"{link.status_as_of}"
        )
    return words


def _panels(title: str, told: Sequence[str], groups: Sequence[Group]) -> str:
    rows = "".join(
        f'<tr><td><svg width="38" height="12"><line x1="1" y1="6" x2="37" y2="6" stroke="{safe_colour(one.colour)}" '
        f'stroke-width="{one.width + 1}" stroke-dasharray="{safe(one.dash)}"/></svg></td><td>{safe(one.name)}</td></tr>'
        for one in groups
    )
    notes = "".join(f"<p>{safe(line)}</p>" for line in told)
    return (
        f'{titled(safe(title), notes)}<div id="legend" class="panel"><table>{rows}</table></div>'
        f'<div id="note" class="panel">{safe(NOTE)}</div>'
    )
