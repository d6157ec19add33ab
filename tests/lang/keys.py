"""Every fixed word of maps, figures and reports: what is handed to a translator, found by reading the source."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

import corridor as cr
from corridor.analysis.reliability_result import DATE_REMARKS
from corridor.charts.stacked import _ACTIVITIES, _PAID
from corridor.data.rows import LINE_CLASSES
from corridor.maps.dates import LOCAL, WEEKDAYS
from corridor.maps.style import MARKS, STROKES
from corridor.maps.words import NOTE, WAITS
from corridor.model.link import Status
from corridor.model.transfer import TransferKind
from corridor.planning.criteria import CRITERIA
from corridor.planning.depart import REMARKS
from corridor.planning.query import OBJECTIVES

SOURCES = Path(cr.__file__).parent
ITEMS = {
    "handling", "waiting", "border_entry", "border_fee", "port_dues", "surcharge", "haulage", "terminal", "moving",
    "border_exit", "closure", "empty_return", "gauge_change", "port", "transit_fee",
}  # fmt: skip
"""What lines of a ledger are called; a test holds that itineraries have no other."""


def written() -> set[str]:
    """Give the words that stand in a call `t("…")`."""
    found = set()
    for floor in ("maps", "charts", "report", "lang"):
        for path in (SOURCES / floor).glob("*.py"):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(call, ast.Call) or not call.args:
                    continue
                name = call.func
                is_said = isinstance(name, ast.Name) and name.id in {"t", "self"}
                first = call.args[0]
                if is_said and isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found


def looked_up() -> set[str]:
    """Give the words that are said by way of a variable."""
    network = cr.load_network()
    kinds = set(get_args(TransferKind))
    statuses = set(get_args(Status))
    identifiers = kinds | statuses | ITEMS | set(LINE_CLASSES) | set(_ACTIVITIES) | set(_PAID)
    roles = {"cheapest", "fastest", "cleanest", "shortest", "simplest", "knee", "between"}
    parts = {"link", "place", "border", "country", "corridor"}
    titles = {
        "{count:,} links by gauge",
        "{count:,} links by mode and status",
        "Who serves which place to {place}",
        "Who serves which place from {place}",
        "USD {cost:,.0f}, {days:.1f} days, {co2e:,.0f} kg CO2e",
        "Cheapest",
        "Fastest",
        "Cleanest",
    }
    return (
        {item.replace("_", " ") for item in identifiers}
        | {words for _, words in MARKS.values()}
        | {rule.name for rule in network.corridors}
        | set(STROKES) | set(CRITERIA) | set(OBJECTIVES) | roles | parts | titles | {NOTE, LOCAL}
        | set(WEEKDAYS) | set(REMARKS) | set(DATE_REMARKS) | set(WAITS)
    )  # fmt: skip
