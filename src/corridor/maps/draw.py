"""What can be drawn: an itinerary, several side by side, scenarios, a whole network, and answers about many places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from corridor.analysis.breakeven import BreakEven
from corridor.analysis.catchment import Catchment
from corridor.analysis.criticality_result import Criticality
from corridor.analysis.reach import Reach
from corridor.analysis.reliability_result import Reliability
from corridor.analysis.replan import Replan
from corridor.analysis.versus import Bout
from corridor.lang import Translator, translator
from corridor.maps.departures import draw_departures
from corridor.maps.itinerary import draw_itinerary
from corridor.maps.network import draw_network
from corridor.maps.page import Drawing
from corridor.maps.points import draw_catchment, draw_criticality, draw_reach
from corridor.maps.replan import draw_replan
from corridor.maps.several import draw_alternatives, draw_bout, draw_comparison, draw_frontier
from corridor.maps.sides import draw_break_even, draw_reliability
from corridor.maps.tiles import with_tiles
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.planning.alternatives import Alternatives
from corridor.planning.departures import Departures
from corridor.planning.frontier import Frontier
from corridor.scenarios.comparison import Comparison

Drawable = (
    Itinerary | Alternatives | Frontier | Departures | Replan | Reliability | Comparison | Bout | BreakEven | Network
    | Catchment | Criticality | Reach
)  # fmt: skip


def draw(thing: Drawable, lang: str = "en", tiles: str = "") -> Drawing:
    """Draw an answer on a map that makes no network request, unless `tiles` names a server to ask for a background.

    `lang` is the language of the fixed words and of the places' names: en, ru, zh, tr, az, ka or kk; what the
    tables say in English (advisories, services, sources) stays as it is.  `tiles` is an address with {z}, {x} and
    {y}; only who opens the page asks it.

    Raises TypeError for what cannot be drawn and `QueryError` for a language or an address that cannot be.

    >>> import corridor as cr
    >>> best = cr.route(cr.load_network(), "Baku", "Kars")
    >>> cr.maps.draw(best).html().startswith("<!DOCTYPE html>")
    True
    """
    for kind, view in _VIEWS.items():
        if isinstance(thing, kind):
            return Drawing(with_tiles(view(thing, translator(lang)).html(), tiles))
    msg = f"{type(thing).__name__} is nothing that can be drawn"
    raise TypeError(msg)


_VIEWS: dict[type, Callable[[Any, Translator], Drawing]] = {
    Itinerary: draw_itinerary,
    Alternatives: draw_alternatives,
    Frontier: draw_frontier,
    Departures: draw_departures,
    Replan: draw_replan,
    Reliability: draw_reliability,
    Comparison: draw_comparison,
    Bout: draw_bout,
    BreakEven: draw_break_even,
    Network: lambda network, t: draw_network(network, t=t),
    Catchment: draw_catchment,
    Criticality: draw_criticality,
    Reach: draw_reach,
}
