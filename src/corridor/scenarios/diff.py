"""What is different in a scenario, thing by thing: what was, what is, and whose word it is."""

from __future__ import annotations

from typing import Any, NamedTuple

from corridor.scenarios.entry import Entry
from corridor.scenarios.ops import Amount, Target


class Difference(NamedTuple):
    """One thing that differs from the tables; `before` is None for a row that they lack."""

    target: Target
    before: Amount | str | None
    after: Amount | str | None
    entries: tuple[Entry, ...]
    """Who changed it, the setting first."""

    def to_dict(self) -> dict[str, Any]:
        """Give the difference as plain data."""
        first = self.entries[0]
        return {
            "table": self.target.table,
            "key": " ".join(part for part in self.target.key if part),
            "column": self.target.column,
            "before": _plain(self.before),
            "after": _plain(self.after),
            "source": first.source_id,
            "as_of": first.as_of,
            "confidence": max(entry.confidence for entry in self.entries),
            "note": first.note,
            "lever": str(first.lever_id),
            "entries": [
                {"scenario": entry.scenario, "file": entry.file, "line": entry.line, "lever": entry.lever}
                for entry in self.entries
            ],
        }


def _plain(value: Amount | str | None) -> Any:  # noqa: ANN401 - text, a number with its range, or nothing
    return value._asdict() if isinstance(value, Amount) else value
