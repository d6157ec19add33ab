"""Paired measurement: contestants take turns in every round, since a machine's speed drifts.

What is shown of a contestant is the median over rounds, and of two contestants the ratio within each
round: its median, and in brackets its quartiles.  Answers are compared before any clock counts.
"""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Sequence
from statistics import median, quantiles
from time import perf_counter
from types import FrameType
from typing import Any, NamedTuple

Answer = Any
Task = Any

LIMIT = 12.0
"""Seconds that a contestant may take for one round; who is foreseen to take longer, or does, is left out."""
LEAST_ROUNDS, MOST_ROUNDS = 3, 25


class Contestant(NamedTuple):
    name: str
    ask: Callable[[Task], Answer]
    """Answer one task; this is what is timed."""
    read: Callable[[Any], Any]
    """Bring an answer into the form that all share."""
    foreseen: float = 0.0
    """Seconds that a round should take, as far as is known."""
    is_yardstick: bool = False
    """Answers something else; shown for comparison."""


class Timed(NamedTuple):
    """The seconds of each round; without any, a remark says why."""

    seconds: tuple[float, ...]
    remark: str = ""

    @property
    def median(self) -> float:
        return median(self.seconds)

    def ratios(self, reference: Timed) -> tuple[float, float, float]:
        """Give the lower quartile, the median and the upper quartile of the ratios to another, round by round."""
        ratios = [one / other for one, other in zip(self.seconds, reference.seconds, strict=False)]
        if len(ratios) == 1:
            return ratios[0], ratios[0], ratios[0]
        low, middle, high = quantiles(ratios, n=4, method="inclusive")
        return low, middle, high


class DisagreementError(Exception):
    """Two contestants give different answers to one task."""


def measure(contestants: Sequence[Contestant], tasks: Sequence[Task], budget: float) -> dict[str, Timed]:
    """Let contestants answer all tasks, in rounds, for so many seconds; raise `DisagreementError` where they differ."""
    results: dict[str, Timed] = {}
    agreed: tuple[str, list[Any]] | None = None
    ready = []
    for contestant in contestants:
        if contestant.foreseen > LIMIT:
            results[contestant.name] = Timed((), "left out")
            continue
        try:
            answers = _within(LIMIT, lambda one=contestant: [one.read(one.ask(task)) for task in tasks])
        except TimeoutError:
            results[contestant.name] = Timed((), f"over {LIMIT:.0f} s")
            continue
        ready.append(contestant)
        if contestant.is_yardstick:
            continue
        if agreed is None:
            agreed = (contestant.name, answers)
        elif answers != agreed[1]:
            message = f"{contestant.name} answers {answers}, {agreed[0]} {agreed[1]}"
            raise DisagreementError(message)
    samples = _rounds(ready, tasks, budget)
    return results | {name: Timed(tuple(seconds)) for name, seconds in samples.items()}


def _rounds(contestants: Sequence[Contestant], tasks: Sequence[Task], budget: float) -> dict[str, list[float]]:
    samples: dict[str, list[float]] = {contestant.name: [] for contestant in contestants}
    gc.collect()
    gc.freeze()
    begun = perf_counter()
    for number in range(MOST_ROUNDS):
        if number >= LEAST_ROUNDS and perf_counter() - begun > budget:
            break
        shift = number % max(1, len(contestants))
        for contestant in (*contestants[shift:], *contestants[:shift]):
            at = perf_counter()
            for task in tasks:
                contestant.ask(task)
            samples[contestant.name].append(perf_counter() - at)
    gc.unfreeze()
    return samples


def _within(seconds: float, work: Callable[[], Answer]) -> Answer:
    """Do something; raise `TimeoutError` after so many seconds, or later where code of another language runs."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return work()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
