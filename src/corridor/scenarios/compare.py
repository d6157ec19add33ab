"""One question in several scenarios, side by side, the first being the one that the others are compared with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from corridor.errors import NoItineraryError, QueryError
from corridor.model.consignment import Consignment
from corridor.model.network import Network
from corridor.planning.query import Query, make_query
from corridor.planning.route import answer
from corridor.scenarios.apply import Scenarios, altered, check_base, chosen
from corridor.scenarios.attribution import Attribution, attribute
from corridor.scenarios.catalogue import name_of
from corridor.scenarios.coalitions import Question
from corridor.scenarios.comparison import Comparison, Outcome
from corridor.scenarios.entry import Scenario


class _Case(NamedTuple):
    """A scenario to be compared, under the name by which it was asked for."""

    name: str
    scenarios: tuple[Scenario, ...]


def compare(
    network: Network,
    origin: str,
    destination: str,
    consignment: Consignment | None = None,
    *,
    scenarios: Sequence[Scenarios] = ("baseline",),
    attribution: bool = True,
    folder: Path | None = None,
    **options: Any,  # noqa: ANN401 - the options of `make_query`, checked there
) -> Comparison:
    """Give the best itinerary in each of several scenarios, the change against the first, and where it comes from.

    `scenarios` are names, names joined by `+`, files, or scenarios that were read; names are looked up in the
    network's `folder` or among those that ship. Options are those of `corridor.route`. With `attribution`, each
    change is shared out among the scenario's levers (Shapley values; 2^n answers for n levers, at most ten).

    Raises as `corridor.route` and `corridor.apply_scenario` do, but for a scenario without an itinerary, which is
    an outcome with its reason.

    >>> from corridor import load_network
    >>> found = compare(load_network(), "Baku", "Kars", scenarios=("baseline", "baseline"))
    >>> found[1].change.to_dict()["hours"]
    0.0
    """
    check_base(network)
    cases = [_case(item, folder) for item in scenarios]
    if not cases:
        raise QueryError("--scenarios", "", "name at least one scenario")
    _check_names(cases)
    outcomes: list[Outcome] = []
    queries: list[Query] = []
    for case in cases:
        world = altered(network, case.scenarios)[0] if case.scenarios else network
        query = make_query(world, origin, destination, consignment, **options)
        queries.append(query)
        outcomes.append(_outcome(world, query, case.name, outcomes[0] if outcomes else None))
    if attribution:
        question = Question(origin, destination, consignment, options)
        outcomes[1:] = [
            outcome.with_attribution(_attributed(network, cases[0], case, outcomes[0], outcome, question))
            for case, outcome in zip(cases[1:], outcomes[1:], strict=True)
        ]
    return Comparison(network, queries[0], tuple(outcomes))


def _case(item: Scenarios, folder: Path | None) -> _Case:
    found = chosen(item, folder)
    return _Case(name_of(found), found)


def _check_names(cases: Sequence[_Case]) -> None:
    """Refuse two files of one name: nobody could tell which of them an answer is about."""
    known: dict[str, Path | None] = {}
    for item in (scenario for case in cases for scenario in case.scenarios):
        if known.setdefault(item.name, item.path) != item.path:
            raise QueryError("--scenarios", item.name, "two files have this name; rename one of them")


def _outcome(world: Network, query: Query, name: str, first: Outcome | None) -> Outcome:
    try:
        itinerary = answer(world, query)
    except NoItineraryError as error:
        return Outcome(name, None, error.reason, error.blocking, first)
    return Outcome(name, itinerary, "", (), first)


def _attributed(
    network: Network, first: _Case, other: _Case, before: Outcome, after: Outcome, question: Question
) -> Attribution:
    if before.itinerary is None or after.itinerary is None:
        return Attribution(reason="there is no itinerary in one of the two")
    return attribute(network, first.scenarios, other.scenarios, question)
