"""The calibration report: each published figure, what passes, ours, and the verdict."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import networkx as nx

from corridor.errors import CorridorError
from tests.calibration import lengths, money, times
from tests.calibration.kit import CASES, Case, network

MODULES = (lengths, money, times)
LEAST_SHARE = 0.8
CONTRADICTED = {
    "O-R05": "between Altynkol and Tehran the railway by Tashkent, Farap and Sarakhs is some 1,000 km shorter than the "
    "one by Bolashak; the press claim holds for cargo from Russia and western Kazakhstan",
}
"""Published claims that geography contradicts; shown as misses, and not held against us."""


@cache
def verdicts() -> dict[str, tuple[str, bool]]:
    """Give for each case what we say, and whether it passes; a case without an itinerary fails with its reason."""
    found = {}
    for case in CASES:
        try:
            found[case.case_id] = case.ours()
        except (CorridorError, LookupError, StopIteration, nx.NetworkXException, ValueError) as error:
            found[case.case_id] = (f"{type(error).__name__}: {error}", False)
    return found


def shares() -> dict[str, tuple[float, float]]:
    """Give by kind the weight that passes and the whole weight."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for case in CASES:
        if case.case_id in CONTRADICTED:
            continue
        sums[case.kind][1] += case.weight
        sums[case.kind][0] += case.weight * verdicts()[case.case_id][1]
    return {kind: (passed, whole) for kind, (passed, whole) in sums.items()}


def report() -> str:
    """Give the report as Markdown."""
    lines = [
        "# Calibration: published figures against ours",
        "",
        f"Generated from the reference network as of {network().as_of}; do not edit. Nothing is tuned to these totals: "
        "parameters with their own sources are set in `network/`, and what misses is shown. Times are p50 (p10–p90).",
        "",
        "| kind | weight passed | of | share |",
        "| --- | --- | --- | --- |",
    ]
    for kind, (passed, whole) in shares().items():
        lines.append(f"| {kind} | {passed:g} | {whole:g} | {passed / whole:.0%} |")
    lines += ["", "| case | published | passes when | ours | verdict |", "| --- | --- | --- | --- | --- |"]
    lines += [_line(case) for case in sorted(CASES, key=lambda case: case.case_id)]
    return "\n".join(lines) + "\n"


def _line(case: Case) -> str:
    text, passed = verdicts()[case.case_id]
    what = f"{case.case_id} {case.what} ([source]({case.source}))" + (f"; {case.remark}" if case.remark else "")
    verdict = "pass" if passed else "**miss**"
    if case.case_id in CONTRADICTED:
        verdict += f" (not counted: {CONTRADICTED[case.case_id]})"
    return "| " + " | ".join([what, case.published, case.rule, text.replace("|", "/"), verdict]) + " |"
