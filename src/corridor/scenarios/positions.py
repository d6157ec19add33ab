"""Where in a TOML file each entry and key stands, because the standard parser does not say.

A small scanner for headers and keys, run beside `tomllib`: it need not understand values, only step over those of
several lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\-\"' ]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')\s*(?:\.[^=]*)?=(.*)$")
_LONG = re.compile(r'"""|\'\'\'')
_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*$')


@dataclass(slots=True)
class Block:
    """A table of the file: the line of its header (0 for the top) and the line of each of its keys."""

    name: str
    line: int
    keys: dict[str, int] = field(default_factory=dict)


def blocks_of(text: str) -> list[Block]:
    r"""Give the top of a file and its tables in order, each with the lines of its keys.

    >>> [(block.name, block.line, block.keys) for block in blocks_of('title = "x"\n\n[[link]]\nid = "a"\n')]
    [('', 0, {'title': 1}), ('link', 3, {'id': 4})]
    """
    found = [Block("", 0)]
    closing, depth = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        rest = line
        if closing:
            _, closed, rest = line.partition(closing)
            if not closed:
                continue
            closing = ""
        elif depth == 0:
            header = _HEADER.match(line)
            if header:
                found.append(Block(header[2].strip("\"' "), number))
                continue
            key = _KEY.match(line)
            if key:
                found[-1].keys.setdefault(key[1].strip("\"'"), number)
                rest = key[2]
        closing, depth = _open_after(rest, depth)
    return found


def _open_after(rest: str, depth: int) -> tuple[str, int]:
    """Give the quotes that a value leaves open at the end of its line, and how many brackets."""
    while True:
        long = _LONG.search(rest)
        short = _QUOTED.search(rest)
        if long and (short is None or long.start() <= short.start()):
            depth += _brackets(rest[: long.start()])
            _, closed, rest = rest[long.end() :].partition(long[0])
            if not closed:
                return long[0], depth
        elif short:
            depth += _brackets(rest[: short.start()])
            rest = rest[short.end() :]
        else:
            return "", max(0, depth + _brackets(rest))


def _brackets(text: str) -> int:
    return text.count("[") + text.count("{") - text.count("]") - text.count("}")
