"""The smallest change of one figure at which the choice flips from the best way to another.

Every sum is linear in every figure, or in one over it (speeds, departures per week), but for rounding to
whole cents, minutes and grams.  So the value at which two fixed ways cost the same follows at once; but at
that value a third way may be better.  Hence the value is approached from the figure's own: at each guess
both searches are made anew, and the guess is corrected by the ways they find.  The end is a bracket, the
other way being the best at one end of it and not at the other; both ends are checked over graphs priced
from a network that has the changed value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any

from corridor.model.figure import Figure
from corridor.model.ledger import Measure
from corridor.planning.figures import Rows, is_inverse, same_statements
from corridor.planning.query import Objective
from corridor.planning.repricing import Repricing, Winners
from corridor.planning.solve import primary_weight
from corridor.planning.stategraph import Arc

MOST_OFFERED = 5
_FARTHEST = 10.0
"""A figure is not changed to more than this many times its value, nor to less than this part by division."""
_MOST_GUESSES = 20
_CLOSE = 2e-4
"""The bracket's width, as a share of the value."""

_MEASURES: dict[Objective, tuple[Measure, ...]] = {
    "cost": ("cost",),
    "time": ("hours",),
    "co2e": ("co2e",),
    "generalized": ("cost", "hours"),
}

Check = Callable[[Rows, float], bool]
"""Says, over a graph priced from a network with the changed value, whether the other way is the best."""


@dataclass(frozen=True)
class Flip:
    """A change of one figure that makes the other way the best."""

    rows: Rows
    """The rows that are changed together: one, or all that say the same in the same words."""
    value: float
    """The value from which on the other way is the best; at `still` it is not yet."""
    still: float

    @property
    def figure(self) -> Figure:
        """Give the figure, the first of its rows."""
        return self.rows[0]

    @property
    def change(self) -> float:
        """Give the change as a share of the figure's value."""
        return self.value / self.figure.value - 1

    @property
    def is_in_range(self) -> bool:
        """Say whether the value lies within the figure's own range."""
        return self.figure.low <= self.value <= self.figure.high

    def to_dict(self) -> dict[str, Any]:
        """Give the flip as JSON shows it."""
        figure = self.figure
        return {
            "table": figure.table,
            "key": figure.key,
            "rows": [row.key for row in self.rows],
            "unit": figure.unit,
            "value": figure.value,
            "low": figure.low,
            "high": figure.high,
            "flips_at": self.value,
            "still_at": self.still,
            "change": round(self.change, 6),
            "is_in_range": self.is_in_range,
            "as_of": figure.as_of,
            "source_id": figure.source_id,
            "confidence": figure.confidence,
        }


def find_flips(pricing: Repricing, best: Sequence[Arc], other: Sequence[Arc], check: Check) -> tuple[Flip, ...]:
    """Give the smallest changes of single figures at which the other way becomes the best, least first."""
    pair = Winners(list(best), list(other), is_other_best=False)
    guesses: list[tuple[float, int, _Seeker]] = []
    for rows in _candidates(pricing, [*best, *other]):
        seeker = _Seeker(pricing, rows)
        guess = seeker.begin(pair)
        if guess is not None:
            guesses.append((abs(guess / rows[0].value - 1), len(guesses), seeker))
    flips: list[Flip] = []
    for distance, _, seeker in sorted(guesses, key=lambda item: item[:2]):
        if len(flips) >= MOST_OFFERED and distance > abs(flips[MOST_OFFERED - 1].change):
            break
        found = seeker.flip()
        if found is None or any(_is_said_by(found, known) for known in flips):
            continue
        if check(found.rows, found.value) and not check(found.rows, found.still):
            flips.append(found)
            flips.sort(key=lambda flip: abs(flip.change))
    return tuple(flips[:MOST_OFFERED])


def _is_said_by(flip: Flip, known: Flip) -> bool:
    """Say whether a smaller or equal change of one of the same rows is known, alone or with others."""
    return any(one is other for one in flip.rows for other in known.rows) and abs(known.change) <= abs(flip.change) * (
        1 + 5 * _CLOSE
    )


def _candidates(pricing: Repricing, arcs: Sequence[Arc]) -> list[Rows]:
    """Give the figures that enter the objective of either way, each alone and with the rows that say the same.

    Figures of nought are left out: no share of them is a change.
    """
    measures = _MEASURES[pricing.query.minimize]
    entries = [entry for arc in arcs for entry in arc.impedance.entries if entry.measure in measures]
    known = {id(entry.figure): entry.figure for entry in entries if entry.figure.value > 0}
    groups = same_statements(pricing.network)
    together = {tuple(map(id, groups[number])): groups[number] for number in known if number in groups}
    return [(figure,) for figure in known.values()] + list(together.values())


class _Seeker:
    """The search for the flip along the values of one figure."""

    def __init__(self, pricing: Repricing, rows: Rows) -> None:
        self.pricing, self.rows, self.figure = pricing, rows, rows[0]
        self.inverse = is_inverse(pricing.network, rows[0])
        self.pair: Winners | None = None
        self.helps_up = True
        self.far: float | None = None
        """An end of the reach at which the other way is the best, where the two ways as they are don't tell."""

    def begin(self, pair: Winners) -> float | None:
        """Give a first guess: where the two ways cost the same, or else what the ends of the reach suggest."""
        self.pair = pair
        self.helps_up = self._rise(pair) < 0
        guess = self.root(pair)
        if guess is not None:
            return guess
        for end in self._ends(pair):
            found = self.pricing.at(self.rows, end)
            if found is not None and found.is_other_best:
                self.far, self.pair = end, Winners(pair.best, found.other, is_other_best=False)
                return self.root(self.pair) or end
        return None

    def _rise(self, pair: Winners) -> int:
        return self._gap(pair, self.figure.value * 2) - self._gap(pair, self.figure.value)

    def _ends(self, pair: Winners) -> list[float]:
        """Give the ends of the reach on the side that helps; both where neither does for the ways as they are."""
        value = self.figure.value
        low, high = (value / _FARTHEST if self.inverse else 0.0), self._most()
        rise = self._rise(pair)
        return [high] if rise < 0 else [low] if rise > 0 else [low, high]

    def root(self, pair: Winners) -> float | None:
        """Give the value at which two fixed ways cost the same; None where there is none in reach."""
        here, there = self.figure.value, self.figure.value * 2
        gap, far = (self._gap(pair, value) for value in (here, there))
        start, end = self._scaled(here), self._scaled(there)
        if gap == far:
            return None
        scaled = start - gap * (end - start) / (far - gap)
        if scaled < 0 or (self.inverse and scaled == 0):
            return None
        value = 1 / scaled if self.inverse else scaled
        return value if self._is_sensible(value) else None

    def _gap(self, pair: Winners, value: float) -> int:
        best, other = (self.pricing.priced(arcs, self.rows, value) for arcs in pair[:2])
        query = self.pricing.query
        return sum(primary_weight(query, arc.impedance) for arc in other) - sum(
            primary_weight(query, arc.impedance) for arc in best
        )

    def _scaled(self, value: float) -> float:
        return 1 / value if self.inverse else value

    def _is_sensible(self, value: float) -> bool:
        return (self.figure.value / _FARTHEST if self.inverse else 0) <= value <= self._most()

    def _most(self) -> float:
        most = _FARTHEST * self.figure.value
        return min(most, 1.0) if self.figure.unit == "share" else most

    def flip(self) -> Flip | None:
        """Give the flip, or None where there is none in reach."""
        lost, won, pair, step = self.figure.value, None, self.pair, _CLOSE
        assert pair is not None  # noqa: S101 - it has begun
        for _ in range(_MOST_GUESSES):
            guess = self.root(pair)
            if guess is None:
                break
            if won is None and not self._is_nearer(lost, guess):
                # The two tie here in whole units, and what settles ties is against it: a step further.
                guess = self._nudged(lost, step)
                step *= 4
                if not self._is_sensible(guess):
                    break
            beyond = self._nudged(guess)
            found = self.pricing.at(self.rows, beyond)
            if found is None:
                break
            if not found.is_other_best:
                lost, pair = beyond, found
                continue
            won = beyond
            short = self.pricing.at(self.rows, self._nudged(guess, -_CLOSE))
            if short is None:
                break
            if not short.is_other_best:
                lost = self._nudged(guess, -_CLOSE)
                break
            pair = Winners(pair.best, short.other, is_other_best=False)
            won = self._nudged(guess, -_CLOSE)
        won = self.far if won is None else won
        return self._between(lost, won) if won is not None else None

    def _is_nearer(self, one: float, other: float) -> bool:
        return abs(one - self.figure.value) < abs(other - self.figure.value)

    def _nudged(self, value: float, step: float = _CLOSE) -> float:
        """Move a value a little way out, or back where the step is negative."""
        outward = 1 if value > self.figure.value or (value == self.figure.value and self.helps_up) else -1
        return max(0.0, value + outward * step / 2 * max(value, self.figure.value * _CLOSE))

    def _between(self, lost: float, won: float) -> Flip | None:
        """Close the bracket, and round its ends away from each other."""
        while abs(won - lost) > _CLOSE * max(abs(won), abs(lost)):
            middle = (won + lost) / 2
            found = self.pricing.at(self.rows, middle)
            if found is None:
                return None
            lost, won = (lost, middle) if found.is_other_best else (middle, won)
        up = won > lost
        value = max(0.0, _rounded(won, up=up))
        return Flip(self.rows, value, _rounded(lost, up=not up)) if self._is_sensible(value) else None


def _rounded(value: float, *, up: bool) -> float:
    """Round to five significant digits in a given direction.

    >>> _rounded(1.234567, up=True), _rounded(-0.0, up=False), _rounded(98765.4, up=False)
    (1.2346, 0.0, 98765.0)
    """
    if value <= 0:
        return 0.0
    digits = 4 - floor(log10(value))
    scaled = value * 10.0**digits
    return round((ceil(scaled) if up else floor(scaled)) / 10.0**digits, max(digits, 0))
