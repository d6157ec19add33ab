"""What one waits for before the first answer: whole processes, and the compiled engine without and with its cache.

As a script, `python startup.py` does what a first use of the compiled engine does, and prints the seconds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from statistics import median
from time import perf_counter

ROUTE = ("route", "Xi'an", "Istanbul")
IMPORTED = (
    ("numba", ("numba",)),
    ("scipy.sparse.csgraph", ("scipy.sparse.csgraph",)),
    ("rustworkx", ("rustworkx",)),
    ("igraph", ("igraph",)),
    ("networkx", ("networkx",)),
    ("networkx, geopandas, folium", ("networkx", "geopandas", "folium")),
)
STEPS = ("import", "first distances", "first frontier of two", "first frontier of three", "the same again")


def processes(rounds: int) -> dict[str, float]:
    """Give the median seconds of whole processes, which take turns."""
    commands = {
        "`python -c pass`": ("-c", "pass"),
        "`corridor --help`": ("-m", "corridor", "--help"),
        "`corridor route`": ("-m", "corridor", *ROUTE),
    }
    for name, parts in IMPORTED:
        if all(find_spec(part.partition(".")[0]) for part in parts):
            commands[f"import {name}"] = ("-c", f"import {', '.join(parts)}")
    samples: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(folder)
        for _ in range(rounds + 1):
            for name, words in commands.items():
                samples[name].append(_seconds(words, environment))
    return {name: median(seconds[1:]) for name, seconds in samples.items()}


def _environment(folder: str) -> dict[str, str]:
    """Let Python keep its bytecode, as it does by default; the first round fills the folder and does not count."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": folder}


def _seconds(words: Sequence[str], environment: Mapping[str, str]) -> float:
    at = perf_counter()
    subprocess.run([sys.executable, *words], check=True, capture_output=True, env=dict(environment))
    return perf_counter() - at


def first_use(rounds: int) -> dict[str, Mapping[str, float]]:
    """Give the seconds of each step in a process that finds no compiled code, and in later ones (median)."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**_environment(f"{folder}/bytecode"), "NUMBA_CACHE_DIR": f"{folder}/kernels"}
        _seconds(("-c", "import numba"), environment)
        empty, *filled = (_fresh(environment) for _ in range(rounds + 1))
    return {
        "without a cache": empty,
        "with a filled cache": {step: median(one[step] for one in filled) for step in filled[0]},
    }


def _fresh(environment: Mapping[str, str]) -> dict[str, float]:
    at = perf_counter()
    printed = subprocess.run(
        [sys.executable, __file__], check=True, capture_output=True, text=True, env=dict(environment)
    ).stdout
    return {**json.loads(printed), "whole process": perf_counter() - at}


def use() -> dict[str, float]:
    """Use the compiled engine, step by step."""
    times = [perf_counter()]
    from contestants import corridor_compiled as engine  # noqa: PLC0415 - the import is one of the steps
    from graphs import grid, pairs_near  # noqa: PLC0415

    links = grid(1_000)
    pair = pairs_near(links, 1)[0]
    built = engine.build(links)
    times.append(perf_counter())
    for step in (
        lambda: engine.one_to_all(built, pair[0]),
        lambda: engine.frontier(built, pair, 2),
        lambda: engine.frontier(built, pair, 3),
        lambda: (engine.one_to_all(built, pair[0]), engine.frontier(built, pair, 2), engine.frontier(built, pair, 3)),
    ):
        step()
        times.append(perf_counter())
    return {step: after - before for step, before, after in zip(STEPS, times[:-1], times[1:], strict=True)}


if __name__ == "__main__":
    print(json.dumps(use()))
