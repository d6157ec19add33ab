"""The parts of a run, one after the other, and the page that their tables make."""

from __future__ import annotations

import shlex
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

import contestants
import journeys
import memory
import questions
import report
import roads
import startup

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
LEAST_FOR_MEMORY = 10_000
"""Below so many links, what a process takes says little of the graph."""


def run(chosen: Namespace, words: Sequence[str]) -> None:
    """Measure the parts asked for, print their tables, and write the page where that is asked for."""
    places = {str(chosen.dimacs): "FOLDER", str(chosen.boa): "PROGRAM"}
    shown = [places.get(word, word) for word in words]
    command = shlex.join(["uv", "run", "--group", "bench", "python", "benchmarks/run.py", *shown])
    work = {
        "questions": lambda page: add_questions(page, chosen.sizes, chosen.seconds),
        "memory": lambda page: add_memory(
            page, [size for size in chosen.sizes if size >= LEAST_FOR_MEMORY] or chosen.sizes[-1:]
        ),
        "startup": lambda page: add_startup(page, 3 if chosen.quick else 9),
        "roads": lambda page: add_roads(page, chosen),
        "journeys": lambda page: add_journeys(page, chosen.seconds),
    }
    for part, measure in work.items():
        if part not in chosen.only or (part == "roads" and not chosen.dimacs):
            continue
        page = Page(f"`{command}` on {report.machine()}")
        measure(page)
        if chosen.markdown:
            report.write(PAGE, part, "\n\n".join(page.parts))


class Page:
    """What is printed of a part, kept for the page."""

    def __init__(self, head: str) -> None:
        self.parts = [head]
        print(head + "\n", flush=True)

    def add(self, title: str, *bodies: str) -> None:
        part = "\n\n".join((f"### {title}", *bodies))
        self.parts.append(part)
        print(part + "\n", flush=True)


def add_questions(page: Page, sizes: Sequence[int], budget: float) -> None:
    results: questions.Results = {}
    for title, count, timed in questions.ask_all(sizes, budget):
        results.setdefault(title, {})[count] = timed
        print(f"measured: {title}, {count:,} links", file=sys.stderr)
    building = results.pop(questions.BUILDING)
    page.add(questions.BUILDING, report.times(building, questions.COMPILED, 1))
    for question in questions.QUESTIONS:
        page.add(question.title, report.times(results[question.title], question.reference, question.count))
    notes = [f"- {module.NAME}: {module.NOTE}" for module in questions.modules()]
    page.add("What was called", "\n".join(notes))


def add_memory(page: Page, sizes: Sequence[int]) -> None:
    names = (*contestants.CORRIDOR, *contestants.OTHERS)
    for title, function in (("one pair, one cost a link", "one_pair"), ("frontier, two costs a link", "frontier")):
        by_size = {size: memory.measure_apart(names, function, size) for size in sizes}
        page.add(f"Memory: {title}", report.memory(by_size))


def add_startup(page: Page, rounds: int) -> None:
    page.add("Start-up: whole processes", report.processes(startup.processes(rounds)))
    if contestants.load("corridor_compiled"):
        page.add("First use of the compiled engine", report.seconds(startup.first_use(max(1, rounds // 3))))


def add_roads(page: Page, chosen: Namespace) -> None:
    links = roads.read(chosen.dimacs)
    single = {title: {links.count: timed} for title, timed in roads.single(links, chosen.seconds)}
    page.add("New York: building the graph", report.times(single[questions.BUILDING], questions.COMPILED, 1))
    for question in questions.QUESTIONS[: len(roads.TASKS)]:
        body = report.times(single[question.title], question.reference, roads.TASKS[question.function])
        page.add(f"New York: {question.title.lower()}", body)
    for found in roads.frontiers(links, chosen.dimacs, chosen.boa):
        counted = (
            f"{found.pairs} pairs, {found.points:,} Pareto-optimal sums; "
            f"the number is the known one for {found.equal} of {found.pairs} pairs."
        )
        page.add(f"New York: frontiers of {found.criteria} criteria", counted, report.frontiers(found))


def add_journeys(page: Page, budget: float) -> None:
    found = journeys.drawn(budget)
    told = (
        f"{found.itinerary}: {found.steps} steps, {found.times} times that vary, {found.names} numbers a journey. "
        "The numbers alone: as many, in single precision, by numpy's default generator on two threads; behind the dot, "
        "how many times that it takes."
    )
    page.add("Journeys drawn along an itinerary", told, report.journeys(found))
