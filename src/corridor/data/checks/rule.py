"""What a rule is: a code, a severity, a sentence, and a function that yields what it objects to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from corridor.data.tables import Rows
from corridor.errors import Finding, Severity
from corridor.model.network import Coordinates


class Objection(NamedTuple):
    """One offence: the table and row, the field and value, what is wrong, and what to do."""

    file: str
    row: int
    field: str
    value: object
    message: str
    hint: str = ""


@dataclass(eq=False)
class Subject:
    """What the rules look at: the rows, the drawn lines, and indices that several rules need."""

    rows: Rows
    geometry: Mapping[str, Coordinates]
    folder: Path
    today: date = field(default_factory=lambda: datetime.now(UTC).date())

    @cached_property
    def nodes(self) -> dict[str, Any]:
        """Give node rows by id."""
        return {row.node_id: row for row in self.rows["node"]}

    @cached_property
    def links(self) -> dict[str, Any]:
        """Give link rows by id."""
        return {row.link_id: row for row in self.rows["link"]}

    def point(self, node_id: str) -> tuple[float, float]:
        """Give longitude and latitude of a node."""
        node = self.nodes[node_id]
        return node.x_coord, node.y_coord


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the linter."""

    code: str
    severity: Severity
    sentence: str
    function: Callable[[Subject], Iterator[Objection]]

    def run(self, subject: Subject) -> list[Finding]:
        """Give what the rule finds."""
        return [
            Finding(self.code, self.severity, item.file, item.row, item.field, str(item.value), item.message, item.hint)
            for item in self.function(subject)
        ]


RULES: list[Rule] = []
"""Every rule, in the order of its code."""


def rule(
    code: str, severity: Severity
) -> Callable[[Callable[[Subject], Iterator[Objection]]], Callable[[Subject], Iterator[Objection]]]:
    """Register a function as a rule; the first line of its docstring is the sentence."""

    def register(function: Callable[[Subject], Iterator[Objection]]) -> Callable[[Subject], Iterator[Objection]]:
        sentence = (function.__doc__ or "").strip().splitlines()[0]
        RULES.append(Rule(code, severity, sentence, function))
        RULES.sort(key=lambda item: item.code)
        return function

    return register
