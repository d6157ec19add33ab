"""What can be drawn: an itinerary, several side by side, scenarios, a whole network, and answers about many places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from corridor.analysis.catchment import Catchment
from corridor.analysis.criticality_result import Criticality
from corridor.analysis.reach import Reach
from corridor.analysis.versus import Bout
from corridor.maps.itinerary import draw_itinerary
from corridor.maps.network import draw_network
from corridor.maps.page import Drawing
from corridor.maps.points import draw_catchment, draw_criticality, draw_reach
from corridor.maps.several import draw_alternatives, draw_bout, draw_comparison, draw_frontier
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.planning.alternatives import Alternatives
from corridor.planning.frontier import Frontier
from corridor.scenarios.comparison import Comparison

Drawable = Itinerary | Alternatives | Frontier | Comparison | Bout | Network | Catchment | Criticality | Reach


def draw(thing: Drawable) -> Drawing:
    """Draw an answer on a map that makes no network request.

    Raises TypeError for what is none.

    >>> import corridor as cr
    >>> best = cr.route(cr.load_network(), "Baku", "Kars")
    >>> cr.maps.draw(best).html().startswith("<!DOCTYPE html>")
    True
    """
    for kind, view in _VIEWS.items():
        if isinstance(thing, kind):
            return view(thing)
    msg = f"{type(thing).__name__} is nothing that can be drawn"
    raise TypeError(msg)


_VIEWS: dict[type, Callable[[Any], Drawing]] = {
    Itinerary: draw_itinerary,
    Alternatives: draw_alternatives,
    Frontier: draw_frontier,
    Comparison: draw_comparison,
    Bout: draw_bout,
    Network: draw_network,
    Catchment: draw_catchment,
    Criticality: draw_criticality,
    Reach: draw_reach,
}
