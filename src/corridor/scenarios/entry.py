"""What a scenario file says, once it is read: its entries, each with who says so and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from corridor.model.figure import Confidence
from corridor.model.reference import Source

Words = tuple[str, ...]
Value = str | float | int | bool

BASELINE = "baseline"


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One entry of a scenario: what it selects and what it changes, to which lever it belongs, and whose word it is."""

    scenario: str
    file: str
    line: int
    kind: str
    """The table: `link`, `node`, `transfer`, `service`, or a parameter table."""
    lever: str
    source_id: str
    as_of: str
    confidence: Confidence
    note: str
    select: Mapping[str, Words] = field(repr=False)
    change: Mapping[str, Value] = field(repr=False)
    lines: Mapping[str, int] = field(repr=False)
    """The line of each of its keys."""

    @property
    def where(self) -> str:
        """Give the file and line.

        >>> Entry("aras", "aras.toml", 12, "link", "link", "estimate", "2026", "C", "", {}, {}, {}).where
        'aras.toml:12'
        """
        return f"{self.file}:{self.line}"

    @property
    def lever_id(self) -> LeverId:
        """Give the lever's full name."""
        return LeverId(self.scenario, self.lever)

    @property
    def place(self) -> tuple[str, int]:
        """Give what entries are sorted by, so that the order in which scenarios are named does not matter."""
        return self.scenario, self.line


class LeverId(NamedTuple):
    """A lever of a scenario: what can be pulled apart from the rest."""

    scenario: str
    lever: str

    def __str__(self) -> str:
        return f"{self.scenario}:{self.lever}"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named world; the baseline changes nothing.

    `sources` are those that the file defines beyond the network's, with their lines; `levers` their titles.
    """

    name: str
    title: str
    description: str
    file: str = ""
    entries: tuple[Entry, ...] = field(default=(), repr=False)
    sources: tuple[tuple[int, Source], ...] = field(default=(), repr=False)
    levers: Mapping[str, str] = field(default_factory=dict, repr=False)
    path: Path | None = field(default=None, repr=False)

    def lever_ids(self) -> tuple[LeverId, ...]:
        """Give the levers in the order of their first entries."""
        return tuple(dict.fromkeys(entry.lever_id for entry in self.entries))

    def to_dict(self) -> dict[str, str]:
        """Give the scenario as plain data."""
        return {"name": self.name, "title": self.title, "description": self.description}
