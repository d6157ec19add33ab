"""Tables in Markdown, which also read well on a terminal, and their place in docs/performance.md."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from os import cpu_count
from pathlib import Path
from statistics import median

from journeys import NUMBERS, Drawn
from memory import Memory
from questions import COMPILED, YARDSTICK
from roads import Frontiers
from timing import Timed

MARKS = "<!-- {part}: begin -->", "<!-- {part}: end -->"
MANY = 100
"""A ratio from which on its spread is of no interest."""
LIBRARIES = ("numba", "numpy", "scipy", "networkx", "rustworkx", "igraph")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in (head, ["-" * width for width in widths], *rows)
    ]
    return "\n".join(lines)


def machine() -> str:
    """Say what was measured with, in general words."""
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    python = ".".join(map(str, sys.version_info[:3]))
    return f"{cpu_count()} cores ({platform.machine()}), {platform.system()}, Python {python}, {', '.join(found)}."


def milliseconds(value: float) -> str:
    digits = next(digits for digits, least in enumerate((100, 10, 1, 0)) if value >= least)
    return f"{value:,.{digits}f}"


def cell(timed: Timed | None, reference: Timed | None, tasks: int, *, is_reference: bool) -> str:
    """Show the milliseconds of one answer, and how many times the reference's that is, with its quartiles."""
    if timed is None:
        return ""
    if not timed.seconds:
        return timed.remark
    shown = milliseconds(1000 * timed.median / tasks)
    if is_reference or reference is None or not reference.seconds:
        return shown
    low, middle, high = timed.ratios(reference)
    if middle >= MANY:
        return f"{shown} · {middle:.0f}×"
    return f"{shown} · {middle:.2g}×" + (f" ({low:.2g}–{high:.2g})" if len(timed.seconds) > 1 else "")


def times(by_size: Mapping[int, Mapping[str, Timed]], reference: str, tasks: int) -> str:
    """Lay out contestants by number of links."""
    names = list(dict.fromkeys(name for timed in by_size.values() for name in timed))
    rows = [
        [name]
        + [
            cell(timed.get(name), timed.get(reference), tasks, is_reference=name == reference)
            for timed in by_size.values()
        ]
        for name in sorted(names, key=lambda name: not name.startswith("corridor"))
    ]
    return table(["ms", *(f"{count:,} links" for count in by_size)], rows)


def memory(by_size: Mapping[int, Mapping[str, Memory]]) -> str:
    names = list(dict.fromkeys(name for found in by_size.values() for name in found))
    rows = [
        [name, *(_memory(found[name]) if name in found else "left out" for found in by_size.values())] for name in names
    ]
    return table(["bytes a link", *(f"{size:,} links" for size in by_size)], rows)


def _memory(one: Memory) -> str:
    return f"{one.held:.0f} · {one.building:.0f} · {one.answering:.0f}"


def frontiers(found: Frontiers) -> str:
    """Lay out the milliseconds over all pairs of the road network."""
    yardstick = median(found.milliseconds[YARDSTICK])
    rows = []
    for name, values in found.milliseconds.items():
        shares = [one / other for one, other in zip(found.totals[COMPILED], found.totals[name], strict=True)]
        rows.append(
            [
                name,
                milliseconds(median(values)),
                f"{median(values) / yardstick:.2f}",
                milliseconds(sum(values) / len(values)),
                milliseconds(max(values)),
                milliseconds(sum(values)),
                f"{median(shares):.2f} ({min(shares):.2f}–{max(shares):.2f})",
            ]
        )
    head = ["ms", "median", "in scipy Dijkstras", "mean", "most", "total", "corridor's total in this one's"]
    return table(head, rows)


def journeys(found: Drawn) -> str:
    """Lay out what journeys take by their number, in times of the random numbers alone."""
    rows = [
        [name]
        + [cell(timed[name], timed[NUMBERS], 1, is_reference=name == NUMBERS) for timed in found.seconds.values()]
        for name in next(iter(found.seconds.values()))
    ]
    return table(["ms", *(f"{count:,} journeys" for count in found.seconds)], rows)


def seconds(columns: Mapping[str, Mapping[str, float]]) -> str:
    first = next(iter(columns.values()))
    return table(["s", *columns], [[step, *(f"{column[step]:.2f}" for column in columns.values())] for step in first])


def processes(found: Mapping[str, float]) -> str:
    bare = found["`python -c pass`"]
    rows = [[name, f"{1000 * value:.0f}", f"{value / bare:.1f}"] for name, value in found.items()]
    return table(["whole process", "ms", "bare starts"], rows)


def write(path: Path, part: str, tables: str) -> None:
    """Put the tables of a part between their marks in a page."""
    begin, end = (mark.format(part=part) for mark in MARKS)
    before, _, rest = path.read_text(encoding="utf-8").partition(begin)
    _, mark, after = rest.partition(end)
    if not mark:
        message = f"{path.name} has no {begin} … {end}."
        raise SystemExit(message)
    path.write_text(f"{before}{begin}\n\n{tables.strip()}\n\n{end}{after}", encoding="utf-8")
