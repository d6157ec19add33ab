"""What a sensitivity analysis says: a row for each statement, and how stable the ranking is."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from corridor.analysis.sensitivity_figures import label
from corridor.analysis.stability import Stability
from corridor.model.figure import Figure
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.model.serial import SCHEMA_VERSION
from corridor.planning.query import Query

SwingBy = Literal["objective", "cost", "hours", "co2e"]
SWINGS_BY: tuple[SwingBy, ...] = ("objective", "cost", "hours", "co2e")


@dataclass(frozen=True)
class Effect:
    """What a way takes more (or less, below 0) at one end of a figure than the best itinerary takes today."""

    cost_usd: float
    hours: float
    co2e_kg: float
    objective: float
    """In what is minimised: USD, hours or kg."""

    def to_dict(self) -> dict[str, float]:
        """Give the effect as plain data."""
        return {
            "cost_usd": self.cost_usd,
            "hours": self.hours,
            "co2e_kg": self.co2e_kg,
            "objective": self.objective,
        }

    def of(self, by: SwingBy) -> float:
        """Give one of its numbers."""
        names = {"objective": self.objective, "cost": self.cost_usd, "hours": self.hours, "co2e": self.co2e_kg}
        return names[by]


@dataclass(frozen=True)
class End:
    """One end of a figure, all else as it is: what today's way takes there, and what the best way then takes."""

    value: float
    kept: Effect
    """Of today's way, kept whatever happens."""
    best: Effect | None
    """Of the way that the search made anew finds; None where a bound leaves none."""
    corridor: str
    """Of that way; empty where there is none."""
    is_same_way: bool
    """Whether that way is today's, leg by leg."""

    def to_dict(self) -> dict[str, Any]:
        """Give the end as plain data."""
        return {
            "value": self.value,
            "kept": self.kept.to_dict(),
            "best": self.best.to_dict() if self.best else None,
            "corridor": self.corridor,
            "is_same_way": self.is_same_way,
        }


@dataclass(frozen=True)
class Swing:
    """One statement and what its low and its high do to the answer."""

    rows: tuple[Figure, ...]
    """The rows that say it; for tariffs of a country, a figure made for the purpose, a factor around 1."""
    is_on_way: bool
    """Whether it prices today's best itinerary."""
    low: End
    high: End

    @property
    def figure(self) -> Figure:
        """Give the first of its rows."""
        return self.rows[0]

    @property
    def label(self) -> str:
        """Name it as `explain` names figures."""
        return label(self.rows)

    @property
    def changes_winner(self) -> bool:
        """Say whether another way is the best at either end."""
        return not (self.low.is_same_way and self.high.is_same_way)

    def size(self, by: SwingBy = "objective", *, kept: bool = False) -> float:
        """Give the spread over low, today's value and high: of the best way anew, or of today's way kept."""
        told = [end.kept if kept else end.best for end in (self.low, self.high)]
        numbers = [0.0, *(one.of(by) for one in told if one is not None)]
        return round(max(numbers) - min(numbers), 6)

    def to_dict(self) -> dict[str, Any]:
        """Give the row as plain data."""
        figure = self.figure
        return {
            "label": self.label,
            "table": figure.table,
            "key": figure.key,
            "rows": [row.key for row in self.rows],
            "unit": figure.unit,
            "value": figure.value,
            "as_of": figure.as_of,
            "source_id": figure.source_id,
            "confidence": figure.confidence,
            "is_on_way": self.is_on_way,
            "swing": self.size(),
            "swing_kept": self.size(kept=True),
            "low": self.low.to_dict(),
            "high": self.high.to_dict(),
        }

    def row(self) -> dict[str, Any]:
        """Give it flat: the figure, then both ends."""
        figure = self.figure
        told: dict[str, Any] = {"label": self.label, "table": figure.table, "key": figure.key}
        told |= {"rows": len(self.rows), "unit": figure.unit}
        told |= {"value": figure.value, "low": self.low.value, "high": self.high.value, "as_of": figure.as_of}
        told |= {"source_id": figure.source_id, "confidence": figure.confidence, "is_on_way": self.is_on_way}
        told |= {"swing": self.size(), "swing_kept": self.size(kept=True)}
        for name, end in (("low", self.low), ("high", self.high)):
            for which, effect in (("kept", end.kept), ("best", end.best)):
                parts = effect.to_dict() if effect else dict.fromkeys(Effect.__dataclass_fields__)
                told |= {f"{name}_{which}_{part}": number for part, number in parts.items()}
            told |= {f"{name}_corridor": end.corridor, f"{name}_is_same_way": end.is_same_way}
        return told


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """What each figure within its own range does to an answer, the greatest swing first."""

    network: Network = field(repr=False)
    query: Query
    best: Itinerary = field(repr=False)
    by: SwingBy
    swings: tuple[Swing, ...]
    """A row for each statement that prices the best itinerary, or that changes the answer at one of its ends."""
    tried: int
    """The statements with a range, or countries, that were tried: all that price anything between the two places."""
    stability: Stability | None
    tariffs: tuple[Swing, ...] = ()
    """A row for each country whose tariffs matter, scaled together."""
    tariff_range: float | None = None
    tariff_stability: Stability | None = None

    @cached_property
    def is_robust(self) -> bool:
        """Say whether today's way stays the best at either end of every figure, one at a time."""
        return not any(one.changes_winner for one in (*self.swings, *self.tariffs))

    def rows(self, limit: int | None = None) -> list[dict[str, Any]]:
        """Give one row a statement, or one a country where tariffs were scaled."""
        told = self.swings if self.tariff_range is None else self.tariffs
        return [one.row() for one in told[:limit]]

    def to_dict(self, limit: int | None = None) -> dict[str, Any]:
        """Give the JSON form of the command line."""
        made: dict[str, Any] = {
            "schema_version": SCHEMA_VERSION,
            "query": self.query.to_dict(),
            "network": {"name": self.network.name, "as_of": self.network.as_of},
            "itinerary": self.best.to_dict(),
            "by": self.by,
            "tried": self.tried,
            "is_robust": self.is_robust,
            "swings": [one.to_dict() for one in self.swings[:limit]],
            "stability": self.stability.to_dict() if self.stability else None,
        }
        if self.tariff_range is not None:
            made["tariff_range"] = self.tariff_range
            made["tariffs"] = [one.to_dict() for one in self.tariffs]
            made["tariff_stability"] = self.tariff_stability.to_dict() if self.tariff_stability else None
        return made

    def to_frame(self) -> Any:  # noqa: ANN401 - pandas is not imported to name its type
        """Give one row a statement as a pandas DataFrame."""
        import pandas as pd  # noqa: PLC0415 - only who asks for a frame pays for pandas

        return pd.DataFrame(self.rows())

    def __str__(self) -> str:
        lines = [f"{self.best.corridor}: {len(self.swings)} of {self.tried} statements matter"]
        lines += [
            f"  {one.label}: {one.low.value:g}–{one.high.value:g}, swing {one.size():,.2f}" for one in self.swings
        ]
        if self.stability:
            lines.append(f"stays the best in {self.stability.index.share:.1%} of {self.stability.draws} draws")
        return "\n".join(lines)
