"""The network in a scenario: the one function that the rest of the library and the commands call."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corridor.errors import QueryError, ScenarioError
from corridor.model.network import Network
from corridor.scenarios.catalogue import find_scenarios, is_baseline, name_of
from corridor.scenarios.entry import BASELINE, Scenario

if TYPE_CHECKING:
    from corridor.scenarios.diff import Difference

Scenarios = str | Path | Scenario | Sequence[Scenario]
"""A name, names joined by `+`, a file, a scenario that was read, or several."""


def apply_scenario(network: Network, scenario: Scenarios, folder: Path | None = None) -> Network:
    """Give the network as it is in a scenario, or in several together; the network itself is not changed.

    Names are looked up in `scenarios/` of the network's `folder`, or among those that ship with the package.

    A changed figure carries the source and note of the entry that changed it. Raises `UnknownScenarioError`,
    `ScenarioError` for a file that does not fit the network, `ScenarioConflictError` for entries that cannot both
    hold, and `QueryError` for a network that is in a scenario already.

    >>> from corridor import load_network
    >>> network = load_network()
    >>> apply_scenario(network, "baseline") is network
    True
    """
    if isinstance(scenario, str) and is_baseline(scenario):
        check_base(network)
        return network
    return altered(network, chosen(scenario, folder))[0]


def chosen(scenario: Scenarios, folder: Path | None = None) -> tuple[Scenario, ...]:
    """Give the scenarios that are meant, the baseline left out."""
    if isinstance(scenario, str | Path):
        return () if scenario == BASELINE else find_scenarios(scenario, folder)
    several = (scenario,) if isinstance(scenario, Scenario) else tuple(scenario)
    if not all(isinstance(item, Scenario) for item in several):
        raise QueryError("scenario", str(scenario), "give a name, the path of a file, or scenarios that were read")
    return tuple(item for item in several if item.name != BASELINE or item.entries)


def altered(network: Network, scenarios: Sequence[Scenario]) -> tuple[Network, list[Difference]]:
    """Give the network as it is in scenarios, and what is different in it."""
    from corridor.scenarios.bind import bind  # noqa: PLC0415 - the baseline needs none of it
    from corridor.scenarios.limits import faults_of  # noqa: PLC0415
    from corridor.scenarios.overlay import Overlay  # noqa: PLC0415

    check_base(network)
    overlay = Overlay(bind(network, scenarios), name=name_of(tuple(scenarios)))
    made = overlay.network()
    found = faults_of(overlay)
    if found:
        raise ScenarioError(found)
    return made, overlay.differences


def check_base(network: Network) -> None:
    """Refuse a network that is in a scenario already."""
    if network.scenario != BASELINE:
        problem = "the network is in a scenario already; name all of them at once, joined by +"
        raise QueryError("--scenario", network.scenario, problem)
