"""Plain tables of text: columns as wide as their cells, folded to the terminal where they must be."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Sequence

Cell = str
_PIPED_WIDTH = 140
_LEAST = 8


def display_width(text: str) -> int:
    """Give the number of terminal columns of a text; Chinese characters take two.

    >>> display_width("霍尔果斯 A")
    10
    """
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
        for char in text
    )


def grid(header: Sequence[Cell], rows: Sequence[Sequence[Cell]], *, right: set[int], ruled_last: bool = False) -> str:
    """Draw a table; columns in `right` are aligned right, `ruled_last` sets the last row apart as a sum."""
    widths = _fit([max(map(display_width, column)) for column in zip(header, *rows, strict=True)], right)
    rule = "  ".join("─" * width for width in widths)
    lines = [_line(header, widths, right), rule]
    for number, row in enumerate(rows):
        if ruled_last and number == len(rows) - 1:
            lines.append(rule)
        lines.append(_line(row, widths, right))
    return "\n".join(lines)


def _line(cells: Sequence[Cell], widths: Sequence[int], right: set[int]) -> str:
    shown = []
    for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        text = _cut(cell, width)
        space = " " * (width - display_width(text))
        shown.append(space + text if number in right else text + space)
    return "  ".join(shown).rstrip()


def _cut(text: str, width: int) -> str:
    if display_width(text) <= width:
        return text
    kept = ""
    for char in text:
        if display_width(kept + char) > width - 1:
            break
        kept += char
    return kept + "…"


def _fit(widths: list[int], right: set[int]) -> list[int]:
    """Narrow the widest text columns until the table fits; numbers are never cut."""
    limit = os.get_terminal_size().columns if sys.stdout.isatty() else _PIPED_WIDTH
    while sum(widths) + 2 * (len(widths) - 1) > limit:
        texts = [number for number in range(len(widths)) if number not in right and widths[number] > _LEAST]
        if not texts:
            break
        widest = max(texts, key=lambda number: widths[number])
        widths[widest] -= 1
    return widths
