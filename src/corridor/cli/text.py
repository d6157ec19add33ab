"""Text on its way to terminals, spreadsheets and Markdown: data may hold anything, output may not.

Escape sequences would drive the terminal, direction marks would reorder a line, and a cell that begins
with `=` would be computed by a spreadsheet.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(text: str, *, multiline: bool = False) -> str:
    r"""Replace control and direction characters by a visible mark.

    >>> plain("Poti\x1b[31m\u202e")
    'Poti�[31m�'
    """
    return "".join(
        char if (char == "\n" and multiline) or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"} else "\ufffd"
        for char in text
    )


def to_csv(rows: Sequence[dict[str, Any]]) -> str:
    r"""Write rows as CSV with a header; text that a spreadsheet would compute gets an apostrophe in front.

    >>> to_csv([{"name": "=1+1", "km": -2.5}])
    "name,km\n'=1+1,-2.5\n"
    """
    if not rows:
        return ""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(rows[0])
    for row in rows:
        writer.writerow([_cell(value) for value in row.values()])
    return buffer.getvalue()


def _cell(value: Any) -> Any:  # noqa: ANN401 - text, number or None
    if not isinstance(value, str):
        return value
    return f"'{plain(value)}" if value.startswith(_FORMULA) else plain(value)


def to_markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    r"""Write a Markdown table; numbers are aligned by whoever renders it.

    >>> print(to_markdown(["a"], [["x|y"]]))
    | a |
    | --- |
    | x\|y |
    """
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(_markdown_cell(cell) for cell in line) + " |" for line in lines)


def _markdown_cell(text: str) -> str:
    return text if text == "---" else markdown_text(text)


def markdown_text(text: str) -> str:
    r"""Escape what Markdown would take for markup, in a table or outside.

    >>> markdown_text("<b> [x](y) `z` | *")
    '&lt;b> \\[x](y) \\`z\\` \\| \\*'
    """
    escaped = plain(text).replace("\\", "\\\\").replace("<", "&lt;")
    return re.sub(r"([|\[`*_#])", r"\\\1", escaped)
