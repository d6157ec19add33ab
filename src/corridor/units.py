"""Units of the whole package, in one place, so that no module converts by hand.

Quantities carry their unit in the name (`transit_hours`, `cost_usd`, `length_km`, `co2e_kg`).  Inside
the search they are whole numbers (minutes, cents, grams, metres), because only integers make ties exact
and sums independent of their order.
"""

from __future__ import annotations

from typing import Annotated, Final

Hours = Annotated[float, "h"]
Kilometres = Annotated[float, "km"]
Tonnes = Annotated[float, "t"]
Usd = Annotated[float, "USD"]
Kilograms = Annotated[float, "kg"]

Minutes = Annotated[int, "min"]
Cents = Annotated[int, "US cent"]
Grams = Annotated[int, "g"]
Metres = Annotated[int, "m"]

MINUTES_PER_HOUR: Final = 60
CENTS_PER_USD: Final = 100
GRAMS_PER_KILOGRAM: Final = 1000
METRES_PER_KILOMETRE: Final = 1000
HOURS_PER_DAY: Final = 24
HOURS_PER_WEEK: Final = 168

PRICE_YEAR: Final = 2025
"""Year of the US dollars in which every cost is stated."""


def minutes(hours: Hours) -> Minutes:
    """Round hours to whole minutes.

    >>> minutes(1.51)
    91
    """
    return round(hours * MINUTES_PER_HOUR)


def cents(usd: Usd) -> Cents:
    """Round US dollars to whole cents.

    >>> cents(12.345678)
    1235
    """
    return round(usd * CENTS_PER_USD)


def metres(kilometres: Kilometres) -> Metres:
    """Round kilometres to whole metres.

    >>> metres(110.4)
    110400
    """
    return round(kilometres * METRES_PER_KILOMETRE)


def hours(minutes: Minutes) -> Hours:
    """Turn whole minutes into hours, rounded to the sixth decimal.

    >>> hours(100)
    1.666667
    """
    return round(minutes / MINUTES_PER_HOUR, 6)


def usd(cents: Cents) -> Usd:
    """Turn whole cents into US dollars.

    >>> usd(123456)
    1234.56
    """
    return cents / CENTS_PER_USD


def kilograms(grams: Grams) -> Kilograms:
    """Turn whole grams into kilograms.

    >>> kilograms(1500)
    1.5
    """
    return grams / GRAMS_PER_KILOGRAM


def kilometres(metres: Metres) -> Kilometres:
    """Turn whole metres into kilometres.

    >>> kilometres(110400)
    110.4
    """
    return metres / METRES_PER_KILOMETRE


def days(hours: Hours) -> float:
    """Turn hours into days.

    >>> days(36)
    1.5
    """
    return hours / HOURS_PER_DAY
