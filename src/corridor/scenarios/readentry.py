"""One entry of a scenario file, checked by itself: its keys, their types and limits, and what must go together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from corridor.data.column import DATE, Column
from corridor.errors import Finding
from corridor.scenarios.check import Fault, fault_of, suggestion, text_fault
from corridor.scenarios.entry import Entry, Value, Words
from corridor.scenarios.positions import Block
from corridor.scenarios.schema import COMMON, KINDS, PARAMETER_TABLES, range_keys

_WORD = Column("A word or a pattern")
_MOVING = ("hours", "speed_kmh", "multiply_hours")


class EntryReader:
    """One entry on its way; faults are added to `found`."""

    def __init__(self, path: Path, kind: str, block: Block, item: dict[str, Any], found: list[Finding]) -> None:
        self.path, self.kind, self.block, self.item, self.found = path, kind, block, item, found
        self.keys = KINDS[kind]
        self.sound = True

    def entry(self, levers: dict[str, str] | None) -> Entry | None:
        """Give the entry, or None where something is wrong with it."""
        self._check_keys()
        common = {name: self._common(name) for name in COMMON}
        select = {name: self._words(name) for name in self.keys.selectors if name in self.item}
        change: dict[str, Value] = {
            name: self._checked(name, self.item[name]) for name in self.keys.changes if name in self.item
        }
        if not self._is_sound():
            return None
        lever = common["lever"] or self.kind
        if levers is not None and lever not in levers:
            self._fault("S106", "lever", lever, "stands not in [levers]", suggestion(lever, tuple(levers)))
        self._check_whole(select, change, common)
        if not self._is_sound():
            return None
        return Entry(
            self.path.stem,
            self.path.name,
            self.block.line,
            self.kind,
            lever,
            common["source"],
            common["as_of"],
            common["confidence"],  # type: ignore[arg-type] # one of A, B, C, as was just checked
            common["note"],
            select,
            change,
            self.block.keys,
        )

    def _is_sound(self) -> bool:
        return self.sound

    def _fault(self, code: str, field: str, value: object, message: str, hint: str = "") -> None:
        self.sound = False
        line = self.block.keys.get(field, self.block.line)
        self.found.append(Finding(code, "error", self.path.name, line, field, str(value)[:80], message, hint))

    def _check_keys(self) -> None:
        known = (*self.keys.selectors, *self.keys.changes, *COMMON)
        for key, value in self.item.items():
            if key not in known:
                self._fault("S103", key, value, f"unknown key of [[{self.kind}]]", suggestion(key, known))

    def _common(self, name: str) -> str:
        field = COMMON[name]
        if name not in self.item:
            if not field.optional:
                self._fault("S104", name, "", "is missing", f"every entry says its {name}")
            return ""
        value = self._checked(name, self.item[name])
        return value if isinstance(value, str) else ""

    def _checked(self, name: str, value: Any) -> Any:  # noqa: ANN401 - whatever TOML holds
        field = COMMON.get(name) or self.keys.changes[name]
        fault = fault_of(value, field)
        if fault:
            self._fault("S106", name, value, *fault)
        return value

    def _words(self, name: str) -> Words:
        value = self.item[name]
        words = value if isinstance(value, list) else [value]
        column = Column("A date", pattern=DATE, required=True) if name == "expected_by" else _WORD
        fault: Fault | None = None
        if name == "expected_by":
            fault = _day_fault(value)
        elif not words:
            fault = Fault("selects nothing", "name at least one, or leave the key out")
        else:
            fault = next(filter(None, (text_fault(word, column) for word in words)), None)
        if fault is None and "" in words and (self.kind not in PARAMETER_TABLES or name == "except"):
            fault = Fault("must not be empty")
        if fault:
            self._fault("S106", name, value, *fault)
            return ()
        return tuple(words)

    def _check_whole(self, select: dict[str, Words], change: dict[str, Value], common: dict[str, str]) -> None:
        if not set(select) - {"except"}:
            self._fault("S107", "", "", "selects nothing", f"name one of {', '.join(self.keys.selectors[:-1])}")
        ranges = {end for name in self.keys.ranged for end in range_keys(name)}
        if not set(change) - ranges - {"unit", "add"}:
            choices = [name for name in self.keys.changes if name not in ranges and name not in {"unit", "add"}]
            self._fault("S107", "", "", "changes nothing", f"give one of {', '.join(choices)}")
        if common["confidence"] == "C" and not common["note"]:
            self._fault("S104", "note", "", "is missing", "an estimate says how it was made")
        if self.kind == "link" and sum(name in change for name in _MOVING) > 1:
            self._fault("S108", "", "", "hours said twice", f"give one of {', '.join(_MOVING)}")
        if self.kind in PARAMETER_TABLES:
            self._check_figure(select, change)
        for name in self.keys.ranged:
            self._check_range(name, change, common["confidence"])

    def _check_figure(self, select: dict[str, Words], change: dict[str, Value]) -> None:
        if "set" in change and "multiply" in change:
            self._fault("S108", "multiply", change["multiply"], "set and multiply exclude each other")
        if "set" in change and self.kind != "capacity" and "unit" not in change:
            self._fault("S104", "unit", "", "is missing", "a figure that is set has a unit")
        if "multiply" in change and change.get("unit", "1") != "1":
            self._fault("S108", "unit", change["unit"], "a factor has no unit", "leave it out")
        if change.get("add") and "set" not in change:
            self._fault("S108", "add", True, "only what is set can be added", "give set = …")
        if change.get("add"):
            columns = set(KINDS[self.kind].changes) | set(self._row_columns())
            for name, words in select.items():
                if name not in columns:
                    self._fault("S108", name, ", ".join(words), "does not go with add", "name the row by its columns")
                elif any(is_pattern(word) for word in words):
                    self._fault("S108", name, ", ".join(words), "a pattern does not go with add", "name each row")

    def _row_columns(self) -> tuple[str, ...]:
        from corridor.data.tables import table  # noqa: PLC0415 - only who adds rows

        return table(self.kind).key

    def _check_range(self, name: str, change: dict[str, Value], confidence: str) -> None:
        low_key, high_key = range_keys(name)
        low, high = change.get(low_key), change.get(high_key)
        if name not in change:
            shared = low_key == "low"
            stray = [key for key in (low_key, high_key) if key in change]
            if stray and not shared:
                self._fault("S108", stray[0], change[stray[0]], f"a range without {name}")
            return
        if confidence == "C" and (low is None or high is None):
            self._fault("S108", name, change[name], "an estimate without a range", f"give {low_key} and {high_key}")
        value = float(change[name])
        if (low is not None and float(low) > value) or (high is not None and float(high) < value):
            self._fault("S108", name, change[name], f"not between its low {low} and its high {high}")


def is_pattern(word: str) -> bool:
    """Say whether a word of a selector is a shell pattern.

    >>> is_pattern("rail-am-*"), is_pattern("rail-am-meghri-am-karchevan")
    (True, False)
    """
    return any(mark in word for mark in "*?[")


def _day_fault(value: Any) -> Fault | None:  # noqa: ANN401
    from datetime import date  # noqa: PLC0415

    if not isinstance(value, str):
        return Fault("is not text", 'write one day in quotes, such as "2030-12-31"')
    try:
        date.fromisoformat(value)
    except ValueError:
        return Fault("is not a day", 'write "2030-12-31"')
    return None if len(value) == len("2030-12-31") else Fault("is not a day", 'write "2030-12-31"')
