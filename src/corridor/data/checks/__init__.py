"""The linter of a network: one small function a rule, all findings at once (`corridor network check`)."""

from __future__ import annotations

from pathlib import Path

from corridor.data.checks import borders, closures, figures, gauges, junctions, lengths, plausible, reach, timetables
from corridor.data.checks.rule import RULES, Subject
from corridor.data.geometry import parse_geometry
from corridor.data.load import read_validated
from corridor.errors import Finding

__all__ = ["RULES", "check_network"]

_MODULES = (borders, closures, figures, gauges, junctions, lengths, plausible, reach, timetables)
_ORDER = {"error": 0, "warning": 1, "info": 2}


def check_network(folder: Path) -> list[Finding]:
    """Check the tables of a folder and give every finding, errors first, then by file and row.

    The rules on meaning run only on tables whose cells and references are sound; otherwise they would
    report the consequences of the same faults again.
    """
    rows, found = read_validated(folder)
    if not any(finding.severity == "error" for finding in found):
        geometry, faults = parse_geometry(folder)
        found += faults
        subject = Subject(rows, geometry, folder)
        for rule in RULES:
            found += rule.run(subject)
    return sorted(found, key=lambda finding: (_ORDER[finding.severity], finding.file, finding.row, finding.code))
