"""From which date one side is the better one, as links open that are planned or being built.

The world is asked once for each date on which something opens, with everything open that is due by then, for
the expected dates and for the early and the late ends of their ranges.  The season stays that of the query:
what is compared are worlds, not months.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from corridor.analysis.breakeven_sides import Pair
from corridor.model.link import EXPECTED, Link
from corridor.model.network import Network
from corridor.planning.admit import opening
from corridor.planning.query import Query

Case = Literal["likely", "early", "late"]
CASES: tuple[Case, ...] = ("likely", "early", "late")
_COLUMN = {"likely": "opens", "early": "opens_early", "late": "opens_late"}


@dataclass(frozen=True)
class Opening:
    """From which date the first side is the better one: expected, early, late; None where it never is.

    `is_better_now` says that it is already today; `gap_when_all_open` is the second side's total less the
    first's once everything has opened, in the query's whole units, None where one side has no way even then.
    """

    likely: date | None
    early: date | None
    late: date | None
    is_better_now: bool
    gap_when_all_open: int | None


def find_opening(network: Network, query: Query, posed: Callable[[Network, Query], Pair | None]) -> Opening:
    """Give from when the first of two sides is the better one; `posed` poses the query over a network."""
    now = _gap(posed(network, query), query)
    dates = {case: _first_date(network, query, posed, case) for case in CASES}
    everything = _as_of(network, date.max, "likely")
    return Opening(
        dates["likely"],
        dates["early"],
        dates["late"],
        now is not None and now > 0,
        _gap(posed(everything, query), query),
    )


def _first_date(
    network: Network, query: Query, posed: Callable[[Network, Query], Pair | None], case: Case
) -> date | None:
    """Give the first opening date from which on, and at every later one, the first side is the better one."""
    first = None
    for day in sorted({due for link in network.links.values() if (due := _due(link, case))}):
        gap = _gap(posed(_as_of(network, day, case), query), query)
        if gap is None or gap <= 0:
            first = None
        elif first is None:
            first = day
    return first


def _gap(pair: Pair | None, query: Query) -> int | None:
    if pair is None:
        return None
    one, two = pair.ways(query)
    return None if one is None or two is None else two.total - one.total


def _due(link: Link, case: Case) -> date | None:
    text = getattr(link, _COLUMN[case]) or link.opens
    return opening(text) if link.status in EXPECTED and text else None


def _as_of(network: Network, day: date, case: Case) -> Network:
    """Give the network with everything open that is due by a day."""
    links = {
        link_id: link._replace(status="open") if (due := _due(link, case)) and due <= day else link
        for link_id, link in network.links.items()
    }
    return replace(network, links=links)
