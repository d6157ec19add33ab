"""Whether what came out of a scenario is still within the limits of the tables: a factor may lead beyond them."""

from __future__ import annotations

from collections.abc import Iterator

from corridor.data.column import Column, fields_of
from corridor.data.rows import LinkRow, ServiceRow
from corridor.data.tables import table
from corridor.errors import Finding
from corridor.model.link import EXPECTED, Link
from corridor.planning.admit import opening
from corridor.scenarios.diff import Difference
from corridor.scenarios.ops import Amount
from corridor.scenarios.overlay import Overlay

_ROW_CLASS = {"link": LinkRow, "service": ServiceRow}


def faults_of(overlay: Overlay) -> list[Finding]:
    """Give every figure that is out of its column's limits, and every range of openings that is out of order."""
    return [*_out_of_limits(overlay), *_out_of_order(overlay)]


def _out_of_limits(overlay: Overlay) -> Iterator[Finding]:
    for difference in overlay.differences:
        after = difference.after
        if not isinstance(after, Amount):
            continue
        column = _column(difference)
        for end in (after.low, after.value, after.high):
            beyond = column.at_most is not None and end > column.at_most
            if beyond or (column.at_least is not None and end < column.at_least):
                limits = f"from {column.at_least:g}" + (f" to {column.at_most:g}" if column.at_most else " up")
                yield _finding(difference, f"{end:g}", f"{difference.target} would be {after}", f"admitted is {limits}")
                break


def _column(difference: Difference) -> Column:
    row_class = _ROW_CLASS.get(difference.target.table) or table(difference.target.table).row_class
    return next(field.column for field in fields_of(row_class) if field.name == difference.target.column)


def _out_of_order(overlay: Overlay) -> Iterator[Finding]:
    for difference in overlay.differences:
        if difference.target.table == "link" and difference.target.column in {
            "opens",
            "opens_early",
            "opens_late",
            "opening",
        }:
            link = overlay.links[difference.target.key[0]]
            if link.status in EXPECTED and not _is_in_order(link):
                said = f"{link.opens_early or '?'}, {link.opens or '?'}, {link.opens_late or '?'}"
                message = f"the openings of {link.link_id} would be out of order: {said}"
                yield _finding(difference, link.opens, message, "give all of opens_early, opens, opens_late")


def _is_in_order(link: Link) -> bool:
    days = [opening(text) for text in (link.opens_early, link.opens, link.opens_late) if text]
    return days == sorted(days)


def _finding(difference: Difference, value: str, message: str, hint: str) -> Finding:
    entry = difference.entries[0]
    column = difference.target.column
    return Finding("S113", "error", entry.file, entry.line, column, value, message, hint)
