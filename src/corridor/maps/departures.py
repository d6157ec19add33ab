"""Drawing journeys by day of departure: each way once, with its days, and a table of all days in the panel."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from corridor.lang import Translator
from corridor.maps.dates import LOCAL, days_words, moment_words, remark_words
from corridor.maps.page import Drawing
from corridor.maps.safe import safe
from corridor.maps.several import WIDE, Panel, Way, draw_ways, swatch
from corridor.maps.words import corridor_of, world_words
from corridor.model.itinerary import Itinerary
from corridor.planning.departures import Departure, Departures
from corridor.units import days

_STYLE = f"""{WIDE}
.days{{max-height:168px;overflow:auto;margin:5px 0;border:1px solid #dfe3e6}}
.days table{{width:100%}}.days th{{position:sticky;top:0;background:#f1f3f4;text-align:left;font-weight:600}}
.days th,.days td{{padding:1px 7px;white-space:nowrap;font-variant-numeric:tabular-nums}}
.days .n{{text-align:right}}.days .why{{white-space:normal}}.days .best td{{font-weight:600}}
.days td:last-child:not(.why){{white-space:nowrap}}
@media(max-width:600px){{.days th,.days td:not(:last-child){{padding:1px 4px;white-space:normal}}}}
"""
_ROOM = 400
"""Pixels at the foot of the map that the panel with its table may cover."""


class _Kept(NamedTuple):
    """A way, and the days on which it is the best."""

    best: Departure
    days: Sequence[Departure]


def draw_departures(found: Departures, t: Translator) -> Drawing:
    """Draw each way that is the best of some day, with its days, and list all days."""
    kept = _kept(found)
    nodes, query = found.network.nodes, found.query
    title = f"{t.ends(nodes[query.origin], nodes[query.destination])}: {t('by day of departure')}"
    panel = Panel(_table(found, kept, t), _STYLE, _ROOM)
    return draw_ways(title, _ways(kept, t), _told(found, t), t, panel)


def _kept(found: Departures) -> list[_Kept]:
    """Give each way with its days and the best of them, in order of the first day."""
    ways: dict[Hashable, list[Departure]] = {}
    for day in found:
        if day.itinerary is not None:
            ways.setdefault(day.itinerary.course, []).append(day)
    return [_Kept(min(own, key=found.rank), own) for own in ways.values()]


def _ways(kept: Sequence[_Kept], t: Translator) -> list[Way]:
    """Give the ways with their days; countries tell apart those of one corridor and those of none."""
    made = []
    corridors = [one.best.itinerary.corridor for one in kept if one.best.itinerary is not None]
    for each in kept:
        one = each.best.itinerary
        assert one is not None  # noqa: S101 - only days with a journey are kept
        is_told = one.corridor_name and corridors.count(one.corridor) == 1
        name = corridor_of(one, t) if is_told else f"{corridor_of(one, t)} ({' '.join(one.countries)})"
        made.append(_way(name, one, each, t))
    return made


def _way(name: str, one: Itinerary, kept: _Kept, t: Translator) -> Way:
    journeys = [day.itinerary for day in kept.days if day.itinerary is not None]
    figures = (
        f"USD {_spread([f'{each.cost_usd:,.0f}' for each in sorted(journeys, key=lambda each: each.cost_usd)])}",
        t(
            "{span} d",
            span=_spread([f"{days(each.hours):.1f}" for each in sorted(journeys, key=lambda each: each.hours)]),
        ),
        f"{one.distance_km:,.0f} km",
    )
    label = f"{name}: {days_words([day.departs.date() for day in kept.days], t)}"
    return Way(label, one, figures, t("the journey that begins on {when}", when=moment_words(kept.best.departs, t)))


def _spread(sorted_words: Sequence[str]) -> str:
    first, last = sorted_words[0], sorted_words[-1]
    return first if first == last else f"{first}–{last}"


def _told(found: Departures, t: Translator) -> list[str]:
    query = found.query
    remarks = dict.fromkeys(remark for day in found if day.itinerary for remark in day.itinerary.remarks)
    return [
        f"{t('* the best day; minimised: {objective}', objective=t(query.minimize))}. {t(LOCAL)}",
        *(remark_words(remark, t) for remark in remarks),
        world_words(query.scenario, found.network.as_of, t),
    ]


def _table(found: Departures, kept: Sequence[_Kept], t: Translator) -> str:
    """List the days: when each begins and ends, what it takes, and which way, as safe HTML."""
    number = {day.departs: place for place, one in enumerate(kept) for day in one.days}
    head = "".join(f"<th>{safe(word)}</th>" for word in (t("departs"), t("arrives"), t("days"), "USD", t("way")))
    best = found.best
    rows = "".join(_row(day, number.get(day.departs), t, is_best=day is best) for day in found)
    label = safe(t("by day of departure"))
    return (
        f'<div class="days" tabindex="0" role="region" aria-label="{label}"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(day: Departure, number: int | None, t: Translator, *, is_best: bool) -> str:
    one, arrives = day.itinerary, day.arrives
    begins = f"<td>{safe(moment_words(day.departs, t, offset=False))}{' *' if is_best else ''}</td>"
    if one is None or arrives is None or number is None:
        return f'<tr>{begins}<td colspan="4" class="why">{safe(t("no itinerary"))}: {safe(day.reason)}</td></tr>'
    return (
        f"<tr{' class=best' if is_best else ''}>{begins}<td>{safe(moment_words(arrives, t, offset=False))}</td>"
        f'<td class="n">{days(one.hours):.1f}</td><td class="n">{one.cost_usd:,.0f}</td>'
        f"<td>{swatch(number)} {number + 1}</td></tr>"
    )
