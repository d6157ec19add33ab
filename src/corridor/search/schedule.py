"""Earliest arrival where arcs depend on the time of day, the sailing or the month: exact, on whole minutes.

Times are minutes since any one epoch.  An arc says when one arrives who is at its tail at a time, waiting
as long as it pays; so arriving later never helps (FIFO), and settling nodes by their earliest arrival is exact
(without waiting it would not be: Orda and Rom, J. ACM 37, 1990).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from heapq import heappop, heappush
from typing import NamedTuple, Protocol

from corridor.search.graph import Graph


class Crossing(Protocol):
    """What an arc is in time."""

    def arrive(self, at: int, /) -> int | None:
        """Give the earliest arrival of who is at the tail at a time; None where nothing goes any more."""


class Static(NamedTuple):
    """An arc that takes the same time whenever it is begun."""

    duration: int

    def arrive(self, at: int, /) -> int | None:
        """Add the duration."""
        return at + self.duration


class Sailings(NamedTuple):
    """Departures that one must be in time for: whoever comes one minute after the cut-off takes the next."""

    closes: tuple[int, ...]
    """The last minute at which cargo is taken, ascending."""
    departs: tuple[int, ...]
    arrives: tuple[int, ...]
    """The earliest arrival by this departure or any later one: a later ship may overtake."""
    taken: tuple[int, ...]
    """The departure by which one arrives so early."""

    @classmethod
    def of(cls, departures: Sequence[tuple[int, int]], cutoff: int = 0) -> Sailings:
        """Make it from (departure, duration) pairs in any order and a cut-off in minutes before each.

        >>> ferry = Sailings.of([(24 * 60, 24 * 60), (96 * 60, 24 * 60)], cutoff=6 * 60)
        >>> ferry.arrive(18 * 60), ferry.arrive(18 * 60 + 1)
        (2880, 7200)
        """
        return cls.closing([(leaves - cutoff, leaves, leaves + duration) for leaves, duration in departures])

    @classmethod
    def closing(cls, departures: Sequence[tuple[int, int, int]]) -> Sailings:
        """Make it from (cut-off, departure, arrival) in minutes, in any order."""
        ordered = sorted(departures)
        best: list[tuple[int, int]] = []
        for number in range(len(ordered) - 1, -1, -1):
            arrival = ordered[number][2]
            best.append(min((arrival, number), best[-1]) if best else (arrival, number))
        best.reverse()
        closes, departs, _ = zip(*ordered, strict=True) if ordered else ((), (), ())
        return cls(closes, departs, tuple(time for time, _ in best), tuple(number for _, number in best))

    def arrive(self, at: int, /) -> int | None:
        """Take the departure, of those still open, that arrives first."""
        number = bisect_left(self.closes, at)
        return self.arrives[number] if number < len(self.closes) else None

    def departure(self, at: int, /) -> int | None:
        """Give the departure that is taken."""
        number = bisect_left(self.closes, at)
        return self.departs[self.taken[number]] if number < len(self.closes) else None


class Windows(NamedTuple):
    """Hours in which the arc may be begun: from each opening until before its close."""

    opens: tuple[int, ...]
    closes: tuple[int, ...]
    duration: int

    def arrive(self, at: int, /) -> int | None:
        """Begin at once where it is open, else at the next opening.

        >>> night = Windows((0, 1440), (300, 1740), 60)
        >>> night.arrive(299), night.arrive(300), night.arrive(1800)
        (359, 1500, None)
        """
        number = bisect_right(self.closes, at)
        return max(at, self.opens[number]) + self.duration if number < len(self.closes) else None


class Seasons(NamedTuple):
    """Durations that change at known times (months); whoever does better to wait for the next one waits."""

    starts: tuple[int, ...]
    """When each duration begins to hold, ascending; the first also before, the last also after."""
    durations: tuple[int | None, ...]
    """The minutes taken by who begins then; None where the arc is shut."""
    later: tuple[int | None, ...]
    """The earliest arrival by waiting for a later season, None where waiting leads to nothing."""

    @classmethod
    def of(cls, pieces: Sequence[tuple[int, int | None]]) -> Seasons:
        """Make it from (start, duration) pairs in ascending order.

        >>> pass_road = Seasons.of([(0, 100), (50, 10)])
        >>> pass_road.arrive(0), pass_road.arrive(50)
        (60, 60)
        """
        later: list[int | None] = [None]
        for start, duration in reversed(pieces[1:]):
            begun = None if duration is None else start + duration
            later.append(_sooner(begun, later[-1]))
        return cls(tuple(start for start, _ in pieces), tuple(part for _, part in pieces), tuple(reversed(later)))

    def arrive(self, at: int, /) -> int | None:
        """Begin at once or wait for a later season, whichever arrives first."""
        number = max(0, bisect_right(self.starts, at) - 1)
        duration = self.durations[number]
        return _sooner(None if duration is None else at + duration, self.later[number])


def _sooner(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


class Run(NamedTuple):
    """A path through time: its arcs, and the time at which each ends."""

    arcs: list[int]
    times: list[int]


def earliest_arrival(graph: Graph, crossings: Sequence[Crossing], source: int, target: int, start: int) -> Run | None:
    """Give a path that arrives first of all that begin at `start`, or None where there is none.

    Of several that arrive at the same minute, the one whose arcs were found first.

    >>> ferry = Sailings.of([(60, 30), (70, 5)])
    >>> earliest_arrival(Graph.of(3, [(0, 1), (1, 2)]), [Static(10), ferry], 0, 2, 50)
    Run(arcs=[0, 1], times=[60, 75])
    """
    reached = {source: start}
    via: dict[int, int] = {}
    settled: set[int] = set()
    queue = [(start, source)]
    while queue:
        now, node = heappop(queue)
        if node == target:
            return _run(graph, crossings, via, source, target, start)
        if node in settled:
            continue
        settled.add(node)
        for arc in range(graph.first[node], graph.first[node + 1]):
            then, head = crossings[arc].arrive(now), graph.heads[arc]
            if then is not None and (head not in reached or then < reached[head]):
                reached[head], via[head] = then, arc
                heappush(queue, (then, head))
    return None


def _run(graph: Graph, crossings: Sequence[Crossing], via: dict[int, int], source: int, target: int, start: int) -> Run:
    arcs = []
    node = target
    while node != source:
        arcs.append(via[node])
        node = graph.tails[via[node]]
    arcs.reverse()
    times = walk(crossings, arcs, start)
    assert times is not None  # noqa: S101 - the search came along here
    return Run(arcs, times)


def walk(crossings: Sequence[Crossing], arcs: Sequence[int], start: int) -> list[int] | None:
    """Give the time at which each arc of a path ends when it is followed from `start`; None where it is cut off."""
    times = []
    now = start
    for arc in arcs:
        then = crossings[arc].arrive(now)
        if then is None:
            return None
        times.append(then)
        now = then
    return times


class _Label(NamedTuple):
    key: tuple[int, ...]
    sums: tuple[int, ...]
    """The time, then the sums."""
    node: int
    arc: int
    before: int


def best_within(
    graph: Graph,
    crossings: Sequence[Crossing],
    source: int,
    target: int,
    start: int,
    columns: Sequence[Sequence[int]],
    limits: Sequence[int | None],
    *,
    deadline: int | None = None,
    cheapest: bool = False,
    remaining: Sequence[int] | None = None,
) -> Run | None:
    """Give the earliest arrival whose other sums keep their limits, ties settled by the sums in their order.

    With `cheapest` the first sum is the least, and the time settles its ties: with the earliest arrival as
    `deadline`, that is the cheapest of all ways that arrive first.  Labels that another covers in time and in all
    sums are dropped, which is exact because arriving earlier never hurts.  `remaining` may give, by node, minutes
    that are needed at least from there to the target, -1 where no way leads there: it spares work.

    >>> graph = Graph.of(2, [(0, 1), (0, 1)])
    >>> ferry = [Sailings.of([(60, 30)]), Sailings.of([(70, 20)])]
    >>> best_within(graph, ferry, 0, 1, 0, [[9, 5]], [None])
    Run(arcs=[1], times=[90])
    """
    labels: list[_Label] = []
    kept: dict[int, list[tuple[int, ...]]] = {}
    first = (start, *(0 for _ in columns))
    queue = [(_key(first, cheapest=cheapest), 0)]
    labels.append(_Label(queue[0][0], first, source, -1, -1))
    while queue:
        _, number = heappop(queue)
        label = labels[number]
        if label.node == target:
            return _read(labels, number, crossings, start)
        front = kept.setdefault(label.node, [])
        if any(_covers(other, label.sums) for other in front):
            continue
        front.append(label.sums)
        for arc in range(graph.first[label.node], graph.first[label.node + 1]):
            then, head = crossings[arc].arrive(label.sums[0]), graph.heads[arc]
            rest = remaining[head] if remaining is not None else 0
            if then is None or rest < 0 or (deadline is not None and then + rest > deadline):
                continue
            sums = (then, *(total + column[arc] for total, column in zip(label.sums[1:], columns, strict=True)))
            over = any(limit is not None and total > limit for total, limit in zip(sums[1:], limits, strict=True))
            if over or any(_covers(other, sums) for other in kept.get(head, ())):
                continue
            key = _key(sums, cheapest=cheapest)
            heappush(queue, (key, len(labels)))
            labels.append(_Label(key, sums, head, arc, number))
    return None


def _key(sums: tuple[int, ...], *, cheapest: bool) -> tuple[int, ...]:
    return (sums[1], sums[0], *sums[2:]) if cheapest else sums


def _covers(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(mine <= theirs for mine, theirs in zip(one, other, strict=True))


def _read(labels: Sequence[_Label], number: int, crossings: Sequence[Crossing], start: int) -> Run:
    arcs = []
    while labels[number].before >= 0:
        arcs.append(labels[number].arc)
        number = labels[number].before
    arcs.reverse()
    times = walk(crossings, arcs, start)
    assert times is not None  # noqa: S101 - the search came along here
    return Run(arcs, times)
