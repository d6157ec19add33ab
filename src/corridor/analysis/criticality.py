"""What hurts most: each link, place, border and country of the best way taken out, and the search made anew.

What the best way does not use need not be tried: without it the best way can still be gone, and no way is
better, since taking something out adds no way.  For the same reason a second loss beside a first one
matters only where it lies on the way that replaces the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corridor.analysis.criticality_elements import KINDS, Anatomy, Element, ElementKind
from corridor.analysis.criticality_result import Added, Criticality, Loss
from corridor.analysis.criticality_search import Without
from corridor.analysis.stability import natural
from corridor.errors import QueryError, nearest
from corridor.model.consignment import Consignment
from corridor.model.itinerary import Itinerary
from corridor.model.ledger import Measure, total
from corridor.model.network import Network
from corridor.planning.assemble import assemble
from corridor.planning.query import Query, make_query
from corridor.planning.route import no_itinerary
from corridor.planning.solve import priced_graph, primary_weight
from corridor.planning.stategraph import Arc
from corridor.units import hours, kilograms, kilometres, usd

_MEASURES: tuple[Measure, ...] = ("cost", "hours", "co2e")


def criticality(
    network: Network,
    origin: str,
    destination: str,
    consignment: Consignment | None = None,
    *,
    by: Sequence[str] = KINDS,
    pairs: bool = False,
    **options: Any,  # noqa: ANN401 - the options of `make_query`, checked there
) -> Criticality:
    """Take every link, node, border and country of the best itinerary out in turn, and search anew.

    `by` names the kinds; with `pairs` two elements of one kind are taken out together as well, and those
    pairs are given that cost more than the worse of the two alone.  The other options are those of `route`.

    Raises what `route` raises, and `QueryError` for an unknown kind.

    >>> from corridor import load_network
    >>> found = criticality(load_network(), "Baku", "Kars", by=["country"])
    >>> found.losses[0].elements[0].id, found.losses[0].corridor
    ('GE', 'aras')
    """
    kinds = _kinds(by)
    query = make_query(network, origin, destination, consignment, **options)
    study = _Study(network, query, kinds)
    singles = [study.loss((element,)) for element in study.anatomy.on(study.best)]
    return Criticality(
        network=network,
        query=query,
        best=study.itinerary(study.best),
        kinds=kinds,
        losses=tuple(_sorted(singles)),
        pairs=tuple(_sorted(study.pairs())) if pairs else None,
    )


def _kinds(by: Sequence[str]) -> tuple[ElementKind, ...]:
    for name in by:
        if name not in KINDS:
            raise QueryError("--by", name, f"choose from {', '.join(KINDS)}", nearest(name, KINDS))
    return tuple(kind for kind in KINDS if kind in by) or KINDS


def _sorted(losses: Sequence[Loss]) -> list[Loss]:
    """Put the unserved first, then the greatest loss; elements of one stretch stay in order of travel."""
    return sorted(losses, key=lambda one: (-one.added.objective if one.added else float("-inf"), one.stretch))


class _Study:
    """One query, its best way, and what becomes of it without this or that."""

    def __init__(self, network: Network, query: Query, kinds: Sequence[ElementKind]) -> None:
        self.network, self.query = network, query
        self.anatomy = Anatomy(network, query, kinds)
        self.without = Without(priced_graph(network, query), query, self.anatomy)
        best = self.without.best()
        if best is None:
            raise no_itinerary(network, query)
        self.best = best
        self._itineraries: dict[int, Itinerary] = {}
        self._same: dict[tuple[object, ...], list[Arc]] = {}
        self._stretches: dict[tuple[object, ...], int] = {}

    def itinerary(self, way: list[Arc]) -> Itinerary:
        """Itemise a way; the same way gives the same itinerary."""
        kept = self._same.setdefault(_key(way), way)
        if id(kept) not in self._itineraries:
            self._itineraries[id(kept)] = assemble(self.network, self.query, kept)
        return self._itineraries[id(kept)]

    def loss(self, elements: tuple[Element, ...], singles: tuple[float | None, ...] = ()) -> Loss:
        """Say what the loss of some elements together costs."""
        way = self.without.best(elements)
        kinds = tuple(one.kind for one in elements)
        stretch = self._stretches.setdefault((kinds, _key(way or [])), len(self._stretches))
        return Loss(
            elements=elements,
            added=None if way is None else self._added(way),
            replacement=None if way is None else self.itinerary(way),
            stretch=stretch,
            geometries=tuple(self.anatomy.geometry(one, self.best) for one in elements),
            singles=singles,
        )

    def _added(self, way: list[Arc]) -> Added:
        best, other = self.itinerary(self.best), self.itinerary(way)
        cents, minutes, grams = (total(other.entries, name) - total(best.entries, name) for name in _MEASURES)
        metres = sum(leg.metres for leg in other.legs) - sum(leg.metres for leg in best.legs)
        return Added(
            usd(cents),
            hours(minutes),
            kilograms(grams),
            kilometres(metres),
            natural(self.query, self._primary(way) - self._primary(self.best)),
        )

    def _primary(self, way: Sequence[Arc]) -> int:
        return sum(primary_weight(self.query, arc.impedance) for arc in way)

    def pairs(self) -> list[Loss]:
        """Give the pairs of one kind that cost more together than the worse of the two alone."""
        found: dict[frozenset[Element], Loss] = {}
        for first in self.anatomy.on(self.best):
            replacement = self.without.best((first,))
            for second in self.anatomy.on(replacement or ()):
                pair = frozenset((first, second))
                if second.kind == first.kind and pair not in found:
                    singles = self._alone(first), self._alone(second)
                    loss = self.loss((first, second), singles)
                    if _is_worse(loss, singles):
                        found[pair] = loss
        return list(found.values())

    def _alone(self, element: Element) -> float | None:
        """Give what is added to what is minimised without one element; None where no way is left."""
        if not self.without.hits(element, self.best):
            return 0.0
        way = self.without.best((element,))
        return None if way is None else natural(self.query, self._primary(way) - self._primary(self.best))


def _is_worse(loss: Loss, singles: tuple[float | None, ...]) -> bool:
    """Say whether two together cost more than the worse of them."""
    known = [one for one in singles if one is not None]
    return len(known) == len(singles) and (loss.added is None or loss.added.objective > max(known))


def _key(way: Sequence[Arc]) -> tuple[object, ...]:
    return tuple((arc.kind, arc.tail, arc.head, arc.subject, arc.forward) for arc in way)
