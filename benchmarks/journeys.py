"""Journeys drawn along one itinerary, against the random numbers that they need and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from timing import Contestant, Timed, measure

import corridor as cr
from corridor.analysis.reliability import simulate
from corridor.planning.query import make_query
from corridor.planning.spread import Shares, parts_of

ENDS = "Xi'an", "Istanbul"
AVOIDED, MODES = ("IR", "RU"), ("rail", "sea")
DRAWS = (20_000, 1_000_000)
OURS = "corridor"
NUMBERS = "its random numbers alone, numpy"
_AT_ONCE = 32_768
_THREADS = 2


class Drawn(NamedTuple):
    """What was drawn: an itinerary in words, and seconds by number of journeys."""

    itinerary: str
    steps: int
    times: int
    """How many of its times vary."""
    names: int
    """How many random numbers a journey takes: one a time, and one for each thing that times share."""
    seconds: dict[int, dict[str, Timed]]


def drawn(budget: float) -> Drawn:
    """Draw journeys along the quickest way by rail and sea over the Caspian, for so many seconds each number."""
    network = cr.load_network()
    query = make_query(network, *ENDS, None, avoid=AVOIDED, modes=MODES, minimize="time")
    one = cr.route(network, *ENDS, avoid=AVOIDED, modes=MODES, minimize="time")
    shares = Shares.of(network)
    varied = [part for part in parts_of(network, one.steps, shares) if not part.time.is_fixed]
    own = {part.key for part in varied if part.share < 1}
    names = len(own) + len({part.group for part in varied if part.group}) + bool(shares.everything)

    def journeys(count: int) -> int:
        return simulate(query, [one], draws=count).draws

    seconds = {}
    for count in DRAWS:
        contestants = [Contestant(OURS, journeys, int), Contestant(NUMBERS, numbers(names), int, is_yardstick=True)]
        seconds[count] = measure(contestants, [count], budget)
    return Drawn(f"{ENDS[0]} to {ENDS[1]}, {one.corridor}", len(one.steps), len(varied), names, seconds)


def numbers(names: int) -> Callable[[int], int]:
    """Give what draws as many normal numbers in single precision with numpy's default generator, on two threads."""

    def block(task: tuple[int, int]) -> None:
        seed, size = task
        generator, over = np.random.default_rng(seed), np.empty(size, dtype=np.float32)
        for _ in range(names):
            generator.standard_normal(dtype=np.float32, out=over)

    def draw(count: int) -> int:
        starts = range(0, count, _AT_ONCE)
        with ThreadPoolExecutor(_THREADS) as pool:
            list(pool.map(block, ((seed, min(_AT_ONCE, count - at)) for seed, at in enumerate(starts))))
        return count

    return draw
