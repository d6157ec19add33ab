"""The single changes that entries come down to: one thing of the network each, set, multiplied or moved.

Because each says of one thing what becomes of it, whether two entries agree, combine or contradict each other is
decided thing by thing, whatever the order in which they were said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from corridor.errors import Finding, ScenarioConflictError
from corridor.model.parameter import Key
from corridor.scenarios.entry import Entry


class Target(NamedTuple):
    """One thing that can be changed: a column of a link, transfer or service, or the value of a row."""

    table: str
    key: Key
    column: str

    def __str__(self) -> str:
        name = " ".join(part for part in self.key if part)
        return f"{self.table} {name}" if self.column == "value" else f"{self.column} of {self.table} {name}"


class Amount(NamedTuple):
    """A number with its range: a figure to be set, with its unit, or a factor, without."""

    value: float
    low: float
    high: float
    unit: str = ""

    def __str__(self) -> str:
        span = "" if self.low == self.value == self.high else f" ({self.low:g}–{self.high:g})"
        return f"{self.value:g}{span}{' ' if self.unit else ''}{self.unit}"


class Op(NamedTuple):
    """What one entry does to one thing."""

    target: Target
    action: Literal["set", "multiply", "move"]
    value: Amount | str | int
    entry: Entry


@dataclass(slots=True)
class Change:
    """What all entries together do to one thing: at most one setting, then factors or moves in a settled order."""

    target: Target
    setting: Op | None = None
    factors: list[Op] = field(default_factory=list)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Give the entries behind the change, the setting first."""
        ops = ([self.setting] if self.setting else []) + self.factors
        return tuple(dict.fromkeys(op.entry for op in ops))


def merge(ops: Iterable[Op]) -> dict[Target, Change]:
    """Combine single changes thing by thing.

    Raises `ScenarioConflictError` naming both entries where two set the same thing differently.
    """
    made: dict[Target, Change] = {}
    found: dict[tuple[Entry, Entry], list[Op]] = {}
    for op in sorted(ops, key=lambda op: op.entry.place):
        change = made.setdefault(op.target, Change(op.target))
        if op.action != "set":
            change.factors.append(op)
        elif change.setting is None:
            change.setting = op
        elif change.setting.value != op.value:
            found.setdefault((change.setting.entry, op.entry), []).append(op)
    if found:
        settings = {target: change.setting for target, change in made.items()}
        raise ScenarioConflictError([_conflict(one, ops, settings) for (one, _), ops in found.items()])
    return made


def _conflict(one: Entry, ops: list[Op], settings: Mapping[Target, Op | None]) -> Finding:
    """Tell of all on which two entries contradict each other, with the first of it in full."""
    first = ops[0]
    setting = settings[first.target]
    said = setting.value if setting else ""
    more = f", and {len(ops) - 1} more" if len(ops) > 1 else ""
    message = f"contradicts {one.where}: {first.target} is {said} there and {first.value} here{more}"
    entry = first.entry
    field_name = "status" if first.target.column == "status" else ""
    value = first.value if field_name else ""
    hint = "leave one of the two out, or take it out of the other's selection with `except`"
    return Finding("S120", "error", entry.file, entry.line, field_name, str(value), message, hint)
