"""Measure corridor against networkx, scipy, rustworkx and igraph, in one run.

The command is `uv run --group bench python benchmarks/run.py`; `--help` tells the options, and
docs/performance.md shows what comes out.  Everything is made from fixed seeds; contestants take turns, and
their answers are compared.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

SIZES = (100, 1_000, 10_000, 100_000, 1_000_000)
QUICK = 10_000
PARTS = ("questions", "memory", "startup", "roads", "journeys")


def options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure corridor against other libraries.")
    parser.add_argument("--quick", action="store_true", help=f"sizes up to {QUICK:,} links only")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), metavar="LINKS", help="other sizes")
    parser.add_argument("--seconds", type=float, default=3.0, help="time for the rounds of one question at one size")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=list(PARTS), help="some parts of it")
    parser.add_argument("--dimacs", type=Path, metavar="FOLDER", help="a folder with the New York files (see roads.py)")
    parser.add_argument("--boa", type=Path, metavar="PROGRAM", help="the public C BOA*, compiled; needs --dimacs")
    parser.add_argument("--markdown", action="store_true", help="write the tables to docs/performance.md as well")
    return parser.parse_args(words)


def main(words: list[str]) -> int:
    """Run the parts asked for, with a place of their own for compiled kernels, which must be set before any import."""
    chosen = options(words)
    if chosen.quick:
        chosen.sizes = [size for size in chosen.sizes if size <= QUICK]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["NUMBA_CACHE_DIR"] = folder
        import_module("suite").run(chosen, words)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
