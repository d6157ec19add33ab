"""Peak memory, each contestant in a process of its own: `python memory.py CONTESTANT FUNCTION LINKS` prints bytes.

Counted from after the imports and a first answer on a tiny graph, so that libraries and compiled code do not count.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import contestants
from graphs import Links, grid, pairs_near, restore, save

PATIENCE = 60
"""Seconds that building and one answer may take."""
STATUS = Path("/proc/self/status")


class Memory(NamedTuple):
    """Bytes a link: what the built graph holds, and the most in use while it was built and while it was asked."""

    held: float
    building: float
    answering: float


def _bytes(field: str) -> int:
    """Read a field of the process's status; the peak that `getrusage` gives includes the parent's from before exec."""
    if not STATUS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(field + ":"))
    return int(line.split()[1]) * 1024


def _forget_peak() -> None:
    """Give back what is free and let the peak begin anew, where the system can."""
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)  # what is free goes back to the system, where the C library can
    reset = Path("/proc/self/clear_refs")
    if reset.exists() and os.access(reset, os.W_OK):
        reset.write_text("5")


def measure_here(name: str, function: str, path: Path) -> list[float]:
    """Build and ask once, in this process."""
    module = contestants.load(name)
    if module is None:
        return []
    criteria, extra = (2, (2,)) if function == "frontier" else (1, ())
    ask = getattr(module, function)
    tiny = _with(grid(100), criteria)
    ask(module.build(tiny), pairs_near(tiny, 1)[0], *extra)
    links = _with(restore(path), criteria)
    pair = pairs_near(links, 1)[0]
    _forget_peak()
    before = _bytes("VmRSS")
    built = module.build(links)
    building = _bytes("VmHWM") - before
    _forget_peak()
    held = _bytes("VmRSS") - before
    ask(built, pair, *extra)
    answering = _bytes("VmHWM") - before
    return [part / links.count for part in (held, building, answering)]


def _with(links: Links, criteria: int) -> Links:
    return links._replace(costs=links.costs[:criteria])


def measure_apart(names: Sequence[str], function: str, size: int) -> dict[str, Memory]:
    """Measure each contestant on a grid, in a fresh process each; give those that answer in time."""
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "links.npz"
        save(grid(size), path)
        for name in names:
            module = contestants.load(name)
            if module is None or not hasattr(module, function):
                continue
            command = [sys.executable, __file__, name, function, str(path)]
            try:
                done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                continue
            results[module.NAME] = Memory(*json.loads(done.stdout))
    return results


if __name__ == "__main__":
    print(json.dumps(measure_here(sys.argv[1], sys.argv[2], Path(sys.argv[3]))))
