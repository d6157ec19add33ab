"""`corridor scenario`: which worlds there are to plan in, and what each of them changes."""

from __future__ import annotations

from json import dumps
from pathlib import Path
from typing import Any

from corridor.cli.output import deliver
from corridor.cli.tables import grid
from corridor.cli.text import plain
from corridor.data.load import load_network
from corridor.model.serial import SCHEMA_VERSION
from corridor.scenarios.apply import altered
from corridor.scenarios.catalogue import find_scenario, find_scenarios, load_scenarios
from corridor.scenarios.diff import Difference
from corridor.scenarios.entry import BASELINE, Entry, Scenario

_SHOWN = 15
"""Changes shown of one entry; --json has all."""


def list_scenarios(*, json: bool = False, network: str | None = None) -> int:
    """List the scenarios, each with one line on what it assumes."""
    known = load_scenarios(Path(network) if network else None)
    if json:
        return deliver(_json({"scenarios": [item.to_dict() for item in known.values()]}), None)
    return deliver("".join(f"{item.name:<24}{plain(item.title)}\n" for item in known.values()), None)


def show(name: str, *, json: bool = False, network: str | None = None) -> int:
    """Show what a scenario assumes, as a diff of the network."""
    folder = Path(network) if network else None
    scenarios = find_scenarios(name, folder)
    differences = altered(load_network(network), scenarios)[1] if scenarios else []
    shown = scenarios or (find_scenario(BASELINE),)
    if json:
        return deliver(_json(_document(name, shown, differences)), None)
    return deliver("\n".join(_lines(shown, differences)) + "\n", None)


def _json(document: dict[str, Any]) -> str:
    return dumps(document, ensure_ascii=False, indent=1) + "\n"


def _document(name: str, scenarios: tuple[Scenario, ...], differences: list[Difference]) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "scenario": "+".join(item.name for item in scenarios),
        "name": name if len(scenarios) > 1 else scenarios[0].name,
        "title": "; ".join(item.title for item in scenarios),
        "description": "\n\n".join(item.description for item in scenarios),
        "scenarios": [item.to_dict() for item in scenarios],
        "levers": [
            {"lever": str(lever), "title": item.levers.get(lever.lever, "")}
            for item in scenarios
            for lever in item.lever_ids()
        ],
        "sources": [source._asdict() for item in scenarios for _, source in item.sources],
        "differences": [difference.to_dict() for difference in differences],
    }


def _lines(scenarios: tuple[Scenario, ...], differences: list[Difference]) -> list[str]:
    lines: list[str] = []
    for scenario in scenarios:
        lines += [f"{scenario.name}: {plain(scenario.title)}", "", plain(scenario.description, multiline=True), ""]
        for entry in scenario.entries:
            lines += [*_entry_lines(scenario, entry, differences), ""]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _entry_lines(scenario: Scenario, entry: Entry, differences: list[Difference]) -> list[str]:
    title = scenario.levers.get(entry.lever, "")
    head = f"[{entry.lever}]{' ' + title if title else ''}   {entry.source_id} {entry.confidence}, {entry.as_of}"
    lines = [plain(f"{head}   ({entry.where})")]
    if entry.note:
        lines.append(plain(f"  {entry.note}"))
    own = [item for item in differences if entry in item.entries]
    if not own:
        return [*lines, "  changes nothing"]
    table = grid(["what", "was", "is"], [_cells(item, entry) for item in own[:_SHOWN]], right=set())
    lines += [f"  {line}" for line in table.splitlines()[2:]]
    if len(own) > _SHOWN:
        lines.append(f"  … and {len(own) - _SHOWN} more; --json has all")
    return lines


def _cells(item: Difference, entry: Entry) -> list[str]:
    others = [other.where for other in item.entries if other is not entry]
    together = f" (with {', '.join(others)})" if others else ""
    before = "not there" if item.before is None else str(item.before)
    return [plain(str(item.target)), plain(before), plain(f"→ {item.after}{together}")]
