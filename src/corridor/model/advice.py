"""What an itinerary's user must be warned of: the advisories of its links, and lines not yet open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corridor.model.link import EXPECTED
from corridor.model.reference import Advisory

if TYPE_CHECKING:
    from corridor.model.network import Network

_WEATHER = "-weather"
_GRAVITY = {"warning": 0, "caution": 1, "info": 2}


def advisories_of(network: Network, link_ids: Sequence[str]) -> tuple[Advisory, ...]:
    """Give the advisories that apply to links, the gravest first, and one for each that is not yet open."""
    ids = dict.fromkeys(item for link_id in link_ids for item in network.links[link_id].advisory_ids)
    known = [network.advisories[item] for item in ids if item in network.advisories]
    known += [_not_yet(network, link_id) for link_id in link_ids if network.links[link_id].status in EXPECTED]
    return tuple(sorted(known, key=lambda advisory: _GRAVITY[advisory.severity]))


def weather_ids(advisory_ids: Sequence[str]) -> list[str]:
    """Give those that are about the weather of some waters: their ids end so.

    >>> weather_ids(["low-water", "poti-weather"])
    ['poti-weather']
    """
    return [name for name in advisory_ids if name.endswith(_WEATHER)]


def _not_yet(network: Network, link_id: str) -> Advisory:
    link = network.links[link_id]
    status = link.status.replace("_", " ")
    span = f" ({link.opens_early or '?'} to {link.opens_late or '?'})" if link.opens_early or link.opens_late else ""
    text = f"{link_id} is {status}; expected {link.opens or 'at no published date'}{span}."
    return Advisory(
        f"not-open-{link_id}", "warning", f"Not open: {status}", text, link.status_as_of, link.status_source_id
    )
