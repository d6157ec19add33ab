"""The scenarios that ship with the network, read from `network/scenarios/*.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corridor.data.load import reference_folder
from corridor.errors import Finding, NetworkDataError

FOLDER = "scenarios"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named world; the baseline changes nothing."""

    name: str
    title: str
    description: str

    def to_dict(self) -> dict[str, str]:
        """Give the scenario as plain data."""
        return {"name": self.name, "title": self.title, "description": self.description}


@cache
def scenario_names() -> tuple[str, ...]:
    """Give the names of the shipped scenarios."""
    return tuple(sorted(path.stem for path in (reference_folder() / FOLDER).glob("*.toml")))


def load_scenarios() -> dict[str, Scenario]:
    """Read the shipped scenarios by name; raise `NetworkDataError` for a file that is not one."""
    return {path.stem: _read(path) for path in sorted((reference_folder() / FOLDER).glob("*.toml"))}


def _read(path: Path) -> Scenario:
    import tomllib  # noqa: PLC0415 - a route needs only the names

    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        return Scenario(path.stem, str(document["title"]), str(document["description"]).strip())
    except (ValueError, KeyError) as error:
        problem = f"not a scenario: {error}"
        hint = "a scenario needs `title` and `description`"
        raise NetworkDataError([Finding("S101", "error", path.name, 0, "", "", problem, hint)]) from error
