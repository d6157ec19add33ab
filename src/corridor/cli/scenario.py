"""`corridor scenario`: which worlds there are to plan in."""

from __future__ import annotations

from json import dumps

from corridor.cli.output import deliver
from corridor.cli.text import plain
from corridor.errors import UnknownScenarioError
from corridor.scenarios.catalogue import Scenario, load_scenarios


def list_scenarios(*, json: bool = False) -> int:
    """List the scenarios, each with one line on what it assumes."""
    known = load_scenarios()
    if json:
        return deliver(
            dumps({"scenarios": [item.to_dict() for item in known.values()]}, ensure_ascii=False, indent=1) + "\n",
            None,
        )
    return deliver("".join(f"{item.name:<24}{plain(item.title)}\n" for item in known.values()), None)


def show(name: str) -> int:
    """Show what a scenario assumes."""
    known = load_scenarios()
    if name not in known:
        raise UnknownScenarioError(name, list(known))
    item: Scenario = known[name]
    return deliver(f"{item.name}: {plain(item.title)}\n\n{plain(item.description, multiline=True)}\n", None)
