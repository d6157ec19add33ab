"""Why there is no way: the smallest sets of filters, or of closed links, whose removal opens one."""

from __future__ import annotations

from typing import NamedTuple

from corridor.model.network import Network
from corridor.planning.query import Query
from corridor.planning.wayout import Obstacles, Obstructed, WayOut
from corridor.search.colours import TooManyLabelsError

_LARGEST_SET = 4
"""Sets up to this size are all found; of larger ones, one that cannot be made smaller."""
_MOST_SHOWN = 5


class Absence(NamedTuple):
    """Why there is no itinerary: in words, the first smallest set, and the best way for each of them."""

    reason: str
    blocking: tuple[str, ...]
    ways_out: tuple[WayOut, ...] = ()
    more: int = 0
    """How many sets as small were found and are not shown."""


def explain_absence(network: Network, query: Query) -> Absence:
    """Say why a query has no itinerary, and name the smallest sets of filters or links that block it.

    Filters alone come first, then links alone with all filters kept; both together only where neither
    opens a way.
    """
    absence = ways_out(Obstructed(network, query))
    if absence is None:
        cargo = query.consignment.cargo_class
        return Absence(f"no links of the network, open or not, connect the two for {cargo} cargo.", ())
    return absence


def ways_out(here: Obstructed) -> Absence | None:
    """Give the smallest sets that block a query, each with its best way; None where nothing opens one."""
    everything = (*here.filter_obstacles, *here.link_obstacles)
    if not here.opens(everything):
        return None
    found = [*_sets(here, here.filter_obstacles)]
    shown = found[:_MOST_SHOWN]
    by_links = [*_sets(here, here.link_obstacles)]
    shown += by_links[:_MOST_SHOWN]
    found += by_links
    if not found:
        found = _sets(here, everything)
        shown = found[:_MOST_SHOWN]
    ways = tuple(here.way_out(item) for item in shown)
    return Absence(_reason(ways[0]), ways[0].lift, ways, len(found) - len(shown))


def _sets(here: Obstructed, candidates: Obstacles) -> list[Obstacles]:
    """Give all smallest sets, or where they are large or too many to be told apart, one that is minimal."""
    if not here.opens(candidates):
        return []
    try:
        found = here.smallest(candidates, _LARGEST_SET)
    except TooManyLabelsError:
        found = []
    return found or [_minimal(here, candidates)]


def _minimal(here: Obstructed, candidates: Obstacles) -> Obstacles:
    left = candidates
    for number in candidates[::-1]:
        fewer = tuple(item for item in left if item != number)
        if here.opens(fewer):
            left = fewer
    return left


def _reason(way: WayOut) -> str:
    links = way.itinerary.network.links
    closed = ", ".join(f"{item} ({links[item].status.replace('_', ' ')})" for item in way.closed_links)
    lifting = " and ".join(way.filters)
    if not closed:
        return f"lifting {lifting} would open a way."
    also = f", and lifting {lifting}" if lifting else ""
    return f"the way needs links that are not open: {closed}{also}."
