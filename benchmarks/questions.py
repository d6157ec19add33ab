"""What is asked, by size of graph."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import perf_counter
from types import ModuleType
from typing import Any, NamedTuple

import contestants
from graphs import Links, Pair, cheapest_only, grid, pairs_anywhere, pairs_near
from timing import Answer, Contestant, Timed, measure

BUILDING = "Building the graph"
YARDSTICK = "one scipy Dijkstra"


class Question(NamedTuple):
    title: str
    function: str
    """The contestants' function that answers it."""
    extra: tuple[int, ...]
    reference: str
    """The contestant that the others are compared with."""
    growth: float
    """Exponent by which the time is foreseen to grow with the number of links."""
    draw: Callable[[Links, int], list[Pair]]
    count: int
    """Pairs in a round."""

    def task(self, pair: Pair) -> tuple[Any, ...]:
        return (pair[0] if self.function == "one_to_all" else pair, *self.extra)


COMPILED = "corridor, compiled"
QUESTIONS = (
    Question("One pair", "one_pair", (), COMPILED, 1.0, pairs_anywhere, 5),
    Question("One to all", "one_to_all", (), COMPILED, 1.0, pairs_anywhere, 2),
    Question("k best, k = 10", "k_best", (10,), COMPILED, 1.0, pairs_near, 3),
    Question("k best, k = 100", "k_best", (100,), COMPILED, 1.0, pairs_near, 3),
    Question("Frontier of two criteria", "frontier", (2,), COMPILED, 1.5, pairs_near, 4),
    Question("Frontier of three criteria", "frontier", (3,), COMPILED, 1.5, pairs_near, 4),
)

Built = Any
"""A graph in a contestant's own form."""
Task = tuple[Any, ...]

Results = dict[str, dict[int, dict[str, Timed]]]
"""By title, number of links and contestant."""


def modules() -> list[ModuleType]:
    """Import all contestants whose libraries are installed, ours first."""
    loaded = (contestants.load(name) for name in (*contestants.CORRIDOR, *contestants.OTHERS))
    return [module for module in loaded if module is not None]


def ask_all(
    sizes: Sequence[int], budget: float, questions: Sequence[Question] = QUESTIONS
) -> Iterator[tuple[str, int, dict[str, Timed]]]:
    """Ask every question on a grid of every size; gives title, number of links and what was measured."""
    known: Results = {}
    warm_up(questions)
    for size in sizes:
        links = grid(size)
        built, seconds = build_all(links)
        yield BUILDING, links.count, seconds
        for question in questions:
            tasks = [question.task(pair) for pair in question.draw(links, question.count)]
            before = known.setdefault(question.title, {})
            timed = measure(lineup(question, built, links.count, before), tasks, budget)
            before[links.count] = timed
            yield question.title, links.count, timed
        built.clear()
        gc.collect()


def warm_up(questions: Sequence[Question]) -> None:
    """Ask everything once on a tiny grid, so that compiling does not count."""
    links = grid(1)
    built, _ = build_all(links)
    for question in questions:
        for contestant in lineup(question, built, links.count, {}):
            contestant.ask(question.task(question.draw(links, 1)[0]))


def build_all(links: Links) -> tuple[list[tuple[ModuleType, Built]], dict[str, Timed]]:
    """Build the graph in each contestant's form, and tell how long that took (once)."""
    simple = cheapest_only(links)
    built, seconds = [], {}
    for module in modules():
        at = perf_counter()
        built.append((module, module.build(simple)))
        seconds[module.NAME] = Timed((perf_counter() - at,))
    return built, seconds


def lineup(
    question: Question, built: Sequence[tuple[ModuleType, Built]], count: int, known: dict[int, dict[str, Timed]]
) -> list[Contestant]:
    """Choose those that can answer a question, and foresee their times from the largest graph so far."""
    chosen = []
    for module, graph in built:
        answer = getattr(module, question.function, None)
        name, is_yardstick = module.NAME, False
        read = getattr(module, "reached", _same) if question.function == "one_to_all" else _same
        if answer is None and question.function == "frontier" and module.NAME == "scipy":
            answer, name, is_yardstick = _tree(module), YARDSTICK, True
        if answer is not None:
            foreseen = _foreseen(name, question.growth, count, known)
            chosen.append(Contestant(name, partial(_call, answer, graph), read, foreseen, is_yardstick))
    return chosen


def _call(answer: Callable[..., Answer], graph: Built, task: Task) -> Answer:
    return answer(graph, *task)


def _tree(module: ModuleType) -> Callable[..., Any]:
    return lambda built, pair, _: module.one_to_all(built, pair[0])


def _same(answer: Answer) -> Answer:
    return answer


def _foreseen(name: str, growth: float, count: int, known: dict[int, dict[str, Timed]]) -> float:
    if not known:
        return 0.0
    before = max(known)
    timed = known[before].get(name)
    if timed is None:
        return 0.0
    return timed.median * (count / before) ** growth if timed.seconds else float("inf")
