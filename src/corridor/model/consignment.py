"""What is moved.  Every cost, hour and gram of an answer is for one consignment, never for "a tonne"."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from corridor.errors import QueryError, nearest
from corridor.model.state import CargoClass
from corridor.units import Tonnes, Usd

CargoUnit = Literal["feu", "teu", "truck", "tonne"]
CARGO_UNITS: tuple[CargoUnit, ...] = ("feu", "teu", "truck", "tonne")
Commodity = Literal["general", "grain", "metals", "crude"]
COMMODITIES: tuple[Commodity, ...] = ("general", "grain", "metals", "crude")

DEFAULT_TONNES: dict[str, float] = {"feu": 18.0, "teu": 12.0, "truck": 18.0, "tonne": 1.0}
DEFAULT_VALUE_USD: dict[str, float] = {"feu": 60_000.0, "teu": 40_000.0, "truck": 60_000.0, "tonne": 500.0}
TEU_PER_UNIT: dict[str, float] = {"feu": 2.0, "teu": 1.0, "truck": 2.0}
TONNES_PER_TEU = 9.0
"""For handling emissions of cargo without boxes; half of the default load of an FEU."""
LARGEST = 1e9


@dataclass(frozen=True, slots=True)
class Consignment:
    """Cargo to be moved: `units` loading units with `tonnes` in all and a declared `value_usd` in all.

    >>> box = Consignment.feu(2, tonnes=40)
    >>> box.cargo_class, box.tonnes, box.value_usd
    ('container', 40, 120000.0)
    """

    unit: CargoUnit
    units: float
    tonnes: Tonnes
    value_usd: Usd
    commodity: Commodity = "general"

    def __post_init__(self) -> None:
        if self.unit not in CARGO_UNITS:
            raise QueryError(
                "--cargo", self.unit, f"choose from {', '.join(CARGO_UNITS)}", nearest(str(self.unit), CARGO_UNITS)
            )
        if self.commodity not in COMMODITIES:
            problem = f"choose from {', '.join(COMMODITIES)}"
            raise QueryError("--commodity", self.commodity, problem, nearest(str(self.commodity), COMMODITIES))
        for field, number in (("--units", self.units), ("--tonnes", self.tonnes)):
            if not (math.isfinite(number) and 0 < number <= LARGEST):
                raise QueryError(field, number, "it must be a number above 0 and at most 1e9")
        if not (math.isfinite(self.value_usd) and 0 <= self.value_usd <= LARGEST * 1000):
            raise QueryError("--value", self.value_usd, "it must be a number from 0 to 1e12")
        if self.unit != "tonne" and self.units != int(self.units):
            raise QueryError("--units", self.units, f"a {self.unit} is counted whole")
        if self.unit != "tonne" and self.commodity == "crude":
            raise QueryError("--commodity", "crude", "crude oil is moved by the tonne (--cargo tonne)")

    @classmethod
    def of(
        cls,
        unit: CargoUnit,
        units: float | None = None,
        tonnes: Tonnes | None = None,
        value_usd: Usd | None = None,
        commodity: Commodity = "general",
    ) -> Consignment:
        """Make a consignment, filling what is not said with the defaults of its unit.

        For cargo by the tonne, `units` and `tonnes` are the same thing.  Raises `QueryError`.

        >>> Consignment.of("tonne", tonnes=1000, commodity="grain").units
        1000
        """
        if unit not in DEFAULT_TONNES:
            raise QueryError("--cargo", unit, f"choose from {', '.join(CARGO_UNITS)}", nearest(str(unit), CARGO_UNITS))
        if unit == "tonne":
            if units is not None and tonnes is not None and units != tonnes:
                raise QueryError("--units", units, f"for cargo by the tonne it is the mass, but --tonnes is {tonnes:g}")
            units = tonnes if tonnes is not None else units
        count = 1 if units is None else units
        mass = DEFAULT_TONNES[unit] * count if tonnes is None else tonnes
        value = DEFAULT_VALUE_USD[unit] * count if value_usd is None else value_usd
        return cls(unit, count, mass, value, commodity)

    @classmethod
    def feu(cls, units: int = 1, *, tonnes: Tonnes | None = None, value_usd: Usd | None = None) -> Consignment:
        """Make a consignment of forty-foot containers (18 t and USD 60,000 each unless said)."""
        return cls.of("feu", units, tonnes, value_usd)

    @classmethod
    def teu(cls, units: int = 1, *, tonnes: Tonnes | None = None, value_usd: Usd | None = None) -> Consignment:
        """Make a consignment of twenty-foot containers (12 t and USD 40,000 each unless said)."""
        return cls.of("teu", units, tonnes, value_usd)

    @classmethod
    def truck(cls, units: int = 1, *, tonnes: Tonnes | None = None, value_usd: Usd | None = None) -> Consignment:
        """Make a consignment of accompanied trucks (18 t and USD 60,000 each unless said)."""
        return cls.of("truck", units, tonnes, value_usd)

    @classmethod
    def bulk(cls, tonnes: Tonnes, commodity: Commodity = "general", *, value_usd: Usd | None = None) -> Consignment:
        """Make a consignment of wagonload, grain, metals or crude oil by the tonne."""
        return cls.of("tonne", None, tonnes, value_usd, commodity)

    @property
    def cargo_class(self) -> CargoClass:
        """Give the class that links and transfers admit or refuse."""
        if self.unit in {"feu", "teu"}:
            return "container"
        if self.unit == "truck":
            return "truck"
        return "crude" if self.commodity == "crude" else "bulk"

    @property
    def teu_count(self) -> float:
        """Give the size in TEU, by which handling emissions are counted."""
        if self.unit == "tonne":
            return self.tonnes / TONNES_PER_TEU
        return TEU_PER_UNIT[self.unit] * self.units

    def __str__(self) -> str:
        what = "" if self.commodity == "general" else f" of {self.commodity}"
        if self.unit == "tonne":
            return f"{self.tonnes:g} t{what}, USD {self.value_usd:,.0f}"
        unit = self.unit if self.unit == "truck" else self.unit.upper()
        return f"{self.units:g} {unit}{what}, {self.tonnes:g} t, USD {self.value_usd:,.0f}"
