"""The New York road network of the 9th DIMACS challenge: known Pareto counts, and C BOA* where one has it."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

import contestants
import numpy as np
from graphs import Links, cheapest_only, dimacs, known_counts, pairs_anywhere
from questions import BUILDING, COMPILED, QUESTIONS, YARDSTICK, build_all, lineup, warm_up
from timing import Answer, Contestant, Task, Timed, measure

FILES = ("USA-road-d.NY.gr.gz", "USA-road-t.NY.gr.gz")
SETS = {2: "ny_two_criteria.csv", 3: "ny_three_criteria.csv"}
ROUNDS = 3
BOA_CRITERIA = 2
TASKS = {"one_pair": 5, "one_to_all": 2}
"""Pairs in a round."""


class Frontiers(NamedTuple):
    """Milliseconds of each pair (medians over rounds) by contestant, and how many counts are as known."""

    criteria: int
    pairs: int
    equal: int
    points: int
    milliseconds: dict[str, list[float]]
    totals: dict[str, list[float]]
    """The sum over all pairs, by round."""


def read(folder: Path) -> Links:
    return dimacs([folder / name for name in FILES])


def single(links: Links, budget: float) -> Iterator[tuple[str, dict[str, Timed]]]:
    """Ask for one pair and for all, by distance, over the cheapest of parallel links."""
    warm_up(QUESTIONS[: len(TASKS)])
    built, seconds = build_all(links._replace(costs=links.costs[:1]))
    yield BUILDING, seconds
    for question in QUESTIONS[:2]:
        tasks = [question.task(pair) for pair in pairs_anywhere(links, TASKS[question.function])]
        yield question.title, measure(lineup(question, built, links.count, {}), tasks, budget)


def frontiers(links: Links, folder: Path, boa: Path | None) -> Iterator[Frontiers]:
    """Find the frontiers of all known pairs, contestants taking turns pair by pair."""
    engine, scipy = (contestants.load(name) for name in ("corridor_compiled", "with_scipy"))
    if engine is None or scipy is None:
        return
    ours, matrix = engine.build(links), scipy.build(cheapest_only(links))
    for criteria, name in SETS.items():
        if not (folder / name).exists():
            continue
        known = known_counts(folder / name)

        def ask_ours(task: tuple[int, int, int], criteria: int = criteria) -> int:
            return len(ours.frontier(range(criteria), *task[:2]))

        lines = [Contestant(COMPILED, ask_ours, int)]
        lines.append(Contestant(YARDSTICK, lambda task: scipy.one_to_all(matrix, task[0]), len))
        if boa and criteria == BOA_CRITERIA:
            with tempfile.TemporaryDirectory() as scratch:
                yield _measure(criteria, known, lines, _program(boa, links, Path(scratch)))
        else:
            yield _measure(criteria, known, lines, None)


def _measure(
    criteria: int,
    known: list[tuple[int, int, int]],
    lines: list[Contestant],
    program: Callable[[tuple[int, int, int]], tuple[int, float]] | None,
) -> Frontiers:
    counts = [lines[0].ask(task) for task in known]
    wrong = [(task, count) for task, count in zip(known, counts, strict=True) if task[2] != count]
    for (origin, destination, count), found in wrong:
        print(f"From {origin + 1} to {destination + 1} there are {count} points, not {found}.")
    samples: dict[str, list[list[float]]] = {line.name: [[] for _ in known] for line in lines}
    if program:
        samples["C BOA*"] = [[] for _ in known]
    for _ in range(ROUNDS):
        for number, task in enumerate(known):
            for line in lines:
                samples[line.name][number].append(1000 * measure_once(line.ask, task))
            if program:
                count, milliseconds = program(task)
                if count != task[2]:
                    print(f"C BOA* finds {count} points from {task[0] + 1} to {task[1] + 1}, not {task[2]}.")
                samples["C BOA*"][number].append(milliseconds)
    medians = {name: [median(one) for one in rows] for name, rows in samples.items()}
    totals = {name: [sum(row[turn] for row in rows) for turn in range(ROUNDS)] for name, rows in samples.items()}
    return Frontiers(criteria, len(known), len(known) - len(wrong), sum(counts), medians, totals)


def measure_once(ask: Callable[[Task], Answer], task: Task) -> float:
    at = perf_counter()
    ask(task)
    return perf_counter() - at


def _program(boa: Path, links: Links, scratch: Path) -> Callable[[tuple[int, int, int]], tuple[int, float]]:
    """Give a function that runs C BOA* for a pair, and reads the count and its own time (reading apart) from it."""
    path = scratch / "links.txt"
    table = np.column_stack((links.tails + 1, links.heads + 1, links.costs[0], links.costs[1]))
    with path.open("w", encoding="ascii") as lines:
        lines.write(f"{links.node_count} {links.count}\n")
        np.savetxt(lines, table, fmt="%d")

    def run(task: tuple[int, int, int]) -> tuple[int, float]:
        command = [str(boa), str(path), str(task[0] + 1), str(task[1] + 1)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        _, _, count, milliseconds, *_ = printed.splitlines()[-1].split(";")
        return int(count), float(milliseconds)

    return run
