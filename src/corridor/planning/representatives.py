"""Which few points of a frontier stand for all: the extremes, the knee, and an even spread between."""

from __future__ import annotations

from collections.abc import Sequence

from corridor.planning.criteria import CRITERIA

Sums = tuple[int, ...]
Place = tuple[float, ...]


def choose(sums: Sequence[Sums], objectives: Sequence[str], most: int) -> dict[int, str]:
    """Choose at most so many points, and name the part that each plays.

    Extremes come first (`cheapest`, `fastest`, …), then the knee: the point farthest below the plane through
    the ends of the range (with each criterion scaled to its range), where giving up a little of one gains
    most of the others.  Then, again and again, the point farthest from all chosen ones.

    >>> choose([(0, 9), (1, 2), (5, 1), (9, 0)], ("cost", "time"), 3)
    {0: 'cheapest', 3: 'fastest', 1: 'knee'}
    """
    roles: dict[int, str] = {}
    for place, name in enumerate(objectives):
        best = min(range(len(sums)), key=lambda index, at=place: (sums[index][at], sums[index]))  # type: ignore[misc]
        roles[best] = f"{roles[best]}, {CRITERIA[name].best}" if best in roles else CRITERIA[name].best
    places = _scaled(sums)
    rest = [index for index in range(len(sums)) if index not in roles]
    if rest and len(roles) < most:
        knee = min(rest, key=lambda index: (sum(places[index]), index))
        roles[knee] = "knee"
        rest.remove(knee)
    while rest and len(roles) < most:
        farthest = max(rest, key=lambda index: (min(_apart(places[index], places[chosen]) for chosen in roles), -index))
        roles[farthest] = "between"
        rest.remove(farthest)
    return roles


def most_balanced_first(sums: Sequence[Sums]) -> list[Sums]:
    """Sort points by the sum of their scaled criteria: those first that beat most others at most prices.

    >>> most_balanced_first([(0, 9), (1, 2), (9, 0)])
    [(1, 2), (0, 9), (9, 0)]
    """
    places = _scaled(sums)
    return [sums[index] for index in sorted(range(len(sums)), key=lambda index: sum(places[index]))]


def _scaled(sums: Sequence[Sums]) -> list[Place]:
    lows = [min(values) for values in zip(*sums, strict=True)]
    ranges = [max(values) - low or 1 for values, low in zip(zip(*sums, strict=True), lows, strict=True)]
    return [tuple((value - low) / width for value, low, width in zip(own, lows, ranges, strict=True)) for own in sums]


def _apart(one: Place, other: Place) -> float:
    return sum((left - right) ** 2 for left, right in zip(one, other, strict=True))
